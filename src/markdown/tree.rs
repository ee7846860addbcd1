//! The body as a small tree, between Markdown's events and the markup.

use super::hidden::unhidden;
use crate::document::{
    Column, ListMark, Manner, Orientation, Origin, OriginKind, RowKind, Script, Subject, Width,
};
use crate::tables::spans::Span;
use std::ops::Range;

/// A paragraph's or cell's text.
pub(super) type Line = Vec<Piece>;

/// Bold, italic and the like, flattened: however deep the stars nest, a text has one style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) script: Script,
}

/// A piece of a line. Ranges are byte offsets into the Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text of one style and one origin on one line of the source.
    Text {
        text: String,
        style: Style,
        at: Range<usize>,
        origin: Option<Origin>,
    },
    /// The source wraps here: a space.
    Soft,
    /// A line break that the author asked for.
    Break { at: Range<usize> },
    /// The mark of a footnote.
    Note { label: String, at: Range<usize> },
    /// A row of dots that fills the line, as it was written.
    Leader {
        text: String,
        at: Range<usize>,
        origin: Option<Origin>,
    },
    /// A box to be ticked.
    Check { ticked: bool, at: Range<usize> },
    /// The name of the place where it stands, for references.
    Anchor {
        name: String,
        at: Range<usize>,
        origin: Option<Origin>,
    },
}

impl Piece {
    /// With the characters of values as they are.
    pub(super) fn unhidden(self) -> Self {
        match self {
            Self::Text {
                text,
                style,
                at,
                origin,
            } => Self::Text {
                text: unhidden(&text).into_owned(),
                style,
                at,
                origin,
            },
            other => other,
        }
    }
}

/// A block.
#[derive(Debug)]
pub(super) enum Node {
    Heading {
        depth: u8,
        line: Line,
        /// Text that runs on behind it; empty where none does.
        text: Line,
    },
    Paragraph {
        line: Line,
        at: Range<usize>,
    },
    List(List),
    Table(Table),
    /// A paragraph that is set otherwise than lời văn is.
    Set {
        manner: Manner,
        line: Line,
    },
    Illustration(Illustration),
    /// The pages are turned from here on.
    Turn(Orientation),
    /// A page begins here.
    PageBreak,
    /// A table of `bang` stands here.
    Placed {
        name: String,
        at: Range<usize>,
    },
    /// Text that is markup already.
    Markup(String),
}

/// A list.
#[derive(Debug)]
pub(super) struct List {
    pub(super) mark: ListMark,
    pub(super) start: u32,
    pub(super) items: Vec<Item>,
    pub(super) at: Range<usize>,
}

/// An item of a list.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) nodes: Vec<Node>,
    pub(super) at: Range<usize>,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// The line above it that names it.
    pub(super) caption: Option<Line>,
    /// The line above it that tells its unit.
    pub(super) unit: Option<Line>,
    pub(super) columns: Vec<Column>,
    pub(super) head: Vec<Row>,
    pub(super) rows: Vec<Row>,
    pub(super) at: Range<usize>,
    /// Where the row of dashes begins: what stands above it is the head.
    pub(super) dashes: usize,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) kind: RowKind,
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) line: Line,
    /// The columns and rows that it covers; none where another cell covers it.
    pub(super) span: Option<Span>,
    pub(super) at: Range<usize>,
}

/// A picture or chart.
#[derive(Debug)]
pub(super) struct Illustration {
    pub(super) subject: Subject,
    pub(super) description: Line,
    pub(super) caption: Line,
    pub(super) width: Option<Width>,
    pub(super) at: Range<usize>,
}

/// The text of a footnote.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) label: String,
    pub(super) nodes: Vec<Node>,
    pub(super) at: Range<usize>,
}

/// A whole text.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) nodes: Vec<Node>,
    pub(super) notes: Vec<Note>,
    /// Footnote marks in the order of the text.
    pub(super) marks: Vec<(String, Range<usize>)>,
}

