//! The columns of a table: what their heads say of the figures below.

use super::entry::Entry;
use crate::check::lists::Pairs;
use crate::check::reading::{Passage, Table};
use rust_decimal::Decimal;

static HEADS: Pairs = Pairs::new(include_str!("../../../../templates/check/table-heads.txt"));
static TOTALS: Pairs = Pairs::new(include_str!("../../../../templates/check/table-totals.txt"));

/// What the figures of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Ordinal numbers.
    Order,
    /// Names, codes, days, years: nothing to add.
    Name,
    /// The unit of each row.
    Unit,
    /// Per cent.
    Percent,
    /// Rates and averages.
    Rate,
    /// Measured, or money: may be rounded.
    Measured,
    /// Counted.
    Counted,
    /// Figures of which the head tells nothing.
    Plain,
}

impl Class {
    /// Tells whether figures of it can be added.
    pub(super) fn adds(self) -> bool {
        matches!(self, Self::Measured | Self::Counted | Self::Plain)
    }

    fn of(word: &str) -> Self {
        match word {
            "thu_tu" => Self::Order,
            "ten" => Self::Name,
            "don_vi" => Self::Unit,
            "phan_tram" => Self::Percent,
            "suat" => Self::Rate,
            "do" => Self::Measured,
            "dem" => Self::Counted,
            _ => Self::Plain,
        }
    }
}

/// How a name tells of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// It says no more: `Tổng cộng`.
    Whole,
    /// The sum of some: `Cộng nhóm I`.
    Part,
    /// It may be one: `Toàn xã`, `Tổng kinh phí`.
    Maybe,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The head cells over it, the lowest last, as they are written.
    pub(super) title: String,
    /// What its figures are.
    pub(super) class: Class,
    /// Whether its lowest head names a sum.
    pub(super) sum: Option<Sum>,
    /// The columns under the same head above the lowest one, if there is one over several.
    pub(super) family: Option<(usize, usize)>,
    /// Whether it holds figures at all.
    pub(super) figures: bool,
}

/// Reads all columns.
pub(super) fn of(
    table: &Table<'_>,
    passages: &[Passage<'_>],
    entries: &[Entry],
    around: &str,
) -> Vec<Column> {
    let all = (0..table.columns()).map(|column| {
        let texts = heads(table, passages, column);
        let lower = texts.join(" ").to_lowercase();
        let values =
            || (table.head * table.columns() + column..entries.len()).step_by(table.columns());
        let numbers = values()
            .filter(|&at| entries[at].figure().is_some())
            .count();
        let others = values()
            .filter(|&at| matches!(entries[at], Entry::Words | Entry::Unknown))
            .count();
        let figures = numbers > 0 && numbers > others;
        let own = match class(&lower) {
            Class::Measured | Class::Counted | Class::Plain if is_quotient(&lower) => Class::Rate,
            own => own,
        };
        let class = match own {
            Class::Plain if is_percent(values().map(|at| &entries[at]), passages) => Class::Percent,
            Class::Plain if column == 0 && count_up(values().map(|at| &entries[at])) => {
                Class::Order
            }
            Class::Plain if are_years(values().map(|at| &entries[at]), passages) => Class::Name,
            Class::Plain if class(around) == Class::Measured => Class::Measured,
            Class::Plain if class(around) == Class::Counted => Class::Counted,
            own => own,
        };
        Column {
            sum: texts.last().and_then(|text| sum(&text.to_lowercase())),
            title: texts.last().cloned().unwrap_or_default(),
            class,
            family: family(table, column),
            figures,
        }
    });
    all.collect()
}

/// The head cells over a column from above, each once, in one line.
fn heads(table: &Table<'_>, passages: &[Passage<'_>], column: usize) -> Vec<String> {
    let mut texts = Vec::new();
    let mut last = None;
    for row in 0..table.head {
        let Some(cell) = table.at(row, column) else {
            continue;
        };
        if last == Some((cell.row, cell.column)) {
            continue;
        }
        last = Some((cell.row, cell.column));
        let words: Vec<&str> = cell
            .passages
            .clone()
            .filter_map(|at| passages.get(at))
            .flat_map(|passage| passage.text.split_whitespace())
            .collect();
        let text = words.join(" ");
        if !text.is_empty() && !is_numbering(&text) {
            texts.push(text);
        }
    }
    texts
}

/// Tells whether a cell is the number of its column: `(1)`, `2`, `A`, `5=3+4`.
pub(super) fn is_numbering(text: &str) -> bool {
    let inner = text.trim().trim_matches(['(', ')', '[', ']']);
    let first = inner.split('=').next().unwrap_or_default().trim();
    let short = match first.as_bytes() {
        [b'A'..=b'Z' | b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9'] => true,
        [b'(', rest @ ..] => matches!(rest, [b'0'..=b'9', b')'] | [b'0'..=b'9', b'0'..=b'9', b')']),
        _ => false,
    };
    let rest = inner.chars().skip(first.chars().count());
    short
        && rest
            .into_iter()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || "=+-–/*x×:%()[] .".contains(c))
}

