//! Which paragraph, row and note of one document is which of the other.

use super::align::{Item, LIKE, SAME_PLACE, align};
use super::reading::{Grid, GridRow, Line, Part, Reading, What};
use super::words::{NoteClasses, Piece, bag, pieces};
use crate::document::Components;
use crate::sheet::{NoteId, Role, TableRole};
use std::fmt::Write;

/// A paragraph with other words in another role must keep most of them to count as the same.
const RECAST: u32 = 700;
/// Rows hold few words and many figures.
const LIKE_ROWS: u32 = 300;

/// A step from the old sequence to the new; the numbers index into them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Edit<T> {
    Deleted(usize),
    Inserted(usize),
    Both(usize, usize, T),
}

/// Steps through a cell, a note.
pub(crate) type CellEdit = Vec<Edit<LineEdit>>;
/// A row, cell by cell.
pub(crate) type RowEdit = Edit<Vec<CellEdit>>;

/// A paragraph that both documents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineEdit {
    pub(crate) pieces: Vec<Piece>,
}

/// A paragraph or table that both documents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BlockEdit {
    Line(LineEdit),
    Table(Vec<RowEdit>),
}

/// A note whose mark both documents have at the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteEdit {
    pub(crate) old: NoteId,
    pub(crate) new: NoteId,
    pub(crate) lines: CellEdit,
}

/// The way from one document to another.
pub(crate) struct Plan {
    pub(crate) body: Vec<Edit<BlockEdit>>,
    /// In the order of the new notes.
    pub(crate) notes: Vec<NoteEdit>,
}

impl Plan {
    pub(crate) fn of(old: &Reading, new: &Reading) -> Self {
        let mut planner = Planner::new(old, new);
        let edits = planner.blocks();
        let mut body = Vec::with_capacity(edits.len());
        for edit in edits {
            body.push(edit.with(|o, n| match (&old.blocks[o], &new.blocks[n]) {
                (Part::Line(one), Part::Line(other)) => BlockEdit::Line(planner.line(one, other)),
                (Part::Table(one), Part::Table(other)) => {
                    BlockEdit::Table(planner.table(one, other))
                }
                // `blocks` pairs only what is of one kind.
                _ => BlockEdit::Table(Vec::new()),
            }));
        }
        let notes = planner.kept_notes();
        Self { body, notes }
    }
}

impl<T> Edit<T> {
    fn with<U>(self, make: impl FnOnce(usize, usize) -> U) -> Edit<U> {
        match self {
            Self::Deleted(old) => Edit::Deleted(old),
            Self::Inserted(new) => Edit::Inserted(new),
            Self::Both(old, new, _) => Edit::Both(old, new, make(old, new)),
        }
    }
}

impl LineEdit {
    pub(crate) fn is_change(&self) -> bool {
        self.pieces.iter().any(|p| !matches!(p, Piece::Same(..)))
    }
}

struct Planner<'a> {
    old: &'a Reading,
    new: &'a Reading,
    old_notes: Vec<usize>,
    new_notes: Vec<usize>,
    kept: Vec<(NoteId, NoteId)>,
}

/// What a block is, as far as pairing goes.
enum Class {
    Line(Role),
    Table(TableRole, usize),
}

impl<'a> Planner<'a> {
    fn new(old: &'a Reading, new: &'a Reading) -> Self {
        let item = |lines: &Vec<Line>| Item {
            key: lines.iter().map(|l| l.text() + "\n").collect(),
            words: bag(lines),
            class: (),
        };
        let items = |reading: &Reading| -> Vec<_> { reading.notes.iter().map(item).collect() };
        let pairs = align(&items(old), &items(new), |(), (), share| {
            at_least(share, LIKE)
        });
        let mut old_notes: Vec<usize> = (0..old.notes.len()).map(|i| new.notes.len() + i).collect();
        for pair in pairs {
            if let Edit::Both(o, n, ()) = pair {
                old_notes[o] = n;
            }
        }
        Self {
            old,
            new,
            old_notes,
            new_notes: (0..new.notes.len()).collect(),
            kept: Vec::new(),
        }
    }

