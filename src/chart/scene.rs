//! The pieces that a chart is drawn of.
//!
//! Points (1/72 inch), origin at the top left corner of the chart, y downwards.

/// A chart drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// In the order of drawing: later ones lie on earlier ones.
    pub shapes: Vec<Shape>,
}

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tint(pub [u8; 3]);

/// A thing that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled polygon.
    Area {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Its colour.
        fill: Tint,
        /// Its outline.
        outline: Option<Stroke>,
    },
    /// A line from point to point.
    Path {
        /// At least two.
        points: Vec<(f64, f64)>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A line of text, upright face.
    Words {
        /// Where its baseline begins.
        at: (f64, f64),
        /// Size in points.
        size: f64,
        /// Turned so many degrees to the left.
        turned: f64,
        /// Its colour.
        colour: Tint,
        /// The text.
        text: String,
    },
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Tint,
    /// Its thickness in points.
    pub width: f64,
    /// Dashes and gaps in turn, in points; empty: unbroken.
    pub dashes: Vec<f64>,
}

impl Tint {
    /// Ink.
    pub const BLACK: Self = Self([0; 3]);
    /// Paper.
    pub const WHITE: Self = Self([255; 3]);
    /// The colour of lines behind the figures.
    pub(crate) const PALE: Self = Self([217; 3]);
    /// The colour of axes and outlines.
    pub(crate) const GREY: Self = Self([89; 3]);

    /// How light it looks, from 0 to 1.
    pub(super) fn light(self) -> f64 {
        let [red, green, blue] = self.0.map(f64::from);
        (0.299 * red + 0.587 * green + 0.114 * blue) / 255.0
    }

    /// The colour of words on it.
    pub(crate) fn ink(self) -> Self {
        if self.light() < 0.5 {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }
}

impl Stroke {
    /// An unbroken line.
    pub(super) fn plain(colour: Tint, width: f64) -> Self {
        Self {
            colour,
            width,
            dashes: Vec::new(),
        }
    }
}
