//! Lists and tables of the body.

use super::inline::{any_text, text};
use super::node::{attributes, children, choice, name, number};
use super::{Reader, blocks::origin};
use crate::diagnostic::Result;
use crate::document::{
    Block, BlockKind, Column, ColumnAlign, DEEPEST_LIST, Inlines, List, Table, names,
};
use roxmltree::Node as Xml;

/// A list, `depth` lists deep (the outermost is 1).
pub(super) fn list(reader: &mut Reader<'_>, node: Xml<'_, '_>, depth: usize) -> Result<List> {
    if depth > DEEPEST_LIST {
        return Err(reader.error(node, "danh-sach-sau", "danh sách lồng quá 9 cấp"));
    }
    attributes(reader, node, &["mark", "start"])?;
    let mark = choice(reader, node, "mark", names::MARKS, None)?;
    let start = number(reader, node, "start", Some(1))?;
    let mut items = Vec::new();
    for child in children(reader, node)? {
        if name(child) != "item" {
            return Err(reader.unknown(child, "trong <list> chỉ có <item>"));
        }
        attributes(reader, child, &[])?;
        items.push(item(reader, child, depth)?);
    }
    if items.is_empty() {
        return Err(reader.error(node, "markup-trong", "danh sách không có mục nào"));
    }
    Ok(List { mark, start, items })
}

fn item(reader: &mut Reader<'_>, node: Xml<'_, '_>, depth: usize) -> Result<Vec<Block>> {
    let mut out: Vec<Block> = Vec::new();
    for child in children(reader, node)? {
        let kind = match name(child) {
            "p" => BlockKind::Paragraph(text(reader, child)?),
            "list" if !out.is_empty() => BlockKind::List(list(reader, child, depth + 1)?),
            _ => return Err(reader.unknown(child, "trong <item> có <p>, rồi <p> hoặc <list>")),
        };
        out.push(Block {
            origin: origin(&kind),
            kind,
        });
    }
    if out.is_empty() {
        return Err(reader.error(node, "markup-trong", "mục danh sách không có chữ nào"));
    }
    Ok(out)
}

/// A table: columns, then header rows, then rows.
pub(super) fn table(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Table> {
    attributes(reader, node, &[])?;
    let mut table = Table {
        columns: Vec::new(),
        head: Vec::new(),
        rows: Vec::new(),
    };
    let mut head = None;
    for child in children(reader, node)? {
        match name(child) {
            "column" if head.is_none() && table.rows.is_empty() => {
                attributes(reader, child, &["width", "align"])?;
                table.columns.push(Column {
                    width: number(reader, child, "width", Some(0))?,
                    align: choice(
                        reader,
                        child,
                        "align",
                        names::ALIGNS,
                        Some(ColumnAlign::Left),
                    )?,
                });
            }
            "head" if head.is_none() && table.rows.is_empty() => {
                attributes(reader, child, &[])?;
                for line in children(reader, child)? {
                    if name(line) != "row" {
                        return Err(reader.unknown(line, "trong <head> chỉ có <row>"));
                    }
                    let row = row(reader, line, table.columns.len())?;
                    table.head.push(row);
                }
                head = Some(child);
            }
            "row" => {
                let row = row(reader, child, table.columns.len())?;
                table.rows.push(row);
            }
            _ => {
                let help = "trong <table> lần lượt có <column>, <head> (không bắt buộc), <row>";
                return Err(reader.unknown(child, help));
            }
        }
    }
    if table.columns.is_empty() || table.rows.is_empty() && table.head.is_empty() {
        return Err(reader.error(node, "markup-trong", "bảng không có cột hoặc không có hàng"));
    }
    Ok(table)
}

fn row(reader: &mut Reader<'_>, node: Xml<'_, '_>, columns: usize) -> Result<Vec<Inlines>> {
    attributes(reader, node, &[])?;
    let mut cells = Vec::new();
    for child in children(reader, node)? {
        if name(child) != "cell" {
            return Err(reader.unknown(child, "trong <row> chỉ có <cell>"));
        }
        attributes(reader, child, &[])?;
        cells.push(any_text(reader, child)?);
    }
    if cells.len() != columns {
        let message = format!("hàng có {} ô nhưng bảng có {columns} cột", cells.len());
        return Err(reader.error(node, "markup-bang", &message));
    }
    Ok(cells)
}
