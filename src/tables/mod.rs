//! Tables of `bang`: what a content file says of them, their rows, and what is worked out.
//!
//! In: the entries of a table ([`schema::TableEntry`]), and its rows, there or in a file that `rows`
//! reads. Out: [`Table`], and of it, once the texts are expanded, [`Made`]: layout markup
//! ([`make()`]), with sums and percentages worked out exactly. [`Placing`] gives each its number where
//! a text places it. Not here: how a table looks, expressions, Markdown.

mod body;
mod cells;
mod file;
mod inline;
mod make;
mod placing;
mod read;
pub(crate) mod schema;
pub(crate) mod spans;
mod sums;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub(crate) use make::{Made, Printed, cannot_merge, make};
pub(crate) use placing::{Placing, Unplaced};
pub(crate) use read::{Reading, path, read};
pub(crate) use words::TableWords;
pub(crate) use write::{escape, open_cell};

use crate::{
    diagnostic::Place,
    document::ColumnAlign,
    figures::{Figure, Writing},
    yaml::Text,
};
use rust_decimal::Decimal;
use schema::{GroupMark, GroupSum, Kind, RowWord};

/// The most rows of a table.
pub(crate) const MAX_ROWS: usize = 50_000;
/// The most columns of a table that stands in a content file.
const MAX_COLUMNS: usize = 100;

/// A table of a content file, complete: its columns, and its rows in the order of print.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name by which texts place it.
    pub(crate) name: String,
    /// Where the name stands.
    pub(crate) place: Place,
    /// `tieu_de`
    pub(crate) caption: Option<Text>,
    /// `don_vi_tinh`
    pub(crate) unit: Option<Text>,
    /// The columns that are printed, from the left; behind them the one that only groups.
    pub(crate) columns: Vec<Column>,
    /// How many of the columns are printed.
    pub(crate) printed: usize,
    pub(crate) rows: Vec<Row>,
    pub(crate) grouping: Option<Grouping>,
    /// Where the file is named that the rows stand in.
    pub(crate) file: Option<Place>,
    /// How numbers are written in the rows of the content file, where `thap_phan` tells.
    pub(crate) writing: Option<Writing>,
    /// `nhan_tong`
    pub(crate) total_label: Option<Text>,
}

impl Table {
    /// The name by which expressions call it: `ho_ngheo` for `ho-ngheo`.
    pub(crate) fn variable(&self) -> String {
        crate::rows::column_name(&self.name).unwrap_or_else(|| self.name.clone())
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// The name in expressions and in `ti_le`: `so_ho`.
    pub(crate) name: String,
    /// The name as it is written: that of the column in a file of rows.
    pub(crate) key: Text,
    pub(crate) title: Text,
    /// Titles above its own, from the top.
    pub(crate) above: Vec<Text>,
    pub(crate) kind: Kind,
    /// Where the kind is said, or else where the column is named.
    pub(crate) kind_place: Place,
    /// None: by its content.
    pub(crate) align: Option<ColumnAlign>,
    /// A share of the width; 0 where the content decides.
    pub(crate) width: u32,
    /// Where it is said that the column is summed.
    pub(crate) sum: Option<Place>,
    pub(crate) ratio: Option<Ratio>,
    /// Digits behind the comma; none: as they are.
    pub(crate) digits: Option<u32>,
}

/// A column of percentages of two others, by their indexes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ratio {
    pub(crate) part: usize,
    pub(crate) whole: usize,
    pub(crate) place: Place,
}

/// How rows are grouped.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grouping {
    /// The column whose values are the groups, by its index; none where the rows themselves have
    /// rows that begin a group.
    pub(crate) column: Option<usize>,
    pub(crate) mark: Option<(GroupMark, Place)>,
    pub(crate) sum: Option<GroupSum>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The kind that its writer gives it; none for a row of data.
    pub(crate) word: Option<RowWord>,
    /// Where it stands; none for a row of a file, of which all that is wrong is told as it is read.
    pub(crate) place: Option<Place>,
    /// As many as the table has columns.
    pub(crate) cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Blank,
    /// One with the cell at its left; where that is said.
    Left(Place),
    /// One with the cell above; where that is said.
    Above(Place),
    /// A text of the content file, in which there may be expressions.
    Written(Box<Text>),
    /// A number of a file of rows, and how its cell shows it; or one that stands as words.
    Number(Decimal, Box<str>),
    /// A text of a file of rows.
    Words(Box<str>),
}

impl Cell {
    fn of_figure(figure: Figure) -> Self {
        match figure {
            Figure::Number { value, shown } => Self::Number(value, shown.into()),
            Figure::Text(text) if text.trim().is_empty() => Self::Blank,
            Figure::Text(text) => Self::Words(text.into()),
            Figure::Bool(value) => Self::Words(if value { "TRUE" } else { "FALSE" }.into()),
            Figure::Blank | Figure::List(_) | Figure::Map(_) => Self::Blank,
        }
    }
}
