//! The product of layout: pages with every line placed. The PDF writer draws it and decides nothing.
//!
//! Points (1/72 inch), origin at the top left corner of the paper, y downwards.

use crate::chart::Plot;
use crate::document::{Blank, Origin, Properties, Stretch};
use crate::font::FaceId;
use crate::picture::{Image, Picture};
use crate::sheet::{Colour, Cross, ListId, NoteId, Role, TableRole};
use std::ops::Range;

/// A document laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// Title, author and so on.
    pub properties: Properties,
    /// In order.
    pub pages: Vec<Page>,
    /// Headings in reading order, for bookmarks.
    pub outline: Vec<OutlineEntry>,
    /// The places that are filled in and signed after the file is made, in reading order. A writer may be given
    /// pages without any.
    pub fields: Vec<Field>,
}

/// A place to fill in or to sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Index of the page.
    pub page: usize,
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Text to be filled in, or one of the signatures.
    pub kind: FieldKind,
    /// The number of the paragraph before which a signature is read: the name's, or that of the words
    /// above, where no name stands under it. None for what stands in a line, or above the text.
    pub anchor: Option<u32>,
    /// The table of the closing in which a signature stands; its number is that of [`CellPart::table`].
    pub closing: Option<u32>,
}

/// The sorts of fields.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// Text into a gap.
    Text {
        /// The number, the day or the month.
        blank: Blank,
        /// The face of the line.
        face: FaceId,
        /// The size of the line.
        size: f64,
    },
    /// The digital signature of the one who signs (II.7.d).
    LeaderSignature,
    /// The digital signature of the agency, whose picture is the seal (II.8.a).
    AgencySignature,
    /// The digital signature by which another agency confirms the document (Phụ lục III, Mẫu 1.10).
    Confirmation,
    /// The digital signature of the agency on an appendix in a file of its own (III.1.d). It has no
    /// picture: it shows number and symbol of the document and the time of signing.
    CornerSignature {
        /// The face of that text.
        face: FaceId,
        /// Its size.
        size: f64,
        /// On a copy (ô số 14, Phần II, I.3.c): the form of copy and the copying agency, which it shows before the
        /// time.
        copy: Option<String>,
    },
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width of the paper.
    pub width: f64,
    /// Height of the paper.
    pub height: f64,
    /// In reading order; page number last.
    pub items: Vec<Item>,
}

/// A thing that is drawn on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of text.
    Line(Line),
    /// A straight line.
    Rule(RuleLine),
    /// A picture.
    Picture(PlacedPicture),
}

/// A picture over the text, or between paragraphs.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedPicture {
    /// The paragraph that it is anchored to, or stands in.
    pub part: Part,
    /// The drawing itself.
    pub graphic: Graphic,
    /// The words for those who do not see it.
    pub description: String,
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// The sorts of pictures.
#[derive(Debug, Clone, PartialEq)]
pub enum Graphic {
    /// A signature or seal, to be seen through.
    Stamp(Picture),
    /// A picture of the body.
    Image(Image),
    /// A chart.
    Plot(Plot),
}

/// One line of one paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The paragraph that it is a line of.
    pub part: Part,
    /// From the top of the paper to the baseline.
    pub baseline: f64,
    /// Left to right. Spaces at the end of a broken line are in the text (so that text extracted
    /// from the PDF keeps its words apart) but take no width.
    pub spans: Vec<Span>,
    /// Where the letters of the spans came from, in their order; a stretch is of one span. What a
    /// source has letter for letter is told by its own bytes, what an expression printed by the range
    /// of the expression. Marks, page numbers and words of templates have no origin.
    pub origins: Vec<Stretch>,
}

impl Line {
    /// Where the letters of one of its spans came from: stretches that together are the span's text.
    pub fn origins_of(&self, span: &Span) -> &[Stretch] {
        let Range { start, end } = span.origins;
        let range = start as usize..end as usize;
        self.origins.get(range).unwrap_or_default()
    }

    /// The range of all that stands on the line: from where its first text with an origin stands to
    /// the last of those in the same source.
    pub fn origin(&self) -> Option<Origin> {
        let origins = self.origins.iter().filter_map(|stretch| stretch.origin);
        origins.reduce(Origin::through)
    }
}

/// Text in one face, drawn in one go from `x`.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Left edge.
    pub x: f64,
    /// The face.
    pub face: FaceId,
    /// Font size (a superscript's own, smaller size).
    pub size: f64,
    /// How far the span's baseline stands above the line's (superscript marks).
    pub rise: f64,
    /// Its ink.
    pub colour: Colour,
    /// The text.
    pub text: String,
    /// Added to the advance of each space (U+0020) in `text` by justification; negative in a line
    /// that was squeezed.
    pub space_extra: f64,
    /// The gap that this span is, if it is one.
    pub blank: Option<Blank>,
    /// The item or note that it is the mark of; none for text.
    pub mark: Option<Mark>,
    /// The text that is read in its place: `…` for a row of dots, a box for what is drawn as one.
    pub reads: Option<&'static str>,
    /// It is of the title of a heading behind which text runs on.
    pub title: bool,
    /// The part that it plays for references within the document.
    pub cross: Option<Cross>,
    /// Which of the [`Line::origins`] are its own.
    pub origins: Range<u32>,
}

/// A span that is not text of its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Before a list item, with the space after it.
    Item,
    /// In the text, of a note.
    Reference(NoteId),
    /// Before a note's own text.
    Note,
}

/// To which paragraph a line belongs: what tags and bookmarks need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The paragraph's role.
    pub role: Role,
    /// Counts paragraphs through the document: lines of one paragraph share it.
    pub paragraph: u32,
    /// The table cell that holds it.
    pub cell: Option<CellPart>,
    /// The note that it is text of.
    pub note: Option<NoteId>,
    /// The list that it is an item of; none for an item's further paragraphs.
    pub item: Option<ItemPart>,
    /// Its depth in the outline, from 1; none where it is no heading.
    pub outline: Option<u8>,
}

/// Where in a list an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemPart {
    /// The list; lists inside it may share its id.
    pub list: ListId,
    /// From 0.
    pub level: u8,
}

/// Where in a table a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellPart {
    /// Counts tables through the document.
    pub table: u32,
    /// The sort of table that the cell stands in.
    pub role: TableRole,
    /// From 0.
    pub row: u32,
    /// The first that it lies over, from 0.
    pub column: u32,
    /// How many columns it lies over.
    pub across: u32,
    /// How many rows it lies over.
    pub down: u32,
    /// A header row's cell.
    pub header: bool,
    /// A header row set again at the top of a further page.
    pub repeated: bool,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleLine {
    /// Start.
    pub x0: f64,
    /// Start.
    pub y0: f64,
    /// End.
    pub x1: f64,
    /// End.
    pub y1: f64,
    /// Thickness.
    pub width: f64,
    /// Its ink.
    pub colour: Colour,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// Depth, from 1, never skipping.
    pub level: u8,
    /// Text of the heading in one line.
    pub title: String,
    /// Index of the page.
    pub page: usize,
    /// Top of the heading on it.
    pub y: f64,
}
