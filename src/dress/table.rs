//! Tables of the body: header rows, cells.

use super::Dresser;
use crate::document::{
    BlockKind, CellContent, Column, ColumnAlign, Grid, Inlines, Origin, Table, TableCell, TableRow,
};
use crate::sheet::{
    self, Align, Block, Cell, Padding, Paragraph, Role, Row, TableRole, Twips, VerticalAlign,
};

impl Dresser<'_> {
    pub(super) fn table(&mut self, table: &Table, origin: Option<Origin>) -> Block {
        let mut rows = Vec::with_capacity(table.head.len() + table.rows.len());
        for (part, header) in [(&table.head, true), (&table.rows, false)] {
            let mut grid = Grid::new(table.columns.len());
            for row in part {
                rows.push(self.row(row, &table.columns, &mut grid, header, origin));
            }
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
        row: &TableRow,
        columns: &[Column],
        grid: &mut Grid,
        header: bool,
        origin: Option<Origin>,
    ) -> Row {
        let mut places: Vec<Option<&TableCell>> = vec![None; columns.len()];
        for cell in &row.cells {
            if let Ok(at) = grid.place(cell.across, cell.down) {
                places[at] = Some(cell);
            }
        }
        grid.end_row();
        let cells = places
            .into_iter()
            .zip(columns)
            .map(|(cell, column)| Cell {
                paragraphs: self.cell(cell, *column, header, origin),
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
        cell: Option<&TableCell>,
        column: Column,
        header: bool,
        origin: Option<Origin>,
    ) -> Vec<Paragraph> {
        let lines: Vec<&Inlines> = match cell.map(|cell| &cell.content) {
            None => Vec::new(),
            Some(CellContent::Text(text)) => vec![text],
            Some(CellContent::Blocks(blocks)) => {
                let lines = blocks.iter().filter_map(|block| match &block.kind {
                    BlockKind::Paragraph(line) => Some(line),
                    _ => None,
                });
                lines.collect()
            }
        };
        let empty = Inlines::new();
        let lines = if lines.is_empty() {
            vec![&empty]
        } else {
            lines
        };
        lines
            .into_iter()
            .map(|line| self.cell_line(line, column, header, origin))
            .collect()
    }

    fn cell_line(
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
            ColumnAlign::Left | ColumnAlign::Auto => Align::Left,
            ColumnAlign::Centre => Align::Centre,
            ColumnAlign::Right => Align::Right,
        };
        paragraph
    }
}
