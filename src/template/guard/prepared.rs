//! From a place in a prepared template back to the place in what was written.

use std::{borrow::Cow, ops::Range};

/// A text that is put into a template.
#[derive(Debug, Clone)]
pub(in crate::template) struct Insertion {
    /// The offset in what was written before which it goes.
    pub(in crate::template) at: usize,
    pub(in crate::template) text: Cow<'static, str>,
    /// The range of what was written that an error inside the insertion is about.
    pub(in crate::template) blame: Range<usize>,
}

/// A template with its insertions, and the way back from it to what was written.
#[derive(Debug, Clone)]
pub(in crate::template) struct Prepared {
    /// The text that tera gets.
    pub(in crate::template) text: String,
    /// The offset of each line mark in what was written.
    pub(in crate::template) marks: Vec<usize>,
    /// The ranges of the tags in what was written.
    tags: Vec<Range<usize>>,
    /// The insertions in order, each with its offset in `text`.
    insertions: Vec<(usize, Insertion)>,
}

impl Prepared {
    /// Puts the insertions into a source with these tags, in order.
    pub(in crate::template) fn new(
        source: &str,
        mut insertions: Vec<Insertion>,
        marks: Vec<usize>,
        tags: Vec<Range<usize>>,
    ) -> Self {
        insertions.sort_by_key(|insertion| insertion.at);
        let mut text = String::with_capacity(source.len() + insertions.len() * 16);
        let mut copied = 0;
        let mut placed = Vec::with_capacity(insertions.len());
        for insertion in insertions {
            text.push_str(&source[copied..insertion.at]);
            copied = insertion.at;
            let start = text.len();
            text.push_str(&insertion.text);
            placed.push((start, insertion));
        }
        text.push_str(&source[copied..]);
        Self {
            text,
            marks,
            tags,
            insertions: placed,
        }
    }

    /// The range of the tag that opens at an offset of what was written.
    pub(in crate::template) fn tag(&self, start: usize) -> Range<usize> {
        let found = self.tags.binary_search_by_key(&start, |tag| tag.start);
        found.map_or(start..start, |index| self.tags[index].clone())
    }

    /// The range of what was written that a range of [`Self::text`] stands for.
    pub(in crate::template) fn original(&self, range: Range<usize>) -> Range<usize> {
        match self.offset(range.start) {
            Err(inside) => inside.blame.clone(),
            Ok(start) => {
                let end = match self.offset(range.end) {
                    Ok(end) => end,
                    Err(inside) => inside.at,
                };
                start..end.max(start)
            }
        }
    }

    fn offset(&self, offset: usize) -> Result<usize, &Insertion> {
        let mut added = 0;
        for (start, insertion) in &self.insertions {
            if offset < *start {
                break;
            }
            if offset < start + insertion.text.len() {
                return Err(insertion);
            }
            added += insertion.text.len();
        }
        Ok(offset - added)
    }

    /// The offset in [`Self::text`] of a line and column, both from 1, the column in characters.
    pub(in crate::template) fn line_column(&self, line: usize, column: usize) -> usize {
        let start: usize = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let rest = self.text.get(start..).unwrap_or("");
        start
            + rest
                .char_indices()
                .nth(column.saturating_sub(1))
                .map_or(rest.len(), |(i, _)| i)
    }
}
