//! Finding words among the tokens of a passage.

use super::passage::Passage;
use super::tokens::{Token, TokenKind};
use std::ops::Range;

impl Passage<'_> {
    /// The text of a token in small letters; empty behind the last.
    pub(crate) fn at(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| self.small(token))
    }

    /// What a token is.
    pub(crate) fn kind(&self, token: usize) -> Option<TokenKind> {
        self.tokens.get(token).map(|token| token.kind)
    }

    /// The next token from here on that is no space.
    pub(crate) fn solid(&self, token: usize) -> usize {
        match self.kind(token) {
            Some(TokenKind::Space) if self.at(token) != "\n" => self.solid(token + 1),
            _ => token,
        }
    }

    /// The last token before this one that is no space.
    pub(crate) fn solid_before(&self, token: usize) -> Option<usize> {
        let before = token.checked_sub(1)?;
        match self.kind(before) {
            Some(TokenKind::Space) => self.solid_before(before),
            Some(_) => Some(before),
            None => self.solid_before(before),
        }
    }

    /// The token behind these words, if they stand from this token on, one space between them.
    pub(crate) fn follows(&self, token: usize, words: &str) -> Option<usize> {
        let mut at = token;
        for (count, word) in words.split(' ').enumerate() {
            if count > 0 {
                if self.kind(at) != Some(TokenKind::Space) {
                    return None;
                }
                at += 1;
            }
            if self.at(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The first token of these words, if they stand right before this token.
    pub(crate) fn precedes(&self, token: usize, words: &str) -> Option<usize> {
        let mut at = self.solid_before(token)?;
        for (count, word) in words.rsplit(' ').enumerate() {
            if count > 0 {
                at = at.checked_sub(2)?;
            }
            if self.at(at) != word {
                return None;
            }
        }
        Some(at)
    }

    /// The words among some tokens, in small letters, each with its token.
    pub(crate) fn words_in(&self, tokens: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
        let start = tokens.start.min(self.tokens.len());
        let end = tokens.end.clamp(start, self.tokens.len());
        let all = self.tokens[start..end].iter().enumerate();
        all.filter(|(_, token)| token.kind == TokenKind::Word)
            .map(move |(at, token): (usize, &Token)| (start + at, self.small(token)))
    }

    /// The bytes from one token up to another, which is left out.
    pub(crate) fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start);
        let start = start.map_or(self.text.len(), |token| token.range.start);
        let last = tokens.end.checked_sub(1);
        let end = last.and_then(|last| self.tokens.get(last));
        start..end.map_or(start, |token| token.range.end.max(start))
    }
}
