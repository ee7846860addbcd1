//! The whole way of an import: the bytes of a file in, the text of a content file out, with its pictures, its profile
//! and what is told of it. Nothing is written; other files are read by what the caller hands in.

use super::{
    flat::Flat,
    office, profile,
    read::{self, Options},
    understand::{self, Said, Told, Words},
    write::{self, Care, Manners, Written},
};
use crate::{
    compile::{self, Resources},
    content::Draft,
    data::DataFile,
    diagnostic::{Diagnostic, Diagnostics, Result},
};
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

/// Reads the bytes of another file: a profile.
pub(crate) type Read<'a> = &'a mut dyn FnMut(&Path) -> io::Result<Vec<u8>>;

/// What is to be imported.
pub(crate) struct Asked<'a> {
    /// The name of the file, for messages; its extension tells whether it is to be made a DOCX first.
    pub(crate) name: &'a Path,
    pub(crate) bytes: Vec<u8>,
    /// Where the content file will stand.
    pub(crate) target: &'a Path,
    /// The profile that is asked for.
    pub(crate) profile: Option<&'a Path>,
    pub(crate) options: Options,
    /// The year of today.
    pub(crate) year: u16,
}

/// What was made of a document.
pub(crate) struct Imported {
    pub(crate) flat: Flat,
    pub(crate) said: Said,
    pub(crate) told: Vec<Told>,
    pub(crate) written: Written,
    /// Names of pictures beside the content file, each with its number in the document.
    pictures: BTreeMap<String, usize>,
    /// A profile that is to be made, and its text.
    pub(crate) profile: Option<(PathBuf, String)>,
    /// What is still wrong with the content file.
    pub(crate) faults: Vec<Diagnostic>,
}

impl Imported {
    /// Names and bytes of the pictures that the content file names.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let named = self.pictures.iter();
        named
            .filter(|(name, _)| self.written.text.contains(name.as_str()))
            .filter_map(|(name, index)| {
                let picture = self.flat.pictures.get(*index)?;
                Some((name.as_str(), picture.bytes.as_slice()))
            })
    }
}

/// Imports a document.
///
/// # Errors
/// The file is no document that can be read, or the profile that is asked for is none.
pub(crate) fn import(asked: Asked<'_>, resources: &Resources, read: Read<'_>) -> Result<Imported> {
    let Asked {
        name,
        bytes,
        target,
        profile,
        options,
        year,
    } = asked;
    let kinds = resources.kinds()?;
    let bytes = office::docx(name, bytes)?;
    let flat = read::read(&bytes, options).map_err(|Diagnostics(all)| {
        let named = all.into_iter().map(|error| Diagnostic {
            message: format!("“{}”: {}", name.display(), error.message),
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
    let (found, new) = profile::found(profile, target, &said, kinds, read)?;
    let mut imported = Imported {
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
            year,
        };
        let written = write::document(&imported.said, &manners)?;
        let faults = faults(&written.text, target, &imported, resources, read);
        let is_first = imported.written.text.is_empty();
        if faults.is_empty() || is_first {
            imported.written = written;
            imported.faults = faults;
        }
        if imported.faults.is_empty() {
            break;
        }
    }
    Ok(imported)
}

/// What is wrong with a content file that is not written yet.
fn faults(
    text: &str,
    target: &Path,
    imported: &Imported,
    resources: &Resources,
    others: Read<'_>,
) -> Vec<Diagnostic> {
    let mut read = |path: &Path| -> io::Result<Vec<u8>> {
        if let Some((new, text)) = &imported.profile
            && (path == new || path.file_name() == new.file_name())
        {
            return Ok(text.clone().into_bytes());
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let picture = name.and_then(|name| imported.pictures.get(&name));
        match picture.and_then(|index| imported.flat.pictures.get(*index)) {
            Some(picture) => Ok(picture.bytes.clone()),
            None => others(path),
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
