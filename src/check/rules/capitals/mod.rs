//! Capitals (viết hoa, Phụ lục II): the rules `VH…`, a file each. Names come from the lists
//! `templates/check/viet-hoa-*.txt` by way of [`crate::check::reading::names`].

mod act;
mod body;
mod citation;
mod event;
mod feast;
mod foreign_abbreviation;
mod foreign_name;
mod honour;
mod landscape;
mod law;
mod lunar_year;
mod named;
mod new_year;
mod office;
mod own_name;
mod people;
mod person;
mod province;
mod region;
mod semicolon;
mod sentence;
mod special_name;
mod state;
#[cfg(test)]
mod tests;
mod unit_capital;
mod unit_name;
mod unit_number;
mod units;
mod weekday;
mod words;
mod work;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &sentence::RULE,
    &person::RULE,
    &foreign_name::RULE,
    &province::RULE,
    &unit_name::RULE,
    &unit_capital::RULE,
    &unit_number::RULE,
    &special_name::RULE,
    &landscape::RULE,
    &region::RULE,
    &body::RULE,
    &foreign_abbreviation::RULE,
    &people::RULE,
    &state::RULE,
    &honour::RULE,
    &office::RULE,
    &own_name::RULE,
    &feast::RULE,
    &act::RULE,
    &law::RULE,
    &citation::RULE,
    &lunar_year::RULE,
    &new_year::RULE,
    &weekday::RULE,
    &event::RULE,
    &work::RULE,
    &semicolon::RULE,
];
