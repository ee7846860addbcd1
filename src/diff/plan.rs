//! Which paragraph, row and note of one document is which of the other.

use super::align::{Item, LIKE, SAME_PLACE, Step, align};
use super::keys::{Class, Key, block_item, line_item, row_item};
use super::words::{NoteClasses, Piece, bag, pieces};
use crate::document::Components;
use crate::sheet::reading::{Form, Grid, GridCell, GridRow, Line, Part, Reading, What};
use crate::sheet::{NoteId, Role, TableRole};

/// A paragraph with other words in another role must keep most of them to count as the same.
const RECAST: u32 = 700;
/// Rows hold few words and many figures.
const LIKE_ROWS: u32 = 300;

/// A step from the old document to the new one. It holds the nodes of both readings themselves, so
/// that whoever follows the plan has nothing to look up and nothing to check.
pub(crate) enum Edit<'a, T, B> {
    Deleted(&'a T),
    Inserted(&'a T),
    Both(B),
}

/// The steps through a cell or a note.
pub(crate) type LineEdits<'a, F> = Vec<Edit<'a, Line<F>, LineEdit<'a, F>>>;

/// A paragraph that both documents have.
pub(crate) struct LineEdit<'a, F: Form> {
    pub(crate) old: &'a Line<F>,
    pub(crate) new: &'a Line<F>,
    pub(crate) pieces: Vec<Piece>,
}

/// A paragraph or table that both documents have.
pub(crate) enum BlockEdit<'a, F: Form> {
    Line(LineEdit<'a, F>),
    Table(TableEdit<'a, F>),
}

/// A table that both documents have.
pub(crate) struct TableEdit<'a, F: Form> {
    pub(crate) old: &'a Grid<F>,
    pub(crate) new: &'a Grid<F>,
    pub(crate) rows: Vec<Edit<'a, GridRow<F>, RowEdit<'a, F>>>,
}

/// A row that both documents have.
pub(crate) struct RowEdit<'a, F: Form> {
    pub(crate) old: &'a GridRow<F>,
    pub(crate) new: &'a GridRow<F>,
    pub(crate) cells: Vec<CellEdit<'a, F>>,
}

/// A cell of such a row.
pub(crate) struct CellEdit<'a, F: Form> {
    pub(crate) new: &'a GridCell<F>,
    pub(crate) lines: LineEdits<'a, F>,
}

/// A note whose mark both documents have at the same words.
pub(crate) struct NoteEdit<'a, F: Form> {
    pub(crate) new: NoteId,
    pub(crate) lines: LineEdits<'a, F>,
}

/// The way from one document to another.
pub(crate) struct Plan<'a, F: Form = ()> {
    pub(crate) body: Vec<Edit<'a, Part<F>, BlockEdit<'a, F>>>,
    /// The notes that stay, in the order of the new ones.
    pub(crate) notes: Vec<NoteEdit<'a, F>>,
}

impl<'a, F: Form> Plan<'a, F> {
    /// Pairs the blocks first, then what stands in each pair, and the notes last: a note stays
    /// where its mark stays among the words.
    pub(crate) fn of(old: &'a Reading<F>, new: &'a Reading<F>) -> Self {
        let mut planner = Planner::new(old, new);
        let steps = planner.blocks();
        let mut body = Vec::with_capacity(steps.len());
        for step in steps {
            let (one, other) = match step {
                Step::Deleted(o) => (Some(&old.blocks[o]), None),
                Step::Inserted(n) => (None, Some(&new.blocks[n])),
                Step::Both(o, n) => (Some(&old.blocks[o]), Some(&new.blocks[n])),
            };
            match (one, other) {
                (Some(Part::Line(one)), Some(Part::Line(other))) => {
                    body.push(Edit::Both(BlockEdit::Line(planner.line(one, other))));
                }
                (Some(Part::Table(one)), Some(Part::Table(other))) => {
                    body.push(Edit::Both(BlockEdit::Table(planner.table(one, other))));
                }
                (one, other) => {
                    body.extend(one.map(Edit::Deleted));
                    body.extend(other.map(Edit::Inserted));
                }
            }
        }
        let notes = planner.kept_notes();
        Self { body, notes }
    }
}

/// The steps with the nodes themselves, and what `both` makes of those that are paired.
fn edits<'a, T, B>(
    steps: Vec<Step>,
    old: &'a [T],
    new: &'a [T],
    mut both: impl FnMut(&'a T, &'a T) -> B,
) -> Vec<Edit<'a, T, B>> {
    let edit = |step| match step {
        Step::Deleted(o) => Edit::Deleted(&old[o]),
        Step::Inserted(n) => Edit::Inserted(&new[n]),
        Step::Both(o, n) => Edit::Both(both(&old[o], &new[n])),
    };
    steps.into_iter().map(edit).collect()
}

impl<F: Form> LineEdit<'_, F> {
    pub(crate) fn is_change(&self) -> bool {
        self.pieces.iter().any(|p| !matches!(p, Piece::Same(..)))
    }
}

struct Planner<'a, F: Form> {
    old: &'a Reading<F>,
    new: &'a Reading<F>,
    old_notes: Vec<usize>,
    new_notes: Vec<usize>,
    /// The notes whose marks are paired.
    kept: Vec<(NoteId, NoteId)>,
}

