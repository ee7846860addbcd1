//! Pages to a PDF file.
//!
//! Every file is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once; one with files attached
//! to it is PDF/A-3a (ISO 19005-3).
//!
//! In: [`Pages`], where every line and rule has its place, and the [`FontSet`] that they were
//! measured with. Out: the bytes of a PDF 1.7 file. Nothing here decides a position, a measure or
//! a line break, and no type of printpdf or lopdf leaves this folder.
//!
//! The way through, one file a concern:
//!
//! 1. `fonts` collects the characters of each face; `subset` refuses what a face lacks and cuts the
//!    face down to them (fields are filled in by an `encoding` and a `cmap`);
//! 2. printpdf builds pages and fonts; `draw` turns lines, rules and pictures into the pages'
//!    `content` (charts by `plot`) and asks `tags` what each is part of;
//! 3. `fonts` again puts right what printpdf says of the fonts, `metadata` (with `xmp` and `srgb`)
//!    and `outline` replace its document information and bookmarks, `pictures` adds images, `fields` (with `locks`)
//!    what is filled in and signed, `tags` the tag tree, `attach` other files, all on lopdf's document;
//!    `links` what references point at.
//! 4. `finish` drops what nothing refers to (`number`), deflates and names (/ID); `file` writes, `syntax` knows how.
//!
//! Beside it `update` adds such pages, or a field, to a PDF of anybody's.
//!
//! The same pages give the same bytes in any thread of any process: no clock, no counter, no map
//! without an order.

mod attach;
mod cmap;
mod content;
mod draw;
mod encoding;
mod fields;
mod file;
mod finish;
mod fonts;
mod links;
mod locks;
mod metadata;
mod number;
mod outline;
mod pictures;
mod plot;
mod srgb;
mod subset;
mod syntax;
mod tags;
#[cfg(test)]
mod tests;
mod update;
mod xmp;

pub use attach::Attachment;
pub use update::{Original, Paper};

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::font::FontSet;
use crate::layout::{Page, Pages};
use fonts::Fonts;
use links::Targets;
use lopdf::Object;
use printpdf::{PdfDocument, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, Pt, Rect};
use std::fmt::Display;
use tags::Tags;

/// Things that a file holds beside its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Files that go with it, in the order that they are told in.
    pub attachments: Vec<Attachment>,
}

/// Writes the pages as a PDF file, and nothing beside them.
///
/// # Errors
/// As [`write_with`].
pub fn write(pages: &Pages, set: &FontSet) -> Result<Vec<u8>> {
    write_with(pages, set, &Options::default())
}

/// Writes the pages as a PDF file.
///
/// # Errors
/// A face lacks a character of the text (an earlier stage should have said so, with its place),
/// or the file cannot be built, which is a fault of the program or of a font of the user's.
pub fn write_with(pages: &Pages, set: &FontSet, options: &Options) -> Result<Vec<u8>> {
    let Options { attachments } = options;
    let Pages {
        properties,
        pages: sheets,
        outline,
        fields: places,
    } = pages;
    let fonts = Fonts::collect(sheets, places, set)?;
    let mut printed = PdfDocument::new("");
    printed.resources.fonts.map = fonts.resources();
    printed.pages = blank(sheets, &fonts);
    let mut document = build(&printed)?;
    fonts.mend(&mut document)?;
    let mut tags = Tags::new(places);
    let targets = Targets::of(sheets, set);
    let mut links = Vec::new();
    let contents = draw::pages(sheets, (&fonts, set), &mut tags, (&targets, &mut links))?;
    fill(&mut document, contents)?;
    metadata::write(&mut document, properties, !attachments.is_empty())?;
    outline::write(&mut document, outline, sheets)?;
    pictures::write(&mut document, sheets)?;
    let widgets = fields::write(&mut document, places, sheets, &fonts)?;
    let links = targets.write(&mut document, &links, sheets)?;
    tags.write(&mut document, (&widgets, &links))?;
    attach::write(&mut document, attachments)?;
    finish::save(document)
}

/// Tells whether these bytes are a PDF exactly as [`write_with`] gave it: not signed, filled in or edited since.
pub fn is_untouched(bytes: &[u8]) -> bool {
    finish::is_untouched(bytes)
}

/// The pages as printpdf makes them: paper, and on the first all that is ever set in each font, from
/// which printpdf knows what to say of it.
fn blank(sheets: &[Page], fonts: &Fonts) -> Vec<PdfPage> {
    let mut ops = fonts.specimen();
    let blank = |sheet: &Page| {
        let Page {
            width,
            height,
            items: _, // for `draw`
        } = sheet;
        let [width, height] =
            [width, height].map(|side| Pt(((side * 1000.0).round() / 1000.0) as f32));
        let paper = Rect::from_wh(width, height);
        PdfPage {
            media_box: paper.clone(),
            trim_box: paper.clone(),
            crop_box: paper,
            ops: std::mem::take(&mut ops),
        }
    };
    sheets.iter().map(blank).collect()
}

/// Puts what was drawn onto the pages.
fn fill(document: &mut lopdf::Document, contents: Vec<Vec<u8>>) -> Result<()> {
    let pages: Vec<_> = document.page_iter().collect();
    if pages.len() != contents.len() {
        return Err(broken("số trang"));
    }
    for (page, content) in pages.into_iter().zip(contents) {
        let page = document.get_dictionary(page).map_err(broken)?;
        let stream = page.get(b"Contents").and_then(Object::as_reference);
        let stream = document.get_object_mut(stream.map_err(broken)?);
        let stream = stream.and_then(Object::as_stream_mut).map_err(broken)?;
        stream.set_content(content);
    }
    Ok(())
}

/// Lets printpdf build pages and fonts. Whatever it complains of would be a fault that
/// readers see (a font not embedded, text outside a text section), so none of it passes.
fn build(printed: &PdfDocument) -> Result<lopdf::Document> {
    let mut warnings = Vec::new();
    let document = printed.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    let complaints: Vec<Diagnostic> = warnings
        .iter()
        .filter(|warning| warning.severity != PdfParseErrorSeverity::Info)
        .map(|warning| fault(&warning.msg))
        .collect();
    if complaints.is_empty() {
        Ok(document)
    } else {
        Err(Diagnostics(complaints))
    }
}

/// A fault that no input should lead to: a library refused, or the pages contradict themselves.
fn fault(why: impl Display) -> Diagnostic {
    Diagnostic::error("ghi-pdf", format!("không ghi được tệp PDF: {why}")).help(
        "đây là lỗi của chương trình, không phải của văn bản; xin báo lại cho người phát triển",
    )
}

/// [`fault`] for `map_err`.
fn broken(why: impl Display) -> Diagnostics {
    fault(why).into()
}
