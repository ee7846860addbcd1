//! Elements and attributes, strictly.

use super::Reader;
use crate::diagnostic::Result;
use roxmltree::Node as Xml;

/// The name of an element; those of a name space are known to nobody.
pub(super) fn name<'a>(node: Xml<'a, '_>) -> &'a str {
    let tag = node.tag_name();
    if tag.namespace().is_none() {
        tag.name()
    } else {
        ""
    }
}

/// An attribute's value.
pub(super) fn attribute<'a>(node: Xml<'a, '_>, key: &str) -> Option<&'a str> {
    node.attribute(key)
}

/// Refuses attributes that are not among `known`.
pub(super) fn attributes(reader: &Reader<'_>, node: Xml<'_, '_>, known: &[&str]) -> Result<()> {
    let alien = node
        .attributes()
        .find(|attribute| attribute.namespace().is_some() || !known.contains(&attribute.name()));
    let Some(alien) = alien else { return Ok(()) };
    let message = format!(
        "phần tử <{}> không có thuộc tính \"{}\"",
        node.tag_name().name(),
        alien.name()
    );
    let help = if known.is_empty() {
        "phần tử này không có thuộc tính nào".to_owned()
    } else {
        format!("các thuộc tính: {}", known.join(", "))
    };
    Err(reader
        .diagnostic(node, "markup-thuoc-tinh", &message)
        .help(help)
        .into())
}

/// The child elements of an element that holds no text of its own.
pub(super) fn children<'a, 'i>(reader: &Reader<'_>, node: Xml<'a, 'i>) -> Result<Vec<Xml<'a, 'i>>> {
    let mut out = Vec::new();
    for child in node.children() {
        if child.is_element() {
            out.push(child);
        } else if child.is_pi() || child.is_text() && !blank(child.text().unwrap_or("")) {
            let message = format!("chữ nằm trực tiếp trong <{}>", node.tag_name().name());
            return Err(reader
                .diagnostic(child, "markup-chu", &message)
                .help("đặt chữ vào một thành phần, ví dụ <p>…</p>")
                .into());
        }
    }
    Ok(out)
}

/// XML's white space; a no-break space is text.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r')
}

fn blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// A value out of a table of words.
pub(super) fn choice<T: Copy>(
    reader: &Reader<'_>,
    node: Xml<'_, '_>,
    key: &str,
    table: &[(&'static str, T)],
    default: Option<T>,
) -> Result<T> {
    let found = match attribute(node, key) {
        Some(word) => crate::document::names::value(table, word),
        None => default,
    };
    found.ok_or_else(|| {
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        let message = format!(
            "thuộc tính \"{key}\" của <{}> thiếu hoặc sai",
            node.tag_name().name()
        );
        reader
            .diagnostic(node, "markup-thuoc-tinh", &message)
            .help(format!("một trong: {}", words.join(", ")))
            .into()
    })
}

/// A whole number.
pub(super) fn number<T: std::str::FromStr>(
    reader: &Reader<'_>,
    node: Xml<'_, '_>,
    key: &str,
    default: Option<T>,
) -> Result<T> {
    let found = match attribute(node, key) {
        Some(text) if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok(),
        Some(_) => None,
        None => default,
    };
    found.ok_or_else(|| {
        let message = format!(
            "thuộc tính \"{key}\" của <{}> phải là số nguyên không âm",
            node.tag_name().name()
        );
        reader.error(node, "markup-thuoc-tinh", &message)
    })
}
