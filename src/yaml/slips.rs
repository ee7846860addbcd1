//! Slips of the hand for which a YAML parser blames a later line, or nothing at all.
//!
//! The lines of a file are read as its writer means them: `tên_mục: nội dung`, lists of dashes and
//! blocks under `|`. The first line that cannot be meant so is the one at fault. Only asked where
//! the parser gave up; what it takes for something else is `meant`'s.

use super::{names::Names, syntax};
use crate::diagnostic::{Diagnostic, Place, Source};
use std::{ops::Range, sync::Arc};

const CODE: &str = "cu-phap-yaml";

/// The first slip in the lines up to the one where the parser gave up.
pub(super) fn before(source: &Arc<Source>, names: &Names, offset: usize) -> Option<Diagnostic> {
    // JSON, and YAML written like it, has no lines in this sense.
    if source.text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut scan = Scan {
        source,
        names,
        block: None,
        skip: 0,
    };
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        if start > offset {
            break;
        }
        if start >= scan.skip
            && let Some(found) = scan.line(start, line.trim_end_matches(['\n', '\r']))
        {
            return Some(found);
        }
        start += line.len();
    }
    None
}

/// A block of text under `|` or `>`.
struct Block {
    key: String,
    /// Where the line of its key begins: the block's own lines stand further in.
    outer: usize,
    /// Where its first line begins.
    inner: Option<usize>,
    /// A line that begins with `#` and ends the block, if nothing else follows in it.
    comment: Option<Range<usize>>,
}

struct Scan<'s> {
    source: &'s Arc<Source>,
    names: &'s Names,
    block: Option<Block>,
    /// Lines before this offset belong to a value that was looked at.
    skip: usize,
}

