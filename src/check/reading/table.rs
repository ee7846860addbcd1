//! A table of the document with the passages of its cells.

use crate::document::{self, RowKind};

/// A cell and the passages in it, by their indices in [`super::Reading::passages`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableCell {
    /// The first row that it lies over, from 0, head rows counted in.
    pub(crate) row: usize,
    /// How many rows it lies over.
    pub(crate) down: usize,
    /// The first column.
    pub(crate) column: usize,
    /// How many columns it lies over.
    pub(crate) across: usize,
    /// Its passages; none in an empty cell.
    pub(crate) passages: std::ops::Range<usize>,
}

/// A table.
pub(crate) struct Table<'a> {
    /// The table of the document.
    pub(crate) table: &'a document::Table,
    /// The unit above it, where it has one.
    pub(crate) unit: Option<usize>,
    /// How many of its rows are head.
    pub(crate) head: usize,
    /// The sort of each row; those of the head are plain.
    pub(crate) kinds: Vec<RowKind>,
    /// Its cells, row after row.
    pub(crate) cells: Vec<TableCell>,
    /// The index of the cell that lies over each place, row after row.
    pub(super) places: Vec<usize>,
}

impl Table<'_> {
    /// The cell that lies over a place; row and column from 0.
    pub(crate) fn at(&self, row: usize, column: usize) -> Option<&TableCell> {
        if column >= self.columns() {
            return None;
        }
        let index = self.places.get(row * self.columns() + column)?;
        self.cells.get(*index)
    }

    /// How many columns it has.
    pub(crate) fn columns(&self) -> usize {
        self.table.columns.len()
    }

    /// How many rows it has, those of the head counted in.
    pub(crate) fn rows(&self) -> usize {
        self.kinds.len()
    }
}

/// The index of the cell that lies over each place of so many rows and columns.
pub(super) fn places(cells: &[TableCell], rows: usize, columns: usize) -> Vec<usize> {
    let mut places = vec![usize::MAX; rows * columns];
    for (index, cell) in cells.iter().enumerate() {
        for row in cell.row..(cell.row + cell.down).min(rows) {
            let start = row * columns + cell.column;
            let end = (start + cell.across).min((row + 1) * columns);
            places[start..end].fill(index);
        }
    }
    places
}
