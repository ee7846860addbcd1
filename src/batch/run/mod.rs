//! A batch made: a document of each row, on all cores, in the order of the rows.
//!
//! In: a [`Batch`], what all documents share, an output [`Folder`]. Out: one [`Finished`] document a row, handed
//! on one by one; nothing of a row is held longer, so that memory does not grow with their number.

mod contents;
#[cfg(feature = "serve")]
pub(crate) mod glance;
mod names;
pub(crate) mod report;
pub(crate) mod select;
#[cfg(test)]
mod tests;
mod unused;
mod writers;

use super::{Batch, Row, read};
use crate::{
    Resources,
    compile::Options,
    content::{self, Draft},
    diagnostic::{Diagnostic, Diagnostics, Result},
    figures::Figures,
    project::folder::Folder,
    project::{Built, Job, Pending, Prepared},
};
use rayon::prelude::*;
use select::Selection;
use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, Sender},
};
use unused::Used;
use writers::Writers;

/// Rows on the way at a time, for each thread: enough to keep all busy, few enough to be light.
const ROWS_A_THREAD: usize = 32;

/// A batch ready to run.
pub(crate) struct Run<'a> {
    batch: &'a Batch,
    draft: Draft,
    used: Used,
    resources: &'a Resources,
    choices: Choices,
    total: usize,
}

/// How a batch is run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choices {
    /// Which files are made of each document, and how.
    pub options: Options,
    /// Made even if nothing changed, and over a person's work (which is kept under another name).
    pub force: bool,
    /// Which rows.
    pub selection: Selection,
    /// The pages of each document are handed on, too.
    pub pages: bool,
}

/// The document of one row, when its turn is over.
#[derive(Debug)]
pub(crate) struct Finished {
    /// The row's number, from 1.
    pub number: usize,
    /// The row, for messages: `khom.csv, dòng 5`.
    pub label: String,
    /// The name of its files, without extension; empty where the row gives none.
    pub name: String,
    /// Whether its files were made, left alone, or could not be.
    pub built: Built,
}

impl<'a> Run<'a> {
    /// Reads the content file and goes through the rows once for the names of the outputs; also
    /// gives warnings about the table.
    ///
    /// # Errors
    /// The content file or the table is no good, or two rows give the same name: nothing must be
    /// written then.
    pub(crate) fn prepare(
        batch: &'a Batch,
        resources: &'a Resources,
        choices: Choices,
    ) -> Result<(Self, Vec<Diagnostic>)> {
        let draft = draft(batch, resources)?;
        let mut rows = batch.rows.open()?;
        let used = Used::of(batch, &draft, resources);
        let mut warnings = used.unused(batch, rows.columns());
        let mut names = names::Names::default();
        let (mut total, mut last) = (0, 0);
        each_name(batch, resources, &used, &mut rows, &mut |number, name| {
            last = number;
            total += usize::from(choices.selection.includes(number));
            // A row without a good name tells of it when its turn comes.
            name.iter().for_each(|name| names.add(name));
            Ok(())
        })?;
        if let Some(mut twice) = names.twice() {
            let mut again = batch.rows.open()?;
            each_name(batch, resources, &used, &mut again, &mut |number, name| {
                name.map_or(Ok(()), |name| twice.look_for(batch, &name, number))
            })?;
        }
        warnings.extend(rows.warnings());
        if total == 0 {
            warnings.push(none_to_make(batch, &choices.selection, last > 0)?);
        } else {
            warnings.extend(beyond(&choices.selection, last));
        }
        let run = Self {
            batch,
            draft,
            used,
            resources,
            choices,
            total,
        };
        Ok((run, warnings))
    }

    /// The content file and its profiles.
    pub(crate) fn files(&self) -> impl Iterator<Item = PathBuf> {
        self.draft.paths().map(Path::to_owned)
    }

    /// How many rows are to be made.
    pub(crate) fn total(&self) -> usize {
        self.total
    }

