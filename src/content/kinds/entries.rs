//! The entries that kinds have of their own: declared in `kinds.yaml`, read from content files.

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::yaml::{
    Text, text,
    tree::{Entry, Node, Value},
    typed::Form,
};
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// An entry that a kind of document has beside those of all documents: a line of `muc` in
/// `kinds.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnEntry {
    /// The name in the YAML, and in templates: `thoi_gian`.
    #[serde(rename = "ten")]
    pub name: String,
    /// The form of its value.
    #[serde(rename = "dang", default)]
    pub form: OwnForm,
    /// Tells whether a document of the kind must have it.
    #[serde(rename = "bat_buoc", default)]
    pub required: bool,
    /// The words that say what it is for, to editors and in messages.
    #[serde(rename = "mo_ta")]
    pub description: String,
    /// The fewest members of a list of groups.
    #[serde(rename = "it_nhat", default)]
    pub at_least: usize,
    /// The entries of a group.
    #[serde(rename = "muc", default)]
    pub entries: Vec<OwnEntry>,
}

/// The forms that an [`OwnEntry`] may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
pub enum OwnForm {
    /// One line.
    #[default]
    #[serde(rename = "dong")]
    Line,
    /// Lines: a list, or a text of several.
    #[serde(rename = "cac_dong")]
    Lines,
    /// Markdown.
    #[serde(rename = "markdown")]
    Markdown,
    /// A list of groups that have the same entries.
    #[serde(rename = "nhom")]
    Groups,
}

/// The value of an [`OwnEntry`].
#[derive(Debug, Clone, PartialEq)]
pub enum Own {
    /// One line.
    Line(Text),
    /// Lines; none of them blank.
    Lines(Vec<Text>),
    /// Markdown.
    Markdown(Text),
    /// The values of each group by the names of its entries; an entry without a value is left out.
    Groups(Vec<OwnValues>),
}

/// The values of own entries by their names, in the order in which the kind declares them.
pub type OwnValues = Vec<(String, Own)>;

/// The values that a map gives to own entries. What is not of its form was told by the shape check,
/// and is left out.
pub(crate) fn read(entries: &[OwnEntry], source: &Arc<Source>, node: &Node) -> OwnValues {
    let given = |entry: &OwnEntry| {
        let node = member(node, &entry.name)?;
        if node.value.is_blank() {
            return None;
        }
        let value = own(entry, source, &node.value)?;
        Some((entry.name.clone(), value))
    };
    entries.iter().filter_map(given).collect()
}

fn member<'n>(node: &'n Node, name: &str) -> Option<&'n Entry> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == name),
        Value::Scalar(..) | Value::Seq(_) => None,
    }
}

fn own(entry: &OwnEntry, source: &Arc<Source>, node: &Node) -> Option<Own> {
    match entry.form {
        OwnForm::Line => text::text(source, node).map(Own::Line),
        OwnForm::Lines => {
            let lines = text::lines(source, node)?;
            (!lines.is_empty()).then_some(Own::Lines(lines))
        }
        OwnForm::Markdown => {
            let text = text::markdown(source, node)?;
            (!text.text.trim().is_empty()).then_some(Own::Markdown(text))
        }
        OwnForm::Groups => match &node.value {
            Value::Seq(items) => {
                let items = items.iter().filter(|item| !item.is_blank());
                let groups = items.map(|item| read(&entry.entries, source, item));
                Some(Own::Groups(groups.collect()))
            }
            Value::Scalar(..) | Value::Map(_) => None,
        },
    }
}

/// Messages about lists of groups that have too few of them.
pub(crate) fn too_few(entries: &[OwnEntry], source: &Arc<Source>, node: &Node) -> Vec<Diagnostic> {
    let few = |entry: &OwnEntry| {
        let there = member(node, &entry.name)?;
        let Value::Seq(items) = &there.value.value else {
            return None;
        };
        let count = items.iter().filter(|item| !item.is_blank()).count();
        (count < entry.at_least && count > 0).then(|| {
            let OwnEntry { name, at_least, .. } = entry;
            let message = format!("mục “{name}” mới có {count}, cần ít nhất {at_least}");
            let place = Place::new(source, there.key_range.clone());
            let help = format!("ghi thêm, mỗi cái một dấu “-”: {}", entry.description);
            Diagnostic::error("thieu-muc", message).at(place).help(help)
        })
    };
    entries.iter().filter_map(few).collect()
}

/// The form of the scalars of an entry, at whatever depth it stands.
pub(crate) fn form(entries: &[OwnEntry], name: &str) -> Option<Form> {
    entries.iter().find_map(|entry| {
        let own = match entry.form {
            OwnForm::Markdown => Form::Markdown,
            OwnForm::Line | OwnForm::Lines | OwnForm::Groups => Form::Text,
        };
        let inner = || form(&entry.entries, name);
        (entry.name == name).then_some(own).or_else(inner)
    })
}

/// The names of some entries and of those inside them.
pub(crate) fn names(entries: &[OwnEntry]) -> Vec<&str> {
    let mut all = Vec::new();
    for entry in entries {
        all.push(entry.name.as_str());
        all.extend(names(&entry.entries));
    }
    all
}

/// Adds the schemas of own entries to `properties`.
pub(crate) fn add_properties(entries: &[OwnEntry], properties: &mut Map<String, Json>) {
    for entry in entries {
        properties.insert(entry.name.clone(), schema(entry));
    }
}

/// The names of those that must stand.
pub(crate) fn required(entries: &[OwnEntry]) -> impl Iterator<Item = &str> {
    let required = entries.iter().filter(|entry| entry.required);
    required.map(|entry| entry.name.as_str())
}

fn schema(entry: &OwnEntry) -> Json {
    let description = &entry.description;
    match entry.form {
        OwnForm::Line | OwnForm::Markdown => {
            json!({ "description": description, "type": ["string", "number", "null"] })
        }
        OwnForm::Lines => json!({
            "description": description,
            "type": ["string", "number", "array", "null"],
            "items": { "type": ["string", "number", "null"] },
        }),
        OwnForm::Groups => {
            let mut properties = Map::new();
            add_properties(&entry.entries, &mut properties);
            json!({
                "description": description,
                "type": ["array", "null"],
                "minItems": entry.at_least,
                "items": {
                    "type": "object",
                    "properties": properties,
                    "additionalProperties": false,
                    "required": required(&entry.entries).collect::<Vec<_>>(),
                },
            })
        }
    }
}
