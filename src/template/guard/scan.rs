//! Finds the tags of a tera template and splits them into tokens.
//!
//! In: a template as it was written. Out: its [`Piece`]s in order, each with its place. It follows
//! tera's own lexer (delimiters, trimming, quotes, `raw`) and says nothing about grammar.
//! Everything that is asked of a template before tera reads it (rules, counters, the names that it
//! uses) is asked of these pieces, so that a text is scanned once.

use std::ops::Range;

/// A stretch of a template.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::template) enum Piece<'s> {
    /// Text that is printed as it stands; also the inside of `{% raw %}`.
    Text(Range<usize>),
    /// A piece that prints nothing: `{# … #}`, `{% raw %}`, `{% endraw %}`.
    Comment(Range<usize>),
    /// A tag: `{{ … }}` or `{% … %}`.
    Tag(Tag<'s>),
}

/// A tag with its tokens.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::template) struct Tag<'s> {
    /// It is `{% … %}`, not `{{ … }}`.
    pub(in crate::template) block: bool,
    /// The range from the first `{` to behind the last `}`.
    pub(in crate::template) range: Range<usize>,
    /// It opens with `{{-` or `{%-`, which takes off the white space before it.
    pub(in crate::template) trims_before: bool,
    /// It closes with `-}}` or `-%}`, which takes off the white space behind it.
    pub(in crate::template) trims_after: bool,
    pub(in crate::template) tokens: Vec<Token<'s>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template) enum TokenKind {
    Name,
    Integer,
    Float,
    /// A literal with its quotes, which tell it from every name and sign.
    Text,
    Sign,
}

/// A word of a tag, and the offset where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template) struct Token<'s> {
    pub(in crate::template) kind: TokenKind,
    pub(in crate::template) word: &'s str,
    pub(in crate::template) at: usize,
}

/// The range where a tag, a comment or a raw block opens that never closes.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::template) struct Unclosed(pub(in crate::template) Range<usize>);

impl Token<'_> {
    pub(in crate::template) fn range(&self) -> Range<usize> {
        self.at..self.at + self.word.len()
    }
}

impl<'s> Tag<'s> {
    /// The word of token `i`; empty before the first (`i.wrapping_sub(1)`) and behind the last.
    pub(in crate::template) fn word(&self, i: usize) -> &'s str {
        self.tokens.get(i).map_or("", |token| token.word)
    }

    /// The first word of a block tag: `for`, `if`.
    pub(in crate::template) fn keyword(&self) -> &'s str {
        match self.tokens.first() {
            Some(first) if self.block && first.kind == TokenKind::Name => first.word,
            _ => "",
        }
    }

    /// The range from token `from` to before token `to`.
    pub(in crate::template) fn span(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(self.range.start, |t| t.at);
        let last = to.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |token| token.range().end)
    }

    /// Goes through the tokens, each with its index and the number of brackets that are open around
    /// it; a bracket itself counts as outside what it encloses.
    pub(in crate::template) fn nested(&self) -> impl Iterator<Item = (usize, usize, &Token<'s>)> {
        let mut depth = 0_usize;
        self.tokens.iter().enumerate().map(move |(i, token)| {
            if is_closing(token.word) {
                depth = depth.saturating_sub(1);
            }
            let outside = depth;
            depth += usize::from(is_opening(token.word));
            (i, outside, token)
        })
    }
}

pub(in crate::template) fn is_opening(word: &str) -> bool {
    matches!(word, "(" | "[" | "?[" | "{")
}

pub(in crate::template) fn is_closing(word: &str) -> bool {
    matches!(word, ")" | "]" | "}")
}

/// Tells whether a text has anything for tera to do.
pub(in crate::template) fn has_tags(text: &str) -> bool {
    next_open(text, 0).is_some()
}

/// Splits a template into its pieces.
pub(in crate::template) fn scan(source: &str) -> Result<Vec<Piece<'_>>, Unclosed> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(open) = next_open(source, at) {
        if open > at {
            pieces.push(Piece::Text(at..open));
        }
        at = match source.as_bytes()[open + 1] {
            b'#' => {
                let end = source[open + 2..].find("#}").ok_or(opening(open))?;
                let end = open + 2 + end + 2;
                pieces.push(Piece::Comment(open..end));
                end
            }
            b'%' => match raw(source, open)? {
                Some((inside, end)) => {
                    pieces.push(Piece::Comment(open..inside.start));
                    pieces.push(Piece::Text(inside.clone()));
                    pieces.push(Piece::Comment(inside.end..end));
                    end
                }
                None => push_tag(source, open, true, &mut pieces)?,
            },
            _ => push_tag(source, open, false, &mut pieces)?,
        };
    }
    if at < source.len() {
        pieces.push(Piece::Text(at..source.len()));
    }
    Ok(pieces)
}

fn opening(at: usize) -> Unclosed {
    Unclosed(at..at + 2)
}