    /// Makes the documents and hands on what became of each, in the order of the rows. Stops
    /// where the disk is full, and where `goes_on` says so: what is begun is ended and handed on.
    ///
    /// # Errors
    /// The table can no longer be read, or `each` gives up.
    pub(crate) fn execute(
        &self,
        folder: &Folder,
        goes_on: &(dyn Fn() -> bool + Sync),
        each: &mut dyn FnMut(Finished) -> Result<()>,
    ) -> Result<()> {
        let mut rows = self.batch.rows.open()?;
        let selection = &self.choices.selection;
        let mut selected = rows
            .by_ref()
            .take_while(|row| goes_on() && !selection.is_past(row.number))
            .filter(|row| selection.includes(row.number));
        let write = |(made, sending): (Pending, Sending)| sending.send(made.write(Ok(folder)));
        writers::with(write, |writers| {
            // While these are written, the next are made.
            let mut being_written = Vec::new();
            in_chunks(&mut selected, &mut |chunk| {
                let next = chunk.into_par_iter();
                let next = next.filter(|_| goes_on());
                let next = next.map(|row| self.document(row, folder, &writers));
                receive(std::mem::replace(&mut being_written, next.collect()), each)
            })?;
            receive(being_written, each)
        })
    }

    /// Makes the document of a row and has it written; it comes out when that is done.
    fn document(
        &self,
        row: Row,
        folder: &Folder,
        writers: &Writers<(Pending, Sending)>,
    ) -> Receiver<Finished> {
        let (to, receiver) = mpsc::channel();
        let mut sending = Sending {
            number: row.number,
            label: row.label.clone(),
            name: String::new(),
            to,
        };
        let named = row_of(self.batch, &self.used, row).and_then(|row| {
            let name = names::name(self.batch, self.resources, &row)?;
            Ok((row, name))
        });
        match named {
            Err(failed) => sending.send(Built::failed(failed)),
            Ok((row, name)) => {
                let prepared = self.job(row, &name).prepare(Some(folder));
                sending.name = name;
                match prepared {
                    Prepared::Done(built) => sending.send(built),
                    Prepared::Pending(pending) => writers.hand((pending, sending)),
                }
            }
        }
        receiver
    }

    fn job<'j>(&'j self, row: content::Row, name: &'j str) -> Job<'j> {
        let Choices {
            options,
            force,
            selection: _,
            pages,
        } = self.choices;
        Job {
            draft: &self.draft,
            row: Some(row),
            name,
            resources: self.resources,
            options,
            force,
            anew: false,
            pages,
            keep: false,
        }
    }
}

/// A row by what is known of its document: the fingerprint that its DOCX tells, its number, or the name of its file.
pub(crate) struct Sought<'s> {
    pub(crate) fingerprint: Option<&'s str>,
    pub(crate) number: Option<usize>,
    /// Without extension; a person may have added to it.
    pub(crate) name: &'s str,
}

/// A row that was found.
pub(crate) struct Known {
    pub(crate) row: content::Row,
    /// The row, for messages: `khom.csv, dòng 5`.
    pub(crate) label: String,
    /// The name of its files, without extension.
    pub(crate) name: String,
}

/// Finds a row of a batch: by its number where one is given, else by the fingerprint, else by the longest name that the
/// file's name begins with.
///
/// # Errors
/// The content file or the table is no good.
pub(crate) fn row(
    batch: &Batch,
    resources: &Resources,
    sought: &Sought<'_>,
) -> Result<Option<Known>> {
    let draft = draft(batch, resources)?;
    let used = Used::of(batch, &draft, resources);
    let mut rows = batch.rows.open()?;
    let mut best: Option<Known> = None;
    for row in rows.by_ref() {
        let (number, label) = (row.number, row.label.clone());
        if sought.number.is_some_and(|wanted| wanted != number) {
            continue;
        }
        let known = row_of(batch, &used, row).and_then(|row| {
            let name = names::name(batch, resources, &row)?;
            Ok(Known { row, label, name })
        });
        let known = match (known, sought.number) {
            (Ok(known), _) => known,
            (Err(failed), Some(_)) => return Err(failed),
            (Err(_), None) => continue,
        };
        if sought.number.is_some() {
            return Ok(Some(known));
        }
        if sought.fingerprint.is_some() {
            let line =
                |text: &content::Text, row: &content::Row| resources.templates.line(text, row);
            let content = draft.content_of_row(known.row.clone(), &line);
            let print = content
                .ok()
                .map(|loaded| loaded.content.fingerprint.to_string());
            if print.as_deref() == sought.fingerprint {
                return Ok(Some(known));
            }
        }
        let longest = best.as_ref().map_or(0, |best| best.name.len());
        if sought.name.starts_with(&known.name) && known.name.len() > longest {
            best = Some(known);
        }
    }
    Ok(best)
}

