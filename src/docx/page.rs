//! Sections, and the headers that hold the page number.

use super::format::{self, About};
use super::library::{self, HeaderIds};
use super::paragraph;
use super::xml::Element;
use crate::diagnostic::Result;
use crate::sheet::{PageNumber, Sheet};

/// The headers of the document, each a part of its own.
#[derive(Default)]
pub(super) struct Headers {
    /// Relation id and content, in the order of the parts.
    pub(super) parts: Vec<(String, Element)>,
}

/// The properties of each section. A section whose page number looks like the last one's names
/// no header: it takes over the last one's ("link to previous" in Word).
pub(super) fn sections(sheet: &Sheet) -> Result<(Vec<Element>, Headers)> {
    let mut headers = Headers::default();
    let mut properties = Vec::with_capacity(sheet.sections.len());
    let mut last: Option<&PageNumber> = None;
    for section in &sheet.sections {
        let number = &section.page.page_number;
        let ids = match last {
            Some(last) if alike(last, number) => None,
            _ => Some(HeaderIds {
                first: headers.add(header(sheet, number, false)?),
                others: headers.add(header(sheet, number, true)?),
            }),
        };
        last = Some(number);
        properties.push(library::section(&section.page, ids)?);
    }
    Ok((properties, headers))
}

impl Headers {
    fn add(&mut self, header: Element) -> String {
        let id = format!("rIdHeader{}", self.parts.len() + 1);
        self.parts.push((id.clone(), header));
        id
    }
}

fn alike(one: &PageNumber, other: &PageNumber) -> bool {
    let PageNumber {
        start: _,
        style,
        paragraph,
        run,
    } = one;
    *style == other.style && *paragraph == other.paragraph && *run == other.run
}

/// The first page's header is empty and of the same height, so that the text of both kinds of
/// page starts alike.
fn header(sheet: &Sheet, number: &PageNumber, shown: bool) -> Result<Element> {
    let PageNumber {
        start: _,
        style,
        paragraph,
        run,
    } = number;
    let style = paragraph::style(sheet, *style)?;
    let run = format::run(*run, style.run);
    let about = About {
        style: Some(&style.id),
        mark: run.clone(),
        ..About::default()
    };
    let mut built = Element::new("w:p");
    built.push(format::paragraph(paragraph, &style.paragraph, about));
    if shown {
        built.extend(page_field().map(|piece| {
            let run = Element::new("w:r").holding(run.clone());
            run.holding([piece])
        }));
    }
    Ok(Element::root("w:hdr").holding([built]))
}

/// A field is five runs when Word writes it.
fn page_field() -> [Element; 5] {
    let mark = |kind| Element::new("w:fldChar").with("w:fldCharType", kind);
    [
        mark("begin"),
        Element::new("w:instrText").saying("PAGE"),
        mark("separate"),
        super::runs::text("w:t", "2"),
        mark("end"),
    ]
}
