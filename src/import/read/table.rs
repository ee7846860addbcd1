//! Tables as grids: each cell with the columns and rows that it takes.

use super::properties::{Edges, ParagraphLook, RunLook};
use super::story::{Around, Reader, paragraphs_of};
use super::styles::{Region, Style};
use super::xml::{Node, Ns, number};
use crate::diagnostic::Result;
use crate::import::flat::{Block, Cell, Lost, Piece, Row, Table};
use std::collections::BTreeMap;

/// Word has 63.
const MOST_COLUMNS: usize = 255;

/// A cell with what decides whether lines are drawn.
struct Ruled {
    row: usize,
    cell: usize,
    /// What its row says of the table's lines.
    table: Edges,
    own: Edges,
}

/// The regions of a table that have a look of their own.
#[derive(Debug, Clone, Copy, Default)]
struct Regions {
    first_row: bool,
    last_row: bool,
    first_column: bool,
    last_column: bool,
}

impl Regions {
    fn read(look: Option<Node<'_>>) -> Self {
        let Some(look) = look else {
            return Self::default();
        };
        let bits = look.value().and_then(|v| u32::from_str_radix(v, 16).ok());
        let on = |name: &str, bit: u32| match look.attribute(name) {
            Some(value) => matches!(value, "1" | "true" | "on"),
            None => bits.is_some_and(|bits| bits & bit != 0),
        };
        Self {
            first_row: on("firstRow", 0x20),
            last_row: on("lastRow", 0x40),
            first_column: on("firstColumn", 0x80),
            last_column: on("lastColumn", 0x100),
        }
    }
}