/// The columns under one head above the lowest one.
fn family(table: &Table<'_>, column: usize) -> Option<(usize, usize)> {
    let above = (0..table.head)
        .rev()
        .filter_map(|row| table.at(row, column));
    let mut wide = above.filter(|cell| cell.across > 1 && cell.across < table.columns());
    wide.next()
        .map(|cell| (cell.column, cell.column + cell.across))
}

/// The class that the words of a head tell; of the unit above a table likewise.
pub(super) fn class(lower: &str) -> Class {
    let trimmed = plain_name(lower);
    let mut best = Class::Plain;
    for (word, class) in HEADS.all() {
        let class = Class::of(class);
        if class >= best {
            continue;
        }
        let fits = match word.strip_prefix('=') {
            Some(whole) => trimmed == whole,
            None => has_word(lower, word),
        };
        if fits {
            best = class;
        }
    }
    best
}

/// Tells whether a head names one thing by another: `Học sinh/lớp`, `(người/km2)`.
fn is_quotient(lower: &str) -> bool {
    let mut parts = lower.split('/');
    let mut before = parts.next().unwrap_or_default();
    parts.any(|part| {
        let last = before.trim_end().chars().next_back();
        before = part;
        let first = part.trim_start().chars().next();
        last.is_some_and(char::is_alphanumeric) && first.is_some_and(char::is_alphabetic)
    })
}

/// Tells whether a text has a word or phrase with no letter at its sides.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        let sign = word.starts_with('%');
        sign || !before.is_some_and(char::is_alphanumeric)
            && !after.is_some_and(char::is_alphanumeric)
    })
}

/// A name without what stands in brackets and without marks around it.
pub(super) fn plain_name(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut depth = 0u32;
    for c in lower.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let name = out.trim_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ")
}

/// How a name in small letters tells of a sum.
pub(super) fn sum(lower: &str) -> Option<Sum> {
    if !lower.contains("tổng")
        && !lower.contains("cộng")
        && !lower.contains("toàn")
        && !lower.contains("cả")
    {
        return None;
    }
    let name = plain_name(lower);
    let begins = |word: &str| {
        let rest = name.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    match TOTALS.get(&name) {
        Some("tong") => return Some(Sum::Whole),
        Some("toan") => return Some(Sum::Maybe),
        _ => {}
    }
    let mut found = None;
    for (word, kind) in TOTALS.all() {
        if begins(word) {
            match *kind {
                "phan" => return Some(Sum::Part),
                "toan" => found = Some(Sum::Maybe),
                _ if word.starts_with("tổng") => found = Some(Sum::Maybe),
                _ => found = found.or(part(&name, word)),
            }
        }
    }
    found
}

/// Tells whether the head of a column may name the difference of two others.
pub(super) fn is_difference(lower: &str) -> bool {
    let all = TOTALS.all().iter();
    let mut words = all.filter(|(_, kind)| **kind == "hieu");
    words.any(|(word, _)| has_word(lower, word))
}

/// `cộng I`, `cộng A`: the sum of the group of this label.
fn part(name: &str, word: &str) -> Option<Sum> {
    let rest = name.strip_prefix(word)?.trim();
    let label =
        rest.chars().count() <= 4 && rest.chars().all(|c| "ivx".contains(c)) || rest.len() == 1;
    label.then_some(Sum::Part)
}

/// Tells whether most figures have a percent sign behind them.
fn is_percent<'a>(entries: impl Iterator<Item = &'a Entry>, passages: &[Passage<'_>]) -> bool {
    let (mut signs, mut all) = (0, 0);
    for figure in entries.filter_map(Entry::figure) {
        let rest = passages
            .get(figure.passage)
            .and_then(|p| p.text.get(figure.range.end..));
        all += 1;
        signs += usize::from(rest.is_some_and(|rest| rest.trim_start().starts_with('%')));
    }
    signs * 2 > all
}

/// Tells whether all figures are years: four digits without a stop.
fn are_years<'a>(entries: impl Iterator<Item = &'a Entry>, passages: &[Passage<'_>]) -> bool {
    let mut any = false;
    for figure in entries.filter_map(Entry::figure) {
        let text = passages
            .get(figure.passage)
            .map_or("", |p| p.slice(&figure.range));
        if text.len() != 4 || !(text.starts_with("19") || text.starts_with("20")) {
            return false;
        }
        any = true;
    }
    any
}

/// Tells whether figures count up from 1, perhaps anew in each group.
fn count_up<'a>(entries: impl Iterator<Item = &'a Entry>) -> bool {
    let (mut last, mut count) = (Decimal::ZERO, 0);
    for figure in entries.filter_map(Entry::figure) {
        if figure.value != last + Decimal::ONE && figure.value != Decimal::ONE {
            return false;
        }
        (last, count) = (figure.value, count + 1);
    }
    count > 1
}
