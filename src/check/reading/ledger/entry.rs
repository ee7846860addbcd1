//! The cells of a table as figures.

use crate::check::reading::{Passage, Table, TableCell};
use crate::figures::{Reading, Rule, Writing, read};
use rust_decimal::Decimal;
use std::ops::Range;

/// Larger figures (a thousand million million) and finer ones are no figures that a document adds up.
const MOST: Decimal = Decimal::from_parts(0xa4c6_8000, 0x0003_8d7e, 0, false, 0);
const MOST_PLACES: u32 = 8;

/// A figure in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Its value; of a percentage the part before the sign.
    pub(crate) value: Decimal,
    /// How many digits it has behind the comma.
    pub(crate) places: u32,
    /// The passage that it stands in.
    pub(crate) passage: usize,
    /// Its digits there.
    pub(crate) range: Range<usize>,
}

/// The content of a cell as far as sums are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// A figure.
    Number(Figure),
    /// Nothing, or a dash that stands for it.
    Nothing,
    /// Words.
    Words,
    /// Words with digits, several figures, a range: something that was not understood.
    Unknown,
}

impl Entry {
    pub(super) fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Number(figure) => Some(figure),
            _ => None,
        }
    }
}

/// Reads a cell.
pub(super) fn of(cell: &TableCell, passages: &[Passage<'_>]) -> Entry {
    let mut all = cell.passages.clone();
    let (Some(index), None) = (all.next(), all.next()) else {
        return if cell.passages.is_empty() {
            Entry::Nothing
        } else {
            words(passages, cell)
        };
    };
    let Some(passage) = passages.get(index) else {
        return Entry::Nothing;
    };
    let text = passage.text.as_str();
    let rest = text.trim();
    if rest
        .chars()
        .all(|c| matches!(c, '-' | '–' | '—' | '/' | ' '))
    {
        return Entry::Nothing;
    }
    if !rest.bytes().any(|b| b.is_ascii_digit()) {
        return Entry::Words;
    }
    let start = text.len() - text.trim_start().len();
    let digits = rest
        .trim_start_matches(['-', '\u{2212}', '–', '+'])
        .trim_start();
    let negative = !rest.starts_with('+') && digits.len() < rest.len();
    let end = digits
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .unwrap_or(digits.len());
    let (number, unit) = digits.split_at(end);
    let number = number.trim_end_matches(['.', ',']);
    let is_unit = unit.chars().filter(|c| c.is_whitespace()).count() <= 3
        && !unit.chars().any(|c| {
            c.is_ascii_digit() && !unit.contains('m') || matches!(c, '-' | '–' | '/' | '(' | '=')
        });
    match value(number).filter(|_| is_unit) {
        Some(value) => {
            let first = start + rest.len() - digits.len();
            let from = if negative { start } else { first };
            Entry::Number(Figure {
                value: if negative { -value } else { value },
                places: value.scale(),
                passage: index,
                range: from..first + number.len(),
            })
        }
        None => Entry::Unknown,
    }
}

fn words(passages: &[Passage<'_>], cell: &TableCell) -> Entry {
    let mut all = cell.passages.clone().filter_map(|at| passages.get(at));
    match all.any(|passage| passage.text.bytes().any(|b| b.is_ascii_digit())) {
        true => Entry::Unknown,
        false => Entry::Words,
    }
}

/// The value of digits as offices write them: a comma before decimals, stops between thousands.
fn value(text: &str) -> Option<Decimal> {
    match read(text, Rule::Text(Some(Writing::Comma))) {
        Reading::Number { value, .. } => {
            let small = value.abs() < MOST && value.scale() <= MOST_PLACES;
            small.then_some(value)
        }
        _ => None,
    }
}

/// Figures such as `65,606` in a column that has no other decimals, are thousands by the wrong sign.
pub(super) fn regroup(
    entries: &mut [Entry],
    passages: &[Passage<'_>],
    columns: usize,
    column: usize,
) -> Vec<Figure> {
    let doubtful = |figure: &Figure| {
        let text = passages.get(figure.passage);
        figure.places == 3 && text.is_some_and(|p| !p.slice(&figure.range).contains('.'))
    };
    let of_column = || (column..entries.len()).step_by(columns.max(1));
    let figures = of_column().filter_map(|at| entries[at].figure());
    let (mut some, mut others, mut decimals) = (false, 0, false);
    for figure in figures {
        match doubtful(figure) {
            true => some = true,
            false => {
                others += 1;
                decimals |= figure.places > 0;
            }
        }
    }
    let mut regrouped = Vec::new();
    if !some || others == 0 || decimals {
        return regrouped;
    }
    for at in (column..entries.len()).step_by(columns.max(1)) {
        if let Entry::Number(figure) = &mut entries[at]
            && doubtful(figure)
        {
            figure.value *= Decimal::ONE_THOUSAND;
            figure.value = figure.value.trunc();
            figure.places = 0;
            regrouped.push(figure.clone());
        }
    }
    regrouped
}

/// The text of a cell in small letters, its passages joined by spaces.
pub(super) fn small(
    table: &Table<'_>,
    passages: &[Passage<'_>],
    row: usize,
    column: usize,
) -> String {
    let cell = table.at(row, column).filter(|cell| cell.row == row);
    let all = cell.map(|cell| cell.passages.clone()).unwrap_or_default();
    let texts: Vec<&str> = all
        .filter_map(|at| passages.get(at))
        .map(|passage| passage.lower.trim())
        .collect();
    texts.join(" ")
}
