//! Where the characters of a passage stand in its sources, found without going through the whole line each time.

use crate::diagnostic::Source;
use crate::document::{Inline, Inlines, Origin, OriginKind};
use std::sync::Arc;
use std::sync::OnceLock;

/// Bytes of text for each of which the characters before it are known, and the other way round.
const STEP: usize = 256;

/// The characters of a line by their numbers.
pub(super) struct Places {
    /// How many characters begin before each so many bytes of the text.
    steps: Vec<usize>,
    /// The stretches of the line that have an origin, in order.
    pieces: Vec<Piece>,
    /// The origins of the pieces.
    origins: Vec<Known>,
}

/// A stretch of characters of one origin.
struct Piece {
    /// The number of its first character.
    start: usize,
    /// The number of the character behind its last.
    end: usize,
    /// How many characters of the origin's text stand before it.
    skip: usize,
    /// The index of the origin.
    origin: usize,
}

/// An origin, with the bytes before every so many characters of its text as soon as they are asked for.
struct Known {
    origin: Origin,
    steps: OnceLock<Vec<usize>>,
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
        let mut places = Self {
            steps,
            pieces: Vec::with_capacity(line.len()),
            origins: Vec::new(),
        };
        let mut start = 0;
        for inline in line {
            match inline {
                Inline::Text(text) => {
                    let mut at = start;
                    for stretch in text.origins.stretches() {
                        let end = at + stretch.chars as usize;
                        if let Some(origin) = stretch.origin {
                            places.add(at..end, stretch.skip as usize, origin);
                        }
                        at = end;
                    }
                    start += text.text.chars().count();
                }
                Inline::Note(_) => {}
                _ => start += 1,
            }
        }
        places
    }

    fn add(&mut self, characters: std::ops::Range<usize>, skip: usize, origin: Origin) {
        if self.origins.last().is_none_or(|last| last.origin != origin) {
            self.origins.push(Known {
                origin,
                steps: OnceLock::new(),
            });
        }
        self.pieces.push(Piece {
            start: characters.start,
            end: characters.end,
            skip,
            origin: self.origins.len() - 1,
        });
    }

    /// How many characters of the text stand before a byte.
    pub(super) fn before(&self, text: &str, byte: usize) -> usize {
        let step = (byte / STEP).min(self.steps.len().saturating_sub(1));
        let known = self.steps.get(step).copied().unwrap_or(0);
        let rest = text.as_bytes().get(step * STEP..byte).unwrap_or_default();
        known + rest.iter().filter(|byte| begins_letter(**byte)).count()
    }

    /// Where a character came from, by its number: its own bytes where it is taken letter for letter.
    pub(super) fn origin(&self, at: usize, sources: &[Arc<Source>]) -> Option<Origin> {
        let piece = self.pieces.partition_point(|piece| piece.end <= at);
        let piece = self.pieces.get(piece)?;
        let index = piece.skip + at.checked_sub(piece.start)?;
        self.origins.get(piece.origin)?.letter(index, sources)
    }
}

impl Known {
    /// The origin of a letter of the text, by its number.
    fn letter(&self, index: usize, sources: &[Arc<Source>]) -> Option<Origin> {
        let origin = self.origin;
        if origin.kind != OriginKind::Exact {
            return Some(origin);
        }
        let text = origin.slice(sources)?;
        let steps = self.steps.get_or_init(|| {
            let all = text.char_indices().step_by(STEP);
            all.map(|(byte, _)| byte).collect()
        });
        let known = steps.get(index / STEP).copied().unwrap_or(text.len());
        let rest = text.get(known..)?;
        let mut letters = rest.char_indices().skip(index % STEP);
        let letter = letters.next();
        let from = letter.map_or(text.len(), |(byte, _)| known + byte);
        let length = letter.map_or(0, |(_, letter)| letter.len_utf8());
        Some(Origin {
            start: origin.start + from as u32,
            end: origin.start + (from + length) as u32,
            ..origin
        })
    }
}

/// Tells whether a byte of a text is the first of a character.
fn begins_letter(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}
