//! Paragraphs of the sheet as docx-rs paragraphs: style, direct differences, runs, notes.

use super::controls::{Control, Controls};
use super::normalise::Hint;
use super::numbering::Lists;
use super::pictures::Pictures;
use super::{fault, format};
use crate::diagnostic::Result;
use crate::sheet::{
    HalfPoints, Inline, ListItem, Note, NoteId, Paragraph, ParagraphFormat, Run, RunFormat, Sheet,
    Style, StyleId, Twips,
};
use docx_rs::{
    BreakType, FootnoteReference, IndentLevel, NumberingId, ParagraphChild, RunChild, RunProperty,
};

/// Id of the character style of note marks.
pub(super) const NOTE_MARK: &str = "FootnoteReference";
/// Size and exact line of a paragraph that must be there and must not be seen.
const TINY: usize = 2;
pub(super) const TINY_LINE: i32 = 20;
const END_LINE: i32 = 1;

/// Builds paragraphs in the order of the text; lists are counted on the way.
pub(super) struct Paragraphs<'a> {
    sheet: &'a Sheet,
    pub(super) lists: Lists<'a>,
    pub(super) pictures: Pictures<'a>,
    controls: Controls,
    in_note: bool,
    built: usize,
}

impl<'a> Paragraphs<'a> {
    pub(super) fn new(sheet: &'a Sheet, lists: Lists<'a>) -> Self {
        Self {
            sheet,
            lists,
            pictures: Pictures::default(),
            controls: Controls::default(),
            in_note: false,
            built: 0,
        }
    }

    fn style(&self, id: StyleId) -> Result<&'a Style> {
        style(self.sheet, id)
    }

    /// A paragraph of the body, a cell or a note.
    pub(super) fn build(
        &mut self,
        paragraph: &'a Paragraph,
        hints: &[Hint],
    ) -> Result<docx_rs::Paragraph> {
        self.lead(paragraph, Vec::new(), hints)
    }

    /// The same with runs before its text.
    fn lead(
        &mut self,
        paragraph: &'a Paragraph,
        lead: Vec<docx_rs::Run>,
        hints: &[Hint],
    ) -> Result<docx_rs::Paragraph> {
        let Paragraph {
            style,
            format,
            item,
            inlines,
            origin: _,
        } = paragraph;
        let style = self.style(*style)?;
        let mut built = self.frame(style, format, item.as_ref(), hints)?;
        if item.is_none() && lead.is_empty() {
            built.property.run_property = mark_size(inlines, style.run);
        }
        for run in lead {
            built = built.add_run(run);
        }
        let mut runs = Runs::new(style.run);
        for inline in inlines {
            match inline {
                Inline::Run(run) => runs.text(run, &mut self.controls),
                Inline::Break => runs.line_break(),
                Inline::Note { note, format } => {
                    let reference = self.reference(*note)?;
                    runs.note(reference, *format);
                }
                Inline::Picture(_) if self.in_note => {
                    return Err(fault("ảnh nằm trong chú thích"));
                }
                Inline::Picture(picture) => runs.picture(self.pictures.run(picture)),
            }
        }
        built.children.extend(runs.finish());
        Ok(built)
    }

    /// The paragraph without its text.
    fn frame(
        &mut self,
        style: &Style,
        format: &ParagraphFormat,
        item: Option<&ListItem>,
        hints: &[Hint],
    ) -> Result<docx_rs::Paragraph> {
        let mut base = style.paragraph.clone();
        if let Some(item) = item {
            // In Word a list's indents take the place of the style's.
            let level = self.lists.level(item)?;
            base.left = level.left;
            base.first_line = level.first_line;
        }
        let (property, mut all) = format::paragraph(format, &base);
        all.extend_from_slice(hints);
        // docx-rs gives paragraphs of one id new ones: the hints would be lost.
        self.built += 1;
        let id = format!("{} {}", self.built, Hint::id(&all));
        let mut built = docx_rs::Paragraph::new().id(id);
        built.property = property.style(&style.id);
        if let Some(item) = item {
            let number = self.lists.number(item)?;
            let level = IndentLevel::new(usize::from(item.level));
            built = built.numbering(NumberingId::new(number), level);
        }
        Ok(built)
    }

    /// The reference carries the whole note: docx-rs collects the notes from the references.
    fn reference(&mut self, id: NoteId) -> Result<FootnoteReference> {
        let sheet = self.sheet;
        let note = sheet.notes.get(id.0);
        let note = note.ok_or_else(|| fault("chú thích không có nội dung"))?;
        if self.in_note || note.paragraphs.is_empty() {
            // Word has no notes to notes; docx-rs would print an empty one to the terminal.
            return Err(fault("chú thích rỗng hoặc nằm trong chú thích khác"));
        }
        self.in_note = true;
        let reference = self.note(id, note);
        self.in_note = false;
        reference
    }

    fn note(&mut self, id: NoteId, note: &'a Note) -> Result<FootnoteReference> {
        let Note { paragraphs, mark } = note;
        // An id of its own: docx-rs would count notes over the whole process.
        let mut reference = FootnoteReference::new(id.0 + 1);
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let lead = match index {
                0 => note_lead(*mark, self.style(paragraph.style)?.run),
                _ => Vec::new(),
            };
            reference.footnote(self.lead(paragraph, lead, &[])?);
        }
        Ok(reference)
    }
}

/// The style behind an id.
pub(super) fn style(sheet: &Sheet, id: StyleId) -> Result<&Style> {
    let style = sheet.styles.get(id.0);
    style.ok_or_else(|| fault("đoạn văn không có kiểu"))
}

