//! Words beside what is drawn: how wide they are, where they stand without covering one another.

use super::scene::{Shape, Tint};
use crate::font::{Face, FaceId, FontSet};

/// Measures words in the upright face.
#[derive(Clone, Copy)]
pub(super) struct Pen<'f> {
    face: &'f Face,
    /// Size in points.
    pub(super) size: f64,
}

impl<'f> Pen<'f> {
    pub(super) fn new(fonts: &'f FontSet, size: f64) -> Self {
        let face = fonts.face(FaceId::Regular);
        Self { face, size }
    }

    /// The same face in another size.
    pub(super) fn sized(self, size: f64) -> Self {
        Self { size, ..self }
    }

    pub(super) fn width(&self, text: &str) -> f64 {
        self.face.width(text, self.size)
    }

    pub(super) fn ascent(&self) -> f64 {
        self.face.ascent(self.size)
    }

    /// From line to line.
    pub(super) fn height(&self) -> f64 {
        self.face.ascent(self.size) + self.face.descent(self.size)
    }

    /// Words whose baseline begins at a place.
    pub(super) fn words(&self, at: (f64, f64), text: &str, colour: Tint) -> Shape {
        Shape::Words {
            at,
            size: self.size,
            turned: 0.0,
            colour,
            text: text.to_owned(),
        }
    }

    /// A text in lines no wider than the room where its words let it; none where it takes too many lines or
    /// a word is wider.
    pub(super) fn wrapped(&self, text: &str, room: f64, most: usize) -> Option<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            if self.width(word) > room {
                return None;
            }
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}")) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        (lines.len() <= most).then_some(lines)
    }

    /// A text cut to a room, with a sign that it was.
    pub(super) fn cut(&self, text: &str, room: f64) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.chars().collect();
        loop {
            kept.pop();
            let line: String = kept.iter().collect();
            let line = format!("{}…", line.trim_end());
            if kept.is_empty() || self.width(&line) <= room {
                return line;
            }
        }
    }
}

/// A rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn corners(&self) -> Vec<(f64, f64)> {
        vec![
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        ]
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }
}

/// Words that are put only where they cover nothing.
pub(super) struct Labels {
    /// Where they may stand.
    room: Area,
    taken: Vec<Area>,
}

impl Labels {
    pub(super) fn new(room: Area) -> Self {
        Self {
            room,
            taken: Vec::new(),
        }
    }

    /// Takes a place that words must not cover.
    pub(super) fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Words in the middle over `x`, standing on `bottom`; none where that is taken.
    pub(super) fn above(
        &mut self,
        pen: Pen<'_>,
        text: &str,
        (x, bottom): (f64, f64),
    ) -> Option<Shape> {
        let half = pen.width(text) / 2.0;
        let area = Area {
            left: x - half - 0.8,
            right: x + half + 0.8,
            top: bottom - pen.height(),
            bottom,
        };
        if !self.room.holds(&area) || self.taken.iter().any(|taken| taken.meets(&area)) {
            return None;
        }
        self.taken.push(area);
        let baseline = area.top + pen.ascent();
        Some(pen.words((x - half, baseline), text, Tint::BLACK))
    }
}
