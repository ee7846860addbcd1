//! The rows of a table: which are sums, and how deep the others lie.

use super::entry::{self, Entry};
use super::heads::{self, Class, Column, Sum};
use crate::check::reading::{Passage, Table};
use crate::document::RowKind;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// An entry; how deep it lies, from 0.
    Item(usize),
    /// The sum of others.
    Sum(Sum),
    /// The heading of a group, without figures.
    Group,
    /// The numbers of the columns, or nothing at all.
    None,
    /// One of some of the parts of the row above: behind `Trong đó`.
    Within,
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What it is.
    pub(super) sort: Sort,
    /// Its name as it is written.
    pub(super) name: String,
    /// Its unit, in a table with a column of units.
    pub(super) unit: String,
    /// The letters of its label, to tell tiers apart.
    pub(super) mark: Mark,
}

/// The sorts of labels, from the highest tier to the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// `A`
    Capital,
    /// `I`
    Roman,
    /// `1`
    Number,
    /// `1.1`: how many stops.
    Dotted(usize),
    /// `a`
    Letter,
    /// `-`
    Dash,
    /// `+`, `*`
    Plus,
    /// None.
    Bare,
}

/// Reads all rows, those of the head as nothing.
pub(super) fn of(
    table: &Table<'_>,
    passages: &[Passage<'_>],
    entries: &[Entry],
    columns: &[Column],
) -> Vec<Row> {
    let unit = columns
        .iter()
        .position(|column| column.class == Class::Unit);
    let mut tiers: Vec<Mark> = Vec::new();
    let mut rows = Vec::with_capacity(table.rows());
    let mut within: Option<Mark> = None;
    for at in 0..table.rows() {
        let mut row = named(table, passages, entries, columns, at);
        if row.mark == Mark::Bare && under_label(table, columns, at) {
            // The label is that of the cell which reaches down from above.
            row.mark = rows.last().map_or(Mark::Bare, |above: &Row| above.mark);
        }
        if let Some(unit) = unit {
            row.unit = entry::small(table, passages, at, unit);
        }
        let is_open = table.kinds[at] != RowKind::Group && row.sort == Sort::Group;
        if is_open && within_words(&row.name) {
            within = Some(tiers.last().copied().unwrap_or(Mark::Number));
            row.sort = Sort::Within;
        } else if let Sort::Item(_) = row.sort {
            within = within.filter(|above| row.mark > *above);
            if within.is_some() {
                row.sort = Sort::Within;
            } else if within_words(&row.name) {
                within = tiers.last().copied().filter(|above| row.mark > *above);
                within = within.or(Some(Mark::Dash).filter(|_| row.mark == Mark::Bare));
                row.sort = Sort::Within;
            } else {
                row.sort = Sort::Item(depth(&mut tiers, row.mark));
            }
        } else {
            within = None;
            if row.sort == Sort::Group && row.mark == Mark::Bare {
                tiers.clear();
            }
        }
        rows.push(row);
    }
    rows
}

/// Tells whether the cell of ordinals of a row begins in a row above.
fn under_label(table: &Table<'_>, columns: &[Column], row: usize) -> bool {
    let order = columns
        .iter()
        .position(|column| column.class == Class::Order);
    let cell = order.and_then(|order| table.at(row, order));
    cell.is_some_and(|cell| cell.row < row && cell.row >= table.head)
}

/// Tells whether a name says that some of the parts of the row above follow.
fn within_words(name: &str) -> bool {
    let lower = name.to_lowercase();
    let begins = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    ["trong đó", "trong số"]
        .iter()
        .any(|words| begins.starts_with(words))
}

/// The depth of a row with such a mark below those before it.
fn depth(tiers: &mut Vec<Mark>, mark: Mark) -> usize {
    let free = [Mark::Capital, Mark::Roman];
    match tiers.iter().position(|tier| *tier == mark) {
        Some(at) => tiers.truncate(at + 1),
        None => {
            let either = |tier: &Mark| free.contains(tier) && free.contains(&mark);
            tiers.retain(|tier| *tier < mark || either(tier));
            tiers.push(mark);
        }
    }
    tiers.len() - 1
}

/// A row by its words.
fn named(
    table: &Table<'_>,
    passages: &[Passage<'_>],
    entries: &[Entry],
    columns: &[Column],
    at: usize,
) -> Row {
    let base = at * columns.len();
    let has_figures = columns.iter().enumerate().any(|(c, column)| {
        column.figures && column.class.adds() && entries[base + c].figure().is_some()
    });
    let mut row = Row {
        sort: Sort::None,
        name: String::new(),
        unit: String::new(),
        mark: Mark::Bare,
    };
    if at < table.head {
        return row;
    }
    if is_numbering(table, passages, at) {
        return row;
    }
    let mut sum = None;
    let mut order = String::new();
    for (c, column) in columns.iter().enumerate() {
        let is_name =
            !column.figures && column.class != Class::Unit || column.class == Class::Order;
        if !is_name && !matches!(entries[base + c], Entry::Words) {
            if row.name.is_empty() && column.figures {
                continue;
            }
            break;
        }
        let text = text(table, passages, at, c);
        if text.is_empty() {
            continue;
        }
        sum = sum.or_else(|| heads::sum(&text.to_lowercase()));
        if column.class == Class::Order && order.is_empty() && mark(&text, true).is_some() {
            order = text;
        } else if row.name.is_empty() {
            row.name = text;
        }
    }
    row.mark = mark(&order, true)
        .or_else(|| mark(&row.name, false))
        .unwrap_or(Mark::Bare);
    let labelled = !matches!(row.mark, Mark::Bare);
    row.sort = match sum {
        // `I. Tổng thu` heads the rows of its own group.
        Some(Sum::Maybe) if labelled => Sort::Item(0),
        Some(sum) if has_figures => Sort::Sum(sum),
        _ if table.kinds[at] == RowKind::Group || !has_figures && !labelled => Sort::Group,
        _ => Sort::Item(0),
    };
    if row.name.is_empty() && order.is_empty() && !has_figures {
        row.sort = Sort::None;
    }
    row
}

/// The text of a cell that begins in this row.
fn text(table: &Table<'_>, passages: &[Passage<'_>], row: usize, column: usize) -> String {
    let cell = table.at(row, column);
    let cell = cell.filter(|cell| cell.row == row && cell.column == column);
    let all = cell.map(|cell| cell.passages.clone()).unwrap_or_default();
    let words = all
        .filter_map(|at| passages.get(at))
        .flat_map(|p| p.text.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// Tells whether a row holds the numbers of the columns: `(1) | (2) | (3)=(1)+(2)`.
fn is_numbering(table: &Table<'_>, passages: &[Passage<'_>], row: usize) -> bool {
    if row > table.head {
        return false;
    }
    let (mut count, mut last) = (0, 0);
    for column in 0..table.columns() {
        let text = text(table, passages, row, column);
        if text.is_empty() {
            continue;
        }
        if !heads::is_numbering(&text) {
            return false;
        }
        let digits: String = text
            .chars()
            .skip_while(|c| !c.is_ascii_alphanumeric())
            .take_while(char::is_ascii_digit)
            .collect();
        if let Ok(number) = digits.parse::<usize>() {
            if number != last + 1 && count > 0 {
                return false;
            }
            (count, last) = (count + 1, number);
        }
    }
    count >= 2
}

/// The mark of a label: the whole text of a cell of ordinals, or the beginning of a name.
fn mark(text: &str, whole: bool) -> Option<Mark> {
    let first = if whole {
        text
    } else {
        text.split_whitespace().next()?
    };
    match first {
        "-" | "–" | "—" => return Some(Mark::Dash),
        "+" | "*" => return Some(Mark::Plus),
        _ => {}
    }
    let label = first
        .trim_end_matches(['.', ')', ':', '/'])
        .trim_start_matches('(');
    if !whole && label.len() == first.len() {
        // `-Chi` is a dash, too; a bare `5` begins a name.
        return first.starts_with('-').then_some(Mark::Dash);
    }
    let roman = |part: &str| !part.is_empty() && part.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let digits = |part: &str| {
        !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit())
    };
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        _ if roman(label) => Some(Mark::Roman),
        (Some(c), None) if c.is_uppercase() => Some(Mark::Capital),
        (Some(c), None) if c.is_lowercase() => Some(Mark::Letter),
        _ if digits(label) => Some(Mark::Number),
        _ => {
            let parts = label.split('.').count();
            let good = label.split('.').enumerate().all(|(at, part)| {
                digits(part)
                    || at == 0 && (roman(part) || part.len() == 1)
                    || at > 0 && part.chars().count() == 1
            });
            (parts > 1 && good).then_some(Mark::Dotted(parts - 1))
        }
    }
}
