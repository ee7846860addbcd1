//! What became of a batch, for people and for programs.

use super::Document;
use crate::diagnostic::{Diagnostic, Diagnostics, Rendering, render};
use crate::project::folder::Fate;
use crate::project::{File, Outcome};
use serde::{Deserialize, Serialize};

/// What became of a batch. Keys are those of the JSON that programs read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The version of vanban.
    pub phien_ban: String,
    /// Documents of which at least one file was made.
    pub da_lam: usize,
    /// Documents all of whose files are as they would be made.
    pub khong_doi: usize,
    /// Rows that gave no document.
    pub loi: usize,
    /// Pages of all documents.
    pub trang: usize,
    /// Time in milliseconds.
    pub thoi_gian_ms: u64,
    /// Row by row, in their order.
    pub van_ban: Vec<Line>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The row's number, from 1.
    pub hang: usize,
    /// Where the row stands: `khom.csv, dòng 5`.
    pub nguon: String,
    /// The name of its files, without extension.
    pub ten: String,
    /// What became of it.
    pub trang_thai: Status,
    /// Pages.
    pub trang: usize,
    /// The files that stand for it.
    pub tep: Vec<String>,
    /// Messages, as plain text.
    pub thong_bao: Vec<String>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At least one file was made.
    DaLam,
    /// All files are as they would be made.
    KhongDoi,
    /// The row or its text is no good.
    Loi,
    /// The files could not be written.
    KhongGhiDuoc,
}

impl Report {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            phien_ban: env!("CARGO_PKG_VERSION").to_owned(),
            ..Self::default()
        }
    }

    /// Counts a row; its line is held only if the report is read by a program.
    pub fn add(&mut self, document: &Document, hold: bool) {
        let line = Line::of(document);
        self.count(&line);
        if hold {
            self.van_ban.push(line);
        }
    }

    /// The report of a whole run out of those of its shares, in any order. Of rows that stand in
    /// several, the last counts.
    pub fn merged(all: impl IntoIterator<Item = Self>) -> Self {
        let mut merged = Self::new();
        let mut lines = std::collections::BTreeMap::new();
        for report in all {
            merged.thoi_gian_ms += report.thoi_gian_ms;
            lines.extend(report.van_ban.into_iter().map(|line| (line.hang, line)));
        }
        for line in lines.into_values() {
            merged.count(&line);
            merged.van_ban.push(line);
        }
        merged
    }

    /// Rows in all.
    pub fn total(&self) -> usize {
        self.da_lam + self.khong_doi + self.loi
    }

    fn count(&mut self, line: &Line) {
        let counted = match line.trang_thai {
            Status::DaLam => &mut self.da_lam,
            Status::KhongDoi => &mut self.khong_doi,
            Status::Loi | Status::KhongGhiDuoc => &mut self.loi,
        };
        *counted += 1;
        self.trang += line.trang;
    }
}

impl Line {
    fn of(document: &Document) -> Self {
        let plain = |diagnostics: &[Diagnostic]| -> Vec<String> {
            let one = |d: &Diagnostic| render(std::slice::from_ref(d), Rendering::Plain);
            diagnostics.iter().map(one).collect()
        };
        let mut messages = plain(&document.built.warnings);
        let names = |kept: &[(String, bool)]| -> Vec<String> {
            kept.iter().map(|(name, _)| name.clone()).collect()
        };
        let (status, pages, files) = match &document.built.outcome {
            Outcome::Made { pages, files, kept } => {
                let made = files.iter().map(|File { name, fate, .. }| match fate {
                    Fate::Beside(new) => new.clone(),
                    _ => name.clone(),
                });
                let mut all: Vec<String> = made.chain(names(kept)).collect();
                all.sort();
                (Status::DaLam, *pages, all)
            }
            Outcome::Unchanged { pages, kept } => (Status::KhongDoi, *pages, names(kept)),
            Outcome::Failed(Diagnostics(all)) => {
                messages.extend(plain(all));
                (Status::Loi, 0, Vec::new())
            }
            Outcome::Unwritten(Diagnostics(all)) => {
                messages.extend(plain(all));
                (Status::KhongGhiDuoc, 0, Vec::new())
            }
        };
        Self {
            hang: document.number,
            nguon: document.label.clone(),
            ten: document.name.clone(),
            trang_thai: status,
            trang: pages,
            tep: files,
            thong_bao: messages,
        }
    }
}
