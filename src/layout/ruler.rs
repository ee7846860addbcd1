//! The faces and the program's habits that text is measured by.

use super::word::Habits;
use crate::diagnostic::Source;
use crate::font::FontSet;
use std::sync::Arc;

/// The faces, and the habits of the program that will show the document.
#[derive(Clone, Copy)]
pub(super) struct Ruler<'f> {
    /// The faces that glyphs' widths are taken from.
    pub(super) fonts: &'f FontSet,
    /// How that program fills and sets lines.
    pub(super) habits: Habits,
    /// The files that the sheet's origins count; none where nobody asks for places.
    pub(super) sources: &'f [Arc<Source>],
}