impl Scan<'_> {
    fn line(&mut self, start: usize, line: &str) -> Option<Diagnostic> {
        let text = line.trim_start_matches(' ');
        if text.trim().is_empty() {
            return None;
        }
        let indent = line.len() - text.len();
        let whole = start + indent..start + line.trim_end().len();
        if let Some(block) = &mut self.block {
            let outer = block.outer;
            if indent > outer {
                return match (block.comment.take(), block.inner) {
                    (Some(comment), _) => Some(self.outdented(comment)),
                    (None, Some(inner)) if indent < inner => Some(self.outdented(whole)),
                    (None, _) => {
                        block.inner.get_or_insert(indent);
                        None
                    }
                };
            }
            if text.starts_with('#') {
                block.comment.get_or_insert(whole);
                return None;
            }
            if let Some(c) = text.chars().next().filter(|c| c.is_whitespace()) {
                return Some(odd_blank(self.source, whole.start, c, "ở đầu dòng"));
            }
            if let Some(found) = self.no_key(whole.start, text.trim_end()) {
                return Some(found);
            }
            let item = text.starts_with("- ") && indent < outer;
            if !item && Key::of(text).is_none() {
                return Some(self.outdented(whole));
            }
            self.block = None;
        }
        if text.starts_with('#') {
            return None;
        }
        if let Some(c) = text.chars().next().filter(|c| c.is_whitespace()) {
            return Some(odd_blank(self.source, whole.start, c, "ở đầu dòng"));
        }
        self.item(whole.start, text.trim_end(), indent)
    }

    /// A line without its indentation, or what follows a dash.
    fn item(&mut self, start: usize, text: &str, outer: usize) -> Option<Diagnostic> {
        if let Some(rest) = text.strip_prefix('-').filter(|rest| !rest.is_empty()) {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let inner = rest.trim_start_matches(' ');
            let at = start + 1 + blanks;
            let first = inner.chars().next()?;
            if first.is_whitespace() {
                return Some(odd_blank(self.source, at, first, "sau dấu “-”"));
            }
            if blanks > 0 {
                return match inner.starts_with('-') || Key::of(inner).is_some() {
                    true => self.item(at, inner, outer + 1 + blanks),
                    false => self.value("", at, inner, outer),
                };
            }
            return first
                .is_alphabetic()
                .then(|| joined_dash(self.source, start, inner));
        }
        let Some(key) = Key::of(text) else {
            return self.no_key(start, text);
        };
        let at = start + key.name.len();
        match key.separator {
            Separator::Good(blanks) => {
                let value = &text[key.name.len() + blanks..];
                match value.chars().next() {
                    Some(c) if c.is_whitespace() => {
                        Some(odd_blank(self.source, at + blanks, c, "sau dấu hai chấm"))
                    }
                    _ => self.value(key.name, at + blanks, value, outer),
                }
            }
            Separator::Bad(length, what) => Some(self.separator(&key, at..at + length, what)),
        }
    }

    /// A line that should begin with the name of an entry.
    fn no_key(&self, start: usize, text: &str) -> Option<Diagnostic> {
        let name = text.split([' ', '=', '|']).next().unwrap_or_default();
        let rest = text[name.len()..].trim_start();
        let lone = rest.is_empty() || rest.starts_with(['|', '=']);
        (lone && self.names.has(name)).then(|| {
            let message = format!("thiếu dấu hai chấm sau “{name}”");
            let place = Place::new(self.source, start..start + name.len());
            let error = Diagnostic::error(CODE, message)
                .at(place.clone())
                .help(format!("viết “{name}:”, một dấu cách, rồi đến nội dung"));
            match rest.starts_with('=') {
                true => error,
                false => error.fix("thêm dấu hai chấm", place, format!("{name}:")),
            }
        })
    }

    fn value(&mut self, key: &str, start: usize, value: &str, outer: usize) -> Option<Diagnostic> {
        let first = value.chars().next()?;
        let at = |from: usize| Place::new(self.source, start + from..start + value.len());
        match first {
            '#' => None,
            '|' | '>' => {
                let header = value.split(" #").next().unwrap_or(value).trim_end();
                if header[1..]
                    .chars()
                    .all(|c| matches!(c, '+' | '-' | '1'..='9'))
                {
                    self.block = Some(Block {
                        key: key.to_owned(),
                        outer,
                        inner: None,
                        comment: None,
                    });
                    return None;
                }
                let message = format!("sau dấu “{first}” không ghi gì thêm trên cùng một dòng");
                Some(Diagnostic::error(CODE, message).at(at(0)).help(format!(
                    "xuống dòng sau dấu “{first}”, thụt vào hai dấu cách rồi viết nội dung; nội dung chỉ có một dòng thì bỏ dấu “{first}”"
                )))
            }
            '{' if value.starts_with("{{") || value.starts_with("{%") => {
                Some(syntax::expression_needs_quotes(self.source, start))
            }
            '[' | '{' | '"' | '\'' => self.enclosed(start, first),
            '-' | '?' if value[1..].starts_with(' ') && !key.is_empty() => {
                let message = format!("nội dung của “{key}” bắt đầu bằng dấu “{first}”");
                Some(Diagnostic::error(CODE, message).at(at(0)).help(format!(
                    "đặt cả nội dung trong dấu ngoặc kép \"…\"{}",
                    if first == '-' {
                        "; nếu là danh sách, viết mỗi dấu “-” trên một dòng riêng dưới tên mục"
                    } else {
                        ""
                    }
                )))
            }
            _ if !key.is_empty() => {
                let value = value.split(" #").next().unwrap_or(value).trim_end();
                let colon = match value.find(": ") {
                    Some(colon) => colon,
                    None => value.strip_suffix(':')?.len(),
                };
                let place = Place::new(self.source, start + colon..start + colon + 1);
                let message = format!("nội dung của “{key}” có dấu hai chấm");
                Some(Diagnostic::error(CODE, message).at(place).help(
                    "đặt cả nội dung trong dấu ngoặc kép \"…\"; nếu sau đó là một mục mới, xuống dòng trước tên mục",
                ))
            }
            _ => None,
        }
    }

    /// A value that begins with a bracket or a quotation mark: its other end must be that of the
    /// value.
    fn enclosed(&mut self, start: usize, open: char) -> Option<Diagnostic> {
        let text = &self.source.text[start..];
        // No further than the next entry.
        let is_within = |length: &usize| {
            let mut lines = text[..*length].lines().skip(1);
            let ends =
                |line: &str| Key::of(line.trim()).is_some_and(|key| self.names.has(key.name));
            open == '{' || !lines.any(ends)
        };
        let length = closing(text, open).filter(is_within);
        let name = match open {
            '[' => "dấu ngoặc vuông “[”",
            '{' => "dấu ngoặc nhọn “{”",
            '"' => "dấu ngoặc kép \"",
            _ => "dấu nháy '",
        };
        let help = match open {
            '"' => "đặt cả nội dung trong '…', hoặc viết “…” cho dấu ngoặc kép nằm trong nội dung",
            _ => "đặt cả nội dung trong dấu ngoặc kép \"…\"",
        };
        let Some(length) = length else {
            let message = format!("nội dung mở bằng {name} mà không có dấu đóng");
            let place = Place::new(self.source, start..start + 1);
            return Some(
                Diagnostic::error(CODE, message)
                    .at(place)
                    .help(format!("thêm dấu đóng; nếu {name} thuộc nội dung, {help}")),
            );
        };
        let line = text[length..].split('\n').next().unwrap_or_default();
        let after = line.trim();
        self.skip = start + length;
        if after.is_empty() || after.starts_with('#') {
            return None;
        }
        let message = format!("nội dung bắt đầu bằng {name} nhưng còn chữ sau dấu đóng");
        let place = Place::new(self.source, start..start + length);
        Some(Diagnostic::error(CODE, message).at(place).help(help))
    }

    fn separator(&self, key: &Key<'_>, at: Range<usize>, what: Wrong) -> Diagnostic {
        let name = key.name;
        let message = match what {
            Wrong::Joined => format!("thiếu dấu cách sau dấu hai chấm của “{name}”"),
            Wrong::Blank => {
                format!("dấu cách cạnh dấu hai chấm của “{name}” không phải dấu cách thường")
            }
            Wrong::Wide => format!("dấu hai chấm sau “{name}” là dấu toàn khổ “：”"),
        };
        let place = Place::new(self.source, at);
        Diagnostic::error(CODE, message)
            .at(place.clone())
            .help(format!(
                "gõ lại “{name}: ” với dấu hai chấm thường và một dấu cách thường"
            ))
            .fix("gõ lại dấu hai chấm và dấu cách", place, ": ")
    }

    fn outdented(&self, range: Range<usize>) -> Diagnostic {
        let key = self.block.as_ref().map_or("", |block| block.key.as_str());
        outdented(self.source, range, key)
    }
}

