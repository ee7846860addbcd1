//! `vanban check`: faults of format, figures and language that can be proved from the document itself.
//!
//! In: [`Content`] and what was compiled of it, with its pages where they were laid out. Out: [`Report`]:
//! findings, and what a rule met but could not decide. Nothing is changed. A rule is one file in
//! `rules/`; all of them look at the same `Reading` of the document, made once.
//!
//! A rule fires on what it has proved. Where it has not understood the text it says so
//! (`Findings::unsure`) and never guesses.

pub mod json;
mod lists;
pub mod mend;
pub mod page;
pub(crate) mod reading;
mod rules;
mod select;
mod silence;
#[cfg(test)]
mod tests;

use crate::compile::Compiled;
use crate::content::Content;
use crate::diagnostic::{Code, Diagnostic, Severity, sarif::Descriptor};
use crate::layout::Pages;
use rayon::prelude::*;
pub(crate) use reading::Reading;
pub use select::Selection;

/// A rule: what it is about, and the function that looks.
pub struct Rule {
    /// Code (`SL001`), usual level, one sentence on what it is about, and its clause of the law.
    pub code: Code,
    /// A short name in plain letters: `ti-le-sai`.
    pub name: &'static str,
    /// The rule for a clerk, in a few Vietnamese sentences: what is found, what is not, and why.
    pub explanation: &'static str,
    /// A text that it finds fault with.
    pub bad: &'static str,
    /// The same text as it should be.
    pub good: &'static str,
    check: fn(&Reading<'_>, &mut Findings),
}

impl Rule {
    /// A finding of this rule at its usual level.
    fn finding(&'static self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(&self.code, self.code.level, message)
    }

    /// A finding of this rule at another level than usual.
    fn finding_as(&'static self, level: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(&self.code, level, message)
    }

    /// The reason why this rule decides nothing about a place that it is about.
    fn unsure(&'static self, reason: impl Into<String>) -> Diagnostic {
        Diagnostic::of(&self.code, Severity::Hint, reason)
    }
}

/// All rules in the order of their codes.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().flat_map(|family| family.iter().copied())
}

/// The rules as logs for programs describe them.
pub fn descriptors() -> Vec<Descriptor<'static>> {
    let descriptor = |rule: &'static Rule| Descriptor {
        code: &rule.code,
        name: rule.name,
        explanation: rule.explanation,
        help: page::of_log(rule),
    };
    rules().map(descriptor).collect()
}

/// The rule of a code, or of a short name.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.name.eq_ignore_ascii_case(code) || rule.name == code)
}

/// What a check came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, in the order of the sources.
    pub findings: Vec<Diagnostic>,
    /// What rules met and could not decide; the message is the reason.
    pub unevaluated: Vec<Diagnostic>,
    /// What is wrong, but was silenced by a comment in the file, with the reason that it gives.
    pub silenced: Vec<(Diagnostic, String)>,
}

/// What rules tell while they look.
#[derive(Debug, Default)]
pub(crate) struct Findings(Report);

impl Findings {
    /// Tells of a fault.
    fn add(&mut self, finding: Diagnostic) {
        self.0.findings.push(finding);
    }

    /// Tells of what could not be decided.
    fn unsure(&mut self, reason: Diagnostic) {
        self.0.unevaluated.push(reason);
    }
}

/// Holds a document against all rules.
pub fn check(content: &Content, compiled: &Compiled, pages: Option<&Pages>) -> Report {
    check_with(content, compiled, pages, &Selection::default(), Vec::new())
}

/// What all wanted rules find. They look side by side, and then those that keep silent where others have told;
/// the order of what they tell is always the same. Where `goes_on` says no, no further rule looks.
fn look(
    reading: &Reading<'_>,
    selection: &Selection,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Report {
    let wanted = rules().filter(|rule| selection.has(rule.code.name));
    let (last, first): (Vec<&Rule>, Vec<&Rule>) =
        wanted.partition(|rule| rules::LAST.contains(&rule.code.name));
    let each = first.par_iter().map(|rule| {
        let mut findings = Findings::default();
        if goes_on() {
            (rule.check)(reading, &mut findings);
        }
        findings
    });
    let each: Vec<Findings> = each.collect();
    let mut all = Findings::default();
    for Findings(one) in each {
        all.0.findings.extend(one.findings);
        all.0.unevaluated.extend(one.unevaluated);
    }
    for rule in last {
        if goes_on() {
            (rule.check)(reading, &mut all);
        }
    }
    all.0
}

/// Holds a document against the rules that are wanted; `told` are messages of other stages about it,
/// which become findings like those of rules.
pub fn check_with(
    content: &Content,
    compiled: &Compiled,
    pages: Option<&Pages>,
    selection: &Selection,
    told: Vec<Diagnostic>,
) -> Report {
    let reading = Reading::of(content, compiled, pages);
    let report = look(&reading, selection, &|| true);
    with_told(report, content, selection, told)
}

/// As [`check_with`], for as long as `goes_on` says so: none where it has said no.
pub fn check_while(
    content: &Content,
    compiled: &Compiled,
    pages: &Pages,
    told: Vec<Diagnostic>,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Report> {
    if !goes_on() {
        return None;
    }
    let selection = Selection::default();
    let reading = Reading::of(content, compiled, Some(pages));
    let report = look(&reading, &selection, goes_on);
    goes_on().then(|| with_told(report, content, &selection, told))
}

/// What rules found, with what other stages told, without what comments silence, in its order.
fn with_told(
    mut report: Report,
    content: &Content,
    selection: &Selection,
    told: Vec<Diagnostic>,
) -> Report {
    let told = told.into_iter().filter(|told| selection.has(told.code));
    // A rule tells it, at its own level.
    let told = told.filter(|told| {
        let rule = rules::takes_over(told.code);
        rule.is_none_or(|rule| !selection.has(rule.code.name))
    });
    report.findings.extend(told);
    silence::silence(&mut report, content, selection);
    sort(&mut report.findings, content);
    sort(&mut report.unevaluated, content);
    report.silenced.sort_by_key(|(finding, _)| {
        let place = finding.place.as_ref();
        place.map(|place| (place.range.start, place.range.end))
    });
    report
}

/// Where files are made, other stages tell of some things that rules take over. Each is told once: by the
/// rule if that is an error, else by the message that has always told it.
pub(crate) fn told_once(told: &mut Vec<Diagnostic>, findings: &mut Vec<Diagnostic>) {
    let is_one = |told: &Diagnostic, finding: &Diagnostic| {
        let rule = rules::takes_over(told.code);
        let meet = match (&told.place, &finding.place) {
            (Some(one), Some(other)) => {
                let (a, b) = (&one.range, &other.range);
                one.source == other.source && a.start < b.end && b.start < a.end
            }
            _ => true,
        };
        meet && rule.is_some_and(|rule| rule.code.name == finding.code)
    };
    told.retain(|told| {
        let mut errors = findings.iter().filter(|d| d.severity == Severity::Error);
        !errors.any(|error| is_one(told, error))
    });
    findings.retain(|finding| !told.iter().any(|told| is_one(told, finding)));
}

/// Puts messages in the order of the files that were read, those without a place last.
fn sort(all: &mut Vec<Diagnostic>, content: &Content) {
    let key = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref();
        let place = place.map(|place| {
            let mut sources = content.sources.iter();
            let source = sources.position(|source| *source == place.source);
            (
                source.unwrap_or(usize::MAX),
                place.range.start,
                place.range.end,
            )
        });
        (place.is_none(), place, diagnostic.code)
    };
    all.sort_by_cached_key(key);
    all.dedup();
}
