//! From lopdf's document to bytes.
//!
//! In: the whole document as objects. Out: the file. Drops what nothing needs, deflates, names the
//! file after its content (/ID), and packs the small objects into object streams (PDF 1.5 and later).

use super::broken;
use crate::diagnostic::Result;
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat};
use md5::{Digest, Md5};
use std::io::{self, Write};
use std::ops::Range;

/// Deflate level: 9 gains under 2 % and costs half as much time again.
const LEVEL: u32 = 6;

/// Saves the document.
pub(super) fn save(mut document: Document) -> Result<Vec<u8>> {
    tidy_pages(&mut document)?;
    document.trailer.remove(b"ID");
    document.prune_objects();
    document.renumber_objects();
    let mut deflater = Deflater::default();
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            deflate(stream, &mut deflater).map_err(broken)?;
        }
    }
    let blank = Object::String(vec![0; ID_BYTES], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![blank.clone(), blank]);
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(100)
        .compression_level(LEVEL)
        .build();
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, options)
        .map_err(broken)?;
    let ids = id_digits(&bytes).ok_or_else(|| broken("/ID"))?;
    let digest = digest(&bytes);
    for range in ids {
        bytes[range].copy_from_slice(digest.as_bytes());
    }
    Ok(bytes)
}

/// Whether these are the bytes of a file as [`save`] left it: /ID is the digest of the file around
/// it, so a signature, a filled field or any edit shows.
pub(super) fn is_untouched(bytes: &[u8]) -> bool {
    let Some(ids) = id_digits(bytes) else {
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

/// Where the hexadecimal digits of the two halves of the last /ID stand.
fn id_digits(bytes: &[u8]) -> Option<[Range<usize>; 2]> {
    const KEY: &[u8] = b"/ID";
    let key = bytes.windows(KEY.len()).rposition(|window| window == KEY)?;
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
    Md5::digest(bytes)
        .iter()
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
fn deflate(stream: &mut Stream, deflater: &mut Deflater) -> io::Result<()> {
    if stream.allows_compression && !stream.dict.has(b"Filter") {
        set_deflated(stream, deflater.deflate(&stream.content)?);
    }
    Ok(())
}

/// Puts its deflated content into a stream, where that is smaller.
pub(super) fn set_deflated(stream: &mut Stream, deflated: Vec<u8>) {
    if deflated.len() < stream.content.len() {
        stream.set_content(deflated); // sets /Length
        stream.dict.set("Filter", "FlateDecode");
    }
}

/// Deflates one content after the other. One for a whole file: to set up its tables takes as long
/// as to deflate some kilobytes, and most streams are smaller.
pub(super) struct Deflater(ZlibEncoder<Vec<u8>>);

impl Default for Deflater {
    fn default() -> Self {
        Self(ZlibEncoder::new(Vec::new(), Compression::new(LEVEL)))
    }
}

impl Deflater {
    pub(super) fn deflate(&mut self, content: &[u8]) -> io::Result<Vec<u8>> {
        self.0.write_all(content)?;
        self.0.reset(Vec::new())
    }
}
