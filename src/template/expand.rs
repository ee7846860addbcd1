//! Expands the tera expressions in the texts of the YAML.
//!
//! In: [`Content`]. Out: [`Expanded`]: each text with the map of its lines back to the YAML.

use super::{
    align::source_map,
    appendices::{AppendixLines, AttachedLines},
    codes::Codes,
    context::one_line,
    data::{self, Seen, Settled, Use},
    guard::{Checked, Engine, Fault, Unit, diagnose, has_tags},
    unmark::unmark,
    values::{self, Named},
};
use crate::{
    content::{Content, JointAgency, Own, OwnValues, Row, Signatory, Text},
    diagnostic::{Diagnostic, Diagnostics, Place, Result},
    document::TextMap,
    figures::{Figure, Figures},
    markdown::Known,
    tables::{self, Made, Printed},
};
use std::ops::Range;
use tera::{Context, Value};

/// A text without tags any more.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) map: TextMap,
}

/// The value of a kind's own entry, expanded.
#[derive(Debug)]
pub(super) enum OwnLines {
    Line(Line),
    Lines(Vec<Line>),
    Markdown(Line),
    Groups(Vec<Vec<(String, OwnLines)>>),
}

/// The texts of someone who signs, expanded.
#[derive(Debug)]
pub(super) struct Signing {
    pub(super) party: Vec<Line>,
    pub(super) capacity: Vec<Line>,
    pub(super) title: Vec<Line>,
    pub(super) office: Vec<Line>,
    pub(super) name: Line,
    pub(super) sealed: bool,
}

/// The texts of another agency of a joint document, expanded.
#[derive(Debug)]
pub(super) struct Joint {
    pub(super) superior: Vec<Line>,
    pub(super) agency: Vec<Line>,
    /// Its own number, if it has one, perhaps blank, and the symbol of that.
    pub(super) own_number: Option<(Option<Line>, String)>,
}

/// The texts of a [`Content`], expanded.
#[derive(Debug)]
pub(super) struct Expanded<'c> {
    pub(super) superior: Vec<Line>,
    pub(super) agency: Vec<Line>,
    pub(super) number: Option<Line>,
    pub(super) place: Option<Line>,
    pub(super) subject: Vec<Line>,
    pub(super) addressees: Vec<Line>,
    pub(super) authority: Vec<Line>,
    pub(super) bases: Vec<Line>,
    pub(super) opening: Option<Line>,
    pub(super) body: Option<Line>,
    pub(super) closing: Option<Line>,
    pub(super) recipients: Vec<Line>,
    pub(super) archive: Option<Line>,
    pub(super) marks: Vec<(&'static str, Line)>,
    pub(super) joint: Vec<Joint>,
    pub(super) signatories: Vec<Signing>,
    /// The kind's own entries by their names.
    pub(super) own: Vec<(String, OwnLines)>,
    pub(super) agency_name: Option<Line>,
    pub(super) attached: Vec<AttachedLines<'c>>,
    pub(super) appendices: Vec<AppendixLines<'c>>,
    pub(super) tables: Vec<Made>,
    /// Values that were printed and are blank.
    pub(super) warnings: Vec<Diagnostic>,
}

/// Expands all texts; reports the faults of all of them at once.
///
/// The letterhead goes first: the other texts may name its fields (`{{ dia_danh }}`).
pub(super) fn expand<'c>(
    content: &'c Content,
    known: Known<'_>,
    rendering: &mut Engine,
) -> Result<Expanded<'c>> {
    let mut work = Work {
        content,
        tables: Figures(Figure::Map(Vec::new())),
        rendering,
        context: values::basics(content),
        problems: Vec::new(),
        warnings: Vec::new(),
    };
    let superior = work.all(&content.superior);
    let agency = work.all(&content.agency);
    let number = content.number.as_ref().map(|text| work.one(text));
    let place = content.place.as_ref().map(|text| work.one(text));
    for (key, lines) in [("co_quan_chu_quan", &superior), ("co_quan", &agency)] {
        work.context.insert_value(key, Value::from(one_line(lines)));
    }
    let plain = |line: &Line| Value::from(line.text.trim());
    work.context
        .insert_value("so", number.as_ref().map_or_else(Value::none, plain));
    work.context
        .insert_value("dia_danh", place.as_ref().map_or_else(Value::none, plain));
    let tables = work.tables(known);
    if !work.problems.is_empty() {
        // What the texts say of tables cannot be told any more.
        return Err(Diagnostics(work.problems));
    }
    let expanded = Expanded {
        superior,
        agency,
        number,
        place,
        subject: work.all(&content.subject),
        addressees: work.all(&content.addressees),
        authority: work.all(&content.authority),
        bases: work.all(&content.bases),
        opening: content.opening.as_ref().map(|text| work.prose(text)),
        body: content.body.as_ref().map(|text| work.prose(text)),
        closing: content.closing.as_ref().map(|text| work.prose(text)),
        recipients: work.all(&content.recipients),
        archive: content.archive.as_ref().map(|text| work.one(text)),
        marks: super::marks::expand(content, &mut |text| work.one(text)),
        joint: content.joint.iter().map(|one| work.joint(one)).collect(),
        signatories: content
            .signatories
            .iter()
            .map(|one| work.signing(one))
            .collect(),
        own: work.own(&content.own),
        agency_name: content.agency_name.as_ref().map(|text| work.one(text)),
        attached: AttachedLines::expand(&content.attached, &mut work),
        appendices: AppendixLines::expand(&content.appendices, &mut work),
        tables,
        warnings: std::mem::take(&mut work.warnings),
    };
    if work.problems.is_empty() {
        Ok(expanded)
    } else {
        Err(Diagnostics(work.problems))
    }
}

