//! `vanban diff`: what changed between two documents, told and as a DOCX with revisions.

mod json;
mod tell;
mod words;

use super::args::{DiffArgs, Format};
use super::build::resources;
use super::output::{self, Output};
use super::{Exit, complain, say};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::sheet::Sheet;
use crate::{Resources, compile, content, diff, docx};
use anstream::ColorChoice;
use std::path::Path;
use tell::Marks;

/// Compares two versions. That there are changes is no failure: the exit code says that they were
/// told.
pub(super) fn execute(args: &DiffArgs) -> Exit {
    if let Err(wrong) = check_output(args) {
        complain(&[*wrong]);
        return Exit::Usage;
    }
    let (text, outputs) = match compare(args) {
        Ok(made) => made,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    if let Err(Diagnostics(all)) = output::write_all(&outputs, args.force) {
        complain(&all);
        return Exit::Unwritten;
    }
    say(&text);
    // What a program reads holds nothing else.
    if args.report.is_none() {
        for output in &outputs {
            say(&format!("Đã ghi {}\n", output.path.display()));
        }
    }
    Exit::Done
}

/// A file that is read must not be the one that is written.
fn check_output(args: &DiffArgs) -> std::result::Result<(), Box<Diagnostic>> {
    let is_docx = |path: &Path| {
        let extension = path.extension();
        extension.is_some_and(|e| e.eq_ignore_ascii_case(Format::Docx.extension()))
    };
    match &args.output {
        Some(path) if !is_docx(path) => Err(Box::new(
            Diagnostic::error(
                "dong-lenh",
                format!("“{}” không phải tên tệp .docx", path.display()),
            )
            .help("bản đánh dấu sửa đổi là tệp Word: đặt tên như -o thay-doi.docx"),
        )),
        _ => Ok(()),
    }
}

fn compare(args: &DiffArgs) -> Result<(String, Vec<Output>)> {
    let resources = resources(args.templates.as_deref(), args.fonts.as_deref())?;
    let old = version(&args.old, &resources);
    let new = version(&args.new, &resources);
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(Diagnostics(mut one)), Err(Diagnostics(other))) => {
            one.extend(
                other
                    .into_iter()
                    .filter(|d| !one.contains(d))
                    .collect::<Vec<_>>(),
            );
            return Err(Diagnostics(one));
        }
        (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => return Err(wrong),
    };
    let changes = diff::diff(&old, &new);
    let text = match args.report {
        Some(_) => json::report(&changes),
        None => {
            let colour = anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
            let marks = if colour { Marks::Colour } else { Marks::Plain };
            tell::report(&changes, marks)
        }
    };
    let mut outputs = Vec::new();
    if let Some(path) = &args.output {
        outputs.push(Output {
            path: path.clone(),
            format: Format::Docx,
            bytes: docx::write_changes(&old, &new)?,
        });
    }
    Ok((text, outputs))
}

/// A version of the document: what a YAML file makes.
fn version(file: &Path, resources: &Resources) -> Result<Sheet> {
    let loaded = content::load(file)?;
    let compiled = compile(&loaded.content, resources)?;
    complain(&loaded.warnings);
    complain(&compiled.warnings);
    Ok(compiled.sheet)
}
