//! docx-rs, of which only this file knows.
//!
//! What it contributes: the frames of styles and the defaults of the document, the definitions and
//! numbers of lists, and the properties of sections. What it does not: paragraphs, runs, notes,
//! tables, pictures and controls, whose elements it has no full words for and which the writer
//! therefore builds itself; and the parts that say the same in every document (`parts`).
//!
//! Each piece is built, read back as a tree and [mended](mend) by the three tables at the end of
//! this file. Nothing travels through the library in a place that means something else.

use super::fault;
use super::format::unsigned;
use super::numbering::{Definition, Number};
use super::xml::{Element, Node, parse};
use crate::diagnostic::Result;
use crate::sheet::{ListFormat, ListLevel, PageSetup};
use docx_rs::{
    AbstractNumbering, BuildXML, FooterReference, HeaderReference, Level, LevelJc, LevelOverride,
    LevelSuffixType, LevelText, LineSpacing, LineSpacingType, NumberFormat, Numbering, Numberings,
    PageMargin, PageNumType, PageOrientationType, PageSize, RunFonts, SectionProperty, SectionType,
    SpecialIndentType, Start, Style, StyleType, Styles,
};

/// The style that docx-rs writes before all others, without `w:default`.
pub(super) const NORMAL: &str = "Normal";
/// docx-rs always writes a list of its own under 1.
pub(super) const FIRST_LIST: usize = 2;

/// A style without its measures.
pub(super) struct StyleFrame<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    /// A style of paragraphs, or of characters.
    pub(super) of_paragraphs: bool,
    pub(super) based_on: Option<&'a str>,
    /// The style of the paragraph that Enter begins.
    pub(super) next: Option<&'a str>,
    /// Its place in Word's list of styles.
    pub(super) priority: usize,
    /// It stands in the gallery from the start, rather than once it is used.
    pub(super) in_gallery: bool,
}

