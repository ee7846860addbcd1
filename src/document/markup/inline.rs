//! Text of a component: styles, breaks, gaps, footnotes, and what white space counts for.

use super::node::{attribute, attributes, children, choice, is_space, name};
use super::{Reader, first_origin};
use crate::diagnostic::Result;
use crate::document::{Inline, Inlines, Note, Origin, Text, names};
use roxmltree::Node as Xml;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Styles nest no deeper than any sane template needs; it bounds the recursion.
const DEEPEST_STYLE: usize = 16;

/// The text of an element that must have some.
pub(super) fn text(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Inlines> {
    attributes(reader, node, &[])?;
    let line = any_text(reader, node)?;
    if seen(&line) {
        return Ok(line);
    }
    let message = format!("phần tử <{}> không có chữ nào", node.tag_name().name());
    Err(reader
        .diagnostic(node, "markup-trong", &message)
        .help("viết chữ vào, hoặc bỏ phần tử này")
        .into())
}

/// The text of an element that may be empty.
pub(super) fn any_text(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Inlines> {
    let mut line = Line::default();
    let context = Context::default();
    content(reader, node, context, &mut line)?;
    Ok(line.finish())
}

fn seen(line: &Inlines) -> bool {
    line.iter().any(|inline| match inline {
        Inline::Text(text) => text.text.chars().any(|c| !c.is_whitespace()),
        Inline::Blank { .. } => true,
        Inline::Break | Inline::Note(_) => false,
    })
}

/// The text of an attribute such as `label`.
pub(super) fn label(reader: &Reader<'_>, node: Xml<'_, '_>) -> Result<Inlines> {
    let mut line = Line::default();
    line.text(attribute(node, "label").unwrap_or(""), Context::default());
    let line = line.finish();
    if seen(&line) {
        return Ok(line);
    }
    let message = format!(
        "phần tử <{}> thiếu thuộc tính \"label\"",
        node.tag_name().name()
    );
    Err(reader.error(node, "markup-thuoc-tinh", &message))
}

/// What holds for the text inside an element.
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    bold: bool,
    italic: bool,
    origin: Option<Origin>,
    note: bool,
    depth: usize,
}

fn content(
    reader: &mut Reader<'_>,
    node: Xml<'_, '_>,
    context: Context,
    line: &mut Line,
) -> Result<()> {
    if context.depth > DEEPEST_STYLE {
        return Err(reader.error(node, "markup-long", "các thẻ chữ lồng nhau quá sâu"));
    }
    for child in node.children() {
        if child.is_text() {
            line.text(child.text().unwrap_or(""), context);
        } else if child.is_element() {
            element(reader, child, context, line)?;
        } else if child.is_pi() {
            return Err(reader.error(child, "markup-phan-tu", "markup không nhận <?…?>"));
        }
    }
    Ok(())
}

fn element(
    reader: &mut Reader<'_>,
    node: Xml<'_, '_>,
    context: Context,
    line: &mut Line,
) -> Result<()> {
    let mut inner = Context {
        depth: context.depth + 1,
        ..context
    };
    match name(node) {
        "b" => inner.bold = true,
        "i" => inner.italic = true,
        "t" if context.origin.is_none() => {
            attributes(reader, node, &["at"])?;
            inner.origin = Some(origin(reader, node)?);
            if let Some(child) = node.children().find(Xml::is_element) {
                return Err(reader.unknown(child, "trong <t> chỉ có chữ"));
            }
            return content(reader, node, inner, line);
        }
        "br" => {
            empty(reader, node, &[])?;
            line.end_line();
            return Ok(());
        }
        "blank" => {
            empty(reader, node, &["name"])?;
            let blank = choice(reader, node, "name", names::BLANKS, None)?;
            line.push(Inline::Blank(blank));
            return Ok(());
        }
        "note" if !context.note => {
            attributes(reader, node, &[])?;
            let index = note(reader, node, inner.depth)?;
            line.push(Inline::Note(index));
            return Ok(());
        }
        _ => return Err(reader.unknown(node, "trong chữ có: b, i, br, blank, note, t")),
    }
    attributes(reader, node, &[])?;
    content(reader, node, inner, line)
}

fn empty(reader: &Reader<'_>, node: Xml<'_, '_>, known: &[&str]) -> Result<()> {
    attributes(reader, node, known)?;
    match children(reader, node)?.first() {
        Some(child) => Err(reader.unknown(*child, "phần tử bao ngoài phải để trống")),
        None => Ok(()),
    }
}

/// A footnote: text, or paragraphs. Its style starts afresh.
fn note(reader: &mut Reader<'_>, node: Xml<'_, '_>, depth: usize) -> Result<usize> {
    let context = Context {
        note: true,
        depth,
        ..Context::default()
    };
    let paragraphs = if node.children().any(|child| name(child) == "p") {
        children(reader, node)?
    } else {
        vec![node]
    };
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        if paragraph != node && name(paragraph) != "p" {
            return Err(reader.unknown(paragraph, "trong <note> có chữ, hoặc toàn <p>"));
        }
        attributes(reader, paragraph, &[])?;
        let mut line = Line::default();
        content(reader, paragraph, context, &mut line)?;
        let line = line.finish();
        if !seen(&line) {
            return Err(reader.error(paragraph, "markup-trong", "chú thích không có chữ nào"));
        }
        lines.push(line);
    }
    reader.notes.push(Note {
        origin: first_origin(&lines),
        paragraphs: lines,
    });
    Ok(reader.notes.len() - 1)
}

