//! The names that the entries of a kind of file may have, taken from its schema.

use serde_json::Value;
use std::collections::BTreeSet;

/// The names of entries that a reader of slips takes a word for: `noi_dung=…` is a slip where
/// `noi_dung` is an entry of the file, and mere text where it is not.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// The names of all entries in some schemas, however deep they stand.
    pub(crate) fn of<'v>(schemas: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut names = BTreeSet::new();
        let mut open: Vec<&Value> = schemas.into_iter().collect();
        while let Some(schema) = open.pop() {
            for (word, inner) in schema.as_object().into_iter().flatten() {
                if let (true, Some(all)) = (word == "properties", inner.as_object()) {
                    names.extend(all.keys().cloned());
                }
                open.push(inner);
            }
            open.extend(schema.as_array().into_iter().flatten());
        }
        Self(names)
    }

    /// These names and some more.
    pub(crate) fn with<'n>(mut self, more: impl IntoIterator<Item = &'n str>) -> Self {
        self.0.extend(more.into_iter().map(str::to_owned));
        self
    }

    /// Tells whether the file may have an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}
