//! Tables of the sheet as docx-rs tables: fixed widths, own cell margins, all borders or none.

use super::format::unsigned;
use super::normalise::Hint;
use super::paragraph::Paragraphs;
use crate::diagnostic::Result;
use crate::sheet::{Cell, Padding, Row, Table, TableRole, Twips, VerticalAlign};
use docx_rs::{
    CellMargins, TableBorder, TableBorderPosition, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

const BORDERS: [TableBorderPosition; 6] = [
    TableBorderPosition::Top,
    TableBorderPosition::Left,
    TableBorderPosition::Bottom,
    TableBorderPosition::Right,
    TableBorderPosition::InsideH,
    TableBorderPosition::InsideV,
];

const CELL_BORDERS: [TableCellBorderPosition; 4] = [
    TableCellBorderPosition::Top,
    TableCellBorderPosition::Left,
    TableCellBorderPosition::Bottom,
    TableCellBorderPosition::Right,
];

/// What the paragraph between two tables takes: a closing in the table before it stands as far
/// below the rows as one on its own does.
const BETWEEN: i32 = super::paragraph::TINY_LINE;

/// A table; `None` where it has no cell (Word refuses such a table). The rows of `closing` are its
/// last ones then: a row stays with the next of its own table in Word and in LibreOffice, while
/// LibreOffice does not heed what a last row stays with once its table goes over pages.
pub(super) fn build<'a>(
    table: &'a Table,
    closing: Option<&'a Table>,
    paragraphs: &mut Paragraphs<'a>,
) -> Result<Option<docx_rs::Table>> {
    let Table {
        role: _,
        columns,
        indent,
        padding,
        border,
        rows: _,
        origin: _,
    } = table;
    let mut grid = edges(columns);
    if let Some(closing) = closing {
        grid.extend(edges(&closing.columns));
        grid.sort_unstable();
        grid.dedup();
    }
    let mut rows = Rows {
        grid: &grid,
        alone: closing.is_none(),
        built: Vec::new(),
    };
    rows.add(table, *padding, paragraphs)?;
    if rows.built.is_empty() {
        return Ok(None);
    }
    if let Some(closing) = closing {
        let top = closing.padding.top + Twips(BETWEEN);
        rows.add(
            closing,
            Padding {
                top,
                ..closing.padding
            },
            paragraphs,
        )?;
    }
    let widths: Vec<usize> = grid
        .windows(2)
        .map(|pair| size(pair[1] - pair[0]))
        .collect();
    let mut built = docx_rs::Table::without_borders(rows.built)
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .indent(indent.0)
        .margins(margins(*padding));
    if let (Some(eighths), None) = (border, closing) {
        for position in BORDERS {
            built = built.set_border(line(position, *eighths));
        }
    }
    Ok(Some(built))
}

/// Whether the closing may be the last rows of the table before it: it stays with the table's last
/// row, and both begin and end at the same edges.
pub(super) fn joins(table: &Table, closing: &Table) -> bool {
    let ends = |table: &Table| (table.indent, edges(&table.columns).last().copied());
    closing.role == TableRole::Closing
        && closing.border.is_none()
        && keeps_next(table)
        && ends(table) == ends(closing)
}

/// Where columns begin, and where the last one ends.
fn edges(columns: &[Twips]) -> Vec<Twips> {
    let ends = columns.iter().scan(Twips(0), |at, width| {
        *at += *width;
        Some(*at)
    });
    std::iter::once(Twips(0)).chain(ends).collect()
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

/// The rows of one table of the file.
struct Rows<'g> {
    /// The edges of all its columns.
    grid: &'g [Twips],
    /// All rows are of one table of the sheet: borders and margins are the table's, not the cells'.
    alone: bool,
    built: Vec<TableRow>,
}

impl Rows<'_> {
    /// Adds the rows of a table of the sheet.
    fn add<'a>(
        &mut self,
        table: &'a Table,
        padding: Padding,
        paragraphs: &mut Paragraphs<'a>,
    ) -> Result<()> {
        let edges = edges(&table.columns);
        for row in table.rows.iter().filter(|row| !row.cells.is_empty()) {
            let Row {
                cells,
                header,
                cant_split,
            } = row;
            let mut built = Vec::with_capacity(cells.len());
            for (index, cell) in cells.iter().enumerate() {
                let mut cell = build_cell(cell, *header && index == 0, paragraphs)?;
                if let Some(&[left, right]) = edges.get(index..index + 2) {
                    cell = cell.width(size(right - left), WidthType::Dxa);
                    let within = |edge: &&Twips| left < **edge && **edge <= right;
                    let span = self.grid.iter().filter(within).count();
                    if span > 1 {
                        cell = cell.grid_span(span);
                    }
                }
                built.push(if self.alone {
                    cell
                } else {
                    with_edges(cell, table.border, padding)
                });
            }
            let row = TableRow::new(built);
            self.built
                .push(if *cant_split { row.cant_split() } else { row });
        }
        Ok(())
    }
}

/// A cell with borders and margins of its own.
fn with_edges(mut cell: TableCell, border: Option<u32>, padding: Padding) -> TableCell {
    if let Some(eighths) = border {
        for position in CELL_BORDERS {
            let border = TableCellBorder::new(position);
            cell = cell.set_border(border.size(eighths as usize).color("auto"));
        }
    }
    let Padding {
        top,
        right,
        bottom,
        left,
    } = padding;
    let own = CellMargins::new()
        .margin_top(size(top), WidthType::Dxa)
        .margin_left(size(left), WidthType::Dxa)
        .margin_bottom(size(bottom), WidthType::Dxa)
        .margin_right(size(right), WidthType::Dxa);
    cell.property = cell.property.margins(own);
    cell
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
