//! Values among the words of a text: they are data, whatever they look like.
//!
//! Each printed value stands between [`super::signs`] until the text is whole. Then its characters
//! go where they are wanted: into Markdown as characters that Markdown does not know, so that no
//! value becomes a heading, a list or a column; into anything else as they are. A literal of the
//! writer's own (`{{ "**Đạt**" if … }}`) is no data: its marks turn it back into text. The
//! expression that printed a value, literals and all, is told by the offset of its tag.

use super::{
    carried::{self, Print},
    signs::{DATA, DATA_END, HOLE, OFFSET_END, POINTED, TAG, TAG_END},
};
use crate::markdown::{BREAK, hidden};
use std::ops::Range;

/// Something that the writer should know of a printed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The value is blank.
    Hole,
    /// The value has a point before its decimals, or between other things than digits of a number.
    Pointed,
}

/// The use that is made of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Markdown of the body.
    Markdown,
    /// A line that is printed to the letter.
    Line,
    /// A name of a file, a number, a date.
    Name,
}

/// A value that the tag at an offset prints, with its marks.
pub(super) fn value(text: &str, offset: usize) -> String {
    format!("{TAG}{offset}{OFFSET_END}{DATA}{text}{DATA_END}{TAG_END}")
}

/// The characters of a text without the marks around values.
pub(super) fn outside(text: &str) -> impl Iterator<Item = char> {
    let mut is_offset = false;
    text.chars().filter(move |c| {
        is_offset = (is_offset || *c == TAG) && *c != OFFSET_END;
        !(is_offset || matches!(*c, DATA | DATA_END | TAG_END | OFFSET_END))
    })
}

/// The mark of what is printed by the tag at an offset.
pub(super) fn seen(seen: Seen, offset: usize) -> String {
    let mark = match seen {
        Seen::Hole => HOLE,
        Seen::Pointed => POINTED,
    };
    format!("{mark}{offset}{OFFSET_END}")
}

/// A literal inside a value, with its marks.
pub(super) fn literal(text: &str) -> String {
    format!("{DATA_END}{text}{DATA}")
}

/// A text with its values in place.
#[derive(Debug)]
pub(super) struct Settled {
    /// The text, still with the marks of its lines.
    pub(super) text: String,
    /// The ranges of the text that tags printed, in order, each with the offset of its tag.
    pub(super) printed: Vec<(Range<usize>, usize)>,
    /// Things that should be known of values, with the offsets of their tags.
    pub(super) seen: Vec<(Seen, usize)>,
}

/// A text with its values in place.
pub(super) fn settled(output: &str, used: Use) -> Settled {
    let print = match used {
        Use::Markdown | Use::Line => Print::Shown,
        Use::Name => Print::Digits,
    };
    let output = carried::settled(output, print);
    let mut text = String::with_capacity(output.len());
    let (mut printed, mut all_seen) = (Vec::new(), Vec::new());
    let mut open = None;
    let mut rest: &str = &output;
    let mut is_data = false;
    // One byte each, in one row with OFFSET_END, which stands behind an offset only.
    let is_mark = |b: u8| (DATA as u8..=TAG_END as u8).contains(&b);
    while let Some(at) = rest.bytes().position(is_mark) {
        let (before, marked) = rest.split_at(at);
        push(&mut text, before, is_data, used);
        let mark = marked.chars().next().unwrap_or(DATA);
        rest = &marked[mark.len_utf8()..];
        match mark {
            DATA | DATA_END => is_data = mark == DATA,
            TAG_END => printed.extend(open.take().map(|(from, tag)| (from..text.len(), tag))),
            mark => {
                let (offset, after) = rest.split_once(OFFSET_END).unwrap_or(("", rest));
                rest = after;
                let Ok(offset) = offset.parse() else { continue };
                match mark {
                    TAG => open = Some((text.len(), offset)),
                    HOLE if is_alone_in_cell(&text, after) => {}
                    HOLE => all_seen.push((Seen::Hole, offset)),
                    _ => all_seen.push((Seen::Pointed, offset)),
                }
            }
        }
    }
    push(&mut text, rest, is_data, used);
    Settled {
        text,
        printed,
        seen: all_seen,
    }
}

/// A blank that has a cell of a table to itself is no hole.
fn is_alone_in_cell(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches([DATA, DATA_END, TAG_END, ' ']);
    before.trim_end_matches(' ').ends_with('|') && after.starts_with('|')
}

fn push(out: &mut String, text: &str, is_data: bool, used: Use) {
    match (is_data, used) {
        (true, Use::Markdown) => escape(out, text),
        (true, Use::Line) => {
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            out.push_str(lines.next().unwrap_or(""));
            for line in lines {
                out.push(' ');
                out.push_str(line);
            }
        }
        (true, Use::Name) | (false, _) => out.push_str(text),
    }
}

/// Characters that Markdown does not know in place of those that it may; line breaks as [`BREAK`].
fn escape(out: &mut String, text: &str) {
    let mut was_line = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if was_line {
            out.push(BREAK);
        }
        let line = if was_line || text.contains('\n') {
            line.trim()
        } else {
            line
        };
        was_line = true;
        let start = line.len() - line.trim_start().len();
        let end = line.trim_end().len();
        for (at, c) in line.char_indices() {
            let is_edge = at < start || at >= end;
            out.push(if c.is_ascii_punctuation() || is_edge {
                hidden(c)
            } else {
                c
            });
        }
    }
}
