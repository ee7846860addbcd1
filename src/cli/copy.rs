//! `vanban copy`: a copy of a PDF or of a content file (bản sao, Phụ lục I, Phần II).

use super::args::CopyArgs;
use super::fonts::Telling;
use super::output::put;
use super::{Exit, complain, say};
use crate::compile::copy::{self, Copied, Medium};
use crate::content::{self, Content, Copies, Loaded};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use std::io::Read;
use std::path::Path;

/// A larger file is not copied: it would be held in memory several times over.
const MOST_BYTES: u64 = 256 << 20;

/// A file of the copy: the ending of its name, and its bytes.
type Made = Vec<(&'static str, Vec<u8>)>;

pub(super) fn run(args: &CopyArgs) -> Exit {
    let made = match make(args) {
        Ok(made) => made,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let (form, files) = made;
    let beside = args.original.parent().unwrap_or(Path::new(""));
    let folder = args.output.as_deref().unwrap_or(beside);
    let stem = args.original.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    for (extension, bytes) in files {
        let path = folder.join(format!("{stem}.{form}.{extension}"));
        match put(&path, bytes, None, args.force) {
            Ok(said) => say(&said),
            Err(Diagnostics(all)) => {
                complain(&all);
                return Exit::Unwritten;
            }
        }
    }
    Exit::Done
}

/// The form of the copy by its name in the YAML, and its files.
fn make(args: &CopyArgs) -> Result<(String, Made)> {
    let resources = args.data.resources(Telling::Told)?;
    let copy = load(&args.copy, resources.copies()?.kinds())?;
    if let Some(text) = Copies::own_text(&copy) {
        return Err(text.into());
    }
    let medium = match args.dien_tu {
        true => Medium::Electronic,
        false => Medium::Paper,
    };
    let with = (&resources, args.options());
    let is_pdf = args
        .original
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    let files = if is_pdf {
        let bytes = read(&args.original)?;
        let Copied { bytes, warnings } = copy::of_pdf(&bytes, &copy, medium, with)?;
        complain(&warnings);
        vec![("pdf", bytes)]
    } else {
        let original = load(&args.original, resources.kinds()?)?;
        let made = copy::of_content(&original, &copy, medium, with)?;
        complain(&made.compiled.warnings);
        let files = made.files.into_iter();
        files
            .map(|(format, bytes)| (format.extension(), bytes))
            .collect()
    };
    Ok((copy.kind.slug, files))
}

fn load(file: &Path, kinds: &content::Kinds) -> Result<Content> {
    let Loaded { content, warnings } = content::load_of(file, kinds)?;
    complain(&warnings);
    Ok(content)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.to_string_lossy();
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| {
        let mut file = file.take(MOST_BYTES + 1);
        file.read_to_end(&mut bytes)
    });
    read.map_err(|error| content::unreadable(&name, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("tệp “{name}” quá lớn để sao");
        let most = MOST_BYTES >> 20;
        return Err(Diagnostic::error("pdf-qua-lon", message)
            .help(format!(
                "tệp lớn nhất là {most} MB: quét lại ở 200 đến 300 dpi, hoặc tách tệp"
            ))
            .into());
    }
    Ok(bytes)
}
