//! Reading of what a line says of appendices.

use super::Announcements;

/// Words that speak of something that goes with the document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where they begin, in bytes.
    pub(super) at: usize,
    /// The words, as they are written.
    pub(super) shown: String,
    pub(super) speaks: Speaks,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Speaks {
    /// Appendices by their numbers.
    Numbers {
        numbers: Vec<u32>,
        /// They can be no other document's.
        sure: bool,
    },
    /// Something that is not counted.
    Something {
        /// It must go with this document.
        sure: bool,
        /// It is a list or the like that follows: a table of the text may be meant, too.
        listed: bool,
    },
}

/// A word without the signs at its edges, in small letters.
struct Word {
    at: usize,
    end: usize,
    small: String,
    /// A sentence or a part of it ends behind the word.
    ends: bool,
}

/// The most words between what goes with a document and `kèm theo`.
const NEAR: usize = 8;

/// All mentions of a line.
pub(super) fn mentions(text: &str, words: &Announcements) -> Vec<Mention> {
    let small = text.to_lowercase();
    let begins = std::iter::once(&words.appendix).chain(&words.with);
    if !begins
        .into_iter()
        .any(|word| contains_loosely(&small, word))
    {
        return Vec::new();
    }
    let all = split(text);
    let sentences = all.split_inclusive(|word| word.ends);
    sentences
        .flat_map(|sentence| {
            Sentence {
                text,
                words,
                all: sentence,
            }
            .mentions()
        })
        .collect()
}

/// Tells whether the first word of a phrase stands in a text.
fn contains_loosely(small: &str, phrase: &str) -> bool {
    phrase
        .split(' ')
        .next()
        .is_some_and(|first| small.contains(first))
}

fn split(text: &str) -> Vec<Word> {
    let mut all = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                all.extend(word(&text[from..at], from));
                start = None;
            }
            _ => {}
        }
    }
    all
}

fn word(written: &str, from: usize) -> Option<Word> {
    let is_edge = |c: char| !c.is_alphanumeric();
    let inner = written.trim_start_matches(is_edge);
    let at = from + written.len() - inner.len();
    let inner = inner.trim_end_matches(is_edge);
    let behind = &written[(at - from + inner.len()).min(written.len())..];
    (!inner.is_empty()).then(|| Word {
        at,
        end: at + inner.len(),
        small: inner.to_lowercase(),
        ends: behind.contains(['.', ';', ')', ':', '!', '?', '”']),
    })
}

struct Sentence<'a> {
    text: &'a str,
    words: &'a Announcements,
    all: &'a [Word],
}

