//! The numbers of the notes of both documents in the one that is made.

use crate::sheet::NoteId;
use std::collections::BTreeMap;

/// A note of either document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Old(NoteId),
    New(NoteId),
}

/// Numbers notes from 1 in the order in which their marks are written. LibreOffice goes by the
/// order of the notes, not by their numbers, so they are the same.
#[derive(Default)]
pub(super) struct Notes {
    numbers: BTreeMap<Source, usize>,
    /// The notes of the old document whose marks go, in the order of their marks.
    pub(super) gone: Vec<NoteId>,
}

impl Notes {
    /// The number of a note.
    pub(super) fn number(&mut self, note: Source) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(note).or_insert_with(|| {
            if let Source::Old(note) = note {
                self.gone.push(note);
            }
            next
        })
    }
}
