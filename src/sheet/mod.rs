//! The sheet: the resolved tree that both writers print.
//!
//! `dress` makes it, `docx` and `layout` take it; types alone, and `reading`, which reads it as text.
//! Every paragraph has its final measures, nothing is inherited any more, nothing has a position
//! yet. Only what Word *and* our layout can express may stand here; both consumers take these
//! structs apart without `..`, so a new field does not compile until both handle it.
//! Lengths are in Word's own grain: twips (1/20 pt), half-points, 240ths of a line, eighths of a
//! point for borders.

mod drawing;
mod list;
pub(crate) mod reading;
mod role;
mod signing;
mod table;
mod text;
mod units;

pub use drawing::{Drawing, FloatingPicture, Graphic, Illustration};
pub use list::{ListDefinition, ListFormat, ListItem, ListLevel};
pub use role::Role;
pub use signing::{BoxSize, CornerSignature, Signing, SigningPlace};
pub use table::{Cell, Down, Padding, Row, Table, TableRole, TableStyle, VerticalAlign};
pub use text::{
    Align, Colour, Frame, Inline, Paragraph, ParagraphFormat, Rule, Run, RunFormat, TabAlign,
    TabStop,
};
pub use units::{HalfPoints, Twips};

pub use crate::chart::{Chart, ChartKind, ChartLook, ChartWords, Series, Tint};
use crate::diagnostic::Source;
use crate::document::{Components, Properties};
pub use crate::document::{Cross, Script};
use crate::fingerprint::Fingerprint;
pub use crate::picture::{
    Colours, Image, ImageFormat, Ink, Packing, Picture, Refusal, Samples, Unfit,
};
use std::sync::Arc;

/// A document ready for writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The files that the origins count.
    pub sources: Vec<Arc<Source>>,
    /// Title, author and so on.
    pub properties: Properties,
    /// The fingerprint of the files (and the row) that the document is made of, where these are known.
    pub fingerprint: Option<Fingerprint>,
    /// Word's family name, `Times New Roman` (Phụ lục I, I.4).
    pub font_family: String,
    /// Distance between default tab stops.
    pub default_tab: Twips,
    /// The components that roles and styles name.
    pub components: Arc<Components>,
    /// Named styles; [`StyleId`] indexes them.
    pub styles: Vec<Style>,
    /// The look that the tables of the body have in common; none where there is no such table.
    pub table_style: Option<TableStyle>,
    /// Word lists; [`ListId`] indexes them.
    pub lists: Vec<ListDefinition>,
    /// At least one. Each section starts on a new page.
    pub sections: Vec<Section>,
    /// Footnotes in the order of their marks.
    pub notes: Vec<Note>,
    /// How notes are set off.
    pub note_settings: NoteSettings,
    /// Where the document is signed digitally: boxes in the space above the signatory's name. The
    /// PDF has form fields there; in Word the space is all there is.
    pub signing: Signing,
    /// Who signs above each name: one for each paragraph of [`Role::SignatureName`], in their order.
    pub signing_places: Vec<SigningPlace>,
    /// Where an appendix in a file of its own is signed; none for other documents. Of the PDF alone.
    pub corner_signature: Option<CornerSignature>,
}

/// Index into [`Sheet::styles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StyleId(pub usize);

/// Index into [`Sheet::lists`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListId(pub usize);

/// Index into [`Sheet::notes`]; the printed mark is this plus 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub usize);

/// A named style, as Word shows it in its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The part of the document that it is the style of.
    pub role: Role,
    /// Word's style id (ASCII, unique): `QuocHieu`, `Dieu`.
    pub id: String,
    /// The name that Word shows: `Quốc hiệu`, `Điều`.
    pub name: String,
    /// Measures of paragraphs in this style.
    pub paragraph: ParagraphFormat,
    /// Measures of its text.
    pub run: RunFormat,
}

/// A run of pages with one geometry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Paper, margins, page number.
    pub page: PageSetup,
    /// The content.
    pub blocks: Vec<Block>,
}

/// Paper and margins (Phụ lục I, I.1–3, I.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSetup {
    /// Width of the paper.
    pub width: Twips,
    /// Height of the paper.
    pub height: Twips,
    /// Lề trên.
    pub top: Twips,
    /// Lề phải.
    pub right: Twips,
    /// Lề dưới.
    pub bottom: Twips,
    /// Lề trái.
    pub left: Twips,
    /// From the top edge of the paper to the top of the page number's line.
    pub header: Twips,
    /// From the bottom edge of the paper to the end of a footer.
    pub footer: Twips,
    /// The paragraphs in the top margin of the section's first page (ô số 11), from `header` on; mostly none.
    pub first_header: Vec<Paragraph>,
    /// The paragraphs at the foot of the section's first page (ô số 13), down to `footer`: the text ends above
    /// them. Mostly none.
    pub first_footer: Vec<Paragraph>,
    /// The page number.
    pub page_number: PageNumber,
}

/// Số trang (I.7): in a header centred in the top margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNumber {
    /// The number of the section's first page, which does not show it. None: the count goes on from
    /// the section before, and every page shows its number.
    pub start: Option<u32>,
    /// Style of the paragraph.
    pub style: StyleId,
    /// Its measures.
    pub paragraph: ParagraphFormat,
    /// Its text's measures.
    pub run: RunFormat,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its paragraphs; the first starts with the mark (superscript) and a space, which are not
    /// among its inlines.
    pub paragraphs: Vec<Paragraph>,
    /// Format of the mark before the text.
    pub mark: RunFormat,
}

/// How notes are set off from the text (the decree is silent; house values).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSettings {
    /// Length of the separator line (Word's own is 2 inches, 2880).
    pub separator_width: Twips,
    /// Format of the paragraph that holds the separator.
    pub separator: ParagraphFormat,
    /// Its font size decides the height of the separator's line.
    pub separator_run: RunFormat,
}
