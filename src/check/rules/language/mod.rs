//! Language (ngôn ngữ): the rules `NN…`, a file each.

mod bracket_space;
mod brackets;
mod dashes;
mod decomposed;
mod doubled_mark;
mod doubled_phrase;
mod doubled_space;
mod doubled_word;
mod fragment;
mod i_or_y;
mod impossible;
mod invisible;
mod keys_left;
mod look_alike;
mod names;
mod odd_words;
mod old_code;
mod phrases;
mod quotes;
mod seams;
mod source;
mod space_after;
mod space_before;
mod straight_quotes;
mod syllable;
mod tone_mark;
mod two_words;
mod typed;
mod typed_no_break;
mod ways;
mod wrong_words;

use crate::check::Rule;

/// In the order of their codes.
pub(super) static RULES: &[&Rule] = &[
    &doubled_word::RULE,
    &doubled_phrase::RULE,
    &impossible::RULE,
    &keys_left::RULE,
    &names::RULE,
    &wrong_words::RULE,
    &fragment::RULE,
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
