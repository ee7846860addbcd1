//! Years and spans of years in a text: `năm 2024`, `2021 - 2025`.

use crate::check::reading::{Passage, TokenKind};
use std::ops::Range;

/// A year: its number and its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) value: u16,
    pub(super) token: usize,
}

/// A span of years by its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct YearSpan {
    pub(super) from: Year,
    pub(super) to: Year,
}

impl YearSpan {
    /// Its bytes in the text.
    pub(super) fn range(&self, passage: &Passage<'_>) -> Range<usize> {
        passage.bytes(self.from.token..self.to.token + 1)
    }
}

/// The year at a token: four digits that are of no symbol.
pub(super) fn at(passage: &Passage<'_>, token: usize) -> Option<Year> {
    let text = passage.at(token);
    let is_year = text.len() == 4
        && matches!(text.get(..2), Some("19" | "20"))
        && passage.kind(token) == Some(TokenKind::Number);
    let value = text.parse().ok().filter(|_| is_year)?;
    let place = passage.tokens[token].range.start;
    (!passage.is_symbol(place)).then_some(Year { value, token })
}

/// The span that begins with the year at a token.
pub(super) fn span(passage: &Passage<'_>, token: usize) -> Option<YearSpan> {
    let from = at(passage, token)?;
    let joint = passage.solid(token + 1);
    if !matches!(passage.at(joint), "-" | "–" | "—" | "đến" | "tới") {
        return None;
    }
    let mut behind = passage.solid(joint + 1);
    if passage.at(behind) == "năm" {
        behind = passage.solid(behind + 1);
    }
    let to = at(passage, behind)?;
    // `2021 - 2025/QĐ`, `2023-2024-01`
    let is_end = !matches!(passage.at(behind + 1), "/" | "-");
    let begins = token == 0 || !matches!(passage.at(token - 1), "/" | "-" | ".");
    (is_end && begins).then_some(YearSpan { from, to })
}

/// All spans of a passage.
pub(super) fn spans<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = YearSpan> + 'p {
    (0..passage.tokens.len()).filter_map(|token| span(passage, token))
}

/// The years of a passage that a sentence is about: those of symbols, dates and spans left out.
pub(super) fn named<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Year> + 'p {
    let years = (0..passage.tokens.len()).filter_map(|token| at(passage, token));
    years.filter(|year| {
        let place = passage.tokens[year.token].range.start;
        let mut dates = passage.dates().iter();
        let in_date = dates.any(|date| date.range.contains(&place) && date.day.is_some());
        let ends_span = year.token.checked_sub(1).is_some_and(|before| {
            let joint = match passage.kind(before) {
                Some(TokenKind::Space) => before.checked_sub(1),
                _ => Some(before),
            };
            joint.is_some_and(|joint| matches!(passage.at(joint), "-" | "–" | "/"))
        });
        !in_date && !ends_span && span(passage, year.token).is_none()
    })
}