/// Finds where the next `{{`, `{%` or `{#` begins.
fn next_open(source: &str, from: usize) -> Option<usize> {
    let braces = source[from..].match_indices('{');
    let mut braces = braces.map(|(at, _)| from + at);
    braces.find(|at| matches!(source.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')))
}

/// Finds the inside of a raw block that opens at `open`, and the end of the block.
fn raw(source: &str, open: usize) -> Result<Option<(Range<usize>, usize)>, Unclosed> {
    let Some(start) = whole_tag(source, open, "raw") else {
        return Ok(None);
    };
    let mut at = start;
    while let Some(found) = source[at..].find("{%") {
        if let Some(end) = whole_tag(source, at + found, "endraw") {
            return Ok(Some((start..at + found, end)));
        }
        at += found + 2;
    }
    Err(opening(open))
}

/// Finds the end of the tag at `open` if it is `{% word %}`.
fn whole_tag(source: &str, open: usize, word: &str) -> Option<usize> {
    let mut rest = &source[open + 2..];
    rest = rest.strip_prefix('-').unwrap_or(rest);
    rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
    rest = rest.strip_prefix(word)?;
    rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
    rest = rest.strip_prefix('-').unwrap_or(rest);
    rest = rest.strip_prefix("%}")?;
    Some(source.len() - rest.len())
}

fn push_tag<'s>(
    source: &'s str,
    open: usize,
    block: bool,
    pieces: &mut Vec<Piece<'s>>,
) -> Result<usize, Unclosed> {
    let close = if block { "%}" } else { "}}" };
    let trims_before = source[open + 2..].starts_with('-');
    let mut at = open + 2 + usize::from(trims_before);
    let mut tokens = Vec::new();
    loop {
        let rest = &source[at..];
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        at = source.len() - rest.len();
        let trims_after = rest.starts_with('-') && rest[1..].starts_with(close);
        if trims_after || rest.starts_with(close) {
            let end = at + usize::from(trims_after) + 2;
            pieces.push(Piece::Tag(Tag {
                block,
                range: open..end,
                trims_before,
                trims_after,
                tokens,
            }));
            return Ok(end);
        }
        let (kind, len) = token(rest).ok_or(opening(open))?;
        tokens.push(Token {
            kind,
            word: &rest[..len],
            at,
        });
        at += len;
    }
}

/// Tells kind and length of the token that `rest` starts with; none at the end or in an open quote.
fn token(rest: &str) -> Option<(TokenKind, usize)> {
    let first = rest.chars().next()?;
    Some(match first {
        '"' | '\'' | '`' => (TokenKind::Text, quoted(rest, first)?),
        '0'..='9' => number(rest),
        // A letter with marks is no part of a name for tera, but of what the writer takes for one.
        c if c.is_alphabetic() || c == '_' => (
            TokenKind::Name,
            rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '\u{300}'..='\u{36f}'))
                .unwrap_or(rest.len()),
        ),
        _ => {
            const LONG: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];
            let long = LONG.iter().find(|sign| rest.starts_with(**sign));
            (
                TokenKind::Sign,
                long.map_or(first.len_utf8(), |sign| sign.len()),
            )
        }
    })
}

fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(i + 1),
            _ => {}
        }
    }
    None
}

fn number(rest: &str) -> (TokenKind, usize) {
    let mut kind = TokenKind::Integer;
    let len = rest
        .bytes()
        .take_while(|b| {
            if *b == b'.' && kind == TokenKind::Integer {
                kind = TokenKind::Float;
                return true;
            }
            b.is_ascii_digit()
        })
        .count();
    (kind, len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        scan(source)
            .unwrap()
            .iter()
            .map(|piece| match piece {
                Piece::Text(range) => format!("text {:?}\n", &source[range.clone()]),
                Piece::Comment(_) => "comment\n".to_owned(),
                Piece::Tag(tag) => {
                    let tokens: Vec<&str> = tag.tokens.iter().map(|t| t.word).collect();
                    format!("tag {}\n", tokens.join(" "))
                }
            })
            .collect()
    }

    #[test]
    fn tags_comments_raw_and_quotes() {
        insta::assert_snapshot!(
            shown(r#"a{{- x.y|tien(don_vi="}}") -}}b{# {{ #}{% raw %}{{ z }}{% endraw %}{% if a>=1.5 %}c"#),
            @r#"
        text "a"
        tag x . y | tien ( don_vi = "}}" )
        text "b"
        comment
        comment
        text "{{ z }}"
        comment
        tag if a >= 1.5
        text "c"
        "#
        );
    }

    #[test]
    fn what_never_closes() {
        for (source, at) in [
            ("ă {{ x", 3),
            ("{% if", 0),
            ("a {# b", 2),
            ("{{ 'x }}", 0),
            ("{% raw %} {{", 0),
        ] {
            assert_eq!(scan(source), Err(Unclosed(at..at + 2)), "{source}");
        }
        assert!(scan("{ a } {").is_ok());
    }
}
