//! The documents of a batch, a row each.

use super::{Checked, report_of};
use crate::batch::{self, run};
use crate::check::{Report, Selection};
use crate::compile::Resources;
use crate::diagnostic::{Diagnostic, Diagnostics, Rendering, Result, render};
use crate::fingerprint::Fingerprint;
use std::collections::BTreeSet;
use std::path::Path;

/// Checks the document of every row. What was found in a row before is not told again: a fault of the text
/// shows in all of them.
pub(super) fn checked(file: &Path, resources: &Resources, selection: &Selection) -> Checked {
    let mut checked = Checked::of(file);
    if let Err(Diagnostics(findings)) = look(file, resources, selection, &mut checked) {
        let report = Report {
            findings,
            ..Report::default()
        };
        checked.is_read = false;
        checked.parts.push((None, report));
    }
    checked
}

fn look(
    file: &Path,
    resources: &Resources,
    selection: &Selection,
    checked: &mut Checked,
) -> Result<()> {
    let batch = batch::read(file, resources.rows()?)?;
    let (run, warnings) = run::Run::prepare(&batch, resources, run::Choices::default())?;
    let told = batch.warnings.iter().cloned().chain(warnings);
    let told = told.filter(|told| selection.has(told.code));
    let about = Report {
        findings: told.collect(),
        ..Report::default()
    };
    checked.parts.push((None, about));
    checked.is_read = true;
    let mut told = BTreeSet::new();
    let work = |loaded: Result<_>| match loaded
        .and_then(|loaded| report_of(loaded, resources, selection))
    {
        Ok(report) => (report, true),
        Err(Diagnostics(findings)) => {
            let report = Report {
                findings,
                ..Report::default()
            };
            (report, false)
        }
    };
    run.look(&work, &mut |number, label, (report, is_read)| {
        checked.is_read &= is_read;
        let new = new_of(report, &mut told);
        if !is_empty(&new) {
            let row = format!("Hàng {number} ({label})");
            checked.parts.push((Some(row), new));
        }
    })
}

fn is_empty(report: &Report) -> bool {
    *report == Report::default()
}

/// What was not told of a row before.
fn new_of(report: Report, told: &mut BTreeSet<u64>) -> Report {
    let mut is_new = |list: &str, diagnostic: &Diagnostic| {
        let text = render(std::slice::from_ref(diagnostic), Rendering::Plain);
        let text = format!("{list} {text}");
        told.insert(Fingerprint::of(text.as_bytes()).short())
    };
    let Report {
        mut findings,
        mut unevaluated,
        mut silenced,
    } = report;
    findings.retain(|d| is_new("found", d));
    unevaluated.retain(|d| is_new("open", d));
    silenced.retain(|(d, _)| is_new("silenced", d));
    Report {
        findings,
        unevaluated,
        silenced,
    }
}
