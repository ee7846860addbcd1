//! The edits that may be asked for, as they come in JSON.

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, SeqAccess, Visitor},
};
use std::fmt;

/// A step of a path: a key of a map, or an index of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Step {
    /// An item of a list, from 0.
    Index(usize),
    /// An entry of a map, in NFC.
    Key(String),
}

/// An edit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Edit {
    /// The value at a path becomes another. An entry that is not there is put into its map; one step behind the end
    /// of a list adds an item. A list or map is compared with the one that stands there, and only what differs is written.
    Set {
        path: Vec<Step>,
        value: Wanted,
        /// Texts that look like a number, `true` or `false` are put into quotes, so that they stay texts.
        #[serde(default)]
        quoted: bool,
    },
    /// An item comes into a list, before the one of this index.
    Insert {
        path: Vec<Step>,
        index: usize,
        value: Wanted,
        #[serde(default)]
        quoted: bool,
    },
    /// An entry or item goes, with the comments behind it and right above it.
    Remove { path: Vec<Step> },
    /// An item of a list (or entry of a map) goes to another index, that which it has afterwards.
    Move {
        path: Vec<Step>,
        from: usize,
        to: usize,
    },
    /// A text that is to stand line by line under `|`, whatever stands there: Markdown.
    Lines { path: Vec<Step>, text: String },
    /// Slices of a scalar become others: only their bytes change, indentation is kept.
    Text {
        path: Vec<Step>,
        /// In the order of the text; none touches another.
        changes: Vec<Slice>,
    },
}

/// A slice of the decoded text of a scalar, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slice {
    /// In bytes for [`super::edit`], in UTF-16 code units in JSON.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) insert: String,
}

/// A value that is to stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// No value: `key:`.
    Null,
    Bool(bool),
    /// A number as it is to be written.
    Number(String),
    /// A text. It is written as a clerk types it: `5`, not `"5"`, unless it stands in quotes already.
    Text(String),
    List(Vec<Wanted>),
    /// In the order in which they are written.
    Map(Vec<(String, Wanted)>),
}

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfJson)
    }
}

/// Keeps the order of entries, whatever the reader of JSON does.
struct OfJson;

impl<'de> Visitor<'de> for OfJson {
    type Value = Wanted;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a document")
    }
    fn visit_unit<E>(self) -> Result<Wanted, E> {
        Ok(Wanted::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Wanted, E> {
        Ok(Wanted::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Wanted, E> {
        Ok(Wanted::Number(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Wanted, E> {
        Ok(Wanted::Number(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Wanted, E> {
        Ok(Wanted::Number(value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Wanted, E> {
        Ok(Wanted::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Wanted, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Wanted::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Wanted, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Wanted::Map(entries))
    }
}
