//! One line or paragraph of text: its characters in a row, whatever style they are in, and the
//! places in them where a line may end.

use super::rules::{self, BLANK, Rules};
use super::{NO_BREAK_HYPHEN, NO_BREAK_SPACE};
use crate::document::{Inline, Inlines};
use std::ops::Range;

/// Stands for the mark of a note.
const NOTE: char = '\u{e001}';
/// Stands for a break.
const BREAK: char = '\n';

/// The characters of some inlines.
pub(super) struct Line {
    chars: Vec<char>,
    changed: bool,
}

impl Line {
    pub(super) fn of(inlines: &Inlines) -> Self {
        let mut chars = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text(text) => chars.extend(text.text.chars()),
                Inline::Blank { .. } => chars.push(BLANK),
                Inline::Break => chars.push(BREAK),
                // These take a place of their own on the line.
                Inline::Note(_) | Inline::Leader(_) | Inline::Check(_) => chars.push(NOTE),
            }
        }
        Self {
            chars,
            changed: false,
        }
    }

    /// Puts the characters back where they came from.
    pub(super) fn write_to(&self, inlines: &mut Inlines) {
        if !self.changed {
            return;
        }
        let mut chars = self.chars.iter();
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    let count = text.text.chars().count();
                    text.text = chars.by_ref().take(count).collect();
                }
                Inline::Blank { .. }
                | Inline::Break
                | Inline::Note(_)
                | Inline::Leader(_)
                | Inline::Check(_) => {
                    chars.next();
                }
            }
        }
    }

    /// Hyphens of symbols, and the minus before a number.
    pub(super) fn hyphens(&mut self, longest: usize) {
        if !self.chars.contains(&'-') {
            return;
        }
        for word in self.words() {
            if !self.chars[word.clone()].contains(&'-') {
                continue;
            }
            let text: String = self.chars[word.clone()].iter().collect();
            let symbol = rules::is_symbol(&text);
            for at in word.clone() {
                if self.chars[at] == '-' && (symbol || self.is_minus(at, &word)) {
                    self.join(at, longest);
                }
            }
        }
    }

    /// `-5`, `(-5`: nothing but an opening bracket before it, a figure after it.
    fn is_minus(&self, at: usize, word: &Range<usize>) -> bool {
        let leads = at == word.start || (at == word.start + 1 && self.chars[word.start] == '(');
        leads && self.chars.get(at + 1).is_some_and(char::is_ascii_digit)
    }

    /// Spaces between words that belong together.
    pub(super) fn spaces(&mut self, rules: &Rules, longest: usize) {
        let words = self.words();
        let text: String = self.chars.iter().collect();
        let texts: Vec<&str> = text
            .split(is_space)
            .filter(|word| !word.is_empty())
            .collect();
        let mut numbered = false;
        for i in 0..words.len() {
            for part in i + 1..i + rules.phrase(&texts[i..]) {
                self.join_words(&words, part, longest);
            }
            let Some(next) = texts.get(i + 1) else { break };
            let before = i.checked_sub(1).map(|before| texts[before]);
            // "năm 2024 người dân": the number belongs to what is before it.
            let counted = !numbered;
            let is_label = |word| {
                texts
                    .get(i + 2)
                    .is_some_and(|after| rules.is_numbered(Some(texts[i]), word, after))
            };
            numbered = rules.is_numbered(before, texts[i], next);
            let unit = counted && rules.is_unit(texts[i], next) && !is_label(next);
            if numbered || unit || is_range(&texts[i..]) {
                self.join_words(&words, i + 1, longest);
            }
        }
    }

    /// Spaces inside the phrases of titles, and before a dash.
    pub(super) fn titles(&mut self, rules: &Rules, longest: usize) {
        let words = self.words();
        let text: String = self.chars.iter().collect();
        let texts: Vec<&str> = text
            .split(is_space)
            .filter(|word| !word.is_empty())
            .collect();
        for i in 0..words.len() {
            for part in i + 1..i + rules.title_phrase(&texts[i..]) {
                self.join_words(&words, part, longest);
            }
            if matches!(texts[i], "-" | "–" | "—") {
                self.join_words(&words, i, longest);
            }
        }
    }

    /// A line of text, whatever it is made of.
    pub(super) fn of_text(text: &str) -> Self {
        Self {
            chars: text.chars().collect(),
            changed: false,
        }
    }

    /// Its characters.
    pub(super) fn into_text(self) -> String {
        self.chars.into_iter().collect()
    }

    /// Joins word `index` to the one before, if there is just a space between them.
    fn join_words(&mut self, words: &[Range<usize>], index: usize, longest: usize) {
        if let Some(at) = index.checked_sub(1)
            && let (Some(before), Some(word)) = (words.get(at), words.get(index))
            && before.end + 1 == word.start
            && self.chars[before.end] == ' '
        {
            self.join(before.end, longest);
        }
    }

    /// Makes a place where the line may end one where it may not, unless what then hangs together
    /// is too long.
    fn join(&mut self, at: usize, longest: usize) {
        let ends = |&&c: &&char| !may_end(c);
        let back = self.chars[..at].iter().rev().take(longest + 1);
        let ahead = self.chars[at + 1..].iter().take(longest + 1);
        let mut count = back.take_while(ends).count() + 1;
        for &c in ahead {
            // A hyphen ends its piece, a space does not belong to it.
            count += usize::from(!is_space(c));
            if may_end(c) {
                break;
            }
        }
        if count <= longest {
            self.chars[at] = if self.chars[at] == ' ' {
                NO_BREAK_SPACE
            } else {
                NO_BREAK_HYPHEN
            };
            self.changed = true;
        }
    }

    /// Where the words stand.
    fn words(&self) -> Vec<Range<usize>> {
        let mut words = Vec::new();
        let mut start = 0;
        for (at, _) in self.chars.iter().enumerate().filter(|&(_, &c)| is_space(c)) {
            words.push(start..at);
            start = at + 1;
        }
        words.push(start..self.chars.len());
        words.retain(|word| !word.is_empty());
        words
    }
}

/// `2021 - 2025`: the dash stays with the number before it, lest it begin a line as if it were an
/// item's mark. The line may end after it.
fn is_range(words: &[&str]) -> bool {
    matches!(words, [from, "-" | "–" | "—", to, ..]
        if rules::ends_number(from.trim_end_matches('%')) && to.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | BREAK)
}

fn may_end(c: char) -> bool {
    is_space(c) || matches!(c, '-' | '–' | '—' | '\u{2010}' | '\u{200b}')
}
