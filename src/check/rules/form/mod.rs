//! Form (thể thức, Phụ lục I): the rules `TT…`, a file each.

mod addressees;
mod appendices;
mod archive;
mod bases;
mod capacity;
mod cited_symbol;
mod empty_heading;
mod ending;
mod first_citation;
mod heading_form;
mod last_page;
mod measures;
mod order;
mod own_symbol;
mod recipients;
mod signed_name;
mod subject;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &bases::signs::RULE,
    &bases::parts::RULE,
    &bases::order::RULE,
    &own_symbol::RULE,
    &cited_symbol::RULE,
    &first_citation::RULE,
    &order::RULE,
    &heading_form::RULE,
    &empty_heading::RULE,
    &capacity::RULE,
    &signed_name::RULE,
    &archive::RULE,
    &addressees::RULE,
    &recipients::RULE,
    &ending::RULE,
    &subject::RULE,
    &appendices::RULE,
    &measures::RULE,
    &last_page::RULE,
];

/// The rule that tells of what the message of another stage tells, by its code.
pub(super) fn takes_over(code: &str) -> Option<&'static Rule> {
    match code {
        measures::TAKEN_OVER => Some(&measures::RULE),
        code if appendices::TAKEN_OVER.contains(&code) => Some(&appendices::RULE),
        _ => None,
    }
}
