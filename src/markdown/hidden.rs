//! Characters that Markdown does not know in place of those that it may.
//!
//! A value that is put into a text is data, whatever it looks like. Its signs and its blanks at the
//! edges go through the Markdown parser as characters of a private plane, one for one, so that every
//! place stays what it is; afterwards they are themselves again.

use std::{borrow::Cow, ops::RangeInclusive};

/// Where the stand-ins begin.
const PLANE: u32 = 0xf_0000;
/// The stand-ins.
const STAND_INS: RangeInclusive<char> = '\u{f0000}'..='\u{f00ff}';
/// The byte that each of them begins with in UTF-8, and few other characters.
const FIRST_BYTE: u8 = 0xf3;

/// A line break inside a value.
pub(crate) const BREAK: char = '\u{f000a}';

/// The stand-in for a character; itself where it has none.
pub(crate) fn hidden(c: char) -> char {
    match u32::from(c) {
        code @ ..=0xff => char::from_u32(PLANE + code).unwrap_or(c),
        _ => c,
    }
}

/// A text with its stand-ins as the characters that they stand for.
pub(super) fn unhidden(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&FIRST_BYTE) {
        return Cow::Borrowed(text);
    }
    let character = |c: char| match STAND_INS.contains(&c) {
        true => char::from_u32(u32::from(c) - PLANE).unwrap_or(c),
        false => c,
    };
    Cow::Owned(text.chars().map(character).collect())
}
