//! A flat document as a reading that can be compared with another, and where each of its letters came from.
//!
//! Both documents are read from their DOCX by one reader, so that what differs was changed by a person and not by
//! the way it was read. The letters of the one that vanban made get their places from its sheet.

use crate::{
    diagnostic::Source,
    document::{Blank, Components, Origin},
    import::flat::{self, Flat, Piece},
    sheet::{
        Block, Inline, NoteId, Paragraph, Role, RunFormat, Sheet, TableRole,
        reading::{Form, Grid, GridCell, GridRow, Line, Mark, Part, Reading, Sign, What, plain},
    },
};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::{collections::HashMap, sync::Arc};

/// What a reading for `pull` knows of its paragraphs and letters.
pub(super) struct Seen;

impl Form for Seen {
    type Node = Place;
    type Sign = Letter;
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Its number in the DOCX, from 1; 0 for rows and tables.
    pub(super) at: usize,
    /// What counts before it.
    pub(super) label: Option<flat::Label>,
    /// The range of the YAML that it came from.
    pub(super) origin: Option<Origin>,
}

/// Where a letter came from, and how it stands out beyond bold and italic.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letter {
    pub(super) origin: Option<Origin>,
    pub(super) underline: bool,
    /// The gap to be filled in that it is a part of.
    pub(super) blank: Option<Blank>,
    /// The YAML has changed here since the DOCX was made.
    pub(super) changed: bool,
}

/// The styles of a sheet by the names that its DOCX has.
pub(super) struct Styles<'s> {
    by_name: HashMap<String, (Role, RunFormat)>,
    components: &'s Arc<Components>,
}

impl<'s> Styles<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let styles = sheet.styles.iter();
        Self {
            by_name: styles
                .map(|style| (style.name.to_lowercase(), (style.role, style.run)))
                .collect(),
            components: &sheet.components,
        }
    }

    /// The reading of a document.
    pub(super) fn read(&self, flat: &Flat) -> Reading<Seen> {
        let mut blocks = Vec::new();
        let mut is_head = true;
        for block in &flat.blocks {
            match block {
                flat::Block::Paragraph(paragraph) => {
                    blocks.extend(self.line(paragraph).map(|line| {
                        is_head = false;
                        Part::Line(line)
                    }));
                }
                flat::Block::Table(table) => {
                    let role = match (table.bordered, is_head) {
                        (true, _) => TableRole::Data,
                        (false, true) => TableRole::Letterhead,
                        (false, false) => TableRole::Closing,
                    };
                    blocks.push(Part::Table(self.grid(table, role)));
                }
                flat::Block::Section(_) => {}
            }
        }
        let notes = flat.notes.iter();
        Reading {
            sources: Vec::new(),
            components: Arc::clone(self.components),
            blocks,
            notes: notes
                .map(|note| note.iter().filter_map(|one| self.line(one)).collect())
                .collect(),
        }
    }

    fn grid(&self, table: &flat::Table, role: TableRole) -> Grid<Seen> {
        let rows = table.rows.iter().enumerate().map(|(index, row)| GridRow {
            index,
            cells: row
                .cells
                .iter()
                .map(|cell| GridCell {
                    column: cell.column,
                    lines: self.lines(&cell.blocks),
                    form: Place::default(),
                })
                .collect(),
            form: Place::default(),
        });
        Grid {
            role,
            columns: table.columns.len(),
            rows: rows.collect(),
            origin: None,
            form: Place::default(),
        }
    }

    /// The paragraphs of a cell, those of tables in it with them.
    fn lines(&self, blocks: &[flat::Block]) -> Vec<Line<Seen>> {
        let mut lines = Vec::new();
        for block in blocks {
            match block {
                flat::Block::Paragraph(paragraph) => lines.extend(self.line(paragraph)),
                flat::Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| lines.extend(self.lines(&cell.blocks)));
                }
                flat::Block::Section(_) => {}
            }
        }
        lines
    }

    /// A paragraph; none where nobody reads anything in it.
    fn line(&self, paragraph: &flat::Paragraph) -> Option<Line<Seen>> {
        let known = paragraph.style.as_deref();
        let known = known.and_then(|name| self.by_name.get(&name.to_lowercase()));
        let (role, base) = match known {
            Some((role, base)) => (*role, Some(*base)),
            None => (Role::Body, None),
        };
        let mark = paragraph.label.as_ref().map(|label| Mark {
            list: crate::sheet::ListId(0),
            text: label.text.clone(),
            counted: !label.bullet,
            level: label.level,
        });
        let place = Place {
            at: paragraph.at,
            label: paragraph.label.clone(),
            origin: None,
        };
        let mut line = Line::bare(role, mark, place);
        for piece in &paragraph.pieces {
            push(&mut line.signs, piece, base);
        }
        // Blanks at the ends of a line are none.
        let blank = |sign: &Sign<Seen>| matches!(sign.what, What::Letter(' ') | What::Break);
        while line.signs.last().is_some_and(blank) {
            line.signs.pop();
        }
        let starts = line.signs.iter().take_while(|sign| blank(sign)).count();
        line.signs.drain(..starts);
        (!line.signs.is_empty()).then_some(line)
    }
}

