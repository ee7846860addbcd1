//! How the columns of a table align where nobody chose: by what stands in their cells.

use super::Dresser;
use crate::document::{CellContent, ColumnAlign, Grid, Inline, Inlines, RowKind, Table, TableRow};
use crate::sheet::Align;

/// The sort of text that the cells of a column hold, as far as it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Nothing yet.
    Nothing,
    /// Whole numbers that count by one, the last of which is told; they may begin anew at 1.
    Count(u64),
    /// Numbers.
    Numbers,
    /// Text.
    Text,
}

impl Dresser<'_> {
    /// The alignment of each column.
    pub(super) fn column_aligns(&self, table: &Table) -> Vec<Align> {
        let auto = |align| align == ColumnAlign::Auto;
        let mut holds = vec![Holds::Nothing; table.columns.len()];
        if table.columns.iter().any(|column| auto(column.align)) {
            let mut grid = Grid::new(table.columns.len());
            for row in &table.rows {
                self.read_row(row, &mut grid, &mut holds);
            }
        }
        let columns = table.columns.iter().zip(holds).enumerate();
        columns
            .map(|(at, (column, holds))| match (column.align, holds) {
                (ColumnAlign::Left, _) => Align::Left,
                (ColumnAlign::Centre, _) => Align::Centre,
                (ColumnAlign::Right, _) => Align::Right,
                // Số thứ tự: further on, numbers that happen to count are amounts.
                (ColumnAlign::Auto, Holds::Count(_)) if at == 0 => Align::Centre,
                (ColumnAlign::Auto, Holds::Count(_) | Holds::Numbers) => Align::Right,
                (ColumnAlign::Auto, Holds::Nothing | Holds::Text) => Align::Left,
            })
            .collect()
    }

    /// Reads the cells of a row that are of one column. Headings of groups and sums tell nothing of
    /// the column: there words stand among numbers.
    fn read_row(&self, row: &TableRow, grid: &mut Grid, holds: &mut [Holds]) {
        let tells = row.kind == RowKind::Plain && !self.begins_as_sum(row);
        for cell in &row.cells {
            let place = grid.place(cell.across, cell.down);
            if let Ok(at) = place
                && tells
                && cell.across == 1
                && let Some(column) = holds.get_mut(at)
                && *column != Holds::Text
            {
                *column = match &cell.content {
                    CellContent::Text(line) => column.and(&words(line), &self.style.units),
                    CellContent::Blocks(_) => Holds::Text,
                };
            }
        }
        grid.end_row();
    }

    /// Tells whether one of the first two cells with text says that the row is a sum.
    fn begins_as_sum(&self, row: &TableRow) -> bool {
        let lines = row.cells.iter().filter_map(|cell| cell.content.first());
        self.says_sum(lines.map(words))
    }
}

impl Holds {
    /// With one more cell.
    fn and(self, text: &str, units: &[String]) -> Self {
        let text = text.trim();
        if self == Self::Text || text.is_empty() || is_dash(text) {
            return self;
        }
        if let Some(number) = ordinal(text) {
            return match self {
                Self::Nothing => Self::Count(number),
                Self::Count(last) if number == 1 || number == last.saturating_add(1) => {
                    Self::Count(number)
                }
                Self::Count(_) | Self::Numbers | Self::Text => Self::Numbers,
            };
        }
        match is_number(text, units) {
            true => Self::Numbers,
            false => Self::Text,
        }
    }
}

/// The text of a line, with plain blanks; a break, a gap or a note is a letter that is in no number.
fn words(line: &Inlines) -> String {
    let mut out = String::new();
    for inline in line {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Blank(_) | Inline::Leader(_) | Inline::Check(_) => out.push('…'),
            Inline::Break => out.push('\n'),
            Inline::Note(_) => {}
        }
    }
    out.replace(['\u{a0}', '\u{202f}'], " ")
        .replace('\u{2011}', "-")
}

/// In place of a number that there is not.
fn is_dash(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '–' | '—'))
}

/// A whole number as people count: without points, and of few digits.
fn ordinal(text: &str) -> Option<u64> {
    let digits = text.strip_suffix('.').unwrap_or(text);
    let plain =
        !digits.is_empty() && digits.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Tells whether a text is a number, perhaps with a sign before it and a unit behind it. What begins
/// with a zero and goes on with digits is none: it names a telephone, a card, a file.
fn is_number(text: &str, units: &[String]) -> bool {
    let inner = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let text = inner.unwrap_or(text);
    let text = text
        .strip_prefix(['+', '-', '−', '–', '±'])
        .unwrap_or(text)
        .trim_start();
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    let end = text.find(|c| !part(c)).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number = number.trim_end();
    let unit = unit.trim();
    let digit = |c: char| c.is_ascii_digit();
    let names = number
        .strip_prefix('0')
        .is_some_and(|rest| rest.starts_with(digit));
    number.starts_with(digit)
        && number.ends_with(digit)
        && !names
        && (unit.is_empty()
            || units
                .iter()
                .any(|known| known.to_lowercase() == unit.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Holds {
        let units = ["%".to_owned(), "đồng".to_owned()];
        let start = Holds::Nothing;
        cells
            .iter()
            .fold(start, |holds, cell| holds.and(cell, &units))
    }

    #[test]
    fn columns_are_told_by_their_cells() {
        for numbers in [
            &["1.234", "56", "-"][..],
            &["12,5%", "-3,2 %", "(1.000)", ""],
            &["1 234 567 đồng", "0", "0,5"],
            &["5", "4"],
            &["1", "2", "4"],
        ] {
            assert_eq!(column(numbers), Holds::Numbers, "{numbers:?}");
        }
        for text in [
            &["0912 345 678"][..],
            &["079123456789"],
            &["15/01/2024"],
            &["8 - 10"],
            &["12", "khoảng 5"],
            &["1.", "2.", "a"],
        ] {
            assert_eq!(column(text), Holds::Text, "{text:?}");
        }
        assert_eq!(column(&["1", "2", "3", "", "1", "2"]), Holds::Count(2));
        assert_eq!(column(&["01", "02"]), Holds::Count(2));
        assert_eq!(column(&["2023", "2024"]), Holds::Count(2024));
        assert_eq!(column(&["", "-"]), Holds::Nothing);
    }
}
