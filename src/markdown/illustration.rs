//! Pictures and charts: `![mô tả](anh/so-do.png "Hình 1. Sơ đồ")` on a line of its own.
//!
//! Markdown knows such a line as part of a paragraph, and its paths as addresses, without the blanks and
//! marks that names of files have. So it is read here, and the parser is given a rule (`***`) in its
//! place, of the same length, which ends whatever stands above it; [`super::build`] knows it again by its
//! offset.

use super::pasted::STAR;
use super::report::Report;
use super::tree::{Illustration, Line, Piece, Style, visible};
use super::{checks, hidden::unhidden};
use crate::diagnostic::Diagnostic;
use crate::document::{Subject, Width};
use std::{borrow::Cow, collections::BTreeMap, fmt, ops::Range};

const START: &str = "![";
const MIDDLE: &str = "](";
const CHART: &str = "bieu-do:";
const WIDTH: &str = "rong";

/// The things that a document may show; by it they are looked at where the text names them.
pub(crate) trait Shelf: fmt::Debug {
    /// Why a thing cannot be shown; none where it can. The message still wants its place.
    fn refusal(&self, subject: &Subject) -> Option<Diagnostic>;
}

/// The parts of a line that shows something, as ranges of the line.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    description: Range<usize>,
    target: Range<usize>,
    caption: Option<Range<usize>>,
    /// The text between `{` and `}`.
    options: Option<Range<usize>>,
}

/// The path of the picture that a line of a text shows, before expressions are expanded; none where it
/// shows none, or where only an expression tells which.
pub(crate) fn picture_path(line: &str) -> Option<&str> {
    let parts = parts(line)?;
    let target = &line[parts.target];
    let is_plain = !target.starts_with(CHART) && !target.contains("{{");
    is_plain.then_some(target)
}

/// Takes a line apart; none where it shows nothing or something beside.
fn parts(line: &str) -> Option<Parts> {
    let lead = line.len() - line.trim_start().len();
    let whole = line.trim_end();
    let inside = whole.get(lead..)?.strip_prefix(START)?;
    let from = lead + START.len();
    let middle = from + inside.find(MIDDLE)?;
    let (end, options) = match whole.strip_suffix('}') {
        // The brackets of expressions come in pairs.
        Some(before) if !before.ends_with('}') => {
            let open = before.rfind('{')?;
            (whole[..open].trim_end().len(), Some(open + 1..before.len()))
        }
        _ => (whole.len(), None),
    };
    let start = middle + MIDDLE.len();
    let inner = whole.get(start..end)?.strip_suffix(')')?;
    let (target, caption) = match caption(inner) {
        Some(caption) => (
            &inner[..caption.start - quote(inner, caption.start)],
            Some(caption),
        ),
        None => (inner, None),
    };
    let skipped = target.len() - target.trim_start().len();
    let target = target.trim();
    let bare = target.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    let at = start + skipped + usize::from(bare.is_some());
    let target = at..at + bare.unwrap_or(target).len();
    Some(Parts {
        description: from..middle,
        target,
        caption: caption.map(|range| start + range.start..start + range.end),
        options,
    })
}

/// The bytes of the quotation mark before an offset.
fn quote(text: &str, at: usize) -> usize {
    text[..at].chars().next_back().map_or(0, char::len_utf8)
}

/// The text in quotation marks at the end, straight or as Word makes them.
fn caption(inner: &str) -> Option<Range<usize>> {
    let inner = inner.trim_end();
    let end = inner.strip_suffix(['"', '”', '“'])?.len();
    let mut opens = inner[..end].match_indices(['"', '“', '”']);
    let apart = |at: usize| at == 0 || inner[..at].ends_with(char::is_whitespace);
    let (at, mark) = opens.find(|(at, _)| apart(*at))?;
    Some(at + mark.len()..end)
}

/// The illustrations that were found, by the offset where their lines begin.
pub(super) type Found = BTreeMap<usize, Illustration>;

/// Finds the lines, and gives the text with rules in their place.
pub(super) fn find<'t>(
    text: Cow<'t, str>,
    shelf: Option<&dyn Shelf>,
    report: &mut Report<'_>,
) -> (Found, Cow<'t, str>) {
    let mut found = Found::new();
    if !text.contains(START) {
        return (found, text);
    }
    let mut replaced = String::with_capacity(text.len());
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        match parts(line) {
            Some(parts) => {
                let lead = line.len() - line.trim_start().len();
                let made = read(line, start, &parts, shelf, report);
                found.insert(start + lead, made);
                replaced.push_str(&line[..lead]);
                replaced.push_str("***");
                replaced.extend(line.bytes().skip(lead + 3).map(|_| ' '));
                replaced.push_str(&whole[line.len()..]);
            }
            None => replaced.push_str(whole),
        }
        start += whole.len();
    }
    (found, Cow::Owned(replaced))
}