/// Tells whether anything of the line can be seen.
pub(super) fn visible(line: &[Piece]) -> bool {
    line.iter().any(|piece| match piece {
        Piece::Text { text, .. } => text.chars().any(|c| !c.is_whitespace()),
        Piece::Leader { .. } | Piece::Check { .. } => true,
        Piece::Soft | Piece::Break { .. } | Piece::Note { .. } | Piece::Anchor { .. } => false,
    })
}

/// The line's characters; a wrap and a break count as a space.
pub(super) fn plain(line: &[Piece]) -> String {
    let mut out = String::new();
    for piece in line {
        match piece {
            Piece::Text { text, .. } => out.push_str(text),
            Piece::Soft | Piece::Break { .. } => out.push(' '),
            Piece::Leader { .. } => out.push('…'),
            Piece::Check { ticked, .. } => out.push(if *ticked { '☑' } else { '☐' }),
            Piece::Note { .. } | Piece::Anchor { .. } => {}
        }
    }
    out
}

/// Splits a line after so many characters of [`plain`]; the second half starts without spaces.
pub(super) fn split(line: Line, mut count: usize) -> (Line, Line) {
    let (mut before, mut after) = (Line::new(), Line::new());
    for piece in line {
        let chars = match &piece {
            Piece::Text { text, .. } => text.chars().count(),
            Piece::Soft | Piece::Break { .. } | Piece::Leader { .. } | Piece::Check { .. } => 1,
            Piece::Note { .. } | Piece::Anchor { .. } => 0,
        };
        if count > 0 && chars <= count {
            count -= chars;
            before.push(piece);
            continue;
        }
        match piece {
            Piece::Text { .. } => {
                let (first, rest) = cut(piece, count);
                before.extend(first);
                after.extend(rest.and_then(|rest| {
                    if after.is_empty() {
                        trimmed(rest)
                    } else {
                        Some(rest)
                    }
                }));
            }
            Piece::Soft | Piece::Break { .. } if after.is_empty() => {}
            piece => after.push(piece),
        }
        count = 0;
    }
    (before, after)
}

/// A text in two, after so many characters; empty halves are left out.
fn cut(whole: Piece, count: usize) -> (Option<Piece>, Option<Piece>) {
    let Piece::Text { text, .. } = &whole else {
        return (Some(whole), None);
    };
    let byte = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(byte, _)| byte);
    (part(&whole, 0..byte), part(&whole, byte..text.len()))
}

/// A part of a text by its bytes, which are those of the Markdown and of the source where it is taken
/// letter for letter; none of what is empty.
pub(super) fn part(whole: &Piece, bytes: Range<usize>) -> Option<Piece> {
    let Piece::Text {
        text,
        style,
        at,
        origin,
    } = whole
    else {
        return Some(whole.clone());
    };
    let divisible = origin.is_some_and(|origin| {
        origin.kind == OriginKind::Exact && (origin.end - origin.start) as usize == text.len()
    });
    let origin = origin.map(|origin| match divisible {
        true => Origin {
            start: origin.start + bytes.start as u32,
            end: origin.start + bytes.end as u32,
            ..origin
        },
        false => origin,
    });
    let offset = |byte: usize| (at.start + byte).min(at.end);
    (!bytes.is_empty()).then(|| Piece::Text {
        text: text[bytes.clone()].to_owned(),
        style: *style,
        at: match bytes.end == text.len() {
            true => offset(bytes.start)..at.end,
            false => offset(bytes.start)..offset(bytes.end),
        },
        origin,
    })
}

/// A piece without the white space it starts with.
fn trimmed(whole: Piece) -> Option<Piece> {
    match &whole {
        Piece::Text { text, .. } => {
            let start = text.len() - text.trim_start().len();
            part(&whole, start..text.len())
        }
        _ => Some(whole),
    }
}
