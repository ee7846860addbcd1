//! The files that a document was made of, to be attached to its PDF: `vanban build --attach-source`.
//!
//! In: the sources of the content, the content file first. Out: [`Attachment`]s with their bytes as
//! they were on disk. How a PDF holds them is `pdf`'s.

use crate::data::{self, DataFile};
use crate::diagnostic::{Result, Source};
use crate::pdf::Attachment;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The media type of YAML (RFC 9512).
const MEDIA_TYPE: &str = "application/yaml";

/// The words that the PDF says of the files in it: `attachments.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    document: String,
    profile: String,
}

impl DataFile for Words {
    const NAME: &'static str = "attachments.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/attachments.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source)
    }
}

/// The content file and the profiles under their base names.
pub fn sources(sources: &[Arc<Source>], words: &Words) -> Vec<Attachment> {
    let mut taken = BTreeSet::new();
    sources
        .iter()
        .enumerate()
        .map(|(index, source)| Attachment {
            name: free_name(&base_name(&source.name), &mut taken),
            description: if index == 0 {
                words.document.clone()
            } else {
                words.profile.clone()
            },
            media_type: MEDIA_TYPE.to_owned(),
            bytes: source.bytes(),
        })
        .collect()
}

/// The name without its folders: where the file lay is nobody's business.
fn base_name(path: &str) -> String {
    let name = Path::new(path).file_name().unwrap_or(path.as_ref());
    name.to_string_lossy().nfc().collect()
}

/// The name, or `name-2.yaml`, … where others have it. Some file systems do not tell capitals apart.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, extension) = match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    };
    let mut free = name.to_owned();
    let mut count = 1;
    while !taken.insert(free.to_lowercase()) {
        count += 1;
        free = format!("{stem}-{count}{extension}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_apart_and_whole() {
        let files = [
            "a/kế hoạch.yaml".nfd().collect::<String>(),
            "a/co-quan.yaml".to_owned(),
            "b/../co-quan-2.yaml".to_owned(),
            "b/Co-Quan.yaml".to_owned(),
            "co-quan".to_owned(),
            ".an".to_owned(),
        ]
        .map(|name| Source::of_file(name, "\u{feff}a: 1\r\n"));
        let words = Words::builtin().unwrap();
        let attached = sources(&files, &words);
        let names: Vec<_> = attached.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "kế hoạch.yaml",
                "co-quan.yaml",
                "co-quan-2.yaml",
                "Co-Quan-3.yaml",
                "co-quan",
                ".an"
            ]
        );
        assert!(attached.iter().all(|a| a.bytes == b"\xef\xbb\xbfa: 1\r\n"));
        assert_eq!(attached[0].description, words.document);
        assert_eq!(attached[5].description, words.profile);
    }
}