fn push(signs: &mut Vec<Sign<Seen>>, piece: &Piece, base: Option<RunFormat>) {
    let bare = |what| Sign {
        what,
        bold: false,
        italic: false,
        form: Letter::default(),
    };
    match piece {
        Piece::Text(run) => {
            let (bold, italic) = base.map_or((false, false), |base| (base.bold, base.italic));
            let form = Letter {
                underline: run.underline,
                ..Letter::default()
            };
            signs.extend(run.text.chars().map(|c| Sign {
                what: What::Letter(plain(c)),
                bold: run.bold != bold,
                italic: run.italic != italic,
                form,
            }));
        }
        Piece::Tab | Piece::Leader => signs.push(bare(What::Letter(' '))),
        // Behind a blank it is no part of the text.
        Piece::Line | Piece::Page if signs.last().is_some_and(|s| s.what == What::Letter(' ')) => {}
        Piece::Line => signs.push(bare(What::Break)),
        Piece::Page => {}
        Piece::Note(note) => signs.push(bare(What::Note(NoteId(*note)))),
        // Pictures are no words: what a person does with them is told, not taken.
        Piece::Picture(_) => {}
    }
}

/// The paragraphs of a reading, in its order; those of notes are none of them.
pub(super) fn lines(reading: &Reading<Seen>) -> impl Iterator<Item = &Line<Seen>> {
    reading.blocks.iter().flat_map(|part| {
        let (line, grid) = match part {
            Part::Line(line) => (Some(line), None),
            Part::Table(grid) => (None, Some(grid)),
        };
        let rows = grid.into_iter().flat_map(|grid| &grid.rows);
        let cells = rows.flat_map(|row| &row.cells);
        line.into_iter().chain(cells.flat_map(|cell| &cell.lines))
    })
}

/// Gives the letters of a reading of a sheet's DOCX the places that the sheet knows.
pub(super) fn place(reading: &mut Reading<Seen>, sheet: &Sheet) {
    let known = paragraphs(sheet);
    reading.sources = sheet.sources.clone();
    let known: Vec<Known> = known
        .into_iter()
        .map(|p| Known::of(p, &sheet.sources))
        .collect();
    let mut lines: Vec<&mut Line<Seen>> = Vec::new();
    for block in &mut reading.blocks {
        match block {
            Part::Line(line) => lines.push(line),
            Part::Table(grid) => {
                let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
                lines.extend(cells.flat_map(|cell| &mut cell.lines));
            }
        }
    }
    lines.extend(reading.notes.iter_mut().flatten());
    let keys: Vec<String> = known.iter().map(|known| key(&known.letters)).collect();
    let read: Vec<String> = lines.iter().map(|line| key(&letters(line))).collect();
    for op in capture_diff_slices(Algorithm::Myers, &keys, &read) {
        let (tag, from, to) = op.as_tag_tuple();
        // Paragraphs that are not the same to the letter are paired where as many stand on both sides.
        if tag == DiffTag::Equal || tag == DiffTag::Replace && from.len() == to.len() {
            for (one, other) in from.zip(to) {
                known[one].give(lines[other]);
            }
        }
    }
}

