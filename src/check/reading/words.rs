//! The words and numbers of a passage in a row, as rules on wording compare them.

use super::passage::Passage;
use super::spelling::{Spelling, Tone};
use super::tokens::TokenKind;
use std::ops::Range;

/// How a word stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glue {
    /// White space alone is between them.
    Space,
    /// A hyphen or dash with white space around it: `kinh tế - xã hội`.
    Dash,
    /// Anything else, or nothing.
    Other,
}

/// A word or number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its token.
    pub(crate) token: usize,
    /// The same for words of the same letters and tone, whatever their capitals and wherever the mark
    /// of the tone stands.
    pub(crate) key: u64,
    /// The same for words of the same letters without marks.
    pub(crate) bare: u64,
    /// What is between it and the word before.
    pub(crate) glue: Glue,
    /// Whether it is a number.
    pub(crate) is_number: bool,
    /// Whether signs or digits touch it: a part of something longer.
    pub(crate) is_part: bool,
}

/// A number for letters that follow one another (FNV-1a).
fn mixed(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The keys of a word in small letters: with marks and tone, and without.
pub(crate) fn keys(word: &str) -> (u64, u64) {
    let Some(spelling) = Spelling::of(word) else {
        let key = mixed(word.chars());
        return (key, key);
    };
    let tone = match (spelling.tones, spelling.tone) {
        (0, _) => '0',
        (1, Tone::Falling) => '1',
        (1, Tone::Rising) => '2',
        (1, Tone::Asking) => '3',
        (1, Tone::Broken) => '4',
        (1, _) => '5',
        _ => return (mixed(word.chars()), mixed(spelling.bare().iter().copied())),
    };
    let letters = spelling.letters().iter().copied();
    (
        mixed(letters.chain([tone])),
        mixed(spelling.bare().iter().copied()),
    )
}

/// All words and numbers of a passage.
pub(super) fn of(passage: &Passage<'_>) -> Vec<Word> {
    let tokens = &passage.tokens;
    let is_text = |at: Option<usize>| {
        let kind = at.and_then(|at| tokens.get(at)).map(|token| token.kind);
        matches!(kind, Some(TokenKind::Word | TokenKind::Number))
    };
    let joins = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        token.is_some_and(|token| matches!(passage.small(token), "-" | "/" | "'" | "’" | "_" | "@"))
    };
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len() / 2 + 1);
    for (at, token) in tokens.iter().enumerate() {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            continue;
        }
        let text = passage.small(token);
        let is_number = token.kind == TokenKind::Number;
        let (key, bare) = if is_number {
            let key = mixed(text.chars());
            (key, key)
        } else {
            keys(text)
        };
        let (before, behind) = (at.checked_sub(1), Some(at + 1));
        let stop = |stop: Option<usize>, beyond: Option<usize>| {
            let token = stop.and_then(|at| tokens.get(at));
            token.is_some_and(|token| passage.small(token) == ".") && is_text(beyond)
        };
        let is_part = is_text(before)
            || is_text(behind)
            || joins(before)
            || joins(behind)
            || stop(before, at.checked_sub(2))
            || stop(behind, Some(at + 2));
        let glue = match words.last() {
            Some(last) => glue(passage, last.token + 1..at),
            None => Glue::Other,
        };
        words.push(Word {
            token: at,
            key,
            bare,
            glue,
            is_number,
            is_part,
        });
    }
    words
}

/// What some tokens between two words are.
fn glue(passage: &Passage<'_>, between: Range<usize>) -> Glue {
    let tokens = passage.tokens.get(between).unwrap_or_default();
    let is_space = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Space && passage.small(token) != "\n")
    };
    let is_dash = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| matches!(passage.small(token), "-" | "–" | "—"))
    };
    match tokens.len() {
        1 if is_space(0) => Glue::Space,
        1 if is_dash(0) => Glue::Dash,
        2 if is_space(0) && is_dash(1) || is_dash(0) && is_space(1) => Glue::Dash,
        3 if is_space(0) && is_dash(1) && is_space(2) => Glue::Dash,
        _ => Glue::Other,
    }
}

impl Passage<'_> {
    /// The bytes from one word to another, both of them in.
    pub(crate) fn span(&self, from: &Word, to: &Word) -> Range<usize> {
        self.bytes(from.token..to.token + 1)
    }

    /// A word as it stands in the text.
    pub(crate) fn written(&self, word: &Word) -> &str {
        let token = self.tokens.get(word.token);
        token.map_or("", |token| self.slice(&token.range))
    }

    /// A word in small letters.
    pub(crate) fn said(&self, word: &Word) -> &str {
        self.at(word.token)
    }
}