/// A blank that YAML takes for none, or for none there.
fn odd_blank(source: &Arc<Source>, at: usize, c: char, place: &str) -> Diagnostic {
    let (message, help) = match (c, place) {
        ('\t', "ở đầu dòng") => (
            "dùng dấu tab để thụt dòng".to_owned(),
            "thay mỗi dấu tab bằng hai dấu cách; YAML không nhận dấu tab ở đầu dòng",
        ),
        ('\t', place) => (
            format!("dùng dấu tab {place}"),
            "thay dấu tab bằng một dấu cách",
        ),
        (_, place) => (
            format!("có dấu cách lạ (không phải dấu cách thường) {place}"),
            "xóa rồi gõ lại bằng dấu cách thường",
        ),
    };
    // All blanks that stand there: one of them alone would be told of the next.
    let rest = &source.text[at..];
    let others = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    let blanks = rest.len() - others.len();
    let written: String = match place {
        "ở đầu dòng" => rest[..blanks]
            .chars()
            .map(|c| if c == '\t' { "  " } else { " " })
            .collect(),
        _ => " ".to_owned(),
    };
    Diagnostic::error(CODE, message)
        .at(Place::new(source, at..at + c.len_utf8()))
        .help(help)
        .fix(
            "thay bằng dấu cách thường",
            Place::new(source, at..at + blanks),
            written,
        )
}

/// A tab between the dash of an item and its text, which begins at `start`. Not every program that
/// reads YAML takes it for a blank.
pub(super) fn tab_behind_dash(source: &Arc<Source>, start: usize) -> Option<Diagnostic> {
    let before = source.text.get(..start)?;
    let dash = before.trim_end_matches([' ', '\t']);
    let tab = before[dash.len()..].find('\t')?;
    dash.ends_with('-')
        .then(|| odd_blank(source, dash.len() + tab, '\t', "sau dấu “-”"))
}