    fn blocks(&self) -> Vec<Edit<()>> {
        let items = |reading: &Reading, notes: &[usize]| -> Vec<Item<Class>> {
            reading
                .blocks
                .iter()
                .map(|b| block_item(b, notes))
                .collect()
        };
        let old = items(self.old, &self.old_notes);
        let new = items(self.new, &self.new_notes);
        let mut edits = align(&old, &new, |one, other, share| match (one, other) {
            (Class::Line(one), Class::Line(other)) => {
                line_affinity(*one, *other, share, &self.new.components)
            }
            (Class::Table(role, columns), Class::Table(other, others)) => {
                match (role == other && columns == others, role) {
                    (false, _) => 0,
                    (true, TableRole::Data) => at_least(share, LIKE_ROWS),
                    (true, _) => share.max(SAME_PLACE),
                }
            }
            _ => 0,
        });
        anchor(
            &mut edits,
            |o| matches!(self.old.blocks[o], Part::Line(_)),
            |n| matches!(self.new.blocks[n], Part::Line(_)),
        );
        edits
    }

    fn line(&mut self, old: &Line, new: &Line) -> LineEdit {
        let before = NoteClasses {
            numbers: &self.old_notes,
        };
        let after = NoteClasses {
            numbers: &self.new_notes,
        };
        let pieces = pieces(old, new, &before, &after);
        for piece in &pieces {
            let (Piece::Same(o, n) | Piece::Restyled(o, n)) = piece else {
                continue;
            };
            for (one, other) in old.signs[o.clone()].iter().zip(&new.signs[n.clone()]) {
                if let (What::Note(one), What::Note(other)) = (&one.what, &other.what) {
                    self.kept.push((*one, *other));
                }
            }
        }
        LineEdit { pieces }
    }

    fn lines(&mut self, old: &[Line], new: &[Line]) -> CellEdit {
        let items = |lines: &[Line], notes: &[usize]| -> Vec<_> {
            lines
                .iter()
                .map(|l| line_item(l, notes, |role| role))
                .collect()
        };
        let mut edits = align(
            &items(old, &self.old_notes),
            &items(new, &self.new_notes),
            |one, other, share| line_affinity(*one, *other, share, &self.new.components),
        );
        anchor(&mut edits, |_| true, |_| true);
        let edits = edits.into_iter();
        edits
            .map(|edit| edit.with(|o, n| self.line(&old[o], &new[n])))
            .collect()
    }

    fn table(&mut self, old: &Grid, new: &Grid) -> Vec<RowEdit> {
        let items = |grid: &Grid, notes: &[usize]| -> Vec<_> {
            grid.rows.iter().map(|row| row_item(row, notes)).collect()
        };
        let framed = new.role != TableRole::Data;
        let edits = align(
            &items(old, &self.old_notes),
            &items(new, &self.new_notes),
            |one, other, share| match (one == other, framed) {
                (false, _) => 0,
                (true, true) => share.max(SAME_PLACE),
                (true, false) => at_least(share, LIKE_ROWS),
            },
        );
        let mut out = Vec::with_capacity(edits.len());
        for edit in edits {
            out.push(edit.with(|o, n| {
                let cells = old.rows[o].cells.iter().zip(&new.rows[n].cells);
                cells.map(|(one, other)| self.lines(one, other)).collect()
            }));
        }
        out
    }

    /// Notes have no marks in them, so this finds no further ones.
    fn kept_notes(&mut self) -> Vec<NoteEdit> {
        let mut kept = std::mem::take(&mut self.kept);
        kept.sort_by_key(|(old, new)| (*new, *old));
        kept.dedup_by_key(|(_, new)| *new);
        let (before, after) = (self.old, self.new);
        let known = kept
            .into_iter()
            .filter(|(old, new)| old.0 < before.notes.len() && new.0 < after.notes.len());
        known
            .map(|(old, new)| NoteEdit {
                old,
                new,
                lines: self.lines(&before.notes[old.0], &after.notes[new.0]),
            })
            .collect()
    }
}

