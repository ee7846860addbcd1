//! Figures worked out of the numbers of rows: sums of columns, and percentages of them.

use super::{Column, Table};
use crate::{
    diagnostic::Diagnostic,
    figures::{self, FigureError, Rounding},
};
use rust_decimal::Decimal;

/// The numbers of a row by its columns; none where a cell has no number.
pub(super) type Numbers = Vec<Option<Decimal>>;

/// The sums of rows: of each column that is summed its sum, of each column of percentages that of the
/// sums.
pub(super) fn sums<'r>(
    table: &Table,
    rows: impl Iterator<Item = &'r Numbers> + Clone,
) -> Result<Numbers, Box<Diagnostic>> {
    let mut sums: Numbers = vec![None; table.columns.len()];
    for (index, column) in table.columns.iter().enumerate() {
        let Some(place) = &column.sum else {
            continue;
        };
        let sum = figures::sum(rows.clone().filter_map(|row| row[index]));
        let sum = sum.map_err(|error| {
            let error = told(&error, "tổng của cột", column);
            Box::new(error.at(place.clone()))
        })?;
        // No zeros behind the comma that only the places of the rows left there.
        sums[index] = Some(sum.normalize());
    }
    ratios(table, &mut sums)?;
    Ok(sums)
}

/// Works out the percentages of a row, where it has none of its own. A part of nothing has none.
pub(super) fn ratios(table: &Table, row: &mut Numbers) -> Result<(), Box<Diagnostic>> {
    for (index, column) in table.columns.iter().enumerate() {
        let Some(ratio) = &column.ratio else {
            continue;
        };
        let (Some(part), Some(whole), None) = (row[ratio.part], row[ratio.whole], row[index])
        else {
            continue;
        };
        if whole.is_zero() {
            continue;
        }
        let digits = column.digits.unwrap_or(2);
        let percent = figures::percent(part, whole, digits, Rounding::HalfUp);
        row[index] = Some(percent.map_err(|error| {
            let error = told(&error, "tỷ lệ ở cột", column);
            Box::new(error.at(ratio.place.clone()))
        })?);
    }
    Ok(())
}

fn told(error: &FigureError, what: &str, column: &Column) -> Diagnostic {
    let message = format!("{what} “{}” không tính được: {error}", column.title.text);
    Diagnostic::error("bang-khong-tinh", message)
        .help("kiểm tra lại các số của cột; số quá dài thì đổi đơn vị tính của cả bảng")
}
