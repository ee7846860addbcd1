//! A YAML or JSON text to a tree of nodes that know where they stand: the *marked tree*.
//!
//! In: the bytes of a file. Out: its [`Source`](crate::diagnostic::Source) and
//! nodes (`tree::Node`), each with its byte range; scalars as [`Text`]s; and, in words for the
//! writer of the file, all that is not YAML or not of the form that a schema tells.
//! Not here: what any entry means. Whoever reads a file brings the schema of its entries.

pub(crate) mod comments;
pub(crate) mod edit;
mod foreign;
pub(crate) mod json;
pub(crate) mod meant;
pub(crate) mod names;
pub(crate) mod nearest;
pub(crate) mod shape;
mod slips;
pub(crate) mod source;
mod spans;
mod syntax;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod text;
pub(crate) mod tree;
pub(crate) mod typed;
pub(crate) mod unseen;
#[cfg(feature = "serve")]
pub(crate) mod within;

pub(crate) use unseen::{LINE_BREAK, clean};

use crate::diagnostic::Place;

/// A check stops after so many messages: more help nobody.
pub(crate) const MAX_REPORTED: usize = 20;

/// A text of the YAML with the place it came from.
///
/// For a block scalar (`|`, `>`) `place` covers the lines of the text, and line N of `text`
/// is line N of the place (folded scalars excepted).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The value in NFC, without control characters but newline.
    pub text: String,
    /// Where it stands. For block scalars the range starts at the first line of the text.
    pub place: Place,
    /// Characters of indentation that YAML took off each line (0 for plain and quoted scalars).
    pub indent: usize,
}
