//! Sheet to DOCX, as a good typist builds one: named styles, real lists, notes and tables.
//!
//! In: [`Sheet`]. Out: the bytes of the file; the same sheet gives the same bytes in any process
//! and thread. Nothing here decides a measure or writes a word of its own
//! (but for the names on content controls).
//!
//! `body` walks the sheet; `paragraph`, `runs`, `format`, `controls`, `pictures`, `table` and `notes`
//! build what it holds as trees (`xml`) in the schema's order; `styles`, `numbering` and `page`
//! finish what docx-rs builds, of which only `library` knows; `parts` fills in the parts that say
//! the same in every document; `places` marks where each paragraph came from; `package` packs. `redline` makes one document of two, what differs
//! marked as Word's revisions.

mod body;
mod charts;
mod controls;
mod format;
mod library;
mod notes;
mod numbering;
mod package;
mod page;
mod paragraph;
mod parts;
mod pictures;
mod places;
mod redline;
mod references;
mod runs;
mod seal;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::sheet::Sheet;
use body::Closing;
use numbering::{Lists, Numbering};
use package::Part;
use page::Headers;
use paragraph::Paragraphs;
use pictures::Pictures;
pub use places::Made;
use places::Places;
use std::fmt::Display;
use xml::{Element, Stream};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes a sheet as a DOCX file.
///
/// # Errors
/// Where the sheet is not whole (a style, list or note that is not there) or a library fails:
/// both are faults of this program, not of the user's text.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>> {
    let parts = build(sheet)?;
    package::pack(&parts)
}

/// Writes the new of two sheets as a DOCX file in which all that differs from the old one is a
/// revision for somebody to accept or reject in Word. With all accepted it reads as the new
/// document, with all rejected as the old one.
///
/// # Errors
/// As [`write()`].
pub fn write_changes(old: &Sheet, new: &Sheet) -> Result<Vec<u8>> {
    package::pack(&redline::build(old, new)?)
}

/// Tells whether these bytes are a DOCX exactly as [`write()`] gave it: not edited or saved by any other
/// program since.
pub fn is_untouched(bytes: &[u8]) -> bool {
    seal::is_untouched(bytes)
}

/// A fault of this program, told so.
fn fault<E: Display>(cause: E) -> Diagnostics {
    Diagnostic::error("docx", format!("không tạo được tệp DOCX: {cause}"))
        .help("đây là lỗi của vanban, không phải của văn bản; xin báo cho người làm vanban")
        .into()
}

/// All parts, content types first.
fn build(sheet: &Sheet) -> Result<Vec<Part>> {
    let (properties, headers) = sections(sheet)?;
    let mut paragraphs = Paragraphs::new(sheet, Lists::new(&sheet.lists));
    paragraphs.places = Some(Places::new(sheet));
    let mut document = Stream::document(runs::has_checks(sheet));
    let last = body::write(&mut paragraphs, properties, Closing::InTable, |child| {
        child.write(&mut document);
    })?;
    if let Some(last) = last {
        document.push(&last);
    }
    let Paragraphs {
        lists,
        pictures,
        notes,
        places,
        ..
    } = paragraphs;
    finish(
        sheet,
        Texts {
            document: document.finish(),
            notes: notes::elements(notes).collect(),
            numbering: lists.finish(),
            headers,
            pictures,
            places,
        },
    )
}

/// The properties of each section, and the headers that they name.
fn sections(sheet: &Sheet) -> Result<(Vec<Element>, Headers)> {
    if sheet.sections.is_empty() {
        return Err(fault("văn bản không có phần nào"));
    }
    page::sections(sheet)
}

/// The written text of a document, with the parts that belong to it alone.
struct Texts<'a> {
    /// word/document.xml.
    document: String,
    /// Its notes in the order of their marks.
    notes: Vec<Element>,
    numbering: Numbering<'a>,
    headers: Headers,
    pictures: Pictures<'a>,
    places: Option<Places>,
}

/// Puts all that belongs to a document around its text.
fn finish(sheet: &Sheet, texts: Texts<'_>) -> Result<Vec<Part>> {
    let Texts {
        document,
        notes,
        numbering,
        headers,
        pictures,
        places,
    } = texts;
    let mut word = vec![
        named("styles", styles::part(sheet)?),
        named("settings", parts::settings(sheet, !notes.is_empty())),
        named("fontTable", parts::font_table(sheet)),
        theme(sheet),
    ];
    if !numbering.is_empty() {
        word.push(named("numbering", numbering.part(&sheet.font_family)?));
    }
    if !notes.is_empty() {
        let footnotes = notes::root(sheet)?.holding(notes);
        word.push(named("footnotes", footnotes.to_part()));
    }
    let places = places.map_or(Vec::new(), Places::parts);
    assemble(sheet, document, word, headers, &pictures, places)
}

fn named(name: &str, content: String) -> Part {
    Part::new(
        &format!("word/{name}.xml"),
        format!("{WORD}.{name}+xml"),
        content,
    )
}

fn theme(sheet: &Sheet) -> Part {
    Part::new(
        "word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        parts::theme(sheet),
    )
}

/// Puts the parts in their order and relates them.
fn assemble(
    sheet: &Sheet,
    document: String,
    word: Vec<Part>,
    headers: Headers,
    pictures: &Pictures<'_>,
    places: Vec<Part>,
) -> Result<Vec<Part>> {
    let mut relations = parts::Relations::default();
    for part in &word {
        relations.add_part(part);
    }
    let mut parts = vec![Part::new(
        "word/document.xml",
        format!("{WORD}.document.main+xml"),
        document,
    )];
    parts.extend(word);
    for (index, (id, header)) in headers.parts.into_iter().enumerate() {
        let file = format!("header{}.xml", index + 1);
        relations.add(&id, &format!("{OFFICE}/header"), &file);
        let name = format!("word/{file}");
        parts.push(Part::new(
            &name,
            format!("{WORD}.header+xml"),
            header.to_part(),
        ));
    }
    for (index, (id, footer)) in headers.footers.into_iter().enumerate() {
        let file = format!("footer{}.xml", index + 1);
        relations.add(&id, &format!("{OFFICE}/footer"), &file);
        let name = format!("word/{file}");
        let media_type = format!("{WORD}.footer+xml");
        parts.push(Part::new(&name, media_type, footer.to_part()));
    }
    parts.extend(pictures.parts(&mut relations, &sheet.font_family)?);
    if !places.is_empty() {
        places::relate(&mut relations);
    }
    parts.extend(places);
    parts.push(Part::new(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        parts::core(sheet),
    ));
    parts.push(Part::new(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        parts::app(),
    ));
    let types = parts::content_types(&parts);
    parts.splice(0..0, [types, parts::package_relations()]);
    parts.insert(3, relations.into_part("word/_rels/document.xml.rels"));
    parts.push(seal::part(&parts, sheet.fingerprint));
    Ok(parts)
}
