//! Where the bytes of a text stand in the YAML, on the way from the file to the markup.
//!
//! A map is a list of stretches in the order of the text. It is made when a text is taken from the
//! file and made anew by each step that changes the text (expressions, signs pasted from Word), out
//! of the map before: [`TextMap::push_from`]. A look-up searches the list by halves.

use super::{Origin, OriginKind};
use crate::diagnostic::{Place, Source};
use std::{ops::Range, sync::Arc};

/// Where the bytes of one text came from.
#[derive(Debug, Clone)]
pub struct TextMap {
    /// The source.
    source: Arc<Source>,
    /// Its index in [`super::Document::sources`].
    index: u16,
    /// Where the text as a whole stands, for places where it is empty.
    start: usize,
    /// In order, without overlap; what lies between two came from nowhere.
    stretches: Vec<Piece>,
}

/// A stretch of the text and its range of the source.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    len: usize,
    start: u32,
    end: u32,
    kind: OriginKind,
}

impl Piece {
    fn text_end(&self) -> usize {
        self.at + self.len
    }

    /// Tells whether a part of it has a range of its own: it is taken byte for byte.
    fn is_divisible(&self) -> bool {
        self.kind == OriginKind::Exact && self.len == (self.end - self.start) as usize
    }
}

impl TextMap {
    /// The map of a text that is still empty, and that stands at `start` in a source.
    pub fn new(source: &Arc<Source>, index: u16, start: usize) -> Self {
        Self {
            source: Arc::clone(source),
            index,
            start,
            stretches: Vec::new(),
        }
    }

    /// The map of a text that is all of its source.
    pub fn whole(source: &Arc<Source>, index: u16) -> Self {
        let mut map = Self::new(source, index, 0);
        map.push(
            0,
            source.text.len(),
            0..source.text.len(),
            OriginKind::Exact,
        );
        map
    }

    /// The map of a text that will be made of this one's.
    pub fn successor(&self) -> Self {
        Self::new(&self.source, self.index, self.start)
    }

    /// The source that the text came from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Says of the `len` bytes of the text from `at`, which is behind all of which this was said
    /// before, where they came from.
    pub fn push(&mut self, at: usize, len: usize, range: Range<usize>, kind: OriginKind) {
        if len == 0 {
            return;
        }
        // No source is longer (`content::source`).
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let next = Piece {
            at,
            len,
            start: offset(range.start),
            end: offset(range.end),
            kind,
        };
        match self.stretches.last_mut() {
            Some(last)
                if last.is_divisible()
                    && next.is_divisible()
                    && last.text_end() == at
                    && last.end == next.start =>
            {
                last.len += len;
                last.end = next.end;
            }
            Some(last)
                if last.text_end() == at
                    && kind != OriginKind::Exact
                    && (last.kind, last.start, last.end) == (kind, next.start, next.end) =>
            {
                last.len += len;
            }
            _ => self.stretches.push(next),
        }
    }

    /// Says of the bytes of the text from `at` that they are those of another text, whose map is
    /// `from`.
    pub fn push_from(&mut self, at: usize, from: &Self, range: Range<usize>) {
        for (part, origin) in from.pieces(range.clone()) {
            if let Some(origin) = origin {
                let at = at + part.start - range.start;
                let source = origin.start as usize..origin.end as usize;
                self.push(at, part.len(), source, origin.kind);
            }
        }
    }

    /// Says of `len` bytes of the text from `at` that they were made of a range of another text,
    /// whose map is `from`.
    pub fn push_made(&mut self, at: usize, len: usize, from: &Self, range: Range<usize>) {
        if let Some(origin) = from.made_of(range) {
            self.push(
                at,
                len,
                origin.start as usize..origin.end as usize,
                origin.kind,
            );
        }
    }

