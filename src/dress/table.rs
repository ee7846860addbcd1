//! Tables of the body: caption and unit, header rows, rows.

use super::Dresser;
use super::cells::Spot;
use crate::decree::{Look, Looks};
use crate::document::{CellAlign, CellVertical, Grid, Inlines, Origin, RowKind, Table, TableRow};
use crate::sheet::{
    self, Align, Block, Cell, Down, Padding, Role, Row, TableRole, TableStyle, Twips,
    VerticalAlign, reading,
};

/// The sorts of rows that differ in look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A header row.
    Head,
    /// Any other.
    Body(RowKind),
}

/// A cell that lies over rows further down.
struct Reaching {
    /// Its first column.
    at: usize,
    /// How many rows more.
    rows: u32,
    /// In the place that it covers in the next of them.
    covered: Cell,
}

impl Dresser<'_> {
    pub(super) fn table(&mut self, table: &Table, origin: Option<Origin>) -> Vec<Block> {
        let aligns = self.column_aligns(table);
        let mut rows = Vec::with_capacity(table.head.len() + table.rows.len());
        let mut sorts = Vec::with_capacity(rows.capacity());
        for (part, is_head) in [(&table.head, true), (&table.rows, false)] {
            let mut grid = Grid::new(aligns.len());
            let mut reaching = Vec::new();
            for row in part {
                let sort = match is_head {
                    true => Sort::Head,
                    false => Sort::Body(row.kind),
                };
                rows.push(self.row(row, sort, &aligns, (&mut grid, &mut reaching), origin));
                sorts.push(sort);
            }
        }
        let columns = self.column_widths(&table.columns, &mut rows, origin);
        self.loosen_wide(&mut rows, &columns);
        self.hold_rows(&mut rows, &sorts, &columns);
        let (padding, border) = self.table_measures();
        let padding = Padding {
            left: self.cell_margin,
            right: self.cell_margin,
            ..padding
        };
        let mut blocks = self.above_table(table, origin);
        let words = match (table.caption.is_empty(), blocks.first()) {
            (false, Some(Block::Paragraph(caption))) => reading::words(&caption.inlines),
            _ => String::new(),
        };
        blocks.push(Block::Table(sheet::Table {
            role: TableRole::Data,
            columns,
            indent: Twips(0),
            padding,
            border: Some(border),
            rows,
            words,
            origin,
        }));
        blocks
    }

    /// Caption and unit, which stay with the table.
    fn above_table(&mut self, table: &Table, origin: Option<Origin>) -> Vec<Block> {
        let looks = &self.style.looks;
        let lines: [(Role, &Look, &Inlines); 2] = [
            (Role::TableCaption, &looks.table_caption, &table.caption),
            (Role::TableUnit, &looks.table_unit, &table.unit),
        ];
        let mut blocks = Vec::new();
        for (role, look, line) in lines {
            if !line.is_empty() {
                blocks.extend(self.lines(role, look, std::slice::from_ref(line), origin));
            }
        }
        for block in &mut blocks {
            if let Block::Paragraph(paragraph) = block {
                paragraph.format.keep_next = true;
            }
        }
        blocks
    }

    fn table_measures(&self) -> (Padding, u32) {
        let measures = &self.style.table;
        let padding = Padding {
            top: measures.padding_y,
            right: measures.padding_x,
            bottom: measures.padding_y,
            left: measures.padding_x,
        };
        (padding, measures.border)
    }

    /// The style of all tables of the body.
    pub(super) fn table_style(&self) -> TableStyle {
        let (padding, border) = self.table_measures();
        TableStyle {
            id: self.style.table_names.id.clone(),
            name: self.style.table_names.name.clone(),
            padding,
            border,
        }
    }

    /// A row with a cell for each place that a cell further up covers.
    fn row(
        &mut self,
        row: &TableRow,
        sort: Sort,
        aligns: &[Align],
        (grid, reaching): (&mut Grid, &mut Vec<Reaching>),
        origin: Option<Origin>,
    ) -> Row {
        let mut cells = Vec::with_capacity(row.cells.len() + reaching.len());
        let mut begun = Vec::new();
        for cell in &row.cells {
            // The reader of the markup has seen to it that every cell has its place.
            let Ok(at) = grid.place(cell.across, cell.down) else {
                continue;
            };
            let spot = Spot {
                sort,
                align: self.cell_align(cell.align, sort, cell.across, aligns.get(at).copied()),
            };
            cells.push((
                at,
                Cell {
                    paragraphs: self.cell(&cell.content, spot, origin),
                    vertical: match cell.vertical {
                        CellVertical::Top => VerticalAlign::Top,
                        CellVertical::Middle => VerticalAlign::Middle,
                    },
                    across: cell.across,
                    down: Down::Rows(cell.down),
                },
            ));
            if cell.down > 1 {
                begun.push(Reaching {
                    at,
                    rows: cell.down - 1,
                    covered: Cell {
                        paragraphs: vec![self.cell_line(&Inlines::new(), spot, None)],
                        vertical: VerticalAlign::Top,
                        across: cell.across,
                        down: Down::Covered,
                    },
                });
            }
        }
        grid.end_row();
        for above in reaching.iter_mut() {
            cells.push((above.at, above.covered.clone()));
            above.rows -= 1;
        }
        reaching.retain(|above| above.rows > 0);
        reaching.append(&mut begun);
        cells.sort_by_key(|(at, _)| *at);
        Row {
            cells: cells.into_iter().map(|(_, cell)| cell).collect(),
            header: sort == Sort::Head,
            cant_split: true,
            least_height: None,
        }
    }

    /// How a cell aligns: as it says itself; else a header cell, and one over several columns, by its
    /// look, any other as its column.
    fn cell_align(
        &self,
        own: Option<CellAlign>,
        sort: Sort,
        across: u32,
        column: Option<Align>,
    ) -> Align {
        let look = cell_look(&self.style.looks, sort).1.align;
        match own {
            Some(CellAlign::Left) => Align::Left,
            Some(CellAlign::Centre) => Align::Centre,
            Some(CellAlign::Right) => Align::Right,
            None if sort == Sort::Head || across > 1 => look,
            None => column.unwrap_or(look),
        }
    }
}

/// Role and look of the paragraphs of a row's cells.
pub(super) fn cell_look(looks: &Looks, sort: Sort) -> (Role, &Look) {
    match sort {
        Sort::Head => (Role::TableHead, &looks.table_head),
        Sort::Body(RowKind::Plain) => (Role::TableCell, &looks.table_cell),
        Sort::Body(RowKind::Group) => (Role::TableGroup, &looks.table_group),
        Sort::Body(RowKind::Subtotal) => (Role::TableSubtotal, &looks.table_subtotal),
        Sort::Body(RowKind::Total) => (Role::TableTotal, &looks.table_total),
    }
}

/// Keeps a row on the page of what comes next.
pub(super) fn keep_next(row: &mut Row) {
    let cells = row.cells.iter_mut();
    for paragraph in cells.flat_map(|cell| &mut cell.paragraphs) {
        paragraph.format.keep_next = true;
    }
}
