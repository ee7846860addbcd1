//! Numbers and bullets that Word counts.

use super::{
    styles::{ParagraphLook, Styles},
    xml::{attribute, child, is, value},
};
use crate::import::flat::Label;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone)]
struct Level {
    format: String,
    text: String,
    start: u32,
    /// Numbers of levels above are Arabic in it, whatever they are there.
    legal: bool,
    look: ParagraphLook,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            format: "decimal".to_owned(),
            text: String::new(),
            start: 1,
            legal: false,
            look: ParagraphLook::default(),
        }
    }
}

impl Level {
    fn of(node: Node<'_, '_>) -> Self {
        Self {
            format: value(node, "numFmt").unwrap_or("decimal").to_owned(),
            text: value(node, "lvlText").unwrap_or_default().to_owned(),
            start: value(node, "start")
                .and_then(|n| n.parse().ok())
                .unwrap_or(1),
            legal: child(node, "isLgl").is_some(),
            look: child(node, "pPr")
                .map(ParagraphLook::of)
                .unwrap_or_default(),
        }
    }
}

/// A list as paragraphs name it.
#[derive(Debug, Clone, Default)]
struct List {
    /// Those of one definition count on together.
    definition: String,
    levels: Vec<Level>,
    /// Levels that begin anew when the list is first used.
    starts: Vec<(usize, u32)>,
}

/// All lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbers {
    lists: HashMap<String, List>,
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    used: HashSet<String>,
}

impl Numbers {
    /// Reads `numbering.xml`.
    pub(super) fn of(tree: Option<&Document<'_>>, styles: &Styles) -> Self {
        let Some(tree) = tree else {
            return Self::default();
        };
        let root = tree.root_element();
        let mut definitions: HashMap<&str, (Vec<Level>, Option<&str>)> = HashMap::new();
        for node in root.children().filter(|node| is(*node, "abstractNum")) {
            let Some(id) = attribute(node, "abstractNumId") else {
                continue;
            };
            let mut levels = vec![Level::default(); LEVELS];
            for level in node.children().filter(|child| is(*child, "lvl")) {
                if let Some(place) = index(level).and_then(|at| levels.get_mut(at)) {
                    *place = Level::of(level);
                }
            }
            definitions.insert(id, (levels, value(node, "numStyleLink")));
        }
        let instances: BTreeMap<&str, Node<'_, '_>> = root
            .children()
            .filter(|node| is(*node, "num"))
            .filter_map(|node| Some((attribute(node, "numId")?, node)))
            .collect();
        let mut numbers = Self::default();
        for (id, node) in &instances {
            let Some(mut definition) = value(*node, "abstractNumId") else {
                continue;
            };
            // A definition may leave its levels to a style, whose list has them.
            if let Some((_, Some(link))) = definitions.get(definition)
                && let Some(list) = styles
                    .get(link)
                    .and_then(|style| style.paragraph.list.as_deref())
                && let Some(other) = instances
                    .get(list)
                    .and_then(|node| value(*node, "abstractNumId"))
            {
                definition = other;
            }
            let Some((levels, _)) = definitions.get(definition) else {
                continue;
            };
            let mut list = List {
                definition: definition.to_owned(),
                levels: levels.clone(),
                starts: Vec::new(),
            };
            for change in node.children().filter(|child| is(*child, "lvlOverride")) {
                let Some(at) = index(change).filter(|at| *at < LEVELS) else {
                    continue;
                };
                if let Some(level) = child(change, "lvl") {
                    list.levels[at] = Level::of(level);
                }
                if let Some(start) = value(change, "startOverride").and_then(|n| n.parse().ok()) {
                    list.starts.push((at, start));
                }
            }
            numbers.lists.insert((*id).to_owned(), list);
        }
        numbers
    }

    /// What a level says of paragraphs.
    pub(super) fn look(&self, list: &str, level: u8) -> Option<&ParagraphLook> {
        Some(&self.lists.get(list)?.levels.get(usize::from(level))?.look)
    }

    /// Counts a paragraph of a list, and gives its label.
    pub(super) fn count(&mut self, list: &str, level: u8) -> Option<Label> {
        let known = self.lists.get(list)?;
        let at = usize::from(level).min(LEVELS - 1);
        let counted = self.counted.entry(known.definition.clone()).or_default();
        if self.used.insert(list.to_owned()) {
            for (at, start) in &known.starts {
                // Counting begins with one more; a list that starts at 0 has no number before it.
                counted[*at] = start.checked_sub(1);
            }
        }
        let own = &known.levels[at];
        counted[at] = Some(match counted[at] {
            Some(number) => number.saturating_add(1),
            None => own.start,
        });
        counted[at + 1..].fill(None);
        let bullet = own.format == "bullet";
        let text = match (bullet, own.format.as_str()) {
            (true, _) => own.text.chars().map(super::runs::readable).collect(),
            (_, "none") => own.text.replace(['%'], ""),
            _ => {
                let mut text = String::new();
                let mut letters = own.text.chars().peekable();
                while let Some(c) = letters.next() {
                    let digit = letters.peek().and_then(|next| next.to_digit(10));
                    match (c, digit) {
                        ('%', Some(digit)) if digit > 0 => {
                            letters.next();
                            let of = digit as usize - 1;
                            let level = known.levels.get(of);
                            let number =
                                counted[of].or(level.map(|level| level.start)).unwrap_or(1);
                            let format = level.map_or("decimal", |level| level.format.as_str());
                            let format = if own.legal { "decimal" } else { format };
                            text.push_str(&written(number, format));
                        }
                        (c, _) => text.push(c),
                    }
                }
                text
            }
        };
        (!text.trim().is_empty()).then(|| Label {
            text: text.trim().to_owned(),
            level,
            bullet,
        })
    }
}

fn index(node: Node<'_, '_>) -> Option<usize> {
    attribute(node, "ilvl")?.parse().ok()
}

/// A number as a list prints it.
fn written(number: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// Roman numerals, Arabic ones where there are none.
fn roman(number: u32) -> String {
    crate::figures::roman(number.into()).unwrap_or_else(|_| number.to_string())
}

/// a, b … z, aa, bb … as Word counts.
fn letters(number: u32) -> String {
    let Some(before) = number.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'a' + (before % 26) as u8);
    std::iter::repeat_n(letter, (before / 26 + 1).min(100) as usize).collect()
}