impl<'a, F: Form> Planner<'a, F> {
    fn new(old: &'a Reading<F>, new: &'a Reading<F>) -> Self {
        let item = |lines: &Vec<Line<F>>| Item {
            key: lines.iter().map(|l| l.text() + "\n").collect::<String>(),
            words: bag(lines),
            class: (),
        };
        let items = |reading: &Reading<F>| -> Vec<_> { reading.notes.iter().map(item).collect() };
        let pairs = align(&items(old), &items(new), |(), (), share| {
            at_least(share, LIKE)
        });
        let mut old_notes: Vec<usize> = (0..old.notes.len()).map(|i| new.notes.len() + i).collect();
        for pair in pairs {
            if let Step::Both(o, n) = pair {
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

    fn blocks(&self) -> Vec<Step> {
        let items = |reading: &Reading<F>, notes: &[usize]| -> Vec<Item<Key, Class>> {
            reading
                .blocks
                .iter()
                .map(|b| block_item(b, notes))
                .collect()
        };
        let old = items(self.old, &self.old_notes);
        let new = items(self.new, &self.new_notes);
        let mut steps = align(&old, &new, |one, other, share| match (one, other) {
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
            &mut steps,
            |o| matches!(self.old.blocks[o], Part::Line(_)),
            |n| matches!(self.new.blocks[n], Part::Line(_)),
        );
        steps
    }

    fn line(&mut self, old: &'a Line<F>, new: &'a Line<F>) -> LineEdit<'a, F> {
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
        LineEdit { old, new, pieces }
    }

    fn lines(&mut self, old: &'a [Line<F>], new: &'a [Line<F>]) -> LineEdits<'a, F> {
        let items = |lines: &[Line<F>], notes: &[usize]| -> Vec<_> {
            lines
                .iter()
                .map(|l| line_item(l, notes, |role| role))
                .collect()
        };
        let mut steps = align(
            &items(old, &self.old_notes),
            &items(new, &self.new_notes),
            |one, other, share| line_affinity(*one, *other, share, &self.new.components),
        );
        anchor(&mut steps, |_| true, |_| true);
        edits(steps, old, new, |one, other| self.line(one, other))
    }

    fn table(&mut self, old: &'a Grid<F>, new: &'a Grid<F>) -> TableEdit<'a, F> {
        let items = |grid: &Grid<F>, notes: &[usize]| -> Vec<_> {
            grid.rows.iter().map(|row| row_item(row, notes)).collect()
        };
        let framed = new.role != TableRole::Data;
        let steps = align(
            &items(old, &self.old_notes),
            &items(new, &self.new_notes),
            |one, other, share| match (one == other, framed) {
                (false, _) => 0,
                (true, true) => share.max(SAME_PLACE),
                (true, false) => at_least(share, LIKE_ROWS),
            },
        );
        let rows = edits(steps, &old.rows, &new.rows, |one, other| RowEdit {
            old: one,
            new: other,
            cells: one
                .cells
                .iter()
                .zip(&other.cells)
                .map(|(one, other)| CellEdit {
                    new: other,
                    lines: self.lines(&one.lines, &other.lines),
                })
                .collect(),
        });
        TableEdit { old, new, rows }
    }

    /// Notes have no marks in them, so this finds no further ones.
    fn kept_notes(&mut self) -> Vec<NoteEdit<'a, F>> {
        let mut kept = std::mem::take(&mut self.kept);
        kept.sort_by_key(|(old, new)| (*new, *old));
        kept.dedup_by_key(|(_, new)| *new);
        let (before, after) = (self.old, self.new);
        let lines = |(old, new): (NoteId, NoteId)| {
            Some((new, before.notes.get(old.0)?, after.notes.get(new.0)?))
        };
        let known = kept.into_iter().filter_map(lines);
        known
            .map(|(new, one, other)| NoteEdit {
                new,
                lines: self.lines(one, other),
            })
            .collect()
    }
}

/// The last paragraph of a text or cell cannot go (nor come) in Word, only change: where none of
/// the paragraphs at the end stays, the last of each are taken for one.
fn anchor(
    steps: &mut Vec<Step>,
    old_line: impl Fn(usize) -> bool,
    new_line: impl Fn(usize) -> bool,
) {
    let mut gone = None;
    let mut come = None;
    for (at, step) in steps.iter().enumerate().rev() {
        match step {
            Step::Deleted(o) if old_line(*o) => gone = gone.or(Some((at, *o))),
            Step::Inserted(n) if new_line(*n) => come = come.or(Some((at, *n))),
            Step::Both(_, n) if new_line(*n) => return,
            _ => break,
        }
    }
    let (Some((gone_at, o)), Some((come_at, n))) = (gone, come) else {
        return;
    };
    steps.remove(gone_at.max(come_at));
    steps.remove(gone_at.min(come_at));
    // What is left after them is only of their own kind before them in the other's sequence.
    steps.push(Step::Both(o, n));
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
        | Role::SignatureOffice
        | Role::Confirmation
        | Role::SignatureName
        | Role::AppendixReference
        | Role::Rule => true,
        Role::Heading { form: _ }
        | Role::RunIn { form: _ }
        | Role::Set(_)
        | Role::Body
        | Role::ListItem
        | Role::ListContinuation
        | Role::TableHead
        | Role::TableCell
        | Role::TableCaption
        | Role::TableUnit
        | Role::TableGroup
        | Role::TableSubtotal
        | Role::TableTotal
        | Role::Recipient
        | Role::Footnote
        | Role::PageNumber
        | Role::AppendixLabel
        | Role::Illustration
        | Role::Caption
        | Role::AppendixTitle => false,
    };
    match single {
        true => share.max(SAME_PLACE),
        false => at_least(share, LIKE),
    }
}
