//! `vanban diff`: what changed between two documents, told and as a DOCX with revisions.

mod json;
mod tell;

use super::args::DiffArgs;
use super::fonts::Telling;
use super::{Exit, complain, output, say};
use crate::compile::Format;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::project::folder::Folder;
use crate::sheet::Sheet;
use crate::{Resources, compile, content, diff, docx};
use anstream::ColorChoice;
use std::path::Path;
pub(super) use tell::{Marks, report};

/// Compares two versions. That there are changes is no failure: the exit code says that they were
/// told.
pub(super) fn run(args: &DiffArgs) -> Exit {
    if let Err(wrong) = check_output(args) {
        complain(&[*wrong]);
        return Exit::Usage;
    }
    let (text, redline) = match compare(args) {
        Ok(made) => made,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let written = match (&args.output, redline) {
        (Some(path), Some(bytes)) => output::put(path, bytes, None, args.force),
        _ => Ok(String::new()),
    };
    match written {
        Ok(line) => {
            say(&text);
            // What a program reads holds nothing else.
            if args.report.is_none() {
                say(&line);
            }
            Exit::Done
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
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

/// The text to be said, and the DOCX if it is wanted.
fn compare(args: &DiffArgs) -> Result<(String, Option<Vec<u8>>)> {
    let resources = args.data.resources(Telling::Silent)?;
    let (old, new) = match &args.new {
        Some(new) => (version(&args.old, &resources), version(new, &resources)),
        None => (last(args, &resources), version(&args.old, &resources)),
    };
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(Diagnostics(mut one)), Err(Diagnostics(other))) => {
            let further: Vec<_> = other.into_iter().filter(|d| !one.contains(d)).collect();
            one.extend(further);
            return Err(Diagnostics(one));
        }
        (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => return Err(wrong),
    };
    let changes = diff::diff(&old, &new, resources.typography()?);
    let text = match args.report {
        Some(_) => json::report(&changes),
        None => {
            let colour = anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
            let marks = if colour { Marks::Colour } else { Marks::Plain };
            report(&changes, marks)
        }
    };
    let redline = args.output.as_ref();
    let redline = redline.map(|_| docx::write_changes(&old, &new));
    Ok((text, redline.transpose()?))
}

/// The version that was built last.
fn last(args: &DiffArgs, resources: &Resources) -> Result<Sheet> {
    let file = &args.old;
    let beside = file.parent().unwrap_or(Path::new(""));
    let dir = args.built.as_deref().unwrap_or(beside);
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let kept = Folder::kept(dir, &name).map_err(|error| {
        let message = format!("không đọc được bản đã làm lần trước của “{}” ({error})", file.display());
        Diagnostic::error("khong-doc-duoc", message).help(
            "xem lại quyền đọc và ổ đĩa rồi chạy lại; hoặc ghi cả hai tệp: vanban diff CŨ.yaml MỚI.yaml",
        )
    })?;
    let Some(kept) = kept else {
        let message = format!(
            "chưa có bản nào của “{}” được làm trước đây để so",
            file.display()
        );
        return Err(Diagnostic::error("chua-co-ban-cu", message)
            .help("chạy vanban build trước khi sửa; kết quả ở thư mục khác thì thêm --built THƯ MỤC; hoặc ghi cả hai tệp: vanban diff CŨ.yaml MỚI.yaml")
            .into());
    };
    compile::last_built::read(&file.display().to_string(), &kept, resources)
}

/// A version of the document: what a YAML file makes.
fn version(file: &Path, resources: &Resources) -> Result<Sheet> {
    let loaded = content::load_of(file, resources.kinds()?)?;
    let compiled = compile::compile(&loaded.content, resources)?;
    complain(&loaded.warnings);
    complain(&compiled.warnings);
    Ok(compiled.sheet)
}
