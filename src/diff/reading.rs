//! A sheet as it is read: paragraphs, cells and notes as rows of signs, without measures.

use crate::document::{Blank, Components, Origin};
use crate::sheet::{
    Block, Inline, ListFormat, ListId, NoteId, Paragraph, Role, RunFormat, Sheet, TableRole,
};
use std::sync::Arc;

/// A document without its measures.
pub(crate) struct Reading {
    /// What there is to know of the components that lines are of.
    pub(crate) components: Arc<Components>,
    /// All sections' blocks; tables without a cell are left out, as in the files.
    pub(crate) blocks: Vec<Part>,
    /// The notes' paragraphs, by [`NoteId`].
    pub(crate) notes: Vec<Vec<Line>>,
}

/// A paragraph or a table.
pub(crate) enum Part {
    Line(Line),
    Table(Grid),
}

/// A table.
pub(crate) struct Grid {
    pub(crate) role: TableRole,
    pub(crate) columns: usize,
    pub(crate) rows: Vec<GridRow>,
    pub(crate) origin: Option<Origin>,
}

/// A row: cells, each of paragraphs.
pub(crate) struct GridRow {
    pub(crate) cells: Vec<Vec<Line>>,
}

/// A paragraph.
pub(crate) struct Line {
    pub(crate) role: Role,
    pub(crate) signs: Vec<Sign>,
    pub(crate) mark: Option<Mark>,
    pub(crate) origin: Option<Origin>,
}

/// The mark of a list item.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) list: ListId,
    pub(crate) text: String,
    /// The programs count it by themselves.
    pub(crate) counted: bool,
    pub(crate) level: u8,
}

/// What takes the place of a letter, and how it stands out.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) what: What,
    /// Other than the paragraph's own style.
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

/// What takes the place of a letter.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum What {
    Letter(char),
    Break,
    Note(NoteId),
    Blank(Blank),
}

impl Reading {
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
        let lines = |paragraphs: &[Paragraph]| -> Vec<Line> {
            paragraphs.iter().map(|p| Line::of(sheet, p)).collect()
        };
        Self {
            components: Arc::clone(&sheet.components),
            blocks: blocks.filter_map(|b| part(sheet, b)).collect(),
            notes: sheet.notes.iter().map(|n| lines(&n.paragraphs)).collect(),
        }
    }
}

fn part(sheet: &Sheet, block: &Block) -> Option<Part> {
    let table = match block {
        Block::Paragraph(paragraph) => return Some(Part::Line(Line::of(sheet, paragraph))),
        Block::Table(table) => table,
    };
    let rows = table.rows.iter().filter(|row| !row.cells.is_empty());
    let cell = |paragraphs: &Vec<Paragraph>| -> Vec<Line> {
        paragraphs.iter().map(|p| Line::of(sheet, p)).collect()
    };
    let rows: Vec<GridRow> = rows
        .map(|row| GridRow {
            cells: row.cells.iter().map(|c| cell(&c.paragraphs)).collect(),
        })
        .collect();
    (!rows.is_empty()).then_some(Part::Table(Grid {
        role: table.role,
        columns: table.columns.len(),
        rows,
        origin: table.origin,
    }))
}

impl Line {
    fn of(sheet: &Sheet, paragraph: &Paragraph) -> Self {
        let style = sheet.styles.get(paragraph.style.0);
        let base = style.map(|style| style.run);
        let mark = paragraph.item.as_ref().map(|item| {
            let list = sheet.lists.get(item.list.0);
            let level = list.and_then(|list| list.levels.get(usize::from(item.level)));
            Mark {
                list: item.list,
                text: item.mark.clone(),
                counted: level.is_some_and(|l| matches!(l.format, ListFormat::Decimal { .. })),
                level: item.level,
            }
        });
        let mut signs = Vec::new();
        for inline in &paragraph.inlines {
            push_signs(&mut signs, inline, base);
        }
        Self {
            role: style.map_or(Role::Body, |style| style.role),
            signs,
            mark,
            origin: paragraph.origin,
        }
    }

    /// The text as it is read, without the list mark.
    pub(crate) fn text(&self) -> String {
        text(&self.signs)
    }
}

fn push_signs(signs: &mut Vec<Sign>, inline: &Inline, base: Option<RunFormat>) {
    let sign = |what, format: Option<RunFormat>| Sign {
        what,
        bold: format.zip(base).is_some_and(|(f, b)| f.bold != b.bold),
        italic: format.zip(base).is_some_and(|(f, b)| f.italic != b.italic),
    };
    match inline {
        // Takes no room among the words, and is for printing drafts.
        Inline::Picture(_) => {}
        // Behind a blank it is no part of the text.
        Inline::Break
            if signs
                .last()
                .is_some_and(|sign| sign.what == What::Letter(' ')) => {}
        Inline::Break => signs.push(sign(What::Break, None)),
        Inline::Note { note, format: _ } => signs.push(sign(What::Note(*note), None)),
        Inline::Run(run) => match &run.blank {
            _ if run.text.is_empty() => {}
            Some(blank) => signs.push(sign(What::Blank(*blank), None)),
            None => {
                let letters = run.text.chars();
                signs.extend(letters.map(|c| sign(What::Letter(c), Some(run.format))));
            }
        },
    }
}

/// Signs as text: a note's mark is `[1]`, a blank `…`.
pub(crate) fn text(signs: &[Sign]) -> String {
    let mut out = String::with_capacity(signs.len());
    for sign in signs {
        match &sign.what {
            What::Letter(c) => out.push(plain(*c)),
            What::Break => out.push('\n'),
            What::Note(note) => out.push_str(&format!("[{}]", note.0 + 1)),
            What::Blank(_) => out.push('…'),
        }
    }
    out
}

/// A letter as a reader sees it: what keeps a line together looks like what does not.
pub(crate) fn plain(letter: char) -> char {
    match letter {
        '\u{a0}' => ' ',
        '\u{2011}' => '-',
        other => other,
    }
}
