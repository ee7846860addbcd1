//! Markdown as blocks for an editor that shows headings, lists and tables as what they are, and back.
//!
//! In: the Markdown of an entry. Out: [`Block`]s with their ranges; and, of blocks that were changed, the changes of the
//! text. The parser is the one that documents are read by; what an editor cannot show as it is stays a block of its
//! letters (`raw`, `directive`), and a block that was not changed keeps every byte.

mod inline;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use read::blocks;
pub(crate) use write::{cell, changes, line};

use serde::{Deserialize, Serialize};

/// A block of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Block {
    /// Which of the blocks of the text it is; none for one that is new.
    pub(crate) id: Option<usize>,
    pub(crate) kind: Kind,
    /// Of a heading, its depth from 1; of an item, and of a paragraph inside of one, how many lists it stands in.
    pub(crate) level: usize,
    /// Of an item: `-`, `1.`; of a note: its name.
    pub(crate) mark: String,
    pub(crate) inlines: Vec<Inline>,
    /// The rows of a table, the first being its head.
    pub(crate) rows: Vec<Vec<Vec<Inline>>>,
    /// How the columns of a table are aligned: `left`, `center`, `right`, or empty.
    pub(crate) aligns: Vec<String>,
    /// The letters of a block that is not shown otherwise.
    pub(crate) raw: String,
    /// Where it stands in the text.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// The kind of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Heading,
    #[default]
    Paragraph,
    /// An item of a list, without those inside of it.
    Item,
    Table,
    /// The text of a footnote.
    Note,
    /// A line that tells what comes here: `::: bang …`, `{% for … %}`.
    Directive,
    Raw,
}

/// A piece of a line: a text of one style, a mark of a note, or a break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Inline {
    /// A line of the source ends at each `\n`.
    pub(crate) text: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) bold: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) italic: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) underline: bool,
    /// The name of a footnote, whose mark stands here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// A line break that the author asked for.
    #[serde(rename = "break", skip_serializing_if = "is_false")]
    pub(crate) breaks: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(truth: &bool) -> bool {
    !*truth
}

impl Block {
    /// Tells whether two blocks say the same, wherever they stand.
    fn says(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.level == other.level
            && self.mark == other.mark
            && self.raw == other.raw
            && inline::normal(&self.inlines) == inline::normal(&other.inlines)
            && self.rows.len() == other.rows.len()
            && self
                .rows
                .iter()
                .zip(&other.rows)
                .all(|(a, b)| says_row(a, b))
            && (self.kind != Kind::Table || self.aligns == other.aligns)
    }

    /// Tells whether another block is this one to the letter, so much further in its text.
    #[cfg(feature = "serve")]
    pub(crate) fn moves(&self, by: i64, other: &Self) -> bool {
        let Self {
            id: _,
            kind,
            level,
            mark,
            inlines,
            rows,
            aligns,
            raw,
            from,
            to,
        } = self;
        let is_at = |place: usize, now: usize| place as i64 + by == now as i64;
        *kind == other.kind
            && *level == other.level
            && *mark == other.mark
            && *inlines == other.inlines
            && *rows == other.rows
            && *aligns == other.aligns
            && *raw == other.raw
            && is_at(*from, other.from)
            && is_at(*to, other.to)
    }

    /// Tells whether it has letters of its own that are kept as they are.
    fn is_raw(&self) -> bool {
        matches!(self.kind, Kind::Raw | Kind::Directive)
    }
}

fn says_row(one: &[Vec<Inline>], other: &[Vec<Inline>]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(a, b)| inline::normal(a) == inline::normal(b))
}

/// The sign of a cell that goes with its neighbour (`<`, `^`), which is never a letter.
fn span_sign(cell: &[Inline]) -> Option<&str> {
    match cell {
        [only] if matches!(only.text.trim(), "<" | "^") => Some(only.text.trim()),
        _ => None,
    }
}

/// A table whose head has several rows, as its letters: an editor of rows does not show it.
#[cfg(feature = "serve")]
pub(crate) fn headed(block: &Block, head: usize) -> Block {
    Block {
        kind: Kind::Raw,
        raw: write::table(block, head),
        ..Block::default()
    }
}
