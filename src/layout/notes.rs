//! The foot of a page: which notes stand on it, how much room they take, what is carried over.

use super::{inline::Metrics, ruler::Ruler, strip::Strip, word::SeparatorRoom};
use crate::sheet::{NoteId, NoteSettings, ParagraphFormat, RunFormat};
use std::ops::Range;

/// The line between text and notes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Separator {
    /// Left end, from the left margin.
    pub(super) x: f64,
    /// Length.
    pub(super) width: f64,
    /// From the top of the notes to the line.
    pub(super) y: f64,
    /// Room from the top of the notes to the first note, without `after`.
    height: f64,
    /// Space below.
    after: f64,
}

/// Thickness of the separator (measured: half a point).
pub(super) const SEPARATOR_THICKNESS: f64 = 0.5;

/// Where LibreOffice 25.2 draws the line in the height of a line of text (measured: 9.9 of 16.1 pt, 7.2 of 11.55 pt).
const LINE_IN_TEXT_LINE: f64 = 0.615;

impl Separator {
    /// From the sheet's settings, and the format of its text. Word makes the separator a paragraph of its own and
    /// draws it through the middle of its line; LibreOffice 7.4 takes 6.2 pt whatever the paragraph says, with
    /// the line in the middle: 5.5 pt type gives both nearly the same. LibreOffice 25.2 takes a line of the text.
    pub(super) fn new(settings: &NoteSettings, text: RunFormat, ruler: Ruler<'_>) -> Self {
        let NoteSettings {
            separator_width,
            separator,
            separator_run,
        } = settings;
        let ParagraphFormat {
            left,
            before,
            after,
            line,
            first_line,
            align: _,
            right: _,
            keep_next: _,
            keep_lines: _,
            widow_control: _,
            page_break_before: _,
            rule_below: _,
            frame: _,
            tabs: _,
        } = separator;
        let line_of = |run: RunFormat, line: u32| {
            let metrics = Metrics::of(run, ruler);
            ruler.habits.spaced(metrics.ascent + metrics.descent, line)
        };
        let (height, y) = match ruler.habits.separator {
            SeparatorRoom::Paragraph => {
                let line = line_of(*separator_run, *line);
                (before.points() + line, before.points() + line / 2.0)
            }
            SeparatorRoom::Always(height) => (height.points(), height.points() / 2.0),
            SeparatorRoom::TextLine => {
                let line = line_of(text, 240);
                (line, LINE_IN_TEXT_LINE * line)
            }
        };
        Self {
            x: (*left + *first_line).points(),
            width: separator_width.points(),
            y,
            height,
            after: after.points(),
        }
    }
}

/// Some lines of a note on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotePiece {
    /// The note.
    pub(super) note: NoteId,
    /// Its lines.
    pub(super) lines: Range<usize>,
}

/// The notes of one page.
#[derive(Debug, Clone, Default)]
pub(super) struct NoteArea {
    /// In order.
    pub(super) pieces: Vec<NotePiece>,
    /// Room taken with the separator.
    pub(super) height: f64,
    /// Space that the last piece wants below it, if another follows.
    below: f64,
    /// The pieces of notes that go to the next page.
    pub(super) carried: Vec<NotePiece>,
    /// A note goes on overleaf: it fills the page.
    full: bool,
}

impl NoteArea {
    /// Nothing more may stand on the page: a note goes on overleaf.
    pub(super) fn closed(&self) -> bool {
        self.full
    }

    /// Notes, or lines of one, go to the next page.
    pub(super) fn carries(&self) -> bool {
        !self.carried.is_empty()
    }

    /// Carries a whole note over, while its mark stays: the page may take more text.
    pub(super) fn leave(&mut self, note: NoteId, strip: &Strip) {
        self.carried.push(NotePiece {
            note,
            lines: 0..strip.len(),
        });
    }

    /// Space between the note before (or the separator) and a note from line `from`.
    pub(super) fn gap(&self, strip: &Strip, from: usize, separator: &Separator) -> f64 {
        let before = if from == 0 { strip.before } else { 0.0 };
        if self.pieces.is_empty() {
            separator.height + super::word::between(separator.after, before)
        } else {
            super::word::between(self.below, before)
        }
    }

    /// Adds a note from line `from`, of which at most `room` may be taken beyond what is taken
    /// now. What does not fit is carried over; `force` puts at least one line.
    pub(super) fn add(
        &mut self,
        (note, from): (NoteId, usize),
        strip: &Strip,
        room: f64,
        separator: &Separator,
        force: bool,
    ) {
        let whole = from..strip.len();
        if self.carries() {
            self.carried.push(NotePiece { note, lines: whole });
            return;
        }
        let gap = self.gap(strip, from, separator);
        let mut to = strip.fit(from, room - gap);
        if to == from && force {
            to = strip.force(from, room - gap);
        }
        if to > from {
            self.height += gap + strip.height(from..to);
            self.below = strip.extra + strip.after;
            self.pieces.push(NotePiece {
                note,
                lines: from..to,
            });
        }
        if to < strip.len() {
            self.full = true;
            self.carried.push(NotePiece {
                note,
                lines: to..strip.len(),
            });
        }
    }

    /// Tells whether the first lines of a note fit into `room`, and whether all of it does.
    pub(super) fn admits(&self, strip: &Strip, room: f64, separator: &Separator) -> Admits {
        if self.carries() {
            return Admits::Nothing;
        }
        let room = room - self.gap(strip, 0, separator);
        match strip.fit(0, room) {
            0 if strip.len() > 0 => Admits::Nothing,
            to if to == strip.len() => Admits::All,
            _ => Admits::Part,
        }
    }
}

/// How much of a note fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admits {
    /// Not even its first lines.
    Nothing,
    /// Its first lines.
    Part,
    /// All.
    All,
}

/// Where a mark stays whose note has no room, with a program that leaves marks
/// ([`super::word::Habits::leaves_marks`]).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stays {
    /// Nowhere.
    Never,
    /// Below other notes, where one more line would have room above them that ends there.
    Above(f64),
    /// In any room: in a row that is not cut.
    Always,
}
