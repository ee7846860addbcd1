//! Fixed names and set phrases, found as they should be or with one fault in them: a syllable missing,
//! doubled, out of place or misspelt.
//!
//! Every form that a phrase may take with such a fault is worked out once and looked up by its
//! syllables without marks, so a text costs one look-up a word where no phrase begins.

use crate::check::lists::entries;
use crate::check::reading::{Glue, Passage, Word, keys};
use std::collections::{HashMap, HashSet};

/// A name or phrase.
pub(super) struct Phrase {
    /// Its words as they are written, a dash before those that have one.
    written: Vec<(bool, &'static str)>,
    keys: Vec<u64>,
    bares: Vec<u64>,
    /// Whether it is a name, which has one right form alone.
    pub(super) is_name: bool,
}

impl Phrase {
    fn of(line: &'static str, is_name: bool) -> Self {
        let mut written = Vec::new();
        let mut dash = false;
        for word in line.split(' ') {
            if word == "-" {
                dash = true;
            } else {
                written.push((dash, word));
                dash = false;
            }
        }
        let all = written.iter().map(|(_, word)| keys(&word.to_lowercase()));
        let (keys, bares) = all.unzip();
        Self {
            written,
            keys,
            bares,
            is_name,
        }
    }

    /// As it should be written.
    pub(super) fn right(&self) -> String {
        let mut out = String::new();
        for (at, (dash, word)) in self.written.iter().enumerate() {
            out.push_str(if at == 0 {
                ""
            } else if *dash {
                " - "
            } else {
                " "
            });
            out.push_str(word);
        }
        out
    }

    /// Whether the syllable of this index is `và` and a dash stands in its place among some words.
    pub(super) fn is_dash_for_and(&self, at: usize, words: &[Word]) -> bool {
        let and = self.written.get(at).is_some_and(|(_, word)| *word == "và");
        and && words.get(at).is_some_and(|word| word.glue == Glue::Dash)
    }

    /// As it should be written in place of some words of a text: with their capitals.
    pub(super) fn in_place_of(&self, passage: &Passage<'_>, words: &[Word]) -> String {
        let there = |key: u64| words.iter().find(|word| word.key == key);
        let letters = |test: fn(char) -> bool| {
            let mut all = words.iter().flat_map(|word| passage.written(word).chars());
            all.all(test)
        };
        let (all_capitals, all_small) = (
            letters(|c| !c.is_lowercase()),
            letters(|c| !c.is_uppercase()),
        );
        let mut out = String::new();
        for (at, ((dash, word), key)) in self.written.iter().zip(&self.keys).enumerate() {
            out.push_str(if at == 0 {
                ""
            } else if *dash {
                " - "
            } else {
                " "
            });
            match there(*key) {
                Some(word) => out.push_str(passage.written(word)),
                None if all_capitals => out.push_str(&word.to_uppercase()),
                None if all_small => out.push_str(&word.to_lowercase()),
                None => out.push_str(word),
            }
        }
        out
    }
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A syllable of it is not there; its index.
    Missing(usize),
    /// A syllable stands there twice; its index.
    Doubled(usize),
    /// A syllable is missing, another stands there twice.
    MissingAndDoubled(usize),
    /// A syllable stands behind the next.
    Swapped(usize),
    /// A syllable is written with other letters or marks.
    Misspelt(usize),
}

/// A phrase in a row of words.
pub(super) struct Hit {
    /// The words that it takes.
    pub(super) first: usize,
    /// How many.
    pub(super) length: usize,
    /// Which phrase.
    pub(super) phrase: &'static Phrase,
    /// What is wrong with it.
    pub(super) fault: Fault,
}

/// A form that a phrase may take.
#[derive(Clone, Copy)]
struct Form {
    phrase: usize,
    fault: Option<Fault>,
}

/// All phrases with their forms.
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    /// Forms by their syllables without marks.
    forms: HashMap<u64, Vec<Form>>,
    /// Beginnings of forms, with the names that begin so.
    beginnings: HashMap<u64, Vec<usize>>,
    right: HashSet<usize>,
}

