//! The outcome of building a document, and of each of its files.

use super::folder::Fate;
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    layout::Pages,
};

/// A document when its turn is over.
#[derive(Debug)]
pub(crate) struct Built {
    /// Whether its files were made, left alone, or could not be made or written.
    pub outcome: Outcome,
    /// Messages about things that should be looked at all the same.
    pub warnings: Vec<Diagnostic>,
    /// What `check` finds in it; nothing where no file had to be made, which was checked when it was.
    pub findings: Vec<Diagnostic>,
    /// Its pages, where they were wanted.
    pub laid_out: Option<Pages>,
}

impl Built {
    /// A document that could not be made, for faults found before its turn came.
    pub(crate) fn failed(failed: Diagnostics) -> Self {
        Self::of(Outcome::Failed(failed))
    }

    pub(super) fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            warnings: Vec::new(),
            findings: Vec::new(),
            laid_out: None,
        }
    }
}

/// The outcome for a document's files.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// At least one file was made.
    Made {
        /// Pages of the document.
        pages: usize,
        /// Each file that was due.
        files: Vec<File>,
        /// The others; true for those that a person changed.
        kept: Vec<(String, bool)>,
    },
    /// All files are as they would be made.
    Unchanged {
        /// Pages of the document.
        pages: usize,
        /// The files; true for those that a person changed.
        kept: Vec<(String, bool)>,
    },
    /// The text is no good: nothing was written.
    Failed(Diagnostics),
    /// The files could not be written.
    Unwritten(Diagnostics),
}

/// A file that was due.
#[derive(Debug)]
pub(crate) struct File {
    /// Its name in the folder.
    pub name: String,
    /// Its length in bytes.
    pub size: usize,
    /// Where it went.
    pub fate: Fate,
}
