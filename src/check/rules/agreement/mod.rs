//! Agreement (nhất quán): the rules `NQ…`, a file each.

mod abbreviations;
mod agency;
mod capitals;
mod cursor;
mod former_units;
mod references;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &references::RULE,
    &agency::RULE,
    &abbreviations::RULE,
    &capitals::RULE,
    &former_units::RULE,
];
