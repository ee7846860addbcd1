//! Text that was pasted from Word, before Markdown reads it: signs of lists as Word has them, tabs,
//! stars between figures; and, where the writer asks for it, a paragraph of each line.
//!
//! Characters are replaced one by one, so that columns stay those of the YAML. The signs themselves
//! are data: `templates/pasted.yaml`.

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
pub struct Signs {
    bullets: Vec<char>,
    dashes: Vec<char>,
    tabbed: Vec<char>,
    pub(super) openings: Vec<String>,
    pub(super) abbreviations: Vec<String>,
}

impl DataFile for Signs {
    const NAME: &'static str = "pasted.yaml";
    const BUILTIN: &'static str = include_str!("../../../templates/pasted.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

/// A text as Markdown may read it.
pub(super) struct Pasted {
    pub(super) text: String,
    pub(super) map: TextMap,
    /// Lines whose sign was taken for a dash, with the sign.
    signs: Vec<(Range<usize>, char)>,
    /// Lines with a tab between words.
    tabs: Vec<Range<usize>>,
}

/// Reads a text; `by_line` makes a paragraph of each line.
pub(super) fn read(text: &str, map: &TextMap, by_line: bool, signs: &Signs) -> Pasted {
    let mut pasted = Pasted {
        text: String::with_capacity(text.len() + 16),
        map: map.clone(),
        signs: Vec::new(),
        tabs: Vec::new(),
    };
    let mut lines = Vec::new();
    let mut above = Above::default();
    for (number, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.trim_end_matches(['\n', '\r']);
        if by_line && above.parts(line) {
            pasted.text.push('\n');
            lines.push(origin(map, number));
        }
        lines.push(origin(map, number));
        let is_item = pasted.line(line, &above, signs);
        pasted.text.push_str(&whole[line.len()..]);
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
    if by_line {
        pasted.map.lines = lines;
    }
    pasted
}

fn origin(map: &TextMap, line: usize) -> (u32, u32) {
    let found = map.lines.get(line).or(map.lines.last());
    found.copied().unwrap_or((1, 1))
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
    /// Whether a paragraph ends between it and the next line, where each line is one.
    fn parts(&self, next: &str) -> bool {
        let row = |line: &str| line.trim_start().starts_with('|') || line.contains(" | ");
        let blank = |line: &str| line.trim().is_empty();
        !(blank(&self.line) || blank(next) || self.breaks || row(&self.line) && row(next))
    }

    /// Whether a new sentence or item may follow.
    fn is_finished(&self) -> bool {
        let end = |c| matches!(c, '.' | ';' | ':' | ',' | '!' | '?' | '…');
        self.is_item || self.line.is_empty() || self.line.ends_with(end)
    }
}

impl Pasted {
    /// Adds a line, and tells whether it is an item of a list.
    fn line(&mut self, line: &str, above: &Above, signs: &Signs) -> bool {
        let start = self.text.len();
        let lead = lead(line);
        let rest = line[lead.len()..].trim_end_matches('\t');
        let mark = mark(rest, above, signs);
        match &mark {
            // A tab is a step inwards below another item, and nothing at the start of a paragraph.
            _ if !is_tabbed(lead) => self.text.push_str(lead),
            Some(_) if above.is_item => {
                let steps = columns(lead).saturating_sub(above.indent);
                self.text.extend(std::iter::repeat_n(' ', steps));
            }
            _ => {}
        }
        let text = match mark {
            Some(Mark { sign, taken, .. }) => {
                let at = self.text.len();
                self.text.push_str(if taken { "-" } else { &rest[..sign] });
                let text = rest[sign..].trim_start_matches([' ', '\t', '\u{a0}']);
                let gap = &rest[sign..rest.len() - text.len()];
                let gap = if gap.is_empty() || gap.len() > 4 || gap.contains(['\t', '\u{a0}']) {
                    " "
                } else {
                    gap
                };
                self.text.push_str(gap);
                if let Some(sign) = rest.chars().next().filter(|_| taken) {
                    self.signs.push((at..at + 1, sign));
                }
                text
            }
            None => rest,
        };
        let text = text
            .strip_suffix(' ')
            .filter(|t| t.ends_with('\t'))
            .unwrap_or(text);
        let tabbed = text.contains('\t');
        self.text.extend(letters(text));
        if tabbed && !rest.starts_with('|') {
            self.tabs
                .push(start + lead.len().min(self.text.len() - start)..self.text.len());
        }
        mark.is_some()
    }

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

/// The text with tabs as spaces, and with [`STAR`] for stars between letters or figures.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut before = None;
    text.char_indices().map(move |(at, c)| {
        let last = before.replace(c);
        let next = text[at + c.len_utf8()..].chars().next();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '\t' => ' ',
            '*' if letter(last) && letter(next) => STAR,
            // `2**3`: between letters, two of them may well be bold.
            '*' if next == Some('*') && digit(last) && digit(text[at + 2..].chars().next()) => {
                before = Some(STAR);
                STAR
            }
            '*' if last == Some(STAR) && digit(next) => STAR,
            c => c,
        }
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
