//! Text that was pasted from Word, before Markdown reads it: signs of lists as Word has them, tabs,
//! stars between figures; and, where the writer asks for it, a paragraph of each line.
//!
//! What is replaced keeps its place in the YAML. The signs themselves are data:
//! `templates/pasted.yaml`.

use super::report::Report;
use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use crate::{diagnostic::Diagnostic, document::TextMap};
use serde::Deserialize;
use std::{ops::Range, sync::Arc};

/// Stands for a star that is a letter of the text; no file may hold this character.
pub(super) const STAR: char = '\u{fdd0}';

/// So many lines are named; more help nobody.
const MOST_NAMED: usize = 8;

/// Signs of lists as Word has them, and words that begin or shorten: `pasted.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signs {
    bullets: Vec<char>,
    dashes: Vec<char>,
    tabbed: Vec<char>,
    pub(super) openings: Vec<String>,
    pub(super) abbreviations: Vec<String>,
}

impl DataFile for Signs {
    const NAME: &'static str = "pasted.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/pasted.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

/// A text as Markdown may read it.
pub(super) struct Pasted {
    pub(super) text: String,
    /// Where its bytes stand in the YAML.
    pub(super) map: TextMap,
    /// Lines whose sign was taken for a dash, with the sign.
    signs: Vec<(Range<usize>, char)>,
    /// Lines with a tab between words.
    tabs: Vec<Range<usize>>,
}

/// Reads a text; `by_line` makes a paragraph of each line.
pub(super) fn read(text: &str, map: &TextMap, by_line: bool, signs: &Signs) -> Pasted {
    let mut work = Work {
        original: text,
        from: map,
        made: Pasted {
            text: String::with_capacity(text.len() + 16),
            map: map.successor(),
            signs: Vec::new(),
            tabs: Vec::new(),
        },
    };
    let mut above = Above::default();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        if by_line && above.parts(line) {
            work.made.text.push('\n');
        }
        let is_item = work.line(at..at + line.len(), &above, signs);
        work.copy(at + line.len()..at + whole.len());
        at += whole.len();
        let lead = lead(line);
        above = Above {
            indent: match (above.is_item, is_item) {
                (true, _) => above.indent,
                (false, true) if is_tabbed(lead) => columns(lead),
                (false, _) => 0,
            },
            line: line.trim_end().to_owned(),
            breaks: line.ends_with("  ") || line.ends_with('\\'),
            is_item: is_item || (above.is_item && line.starts_with([' ', '\t', '\u{a0}'])),
        };
    }
    work.made
}

/// The line above.
#[derive(Default)]
struct Above {
    line: String,
    /// Its writer broke it.
    breaks: bool,
    /// It begins or continues an item of a list.
    is_item: bool,
    /// How far the list is indented by tabs, which the list as printed is not.
    indent: usize,
}

impl Above {
    /// Tells whether a paragraph ends between it and the next line, where each line is one.
    fn parts(&self, next: &str) -> bool {
        let row = |line: &str| line.trim_start().starts_with('|') || line.contains(" | ");
        let blank = |line: &str| line.trim().is_empty();
        !(blank(&self.line) || blank(next) || self.breaks || row(&self.line) && row(next))
    }

    /// Tells whether a new sentence or item may follow.
    fn is_finished(&self) -> bool {
        let end = |c| matches!(c, '.' | ';' | ':' | ',' | '!' | '?' | '…');
        self.is_item || self.line.is_empty() || self.line.ends_with(end)
    }
}

/// A text on its way to Markdown, and what it is made of.
struct Work<'a> {
    original: &'a str,
    from: &'a TextMap,
    made: Pasted,
}

