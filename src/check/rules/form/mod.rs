//! Form (thể thức, Phụ lục I): the rules `TT…`, a file each.

mod bases;
mod cited_symbol;
mod order;
mod own_symbol;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &bases::signs::RULE,
    &bases::parts::RULE,
    &bases::order::RULE,
    &own_symbol::RULE,
    &cited_symbol::RULE,
    &order::RULE,
];