/// The number of a row of syllables that is one longer.
fn longer(row: u64, syllable: u64) -> u64 {
    (row.rotate_left(5) ^ syllable).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Phrases {
    /// The phrases of lists: names; set phrases; what is right though it looks like a fault in one of them.
    pub(super) fn of(names: &'static str, set: &'static str, right: &'static str) -> Self {
        let mut all = Self {
            phrases: Vec::new(),
            forms: HashMap::new(),
            beginnings: HashMap::new(),
            right: HashSet::new(),
        };
        for line in entries(names) {
            let (line, whole) = line
                .strip_prefix('~')
                .map_or((line, false), |line| (line.trim(), true));
            all.add(Phrase::of(line, true), !whole);
        }
        for line in entries(set) {
            all.add(Phrase::of(line, false), false);
        }
        for line in entries(right) {
            all.right.insert(all.phrases.len());
            let phrase = Phrase::of(line, false);
            let bares = phrase.bares.clone();
            all.form(&bares, None);
            all.phrases.push(phrase);
        }
        all
    }

    /// Adds a phrase; one that may lose a syllable with the forms that it then has.
    fn add(&mut self, phrase: Phrase, may_lose: bool) {
        let bares = phrase.bares.clone();
        self.form(&bares, None);
        for at in 0..bares.len() {
            let mut form = bares.clone();
            if at + 1 < form.len() && form[at] != form[at + 1] {
                form.swap(at, at + 1);
                self.form(&form, Some(Fault::Swapped(at)));
            }
            if !phrase.is_name {
                continue;
            }
            let mut form = bares.clone();
            form.insert(at, bares[at]);
            self.form(&form, Some(Fault::Doubled(at)));
            if !may_lose || at == 0 || bares.len() < 4 {
                continue;
            }
            let mut form = bares.clone();
            form.remove(at);
            self.form(&form, Some(Fault::Missing(at)));
            for twice in 0..form.len() {
                let mut form = form.clone();
                form.insert(twice, form[twice]);
                self.form(&form, Some(Fault::MissingAndDoubled(at)));
            }
        }
        let mut beginning = 0;
        for syllable in bares.iter().filter(|_| phrase.is_name) {
            beginning = longer(beginning, *syllable);
            self.beginnings
                .entry(beginning)
                .or_default()
                .push(self.phrases.len());
        }
        self.phrases.push(phrase);
    }

    /// Adds a form of the phrase that is about to be added.
    fn form(&mut self, syllables: &[u64], fault: Option<Fault>) {
        let mut row = 0;
        for syllable in syllables {
            row = longer(row, *syllable);
            self.beginnings.entry(row).or_default();
        }
        let phrase = self.phrases.len();
        self.forms
            .entry(row)
            .or_default()
            .push(Form { phrase, fault });
    }

    /// The phrases of a row of words that have a fault.
    pub(super) fn faults(&'static self, passage: &Passage<'_>) -> Vec<Hit> {
        let row = passage.row();
        let mut found = Vec::new();
        let mut at = 0;
        while at < row.len() {
            let (length, hit) = self.longest(passage, at);
            found.extend(hit);
            at += length.max(1);
        }
        found
    }

    /// The longest phrase that begins at a word: how many words it takes, and its fault if it has one.
    fn longest(&'static self, passage: &Passage<'_>, first: usize) -> (usize, Option<Hit>) {
        let row = passage.row();
        let (mut beginning, mut best) = (0, (0, None));
        let mut last = None;
        for (length, word) in row
            .iter()
            .enumerate()
            .skip(first)
            .map(|(at, word)| (at + 1 - first, word))
        {
            let joined = length == 1 || word.glue != Glue::Other;
            let next = longer(beginning, word.bare);
            if !joined || word.is_number || !self.beginnings.contains_key(&next) {
                break;
            }
            beginning = next;
            last = Some(length);
            for form in self.forms.get(&beginning).into_iter().flatten() {
                match self.read(passage, (first, length), *form) {
                    Some(None) => best = (length, None),
                    Some(Some(hit)) if best.0 < length => best = (length, Some(hit)),
                    _ => {}
                }
            }
        }
        if let (0, Some(length)) = (best.0, last)
            && let Some(hit) = self.misspelt(passage, first, length, beginning)
        {
            return (hit.length, Some(hit));
        }
        best
    }

    /// What words are as a form of a phrase: nothing, the phrase itself, or the phrase with a fault.
    fn read(
        &'static self,
        passage: &Passage<'_>,
        (first, length): (usize, usize),
        form: Form,
    ) -> Option<Option<Hit>> {
        let phrase = self.phrases.get(form.phrase)?;
        let words = passage.row().get(first..first + length)?;
        let hit = |fault| Hit {
            first,
            length,
            phrase,
            fault,
        };
        let Some(fault) = form.fault else {
            let pairs = words.iter().zip(&phrase.keys);
            let mut differ = pairs
                .enumerate()
                .filter(|(_, (word, key))| word.key != **key);
            return match (differ.next(), differ.next()) {
                (None, _) => Some(None),
                (Some((at, _)), None)
                    if !self.right.contains(&form.phrase) && phrase.keys.len() > 2 =>
                {
                    Some(Some(hit(Fault::Misspelt(at))))
                }
                _ => None,
            };
        };
        // All syllables that are there stand there letter for letter.
        let known = words.iter().all(|word| phrase.keys.contains(&word.key));
        known.then(|| Some(hit(fault)))
    }

    /// A name of which some words stand there, then one that is written otherwise by a letter, then the
    /// rest.
    fn misspelt(
        &'static self,
        passage: &Passage<'_>,
        first: usize,
        length: usize,
        beginning: u64,
    ) -> Option<Hit> {
        let row = passage.row();
        let named = self.beginnings.get(&beginning)?.iter();
        let mut fitting = named.filter_map(|at| {
            let phrase = self.phrases.get(*at)?;
            let words = row.get(first..first + phrase.keys.len())?;
            let same = |(word, key): (&Word, &u64)| word.key == *key;
            let joined = words.iter().skip(1).all(|word| word.glue != Glue::Other);
            let (wrong, right) = (words.get(length)?, phrase.written.get(length)?.1);
            let rest = words.iter().zip(&phrase.keys).enumerate();
            let rest = rest
                .filter(|(at, _)| *at != length)
                .all(|(_, pair)| same(pair));
            let fits = joined && rest && phrase.keys.len() > 3;
            (fits && is_near(passage.said(wrong), &right.to_lowercase())).then_some(Hit {
                first,
                length: words.len(),
                phrase,
                fault: Fault::Misspelt(length),
            })
        });
        fitting.next()
    }
}

/// Whether two words differ by one letter that is missing, added or another, or by two that changed
/// places.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[front..], &b[front..]);
    match (a, b) {
        ([], [] | [_]) | ([_], []) => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if a == rest => true,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) => a1 == b2 && a2 == b1 && a == b,
        _ => false,
    }
}
