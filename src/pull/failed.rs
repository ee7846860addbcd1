//! Where what a text makes still reads otherwise than the document that a person edited.

use super::{
    Difference, markup, reading,
    seen::Seen,
    wishes::{Fate, Wish},
};
use crate::{
    diagnostic::Result,
    diff::{BlockEdit, Edit, LineEdit, LineEdits, Piece, Plan},
    sheet::{
        Sheet,
        reading::{GridRow, Line, Part, Reading},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// What still differs from the edited document.
#[derive(Default)]
pub(super) struct Failed {
    pub(super) all: Vec<Difference>,
    /// Paragraphs of the edited document that are not printed so, and which signs of them.
    edited: BTreeMap<usize, Vec<Range<usize>>>,
    /// Texts that are still printed and should be gone.
    still: BTreeSet<String>,
}

impl Failed {
    pub(super) fn has(&self, wish: &Wish) -> bool {
        match wish.fate {
            Fate::Gone => self
                .still
                .iter()
                .any(|text| wish.old.contains(text.as_str())),
            Fate::Words | Fate::Come => {
                let meets = |range: &Range<usize>| {
                    range.start <= wish.signs.end && wish.signs.start <= range.end
                };
                let ranges = self.edited.get(&wish.at);
                ranges.is_some_and(|ranges| ranges.iter().any(meets))
            }
        }
    }

    fn lines(&mut self, edits: &LineEdits<'_, Seen>) {
        for edit in edits {
            match edit {
                Edit::Both(line) if line.is_change() => self.differs(line),
                Edit::Both(_) => {}
                Edit::Deleted(line) => self.gone(line),
                Edit::Inserted(line) => self.come(line),
            }
        }
    }

    fn differs(&mut self, line: &LineEdit<'_, Seen>) {
        let ranges = self.edited.entry(line.new.form.at).or_default();
        let mut done = 0;
        for piece in &line.pieces {
            match piece {
                Piece::Same(_, new) => done = new.end,
                Piece::Deleted(_) => ranges.push(done..done),
                Piece::Inserted(new) | Piece::Restyled(_, new) => {
                    done = new.end;
                    ranges.push(new.clone());
                }
            }
        }
        self.all.push(Difference {
            at: Some(line.new.form.at),
            made: markup::text(&line.old.signs),
            edited: markup::text(&line.new.signs),
        });
    }

    fn come(&mut self, line: &Line<Seen>) {
        self.edited
            .insert(line.form.at, std::iter::once(0..usize::MAX).collect());
        self.all.push(Difference {
            at: Some(line.form.at),
            made: String::new(),
            edited: markup::text(&line.signs),
        });
    }

    fn gone(&mut self, line: &Line<Seen>) {
        let made = markup::text(&line.signs);
        self.still.insert(made.clone());
        self.all.push(Difference {
            at: None,
            made,
            edited: String::new(),
        });
    }

    fn rows<'a>(&mut self, rows: impl IntoIterator<Item = &'a GridRow<Seen>>, is_come: bool) {
        let cells = rows.into_iter().flat_map(|row| &row.cells);
        for line in cells.flat_map(|cell| &cell.lines) {
            match is_come {
                true => self.come(line),
                false => self.gone(line),
            }
        }
    }
}

/// Reads what a sheet prints, and looks where it differs from the edited document.
///
/// # Errors
/// The sheet cannot be written as DOCX or read again.
pub(super) fn failed(sheet: &Sheet, edited: &Reading<Seen>) -> Result<Failed> {
    let made = reading(sheet)?;
    let plan = Plan::of(&made, edited);
    let mut failed = Failed::default();
    for edit in &plan.body {
        match edit {
            Edit::Both(BlockEdit::Line(line)) if line.is_change() => failed.differs(line),
            Edit::Both(BlockEdit::Line(_)) => {}
            Edit::Both(BlockEdit::Table(table)) => {
                for row in &table.rows {
                    match row {
                        Edit::Both(row) => {
                            row.cells.iter().for_each(|cell| failed.lines(&cell.lines))
                        }
                        Edit::Deleted(row) => failed.rows([*row], false),
                        Edit::Inserted(row) => failed.rows([*row], true),
                    }
                }
            }
            Edit::Deleted(Part::Line(line)) => failed.gone(line),
            Edit::Deleted(Part::Table(grid)) => failed.rows(&grid.rows, false),
            Edit::Inserted(Part::Line(line)) => failed.come(line),
            Edit::Inserted(Part::Table(grid)) => failed.rows(&grid.rows, true),
        }
    }
    plan.notes.iter().for_each(|note| failed.lines(&note.lines));
    Ok(failed)
}
