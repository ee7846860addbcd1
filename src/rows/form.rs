//! Rows that are no data: the numbers of columns under the header, sums, the lines where people sign.
//! They are told; what is done with them is for the batch file to say (`bo_hang`).

use super::RowWords;
use super::grid::Record;

/// A row that is no row of data: which sort of other row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    /// `1 2 3 …`, or `A B 1 2 …`: the columns counted.
    Counted,
    /// A sum of the rows above.
    Total,
    /// Where people sign.
    Signature,
}

/// Tells whether a record of so many columns is a special row; `is_first` is the one under the header.
pub(super) fn special(
    words: &RowWords,
    record: &Record,
    is_first: bool,
    columns: usize,
) -> Option<Special> {
    let filled = || record.cells.iter().filter(|(value, _)| !value.is_blank());
    let lower = || filled().map(|(value, _)| value.as_header().to_lowercase());
    if is_first && counts(&lower().collect::<Vec<_>>()) {
        return Some(Special::Counted);
    }
    // A name may begin with any word: only the first texts of a row say what it is.
    let texts = filled().map(|(value, _)| value.as_header());
    let mut first = texts
        .filter(|text| text.contains(char::is_alphabetic))
        .take(2);
    if first.any(|text| is_total(&text.to_lowercase(), words)) {
        return Some(Special::Total);
    }
    let is_sparse = columns > 2 && filled().count() * 2 <= columns;
    let signs = |text: String| {
        let mut known = words.signatures().iter();
        known.any(|word| starts_with_word(&text, word))
    };
    (is_sparse && lower().any(signs)).then_some(Special::Signature)
}

/// Tells whether cells count columns.
fn counts(cells: &[String]) -> bool {
    let inside = |cell: &String| {
        let cell = cell
            .strip_prefix('(')
            .and_then(|c| c.strip_suffix(')'))
            .unwrap_or(cell);
        cell.trim().to_owned()
    };
    let cells: Vec<String> = cells.iter().map(inside).collect();
    let letters = cells
        .iter()
        .zip('a'..='z')
        .take_while(|(cell, letter)| cell.chars().eq([*letter]))
        .count();
    let numbers = &cells[letters..];
    let mut due = numbers.iter().zip(1_usize..);
    numbers.len() + letters > 2
        && !numbers.is_empty()
        && due.all(|(cell, n)| *cell == n.to_string())
}

/// `Tổng cộng:`, `Cộng (I + II)`; `Cộng đồng dân cư` and `Tổng số hộ nghèo` are names.
pub(crate) fn is_total(text: &str, words: &RowWords) -> bool {
    let remark = |c: char| matches!(c, '(' | ':' | '[' | '/') || c.is_ascii_digit();
    let said = text.split(remark).next().unwrap_or("");
    let said = said.trim_end_matches(['.', ',', ' ', '\u{a0}', '-']).trim();
    words.totals().iter().any(|word| word == said)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::DataFile,
        diagnostic::{Place, Source},
        rows::typed::Value,
    };

    fn of(cells: &[&str], is_first: bool, columns: usize) -> Option<Special> {
        let place = Place::new(&Source::new("a", ""), 0..0);
        let cell = |text: &&str| (Value::text(text, true, &place), place.clone());
        let record = Record {
            line: 2,
            last_line: 2,
            cells: cells.iter().map(cell).collect(),
            end: place.clone(),
        };
        special(&RowWords::builtin().unwrap(), &record, is_first, columns)
    }

    #[test]
    fn rows_that_are_no_data_are_known() {
        for (cells, expected) in [
            (["1", "2", "3", "4"], Some(Special::Counted)),
            (["(1)", "(2)", "(3)", ""], Some(Special::Counted)),
            (["A", "B", "1", "2"], Some(Special::Counted)),
            (["1", "Khóm 1", "3", "4"], None),
            (["", "Tổng cộng", "412", "5"], Some(Special::Total)),
            (["TỔNG CỘNG:", "", "412", "5"], Some(Special::Total)),
            (["Cộng (I+II)", "", "412", "5"], Some(Special::Total)),
            (["1", "Cộng đồng dân cư", "412", "5"], None),
            (["1", "Tổng số hộ nghèo", "412", "5"], None),
            (
                ["", "Người lập biểu", "", "CHỦ TỊCH"],
                Some(Special::Signature),
            ),
            (
                ["", "", "Ngày 5 tháng 1 năm 2024", ""],
                Some(Special::Signature),
            ),
            (["1", "Trưởng Văn An", "412", "Chủ tịch"], None),
            (["5", "Khóm 5", "", ""], None),
        ] {
            assert_eq!(of(&cells, true, 4), expected, "{cells:?}");
        }
        assert_eq!(of(&["1", "2", "3"], false, 3), None);
        assert_eq!(of(&["Chủ tịch", ""], false, 2), None);
    }
}
