//! Slips that Markdown itself lets pass: it would print something other than what was meant.

use super::tree::{Body, Item, Line, List, Node, Piece, visible};
use super::{refusals, report::Report, table};
use crate::diagnostic::Diagnostic;
use crate::document::DEEPEST_LIST;
use std::ops::Range;

/// Characters that XML, and so DOCX, cannot hold.
pub(super) fn characters(text: &str, range: &Range<usize>, report: &mut Report<'_>) {
    let bad = |c: &char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    // Most texts have no byte that such a character begins with.
    let is_good =
        |b: u8| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..=0xbf | 0xc3..=0xee);
    if text.bytes().all(is_good) {
        return;
    }
    if let Some(c) = text.chars().find(bad) {
        report.error(range.clone(), refusals::control(c));
    }
}

/// Tells whether `text`, coming after `line`, leaves two stars side by side that mark no bold.
pub(super) fn loose_stars(line: &Line, text: &str, range: &Range<usize>) -> bool {
    if text.contains("**") {
        return true;
    }
    let touches = matches!(line.last(), Some(Piece::Text { text: before, at, .. })
        if at.end == range.start && before.ends_with('*'));
    touches && text.starts_with('*')
}

/// Reports stars that [`loose_stars`] found.
pub(super) fn report_stars(range: &Range<usize>, report: &mut Report<'_>) {
    let start = range.start.saturating_sub(usize::from(
        report.slice(range.start.saturating_sub(1)..range.start) == "*",
    ));
    report.error(
        start..range.end,
        Diagnostic::error("dau-sao", "dấu ** ở đây không thành chữ đậm, sẽ in ra nguyên dấu sao").help(
            "viết **chữ đậm** không có dấu cách sát bên trong, có dấu cách bên ngoài: **Về kinh tế:** Ước thu…; \
             nếu muốn in dấu sao thì viết \\*\\*",
        ),
    );
}

/// A paragraph when it closes.
pub(super) fn paragraph(line: &Line, at: &Range<usize>, report: &mut Report<'_>) {
    if !visible(line) {
        if !report.failed() {
            report.error(
                at.clone(),
                Diagnostic::error("doan-trong", "đoạn văn không có chữ nào")
                    .help("bỏ đoạn này; khoảng cách giữa các đoạn do chương trình tự đặt"),
            );
        }
        return;
    }
    breaks(line, report);
    hashes(line, report);
    table::check_lookalike(at, report);
}

/// A heading when it closes.
pub(super) fn heading(line: &Line, at: &Range<usize>, report: &mut Report<'_>) {
    if !report.slice(at.clone()).trim_start().starts_with('#') {
        report.error(at.clone(), refusals::underlined());
    } else if !visible(line) {
        report.error(
            at.clone(),
            Diagnostic::error("tieu-de-trong", "tiêu đề không có chữ nào")
                .help("viết chữ sau dấu #, hoặc bỏ dòng này"),
        );
    }
}

/// A break that stands at the edge or next to another makes an empty line.
fn breaks(line: &Line, report: &mut Report<'_>) {
    let mut start = 0;
    for (index, piece) in line.iter().enumerate() {
        let Piece::Break { at } = piece else { continue };
        let rest = &line[index + 1..];
        let next = rest
            .iter()
            .position(|piece| matches!(piece, Piece::Break { .. }))
            .unwrap_or(rest.len());
        if !visible(&line[start..index]) || !visible(&rest[..next]) {
            report.error(
                at.clone(),
                Diagnostic::error(
                    "xuong-dong-thua",
                    "xuống dòng ở đây làm thành một dòng trống",
                )
                .help("bỏ dấu \\ (hoặc hai dấu cách) ở cuối dòng này"),
            );
        }
        start = index + 1;
    }
}

/// `#Tiêu đề` without a space is no heading.
fn hashes(line: &Line, report: &mut Report<'_>) {
    let Some(Piece::Text {
        text, style, at, ..
    }) = line.first()
    else {
        return;
    };
    if text.starts_with('#') && !report.slice(0..at.start).ends_with('\\') {
        let alike = line.iter().map_while(|piece| match piece {
            Piece::Text { style: its, at, .. } if its == style => Some(at.end),
            _ => None,
        });
        let end = alike.last().unwrap_or(at.end);
        report.error(
            at.start..end,
            Diagnostic::error("thieu-dau-cach", "dòng bắt đầu bằng # nhưng không thành tiêu đề").help(
                "viết từ một đến sáu dấu #, rồi một dấu cách, rồi tiêu đề; nếu # là chữ của văn bản thì viết \\#",
            ),
        );
    }
}

/// Checks that need the whole body: depth and lead of list items, letters included.
pub(super) fn shape(body: &Body, report: &mut Report<'_>) {
    if report.failed() {
        return;
    }
    if body.nodes.is_empty() {
        report.error(
            0..0,
            Diagnostic::error("noi-dung-trong", "phần nội dung chưa có chữ nào")
                .help("viết nội dung vào khóa này"),
        );
    }
    nodes(&body.nodes, 0, report);
    for note in &body.notes {
        nodes(&note.nodes, 0, report);
    }
}

fn nodes(nodes: &[Node], depth: usize, report: &mut Report<'_>) {
    for node in nodes {
        if let Node::List(list) = node {
            self::list(list, depth + 1, report);
        }
    }
}

fn list(list: &List, depth: usize, report: &mut Report<'_>) {
    if depth > DEEPEST_LIST {
        report.error(list.at.clone(), refusals::deep());
        return;
    }
    for item in &list.items {
        lead(item, report);
        nodes(&item.nodes, depth, report);
    }
}

/// An item starts with text of its own.
fn lead(item: &Item, report: &mut Report<'_>) {
    let (what, help) = match item.nodes.first() {
        Some(Node::Paragraph { .. }) => return,
        Some(_) => (
            "mục danh sách chưa có lời dẫn trước danh sách con",
            "viết lời dẫn ngay sau dấu của mục này",
        ),
        None => (
            "mục danh sách không có chữ nào",
            "viết nội dung sau dấu của mục, hoặc bỏ dòng này",
        ),
    };
    report.error(
        item.at.clone(),
        Diagnostic::error("muc-trong", what).help(help),
    );
}
