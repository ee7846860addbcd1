//! What stands one above the other, made ready to be understood: spans of texts, tables of cells, with blank
//! paragraphs, drawn lines and breaks of pages as properties of what follows them.

use super::words::is_capitals;
use crate::import::flat::{self, Align, Block, Flat, Label, Piece, Raised};

/// How wide blanks must be that bring a line to the middle, in spaces; a tab is four.
const PUSHED: usize = 8;

/// The same for a line that is neither bold nor in capitals.
const PUSHED_PLAIN: usize = 12;

/// The longest line that is brought to the middle by blanks, in letters: one line of a page.
const LONGEST_PUSHED: usize = 90;

/// Text of one look, a mark, a picture or a break.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) underline: bool,
    pub(crate) raised: Raised,
    /// The index of a note whose mark stands here.
    pub(crate) note: Option<usize>,
    pub(crate) picture: Option<usize>,
    /// A new line.
    pub(crate) breaks: bool,
}

pub(crate) type Line = Vec<Span>;

/// A paragraph, or its part up to a new page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Para {
    pub(crate) at: usize,
    pub(crate) line: Line,
    pub(crate) align: Align,
    pub(crate) left: i32,
    pub(crate) label: Option<Label>,
    pub(crate) outline: Option<u8>,
    pub(crate) boxed: bool,
    /// A blank paragraph or a drawn line stands above it.
    pub(crate) gap: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Grid {
    pub(crate) columns: Vec<u32>,
    pub(crate) bordered: bool,
    pub(crate) rows: Vec<GridRow>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct GridRow {
    pub(crate) header: bool,
    pub(crate) cells: Vec<GridCell>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct GridCell {
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// Those of tables within it, too.
    pub(crate) paras: Vec<Para>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    Para(Para),
    Table(Grid),
}

/// A paragraph with words or a table, and how its page lies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Element {
    pub(crate) what: What,
    pub(crate) landscape: bool,
    /// A page begins with it.
    pub(crate) fresh: bool,
}

impl Element {
    pub(super) fn para(&self) -> Option<&Para> {
        match &self.what {
            What::Para(para) => Some(para),
            What::Table(_) => None,
        }
    }
    pub(super) fn table(&self) -> Option<&Grid> {
        match &self.what {
            What::Para(_) => None,
            What::Table(grid) => Some(grid),
        }
    }
}

/// The text of a line; breaks are `\n`.
pub(crate) fn plain(line: &[Span]) -> String {
    line.iter()
        .map(|span| {
            if span.breaks {
                "\n"
            } else {
                span.text.as_str()
            }
        })
        .collect()
}

impl Para {
    pub(super) fn text(&self) -> String {
        plain(&self.line).trim().to_owned()
    }
    /// Nothing of it is read: no letter, no mark, no picture.
    pub(super) fn is_blank(&self) -> bool {
        let says = |span: &Span| {
            !span.text.trim().is_empty() || span.note.is_some() || span.picture.is_some()
        };
        !self.line.iter().any(says)
    }
    pub(super) fn is_bold(&self) -> bool {
        all(&self.line, |span| span.bold)
    }
    pub(super) fn is_italic(&self) -> bool {
        all(&self.line, |span| span.italic)
    }
    pub(super) fn is_centred(&self) -> bool {
        self.align == Align::Center
    }
    /// Its lines, each a paragraph of its own.
    pub(super) fn split(&self) -> Vec<Self> {
        let parts = self.line.split(|span| span.breaks);
        let parts = parts.enumerate().map(|(nth, line)| Self {
            line: line.to_vec(),
            label: self.label.clone().filter(|_| nth == 0),
            gap: self.gap && nth == 0,
            ..self.clone()
        });
        parts.filter(|para| !para.is_blank()).collect()
    }
}

pub(super) fn all(line: &[Span], holds: impl Fn(&Span) -> bool) -> bool {
    let mut words = line
        .iter()
        .filter(|span| !span.text.trim().is_empty())
        .peekable();
    words.peek().is_some() && words.all(holds)
}

/// Tells whether a text is a line that was drawn with signs: `-----`, `___`, `***`.
fn is_drawn(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= 3 && signs.iter().all(|c| "-_*=~─━—–¯".contains(*c))
}

/// The elements of a document in their order.
pub(super) fn elements(flat: &Flat) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::new();
    let (mut first, mut fresh, mut gap) = (0, false, false);
    for block in &flat.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for (nth, mut para) in paras(paragraph).into_iter().enumerate() {
                    fresh |= nth > 0 || paragraph.page_before;
                    if para.is_blank() || is_drawn(&para.text()) {
                        gap = true;
                        continue;
                    }
                    para.gap = gap;
                    out.push(Element {
                        what: What::Para(para),
                        landscape: false,
                        fresh: std::mem::take(&mut fresh) && !out.is_empty(),
                    });
                    gap = false;
                }
            }
            Block::Table(table) => {
                out.push(Element {
                    what: What::Table(grid(table)),
                    landscape: false,
                    fresh: std::mem::take(&mut fresh) && !out.is_empty(),
                });
                gap = false;
            }
            Block::Section(section) => {
                for element in &mut out[first..] {
                    element.landscape = section.landscape;
                }
                first = out.len();
                fresh |= !section.continuous;
            }
        }
    }
    out
}

