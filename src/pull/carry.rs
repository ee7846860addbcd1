//! The places of the letters of the document as it was built last, where the YAML has changed since: those of the
//! letters that it has now and had then.

use super::{
    markup::text,
    seen::{Letter, Seen},
};
use crate::{
    diff::{BlockEdit, Edit, LineEdit, LineEdits, Piece, Plan},
    sheet::reading::{Line, Part, Reading},
};
use std::collections::HashMap;

/// The places of a line's paragraph and letters.
type Places = (Option<crate::document::Origin>, Vec<Letter>);

/// A line by its number and its words: the paragraphs of notes have the number of the one that their mark stands in.
type Key = (usize, String);

fn key(line: &Line<Seen>) -> Key {
    (line.form.at, text(&line.signs))
}

/// The reading of the document then, with the places of the one now.
pub(super) fn carry(mut then: Reading<Seen>, now: &Reading<Seen>) -> Reading<Seen> {
    let mut carried = HashMap::new();
    let plan = Plan::of(&then, now);
    for edit in &plan.body {
        match edit {
            Edit::Both(BlockEdit::Line(line)) => take(&mut carried, line),
            Edit::Both(BlockEdit::Table(table)) => {
                for row in &table.rows {
                    if let Edit::Both(row) = row {
                        row.cells
                            .iter()
                            .for_each(|cell| lines(&mut carried, &cell.lines));
                    }
                }
            }
            Edit::Deleted(_) | Edit::Inserted(_) => {}
        }
    }
    plan.notes
        .iter()
        .for_each(|note| lines(&mut carried, &note.lines));
    drop(plan);
    let mut all: Vec<&mut Line<Seen>> = Vec::new();
    for block in &mut then.blocks {
        match block {
            Part::Line(line) => all.push(line),
            Part::Table(grid) => {
                let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
                all.extend(cells.flat_map(|cell| &mut cell.lines));
            }
        }
    }
    all.extend(then.notes.iter_mut().flatten());
    let gone = Letter {
        changed: true,
        ..Letter::default()
    };
    for line in all {
        let (origin, letters) = carried.remove(&key(line)).unwrap_or_default();
        line.form.origin = origin;
        line.origin = origin;
        let letters = letters.into_iter().chain(std::iter::repeat(gone));
        for (sign, place) in line.signs.iter_mut().zip(letters) {
            let Letter {
                origin,
                blank,
                changed,
                ..
            } = place;
            sign.form = Letter {
                origin,
                blank,
                changed,
                ..sign.form
            };
        }
    }
    then.sources.clone_from(&now.sources);
    then
}

fn lines(carried: &mut HashMap<Key, Places>, edits: &LineEdits<'_, Seen>) {
    for edit in edits {
        if let Edit::Both(line) = edit {
            take(carried, line);
        }
    }
}

fn take(carried: &mut HashMap<Key, Places>, line: &LineEdit<'_, Seen>) {
    let gone = Letter {
        changed: true,
        ..Letter::default()
    };
    let mut letters = vec![gone; line.old.signs.len()];
    for piece in &line.pieces {
        if let Piece::Same(old, new) | Piece::Restyled(old, new) = piece {
            for (one, other) in old.clone().zip(new.clone()) {
                letters[one] = line.new.signs[other].form;
            }
        }
    }
    carried.insert(key(line.old), (line.new.form.origin, letters));
}
