//! Capitals (viết hoa, Phụ lục II): the rules `VH…`, a file each.

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[];
