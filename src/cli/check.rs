//! `vanban check`: faults of format, figures and language, told and mended.

mod rows;
mod tell;

use super::args::{CheckArgs, MessageFormat};
use super::fonts::Telling;
use super::{Exit, complain, complain_plain, say};
use crate::batch;
use crate::check::{self, Report, Selection};
use crate::compile::{self, Options, Resources, last_page};
use crate::content::{self, Draft, Loaded};
use crate::diagnostic::{Diagnostic, Diagnostics, Result, Severity, Source};
use crate::project;
use std::path::Path;

/// What became of a file.
struct Checked {
    /// The file as its path was given.
    name: String,
    /// What was found, in a batch by row; of a file that could not be read, why.
    parts: Vec<(Option<String>, Report)>,
    /// The findings that were mended.
    made: Vec<Diagnostic>,
    /// It was read and held against the rules.
    is_read: bool,
    /// It has mends that could not be written.
    is_unwritten: bool,
}

impl Checked {
    /// A file that was not looked at yet.
    fn of(file: &Path) -> Self {
        Self {
            name: file.display().to_string(),
            parts: Vec::new(),
            made: Vec::new(),
            is_read: false,
            is_unwritten: false,
        }
    }

    fn reports(&self) -> impl Iterator<Item = &Report> {
        self.parts.iter().map(|(_, report)| report)
    }

    /// How many findings there are of a level.
    fn count(&self, level: Severity) -> usize {
        let findings = self.reports().flat_map(|report| &report.findings);
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
    let resources = match args.data.resources(Telling::Silent) {
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
        let is_batch = batch::is_batch(file);
        if is_batch && args.fix {
            complain_plain(&format!(
                "“{}” là tệp lô: soát từng hàng, không tự sửa\n",
                file.display()
            ));
        }
        let checked = match is_batch {
            true => rows::checked(file, &resources, &selection),
            false => checked(file, args, &resources, &selection),
        };
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
        let mut findings = checked.reports().flat_map(|report| &report.findings);
        match findings.any(|finding| finding.severity >= least) {
            _ if checked.is_unwritten => Exit::Unwritten,
            true => Exit::Faults,
            false => Exit::Done,
        }
    };
    all.iter().map(of).max().unwrap_or(Exit::Done)
}

fn checked(file: &Path, args: &CheckArgs, resources: &Resources, selection: &Selection) -> Checked {
    let mut checked = Checked::of(file);
    let look = |draft: &Draft| report_of(draft.content()?, resources, selection);
    let kinds = resources.kinds();
    let read = kinds.and_then(|kinds| Draft::load(file, kinds));
    let report = match read.and_then(|draft| Ok((look(&draft)?, draft))) {
        Ok((report, draft)) => {
            checked.is_read = true;
            match args.fix {
                true => mended(&mut checked, file, &draft, report, &look, resources),
                false => report,
            }
        }
        Err(Diagnostics(findings)) => Report {
            findings,
            ..Report::default()
        },
    };
    checked.parts.push((None, report));
    checked
}

/// Makes the mends that are offered, and writes the file if there were any; gives what is left.
fn mended(
    checked: &mut Checked,
    file: &Path,
    draft: &Draft,
    mut report: Report,
    look: &dyn Fn(&Draft) -> Result<Report>,
    resources: &Resources,
) -> Report {
    let Some(source) = draft.sources().next() else {
        return report;
    };
    let mut again = |source: &Source| {
        let kinds = resources.kinds()?;
        look(&Draft::of_bytes(file, source.bytes(), kinds)?)
    };
    let mended = check::mend::mend(source, report.clone(), &mut again);
    if mended.made.is_empty() {
        return report;
    }
    match project::replace(file, &source.bytes(), &mended.source.bytes()) {
        Ok(()) => {
            checked.made = mended.made;
            mended.report
        }
        Err(Diagnostics(errors)) => {
            checked.is_unwritten = true;
            report.findings.extend(errors);
            report
        }
    }
}

/// Compiles a document, lays it out and checks it; what the other stages tell of it is told, too.
fn report_of(loaded: Loaded, resources: &Resources, selection: &Selection) -> Result<Report> {
    let content = &loaded.content;
    let (compiled, pages) = compile::on_pages(content, resources, Options::default())?;
    let mut told = loaded.warnings;
    // Of the last page, the rules have a finding of their own.
    let others = |warning: &&Diagnostic| warning.code != last_page::CODE;
    told.extend(compiled.warnings.iter().filter(others).cloned());
    let pages = Some(&pages);
    Ok(check::check_with(
        content, &compiled, pages, selection, told,
    ))
}
