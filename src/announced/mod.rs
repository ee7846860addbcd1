//! Appendices that no text announces, and announced ones that the document does not have (Phụ lục I,
//! III.1.a: trong văn bản phải có chỉ dẫn về Phụ lục).
//!
//! In: [`Document`]. Out: warnings, each kind once, at the first place. Nothing is changed. The words
//! are data: `templates/announced.yaml`. Where it cannot be told whose appendix a text speaks of, nothing
//! is said.

mod read;
#[cfg(test)]
mod tests;

use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Result, Source};
use crate::document::{BlockKind, Document, Origin};
use crate::wording::lines::{self, Line};
use read::{Mention, Speaks};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The words by which texts announce appendices: `announced.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcements {
    appendix: String,
    with: Vec<String>,
    links: Vec<String>,
    this: Vec<String>,
    things: Vec<String>,
    documents: Vec<String>,
}

impl DataFile for Announcements {
    const NAME: &'static str = "announced.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/announced.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

/// Tells of appendices that are missing, and of those that no text speaks of.
pub fn check(document: &Document, words: &Announcements) -> Vec<Diagnostic> {
    let parts = Parts::of(document, words);
    let mut said = Said::default();
    for line in lines::of_body(document) {
        said.line(&line, document, words, &parts);
    }
    let missing = said.missing(document, &parts);
    let unsaid = parts.unsaid(document, &said);
    missing.into_iter().chain(unsaid).collect()
}

/// The texts that go with a document.
#[derive(Default)]
struct Parts {
    appendices: Vec<Appendix>,
    /// Attached texts.
    attached: usize,
    /// The text itself has a table.
    has_table: bool,
}

struct Appendix {
    label: String,
    title: String,
    /// The number in its label; one alone has none.
    number: Option<u32>,
    /// Its label is not `Phụ lục`: `Mẫu số 01`.
    is_own: bool,
    origin: Option<Origin>,
}

impl Parts {
    fn of(document: &Document, words: &Announcements) -> Self {
        let mut parts = Self::default();
        for block in &document.blocks {
            match &block.kind {
                BlockKind::Appendix { label, title, .. } => {
                    let label = Line::new(label).text();
                    let title: Vec<String> =
                        title.iter().map(|line| Line::new(line).text()).collect();
                    let is_own = !label.to_lowercase().starts_with(&words.appendix);
                    let number = label.split_whitespace().last().and_then(read::number);
                    parts.appendices.push(Appendix {
                        number: number.filter(|_| !is_own),
                        is_own,
                        label: label.trim().to_owned(),
                        title: title.join(" "),
                        origin: block.origin,
                    });
                }
                BlockKind::Attached { .. } => parts.attached += 1,
                BlockKind::Table(_) => parts.has_table = true,
                _ => {}
            }
        }
        parts
    }

    fn is_empty(&self) -> bool {
        self.appendices.is_empty() && self.attached == 0
    }

    /// The warning about appendices that no text announces.
    fn unsaid(&self, document: &Document, said: &Said) -> Option<Diagnostic> {
        if said.of_all {
            return None;
        }
        let is_said = |one: &Appendix| match one.is_own {
            true => said.labels.contains(&one.label),
            false => said.numbers.contains(&one.number.unwrap_or(1)),
        };
        let unsaid = self.appendices.iter().filter(|one| !is_said(one));
        let unsaid: Vec<&Appendix> = unsaid.collect();
        let first = unsaid.first()?;
        let named = |one: &&Appendix| match one.title.trim() {
            "" => one.label.clone(),
            title => format!("{} “{title}”", one.label),
        };
        let all: Vec<String> = unsaid.iter().map(named).collect();
        let message = format!("lời văn không có chỉ dẫn về {}", all.join(", "));
        let help = format!(
            "nhắc tới phụ lục ở chỗ có liên quan, ví dụ “(chi tiết tại {} kèm theo)”",
            first.label
        );
        let warning = Diagnostic::warning("phu-luc-khong-nhac", message);
        Some(warning.at(document.place(first.origin)).help(help))
    }
}

/// The appendices that the texts announce.
#[derive(Default)]
struct Said {
    /// Appendices by their numbers.
    numbers: BTreeSet<u32>,
    /// Appendices by labels of their own.
    labels: BTreeSet<String>,
    /// Something is said of all of them.
    of_all: bool,
    /// The first that is announced and not there: its words, and where they stand.
    missing: Option<(String, Option<Origin>)>,
}

impl Said {
    fn line(&mut self, line: &Line<'_>, document: &Document, words: &Announcements, parts: &Parts) {
        let text = line.text();
        for one in parts.appendices.iter().filter(|one| one.is_own) {
            let found = !self.labels.contains(&one.label) && text.contains(&one.label);
            self.labels.extend(found.then(|| one.label.clone()));
        }
        for Mention { at, shown, speaks } in read::mentions(&text, words) {
            let is_missing = match &speaks {
                Speaks::Numbers { numbers, sure } => {
                    self.numbers.extend(numbers);
                    let there = |number: &u32| parts.has(*number);
                    let sure = *sure || !parts.appendices.is_empty();
                    sure && !numbers.iter().all(there)
                }
                Speaks::Something { sure, listed } => {
                    self.of_all = true;
                    let listed = *listed && !parts.has_table;
                    (*sure || listed) && parts.is_empty()
                }
            };
            if is_missing && self.missing.is_none() {
                self.missing = Some((shown, line.origin(at, &document.sources)));
            }
        }
    }

    fn missing(&self, document: &Document, parts: &Parts) -> Option<Diagnostic> {
        let (shown, origin) = self.missing.as_ref()?;
        let there = match (parts.appendices.len(), parts.attached) {
            (0, 0) => "văn bản không có phụ lục hay văn bản kèm theo nào".to_owned(),
            (0, _) => "văn bản không có phụ lục nào".to_owned(),
            (count, _) => format!("văn bản chỉ có {count} phụ lục"),
        };
        let message = format!("lời văn nhắc “{shown}” mà {there}");
        let help = "thêm phụ lục ở mục “phu_luc”, văn bản kèm theo ở mục “ban_hanh_kem_theo”, hoặc sửa lời văn; nếu gửi kèm bằng tệp khác thì bỏ qua lưu ý này";
        let warning = Diagnostic::warning("phu-luc-thieu", message);
        Some(warning.at(document.place(*origin)).help(help))
    }
}

impl Parts {
    /// Tells whether there is an appendix of a number; one alone may be called the first.
    fn has(&self, number: u32) -> bool {
        let numbered = self.appendices.iter().any(|one| one.number == Some(number));
        let is_alone = |one: &Appendix| !one.is_own && one.number.is_none();
        numbered || (number == 1 && self.appendices.iter().any(is_alone))
    }
}
