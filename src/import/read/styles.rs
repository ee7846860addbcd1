//! Styles, the document's defaults and the theme's fonts, resolved.
//!
//! In: the parts with styles and theme. Out: [`Styles`], in which each style has what it takes from those it is based
//! on.

use super::legacy::Font;
use super::properties::{Edges, ParagraphLook, RunLook, bounded};
use super::xml::{Node, Ns, Tree};
use std::collections::BTreeMap;

/// Styles that are based on each other; Word itself shows fewer.
const LONGEST_CHAIN: usize = 64;

/// The fonts of the theme for Latin letters.
#[derive(Debug, Default)]
pub(super) struct Theme {
    major: Option<Font>,
    minor: Option<Font>,
}

impl Theme {
    /// Reads the theme's part.
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let face = |of: &str| {
            let mut all = tree.root().descendants();
            let fonts = all.find(|node| node.is(Ns::A, of))?;
            let latin = fonts.children().find(|node| node.is(Ns::A, "latin"))?;
            latin.attribute("typeface").map(Font::of)
        };
        Self {
            major: face("majorFont"),
            minor: face("minorFont"),
        }
    }

    /// The font that a theme's name stands for: `minorHAnsi`.
    pub(super) fn font(&self, name: &str) -> Option<Font> {
        match name {
            name if name.starts_with("major") => self.major,
            name if name.starts_with("minor") => self.minor,
            _ => None,
        }
    }
}

/// A part of a table that has a look of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    FirstRow,
    LastRow,
    FirstColumn,
    LastColumn,
}

/// A style with all that it takes from others.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) name: String,
    pub(super) run: RunLook,
    pub(super) paragraph: ParagraphLook,
    /// Indents that were said where its number was, or after: they hold against those of the number.
    pub(super) left: Option<i32>,
    pub(super) first: Option<i32>,
    /// Lines of tables.
    pub(super) edges: Edges,
    /// A region of tables has lines of its own.
    pub(super) rules_regions: bool,
    pub(super) regions: Vec<(Region, RunLook, ParagraphLook)>,
}

impl Style {
    fn lay(&mut self, raw: &Raw) {
        self.name.clone_from(&raw.own.name);
        self.run.lay(&raw.own.run);
        self.paragraph.lay(&raw.own.paragraph);
        if raw.own.paragraph.counted.list.is_some() {
            (self.left, self.first) = (None, None);
        }
        self.left = raw.own.paragraph.left.or(self.left);
        self.first = raw.own.paragraph.first.or(self.first);
        self.edges.lay(&raw.own.edges);
        self.rules_regions |= raw.own.rules_regions;
        self.regions.extend(raw.own.regions.iter().cloned());
    }
}

struct Raw {
    own: Style,
    based_on: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    pub(super) defaults_run: RunLook,
    pub(super) defaults_paragraph: ParagraphLook,
    all: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    default_table: Option<String>,
}

