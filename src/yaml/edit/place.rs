//! Which lines belong to an entry or item: comments go with what they are about.

use super::{
    lines::{Lines, indent, is_comment},
    spots::Member,
};
use std::ops::Range;

/// The members of a list or map of lines.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) column: usize,
    pub(super) members: &'a [Member],
    /// Behind the mark of the entry that holds them; none for those of the whole file.
    pub(super) mark: Option<usize>,
}

impl Rows<'_> {
    /// Tells whether a member begins on the line of what holds it: `- ten: A`.
    pub(super) fn is_compact(&self, index: usize) -> bool {
        !self.lines.begins(self.members[index].head)
    }

    /// Where a member begins, with the comments right above it.
    pub(super) fn begin(&self, index: usize) -> usize {
        let head = self.members[index].head;
        if self.is_compact(index) {
            return head;
        }
        let own = self.lines.start(head);
        let floor = match (index.checked_sub(1), self.mark) {
            (Some(before), _) => self.end(before),
            (None, Some(mark)) => self.lines.next(mark),
            (None, None) => 0,
        };
        let mut start = own;
        while start > floor {
            let above = self.lines.start(start - 1);
            if !is_comment(self.lines.at(above)) {
                return start;
            }
            start = above;
        }
        // What stands at the top of a file is about the file.
        match self.mark.is_none() && index == 0 {
            true => own,
            false => start,
        }
    }

    /// Behind the last line of a member: comments further in than it are its own.
    pub(super) fn end(&self, index: usize) -> usize {
        let mut end = self.lines.next(self.members[index].spot.end);
        while end < self.lines.0.len() {
            let line = self.lines.at(end);
            if !is_comment(line) || indent(line) <= self.column {
                break;
            }
            end = self.lines.next(end);
        }
        end
    }

    /// The lines of a member; those of a compact one begin at its key.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        self.begin(index)..self.end(index)
    }
}
