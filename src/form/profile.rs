//! What the profiles of a document say, as far as they can be read.

use super::Read;
use crate::{
    diagnostic::Source,
    yaml::{
        edit,
        names::Names,
        source,
        tree::{Entry, Node, Value},
    },
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The most profiles that build on each other; a ring ends there, too.
const MOST: usize = 7;

/// The profiles, the nearest first.
pub(super) struct Profiles(Vec<(Arc<Source>, Arc<Node>)>);

impl Profiles {
    /// Reads the profiles that a document names.
    pub(super) fn of(path: &Path, root: &Node, names: &Names, read: Read<'_>) -> Self {
        let mut all = Vec::new();
        let mut next = named(path, root);
        while let Some(path) = next.take().filter(|_| all.len() < MOST) {
            let Some((source, root)) = one(&path, names, read) else {
                break;
            };
            next = named(&path, &root);
            all.push((source, root));
        }
        Self(all)
    }

    /// The value that the nearest profile gives an entry.
    pub(super) fn entry(&self, name: &str) -> Option<(&Arc<Source>, &Arc<Node>)> {
        let mut all = self.0.iter().filter_map(|(source, root)| {
            let entry = entry(root, name)?;
            (!entry.value.is_null()).then_some((source, &entry.value))
        });
        all.next()
    }

    /// The members of a map in all profiles, those of the nearest first.
    pub(super) fn members(&self, name: &'static str) -> impl Iterator<Item = &Entry> {
        self.0.iter().flat_map(move |(_, root)| {
            match entry(root, name).map(|entry| &entry.value.value) {
                Some(Value::Map(all)) => all.as_slice(),
                _ => &[],
            }
        })
    }
}

/// The entry of a map.
pub(super) fn entry<'n>(node: &'n Node, name: &str) -> Option<&'n Entry> {
    match &node.value {
        Value::Map(all) => all.iter().find(|entry| entry.key == name),
        _ => None,
    }
}

fn named(path: &Path, root: &Node) -> Option<PathBuf> {
    let value = &entry(root, super::PROFILE)?.value;
    let Value::Scalar(name, _) = &value.value else {
        return None;
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    // Writers on Windows use its separator.
    (!value.is_blank()).then(|| folder.join(name.trim().replace('\\', "/")))
}

fn one(path: &Path, names: &Names, read: Read<'_>) -> Option<(Arc<Source>, Arc<Node>)> {
    let bytes = read(path).ok()?;
    let source = source::decode(&path.to_string_lossy(), bytes).ok()?;
    let (source, root) = edit::parsed(&source.text, names).ok()?;
    Some((source, root?))
}
