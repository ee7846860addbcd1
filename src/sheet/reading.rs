//! A sheet as it is read: paragraphs, cells and notes as rows of signs, without measures.
//!
//! In: a sheet, or what a writer made of one. Out: a [`Reading`], for comparing two documents.
//! A writer hangs what it wrote on each node of the reading ([`Form`]), so that what is read and
//! how it is written cannot come apart. Nothing here compares anything.

use super::{
    Block, Cell, Drawing, Illustration, Inline, ListFormat, ListId, NoteId, Paragraph, Role, Row,
    Run, RunFormat, Section, Sheet, Table, TableRole,
};
use crate::diagnostic::Source;
use crate::document::{Blank, Components, Origin};
use std::ops::Range;
use std::sync::Arc;

/// The things that a writer hangs on the nodes of a reading; `()` hangs nothing.
pub(crate) trait Form {
    /// The form of a paragraph, table, row or cell without what stands in it.
    type Node;
    /// The form of a sign.
    type Sign: Clone;
}

impl Form for () {
    type Node = ();
    type Sign = ();
}

/// A document without its measures.
pub(crate) struct Reading<F: Form = ()> {
    /// The files that the origins count.
    pub(crate) sources: Vec<Arc<Source>>,
    /// The components that the roles of lines name.
    pub(crate) components: Arc<Components>,
    /// The blocks of all sections; tables without a cell are left out, as in the files.
    pub(crate) blocks: Vec<Part<F>>,
    /// The paragraphs of each note, by [`NoteId`].
    pub(crate) notes: Vec<Vec<Line<F>>>,
}

/// A paragraph or a table.
pub(crate) enum Part<F: Form = ()> {
    Line(Line<F>),
    Table(Grid<F>),
}

/// A table.
pub(crate) struct Grid<F: Form = ()> {
    pub(crate) role: TableRole,
    pub(crate) columns: usize,
    pub(crate) rows: Vec<GridRow<F>>,
    pub(crate) origin: Option<Origin>,
    pub(crate) form: F::Node,
}

/// A row of a table.
pub(crate) struct GridRow<F: Form = ()> {
    /// The row's place in its table, from 0.
    pub(crate) index: usize,
    pub(crate) cells: Vec<GridCell<F>>,
    pub(crate) form: F::Node,
}

/// A cell of a table.
pub(crate) struct GridCell<F: Form = ()> {
    /// The first column that it lies over, from 0.
    pub(crate) column: usize,
    pub(crate) lines: Vec<Line<F>>,
    pub(crate) form: F::Node,
}

/// A paragraph.
pub(crate) struct Line<F: Form = ()> {
    pub(crate) role: Role,
    pub(crate) signs: Vec<Sign<F>>,
    pub(crate) mark: Option<Mark>,
    pub(crate) origin: Option<Origin>,
    pub(crate) form: F::Node,
    /// The format of the paragraph's style: signs that differ from it stand out.
    base: Option<RunFormat>,
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

/// A letter, or something else that stands in the text like one.
pub(crate) struct Sign<F: Form = ()> {
    pub(crate) what: What,
    /// It is bold where the style is not, or the other way round.
    pub(crate) bold: bool,
    /// It is italic where the style is not, or the other way round.
    pub(crate) italic: bool,
    pub(crate) form: F::Sign,
}

/// The kinds of signs.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum What {
    Letter(char),
    Break,
    Note(NoteId),
    /// A gap to be filled in.
    Blank(Blank),
    /// An illustration, by its digest, with the words for it.
    Illustration([u8; 32], String),
}

impl Reading {
    /// Reads a sheet.
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let mut blocks = Vec::new();
        for Section { page, blocks: body } in &sheet.sections {
            let margin = |paragraphs: &[Paragraph]| -> Vec<Part> {
                let lines = lines(sheet, paragraphs).into_iter();
                lines.map(Part::Line).collect()
            };
            blocks.extend(margin(&page.first_header));
            blocks.extend(body.iter().filter_map(|block| part(sheet, block)));
            blocks.extend(margin(&page.first_footer));
        }
        let notes = sheet.notes.iter();
        Self {
            sources: sheet.sources.clone(),
            components: Arc::clone(&sheet.components),
            blocks,
            notes: notes.map(|n| lines(sheet, &n.paragraphs)).collect(),
        }
    }
}

impl<F: Form> Reading<F> {
    /// The line of its file where an origin begins, from 1.
    pub(crate) fn line_of(&self, origin: Origin) -> Option<u32> {
        let source = self.sources.get(usize::from(origin.source))?;
        let (line, _) = source.line_column(origin.start as usize);
        u32::try_from(line).ok()
    }
}

fn lines(sheet: &Sheet, paragraphs: &[Paragraph]) -> Vec<Line> {
    paragraphs.iter().map(|p| Line::of(sheet, p)).collect()
}

fn part(sheet: &Sheet, block: &Block) -> Option<Part> {
    let table = match block {
        Block::Paragraph(paragraph) => return Some(Part::Line(Line::of(sheet, paragraph))),
        Block::Table(table) => table,
    };
    let cell = |(place, cell): (Range<usize>, &Cell)| GridCell {
        column: place.start,
        lines: lines(sheet, &cell.paragraphs),
        form: (),
    };
    let rows = written_rows(table).enumerate().map(|(index, row)| GridRow {
        index,
        cells: placed(row).map(cell).collect(),
        form: (),
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| Part::Table(Grid::new(table, rows, ())))
}

/// The rows of a table that come into the files: those with a cell.
pub(crate) fn written_rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows.iter().filter(|row| !row.cells.is_empty())
}

