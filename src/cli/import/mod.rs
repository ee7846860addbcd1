//! `vanban import`: a document of another program becomes a content file.

mod office;
mod profile;
mod report;

pub(super) use office::found as libreoffice;

use super::args::ImportArgs;
use super::{Exit, complain, say};
use crate::compile;
use crate::content::Draft;
use crate::data::DataFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::import::{
    self,
    flat::Flat,
    understand::{self, Said, Told, Words},
    write::{self, Care, Manners, Profile, Written},
};
use crate::project::{put_new, replace, today::this_year};
use crate::{Resources, yaml::source};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// What was made of a document.
struct Outcome {
    flat: Flat,
    said: Said,
    told: Vec<Told>,
    written: Written,
    /// Names of pictures and their bytes, beside the content file.
    pictures: BTreeMap<String, usize>,
    /// A profile that is to be made, and its text.
    profile: Option<(PathBuf, String)>,
    /// What is still wrong with the content file.
    faults: Vec<Diagnostic>,
}

pub(super) fn run(args: &ImportArgs) -> Exit {
    let target = args
        .output
        .clone()
        .unwrap_or_else(|| args.file.with_extension("yaml"));
    let outcome = match imported(args, &target) {
        Ok(outcome) => outcome,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    if let Err(Diagnostics(all)) = put(args, &target, &outcome) {
        complain(&all);
        return Exit::Unwritten;
    }
    let is_report = args.report.as_deref() == Some(Path::new("-"));
    if is_report {
        say(&report::text(&outcome.told, &outcome.written.missing));
    }
    say(&report::summary(&outcome, &target, is_report));
    if outcome.faults.is_empty() {
        return Exit::Done;
    }
    complain(&outcome.faults);
    Exit::Faults
}

fn imported(args: &ImportArgs, target: &Path) -> Result<Outcome> {
    if target.exists() && !args.force {
        let message = format!("đã có “{}” nên không ghi đè", target.display());
        let error = Diagnostic::error("da-co-tep", message);
        return Err(error
            .help("ghi sang tên khác bằng -o TÊN.yaml, hoặc thêm --force để ghi đè")
            .into());
    }
    let resources = Resources::from_dirs(args.templates.as_deref(), None)?;
    let kinds = resources.kinds()?;
    let bytes = office::docx(&args.file)?;
    let options = import::Options {
        rejected: args.rejected,
    };
    let flat = import::read(&bytes, options).map_err(|Diagnostics(all)| {
        let named = all.into_iter().map(|error| Diagnostic {
            message: format!("“{}”: {}", args.file.display(), error.message),
            ..error
        });
        Diagnostics(named.collect())
    })?;
    let words = Words::builtin()?;
    let (said, told) = understand::understand(&flat, &words, kinds);
    let pictures = pictures(&flat, target);
    let name_of = |index: usize| {
        let found = pictures.iter().find(|(_, own)| **own == index);
        found.map(|(name, _)| name.clone())
    };
    let (found, new) = profile::found(args.profile.as_deref(), target, &said, kinds)?;
    let mut outcome = Outcome {
        written: Written {
            text: String::new(),
            missing: Vec::new(),
        },
        pictures: pictures.clone(),
        profile: new,
        faults: Vec::new(),
        flat,
        said,
        told,
    };
    // The first way of writing it that builds.
    for care in [Care::Little, Care::Marks, Care::Most] {
        let manners = Manners {
            kinds,
            headings: resources.markdown()?.headings,
            profile: found.as_ref(),
            picture: &name_of,
            care,
            year: this_year(),
        };
        let written = write::document(&outcome.said, &manners)?;
        let faults = faults(&written.text, target, &outcome, &resources);
        let is_first = outcome.written.text.is_empty();
        if faults.is_empty() || is_first {
            outcome.written = written;
            outcome.faults = faults;
        }
        if outcome.faults.is_empty() {
            break;
        }
    }
    Ok(outcome)
}

/// What is wrong with a content file that is not written yet.
fn faults(text: &str, target: &Path, outcome: &Outcome, resources: &Resources) -> Vec<Diagnostic> {
    let mut read = |path: &Path| -> io::Result<Vec<u8>> {
        if let Some((new, text)) = &outcome.profile
            && (path == new || path.file_name() == new.file_name())
        {
            return Ok(text.clone().into_bytes());
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let picture = name.and_then(|name| outcome.pictures.get(&name));
        match picture.and_then(|index| outcome.flat.pictures.get(*index)) {
            Some(picture) => Ok(picture.bytes.clone()),
            None => source::read_file(path),
        }
    };
    let compiled = resources.kinds().and_then(|kinds| {
        let draft = Draft::from_sources(target, text.as_bytes(), &mut read, kinds)?;
        compile::compile(&draft.content()?.content, resources).map(|_| ())
    });
    match compiled {
        Ok(()) => Vec::new(),
        Err(Diagnostics(all)) => all,
    }
}

/// The names of the pictures that can be taken.
fn pictures(flat: &Flat, target: &Path) -> BTreeMap<String, usize> {
    let stem = target
        .file_stem()
        .map(|stem| crate::slug::slug(&stem.to_string_lossy(), '-'));
    let stem = stem
        .filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| "anh".to_owned());
    let taken = flat
        .pictures
        .iter()
        .enumerate()
        .filter_map(|(index, picture)| {
            let extension = match picture.bytes.as_slice() {
                [0x89, b'P', b'N', b'G', ..] => "png",
                [0xff, 0xd8, 0xff, ..] => "jpg",
                _ => return None,
            };
            Some((format!("{stem}-anh-{}.{extension}", index + 1), index))
        });
    taken.collect()
}

/// Writes what was made, the content file last.
fn put(args: &ImportArgs, target: &Path, outcome: &Outcome) -> Result<()> {
    let folder = target.parent().unwrap_or(Path::new(""));
    for (name, index) in &outcome.pictures {
        if let Some(picture) = outcome
            .flat
            .pictures
            .get(*index)
            .filter(|_| outcome.written.text.contains(name.as_str()))
        {
            put_file(&folder.join(name), &picture.bytes, args.force)?;
        }
    }
    if let Some((path, text)) = &outcome.profile {
        put_file(path, text.as_bytes(), false)?;
    }
    if let Some(path) = args
        .report
        .as_deref()
        .filter(|path| *path != Path::new("-"))
    {
        put_file(path, report::json(outcome, target).as_bytes(), true)?;
    }
    put_file(target, outcome.written.text.as_bytes(), args.force)
}

fn put_file(path: &Path, bytes: &[u8], over: bool) -> Result<()> {
    match std::fs::read(path) {
        Ok(there) if there == bytes => Ok(()),
        Ok(there) if over => replace(path, &there, bytes),
        _ => put_new(path, bytes),
    }
}

/// A profile as documents take it, for [`write::document`].
type Found = (Option<Profile>, Option<(PathBuf, String)>);
