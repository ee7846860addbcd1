//! How much of a line is used, counted as the program counts it that will show the document.
//!
//! Word adds exact widths. LibreOffice measures text in pieces, which are what stands in one format
//! without a no-break space or hyphen ([`word::grains`]): each piece that is done takes whole twips, the
//! last on the line is measured finer.

use super::{
    inline::Fragment,
    line,
    word::{self, Habits},
};

/// A line being filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen<'f> {
    habits: Habits,
    /// Exact width of all text, in points.
    width: f64,
    /// Width of the blanks in it that justification changes.
    blanks: f64,
    /// Pieces that are done, in twips.
    done: i64,
    /// The piece at the end, in grains.
    open: i64,
    /// Its characters.
    chars: i64,
    /// The fragment that was set last.
    before: Option<&'f Fragment<'f>>,
}

impl<'f> Pen<'f> {
    /// A pen at the beginning of a line.
    pub(super) fn new(habits: Habits) -> Self {
        Self {
            habits,
            width: 0.0,
            blanks: 0.0,
            done: 0,
            open: 0,
            chars: 0,
            before: None,
        }
    }

    /// The pen after one more fragment.
    #[must_use]
    pub(super) fn after(self, fragment: &'f Fragment<'f>) -> Self {
        let mut pen = self;
        pen.width += fragment.width;
        if fragment.blanks() > 0 {
            pen.blanks += fragment.width;
        }
        if self.habits.rounds_advances {
            if self.before.is_some_and(|before| !joins(before, fragment)) {
                pen.done += word::piece(self.open);
                (pen.open, pen.chars) = (0, 0);
            }
            if fragment.apart {
                pen.done += word::twips(self.overhang(fragment));
            }
            pen.open += fragment.grains;
            pen.chars += fragment.text.chars().count() as i64;
        }
        pen.before = Some(fragment);
        pen
    }

    /// Tells whether the line may end here, `next` following, in a room of so many points.
    pub(super) fn fits(&self, next: Option<&Fragment<'_>>, room: f64) -> bool {
        let Some(last) = self.before else {
            return true;
        };
        if !self.habits.rounds_advances {
            return self.width <= room + word::WIDTH_SLACK;
        }
        let overhang = if last.apart { 0.0 } else { self.overhang(last) };
        let left = word::twips(room) - word::twips(overhang) - self.done;
        let piece_ends = next.is_none_or(|next| !joins(last, next));
        let height = word::twips(last.look.metrics.ascent + last.look.metrics.descent);
        word::fits(self.open, left, piece_ends.then_some(self.chars * height))
    }

    /// Width of the blanks so far that justification changes, in points.
    pub(super) fn blanks(&self) -> f64 {
        self.blanks
    }

    /// Tells whether the line ends here, its `blanks` squeezed into a room of so many points, rather than
    /// `without` what was added last.
    pub(super) fn squeezes(&self, blanks: f64, without: &Self, room: f64) -> bool {
        let shrink = (self.width - room) / blanks;
        let stretch = (room - without.width) / without.blanks;
        blanks > 0.0 && without.blanks > 0.0 && self.habits.squeezes(shrink, stretch)
    }

    /// Tells whether further pieces may be squeezed into the line after one was.
    pub(super) fn squeezes_on(&self) -> bool {
        self.habits.squeezes_on()
    }

    /// The room that a fragment wants beyond its width, in points.
    fn overhang(&self, fragment: &Fragment<'_>) -> f64 {
        let look = fragment.look;
        if self.habits.italics_want_room && look.is_italic() {
            word::italic_surplus(look.metrics.ascent + look.metrics.descent)
        } else {
            0.0
        }
    }
}

/// Tells whether two neighbours are measured as one piece.
fn joins(a: &Fragment<'_>, b: &Fragment<'_>) -> bool {
    !a.apart && !b.apart && line::alike(a, b)
}
