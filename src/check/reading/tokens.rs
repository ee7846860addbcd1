//! The words, numbers, signs and spaces of a text.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with the stops and commas between them: `7.512.469`, `97,5`, `05`.
    Number,
    /// White space.
    Space,
    /// Any other sign, each for itself.
    Sign,
}

/// A token and its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Its bytes.
    pub(crate) range: Range<usize>,
}

fn kind(letter: char) -> TokenKind {
    if letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter) {
        TokenKind::Word
    } else if letter.is_ascii_digit() {
        TokenKind::Number
    } else if letter.is_whitespace() {
        TokenKind::Space
    } else {
        TokenKind::Sign
    }
}

/// All tokens of a text; together they are the text.
pub(super) fn of(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 3);
    for (at, letter) in text.char_indices() {
        let kind = kind(letter);
        let end = at + letter.len_utf8();
        match tokens.last_mut() {
            Some(last) if last.kind == kind && kind != TokenKind::Sign => last.range.end = end,
            _ => tokens.push(Token {
                kind,
                range: at..end,
            }),
        }
    }
    joined(text, tokens)
}

/// Joins digits with the stops and commas between them.
fn joined(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let is_point = |token: &Token| matches!(&text[token.range.clone()], "." | ",");
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let follows = tokens
            .peek()
            .is_some_and(|next| next.kind == TokenKind::Number);
        let last = out.last_mut().filter(|last| last.kind == TokenKind::Number);
        match last {
            Some(last) if is_point(&token) && follows => {
                last.range.end = tokens.next().map_or(last.range.end, |next| next.range.end);
            }
            _ => out.push(token),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_points_between_their_digits() {
        let text = "Đạt 7.512,5 đ; 97%, 05/12.";
        let words: Vec<&str> = of(text).iter().map(|t| &text[t.range.clone()]).collect();
        let expected = [
            "Đạt", " ", "7.512,5", " ", "đ", ";", " ", "97", "%", ",", " ", "05", "/", "12", ".",
        ];
        assert_eq!(words, expected);
    }
}
