//! Tables from their cells. Cells come in the order they are drawn, those of a row cut by the end
//! of a page in turns, and those without text not at all: rows are put together at the end.

use super::tree::{ElementId, Tag, Tree};
use super::{Place, Tags};
use crate::layout::CellPart;
use crate::sheet::TableRole;
use std::collections::{BTreeMap, BTreeSet};

/// The elements of a table as they are met.
#[derive(Debug)]
pub(super) struct TableTags {
    element: ElementId,
    role: TableRole,
    /// By row, then column.
    cells: BTreeMap<(u32, u32), ElementId>,
    header_rows: BTreeSet<u32>,
}

impl Tags {
    /// The element of a cell not seen before.
    pub(super) fn cell(&mut self, cell: CellPart) -> ElementId {
        let CellPart {
            table: number,
            role,
            row,
            column,
            header,
            repeated: _, // never comes here
        } = cell;
        if !self.tables.contains_key(&number) {
            self.end_lists(Place::Body);
        }
        let Self { tree, tables, .. } = self;
        let table = tables.entry(number).or_insert_with(|| TableTags {
            element: tree.append(
                Tree::ROOT,
                match role {
                    TableRole::Data => Tag::Table,
                    TableRole::Letterhead | TableRole::Closing => Tag::Group,
                },
            ),
            role,
            cells: BTreeMap::new(),
            header_rows: BTreeSet::new(),
        });
        let element = tree.loose(match role {
            TableRole::Data if header => Tag::HeaderCell,
            TableRole::Data => Tag::Cell,
            TableRole::Letterhead | TableRole::Closing => Tag::Group,
        });
        table.cells.insert((row, column), element);
        if header {
            table.header_rows.insert(row);
        }
        element
    }

    /// Puts the tables together.
    pub(super) fn finish_tables(&mut self) {
        let Self { tree, tables, .. } = self;
        for table in tables.values() {
            match table.role {
                TableRole::Data => data(tree, table),
                TableRole::Letterhead | TableRole::Closing => {
                    for &cell in table.cells.values() {
                        tree.adopt(table.element, cell);
                    }
                }
            }
        }
    }
}

/// Rows of equal length in head and body.
fn data(tree: &mut Tree, table: &TableTags) {
    let columns: BTreeSet<u32> = table.cells.keys().map(|&(_, column)| column).collect();
    let rows: BTreeSet<u32> = table.cells.keys().map(|&(row, _)| row).collect();
    for (part, header) in [(Tag::TableHead, true), (Tag::TableBody, false)] {
        let mut rows = rows
            .iter()
            .filter(|row| table.header_rows.contains(row) == header)
            .peekable();
        if rows.peek().is_none() {
            continue;
        }
        let part = tree.append(table.element, part);
        for &row in rows {
            let line = tree.append(part, Tag::Row);
            for &column in &columns {
                let cell = table.cells.get(&(row, column)).copied();
                let cell = cell.unwrap_or_else(|| {
                    tree.loose(if header { Tag::HeaderCell } else { Tag::Cell })
                });
                tree.adopt(line, cell);
            }
        }
    }
}
