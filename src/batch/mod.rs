//! A batch file (tệp lô): one content file, many rows, a document for each row.
//!
//! In: the YAML of the batch, and the table that it names (YAML, JSON, CSV or XLSX).
//! Out: [`Batch`], with its rows for [`Rows::open`].
//! Not here: building documents, reading tables (`rows`).

mod read;
pub(crate) mod run;
mod schema;
#[cfg(test)]
mod tests;

pub(crate) use crate::rows::{Column, Row, RowWords, Rows};

use crate::{
    content,
    diagnostic::{Diagnostic, Place, Result},
    yaml::Text,
};
use std::path::{Path, PathBuf};

/// A batch file that was read.
#[derive(Debug)]
pub(crate) struct Batch {
    /// `noi_dung`: the content file, joined with the folder of the batch file.
    pub content: PathBuf,
    /// Where the content file is named.
    pub content_place: Place,
    /// `ten_hang`: the name of the row in expressions; `hang` where none is given.
    pub row_name: String,
    /// `ten_tep`: the template of each output's name, without extension. Where none is given,
    /// the content file's name and `-{{ so_thu_tu }}`, the number of the row.
    pub name: Text,
    /// The rows, not yet read.
    pub rows: Rows,
    /// Warnings only.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a batch file and checks all of its shape. The files that it names are not opened.
///
/// # Errors
/// What is wrong in the batch file, each with its place.
pub(crate) fn read(path: &Path, words: &RowWords) -> Result<Batch> {
    read::read(path, words)
}

/// Tells whether a file that is no good as a content file is a batch file.
pub(crate) fn is_batch(path: &Path) -> bool {
    read::is_batch(path)
}

/// The JSON Schema (draft 2020-12) of batch files, for editors.
pub(crate) fn schema() -> String {
    content::pretty(&read::SCHEMA)
}
