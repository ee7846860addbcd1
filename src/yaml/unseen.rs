//! Characters that no one sees: taken out, or made the space or line break that they stand for.
//!
//! They come along with text from web pages, PDF and Word. Programs do not agree on them (some draw
//! a stroke, some a hyphen, some nothing), so none may reach a document.

use crate::diagnostic::{Diagnostic, Place, Source};
use std::{borrow::Cow, sync::Arc};

/// A line break inside a paragraph, as Word's Shift+Enter gives it. Kept as one character so that
/// the lines of a text stay those of its file.
pub(crate) const LINE_BREAK: char = '\u{2028}';

/// The ways in which a character is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is seen.
    Stays,
    /// It takes no room.
    Goes,
    /// It is this one in another guise.
    Becomes(char),
}

/// Tells whether a character takes no room and says nothing in Vietnamese text: soft hyphen, zero-width
/// spaces and joiners, direction marks, variation selectors, fillers.
fn takes_no_room(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Scripts whose letters change their form by a joiner beside them: Arabic, those of India, Khmer,
/// Chăm and their neighbours.
fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{aa00}'..='\u{aa5f}')
}

/// Tells whether a character is seen for certain: what most texts hold and nothing else.
fn is_plain(c: char) -> bool {
    matches!(c,
        '\n' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2027}')
}

fn fate(c: char, before: Option<char>) -> Fate {
    match c {
        '\u{200c}' | '\u{200d}' if before.is_some_and(needs_joiners) => Fate::Stays,
        '\u{b}' | LINE_BREAK | '\u{2029}' => Fate::Becomes(LINE_BREAK),
        '\u{1680}'
        | '\u{2000}'..='\u{2006}'
        | '\u{2008}'..='\u{200a}'
        | '\u{205f}'
        | '\u{3000}' => Fate::Becomes(' '),
        '\u{2007}' | '\u{202f}' => Fate::Becomes('\u{a0}'),
        c if takes_no_room(c) => Fate::Goes,
        _ => Fate::Stays,
    }
}

/// The text without them.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut before = None;
    let mut out: Option<String> = None;
    for (at, c) in text.char_indices() {
        let fate = fate(c, before);
        before = Some(c);
        if fate == Fate::Stays && out.is_none() {
            continue;
        }
        let out = out.get_or_insert_with(|| text[..at].to_owned());
        match fate {
            Fate::Stays => out.push(c),
            Fate::Goes => {}
            Fate::Becomes(other) => out.push(other),
        }
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The text as the YAML parser takes it, with as many characters: it refuses a byte order mark.
pub(crate) fn for_parser(text: &str) -> Cow<'_, str> {
    if text.contains('\u{feff}') {
        Cow::Owned(text.replace('\u{feff}', "\u{2060}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Where characters go between two letters or figures, so that the word may not be the one that its
/// writer saw: of each such place the first character, with its byte offset.
pub(crate) fn inside_words(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before: Option<char> = None;
    let mut gone = None;
    text.char_indices().filter_map(move |(at, c)| {
        if fate(c, before) == Fate::Goes {
            gone = gone.or(Some((at, c)));
            return None;
        }
        let follows = before.replace(c).is_some_and(char::is_alphanumeric);
        gone.take().filter(|_| follows && c.is_alphanumeric())
    })
}

/// Tells, once, of words in a file that are not what they seem. Comments may hold anything.
pub(crate) fn told(source: &Arc<Source>) -> Option<Diagnostic> {
    let mut start = 0;
    let lines = source.text.split_inclusive('\n').map(|line| {
        start += line.len();
        (start - line.len(), line)
    });
    let texts = lines.filter(|(_, line)| !line.is_ascii() && !line.starts_with('#'));
    let mut found =
        texts.flat_map(|(start, line)| inside_words(line).map(move |(at, c)| (start + at, c)));
    let (at, c) = found.next()?;
    let place = Place::new(source, at..at + c.len_utf8());
    Some(warning(c, found.count(), place))
}

/// The warning about a character that goes inside a word, and about so many more of its kind.
pub(crate) fn warning(c: char, more: usize, place: Place) -> Diagnostic {
    let more = match more {
        0 => String::new(),
        more => format!(" (và {more} chỗ nữa)"),
    };
    let message = format!(
        "ký tự ẩn U+{:04X} ở giữa một từ, đã bỏ đi{more}",
        u32::from(c)
    );
    Diagnostic::warning("ky-tu-an", message).at(place).help(
        "xem lại từ này: nếu là hai từ thì gõ dấu cách vào giữa, nếu là một từ thì xóa ký tự ẩn",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_stays() {
        for c in (0..0x3000)
            .filter_map(char::from_u32)
            .filter(|c| is_plain(*c))
        {
            assert_eq!(fate(c, None), Fate::Stays, "{c:?}");
        }
    }

    #[test]
    fn what_takes_no_room_goes() {
        for c in
            "\u{ad}\u{34f}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}\u{feff}\u{fe0f}".chars()
        {
            assert_eq!(clean(&format!("nhà{c}văn{c} hóa")), "nhàvăn hóa", "{c:?}");
            let found: Vec<_> = inside_words(&format!("nhà{c}văn{c} hóa")).collect();
            assert_eq!(found, [("nhà".len(), c)]);
        }
        assert_eq!(
            clean("a\u{b}b\u{2028}c\u{2029}d"),
            "a\u{2028}b\u{2028}c\u{2028}d"
        );
        assert_eq!(clean("Điều\u{3000}5\u{2003}a\u{202f}b"), "Điều 5 a\u{a0}b");
        assert!(matches!(clean("Điều\u{a0}5 – “a”"), Cow::Borrowed(_)));
    }

    #[test]
    fn joiners_stay_where_a_script_needs_them() {
        let khmer = "\u{1780}\u{200d}\u{17d2}";
        assert_eq!(clean(khmer), khmer);
    }

    #[test]
    fn a_run_of_them_counts_once() {
        let text = format!("a{}b", "\u{200b}\u{ad}".repeat(3));
        assert_eq!(inside_words(&text).count(), 1);
        assert_eq!(inside_words(" \u{200b}a\u{200b} ").count(), 0);
    }
}
