//! All lines of a document, wherever they stand.

use crate::diagnostic::Source;
use crate::document::{BlockKind, Document, Inline, Inlines, Origin};
use std::sync::Arc;

/// A line or paragraph.
pub(crate) struct Line<'a>(&'a Inlines);

impl<'a> Line<'a> {
    pub(crate) fn new(line: &'a Inlines) -> Self {
        Self(line)
    }

    /// Its text; what is none stands as a space.
    pub(crate) fn text(&self) -> String {
        let piece = |inline: &Inline| match inline {
            Inline::Text(text) => text.text.clone(),
            Inline::Blank { .. }
            | Inline::Break
            | Inline::Note(_)
            | Inline::Leader(_)
            | Inline::Check(_) => " ".to_owned(),
        };
        self.0.iter().map(piece).collect()
    }

    /// Where a byte of the text came from.
    pub(crate) fn origin(&self, at: usize, sources: &[Arc<Source>]) -> Option<Origin> {
        let mut start = 0;
        let mut last = None;
        for inline in self.0 {
            let Inline::Text(text) = inline else {
                start += 1;
                continue;
            };
            let within = at.checked_sub(start).and_then(|at| text.text.get(..at));
            let before = within.map_or(0, |before| before.chars().count());
            last = text.origins.at(before, sources).or_else(|| text.origin());
            start += text.text.len();
            if at < start {
                return last;
            }
        }
        last
    }
}

/// The lines that speak: all but those of letterheads and of the heads of appendices.
pub(crate) fn of_body(document: &Document) -> Vec<Line<'_>> {
    let mut all = Vec::new();
    let skipped =
        |kind: &BlockKind| matches!(kind, BlockKind::Letterhead(_) | BlockKind::Appendix { .. });
    for block in document.blocks.iter().filter(|block| !skipped(&block.kind)) {
        block.each_line(&mut |line| all.push(Line(line)));
    }
    all
}
