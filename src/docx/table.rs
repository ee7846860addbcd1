//! Tables of the sheet as docx-rs tables: fixed widths, own cell margins, all borders or none.

use super::format::unsigned;
use super::normalise::Hint;
use super::paragraph::Paragraphs;
use crate::diagnostic::Result;
use crate::sheet::{Cell, Padding, Row, Table, Twips, VerticalAlign};
use docx_rs::{
    TableBorder, TableBorderPosition, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};

const BORDERS: [TableBorderPosition; 6] = [
    TableBorderPosition::Top,
    TableBorderPosition::Left,
    TableBorderPosition::Bottom,
    TableBorderPosition::Right,
    TableBorderPosition::InsideH,
    TableBorderPosition::InsideV,
];

/// A table; `None` where it has no cell (Word refuses such a table).
pub(super) fn build<'a>(
    table: &'a Table,
    paragraphs: &mut Paragraphs<'a>,
) -> Result<Option<docx_rs::Table>> {
    let Table {
        role: _,
        columns,
        indent,
        padding,
        border,
        rows,
        origin: _,
    } = table;
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| !row.cells.is_empty())
        .map(|row| build_row(row, columns, paragraphs))
        .collect::<Result<_>>()?;
    if rows.is_empty() {
        return Ok(None);
    }
    let width = columns.iter().map(|c| size(*c)).sum();
    let mut built = docx_rs::Table::without_borders(rows)
        .set_grid(columns.iter().map(|c| size(*c)).collect())
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .indent(indent.0)
        .margins(margins(*padding));
    if let Some(eighths) = border {
        for position in BORDERS {
            built = built.set_border(line(position, *eighths));
        }
    }
    Ok(Some(built))
}

/// Whether the last row is to stand on the page of what follows the table: its first cell says so,
/// in Word as in the layout.
pub(super) fn keeps_next(table: &Table) -> bool {
    let row = table.rows.iter().rev().find(|row| !row.cells.is_empty());
    let first = row.and_then(|row| row.cells.first());
    first.is_some_and(|cell| {
        let mut paragraphs = cell.paragraphs.iter();
        !cell.paragraphs.is_empty() && paragraphs.all(|paragraph| paragraph.format.keep_next)
    })
}

fn build_row<'a>(
    row: &'a Row,
    columns: &[Twips],
    paragraphs: &mut Paragraphs<'a>,
) -> Result<TableRow> {
    let Row {
        cells,
        header,
        cant_split,
    } = row;
    let mut built = Vec::with_capacity(cells.len());
    for (index, cell) in cells.iter().enumerate() {
        let hint = *header && index == 0;
        let cell = build_cell(cell, hint, paragraphs)?;
        built.push(match columns.get(index) {
            Some(width) => cell.width(size(*width), WidthType::Dxa),
            None => cell,
        });
    }
    let built = TableRow::new(built);
    Ok(if *cant_split {
        built.cant_split()
    } else {
        built
    })
}

fn build_cell<'a>(cell: &'a Cell, header: bool, all: &mut Paragraphs<'a>) -> Result<TableCell> {
    let Cell {
        paragraphs,
        vertical,
    } = cell;
    let mut built = TableCell::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let hints: &[Hint] = match index {
            0 if header => &[Hint::HeaderRow],
            _ => &[],
        };
        built = built.add_paragraph(all.build(paragraph, hints)?);
    }
    Ok(match vertical {
        VerticalAlign::Top => built,
        VerticalAlign::Middle => built.vertical_align(VAlignType::Center),
    })
}

fn margins(padding: Padding) -> TableCellMargins {
    let Padding {
        top,
        right,
        bottom,
        left,
    } = padding;
    TableCellMargins::new().margin(size(top), size(right), size(bottom), size(left))
}

fn line(position: TableBorderPosition, eighths: u32) -> TableBorder {
    TableBorder::new(position)
        .size(eighths as usize)
        .color("auto")
}

fn size(length: Twips) -> usize {
    unsigned(length) as usize
}
