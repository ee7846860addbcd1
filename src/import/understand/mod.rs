//! What a typed document says: the components of Nghị định 30/2020/NĐ-CP in it.
//!
//! In: [`Flat`], the words of `import.yaml` and the kinds. Out: [`Said`], what the document says, and [`Told`]: what is
//! not taken or not sure, with the paragraph. What a typist does with spaces, tabs, blank paragraphs and drawn lines is
//! read as what it is meant to be. `lines` makes paragraphs and tables ready; `head` reads the letterhead, `opening`
//! what stands above the text, `sentences` those of a kind's own form, `closing` recipients and signatories, `body`
//! headings, lists and tables, `parts` appendices and attached texts. `ledger` sees to it that every word is taken,
//! printed by the program, or told.

mod body;
mod closing;
mod head;
mod ledger;
pub(crate) mod lines;
mod opening;
mod parts;
mod quoted;
mod sentences;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use ledger::{Told, Why, words_of, words_said};
pub(crate) use words::Words;

use super::flat::{Flat, Lost};
use crate::content::{Kind, Kinds};
use ledger::Ledger;
use lines::{Element, Line, Para};
use std::collections::BTreeSet;

/// What a document says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) agencies: Vec<Agency>,
    pub(crate) number: Option<String>,
    /// Without the sign before it.
    pub(crate) symbol: Option<String>,
    /// Numbers and symbols of the other agencies of a joint document, where they have their own.
    pub(crate) others: Vec<(Option<String>, String)>,
    pub(crate) place: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) secrecy: Option<String>,
    pub(crate) urgency: Option<String>,
    pub(crate) deadline: Option<String>,
    pub(crate) circulation: Option<String>,
    /// A draft, and its number where it has one.
    pub(crate) draft: Option<Option<String>>,
    /// The slug of the kind.
    pub(crate) kind: Option<String>,
    pub(crate) subject: Vec<String>,
    pub(crate) addressees: Vec<String>,
    pub(crate) authority: Vec<String>,
    pub(crate) bases: Vec<String>,
    /// Entries of the kind's own.
    pub(crate) own: Vec<(String, Own)>,
    pub(crate) body: Vec<Part>,
    pub(crate) closing: Closing,
    pub(crate) attached: Vec<Attached>,
    pub(crate) appendices: Vec<Appendix>,
    /// Notes, as [`lines::Span::note`] counts them.
    pub(crate) notes: Vec<Vec<Line>>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Agency {
    pub(crate) superior: Vec<String>,
    pub(crate) name: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Date {
    pub(crate) day: Option<String>,
    pub(crate) month: Option<String>,
    pub(crate) year: Option<String>,
}

/// An entry of a kind's own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Own {
    Text(String),
    Lines(Vec<String>),
    Groups(Vec<Vec<(String, String)>>),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    /// Level from 1; each line is a heading of the same level.
    Heading {
        level: usize,
        lines: Vec<Line>,
    },
    Paragraph {
        line: Line,
        set: Set,
    },
    /// Level from 1; the mark is `-`, `1.`, `a)`.
    Item {
        level: usize,
        mark: String,
        line: Line,
    },
    /// Paragraphs of another text, between quotation marks.
    Quote(Vec<Line>),
    Table(Table),
    Picture {
        index: usize,
        caption: Option<String>,
    },
    PageBreak,
    /// What follows stands on pages that lie so.
    Turned {
        landscape: bool,
    },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Set {
    #[default]
    Plain,
    Centre,
    Right,
    /// A line that belongs to the table right below.
    OfTable,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    /// How many rows are its head.
    pub(crate) head: usize,
    /// Shares of its columns.
    pub(crate) shares: Vec<u32>,
    pub(crate) aligns: Vec<Option<crate::import::flat::Align>>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Its paragraphs.
    Text(Vec<Line>),
    /// It goes with the one at its left.
    Left,
    /// It goes with the one above.
    Above,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Closing {
    pub(crate) recipients: Vec<String>,
    pub(crate) archive: Option<String>,
    pub(crate) drafter: Option<String>,
    pub(crate) copies: Option<String>,
    pub(crate) signatories: Vec<Signatory>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Signatory {
    pub(crate) party: Vec<String>,
    pub(crate) capacity: Vec<String>,
    pub(crate) title: Vec<String>,
    pub(crate) office: Vec<String>,
    pub(crate) name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Appendix {
    pub(crate) label: Option<String>,
    pub(crate) title: Vec<String>,
    /// It has Quốc hiệu of its own, and the agency, too.
    pub(crate) head: Option<bool>,
    pub(crate) form_title: Vec<String>,
    pub(crate) landscape: bool,
    pub(crate) body: Vec<Part>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Attached {
    pub(crate) kind: String,
    pub(crate) subject: Vec<String>,
    pub(crate) landscape: bool,
    /// The words that begin the line in brackets.
    pub(crate) words: Option<String>,
    pub(crate) body: Vec<Part>,
    pub(crate) signed: bool,
    pub(crate) appendices: Vec<Appendix>,
}

/// What the document was read with.
struct Reading<'a> {
    words: &'a Words,
    kinds: &'a Kinds,
    elements: &'a [Element],
    /// The next element.
    next: usize,
    said: Said,
    ledger: Ledger,
    /// Where the line that resolves stands, if not right above the text.
    resolved: Option<usize>,
    /// The paragraph before is the label of a heading, alone on its line.
    label_above: bool,
}

/// Reads what a document says; the second is what is to be told of it, in the order of its paragraphs.
pub(crate) fn understand(flat: &Flat, words: &Words, kinds: &Kinds) -> (Said, Vec<Told>) {
    let elements = Reading::cut_closing(lines::elements(flat), words);
    let mut reading = Reading {
        words,
        kinds,
        elements: &elements,
        next: 0,
        said: Said::default(),
        ledger: Ledger::default(),
        resolved: None,
        label_above: false,
    };
    reading.notes(flat);
    reading.head();
    reading.opening();
    let end = reading.closing_at();
    let elements = reading.text(end);
    let elements = reading.sentences(&elements);
    reading.said.body = reading.body(&elements, false);
    reading.next = end;
    reading.closing();
    reading.parts();
    reading.losses(flat);
    reading.unmarked(flat);
    let Reading { said, ledger, .. } = reading;
    let told = ledger.finish(flat, &said);
    (said, told)
}

impl Reading<'_> {
    fn kind(&self) -> Option<&Kind> {
        self.kinds.find(self.said.kind.as_deref()?)
    }

    /// The elements of the text, without the line that resolves.
    fn text(&mut self, end: usize) -> Vec<Element> {
        let mut elements = self.elements[self.next..end].to_vec();
        let resolved = self.resolved.filter(|at| (self.next..end).contains(at));
        if let Some(at) = resolved {
            let gone = elements.remove(at - self.next);
            if let Some(para) = gone.para() {
                self.ledger.tell(para.at, &para.text(), Why::Printed);
            }
        }
        elements
    }

    /// Notes whose mark stands where the program takes none are told, and not written.
    fn unmarked(&mut self, flat: &Flat) {
        let marked = marked(&self.said);
        for (index, lines) in self.said.notes.iter_mut().enumerate() {
            if marked.contains(&index) {
                continue;
            }
            let at = flat
                .notes
                .get(index)
                .and_then(|note| note.first())
                .map_or(0, |para| para.at);
            for line in std::mem::take(lines) {
                self.ledger.tell(at, &lines::plain(&line), Why::Note);
            }
        }
    }

    fn notes(&mut self, flat: &Flat) {
        for note in &flat.notes {
            let paras = note.iter().flat_map(lines::paras);
            let paras = paras.filter(|para| !para.is_blank());
            self.said
                .notes
                .push(paras.map(|para| lines::trimmed(&labelled(&para))).collect());
        }
    }

    fn losses(&mut self, flat: &Flat) {
        for loss in &flat.losses {
            let why = match loss.what {
                Lost::Drawing => Why::Drawing,
                Lost::Equation => Why::Equation,
                Lost::Embedded => Why::Embedded,
                Lost::Converted => Why::Converted,
                Lost::Header => Why::Header,
                Lost::Hidden => Why::Hidden,
                Lost::Sign => Why::Sign,
            };
            self.ledger.tell_beside(loss.at, &loss.text, why);
        }
        for comment in &flat.comments {
            let text = format!("{}: {}", comment.author, comment.text);
            self.ledger.tell_beside(comment.at, &text, Why::Comment);
        }
    }
}

/// The notes whose marks stand in the texts.
fn marked(said: &Said) -> BTreeSet<usize> {
    let attached = said.attached.iter().flat_map(|attached| {
        let own = attached.appendices.iter().map(|appendix| &appendix.body);
        std::iter::once(&attached.body).chain(own)
    });
    let appendices = said.appendices.iter().map(|appendix| &appendix.body);
    let bodies = std::iter::once(&said.body)
        .chain(attached)
        .chain(appendices);
    bodies.flatten().flat_map(notes_of).collect()
}

/// The notes whose marks stand in a part, in their order.
pub(crate) fn notes_of(part: &Part) -> Vec<usize> {
    let lines: Vec<&Line> = match part {
        Part::Heading { lines, .. } | Part::Quote(lines) => lines.iter().collect(),
        Part::Paragraph { line, .. } | Part::Item { line, .. } => vec![line],
        Part::Table(table) => table
            .rows
            .iter()
            .flatten()
            .filter_map(|cell| match cell {
                Cell::Text(lines) => Some(lines),
                Cell::Left | Cell::Above => None,
            })
            .flatten()
            .collect(),
        Part::Picture { .. } | Part::PageBreak | Part::Turned { .. } => Vec::new(),
    };
    let spans = lines.into_iter().flatten();
    spans.filter_map(|span| span.note).collect()
}

/// A paragraph's line with what is counted before it as letters.
fn labelled(para: &Para) -> Line {
    let mut line = para.line.clone();
    if let Some(label) = para
        .label
        .as_ref()
        .filter(|label| !label.text.trim().is_empty())
    {
        let bold = para.is_bold();
        line.insert(
            0,
            lines::Span {
                text: format!("{} ", label.text.trim()),
                bold,
                ..lines::Span::default()
            },
        );
    }
    line
}