/// A document before it is known what became of it, and where that is told.
struct Sending {
    number: usize,
    label: String,
    name: String,
    to: Sender<Finished>,
}

impl Sending {
    fn send(self, built: Built) {
        let Self {
            number,
            label,
            name,
            to,
        } = self;
        // Nobody waits for it where the run was given up.
        let _ = to.send(Finished {
            number,
            label,
            name,
            built,
        });
    }
}

/// Hands on what became of some rows, in their order.
fn receive(
    documents: Vec<Receiver<Finished>>,
    each: &mut dyn FnMut(Finished) -> Result<()>,
) -> Result<()> {
    let mut documents = documents.into_iter().flatten();
    documents.try_for_each(each)
}

/// The content file of a batch and what it names.
fn draft(batch: &Batch, resources: &Resources) -> Result<Draft> {
    let path = &batch.content;
    let kinds = resources.kinds()?;
    let bytes = batch
        .bytes(path)
        .map_err(|error| content::unreadable(&path.to_string_lossy(), &error).into());
    let draft = bytes
        .and_then(|bytes| Draft::from_sources(path, bytes, &mut |path| batch.bytes(path), kinds));
    draft.map_err(|Diagnostics(mut all)| {
        if read::is_batch(path, batch.bytes(path)) {
            return not_content(batch);
        }
        for diagnostic in all.iter_mut().filter(|d| d.place.is_none()) {
            diagnostic.place = Some(batch.content_place.clone());
        }
        Diagnostics(all)
    })
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

/// Rows are chosen that the table has not.
fn beyond(selection: &Selection, last: usize) -> Option<Diagnostic> {
    let ranges = selection.rows.iter().flatten();
    let missing = ranges.filter(|range| *range.end() > last);
    let names: Vec<String> = missing
        .map(|range| match (*range.start()).max(last + 1) {
            first if first == *range.end() => first.to_string(),
            first => format!("{first}-{}", range.end()),
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let message = format!(
        "--rows chọn cả hàng {}, mà bảng chỉ có {last} hàng",
        names.join(", ")
    );
    let warning = Diagnostic::warning("khong-co-hang", message);
    Some(warning.help("hàng đầu là hàng 1, không kể dòng tên cột và dòng trống"))
}

/// The values of a row under the batch's name for them.
fn row_of(batch: &Batch, used: &Used, row: Row) -> Result<content::Row> {
    let number = row.number;
    let figures: Figures = row.checked(|column| used.has(column))?;
    Ok(content::Row {
        name: batch.row_name.clone(),
        number,
        figures,
    })
}

/// Goes through rows and the names of their outputs; none where a row gives no good one.
fn each_name(
    batch: &Batch,
    resources: &Resources,
    used: &Used,
    rows: &mut dyn Iterator<Item = Row>,
    each: &mut dyn FnMut(usize, Option<String>) -> Result<()>,
) -> Result<()> {
    let name = |row: Row| {
        let number = row.number;
        let named = row_of(batch, used, row).and_then(|row| names::name(batch, resources, &row));
        (number, named.ok())
    };
    in_chunks(rows, &mut |chunk| {
        let named: Vec<_> = chunk.into_par_iter().map(name).collect();
        named
            .into_iter()
            .try_for_each(|(number, name)| each(number, name))
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
