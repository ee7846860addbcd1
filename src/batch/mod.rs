//! A batch file (tệp lô): one content file, many rows, a document for each row.
//!
//! In: the YAML of the batch, and the table that it names (YAML, JSON, CSV or XLSX).
//! Out: [`Batch`], with its rows for [`Rows::open`].
//! Not here: building documents, reading tables (`rows`).

#[cfg(feature = "serve")]
pub(crate) mod begin;
#[cfg(feature = "serve")]
pub(crate) mod entries;
mod read;
pub(crate) mod run;
mod schema;
#[cfg(test)]
mod tests;

pub(crate) use crate::rows::{Column, Row, RowWords, Rows};

#[cfg(feature = "serve")]
use crate::yaml::within::Within;
use crate::{
    content,
    diagnostic::{Diagnostic, Place, Result},
    yaml::{Text, source},
};
use std::{
    io,
    path::{Path, PathBuf},
};

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
    /// The folder that its files lie in, where it may name no others.
    #[cfg(feature = "serve")]
    within: Option<Within>,
}

impl Batch {
    /// The bytes of a content file or of what that names.
    fn bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        #[cfg(feature = "serve")]
        if let Some(within) = &self.within {
            return within.read(path);
        }
        source::read_file(path)
    }
}

/// Reads a batch file and checks all of its shape. The files that it names are not opened.
///
/// # Errors
/// What is wrong in the batch file, each with its place.
pub(crate) fn read(path: &Path, words: &RowWords) -> Result<Batch> {
    let name = path.to_string_lossy();
    let bytes = source::read_file(path).map_err(|error| source::unreadable(&name, &error))?;
    read::read(path, bytes, words)
}

/// As [`read()`], of a batch file's bytes. Its path starts from a folder that it names nothing outside of; the table
/// is looked for.
///
/// # Errors
/// As [`read()`], or the table is not in the folder.
#[cfg(feature = "serve")]
pub(crate) fn read_within(
    within: &Within,
    path: &Path,
    bytes: Vec<u8>,
    words: &RowWords,
) -> Result<Batch> {
    let mut batch = read::read(path, bytes, words)?;
    batch.within = Some(within.clone());
    let found = batch.rows.found(|table| within.file(table));
    found.map_err(|error| *error)?;
    Ok(batch)
}

/// Tells whether a file is a batch file. Documents may have tables, too: one that says its kind is none.
pub(crate) fn is_batch(path: &Path) -> bool {
    !content::is_document(path) && read::is_batch(path, source::read_file(path))
}

/// The JSON Schema (draft 2020-12) of batch files, for editors.
pub(crate) fn schema() -> String {
    content::pretty(&read::SCHEMA)
}
