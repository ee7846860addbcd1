//! Finds the characters of a text of the YAML in the file that it was read from.
//!
//! In: a [`Text`] with the range of its value. Out: the [`TextMap`] of its bytes. YAML takes quotes,
//! escapes and indents off and joins lines, and reading brings text to NFC and takes out what no one
//! sees: both texts are walked through side by side. What is the same is taken letter for letter; of
//! what differs in one of these ways the range is known; where the two part in any other way (a
//! value of a batch that was worked out already), the rest has the range of the whole rest.

use super::guard::has_tags;
use crate::{
    diagnostic::Source,
    document::{OriginKind, TextMap},
    yaml::{LINE_BREAK, Text, clean},
};
use std::{ops::Range, sync::Arc};
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Where the bytes of a text stand, before its expressions are expanded.
pub(super) fn source_map(sources: &[Arc<Source>], text: &Text) -> TextMap {
    let source = &text.place.source;
    let index = sources.iter().position(|known| Arc::ptr_eq(known, source));
    let index = index.or_else(|| sources.iter().position(|known| known == source));
    let index = u16::try_from(index.unwrap_or(0)).unwrap_or(0);
    let range = text.place.range.clone();
    let covered = source.text.get(range.clone()).unwrap_or("");
    // A block begins with the indent of its first line.
    let indent = text.indent.min(spaces(covered));
    let map = TextMap::new(source, index, range.start + indent);
    let mut walk = Walk {
        map,
        source: covered,
        base: range.start,
        text: &text.text,
        at: 0,
        from: 0,
    };
    let lines = |text: &str| text.bytes().filter(|b| *b == b'\n').count();
    if text.indent > 0 && lines(covered) == lines(&text.text) {
        walk.lines(text.indent);
    } else {
        let quote = source.text[..range.start].chars().next_back();
        walk.value(quote.filter(|c| matches!(c, '"' | '\'')));
    }
    walk.map
}

fn spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The two texts, and how far both have been walked through.
struct Walk<'a> {
    map: TextMap,
    /// The range of the value in the source.
    source: &'a str,
    /// Where it begins there.
    base: usize,
    text: &'a str,
    at: usize,
    from: usize,
}

impl Walk<'_> {
    /// A text whose lines are those of the source without their indents.
    fn lines(&mut self, indent: usize) {
        let (text, source) = (self.text, self.source);
        let mut from = 0;
        let mut at = 0;
        for (line, covered) in text.split('\n').zip(source.split('\n')) {
            self.at = at;
            self.from = from + indent.min(spaces(covered));
            self.stretch(at + line.len(), from + covered.len(), None);
            at += line.len() + 1;
            from += covered.len() + 1;
            // The line break itself.
            if at <= text.len() {
                let end = self.base + from;
                self.map.push(at - 1, 1, end - 1..end, OriginKind::Exact);
            }
        }
    }

    /// A text in one line of the source, or whose lines YAML joined.
    fn value(&mut self, quote: Option<char>) {
        self.stretch(self.text.len(), self.source.len(), quote);
    }

    /// Walks up to the ends.
    fn stretch(&mut self, end: usize, source_end: usize, quote: Option<char>) {
        let (begin, from) = (self.at, self.from);
        while self.at < end {
            let text = &self.text[self.at..end];
            let source = &self.source[self.from..source_end];
            let same = same(text, source, quote);
            if same > 0 {
                self.take(same);
                continue;
            }
            let Some(step) = step(text, source, quote) else {
                return self.give_up(begin..end, from..source_end);
            };
            match step {
                Step::Same(len) => self.take(len),
                Step::Made(len, of) => self.made(len, of),
            }
        }
    }

    /// The next bytes are the same.
    fn take(&mut self, len: usize) {
        let start = self.base + self.from;
        let range = start..start + len;
        self.map.push(self.at, len, range, OriginKind::Exact);
        self.at += len;
        self.from += len;
    }

    /// The next bytes are made of the next bytes of the source.
    fn made(&mut self, len: usize, of: usize) {
        let start = self.base + self.from;
        let range = start..start + of;
        self.map.push(self.at, len, range, OriginKind::Rewritten);
        self.at += len;
        self.from += of;
    }

    /// The text goes on otherwise than the source. A part of a value (a line of several) stands
    /// somewhere in it; of anything else the range is all that is left.
    fn give_up(&mut self, text: Range<usize>, source: Range<usize>) {
        let covered = &self.source[source.clone()];
        if self.at == text.start {
            let mut found = covered.match_indices(&self.text[text.clone()]);
            if let (Some((at, _)), None) = (found.next(), found.next()) {
                self.from = source.start + at;
                return self.take(text.len());
            }
        }
        let worked_out = has_tags(covered) && !has_tags(self.text);
        let kind = match worked_out {
            true => OriginKind::Printed,
            false => OriginKind::Rewritten,
        };
        let rest = self.base + self.from..self.base + source.end;
        self.map.push(self.at, text.end - self.at, rest, kind);
        self.at = text.end;
    }
}

/// How the next bytes of both texts belong together.
enum Step {
    /// So many are the same.
    Same(usize),
    /// So many of the text are made of so many of the source; none, where nothing is left of it.
    Made(usize, usize),
}

