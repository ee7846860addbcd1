//! Figures (số liệu): the rules `SL…`, a file each.

mod column_total;
mod doubled_sign;
mod group_total;
mod missing_stops;
mod missing_unit;
mod one_digit;
mod percent_column;
mod product_column;
mod row_total;
mod separators;
mod table_fault;
mod typed_figure;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &doubled_sign::RULE,
    &separators::RULE,
    &missing_unit::RULE,
    &missing_stops::RULE,
    &one_digit::RULE,
    &column_total::RULE,
    &row_total::RULE,
    &group_total::RULE,
    &percent_column::RULE,
    &product_column::RULE,
    &typed_figure::RULE,
];
