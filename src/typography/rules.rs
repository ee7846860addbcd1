//! The data, and what words are by it.

use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A gap to be filled in stands for a number.
pub(super) const BLANK: char = '\u{e000}';
/// A symbol's piece is short: NĐ, HĐND, UBMTTQVN.
const LONGEST_ABBREVIATION: usize = 10;
/// No number below LXXXVIII has more letters, and laws have fewer chapters.
const LONGEST_ROMAN: usize = 7;

/// Which words and numbers stay on one line: `typography.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    before_number: Words,
    before_letter: Words,
    letters: Words,
    after_number: Words,
    phrases: Vec<Phrase>,
    title_phrases: Vec<Phrase>,
    title_leads: Words,
    title_units: Vec<Phrase>,
}

/// Words that read as one.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
struct Phrase(Vec<String>);

impl From<String> for Phrase {
    fn from(phrase: String) -> Self {
        Self(phrase.split(' ').map(str::to_owned).collect())
    }
}

/// Words to be looked up without regard to case.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
struct Words(BTreeSet<String>);

impl From<Vec<String>> for Words {
    fn from(words: Vec<String>) -> Self {
        Self(words.iter().map(|word| word.to_lowercase()).collect())
    }
}

impl Words {
    fn has(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }
}

impl DataFile for Rules {
    const NAME: &'static str = "typography.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/typography.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

impl Rules {
    /// Tells whether `number` is the number of `word`. `before` is the word before, for words like
    /// `Phụ lục`.
    pub(super) fn is_numbered(&self, before: Option<&str>, word: &str, number: &str) -> bool {
        let number = bare(number);
        // What the number is tells at once of most words that there is none.
        let is_number = starts_number(number) || is_roman(number);
        let is_letter = self.letters.0.contains(number);
        if !is_number && !is_letter {
            return false;
        }
        let word = opened(word);
        let word = word.strip_suffix(':').unwrap_or(word);
        let of_number = || {
            self.before_number.has(word)
                || before.is_some_and(|first| {
                    self.before_number.has(&format!("{} {word}", opened(first)))
                })
        };
        (is_number && of_number()) || (is_letter && self.before_letter.has(word))
    }

    /// Tells whether `unit` is the unit of what `number` counts.
    pub(super) fn is_unit(&self, number: &str, unit: &str) -> bool {
        // đồng/7.942.500.000
        let number = match number.rsplit_once('/') {
            Some((before, number)) if before.ends_with(|c: char| c.is_alphabetic() || c == '%') => {
                number
            }
            _ => number,
        };
        if !ends_number(number) {
            return false;
        }
        let unit = bare(unit);
        let end = unit
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '‰' | '°'))
            .unwrap_or(unit.len());
        self.after_number.has(&unit[..end])
    }

    /// The number of words of the phrase that these words start with; 0 where none.
    pub(super) fn phrase(&self, words: &[&str]) -> usize {
        let starts = |Phrase(phrase): &&Phrase| {
            let Some((last, lead)) = phrase.split_last() else {
                return false;
            };
            let lead_is = |(part, word): (&String, &&str)| part == opened(word);
            words.len() > lead.len()
                && lead.iter().zip(words).all(lead_is)
                && last == bare(words[lead.len()])
        };
        let found = self.phrases.iter().find(starts);
        found.map_or(0, |Phrase(phrase)| phrase.len())
    }
}

impl Rules {
    /// The number of words of the longest of the phrases of titles that these words start with,
    /// without regard to case; 0 where none.
    pub(super) fn title_phrase(&self, words: &[&str]) -> usize {
        self.title_phrases(words).max().unwrap_or(0)
    }

    /// The numbers of words of all phrases of titles that these words start with.
    pub(super) fn title_phrases(&self, words: &[&str]) -> impl Iterator<Item = usize> {
        starting(&self.title_phrases, words)
    }

    /// The number of words, at the start of these, that say what a name behind them is of (`thành phố`); 0 where
    /// none do.
    pub(super) fn title_unit(&self, words: &[&str]) -> usize {
        starting(&self.title_units, words).max().unwrap_or(0)
    }

    /// Tells whether a word of a title leads on to the next one, so that no line should end with it.
    pub(super) fn leads_on(&self, word: &str) -> bool {
        self.title_leads.has(opened(word))
    }
}

/// The numbers of words of the phrases that some words start with, without regard to case.
fn starting(phrases: &[Phrase], words: &[&str]) -> impl Iterator<Item = usize> {
    let alike = |part: &str, word: &str| {
        let mut lower = word.chars().flat_map(char::to_lowercase);
        part.chars().all(|c| lower.next() == Some(c)) && lower.next().is_none()
    };
    let starts = move |Phrase(phrase): &&Phrase| {
        let Some((last, lead)) = phrase.split_last() else {
            return false;
        };
        words.len() > lead.len()
            && lead
                .iter()
                .zip(words)
                .all(|(part, word)| alike(part, opened(word)))
            && alike(last, bare(words[lead.len()]))
    };
    let found = phrases.iter().filter(starts);
    found.map(|Phrase(phrase)| phrase.len())
}

/// Without what a sentence puts around a word.
pub(super) fn bare(word: &str) -> &str {
    opened(word).trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…') || is_close(c)
    })
}

pub(super) fn opened(word: &str) -> &str {
    word.trim_start_matches(['(', '[', '"', '“', '‘', '\'', '«'])
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '’' | '\'' | '»')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == BLANK
}

/// `5`, `5a`, `2021-2025`, `14-CTr/ĐU`.
fn starts_number(word: &str) -> bool {
    word.starts_with(is_digit)
}

/// `5`, `-5,41`, `(40/454`: nothing but figures to the end.
pub(super) fn ends_number(word: &str) -> bool {
    let word = opened(word).trim_start_matches(['-', '+', '−', '–', super::NO_BREAK_HYPHEN]);
    word.starts_with(is_digit)
        && word.ends_with(is_digit)
        && word
            .chars()
            .all(|c| is_digit(c) || matches!(c, '.' | ',' | '/' | '-' | '–' | ':'))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= LONGEST_ROMAN && word.bytes().all(|b| b"IVXLC".contains(&b))
}

/// `14-CTr/ĐU`, `30/2020/NĐ-CP`, `QĐ-UBND`: numbers and abbreviations between `/` and `-`.
pub(super) fn is_symbol(word: &str) -> bool {
    let word = bare(word).trim_start_matches(['…', '.', '_']);
    let mut pieces = word.split(['/', '-']).peekable();
    // `…/KH-UBND` has no number yet.
    pieces.next_if(|piece| piece.is_empty());
    let mut abbreviations = 0;
    for piece in pieces {
        if is_abbreviation(piece) {
            abbreviations += 1;
        } else if !starts_number(piece)
            || !piece.chars().all(|c| is_digit(c) || c.is_alphanumeric())
        {
            return false;
        }
    }
    abbreviations > 0
}

/// `NĐ`, `CTr`, `HĐND`, `QH15`.
fn is_abbreviation(piece: &str) -> bool {
    let upper = piece.chars().filter(|c| c.is_uppercase()).count();
    let all = piece.chars().count();
    piece.starts_with(char::is_uppercase)
        && piece.chars().all(|c| c.is_alphanumeric() || c == '&')
        && (upper >= 2 || all == 1)
        && all <= LONGEST_ABBREVIATION
}
