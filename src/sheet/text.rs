//! Paragraphs: their measures, their text and what stands between it.

use super::{Drawing, HalfPoints, ListItem, NoteId, StyleId, Twips};
use crate::document::{Blank, Cross, Origin, Origins, Script};

/// A paragraph with its final measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The style it is of; its own `format` is complete all the same.
    pub style: StyleId,
    /// Final measures.
    pub format: ParagraphFormat,
    /// Set where it is the first paragraph of a list item.
    pub item: Option<ListItem>,
    /// Its depth in the outline, from 1; none where it is no heading.
    pub outline: Option<u8>,
    /// The text. An empty list is an empty paragraph (its height is that of the style's run).
    pub inlines: Vec<Inline>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// Index of the block of the [`Document`](crate::document::Document) that it is a part of, alone,
    /// among others or in a cell; none for notes, page numbers and what stands in no document.
    pub block: Option<u32>,
}

/// Measures of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphFormat {
    /// How lines fill the width.
    pub align: Align,
    /// Indent of all lines from the left.
    pub left: Twips,
    /// Indent of all lines from the right.
    pub right: Twips,
    /// Extra indent of the first line (negative: hanging).
    pub first_line: Twips,
    /// Space above; dropped at the top of a page after an automatic break (see `layout::word`).
    pub before: Twips,
    /// Space below.
    pub after: Twips,
    /// Distance of lines in 240ths of the font's own line (240 = single). `w:lineRule="auto"`.
    pub line: u32,
    /// Stays on the page of the next paragraph's first line.
    pub keep_next: bool,
    /// All lines on one page.
    pub keep_lines: bool,
    /// No single first or last line alone on a page.
    pub widow_control: bool,
    /// Starts a page.
    pub page_break_before: bool,
    /// A line under the paragraph, as wide as the paragraph's indents leave it.
    pub rule_below: Option<Rule>,
    /// A frame around the paragraph; it has no rule below then.
    pub frame: Option<Frame>,
    /// Where [`Inline::Leader`]s end, from left to right.
    pub tabs: Vec<TabStop>,
}

impl ParagraphFormat {
    /// The format that Word takes where nothing is said: single lines from margin to margin, no spaces around.
    pub(crate) const PLAIN: Self = Self {
        align: Align::Left,
        left: Twips(0),
        right: Twips(0),
        first_line: Twips(0),
        before: Twips(0),
        after: Twips(0),
        line: 240,
        keep_next: false,
        keep_lines: false,
        widow_control: true,
        page_break_before: false,
        rule_below: None,
        frame: None,
        tabs: Vec::new(),
    };
}

/// A place where a row of dots ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TabStop {
    /// From the left margin of the column.
    pub position: Twips,
    /// How what follows stands there.
    pub align: TabAlign,
}

/// How text stands at a tab stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TabAlign {
    /// It begins there.
    Left,
    /// It ends there.
    Right,
}

/// A frame of solid lines around a paragraph (khung). At the sides its lines touch the paragraph's indents
/// from without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Thickness of each of its lines in eighths of a point (`w:sz`).
    pub eighths: u32,
    /// Two lines all around, as far apart as they are thick, instead of one.
    pub double: bool,
    /// From the frame to the text below it, in points (`w:space`).
    pub above: u32,
    /// From the text to the frame below it, in points.
    pub below: u32,
    /// The colour of its lines.
    pub colour: Colour,
}

impl Frame {
    /// Its whole thickness on one side, in eighths of a point.
    pub fn thickness(self) -> u32 {
        self.eighths * if self.double { 3 } else { 1 }
    }
}

/// A colour; black unless something else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Colour {
    /// Share of red.
    pub red: u8,
    /// Share of green.
    pub green: u8,
    /// Share of blue.
    pub blue: u8,
}

impl Colour {
    /// The colour of what is not said otherwise (I.4).
    pub const BLACK: Self = Self {
        red: 0,
        green: 0,
        blue: 0,
    };
}

/// A solid horizontal line (đường kẻ) made as a paragraph's bottom border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Thickness in eighths of a point (`w:sz`).
    pub eighths: u32,
    /// Distance from the text in points (`w:space`).
    pub space: u32,
}

/// How lines fill the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// Ragged right.
    Left,
    /// Centred.
    Centre,
    /// Ragged left.
    Right,
    /// Both margins; the last line, and lines ended by [`Inline::Break`], are set left.
    Justify,
}

/// Text and what stands between text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Run(Run),
    /// Ends the line. Directly behind a blank it ends one that would end there anyhow, so that its
    /// blanks are not stretched: no part of the text, and what compares texts passes over it.
    Break,
    /// The mark of a footnote, superscript.
    Note {
        /// The note.
        note: NoteId,
        /// The text's format where the mark stands.
        format: RunFormat,
    },
    /// Something that is no text.
    Picture(Drawing),
    /// A row of dots up to the next tab stop of the paragraph. Its text are the dots that were written.
    Leader(Run),
    /// A box to be ticked, ☐ or ☑.
    Check {
        /// It is ticked.
        ticked: bool,
        /// The text's format where it stands.
        format: RunFormat,
    },
}

/// Text in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// NFC; no tab, no newline. Ordinary spaces only between words.
    pub text: String,
    /// Final measures.
    pub format: RunFormat,
    /// The gap that this run is: its text is no-break spaces.
    pub blank: Option<Blank>,
    /// It is of the title of a heading behind which text runs on ([`Role::RunIn`]).
    pub title: bool,
    /// The part that it plays for references within the document.
    pub cross: Option<Cross>,
    /// Where its characters came from. The text may be set in capitals and have no-break spaces and
    /// hyphens for those of the source, one for one.
    pub origins: Origins,
}

/// Measures of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunFormat {
    /// Cỡ chữ.
    pub size: HalfPoints,
    /// Đậm.
    pub bold: bool,
    /// Nghiêng.
    pub italic: bool,
    /// Màu chữ.
    pub colour: Colour,
    /// Gạch chân.
    pub underline: bool,
    /// How it stands on the line.
    pub script: Script,
}
