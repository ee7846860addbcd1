//! Takes a text that tera made back to its places: takes the marks out, and tells from them where each
//! letter came from.
//!
//! Text between tags comes out as it was written. A cursor in what was written goes along with it:
//! line marks and the ends of printed values set it, letters move it on. White space before a mark may
//! have come from the other side of a block tag: it is looked for right before the mark. What a tag
//! printed has the range of the tag.

use super::{
    data::Settled,
    expand::Line,
    guard::Prepared,
    signs::{DROP, LINE, LINE_END},
};
use crate::document::{OriginKind, TextMap};
use std::ops::Range;

/// The output without its marks, with the map of its bytes. `map` is that of `original`.
pub(super) fn unmark(
    settled: &Settled,
    prepared: &Prepared,
    original: &str,
    map: &TextMap,
) -> Line {
    let Settled { text, printed, .. } = settled;
    let mut work = Work {
        prepared,
        original,
        map,
        text: String::with_capacity(text.len()),
        made: map.successor(),
        next: None,
        blanks: 0,
    };
    let mut printed = printed.iter().peekable();
    let (mut start, mut is_first) = (0, true);
    for line in text.split('\n') {
        let end = start + line.len();
        let dropped = line.contains(DROP) && line.chars().all(|c| c == DROP || c.is_whitespace());
        if !dropped {
            if !std::mem::replace(&mut is_first, false) {
                work.literal("\n");
            }
            let mut at = start;
            while let Some((range, tag)) = printed.next_if(|(range, _)| range.start < end) {
                let range = range.start.max(at)..range.end.min(end);
                work.marked(&text[at..range.start]);
                work.printed(&text[range.clone()], *tag);
                at = range.end;
            }
            work.marked(&text[at..end]);
        }
        start = end + 1;
    }
    Line {
        text: work.text,
        map: work.made,
    }
}

struct Work<'a> {
    prepared: &'a Prepared,
    original: &'a str,
    map: &'a TextMap,
    text: String,
    made: TextMap,
    /// Where in what was written the next letters should stand.
    next: Option<usize>,
    /// How many bytes of white space at the end of the text have no place yet.
    blanks: usize,
}

impl Work<'_> {
    /// Text between what tags printed, with its line marks.
    fn marked(&mut self, text: &str) {
        let mut pieces = text.split(LINE);
        self.literals(pieces.next().unwrap_or(""));
        for piece in pieces {
            let (mark, rest) = piece.split_once(LINE_END).unwrap_or(("", piece));
            let index = mark.parse().ok();
            if let Some(offset) = index.and_then(|i: usize| self.prepared.marks.get(i)) {
                self.mark(*offset);
            }
            self.literals(rest);
        }
    }

    fn literals(&mut self, text: &str) {
        for piece in text.split(DROP) {
            self.literal(piece);
        }
    }

    /// Says that all that follows stands at this offset; and so may the white space before it.
    fn mark(&mut self, offset: usize) {
        let start = self.text.len() - self.blanks;
        let blanks = &self.text[start..];
        if self.original[..offset].ends_with(blanks) {
            let range = offset - blanks.len()..offset;
            self.made.push_from(start, self.map, range);
        }
        self.blanks = 0;
        self.next = Some(offset);
    }

    /// Letters as they were written.
    fn literal(&mut self, text: &str) {
        let Some(first) = text.chars().next() else {
            return;
        };
        let known = self.next.map_or(0, |next| {
            let rest = &self.original[next..];
            let trimmed = rest.trim_start();
            // White space that a tag took off behind itself.
            let next = match rest.starts_with(first) {
                false if trimmed.starts_with(first) => next + rest.len() - trimmed.len(),
                _ => next,
            };
            self.follow(text, next)
        });
        let rest = &text[known..];
        if !rest.is_empty() {
            self.next = None;
            self.text.push_str(rest);
            self.blanks = match rest.trim().is_empty() {
                true => self.blanks + rest.len(),
                false => rest.len() - rest.trim_end().len(),
            };
        }
    }

    /// Takes over what is the same from an offset on, and tells how much.
    fn follow(&mut self, text: &str, from: usize) -> usize {
        let both = text.bytes().zip(self.original[from..].bytes());
        let mut len = both.take_while(|(a, b)| a == b).count();
        while !text.is_char_boundary(len) {
            len -= 1;
        }
        if len > 0 {
            let at = self.text.len();
            self.made.push_from(at, self.map, from..from + len);
            self.text.push_str(&text[..len]);
            self.blanks = 0;
            self.next = Some(from + len);
        }
        len
    }

    /// Takes in a text that a tag printed.
    fn printed(&mut self, text: &str, tag: usize) {
        let tag = self.prepared.tag(tag);
        let range: Option<Range<usize>> = self
            .map
            .made_of(tag.clone())
            .map(|origin| origin.start as usize..origin.end as usize);
        if let Some(range) = range {
            let at = self.text.len();
            self.made.push(at, text.len(), range, OriginKind::Printed);
        }
        self.text.push_str(text);
        if !text.is_empty() {
            self.blanks = 0;
        }
        self.next = Some(tag.end);
    }
}