impl Sentence<'_> {
    /// Words of the sentence from a place on that are those of a phrase: how many.
    fn is_at(&self, phrase: &str, at: usize) -> Option<usize> {
        let mut count = 0;
        for wanted in phrase.split(' ') {
            if self.all.get(at + count)?.small != wanted {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    fn any_at<'p>(
        &self,
        phrases: impl IntoIterator<Item = &'p String>,
        at: usize,
    ) -> Option<usize> {
        let counts = phrases
            .into_iter()
            .filter_map(|phrase| self.is_at(phrase, at));
        counts.max()
    }

    fn mentions(&self) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.all.len() {
            if let Some(count) = self.is_at(&self.words.appendix, at) {
                let (numbers, next) = self.numbers(at + count);
                found.extend(self.of_appendix(at, numbers, next));
                at = next;
            } else if let Some(count) = self.any_at(&self.words.with, at) {
                found.extend(self.of_something(at, at + count));
                at += count;
            } else {
                at += 1;
            }
        }
        // What is said of appendices says what goes with the document, too.
        if found
            .iter()
            .any(|one| matches!(one.speaks, Speaks::Numbers { .. }))
        {
            found.retain(|one| matches!(one.speaks, Speaks::Numbers { .. }));
        }
        found
    }

    /// Numbers from a place on, and where they end: `I`, `số 01`, `I, II và III`, `I đến IV`.
    fn numbers(&self, mut at: usize) -> (Vec<u32>, usize) {
        let mut numbers: Vec<u32> = Vec::new();
        let mut range = false;
        loop {
            let mut next = at;
            if !numbers.is_empty() {
                let joins = self.all.get(next).map(|word| word.small.as_str());
                match joins {
                    Some("và" | "hoặc") => next += 1,
                    Some("đến") => (next, range) = (next + 1, true),
                    _ => {}
                }
                next += self.is_at(&self.words.appendix, next).unwrap_or(0);
            }
            next += usize::from(self.all.get(next).is_some_and(|word| word.small == NUMBER));
            let Some(number) = self.all.get(next).and_then(|word| {
                let written = &self.text[word.at..word.end];
                number(written)
            }) else {
                return (numbers, at);
            };
            match (numbers.last(), std::mem::take(&mut range)) {
                (Some(&from), true) if from < number && number - from < 100 => {
                    numbers.extend(from + 1..=number);
                }
                _ => numbers.push(number),
            }
            at = next + 1;
        }
    }

    fn of_appendix(&self, begin: usize, numbers: Vec<u32>, end: usize) -> Option<Mention> {
        let is_this = |at: usize| {
            self.all
                .get(at)
                .is_some_and(|word| self.words.this.contains(&word.small))
        };
        // `Phụ lục này` stands within one.
        if is_this(end) {
            return None;
        }
        let goes_with = (0..self.all.len()).any(|at| self.any_at(&self.words.with, at).is_some());
        let whose = self.document_behind(end);
        if whose == Some(Whose::Another) {
            return None;
        }
        let sure = goes_with || whose == Some(Whose::This);
        let speaks = match numbers.is_empty() {
            true => Speaks::Something {
                sure,
                listed: false,
            },
            false => Speaks::Numbers { numbers, sure },
        };
        Some(self.mention(begin, end, speaks))
    }

    /// `(có danh sách kèm theo)`, `Ban hành kèm theo Quyết định này …`.
    fn of_something(&self, begin: usize, end: usize) -> Option<Mention> {
        let whose = self.document_behind(end);
        if whose == Some(Whose::Another) {
            return None;
        }
        let before = begin.saturating_sub(NEAR)..begin;
        let things = |at: usize| self.any_at(&self.words.things, at).is_some();
        let is_last = end == self.all.len() || self.all[end - 1].ends;
        let speaks = Speaks::Something {
            sure: whose == Some(Whose::This),
            listed: is_last && before.into_iter().any(things),
        };
        Some(self.mention(begin, end, speaks))
    }

    fn mention(&self, begin: usize, end: usize, speaks: Speaks) -> Mention {
        let at = self.all[begin].at;
        Mention {
            at,
            shown: self.text[at..self.all[end - 1].end].to_owned(),
            speaks,
        }
    }

    /// The owner of the appendix, by a document that is named right behind it; nothing where none is, or
    /// where it may be this one.
    fn document_behind(&self, from: usize) -> Option<Whose> {
        let Announcements {
            with,
            links,
            this,
            documents,
            ..
        } = self.words;
        let mut at = from;
        while let Some(count) = self.any_at(links.iter().chain(with), at) {
            at += count;
        }
        at += self.any_at(documents, at)?;
        let next = self.all.get(at)?;
        let is_named = next.small == NUMBER || next.small != self.text[next.at..next.end];
        match this.contains(&next.small) {
            true => Some(Whose::This),
            false => is_named.then_some(Whose::Another),
        }
    }
}

/// Stands before a number.
const NUMBER: &str = "số";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    This,
    Another,
}

/// A number in figures, or in Roman ones in capitals.
pub(super) fn number(written: &str) -> Option<u32> {
    if written.len() <= 3 && written.bytes().all(|b| b.is_ascii_digit()) {
        return written.parse().ok();
    }
    let value = |b: u8| match b {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        b'C' => Some(100),
        _ => None,
    };
    let digits: Option<Vec<u32>> = written.bytes().take(16).map(value).collect();
    let digits = digits.filter(|digits| !digits.is_empty())?;
    let signed = digits.iter().enumerate().map(|(at, digit)| {
        match digits.get(at + 1).is_some_and(|next| next > digit) {
            true => -i64::from(*digit),
            false => i64::from(*digit),
        }
    });
    u32::try_from(signed.sum::<i64>()).ok()
}
