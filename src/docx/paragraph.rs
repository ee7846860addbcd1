//! Paragraphs of the sheet as Word's: style, direct differences, runs, notes.
//!
//! In: paragraphs in the order of the text, which counts lists, controls, pictures and notes. Out:
//! [`Written`] paragraphs, which still hold what they are made of, so that they can be read too.

use super::controls::Ids;
use super::fault;
use super::format::{self, About};
use super::numbering::Lists;
use super::pictures::Pictures;
use super::places::{Bookmark, Places};
use super::references::Anchors;
use super::runs::{NOTE_MARK, Piece, Runs, text};
use super::styles::outlines;
use super::xml::Element;
use crate::diagnostic::Result;
use crate::sheet::{Inline, NoteId, Paragraph, Run, RunFormat, Sheet, Style, StyleId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Font size, in half-points, and exact line of a paragraph that must be there and must not be seen.
const TINY: u32 = 2;
pub(super) const TINY_LINE: i32 = 20;
const END_LINE: i32 = 1;

/// A paragraph as it is written, with what it is made of.
pub(super) struct Written<'a> {
    pub(super) paragraph: &'a Paragraph,
    /// Its `w:pPr`.
    pub(super) properties: Element,
    /// Runs before its text: the mark of a note.
    pub(super) lead: Vec<Element>,
    pub(super) pieces: Vec<Piece<'a>>,
    /// The bookmark around all of it.
    bookmark: Option<Bookmark>,
}

impl Written<'_> {
    /// The paragraph as it stands in the file.
    pub(super) fn into_element(self) -> Element {
        let (start, end) = self.bookmark.map(Bookmark::ends).unzip();
        let pieces = self.pieces.into_iter().flat_map(Piece::into_elements);
        Element::new("w:p")
            .holding([self.properties])
            .holding(start)
            .holding(self.lead)
            .holding(pieces)
            .holding(end)
    }
}

/// Writes paragraphs in the order of the text; what is counted over the document is counted here.
pub(super) struct Paragraphs<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) lists: Lists<'a>,
    pub(super) pictures: Pictures<'a>,
    /// The notes in the order of their marks.
    pub(super) notes: Vec<(NoteId, Vec<Written<'a>>)>,
    /// The places that are marked in the text, where they are to be.
    pub(super) places: Option<Places>,
    ids: Ids,
    in_note: bool,
    /// The notes that are written.
    noted: BTreeSet<NoteId>,
    /// The depth in the outline of each style.
    outlines: Vec<Option<u8>>,
    anchors: Rc<Anchors>,
}

impl<'a> Paragraphs<'a> {
    pub(super) fn new(sheet: &'a Sheet, lists: Lists<'a>) -> Self {
        Self {
            sheet,
            lists,
            pictures: Pictures::default(),
            notes: Vec::new(),
            places: None,
            ids: Ids::default(),
            in_note: false,
            noted: BTreeSet::new(),
            outlines: outlines(sheet),
            anchors: Rc::new(Anchors::of(sheet)),
        }
    }

