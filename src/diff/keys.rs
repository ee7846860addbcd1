//! Keys that paragraphs, rows and tables are paired by: a key that says what a reader sees, the words, and
//! the kind.

use super::align::Item;
use super::words::bag;
use crate::document::Blank;
use crate::sheet::reading::{Form, GridRow, Line, Part, What, plain};
use crate::sheet::{Role, TableRole};

/// The kind of a block, as far as pairing goes.
pub(super) enum Class {
    Line(Role),
    Table(TableRole, usize),
}

/// The key of paragraphs that are the same to a reader: the letters, and what stands among them.
#[derive(PartialEq, Eq, Hash, Default)]
pub(super) struct Key {
    letters: String,
    /// Each with the place in the letters that it stands at.
    others: Vec<(usize, Other)>,
}

/// A thing that stands among the letters of a key.
#[derive(PartialEq, Eq, Hash)]
enum Other {
    /// The number of a list item is left out: one that only counts otherwise is the same item.
    Line(Role, Option<u8>),
    Break,
    /// A note, by what it is paired with.
    Note(usize),
    Blank(Blank),
    Illustration([u8; 32]),
    EndOfCell,
    Table(TableRole, usize),
}

impl Key {
    fn push(&mut self, other: Other) {
        self.others.push((self.letters.len(), other));
    }

    fn line<F: Form>(&mut self, line: &Line<F>, notes: &[usize]) {
        let level = line.mark.as_ref().map(|mark| mark.level);
        self.push(Other::Line(line.role, level));
        for sign in &line.signs {
            match &sign.what {
                What::Letter(c) => self.letters.push(plain(*c)),
                What::Break => self.push(Other::Break),
                What::Note(id) => {
                    self.push(Other::Note(notes.get(id.0).copied().unwrap_or(id.0)));
                }
                What::Blank(blank) => self.push(Other::Blank(*blank)),
                What::Illustration(digest, _) => self.push(Other::Illustration(*digest)),
            }
        }
    }

    fn row<F: Form>(&mut self, row: &GridRow<F>, notes: &[usize]) {
        for cell in &row.cells {
            for line in &cell.lines {
                self.line(line, notes);
            }
            self.push(Other::EndOfCell);
        }
    }
}

pub(super) fn block_item<F: Form>(block: &Part<F>, notes: &[usize]) -> Item<Key, Class> {
    match block {
        Part::Line(line) => line_item(line, notes, Class::Line),
        Part::Table(grid) => {
            let mut key = Key::default();
            key.push(Other::Table(grid.role, grid.columns));
            for row in &grid.rows {
                key.row(row, notes);
            }
            Item {
                key,
                words: bag(grid.rows.iter().flat_map(lines_of)),
                class: Class::Table(grid.role, grid.columns),
            }
        }
    }
}

pub(super) fn row_item<F: Form>(row: &GridRow<F>, notes: &[usize]) -> Item<Key, usize> {
    let mut key = Key::default();
    key.row(row, notes);
    Item {
        key,
        words: bag(lines_of(row)),
        class: row.cells.len(),
    }
}

fn lines_of<F: Form>(row: &GridRow<F>) -> impl Iterator<Item = &Line<F>> {
    row.cells.iter().flat_map(|cell| &cell.lines)
}

pub(super) fn line_item<F: Form, C>(
    line: &Line<F>,
    notes: &[usize],
    class: impl FnOnce(Role) -> C,
) -> Item<Key, C> {
    let mut key = Key::default();
    key.line(line, notes);
    Item {
        key,
        words: bag([line]),
        class: class(line.role),
    }
}
