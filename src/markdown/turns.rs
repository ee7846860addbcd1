//! Marks on lines of their own: `::: ngang` turns the pages, `:::` turns them back, `::: bang TÊN`
//! places a table.
//!
//! Markdown knows no such marks and would take them for text, or for a row of the table above. So
//! the parser is given rules (`***`) in their place, of the same length, which end whatever stands
//! above them; [`super::build`] knows them again by their offsets.

use super::report::Report;
use crate::{diagnostic::Diagnostic, document::Orientation};
use std::{borrow::Cow, collections::BTreeMap, ops::Range};

const MARK: &str = ":::";
const LANDSCAPE: &str = "ngang";
const TABLE: &str = "bang";

/// What a mark says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// The pages are turned from here on.
    Turn(Orientation),
    /// The table of this name stands here.
    Table(String),
}

/// The marks by their offsets.
pub(super) type Turns = BTreeMap<usize, Mark>;

/// Finds the marks, and gives the text with rules in their place.
pub(super) fn find<'t>(text: &'t str, report: &mut Report<'_>) -> (Turns, Cow<'t, str>) {
    let mut turns = Turns::new();
    if !text.contains(MARK) {
        return (turns, Cow::Borrowed(text));
    }
    let mut replaced = String::with_capacity(text.len());
    let mut open: Option<Part> = None;
    let (mut start, mut slipped) = (0, false);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let at = start..start + line.len();
        start += whole.len();
        let Some(word) = line.trim_start().strip_prefix(MARK).map(str::trim) else {
            if let Some(part) = &mut open {
                part.filled |= !line.is_empty();
            }
            replaced.push_str(whole);
            continue;
        };
        let rule = match mark(line, word, open.as_ref()) {
            Ok(mark @ Mark::Table(_)) => {
                turns.insert(at.start, mark);
                if let Some(part) = &mut open {
                    part.filled = true;
                }
                "***"
            }
            Ok(Mark::Turn(orientation)) => {
                turns.insert(at.start, Mark::Turn(orientation));
                let ended = match orientation {
                    Orientation::Landscape => open.replace(Part { at, filled: false }),
                    Orientation::Portrait => open.take(),
                };
                if let Some(empty) = ended.filter(|part| !part.filled) {
                    report.error(empty.at, self::empty());
                }
                "***"
            }
            Err(diagnostic) => {
                // One slip makes the marks after it wrong, too: the first is told.
                if !std::mem::replace(&mut slipped, true) {
                    report.error(at, diagnostic);
                }
                ""
            }
        };
        // Longer or shorter text would move every place after it.
        replaced.push_str(rule);
        replaced.extend(line.bytes().skip(rule.len()).map(|_| ' '));
        replaced.push_str(&whole[line.len()..]);
    }
    if let Some(part) = open.filter(|_| !slipped) {
        report.error(part.at, unclosed());
    }
    (turns, Cow::Owned(replaced))
}

/// A part that is still open.
struct Part {
    at: Range<usize>,
    filled: bool,
}

/// Reads a mark, where it may stand.
fn mark(line: &str, word: &str, open: Option<&Part>) -> Result<Mark, Diagnostic> {
    if !line.starts_with(MARK) {
        return Err(
            Diagnostic::error("trang-ngang", "dấu ::: phải viết từ đầu dòng")
                .help("đưa dòng này ra sát lề trái của nội dung; phần trang ngang không nằm trong danh sách"),
        );
    }
    if let Some(name) = word.strip_prefix(TABLE)
        && (name.is_empty() || name.starts_with(char::is_whitespace))
    {
        return match name.trim() {
            "" => Err(
                Diagnostic::error("bang-la", "sau “::: bang” chưa có tên bảng")
                    .help("viết tên bảng đã khai ở mục “bang”, ví dụ ::: bang ho-ngheo"),
            ),
            name => Ok(Mark::Table(name.to_owned())),
        };
    }
    match (word, open) {
        (LANDSCAPE, None) => Ok(Mark::Turn(Orientation::Landscape)),
        ("", Some(_)) => Ok(Mark::Turn(Orientation::Portrait)),
        (LANDSCAPE, Some(_)) => Err(Diagnostic::error(
            "trang-ngang",
            "::: ngang nằm trong một phần trang ngang khác",
        )
        .help("viết ::: ở chỗ phần trước kết thúc, hoặc bỏ dòng này")),
        ("", None) => Err(Diagnostic::error(
            "trang-ngang",
            "dấu ::: kết thúc một phần trang ngang chưa mở",
        )
        .help("viết ::: ngang ở chỗ phần trang ngang bắt đầu, hoặc bỏ dòng này")),
        (other, _) => Err(Diagnostic::error(
            "trang-ngang",
            format!("sau dấu ::: không có kiểu trang “{other}”"),
        )
        .help("viết ::: ngang để mở phần trang ngang, ::: để kết thúc; nếu ::: là chữ của văn bản thì viết \\:::")),
    }
}

fn unclosed() -> Diagnostic {
    Diagnostic::error("trang-ngang", "phần trang ngang chưa được kết thúc")
        .help("viết ::: trên một dòng riêng ở chỗ trở lại trang dọc")
}

fn empty() -> Diagnostic {
    Diagnostic::error("trang-ngang", "phần trang ngang không có nội dung nào")
        .help("viết nội dung giữa ::: ngang và :::, hoặc bỏ cả hai dòng")
}
