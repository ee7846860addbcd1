//! The names and literals in a tag that are wrapped for what stands beside them.

use super::scan::{Tag, Token, TokenKind};
use std::ops::Range;

/// Words that are no names.
const WORDS: [&str; 13] = [
    "and", "or", "not", "in", "is", "if", "elif", "else", "for", "true", "false", "none", "set",
];
/// Filters that know what to do with a number.
const FOR_NUMBERS: [&str; 21] = [
    "tien",
    "so",
    "phan_tram",
    "tang_truong",
    "hieu",
    "tong",
    "dem",
    "la_ma",
    "chu",
    "ngay",
    "default",
    "int",
    "float",
    "abs",
    "round",
    "join",
    "sort",
    "unique",
    "group_by",
    "first",
    "last",
];

/// The names that a filter must go around, with the filter's name.
pub(in crate::template) fn of(source: &str, tag: &Tag) -> Vec<(Range<usize>, &'static str)> {
    let tokens = &tag.tokens;
    let word = |i: usize| {
        tokens
            .get(i)
            .map_or("", |t: &Token| &source[t.range.clone()])
    };
    let mut found = Vec::new();
    let mut i = usize::from(tag.block);
    while i < tokens.len() {
        let start = i;
        i += 1;
        let before = word(start.wrapping_sub(1));
        let is_name = tokens[start].kind == TokenKind::Name && !WORDS.contains(&word(start));
        if !is_name
            || matches!(
                before,
                "." | "?." | "|" | "is" | "for" | "set" | "set_global"
            )
        {
            continue;
        }
        i = end_of_path(tokens, i, &word);
        let after = word(i);
        if matches!(after, "(" | "=" | ":")
            || before == "not" && word(start.wrapping_sub(2)) == "is"
        {
            continue;
        }
        let reckons = |sign: &str| matches!(sign, "+" | "-" | "*" | "//" | "%");
        let asks = |word: &str| matches!(word, "if" | "elif" | "and" | "or" | "not" | "else" | "");
        let filter = match after {
            "|" if !FOR_NUMBERS.contains(&word(i + 1)) => "__chu",
            "|" => continue,
            "is" | "in" => "__tinh",
            "not" if word(i + 1) == "in" => "__tinh",
            _ if reckons(before) || reckons(after) => "__tinh",
            _ if matches!(before, "if" | "elif" | "and" | "or" | "not") && asks(after) => "__tinh",
            _ => continue,
        };
        let range = tokens[start].range.start..tokens[i - 1].range.end;
        found.push((range, filter));
    }
    found
}

/// The index behind a path whose first name stands before `i`.
fn end_of_path<'t>(tokens: &[Token], mut i: usize, word: &impl Fn(usize) -> &'t str) -> usize {
    loop {
        match word(i) {
            "." | "?." if tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Name) => i += 2,
            "[" | "?[" => {
                let mut depth = 0_usize;
                loop {
                    match word(i) {
                        "[" | "?[" => depth += 1,
                        "]" => depth -= 1,
                        _ if i >= tokens.len() => return i,
                        _ => {}
                    }
                    i += 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
            _ => return i,
        }
    }
}

/// The literals that are printed as they stand: alone, joined by `~`, or chosen by `if`.
pub(in crate::template) fn literals(source: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let word = |i: usize| {
        tokens
            .get(i)
            .map_or("", |t: &Token| &source[t.range.clone()])
    };
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match word(i) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ if depth == 0 && token.kind == TokenKind::Text => {
                let begins = matches!(word(i.wrapping_sub(1)), "" | "~" | "else");
                if begins && matches!(word(i + 1), "" | "~" | "if" | "else") {
                    found.push(token.range.clone());
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether what is printed is a sum or a difference, and nothing is done to it.
pub(in crate::template) fn is_sum(source: &str, tokens: &[Token]) -> bool {
    let mut depth = 0_usize;
    let mut last = None;
    for (i, token) in tokens.iter().enumerate() {
        let word = &source[token.range.clone()];
        match word {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "|" if depth == 0 => last = tokens.get(i + 1),
            "+" | "-" | "*" | "//" | "%" | "~" | "if" | "else" if depth == 0 => return false,
            _ => {}
        }
    }
    last.is_some_and(|name| matches!(&source[name.range.clone()], "tong" | "hieu"))
}