impl Styles {
    /// Reads the part with styles.
    pub(super) fn read(tree: &Tree<'_>, theme: &Theme) -> Self {
        let mut styles = Self::default();
        let mut raws: BTreeMap<String, Raw> = BTreeMap::new();
        for node in tree.root().children() {
            match node.word() {
                "docDefaults" => {
                    let of = |outer: &str, inner: &str| node.child(outer)?.child(inner);
                    let run = of("rPrDefault", "rPr");
                    styles.defaults_run = run
                        .map(|node| RunLook::read(node, theme, false))
                        .unwrap_or_default();
                    let paragraph = of("pPrDefault", "pPr");
                    styles.defaults_paragraph = paragraph
                        .map(|node| ParagraphLook::read(node, false))
                        .unwrap_or_default();
                }
                "style" => {
                    let Some(id) = node.attribute("styleId") else {
                        continue;
                    };
                    let id = bounded(id);
                    if matches!(node.attribute("default"), Some("1" | "true" | "on")) {
                        match node.attribute("type") {
                            Some("table") => styles.default_table = Some(id.clone()),
                            Some("paragraph") => styles.default_paragraph = Some(id.clone()),
                            _ => {}
                        }
                    }
                    let based_on = node.value_of("basedOn").map(bounded);
                    let own = own(node, theme);
                    raws.insert(id, Raw { own, based_on });
                }
                _ => {}
            }
        }
        for id in raws.keys() {
            let mut chain: Vec<&Raw> = Vec::new();
            let mut next = raws.get(id);
            while let Some(raw) = next.filter(|_| chain.len() < LONGEST_CHAIN) {
                chain.push(raw);
                next = raw.based_on.as_ref().and_then(|id| raws.get(id));
            }
            let mut style = Style::default();
            for raw in chain.iter().rev() {
                style.lay(raw);
            }
            // Word knows its own headings by their names; docx.js writes no level.
            let own = raws.get(id).and_then(|raw| outline_of(&raw.own.name));
            style.paragraph.outline = style.paragraph.outline.or(own);
            styles.all.insert(id.clone(), style);
        }
        styles
    }

    /// The style of a paragraph; the default one where it names none, or none that is there.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        let own = id.and_then(|id| self.all.get(id));
        own.or_else(|| self.all.get(self.default_paragraph.as_ref()?))
    }

    /// A style of letters; that of paragraphs where it is linked to one.
    pub(super) fn run(&self, id: &str) -> Option<&Style> {
        self.all.get(id)
    }

    /// The style of a table.
    pub(super) fn table(&self, id: Option<&str>) -> Option<&Style> {
        let own = id.and_then(|id| self.all.get(id));
        own.or_else(|| self.all.get(self.default_table.as_ref()?))
    }

    /// The list that a style counts in.
    pub(super) fn list_of(&self, id: &str) -> Option<u32> {
        self.all.get(id)?.paragraph.counted.list
    }
}

/// The level, from 0, of a heading of Word by the style's name.
fn outline_of(name: &str) -> Option<u8> {
    let level = name.to_lowercase();
    let level = level.strip_prefix("heading ")?.parse::<u8>().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}

fn own(node: Node<'_>, theme: &Theme) -> Style {
    let run = |of: Node<'_>| {
        let look = of
            .child("rPr")
            .map(|node| RunLook::read(node, theme, false));
        look.unwrap_or_default()
    };
    let paragraph = |of: Node<'_>| {
        let look = of.child("pPr").map(|node| ParagraphLook::read(node, false));
        look.unwrap_or_default()
    };
    let mut style = Style {
        name: bounded(node.value_of("name").unwrap_or_default()),
        run: run(node),
        paragraph: paragraph(node),
        ..Style::default()
    };
    // A style that names itself, or another, as its look of letters is none that Word knows.
    style.run.style = None;
    style.paragraph.style = None;
    if let Some(borders) = node
        .child("tblPr")
        .and_then(|node| node.child("tblBorders"))
    {
        style.edges = Edges::read(borders);
    }
    for part in node.children().filter(|node| node.word() == "tblStylePr") {
        let lines = |outer: &str, inner: &str| {
            let borders = part.child(outer).and_then(|node| node.child(inner));
            borders.is_some_and(|node| Edges::read(node).any())
        };
        style.rules_regions |= lines("tblPr", "tblBorders") || lines("tcPr", "tcBorders");
        let region = match part.attribute("type") {
            Some("firstRow") => Region::FirstRow,
            Some("lastRow") => Region::LastRow,
            Some("firstCol") => Region::FirstColumn,
            Some("lastCol") => Region::LastColumn,
            _ => continue,
        };
        style.regions.push((region, run(part), paragraph(part)));
    }
    let cells = node.child("tcPr").and_then(|node| node.child("tcBorders"));
    style.rules_regions |= cells.is_some_and(|node| Edges::read(node).any());
    style
}
