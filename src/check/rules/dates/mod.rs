//! Dates (ngày tháng): the rules `NT…`, a file each.

mod acts;
mod basis;
mod closing;
mod impossible;
mod order;
mod pairs;
mod results;
mod span;
mod symbol_year;
mod weekday;
mod years;
mod zeros;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &impossible::RULE,
    &weekday::RULE,
    &span::RULE,
    &order::RULE,
    &basis::RULE,
    &closing::RULE,
    &results::RULE,
    &zeros::RULE,
    &symbol_year::RULE,
];
