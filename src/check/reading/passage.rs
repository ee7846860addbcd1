//! A passage: one line or paragraph of the document as a rule sees it.

use super::citations::{self, Citation};
use super::dates::{self, Date};
use super::places::Places;
use super::quantities::{self, Quantity};
use super::tokens::{self, Token};
use super::words::{self, Word};
use crate::diagnostic::{Place, Source};
use crate::document::{ComponentName, HeadingForm, Inline, Inlines, ListMark, Manner};
use std::ops::Range;
use std::sync::Arc;
use std::sync::OnceLock;

/// Stands in the text of a passage for a gap that is filled later.
pub(crate) const BLANK: char = '\u{fffc}';

/// The part that a passage plays in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A line of a component, in the letterhead or between the blocks.
    Component(ComponentName),
    /// The label of a component: `Kính gửi:`
    Label(ComponentName),
    /// The label of a heading that has its title on a line of its own: `Phần I`.
    HeadingLabel(HeadingForm, u8),
    /// The title of a heading with its number, and its depth in the outline.
    Heading(HeadingForm, u8),
    /// Text that runs on behind the title of a heading.
    RunOn(HeadingForm, u8),
    /// A paragraph of the body.
    Paragraph,
    /// A paragraph that is set otherwise.
    Set(Manner),
    /// The first paragraph of an item of a list.
    Item(ListPlace),
    /// A further paragraph of an item.
    InItem(ListPlace),
    /// Text in a cell of a table: index into [`super::Reading::tables`], row and column from 0, the
    /// rows of the head counted in.
    Cell {
        /// Which table.
        table: usize,
        /// Which row.
        row: usize,
        /// The first of the columns that the cell lies over.
        column: usize,
    },
    /// The caption of a table or picture.
    Caption,
    /// The unit above a table.
    Unit,
    /// What a picture shows, for those who cannot see it.
    Description,
    /// `Nơi nhận:`
    RecipientsLabel,
    /// A line of Nơi nhận.
    Recipient,
    /// A line of quyền hạn: `TM. ỦY BAN NHÂN DÂN`; the number of the signature from 0.
    Capacity(usize),
    /// A line of chức vụ; the number of the signature.
    Title(usize),
    /// A line of the other title above the name; the number of the signature.
    Office(usize),
    /// The name of one who signs; the number of the signature.
    Name(usize),
    /// The box in which others confirm the document.
    Confirmation,
    /// `Phụ lục I`
    AppendixLabel,
    /// A line of the title of an appendix.
    AppendixTitle,
    /// `(Kèm theo …)`
    AppendixReference,
    /// A paragraph of a footnote; its index.
    Note(usize),
}

impl Role {
    /// Tells whether someone speaks in it, in sentences: body, lists, notes; no titles, no tables.
    pub(crate) fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::Set(_)
                | Self::Item(_)
                | Self::InItem(_)
                | Self::RunOn(..)
                | Self::Note(_)
        )
    }

    /// Tells whether it is the title or label of a heading.
    pub(crate) fn is_heading(self) -> bool {
        matches!(self, Self::Heading(..) | Self::HeadingLabel(..))
    }
}

/// Where an item stands among lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListPlace {
    /// A number of the list, unlike that of any other list of the document.
    pub(crate) list: usize,
    /// How its items are marked.
    pub(crate) mark: ListMark,
    /// The number that the item is printed with, as far as it has one.
    pub(crate) number: u32,
    /// How deep the list lies in others, from 0.
    pub(crate) depth: usize,
}

/// A line or paragraph.
pub(crate) struct Passage<'a> {
    /// What it is.
    pub(crate) role: Role,
    /// The part that it stands in: 0 the document itself, then each attached text and appendix.
    pub(crate) part: usize,
    /// The index of its block in [`crate::document::Document::blocks`]; that of the last for notes.
    pub(crate) block: usize,
    /// Its text, NFC, as it is printed, but with plain spaces and hyphens. Marks of notes are left
    /// out, a break is `\n`, a gap [`BLANK`], a row of dots `…`, a box to tick `☐` or `☑`.
    pub(crate) text: String,
    /// The same in small letters, byte for byte at the same places.
    pub(crate) lower: String,
    /// Its words, numbers, signs and spaces, together all of the text.
    pub(crate) tokens: Vec<Token>,
    /// What stands within quotation marks, them included: words of another text.
    pub(crate) quoted: Vec<Range<usize>>,
    /// Symbols of acts (`126/2027/NĐ-CP`), addresses of the web and of mail.
    pub(crate) symbols: Vec<Range<usize>>,
    /// The label that stands at its start: `a)`, `1.`, `(3)`, `Điều 5.`; empty where none does.
    pub(crate) label: Range<usize>,
    citations: OnceLock<Vec<Citation>>,
    dates: OnceLock<Vec<Date>>,
    quantities: OnceLock<Vec<Quantity>>,
    row: OnceLock<Vec<Word>>,
    wrong_names: OnceLock<Vec<Range<usize>>>,
    places: OnceLock<Places>,
    line: &'a Inlines,
    sources: &'a [Arc<Source>],
}

impl<'a> Passage<'a> {
    /// Reads a line.
    pub(super) fn new(
        line: &'a Inlines,
        role: Role,
        (part, block): (usize, usize),
        sources: &'a [Arc<Source>],
    ) -> Self {
        let mut text = String::new();
        for inline in line {
            match inline {
                Inline::Text(piece) => text.extend(piece.text.chars().map(plain)),
                other => text.extend(sign(other)),
            }
        }
        let lower = lower(&text);
        let tokens = tokens::of(&text);
        let symbols = super::marks::symbols(&text);
        let label = super::marks::label(&text, &tokens);
        Self {
            role,
            part,
            block,
            text,
            lower,
            tokens,
            quoted: Vec::new(),
            places: OnceLock::new(),
            symbols,
            label,
            citations: OnceLock::new(),
            dates: OnceLock::new(),
            quantities: OnceLock::new(),
            row: OnceLock::new(),
            wrong_names: OnceLock::new(),
            line,
            sources,
        }
    }

