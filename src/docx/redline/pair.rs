//! A document as it is read and as it is written, node by node.
//!
//! In: a sheet. Out: its [reading](crate::sheet::reading), each node of which carries the element
//! that the writer made for it. Both come from one walk of the writer, so they always agree.

use crate::diagnostic::Result;
use crate::docx::body::{self, Child, Closing};
use crate::docx::numbering::{Lists, Numbering};
use crate::docx::page::Headers;
use crate::docx::paragraph::{Paragraphs, Written};
use crate::docx::pictures::Pictures;
use crate::docx::runs::Piece;
use crate::docx::sections;
use crate::docx::table::WrittenRow;
use crate::docx::xml::Element;
use crate::sheet::reading::{Form, Grid, GridCell, GridRow, Line, Part, Reading};
use crate::sheet::{Inline, NoteId, Sheet};
use std::rc::Rc;

/// The form of a document in Word.
pub(super) struct Word;

impl Form for Word {
    type Node = Shell;
    type Sign = Rc<SignForm>;
}

/// The elements of a node without those of what stands in it.
pub(super) struct Shell {
    /// A paragraph's `w:pPr`; the `w:tbl`, `w:tr`, `w:tc` of the others.
    pub(super) frame: Element,
    /// The runs before a paragraph's text: the mark of a note.
    pub(super) lead: Vec<Element>,
    /// The writer's own paragraphs behind a block of the body.
    pub(super) after: Vec<Element>,
}

impl Shell {
    fn of(frame: Element) -> Self {
        Self {
            frame,
            lead: Vec::new(),
            after: Vec::new(),
        }
    }
}

/// The elements that a sign is written with.
#[derive(PartialEq, Eq)]
pub(super) struct SignForm {
    /// The properties of its run.
    pub(super) properties: Option<Element>,
    /// The whole content control, where it is a blank; the run, where it is an illustration.
    pub(super) control: Option<Element>,
}

/// A document as it is read and as it is written.
pub(super) struct Pair<'a> {
    pub(super) reading: Reading<Word>,
    /// The writer's own paragraphs before the first block.
    pub(super) lead: Vec<Element>,
    /// The properties of the last section.
    pub(super) end: Option<Element>,
    /// The notes in the order of their marks.
    pub(super) notes: Vec<NoteId>,
    pub(super) numbering: Numbering<'a>,
    pub(super) headers: Headers,
    /// Its pictures, behind those that there were.
    pub(super) pictures: Pictures<'a>,
}

impl<'a> Pair<'a> {
    /// Writes a sheet and reads what is written; `pictures` are those of the document so far.
    pub(super) fn of(sheet: &'a Sheet, lists: Lists<'a>, pictures: Pictures<'a>) -> Result<Self> {
        let (properties, headers) = sections(sheet)?;
        let mut paragraphs = Paragraphs::new(sheet, lists);
        paragraphs.pictures = pictures;
        let mut lead = Vec::new();
        let mut blocks: Vec<Part<Word>> = Vec::new();
        let end = body::write(
            &mut paragraphs,
            properties,
            Closing::Apart,
            |child| match child {
                Child::Paragraph(paragraph) => blocks.push(Part::Line(line(sheet, paragraph))),
                Child::TableBegins(table, frame) => {
                    let grid = Grid::new(table, Vec::new(), Shell::of(frame));
                    blocks.push(Part::Table(grid));
                }
                Child::Row(row) => {
                    if let Some(Part::Table(grid)) = blocks.last_mut() {
                        grid.rows.push(grid_row(sheet, grid.rows.len(), row));
                    }
                }
                Child::TableEnds => {}
                Child::Glue(paragraph) => match blocks.last_mut() {
                    Some(Part::Line(line)) => line.form.after.push(paragraph),
                    Some(Part::Table(grid)) => grid.form.after.push(paragraph),
                    None => lead.push(paragraph),
                },
            },
        )?;
        let mut order = Vec::with_capacity(paragraphs.notes.len());
        let mut notes: Vec<Vec<Line<Word>>> = sheet.notes.iter().map(|_| Vec::new()).collect();
        for (id, written) in paragraphs.notes {
            order.push(id);
            notes[id.0] = lines(sheet, written);
        }
        Ok(Self {
            reading: Reading {
                sources: sheet.sources.clone(),
                components: sheet.components.clone(),
                blocks,
                notes,
            },
            lead,
            end,
            notes: order,
            numbering: paragraphs.lists.finish(),
            headers,
            pictures: paragraphs.pictures,
        })
    }
}

fn lines(sheet: &Sheet, paragraphs: Vec<Written<'_>>) -> Vec<Line<Word>> {
    paragraphs.into_iter().map(|p| line(sheet, p)).collect()
}

fn line(sheet: &Sheet, written: Written<'_>) -> Line<Word> {
    let Written {
        paragraph,
        properties,
        lead,
        pieces,
        ..
    } = written;
    let shell = Shell {
        lead,
        ..Shell::of(properties)
    };
    let mut line = Line::new(sheet, paragraph, shell);
    for piece in pieces {
        match piece {
            Piece::Run { look, inlines } => {
                let form = Rc::new(SignForm {
                    properties: look.properties(),
                    control: None,
                });
                for inline in inlines {
                    line.read(inline, &form);
                }
            }
            // What differs is marked letter by letter.
            Piece::Control {
                inline: inline @ Inline::Check { .. },
                look,
                ..
            } => {
                let form = Rc::new(SignForm {
                    properties: look.properties(),
                    control: None,
                });
                line.read(inline, &form);
            }
            Piece::Control { inline, .. } => {
                let form = Rc::new(SignForm {
                    properties: None,
                    control: Some(piece.into_element()),
                });
                line.read(inline, &form);
            }
            Piece::Crossed { look, inline, .. } => {
                let form = Rc::new(SignForm {
                    properties: look.properties(),
                    control: None,
                });
                line.read(inline, &form);
            }
            Piece::Picture { run, inline } => {
                let form = Rc::new(SignForm {
                    properties: None,
                    control: Some(run),
                });
                line.read(inline, &form);
            }
        }
    }
    line
}

fn grid_row(sheet: &Sheet, index: usize, row: WrittenRow<'_>) -> GridRow<Word> {
    let cells = row.cells.into_iter().map(|cell| GridCell {
        column: cell.column,
        lines: lines(sheet, cell.paragraphs),
        form: Shell::of(cell.frame),
    });
    GridRow {
        index,
        cells: cells.collect(),
        form: Shell::of(row.frame),
    }
}