/// The paragraphs of a sheet in the order of its DOCX, those of notes last.
fn paragraphs(sheet: &Sheet) -> Vec<&Paragraph> {
    let mut all = Vec::new();
    for block in sheet.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Paragraph(paragraph) => all.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                all.extend(cells.flat_map(|cell| &cell.paragraphs));
            }
        }
    }
    all.extend(sheet.notes.iter().flat_map(|note| &note.paragraphs));
    all
}

/// A paragraph of the sheet, letter by letter.
struct Known {
    origin: Option<Origin>,
    letters: Vec<char>,
    places: Vec<(Option<Origin>, Option<Blank>)>,
}

impl Known {
    fn of(paragraph: &Paragraph, sources: &[Arc<Source>]) -> Self {
        let mut known = Self {
            origin: paragraph.origin,
            letters: Vec::new(),
            places: Vec::new(),
        };
        for inline in &paragraph.inlines {
            match inline {
                Inline::Run(run) | Inline::Leader(run) => {
                    let is_leader = matches!(inline, Inline::Leader(_));
                    let count = if is_leader { 1 } else { usize::MAX };
                    let mut origins = run.origins.each(sources).into_iter();
                    for c in run.text.chars().take(count) {
                        known.letters.push(if is_leader { ' ' } else { plain(c) });
                        known.places.push((origins.next().flatten(), run.blank));
                    }
                }
                Inline::Break if known.letters.last() == Some(&' ') => {}
                Inline::Break => known.other('\n'),
                Inline::Note { .. } => known.other(NOTE),
                Inline::Check { ticked, .. } => known.other(crate::sheet::reading::check(*ticked)),
                Inline::Picture(_) => {}
            }
        }
        while known
            .letters
            .last()
            .is_some_and(|c| matches!(c, ' ' | '\n'))
        {
            known.letters.pop();
            known.places.pop();
        }
        known
    }

    fn other(&mut self, letter: char) {
        self.letters.push(letter);
        self.places.push((None, None));
    }

    /// Gives a line its places; letters that are not the same have none.
    fn give(&self, line: &mut Line<Seen>) {
        line.form.origin = self.origin;
        line.origin = self.origin;
        let read = letters(line);
        let lower = |all: &[char]| -> Vec<String> {
            all.iter().map(|c| c.to_lowercase().collect()).collect()
        };
        for op in capture_diff_slices(Algorithm::Myers, &lower(&self.letters), &lower(&read)) {
            let (tag, from, to) = op.as_tag_tuple();
            if tag == DiffTag::Equal {
                for (one, other) in from.zip(to) {
                    let (origin, blank) = self.places[one];
                    let form = &mut line.signs[other].form;
                    (form.origin, form.blank) = (origin, blank);
                }
            }
        }
    }
}

/// Stands for the mark of a note, which no text has.
const NOTE: char = '\u{fffc}';

/// The signs of a line as letters.
pub(super) fn letters(line: &Line<Seen>) -> Vec<char> {
    let letter = |sign: &Sign<Seen>| match &sign.what {
        What::Letter(c) => *c,
        What::Break => '\n',
        What::Note(_) => NOTE,
        What::Blank(_) | What::Illustration(..) => ' ',
    };
    line.signs.iter().map(letter).collect()
}

/// Letters as they are compared: capitals come of the style.
fn key(letters: &[char]) -> String {
    letters.iter().flat_map(|c| c.to_lowercase()).collect()
}
