//! styles.xml: the sheet's styles, Word's defaults, and the few styles that Word expects.

use super::fault;
use super::format::{self, About};
use super::library::{self, NORMAL, StyleFrame};
use super::runs::NOTE_MARK;
use super::xml::{Element, Node, parse};
use crate::diagnostic::Result;
use crate::document::Components;
use crate::sheet::{Block, ParagraphFormat, Role, RunFormat, Script, Sheet, Style, TableStyle};
use std::cell::RefCell;
use std::sync::Arc;

/// Styles that Word expects to find, and how its list of styles is to look.
const BUILT_IN: &str = include_str!("parts/styles.xml");
/// Names that are Word's own: such a style is not a custom one.
const WORD_NAMES: &[&str] = &[
    "normal",
    "footnote text",
    "header",
    "footer",
    "title",
    "subtitle",
    "body text",
    "list paragraph",
    "signature",
    "date",
];

/// All that the part is made of.
#[derive(Clone, PartialEq)]
struct Look {
    styles: Vec<Style>,
    table_style: Option<TableStyle>,
    /// The outline level of each style, if it has one.
    outlines: Vec<Option<u8>>,
    components: Arc<Components>,
    font_family: String,
    language: String,
}

/// The part's content. The documents of a batch have the same styles: each thread remembers what it
/// made last.
pub(super) fn part(sheet: &Sheet) -> Result<String> {
    thread_local! {
        static LAST: RefCell<Option<(Look, String)>> = const { RefCell::new(None) };
    }
    let look = Look {
        styles: sheet.styles.clone(),
        table_style: sheet.table_style.clone(),
        outlines: outlines(sheet),
        components: Arc::clone(&sheet.components),
        font_family: sheet.font_family.clone(),
        language: super::parts::language(sheet),
    };
    LAST.with_borrow_mut(|last| match last {
        Some((known, part)) if *known == look => Ok(part.clone()),
        _ => {
            let part = build(&look)?.to_part();
            *last = Some((look, part.clone()));
            Ok(part)
        }
    })
}

/// The style of the text: the document's defaults are taken from it.
fn body(styles: &[Style]) -> Result<&Style> {
    let body = styles.iter().find(|s| s.role == Role::Body);
    body.ok_or_else(|| fault("không có kiểu của lời văn"))
}

/// The format of Normal: the sheet's own style of that name, or the plain paragraph in body size.
pub(super) fn normal(styles: &[Style]) -> Result<(ParagraphFormat, RunFormat)> {
    match styles.iter().find(|s| s.id == NORMAL) {
        Some(style) => Ok((style.paragraph.clone(), style.run)),
        None => Ok((ParagraphFormat::PLAIN, default_run(styles)?)),
    }
}

/// The text of `docDefaults`.
fn default_run(styles: &[Style]) -> Result<RunFormat> {
    Ok(RunFormat {
        size: body(styles)?.run.size,
        bold: false,
        italic: false,
        colour: crate::sheet::Colour::BLACK,
        underline: false,
        script: Script::Base,
    })
}

/// The frames come from docx-rs, the measures from here.
fn build(look: &Look) -> Result<Element> {
    let Look {
        styles,
        table_style,
        outlines,
        components,
        font_family,
        language,
    } = look;
    let text = &body(styles)?.id;
    let mut frames: Vec<_> = styles
        .iter()
        .map(|style| frame(style, text, components))
        .collect();
    frames.push(StyleFrame {
        id: NOTE_MARK,
        name: "footnote reference",
        of_paragraphs: false,
        based_on: Some("DefaultParagraphFont"),
        next: None,
        priority: 99,
        in_gallery: false,
    });
    let size = default_run(styles)?.size.0;
    let mut root = Element::root("w:styles").taking(library::styles(&frames, font_family, size)?);
    if styles.iter().any(|s| s.id == NORMAL) {
        drop_first_normal(&mut root);
    }
    for child in root.elements_mut() {
        match child.name.as_ref() {
            "w:docDefaults" => set_language(child, language),
            "w:style" => finish_style(child, styles, outlines)?,
            _ => {}
        }
    }
    add_built_in(&mut root)?;
    root.extend(table_style.as_ref().map(super::table::style));
    Ok(root)
}

fn frame<'a>(style: &'a Style, text: &'a str, components: &Components) -> StyleFrame<'a> {
    let Style {
        role,
        id,
        name,
        paragraph: _, // these two: `finish_style`
        run: _,
    } = style;
    StyleFrame {
        id,
        name,
        of_paragraphs: true,
        based_on: (id != NORMAL).then_some(NORMAL),
        next: (!repeats(*role, components) && text != id).then_some(text),
        priority: if is_heading(*role) { 9 } else { 1 },
        in_gallery: true,
    }
}

