//! Form (thể thức, Phụ lục I): the rules `TT…`, a file each.

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[];
