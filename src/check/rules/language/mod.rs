//! Language (ngôn ngữ): the rules `NN…`, a file each.

mod doubled_phrase;
mod doubled_word;
mod impossible;
mod keys_left;
mod names;
mod odd_words;
mod phrases;
mod seams;
mod syllable;
mod typed;
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
];
