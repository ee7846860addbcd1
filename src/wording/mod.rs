//! Words that are not what their writer saw: text that came through the wrong code, and letters of
//! other alphabets among Latin ones.
//!
//! In: a line of text. Out: the words in it that are such. What Vietnamese syllables and the old codes
//! look like is data: `templates/writing.yaml`. `check` tells of them.

pub(crate) mod alphabets;
pub(crate) mod codes;
pub(crate) mod lines;
mod syllable;

use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The shape of Vietnamese syllables and of the old codes: `writing.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Writing {
    initials: Vec<String>,
    vowels: Vec<String>,
    finals: Vec<String>,
    closing_vowels: Vec<String>,
    tcvn3: BTreeMap<char, char>,
    vni_marks: BTreeMap<char, String>,
    vni_letters: BTreeMap<char, char>,
    alike: BTreeMap<char, char>,
    not_d: BTreeMap<char, char>,
    /// Every vowel with every final, put together when a word is first looked up.
    #[serde(skip)]
    rhymes: OnceLock<BTreeSet<String>>,
}

impl DataFile for Writing {
    const NAME: &'static str = "writing.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/writing.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

impl Writing {
    /// The program's own, read when it is first asked for.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Writing>> = OnceLock::new();
        // A test reads the file; it is part of the program.
        SHARED.get_or_init(|| Self::builtin().ok()).as_ref()
    }

    /// The letter that a sign stands for in TCVN3.
    pub(crate) fn tcvn3(&self, sign: char) -> Option<char> {
        self.tcvn3.get(&sign).copied()
    }

    /// The marks over and under a vowel that a small sign behind it stands for in VNI.
    pub(crate) fn vni_mark(&self, sign: char) -> Option<&str> {
        self.vni_marks.get(&sign).map(String::as_str)
    }

    /// The small letter that a small sign stands for in VNI.
    pub(crate) fn vni_letter(&self, sign: char) -> Option<char> {
        self.vni_letters.get(&sign).copied()
    }

    /// Tells whether a word could be a Vietnamese syllable.
    pub(crate) fn is_syllable(&self, word: &str) -> bool {
        syllable::is_syllable(word, self)
    }
}

#[cfg(test)]
mod tests;
