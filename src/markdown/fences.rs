//! Fences: `::: ngang`, `::: phai`, `::: giua` on a line of its own, and `:::` where they end;
//! `::: sang-trang` and `::: bang TÊN` (which places a table) alone.
//!
//! Markdown knows no such marks and would take them for text, or for a row of the table above. So
//! the parser is given rules (`***`) in their place, of the same length, which end whatever stands
//! above them; [`super::build`] knows them again by their offsets.

use super::report::Report;
use crate::{
    diagnostic::Diagnostic,
    document::{Manner, Orientation},
};
use std::{borrow::Cow, collections::BTreeMap, ops::Range};

const MARK: &str = ":::";
const TABLE: &str = "bang";
/// The words behind the mark.
const WORDS: [(&str, Word<'_>); 4] = [
    ("ngang", Word::Open(Kind::Landscape)),
    ("phai", Word::Open(Kind::Set(Manner::Right))),
    ("giua", Word::Open(Kind::Set(Manner::Centre))),
    ("sang-trang", Word::PageBreak),
];

/// The things that a fence does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fence {
    /// The pages are turned from here on.
    Turn(Orientation),
    /// Paragraphs are set so from here on; none: as lời văn is.
    Set(Option<Manner>),
    /// A page begins here.
    PageBreak,
    /// The table of this name stands here.
    Table(String),
}

/// The marks by their offsets.
pub(super) type Fences = BTreeMap<usize, Fence>;

#[derive(Debug, Clone, Copy)]
enum Word<'t> {
    Open(Kind),
    PageBreak,
    Table(&'t str),
    Close,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Landscape,
    Set(Manner),
}

/// A part that is still open.
struct Part {
    kind: Kind,
    at: Range<usize>,
    filled: bool,
}

