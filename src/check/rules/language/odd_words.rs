//! The words of a document that are no Vietnamese syllables, looked through once for the rules on them.

use super::syllable::{self, Impossible};
use super::typed;
use crate::check::Reading;
use crate::check::lists::List;
use crate::check::reading::{Glue, Passage, Role, Spelling, Word};
use crate::wording::{Writing, codes};
use std::collections::HashMap;

static LOANS: List = List::new(include_str!("../../../../templates/check/loan-words.txt"));

/// How many words around one are looked at for marks.
const AROUND: usize = 3;

/// What is odd about a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Odd {
    /// Keys that a typing program left as they are, and the word that they were for.
    Keys(String),
    /// Letters or tone that no syllable has.
    Impossible(Impossible),
}

/// The odd words of a passage with their places in its row. `known` has the words that were looked at
/// before.
pub(super) fn of<'p>(
    reading: &'p Reading<'_>,
    passage: &'p Passage<'_>,
    known: &mut HashMap<&'p str, bool>,
) -> Vec<(&'p Word, Odd)> {
    let mut found = Vec::new();
    if matches!(passage.role, Role::Name(_)) {
        return found;
    }
    let row = passage.row();
    for (at, word) in row.iter().enumerate() {
        if word.is_number || word.is_part {
            continue;
        }
        let said = passage.said(word);
        let is_right = *known.entry(said).or_insert_with(|| is_right(said));
        if is_right || !is_small(passage, word) {
            continue;
        }
        if let Some(odd) = odd(said)
            && fits(passage, at, &odd)
            && !reading.own_words.cover(passage, &passage.span(word, word))
        {
            found.push((word, odd));
        }
    }
    leave_garbled(passage, &mut found);
    found
}

/// Whether nothing is to be said about a word in small letters.
fn is_right(word: &str) -> bool {
    let is_vowel = |letter: &char| "aăâeêioôơuưy".contains(*letter);
    let Some(spelling) = Spelling::of(word) else {
        // Too long to be one syllable, or with letters of other languages.
        return word.is_ascii() || !word.chars().all(is_vietnamese);
    };
    let letters = spelling.letters();
    let is_short = letters.len() < 2 || letters.len() < 4 && !letters.iter().any(is_vowel);
    is_short || syllable::fault(&spelling).is_none() || LOANS.has(word)
}

fn is_vietnamese(letter: char) -> bool {
    Spelling::of(letter.encode_utf8(&mut [0; 4])).is_some()
}

/// Whether a word has no capital, or one in front of what is surely keys. Names of peoples, places and
/// persons follow no rule of syllables.
fn is_small(passage: &Passage<'_>, word: &Word) -> bool {
    let mut letters = passage.written(word).chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    !letters.any(char::is_uppercase) && (!first || typed::is_surely_telex(passage.said(word)))
}

/// What is odd about a word that is no syllable.
fn odd(word: &str) -> Option<Odd> {
    if let Some(meant) = typed::telex(word) {
        return Some(Odd::Keys(meant));
    }
    let Some(spelling) = Spelling::of(word) else {
        return syllable::run_together(word).map(|_| Odd::Impossible(Impossible::Letters));
    };
    let fault = syllable::fault(&spelling)?;
    // Without any mark it may be a foreign word, if it is not Vietnamese but for one thing.
    let is_near = fault != Impossible::Letters || syllable::meant(&spelling).is_some();
    (!word.is_ascii() || is_near).then_some(Odd::Impossible(fault))
}

/// Whether a word without marks stands among Vietnamese words, not in a foreign phrase, in quotation
/// marks or in a text that has no marks at all.
fn fits(passage: &Passage<'_>, at: usize, odd: &Odd) -> bool {
    let row = passage.row();
    let Some(word) = row.get(at) else {
        return false;
    };
    if !passage.said(word).is_ascii() {
        return true;
    }
    if passage.is_quoted(passage.span(word, word).start) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|at| row.get(at));
    let before = before.filter(|_| word.glue == Glue::Space);
    let behind = row.get(at + 1).filter(|next| next.glue == Glue::Space);
    let is_foreign = |word: &&Word| {
        let said = passage.said(word);
        !word.is_number && said.is_ascii() && !syllable::is_syllable(said)
    };
    let foreign = before.filter(is_foreign).is_some() || behind.filter(is_foreign).is_some();
    match odd {
        Odd::Keys(_) => !foreign || has_many_keys(passage),
        Odd::Impossible(_) => !foreign && has_marks_around(passage, at),
    }
}

/// Whether some of the words around one have marks: the text is Vietnamese.
fn has_marks_around(passage: &Passage<'_>, at: usize) -> bool {
    let row = passage.row();
    let around = row.get(at.saturating_sub(AROUND)..(at + AROUND + 1).min(row.len()));
    let mut words = around.unwrap_or_default().iter();
    words.any(|word| !passage.said(word).is_ascii())
}

/// Whether several words of a passage are keys of a typing program: then its neighbours are, too.
fn has_many_keys(passage: &Passage<'_>) -> bool {
    let words = passage
        .row()
        .iter()
        .filter(|word| !word.is_number && !word.is_part);
    let keys = words.filter(|word| {
        let said = passage.said(word);
        said.is_ascii() && !is_right(said) && typed::telex(said).is_some()
    });
    keys.take(3).count() == 3
}

/// Takes out what is text of an old code, of which another rule tells.
fn leave_garbled(passage: &Passage<'_>, found: &mut Vec<(&Word, Odd)>) {
    if found.is_empty() {
        return;
    }
    let Some(writing) = Writing::shared() else {
        return;
    };
    let garbled = codes::garbled(&passage.text, writing);
    found.retain(|(word, _)| {
        let start = passage.span(word, word).start;
        !garbled.iter().any(|garbled| garbled.range.contains(&start))
    });
}
