//! Values as YAML: the least signs that hold them.

use super::Wanted;
use std::fmt::Write;

/// How scalars are to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Without quotes where it can be.
    None,
    Single,
    Double,
}

/// How careful the writing is: each next one is tried where the one before is read as something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// As a clerk writes.
    Little,
    /// Quotes around all texts, and the indentation of blocks told by a number.
    More,
    /// Everything in double quotes.
    Most,
}

/// What decides how a value is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hand {
    pub(super) care: Care,
    /// The text is JSON, and stays so.
    pub(super) json: bool,
    /// Texts that look like something else are quoted.
    pub(super) quoted: bool,
    /// The spaces of a step inwards.
    pub(super) step: usize,
    /// The spaces of the dashes of a list under its key.
    pub(super) dash: usize,
    /// Whether an empty line may stand in a block: always but in JSON.
    pub(super) line_break: &'static str,
}

/// Tells whether YAML takes these characters for nothing.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Tells whether a plain scalar may be taken for a number, true or false.
pub(super) fn is_like_value(text: &str) -> bool {
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "+-.,eE_%".contains(c));
    number || matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

/// Tells whether a character may stand in YAML without an escape.
fn is_printable(c: char) -> bool {
    matches!(c, '\t' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(c, '\u{2028}' | '\u{2029}')
}

/// Tells whether a text can stand without quotes.
pub(super) fn can_be_plain(text: &str, flow: bool) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let second = text.chars().nth(1);
    let ends = text.trim() != text || text.ends_with(':');
    let signs = "-?:,[]{}#&*!|>'\"%@`";
    let begins = match first {
        '-' | '?' | ':' => {
            second.is_none_or(|c| c == ' ' || flow && ",[]{}".contains(c)) || flow && first != '-'
        }
        c => signs.contains(c),
    };
    let inside =
        text.contains(": ") || text.contains(" #") || text.contains(":\t") || text.contains("\t#");
    let brackets = flow && text.contains([',', '[', ']', '{', '}', ':']);
    let marks = text.starts_with("---") || text.starts_with("...");
    // `noi_dung:…` and `so=5` are taken for slips.
    let name = text.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
    let slip = name.len() < text.len() && name.starts_with([':', '=']);
    !(ends || begins || inside || brackets || marks || slip || is_null(text))
        && text.chars().all(|c| is_printable(c) && c != '\t')
}

/// Tells whether lines can stand under `|`.
fn can_be_block(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|c| c == '\n' || is_printable(c))
}

/// A scalar on one line.
pub(super) fn inline(text: &str, quotes: Quotes, flow: bool, hand: Hand) -> String {
    // Ends of lines behind a text say nothing.
    let text = text.trim_end_matches('\n');
    let unlike = hand.quoted && is_like_value(text);
    let plain = quotes == Quotes::None && hand.care == Care::Little && !hand.json && !unlike;
    if plain && can_be_plain(text, flow) {
        return text.to_owned();
    }
    let simple = text.chars().all(|c| is_printable(c) && c != '\t');
    let asked = quotes == Quotes::Single || quotes == Quotes::None && text.contains(['"', '\\']);
    if simple && asked && hand.care < Care::Most && !hand.json && !text.contains("''") {
        return format!("'{}'", text.replace('\'', "''"));
    }
    double(text)
}

/// A text in double quotes, as YAML and JSON both read it.
pub(super) fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    escaped(text, &mut out);
    out.push('"');
    out
}

/// A text as it stands between double quotes.
pub(super) fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    // Writing into a string does not fail.
                    let _ = write!(out, "\\u{unit:04X}");
                }
            }
        }
    }
}

/// A key.
pub(super) fn key(name: &str, flow: bool, hand: Hand) -> String {
    match can_be_plain(name, true) && !(flow && hand.json) {
        true => name.to_owned(),
        false => double(name),
    }
}

