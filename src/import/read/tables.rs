//! Tables as grids.

use super::{
    body::Body,
    styles::has_borders,
    xml::{DEEPEST, attribute, child, is, number, switch, value},
};
use crate::{
    diagnostic::Result,
    import::flat::{Cell, Row, Table},
};
use roxmltree::Node;
use std::collections::HashMap;

/// The most columns of a table; Word has 63.
const MOST_COLUMNS: usize = 1_000;

impl Body<'_, '_> {
    /// A `w:tbl`.
    pub(super) fn table(&mut self, node: Node<'_, '_>, depth: usize) -> Result<Table> {
        let mut table = Table::default();
        let properties = child(node, "tblPr");
        let style = properties.and_then(|node| value(node, "tblStyle"));
        table.bordered = match properties.filter(|node| child(*node, "tblBorders").is_some()) {
            Some(own) => has_borders(own),
            None => style
                .and_then(|id| self.styles.get(id))
                .is_some_and(|style| style.bordered),
        };
        if let Some(grid) = child(node, "tblGrid") {
            let widths = grid.children().filter(|node| is(*node, "gridCol"));
            let width = |node| {
                attribute(node, "w")
                    .and_then(number)
                    .and_then(|twips| u32::try_from(twips).ok())
            };
            table.columns = widths
                .take(MOST_COLUMNS)
                .map(|node| width(node).unwrap_or_default())
                .collect();
        }
        // Of each column the cell above that goes on: its row and its place in the row.
        let mut above: HashMap<usize, (usize, usize)> = HashMap::new();
        let mut rows = Vec::new();
        gather(node, "tr", self.options.rejected, &mut rows, 0);
        for row in rows {
            self.row(row, depth, &mut table, &mut above)?;
        }
        Ok(table)
    }

    fn row(
        &mut self,
        node: Node<'_, '_>,
        depth: usize,
        table: &mut Table,
        above: &mut HashMap<usize, (usize, usize)>,
    ) -> Result<()> {
        let properties = child(node, "trPr");
        let change = if self.options.rejected { "ins" } else { "del" };
        if properties.is_some_and(|node| child(node, change).is_some()) {
            return Ok(());
        }
        let mut row = Row {
            header: properties
                .and_then(|node| switch(node, "tblHeader"))
                .unwrap_or_default(),
            cells: Vec::new(),
        };
        let before = properties.and_then(|node| value(node, "gridBefore"));
        let mut column = before
            .and_then(|n| n.parse::<usize>().ok())
            .unwrap_or(0)
            .min(MOST_COLUMNS);
        let mut cells = Vec::new();
        gather(node, "tc", self.options.rejected, &mut cells, 0);
        for cell in cells {
            let properties = child(cell, "tcPr");
            let of = |name| properties.and_then(|node| value(node, name));
            let columns = of("gridSpan")
                .and_then(|n| n.parse().ok())
                .unwrap_or(1usize)
                .clamp(1, MOST_COLUMNS);
            table.bordered |= properties.is_some_and(has_borders);
            let merge = properties.and_then(|node| child(node, "vMerge"));
            let goes_on = merge.is_some_and(|node| attribute(node, "val") != Some("restart"));
            let mut blocks = self.blocks(cell, depth)?;
            match above.get(&column).filter(|_| goes_on) {
                Some((row, at)) => {
                    if let Some(upper) = table
                        .rows
                        .get_mut(*row)
                        .and_then(|row| row.cells.get_mut(*at))
                    {
                        upper.rows += 1;
                        // What stands in a covered cell is seen nowhere, but kept.
                        blocks.retain(|block| !is_empty(block));
                        upper.blocks.append(&mut blocks);
                    }
                }
                None => {
                    above.insert(column, (table.rows.len(), row.cells.len()));
                    row.cells.push(Cell {
                        column,
                        columns,
                        rows: 1,
                        blocks,
                    });
                }
            }
            column = (column + columns).min(MOST_COLUMNS);
        }
        table.rows.push(row);
        Ok(())
    }
}

fn is_empty(block: &crate::import::flat::Block) -> bool {
    matches!(block, crate::import::flat::Block::Paragraph(paragraph) if paragraph.pieces.is_empty())
}

/// Rows or cells, those in content controls and marks of changes with them.
fn gather<'a, 'x>(
    of: Node<'a, 'x>,
    name: &str,
    rejected: bool,
    into: &mut Vec<Node<'a, 'x>>,
    depth: usize,
) {
    if depth > DEEPEST {
        return;
    }
    for node in of.children().filter(|node| node.is_element()) {
        match node.tag_name().name() {
            found if found == name => into.push(node),
            "ins" | "moveTo" if rejected => {}
            "del" | "moveFrom" if !rejected => {}
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" | "del"
            | "moveFrom" => {
                gather(node, name, rejected, into, depth + 1);
            }
            _ => {}
        }
    }
}
