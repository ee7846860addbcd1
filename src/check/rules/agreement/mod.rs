//! Agreement (nhất quán): the rules `NQ…`, a file each.

mod agency;
mod cursor;
mod references;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[&references::RULE, &agency::RULE];