/// A value in brackets or on one line.
pub(super) fn flow(value: &Wanted, hand: Hand) -> String {
    match value {
        Wanted::Null => "null".to_owned(),
        Wanted::Bool(truth) => truth.to_string(),
        Wanted::Number(digits) => digits.clone(),
        Wanted::Text(text) => inline(text, Quotes::None, true, hand),
        Wanted::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, hand)).collect();
            format!("[{}]", items.join(", "))
        }
        Wanted::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| flow_entry(entry, hand))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// An entry in braces.
pub(super) fn flow_entry((name, value): &(String, Wanted), hand: Hand) -> String {
    format!("{}: {}", key(name, true, hand), flow(value, hand))
}

/// What stands behind a colon or dash: the rest of its line, and the lines below it with their indentation.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Empty where nothing stands behind the mark.
    pub(super) head: String,
    pub(super) lines: Vec<String>,
}

/// The header and lines of a text under `|`; none where it cannot stand so.
pub(super) fn block(text: &str, column: usize, outer: usize, hand: Hand) -> Option<Written> {
    let text = text.trim_end_matches('\n');
    if hand.json || hand.care == Care::Most || !can_be_block(text) {
        return None;
    }
    let first = text.split('\n').find(|line| !line.is_empty()).unwrap_or("");
    let told = first.starts_with([' ', '\t']) || hand.care == Care::More;
    let step = column - outer.min(column);
    let head = match told {
        true if (1..=9).contains(&step) => format!("|{step}"),
        true => return None,
        false => "|".to_owned(),
    };
    Some(Written {
        head,
        lines: indented(text, column),
    })
}

/// The lines of a text, each with so many spaces before it; empty ones stay empty.
pub(super) fn indented(text: &str, column: usize) -> Vec<String> {
    let spaces = " ".repeat(column);
    let lines = text.split('\n').map(|line| match line.is_empty() {
        true => String::new(),
        false => format!("{spaces}{line}"),
    });
    lines.collect()
}

/// A value behind the mark of an entry or item that begins at column `outer`.
pub(super) fn value(value: &Wanted, is_item: bool, outer: usize, hand: Hand) -> Written {
    let head = |head: String| Written {
        head,
        lines: Vec::new(),
    };
    match value {
        Wanted::Null => Written::default(),
        Wanted::Bool(_) | Wanted::Number(_) => head(flow(value, hand)),
        Wanted::Text(text) => {
            let lines = text
                .contains('\n')
                .then(|| block(text, outer + hand.step, outer, hand));
            lines
                .flatten()
                .unwrap_or_else(|| head(inline(text, Quotes::None, false, hand)))
        }
        Wanted::List(items) if items.is_empty() => head("[]".to_owned()),
        Wanted::Map(entries) if entries.is_empty() => head("{}".to_owned()),
        Wanted::List(_) | Wanted::Map(_) if is_item => {
            let mut lines = members(value, outer + 2, hand);
            let first = lines.remove(0);
            let head = first.trim_start().to_owned();
            Written { head, lines }
        }
        Wanted::List(_) => Written {
            head: String::new(),
            lines: members(value, outer + hand.dash, hand),
        },
        Wanted::Map(_) => Written {
            head: String::new(),
            lines: members(value, outer + hand.step, hand),
        },
    }
}

/// The lines of the items or entries of a value at a column; at least one where it has any.
pub(super) fn members(value: &Wanted, column: usize, hand: Hand) -> Vec<String> {
    match value {
        Wanted::List(items) => items
            .iter()
            .flat_map(|item| member(None, item, column, hand))
            .collect(),
        Wanted::Map(entries) => {
            let lines = entries
                .iter()
                .map(|(name, value)| member(Some(name), value, column, hand));
            lines.flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// The lines of an entry, or of an item where it has no name.
pub(super) fn member(name: Option<&str>, of: &Wanted, column: usize, hand: Hand) -> Vec<String> {
    let mark = match name {
        Some(name) => format!("{}:", key(name, false, hand)),
        None => "-".to_owned(),
    };
    let Written { head, mut lines } = value(of, name.is_none(), column, hand);
    let spaces = " ".repeat(column);
    let first = match head.is_empty() {
        true => format!("{spaces}{mark}"),
        false => format!("{spaces}{mark} {head}"),
    };
    lines.insert(0, first);
    lines
}
