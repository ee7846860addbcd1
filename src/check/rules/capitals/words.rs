//! The words of a passage, one after another, and how they begin.

use crate::check::reading::{Passage, TokenKind};
use std::ops::Range;

/// The token behind another, spaces left out.
pub(super) fn after(passage: &Passage<'_>, at: usize) -> Option<usize> {
    let next = passage.tokens.get(at + 1)?;
    let next = at + 1 + usize::from(next.kind == TokenKind::Space);
    (next < passage.tokens.len()).then_some(next)
}

/// The token before another, spaces left out.
pub(super) fn before(passage: &Passage<'_>, at: usize) -> Option<usize> {
    let last = at.checked_sub(1)?;
    match passage.tokens.get(last)?.kind {
        TokenKind::Space => last.checked_sub(1),
        _ => Some(last),
    }
}

/// A token in small letters; empty for none.
pub(super) fn small<'p>(passage: &'p Passage<'_>, at: Option<usize>) -> &'p str {
    at.and_then(|at| passage.tokens.get(at))
        .map_or("", |token| passage.small(token))
}

/// A token as it is written; empty for none.
pub(super) fn text<'p>(passage: &'p Passage<'_>, at: Option<usize>) -> &'p str {
    at.and_then(|at| passage.tokens.get(at))
        .map_or("", |token| passage.slice(&token.range))
}

/// The two words up to a token, in small letters, as they stand there: `hội đồng`; one alone if a sign
/// stands before it.
pub(super) fn pair_before<'p>(passage: &'p Passage<'_>, at: usize) -> &'p str {
    let Some(last) = before(passage, at).filter(|last| is_word(passage, *last)) else {
        return "";
    };
    let first = before(passage, last).filter(|first| is_word(passage, *first));
    let start = passage.tokens[first.unwrap_or(last)].range.start;
    let end = passage.tokens[last].range.end;
    passage.lower.get(start..end).unwrap_or_default()
}

/// Tells whether a token is a word.
pub(super) fn is_word(passage: &Passage<'_>, at: usize) -> bool {
    let token = passage.tokens.get(at);
    token.is_some_and(|token| token.kind == TokenKind::Word)
}

/// Tells whether a token is a number.
pub(super) fn is_number(passage: &Passage<'_>, at: usize) -> bool {
    let token = passage.tokens.get(at);
    token.is_some_and(|token| token.kind == TokenKind::Number)
}

/// Tells whether a word begins with a capital.
pub(super) fn has_capital(passage: &Passage<'_>, at: usize) -> bool {
    text(passage, Some(at)).starts_with(char::is_uppercase)
}

/// Tells whether a word begins with a small letter.
pub(super) fn is_small(passage: &Passage<'_>, at: usize) -> bool {
    text(passage, Some(at)).starts_with(char::is_lowercase)
}

/// Tells whether a word is all capitals: `HĐND`; one letter alone is not.
pub(super) fn is_shouted(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some()
        && word.chars().all(|letter| !letter.is_lowercase())
}

/// Tells whether a word may have its capital from its place alone: at the start of a sentence, of an
/// item or of a line, behind a colon, a dash, a bracket or a quotation mark.
pub(super) fn begins(passage: &Passage<'_>, at: usize) -> bool {
    let Some(token) = passage.tokens.get(at) else {
        return true;
    };
    if token.range.start <= passage.label.end {
        return true;
    }
    let last = &passage.tokens[at - 1];
    if last.kind == TokenKind::Space && passage.slice(&last.range).contains('\n') {
        return true;
    }
    let Some(last) = before(passage, at) else {
        return true;
    };
    let last = &passage.tokens[last];
    last.range.end <= passage.label.end
        || last.kind == TokenKind::Sign
            && !matches!(passage.slice(&last.range), "," | ")" | "/" | "%")
}

/// From the start of a token to the end of another.
pub(super) fn span(passage: &Passage<'_>, first: usize, last: usize) -> Range<usize> {
    match (passage.tokens.get(first), passage.tokens.get(last)) {
        (Some(first), Some(last)) => first.range.start..last.range.end.max(first.range.end),
        _ => 0..0,
    }
}

/// Tells whether a place is another text's: quoted, or in the symbol of an act.
pub(super) fn is_foreign(passage: &Passage<'_>, at: usize) -> bool {
    let start = passage.tokens.get(at).map_or(0, |token| token.range.start);
    passage.is_quoted(start) || passage.is_symbol(start)
}

/// Tells whether a passage is set in capitals, so that they mean nothing.
pub(super) fn is_loud(passage: &Passage<'_>) -> bool {
    let mut letters = passage.text[passage.label.end.min(passage.text.len())..]
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .take(60);
    let small = letters
        .clone()
        .filter(|letter| letter.is_lowercase())
        .count();
    let all = letters.by_ref().count();
    small * 4 < all
}
