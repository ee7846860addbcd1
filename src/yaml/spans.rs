//! The parser's places as byte ranges that cover a value and nothing else.

use saphyr_parser::ScalarStyle;
use std::ops::Range;

/// The parser counts characters, places count bytes: the offset of every 64th character.
pub(super) struct Offsets(Vec<usize>);

impl Offsets {
    const STEP: usize = 64;

    pub(super) fn new(text: &str) -> Self {
        let offsets = text.char_indices().map(|(i, _)| i);
        Self(offsets.step_by(Self::STEP).collect())
    }

    /// The byte offset of a character.
    pub(super) fn byte(&self, text: &str, character: usize) -> usize {
        let Some(&from) = self.0.get(character / Self::STEP) else {
            return text.len();
        };
        text[from..]
            .char_indices()
            .nth(character % Self::STEP)
            .map_or(text.len(), |(i, _)| from + i)
    }
}

/// The range of a scalar from that of its event. The parser's reaches over a comment after a
/// closing quote, begins at the anchor or tag unless the scalar is `bare`, and begins a block at
/// its first character that is not white space.
///
/// Quoted scalars come with their quotes, blocks from the start of their first line.
pub(super) fn of_scalar(
    text: &str,
    range: Range<usize>,
    value: &str,
    style: ScalarStyle,
    bare: bool,
) -> Range<usize> {
    match style {
        ScalarStyle::Plain if bare => range,
        ScalarStyle::Plain => {
            let found = text.get(range.clone()).and_then(|t| t.rfind(value));
            found.map_or(range.clone(), |i| range.start + i..range.end)
        }
        ScalarStyle::SingleQuoted => quoted(text, range, '\''),
        ScalarStyle::DoubleQuoted => quoted(text, range, '"'),
        ScalarStyle::Literal | ScalarStyle::Folded if bare => {
            let blank = value.len() - value.trim_start_matches('\n').len();
            let mut start = line_start(text, range.start);
            for _ in 0..blank {
                start = line_start(text, start.saturating_sub(1));
            }
            start..range.end
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let header = text.get(range.clone()).and_then(|t| t.find('\n'));
            header.map_or(range.clone(), |i| range.start + i + 1..range.end)
        }
    }
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |i| i + 1)
}

/// From the opening quote to the closing one.
fn quoted(text: &str, range: Range<usize>, quote: char) -> Range<usize> {
    let Some((open, covered)) = text
        .get(range.clone())
        .and_then(|covered| Some((covered.find(quote)?, covered)))
    else {
        return range;
    };
    let mut rest = covered[open + 1..].char_indices();
    while let Some((i, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote {
            let doubled = quote == '\'' && rest.clone().next().is_some_and(|(_, c)| c == quote);
            if !doubled {
                return range.start + open..range.start + open + 1 + i + 1;
            }
            rest.next();
        }
    }
    range.start + open..range.end
}
