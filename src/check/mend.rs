//! Mends that rules offer, made in the text of a file (`--fix`).
//!
//! A mend is made only if the file can be read afterwards and has no error that it had not before. A mend may
//! lay open another one, so that the file is looked at again until nothing is left to be made. Every
//! byte that no mend touches stays as it is.

use super::{Report, rule};
use crate::diagnostic::{Diagnostic, Edit, Place, Result, Severity, Source, fix};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So often a file is looked at again.
const MOST_ROUNDS: usize = 20;

/// So many looks are spent on finding out which of several mends does harm.
const MOST_LOOKS: usize = 200;

/// A file with the mends that were made.
pub struct Mended {
    /// The file as it should be now.
    pub source: Arc<Source>,
    /// The findings whose mends were made, in the order in which they were; the help is the mend in words.
    pub made: Vec<Diagnostic>,
    /// What is found in it now.
    pub report: Report,
}

/// Gives what is found in a file if it had another text.
pub type Look<'l> = &'l mut dyn FnMut(&Source) -> Result<Report>;

/// Makes the mends that the report of a file offers for it.
pub fn mend(source: &Arc<Source>, report: Report, look: Look<'_>) -> Mended {
    let mut work = Work {
        mended: Mended {
            source: Arc::clone(source),
            made: Vec::new(),
            report,
        },
        refused: BTreeSet::new(),
        seen: vec![source.text.clone()],
        looks: 0,
        look,
    };
    for _ in 0..MOST_ROUNDS {
        let due = work.due();
        if due.is_empty() || !work.make(&due) {
            break;
        }
    }
    work.mended
}

struct Work<'l> {
    mended: Mended,
    /// Mends that do harm: code and place.
    refused: BTreeSet<(&'static str, usize, usize)>,
    /// All texts that the file had, so that two rules cannot mend to and fro.
    seen: Vec<String>,
    looks: usize,
    look: Look<'l>,
}

impl Work<'_> {
    /// The findings whose mends can be made at once: rules', in this file, of one stage, none over another.
    fn due(&self) -> Vec<Diagnostic> {
        let source = &self.mended.source;
        let findings = self.mended.report.findings.iter();
        let mut due: Vec<(&Diagnostic, &Edit)> = findings
            .filter_map(|finding| Some((finding, finding.fix.as_deref()?)))
            .filter(|(finding, edit)| {
                rule(finding.code).is_some()
                    && edit.place.source == *source
                    && is_plain(edit)
                    && !self.refused.contains(&key(finding, edit))
            })
            .collect();
        let first = due.iter().map(|(finding, _)| stage(finding.code)).min();
        due.retain(|(finding, _)| Some(stage(finding.code)) == first);
        due.sort_by_key(|(_, edit)| (edit.place.range.start, edit.place.range.end));
        let mut end = None;
        due.retain(|(_, edit)| {
            let range = &edit.place.range;
            // Two that touch may be meant for the same letters.
            let free = end.is_none_or(|end| range.start > end);
            if free {
                end = Some(range.end);
            }
            free
        });
        due.into_iter()
            .map(|(finding, _)| finding.clone())
            .collect()
    }

    /// Makes mends, or as many of them as do no harm; false if none could be made.
    fn make(&mut self, due: &[Diagnostic]) -> bool {
        if self.looks >= MOST_LOOKS {
            return false;
        }
        if let Some((text, report)) = self.tried(due) {
            self.shift(due);
            self.seen.push(text.text.clone());
            self.mended.source = text;
            self.mended.report = report;
            self.mended.made.extend(due.iter().map(told));
            return true;
        }
        match due {
            [] => false,
            [one] => {
                if let Some(edit) = one.fix.as_deref() {
                    self.refused.insert(key(one, edit));
                }
                // Others may still be made.
                true
            }
            many => {
                // Places behind a half that was made are not those of the other half any more: it is
                // looked at in the next round.
                let (first, second) = many.split_at(many.len() / 2);
                let before = self.mended.made.len();
                let first = self.make(first);
                if self.mended.made.len() > before {
                    return first;
                }
                self.make(second) || first
            }
        }
    }

    /// The file and its report with these mends; none where they do harm.
    fn tried(&mut self, due: &[Diagnostic]) -> Option<(Arc<Source>, Report)> {
        let before = &self.mended.source;
        let text = fix::apply(before, due)?;
        if self.seen.contains(&text) {
            return None;
        }
        self.looks += 1;
        let source = before.with_text(text);
        let report = (self.look)(&source).ok()?;
        let (had, has) = (errors(&self.mended.report), errors(&report));
        let none = 0;
        let is_new = |(code, count): (&&str, &usize)| *count > *had.get(code).unwrap_or(&none);
        (!has.iter().any(is_new)).then_some((source, report))
    }

    /// Moves the places of refused mends along with the text before them.
    fn shift(&mut self, made: &[Diagnostic]) {
        let edits: Vec<&Edit> = made.iter().filter_map(|d| d.fix.as_deref()).collect();
        let moved = |at: usize| {
            let before = edits.iter().filter(|edit| edit.place.range.end <= at);
            before.fold(at, |moved, edit| {
                (moved + edit.text.len()).saturating_sub(edit.place.range.len())
            })
        };
        let refused = std::mem::take(&mut self.refused);
        self.refused = refused
            .into_iter()
            .map(|(code, start, end)| (code, moved(start), moved(end)))
            .collect();
    }
}

