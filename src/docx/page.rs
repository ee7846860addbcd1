//! Sections, and the headers that hold the page number.

use super::format::{self, unsigned};
use super::normalise::{Element, tree_of};
use super::paragraph::{self, with_property};
use crate::diagnostic::Result;
use crate::sheet::{PageNumber, PageSetup, Sheet};
use docx_rs::{
    FieldCharType, Header, HeaderReference, InstrPAGE, InstrText, PageMargin, PageNumType,
    PageOrientationType, PageSize, Run, SectionProperty, SectionType,
};

/// The headers of the document, each a part of its own.
#[derive(Default)]
pub(super) struct Headers {
    /// Relation id and content, in the order of the parts.
    pub(super) parts: Vec<(String, Element)>,
}

/// The properties of each section. A section whose page number looks like the last one's names
/// no header: it takes over the last one's ("link to previous" in Word).
pub(super) fn sections(sheet: &Sheet) -> Result<(Vec<SectionProperty>, Headers)> {
    let mut headers = Headers::default();
    let mut properties = Vec::with_capacity(sheet.sections.len());
    let mut last: Option<&PageNumber> = None;
    for section in &sheet.sections {
        let mut property = setup(&section.page);
        let number = &section.page.page_number;
        if !last.is_some_and(|last| alike(last, number)) {
            let first = headers.add(&header(sheet, number, false)?);
            property.first_header_reference = Some(HeaderReference::new("first", first));
            let rest = headers.add(&header(sheet, number, true)?);
            property.header_reference = Some(HeaderReference::new("default", rest));
        }
        last = Some(number);
        properties.push(property);
    }
    Ok((properties, headers))
}

impl Headers {
    fn add(&mut self, header: &Element) -> String {
        let id = format!("rIdHeader{}", self.parts.len() + 1);
        self.parts.push((id.clone(), header.clone()));
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

fn setup(page: &PageSetup) -> SectionProperty {
    let PageSetup {
        width,
        height,
        top,
        right,
        bottom,
        left,
        header,
        footer,
        page_number,
    } = page;
    let mut size = PageSize::new().size(unsigned(*width), unsigned(*height));
    if width > height {
        size = size.orient(PageOrientationType::Landscape);
    }
    let margin = PageMargin {
        top: top.0,
        left: left.0,
        bottom: bottom.0,
        right: right.0,
        header: header.0,
        footer: footer.0,
        gutter: 0,
    };
    let mut property = SectionProperty::new().page_size(size).page_margin(margin);
    if let Some(start) = page_number.start {
        property = property
            .title_pg()
            .page_num_type(PageNumType::new().start(start));
    }
    property.section_type = Some(SectionType::NextPage);
    property
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
    let (property, hints) = format::paragraph(paragraph, &style.paragraph);
    let mut built = docx_rs::Paragraph::new().id(super::normalise::Hint::id(&hints));
    let run = format::run(*run, style.run);
    built.property = property.style(&style.id).run_property(run.clone());
    if shown {
        for piece in page_field() {
            built = built.add_run(piece(with_property(run.clone())));
        }
    }
    tree_of(&Header::new().add_paragraph(built))
}

/// A field is five runs when Word writes it.
fn page_field() -> [fn(Run) -> Run; 5] {
    [
        |run| run.add_field_char(FieldCharType::Begin, false),
        |run| run.add_instr_text(InstrText::PAGE(InstrPAGE {})),
        |run| run.add_field_char(FieldCharType::Separate, false),
        |run| run.add_text("2"),
        |run| run.add_field_char(FieldCharType::End, false),
    ]
}
