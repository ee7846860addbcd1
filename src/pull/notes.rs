//! Footnotes that a person put in, took out or kept: by which names the Markdown knows them.
//!
//! A mark in a DOCX has a number of its own; in Markdown it is `[^name]`, with the text under that name elsewhere in the
//! field. The marks that stand in the fields are given to the notes of the old document in the order in which both are
//! read. The notes that the edited document has still keep their names; new ones get a number that is free.

use super::{
    markup::inlines,
    put::{BlockEdit as Blocked, Put},
    seen::{Seen, lines},
    wishes::Wisher,
};
use crate::{
    diff::{BlockEdit, Edit, LineEdit, LineEdits, Piece, Plan},
    markdown::blocks::{Block, Inline, Kind},
    sheet::{
        NoteId,
        reading::{Reading, Sign, What},
    },
    yaml::edit::Step,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
        for line in lines(old) {
            if marks(&line.signs).next().is_none() {
                continue;
            }
            let Some(place) = self.block_of(line) else {
                continue;
            };
            let (names, next) = fields
                .entry(place.path)
                .or_insert_with(|| (names(&place.field.1), 0));
            for note in marks(&line.signs) {
                if let Some(name) = names.get(*next) {
                    was.insert(note, name.clone());
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
