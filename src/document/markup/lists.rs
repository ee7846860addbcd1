//! Lists of the body.

use super::inline::text;
use super::node::{attributes, children, choice, name, number};
use super::{Reader, blocks::origin};
use crate::diagnostic::Result;
use crate::document::{Block, BlockKind, DEEPEST_LIST, List, names};
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
