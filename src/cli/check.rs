//! `vanban check`: faults of format, figures and language, told and mended.

mod tell;

use super::args::{CheckArgs, MessageFormat};
use super::{Exit, complain, complain_plain, say};
use crate::check::{self, Report, Selection};
use crate::compile::{self, Options, Resources};
use crate::content;
use crate::diagnostic::{Diagnostics, Result, Severity};
use std::path::Path;

/// What became of a file.
struct Checked {
    /// The file as its path was given.
    name: String,
    /// What was found; of a file that could not be read, why.
    report: Report,
    /// It was read and held against the rules.
    is_read: bool,
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
        let checked = checked(file, &resources, &selection);
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
    let mut findings = all.iter().flat_map(|checked| &checked.report.findings);
    match findings.any(|finding| finding.severity >= least) {
        true => Exit::Faults,
        false => Exit::Done,
    }
}

fn checked(file: &Path, resources: &Resources, selection: &Selection) -> Checked {
    let (report, is_read) = match look(file, resources, selection) {
        Ok(report) => (report, true),
        Err(Diagnostics(findings)) => {
            let report = Report {
                findings,
                ..Report::default()
            };
            (report, false)
        }
    };
    Checked {
        name: file.display().to_string(),
        report,
        is_read,
    }
}

/// Compiles a file, lays it out and checks it; what the other stages tell of it is told, too.
fn look(file: &Path, resources: &Resources, selection: &Selection) -> Result<Report> {
    let loaded = content::load_of(file, resources.kinds()?)?;
    let compiled = compile::compile(&loaded.content, resources)?;
    let pages = compile::lay_out(&compiled, resources, Options::default());
    let mut told = loaded.warnings;
    told.extend(compiled.warnings.iter().cloned());
    let content = &loaded.content;
    Ok(check::check_with(
        content,
        &compiled,
        Some(&pages),
        selection,
        told,
    ))
}