pub(super) struct Work<'a> {
    content: &'a Content,
    /// The figures of the tables that texts may name, once these are worked out.
    tables: Figures,
    rendering: &'a mut Engine,
    context: Context,
    problems: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Work<'_> {
    pub(super) fn all(&mut self, texts: &[Text]) -> Vec<Line> {
        texts.iter().map(|text| self.one(text)).collect()
    }

    fn own(&mut self, values: &OwnValues) -> Vec<(String, OwnLines)> {
        let mut all = Vec::with_capacity(values.len());
        for (name, value) in values {
            let value = match value {
                Own::Line(text) => OwnLines::Line(self.one(text)),
                Own::Lines(texts) => OwnLines::Lines(self.all(texts)),
                Own::Markdown(text) => OwnLines::Markdown(self.prose(text)),
                Own::Groups(groups) => {
                    let groups = groups.iter().map(|group| self.own(group));
                    OwnLines::Groups(groups.collect())
                }
            };
            all.push((name.clone(), value));
        }
        all
    }

    /// Works out the tables of the document: the texts may name their sums.
    fn tables(&mut self, known: Known<'_>) -> Vec<Made> {
        let content = self.content;
        let (mut errors, mut warnings) = (Vec::new(), Vec::new());
        let mut made = Vec::with_capacity(content.tables.len());
        for table in &content.tables {
            let mut expand = |text: &Text| {
                let Line { text, map } = self.one(text);
                Printed { text, map }
            };
            let sources = &content.sources;
            made.extend(tables::make(
                table,
                known.tables,
                sources,
                &mut expand,
                &mut errors,
                &mut warnings,
            ));
        }
        self.problems.append(&mut errors);
        self.warnings.append(&mut warnings);
        let figures = content.tables.iter().zip(&made);
        let figures = figures
            .map(|(table, made)| (table.variable(), made.figures.clone(), table.place.clone()));
        self.tables = Figures(Figure::Map(figures.collect()));
        self.context
            .insert_value(values::TABLES, values::figure(&self.tables.0));
        made
    }

    fn joint(&mut self, other: &JointAgency) -> Joint {
        let JointAgency {
            superior,
            agency,
            own_number,
        } = other;
        Joint {
            superior: self.all(superior),
            agency: self.all(agency),
            own_number: own_number.as_ref().map(|own| {
                let number = own.number.as_ref().map(|number| self.one(number));
                (number, own.symbol.clone())
            }),
        }
    }

    fn signing(&mut self, signatory: &Signatory) -> Signing {
        let Signatory {
            party,
            capacity,
            title,
            office,
            name,
            sealed,
        } = signatory;
        Signing {
            party: self.all(party),
            capacity: self.all(capacity),
            title: self.all(title),
            office: self.all(office),
            name: self.one(name),
            sealed: *sealed,
        }
    }

    /// The mark that places a table whose name stands in the file.
    pub(super) fn placed(&self, name: &Text) -> Line {
        let from = source_map(&self.content.sources, name);
        let text = format!("::: bang {}", name.text.trim());
        let mut map = from.successor();
        map.push_made(0, text.len(), &from, 0..name.text.len());
        Line { text, map }
    }

    /// A text that is printed to the letter.
    pub(super) fn one(&mut self, text: &Text) -> Line {
        self.run(text, Use::Line)
    }

    /// A text in Markdown.
    pub(super) fn prose(&mut self, text: &Text) -> Line {
        self.run(text, Use::Markdown)
    }

    fn run(&mut self, text: &Text, used: Use) -> Line {
        let map = source_map(&self.content.sources, text);
        if has_tags(&text.text) {
            let named = Named::of(self.content).with(&self.tables);
            match run(text, &map, &self.context, named, self.rendering, used) {
                Ok((line, seen)) => {
                    let seen = seen.into_iter();
                    let told = seen.map(|(seen, range)| told(seen, text, &map, range));
                    self.warnings.extend(told);
                    return line;
                }
                Err(Diagnostics(found)) => self.problems.extend(found),
            }
        }
        Line {
            text: text.text.clone(),
            map,
        }
    }
}

