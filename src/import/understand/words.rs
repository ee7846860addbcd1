//! The words by which a typed document is understood: `import.yaml`.

use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `import.yaml`; every word in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(super) national: Vec<String>,
    pub(super) motto: Vec<String>,
    pub(super) resolutions: Vec<String>,
    pub(super) number: String,
    pub(super) about: Vec<String>,
    pub(super) units: Vec<String>,
    pub(super) draft: String,
    pub(super) draft_number: String,
    pub(super) deadline: String,
    pub(super) secrecy: BTreeMap<String, String>,
    pub(super) urgency: BTreeMap<String, String>,
    pub(super) circulation: Vec<String>,
    pub(super) date: DateWords,
    pub(super) no_kinds: Vec<String>,
    pub(super) letter_names: Vec<String>,
    pub(super) addressees: String,
    pub(super) bases: Vec<String>,
    pub(super) recipients: String,
    pub(super) archive: String,
    pub(super) capacities: Vec<String>,
    pub(super) parties: Vec<String>,
    pub(super) signing_hints: Vec<String>,
    pub(super) confirmation: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) appendix: Vec<String>,
    pub(super) reference: Vec<String>,
    pub(super) headings: Vec<String>,
    pub(super) caption: Vec<String>,
    pub(super) counts: Vec<String>,
    pub(super) picture: Vec<String>,
    pub(super) unit: Vec<String>,
    pub(super) totals: Vec<String>,
    pub(super) dashes: BTreeMap<String, usize>,
    pub(super) sentences: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateWords {
    pub(super) day: String,
    pub(super) month: String,
    pub(super) year: String,
}

impl DataFile for Words {
    const NAME: &'static str = "import.yaml";
    const BUILTIN: &'static str = include_str!("../../../templates/import.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

/// A text in small letters with one space between words: what is compared.
pub(super) fn small(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Tells whether a text is one of the phrases.
pub(super) fn is_one(text: &str, phrases: &[String]) -> bool {
    let text = small(text);
    phrases.contains(&text)
}

/// Tells whether a text begins with one of the phrases, as whole words where the phrase ends in a letter.
pub(super) fn begins(text: &str, phrases: &[String]) -> bool {
    let text = small(text);
    phrases.iter().any(|phrase| begins_with(&text, phrase))
}

fn begins_with(text: &str, phrase: &str) -> bool {
    let Some(rest) = text.strip_prefix(phrase) else {
        return false;
    };
    let ends_in_letter = phrase.ends_with(char::is_alphanumeric);
    !ends_in_letter || !rest.starts_with(char::is_alphanumeric)
}

/// What stands behind a phrase that a text begins with, whatever its case, without blanks and a colon.
pub(super) fn behind<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let text = text.trim_start();
    let mut rest = text;
    for wanted in phrase.chars() {
        let c = rest.chars().next()?;
        let same = c == wanted
            || c.to_lowercase().eq(wanted.to_lowercase())
            || c.is_whitespace() && wanted == ' ';
        if !same {
            return None;
        }
        rest = &rest[c.len_utf8()..];
    }
    if phrase.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(rest)
}

/// Tells whether a text has letters and all of them are capitals.
pub(super) fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() > 1 && !letters().any(char::is_lowercase)
}
