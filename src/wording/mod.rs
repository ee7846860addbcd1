//! Words of a document that are not what their writer saw: text that came through the wrong code,
//! and letters of other alphabets among Latin ones.
//!
//! In: [`Document`], whatever its text came from (fields, rows, templates). Out: warnings, each kind
//! once, at the first place. Nothing is changed. What Vietnamese syllables and the old codes look
//! like is data: `templates/writing.yaml`.

mod alphabets;
mod codes;
pub(crate) mod lines;
mod syllable;

use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Result, Source};
use crate::document::{Document, Origin};
use alphabets::Stranger;
use codes::Code;
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
    alike: String,
    not_d: String,
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

/// Looks through the words of a document and gives warnings about those in a wrong code or alphabet.
pub fn check(document: &Document, writing: &Writing) -> Vec<Diagnostic> {
    let mut found = Found::default();
    for line in lines::of(document) {
        found.line(line, &document.sources, writing);
    }
    found.tell(document)
}

/// The first place of a fault, how it shows there, and how many there are.
struct First {
    origin: Option<Origin>,
    shown: String,
    count: usize,
}

#[derive(Default)]
struct Found {
    codes: BTreeMap<Code, First>,
    strangers: BTreeMap<&'static str, (Stranger, First)>,
}

impl Found {
    fn line(&mut self, line: lines::Line<'_>, sources: &[Arc<Source>], writing: &Writing) {
        let text = line.text();
        // Most lines of a document in order have nothing to look at.
        if text.is_ascii() {
            return;
        }
        if let Some((code, word)) = codes::of(&text, writing) {
            let at = text.find(word).unwrap_or(0);
            let first = self.codes.entry(code).or_insert_with(|| First {
                origin: line.origin(at, sources),
                shown: word.to_owned(),
                count: 0,
            });
            first.count += 1;
            return;
        }
        for (at, word, stranger) in alphabets::strangers(&text, writing) {
            let entry = self.strangers.entry(stranger.alphabet);
            let (_, first) = entry.or_insert_with(|| {
                let first = First {
                    origin: line.origin(at, sources),
                    shown: word.to_owned(),
                    count: 0,
                };
                (stranger, first)
            });
            first.count += 1;
        }
    }

    fn tell(self, document: &Document) -> Vec<Diagnostic> {
        let more = |count: usize, what: &str| match count {
            0 | 1 => String::new(),
            count => format!(" (và {} {what} nữa)", count - 1),
        };
        let codes = self.codes.into_iter().map(|(code, first)| {
            let message = format!(
                "chữ ở đây là mã {}, in ra sẽ như “{}”{}",
                code.name(),
                first.shown,
                more(first.count, "dòng")
            );
            Diagnostic::warning("ma-chu", message)
                .at(document.place(first.origin))
                .help(code.help())
        });
        let strangers = self.strangers.into_values().map(|(stranger, first)| {
            let message = format!(
                "chữ “{}” (U+{:04X}) trong “{}” {}{}",
                stranger.letter,
                u32::from(stranger.letter),
                first.shown,
                stranger.words(),
                more(first.count, "chỗ")
            );
            Diagnostic::warning("chu-la", message)
                .at(document.place(first.origin))
                .help("gõ lại từ này bằng bộ gõ tiếng Việt, mã Unicode; để nguyên thì tìm kiếm, đối chiếu sẽ không thấy từ này")
        });
        codes.chain(strangers).collect()
    }
}

#[cfg(test)]
mod tests;
