//! Where the letters of a paragraph's lines came from.
//!
//! Lines are set one after the other and every letter of a run is drawn once, in order: a cursor goes
//! through the runs' origins along with the letters. Where a text is taken letter for letter it goes
//! through the source, too, so that each part of it is told by its own bytes. All of it is linear.

use super::inline::Fragment;
use crate::diagnostic::Source;
use crate::document::{OriginKind, Origins, Stretch};
use crate::sheet::Inline;
use std::{ops::Range, sync::Arc};

/// A cursor in the origins of a paragraph.
pub(super) struct Trace<'a> {
    sources: &'a [Arc<Source>],
    inlines: std::slice::Iter<'a, Inline>,
    /// The origins of the run that is being drawn, and which stretch of them comes next.
    run: Option<(&'a Origins, usize)>,
    /// The rest of the stretch that is being drawn, and where its next letter stands.
    stretch: Stretch,
    at: usize,
}

impl<'a> Trace<'a> {
    /// At the start of a paragraph.
    pub(super) fn new(inlines: &'a [Inline], sources: &'a [Arc<Source>]) -> Self {
        Self {
            sources,
            inlines: inlines.iter(),
            run: None,
            stretch: Stretch::default(),
            at: 0,
        }
    }

    /// Tells of the letters of a fragment, which are drawn as a part of the span whose origins begin
    /// at `from`.
    pub(super) fn draw(
        &mut self,
        fragment: &Fragment<'_>,
        origins: &mut Vec<Stretch>,
        from: usize,
    ) {
        let chars = fragment.text.chars().count() as u32;
        if !fragment.of_run {
            return add(
                origins,
                from,
                Stretch {
                    chars,
                    origin: fragment.origin,
                    ..Stretch::default()
                },
            );
        }
        let mut left = chars;
        while left > 0 {
            if self.stretch.chars == 0 && !self.advance() {
                // Not reached: a fragment of a run has letters of it.
                let rest = Stretch {
                    chars: left,
                    ..Stretch::default()
                };
                return add(origins, from, rest);
            }
            let taken = left.min(self.stretch.chars);
            let part = self.take(taken);
            add(origins, from, part);
            left -= taken;
        }
    }

    /// Goes on to the next stretch.
    fn advance(&mut self) -> bool {
        loop {
            if let Some((origins, index)) = &mut self.run
                && let Some(next) = origins.get(*index)
            {
                *index += 1;
                self.stretch = next;
                self.at = 0;
                if let Some(text) = self.exact_text() {
                    let mut letters = text.char_indices();
                    let start = letters.nth(next.skip as usize);
                    self.at = start.map_or(text.len(), |(at, _)| at);
                }
                if next.chars > 0 {
                    return true;
                }
                continue;
            }
            match self.inlines.next() {
                Some(Inline::Run(run)) => self.run = Some((&run.origins, 0)),
                Some(
                    Inline::Break
                    | Inline::Note { .. }
                    | Inline::Picture(_)
                    | Inline::Leader(_)
                    | Inline::Check { .. },
                ) => {}
                None => return false,
            }
        }
    }

    /// The text in the range of the stretch, where it is taken letter for letter.
    fn exact_text(&self) -> Option<&'a str> {
        let origin = self.stretch.origin?;
        let text = origin.slice(self.sources)?;
        (origin.kind == OriginKind::Exact).then_some(text)
    }

    /// The next letters of the stretch.
    fn take(&mut self, chars: u32) -> Stretch {
        let mut origin = self.stretch.origin;
        if let (Some(text), Some(origin)) = (self.exact_text(), &mut origin) {
            let start = self.at;
            let letters = text[start..].chars().take(chars as usize);
            self.at += letters.map(char::len_utf8).sum::<usize>();
            // Offsets into a source are of this size.
            let range = start as u32..self.at as u32;
            origin.end = origin.start + range.end;
            origin.start += range.start;
        }
        self.stretch.chars -= chars;
        Stretch {
            origin,
            skip: 0,
            chars,
        }
    }
}

/// Adds a part to the origins of a span, to the one before where it goes on.
fn add(origins: &mut Vec<Stretch>, from: usize, next: Stretch) {
    if let Some(last) = origins[from..].last_mut() {
        match (&mut last.origin, next.origin) {
            (None, None) => {
                last.chars += next.chars;
                return;
            }
            (Some(before), Some(origin)) => {
                let exact = (before.kind, origin.kind) == (OriginKind::Exact, OriginKind::Exact);
                let joins = exact && (before.source, before.end) == (origin.source, origin.start);
                if joins || (!exact && *before == origin) {
                    before.end = origin.end;
                    last.chars += next.chars;
                    return;
                }
            }
            _ => {}
        }
    }
    if next.chars > 0 {
        origins.push(next);
    }
}

/// Adds what is drawn of no letter: the blank that a break leaves behind a word.
pub(super) fn add_blank(origins: &mut Vec<Stretch>, span: &mut Range<u32>) {
    add(
        origins,
        span.start as usize,
        Stretch {
            chars: 1,
            ..Stretch::default()
        },
    );
    span.end = origins.len() as u32;
}
