//! How much of a line is used, counted as LibreOffice counts it ([`word::grains`]).
//!
//! Text is measured in pieces: what stands in one format without a no-break space or hyphen. Each
//! piece that is done takes whole twips; the last on the line is measured finer.

use super::{inline::Fragment, line, word};

/// A line being filled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pen<'f> {
    /// Pieces that are done, in twips.
    done: i64,
    /// The piece at the end, in grains.
    open: i64,
    /// Its characters.
    chars: i64,
    /// What was set last.
    before: Option<&'f Fragment<'f>>,
}

impl<'f> Pen<'f> {
    /// The pen after one more fragment.
    #[must_use]
    pub(super) fn after(self, fragment: &'f Fragment<'f>) -> Self {
        let mut pen = self;
        if self.before.is_some_and(|before| !joins(before, fragment)) {
            pen.done += word::piece(self.open);
            (pen.open, pen.chars) = (0, 0);
        }
        pen.done += word::twips(fragment.surplus);
        pen.open += fragment.grains;
        pen.chars += fragment.text.chars().count() as i64;
        pen.before = Some(fragment);
        pen
    }

    /// Whether the line may end here, `next` following, in a room of so many points.
    pub(super) fn fits(&self, next: Option<&Fragment<'_>>, room: f64) -> bool {
        let Some(last) = self.before else {
            return true;
        };
        let overhang = if last.apart {
            0.0
        } else {
            last.look.overhang()
        };
        let left = word::twips(room) - word::twips(overhang) - self.done;
        let piece_ends = next.is_none_or(|next| !joins(last, next));
        let height = word::twips(last.look.metrics.ascent + last.look.metrics.descent);
        word::fits(self.open, left, piece_ends.then_some(self.chars * height))
    }
}

/// Whether two neighbours are measured as one piece.
fn joins(a: &Fragment<'_>, b: &Fragment<'_>) -> bool {
    !a.apart && !b.apart && line::alike(a, b)
}