/// The last paragraph of a text or cell cannot go (nor come) in Word, only change: where none of
/// the paragraphs at the end stays, the last of each are taken for one.
fn anchor(
    edits: &mut Vec<Edit<()>>,
    old_line: impl Fn(usize) -> bool,
    new_line: impl Fn(usize) -> bool,
) {
    let mut gone = None;
    let mut come = None;
    for (at, edit) in edits.iter().enumerate().rev() {
        match edit {
            Edit::Deleted(o) if old_line(*o) => gone = gone.or(Some((at, *o))),
            Edit::Inserted(n) if new_line(*n) => come = come.or(Some((at, *n))),
            Edit::Both(_, n, ()) if new_line(*n) => return,
            _ => break,
        }
    }
    let (Some((gone_at, o)), Some((come_at, n))) = (gone, come) else {
        return;
    };
    edits.remove(gone_at.max(come_at));
    edits.remove(gone_at.min(come_at));
    // What is left after them is only of their own kind before them in the other's sequence.
    edits.push(Edit::Both(o, n, ()));
}

fn at_least(share: u32, least: u32) -> u32 {
    if share >= least { share } else { 0 }
}

fn line_affinity(old: Role, new: Role, share: u32, components: &Components) -> u32 {
    if old != new {
        return at_least(share, RECAST);
    }
    let single = match old {
        Role::Component(name) => components.get(name).is_some_and(|known| !known.counted),
        Role::RecipientsLabel
        | Role::SignatureTitle
        | Role::SignatureName
        | Role::AppendixReference
        | Role::Rule => true,
        Role::Heading { .. }
        | Role::Body
        | Role::ListItem
        | Role::ListContinuation
        | Role::TableHead
        | Role::TableCell
        | Role::Recipient
        | Role::Footnote
        | Role::PageNumber
        | Role::AppendixLabel
        | Role::AppendixTitle => false,
    };
    match single {
        true => share.max(SAME_PLACE),
        false => at_least(share, LIKE),
    }
}

fn block_item(block: &Part, notes: &[usize]) -> Item<Class> {
    match block {
        Part::Line(line) => line_item(line, notes, Class::Line),
        Part::Table(grid) => {
            let mut key = format!("{:?} {}\n", grid.role, grid.columns);
            for row in &grid.rows {
                key.push_str(&row_item(row, notes).key);
            }
            let cells = grid.rows.iter().flat_map(|row| &row.cells);
            Item {
                key,
                words: bag(cells.flatten()),
                class: Class::Table(grid.role, grid.columns),
            }
        }
    }
}

fn row_item(row: &GridRow, notes: &[usize]) -> Item<usize> {
    let mut key = String::new();
    for cell in &row.cells {
        for line in cell {
            push_key(&mut key, line, notes);
        }
        key.push('\t');
    }
    Item {
        key,
        words: bag(row.cells.iter().flatten()),
        class: row.cells.len(),
    }
}

fn line_item<C>(line: &Line, notes: &[usize], class: impl FnOnce(Role) -> C) -> Item<C> {
    let mut key = String::new();
    push_key(&mut key, line, notes);
    Item {
        key,
        words: bag([line]),
        class: class(line.role),
    }
}

/// The numbers of list items are left out: an item that only counts otherwise is the same item.
fn push_key(key: &mut String, line: &Line, notes: &[usize]) {
    let level = line.mark.as_ref().map(|mark| mark.level);
    let _ = write!(key, "{:?} {level:?} ", line.role);
    for sign in &line.signs {
        match &sign.what {
            What::Letter(c) => key.push(super::reading::plain(*c)),
            What::Break => key.push('\u{b}'),
            What::Note(id) => {
                let _ = write!(key, "\u{1}{}", notes.get(id.0).copied().unwrap_or(id.0));
            }
            What::Blank(blank) => key.push_str(&format!("\u{2}{}", blank.name())),
        }
    }
    key.push('\n');
}
