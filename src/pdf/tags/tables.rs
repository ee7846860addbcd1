//! Tables from their cells. Cells come in the order they are drawn, those of a row cut by the end
//! of a page in turns, and those without text not at all: rows are put together at the end.

use super::tree::{ElementId, Span, Tag, Tree};
use super::{Place, Tags};
use crate::layout::CellPart;
use crate::sheet::TableRole;
use std::collections::BTreeMap;

/// The elements of a table as they are met.
#[derive(Debug)]
pub(super) struct TableTags {
    element: ElementId,
    role: TableRole,
    /// By row, then first column.
    cells: BTreeMap<(u32, u32), (ElementId, Span)>,
    /// How many header rows there are at least.
    heads: u32,
}

impl Tags {
    /// The element of a cell not seen before.
    pub(super) fn cell(&mut self, cell: CellPart) -> ElementId {
        let CellPart {
            table: number,
            role,
            row,
            column,
            across,
            down,
            header,
            repeated: _, // never comes here
        } = cell;
        if !self.tables.contains_key(&number) {
            self.end_lists(Place::Body);
        }
        let Self {
            tree,
            tables,
            captioned,
            ..
        } = self;
        let table = tables.entry(number).or_insert_with(|| TableTags {
            element: match role {
                TableRole::Data => match captioned.take() {
                    Some((table, _)) => table,
                    None => tree.append(Tree::ROOT, Tag::Table),
                },
                TableRole::Letterhead | TableRole::Closing => tree.append(Tree::ROOT, Tag::Group),
            },
            role,
            cells: BTreeMap::new(),
            heads: 0,
        });
        let span = Span { across, down };
        let element = tree.loose(match role {
            TableRole::Data if header => Tag::HeaderCell(span),
            TableRole::Data => Tag::Cell(span),
            TableRole::Letterhead | TableRole::Closing => Tag::Group,
        });
        table.cells.insert((row, column), (element, span));
        if header {
            table.heads = table.heads.max(row.saturating_add(down));
        }
        element
    }

    /// The element of a paragraph above a table that is of it: caption, unit.
    pub(super) fn caption(&mut self) -> ElementId {
        self.end_lists(Place::Body);
        let tree = &mut self.tree;
        let (_, caption) = *self.captioned.get_or_insert_with(|| {
            let table = tree.append(Tree::ROOT, Tag::Table);
            (table, tree.append(table, Tag::Caption))
        });
        caption
    }

    /// Puts the tables together.
    pub(super) fn finish_tables(&mut self) {
        let Self { tree, tables, .. } = self;
        for table in tables.values() {
            match table.role {
                TableRole::Data => data(tree, table),
                TableRole::Letterhead | TableRole::Closing => {
                    for &(cell, _) in table.cells.values() {
                        tree.adopt(table.element, cell);
                    }
                }
            }
        }
    }
}

/// Rows of equal length in head and body: cells without text, of which layout tells nothing, are
/// added, but where another lies over their place.
fn data(tree: &mut Tree, table: &TableTags) {
    let cells = table.cells.iter();
    let ends = cells.map(|(&(row, column), (_, span))| {
        let rows = row.saturating_add(span.down);
        (rows, column.saturating_add(span.across))
    });
    let (rows, columns) = ends.fold((0, 0), |all, end| (all.0.max(end.0), all.1.max(end.1)));
    // The row from which on each column is free again.
    let mut free = vec![0; columns as usize];
    for (part, header, rows) in [
        (Tag::TableHead, true, 0..table.heads),
        (Tag::TableBody, false, table.heads..rows),
    ] {
        if rows.is_empty() {
            continue;
        }
        let part = tree.append(table.element, part);
        for row in rows {
            let line = tree.append(part, Tag::Row);
            for column in 0..columns {
                if free[column as usize] > row {
                    continue;
                }
                let known = table.cells.get(&(row, column)).copied();
                let (cell, span) = known.unwrap_or_else(|| {
                    let tag = match header {
                        true => Tag::HeaderCell(Span::SINGLE),
                        false => Tag::Cell(Span::SINGLE),
                    };
                    (tree.loose(tag), Span::SINGLE)
                });
                tree.adopt(line, cell);
                let over = free.iter_mut().skip(column as usize);
                for free in over.take(span.across as usize) {
                    *free = row.saturating_add(span.down);
                }
            }
        }
    }
}
