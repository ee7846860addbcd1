//! Walking along the tokens of a passage.

use crate::check::reading::{Passage, TokenKind};
use std::ops::Range;

/// The tokens of a passage by their numbers; past the end there is nothing.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'p, 'a> {
    pub(super) passage: &'p Passage<'a>,
}

impl<'p> Cursor<'p, '_> {
    /// The sort of a token.
    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.passage.tokens.get(at).map(|token| token.kind)
    }

    /// Tells whether a token is a word.
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    /// Tells whether a token is a word that begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.is_word(at) && self.text(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// A token in small letters.
    pub(super) fn small(&self, at: usize) -> &'p str {
        let token = self.passage.tokens.get(at);
        token.map_or("", |token| self.passage.small(token))
    }

    /// A token as it is written.
    pub(super) fn text(&self, at: usize) -> &'p str {
        let token = self.passage.tokens.get(at);
        token.map_or("", |token| self.passage.slice(&token.range))
    }

    /// Where a token begins.
    pub(super) fn start(&self, at: usize) -> usize {
        let token = self.passage.tokens.get(at);
        token.map_or(self.passage.text.len(), |token| token.range.start)
    }

    /// The bytes of tokens from one on, up to another.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.start(from);
        let last = to
            .checked_sub(1)
            .and_then(|last| self.passage.tokens.get(last));
        start..last.map_or(start, |token| token.range.end.max(start))
    }

    /// Tokens from one on, up to another, in small letters.
    pub(super) fn phrase(&self, from: usize, to: usize) -> &'p str {
        let range = self.range(from, to);
        self.passage.lower.get(range).unwrap_or_default()
    }

    /// The token at or behind this one that is no space.
    pub(super) fn skip(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(TokenKind::Space))
    }

    /// The token before this one that is no space.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let last = at.checked_sub(1)?;
        match self.kind(last) {
            Some(TokenKind::Space) => last.checked_sub(1),
            _ => Some(last),
        }
    }

    /// The token behind these words in small letters, if they stand here with single spaces between.
    pub(super) fn words(&self, at: usize, words: &str) -> Option<usize> {
        let mut next = at;
        let mut first = true;
        for word in words.split(' ') {
            if !first {
                next = self.skip(next);
            }
            first = false;
            if self.small(next) != word {
                return None;
            }
            next += 1;
        }
        Some(next)
    }
}

/// Tells whether most letters are capitals.
pub(super) fn is_in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (all, capital) = letters.fold((0, 0), |(all, capital), letter| {
        (all + 1, capital + usize::from(letter.is_uppercase()))
    });
    capital * 2 > all
}
