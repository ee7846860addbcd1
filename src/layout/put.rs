//! Rows of a table put on the page: the text of their cells, the borders above them, and where the
//! part of the table on a page ends.

use super::{
    flow::Top,
    merged::TallBox,
    page,
    pages::Item,
    rows::{Rows, lengths, notes_between, text_height},
    table::CellBox,
    word::Centres,
};
use crate::sheet::VerticalAlign;
use std::ops::Range;

/// A cell over several rows, put with the first of them.
pub(super) struct OpenCell {
    /// Its text and what belongs to it, among the items of the page.
    items: Range<usize>,
    /// Upper edge of its text, in pt.
    top: f64,
    /// Height of its text, in pt.
    height: f64,
    vertical: VerticalAlign,
    /// Its rows that are still to come.
    rows: u32,
}

impl Rows<'_, '_, '_> {
    /// Puts a row, or lines of it, with the border above it.
    pub(super) fn put(
        &mut self,
        at: usize,
        (from, to): (&[usize], &[usize]),
        height: f64,
        repeated: bool,
    ) {
        let table = self.table;
        let row = &table.rows[at];
        let top = self.top();
        if self.segment.is_none() {
            self.segment = Some(top);
        }
        self.draw_borders(at, top);
        let text_top = top + table.border + table.padding.top;
        let inner = height - table.padding.top - table.padding.bottom;
        let ends = to == lengths(row);
        let centred = match self.flow.prepare.ruler.habits.centres {
            Centres::Whole => ends && from.iter().all(|&n| n == 0),
            Centres::Rest => ends,
            Centres::Parts => true,
        };
        let start = self.flow.items.len();
        for (index, cell) in row.cells.iter().enumerate() {
            let (from, to) = (from[index], to[index]);
            let spare = (inner - text_height(cell, from, to)).max(0.0);
            let shift = match cell.vertical {
                VerticalAlign::Middle if centred => spare / 2.0,
                VerticalAlign::Top | VerticalAlign::Middle => 0.0,
            };
            self.put_cell(cell, from..to, text_top + shift);
        }
        if from.iter().all(|&n| n == 0) {
            for TallBox { cell, rows } in row.tall() {
                let start = self.flow.items.len();
                self.put_cell(cell, 0..cell.strip.len(), text_top);
                self.open.push(OpenCell {
                    items: start..self.flow.items.len(),
                    top: text_top,
                    height: cell.strip.full_height(),
                    vertical: cell.vertical,
                    rows: *rows,
                });
            }
        }
        if repeated {
            mark_repeated(&mut self.flow.items[start..]);
        }
        let mut bottom = top + table.border + height;
        if ends {
            bottom = self.end_row(bottom);
        }
        self.flow.cursor.y = bottom;
        self.flow.cursor.top = Top::Inside;
        (self.flow.cursor.extra, self.flow.cursor.after) = (0.0, 0.0);
        if !repeated {
            let mut notes = notes_between(row, from, to);
            if from.iter().all(|&n| n == 0) {
                let tall = row.tall().iter().map(|tall| &tall.cell.strip);
                notes.extend(tall.flat_map(|strip| strip.notes(0..strip.len())));
            }
            self.flow.add_notes(&notes, bottom + table.border);
        }
    }

    /// Puts lines of a cell; the space above its text begins at `top`.
    fn put_cell(&mut self, cell: &CellBox, lines: Range<usize>, top: f64) {
        let before = match lines.start {
            0 => cell.strip.before,
            _ => 0.0,
        };
        let edge = self.table.edges.get(cell.column as usize);
        let edge = edge.copied().unwrap_or_default();
        let left = self.flow.geometry.left + edge + self.table.padding.left;
        page::put(&mut self.flow.items, &cell.strip, lines, left, top + before);
    }

    /// A row ends at `bottom`, and with it cells from further up: gives back where it ends so that
    /// they have room.
    fn end_row(&mut self, bottom: f64) -> f64 {
        for cell in &mut self.open {
            cell.rows = cell.rows.saturating_sub(1);
        }
        let ends = |cell: &OpenCell| cell.rows == 0;
        let needed = self.open.iter().filter(|cell| ends(cell));
        let bottom = needed
            .map(|cell| self.bottom_of(cell))
            .fold(bottom, f64::max);
        for cell in self
            .open
            .extract_if(.., |cell| ends(cell))
            .collect::<Vec<_>>()
        {
            self.settle(&cell, bottom);
        }
        bottom
    }

    /// Where the row that a cell ends in must end.
    fn bottom_of(&self, cell: &OpenCell) -> f64 {
        cell.top + cell.height + self.table.padding.bottom
    }

    /// Moves the text of a cell that ends at `bottom` to where it stands in it.
    fn settle(&mut self, cell: &OpenCell, bottom: f64) {
        let spare = bottom - self.bottom_of(cell);
        if cell.vertical == VerticalAlign::Middle && spare > 0.0 {
            let items = self.flow.items.get_mut(cell.items.clone());
            page::lower(items.unwrap_or_default(), spare / 2.0);
        }
    }

    /// Draws the lower border and the vertical ones. A cell whose further rows are overleaf ends here.
    pub(super) fn close(&mut self) {
        let Some(_) = self.segment.take() else {
            return;
        };
        let open = std::mem::take(&mut self.open);
        let needed = open.iter().map(|cell| self.bottom_of(cell));
        let end = needed.fold(self.flow.cursor.y, f64::max);
        for cell in &open {
            self.settle(cell, end);
        }
        let border = self.table.border;
        let borders = std::mem::take(&mut self.borders);
        self.flow.cursor.y = end + border;
        if border > 0.0 {
            let left = self.flow.geometry.left;
            borders.close(&self.table.edges, (left, border), end, &mut self.flow.items);
        }
    }

    /// Draws the border above a row whose upper edge is at `top`, and the vertical ones that end there.
    fn draw_borders(&mut self, at: usize, top: f64) {
        let (table, left) = (self.table, self.flow.geometry.left);
        if table.border > 0.0 {
            let merged = table.rows[at].merged.as_deref();
            let page = (left, table.border);
            self.borders
                .row((at, merged), &table.edges, page, top, &mut self.flow.items);
        }
    }
}

fn mark_repeated(items: &mut [Item]) {
    for item in items {
        if let Item::Line(line) = item
            && let Some(cell) = &mut line.part.cell
        {
            cell.repeated = true;
        }
    }
}
