//! Whether a file is still as vanban wrote it.
//!
//! A document property holds a digest over the names and checksums of all other parts. Word,
//! LibreOffice and scripts drop or outdate it when they save, so work done by a person shows.

use super::package::Part;
use super::xml::DECLARATION;
use crate::fingerprint::Fingerprint;
use md5::{Digest, Md5};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The part that holds the property.
pub(super) const NAME: &str = "docProps/custom.xml";
pub(super) const MEDIA_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.custom-properties+xml";
/// No file of ours has more parts; a package that claims to is not ours.
const MOST_PARTS: usize = 256;
/// Bytes of an end-of-central-directory record without comment.
const END_RECORD: usize = 22;

/// The part that seals the others.
///
/// A second property tells the fingerprint of the document's source.
pub(super) fn part(others: &[Part], source: Option<Fingerprint>) -> Part {
    let sums = others.iter().map(|part| {
        let mut crc = flate2::Crc::new();
        crc.update(&part.content);
        (part.name.as_str(), crc.sum())
    });
    Part::new(NAME, MEDIA_TYPE, content(sums, source))
}

fn content<'a>(parts: impl Iterator<Item = (&'a str, u32)>, source: Option<Fingerprint>) -> String {
    let mut digest = Md5::new();
    for (name, crc) in parts {
        digest.update(name.as_bytes());
        digest.update([0]);
        digest.update(crc.to_be_bytes());
    }
    let digest: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let seal = format!("{} {digest}", env!("CARGO_PKG_VERSION"));
    let source = source.map(|print| ("vanban-nguon", print.to_string()));
    let properties: String = (2..)
        .zip([Some(("vanban", seal)), source].into_iter().flatten())
        .map(|(id, (name, value))| {
            format!(
                "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{id}\" \
                 name=\"{name}\"><vt:lpwstr>{value}</vt:lpwstr></property>"
            )
        })
        .collect();
    format!(
        "{DECLARATION}<Properties \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\
         {properties}</Properties>"
    )
}

/// Tells whether these are the bytes of a file as written. Any version's own seal counts: the digest is
/// compared, not the version.
pub(super) fn is_untouched(bytes: &[u8]) -> bool {
    ends_with_directory(bytes) && holds_its_seal(bytes).unwrap_or(false)
}

/// Nothing was added behind the ZIP's own end.
fn ends_with_directory(bytes: &[u8]) -> bool {
    bytes
        .len()
        .checked_sub(END_RECORD)
        .is_some_and(|at| bytes[at..].starts_with(b"PK\x05\x06"))
}

fn holds_its_seal(bytes: &[u8]) -> Option<bool> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if package.len() > MOST_PARTS {
        return None;
    }
    let mut sums = Vec::new();
    for index in 0..package.len() {
        let entry = package.by_index_raw(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        if name != NAME {
            sums.push((name, entry.crc32()));
        }
    }
    let expected = content(sums.iter().map(|(name, crc)| (name.as_str(), *crc)), None);
    let mut found = String::new();
    let limit = 4 * expected.len() as u64;
    package
        .by_name(NAME)
        .ok()?
        .take(limit)
        .read_to_string(&mut found)
        .ok()?;
    Some(digest_of(&found)? == digest_of(&expected)?)
}

/// The last word of the first property.
fn digest_of(content: &str) -> Option<&str> {
    let value = content.split("<vt:lpwstr>").nth(1)?;
    value.split("</vt:lpwstr>").next()?.split(' ').next_back()
}

#[cfg(test)]
mod tests {
    use super::super::package::pack;
    use super::*;

    fn parts(text: &str) -> Vec<Part> {
        let mut parts = vec![
            Part::new("word/document.xml", "a", text.to_owned()),
            Part::new("word/styles.xml", "b", "<styles/>".to_owned()),
        ];
        parts.push(part(&parts, Some(Fingerprint::of(b"a"))));
        parts
    }

    #[test]
    fn a_file_is_untouched_until_a_part_changes() {
        let whole = pack(&parts("<document/>")).unwrap();
        assert!(is_untouched(&whole));
        let mut edited = parts("<document/>");
        edited[0].content = "<document>sửa</document>".to_owned().into_bytes();
        assert!(!is_untouched(&pack(&edited).unwrap()));
        let mut without = parts("<document/>");
        without.pop();
        assert!(!is_untouched(&pack(&without).unwrap()));
        let mut longer = whole.clone();
        longer.extend_from_slice(b"x");
        assert!(!is_untouched(&longer));
        assert!(!is_untouched(b""));
        assert!(!is_untouched(&whole[..whole.len() / 2]));
        assert!(!is_untouched(&[0x50; 400]));
    }
}
