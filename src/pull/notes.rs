//! Footnotes that a person put in, took out or kept: by which names the Markdown knows them.
//!
//! A mark in a DOCX has a number of its own; in Markdown it is `[^name]`, with the text under that name elsewhere in the
//! field. The marks that stand in the fields are given to the notes of the old document in the order in which both are
//! read. The notes that the edited document has still keep their names, those too whose marks went into another
//! paragraph of their field; new ones get a number that is free.

use super::{
    markup::inlines,
    put::{BlockEdit as Blocked, Put},
    seen::{Seen, letters, lines},
    wishes::{Wisher, behind, old_first},
};
use crate::{
    diff::{BlockEdit, Edit, LineEdit, LineEdits, Piece, Plan},
    markdown::blocks::{Block, Inline, Kind},
    sheet::{
        NoteId,
        reading::{Line, Part, Reading, Sign, What},
    },
    yaml::edit::Step,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// The notes of both documents.
#[derive(Default)]
pub(super) struct Notes {
    /// The names of the edited document's notes.
    names: BTreeMap<NoteId, String>,
    /// Those of them that the YAML does not have, with their texts.
    come: BTreeMap<NoteId, Vec<Inline>>,
    /// The names of the old document's notes, and which of them the edited one does not have.
    old: BTreeMap<NoteId, String>,
    gone: BTreeSet<NoteId>,
}

impl Notes {
    pub(super) fn name(&self, note: NoteId) -> Option<String> {
        self.names.get(&note).cloned()
    }

    pub(super) fn old_name(&self, note: NoteId) -> Option<&String> {
        self.old.get(&note)
    }

    /// What must be written besides signs that come into a field, so that their marks have texts.
    pub(super) fn come(&self, path: &[Step], signs: &[Sign<Seen>]) -> Vec<Put> {
        let block = |note: NoteId| {
            Some(Blocked::Note(Block {
                kind: Kind::Note,
                mark: self.name(note)?,
                inlines: self.come.get(&note)?.clone(),
                ..Block::default()
            }))
        };
        puts(path, marks(signs).filter_map(block))
    }

    /// What must be taken out besides signs that go from a field, so that no text is left without a mark.
    pub(super) fn gone(&self, path: &[Step], signs: &[Sign<Seen>]) -> Vec<Put> {
        let name = |note: NoteId| {
            Some(Blocked::NoteGone(
                self.old.get(self.gone.get(&note)?)?.clone(),
            ))
        };
        puts(path, marks(signs).filter_map(name))
    }
}

fn puts(path: &[Step], edits: impl Iterator<Item = Blocked>) -> Vec<Put> {
    let put = |edit| Put::Blocks {
        path: path.to_vec(),
        edit,
    };
    edits.map(put).collect()
}

/// The notes whose marks stand among signs.
fn marks(signs: &[Sign<Seen>]) -> impl Iterator<Item = NoteId> {
    signs.iter().filter_map(|sign| match &sign.what {
        What::Note(note) => Some(*note),
        _ => None,
    })
}

impl Wisher<'_, '_> {
    /// Learns the names of all notes.
    pub(super) fn learn_notes(
        &mut self,
        plan: &Plan<'_, Seen>,
        old: &Reading<Seen>,
        edited: &Reading<Seen>,
    ) {
        let mut fields: HashMap<Vec<Step>, (Vec<String>, usize)> = HashMap::new();
        let mut was: BTreeMap<NoteId, String> = BTreeMap::new();
        let mut homes: BTreeMap<NoteId, Vec<Step>> = BTreeMap::new();
        for line in lines(old) {
            if marks(&line.signs).next().is_none() {
                continue;
            }
            let Some(place) = self.block_of(line) else {
                continue;
            };
            let (names, next) = fields
                .entry(place.path.clone())
                .or_insert_with(|| (names(&place.field.1), 0));
            for note in marks(&line.signs) {
                if let Some(name) = names.get(*next) {
                    was.insert(note, name.clone());
                    homes.insert(note, place.path.clone());
                }
                *next += 1;
            }
        }
        let mut notes = Notes::default();
        let mut kept = BTreeSet::new();
        for edit in line_edits(plan) {
            for piece in &edit.pieces {
                if let Piece::Same(one, other) | Piece::Restyled(one, other) = piece {
                    let (one, other) =
                        (&edit.old.signs[one.clone()], &edit.new.signs[other.clone()]);
                    for (one, other) in marks(one).zip(marks(other)) {
                        kept.insert(one);
                        notes
                            .names
                            .extend(was.get(&one).map(|name| (other, name.clone())));
                    }
                }
            }
        }
        // A mark that stands in another paragraph now, with the same text in the same field, is the one that was there.
        let mut free: HashMap<(Vec<Step>, String), VecDeque<NoteId>> = HashMap::new();
        for (note, home) in homes.iter().filter(|(note, _)| !kept.contains(note)) {
            let same = free.entry((home.clone(), words(old, *note))).or_default();
            same.push_back(*note);
        }
        for (note, home) in self.new_marks(plan) {
            if notes.names.contains_key(&note) {
                continue;
            }
            let same = free.get_mut(&(home, words(edited, note)));
            if let Some(one) = same.and_then(VecDeque::pop_front) {
                kept.insert(one);
                notes
                    .names
                    .extend(was.get(&one).map(|name| (note, name.clone())));
            }
        }
        notes.gone = was
            .keys()
            .copied()
            .filter(|note| !kept.contains(note))
            .collect();
        notes.old = was;
        let used: BTreeSet<&String> = fields.values().flat_map(|(names, _)| names).collect();
        let mut free = (1usize..)
            .map(|number| number.to_string())
            .filter(|name| !used.contains(name));
        for (index, text) in edited.notes.iter().enumerate() {
            let note = NoteId(index);
            if notes.names.contains_key(&note) {
                continue;
            }
            notes.names.extend(free.next().map(|name| (note, name)));
            let mut words: Vec<Inline> = Vec::new();
            for line in text {
                if !words.is_empty() {
                    words.push(Inline {
                        breaks: true,
                        ..Inline::default()
                    });
                }
                words.extend(inlines(&line.signs, &Notes::default()));
            }
            notes.come.insert(note, words);
        }
        self.notes = notes.into();
    }

    /// The marks of the edited document in paragraphs of which it is certain into which field they go.
    fn new_marks(&mut self, plan: &Plan<'_, Seen>) -> Vec<(NoteId, Vec<Step>)> {
        let mut all = Vec::new();
        for edit in line_edits(plan) {
            if marks(&edit.new.signs).next().is_some()
                && let Some(place) = self.block_of(edit.old)
            {
                all.extend(marks(&edit.new.signs).map(|note| (note, place.path.clone())));
            }
        }
        let mut before: Option<&Line<Seen>> = None;
        for (edit, behind) in plan.body.iter().zip(behind(&plan.body, old_first)) {
            before = match edit {
                Edit::Both(BlockEdit::Line(line)) => Some(line.old),
                Edit::Deleted(Part::Line(line)) => Some(line),
                Edit::Both(BlockEdit::Table(_)) | Edit::Deleted(Part::Table(_)) => None,
                Edit::Inserted(Part::Line(line)) => {
                    let mut path = |line| Some(self.block_of(line)?.path);
                    if marks(&line.signs).next().is_some()
                        && let Some(home) = before.and_then(&mut path)
                        && behind.and_then(&mut path).as_ref() == Some(&home)
                    {
                        all.extend(marks(&line.signs).map(|note| (note, home.clone())));
                    }
                    before
                }
                Edit::Inserted(Part::Table(_)) => before,
            };
        }
        all
    }
}

/// The words of a note.
fn words(reading: &Reading<Seen>, note: NoteId) -> String {
    let text = reading.notes.get(note.0).into_iter().flatten();
    let letters = text.flat_map(|line| letters(line).into_iter().chain(['\n']));
    letters.collect()
}

/// The names of the marks in the blocks of a field, as they are read; a mark that stands twice is two.
fn names(blocks: &[Block]) -> Vec<String> {
    let mut all = Vec::new();
    for block in blocks {
        let cells = block.rows.iter().flatten().flatten();
        let pieces = block.inlines.iter().chain(cells);
        all.extend(pieces.filter_map(|piece| piece.note.clone()));
    }
    all
}

/// The paragraphs that both documents have.
pub(super) fn line_edits<'p, 'a>(plan: &'p Plan<'a, Seen>) -> Vec<&'p LineEdit<'a, Seen>> {
    let mut all = Vec::new();
    let mut of_lines = |edits: &'p LineEdits<'a, Seen>| {
        for edit in edits {
            if let Edit::Both(line) = edit {
                all.push(line);
            }
        }
    };
    let mut lone = Vec::new();
    for edit in &plan.body {
        match edit {
            Edit::Both(BlockEdit::Line(line)) => lone.push(line),
            Edit::Both(BlockEdit::Table(table)) => {
                for row in &table.rows {
                    if let Edit::Both(row) = row {
                        row.cells.iter().for_each(|cell| of_lines(&cell.lines));
                    }
                }
            }
            Edit::Deleted(_) | Edit::Inserted(_) => {}
        }
    }
    all.extend(lone);
    all
}
