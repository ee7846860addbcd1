//! The office's own words (`tu_dien`): names, abbreviations and terms that are right though no rule
//! knows them.

use super::passage::Passage;
use crate::yaml::Text;
use std::collections::HashSet;
use std::ops::Range;

/// Own words in small letters, with single spaces between the words of one entry.
#[derive(Debug, Default)]
pub(crate) struct OwnWords {
    entries: HashSet<String>,
    /// Those of several words.
    phrases: Vec<String>,
}

impl OwnWords {
    /// The entries of a document. One line may hold several, with commas or semicolons between them.
    pub(super) fn of(texts: &[Text]) -> Self {
        let entries = texts.iter().flat_map(|text| text.text.split([',', ';']));
        let entries = entries.map(|entry| {
            let words: Vec<&str> = entry.split_whitespace().collect();
            words.join(" ").to_lowercase()
        });
        let entries: HashSet<String> = entries.filter(|entry| !entry.is_empty()).collect();
        let phrases = entries.iter().filter(|entry| entry.contains(' '));
        Self {
            phrases: phrases.cloned().collect(),
            entries,
        }
    }

    /// Tells whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Tells whether a word or phrase, in small letters, is an entry.
    pub(crate) fn has(&self, words: &str) -> bool {
        self.entries.contains(words)
    }

    /// Tells whether a part of a passage is an entry, or stands within one that is written there.
    pub(crate) fn cover(&self, passage: &Passage<'_>, range: &Range<usize>) -> bool {
        if self.is_empty() {
            return false;
        }
        let lower = passage.lower.as_str();
        lower.get(range.clone()).is_some_and(|part| self.has(part))
            || self
                .phrases
                .iter()
                .any(|phrase| stands_around(lower, phrase, range))
    }
}

/// Tells whether a phrase is written in a text around a part of it.
fn stands_around(text: &str, phrase: &str, part: &Range<usize>) -> bool {
    let first = part.end.saturating_sub(phrase.len());
    (first..=part.start).any(|at| {
        let rest = text.get(at..);
        rest.is_some_and(|rest| rest.starts_with(phrase)) && is_whole(text, at, phrase.len())
    })
}

/// Tells whether no letter or digit touches a part of a text.
fn is_whole(text: &str, start: usize, length: usize) -> bool {
    let touches = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let behind = text
        .get(start + length..)
        .and_then(|text| text.chars().next());
    !touches(before) && !touches(behind)
}