    /// Tells whether it is a line of the component of this name.
    pub(crate) fn is(&self, component: &str) -> bool {
        matches!(self.role, Role::Component(name) if name.as_str() == component)
    }

    /// The part of the text.
    pub(crate) fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// A word of the text in small letters.
    pub(crate) fn small(&self, token: &Token) -> &str {
        self.lower.get(token.range.clone()).unwrap_or_default()
    }

    /// The dates in the text, in order.
    pub(crate) fn dates(&self) -> &[Date] {
        self.dates.get_or_init(|| dates::of(self))
    }

    /// The words alone, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Token> + Clone {
        let is_word = |token: &&Token| token.kind == tokens::TokenKind::Word;
        self.tokens.iter().filter(is_word)
    }

    /// The acts that it cites by their symbols, in order.
    pub(crate) fn citations(&self) -> &[Citation] {
        self.citations.get_or_init(|| citations::of(self))
    }

    /// Its quantities in order, read when they are first asked for.
    pub(crate) fn quantities(&self) -> &[Quantity] {
        self.quantities.get_or_init(|| quantities::of(self))
    }

    /// Its words and numbers in a row, compared when they are first asked for.
    pub(crate) fn row(&self) -> &[Word] {
        self.row.get_or_init(|| words::of(self))
    }

    /// Tells whether a part stands in a fixed name that is written wrongly; these are looked for once, and are in
    /// order and apart.
    pub(crate) fn in_wrong_name(
        &self,
        part: &Range<usize>,
        find: impl FnOnce() -> Vec<Range<usize>>,
    ) -> bool {
        let names = self.wrong_names.get_or_init(find);
        let next = names.partition_point(|name| name.end < part.end);
        names
            .get(next)
            .is_some_and(|name| name.start <= part.start && part.end <= name.end)
    }

    /// Tells whether a place stands within quotation marks.
    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        within(&self.quoted, at)
    }

    /// Tells whether a place stands in the symbol of an act or an address of the web.
    pub(crate) fn is_symbol(&self, at: usize) -> bool {
        within(&self.symbols, at)
    }

    /// Where a part of the text stands in the sources: its letters, or the expression that printed it.
    pub(crate) fn place(&self, range: &Range<usize>) -> Option<Place> {
        let count = self.text.get(range.clone())?.chars().count().max(1);
        let places = self.places();
        let from = places.before(&self.text, range.start);
        let mut all = from..from + count;
        let first = all.find_map(|at| places.origin(at, self.sources))?;
        let last = places.origin(from + count - 1, self.sources);
        let last = last.filter(|last| last.source == first.source && last.end >= first.start);
        let end = last.map_or(first.end, |last| last.end.max(first.end));
        let source = self.sources.get(usize::from(first.source))?;
        Some(Place::new(source, first.start as usize..end as usize))
    }

    /// The place of a part of the text, if it stands there letter for letter, so that another text
    /// can take its place; lines that YAML joined do not matter.
    pub(crate) fn editable(&self, range: &Range<usize>) -> Option<Place> {
        let place = self.place(range)?;
        let there = place.source.text.get(place.range.clone())?;
        let words = |text: &str| text.chars().map(plain).collect::<String>();
        let (there, here) = (words(there), self.slice(range));
        let same = there == here || there.split_whitespace().eq(here.split_whitespace());
        // A line's end stands for a space between words and has no place of its own.
        let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
        let begins = is_space(there.chars().next()) == is_space(here.chars().next());
        let ends = is_space(there.chars().next_back()) == is_space(here.chars().next_back());
        (same && begins && ends && !here.is_empty()).then_some(place)
    }

    /// Where the text as a whole stands.
    pub(crate) fn whole(&self) -> Option<Place> {
        self.place(&(0..self.text.len()))
    }

    /// Where its characters stand, worked out when it is first asked for.
    fn places(&self) -> &Places {
        self.places
            .get_or_init(|| Places::of(self.line, &self.text))
    }
}

/// Tells whether a place lies in one of some ranges, which are in order and apart.
fn within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

/// The sign that stands for what is no text.
fn sign(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(_) | Inline::Note(_) => None,
        Inline::Blank(_) => Some(BLANK),
        Inline::Break => Some('\n'),
        Inline::Leader(_) => Some('…'),
        Inline::Check(ticked) => Some(if *ticked { '☑' } else { '☐' }),
    }
}

/// A no-break space or hyphen as the plain one.
fn plain(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{202f}' => ' ',
        '\u{2011}' => '-',
        letter => letter,
    }
}

/// The text in small letters, byte for byte at the same places: a letter whose small form takes other
/// room stays.
fn lower(text: &str) -> String {
    let small = |letter: char| {
        let mut small = letter.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
            _ => letter,
        }
    };
    text.chars().map(small).collect()
}

#[cfg(test)]
pub(in crate::check::reading) mod tests {
    use super::*;
    use crate::document::{Marks, Origins, Text};

    /// A paragraph of this text that stands in no source.
    pub(in crate::check::reading) fn passage(text: &str) -> Passage<'static> {
        let text = Text {
            text: text.to_owned(),
            bold: false,
            italic: false,
            marks: Marks::default(),
            origins: Origins::default(),
        };
        let line: &'static Inlines = Box::leak(Box::new(vec![Inline::Text(text)]));
        Passage::new(line, Role::Paragraph, (0, 0), &[])
    }
}
