//! Tables set: every cell's text in its column, before the page is known.

use super::{
    merged::{self, Merged, TallBox},
    pages::CellPart,
    prepare::Preparer,
    strip::{Lead, Strip},
};
use crate::sheet::reading::placed;
use crate::sheet::{
    Cell, Down, NoteId, Padding, Paragraph, Row, Table, TableRole, Twips, VerticalAlign,
};

/// A table set.
#[derive(Debug)]
pub(super) struct TableBox {
    /// Left edges of the columns and the right edge of the last, from the left margin.
    pub(super) edges: Vec<f64>,
    /// Thickness of the borders; 0 without.
    pub(super) border: f64,
    /// Rows.
    pub(super) rows: Vec<RowBox>,
    /// How many of them are header rows.
    pub(super) headers: usize,
    /// Cell padding.
    pub(super) padding: Inset,
    /// Room that the last row wants below it: for the paragraph that ends a section in the DOCX.
    pub(super) below: f64,
    /// It closes a document: no page may hold it and no text before it.
    pub(super) closes: bool,
    /// Its first paragraph begins a page.
    pub(super) page_break_before: bool,
}

/// Cell padding in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inset {
    /// Above.
    pub(super) top: f64,
    /// Below.
    pub(super) bottom: f64,
    /// Left.
    pub(super) left: f64,
}

/// A row set.
#[derive(Debug)]
pub(super) struct RowBox {
    /// The cells that are of this row alone.
    pub(super) cells: Vec<CellBox>,
    /// The addition for cells over several columns or rows; most rows have none.
    pub(super) merged: Option<Box<Merged>>,
    /// Height without borders.
    pub(super) height: f64,
    /// Does not break inside.
    pub(super) cant_split: bool,
    /// Stays with the next row.
    pub(super) keep_next: bool,
}

/// A cell set.
#[derive(Debug)]
pub(super) struct CellBox {
    /// Its text.
    pub(super) strip: Strip,
    /// Where its text stands in a higher row.
    pub(super) vertical: VerticalAlign,
    /// Its first column, from 0.
    pub(super) column: u32,
}

impl RowBox {
    /// The cells that begin in the row and lie over more rows.
    pub(super) fn tall(&self) -> &[TallBox] {
        self.merged.as_ref().map_or(&[], |merged| &merged.tall)
    }

    /// Notes marked in the cells that begin in the row.
    pub(super) fn notes(&self) -> impl Iterator<Item = NoteId> + '_ {
        let tall = self.tall().iter().map(|tall| &tall.cell);
        let cells = self.cells.iter().chain(tall);
        cells.flat_map(|cell| cell.strip.notes(0..cell.strip.len()))
    }
}

impl TableBox {
    /// The last row stays with what follows the table.
    pub(super) fn keep_next(&self) -> bool {
        self.rows.last().is_some_and(|row| row.keep_next)
    }

    /// Height of some rows with a border above each.
    pub(super) fn height(&self, rows: &[RowBox]) -> f64 {
        rows.iter().map(|row| row.height + self.border).sum()
    }

    /// The end of the rows from `from` that may not be parted: header rows and rows that stay
    /// with the next take it along.
    pub(super) fn group_end(&self, from: usize) -> usize {
        let mut end = from + 1;
        while end < self.rows.len() && (end <= self.headers || self.rows[end - 1].keep_next) {
            end += 1;
        }
        end.min(self.rows.len())
    }

    /// Height of the least of a row that may be cut, with the notes marked in it.
    pub(super) fn least_row(&self, row: &RowBox) -> (f64, Vec<NoteId>) {
        let Inset {
            top,
            bottom,
            left: _,
        } = self.padding;
        let mut height = 0.0_f64;
        let mut notes = Vec::new();
        for CellBox { strip, .. } in &row.cells {
            let least = 0..strip.least(0);
            height = height.max(top + strip.before + strip.height(least.clone()) + bottom);
            notes.extend(strip.notes(least));
        }
        (height.min(row.height), notes)
    }
}

