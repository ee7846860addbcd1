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

use super::{Batch, Row};
use crate::{
    Resources,
    content::{self, Draft},
    diagnostic::{Diagnostic, Diagnostics, Result},
    figures::Figures,
    folder::{Fate, Folder, Output, State},
    layout::Pages,
    make::{self, Options},
};
use rayon::prelude::*;
use select::Selection;

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
    pub outcome: Outcome,
    /// What should be looked at all the same.
    pub warnings: Vec<Diagnostic>,
    /// Its pages, where they were wanted.
    pub pages: Option<Pages>,
}

/// What became of a row's document.
#[derive(Debug)]
pub enum Outcome {
    /// At least one file was made.
    Made {
        /// Pages of the document.
        pages: usize,
        /// Each file with its size in bytes and what became of it.
        files: Vec<(String, usize, Fate)>,
    },
    /// All files are as they would be made.
    Unchanged {
        /// Pages of the document.
        pages: usize,
        /// The files; true for those that a person changed.
        files: Vec<(String, bool)>,
    },
    /// The row or the text is no good: nothing was written.
    Failed(Diagnostics),
    /// The files could not be written.
    Unwritten(Diagnostics),
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
            for diagnostic in all.iter_mut().filter(|d| d.place.is_none()) {
                diagnostic.place = Some(batch.content_place.clone());
            }
            Diagnostics(all)
        })?;
        let mut rows = batch.rows.open()?;
        let mut warnings = unused::columns(batch, &draft, resources, rows.columns());
        let mut names = names::Names::default();
        let mut total = 0;
        let name = |row: Row| {
            let number = row.number;
            let named = row_of(batch, row).and_then(|row| names::name(batch, resources, &row));
            (number, named.ok())
        };
        in_chunks(&mut rows, &mut |chunk| {
            let named: Vec<_> = chunk.into_par_iter().map(name).collect();
            for (number, name) in named {
                total += usize::from(choices.selection.includes(number));
                // A row without a good name tells of it when its turn comes.
                if let Some(name) = name {
                    names.add(batch, &name, number)?;
                }
            }
            Ok(())
        })?;
        warnings.extend(rows.warnings());
        let run = Self {
            batch,
            draft,
            resources,
            choices,
            total,
        };
        Ok((run, warnings))
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
        let mut document = Document {
            number: row.number,
            label: row.label.clone(),
            name: String::new(),
            outcome: Outcome::Unchanged {
                pages: 0,
                files: Vec::new(),
            },
            warnings: Vec::new(),
            pages: None,
        };
        let made = self.make(row, folder, &mut document);
        document.outcome = made.unwrap_or_else(Outcome::Failed);
        document
    }

    fn make(&self, row: Row, folder: &Folder, document: &mut Document) -> Result<Outcome> {
        let Choices {
            options,
            force,
            selection: _,
            pages: wants_pages,
        } = self.choices;
        let row = row_of(self.batch, row)?;
        document.name = names::name(self.batch, self.resources, &row)?;
        let source = self.draft.fingerprint_of(Some(&row));
        let mut due = Vec::new();
        let mut kept = Vec::new();
        let mut count = 0;
        for format in options.formats() {
            let name = format!("{}.{}", document.name, format.extension());
            let inputs = options.inputs(source, self.resources, format);
            match folder.state(&name, inputs) {
                State::Current { pages } if !force => {
                    kept.push((name, false));
                    count = pages;
                }
                State::Edited { pages } if !force => {
                    kept.push((name, true));
                    count = pages;
                }
                _ => due.push((format, name, inputs)),
            }
        }
        if due.is_empty() && !wants_pages {
            return Ok(Outcome::Unchanged {
                pages: count,
                files: kept,
            });
        }
        let expand =
            |text: &content::Text, row: &content::Row| self.resources.templates.line(text, row);
        let loaded = self.draft.content_of_row(row, &expand)?;
        document.warnings = loaded.warnings;
        let made = make::make(&loaded.content, self.resources, options)?;
        document.warnings.extend(made.compiled.warnings);
        let pages = made.pages.pages.len();
        let mut outputs = Vec::new();
        for (format, bytes) in made.files {
            let wanted = due.iter().find(|(wanted, _, _)| *wanted == format);
            if let Some((_, name, inputs)) = wanted {
                outputs.push(Output {
                    name: name.clone(),
                    bytes,
                    inputs: *inputs,
                    pages,
                });
            }
        }
        document.pages = wants_pages.then_some(made.pages);
        let fates = match folder.write(&outputs, force) {
            Ok(fates) => fates,
            Err(diagnostics) => return Ok(Outcome::Unwritten(diagnostics)),
        };
        if fates.iter().all(|fate| *fate == Fate::Same) {
            let same = outputs.into_iter().map(|output| (output.name, false));
            kept.extend(same);
            return Ok(Outcome::Unchanged { pages, files: kept });
        }
        let files = outputs.into_iter().zip(fates);
        Ok(Outcome::Made {
            pages,
            files: files
                .map(|(output, fate)| (output.name, output.bytes.len(), fate))
                .collect(),
        })
    }
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
