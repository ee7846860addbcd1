//! styles.xml: the sheet's styles, Word's defaults, and the few styles that Word expects.

use super::normalise::{Element, Hint, parse, read};
use super::paragraph::NOTE_MARK;
use super::{fault, format};
use crate::diagnostic::Result;
use crate::document::Components;
use crate::sheet::{ParagraphFormat, Role, RunFormat, Sheet, Style};
use docx_rs::{BuildXML, RunProperty, StyleType, Styles, VertAlignType};
use std::cell::RefCell;
use std::sync::Arc;

/// The style that everything is based on.
const NORMAL: &str = "Normal";
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
        components: Arc::clone(&sheet.components),
        font_family: sheet.font_family.clone(),
        language: super::parts::language(sheet),
    };
    LAST.with_borrow_mut(|last| match last {
        Some((known, part)) if *known == look => Ok(part.clone()),
        _ => {
            let part = super::finished(finish(&build(&look)?.build(), &look)?);
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

/// What Normal says: the sheet's own style of that name, or the plain paragraph in body size.
pub(super) fn normal(styles: &[Style]) -> Result<(ParagraphFormat, RunFormat)> {
    match styles.iter().find(|s| s.id == NORMAL) {
        Some(style) => Ok((style.paragraph.clone(), style.run)),
        None => Ok((format::PLAIN, default_run(styles)?)),
    }
}

/// The text of `docDefaults`.
fn default_run(styles: &[Style]) -> Result<RunFormat> {
    Ok(super::paragraph::plain_run(body(styles)?.run.size))
}

/// Builds what docx-rs can say.
fn build(look: &Look) -> Result<Styles> {
    let Look {
        styles: all,
        components,
        font_family,
        language: _, // for `finish`
    } = look;
    let defaults = default_run(all)?;
    let mut styles = Styles::new()
        .default_fonts(format::fonts(font_family))
        .default_size(format::half_points(defaults.size))
        .default_line_spacing(format::spacing(&format::PLAIN));
    for style in all {
        styles = styles.add_style(build_style(all, components, style)?);
    }
    let mut mark = docx_rs::Style::new(NOTE_MARK, StyleType::Character)
        .name("footnote reference")
        .based_on("DefaultParagraphFont")
        .ui_priority(99)
        .unhide_when_used()
        .q_format(false);
    mark.run_property = RunProperty::new().vert_align(VertAlignType::SuperScript);
    Ok(styles.add_style(mark))
}

/// What a style is measured against.
fn base(styles: &[Style], style: &Style) -> Result<(ParagraphFormat, RunFormat)> {
    if style.id == NORMAL {
        Ok((format::PLAIN, default_run(styles)?))
    } else {
        normal(styles)
    }
}

fn build_style(styles: &[Style], components: &Components, style: &Style) -> Result<docx_rs::Style> {
    let Style {
        role,
        id,
        name,
        paragraph,
        run,
    } = style;
    let (base_paragraph, base_run) = base(styles, style)?;
    let (property, _hints) = format::paragraph(paragraph, &base_paragraph);
    let mut property = property
        .line_spacing(format::spacing(paragraph))
        .widow_control(paragraph.widow_control);
    let mut built = docx_rs::Style::new(id, StyleType::Paragraph)
        .name(name)
        .ui_priority(1);
    if let Role::Heading { form: _, level } = role {
        property = property.outline_lvl(usize::from(level.saturating_sub(1).min(8)));
        built = built.ui_priority(9);
    }
    if id != NORMAL {
        built = built.based_on(NORMAL);
    }
    let body = body(styles)?;
    if !repeats(*role, components) && body.id != *id {
        built = built.next(&body.id);
    }
    built.paragraph_property = property;
    built.run_property = format::run(*run, base_run);
    Ok(built)
}

/// Whether Enter after such a paragraph gives another of its kind.
fn repeats(role: Role, components: &Components) -> bool {
    match role {
        Role::Component(name) => components.get(name).is_some_and(|known| known.repeats),
        Role::Body
        | Role::ListItem
        | Role::ListContinuation
        | Role::TableHead
        | Role::TableCell
        | Role::Recipient
        | Role::SignatureTitle
        | Role::Footnote
        | Role::PageNumber => true,
        Role::Heading { .. }
        | Role::RecipientsLabel
        | Role::SignatureName
        | Role::AppendixLabel
        | Role::AppendixTitle
        | Role::AppendixReference
        | Role::Rule => false,
    }
}

/// Adds what docx-rs cannot say.
fn finish(part: &[u8], look: &Look) -> Result<Element> {
    let Look {
        styles,
        components: _,  // for `build`
        font_family: _, // for `build`
        language,
    } = look;
    let mut root = read(part)?;
    if styles.iter().any(|s| s.id == NORMAL) {
        drop_first_normal(&mut root);
    }
    for child in root.elements_mut() {
        match child.name.as_str() {
            "w:docDefaults" => set_language(child, language),
            "w:style" => finish_style(child, styles)?,
            _ => {}
        }
    }
    let built_in = parse(BUILT_IN).map_err(fault::<quick_xml::Error>)?;
    root.children.extend(
        built_in
            .children
            .into_iter()
            .filter(|n| n.element().is_some()),
    );
    Ok(root)
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
    let lang = Element::new("w:lang")
        .with("w:val", language)
        .with("w:eastAsia", language)
        .with("w:bidi", language);
    defaults.edit("w:rPrDefault", |default| {
        default.edit("w:rPr", |run| run.push(lang));
    });
}

fn finish_style(element: &mut Element, styles: &[Style]) -> Result<()> {
    let id = element
        .attribute("w:styleId")
        .unwrap_or_default()
        .to_owned();
    if id == NORMAL {
        element.set("w:default", "1");
    }
    // Style ids are ASCII letters and digits, so the escaped form is the id itself.
    let Some(style) = styles.iter().find(|s| s.id == id) else {
        return Ok(());
    };
    if !is_words_own(&style.name) {
        element.set("w:customStyle", "1");
    }
    let (base, _) = base(styles, style)?;
    let (_, hints) = format::paragraph(&style.paragraph, &base);
    element.edit("w:pPr", |properties| Hint::switch_off(&hints, properties));
    Ok(())
}

fn is_words_own(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("heading ") || WORD_NAMES.contains(&name.as_str())
}
