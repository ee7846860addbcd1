//! Two ways of writing one thing in a document: how often each occurs, and where first.

use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use std::ops::Range;

/// One of the ways.
#[derive(Debug, Default)]
pub(super) struct Way {
    count: usize,
    /// The passage and the words of the first place.
    first: Option<(usize, Range<usize>)>,
}

impl Way {
    /// Counts one more place.
    pub(super) fn add(&mut self, passage: usize, range: Range<usize>) {
        self.count += 1;
        self.first.get_or_insert((passage, range));
    }

    /// Tells whether it occurs.
    pub(super) fn is_used(&self) -> bool {
        self.count > 0
    }

    /// Where it occurs first: passage and byte.
    pub(super) fn place(&self) -> Option<(usize, usize)> {
        let (passage, range) = self.first.as_ref()?;
        Some((*passage, range.start))
    }
}

/// Tells of the rarer of two ways, at its first place, if both occur; of two as frequent ones, of the
/// second. `what` says what is written in two ways.
pub(super) fn tell(
    rule: &'static Rule,
    reading: &Reading<'_>,
    [one, other]: [&Way; 2],
    what: &str,
    found: &mut Findings,
) {
    let (rare, usual) = match rare_first(one, other) {
        Some(pair) => pair,
        None => return,
    };
    let words = |way: &Way| {
        let (index, range) = way.first.as_ref()?;
        let passage = reading.passages.get(*index)?;
        Some((passage.slice(range).to_owned(), passage.place(range)))
    };
    let (Some((here, place)), Some((there, elsewhere))) = (words(rare), words(usual)) else {
        return;
    };
    let times = |count: usize| format!("{count} lần");
    let message = format!(
        "{what}: “{here}” ({}) và “{there}” ({})",
        times(rare.count),
        times(usual.count)
    );
    let mut finding = rule
        .finding(message)
        .at(place)
        .help("chọn một cách viết cho cả văn bản");
    if let Some(elsewhere) = elsewhere {
        finding = finding.related(elsewhere, "cách viết kia");
    }
    found.add(finding);
}

fn rare_first<'w>(one: &'w Way, other: &'w Way) -> Option<(&'w Way, &'w Way)> {
    match (one.count, other.count) {
        (0, _) | (_, 0) => None,
        (one_count, other_count) if one_count < other_count => Some((one, other)),
        _ => Some((other, one)),
    }
}

/// The passages whose wording is the document's own, each with its index: not those that the program
/// writes.
pub(super) fn own<'r, 'a>(
    reading: &'r Reading<'a>,
) -> impl Iterator<Item = (usize, &'r Passage<'a>)> {
    let all = reading.passages.iter().enumerate();
    all.filter(|(_, passage)| passage.whole().is_some())
}

/// Tells whether a word stands in words of others: a quotation, the symbol of an act.
pub(super) fn is_foreign(passage: &Passage<'_>, at: usize) -> bool {
    passage.is_quoted(at) || passage.is_symbol(at)
}

/// The straight quotation marks of a text, those of inches (`15"`) left out.
pub(super) fn straight_quotes(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('"') {
        let is_inch = text[..at].ends_with(|c: char| c.is_ascii_digit());
        // Behind an open one it closes.
        if !is_inch || found.len() % 2 == 1 {
            found.push(at);
        }
    }
    found
}
