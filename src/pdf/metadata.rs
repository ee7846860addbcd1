//! What the file says of itself: document information, language, how a reader shows it.
//!
//! In: the properties. Out: an /Info and a catalog of our own in place of printpdf's, which tell of
//! PDF/X, of dates in 1970 and of a page layout that nobody asked for. No dates at all: the same
//! input gives the same bytes.

use super::broken;
use crate::diagnostic::Result;
use crate::document::Properties;
use lopdf::{Dictionary, Document, Object, dictionary, text_string};

/// The program, with its version.
const PROGRAM: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"));

/// Writes /Info and the catalog.
pub(super) fn write(document: &mut Document, properties: &Properties) -> Result<()> {
    let Properties {
        title,
        author,
        subject,
        language,
    } = properties;
    let mut info = Dictionary::new();
    set_text(&mut info, "Title", title);
    set_text(&mut info, "Author", author);
    set_text(&mut info, "Subject", subject);
    set_text(&mut info, "Creator", PROGRAM);
    set_text(&mut info, "Producer", &format!("{PROGRAM} (printpdf)"));
    let info = document.add_object(info);
    document.trailer.set("Info", info);

    let pages = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages")?.as_reference())
        .map_err(broken)?;
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => !title.is_empty() },
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