/// Reads a line that begins at `start`.
fn read(
    line: &str,
    start: usize,
    parts: &Parts,
    shelf: Option<&dyn Shelf>,
    report: &mut Report<'_>,
) -> Illustration {
    let place = |range: &Range<usize>| start + range.start..start + range.end;
    let target = unhidden(&line[parts.target.clone()]).replace(STAR, "*");
    let subject = match target.strip_prefix(CHART) {
        Some(name) => Subject::Chart(name.trim().to_owned()),
        None => Subject::Picture(target),
    };
    if parts.target.is_empty() {
        report.error(start..start + line.len(), without_target());
    } else if let Some(refusal) = shelf.and_then(|shelf| shelf.refusal(&subject)) {
        report.error(place(&parts.target), refusal);
    }
    let description = words(place(&parts.description), report);
    let caption = parts.caption.as_ref();
    let caption = caption.map_or_else(Line::new, |range| words(place(range), report));
    let at = start..start + line.len();
    // A chart is told in words by its figures.
    if matches!(subject, Subject::Picture(_)) && !visible(&description) {
        match visible(&caption) {
            true => report.warning(at.clone(), without_description()),
            false => report.error(at.clone(), without_words()),
        }
    }
    let width = parts.options.as_ref().and_then(|range| {
        let width = width(&line[range.clone()]);
        if width.is_none() {
            report.error(place(range), wrong_width());
        }
        width
    });
    Illustration {
        subject,
        description,
        caption,
        width,
        at,
    }
}

/// The width in `rong=80%`.
fn width(options: &str) -> Option<Width> {
    let (name, value) = options.split_once('=')?;
    let value = value.trim().trim_matches(['"', '“', '”']);
    Width::read(value).filter(|_| name.trim() == WIDTH)
}

/// A part of a line as text, with its places.
fn words(range: Range<usize>, report: &mut Report<'_>) -> Line {
    let text = report.slice(range.clone());
    checks::characters(text, &range, report);
    let pieces = report.map().pieces(range.clone());
    let made = pieces.map(|(part, origin)| Piece::Text {
        text: text[part.start - range.start..part.end - range.start].replace(STAR, "*"),
        style: Style::default(),
        at: part,
        origin,
    });
    made.collect()
}

fn without_target() -> Diagnostic {
    Diagnostic::error("hinh-anh", "dòng hình này chưa ghi tệp ảnh hay tên biểu đồ").help(
        "ghi trong ngoặc tròn: ![mô tả hình](anh/so-do.png \"Hình 1. Sơ đồ\"), hoặc ![](bieu-do:ten-bieu-do \"Biểu đồ 1. …\")",
    )
}

fn without_description() -> Diagnostic {
    Diagnostic::warning(
        "hinh-khong-mo-ta",
        "hình chưa có lời mô tả, trình đọc màn hình sẽ đọc tên hình thay cho hình",
    )
    .help("viết trong ngoặc vuông hình cho thấy điều gì: ![Sơ đồ tổ chức gồm ba phòng](…)")
}

fn without_words() -> Diagnostic {
    Diagnostic::error("hinh-khong-mo-ta", "hình không có lời mô tả, cũng không có tên").help(
        "viết trong ngoặc vuông hình cho thấy điều gì, cho người không nhìn được: ![Sơ đồ tổ chức gồm ba phòng](…)",
    )
}

fn wrong_width() -> Diagnostic {
    Diagnostic::error("hinh-do-rong", "độ rộng của hình viết không đúng")
        .help("viết {rong=80%} (phần trăm bề rộng dòng chữ), hoặc {rong=12cm}, {rong=120mm}")
}

#[cfg(test)]
mod tests {
    use super::{parts, picture_path, width};

    fn read(line: &str) -> Option<[&str; 4]> {
        let parts = parts(line)?;
        let text = |range: Option<std::ops::Range<usize>>| range.map_or("-", |range| &line[range]);
        Some([
            &line[parts.description],
            &line[parts.target],
            text(parts.caption),
            text(parts.options),
        ])
    }

    #[test]
    fn a_line_is_taken_apart_as_clerks_write_it() {
        assert_eq!(read("![a](b.png)"), Some(["a", "b.png", "-", "-"]));
        let line = "  ![Sơ đồ [mới]]( anh/sơ đồ (1).png \"Hình 1. “Sơ đồ” (mới)\" ) {rong=80%} ";
        assert_eq!(
            read(line),
            Some([
                "Sơ đồ [mới]",
                "anh/sơ đồ (1).png",
                "Hình 1. “Sơ đồ” (mới)",
                "rong=80%"
            ])
        );
        assert_eq!(
            read("![](<a b.jpg> “Hình”)"),
            Some(["", "a b.jpg", "Hình", "-"])
        );
        let line = "![{{ x }}](a.png \"Hình {{ f(a=\"b\") }}\")";
        assert_eq!(
            read(line),
            Some(["{{ x }}", "a.png", "Hình {{ f(a=\"b\") }}", "-"])
        );
        for other in [
            "![a](b.png) chữ",
            "chữ ![a](b.png)",
            "![a]",
            "[a](b)",
            "![a](b",
            "![a] (b)",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn only_pictures_have_paths() {
        assert_eq!(picture_path("![a](b.png \"c\")"), Some("b.png"));
        assert_eq!(picture_path("![a](bieu-do:b)"), None);
        assert_eq!(picture_path("![a]({{ x }}.png)"), None);
    }

    #[test]
    fn nothing_but_a_width_may_follow() {
        assert!(width("rong=80%").is_some() && width(" rong = \"7,5cm\"").is_some());
        assert!(width("rong").is_none() && width("cao=5cm").is_none() && width("rong=5").is_none());
    }
}
