//! Cells over several columns or rows, as the rows of a table keep them.
//!
//! The text of a cell over several rows is put with its first row and moved down when the last of its
//! rows is known, or when the page ends. Where it needs more than its rows have, the last of them is
//! higher, as in Word. So many of its first rows as its text needs stay together: no page cuts it.

use super::table::{CellBox, RowBox};
use crate::sheet::reading::placed;
use crate::sheet::{Down, Row};

/// The part of a row that cells over several columns or rows add.
#[derive(Debug)]
pub(super) struct Merged {
    /// The cells that begin in the row and lie over more rows.
    pub(super) tall: Vec<TallBox>,
    /// For each column whether a cell from further up covers it: no border is above it.
    pub(super) covered: Vec<bool>,
    /// For each edge whether it is within a cell: no border is on it.
    pub(super) within: Vec<bool>,
}

/// A cell over several rows.
#[derive(Debug)]
pub(super) struct TallBox {
    /// The cell.
    pub(super) cell: CellBox,
    /// How many rows, at least 2.
    pub(super) rows: u32,
}

impl Merged {
    /// Reads a row of the sheet; its cells are still to be set. None where each of its cells is of one column and row.
    pub(super) fn of(row: &Row) -> Option<Box<Self>> {
        let mut cells = row.cells.iter();
        if cells.all(|cell| cell.across == 1 && cell.down == Down::Rows(1)) {
            return None;
        }
        let columns = placed(row).last().map_or(0, |(place, _)| place.end);
        let mut merged = Self {
            tall: Vec::new(),
            covered: vec![false; columns],
            within: vec![false; columns + 1],
        };
        for (place, cell) in placed(row) {
            if let Some(inner) = merged.within.get_mut(place.start + 1..place.end) {
                inner.fill(true);
            }
            merged.covered[place].fill(cell.down == Down::Covered);
        }
        Some(Box::new(merged))
    }
}

/// A cell over several rows, by their indices.
struct Reach {
    start: usize,
    /// The last row.
    last: usize,
    /// Height that it needs, with padding.
    height: f64,
}

/// Makes rows high enough for the cells that lie over them, and keeps those together without which the
/// text of such a cell has no room. `padding` is above and below a text together.
pub(super) fn hold(rows: &mut [RowBox], padding: f64, border: f64) {
    let mut reaches: Vec<Reach> = Vec::new();
    for (start, row) in rows.iter().enumerate() {
        reaches.extend(row.tall().iter().map(|tall| Reach {
            start,
            last: (start + tall.rows as usize).min(rows.len()) - 1,
            height: tall.cell.strip.full_height() + padding,
        }));
    }
    if reaches.is_empty() {
        return;
    }
    reaches.sort_by_key(|reach| (reach.last, reach.start));
    // Where each row begins, were the table on one page.
    let mut tops = Vec::with_capacity(rows.len());
    let mut top = 0.0;
    let mut ends = reaches.iter().peekable();
    for (at, row) in rows.iter_mut().enumerate() {
        tops.push(top);
        while let Some(reach) = ends.next_if(|reach| reach.last == at) {
            let room = top - tops[reach.start] + row.height;
            row.height += (reach.height - room).max(0.0);
        }
        top += row.height + border;
    }
    for Reach {
        start,
        last,
        height,
    } in reaches
    {
        let enough = |at: &usize| tops[*at] - tops[start] + rows[*at].height >= height;
        let last = (start..last).find(enough).unwrap_or(last);
        rows[start..last]
            .iter_mut()
            .for_each(|row| row.keep_next = true);
    }
}
