//! Figures (số liệu): the rules `SL…`, a file each.

mod amount_words;
mod announced;
mod change;
mod column_total;
mod count_words;
mod cut_ratio;
mod doubled_sign;
mod group_total;
mod list_count;
mod list_sum;
mod missing_stops;
mod missing_unit;
mod one_digit;
mod outcome;
mod part_over_whole;
mod parts;
mod percent_column;
mod product_column;
mod ratio;
mod reckon;
mod row_total;
mod scene;
mod sentence_count;
mod sentence_sum;
mod separators;
mod series;
mod spelled;
mod table_fault;
mod typed_figure;
mod wrong_difference;
mod wrong_growth;
mod wrong_multiple;
mod wrong_ratio;
mod wrong_share;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &wrong_ratio::RULE,
    &cut_ratio::RULE,
    &wrong_growth::RULE,
    &wrong_difference::RULE,
    &wrong_share::RULE,
    &wrong_multiple::RULE,
    &sentence_sum::RULE,
    &part_over_whole::RULE,
    &list_sum::RULE,
    &list_count::RULE,
    &sentence_count::RULE,
    &amount_words::RULE,
    &count_words::RULE,
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