/// A line that ends the block of a key, though it is a part of its text.
pub(super) fn outdented(source: &Arc<Source>, range: Range<usize>, key: &str) -> Diagnostic {
    let of = match key {
        "" => "của đoạn ở trên".to_owned(),
        key => format!("của “{key}”"),
    };
    Diagnostic::error(
        CODE,
        format!("dòng này không thụt vào như các dòng khác {of}"),
    )
    .at(Place::new(source, range))
    .help(format!("nếu là lời văn {of}, thụt dòng này vào bằng dòng đầu của nó (hai dấu cách); nếu là một mục mới, viết “tên_mục: nội dung”"))
}

/// A dash that no blank follows begins no item of a list.
pub(super) fn joined_dash(source: &Arc<Source>, start: usize, rest: &str) -> Diagnostic {
    let words: Vec<&str> = rest.split_whitespace().take(2).collect();
    let place = Place::new(source, start..start + 1);
    Diagnostic::error(CODE, "thiếu dấu cách sau dấu “-” đầu dòng")
        .at(place.clone())
        .help(format!("viết “- {} …”", words.join(" ")))
        .fix("thêm dấu cách", place, "- ")
}

/// An entry's name without a blank after its colon, for lines that are no entry for the parser.
pub(super) fn joined_key(
    source: &Arc<Source>,
    names: &Names,
    start: usize,
    line: &str,
) -> Option<Diagnostic> {
    let key = Key::of(line).filter(|key| names.has(key.name))?;
    let Separator::Bad(length, what) = key.separator else {
        return None;
    };
    let scan = Scan {
        source,
        names,
        block: None,
        skip: 0,
    };
    let at = start + key.name.len();
    Some(scan.separator(&key, at..at + length, what))
}

/// The bytes up to the other end of what begins with a bracket or quotation mark.
fn closing(text: &str, open: char) -> Option<usize> {
    let mut depth = 0;
    let mut characters = text
        .char_indices()
        .skip(usize::from(matches!(open, '"' | '\'')));
    while let Some((at, c)) = characters.next() {
        match (open, c) {
            ('"', '\\') => {
                characters.next();
            }
            ('\'', '\'') if text[at + 1..].starts_with('\'') => {
                characters.next();
            }
            ('"', '"') | ('\'', '\'') => return Some(at + 1),
            ('[', '[') | ('{', '{') => depth += 1,
            ('[', ']') | ('{', '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The name of an entry and what stands between it and its value.
struct Key<'t> {
    name: &'t str,
    separator: Separator,
}

enum Separator {
    /// A colon with blanks after it, or at the end of the line: so many bytes.
    Good(usize),
    /// A text that is no separator, in so many bytes.
    Bad(usize, Wrong),
}

#[derive(Clone, Copy)]
enum Wrong {
    /// No blank after the colon.
    Joined,
    /// A blank that is none for YAML.
    Blank,
    /// A colon of other scripts.
    Wide,
}

impl<'t> Key<'t> {
    /// A line that begins with a name, as ours are: plain letters, digits and `_`.
    fn of(text: &'t str) -> Option<Self> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = text.find(|c| !is_name(c))?;
        let (name, rest) = text.split_at(length);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        let colon = rest.trim_start();
        let before = &rest[..rest.len() - colon.len()];
        let odd = |blanks: &str| blanks.contains(|c| c != ' ' && c != '\t');
        let separator = match colon.chars().next()? {
            ':' if odd(before) => Separator::Bad(before.len() + 1, Wrong::Blank),
            '：' => Separator::Bad(before.len() + '：'.len_utf8(), Wrong::Wide),
            ':' => {
                let after = &colon[1..];
                let blanks = after.len() - after.trim_start_matches(' ').len();
                match after.chars().next() {
                    None | Some(' ' | '\t') => Separator::Good(before.len() + 1 + blanks),
                    Some(c) if c.is_whitespace() => {
                        Separator::Bad(before.len() + 1 + c.len_utf8(), Wrong::Blank)
                    }
                    // An address on the web.
                    Some('/') => return None,
                    Some(_) => Separator::Bad(before.len() + 1, Wrong::Joined),
                }
            }
            _ => return None,
        };
        Some(Self { name, separator })
    }
}
