//! The word lists of the rules: `templates/check/*.txt`, an entry a line.
//!
//! `#` begins a comment, which tells where the list comes from; empty lines do not count; fields of an
//! entry stand apart by ` = `. They are plain lines because they are read for each document that is
//! checked: nothing is copied.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// The entries of a list, comments and empty lines left out.
pub(super) fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty())
}

/// A list of entries to look up.
pub(super) struct List {
    text: &'static str,
    entries: OnceLock<HashSet<&'static str>>,
}

impl List {
    /// The list of this text, which is read when it is first asked.
    pub(super) const fn new(text: &'static str) -> Self {
        Self {
            text,
            entries: OnceLock::new(),
        }
    }

    /// Tells whether an entry is in it.
    pub(super) fn has(&self, entry: &str) -> bool {
        self.entries
            .get_or_init(|| entries(self.text).collect())
            .contains(entry)
    }
}

/// A list whose entries have a value: `mở xẻ = mổ xẻ`.
pub(super) struct Pairs {
    text: &'static str,
    entries: OnceLock<BTreeMap<&'static str, &'static str>>,
}

impl Pairs {
    /// The list of this text, which is read when it is first asked.
    pub(super) const fn new(text: &'static str) -> Self {
        Self {
            text,
            entries: OnceLock::new(),
        }
    }

    /// All entries with their values, in the order of the alphabet.
    pub(super) fn all(&self) -> &BTreeMap<&'static str, &'static str> {
        let split = |line: &'static str| line.split_once(" = ").unwrap_or((line, ""));
        self.entries
            .get_or_init(|| entries(self.text).map(split).collect())
    }

    /// The value of an entry.
    pub(super) fn get(&self, entry: &str) -> Option<&'static str> {
        self.all().get(entry).copied()
    }
}