/// The root of styles.xml: Word's defaults (single lines in one font and size), Normal, the styles.
pub(super) fn styles(frames: &[StyleFrame<'_>], family: &str, half_points: u32) -> Result<Element> {
    let spacing = LineSpacing::new()
        .before(0)
        .after(0)
        .line(240)
        .line_rule(LineSpacingType::Auto);
    let mut styles = Styles::new()
        .default_fonts(fonts(family))
        .default_size(half_points as usize)
        .default_line_spacing(spacing);
    for frame in frames {
        styles = styles.add_style(style(frame));
    }
    let mut root = read(&styles)?;
    mend(&mut root);
    Ok(root)
}

fn style(frame: &StyleFrame<'_>) -> Style {
    let StyleFrame {
        id,
        name,
        of_paragraphs,
        based_on,
        next,
        priority,
        in_gallery,
    } = frame;
    let kind = match of_paragraphs {
        true => StyleType::Paragraph,
        false => StyleType::Character,
    };
    let mut style = Style::new(*id, kind).name(*name).ui_priority(*priority);
    style = match in_gallery {
        true => style,
        false => style.unhide_when_used().q_format(false),
    };
    if let Some(base) = based_on {
        style = style.based_on(*base);
    }
    match next {
        Some(next) => style.next(*next),
        None => style,
    }
}

/// The root of numbering.xml; `know_again` gives the elements by which Word knows a definition.
pub(super) fn numbering(
    definitions: &[Definition<'_>],
    numbers: &[Number],
    family: &str,
    know_again: impl Fn(&Element) -> [Element; 2],
) -> Result<Element> {
    let number = |number: &Number| {
        let built = Numbering::new(number.id, number.definition);
        match number.restart {
            Some((depth, start)) => {
                built.add_override(LevelOverride::new(depth).start(start as usize))
            }
            None => built,
        }
    };
    let built = Numberings {
        abstract_nums: definitions.iter().map(|d| definition(d, family)).collect(),
        numberings: numbers.iter().map(number).collect(),
    };
    let mut root = read(&built)?;
    root.children.retain(|node| !is_own_list(node));
    mend(&mut root);
    for definition in root.elements_mut().filter(|e| e.name == "w:abstractNum") {
        let [id, template] = know_again(definition);
        // Around what is first there, the kind of the definition.
        definition.children.insert(0, Node::Element(id));
        let after_kind = definition.children.len().min(2);
        definition
            .children
            .insert(after_kind, Node::Element(template));
    }
    Ok(root)
}

fn is_own_list(node: &Node) -> bool {
    node.element().is_some_and(|e| {
        e.attribute("w:abstractNumId") == Some("1") || e.attribute("w:numId") == Some("1")
    })
}

fn definition(definition: &Definition<'_>, family: &str) -> AbstractNumbering {
    let mut built = AbstractNumbering::new(definition.id);
    built.multi_level_type = Some("multilevel".to_owned());
    for (depth, list_level) in definition.levels.iter().enumerate() {
        let mark = definition.mark.as_ref().filter(|(at, _)| *at == depth);
        let mark = mark.map(|(_, mark)| mark.as_str());
        built = built.add_level(level(depth, list_level, mark, family));
    }
    built
}

/// The mark takes size and weight from the paragraph; the font is named, since Word would take
/// Symbol for a bullet. `mark` replaces the level's own.
fn level(depth: usize, level: &ListLevel, mark: Option<&str>, family: &str) -> Level {
    let ListLevel {
        format: counting,
        start,
        left,
        first_line,
    } = level;
    let (kind, text) = match (mark, counting) {
        (Some(mark), _) => (literal(mark), mark.to_owned()),
        (None, ListFormat::Bullet(text)) => (literal(text), text.clone()),
        (None, ListFormat::Decimal { suffix, padded }) => {
            let kind = if *padded { "decimalZero" } else { "decimal" };
            (kind, format!("%{}{suffix}", depth + 1))
        }
        (None, ListFormat::Letter { suffix }) => ("lowerLetter", format!("%{}{suffix}", depth + 1)),
        (None, ListFormat::Fixed) => ("none", String::new()),
    };
    // docx-rs does not escape this one attribute.
    let text = quick_xml::escape::escape(text).into_owned();
    let special = match first_line.0 {
        hanging @ ..0 => SpecialIndentType::Hanging(-hanging),
        first => SpecialIndentType::FirstLine(first),
    };
    Level::new(
        depth,
        Start::new(*start as usize),
        NumberFormat::new(kind),
        LevelText::new(text),
        LevelJc::new("left"),
    )
    .suffix(LevelSuffixType::Space)
    .indent(Some(left.0), Some(special), None, None)
    .fonts(fonts(family))
}

/// The number format of a level that prints a text and does not count. LibreOffice cuts a bullet down to its first
/// character, so anything longer is a number whose text names no number; Word prints both whole.
fn literal(text: &str) -> &'static str {
    if text.chars().nth(1).is_none() {
        "bullet"
    } else {
        "decimal"
    }
}

/// One family for every script: Word picks the slot by the character.
fn fonts(family: &str) -> RunFonts {
    RunFonts::new()
        .ascii(family)
        .hi_ansi(family)
        .cs(family)
        .east_asia(family)
}

/// The ids of the headers and of the footer that a section names.
pub(super) struct HeaderIds {
    pub(super) first: String,
    pub(super) others: String,
    /// The footer of its first page, where it has one.
    pub(super) footer: Option<String>,
}

/// The properties of a section (`w:sectPr`). A section without headers of its own takes over those
/// of the section before ("link to previous" in Word).
pub(super) fn section(page: &PageSetup, headers: Option<HeaderIds>) -> Result<Element> {
    let PageSetup {
        width,
        height,
        top,
        right,
        bottom,
        left,
        header,
        footer,
        first_header: _, // `HeaderIds`
        first_footer: _,
        page_number,
    } = page;
    let mut size = PageSize::new().size(unsigned(*width), unsigned(*height));
    if width > height {
        size = size.orient(PageOrientationType::Landscape);
    }
    let margin = PageMargin {
        top: top.0,
        left: left.0,
        bottom: bottom.0,
        right: right.0,
        header: header.0,
        footer: footer.0,
        gutter: 0,
    };
    let mut property = SectionProperty::new().page_size(size).page_margin(margin);
    if let Some(start) = page_number.start {
        property = property
            .title_pg()
            .page_num_type(PageNumType::new().start(start));
    }
    property.section_type = Some(SectionType::NextPage);
    if let Some(HeaderIds {
        first,
        others,
        footer,
    }) = headers
    {
        property.first_header_reference = Some(HeaderReference::new("first", first));
        property.header_reference = Some(HeaderReference::new("default", others));
        property.first_footer_reference = footer.map(|id| FooterReference::new("first", id));
    }
    let mut section = read(&property)?;
    mend(&mut section);
    Ok(section)
}

fn read(piece: &impl BuildXML) -> Result<Element> {
    let built = piece.build();
    let text = std::str::from_utf8(&built).map_err(fault)?;
    parse(text)
}

/// Makes what docx-rs wrote valid: children in the schema's order, nothing that means nothing.
fn mend(element: &mut Element) {
    for (name, attribute) in DROP_ATTRIBUTES {
        if element.name == *name {
            element
                .attributes
                .retain(|(name, _)| !attribute.contains(&name.as_ref()));
        }
    }
    for child in element.elements_mut() {
        mend(child);
    }
    element.children.retain(|node| {
        let name = node.element().map_or("", |e| e.name.as_ref());
        let void = |e: &Element| e.children.is_empty() && e.attributes.is_empty();
        !(DROP_EMPTY.contains(&name) && node.element().is_some_and(void))
    });
    let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == element.name) else {
        return;
    };
    element.children.sort_by_key(|node| {
        let name = node.element().map_or("", |e| e.name.as_ref());
        order.iter().position(|n| *n == name).unwrap_or(order.len())
    });
}

/// The order in which the schema (ISO/IEC 29500-4, `wml.xsd`) wants the children of a parent.
/// Children that are not named keep their places after the named ones.
const ORDER: &[(&str, &[&str])] = &[
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:uiPriority",
            "w:unhideWhenUsed",
            "w:qFormat",
        ],
    ),
    ("w:rPr", &["w:rFonts", "w:sz", "w:szCs"]),
    (
        "w:lvl",
        &[
            "w:start",
            "w:numFmt",
            "w:suff",
            "w:lvlText",
            "w:lvlJc",
            "w:pPr",
            "w:rPr",
        ],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
        ],
    ),
];

/// Elements that docx-rs writes empty, which means nothing or is not even allowed.
const DROP_EMPTY: &[&str] = &["w:rPr", "w:pPr"];

/// Attributes that docx-rs writes whether they are set or not: element, attributes. A root gets the
/// namespaces that its part uses.
const DROP_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("w:cols", &["w:num"]),
    // A level of a list has no indent from the right.
    ("w:ind", &["w:right"]),
];
