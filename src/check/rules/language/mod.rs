//! Language (ngôn ngữ): the rules `NN…`, a file each.

mod bracket_space;
mod brackets;
mod dashes;
mod decomposed;
mod doubled_mark;
mod doubled_space;
mod i_or_y;
mod invisible;
mod look_alike;
mod old_code;
mod quotes;
mod source;
mod space_after;
mod space_before;
mod straight_quotes;
mod tone_mark;
mod two_words;
mod typed_no_break;
mod ways;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &decomposed::RULE,
    &look_alike::RULE,
    &invisible::RULE,
    &typed_no_break::RULE,
    &old_code::RULE,
    &space_before::RULE,
    &space_after::RULE,
    &doubled_mark::RULE,
    &doubled_space::RULE,
    &bracket_space::RULE,
    &brackets::RULE,
    &quotes::RULE,
    &tone_mark::RULE,
    &i_or_y::RULE,
    &two_words::RULE,
    &dashes::SIGN,
    &dashes::SPACE,
    &straight_quotes::RULE,
];
