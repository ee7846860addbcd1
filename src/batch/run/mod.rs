//! A batch made: a document of each row, on all cores, in the order of the rows.
//!
//! In: a [`Batch`], what all documents share, an output [`Folder`]. Out: a [`Document`] a row, handed
//! on one by one; nothing of a row is held longer, so that memory does not grow with their number.

mod names;
pub mod report;
pub mod select;
#[cfg(test)]
mod tests;
mod unused;

use super::{Batch, Row, read};
use crate::{
    Resources,
    content::{self, Draft},
    diagnostic::{Diagnostic, Diagnostics, Result},
    figures::Figures,
    folder::Folder,
    make::Options,
    produce::{Job, Produced, produce},
};
use rayon::prelude::*;
use select::Selection;
use std::path::{Path, PathBuf};

/// Rows on the way at a time, for each thread: enough to keep all busy, few enough to be light.
const ROWS_A_THREAD: usize = 32;

/// A batch ready to run.
pub struct Run<'a> {
    batch: &'a Batch,
    draft: Draft,
    resources: &'a Resources,
    choices: Choices,
    total: usize,
}

/// How a batch is run.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// What is made of each document.
    pub options: Options,
    /// Made even if nothing changed, and over a person's work (which is kept under another name).
    pub force: bool,
    /// Which rows.
    pub selection: Selection,
    /// The pages of each document are handed on, too.
    pub pages: bool,
}

/// What became of a row.
#[derive(Debug)]
pub struct Document {
    /// The row's number, from 1.
    pub number: usize,
    /// The row, for messages: `khom.csv, dòng 5`.
    pub label: String,
    /// The name of its files, without extension; empty where the row gives none.
    pub name: String,
    /// What became of it.
    pub produced: Produced,
}

impl<'a> Run<'a> {
    /// Reads the content file and goes through the rows once for the names of the outputs; also
    /// gives warnings about the table.
    ///
    /// # Errors
    /// The content file or the table is no good, or two rows give the same name: nothing must be
    /// written then.
    pub fn prepare(
        batch: &'a Batch,
        resources: &'a Resources,
        choices: Choices,
    ) -> Result<(Self, Vec<Diagnostic>)> {
        let draft = Draft::load(&batch.content).map_err(|Diagnostics(mut all)| {
            if read::is_batch(&batch.content) {
                return not_content(batch);
            }
            for diagnostic in all.iter_mut().filter(|d| d.place.is_none()) {
                diagnostic.place = Some(batch.content_place.clone());
            }
            Diagnostics(all)
        })?;
        let mut rows = batch.rows.open()?;
        let mut warnings = unused::columns(batch, &draft, resources, rows.columns());
        let mut names = names::Names::default();
        let (mut total, mut some) = (0, false);
        let name = |row: Row| {
            let number = row.number;
            let named = row_of(batch, row).and_then(|row| names::name(batch, resources, &row));
            (number, named.ok())
        };
        in_chunks(&mut rows, &mut |chunk| {
            let named: Vec<_> = chunk.into_par_iter().map(name).collect();
            for (number, name) in named {
                some = true;
                total += usize::from(choices.selection.includes(number));
                // A row without a good name tells of it when its turn comes.
                if let Some(name) = name {
                    names.add(batch, &name, number)?;
                }
            }
            Ok(())
        })?;
        warnings.extend(rows.warnings());
        if total == 0 {
            warnings.push(none_to_make(batch, &choices.selection, some)?);
        }
        let run = Self {
            batch,
            draft,
            resources,
            choices,
            total,
        };
        Ok((run, warnings))
    }

    /// The content file and its profiles.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        self.draft.paths().map(Path::to_owned)
    }

    /// How many rows are to be made.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Makes the documents and hands on what became of each, in the order of the rows. Stops
    /// where the disk is full.
    ///
    /// # Errors
    /// The table can no longer be read, or `each` gives up.
    pub fn execute(
        &self,
        folder: &Folder,
        each: &mut dyn FnMut(Document) -> Result<()>,
    ) -> Result<()> {
        let mut rows = self.batch.rows.open()?;
        let selection = &self.choices.selection;
        let mut selected = rows.by_ref().filter(|row| selection.includes(row.number));
        in_chunks(&mut selected, &mut |chunk| {
            let made: Vec<Document> = chunk
                .into_par_iter()
                .map(|row| self.document(row, folder))
                .collect();
            made.into_iter().try_for_each(&mut *each)
        })
    }

    fn document(&self, row: Row, folder: &Folder) -> Document {
        let (number, label) = (row.number, row.label.clone());
        let named = row_of(self.batch, row).and_then(|row| {
            let name = names::name(self.batch, self.resources, &row)?;
            Ok((row, name))
        });
        let (name, produced) = match named {
            Ok((row, name)) => {
                let produced = self.produce(row, &name, folder);
                (name, produced)
            }
            Err(failed) => (String::new(), Produced::failed(failed)),
        };
        Document {
            number,
            label,
            name,
            produced,
        }
    }

    fn produce(&self, row: content::Row, name: &str, folder: &Folder) -> Produced {
        let Choices {
            options,
            force,
            selection: _,
            pages,
        } = self.choices;
        let job = Job {
            draft: &self.draft,
            row: Some(row),
            name,
            resources: self.resources,
            options,
            force,
            pages,
            keep: false,
        };
        produce(job, true, || Ok(folder))
    }
}

/// The content file of a batch is a batch, too.
fn not_content(batch: &Batch) -> Diagnostics {
    let message = format!(
        "“{}” là một tệp lô, không phải tệp nội dung",
        batch.content.display()
    );
    Diagnostic::error("lo-trong-lo", message)
        .at(batch.content_place.clone())
        .help(
            "ghi ở “noi_dung” tên tệp YAML có mục “loai”; mỗi tệp lô chạy riêng bằng vanban batch",
        )
        .into()
}

/// There is nothing to make: an error where the table has no rows, else (a warning) the choice of
/// rows leaves none. One of many shares may well be empty.
fn none_to_make(batch: &Batch, selection: &Selection, some: bool) -> Result<Diagnostic> {
    if some {
        let chosen = match selection.rows {
            Some(_) => "--rows",
            None => "--shard",
        };
        let message = format!("không có hàng nào trong số những hàng mà {chosen} chọn");
        return Ok(Diagnostic::warning("khong-co-hang", message)
            .help("bảng có ít hàng hơn; hàng đầu là hàng 1, không kể dòng tên cột"));
    }
    let message = "bảng không có hàng dữ liệu nào";
    Err(Diagnostic::error("khong-co-hang", message)
        .at(batch.rows.place().cloned())
        .help("ghi ít nhất một hàng dưới dòng tên cột")
        .into())
}

/// The values of a row under the batch's name for them.
fn row_of(batch: &Batch, row: Row) -> Result<content::Row> {
    let figures: Figures = row.figures?;
    Ok(content::Row {
        name: batch.row_name.clone(),
        number: row.number,
        figures,
    })
}

/// Goes through rows some at a time.
fn in_chunks(
    rows: &mut dyn Iterator<Item = Row>,
    each: &mut dyn FnMut(Vec<Row>) -> Result<()>,
) -> Result<()> {
    let size = ROWS_A_THREAD * rayon::current_num_threads();
    loop {
        let chunk: Vec<Row> = (&mut *rows).take(size).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        each(chunk)?;
    }
}
