//! Language (ngôn ngữ): the rules `NN…`, a file each.

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[];
