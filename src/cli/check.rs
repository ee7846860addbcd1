//! `vanban check`: faults of format, figures and language, told and mended.

mod tell;

use super::args::{CheckArgs, MessageFormat};
use super::{Exit, complain, complain_plain, say};
use crate::check::{self, Report, Selection};
use crate::compile::{self, Options, Resources};
use crate::content::{self, Draft};
use crate::diagnostic::{Diagnostic, Diagnostics, Result, Severity, Source};
use crate::project;
use std::path::Path;

/// What became of a file.
struct Checked {
    /// The file as its path was given.
    name: String,
    /// What was found; of a file that could not be read, why.
    report: Report,
    /// The findings that were mended.
    made: Vec<Diagnostic>,
    /// It was read and held against the rules.
    is_read: bool,
    /// It has mends that could not be written.
    is_unwritten: bool,
}

impl Checked {
    /// How many findings there are of a level.
    fn count(&self, level: Severity) -> usize {
        let findings = self.report.findings.iter();
        findings.filter(|d| d.severity == level).count()
    }
}

/// Letters in a line of an explanation, where the terminal does not tell its width.
const WIDTH: usize = 88;

/// Checks every file. A file with errors does not stop the others.
pub(super) fn run(args: &CheckArgs) -> Exit {
    if let Some(name) = &args.explain {
        return explain(name);
    }
    let selection = match Selection::read(&args.select, &args.ignore) {
        Ok(selection) => selection,
        Err(wrong) => {
            complain(&[*wrong]);
            return Exit::Usage;
        }
    };
    let resources = match Resources::from_dirs(args.templates.as_deref(), args.fonts.as_deref()) {
        Ok(resources) => resources,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let several = args.files.len() > 1;
    let mut all = Vec::new();
    for file in &args.files {
        // `*.yaml` names the profile of the documents, too.
        if several && content::is_profile(file) {
            complain_plain(&format!(
                "Bỏ qua “{}”: đây là hồ sơ cơ quan, được soát cùng văn bản dùng nó\n",
                file.display()
            ));
            continue;
        }
        let checked = checked(file, args, &resources, &selection);
        if args.format == MessageFormat::Text {
            say(&tell::file(&checked, args.not_evaluated));
        }
        all.push(checked);
    }
    match args.format {
        MessageFormat::Text => say(&tell::total(&all)),
        MessageFormat::Json => say(&tell::json(&all)),
        MessageFormat::Sarif => say(&tell::sarif(&all, args.not_evaluated)),
    }
    exit(&all, args.strict)
}

/// Says what a rule is about.
fn explain(name: &str) -> Exit {
    let columns = std::env::var("COLUMNS").ok();
    let columns = columns.and_then(|columns| columns.parse().ok());
    match check::page::explain(name, columns.unwrap_or(WIDTH)) {
        Ok(text) => {
            say(&text);
            Exit::Done
        }
        Err(wrong) => {
            complain(&[*wrong]);
            Exit::Usage
        }
    }
}

/// Hints are never a failure, warnings are one if that was asked for.
fn exit(all: &[Checked], strict: bool) -> Exit {
    let least = match strict {
        true => Severity::Warning,
        false => Severity::Error,
    };
    let of = |checked: &Checked| {
        let mut findings = checked.report.findings.iter();
        match findings.any(|finding| finding.severity >= least) {
            _ if checked.is_unwritten => Exit::Unwritten,
            true => Exit::Faults,
            false => Exit::Done,
        }
    };
    all.iter().map(of).max().unwrap_or(Exit::Done)
}

fn checked(file: &Path, args: &CheckArgs, resources: &Resources, selection: &Selection) -> Checked {
    let mut checked = Checked {
        name: file.display().to_string(),
        report: Report::default(),
        made: Vec::new(),
        is_read: false,
        is_unwritten: false,
    };
    let look = |draft: &Draft| look(draft, resources, selection);
    let kinds = resources.kinds();
    let read = kinds.and_then(|kinds| Draft::load(file, kinds));
    match read.and_then(|draft| Ok((look(&draft)?, draft))) {
        Ok((report, draft)) => {
            checked.is_read = true;
            checked.report = report;
            if args.fix {
                mend(&mut checked, file, &draft, &look, resources);
            }
        }
        Err(Diagnostics(findings)) => checked.report.findings = findings,
    }
    checked
}

/// Makes the mends that are offered, and writes the file if there were any.
fn mend(
    checked: &mut Checked,
    file: &Path,
    draft: &Draft,
    look: &dyn Fn(&Draft) -> Result<Report>,
    resources: &Resources,
) {
    let Some(source) = draft.sources().next() else {
        return;
    };
    let mut again = |source: &Source| {
        let kinds = resources.kinds()?;
        look(&Draft::of_bytes(file, source.bytes(), kinds)?)
    };
    let found = checked.report.clone();
    let mended = check::mend::mend(source, found, &mut again);
    if mended.made.is_empty() {
        return;
    }
    match project::replace(file, &source.bytes(), &mended.source.bytes()) {
        Ok(()) => {
            checked.made = mended.made;
            checked.report = mended.report;
        }
        Err(Diagnostics(errors)) => {
            checked.is_unwritten = true;
            checked.report.findings.extend(errors);
        }
    }
}

/// Compiles a file, lays it out and checks it; what the other stages tell of it is told, too.
fn look(draft: &Draft, resources: &Resources, selection: &Selection) -> Result<Report> {
    let loaded = draft.content()?;
    let content = &loaded.content;
    let compiled = compile::compile(content, resources)?;
    let pages = compile::lay_out(&compiled, resources, Options::default());
    let mut told = loaded.warnings;
    told.extend(compiled.warnings.iter().cloned());
    let pages = Some(&pages);
    Ok(check::check_with(
        content, &compiled, pages, selection, told,
    ))
}
