//! The blocks of a sheet in the order of the file, and the paragraphs that Word wants between them.

use super::paragraph::{Paragraphs, Written, end, hidden, tiny};
use super::table::{self, WrittenRow};
use super::xml::{Element, Stream};
use crate::diagnostic::Result;
use crate::sheet::{Block, Inline, Section, Table};

/// A child of the body.
pub(super) enum Child<'a> {
    Paragraph(Written<'a>),
    /// A table begins: the one of the sheet, and its `w:tbl` without rows.
    TableBegins(&'a Table, Element),
    /// A row of the table that began last.
    Row(WrittenRow<'a>),
    /// The table ends.
    TableEnds,
    /// A paragraph of no block: the writer puts it between blocks of its own accord.
    Glue(Element),
}

impl Child<'_> {
    /// Writes the child where it stands in the file.
    pub(super) fn write(self, stream: &mut Stream) {
        match self {
            Self::Paragraph(paragraph) => stream.push(&paragraph.into_element()),
            Self::TableBegins(_, frame) => stream.begin(frame),
            Self::Row(row) => stream.push(&row.into_element()),
            Self::TableEnds => stream.end(),
            Self::Glue(paragraph) => stream.push(&paragraph),
        }
    }
}

/// The ways to write a closing that stays with the table before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// As its last rows: they stay together in every program.
    InTable,
    /// As a table of its own, as on the sheet: for comparing block by block.
    Apart,
}

/// Writes the body section by section and hands on each child; `properties` are the sections'.
/// Gives back those of the last section, which stand behind all children.
pub(super) fn write<'a>(
    paragraphs: &mut Paragraphs<'a>,
    properties: Vec<Element>,
    closing: Closing,
    mut take: impl FnMut(Child<'a>),
) -> Result<Option<Element>> {
    let sheet = paragraphs.sheet;
    let mut sections = sheet.sections.iter().zip(properties).enumerate().peekable();
    while let Some((index, (section, property))) = sections.next() {
        if let Some(Block::Table(table)) = section.blocks.first()
            && !sheet.notes.is_empty()
            && (index == 0 || has_notes(table))
        {
            // LibreOffice 7.4 reads notes into the first paragraph and, where a table comes first,
            // leaves an empty line of 16 pt above it; with a paragraph there it leaves none.
            take(Child::Glue(hidden()));
        }
        let is_last = sections.peek().is_none();
        let mut last = write_section(section, closing, paragraphs, &mut take)?;
        if is_last {
            take(last);
            return Ok(Some(property));
        }
        end_section(&mut last, property);
        take(last);
    }
    Ok(None)
}

/// Tells whether a cell of the table has a note.
fn has_notes(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let mut inlines = cells
        .flat_map(|cell| &cell.paragraphs)
        .flat_map(|paragraph| &paragraph.inlines);
    inlines.any(|inline| matches!(inline, Inline::Note { .. }))
}

/// A section that is not the last keeps its properties in its last paragraph.
fn end_section(last: &mut Child<'_>, property: Element) {
    match last {
        Child::Paragraph(paragraph) => paragraph.properties.push(property),
        Child::Glue(paragraph) => paragraph.edit("w:pPr", |properties| properties.push(property)),
        // `write_section` gives none of a table.
        Child::TableBegins(..) | Child::Row(_) | Child::TableEnds => {}
    }
}

/// Hands on the children of a section but for its last paragraph, which it gives back.
fn write_section<'a>(
    section: &'a Section,
    closing: Closing,
    paragraphs: &mut Paragraphs<'a>,
    take: &mut impl FnMut(Child<'a>),
) -> Result<Child<'a>> {
    let Section { page: _, blocks } = section;
    let mut open = None;
    let mut after_table = None;
    let mut rest = blocks.iter().peekable();
    while let Some(block) = rest.next() {
        if let Some(paragraph) = open.take() {
            take(Child::Paragraph(paragraph));
        }
        match block {
            Block::Paragraph(paragraph) => {
                open = Some(paragraphs.marked(paragraph)?);
                after_table = None;
            }
            Block::Table(table) => {
                if let Some(before) = after_table {
                    // What keeps one table with the next goes through the paragraph between.
                    take(Child::Glue(tiny(table::keeps_next(before))));
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
                if table::write(table, joined, paragraphs, take)? {
                    after_table = Some(joined.unwrap_or(table));
                }
            }
        }
    }
    Ok(match open {
        Some(paragraph) => Child::Paragraph(paragraph),
        None => Child::Glue(end()),
    })
}
