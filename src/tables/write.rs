//! Layout markup of cells and of a whole table.

use super::{Printed, spans::Span};
use crate::{
    diagnostic::{Place, Source},
    document::{Origin, OriginKind, TextMap},
};
use std::{ops::Range, sync::Arc};

/// The origin of what is worked out of, or read by, what stands at a place.
pub(super) fn origin(place: &Place, sources: &[Arc<Source>]) -> Option<Origin> {
    let index = sources
        .iter()
        .position(|known| Arc::ptr_eq(known, &place.source))?;
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Some(Origin {
        source: u16::try_from(index).ok()?,
        kind: OriginKind::Printed,
        start: offset(place.range.start),
        end: offset(place.range.end),
    })
}

/// A text of one origin.
pub(super) fn text(text: &str, origin: Option<Origin>, out: &mut String) {
    if let Some(origin) = origin {
        out.push_str(&origin.tag());
    }
    escape(text, out);
    if origin.is_some() {
        out.push_str("</t>");
    }
}

/// A text on one line.
pub(super) fn line(printed: &Printed, out: &mut String) {
    let text = printed.text.as_str();
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    part(text, &printed.map, start..end, out);
}

fn part(all: &str, map: &TextMap, range: Range<usize>, out: &mut String) {
    for (range, origin) in map.pieces(range) {
        text(&all[range], origin, out);
    }
}

/// A text of several lines: an empty line parts paragraphs, a line that begins with a dash is an item
/// of a list, and any other is a line of its paragraph.
pub(super) fn lines(printed: &Printed, out: &mut String) {
    let all = printed.text.as_str();
    if !all.trim().contains('\n') {
        return line(printed, out);
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_new = true;
    let mut start = 0;
    for whole in all.split_inclusive('\n') {
        let trimmed = whole.trim();
        let from = start + whole.len() - whole.trim_start().len();
        start += whole.len();
        if trimmed.is_empty() {
            is_new = true;
            continue;
        }
        let item = trimmed.strip_prefix("- ").map(str::trim_start);
        let words = item.unwrap_or(trimmed);
        let from = from + trimmed.len() - words.len();
        let range = from..from + words.len();
        match (blocks.last_mut(), item.is_some()) {
            (Some(Block::List(items)), true) => items.push(vec![range]),
            (_, true) => blocks.push(Block::List(vec![vec![range]])),
            (Some(Block::Paragraph(lines)), false) if !is_new => lines.push(range),
            (_, false) => blocks.push(Block::Paragraph(vec![range])),
        }
        is_new = false;
    }
    let paragraph = |lines: &[Range<usize>], out: &mut String| {
        for (index, range) in lines.iter().enumerate() {
            if index > 0 {
                out.push_str("<br/>");
            }
            part(all, &printed.map, range.clone(), out);
        }
    };
    if let [Block::Paragraph(lines)] = blocks.as_slice() {
        return paragraph(lines, out);
    }
    for block in &blocks {
        match block {
            Block::Paragraph(lines) => {
                out.push_str("<p>");
                paragraph(lines, out);
                out.push_str("</p>");
            }
            Block::List(items) => {
                out.push_str("<list mark=\"bullet\">");
                for item in items {
                    out.push_str("<item><p>");
                    paragraph(item, out);
                    out.push_str("</p></item>");
                }
                out.push_str("</list>");
            }
        }
    }
}

enum Block {
    /// The ranges of its lines.
    Paragraph(Vec<Range<usize>>),
    /// The ranges of the lines of each item.
    List(Vec<Vec<Range<usize>>>),
}

/// The start tag of a cell.
pub(crate) fn open_cell(span: Span, align: Option<&str>, out: &mut String) {
    out.push_str("<cell");
    for (name, count) in [("across", span.across), ("down", span.down)] {
        if count > 1 {
            out.push_str(&format!(" {name}=\"{count}\""));
        }
    }
    if let Some(align) = align {
        out.push_str(&format!(" align=\"{align}\""));
    }
    out.push('>');
}

/// Escapes a text so that XML reads it as text: `<`, `>`, `&` as entities; a carriage return as a
/// space (XML would drop it).
pub(crate) fn escape(text: &str, out: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\r' => " ",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(instead);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}
