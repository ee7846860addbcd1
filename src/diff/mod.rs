//! The changes between two documents, as a reader sees them.
//!
//! In: two [`Sheet`]s. Out: [`Changes`], one entry a paragraph, cell, note or table that is not
//! the same any more, with its words and figures; measures (sizes, margins) are no change of what
//! is said. The `Plan` under it – which paragraph of one document is which of the other – is what
//! [`docx::write_changes`](crate::docx::write_changes()) marks its revisions by, so that terminal and
//! Word never tell two stories.
//!
//! A reading (`sheet::reading`) holds what is read of a sheet, `keys` says what is alike, `align` pairs it, `words`
//! goes into a pair, `plan` puts these together, `figures` and `report` tell them, in the words of `told`. All bounds are
//! counts, not times: the same two documents always give the same changes.

mod align;
mod figures;
mod keys;
mod plan;
mod report;
#[cfg(test)]
mod tests;
pub(crate) mod told;
mod words;

pub(crate) use plan::{BlockEdit, Edit, LineEdit, LineEdits, NoteEdit, Plan, RowEdit, TableEdit};
pub(crate) use words::Piece;

use crate::document::Components;
use crate::sheet::reading::Reading;
use crate::sheet::{NoteId, Role, Sheet, TableRole};
use crate::typography;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Everything that a reader sees changed, from head to foot, notes last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// One entry a paragraph, cell, row or table.
    pub all: Vec<Change>,
    /// Measures differ: paper, sizes, spacing. Nobody reads them, but pages may end elsewhere.
    pub measures: bool,
    /// The components that places name, with what they are called.
    pub components: Arc<Components>,
}

/// One paragraph, cell, row or table that is not the same any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The place where a reader finds it.
    pub place: Place,
    /// The way in which it changed.
    pub kind: ChangeKind,
}

/// The ways in which something changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added(Text),
    /// It is gone.
    Removed(Text),
    /// Words changed.
    Edited {
        /// The whole text in pieces.
        spans: Vec<Span>,
        /// Figures that stand where other figures stood, in order.
        figures: Vec<FigureChange>,
    },
    /// The same words in another role: lời văn that became a heading.
    Recast {
        /// Its role in the old document.
        from: Role,
        /// Its text.
        text: String,
    },
    /// Items that count otherwise than before: old and new mark of each.
    Renumbered(Vec<(String, String)>),
}

/// The text of what is new or gone as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The mark of a list item.
    pub mark: Option<String>,
    /// A paragraph, the cells of a row, or of each row of a table.
    pub rows: Vec<Vec<String>>,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its fate.
    pub kind: SpanKind,
    /// As it is read; a note's mark is `[1]`, a blank `…`, the end of a line a line break.
    pub text: String,
}

/// The fates of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpanKind {
    /// It stayed.
    Kept,
    /// Only the new document has it.
    Added,
    /// Only the old document has it.
    Removed,
    /// The same words, bold or italic where they were not, or the other way round.
    Restyled,
}

/// The place of something in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The heading that it stands under.
    pub under: Option<String>,
    /// The thing that stands there.
    pub what: Where,
    /// The line of the YAML, in the new file; in the old one for what is gone.
    pub line: Option<u32>,
}

/// The kinds of things that stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// A component by name; of paragraphs of text its number under the heading.
    Paragraph {
        /// The part that it plays.
        role: Role,
        /// Which one under its heading, from 1.
        number: usize,
    },
    /// A table of the body as a whole.
    Table {
        /// Which table of the document, from 1.
        table: usize,
    },
    /// A row of a table.
    Row {
        /// Which table of the document, from 1.
        table: usize,
        /// Which row, header rows counted, from 1.
        row: usize,
    },
    /// A cell of a table.
    Cell {
        /// Which table of the document, from 1.
        table: usize,
        /// Which row, header rows counted, from 1.
        row: usize,
        /// Which column, from 1.
        column: usize,
    },
    /// A footnote.
    Note(NoteId),
    /// Letterhead or closing as a whole.
    Frame(TableRole),
}

/// A figure in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// As the old document writes it.
    pub old: String,
    /// As the new one does.
    pub new: String,
    /// New less old.
    pub difference: Decimal,
    /// The difference in per cent of the old figure, rounded to two digits; none over zero and for
    /// figures that are per cents themselves.
    pub percent: Option<Decimal>,
}

impl Changes {
    /// Tells whether a reader would find no difference.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Compares two documents. `rules` tell a number that names something (Điều 5) from a figure.
pub fn diff(old: &Sheet, new: &Sheet, rules: &typography::Rules) -> Changes {
    let (before, after) = (Reading::of(old), Reading::of(new));
    let plan = Plan::of(&before, &after);
    Changes {
        all: report::changes(&before, &after, &plan, rules),
        measures: !report::same_measures(old, new),
        components: Arc::clone(&new.components),
    }
}