/// The depth in the outline that each style gives: that of the first heading in it, so that one more
/// which is made in Word stands where the others of its form do. A heading elsewhere says so itself.
pub(super) fn outlines(sheet: &Sheet) -> Vec<Option<u8>> {
    let mut outlines = vec![None; sheet.styles.len()];
    let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
    for block in blocks {
        if let Block::Paragraph(paragraph) = block
            && let Some(outline) = outlines.get_mut(paragraph.style.0)
        {
            *outline = outline.or(paragraph.outline);
        }
    }
    outlines
}

/// Tells whether paragraphs of a role are headings.
fn is_heading(role: Role) -> bool {
    matches!(role, Role::Heading { form: _ } | Role::RunIn { form: _ })
}

/// The format that a style is written as differing from.
fn base(styles: &[Style], style: &Style) -> Result<(ParagraphFormat, RunFormat)> {
    if style.id == NORMAL {
        Ok((ParagraphFormat::PLAIN, default_run(styles)?))
    } else {
        normal(styles)
    }
}

/// Tells whether Enter after such a paragraph gives another of its kind.
fn repeats(role: Role, components: &Components) -> bool {
    match role {
        Role::Component(name) => components.get(name).is_some_and(|known| known.repeats),
        Role::Body
        | Role::RunIn { form: _ }
        | Role::Set(_)
        | Role::ListItem
        | Role::ListContinuation
        | Role::TableHead
        | Role::TableCell
        | Role::TableGroup
        | Role::TableSubtotal
        | Role::TableTotal
        | Role::Recipient
        | Role::SignatureTitle
        | Role::SignatureOffice
        | Role::Confirmation
        | Role::Footnote
        | Role::PageNumber => true,
        Role::Heading { form: _ }
        | Role::RecipientsLabel
        | Role::SignatureName
        | Role::AppendixLabel
        | Role::AppendixTitle
        | Role::AppendixReference
        | Role::TableCaption
        | Role::TableUnit
        | Role::Illustration
        | Role::Caption
        | Role::Rule => false,
    }
}

/// The latent styles stand behind the defaults, the built-in ones behind all others.
fn add_built_in(root: &mut Element) -> Result<()> {
    let built_in = parse(BUILT_IN)?;
    for child in built_in.elements().cloned() {
        let at = match child.name.as_ref() {
            "w:latentStyles" => 1,
            _ => root.children.len(),
        };
        root.children.insert(at, Node::Element(child));
    }
    Ok(())
}

/// docx-rs always writes an empty Normal before all others.
fn drop_first_normal(root: &mut Element) {
    let at = root.children.iter().position(|node| {
        let element = node.element();
        element.is_some_and(|e| e.attribute("w:styleId") == Some(NORMAL))
    });
    if let Some(at) = at {
        root.children.remove(at);
    }
}

fn set_language(defaults: &mut Element, language: &str) {
    let lang = ["w:val", "w:eastAsia", "w:bidi"]
        .into_iter()
        .fold(Element::new("w:lang"), |lang, name| {
            lang.with(name, language.to_owned())
        });
    defaults.edit("w:rPrDefault", |default| {
        default.edit("w:rPr", |run| run.push(lang));
    });
}

/// Adds to a style's frame its measures and what Word is to know of it.
fn finish_style(element: &mut Element, styles: &[Style], outlines: &[Option<u8>]) -> Result<()> {
    let id = element
        .attribute("w:styleId")
        .ok_or_else(|| fault("kiểu chữ không có mã"))?
        .to_owned();
    if id == NORMAL {
        element.set("w:default", "1");
    }
    if id == NOTE_MARK {
        let raised = Element::value("w:vertAlign", "superscript");
        element.push(Element::new("w:rPr").holding([raised]));
    }
    // Style ids are ASCII letters and digits, so the escaped form is the id itself.
    let Some(index) = styles.iter().position(|s| s.id == id) else {
        return Ok(());
    };
    let style = &styles[index];
    if !is_words_own(&style.name) {
        element.set("w:customStyle", "1");
    }
    let (base_paragraph, base_run) = base(styles, style)?;
    let about = About {
        outline: outlines.get(index).copied().flatten(),
        is_style: true,
        ..About::default()
    };
    element.push(format::paragraph(&style.paragraph, &base_paragraph, about));
    element.extend(format::run(style.run, base_run));
    Ok(())
}

fn is_words_own(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("heading ") || WORD_NAMES.contains(&name.as_str())
}
