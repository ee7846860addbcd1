//! Tables of the body: caption, unit, columns, then header rows, then rows.

use super::Reader;
use super::blocks::origin;
use super::inline::{any_text, text};
use super::lists::list;
use super::node::{attribute, attributes, children, choice, name, number};
use crate::diagnostic::{Diagnostics, Result};
use crate::document::{
    Block, BlockKind, CellContent, CellVertical, Column, ColumnAlign, Grid, Misfit, RowKind, Table,
    TableCell, TableRow, names,
};
use roxmltree::Node as Xml;

/// A table.
pub(super) fn table(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Table> {
    attributes(reader, node, &["name"])?;
    let mut table = Table {
        name: attribute(node, "name").map(str::to_owned),
        caption: Vec::new(),
        unit: Vec::new(),
        columns: Vec::new(),
        head: Vec::new(),
        rows: Vec::new(),
    };
    let mut rows = Vec::new();
    let mut head = false;
    for child in children(reader, node)? {
        let first = table.columns.is_empty() && rows.is_empty() && !head;
        match name(child) {
            "caption" if first && table.caption.is_empty() && table.unit.is_empty() => {
                table.caption = text(reader, child)?;
            }
            "unit" if first && table.unit.is_empty() => table.unit = text(reader, child)?,
            "column" if !head && rows.is_empty() => table.columns.push(column(reader, child)?),
            "head" if !head && rows.is_empty() => {
                attributes(reader, child, &[])?;
                let lines = children(reader, child)?;
                if let Some(alien) = lines.iter().find(|line| name(**line) != "row") {
                    return Err(reader.unknown(*alien, "trong <head> chỉ có <row>"));
                }
                table.head = part(reader, &lines, table.columns.len())?;
                head = true;
            }
            "row" => rows.push(child),
            _ => {
                let help = "trong <table> lần lượt có <caption>, <unit>, <column>, <head>, <row>; chỉ <column> và <row> có thể có nhiều";
                return Err(reader.unknown(child, help));
            }
        }
    }
    table.rows = part(reader, &rows, table.columns.len())?;
    if table.columns.is_empty() || table.rows.is_empty() && table.head.is_empty() {
        return Err(reader.error(node, "markup-trong", "bảng không có cột hoặc không có hàng"));
    }
    Ok(table)
}

fn column(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Column> {
    attributes(reader, node, &["width", "align"])?;
    let default = Some(ColumnAlign::default());
    Ok(Column {
        width: number(reader, node, "width", Some(0))?,
        align: choice(reader, node, "align", names::ALIGNS, default)?,
    })
}

/// The header rows, or the others: cells of the one do not reach into the other.
fn part(reader: &mut Reader<'_>, nodes: &[Xml<'_, '_>], columns: usize) -> Result<Vec<TableRow>> {
    let mut grid = Grid::new(columns);
    // The last cell of each column that lies over several rows.
    let mut tall: Vec<Option<Xml<'_, '_>>> = vec![None; columns];
    let mut rows = Vec::with_capacity(nodes.len());
    for &node in nodes {
        rows.push(row(reader, node, &mut grid, &mut tall)?);
    }
    match grid.overrun() {
        None => Ok(rows),
        Some((column, more)) => {
            let at = tall
                .get(column)
                .copied()
                .flatten()
                .or(nodes.last().copied());
            let message = format!("ô gộp dọc thừa {more} hàng: dưới nó không còn đủ hàng");
            Err(match at {
                Some(at) => misplaced(reader, at, &message),
                None => Diagnostics(Vec::new()),
            })
        }
    }
}

fn row<'a, 'i>(
    reader: &mut Reader<'_>,
    node: Xml<'a, 'i>,
    grid: &mut Grid,
    tall: &mut [Option<Xml<'a, 'i>>],
) -> Result<TableRow> {
    attributes(reader, node, &["kind"])?;
    let kind = choice(reader, node, "kind", names::ROWS, Some(RowKind::Plain))?;
    let mut cells = Vec::new();
    for child in children(reader, node)? {
        if name(child) != "cell" {
            return Err(reader.unknown(child, "trong <row> chỉ có <cell>"));
        }
        let cell = cell(reader, child)?;
        let start = grid
            .place(cell.across, cell.down)
            .map_err(|misfit| misplaced(reader, child, &told(misfit, &cell, tall.len())))?;
        if cell.down > 1 {
            tall[start..start + cell.across as usize].fill(Some(child));
        }
        cells.push(cell);
    }
    if let Some(column) = grid.end_row() {
        let columns = tall.len();
        let message = format!("hàng thiếu ô từ cột {}: bảng có {columns} cột", column + 1);
        return Err(misplaced(reader, node, &message));
    }
    if cells.is_empty() {
        let message = "hàng không có ô nào của mình: mọi cột đều có ô gộp từ trên xuống";
        return Err(misplaced(reader, node, message));
    }
    Ok(TableRow { kind, cells })
}

/// The words for a cell that has no place.
fn told(misfit: Misfit, cell: &TableCell, columns: usize) -> String {
    match misfit {
        Misfit::Full => format!("hàng thừa ô: bảng có {columns} cột, trước ô này đã đủ"),
        Misfit::PastTheLast => {
            format!(
                "ô gộp {} cột nhưng bảng ({columns} cột) không còn đủ cột",
                cell.across
            )
        }
        Misfit::Covered { column } => format!(
            "ô gộp {} cột đè lên cột {}, nơi đã có ô gộp từ hàng trên xuống",
            cell.across,
            column + 1
        ),
    }
}

fn misplaced(reader: &Reader<'_>, at: Xml<'_, '_>, message: &str) -> Diagnostics {
    reader
        .diagnostic(at, "markup-bang", message)
        .help("mỗi hàng phải kín các cột: ô có across hay down lớn hơn 1 che các ô bên cạnh, bên dưới; ô bị che thì không viết")
        .into()
}

fn cell(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<TableCell> {
    attributes(reader, node, &["across", "down", "align", "vertical"])?;
    let align = match attribute(node, "align") {
        Some(_) => Some(choice(reader, node, "align", names::CELL_ALIGNS, None)?),
        None => None,
    };
    let default = Some(CellVertical::default());
    Ok(TableCell {
        across: span(reader, node, "across")?,
        down: span(reader, node, "down")?,
        align,
        vertical: choice(reader, node, "vertical", names::VERTICALS, default)?,
        content: content(reader, node)?,
    })
}

/// How many columns or rows a cell lies over.
fn span(reader: &Reader<'_>, node: Xml<'_, '_>, key: &str) -> Result<u32> {
    match number(reader, node, key, Some(1))? {
        0 => {
            let message = format!("thuộc tính \"{key}\" của <cell> phải từ 1 trở lên");
            Err(reader.error(node, "markup-thuoc-tinh", &message))
        }
        count => Ok(count),
    }
}

/// Text, or paragraphs and lists.
fn content(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<CellContent> {
    let mut elements = node.children().filter(Xml::is_element);
    if !elements.any(|child| ["p", "list"].contains(&name(child))) {
        return Ok(CellContent::Text(any_text(reader, node)?));
    }
    let mut blocks = Vec::new();
    for child in children(reader, node)? {
        let kind = match name(child) {
            "p" => BlockKind::Paragraph(text(reader, child)?),
            "list" => BlockKind::List(list(reader, child, 1)?),
            _ => return Err(reader.unknown(child, "trong <cell> có chữ, hoặc có <p> và <list>")),
        };
        blocks.push(Block {
            origin: origin(&kind),
            kind,
        });
    }
    Ok(CellContent::Blocks(blocks))
}
