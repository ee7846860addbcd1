//! Text of a component: styles, breaks, gaps, footnotes, and what white space counts for.

use super::node::{attribute, attributes, children, choice, is_space, name};
use super::{Reader, origin_of};
use crate::diagnostic::{Result, Source};
use crate::document::{
    Cross, Inline, Inlines, Marks, Note, Origin, OriginKind, Origins, Script, Text, names,
    references,
};
use roxmltree::Node as Xml;
use std::{ops::Range, sync::Arc};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Styles nest no deeper than any sane template needs; it bounds the recursion.
const DEEPEST_STYLE: usize = 16;

/// The dots of a row that tells none.
const LEAST_LEADER: &str = ".....";

/// The text of an element that must have some.
pub(super) fn text(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Inlines> {
    attributes(reader, node, &[])?;
    some_text(reader, node)
}

/// The same, of an element whose attributes were read.
pub(super) fn some_text(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Inlines> {
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
        Inline::Blank { .. } | Inline::Leader(_) | Inline::Check(_) => true,
        Inline::Break | Inline::Note(_) => false,
    })
}

/// The text of an attribute such as `label`.
pub(super) fn label(reader: &Reader<'_>, node: Xml<'_, '_>) -> Result<Inlines> {
    let mut line = Line::default();
    line.text(
        attribute(node, "label").unwrap_or(""),
        Context::default(),
        None,
    );
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

/// The style and place that hold for the text inside an element.
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    bold: bool,
    italic: bool,
    underline: bool,
    script: Script,
    /// The text is a row of dots.
    leader: bool,
    origin: Option<Origin>,
    note: bool,
    depth: usize,
}

impl Context {
    fn marks(&self) -> Marks {
        Marks {
            underline: self.underline,
            script: self.script,
            cross: None,
        }
    }
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
            let text = child.text().unwrap_or("");
            let origin = reader
                .sources
                .and_then(|sources| trusted(text, context, sources));
            line.text(text, context, origin);
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
        "u" => inner.underline = true,
        "sup" => inner.script = Script::Superscript,
        "sub" => inner.script = Script::Subscript,
        "leader" => {
            attributes(reader, node, &[])?;
            if node.children().next().is_none() {
                line.leader(
                    LEAST_LEADER.to_owned(),
                    inner,
                    Origins::of(None, LEAST_LEADER.len()),
                );
                return Ok(());
            }
            inner.leader = true;
        }
        "anchor" => {
            empty(reader, node, &["name", "at", "as"])?;
            let name = needed(reader, node, "name")?;
            let cross = Cross::Anchor(name.into());
            return mark(reader, node, references::ANCHOR, cross, context, line);
        }
        "ref" => {
            empty(reader, node, &["kind", "to", "word", "at", "as"])?;
            let (kind, to) = (needed(reader, node, "kind")?, needed(reader, node, "to")?);
            let word = attribute(node, "word").unwrap_or("");
            let cross = Cross::Link(format!("{kind}:{word}:{to}").into());
            return mark(reader, node, references::REFERENCE, cross, context, line);
        }
        "check" => {
            empty(reader, node, &["on"])?;
            let ticked = choice(reader, node, "on", names::TICKS, Some(false))?;
            line.push(Inline::Check(ticked));
            return Ok(());
        }
        "t" if context.origin.is_none() => {
            attributes(reader, node, &["at", "as"])?;
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
        _ => {
            return Err(reader.unknown(
                node,
                "trong chữ có: b, i, u, sup, sub, br, blank, leader, check, anchor, ref, note, t",
            ));
        }
    }
    attributes(reader, node, &[])?;
    content(reader, node, inner, line)
}

/// An anchor or a reference, which is settled when the whole document is read.
fn mark(
    reader: &Reader<'_>,
    node: Xml<'_, '_>,
    text: &str,
    cross: Cross,
    context: Context,
    line: &mut Line,
) -> Result<()> {
    let origin = match attribute(node, "at") {
        Some(_) => Some(origin(reader, node)?),
        None => None,
    };
    line.push(Inline::Text(Text {
        text: text.to_owned(),
        bold: context.bold,
        italic: context.italic,
        marks: Marks {
            cross: Some(cross),
            ..context.marks()
        },
        origins: Origins::of(origin, 1),
    }));
    Ok(())
}

fn needed<'x>(reader: &Reader<'_>, node: Xml<'x, '_>, key: &str) -> Result<&'x str> {
    attribute(node, key).ok_or_else(|| {
        let message = format!(
            "phần tử <{}> thiếu thuộc tính \"{key}\"",
            node.tag_name().name()
        );
        reader.error(node, "markup-thuoc-tinh", &message)
    })
}

pub(super) fn empty(reader: &Reader<'_>, node: Xml<'_, '_>, known: &[&str]) -> Result<()> {
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
        origin: origin_of(&lines),
        paragraphs: lines,
    });
    Ok(reader.notes.len() - 1)
}