impl Work<'_> {
    /// Adds a line, and tells whether it is an item of a list.
    fn line(&mut self, at: Range<usize>, above: &Above, signs: &Signs) -> bool {
        let line = &self.original[at.clone()];
        let start = self.made.text.len();
        let lead = lead(line);
        let behind = at.start + lead.len();
        let rest = line[lead.len()..].trim_end_matches('\t');
        let mark = mark(rest, above, signs);
        match &mark {
            // A tab is a step inwards below another item, and nothing at the start of a paragraph.
            _ if !is_tabbed(lead) => self.copy(at.start..behind),
            Some(_) if above.is_item => {
                let steps = columns(lead).saturating_sub(above.indent);
                self.put(&" ".repeat(steps), at.start..behind);
            }
            _ => {}
        }
        let text = match mark {
            Some(Mark { sign, taken, .. }) => {
                let text = rest[sign..].trim_start_matches([' ', '\t', '\u{a0}']);
                self.sign(behind..behind + sign, taken);
                self.gap(behind + sign..behind + rest.len() - text.len());
                text
            }
            None => rest,
        };
        let words = behind + rest.len() - text.len();
        let text = text
            .strip_suffix(' ')
            .filter(|t| t.ends_with('\t'))
            .unwrap_or(text);
        self.letters(words..words + text.len());
        if text.contains('\t') && !rest.starts_with('|') {
            let end = self.made.text.len();
            self.made
                .tabs
                .push(start + lead.len().min(end - start)..end);
        }
        mark.is_some()
    }

    /// The sign of an item.
    fn sign(&mut self, at: Range<usize>, taken: bool) {
        if !taken {
            return self.copy(at);
        }
        let start = self.made.text.len();
        self.put("-", at.clone());
        let sign = self.original[at].chars().next();
        let signs = sign.map(|sign| (start..start + 1, sign));
        self.made.signs.extend(signs);
    }

    /// Copies the blank, or writes one space in its place, between the sign of an item and its words.
    fn gap(&mut self, at: Range<usize>) {
        let gap = &self.original[at.clone()];
        if gap.is_empty() || gap.len() > 4 || gap.contains(['\t', '\u{a0}']) {
            self.put(" ", at);
        } else {
            self.copy(at);
        }
    }

    /// Words, with tabs as spaces, and with [`STAR`] for stars between letters or figures.
    fn letters(&mut self, at: Range<usize>) {
        let text = &self.original[at.clone()];
        if !text.bytes().any(|b| matches!(b, b'\t' | b'*')) {
            return self.copy(at);
        }
        let mut copied = 0;
        for (index, made) in replaced(text) {
            self.copy(at.start + copied..at.start + index);
            let of = at.start + index..at.start + index + 1;
            match made {
                STAR => self.star(of),
                _ => self.put(" ", of),
            }
            copied = index + 1;
        }
        self.copy(at.start + copied..at.end);
    }

    /// A star that is a letter: what stands for it is the star itself.
    fn star(&mut self, at: Range<usize>) {
        let start = self.made.text.len();
        self.made.text.push(STAR);
        for (_, origin) in self.from.pieces(at) {
            if let Some(origin) = origin {
                let range = origin.start as usize..origin.end as usize;
                self.made
                    .map
                    .push(start, STAR.len_utf8(), range, origin.kind);
            }
        }
    }

    /// Takes a part of the text over.
    fn copy(&mut self, part: Range<usize>) {
        let at = self.made.text.len();
        self.made.map.push_from(at, self.from, part.clone());
        self.made.text.push_str(&self.original[part]);
    }

    /// Puts a text in the place of a part.
    fn put(&mut self, text: &str, of: Range<usize>) {
        let at = self.made.text.len();
        self.made.map.push_made(at, text.len(), self.from, of);
        self.made.text.push_str(text);
    }
}

impl Pasted {
    /// Tells, once each, what was taken for something else.
    pub(super) fn tell(&self, report: &mut Report<'_>) {
        if let Some((first, sign)) = self.signs.first() {
            let more = more(self.signs.iter().map(|(at, _)| at), report);
            let message = format!(
                "dấu “{}” ở đầu dòng được hiểu là gạch đầu dòng{more}",
                shown(*sign)
            );
            report.warning(
                first.clone(),
                Diagnostic::warning("dau-dau-dong", message)
                    .help("viết gạch đầu dòng bằng dấu - và một dấu cách; mục con thì thụt vào hai dấu cách"),
            );
        }
        if let Some(first) = self.tabs.first() {
            let more = more(self.tabs.iter(), report);
            report.warning(
                first.clone(),
                Diagnostic::warning("dau-tab", format!("dòng có dấu tab giữa các chữ, được in thành dấu cách{more}"))
                    .help("nếu là hàng của một bảng thì viết thành bảng: | ô | ô |, dưới hàng tiêu đề có hàng |---|---|; nếu không thì thay dấu tab bằng dấu cách"),
            );
        }
    }
}