/// `SOURCE:LINE:COLUMN`
fn origin(reader: &Reader<'_>, node: Xml<'_, '_>) -> Result<Origin> {
    let read = |at: &str| {
        let mut parts = at.split(':');
        let origin = Origin {
            source: parts.next()?.parse().ok()?,
            line: parts.next()?.parse().ok().filter(|line| *line > 0)?,
            column: parts.next()?.parse().ok().filter(|column| *column > 0)?,
        };
        let known = usize::from(origin.source) < reader.sources.len();
        (parts.next().is_none() && known).then_some(origin)
    };
    attribute(node, "at").and_then(read).ok_or_else(|| {
        let message = "thuộc tính \"at\" của <t> thiếu hoặc sai";
        reader
            .diagnostic(node, "markup-thuoc-tinh", message)
            .help("viết nguồn:dòng:cột, ví dụ 0:12:5")
            .into()
    })
}

/// A line in the making: runs of white space become one space, none at the ends of lines.
#[derive(Default)]
struct Line {
    pieces: Inlines,
}

impl Line {
    fn text(&mut self, text: &str, context: Context) {
        let mut spaced = self.at_edge();
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let space = is_space(c);
            if !(space && spaced) {
                out.push(if space { ' ' } else { c });
            }
            spaced = space;
        }
        if out.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            // Text without a place of its own, such as a space or a stop, joins the text before.
            Some(Inline::Text(before))
                if (before.bold, before.italic) == (context.bold, context.italic)
                    && (context.origin.is_none() || before.origin == context.origin) =>
            {
                before.text.push_str(&out);
            }
            _ => self.pieces.push(Inline::Text(Text {
                text: out,
                bold: context.bold,
                italic: context.italic,
                origin: context.origin,
            })),
        }
    }

    /// Whether a space now would stand at the start of a line or next to another.
    fn at_edge(&self) -> bool {
        match self.pieces.last() {
            None | Some(Inline::Break) => true,
            Some(Inline::Text(text)) => text.text.ends_with(' '),
            Some(_) => false,
        }
    }

    fn push(&mut self, inline: Inline) {
        self.pieces.push(inline);
    }

    fn end_line(&mut self) {
        self.trim();
        self.pieces.push(Inline::Break);
    }

    fn trim(&mut self) {
        if let Some(Inline::Text(text)) = self.pieces.last_mut() {
            text.text.truncate(text.text.trim_end_matches(' ').len());
            if text.text.is_empty() {
                self.pieces.pop();
            }
        }
    }

    fn finish(mut self) -> Inlines {
        self.trim();
        for piece in &mut self.pieces {
            if let Inline::Text(text) = piece
                && !is_nfc(&text.text)
            {
                text.text = text.text.nfc().collect();
            }
        }
        self.pieces
    }
}
