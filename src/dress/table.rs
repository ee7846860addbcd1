//! Tables of the body: header rows, cells.

use super::Dresser;
use crate::document::{Column, ColumnAlign, Inlines, Origin, Table};
use crate::sheet::{
    self, Align, Block, Cell, Padding, Paragraph, Role, Row, TableRole, Twips, VerticalAlign,
};

impl Dresser<'_> {
    pub(super) fn table(&mut self, table: &Table, origin: Option<Origin>) -> Block {
        let mut rows = Vec::new();
        for cells in &table.head {
            rows.push(self.row(cells, &table.columns, true, origin));
        }
        for cells in &table.rows {
            rows.push(self.row(cells, &table.columns, false, origin));
        }
        let columns = self.column_widths(&table.columns, &rows, origin);
        self.hold_rows(&mut rows, &columns);
        let measures = &self.style.table;
        Block::Table(sheet::Table {
            role: TableRole::Data,
            columns,
            indent: Twips(0),
            padding: Padding {
                top: measures.padding_y,
                right: measures.padding_x,
                bottom: measures.padding_y,
                left: measures.padding_x,
            },
            border: Some(measures.border),
            rows,
            origin,
        })
    }

    fn row(
        &mut self,
        cells: &[Inlines],
        columns: &[Column],
        header: bool,
        origin: Option<Origin>,
    ) -> Row {
        let cells = cells
            .iter()
            .zip(columns)
            .map(|(inlines, column)| Cell {
                paragraphs: vec![self.cell(inlines, *column, header, origin)],
                vertical: VerticalAlign::Middle,
            })
            .collect();
        Row {
            cells,
            header,
            cant_split: true,
        }
    }

    fn cell(
        &mut self,
        inlines: &Inlines,
        column: Column,
        header: bool,
        origin: Option<Origin>,
    ) -> Paragraph {
        let looks = &self.style.looks;
        if header {
            let mut paragraph = self.paragraph(Role::TableHead, &looks.table_head, inlines, origin);
            // A header row alone at the foot of a page says nothing.
            paragraph.format.keep_next = true;
            return paragraph;
        }
        let mut paragraph = self.paragraph(Role::TableCell, &looks.table_cell, inlines, origin);
        paragraph.format.align = match column.align {
            ColumnAlign::Left => Align::Left,
            ColumnAlign::Centre => Align::Centre,
            ColumnAlign::Right => Align::Right,
        };
        paragraph
    }
}
