//! The blocks, in any order; what each must hold.

use super::closing::closing;
use super::illustration::illustration;
use super::inline::{empty, label, some_text, text};
use super::letterhead::letterhead;
use super::lists::list;
use super::node::{attribute, attributes, children, choice, name, number};
use super::tables::table;
use super::{Reader, origin_of};
use crate::diagnostic::Result;
use crate::document::{
    Block, BlockKind, Form, Heading, HeadingForm, Inlines, Labelled, Lines, Orientation, Origin,
    names, outline::Outline, visit::lines,
};
use roxmltree::Node as Xml;
use std::iter::Peekable;

/// All blocks. Of some components, adjacent elements are lines of one ([`Form::Lines`]).
pub(super) fn blocks(reader: &mut Reader<'_>, nodes: Vec<Xml<'_, '_>>) -> Result<Vec<Block>> {
    let mut out = Vec::new();
    let mut outline = Outline::default();
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        if name(node) == "landscape" {
            landscape(reader, node, &mut outline, &mut out)?;
        } else {
            out.push(component(reader, node, &mut rest, &mut outline)?);
        }
    }
    Ok(out)
}

/// A part of the body on turned pages.
fn landscape(
    reader: &mut Reader<'_>,
    node: Xml<'_, '_>,
    outline: &mut Outline,
    out: &mut Vec<Block>,
) -> Result<()> {
    attributes(reader, node, &[])?;
    let nodes = children(reader, node)?;
    let turn = |orientation| Block {
        origin: None,
        kind: BlockKind::Turn(orientation),
    };
    if nodes.is_empty() {
        return Err(reader.error(node, "markup-thieu", "phần tử <landscape> không có gì"));
    }
    out.push(turn(Orientation::Landscape));
    let mut rest = nodes.into_iter().peekable();
    while let Some(child) = rest.next() {
        const INSIDE: [&str; 7] = [
            "heading",
            "p",
            "page-break",
            "list",
            "table",
            "picture",
            "chart",
        ];
        if !INSIDE.contains(&name(child)) {
            let help = "trong <landscape> có: heading, p, page-break, list, table, picture, chart";
            return Err(reader.unknown(child, help));
        }
        out.push(component(reader, child, &mut rest, outline)?);
    }
    out.push(turn(Orientation::Portrait));
    Ok(())
}

fn component<'a, 'i>(
    reader: &mut Reader<'_>,
    node: Xml<'a, 'i>,
    rest: &mut Peekable<impl Iterator<Item = Xml<'a, 'i>>>,
    outline: &mut Outline,
) -> Result<Block> {
    let kind = match name(node) {
        "letterhead" => BlockKind::Letterhead(letterhead(reader, node)?),
        "heading" => BlockKind::Heading(heading(reader, node, outline)?),
        "p" => paragraph(reader, node)?,
        "page-break" => {
            empty(reader, node, &[])?;
            BlockKind::PageBreak
        }
        "list" => BlockKind::List(list(reader, node, 1)?),
        "table" => BlockKind::Table(table(reader, node)?),
        "picture" | "chart" => BlockKind::Illustration(illustration(reader, node)?),
        "closing" => BlockKind::Closing(closing(reader, node)?),
        "appendix" => {
            *outline = Outline::default();
            appendix(reader, node)?
        }
        "attached" => {
            *outline = Outline::default();
            attached(reader, node)?
        }
        _ => of_the_data(reader, node, rest)?,
    };
    Ok(Block {
        origin: origin(&kind),
        kind,
    })
}

