//! The sheet's blocks set in lines, before any page: what the flow then cuts into pages.

use super::{
    pages::{CellPart, ItemPart, Part},
    ruler::Ruler,
    strip::{Lead, Strip},
    table::{self, TableBox},
};
use crate::sheet::{
    Block, HalfPoints, Note, NoteId, Paragraph, Role, RunFormat, Script, Sheet, StyleId,
};

/// A block set in lines.
#[derive(Debug)]
pub(super) enum Prepared {
    /// One paragraph.
    Strip(Strip),
    /// A table.
    Table(TableBox),
}

impl Prepared {
    /// Stays with the next block.
    pub(super) fn keep_next(&self) -> bool {
        match self {
            Self::Strip(strip) => strip.keep_next,
            Self::Table(table) => table.keep_next(),
        }
    }

    /// Starts a page.
    pub(super) fn page_break_before(&self) -> bool {
        match self {
            Self::Strip(strip) => strip.page_break_before,
            // As Word has it, whose tables begin a page where their first paragraph does.
            Self::Table(table) => table.page_break_before,
        }
    }
}

/// Sets blocks and counts paragraphs and tables.
pub(super) struct Preparer<'a> {
    /// The sheet.
    pub(super) sheet: &'a Sheet,
    /// Measures text in the faces of the document.
    pub(super) ruler: Ruler<'a>,
    paragraphs: u32,
    tables: u32,
}

impl<'a> Preparer<'a> {
    /// Starts counting at nothing.
    pub(super) fn new(sheet: &'a Sheet, ruler: Ruler<'a>) -> Self {
        Self {
            sheet,
            ruler,
            paragraphs: 0,
            tables: 0,
        }
    }

    /// The number of the next table.
    pub(super) fn next_table(&mut self) -> u32 {
        self.tables += 1;
        self.tables - 1
    }

    /// The text format of a style; a plain one where the sheet lacks the style.
    pub(super) fn style_run(&self, style: StyleId) -> RunFormat {
        let plain = RunFormat {
            size: HalfPoints(28),
            bold: false,
            italic: false,
            colour: crate::sheet::Colour::BLACK,
            underline: false,
            script: Script::Base,
        };
        self.sheet.styles.get(style.0).map_or(plain, |s| s.run)
    }

    /// The run format of the style of the text: the defaults of the DOCX.
    pub(super) fn body_run(&self) -> RunFormat {
        let styles = &self.sheet.styles;
        let body = styles.iter().position(|style| style.role == Role::Body);
        self.style_run(StyleId(body.unwrap_or(0)))
    }

    /// The part of the next paragraph.
    pub(super) fn part(
        &mut self,
        paragraph: &Paragraph,
        cell: Option<CellPart>,
        note: Option<NoteId>,
    ) -> Part {
        let item = paragraph.item.as_ref().map(|item| ItemPart {
            list: item.list,
            level: item.level,
        });
        Part {
            item,
            outline: paragraph.outline,
            ..self.numbered(self.role(paragraph.style), cell, note)
        }
    }

    /// The part of the next paragraph of a role.
    pub(super) fn numbered(
        &mut self,
        role: Role,
        cell: Option<CellPart>,
        note: Option<NoteId>,
    ) -> Part {
        self.paragraphs += 1;
        Part {
            role,
            paragraph: self.paragraphs - 1,
            cell,
            note,
            item: None,
            outline: None,
        }
    }

    fn role(&self, style: StyleId) -> Role {
        self.sheet
            .styles
            .get(style.0)
            .map_or(Role::Body, |s| s.role)
    }

    /// Sets a block in a column `width` wide.
    pub(super) fn block(&mut self, block: &Block, width: f64) -> Prepared {
        match block {
            Block::Paragraph(paragraph) => {
                let part = self.part(paragraph, None, None);
                let style = self.style_run(paragraph.style);
                let mut strip = Strip::default();
                strip.push(
                    paragraph,
                    part,
                    (Lead::Item(style), style),
                    width,
                    self.ruler,
                );
                Prepared::Strip(strip)
            }
            Block::Table(table) => Prepared::Table(table::set(table, self)),
        }
    }

    /// Sets a note; none where the sheet lacks it.
    pub(super) fn note(&mut self, id: NoteId, width: f64) -> Option<Strip> {
        let sheet = self.sheet;
        let Note { paragraphs, mark } = sheet.notes.get(id.0)?;
        let mut strip = Strip::default();
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let part = self.part(paragraph, None, Some(id));
            let style = self.style_run(paragraph.style);
            let lead = if i == 0 {
                Lead::Note(id, *mark)
            } else {
                Lead::Item(style)
            };
            strip.push(paragraph, part, (lead, style), width, self.ruler);
        }
        Some(strip)
    }
}
