//! Cells that lie over several rows: which of their rows stay on one page.
//!
//! Word and LibreOffice break a table between any two rows, also within such a cell, whose text then
//! stands with its first rows. A low one is kept together; of a higher one, which may go over pages, so
//! many of its first rows as its text needs, and the text stands at the top, where both programs
//! and a reader look for it.

use super::Dresser;
use super::table::keep_next;
use crate::sheet::reading::placed;
use crate::sheet::{Cell, Down, Row, Twips, VerticalAlign};
use std::ops::Range;

/// A cell that lies over several rows.
#[derive(Debug, Clone, PartialEq)]
struct Merged {
    rows: Range<usize>,
    /// Which of the cells of its first row.
    cell: usize,
    /// The height that it asks for, in pt, with padding and border.
    height: f64,
}

impl Dresser<'_> {
    /// Keeps the rows of such cells together; `heights` are those of the rows without them, `room`
    /// is what a page has below the header rows.
    pub(super) fn hold_merged(
        &self,
        rows: &mut [Row],
        mut heights: Vec<f64>,
        (columns, room): (&[Twips], f64),
    ) {
        let merged = self.merged(rows, columns);
        let (too_high, merged): (Vec<_>, Vec<_>) =
            merged.into_iter().partition(|cell| cell.height > room);
        for Merged {
            rows: range,
            cell,
            height,
        } in too_high
        {
            part(&mut rows[range.clone()], cell);
            heights[range.start] = heights[range.start].max(height);
        }
        stretch(&mut heights, &merged);
        let least = room.min(self.room.points() * f64::from(self.style.table.kept_merge) / 1000.0);
        let mut rest = merged.as_slice();
        while let Some(first) = rest.first() {
            let (run, count) = run(first, rest);
            let (these, others) = rest.split_at(count);
            rest = others;
            let is_low = heights[run.clone()].iter().sum::<f64>() <= least;
            if is_low {
                rows[run.start..run.end - 1].iter_mut().for_each(keep_next);
                continue;
            }
            for Merged {
                rows: range,
                cell,
                height,
            } in these
            {
                if let Some(cell) = rows[range.start].cells.get_mut(*cell) {
                    cell.vertical = VerticalAlign::Top;
                }
                let mut left = *height;
                for at in range.start..range.end - 1 {
                    left -= heights[at];
                    if left <= 0.0 {
                        break;
                    }
                    keep_next(&mut rows[at]);
                }
            }
        }
    }

    /// The cells over several rows, by their first row. Those of the header rows need not be held: header
    /// rows are never parted.
    fn merged(&self, rows: &[Row], columns: &[Twips]) -> Vec<Merged> {
        let mut found = Vec::new();
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.header) {
            for (index, (place, cell)) in placed(row).enumerate() {
                let Down::Rows(count @ 2..) = cell.down else {
                    continue;
                };
                found.push(Merged {
                    rows: at..rows.len().min(at + count as usize),
                    cell: index,
                    height: self.cell_height(cell, &columns[place]) + self.around_text(),
                });
            }
        }
        found
    }
}

/// The last row of a cell is as much higher as the cell needs, as in Word.
fn stretch(heights: &mut [f64], merged: &[Merged]) {
    let mut ends: Vec<&Merged> = merged.iter().collect();
    ends.sort_by_key(|cell| (cell.rows.end, cell.rows.start));
    let mut ends = ends.into_iter().peekable();
    // Heights of all rows before each, so that every cell takes the same time.
    let mut above = Vec::with_capacity(heights.len() + 1);
    above.push(0.0);
    for at in 0..heights.len() {
        let mut end = above[at] + heights[at];
        while let Some(cell) = ends.next_if(|cell| cell.rows.end == at + 1) {
            let missing = cell.height - (end - above[cell.rows.start]);
            if missing > 0.0 {
                heights[at] += missing;
                end += missing;
            }
        }
        above.push(end);
    }
}

/// The rows that cells from `first` on tie together, and how many of the cells these are.
fn run(first: &Merged, cells: &[Merged]) -> (Range<usize>, usize) {
    let mut rows = first.rows.clone();
    let mut count = 0;
    for cell in cells {
        if cell.rows.start >= rows.end {
            break;
        }
        rows.end = rows.end.max(cell.rows.end);
        count += 1;
    }
    (rows, count)
}

/// Parts a cell whose text no page can hold: the text stands in its first row, which is cut at the end
/// of a page as any other, and the rows below have an empty cell there.
fn part(rows: &mut [Row], cell: usize) {
    let Some((first, below)) = rows.split_first_mut() else {
        return;
    };
    let Some(place) = placed(first).nth(cell).map(|(place, _)| place) else {
        return;
    };
    if let Some(cell) = first.cells.get_mut(cell) {
        cell.down = Down::Rows(1);
    }
    for row in below {
        let at = placed(row).position(|(its, cell)| its == place && cell.down == Down::Covered);
        if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
            let Cell { down, .. } = cell;
            *down = Down::Rows(1);
        }
    }
}