/// Works out one text over a row, before there is a document.
pub(super) fn line(text: &Text, row: &Row, rendering: &mut Engine) -> Result<String> {
    if !has_tags(&text.text) {
        return Ok(text.text.clone());
    }
    let map = source_map(&[], text);
    let context = values::of_row(row);
    let named = Named::row(row);
    run(text, &map, &context, named, rendering, Use::Name).map(|(line, _)| line.text)
}

/// Things that should be known of printed values, with the ranges of their tags.
type AllSeen = Vec<(Seen, Range<usize>)>;

/// Runs a text; gives what it prints, and what should be known of the values that its tags printed.
fn run(
    text: &Text,
    map: &TextMap,
    context: &Context,
    named: Named<'_>,
    rendering: &mut Engine,
    used: Use,
) -> Result<(Line, AllSeen)> {
    let at = |(range, diagnostic): Fault| diagnostic.at(place(text, map, range));
    let ready = rendering
        .text(&text.text)
        .map_err(|faults| Diagnostics(faults.into_iter().map(at).collect()))?;
    let checked = &*ready.checked;
    let unknown = unknown_figures(&text.text, checked, named).map(at);
    let unknown: Vec<Diagnostic> = unknown.collect();
    if !unknown.is_empty() {
        return Err(Diagnostics(unknown));
    }
    let output = rendering.run(&ready, context).map_err(|stopped| {
        diagnose(&stopped, &named, |_| {
            Some(Unit {
                original: &text.text,
                prepared: &checked.prepared,
                place: Box::new(|range| place(text, map, range)),
            })
        })
        .or_at(&text.place)
    })?;
    let settled = data::settled(&output, used);
    let line = unmark(&settled, &checked.prepared, &text.text, map);
    let Settled { seen, .. } = settled;
    let seen = seen
        .into_iter()
        .map(|(seen, start)| (seen, checked.prepared.tag(start)));
    Ok((line, seen.collect()))
}

/// Makes the warning about a value that is printed as it is. It reads the same for each row, so
/// that it is told once.
fn told(seen: Seen, text: &Text, map: &TextMap, tag: Range<usize>) -> Diagnostic {
    let inside = text.text.get(tag.clone()).unwrap_or("");
    let inside = inside.trim_start_matches(['{', '-']);
    let path = inside.trim_end_matches(['}', '-']).trim();
    let (code, message, help) = match seen {
        Seen::Hole => (
            "o-trong",
            format!("`{path}` đang trống, in ra thành chỗ trống"),
            format!(
                "ghi nốt giá trị; hoặc ghi chữ thay chỗ trống: {{{{ {path} | default(value=\"…\") }}}}"
            ),
        ),
        Seen::Pointed => (
            "so-dau-cham",
            format!("`{path}` ghi dấu chấm như 94.58, in nguyên như ô ghi"),
            format!(
                "là số thì ghi {{{{ {path} | so }}}} để ra 94,58; là đề mục hay mã thì khai cột ấy là chu ở mục “cot”"
            ),
        ),
    };
    Diagnostic::warning(code, message)
        .at(place(text, map, tag))
        .help(help)
}

/// Finds the figures that the text names and that do not exist, also in a branch that is not taken.
fn unknown_figures(text: &str, checked: &Checked, named: Named<'_>) -> impl Iterator<Item = Fault> {
    let roots: Vec<&str> = named.roots().collect();
    let wanted = checked.wanted(text, &roots);
    wanted.into_iter().filter_map(move |range| {
        let (message, help) = values::missing_figure(&text[range.clone()], &named)?;
        let diagnostic = Diagnostic::error(Codes::UNDEFINED, message).help(help);
        Some((range, diagnostic))
    })
}

/// The place of a range of an unexpanded text.
fn place(text: &Text, map: &TextMap, range: Range<usize>) -> Place {
    map.place(&text.text, range)
}