/// Sets a table.
pub(super) fn set(table: &Table, to: &mut Preparer<'_>) -> TableBox {
    let Table {
        role,
        columns,
        indent,
        padding,
        border,
        rows,
        words: _, // of the DOCX
        origin: _,
    } = table;
    let number = to.next_table();
    let columns = &*to.ruler.habits.columns(columns);
    let mut edges = vec![indent.points()];
    let mut x = indent.points();
    for column in columns {
        x += column.points();
        edges.push(x);
    }
    let mut rows_set: Vec<RowBox> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let part = CellPart {
                table: number,
                role: *role,
                row: i as u32,
                column: 0,
                across: 1,
                down: 1,
                header: row.header,
                repeated: false,
            };
            set_row(row, part, columns, *padding, to)
        })
        .collect();
    let first = rows.first().and_then(|row| row.cells.first());
    let first = first.and_then(|cell| cell.paragraphs.first());
    let border = border.map_or(0.0, |eighths| f64::from(eighths) / 8.0);
    for (set, row) in rows_set.iter_mut().zip(rows) {
        let least = row.least_height.map_or(0.0, |height| height.points());
        set.height = set.height.max(least - border);
    }
    merged::hold(
        &mut rows_set,
        (padding.top + padding.bottom).points(),
        border,
    );
    TableBox {
        page_break_before: first.is_some_and(|first| first.format.page_break_before),
        edges,
        border,
        rows: rows_set,
        headers: rows.iter().take_while(|row| row.header).count(),
        padding: Inset {
            top: padding.top.points(),
            bottom: padding.bottom.points(),
            left: padding.left.points(),
        },
        below: 0.0,
        closes: *role == TableRole::Closing,
    }
}

fn set_row(
    row: &Row,
    part: CellPart,
    columns: &[Twips],
    padding: Padding,
    to: &mut Preparer<'_>,
) -> RowBox {
    let Row {
        cells,
        header: _,
        cant_split,
        least_height: _, // with the border
    } = row;
    let mut merged = Merged::of(row);
    let mut own = Vec::with_capacity(cells.len());
    for (place, cell) in placed(row) {
        let Cell {
            paragraphs,
            vertical,
            across,
            down,
        } = cell;
        // What it would hold stands in the cell above.
        let Down::Rows(down) = *down else { continue };
        let width: i32 = columns
            .get(place.clone())
            .unwrap_or_default()
            .iter()
            .map(|c| c.0)
            .sum();
        let width = (Twips(width) - padding.left - padding.right).points();
        let column = place.start as u32;
        let part = CellPart {
            column,
            across: *across,
            down,
            ..part
        };
        let cell = CellBox {
            strip: set_cell(paragraphs, part, width.max(0.0), to),
            vertical: *vertical,
            column,
        };
        match &mut merged {
            Some(merged) if down > 1 => merged.tall.push(TallBox { cell, rows: down }),
            _ => own.push(cell),
        }
    }
    let Padding {
        top,
        right: _,
        bottom,
        left: _,
    } = padding;
    let text = own
        .iter()
        .map(|cell| cell.strip.full_height())
        .fold(0.0, f64::max);
    RowBox {
        height: text + (top + bottom).points(),
        // Word's rule looks at the paragraphs of the row's first cell.
        keep_next: cells.first().is_some_and(|cell| {
            !cell.paragraphs.is_empty() && cell.paragraphs.iter().all(|p| p.format.keep_next)
        }),
        cant_split: *cant_split,
        cells: own,
        merged,
    }
}

/// The text of a cell, `width` points wide.
fn set_cell(paragraphs: &[Paragraph], place: CellPart, width: f64, to: &mut Preparer<'_>) -> Strip {
    let mut strip = Strip::default();
    for paragraph in paragraphs {
        let style = to.style_run(paragraph.style);
        let part = to.part(paragraph, Some(place), None);
        strip.push(paragraph, part, (Lead::Item(style), style), width, to.ruler);
    }
    strip
}
