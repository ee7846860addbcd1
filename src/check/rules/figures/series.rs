//! The things that a sentence lists, counted as closely as its signs allow.

use super::announced::Announced;
use super::parts::MOST_TOKENS;
use crate::check::lists::List;
use crate::check::reading::quantities::ends_sentence;
use crate::check::reading::{Likeness, Passage, Quantity, TokenKind, likeness};
use std::ops::Range;

/// Words with which names of agencies and bodies begin.
static BODIES: List = List::new(include_str!("../../../../templates/check/bodies.txt"));

/// A list in a sentence.
pub(super) struct Series {
    /// It has at least so many things.
    pub(super) least: usize,
    /// It has at most so many.
    pub(super) most: usize,
    /// It may not tell all of them.
    pub(super) open: bool,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

/// The list behind a number that announces it.
pub(super) fn of(passage: &Passage<'_>, announced: &Announced) -> Option<Series> {
    let region = region(passage, announced.end)?;
    let separators = separators(passage, &region);
    let range = passage.bytes(passage.solid(region.start)..region.end);
    if counts_again(passage, announced, &region) {
        return None;
    }
    let open = is_open(passage, &region);
    if let Some(count) = numbered(passage, &region) {
        return Some(Series {
            least: count,
            most: count,
            open: false,
            range,
        });
    }
    let semicolons = separators
        .iter()
        .filter(|at| passage.at(**at) == ";")
        .count();
    if semicolons > 0 {
        let last = separators
            .iter()
            .rfind(|at| passage.at(**at) == ";")
            .copied()?;
        let and = separators
            .iter()
            .filter(|at| **at > last && passage.at(**at) == "và")
            .count();
        let tail = passage.solid(last + 1) >= region.end;
        let count = semicolons + usize::from(!tail);
        let first_and = passage.at(passage.solid(last + 1)) == "và";
        let and = and - usize::from(first_and && and > 0);
        return Some(Series {
            least: count,
            most: count + and.min(1),
            open,
            range,
        });
    }
    if separators.is_empty() {
        return None;
    }
    let head = passage.solid(region.start);
    let begins = |at: &usize| begins_item(passage, head, *at);
    let least = 1 + separators.iter().filter(|at| begins(at)).count();
    // Where each comma and the last `và` begin an item, any other `và` stands within a name.
    let commas_begin = separators
        .iter()
        .all(|at| passage.at(*at) != "," || begins(at));
    let last_begins = separators.last().is_some_and(begins);
    let is_exact = commas_begin && last_begins;
    Some(Series {
        least,
        most: if is_exact {
            least
        } else {
            1 + separators.len()
        },
        open,
        range,
    })
}

/// The tokens of the list: up to the end of the sentence, or of the bracket that it stands in.
fn region(passage: &Passage<'_>, from: usize) -> Option<Range<usize>> {
    let mut depth: i32 = 0;
    let mut end = passage.tokens.len().min(from + MOST_TOKENS);
    for at in from..passage.tokens.len().min(from + MOST_TOKENS) {
        match passage.at(at) {
            "(" | "[" => depth += 1,
            ")" | "]" if depth == 0 => {
                end = at;
                break;
            }
            ")" | "]" => depth -= 1,
            _ if ends_sentence(passage, at) && depth <= 0 => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    (passage.solid(from) < end).then_some(from..end)
}

/// Commas, semicolons, `và` and the like outside brackets and quotations.
fn separators(passage: &Passage<'_>, region: &Range<usize>) -> Vec<usize> {
    let mut depth = 0;
    let mut found: Vec<usize> = Vec::new();
    for at in region.clone() {
        match passage.at(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            ";" | "," | "và" | "cùng" | "hoặc"
                if depth == 0 && !passage.is_quoted(passage.bytes(at..at + 1).start) =>
            {
                let doubled = found
                    .last()
                    .is_some_and(|last| passage.solid(*last + 1) == at && passage.at(*last) == ",");
                if !doubled {
                    found.push(at);
                }
            }
            _ => {}
        }
    }
    found
}

/// Tells whether a thing surely begins behind a separator: with the word that the first one begins with, or
/// with that of another body where the first one is a body.
fn begins_item(passage: &Passage<'_>, head: usize, separator: usize) -> bool {
    let mut next = passage.solid(separator + 1);
    if passage.at(next) == "và" {
        next = passage.solid(next + 1);
    }
    if passage.kind(next) != Some(TokenKind::Word) {
        return false;
    }
    let written = |at: usize| {
        passage
            .tokens
            .get(at)
            .map_or("", |token| passage.slice(&token.range))
    };
    let capital = |at: usize| written(at).chars().next().is_some_and(char::is_uppercase);
    let pair = |at: usize| {
        passage
            .lower
            .get(passage.bytes(at..at + 3))
            .unwrap_or_default()
            .to_owned()
    };
    let is_body = |at: usize| capital(at) && (BODIES.has(passage.at(at)) || BODIES.has(&pair(at)));
    let same = written(next) == written(head) && passage.at(next) != "phòng";
    same || is_body(next) && is_body(head)
}

/// `(1) …; (2) …`, `một là …, hai là …`: the last number, if all before it stand there.
fn numbered(passage: &Passage<'_>, region: &Range<usize>) -> Option<usize> {
    let mut count = 0;
    let words = [
        "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
    ];
    for at in region.clone() {
        let opens = at
            .checked_sub(1)
            .is_some_and(|before| passage.at(before) == "(")
            || at.checked_sub(1).and_then(|before| passage.kind(before)) == Some(TokenKind::Space);
        let closes = passage.at(at + 1) == ")";
        let digit = passage.kind(at) == Some(TokenKind::Number) && opens && closes;
        let is_next = digit && passage.at(at).parse() == Ok(count + 1);
        let word = words.get(count).is_some_and(|word| *word == passage.at(at))
            && passage
                .follows(at, &format!("{} là", passage.at(at)))
                .is_some();
        if is_next || word {
            count += 1;
        }
    }
    (count >= 2).then_some(count)
}

/// Tells whether the list may have more than it tells.
fn is_open(passage: &Passage<'_>, region: &Range<usize>) -> bool {
    let last = passage
        .solid_before(region.end)
        .map_or("", |at| passage.at(at));
    matches!(last, "…" | "khác" | "v" | "vv")
        || passage
            .text
            .get(passage.bytes(region.clone()))
            .is_some_and(|text| text.contains("...") || text.contains("v.v"))
}

/// Tells whether the things are told by numbers of them, which are added and not counted: `02 cầu, 05 tuyến đường`.
fn counts_again(passage: &Passage<'_>, announced: &Announced, region: &Range<usize>) -> bool {
    let figures = passage.quantities();
    let own = announced.figure.and_then(|index| figures.get(index));
    let first = figures.partition_point(|q| q.tokens.start < region.start);
    let inside = figures[first..].iter();
    let inside = inside
        .take_while(|q| q.tokens.start < region.end)
        .filter(|q| !q.name && !q.is_percent());
    let adds = |q: &&Quantity| {
        let before = passage.solid_before(q.tokens.start);
        let before = before.map_or("", |at| passage.at(at));
        let leads = matches!(before, "," | ";" | ":" | "và" | "gồm");
        leads || own.is_some_and(|own| likeness((passage, own), (passage, q)) == Likeness::Same)
    };
    inside.filter(adds).count() >= 2
}