    /// The parts of a range of the text, each with its origin; together they are the range.
    pub fn pieces(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Option<Origin>)> + '_ {
        let mut next = self.first_behind(range.start);
        let mut at = range.start;
        std::iter::from_fn(move || {
            if at >= range.end {
                return None;
            }
            let start = at;
            let found = self.stretches.get(next).filter(|piece| piece.at <= at);
            let (end, origin) = match found {
                Some(piece) => {
                    let end = piece.text_end().min(range.end);
                    next += 1;
                    (end, Some(self.origin_of(piece, start..end)))
                }
                None => {
                    let gap = self.stretches.get(next).map_or(range.end, |piece| piece.at);
                    (gap.min(range.end), None)
                }
            };
            at = end;
            Some((start..end, origin))
        })
    }

    /// The first stretch that ends behind a byte of the text.
    fn first_behind(&self, at: usize) -> usize {
        self.stretches
            .partition_point(|piece| piece.text_end() <= at)
    }

    /// The origin of a part of a stretch.
    fn origin_of(&self, piece: &Piece, part: Range<usize>) -> Origin {
        let mut origin = Origin {
            source: self.index,
            kind: piece.kind,
            start: piece.start,
            end: piece.end,
        };
        if piece.is_divisible() {
            origin.start = piece.start + (part.start - piece.at) as u32;
            origin.end = piece.start + (part.end - piece.at) as u32;
        }
        origin
    }

    /// The one origin of a range of the text: from the first to the last of its pieces.
    fn whole_of(&self, range: Range<usize>) -> Option<Origin> {
        let mut origins = self.pieces(range).filter_map(|(_, origin)| origin);
        let first = origins.next()?;
        Some(origins.fold(first, Origin::through))
    }

    /// The origin of what was made of a range of the text.
    pub fn made_of(&self, range: Range<usize>) -> Option<Origin> {
        self.whole_of(range).map(Origin::rewritten)
    }

    /// The byte of the source where a byte of the text stands; that of what follows it, where it
    /// came from nowhere.
    fn offset(&self, at: usize) -> usize {
        let next = self.first_behind(at);
        match (self.stretches.get(next), next.checked_sub(1)) {
            (Some(piece), _) if piece.at <= at => {
                let end = piece.text_end();
                self.origin_of(piece, at..end).start as usize
            }
            (Some(piece), _) => piece.start as usize,
            (None, Some(last)) => self.stretches[last].end as usize,
            (None, None) => self.start,
        }
    }

    /// The place of a byte range of `text`; it ends on the line where it starts and covers at least
    /// a character.
    pub fn place(&self, text: &str, range: Range<usize>) -> Place {
        let start = self.offset(range.start);
        let covered = text.get(range.clone()).unwrap_or("");
        let line = covered.split('\n').next().unwrap_or("");
        let whole = self.whole_of(range.start..range.start + line.len());
        let end = whole.map_or(start, |origin| origin.end as usize);
        let rest = self.source.text.get(start..).unwrap_or("");
        let rest = rest.split('\n').next().unwrap_or("");
        let least = rest.chars().next().map_or(0, char::len_utf8);
        Place::new(
            &self.source,
            start..end.clamp(start + least, start + rest.len()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_a_range_and_maps_follow_one_another() {
        let source = Source::new("a.yaml", "0123456789");
        let mut map = TextMap::new(&source, 3, 0);
        map.push(0, 2, 1..3, OriginKind::Exact);
        map.push(2, 2, 3..5, OriginKind::Exact);
        map.push(6, 3, 6..9, OriginKind::Printed);
        let told = |map: &TextMap, range: Range<usize>| -> Vec<String> {
            map.pieces(range)
                .map(|(part, origin)| {
                    let origin = origin.map(|o| format!("{:?} {}-{}", o.kind, o.start, o.end));
                    format!("{part:?} {}", origin.unwrap_or_default())
                })
                .collect()
        };
        assert_eq!(
            told(&map, 1..8),
            ["1..4 Exact 2-5", "4..6 ", "6..8 Printed 6-9"]
        );
        let mut next = map.successor();
        next.push_from(10, &map, 1..7);
        next.push_made(20, 1, &map, 0..4);
        assert_eq!(
            told(&next, 9..21),
            [
                "9..10 ",
                "10..13 Exact 2-5",
                "13..15 ",
                "15..16 Printed 6-9",
                "16..20 ",
                "20..21 Rewritten 1-5"
            ]
        );
        assert_eq!(map.place("abcd  ghi", 1..3).range, 2..4);
        assert_eq!(map.place("abcd  ghi", 5..6).range, 6..7);
        assert_eq!(map.place("abcd  ghi", 9..9).range, 9..10);
    }
}
