//! Pictures and charts in the text and over it.

use super::{BoxSize, Chart, ChartLook, Image, Picture, Twips};
use std::sync::Arc;

/// Something drawn, and how it stands to the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawing {
    /// A picture that floats over the text and takes no room in it.
    Floating(FloatingPicture),
    /// An illustration, alone in its paragraph: its height is that of the only line.
    Standing(Illustration),
}

/// An illustration of the body (hình, biểu đồ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illustration {
    /// The drawing itself.
    pub graphic: Graphic,
    /// The words for those who do not see it.
    pub description: String,
    /// Size in print.
    pub size: BoxSize,
}

/// The sorts of illustrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Graphic {
    /// A picture from a file.
    Image(Image),
    /// A chart, and how it looks.
    Chart(Arc<Chart>, Arc<ChartLook>),
}

impl Graphic {
    /// A digest of what is drawn: what is alike has the same.
    pub(crate) fn digest(&self) -> [u8; 32] {
        match self {
            Self::Image(image) => image.digest(),
            Self::Chart(chart, _) => chart.digest(),
        }
    }
}

/// A picture with its place over the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloatingPicture {
    /// The picture.
    pub picture: Picture,
    /// The words for those who do not see it.
    pub description: String,
    /// From the left edge of the column (in a table: of the cell's text) to the picture's.
    pub across: Twips,
    /// From the top of the paragraph, where the space above its text begins, down to the picture's
    /// upper edge.
    pub down: Twips,
    /// Size in print.
    pub size: BoxSize,
}
