//! The file's own account of itself: document information, language, how a reader shows it.
//!
//! In: the properties. Out: an /Info and a catalog of our own in place of printpdf's, which tell of
//! PDF/X, of dates in 1970 and of a page layout that nobody asked for; the same in XMP, which
//! PDF/A and PDF/UA are declared in; the output intent that PDF/A demands. No dates at all: the
//! same input gives the same bytes.

use super::{broken, srgb, xmp};
use crate::diagnostic::Result;
use crate::document::Properties;
use lopdf::{Dictionary, Document, Object, Stream, dictionary, text_string};

/// The program, with its version.
const PROGRAM: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"));

/// The program that made the PDF.
const PRODUCER: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"), " (printpdf)");

/// For a document that tells nothing else: PDF/UA wants a title and a language of each.
const TITLE: &str = "Văn bản";
const LANGUAGE: &str = "vi-VN";

/// Writes /Info and the catalog of a file of PDF/A-2 or, where others are attached to it, PDF/A-3.
pub(super) fn write(
    document: &mut Document,
    properties: &Properties,
    has_attachments: bool,
) -> Result<()> {
    let Properties {
        title,
        author,
        subject,
        language,
    } = properties;
    let title = if title.is_empty() { TITLE } else { title };
    let language = if language.is_empty() {
        LANGUAGE
    } else {
        language
    };
    let mut info = Dictionary::new();
    set_text(&mut info, "Title", title);
    set_text(&mut info, "Author", author);
    set_text(&mut info, "Subject", subject);
    set_text(&mut info, "Creator", PROGRAM);
    set_text(&mut info, "Producer", PRODUCER);
    let info = document.add_object(info);
    document.trailer.set("Info", info);

    let pages = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages")?.as_reference())
        .map_err(broken)?;
    let xmp = xmp::packet(&xmp::Facts {
        title,
        author,
        subject,
        language,
        creator: PROGRAM,
        producer: PRODUCER,
        part: if has_attachments { 3 } else { 2 },
    });
    // Plain, for programs that look for it without reading PDF.
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp.into_bytes(),
    )
    .with_compression(false);
    let xmp = document.add_object(xmp);
    let profile = Stream::new(dictionary! { "N" => srgb::COMPONENTS }, srgb::profile());
    let profile = document.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text_string(srgb::NAME),
        "Info" => text_string(srgb::NAME),
        "DestOutputProfile" => profile,
    };
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => xmp,
        "OutputIntents" => vec![Object::Dictionary(intent)],
    };
    set_text(&mut catalog, "Lang", language);
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    document.version = "1.7".to_owned();
    Ok(())
}

/// Sets a text, unless it is empty.
fn set_text(dictionary: &mut Dictionary, key: &str, text: &str) {
    if !text.is_empty() {
        let text: Object = text_string(text);
        dictionary.set(key, text);
    }
}
