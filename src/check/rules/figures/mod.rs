//! Figures (số liệu): the rules `SL…`, a file each.

mod doubled_sign;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[&doubled_sign::RULE];
