//! A batch file (tệp lô): one content file, many rows, a document for each row.
//!
//! In: the YAML of the batch, and the table that it names (YAML, JSON, CSV or XLSX).
//! Out: [`Batch`], and through [`Rows::open`] the rows one by one as [`Figures`], typed and exact.
//! Not here: building documents. Nothing of a table but one row is held in memory, except where
//! the rows are YAML or JSON.

use crate::{
    content::Text,
    diagnostic::{Diagnostic, Place, Result, Source},
    figures::Figures,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A batch file that was read.
#[derive(Debug)]
pub struct Batch {
    /// The batch file.
    pub source: Arc<Source>,
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
pub fn read(path: &Path) -> Result<Batch> {
    let _ = path;
    Err(Diagnostic::error("chua-co", "chưa đọc được tệp lô").into())
}

/// The rows of a batch, wherever they stand.
#[derive(Debug)]
pub struct Rows {
    file: Option<PathBuf>,
}

impl Rows {
    /// Starts from the first row; may be called any number of times.
    ///
    /// # Errors
    /// A table that cannot be read, and what is wrong with its header.
    pub fn open(&self) -> Result<RowReader> {
        Ok(RowReader {
            columns: Vec::new(),
            warnings: Vec::new(),
        })
    }

    /// The table's file, where the rows do not stand in the batch file itself.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.file.as_deref().into_iter()
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As used in expressions: `so_ho_ngheo`.
    pub name: String,
    /// As printed in the header: `Số hộ nghèo`.
    pub header: String,
    /// Where the header stands.
    pub place: Place,
}

/// Goes through the rows of a table once.
pub struct RowReader {
    columns: Vec<Column>,
    warnings: Vec<Diagnostic>,
}

impl RowReader {
    /// The columns, from the left. Rows in YAML and JSON: every key, in the order of appearance.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The warnings since this was last asked.
    pub fn warnings(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.warnings)
    }
}

impl Iterator for RowReader {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        None
    }
}

/// A row of data.
#[derive(Debug)]
pub struct Row {
    /// From 1; blank rows are not counted.
    pub number: usize,
    /// For messages: `khom.csv, dòng 5`.
    pub label: String,
    /// Always a [`crate::figures::Figure::Map`], or why this row is no good; the rows after it
    /// can be read all the same.
    pub figures: Result<Figures>,
}