/// How many bytes both begin with, up to an escape or a letter that marks may belong to.
fn same(text: &str, source: &str, quote: Option<char>) -> usize {
    let escape = match quote {
        Some('"') => Some(b'\\'),
        Some(_) => Some(b'\''),
        None => None,
    };
    let both = text.bytes().zip(source.bytes());
    let equal = both.take_while(|(a, b)| a == b && Some(*b) != escape);
    let mut len = equal.count();
    while !(text.is_char_boundary(len) && source.is_char_boundary(len)) {
        len -= 1;
    }
    if continues(&source[len..]) {
        len = text[..len]
            .char_indices()
            .next_back()
            .map_or(0, |(at, _)| at);
    }
    len
}

/// The next step where both do not go on alike.
fn step(text: &str, source: &str, quote: Option<char>) -> Option<Step> {
    let (wanted, found) = (text.chars().next()?, source.chars().next()?);
    if let Some((made, of)) = quote.and_then(|quote| escape(source, quote)) {
        let made = clean(&made).into_owned();
        return match made.as_str() {
            "" => Some(Step::Made(0, of)),
            _ if text.starts_with(&made) => Some(Step::Made(made.len(), of)),
            // A tab or a break that became a space.
            "\t" | "\u{2028}" | "\n" if wanted == ' ' || wanted == '\n' => {
                Some(Step::Made(blanks(text), of))
            }
            _ => composed(text, source, quote),
        };
    }
    if is_blank(wanted) && is_blank(found) {
        let (made, of) = (blanks(text), blanks(source));
        return Some(match text[..made] == source[..of] {
            true => Step::Same(made),
            false => Step::Made(made, of),
        });
    }
    if clean(&source[..found.len_utf8()]).is_empty() || is_blank(found) {
        return Some(Step::Made(0, blanks(source).max(found.len_utf8())));
    }
    composed(text, source, quote)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// The bytes of the blanks that a text begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank).len()
}

/// Tells whether a text begins with a mark over the letter before it.
fn continues(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| !c.is_ascii() && canonical_combining_class(c) != 0)
}

/// A letter with its marks as one character, or a character in another guise.
fn composed(text: &str, source: &str, quote: Option<char>) -> Option<Step> {
    let first = source.chars().next()?.len_utf8();
    let marks = source[first..]
        .find(|c: char| {
            canonical_combining_class(c) == 0 && !clean(c.encode_utf8(&mut [0; 4])).is_empty()
        })
        .unwrap_or(source.len() - first);
    // An escape ends the letter.
    let marks = match quote.and_then(|_| source[first..first + marks].find('\\')) {
        Some(end) => end,
        None => marks,
    };
    let cluster = &source[..first + marks];
    let made: String = clean(cluster).nfc().collect();
    let made = match made.contains(LINE_BREAK) {
        true if !text.starts_with(LINE_BREAK) => made.replace(LINE_BREAK, " "),
        _ => made,
    };
    let step = match made == cluster {
        true => Step::Same(made.len()),
        false => Step::Made(made.len(), cluster.len()),
    };
    text.starts_with(made.as_str()).then_some(step)
}

/// The character that an escape at the start of a quoted text stands for, and the escape's length.
fn escape(source: &str, quote: char) -> Option<(String, usize)> {
    if quote == '\'' {
        return source.starts_with("''").then(|| ("'".to_owned(), 2));
    }
    let rest = source.strip_prefix('\\')?;
    let sign = rest.chars().next()?;
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
        return Some((char::from_u32(code)?.to_string(), 2 + digits));
    }
    let made = match sign {
        // The line goes on behind its indent.
        '\n' | '\r' => return Some((String::new(), 1 + blanks(rest))),
        'n' => '\n',
        't' | '\t' => '\t',
        'r' => '\r',
        'v' => '\u{b}',
        '_' => '\u{a0}',
        'N' => '\u{85}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        other => other,
    };
    Some((made.to_string(), 1 + sign.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content;

    /// The text of `noi_dung` of a document, with its map.
    fn read(yaml: &str) -> (Text, TextMap) {
        let text = format!(
            "loai: ke-hoach\nco_quan: A\ndia_danh: B\nngay_ban_hanh: 2024-01-05\ntrich_yeu: C\nnoi_nhan: [D]\n\
             nguoi_ky: {{chuc_vu: E, ho_ten: F}}\nky_hieu: G\n{yaml}"
        );
        let content = content::from_text("a.yaml", &text).unwrap().content;
        let body = content.body.unwrap();
        let map = source_map(&content.sources, &body);
        (body, map)
    }

    /// Each piece as `kind source → text`.
    fn told(yaml: &str) -> String {
        let (text, map) = read(yaml);
        let pieces = map.pieces(0..text.text.len());
        let told = pieces.map(|(part, origin)| {
            let origin = origin.expect("all of it came from somewhere");
            let range = origin.start as usize..origin.end as usize;
            let source = &map.source().text[range];
            if origin.kind == OriginKind::Exact {
                assert_eq!(source, &text.text[part.clone()]);
            }
            format!("{:?} {source:?} → {:?}\n", origin.kind, &text.text[part])
        });
        told.collect()
    }

    #[test]
    fn texts_are_found_letter_by_letter() {
        let all = [
            "noi_dung: |\n  Một\n\n    hai\u{200b} ba\n  e\u{302}\u{301}m\u{2003}x\n",
            "noi_dung: >\n  Một\n\n  hai\n",
            "noi_dung: \"Một \\\"hai\\\"\\n\\x41 \\\n    ba \\u00e9\\u0301\"\n",
            "noi_dung: 'Ông ''A'''\n",
            "noi_dung: |\r\n  Một\r\n  hai\r\n",
            "noi_dung: \"dòng\n  hai\n\n  ba\"\n",
        ];
        let told: Vec<String> = all.iter().map(|yaml| told(yaml)).collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
