//! Footnotes: every mark has one text, every text one mark.

use super::report::Report;
use super::tree::{Body, Note};
use crate::diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;

/// A mark within the text of a footnote.
pub(super) fn nested() -> Diagnostic {
    Diagnostic::error(
        "chu-thich-long",
        "trong chú thích không đặt chú thích khác được",
    )
    .help("đưa nội dung ấy vào cùng một chú thích")
}

/// Labels are compared as Markdown does: without regard to case.
pub(super) fn key(label: &str) -> String {
    label.to_lowercase()
}

/// Reports marks and texts that do not match one to one.
pub(super) fn check(body: &Body, report: &mut Report<'_>) {
    definitions(body, report);
    let mut used = BTreeMap::new();
    for (label, at) in &body.marks {
        if let Some(first) = used.insert(key(label), at.clone()) {
            let first: Place = report.place(first);
            report.error(
                at.clone(),
                Diagnostic::error("chu-thich-lap", format!("chú thích [^{label}] được dùng hai lần"))
                    .related(first, "đã dùng ở đây")
                    .help("mỗi chú thích chỉ có một chỗ đánh dấu: đặt số khác và viết thêm nội dung cho số ấy"),
            );
        }
    }
    if !report.failed() {
        for note in &body.notes {
            if !used.contains_key(&key(&note.label)) {
                report.error(note.at.clone(), unused(&note.label));
            }
        }
    }
    if !report.failed() {
        dangling(body, report);
    }
}

fn unused(label: &str) -> Diagnostic {
    Diagnostic::error(
        "chu-thich-thua",
        format!("chú thích [^{label}] có nội dung nhưng không được đánh dấu ở đâu"),
    )
    .help(format!(
        "viết [^{label}] vào chỗ cần chú thích, hoặc bỏ nội dung này"
    ))
}

fn definitions(body: &Body, report: &mut Report<'_>) {
    let mut seen: BTreeMap<String, &Note> = BTreeMap::new();
    for note in &body.notes {
        let label = &note.label;
        if note.nodes.is_empty() && !report.failed() {
            report.error(
                note.at.clone(),
                Diagnostic::error(
                    "chu-thich-trong",
                    format!("chú thích [^{label}] không có chữ nào"),
                )
                .help(format!("viết nội dung sau [^{label}]:")),
            );
        }
        if let Some(first) = seen.insert(key(label), note) {
            let first = report.place(first.at.clone());
            report.error(
                note.at.clone(),
                Diagnostic::error(
                    "chu-thich-lap",
                    format!("chú thích [^{label}] có hai nội dung"),
                )
                .related(first, "nội dung thứ nhất ở đây")
                .help("đặt số khác cho một trong hai"),
            );
        }
    }
}

/// `[^x]` that Markdown left as plain text because no text belongs to it.
fn dangling(body: &Body, report: &mut Report<'_>) {
    let mut known: Vec<usize> = body.marks.iter().map(|(_, at)| at.start).collect();
    known.extend(body.notes.iter().map(|note| {
        let indent = report.slice(note.at.clone());
        note.at.start + indent.len() - indent.trim_start().len()
    }));
    known.sort_unstable();
    let text = report.text;
    for (start, _) in text.match_indices("[^") {
        let Some(label) = label(&text[start + 2..]) else {
            continue;
        };
        if known.binary_search(&start).is_err() && !escaped(text, start) {
            let end = start + label.len() + 3;
            let error = if text[end..].starts_with(':') {
                Diagnostic::error(
                    "chu-thich-sai-cho",
                    format!("nội dung của chú thích [^{label}] không nhận ra được"),
                )
                .help("viết [^…]: từ đầu một dòng, sau một dòng trống")
            } else {
                Diagnostic::error("chu-thich-thieu", format!("chú thích [^{label}] không có nội dung"))
                    .help(format!(
                        "thêm một đoạn bắt đầu bằng [^{label}]: ở đầu dòng; nếu [^{label}] là chữ của văn bản thì viết \\[^{label}]"
                    ))
            };
            report.error(start..end, error);
        }
    }
}

/// The label up to `]`: not empty, without white space and brackets.
fn label(rest: &str) -> Option<&str> {
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'))?;
    (end > 0 && rest[end..].starts_with(']')).then(|| &rest[..end])
}

fn escaped(text: &str, at: usize) -> bool {
    let slashes = text[..at].bytes().rev().take_while(|b| *b == b'\\').count();
    slashes % 2 == 1
}
