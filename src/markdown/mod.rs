//! Markdown of the body to layout markup.
//!
//! In: the text of `noi_dung` (or `mo_dau`, `ket_thuc`) with its tera expressions expanded, and
//! the map back to the YAML. Out: elements of `docs/markup.md`, every text in `<t at="…">`.
//! What a document of this kind has no place for (HTML, code, links …) is refused by
//! name and place. Nothing is recognised here that would change a letter of the text.
//!
//! The way: `pasted` (signs that Word has for Markdown's) → `fences` (turned pages, lines set to the right, page breaks, tables of `bang`) →
//! `illustration` (pictures and charts) → `heads` (tables in the parser's order) → `build` (events to a small tree, refusals; with `signs` and
//! `quotes`) → `notes` (marks and their texts) → `letters` (điểm) → `captions` (lines above tables, their numbers) → `joined` (lines that were
//! meant as paragraphs) → `unmarked` (headings written as text) → `headings` (forms, labels and titles) → `counted` (their numbers,
//! where the author writes `#`) → `write` (XML).

pub(crate) mod blocks;
mod build;
mod captions;
mod checks;
mod counted;
mod fences;
mod headings;
mod heads;
mod hidden;
mod illustration;
mod joined;
mod letters;
mod notes;
mod numerals;
mod ordered;
mod pasted;
mod quotes;
pub(crate) mod references;
mod refusals;
mod report;
mod signs;
mod table;
mod tree;
mod unmarked;
mod write;

#[cfg(test)]
pub(crate) mod tests;

use crate::diagnostic::{Diagnostic, Result};
use crate::document::TextMap;
use crate::rows::RowWords;
use crate::tables::{Placing, TableWords};
use report::Report;

pub(crate) use headings::Headings;
pub(crate) use hidden::{BREAK, hidden};
pub(crate) use illustration::{Shelf, picture_path};
pub(crate) use pasted::Signs;

/// Markdown as layout markup.
#[derive(Debug)]
pub(crate) struct BodyMarkup {
    /// The markup.
    pub markup: String,
    /// Messages about things that were taken otherwise than they may have been meant.
    pub warnings: Vec<Diagnostic>,
}

/// The words and signs that Markdown is read by; they are data.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// How headings are told from their texts.
    pub(crate) headings: &'a Headings,
    /// Signs of lists as Word has them.
    pub(crate) signs: &'a Signs,
    /// Words above tables.
    pub(crate) tables: &'a TableWords,
    /// Words of rows that are no data.
    pub(crate) rows: &'a RowWords,
    /// The tables of the document, once they are worked out.
    pub(crate) placing: Option<&'a Placing<'a>>,
    /// The pictures and charts that the text may show; none: they are not looked at.
    pub(crate) shelf: Option<&'a dyn Shelf>,
}

/// Markdown of the body to layout markup. With `by_line` each line is a paragraph, as in text that
/// was copied from Word.
///
/// # Errors
/// Every construct that has no place in the body, up to a score of them, in the order of the text.
pub(crate) fn markdown_to_markup(
    text: &str,
    map: &TextMap,
    by_line: bool,
    known: Known<'_>,
) -> Result<BodyMarkup> {
    let pasted = pasted::read(text, map, by_line, known.signs);
    let (text, map) = (pasted.text.as_str(), &pasted.map);
    let mut report = Report::new(text, map);
    if text.trim().is_empty() {
        report.error(
            0..0,
            Diagnostic::error("noi-dung-trong", "phần nội dung chưa có chữ nào")
                .help("viết nội dung vào khóa này, hoặc bỏ khóa nếu khóa không bắt buộc"),
        );
        return Err(report.into_errors());
    }
    let mut body = build::build(text, known, &mut report);
    notes::check(&body, &mut report);
    body.nodes = letters::gather(
        std::mem::take(&mut body.nodes),
        &known.headings.letters,
        &mut report,
    );
    checks::shape(&body, &mut report);
    body.nodes = captions::gather(std::mem::take(&mut body.nodes), known, &mut report);
    if report.failed() {
        return Err(report.into_errors());
    }
    pasted.tell(&mut report);
    joined::check(&body, known, &mut report);
    let nodes = unmarked::recognise(body.nodes, known, &mut report);
    let mut blocks = headings::outline(nodes, known.headings);
    counted::count(&mut blocks, known.headings, &mut report);
    Ok(BodyMarkup {
        markup: write::write(&blocks, &body.notes, text.len()),
        warnings: report.into_warnings(),
    })
}
