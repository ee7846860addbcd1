//! Styles: what paragraphs and runs look like that say nothing themselves.

use super::xml::{attribute, child, is, number, switch, value};
use crate::import::flat::{Align, Raised};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, HashMap};

/// The longest chain of styles that are based on each other.
const LONGEST: usize = 50;

/// What is said of a paragraph; what is not said is left to the style.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphLook {
    pub(super) align: Option<Align>,
    pub(super) left: Option<i32>,
    pub(super) first: Option<i32>,
    pub(super) outline: Option<u8>,
    /// The list and the level in it.
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
    pub(super) page_before: Option<bool>,
    pub(super) ruled: Option<bool>,
}

/// What is said of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct RunLook {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) caps: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) raised: Option<Raised>,
    pub(super) size: Option<u16>,
    pub(super) font: Option<String>,
}

impl ParagraphLook {
    /// What a `w:pPr` says.
    pub(super) fn of(node: Node<'_, '_>) -> Self {
        let align = value(node, "jc").map(|word| match word {
            "center" => Align::Center,
            "right" | "end" => Align::Right,
            "both" | "distribute" | "thaiDistribute" => Align::Justify,
            _ => Align::Left,
        });
        let (mut left, mut first) = (None, None);
        if let Some(indent) = child(node, "ind") {
            let of = |names: [&str; 2]| {
                names
                    .iter()
                    .find_map(|name| attribute(indent, name))
                    .and_then(number)
            };
            left = of(["left", "start"]);
            let hanging = of(["hanging", "hanging"]).map(|twips| -twips);
            first = hanging.or_else(|| of(["firstLine", "firstLine"]));
        }
        let numbering = child(node, "numPr");
        let borders = child(node, "pBdr");
        let drawn = |borders: Node<'_, '_>| {
            borders.children().any(|side| {
                side.is_element() && !matches!(attribute(side, "val"), Some("none" | "nil"))
            })
        };
        Self {
            align,
            left,
            first,
            outline: value(node, "outlineLvl").and_then(|level| level.parse().ok()),
            list: numbering
                .and_then(|node| value(node, "numId"))
                .map(str::to_owned),
            level: numbering
                .and_then(|node| value(node, "ilvl"))
                .and_then(|level| level.parse().ok()),
            page_before: switch(node, "pageBreakBefore"),
            ruled: borders.map(drawn),
        }
    }

    /// Takes over what another one says, which is said more closely.
    pub(super) fn take(&mut self, closer: &Self) {
        let Self {
            align,
            left,
            first,
            outline,
            list,
            level,
            page_before,
            ruled,
        } = closer;
        self.align = align.or(self.align);
        self.left = left.or(self.left);
        self.first = first.or(self.first);
        self.outline = outline.or(self.outline);
        self.list = list.clone().or(self.list.take());
        self.level = level.or(self.level);
        self.page_before = page_before.or(self.page_before);
        self.ruled = ruled.or(self.ruled);
    }
}

impl RunLook {
    /// What a `w:rPr` says. `theme` gives the font of a theme's part.
    pub(super) fn of(node: Node<'_, '_>) -> Self {
        let fonts = child(node, "rFonts");
        let raised = value(node, "vertAlign").map(|word| match word {
            "superscript" => Raised::Above,
            "subscript" => Raised::Below,
            _ => Raised::No,
        });
        Self {
            bold: switch(node, "b"),
            italic: switch(node, "i"),
            caps: switch(node, "caps"),
            hidden: switch(node, "vanish"),
            underline: switch(node, "u"),
            strike: switch(node, "strike").or_else(|| switch(node, "dstrike")),
            raised,
            size: value(node, "sz")
                .and_then(number)
                .and_then(|size| u16::try_from(size).ok()),
            font: fonts
                .and_then(|node| attribute(node, "ascii").or_else(|| attribute(node, "hAnsi")))
                .map(str::to_owned),
        }
    }