/// The cells of a row, each with the columns that it lies over, from 0.
pub(crate) fn placed(row: &Row) -> impl Iterator<Item = (Range<usize>, &Cell)> {
    let mut next = 0;
    row.cells.iter().map(move |cell| {
        let start = next;
        next += usize::try_from(cell.across).unwrap_or(usize::MAX - next);
        (start..next, cell)
    })
}

impl<F: Form> Grid<F> {
    /// The reading of a table whose rows are read.
    pub(crate) fn new(table: &Table, rows: Vec<GridRow<F>>, form: F::Node) -> Self {
        Self {
            role: table.role,
            columns: table.columns.len(),
            rows,
            origin: table.origin,
            form,
        }
    }
}

/// Inlines in one line of plain text, as one who looks for it types it: breaks become spaces, marks of
/// notes are left out.
pub(crate) fn words(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Run(run) => {
                let plain = run.text.replace('\u{a0}', " ").replace('\u{2011}', "-");
                // References hang on a sign without width.
                text.push_str(&plain.replace('\u{2060}', ""));
            }
            Inline::Break => text.push(' '),
            Inline::Note { note: _, format: _ } | Inline::Picture(_) => {}
            Inline::Leader(_) => text.push('…'),
            Inline::Check { ticked, format: _ } => text.push(check(*ticked)),
        }
    }
    let words: Vec<_> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

impl Line {
    fn of(sheet: &Sheet, paragraph: &Paragraph) -> Self {
        let mut line = Self::new(sheet, paragraph, ());
        for inline in &paragraph.inlines {
            line.read(inline, &());
        }
        line
    }
}

impl<F: Form> Line<F> {
    /// The reading of a paragraph whose text is still to be [read](Self::read).
    pub(crate) fn new(sheet: &Sheet, paragraph: &Paragraph, form: F::Node) -> Self {
        let style = sheet.styles.get(paragraph.style.0);
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
        Self {
            role: style.map_or(Role::Body, |style| style.role),
            signs: Vec::new(),
            mark,
            origin: paragraph.origin,
            form,
            base: style.map(|style| style.run),
        }
    }

    /// A paragraph without signs, of no sheet.
    pub(crate) fn bare(role: Role, mark: Option<Mark>, form: F::Node) -> Self {
        Self {
            role,
            signs: Vec::new(),
            mark,
            origin: None,
            form,
            base: None,
        }
    }

    /// Reads the next inline of the paragraph; all its signs are of one form.
    pub(crate) fn read(&mut self, inline: &Inline, form: &F::Sign) {
        let base = self.base;
        let sign = |what, format: Option<RunFormat>| Sign {
            what,
            bold: format.zip(base).is_some_and(|(f, b)| f.bold != b.bold),
            italic: format.zip(base).is_some_and(|(f, b)| f.italic != b.italic),
            form: form.clone(),
        };
        let signs = &mut self.signs;
        let blank = |sign: &Sign<F>| sign.what == What::Letter(' ');
        match inline {
            // Takes no room among the words, and is for printing drafts.
            Inline::Picture(Drawing::Floating(_)) => {}
            Inline::Picture(Drawing::Standing(illustration)) => {
                let Illustration {
                    graphic,
                    description,
                    size: _,
                } = illustration;
                let what = What::Illustration(graphic.digest(), description.clone());
                signs.push(sign(what, None));
            }
            // Behind a blank it is no part of the text.
            Inline::Break if signs.last().is_some_and(blank) => {}
            Inline::Break => signs.push(sign(What::Break, None)),
            Inline::Note { note, format: _ } => signs.push(sign(What::Note(*note), None)),
            Inline::Leader(run) => {
                signs.push(sign(What::Letter(LEADER), Some(run.format)));
            }
            Inline::Check { ticked, format } => {
                signs.push(sign(What::Letter(check(*ticked)), Some(*format)));
            }
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

    /// The text as it is read, without the list mark.
    pub(crate) fn text(&self) -> String {
        text(&self.signs)
    }
}

/// Signs as text: a note's mark is `[1]`, a blank `…`.
pub(crate) fn text<F: Form>(signs: &[Sign<F>]) -> String {
    let mut out = String::with_capacity(signs.len());
    for sign in signs {
        match &sign.what {
            What::Letter(c) => out.push(plain(*c)),
            What::Break => out.push('\n'),
            What::Note(note) => out.push_str(&format!("[{}]", note.0 + 1)),
            What::Blank(_) => out.push('…'),
            What::Illustration(_, words) => out.push_str(&format!("[{words}]")),
        }
    }
    out
}

/// The text of a paragraph as it is printed, without the marks of list items and notes: they count,
/// and change where the text does not.
pub(crate) fn printed(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for inline in &paragraph.inlines {
        match inline {
            Inline::Run(Run { blank: Some(_), .. }) | Inline::Leader(_) => out.push('…'),
            Inline::Check { ticked, format: _ } => out.push(check(*ticked)),
            Inline::Run(run) => out.extend(run.text.chars().map(plain)),
            // Behind a blank it is no part of the text.
            Inline::Break if out.ends_with(' ') => {}
            Inline::Break => out.push('\n'),
            Inline::Note { .. } | Inline::Picture(_) => {}
        }
    }
    out
}

/// A row of dots among letters: no text has a tab.
pub(crate) const LEADER: char = '\t';

/// A box to be ticked, as a letter.
pub(crate) fn check(ticked: bool) -> char {
    match ticked {
        true => '☑',
        false => '☐',
    }
}

/// A letter as a reader sees it: what keeps a line together looks like what does not.
pub(crate) fn plain(letter: char) -> char {
    match letter {
        '\u{a0}' => ' ',
        '\u{2011}' => '-',
        LEADER => '…',
        other => other,
    }
}
