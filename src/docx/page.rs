//! Sections, and the headers that hold the page number.

use super::format::{self, About};
use super::library::{self, HeaderIds};
use super::numbering::Lists;
use super::paragraph::{self, Paragraphs, Written};
use super::xml::Element;
use crate::diagnostic::Result;
use crate::sheet::{PageNumber, PageSetup, Paragraph, Sheet};

/// The headers of the document, each a part of its own.
#[derive(Default)]
pub(super) struct Headers {
    /// Relation id and content, in the order of the parts.
    pub(super) parts: Vec<(String, Element)>,
    /// The same of the footers.
    pub(super) footers: Vec<(String, Element)>,
}

/// The properties of each section. A section whose page number looks like the last one's names
/// no header: it takes over the last one's ("link to previous" in Word).
pub(super) fn sections(sheet: &Sheet) -> Result<(Vec<Element>, Headers)> {
    let mut headers = Headers::default();
    let mut properties = Vec::with_capacity(sheet.sections.len());
    let mut last: Option<&PageSetup> = None;
    for section in &sheet.sections {
        let page = &section.page;
        let number = &page.page_number;
        let ids = match last {
            Some(last) if alike(last, page) => None,
            _ => Some(HeaderIds {
                first: headers.add(match page.first_header.as_slice() {
                    [] => header(sheet, number, false)?,
                    paragraphs => margin(sheet, "w:hdr", paragraphs)?,
                }),
                others: headers.add(header(sheet, number, true)?),
                footer: match (page.first_footer.as_slice(), last) {
                    ([], None) => None,
                    // What the section before has there would be taken over.
                    ([], Some(last)) if last.first_footer.is_empty() => None,
                    ([], Some(_)) => {
                        let empty = Element::root("w:ftr").holding([paragraph::end()]);
                        Some(headers.add_footer(empty))
                    }
                    (paragraphs, _) => {
                        Some(headers.add_footer(margin(sheet, "w:ftr", paragraphs)?))
                    }
                },
            }),
        };
        last = Some(page);
        properties.push(library::section(&section.page, ids)?);
    }
    Ok((properties, headers))
}

/// The paragraphs in a margin of a first page.
fn margin(sheet: &Sheet, root: &'static str, paragraphs: &[Paragraph]) -> Result<Element> {
    let mut writer = Paragraphs::new(sheet, Lists::new(&sheet.lists));
    let written = paragraphs.iter().map(|p| writer.build(p));
    let written = written.collect::<Result<Vec<_>>>()?;
    Ok(Element::root(root).holding(written.into_iter().map(Written::into_element)))
}

impl Headers {
    fn add_footer(&mut self, footer: Element) -> String {
        let id = format!("rIdFooter{}", self.footers.len() + 1);
        self.footers.push((id.clone(), footer));
        id
    }

    fn add(&mut self, header: Element) -> String {
        let id = format!("rIdHeader{}", self.parts.len() + 1);
        self.parts.push((id.clone(), header));
        id
    }
}

fn alike(one: &PageSetup, other: &PageSetup) -> bool {
    if one.first_header != other.first_header || one.first_footer != other.first_footer {
        return false;
    }
    let (one, other) = (&one.page_number, &other.page_number);
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
