//! The whole way of an import: the bytes of a file in, the text of a content file out, with its pictures, its profile
//! and what is told of it. Nothing is written; other files are read by what the caller hands in.

use super::{
    flat::Flat,
    office, profile,
    read::{self, Options},
    signs,
    understand::{self, Said, Told, Why, Words, words_of, words_said},
    write::{self, Care, Manners, Profile, Written},
};
use crate::{
    compile::{self, Resources},
    content::Draft,
    data::DataFile,
    diagnostic::{Diagnostic, Diagnostics, Result},
    yaml::edit::Wanted,
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
    let mut flat = read::read(&bytes, options).map_err(|Diagnostics(all)| {
        let named = all.into_iter().map(|error| Diagnostic {
            message: format!("“{}”: {}", name.display(), error.message),
            ..error
        });
        Diagnostics(named.collect())
    })?;
    signs::take_out(&mut flat, &resources.fonts);
    let words = Words::builtin()?;
    let (said, told) = understand::understand(&flat, &words, kinds);
    let pictures = pictures(&flat, target);
    let alts: Vec<String> = flat.pictures.iter().map(|own| own.alt.clone()).collect();
    let name_of = |index: usize| {
        let (name, _) = pictures.iter().find(|(_, own)| **own == index)?;
        Some((name.clone(), alts.get(index).cloned().unwrap_or_default()))
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
    imported.tell_unwritten(found.as_ref());
    Ok(imported)
}

impl Imported {
    /// Tells words that were understood and are not in what was written: whatever the writer has no place for.
    fn tell_unwritten(&mut self, profile: Option<&Profile>) {
        let mut there: BTreeMap<String, usize> = BTreeMap::new();
        let new = self.profile.as_ref().map(|(_, text)| text.as_str());
        for text in [Some(self.written.text.as_str()), new]
            .into_iter()
            .flatten()
        {
            for word in words_of(&marks_taken_out(text)) {
                *there.entry(word).or_default() += 1;
            }
        }
        let entries = profile.iter().flat_map(|profile| profile.entries.values());
        entries.for_each(|value| count(value, &mut there));
        // Number and symbol are written as what they are made of.
        let said = Said {
            number: None,
            symbol: None,
            others: Vec::new(),
            ..self.said.clone()
        };
        let lost: Vec<String> = words_said(&said)
            .into_iter()
            .filter(
                |word| match there.get_mut(word).filter(|count| **count > 0) {
                    Some(count) => {
                        *count -= 1;
                        false
                    }
                    None => true,
                },
            )
            .collect();
        if !lost.is_empty() {
            self.told.push(Told {
                at: 0,
                text: lost.join(" "),
                why: Why::Unplaced,
                beside: false,
            });
        }
    }
}

/// The words of a profile's value.
fn count(value: &Wanted, there: &mut BTreeMap<String, usize>) {
    match value {
        Wanted::Text(text) | Wanted::Number(text) => {
            for word in words_of(text) {
                *there.entry(word).or_default() += 1;
            }
        }
        Wanted::List(items) => items.iter().for_each(|item| count(item, there)),
        Wanted::Map(entries) => entries.iter().for_each(|(_, value)| count(value, there)),
        Wanted::Bool(_) | Wanted::Null => {}
    }
}

/// A text without the signs of Markdown that may stand within a word.
fn marks_taken_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[^") {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 2..];
        let digits = behind.len()
            - behind
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        rest = match behind[digits..].strip_prefix(']') {
            Some(behind) if digits > 0 => behind,
            _ => behind,
        };
    }
    out.push_str(rest);
    out.retain(|c| !"*_^~\\`".contains(c));
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_part_no_words() {
        let text = marks_taken_out("th**ái** độ m^2^ chữ[^12]nghĩa a\\_b [^x]");
        assert_eq!(words_of(&text), ["thái", "độ", "m2", "chữnghĩa", "ab", "x"]);
    }
}
