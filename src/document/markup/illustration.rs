//! `<picture>` and `<chart>`.

use super::Reader;
use super::inline::{any_text, text};
use super::node::{attribute, attributes, children, name};
use crate::diagnostic::Result;
use crate::document::{Illustration, Inlines, Subject, Width};
use roxmltree::Node as Xml;

/// An illustration: `alt` and `caption` may be missing.
pub(super) fn illustration(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Illustration> {
    let is_picture = name(node) == "picture";
    let key = if is_picture { "file" } else { "name" };
    attributes(reader, node, &[key, "width"])?;
    let Some(named) = attribute(node, key).filter(|named| !named.trim().is_empty()) else {
        let message = format!("phần tử <{}> thiếu thuộc tính \"{key}\"", name(node));
        return Err(reader.error(node, "markup-thuoc-tinh", &message));
    };
    let width = match attribute(node, "width") {
        None => None,
        Some(text) => Some(Width::read(text).ok_or_else(|| {
            let message = "thuộc tính \"width\" phải như 80%, 12cm hoặc 120mm";
            reader.error(node, "markup-thuoc-tinh", message)
        })?),
    };
    let (mut description, mut caption) = (Inlines::new(), Inlines::new());
    for child in children(reader, node)? {
        match name(child) {
            "alt" => description = any_text(reader, child)?,
            "caption" => caption = text(reader, child)?,
            _ => return Err(reader.unknown(child, "phần tử bao ngoài có: alt, caption")),
        }
    }
    let named = named.to_owned();
    Ok(Illustration {
        subject: match is_picture {
            true => Subject::Picture(named),
            false => Subject::Chart(named),
        },
        description,
        caption,
        width,
    })
}
