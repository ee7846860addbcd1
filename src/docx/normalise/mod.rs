//! Makes valid, reproducible parts of what docx-rs builds.
//!
//! In: the bytes of a part. Out: a tree with the children in the schema's order, nothing
//! invalid left, and the properties that docx-rs has no words for, which the builders send
//! along in places that are dropped here: [`Hint`]s in the paragraph ids, [`UNSET`] indents, and
//! content controls in their names (see `controls`).

mod order;
mod tree;

pub(super) use tree::{Element, Node, parse};

use super::controls;
use crate::diagnostic::Result;
use docx_rs::BuildXML;

/// `w:noBreakHyphen` in the sheet's texts.
const NO_BREAK_HYPHEN: char = '\u{2011}';

/// Heads each part.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// An indent that is to stay away: docx-rs writes left and right always, set or not.
pub(super) const UNSET: i32 = i32::MIN;
/// [`UNSET`] as docx-rs writes it.
const UNSET_TEXT: &str = "-2147483648";

const NAMESPACES: &[(&str, &str)] = &[
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
];

/// What a paragraph's id says to this layer. docx-rs fills ids from a counter of the whole
/// process, so they would have to go in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// The style keeps with the next paragraph, this one does not.
    NoKeepNext,
    /// The style keeps its lines together, this one does not.
    NoKeepLines,
    /// The style starts a page, this one does not.
    NoPageBreakBefore,
    /// The row around this paragraph repeats on each page.
    HeaderRow,
}

impl Hint {
    const ALL: [Self; 4] = [
        Self::NoKeepNext,
        Self::NoKeepLines,
        Self::NoPageBreakBefore,
        Self::HeaderRow,
    ];

    /// The element that it makes.
    fn element(self) -> &'static str {
        match self {
            Self::NoKeepNext => "w:keepNext",
            Self::NoKeepLines => "w:keepLines",
            Self::NoPageBreakBefore => "w:pageBreakBefore",
            Self::HeaderRow => "w:tblHeader",
        }
    }

    /// Packs hints into (a part of) a paragraph id.
    pub(super) fn id(hints: &[Self]) -> String {
        let names: Vec<_> = hints.iter().map(|hint| hint.element()).collect();
        names.join(" ")
    }

    fn stands_in(self, id: &str) -> bool {
        id.split(' ').any(|name| name == self.element())
    }

    /// Writes the properties that are switched off into a `w:pPr`.
    pub(super) fn switch_off(hints: &[Self], properties: &mut Element) {
        for hint in hints {
            properties.push(Element::new(hint.element()).with("w:val", "0"));
        }
    }
}

/// Builds a piece with docx-rs and reads it as a tree, not yet [tidied](tidy).
pub(super) fn tree_of(piece: &impl BuildXML) -> Result<Element> {
    read(&piece.build())
}

/// Reads the bytes of a part as a tree, not yet [tidied](tidy).
pub(super) fn read(part: &[u8]) -> Result<Element> {
    let text = std::str::from_utf8(part).map_err(super::fault)?;
    parse(text).map_err(super::fault)
}

/// Puts a part into its final shape: namespaces, order, nothing invalid.
pub(super) fn finish(root: &mut Element) {
    tidy(root);
    root.attributes = NAMESPACES
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
}

fn tidy(element: &mut Element) {
    match element.name.as_str() {
        "w:tr" => repeat_header(element),
        "w:p" => apply_hints(element),
        "w:r" => no_break_hyphens(element),
        "w:rPr" => agree(element),
        "w:sdt" => controls::complete(element),
        "w:ind" => element.attributes.retain(|(_, v)| v != UNSET_TEXT),
        _ => {}
    }
    for (name, attribute) in order::DROP_ATTRIBUTES {
        if element.name == *name {
            element.take(attribute);
        }
    }
    for child in element.elements_mut() {
        tidy(child);
    }
    element.children.retain(|node| !is_void(node));
    sort(element);
}

/// docx-rs switches bold off for Latin letters and, in the same breath, on for complex scripts.
fn agree(run: &mut Element) {
    for (latin, complex) in [("w:b", "w:bCs"), ("w:i", "w:iCs")] {
        let value = run.child(latin).map(|e| e.attributes.clone());
        let twin = run.elements_mut().find(|e| e.name == complex);
        if let (Some(value), Some(twin)) = (value, twin) {
            twin.attributes = value;
        }
    }
}

/// Word keeps a no-break hyphen as an element, and where U+2011 stands as a character takes it
/// from another font if the text's lacks it.
fn no_break_hyphens(run: &mut Element) {
    if !run.elements().any(|text| hyphenated(text).is_some()) {
        return;
    }
    let mut children = Vec::new();
    for node in std::mem::take(&mut run.children) {
        let Some((text, element)) = node.element().and_then(|e| Some((hyphenated(e)?, e))) else {
            children.push(node);
            continue;
        };
        for (index, piece) in text.split(NO_BREAK_HYPHEN).enumerate() {
            if index > 0 {
                children.push(Node::Element(Element::new("w:noBreakHyphen")));
            }
            if !piece.is_empty() {
                let mut part = element.clone();
                part.children = vec![Node::Text(piece.to_owned())];
                children.push(Node::Element(part));
            }
        }
    }
    run.children = children;
}

/// The text of a `w:t` with a no-break hyphen in it.
fn hyphenated(element: &Element) -> Option<&str> {
    match element.children.as_slice() {
        [Node::Text(text)] if element.name == "w:t" && text.contains(NO_BREAK_HYPHEN) => Some(text),
        _ => None,
    }
}

fn is_void(node: &Node) -> bool {
    node.element().is_some_and(|e| {
        e.children.is_empty()
            && e.attributes.is_empty()
            && order::DROP_EMPTY.contains(&e.name.as_str())
    })
}

fn sort(element: &mut Element) {
    let Some((_, order)) = order::ORDER.iter().find(|(n, _)| *n == element.name) else {
        return;
    };
    element.children.sort_by_key(|node| {
        let name = node.element().map_or("", |e| e.name.as_str());
        order.iter().position(|n| *n == name).unwrap_or(order.len())
    });
}

fn apply_hints(paragraph: &mut Element) {
    let Some(id) = paragraph.take("w14:paraId") else {
        return;
    };
    let hints: Vec<_> = Hint::ALL
        .into_iter()
        .filter(|hint| *hint != Hint::HeaderRow && hint.stands_in(&id))
        .collect();
    if !hints.is_empty() {
        paragraph.edit("w:pPr", |properties| Hint::switch_off(&hints, properties));
    }
}

/// The hint stands in the first paragraph of the row's first cell.
fn repeat_header(row: &mut Element) {
    let hinted = row
        .child("w:tc")
        .and_then(|cell| cell.child("w:p"))
        .and_then(|paragraph| paragraph.attribute("w14:paraId"))
        .is_some_and(|id| Hint::HeaderRow.stands_in(id));
    if hinted {
        row.edit("w:trPr", |properties| {
            properties.push(Element::new(Hint::HeaderRow.element()));
        });
    }
}
