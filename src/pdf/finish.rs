//! From lopdf's document to bytes.
//!
//! In: the whole document as objects. Out: the file. Drops what nothing needs, deflates, names the
//! file after its content (/ID).

use super::file::{self, File};
use super::{broken, number};
use crate::deflate::{Wrapping, deflate};
use crate::diagnostic::Result;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// Saves the document.
pub(super) fn save(mut document: Document) -> Result<Vec<u8>> {
    tidy_pages(&mut document)?;
    document.trailer.remove(b"ID");
    number::tidy(&mut document)?;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            shrink(stream)?;
        }
    }
    let blank = Object::String(vec![0; ID_BYTES], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![blank.clone(), blank]);
    let File { mut bytes, trailer } = file::write(&document)?;
    let ids = id_digits(&bytes, trailer).ok_or_else(|| broken("/ID"))?;
    let digest = digest(&bytes);
    for range in ids {
        bytes[range].copy_from_slice(digest.as_bytes());
    }
    Ok(bytes)
}

/// Tells whether these are the bytes of a file as [`save`] left it: /ID is the digest of the file around
/// it, so a signature, a filled field or any edit shows.
pub(super) fn is_untouched(bytes: &[u8]) -> bool {
    let Some(ids) = trailer(bytes).and_then(|trailer| id_digits(bytes, trailer)) else {
        return false;
    };
    let mut blank = bytes.to_vec();
    for range in ids.clone() {
        blank[range].fill(b'0');
    }
    let digest = digest(&blank);
    ids.into_iter()
        .all(|range| bytes[range] == *digest.as_bytes())
}

/// Bytes of each half of /ID.
const ID_BYTES: usize = 16;

/// From where the end of a file says that its trailer begins.
fn trailer(bytes: &[u8]) -> Option<Range<usize>> {
    const KEY: &[u8] = b"startxref";
    let tail = bytes.len().saturating_sub(64);
    let end = bytes.get(tail..)?;
    let key = end.windows(KEY.len()).rposition(|window| window == KEY)?;
    let offset = str::from_utf8(&end[key + KEY.len()..]).ok()?;
    let offset: usize = offset.split_whitespace().next()?.parse().ok()?;
    (offset < tail + key).then_some(offset..tail + key)
}

/// Where the hexadecimal digits of the two halves of the /ID in a trailer stand.
fn id_digits(bytes: &[u8], trailer: Range<usize>) -> Option<[Range<usize>; 2]> {
    const KEY: &[u8] = b"/ID";
    let entries = bytes.get(trailer.clone())?;
    let key = entries
        .windows(KEY.len())
        .position(|window| window == KEY)?;
    let key = trailer.start + key;
    let half = |from: usize| {
        let start = from + bytes.get(from..from + 8)?.iter().position(|&b| b == b'<')? + 1;
        let end = start + 2 * ID_BYTES;
        let digits = bytes.get(start..end)?;
        digits
            .iter()
            .all(u8::is_ascii_hexdigit)
            .then_some(start..end)
    };
    let first = half(key + KEY.len())?;
    let second = half(first.end)?;
    Some([first, second])
}

/// The digest of a file, in hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(ID_BYTES)
        .map(|byte| format!("{byte:02X}"))
        .collect()
}

/// Gives all pages one dictionary of resources, without printpdf's empty entries, and drops its
/// empty /Annots and the boxes that say no more than /MediaBox.
fn tidy_pages(document: &mut Document) -> Result<()> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut shared = None;
    for page in pages {
        let page = document.get_dictionary_mut(page).map_err(broken)?;
        for key in [b"TrimBox".as_slice(), b"CropBox"] {
            page.remove(key);
        }
        if page
            .get(b"Annots")
            .and_then(Object::as_array)
            .is_ok_and(Vec::is_empty)
        {
            page.remove(b"Annots");
        }
        let own = page
            .get(b"Resources")
            .and_then(Object::as_reference)
            .map_err(broken)?;
        page.set("Resources", *shared.get_or_insert(own));
    }
    if let Some(resources) = shared {
        let resources = document.get_dictionary_mut(resources).map_err(broken)?;
        for key in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
            let entry = resources.get(key).and_then(Object::as_dict);
            if entry.is_ok_and(Dictionary::is_empty) {
                resources.remove(key);
            }
        }
    }
    Ok(())
}

/// Deflates a stream that may be and is not yet, where that makes it smaller.
fn shrink(stream: &mut Stream) -> Result<()> {
    if stream.allows_compression && !stream.dict.has(b"Filter") {
        let deflated = deflate(&stream.content, Wrapping::Zlib).map_err(broken)?;
        if deflated.len() < stream.content.len() {
            stream.set_content(deflated); // sets /Length
            stream.dict.set("Filter", "FlateDecode");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    /// A file whose second stream begins at `offset`.
    fn with_a_stream_at(offset: usize) -> Vec<u8> {
        let made = |length: usize| {
            let mut document = Document::with_version("1.7");
            let stream = |content| Stream::new(dictionary! {}, content).with_compression(false);
            let first = document.add_object(stream(vec![b'x'; length]));
            let second = document.add_object(stream(vec![b'y']));
            let streams = vec![Object::Reference(first), Object::Reference(second)];
            let root = document.add_object(dictionary! { "Streams" => streams });
            document.trailer.set("Root", root);
            save(document).unwrap()
        };
        let begin = |bytes: &[u8]| {
            let is_it = |window: &[u8]| window == b"2 0 obj";
            bytes.windows(7).position(is_it).unwrap()
        };
        let length = offset - 1000;
        let bytes = made(length + offset - begin(&made(length)));
        assert_eq!(begin(&bytes), offset);
        bytes
    }

    #[test]
    fn what_looks_like_an_id_is_none() {
        // In the table of places this offset reads "\0/ID".
        let mut bytes = with_a_stream_at(0x002F_4944);
        let ids = bytes.windows(3).filter(|window| window == b"/ID");
        assert_eq!(ids.count(), 2);
        assert!(is_untouched(&bytes));
        bytes[100] = b'z';
        assert!(!is_untouched(&bytes));
    }
}