/// Finds the marks, and gives the text with rules in their place.
pub(super) fn find<'t>(text: &'t str, report: &mut Report<'_>) -> (Fences, Cow<'t, str>) {
    let mut fences = Fences::new();
    if !text.contains(MARK) {
        return (fences, Cow::Borrowed(text));
    }
    let mut replaced = String::with_capacity(text.len());
    let mut open: Vec<Part> = Vec::new();
    let (mut start, mut slipped) = (0, false);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let at = start..start + line.len();
        start += whole.len();
        let Some(word) = line.trim_start().strip_prefix(MARK).map(str::trim) else {
            for part in &mut open {
                part.filled |= !line.is_empty();
            }
            replaced.push_str(whole);
            continue;
        };
        let rule = match mark(line, word, &open) {
            Ok(word) => {
                let (fence, ended) = step(word, at.clone(), &mut open);
                fences.insert(at.start, fence);
                if let Some(empty) = ended.filter(|part| !part.filled) {
                    report.error(empty.at, self::empty(empty.kind));
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
    if let Some(part) = open.pop().filter(|_| !slipped) {
        report.error(part.at, unclosed(part.kind));
    }
    (fences, Cow::Owned(replaced))
}

/// The effect of a mark, and the part that it ends.
fn step(word: Word<'_>, at: Range<usize>, open: &mut Vec<Part>) -> (Fence, Option<Part>) {
    match word {
        Word::PageBreak | Word::Table(_) => {
            open.iter_mut().for_each(|part| part.filled = true);
            let fence = match word {
                Word::Table(name) => Fence::Table(name.to_owned()),
                _ => Fence::PageBreak,
            };
            (fence, None)
        }
        Word::Open(kind) => {
            open.iter_mut().for_each(|part| part.filled = true);
            open.push(Part {
                kind,
                at,
                filled: false,
            });
            match kind {
                Kind::Landscape => (Fence::Turn(Orientation::Landscape), None),
                Kind::Set(manner) => (Fence::Set(Some(manner)), None),
            }
        }
        Word::Close => {
            let ended = open.pop();
            match ended.as_ref().map(|part| part.kind) {
                Some(Kind::Landscape) => (Fence::Turn(Orientation::Portrait), ended),
                Some(Kind::Set(_)) | None => (Fence::Set(None), ended),
            }
        }
    }
}

/// Reads a mark, where it may stand.
fn mark<'t>(line: &str, word: &'t str, open: &[Part]) -> Result<Word<'t>, Diagnostic> {
    let known = WORDS.iter().find(|(known, _)| *known == word);
    let kind = match known {
        Some((_, Word::Open(kind))) => *kind,
        _ => open.last().map_or(Kind::Landscape, |part| part.kind),
    };
    let code = code(kind);
    if !line.starts_with(MARK) {
        return Err(Diagnostic::error(code, "dấu ::: phải viết từ đầu dòng")
            .help("đưa dòng này ra sát lề trái của nội dung; phần ::: không nằm trong danh sách"));
    }
    let within = |kind: Kind| open.iter().any(|part| part.kind == kind);
    let is_set = open.iter().any(|part| part.kind != Kind::Landscape);
    if let Some(name) = word.strip_prefix(TABLE)
        && (name.is_empty() || name.starts_with(char::is_whitespace))
    {
        return match name.trim() {
            _ if is_set => Err(Diagnostic::error(
                "khoi-canh",
                "bảng nằm trong phần canh phải, canh giữa: ở đó chỉ có các dòng chữ",
            )
            .help("viết ::: ở chỗ các dòng ấy kết thúc, trước phần này")),
            "" => Err(
                Diagnostic::error("bang-la", "sau “::: bang” chưa có tên bảng")
                    .help("viết tên bảng đã khai ở mục “bang”, ví dụ ::: bang ho-ngheo"),
            ),
            name => Ok(Word::Table(name)),
        };
    }
    match (known.map(|(_, word)| *word), word) {
        (Some(Word::Open(Kind::Landscape)), _) if within(Kind::Landscape) => Err(Diagnostic::error(
            code,
            "::: ngang nằm trong một phần trang ngang khác",
        )
        .help("viết ::: ở chỗ phần trước kết thúc, hoặc bỏ dòng này")),
        (Some(Word::Open(_)), word) if is_set => Err(Diagnostic::error(
            "khoi-canh",
            format!("::: {word} nằm trong một phần canh phải hoặc canh giữa"),
        )
        .help("viết ::: ở chỗ phần trước kết thúc, hoặc bỏ dòng này")),
        (Some(Word::PageBreak), _) if is_set => Err(Diagnostic::error(
            "khoi-canh",
            "::: sang-trang nằm trong một phần canh phải hoặc canh giữa",
        )
        .help("viết ::: ở chỗ phần ấy kết thúc, rồi mới sang trang")),
        (Some(word), _) => Ok(word),
        (None, "") if !open.is_empty() => Ok(Word::Close),
        (None, "") => Err(Diagnostic::error(
            code,
            "dấu ::: kết thúc một phần trang ngang chưa mở",
        )
        .help("viết ::: ngang ở chỗ phần trang ngang bắt đầu, hoặc bỏ dòng này")),
        (None, other) => Err(Diagnostic::error(
            code,
            format!("sau dấu ::: không có kiểu trang “{other}”"),
        )
        .help("viết ::: ngang, ::: phai hoặc ::: giua để mở một phần, ::: để kết thúc, ::: sang-trang để sang trang; nếu ::: là chữ của văn bản thì viết \\:::")),
    }
}

/// The code of what is wrong with a part.
fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Landscape => "trang-ngang",
        Kind::Set(_) => "khoi-canh",
    }
}

fn unclosed(kind: Kind) -> Diagnostic {
    match kind {
        Kind::Landscape => Diagnostic::error("trang-ngang", "phần trang ngang chưa được kết thúc")
            .help("viết ::: trên một dòng riêng ở chỗ trở lại trang dọc"),
        Kind::Set(_) => {
            Diagnostic::error("khoi-canh", "phần canh phải, canh giữa chưa được kết thúc")
                .help("viết ::: trên một dòng riêng ở chỗ trở lại lời văn")
        }
    }
}

fn empty(kind: Kind) -> Diagnostic {
    match kind {
        Kind::Landscape => {
            Diagnostic::error("trang-ngang", "phần trang ngang không có nội dung nào")
                .help("viết nội dung giữa ::: ngang và :::, hoặc bỏ cả hai dòng")
        }
        Kind::Set(_) => {
            Diagnostic::error("khoi-canh", "phần canh phải, canh giữa không có dòng nào")
                .help("viết các dòng giữa hai dấu :::, hoặc bỏ cả hai dòng")
        }
    }
}
