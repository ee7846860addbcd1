//! `vanban import`: a document of another program becomes a content file.

use super::args::ImportArgs;
use super::{Exit, complain, say};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::import::{
    self, Options, report,
    whole::{Asked, Imported},
};
use crate::project::{put_new, replace, today::this_year};
use crate::{Resources, yaml::source};
use std::path::Path;

pub(super) fn run(args: &ImportArgs) -> Exit {
    let target = args
        .output
        .clone()
        .unwrap_or_else(|| args.file.with_extension("yaml"));
    let imported = match imported(args, &target) {
        Ok(imported) => imported,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    if let Err(Diagnostics(all)) = put(args, &target, &imported) {
        complain(&all);
        return Exit::Unwritten;
    }
    let is_report = args.report.as_deref() == Some(Path::new("-"));
    if is_report {
        say(&report::text(&imported.told, &imported.written.missing));
    }
    say(&report::summary(&imported, &target, is_report));
    if imported.faults.is_empty() {
        return Exit::Done;
    }
    complain(&imported.faults);
    Exit::Faults
}

fn imported(args: &ImportArgs, target: &Path) -> Result<Imported> {
    if target.exists() && !args.force {
        let message = format!("đã có “{}” nên không ghi đè", target.display());
        let error = Diagnostic::error("da-co-tep", message);
        return Err(error
            .help("ghi sang tên khác bằng -o TÊN.yaml, hoặc thêm --force để ghi đè")
            .into());
    }
    let resources = Resources::from_dirs(args.templates.as_deref(), None)?;
    let bytes = std::fs::read(&args.file)
        .map_err(|error| source::unreadable(&args.file.to_string_lossy(), &error))?;
    let asked = Asked {
        name: &args.file,
        bytes,
        target,
        profile: args.profile.as_deref(),
        options: Options {
            rejected: args.rejected,
        },
        year: this_year(),
    };
    import::import(asked, &resources, &mut |path| source::read_file(path))
}

/// Writes what was made, the content file last.
fn put(args: &ImportArgs, target: &Path, imported: &Imported) -> Result<()> {
    let folder = target.parent().unwrap_or(Path::new(""));
    for (name, bytes) in imported.pictures() {
        put_file(&folder.join(name), bytes, args.force)?;
    }
    if let Some((path, text)) = &imported.profile {
        put_file(path, text.as_bytes(), false)?;
    }
    if let Some(path) = args
        .report
        .as_deref()
        .filter(|path| *path != Path::new("-"))
    {
        put_file(path, report::json(imported, target).as_bytes(), true)?;
    }
    put_file(target, imported.written.text.as_bytes(), args.force)
}

fn put_file(path: &Path, bytes: &[u8], over: bool) -> Result<()> {
    match std::fs::read(path) {
        Ok(there) if there == bytes => Ok(()),
        Ok(there) if over => replace(path, &there, bytes),
        _ => put_new(path, bytes),
    }
}
