//! Figures (số liệu): the rules `SL…`, a file each.

mod column_total;
mod doubled_sign;
mod group_total;
mod percent_column;
mod product_column;
mod row_total;
mod table_fault;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &doubled_sign::RULE,
    &column_total::RULE,
    &row_total::RULE,
    &group_total::RULE,
    &percent_column::RULE,
    &product_column::RULE,
];
