//! The report of a batch, for people and for programs.

use super::Finished;
use crate::diagnostic::{Diagnostic, Diagnostics, Rendering, render};
use crate::project::folder::Fate;
use crate::project::{File, Outcome};
use serde::{Deserialize, Serialize};

/// The report of a batch. The names for serde are the keys of the JSON that programs read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    /// The version of vanban.
    #[serde(rename = "phien_ban")]
    pub version: String,
    /// Documents of which at least one file was made.
    #[serde(rename = "da_lam")]
    pub made: usize,
    /// Documents all of whose files are as they would be made.
    #[serde(rename = "khong_doi")]
    pub unchanged: usize,
    /// Rows that gave no document.
    #[serde(rename = "loi")]
    pub failed: usize,
    /// Pages of all documents.
    #[serde(rename = "trang")]
    pub pages: usize,
    /// Time in milliseconds.
    #[serde(rename = "thoi_gian_ms")]
    pub milliseconds: u64,
    /// Row by row, in their order.
    #[serde(rename = "van_ban")]
    pub documents: Vec<Line>,
}

/// The line of one row in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    /// The row's number, from 1.
    #[serde(rename = "hang")]
    pub number: usize,
    /// Where the row stands: `khom.csv, dòng 5`.
    #[serde(rename = "nguon")]
    pub label: String,
    /// The name of its files, without extension.
    #[serde(rename = "ten")]
    pub name: String,
    /// How its document ended.
    #[serde(rename = "trang_thai")]
    pub status: Status,
    /// Pages.
    #[serde(rename = "trang")]
    pub pages: usize,
    /// The files that stand for it.
    #[serde(rename = "tep")]
    pub files: Vec<String>,
    /// Messages, as plain text.
    #[serde(rename = "thong_bao")]
    pub messages: Vec<String>,
    /// What `check` finds in the document.
    #[serde(rename = "soat", default)]
    pub findings: Vec<Finding>,
}

/// What `check` finds, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    /// The code of the rule.
    #[serde(rename = "ma")]
    pub code: String,
    /// `loi`, `luu_y`, `goi_y`.
    #[serde(rename = "muc")]
    pub level: String,
    /// The file, with line and column from 1; empty where it has no place.
    #[serde(rename = "cho")]
    pub place: String,
    /// The message.
    #[serde(rename = "noi_dung")]
    pub message: String,
}

impl Finding {
    fn of(diagnostic: &Diagnostic) -> Self {
        let place = diagnostic.place.as_ref().map(|place| {
            let (line, column) = place.source.line_column(place.range.start);
            format!("{}:{line}:{column}", place.source.name)
        });
        Self {
            code: diagnostic.code.to_owned(),
            level: diagnostic.severity.name().to_owned(),
            place: place.unwrap_or_default(),
            message: diagnostic.message.clone(),
        }
    }
}

/// How the document of a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    /// At least one file was made.
    #[serde(rename = "da_lam")]
    Made,
    /// All files are as they would be made.
    #[serde(rename = "khong_doi")]
    Unchanged,
    /// The row or its text is no good.
    #[serde(rename = "loi")]
    Failed,
    /// The files could not be written.
    #[serde(rename = "khong_ghi_duoc")]
    Unwritten,
}

impl Report {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Self::default()
        }
    }

    /// Counts a row; its line is held only if the report is read by a program.
    pub(crate) fn add(&mut self, document: &Finished, hold: bool) {
        let line = Line::of(document);
        self.count(&line);
        if hold {
            self.documents.push(line);
        }
    }

    /// The report of a whole run out of those of its shares, in any order. Of rows that stand in
    /// several, the last counts.
    pub(crate) fn merged(all: impl IntoIterator<Item = Self>) -> Self {
        let mut merged = Self::new();
        let mut lines = std::collections::BTreeMap::new();
        for report in all {
            merged.milliseconds += report.milliseconds;
            lines.extend(report.documents.into_iter().map(|line| (line.number, line)));
        }
        for line in lines.into_values() {
            merged.count(&line);
            merged.documents.push(line);
        }
        merged
    }

    /// Rows in all.
    pub(crate) fn total(&self) -> usize {
        self.made + self.unchanged + self.failed
    }

    /// The counts in a line of words.
    pub(crate) fn words(&self) -> String {
        let seconds = self.milliseconds as f64 / 1000.0;
        let seconds = format!("{seconds:.2}").replace('.', ",");
        format!(
            "Xong {} văn bản: {} đã làm, {} không đổi, {} lỗi; {} trang; {seconds} giây",
            self.total(),
            self.made,
            self.unchanged,
            self.failed,
            self.pages
        )
    }

    /// The report for programs, on lines of its own.
    pub(crate) fn json(&self) -> String {
        // Numbers and texts: nothing in it that JSON cannot hold.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    fn count(&mut self, line: &Line) {
        let counted = match line.status {
            Status::Made => &mut self.made,
            Status::Unchanged => &mut self.unchanged,
            Status::Failed | Status::Unwritten => &mut self.failed,
        };
        *counted += 1;
        self.pages += line.pages;
    }
}

impl Line {
    fn of(document: &Finished) -> Self {
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
                    Fate::Beside(new) | Fate::Held(new) => new.clone(),
                    _ => name.clone(),
                });
                let mut all: Vec<String> = made.chain(names(kept)).collect();
                all.sort();
                (Status::Made, *pages, all)
            }
            Outcome::Unchanged { pages, kept } => (Status::Unchanged, *pages, names(kept)),
            Outcome::Failed(Diagnostics(all)) => {
                messages.extend(plain(all));
                (Status::Failed, 0, Vec::new())
            }
            Outcome::Unwritten(Diagnostics(all)) => {
                messages.extend(plain(all));
                (Status::Unwritten, 0, Vec::new())
            }
        };
        Self {
            number: document.number,
            label: document.label.clone(),
            name: document.name.clone(),
            status,
            pages,
            files,
            messages,
            findings: document.built.findings.iter().map(Finding::of).collect(),
        }
    }
}
