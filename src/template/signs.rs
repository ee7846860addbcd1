//! The signs that stand inside the strings that go through tera.
//!
//! tera carries strings and nothing beside them. What must be known of a part of one (which line it
//! stood on, which tag printed it, which number it is) has to stand in it: a filter's value is
//! joined to others (`a ~ b`), kept in lists, sorted and compared before it is printed, so no place
//! beside the string would still fit it. Lines are marked in the same way, since tera copies a text
//! far faster than it calls a function for each of its lines. Whether something is wrong does not
//! go this way: that is told by [`super::guard::Answer`].
//!
//! All signs are control characters, for this one use: they tell of a part of a string what the
//! string cannot say. None of them comes from outside: YAML, JSON and tables refuse control
//! characters where they are read, and the guard refuses them in a template. None gets out:
//! `carried`, `data` and `unmark` take them away where the string leaves tera.

/// Stands before the first character of a text's line; then come the index of the line's mark and
/// [`LINE_END`].
pub(super) const LINE: char = '\u{1}';
/// Ends a line's mark.
pub(super) const LINE_END: char = '\u{2}';
/// Stands on a line of block tags alone. Such a line prints nothing, not even its line break: a
/// loop around the rows of a Markdown table must not tear them apart.
pub(super) const DROP: char = '\u{3}';

/// Stands before a number; then come its digits as a machine writes them, [`SHOWN`], what is
/// printed of it, and [`NUMBER_END`].
pub(super) const NUMBER: char = '\u{4}';
/// Ends a number.
pub(super) const NUMBER_END: char = '\u{5}';
/// Stands between the digits of a number and what is printed of it.
pub(super) const SHOWN: char = '\u{6}';

/// Stands before a value, and behind a literal inside one.
pub(super) const DATA: char = '\u{e}';
/// Stands behind a value, and before a literal inside one.
pub(super) const DATA_END: char = '\u{f}';
/// Stands for a value that was left blank; then come the offset of its tag and [`OFFSET_END`].
pub(super) const HOLE: char = '\u{10}';
/// Ends an offset.
pub(super) const OFFSET_END: char = '\u{11}';
/// Stands before a number of a cell that is shown as it stands, with a point; the offset of its tag
/// follows as behind [`HOLE`].
pub(super) const POINTED: char = '\u{12}';
/// Stands before what a tag prints; the offset of the tag follows as behind [`HOLE`].
pub(super) const TAG: char = '\u{13}';
/// Ends what a tag prints.
pub(super) const TAG_END: char = '\u{14}';

/// Finds the first character of a template that may be a sign: a control character but tabs and
/// line ends.
pub(super) fn first_in(template: &str) -> Option<usize> {
    let is_control = |b: u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r');
    template.bytes().position(is_control)
}
