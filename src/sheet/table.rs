//! Tables, of the body and those that hold the layout.

use super::{Paragraph, Twips};
use crate::document::Origin;

/// The look that tables of the body have in common, as Word shows it in its list of table styles. What
/// stands in the cells has styles of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableStyle {
    /// Word's style id (ASCII, unique).
    pub id: String,
    /// The name that Word shows.
    pub name: String,
    /// Distance from a cell's edges to its text.
    pub padding: Padding,
    /// Thickness of all borders in eighths of a point.
    pub border: u32,
}

/// A table: of the body, or the two columns of letterhead and closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sort of table.
    pub role: TableRole,
    /// Width of each column; fixed.
    pub columns: Vec<Twips>,
    /// From the left margin to the table's left edge (to the border's centre, not the text).
    pub indent: Twips,
    /// Distance from a cell's edges to its text.
    pub padding: Padding,
    /// Thickness of all borders in eighths of a point; none for letterhead and closing.
    pub border: Option<u32>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The words for those who do not see it: its caption, or that it only places its text. May be
    /// empty. Of the DOCX alone: the PDF has tags.
    pub words: String,
    /// Where it came from.
    pub origin: Option<Origin>,
}

/// The sorts of tables: those that hold the layout, and those of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableRole {
    /// Agency beside national title.
    Letterhead,
    /// Nơi nhận beside signature.
    Closing,
    /// A table of the body.
    Data,
}

/// Cell margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padding {
    /// Above.
    pub top: Twips,
    /// Right.
    pub right: Twips,
    /// Below.
    pub bottom: Twips,
    /// Left.
    pub left: Twips,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From left to right; together they lie over all columns.
    pub cells: Vec<Cell>,
    /// Repeats on each page (`w:tblHeader`); header rows come first.
    pub header: bool,
    /// Does not break inside (`w:cantSplit`).
    pub cant_split: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// At least one.
    pub paragraphs: Vec<Paragraph>,
    /// Where its text stands in a higher row.
    pub vertical: VerticalAlign,
    /// How many columns it lies over, at least 1.
    pub across: u32,
    /// How it lies over rows.
    pub down: Down,
}

/// How a cell lies over rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Down {
    /// It begins in its row, and lies over so many rows, at least 1. All of them are in the table,
    /// and all or none of them are header rows.
    Rows(u32),
    /// A cell that begins further up, over the same columns, lies over it. It has one paragraph, which
    /// is empty.
    Covered,
}

/// Vertical place of a cell's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerticalAlign {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
}
