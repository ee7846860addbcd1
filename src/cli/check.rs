//! `vanban check`: faults of format, figures and language, told and mended.

use super::args::{CheckArgs, MessageFormat};
use super::{Exit, complain, say};
use crate::check::{self, Report};
use crate::compile::{self, Options, Resources};
use crate::content;
use crate::diagnostic::{Diagnostics, Result};
use std::path::Path;

/// Checks every file. A file with errors does not stop the others.
pub(super) fn run(args: &CheckArgs) -> Exit {
    let resources = match Resources::from_dirs(args.templates.as_deref(), args.fonts.as_deref()) {
        Ok(resources) => resources,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let mut exit = Exit::Done;
    let mut all = Report::default();
    for file in &args.files {
        match look(file, &resources) {
            Ok(report) => {
                if args.format == MessageFormat::Text {
                    complain(&report.findings);
                    say(&format!(
                        "{}: {} chỗ\n",
                        file.display(),
                        report.findings.len()
                    ));
                }
                all.findings.extend(report.findings);
                all.unevaluated.extend(report.unevaluated);
            }
            Err(Diagnostics(all)) => {
                complain(&all);
                exit = Exit::Faults;
            }
        }
    }
    if args.format == MessageFormat::Json {
        say(&check::json::json(&all));
    }
    exit
}

/// Compiles a file, lays it out and checks it.
fn look(file: &Path, resources: &Resources) -> Result<Report> {
    let loaded = content::load_of(file, resources.kinds()?)?;
    let compiled = compile::compile(&loaded.content, resources)?;
    let pages = compile::lay_out(&compiled, resources, Options::default());
    Ok(check::check(&loaded.content, &compiled, Some(&pages)))
}