/// Reads `at` and `as` of a `<t>`: where its text came from.
fn origin(reader: &Reader<'_>, node: Xml<'_, '_>) -> Result<Origin> {
    let read = |at: &str| {
        let origin = Origin::read(at, attribute(node, "as"))?;
        let stands = |sources| origin.slice(sources).is_some();
        reader.sources.is_none_or(stands).then_some(origin)
    };
    attribute(node, "at").and_then(read).ok_or_else(|| {
        let message = "thuộc tính \"at\" hoặc \"as\" của <t> thiếu hoặc sai";
        reader
            .diagnostic(node, "markup-thuoc-tinh", message)
            .help("viết at=\"nguồn:đầu-cuối\" tính bằng byte, ví dụ 0:120-135; as là exact, rewritten hoặc printed")
            .into()
    })
}

/// A line in the making: runs of white space become one space, none at the ends of lines.
#[derive(Default)]
struct Line {
    pieces: Inlines,
    /// The last piece is text of a `<t>`: another `<t>` right behind it goes on with it.
    is_tagged: bool,
}

impl Line {
    /// Boxes to be ticked are no letters: the faces have none.
    fn text(&mut self, text: &str, context: Context, origin: Option<Origin>) {
        let is_check = |c| matches!(c, '☐' | '☑' | '☒');
        let mut from = 0;
        for (at, found) in text.match_indices(is_check) {
            self.letters(text, from..at, context, origin);
            self.push(Inline::Check(found != "☐"));
            from = at + found.len();
        }
        self.letters(text, from..text.len(), context, origin);
    }

    fn leader(&mut self, text: String, context: Context, origins: Origins) {
        self.push(Inline::Leader(Text {
            text,
            bold: context.bold,
            italic: context.italic,
            marks: context.marks(),
            origins,
        }));
    }

    fn letters(
        &mut self,
        whole: &str,
        range: Range<usize>,
        context: Context,
        origin: Option<Origin>,
    ) {
        let (text, origin) = (&whole[range.clone()], part_of(origin, &range));
        let (out, origins) = collapsed(text, self.at_edge(), origin);
        let was_tagged = std::mem::replace(&mut self.is_tagged, context.origin.is_some());
        if out.is_empty() {
            return;
        }
        if context.leader {
            return self.leader(out, context, origins);
        }
        match self.pieces.last_mut() {
            // Text without a place of its own, such as a space or a stop, joins the text before.
            Some(Inline::Text(before))
                if (before.bold, before.italic) == (context.bold, context.italic)
                    && before.marks == context.marks()
                    && (context.origin.is_none() || was_tagged) =>
            {
                before.text.push_str(&out);
                before.origins.append(&origins);
            }
            _ => self.pieces.push(Inline::Text(Text {
                text: out,
                bold: context.bold,
                italic: context.italic,
                marks: context.marks(),
                origins,
            })),
        }
    }

    /// Tells whether a space now would stand at the start of a line or next to another.
    fn at_edge(&self) -> bool {
        match self.pieces.last() {
            None | Some(Inline::Break) => true,
            Some(Inline::Text(text)) => text.text.ends_with(' '),
            Some(_) => false,
        }
    }

    fn push(&mut self, inline: Inline) {
        self.is_tagged = false;
        self.pieces.push(inline);
    }

    fn end_line(&mut self) {
        self.trim();
        self.push(Inline::Break);
    }

    fn trim(&mut self) {
        if let Some(Inline::Text(text)) = self.pieces.last_mut() {
            let kept = text.text.trim_end_matches(' ').len();
            let gone = text.text.len() - kept;
            if gone > 0 {
                let chars = text.text.chars().count() - gone;
                text.text.truncate(kept);
                text.origins = text.origins.part(0, chars);
            }
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
                // Which letters became one is not looked into.
                let origin = text.origin().map(Origin::rewritten);
                text.origins = Origins::of(origin, text.text.chars().count());
            }
        }
        self.pieces
    }
}

/// The origin of a text as it is: a template may say that a text stands letter for letter where it
/// does not.
fn trusted(text: &str, context: Context, sources: &[Arc<Source>]) -> Option<Origin> {
    let mut origin = context.origin?;
    let is_exact = origin.slice(sources) == Some(text) && !text.contains(['\t', '\n', '\r']);
    if origin.kind == OriginKind::Exact && !is_exact {
        origin.kind = OriginKind::Rewritten;
    }
    Some(origin)
}

/// The origin of a part of a text.
fn part_of(origin: Option<Origin>, range: &Range<usize>) -> Option<Origin> {
    origin.map(|origin| match origin.kind {
        OriginKind::Exact => Origin {
            start: origin.start + range.start as u32,
            end: origin.start + range.end as u32,
            ..origin
        },
        OriginKind::Rewritten | OriginKind::Printed => origin,
    })
}

/// A text whose runs of white space are one space, none at its start if that is an edge, and where
/// its characters came from.
fn collapsed(text: &str, is_edge: bool, origin: Option<Origin>) -> (String, Origins) {
    let mut spaced = is_edge;
    let mut out = String::with_capacity(text.len());
    let mut origins = Origins::default();
    // The part that is taken over as it stands and was not told of yet.
    let (mut from, mut chars) = (0, 0);
    let part = |range: Range<usize>| part_of(origin, &range);
    for (at, c) in text.char_indices() {
        let space = is_space(c);
        if space && spaced {
            origins.push(part(from..at), chars);
            (from, chars) = (at + 1, 0);
        } else {
            out.push(if space { ' ' } else { c });
            chars += 1;
        }
        spaced = space;
    }
    origins.push(part(from..text.len()), chars);
    (out, origins)
}