/// A paragraph, and how it is set.
fn paragraph(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<BlockKind> {
    attributes(reader, node, &["set"])?;
    let manner = match attribute(node, "set") {
        Some(_) => Some(choice(reader, node, "set", names::MANNERS, None)?),
        None => None,
    };
    let line = some_text(reader, node)?;
    Ok(match manner {
        Some(manner) => BlockKind::Set(manner, line),
        None => BlockKind::Paragraph(line),
    })
}

/// A component that the data tells of.
fn of_the_data<'a, 'i>(
    reader: &mut Reader<'_>,
    node: Xml<'a, 'i>,
    rest: &mut Peekable<impl Iterator<Item = Xml<'a, 'i>>>,
) -> Result<BlockKind> {
    let components = reader.components;
    let known = components.element(name(node));
    let Some((component, form)) = known.map(|known| (known.name, known.form)) else {
        return Err(reader.unknown(node, "xem các thành phần trong docs/markup.md"));
    };
    let lines = match form {
        Form::Lines { adjacent: false } => vec![text(reader, node)?],
        Form::Lines { adjacent: true } => adjacent(reader, node, rest)?,
        Form::Labelled => {
            let (label, items) = labelled(reader, node)?;
            return Ok(BlockKind::Labelled(Labelled {
                component,
                label,
                items,
            }));
        }
        Form::Letterhead(_) => {
            return Err(reader.unknown(node, "phần tử này nằm trong <letterhead>"));
        }
    };
    Ok(BlockKind::Lines(Lines { component, lines }))
}

fn adjacent<'a, 'i>(
    reader: &mut Reader<'_>,
    first: Xml<'a, 'i>,
    rest: &mut Peekable<impl Iterator<Item = Xml<'a, 'i>>>,
) -> Result<Vec<Inlines>> {
    let mut lines = vec![text(reader, first)?];
    while let Some(node) = rest.next_if(|next| name(*next) == name(first)) {
        lines.push(text(reader, node)?);
    }
    Ok(lines)
}

/// Sets what may stand once.
pub(super) fn once<T>(
    reader: &Reader<'_>,
    slot: &mut Option<T>,
    node: Xml<'_, '_>,
    value: T,
) -> Result<()> {
    if slot.replace(value).is_none() {
        return Ok(());
    }
    let message = format!("phần tử <{}> chỉ được có một", node.tag_name().name());
    Err(reader.error(node, "markup-thua", &message))
}

/// As [`once`], of the text of an element.
pub(super) fn once_text(
    reader: &mut Reader<'_>,
    slot: &mut Option<Inlines>,
    node: Xml<'_, '_>,
) -> Result<()> {
    let line = text(reader, node)?;
    once(reader, slot, node, line)
}

/// Takes what must stand.
pub(super) fn needed<T>(
    reader: &Reader<'_>,
    slot: Option<T>,
    node: Xml<'_, '_>,
    what: &str,
) -> Result<T> {
    slot.ok_or_else(|| {
        let message = format!("phần tử <{}> thiếu <{what}>", node.tag_name().name());
        reader.error(node, "markup-thieu", &message)
    })
}

pub(super) fn needed_lines(
    reader: &Reader<'_>,
    lines: Vec<Inlines>,
    node: Xml<'_, '_>,
    what: &str,
) -> Result<Vec<Inlines>> {
    needed(reader, (!lines.is_empty()).then_some(lines), node, what)
}

/// A component with a label, and `<recipients>`: a label and items.
pub(super) fn labelled(
    reader: &mut Reader<'_>,
    node: Xml<'_, '_>,
) -> Result<(Inlines, Vec<Inlines>)> {
    attributes(reader, node, &["label"])?;
    let label = label(reader, node)?;
    let mut items = Vec::new();
    for child in children(reader, node)? {
        if name(child) != "item" {
            return Err(reader.unknown(child, "ở đây chỉ có <item>"));
        }
        items.push(text(reader, child)?);
    }
    Ok((label, needed_lines(reader, items, node, "item")?))
}

fn heading(reader: &mut Reader<'_>, node: Xml<'_, '_>, outline: &mut Outline) -> Result<Heading> {
    attributes(reader, node, &["form", "level"])?;
    let form = choice(reader, node, "form", names::FORMS, None)?;
    let level: u8 = number(reader, node, "level", Some(1))?;
    let (mut label, mut title, mut behind) = (None, Vec::new(), None);
    for child in children(reader, node)? {
        match name(child) {
            "label" => once_text(reader, &mut label, child)?,
            "title" => title.push(text(reader, child)?),
            "text" => once_text(reader, &mut behind, child)?,
            _ => return Err(reader.unknown(child, "trong <heading> có: label, title, text")),
        }
    }
    if behind.is_some() && title.len() != 1 {
        let message = "chỉ sau một <title> một dòng mới có <text> liền theo";
        return Err(reader.error(node, "markup-thua", message));
    }
    let labelled = matches!(
        form,
        HeadingForm::Part | HeadingForm::Chapter | HeadingForm::Section | HeadingForm::Subsection
    );
    if labelled {
        label = Some(needed(reader, label, node, "label")?);
    } else if label.is_some() {
        let message = "chỉ phần, chương, mục, tiểu mục mới có <label>";
        return Err(reader.error(node, "markup-thua", message));
    } else {
        title = needed_lines(reader, title, node, "title")?;
    }
    Ok(Heading {
        form,
        level: outline.level(level),
        label: label.unwrap_or_default(),
        title,
        text: behind.unwrap_or_default(),
    })
}

fn appendix(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<BlockKind> {
    attributes(reader, node, &["orientation"])?;
    let upright = Some(Orientation::Portrait);
    let orientation = choice(reader, node, "orientation", names::ORIENTATIONS, upright)?;
    let (mut label, mut title, mut reference) = (None, Vec::new(), None);
    for child in children(reader, node)? {
        match name(child) {
            "label" => once_text(reader, &mut label, child)?,
            "title" => title.push(text(reader, child)?),
            "reference" => once_text(reader, &mut reference, child)?,
            _ => return Err(reader.unknown(child, "trong <appendix> có: label, title, reference")),
        }
    }
    Ok(BlockKind::Appendix {
        orientation,
        label: needed(reader, label, node, "label")?,
        title,
        reference: reference.unwrap_or_default(),
    })
}

/// The start of an attached text: an element without anything in it.
fn attached(reader: &Reader<'_>, node: Xml<'_, '_>) -> Result<BlockKind> {
    attributes(reader, node, &["orientation", "title"])?;
    if let Some(child) = children(reader, node)?.first() {
        return Err(reader.unknown(
            *child,
            "<attached> không có phần tử con: nội dung đứng sau nó",
        ));
    }
    let upright = Some(Orientation::Portrait);
    Ok(BlockKind::Attached {
        orientation: choice(reader, node, "orientation", names::ORIENTATIONS, upright)?,
        title: attribute(node, "title").unwrap_or_default().to_owned(),
    })
}

/// The origin of all that a component says.
pub(super) fn origin(kind: &BlockKind) -> Option<Origin> {
    let mut whole: Option<Origin> = None;
    lines(kind, &mut |_, line| {
        let next = origin_of([line]);
        whole = match (whole, next) {
            (Some(before), Some(next)) => Some(before.through(next)),
            (before, next) => before.or(next),
        };
    });
    whole
}
