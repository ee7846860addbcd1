//! Word lists: their levels, and a paragraph's place in one.

use super::{ListId, Twips};

/// A paragraph's place in a Word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// The list.
    pub list: ListId,
    /// Level, from 0.
    pub level: u8,
    /// The mark as it prints: `1.`, `-`, `a)`. It stands at the first line's indent, a space
    /// after it, in the paragraph style's own run format.
    pub mark: String,
}

/// A list of its own count (a `w:num` with its `w:abstractNum`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDefinition {
    /// Levels from 0.
    pub levels: Vec<ListLevel>,
}

/// A level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLevel {
    /// How it counts.
    pub format: ListFormat,
    /// First number.
    pub start: u32,
    /// Indents of the level's paragraphs.
    pub left: Twips,
    /// First line, relative to `left`.
    pub first_line: Twips,
}

/// How a level counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFormat {
    /// This text each time.
    Bullet(String),
    /// Numbers.
    Decimal {
        /// Behind the number: `.` or `)`.
        suffix: String,
        /// With a zero in front of numbers below ten.
        padded: bool,
    },
    /// Vietnamese letters (a b c d đ e g …). Word counts Latin ones, which are the same but for đ and what
    /// comes after a letter that is left out.
    Letter {
        /// Behind the letter: `)`.
        suffix: String,
    },
    /// Whatever the items have: every item of such a level has a definition whose text is its mark.
    Fixed,
}
