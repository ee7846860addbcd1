//! The signs that stand inside the strings that go through tera.
//!
//! tera carries strings and nothing beside them. What must be known of a part of one (which line it
//! stood on, which tag printed it, which number it is) has to stand in it: a filter's value is joined
//! to others (`a ~ b`), kept in lists, sorted and compared before it is printed, so no place beside
//! the string would still fit it. Lines are marked in the same way, since tera copies a text far faster
//! than it calls a function for each of its lines. Whether something is wrong does not go this way: that is told by
//! [`super::guard::Answer`].
//!
//! All signs are control characters, for this one use: they tell of a part of a string what the string
//! cannot say. None of them comes from outside: YAML, JSON and tables refuse control characters where
//! they are read, and the guard refuses them in a template. None gets out: `carried`, `data` and
//! `unmark` take them away where the string leaves tera.

/// Before the first character of a text's line: then the index of the line's mark, then
/// [`LINE_END`].
pub(super) const LINE: char = '\u{1}';
/// Ends a line's mark.
pub(super) const LINE_END: char = '\u{2}';
/// On a line of block tags alone. Such a line prints nothing, not even its line break: a loop around
/// the rows of a Markdown table must not tear them apart.
pub(super) const DROP: char = '\u{3}';

/// Before a number: its digits as a machine writes them, [`SHOWN`], what is printed of it,
/// [`NUMBER_END`].
pub(super) const NUMBER: char = '\u{4}';
/// Ends a number.
pub(super) const NUMBER_END: char = '\u{5}';
/// Between the digits of a number and what is printed of it.
pub(super) const SHOWN: char = '\u{6}';

/// Before a value, and behind a literal inside one.
pub(super) const DATA: char = '\u{e}';
/// Behind a value, and before a literal inside one.
pub(super) const DATA_END: char = '\u{f}';
/// A value that was left blank; then the offset of its tag, then [`OFFSET_END`].
pub(super) const HOLE: char = '\u{10}';
/// Ends an offset.
pub(super) const OFFSET_END: char = '\u{11}';
/// A number of a cell that is shown as it stands, with a point; then as behind [`HOLE`].
pub(super) const POINTED: char = '\u{12}';
/// Before what a tag prints; then as behind [`HOLE`].
pub(super) const TAG: char = '\u{13}';
/// Behind what a tag prints.
pub(super) const TAG_END: char = '\u{14}';

/// Where a template holds what may be a sign: any control character but tabs and line ends.
pub(super) fn first_in(template: &str) -> Option<usize> {
    let is_control = |b: u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r');
    template.bytes().position(is_control)
}