/// The note's own mark and the space after it. docx-rs has no `w:footnoteRef`: a carriage
/// return stands for it, which the notes' part turns into it.
fn note_lead(mark: RunFormat, base: RunFormat) -> Vec<docx_rs::Run> {
    let property = format::run(mark, base);
    let mark = with_property(property.style(NOTE_MARK)).add_carriage_return();
    vec![mark, docx_rs::Run::new().add_text(" ")]
}

/// Word takes the paragraph mark's size into the height of the last line. It gets the size of
/// the last text, as when somebody types; in list items it must stay the style's, for it is
/// also the number's.
fn mark_size(inlines: &[Inline], base: RunFormat) -> RunProperty {
    let last = inlines.iter().rev().find_map(|inline| match inline {
        Inline::Run(run) => Some(run.format.size),
        Inline::Note { format, .. } => Some(format.size),
        Inline::Break | Inline::Picture(_) => None,
    });
    let size = last.unwrap_or(base.size);
    format::run(RunFormat { size, ..base }, base)
}

/// An all but invisible paragraph: Word joins tables with none between.
pub(super) fn tiny() -> docx_rs::Paragraph {
    of_line(TINY_LINE)
}

/// The paragraph that Word wants after a table that ends the document or a section. The least line
/// there is: where the table reaches the end of a page, LibreOffice gives it a page of its own.
pub(super) fn end() -> docx_rs::Paragraph {
    of_line(END_LINE)
}

fn of_line(line: i32) -> docx_rs::Paragraph {
    let spacing = docx_rs::LineSpacing::new()
        .before(0)
        .after(0)
        .line(line)
        .line_rule(docx_rs::LineSpacingType::Exact);
    docx_rs::Paragraph::new()
        .id("")
        .line_spacing(spacing)
        .indent(Some(0), Some(format::special(Twips(0))), Some(0), None)
        .run_property(RunProperty::new().size(TINY))
}

/// A hidden paragraph, without height in any program.
pub(super) fn hidden() -> docx_rs::Paragraph {
    tiny().run_property(RunProperty::new().size(TINY).vanish())
}

/// A run in a given format.
pub(super) fn with_property(property: RunProperty) -> docx_rs::Run {
    let mut run = docx_rs::Run::new();
    run.run_property = property;
    run
}

/// Gathers inlines of one format into one run, as typing makes them.
struct Runs {
    base: RunFormat,
    done: Vec<ParagraphChild>,
    open: Option<(RunFormat, docx_rs::Run)>,
    /// Breaks before any text: they take the format of the text that follows.
    waiting: usize,
}

impl Runs {
    fn new(base: RunFormat) -> Self {
        Self {
            base,
            done: Vec::new(),
            open: None,
            waiting: 0,
        }
    }

    fn text(&mut self, run: &Run, controls: &mut Controls) {
        let Run {
            text,
            format,
            blank: _,
            origins: _,
        } = run;
        if text.is_empty() {
            return;
        }
        match controls.of(run) {
            Some(control) => self.control(control, text, *format),
            None => self.append(*format, |run| run.add_text(clean(text))),
        }
    }

    fn control(&mut self, control: Control, text: &str, format: RunFormat) {
        self.close();
        // A control of plain text holds no line breaks.
        self.close_breaks();
        let property = format::run(format, self.base);
        let run = with_property(property.clone()).add_text(clean(text));
        let control = control.around(run, property);
        self.done
            .push(ParagraphChild::StructuredDataTag(Box::new(control)));
    }

    fn line_break(&mut self) {
        match self.open.take() {
            Some((format, run)) => {
                self.open = Some((format, run.add_break(BreakType::TextWrapping)));
            }
            None => self.waiting += 1,
        }
    }

    fn note(&mut self, reference: FootnoteReference, format: RunFormat) {
        self.close();
        let property = format::run(format, self.base).style(NOTE_MARK);
        let mut run = self.release_breaks(with_property(property));
        run.children.push(RunChild::FootnoteReference(reference));
        self.push(run);
    }

    fn picture(&mut self, run: docx_rs::Run) {
        self.close();
        self.close_breaks();
        self.push(run);
    }

    fn append(&mut self, format: RunFormat, add: impl FnOnce(docx_rs::Run) -> docx_rs::Run) {
        let run = match self.open.take() {
            Some((open, run)) if open == format => run,
            other => {
                self.open = other;
                self.close();
                self.release_breaks(with_property(format::run(format, self.base)))
            }
        };
        self.open = Some((format, add(run)));
    }

    fn release_breaks(&mut self, mut run: docx_rs::Run) -> docx_rs::Run {
        for _ in 0..std::mem::take(&mut self.waiting) {
            run = run.add_break(BreakType::TextWrapping);
        }
        run
    }

    fn close(&mut self) {
        if let Some((_, run)) = self.open.take() {
            self.push(run);
        }
    }

    fn close_breaks(&mut self) {
        if self.waiting > 0 {
            let run = self.release_breaks(docx_rs::Run::new());
            self.push(run);
        }
    }

    fn push(&mut self, run: docx_rs::Run) {
        self.done.push(ParagraphChild::Run(Box::new(run)));
    }

    fn finish(mut self) -> Vec<ParagraphChild> {
        self.close();
        self.close_breaks();
        self.done
    }
}

/// Drops what XML cannot hold at all; none should reach this stage, but a broken file is worse.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// The size of text as the base of a separator or a page number.
pub(super) fn plain_run(size: HalfPoints) -> RunFormat {
    RunFormat {
        size,
        bold: false,
        italic: false,
    }
}
