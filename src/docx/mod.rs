//! Sheet to DOCX, as a good typist builds one: named styles, real lists, notes and tables.
//!
//! In: [`Sheet`]. Out: the bytes of the file; the same sheet gives the same bytes in any process
//! and thread. Nothing here decides a measure or writes a word of its own
//! (but for the names on content controls).
//!
//! docx-rs builds the parts (`paragraph`, `table`, `numbering`, `styles`, `page`,
//! `notes`, `controls`, `pictures`); `normalise` makes them valid and reproducible; `parts` adds what docx-rs gets
//! wrong as a whole; `package` packs. `redline` makes one document of two, what differs marked as
//! Word's revisions.

mod controls;
mod format;
mod normalise;
mod notes;
mod numbering;
mod package;
mod page;
mod paragraph;
mod parts;
mod pictures;
mod redline;
mod seal;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::sheet::{Block, Inline, Section, Sheet, Table};
use docx_rs::{BuildXML, Docx, Numberings, SectionProperty};
use normalise::Element;
use numbering::Lists;
use package::Part;
use page::Headers;
use paragraph::{Paragraphs, end, hidden, tiny};
use pictures::Pictures;
use std::fmt::Display;

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

/// Whether these bytes are a DOCX exactly as [`write()`] gave it: not edited or saved by any other
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
    let lists = Lists::new(&sheet.lists, &sheet.font_family);
    finish(sheet, flow(sheet, lists, Closing::InTable)?)
}

/// The parts of a sheet that hold its text, in their final shape.
struct Flow<'a> {
    document: Element,
    /// The two separators, then the notes.
    footnotes: Element,
    numberings: Numberings,
    headers: Headers,
    pictures: Pictures<'a>,
}

/// How a closing stands that stays with the table before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// As its last rows: they stay together in every program.
    InTable,
    /// As a table of its own, as on the sheet: for comparing block by block.
    Apart,
}

fn flow<'a>(sheet: &'a Sheet, lists: Lists<'a>, closing: Closing) -> Result<Flow<'a>> {
    if sheet.sections.is_empty() {
        return Err(fault("văn bản không có phần nào"));
    }
    let (properties, headers) = page::sections(sheet)?;
    let mut paragraphs = Paragraphs::new(sheet, lists);
    let docx = body(sheet, properties, closing, &mut paragraphs)?;
    let numberings = paragraphs.lists.into_numberings();
    let pictures = paragraphs.pictures;
    let built = docx.build();
    let mut footnotes = notes::finish(&built.footnotes, sheet)?;
    normalise::finish(&mut footnotes);
    let mut document = normalise::read(&built.document)?;
    pictures.fill(&mut document);
    normalise::finish(&mut document);
    Ok(Flow {
        document,
        pictures,
        footnotes,
        numberings,
        headers,
    })
}

/// Puts all that belongs to a document around its text.
fn finish(sheet: &Sheet, flow: Flow<'_>) -> Result<Vec<Part>> {
    let Flow {
        document,
        footnotes,
        numberings,
        headers,
        pictures,
    } = flow;
    // Besides the two separators.
    let notes = footnotes.elements().count() > 2;
    let mut word = vec![
        named("styles", styles::part(sheet)?),
        named("settings", parts::settings(sheet, notes)),
        named("fontTable", parts::font_table(sheet)),
        theme(sheet),
    ];
    if !numberings.numberings.is_empty() {
        let numbering = numbering::finish(&numberings.build())?;
        word.push(named("numbering", finished(numbering)));
    }
    if notes {
        word.push(named("footnotes", footnotes.to_part()));
    }
    Ok(assemble(
        sheet,
        document.to_part(),
        word,
        headers,
        &pictures,
    ))
}

/// The body, section by section.
fn body<'a>(
    sheet: &'a Sheet,
    properties: Vec<SectionProperty>,
    closing: Closing,
    paragraphs: &mut Paragraphs<'a>,
) -> Result<Docx> {
    let mut docx = Docx::new();
    let last = sheet.sections.len().saturating_sub(1);
    for (index, (section, property)) in sheet.sections.iter().zip(properties).enumerate() {
        if let Some(Block::Table(table)) = section.blocks.first()
            && !sheet.notes.is_empty()
            && (index == 0 || has_notes(table))
        {
            // LibreOffice 7.4 reads notes into the first paragraph and, where a table comes first,
            // leaves an empty line of 16 pt above it; with a paragraph there it leaves none.
            docx = docx.add_paragraph(hidden());
        }
        let carried = (index < last).then(|| property.clone());
        docx = add_section(docx, section, carried, closing, paragraphs)?;
        docx.document.section_property = property;
    }
    Ok(docx)
}

fn has_notes(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let mut inlines = cells
        .flat_map(|cell| &cell.paragraphs)
        .flat_map(|paragraph| &paragraph.inlines);
    inlines.any(|inline| matches!(inline, Inline::Note { .. }))
}

/// A section that is not the last keeps its properties in its last paragraph.
fn add_section<'a>(
    mut docx: Docx,
    section: &'a Section,
    carried: Option<SectionProperty>,
    closing: Closing,
    paragraphs: &mut Paragraphs<'a>,
) -> Result<Docx> {
    let Section { page: _, blocks } = section;
    let mut open = None;
    let mut after_table = None;
    let mut rest = blocks.iter().peekable();
    while let Some(block) = rest.next() {
        if let Some(paragraph) = open.take() {
            docx = docx.add_paragraph(paragraph);
        }
        match block {
            Block::Paragraph(paragraph) => {
                open = Some(paragraphs.build(paragraph, &[])?);
                after_table = None;
            }
            Block::Table(table) => {
                if let Some(before) = after_table {
                    // What keeps one table with the next goes through the paragraph between.
                    docx = docx.add_paragraph(tiny().keep_next(table::keeps_next(before)));
                }
                let joined = match rest.peek() {
                    Some(Block::Table(next)) if closing == Closing::InTable => {
                        Some(next).filter(|next| table::joins(table, next))
                    }
                    _ => None,
                };
                if joined.is_some() {
                    rest.next();
                }
                if let Some(built) = table::build(table, joined, paragraphs)? {
                    docx = docx.add_table(built);
                    after_table = Some(joined.unwrap_or(table));
                }
            }
        }
    }
    let end = open.unwrap_or_else(end);
    Ok(docx.add_paragraph(match carried {
        Some(property) => end.section_property(property),
        None => end,
    }))
}

fn finished(mut root: Element) -> String {
    normalise::finish(&mut root);
    root.to_part()
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
) -> Vec<Part> {
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
            finished(header),
        ));
    }
    parts.extend(pictures.parts(&mut relations));
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
    parts
}
