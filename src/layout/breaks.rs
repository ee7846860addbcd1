//! Greedy line breaking: which fragments stand on which line.
//!
//! Both programs fill a line with all that fits, look no further, and never shrink a space.

use super::{
    inline::{After, Fragment, Kind},
    pen::Pen,
};
use std::ops::Range;

/// One line's fragments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// Indices into the paragraph's fragments; the ranges follow one another without gaps.
    pub(super) range: Range<usize>,
    /// Ended by the text's end or by a break of its own, not because it was full.
    pub(super) last: bool,
}

/// Breaks fragments into lines, the first `first` wide, the others `rest`. Always at least one.
pub(super) fn break_lines(fragments: &[Fragment<'_>], first: f64, rest: f64) -> Vec<Broken> {
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let room = if lines.is_empty() { first } else { rest };
        let line = fill(fragments, start, room);
        start = line.range.end;
        let ended_by_break = fragments[line.range.clone()]
            .last()
            .is_some_and(|fragment| fragment.kind == Kind::Break);
        lines.push(line);
        // A break at the very end opens an empty line, as in Word.
        if start >= fragments.len() && !ended_by_break {
            return lines;
        }
    }
}

/// The line that starts at `start`.
fn fill(fragments: &[Fragment<'_>], start: usize, room: f64) -> Broken {
    let mut pen = Pen::default();
    let mut may = None;
    let mut emergency = None;
    for (i, fragment) in fragments.iter().enumerate().skip(start) {
        pen = pen.after(fragment);
        let text = fragment.kind != Kind::Space && i > start;
        if text && !pen.fits(fragments.get(i + 1), room) {
            // No place at all: a first line narrower than the rest. The word goes on by itself.
            let end = may.or(emergency).unwrap_or(i);
            return Broken {
                range: start..end,
                last: false,
            };
        }
        match fragment.after {
            After::Stay => {}
            After::Emergency => emergency = Some(i + 1),
            After::May => may = Some(i + 1),
            After::Must => {
                return Broken {
                    range: start..i + 1,
                    last: true,
                };
            }
        }
    }
    Broken {
        range: start..fragments.len(),
        last: true,
    }
}
