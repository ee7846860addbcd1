//! Tables by meaning: rows of cells, some of which lie over several columns or rows.
//!
//! A cell that lies over others stands where its first column and row are; the places that it covers
//! have no cell of their own, as in HTML. [`Grid`] tells where each cell stands.

use super::{Block, BlockKind, Inlines};

/// A table of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name by which the writer of the markup knows it, if it has one.
    pub name: Option<String>,
    /// Tên bảng, `Bảng 1. …`, above the table; empty where it has none.
    pub caption: Inlines,
    /// Đơn vị tính, between caption and table; empty where it has none.
    pub unit: Inlines,
    /// The columns.
    pub columns: Vec<Column>,
    /// Header rows, repeated on each page; may be none.
    pub head: Vec<TableRow>,
    /// Rows; with the cells that reach down into it, each fills the columns.
    pub rows: Vec<TableRow>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Share of the width; the shares of all columns make the whole. 0 where none was given.
    pub width: u32,
    /// How cells align.
    pub align: ColumnAlign,
}

/// Horizontal alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColumnAlign {
    /// Left.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Right.
    Right,
    /// By what the cells hold: numbers to the right, ordinal numbers centred, all else left.
    Auto,
}

/// Horizontal alignment of a single cell, where it differs from its column's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellAlign {
    /// Left.
    Left,
    /// Centred.
    Centre,
    /// Right.
    Right,
}

/// Vertical place of a cell's text, where it is not the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CellVertical {
    /// At the top.
    Top,
    /// In the middle.
    #[default]
    Middle,
}

/// The sorts of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RowKind {
    /// Any other row.
    #[default]
    Plain,
    /// The heading of the rows below it.
    Group,
    /// The sum of a group.
    Subtotal,
    /// The sum of all rows.
    Total,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The sort of row.
    pub kind: RowKind,
    /// The cells that begin in it, at least one, from left to right.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// How many columns it lies over, at least 1.
    pub across: u32,
    /// How many rows it lies over, at least 1.
    pub down: u32,
    /// Its own alignment.
    pub align: Option<CellAlign>,
    /// Where its text stands in a higher row.
    pub vertical: CellVertical,
    /// Its paragraphs and lists.
    pub content: CellContent,
}

/// The text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellContent {
    /// One paragraph; empty in an empty cell.
    Text(Inlines),
    /// Paragraphs and lists, at least one.
    Blocks(Vec<Block>),
}

impl TableCell {
    /// A cell of one column and row.
    pub fn plain(text: Inlines) -> Self {
        Self {
            across: 1,
            down: 1,
            align: None,
            vertical: CellVertical::default(),
            content: CellContent::Text(text),
        }
    }
}

impl CellContent {
    /// The first paragraph.
    pub fn first(&self) -> Option<&Inlines> {
        match self {
            Self::Text(text) => Some(text),
            Self::Blocks(blocks) => match &blocks.first()?.kind {
                BlockKind::Paragraph(text) => Some(text),
                BlockKind::List(list) => match &list.items.first()?.first()?.kind {
                    BlockKind::Paragraph(text) => Some(text),
                    _ => None,
                },
                _ => None,
            },
        }
    }
}

/// Where the cells of rows stand, row after row.
#[derive(Debug)]
pub(crate) struct Grid {
    /// How many rows more each column is covered from above.
    covered: Vec<u32>,
    /// The column where the next cell may begin.
    next: usize,
}

/// A cell that has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// The columns from here on are taken, or there are none.
    Full,
    /// It would lie over columns that the table has not.
    PastTheLast,
    /// A cell above reaches down into one of its columns.
    Covered {
        /// Which, from 0.
        column: usize,
    },
}

impl Grid {
    /// An empty head or body with so many columns.
    pub(crate) fn new(columns: usize) -> Self {
        Self {
            covered: vec![0; columns],
            next: 0,
        }
    }

    /// The first column, from 0, of the next cell of the row.
    pub(crate) fn place(&mut self, across: u32, down: u32) -> Result<usize, Misfit> {
        let start = self.free().ok_or(Misfit::Full)?;
        let across = usize::try_from(across).unwrap_or(usize::MAX);
        let end = start.checked_add(across).ok_or(Misfit::PastTheLast)?;
        let places = self.covered.get_mut(start..end);
        let places = places.ok_or(Misfit::PastTheLast)?;
        if let Some(at) = places.iter().position(|&rows| rows > 0) {
            return Err(Misfit::Covered { column: start + at });
        }
        places.fill(down);
        self.next = end;
        Ok(start)
    }

    /// Ends the row; the first column without a cell, if there is one.
    pub(crate) fn end_row(&mut self) -> Option<usize> {
        let open = self.covered.iter().position(|&rows| rows == 0);
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        self.next = 0;
        open
    }

    /// A column, from 0, into which a cell reaches down further than the rows that ended, and by how
    /// many rows.
    pub(crate) fn overrun(&self) -> Option<(usize, u32)> {
        let mut columns = self.covered.iter().copied().enumerate();
        columns.find(|&(_, rows)| rows > 0)
    }

    /// The next column that is not covered.
    fn free(&self) -> Option<usize> {
        let columns = self.covered.iter().enumerate().skip(self.next);
        columns
            .into_iter()
            .find(|(_, rows)| **rows == 0)
            .map(|(at, _)| at)
    }
}