fn key(finding: &Diagnostic, edit: &Edit) -> (&'static str, usize, usize) {
    (finding.code, edit.place.range.start, edit.place.range.end)
}

/// When mends of a rule are made: letters first, then words and signs, capitals last. Of a word that cannot be
/// read yet a later rule may think something else.
fn stage(code: &str) -> u8 {
    match code {
        letters if letters.starts_with("NN05") => 0,
        words if words.starts_with("NN") => 1,
        capitals if capitals.starts_with("VH") => 3,
        _ => 2,
    }
}

/// Tells whether a mend changes anything, and brings no sign that may mean something to YAML or to the expressions where it comes.
fn is_plain(edit: &Edit) -> bool {
    let gone = edit.place.source.text.get(edit.place.range.clone());
    let gone = gone.unwrap_or_default();
    let signs = ['#', '"', '\'', '\\', '{', '}', '\n', '\r', '\t'];
    let brings = |sign: &char| edit.text.contains(*sign) && !gone.contains(*sign);
    gone != edit.text && !signs.iter().any(brings)
}

/// How many errors of each code there are.
fn errors(report: &Report) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    let errors = report.findings.iter();
    for error in errors.filter(|d| d.severity == Severity::Error) {
        *counts.entry(error.code).or_default() += 1;
    }
    counts
}

/// A mend that was made, told at the place where it was made.
fn told(finding: &Diagnostic) -> Diagnostic {
    let mut told = finding.clone();
    if let Some(edit) = &finding.fix {
        told.message = format!("{}: {}", finding.message, edit.title);
        told.place = Some(Place::clone(&edit.place));
    }
    told.help = None;
    told.related = Vec::new();
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;

    /// A report that offers to put `to` in the place of each `from`, and has an error at each `!`.
    fn report(source: &Arc<Source>, mends: &[(&str, &str)]) -> Report {
        let code = &rule("SL101").unwrap_or_else(|| panic!("there is one")).code;
        let mut report = Report::default();
        for (from, to) in mends {
            for (at, _) in source.text.match_indices(from) {
                let place = Place::new(source, at..at + from.len());
                let finding = Diagnostic::of(code, Severity::Warning, *from);
                let finding = finding
                    .at(place.clone())
                    .fix(format!("đổi thành {to}"), place, *to);
                report.findings.push(finding);
            }
        }
        for (at, _) in source.text.match_indices('!') {
            let place = Place::new(source, at..at + 1);
            let error = Diagnostic::of(code, Severity::Error, "sai").at(place);
            report.findings.push(error);
        }
        report
    }

    /// The text with all mends that can be made, and how many were.
    fn mended(text: &str, mends: &[(&str, &str)]) -> (String, usize) {
        let source = Source::new("a.yaml", text);
        let mut look = |source: &Source| {
            let source = source.with_text(source.text.clone());
            match source.text.contains('?') {
                true => Err(Diagnostics(Vec::new())),
                false => Ok(report(&source, mends)),
            }
        };
        let found = report(&source, mends);
        let mended = mend(&source, found, &mut look);
        (mended.source.text.clone(), mended.made.len())
    }

    #[test]
    fn mends_are_made_until_none_is_left() {
        assert_eq!(
            mended("aa b aa aa", &[("aa", "a")]),
            ("a b a a".to_owned(), 3)
        );
        // One lays open another.
        assert_eq!(
            mended("x y", &[("x", "zz"), ("zz", "z")]),
            ("z y".to_owned(), 2)
        );
        // Of two over the same letters one is made, then the other if it is still due.
        assert_eq!(
            mended("abc", &[("ab", "A"), ("bc", "C")]),
            ("Ac".to_owned(), 1)
        );
    }

    #[test]
    fn what_does_harm_is_not_made() {
        let mends = [("aa", "a"), ("b", "?"), ("c", "!")];
        let text = "b aa c aa b aa c";
        assert_eq!(mended(text, &mends), ("b a c a b a c".to_owned(), 3));
        assert_eq!(mended("b", &mends), ("b".to_owned(), 0));
        // An error that was there before is none of theirs.
        assert_eq!(mended("! aa", &mends), ("! a".to_owned(), 1));
    }

    #[test]
    fn rules_that_mend_to_and_fro_come_to_an_end() {
        assert_eq!(mended("x", &[("x", "y"), ("y", "x")]), ("y".to_owned(), 1));
        let (text, _) = mended("x", &[("x", "xx")]);
        assert!(text.len() < 1 << 21, "{}", text.len());
    }
}