impl<'t> Reader<'t, '_> {
    /// A `w:tbl`.
    pub(super) fn table(
        &mut self,
        node: Node<'t>,
        around: Around<'_>,
        out: &mut Vec<Block>,
    ) -> Result<()> {
        let properties = node.child("tblPr");
        let id = properties.and_then(|node| node.value_of("tblStyle"));
        let style = self.styles.table(id);
        let own = properties.and_then(|node| node.child("tblBorders"));
        let mut edges = style.map(|style| style.edges).unwrap_or_default();
        edges.lay(&own.map(Edges::read).unwrap_or_default());
        let regions = Regions::read(properties.and_then(|node| node.child("tblLook")));
        let mut table = Table {
            columns: grid(node),
            ..Table::default()
        };
        let mut rows = Vec::new();
        self.gather(node, "tr", &mut rows);
        let count = rows.len();
        let mut ruled = Vec::new();
        // The cell that goes on downwards in each column, with the row it was last seen in.
        let mut open: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
        for (index, row) in rows.into_iter().enumerate() {
            let at = table.rows.len();
            let properties = row.child("trPr");
            let value = |name: &str| {
                let value = properties?.value_of(name)?;
                value.trim().parse::<usize>().ok()
            };
            let gone = if self.rejected { "ins" } else { "del" };
            if properties.is_some_and(|node| node.child(gone).is_some()) {
                self.pass(row);
                continue;
            }
            let exceptions = row
                .child("tblPrEx")
                .and_then(|node| node.child("tblBorders"));
            let mut row_edges = edges;
            row_edges.lay(&exceptions.map(Edges::read).unwrap_or_default());
            let is_header = properties
                .and_then(|node| node.child("tblHeader"))
                .is_some_and(Node::switch);
            table.rows.push(Row {
                // A row behind one of the text is none, as Word has it.
                header: is_header && table.rows.last().is_none_or(|row| row.header),
                cells: Vec::new(),
            });
            let mut column = 0;
            let before = value("gridBefore").unwrap_or(0).min(MOST_COLUMNS);
            pad(&mut table.rows[at], &mut column, before);
            let mut cells = Vec::new();
            self.gather(row, "tc", &mut cells);
            let last = cells.len().saturating_sub(1);
            for (position, cell) in cells.into_iter().enumerate() {
                let look = style.map(|style| {
                    let places = [
                        (regions.first_column && position == 0, Region::FirstColumn),
                        (regions.last_column && position == last, Region::LastColumn),
                        (regions.last_row && index + 1 == count, Region::LastRow),
                        (regions.first_row && index == 0, Region::FirstRow),
                    ];
                    look_of(style, &places)
                });
                let inner = Around {
                    boxed: around.boxed,
                    inside: true,
                    table: look.as_ref(),
                };
                self.cell(cell, inner, &mut table, &mut column, &mut open)?;
                let own = cell.child("tcPr").and_then(|node| node.child("tcBorders"));
                ruled.push(Ruled {
                    row: at,
                    cell: table.rows[at].cells.len().saturating_sub(1),
                    table: row_edges,
                    own: own.map(Edges::read).unwrap_or_default(),
                });
            }
            let after = value("gridAfter").unwrap_or(0).min(MOST_COLUMNS);
            pad(&mut table.rows[at], &mut column, after);
            self.spend(size_of::<Row>())?;
        }
        let ends = |row: &Row| {
            row.cells
                .last()
                .map_or(0, |cell| cell.column + cell.columns)
        };
        let widest = table.rows.iter().map(ends).max().unwrap_or(0);
        let widest = widest.max(table.columns.len()).min(MOST_COLUMNS);
        table.columns.resize(widest, 0);
        self.spend(4 * widest)?;
        fill(&mut table);
        let of_style = style.is_some_and(|style| style.rules_regions) && own.is_none();
        table.bordered = of_style || ruled.iter().any(|ruled| is_drawn(ruled, &table));
        if !table.rows.is_empty() {
            out.push(Block::Table(table));
        }
        Ok(())
    }

    /// The rows of a table or the cells of a row, whatever is wrapped around them.
    fn gather(&mut self, node: Node<'t>, name: &str, into: &mut Vec<Node<'t>>) {
        for child in node.children() {
            match (child.ns(), child.name()) {
                (Ns::W, own) if own == name => into.push(child),
                (Ns::W, "ins" | "moveTo") if self.rejected => self.pass(child),
                (Ns::W, "del" | "moveFrom") if !self.rejected => self.pass(child),
                (Ns::W, "commentRangeStart") => self.comment_starts(child),
                (Ns::W, "commentRangeEnd") => self.comment_ends(child),
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = child.chosen() {
                        self.gather(chosen, name, into);
                    }
                }
                (Ns::W, own) if own.ends_with("Pr") || own == "tblGrid" => {}
                _ => self.gather(child, name, into),
            }
        }
    }

    fn cell(
        &mut self,
        node: Node<'t>,
        around: Around<'_>,
        table: &mut Table,
        column: &mut usize,
        open: &mut BTreeMap<usize, (usize, usize, usize)>,
    ) -> Result<()> {
        let properties = node.child("tcPr");
        let child = |name: &str| properties.and_then(|node| node.child(name));
        let span = child("gridSpan").and_then(Node::value);
        let span = span.and_then(|v| v.trim().parse::<usize>().ok());
        let columns = span.unwrap_or(1).clamp(1, MOST_COLUMNS);
        let at = table.rows.len() - 1;
        let mut blocks = Vec::new();
        self.blocks(node, around, &mut blocks)?;
        self.spend(size_of::<Cell>())?;
        let goes_on = |name: &str| child(name).map(|merge| merge.value() != Some("restart"));
        if goes_on("hMerge") == Some(true)
            && let Some(cell) = table.rows[at].cells.last_mut()
        {
            cell.columns += columns;
            *column += columns;
            return self.covered(blocks);
        }
        let downwards = goes_on("vMerge");
        if downwards == Some(true)
            && let Some((row, cell, last)) = open.get_mut(column)
            && *last + 1 == at
        {
            *last = at;
            let columns = match table
                .rows
                .get_mut(*row)
                .and_then(|row| row.cells.get_mut(*cell))
            {
                Some(above) => {
                    above.rows += 1;
                    above.columns
                }
                None => columns,
            };
            *column += columns;
            return self.covered(blocks);
        }
        if downwards.is_some() {
            let place = (at, table.rows[at].cells.len(), at);
            open.insert(*column, place);
        }
        table.rows[at].cells.push(Cell {
            column: *column,
            columns,
            rows: 1,
            blocks,
        });
        *column += columns;
        Ok(())
    }

    /// What stands in a cell that another covers is seen by nobody.
    fn covered(&mut self, blocks: Vec<Block>) -> Result<()> {
        let mut words = String::new();
        for paragraph in paragraphs_of(blocks) {
            for piece in &paragraph.pieces {
                match piece {
                    Piece::Text(run) => words.push_str(&run.text),
                    _ => words.push(' '),
                }
            }
            words.push(' ');
        }
        let words = words.trim();
        match words.is_empty() {
            true => Ok(()),
            false => self.lose(Lost::Hidden, words.to_owned()),
        }
    }
}

