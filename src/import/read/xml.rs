//! Elements and attributes of WordprocessingML, whichever of its two namespaces they are in.

use super::package::{Part, broken, too_large};
use crate::diagnostic::Result;
use roxmltree::{Document, Node, ParsingOptions};

/// The most nodes of a part.
const MOST_NODES: u32 = 30_000_000;
/// The deepest nesting that is walked: a table in a table in a table is eight or so deep each.
pub(super) const DEEPEST: usize = 200;

/// A part as a tree.
pub(super) fn parse(part: &Part) -> Result<Document<'_>> {
    let wrong = |why: &str| broken(&format!("phần “{}” {why}", part.name));
    let text = std::str::from_utf8(&part.bytes).map_err(|_| wrong("không phải UTF-8"))?;
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).map_err(|error| {
        match error {
            roxmltree::Error::NodesLimitReached => too_large().into(),
            _ => wrong("không phải XML đúng").into(),
        }
    })
}

/// Tells whether a node is an element of this local name, of any namespace.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child of this name.
pub(super) fn child<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    node.children().find(|child| is(*child, name))
}

/// An attribute by its local name.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut all = node.attributes();
    all.find(|one| one.name() == name).map(|one| one.value())
}

/// The attribute `val` of a child.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// Whether a child switches something on; none where it is not there.
pub(super) fn switch(node: Node<'_, '_>, name: &str) -> Option<bool> {
    let value = attribute(child(node, name)?, "val");
    Some(!matches!(value, Some("0" | "false" | "off" | "none")))
}

/// A number, which some programs write with decimals or a unit.
pub(super) fn number(text: &str) -> Option<i32> {
    let digits = text.split('.').next()?;
    let digits = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok()
}

/// All words of a part, those of fields' codes left out.
pub(super) fn words(tree: &Document<'_>) -> String {
    let mut all = String::new();
    for node in tree.descendants() {
        if is(node, "t") {
            all.push_str(node.text().unwrap_or_default());
        } else if is(node, "p") || is(node, "tab") {
            all.push(' ');
        }
    }
    let words: Vec<&str> = all.split_whitespace().collect();
    words.join(" ")
}
