//! What text is measured with.

use super::word::Habits;
use crate::font::FontSet;

/// The faces, and the habits of the program that will show the document.
#[derive(Clone, Copy)]
pub(super) struct Ruler<'f> {
    /// The faces that glyphs' widths are taken from.
    pub(super) fonts: &'f FontSet,
    /// How that program fills and sets lines.
    pub(super) habits: Habits,
}