/// The widths of the columns: of the grid, else of the cells of the first row that has them all.
fn grid(node: Node<'_>) -> Vec<u32> {
    let width = |node: Node<'_>| {
        let width = node.attribute("w").and_then(number);
        u32::try_from(width.unwrap_or(0)).unwrap_or(0)
    };
    let grid = node.child("tblGrid");
    let columns: Vec<u32> = grid
        .into_iter()
        .flat_map(Node::children)
        .filter(|node| node.word() == "gridCol")
        .take(MOST_COLUMNS)
        .map(width)
        .collect();
    if columns.iter().any(|width| *width > 0) {
        return columns;
    }
    let rows = node.children().filter(|node| node.word() == "tr").take(50);
    let of_rows = rows.filter_map(|row| {
        let cells = row.children().filter(|node| node.word() == "tc");
        let cells = cells.take(MOST_COLUMNS).map(|cell| {
            let properties = cell.child("tcPr")?;
            let is_one = properties.child("gridSpan").is_none();
            let width = properties.child("tcW").filter(|_| is_one).map(width)?;
            (width > 0).then_some(width)
        });
        cells.collect::<Option<Vec<u32>>>()
    });
    of_rows.max_by_key(Vec::len).unwrap_or(columns)
}

fn look_of(style: &Style, places: &[(bool, Region)]) -> (RunLook, ParagraphLook) {
    let (mut run, mut paragraph) = (style.run.clone(), style.paragraph.clone());
    for (_, place) in places.iter().filter(|(is_here, _)| *is_here) {
        for (region, of_run, of_paragraph) in &style.regions {
            if region == place {
                run.lay(of_run);
                paragraph.lay(of_paragraph);
            }
        }
    }
    (run, paragraph)
}

/// Columns in which a row has nothing.
fn pad(row: &mut Row, column: &mut usize, columns: usize) {
    if columns > 0 {
        row.cells.push(Cell {
            column: *column,
            columns,
            rows: 1,
            blocks: Vec::new(),
        });
        *column += columns;
    }
}

/// Gives rows that end early an empty cell, where none from above reaches down to there.
fn fill(table: &mut Table) {
    let width = table.columns.len();
    // For each column the row in which what reaches down to there has ended.
    let mut until = vec![0_usize; width];
    for (at, row) in table.rows.iter_mut().enumerate() {
        for cell in &row.cells {
            let end = (cell.column + cell.columns).min(width);
            for reached in until.get_mut(cell.column..end).into_iter().flatten() {
                *reached = at + cell.rows;
            }
        }
        let Some(missing) = until.iter().rposition(|reached| *reached > at) else {
            continue;
        };
        if missing + 1 < width {
            row.cells.push(Cell {
                column: missing + 1,
                columns: width - missing - 1,
                rows: 1,
                blocks: Vec::new(),
            });
            until[missing + 1..].fill(at + 1);
        }
    }
}

/// Tells whether a cell has a line on any side.
fn is_drawn(ruled: &Ruled, table: &Table) -> bool {
    let Some(cell) = table
        .rows
        .get(ruled.row)
        .and_then(|row| row.cells.get(ruled.cell))
    else {
        return false;
    };
    let (outer, own) = (ruled.table, ruled.own);
    let side = |own: Option<bool>, at_edge: bool, edge: Option<bool>, inner: Option<bool>| {
        let table = if at_edge { edge } else { inner };
        own.or(table) == Some(true)
    };
    let below = ruled.row + cell.rows == table.rows.len();
    let right = cell.column + cell.columns >= table.columns.len();
    side(own.top, ruled.row == 0, outer.top, outer.between_rows)
        || side(own.bottom, below, outer.bottom, outer.between_rows)
        || side(
            own.left,
            cell.column == 0,
            outer.left,
            outer.between_columns,
        )
        || side(own.right, right, outer.right, outer.between_columns)
}
