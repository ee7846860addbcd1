//! Gathers what is wrong with a text, so that one run tells all of it.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::document::TextMap;
use std::ops::Range;

/// More messages than this help nobody.
const MOST: usize = 20;

/// The messages on one text.
pub(super) struct Report<'a> {
    /// The Markdown.
    pub(super) text: &'a str,
    map: &'a TextMap,
    errors: Vec<(usize, Diagnostic)>,
    warnings: Vec<(usize, Diagnostic)>,
}

impl<'a> Report<'a> {
    pub(super) fn new(text: &'a str, map: &'a TextMap) -> Self {
        Self {
            text,
            map,
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Adds an error at a range of the Markdown.
    pub(super) fn error(&mut self, range: Range<usize>, diagnostic: Diagnostic) {
        if self.errors.len() < MOST {
            let place = self.map.place(self.text, range.clone());
            self.errors.push((range.start, diagnostic.at(place)));
        }
    }

    /// Adds a warning at a range of the Markdown.
    pub(super) fn warning(&mut self, range: Range<usize>, diagnostic: Diagnostic) {
        if self.warnings.len() < MOST {
            let place = self.map.place(self.text, range.clone());
            self.warnings.push((range.start, diagnostic.at(place)));
        }
    }

    /// Where the Markdown stands in the YAML.
    pub(super) fn map(&self) -> &'a TextMap {
        self.map
    }

    /// Tells whether there is any error so far.
    pub(super) fn failed(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The place in the YAML of a range of the Markdown.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        self.map.place(self.text, range)
    }

    /// The Markdown under a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }

    /// All errors in the order of the text.
    pub(super) fn into_errors(self) -> Diagnostics {
        Diagnostics(in_order(self.errors))
    }

    /// All warnings in the order of the text.
    pub(super) fn into_warnings(self) -> Vec<Diagnostic> {
        in_order(self.warnings)
    }
}

fn in_order(mut all: Vec<(usize, Diagnostic)>) -> Vec<Diagnostic> {
    all.sort_by_key(|(start, _)| *start);
    all.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}
