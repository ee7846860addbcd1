//! Where the characters of a passage stand in its sources, found without going through the whole line each time.

use crate::diagnostic::Source;
use crate::document::{Inline, Inlines, Origin};
use std::sync::Arc;

/// Bytes of text for each of which the characters before it are known.
const STEP: usize = 256;

/// The characters of a line by their numbers.
pub(super) struct Places {
    /// How many characters begin before each so many bytes of the text.
    steps: Vec<usize>,
    /// The texts of the line: the numbers of the first character and of the one behind the last, and the index of
    /// the piece.
    pieces: Vec<(usize, usize, usize)>,
}

impl Places {
    /// Those of a line, which reads so.
    pub(super) fn of(line: &Inlines, text: &str) -> Self {
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                steps.push(count);
            }
            count += usize::from(begins_letter(byte));
        }
        let mut pieces = Vec::with_capacity(line.len());
        let mut start = 0;
        for (index, inline) in line.iter().enumerate() {
            match inline {
                Inline::Text(text) => {
                    let end = start + text.text.chars().count();
                    pieces.push((start, end, index));
                    start = end;
                }
                Inline::Note(_) => {}
                _ => start += 1,
            }
        }
        Self { steps, pieces }
    }

    /// How many characters of the text stand before a byte.
    pub(super) fn before(&self, text: &str, byte: usize) -> usize {
        let step = (byte / STEP).min(self.steps.len().saturating_sub(1));
        let known = self.steps.get(step).copied().unwrap_or(0);
        let rest = text.as_bytes().get(step * STEP..byte).unwrap_or_default();
        known + rest.iter().filter(|byte| begins_letter(**byte)).count()
    }

    /// Where a character came from, by its number.
    pub(super) fn origin(
        &self,
        line: &Inlines,
        at: usize,
        sources: &[Arc<Source>],
    ) -> Option<Origin> {
        let piece = self.pieces.partition_point(|(_, end, _)| *end <= at);
        let (start, _, index) = self.pieces.get(piece)?;
        let Inline::Text(text) = line.get(*index)? else {
            return None;
        };
        text.origins.at(at.checked_sub(*start)?, sources)
    }
}

/// Tells whether a byte of a text is the first of a character.
fn begins_letter(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}