fn grid(table: &flat::Table) -> Grid {
    let row = |row: &flat::Row| GridRow {
        header: row.header,
        cells: row
            .cells
            .iter()
            .map(|cell| GridCell {
                column: cell.column,
                columns: cell.columns.max(1),
                rows: cell.rows.max(1),
                paras: cell_paras(&cell.blocks),
            })
            .collect(),
    };
    Grid {
        columns: table.columns.clone(),
        bordered: table.bordered,
        rows: table.rows.iter().map(row).collect(),
    }
}

/// The paragraphs of a cell, those of tables in it row by row.
fn cell_paras(blocks: &[Block]) -> Vec<Para> {
    let mut out: Vec<Para> = Vec::new();
    let mut gap = false;
    let mut open: Vec<std::slice::Iter<'_, Block>> = vec![blocks.iter()];
    while let Some(blocks) = open.last_mut() {
        let Some(block) = blocks.next() else {
            open.pop();
            continue;
        };
        match block {
            Block::Paragraph(paragraph) => {
                for mut para in paras(paragraph) {
                    if para.is_blank() || is_drawn(&para.text()) {
                        gap = true;
                        continue;
                    }
                    para.gap = std::mem::take(&mut gap);
                    out.push(para);
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                let mut inner: Vec<_> = cells.map(|cell| cell.blocks.iter()).collect();
                inner.reverse();
                open.extend(inner);
            }
            Block::Section(_) => {}
        }
    }
    out
}

/// A paragraph, cut at its breaks of pages.
pub(super) fn paras(paragraph: &flat::Paragraph) -> Vec<Para> {
    let new = || Para {
        at: paragraph.at,
        line: Vec::new(),
        align: paragraph.align,
        left: paragraph.left,
        label: None,
        outline: paragraph.outline,
        boxed: paragraph.boxed,
        gap: false,
    };
    let mut out = vec![Para {
        label: paragraph.label.clone(),
        ..new()
    }];
    for piece in &paragraph.pieces {
        let span = match piece {
            Piece::Page => {
                out.push(new());
                continue;
            }
            Piece::Text(run) => Span {
                text: run
                    .text
                    .replace('\u{a0}', " ")
                    .replace('\u{2011}', "-")
                    .replace('\u{ad}', ""),
                bold: run.bold,
                italic: run.italic,
                underline: run.underline,
                raised: run.raised,
                ..Span::default()
            },
            Piece::Tab => Span {
                text: "\t".to_owned(),
                ..Span::default()
            },
            // So many dots are drawn out to the end of their line.
            Piece::Leader => Span {
                text: " …………………… ".to_owned(),
                ..Span::default()
            },
            Piece::Line => Span {
                breaks: true,
                ..Span::default()
            },
            Piece::Note(index) => Span {
                note: Some(*index),
                ..Span::default()
            },
            Piece::Picture(index) => Span {
                picture: Some(*index),
                ..Span::default()
            },
        };
        if let Some(para) = out.last_mut() {
            para.line.push(span);
        }
    }
    // A break at the end of a paragraph begins the page of what follows, which is no paragraph of its own.
    for para in &mut out {
        if matches!(para.align, Align::Left | Align::Justify) && is_pushed(&para.line) {
            para.align = Align::Center;
        }
    }
    out
}

/// Tells whether a short line was brought to the middle with tabs or spaces, and by nothing else.
fn is_pushed(line: &[Span]) -> bool {
    let text = plain(line);
    let rest = text.trim_start_matches([' ', '\t']);
    let blanks = &text[..text.len() - rest.len()];
    let rest = rest.trim_end();
    let width: usize = blanks.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    // What is not set off otherwise may be a first line with a wide indent.
    let least = match all(line, |span| span.bold) || is_capitals(rest) {
        true => PUSHED,
        false => PUSHED_PLAIN,
    };
    let begins_item = rest.starts_with(['-', '–', '+', '•', '*']);
    let is_one = !rest.contains('\t') && !rest.contains("    ");
    width >= least && is_one && !begins_item && rest.chars().count() <= LONGEST_PUSHED
}

/// A line without the first so many bytes of its text.
pub(crate) fn cut(line: &[Span], mut bytes: usize) -> Line {
    let mut out = Vec::with_capacity(line.len());
    for span in line {
        let length = if span.breaks { 1 } else { span.text.len() };
        if bytes == 0 || span.note.is_some() || span.picture.is_some() {
            out.push(span.clone());
            continue;
        }
        let gone = bytes.min(length);
        bytes -= gone;
        if gone < length {
            out.push(Span {
                text: span.text[gone..].to_owned(),
                ..span.clone()
            });
        }
    }
    out
}

/// A line without blanks at its start.
pub(super) fn trimmed(line: &[Span]) -> Line {
    let text = plain(line);
    cut(line, text.len() - text.trim_start().len())
}
