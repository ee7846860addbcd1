//! Where a place stands in its file, for programs: lines, columns, bytes.

use super::{Extent, Place};
use std::ops::Range;

/// A place as programs take it: lines and columns from 1, columns in characters, the end exclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
    /// In the file, its byte order mark counted; none where only a part of the file was held.
    pub(crate) bytes: Option<Range<usize>>,
}

impl Position {
    /// None for a cell of a sheet, which has no lines: the name of the source tells it.
    pub(crate) fn of(place: &Place) -> Option<Self> {
        let Place { source, range } = place;
        if matches!(source.extent, Extent::Cell(_)) {
            return None;
        }
        let (line, column) = source.line_column(range.start);
        let (end_line, end_column) = source.line_column(range.end);
        let mark = match source.byte_order_mark {
            true => super::BYTE_ORDER_MARK.len_utf8(),
            false => 0,
        };
        let is_whole = source.extent == Extent::Whole;
        Some(Self {
            line,
            column,
            end_line,
            end_column,
            bytes: is_whole.then(|| range.start + mark..range.end + mark),
        })
    }
}
