//! Where the lines of a text stand in the YAML, once its tera expressions are expanded.

use super::Origin;
use crate::diagnostic::{Place, Source};
use std::{ops::Range, sync::Arc};

/// Maps the lines of an expanded text back to the source they came from.
#[derive(Debug, Clone)]
pub struct TextMap {
    /// The source.
    pub source: Arc<Source>,
    /// Its index in [`super::Document::sources`].
    pub index: u16,
    /// For each line of the text, the line (from 1) of the source and the column (from 1, in
    /// characters) of the line's first character. Shorter than the text: the last entry holds
    /// for all further lines.
    pub lines: Vec<(u32, u32)>,
}

/// The origins of many offsets of one text: its lines are found once, and offsets that ascend on one
/// line go on counting from the one before.
#[derive(Debug)]
pub struct Origins<'a> {
    text: &'a str,
    map: &'a TextMap,
    /// Where each line of the text starts.
    starts: Vec<usize>,
    /// The last offset that was asked for, its line and column (both from 0).
    last: (usize, usize, usize),
}

impl Origins<'_> {
    /// The origin of a byte offset of the text.
    pub fn origin(&mut self, offset: usize) -> Origin {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let line = line.saturating_sub(1);
        let (from, counted) = match self.last {
            (at, same, column) if same == line && at <= offset => (at, column),
            _ => (self.starts.get(line).copied().unwrap_or(0), 0),
        };
        let column = counted + self.text[from..offset].chars().count();
        self.last = (offset, line, column);
        let lines = &self.map.lines;
        let mapped = lines.get(line).or(lines.last());
        let (source_line, first_column) = mapped.copied().unwrap_or((1, 1));
        Origin {
            source: self.map.index,
            line: source_line,
            column: first_column.saturating_add(column as u32),
        }
    }
}

impl TextMap {
    /// The origins of offsets of `text`.
    pub fn origins<'a>(&'a self, text: &'a str) -> Origins<'a> {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Origins {
            text,
            map: self,
            starts: std::iter::once(0).chain(after).collect(),
            last: (0, 0, 0),
        }
    }

    /// The place of a byte range of `text`; it ends on the line where it starts.
    pub fn place(&self, text: &str, range: Range<usize>) -> Place {
        let start = self.origins(text).origin(range.start);
        let from = self
            .source
            .offset(start.line as usize, start.column as usize);
        let covered = text.get(range).unwrap_or("");
        let chars = covered
            .split('\n')
            .next()
            .unwrap_or("")
            .chars()
            .count()
            .max(1);
        let to = self
            .source
            .offset(start.line as usize, start.column as usize + chars);
        Place::new(&self.source, from..to)
    }
}