    /// A paragraph of the body or the first of a cell, with a bookmark around it.
    pub(super) fn marked(&mut self, paragraph: &'a Paragraph) -> Result<Written<'a>> {
        let places = self.places.as_mut();
        let bookmark = places.and_then(|p| p.mark(self.sheet, paragraph, &mut self.ids));
        let written = self.build(paragraph)?;
        Ok(Written {
            bookmark,
            ..written
        })
    }

    /// Any other paragraph.
    pub(super) fn build(&mut self, paragraph: &'a Paragraph) -> Result<Written<'a>> {
        self.lead(paragraph, Vec::new())
    }

    /// The same with runs before its text.
    fn lead(&mut self, paragraph: &'a Paragraph, lead: Vec<Element>) -> Result<Written<'a>> {
        let style = style(self.sheet, paragraph.style)?;
        let properties = self.properties(paragraph, style, lead.is_empty())?;
        let mut runs = Runs::new(style.run, Rc::clone(&self.anchors));
        for inline in &paragraph.inlines {
            match inline {
                Inline::Run(_) => runs.text(inline, &mut self.ids),
                Inline::Break => runs.line_break(inline),
                Inline::Note { note, format } => {
                    self.note(*note)?;
                    runs.note(inline, *format);
                }
                Inline::Picture(_) if self.in_note => {
                    return Err(fault("ảnh nằm trong chú thích"));
                }
                Inline::Leader(Run { format, .. }) | Inline::Check { ticked: _, format } => {
                    let ids = (!self.in_note).then_some(&mut self.ids);
                    runs.sign(inline, *format, ids);
                }
                Inline::Picture(drawing) => runs.picture(self.pictures.run(drawing), inline),
            }
        }
        Ok(Written {
            paragraph,
            properties,
            lead,
            pieces: runs.finish(),
            bookmark: None,
        })
    }

    fn properties(
        &mut self,
        paragraph: &Paragraph,
        style: &Style,
        marked: bool,
    ) -> Result<Element> {
        let Paragraph {
            style: _,
            format,
            item,
            outline,
            inlines,
            // These two: `Places::mark`.
            origin: _,
            block: _,
        } = paragraph;
        let of_style = self.outlines.get(paragraph.style.0).copied().flatten();
        let mut base = style.paragraph.clone();
        let mut about = About {
            style: Some(&style.id),
            outline: outline.filter(|_| *outline != of_style),
            ..About::default()
        };
        match item {
            Some(item) => {
                // In Word a list's indents take the place of the style's.
                let level = self.lists.level(item)?;
                base.left = level.left;
                base.first_line = level.first_line;
                about.number = Some((item.level, self.lists.number(item)?));
            }
            None if marked => about.mark = mark_size(inlines, style.run),
            None => {}
        }
        Ok(format::paragraph(format, &base, about))
    }

    /// Writes a note at its first mark.
    fn note(&mut self, id: NoteId) -> Result<()> {
        let note = self.sheet.notes.get(id.0);
        let note = note.ok_or_else(|| fault("chú thích không có nội dung"))?;
        if self.in_note || note.paragraphs.is_empty() {
            // Word has no notes to notes.
            return Err(fault("chú thích rỗng hoặc nằm trong chú thích khác"));
        }
        if !self.noted.insert(id) {
            return Ok(());
        }
        self.in_note = true;
        let mut written = Vec::with_capacity(note.paragraphs.len());
        for (index, paragraph) in note.paragraphs.iter().enumerate() {
            let lead = match index {
                0 => note_lead(note.mark, style(self.sheet, paragraph.style)?.run),
                _ => Vec::new(),
            };
            written.push(self.lead(paragraph, lead)?);
        }
        self.in_note = false;
        self.notes.push((id, written));
        Ok(())
    }
}

/// The style behind an id.
pub(super) fn style(sheet: &Sheet, id: StyleId) -> Result<&Style> {
    let style = sheet.styles.get(id.0);
    style.ok_or_else(|| fault("đoạn văn không có kiểu"))
}

/// The note's own mark and the space after it.
fn note_lead(mark: RunFormat, base: RunFormat) -> Vec<Element> {
    let properties = format::styled_run(NOTE_MARK, mark, base);
    let mark = [properties, Element::new("w:footnoteRef")];
    vec![
        Element::new("w:r").holding(mark),
        Element::new("w:r").holding([text("w:t", " ")]),
    ]
}

/// Word takes the paragraph mark's size into the height of the last line. It gets the size of
/// the last text, as when somebody types; in list items it must stay the style's, for it is
/// also the number's.
fn mark_size(inlines: &[Inline], base: RunFormat) -> Option<Element> {
    let last = inlines.iter().rev().find_map(|inline| match inline {
        Inline::Run(run) => Some(run.format.size),
        Inline::Note { format, .. }
        | Inline::Leader(Run { format, .. })
        | Inline::Check { format, .. } => Some(format.size),
        Inline::Break | Inline::Picture(_) => None,
    });
    let size = last.unwrap_or(base.size);
    format::run(RunFormat { size, ..base }, base)
}

/// An all but invisible paragraph: Word joins tables with none between. Where it stands between a
/// table and what the table is kept with, it is kept too.
pub(super) fn tiny(keep_next: bool) -> Element {
    of_line(keep_next, TINY_LINE, false)
}

/// The paragraph that Word wants after a table that ends the document or a section. The least line
/// there is: where the table reaches the end of a page, LibreOffice gives it a page of its own.
pub(super) fn end() -> Element {
    of_line(false, END_LINE, false)
}

/// A hidden paragraph, without height in any program.
pub(super) fn hidden() -> Element {
    of_line(false, TINY_LINE, true)
}

fn of_line(keep_next: bool, line: i32, hidden: bool) -> Element {
    let spacing = Element::new("w:spacing")
        .with("w:before", "0")
        .with("w:after", "0")
        .with("w:line", line.to_string())
        .with("w:lineRule", "exact");
    let indent = Element::new("w:ind")
        .with("w:left", "0")
        .with("w:right", "0")
        .with("w:firstLine", "0");
    let vanish = hidden.then(|| Element::new("w:vanish"));
    let mark = vanish.into_iter().chain(format::sizes(TINY));
    let mut properties = Element::new("w:pPr");
    properties.extend(keep_next.then(|| Element::new("w:keepNext")));
    properties.extend([spacing, indent, Element::new("w:rPr").holding(mark)]);
    Element::new("w:p").holding([properties])
}