    /// Takes over what another one says, which is said more closely.
    pub(super) fn take(&mut self, closer: &Self) {
        let Self {
            bold,
            italic,
            caps,
            hidden,
            underline,
            strike,
            raised,
            size,
            font,
        } = closer;
        self.bold = bold.or(self.bold);
        self.italic = italic.or(self.italic);
        self.caps = caps.or(self.caps);
        self.hidden = hidden.or(self.hidden);
        self.underline = underline.or(self.underline);
        self.strike = strike.or(self.strike);
        self.raised = raised.or(self.raised);
        self.size = size.or(self.size);
        self.font = font.clone().or(self.font.take());
    }

    /// Takes over what the style of a run says: what both switch on, they switch off (ISO 29500, 17.7.3).
    pub(super) fn toggle(&mut self, style: &Self) {
        let both = |one: Option<bool>, other: Option<bool>| match (one, other) {
            (Some(one), Some(other)) => Some(one != other),
            (one, other) => one.or(other),
        };
        let (bold, italic) = (both(self.bold, style.bold), both(self.italic, style.italic));
        let (caps, hidden) = (both(self.caps, style.caps), both(self.hidden, style.hidden));
        self.take(style);
        (self.bold, self.italic, self.caps, self.hidden) = (bold, italic, caps, hidden);
    }
}

/// A style with all that it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) name: String,
    pub(super) paragraph: ParagraphLook,
    pub(super) run: RunLook,
    /// Tables of it have lines.
    pub(super) bordered: bool,
}

/// All styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    standard: Option<String>,
    defaults: Style,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of(tree: Option<&Document<'_>>) -> Self {
        let Some(tree) = tree else {
            return Self::default();
        };
        let root = tree.root_element();
        let mut styles = Self::default();
        if let Some(defaults) = child(root, "docDefaults") {
            let inner = |outer: &str, name: &str| child(child(defaults, outer)?, name);
            styles.defaults.paragraph = inner("pPrDefault", "pPr")
                .map(ParagraphLook::of)
                .unwrap_or_default();
            styles.defaults.run = inner("rPrDefault", "rPr")
                .map(RunLook::of)
                .unwrap_or_default();
        }
        let nodes: BTreeMap<&str, Node<'_, '_>> = root
            .children()
            .filter(|node| is(*node, "style"))
            .filter_map(|node| Some((attribute(node, "styleId")?, node)))
            .collect();
        for (id, node) in &nodes {
            if attribute(*node, "type") == Some("paragraph")
                && matches!(attribute(*node, "default"), Some("1" | "true" | "on"))
            {
                styles.standard = Some((*id).to_owned());
            }
            // From the one that the others are based on to the style itself.
            let mut chain = vec![*node];
            while let Some(next) = chain
                .last()
                .and_then(|node| nodes.get(value(*node, "basedOn")?))
            {
                if chain.len() >= LONGEST || chain.contains(next) {
                    break;
                }
                chain.push(*next);
            }
            let mut style = Style {
                name: value(*node, "name").unwrap_or(id).to_owned(),
                ..Style::default()
            };
            for node in chain.into_iter().rev() {
                if let Some(look) = child(node, "pPr") {
                    style.paragraph.take(&ParagraphLook::of(look));
                }
                if let Some(look) = child(node, "rPr") {
                    style.run.take(&RunLook::of(look));
                }
                style.bordered |= child(node, "tblPr").is_some_and(has_borders);
            }
            styles.by_id.insert((*id).to_owned(), style);
        }
        styles
    }

    /// A style by its identifier.
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }

    /// The look of paragraphs of a style, or of those that name none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        let id = id
            .filter(|id| self.by_id.contains_key(*id))
            .or(self.standard.as_deref());
        let mut style = self.defaults.clone();
        if let Some(known) = id.and_then(|id| self.by_id.get(id)) {
            style.name.clone_from(&known.name);
            style.paragraph.take(&known.paragraph);
            style.run.take(&known.run);
        }
        style
    }
}

/// Tells whether a `w:tblPr` or `w:tcPr` draws lines.
pub(super) fn has_borders(node: Node<'_, '_>) -> bool {
    let borders = child(node, "tblBorders").or_else(|| child(node, "tcBorders"));
    borders.is_some_and(|borders| {
        borders.children().any(|side| {
            side.is_element() && !matches!(attribute(side, "val"), Some("none" | "nil") | None)
        })
    })
}
