//! The borders of a table's part on one page: none within a cell that lies over columns or rows.

use super::merged::Merged;
use super::page;
use super::pages::{Item, RuleLine};
use crate::sheet::Colour;

/// The borders that are being drawn.
#[derive(Debug, Default)]
pub(super) struct Borders {
    /// Where the line of each edge began that goes on; none within a cell.
    open: Vec<Option<f64>>,
    /// The row that was put last.
    last: Option<usize>,
}

impl Borders {
    /// The border above a row whose upper edge is at `top`; `row` is its index, with what its cells over
    /// several columns or rows cover. `page` is the left margin and the thickness, in pt.
    pub(super) fn row(
        &mut self,
        (row, merged): (usize, Option<&Merged>),
        edges: &[f64],
        page: (f64, f64),
        top: f64,
        items: &mut Vec<Item>,
    ) {
        // Below other rows than the one before it, as at the top of a page, nothing is covered.
        let goes_on = self.last == row.checked_sub(1) && row > 0;
        let covered = merged.filter(|_| goes_on).map(|merged| &merged.covered);
        self.last = Some(row);
        match covered {
            Some(covered) => {
                for columns in uncovered(covered) {
                    horizontal(edges, columns, page, top, items);
                }
            }
            None => horizontal(edges, (0, edges.len().saturating_sub(1)), page, top, items),
        }
        self.open.resize(edges.len(), None);
        let within = merged.map_or(&[][..], |merged| &merged.within);
        for (index, (open, edge)) in self.open.iter_mut().zip(edges).enumerate() {
            if !within.get(index).copied().unwrap_or(false) {
                open.get_or_insert(top);
            } else if let Some(start) = open.take() {
                items.push(vertical(*edge, page, (start, top + page.1)));
            }
        }
    }

    /// The lowest border, whose upper edge is at `bottom`, and those that end there.
    pub(super) fn close(self, edges: &[f64], page: (f64, f64), bottom: f64, items: &mut Vec<Item>) {
        horizontal(
            edges,
            (0, edges.len().saturating_sub(1)),
            page,
            bottom,
            items,
        );
        for (open, edge) in self.open.iter().zip(edges) {
            if let Some(start) = open {
                items.push(vertical(*edge, page, (*start, bottom + page.1)));
            }
        }
    }
}

/// The runs of columns that are not covered, as pairs of edges.
fn uncovered(covered: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (column, _) in covered.iter().enumerate().filter(|(_, covered)| !**covered) {
        match runs.last_mut() {
            Some((_, end)) if *end == column => *end = column + 1,
            _ => runs.push((column, column + 1)),
        }
    }
    runs
}

/// A border between two edges whose upper edge is at `top`.
fn horizontal(
    edges: &[f64],
    (from, to): (usize, usize),
    (left, border): (f64, f64),
    top: f64,
    items: &mut Vec<Item>,
) {
    if let (Some(first), Some(last)) = (edges.get(from), edges.get(to)) {
        items.push(page::horizontal(
            left + first - border / 2.0,
            left + last + border / 2.0,
            top + border / 2.0,
            border,
        ));
    }
}

fn vertical(edge: f64, (left, border): (f64, f64), (y0, y1): (f64, f64)) -> Item {
    let x = left + edge;
    Item::Rule(RuleLine {
        x0: x,
        y0,
        x1: x,
        y1,
        width: border,
        colour: Colour::BLACK,
    })
}