/// The white space that a line begins with.
fn lead(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '\t', '\u{a0}']);
    &line[..line.len() - rest.len()]
}

fn is_tabbed(lead: &str) -> bool {
    lead.contains(['\t', '\u{a0}'])
}

/// How far white space indents: a tab is a level of a list.
fn columns(lead: &str) -> usize {
    lead.chars().map(|c| if c == '\t' { 2 } else { 1 }).sum()
}

/// How a message goes on where it holds for further lines, too.
pub(super) fn more<'r>(
    ranges: impl Iterator<Item = &'r Range<usize>>,
    report: &Report<'_>,
) -> String {
    let mut lines: Vec<usize> = Vec::new();
    let mut count = 0;
    for range in ranges.skip(1) {
        count += 1;
        if lines.len() < MOST_NAMED {
            let place = report.place(range.clone());
            lines.push(place.source.line_column(place.range.start).0);
        }
    }
    if count == 0 {
        return String::new();
    }
    let named: Vec<String> = lines.iter().map(usize::to_string).collect();
    let rest = if count > named.len() { ", …" } else { "" };
    format!(" (và {count} dòng nữa: {}{rest})", named.join(", "))
}

/// Signs of Word's own fonts show as nothing: they are told by number.
fn shown(sign: char) -> String {
    match sign {
        '\u{e000}'..='\u{f8ff}' => format!("U+{:04X}", u32::from(sign)),
        sign => sign.to_string(),
    }
}

/// The sign of an item at the start of a line.
struct Mark {
    /// Bytes of the sign.
    sign: usize,
    /// It is taken for a dash, which Markdown knows.
    taken: bool,
}

fn mark(line: &str, above: &Above, signs: &Signs) -> Option<Mark> {
    let first = line.chars().next()?;
    let sign = first.len_utf8();
    let next = line[sign..].chars().next();
    let space = |c: char| matches!(c, ' ' | '\t' | '\u{a0}');
    if signs.bullets.contains(&first) || matches!(first, '\u{f020}'..='\u{f0ff}') {
        let more = next.is_some_and(|c| c != first);
        return more.then_some(Mark { sign, taken: true });
    }
    if signs.tabbed.contains(&first) {
        return (next == Some('\t')).then_some(Mark { sign, taken: true });
    }
    if signs.dashes.contains(&first) {
        let spaced = next.is_some_and(space);
        let after = line[sign..].trim_start_matches(space).chars().next()?;
        let is_item = match first {
            // Markdown's own: whatever it thinks of them.
            '-' if spaced => true,
            _ if spaced => above.is_finished() || !after.is_ascii_digit(),
            _ => after.is_alphabetic() && above.is_finished(),
        };
        let taken = first != '-' || !spaced;
        return is_item.then_some(Mark { sign, taken });
    }
    let digits = line.find(|c: char| !c.is_ascii_digit())?;
    let numbered = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    let spaced = line.get(digits + 1..)?.starts_with(space);
    (numbered && spaced).then_some(Mark {
        sign: digits + 1,
        taken: false,
    })
}

/// The characters that take the place of tabs and of stars between letters or figures, each by its byte.
fn replaced(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut before = None;
    text.char_indices().filter_map(move |(at, c)| {
        let last = before.replace(c);
        let next = text[at + c.len_utf8()..].chars().next();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let made = match c {
            '\t' => ' ',
            '*' if letter(last) && letter(next) => STAR,
            // `2**3`: between letters, two of them may well be bold.
            '*' if next == Some('*') && digit(last) && digit(text[at + 2..].chars().next()) => {
                before = Some(STAR);
                STAR
            }
            '*' if last == Some(STAR) && digit(next) => STAR,
            _ => return None,
        };
        Some((at, made))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_are_read() {
        assert!(Signs::builtin().unwrap().dashes.contains(&'+'));
    }
}
