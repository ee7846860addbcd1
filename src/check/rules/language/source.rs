//! The texts of a document as they stand in its files, where what the program mends by itself is still
//! to be seen.

use crate::check::Reading;
use crate::check::reading::Passage;
use crate::diagnostic::{Place, Source};
use std::ops::Range;
use std::sync::Arc;

/// A line of a file that has words of the document, or a part of it.
pub(super) struct Line<'a> {
    source: &'a Arc<Source>,
    start: usize,
    /// Its text.
    pub(super) text: &'a str,
}

impl Line<'_> {
    /// The place of a part of it.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        Place::new(
            self.source,
            self.start + range.start..self.start + range.end,
        )
    }
}

/// The lines of the files in which something is to be looked at, as far as they are printed: comments
/// and keys are not. `is_odd` tells of a line whether there is anything in it.
pub(super) fn lines<'a>(reading: &'a Reading<'_>, is_odd: fn(&str) -> bool) -> Vec<Line<'a>> {
    let mut found = Vec::new();
    let mut printed: Option<Vec<Place>> = None;
    for source in &reading.content.sources {
        if !is_odd(&source.text) {
            continue;
        }
        let printed = printed.get_or_insert_with(|| places(reading));
        let ranges = printed.iter().filter(|place| place.source == *source);
        let mut done = 0;
        for place in ranges {
            let range = place.range.start.max(done)..place.range.end;
            done = done.max(range.end);
            let mut start = range.start;
            let text = source.text.get(range).unwrap_or_default();
            for line in text.split_inclusive('\n') {
                if is_odd(line) {
                    found.push(Line {
                        source,
                        start,
                        text: line,
                    });
                }
                start += line.len();
            }
        }
    }
    found
}

/// Where passages stand, in the order of the files.
fn places(reading: &Reading<'_>) -> Vec<Place> {
    let places = reading.passages.iter().filter_map(place);
    let mut places: Vec<Place> = places.collect();
    places.sort_by_key(|place| (place.range.start, place.range.end));
    places
}

/// Where a passage stands; a sign that the program put behind it stands nowhere.
fn place(passage: &Passage<'_>) -> Option<Place> {
    let ends = passage.text.char_indices().rev().take(3);
    let ends = ends.map(|(at, sign)| at + sign.len_utf8());
    let places = ends.filter_map(|end| passage.place(&(0..end)));
    places.max_by_key(|place| place.range.end)
}
