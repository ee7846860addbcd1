//! The rules, a file each, by family.

mod agreement;
mod capitals;
mod dates;
mod figures;
mod form;
mod language;

use super::Rule;

/// Rules that keep silent at places where others have told something, and so look last.
pub(super) const LAST: [&str; 1] = ["NQ004"];

/// All families in the order in which they are listed.
pub(super) static ALL: [&[&Rule]; 6] = [
    figures::RULES,
    dates::RULES,
    language::RULES,
    capitals::RULES,
    form::RULES,
    agreement::RULES,
];

/// The rule that tells of what the message of another stage tells, by its code.
pub(super) fn takes_over(code: &str) -> Option<&'static Rule> {
    form::takes_over(code)
}
