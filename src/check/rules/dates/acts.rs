//! The symbols of acts and the dates that belong to them: `số 15/2024/NĐ-CP ngày 05/3/2024`.

use crate::check::reading::{Date, Passage};
use std::ops::Range;

/// The symbol that stands right before a date, with `ngày` between.
pub(super) fn symbol_before(passage: &Passage<'_>, date: &Date) -> Option<Range<usize>> {
    let symbol = passage
        .symbols
        .iter()
        .rfind(|symbol| symbol.end <= date.range.start)?;
    let between = passage.lower.get(symbol.end..date.range.start)?;
    let mut words = between.split(|c: char| c.is_whitespace() || matches!(c, ',' | '('));
    let is_joint = words.all(|word| matches!(word, "" | "ngày" | "ký" | "tháng"));
    (is_joint && between.contains(['n', 't'])).then(|| symbol.clone())
}

/// The year in a symbol, `2024` of `15/2024/NĐ-CP`, with its place in the symbol.
pub(super) fn year(symbol: &str) -> Option<(u16, usize)> {
    let (number, rest) = symbol.split_once('/')?;
    let (year, _) = rest.split_once('/')?;
    let is_year = year.len() == 4 && matches!(year.get(..2), Some("19" | "20"));
    let value = year.parse().ok().filter(|_| is_year)?;
    Some((value, number.len() + 1))
}
