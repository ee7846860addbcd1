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

impl TextMap {
    /// The origin of a byte offset of `text`.
    pub fn origin(&self, text: &str, offset: usize) -> Origin {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or("").chars().count();
        let (source_line, first_column) = self
            .lines
            .get(line)
            .or(self.lines.last())
            .copied()
            .unwrap_or((1, 1));
        Origin {
            source: self.index,
            line: source_line,
            column: first_column + column as u32,
        }
    }

    /// The place of a byte range of `text`; it ends on the line where it starts.
    pub fn place(&self, text: &str, range: Range<usize>) -> Place {
        let start = self.origin(text, range.start);
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
