//! The document by meaning: the semantic model, and the markup that builds it.
//!
//! In: layout markup (XML, see `docs/markup.md`) as the templates write it, its body out of the
//! Markdown of the content (`crate::markdown`). Out: [`Document`] ([`parse`]).
//! No measure of the decree is known here.

use crate::diagnostic::{Place, Source};
use std::sync::Arc;

mod component;
mod dump;
mod illustration;
mod markup;
pub(crate) mod names;
mod origin;
pub(crate) mod outline;
mod references;
mod split;
mod table;
#[cfg(test)]
pub(crate) mod testing;
mod text_map;
mod visit;

pub use component::{Breaks, Cell, Component, ComponentName, Components, Form, InLetterhead};
pub use illustration::{Illustration, Subject, Width};
pub use markup::{parse, parse_alone};
pub use origin::{Deal, Origin, OriginKind, Origins, Stretch};
pub(crate) use references::{POINTS, letter};
pub use table::{
    CellAlign, CellContent, CellVertical, Column, ColumnAlign, RowKind, Table, TableCell, TableRow,
};
pub(crate) use table::{Grid, Misfit};
pub use text_map::TextMap;
pub(crate) use visit::Spot;

/// Lists nest no deeper: Word knows nine levels.
pub(crate) const DEEPEST_LIST: usize = 9;

/// A document by meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The files behind the origins.
    pub sources: Vec<Arc<Source>>,
    /// The kind of document by its name in the YAML (`ke-hoach`); none where the markup tells none.
    pub kind: Option<String>,
    /// Title, author and so on.
    pub properties: Properties,
    /// Head to foot.
    pub blocks: Vec<Block>,
    /// Footnotes in the order of their marks; [`Inline::Note`] points here.
    pub notes: Vec<Note>,
}

impl Document {
    /// The place in the sources where an origin begins: its first character, which is what messages
    /// about a text mark.
    pub fn place(&self, origin: Option<Origin>) -> Option<Place> {
        let origin = origin?;
        let source = self.sources.get(usize::from(origin.source))?;
        let start = origin.start as usize;
        let first = source.text.get(start..)?.chars().next();
        Some(Place::new(
            source,
            start..start + first.map_or(0, char::len_utf8),
        ))
    }
}

/// The files' own account of themselves (document properties).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Kind and subject in one line.
    pub title: String,
    /// The issuing agency.
    pub author: String,
    /// The subject (trích yếu).
    pub subject: String,
    /// BCP 47, `vi-VN`.
    pub language: String,
}

/// A component with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// From where its first text stands to the last that stands in the same source.
    pub origin: Option<Origin>,
    /// The form that it has, with its component and text where it has any.
    pub kind: BlockKind,
}

/// A line or paragraph of text.
pub type Inlines = Vec<Inline>;

/// The forms that a piece of a document can have. Which components there are of the first three is
/// data ([`Components`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Ô số 1 to 4 (and 5b): two columns of lines at the head, as they are read.
    Letterhead(Vec<Lines>),
    /// A component of one or more lines: tên loại, trích yếu, one căn cứ.
    Lines(Lines),
    /// A component with a label: Kính gửi (9a).
    Labelled(Labelled),
    /// Phần, chương, mục, tiểu mục, điều, khoản, điểm (6.đ).
    Heading(Heading),
    /// A paragraph of the body (6.e).
    Paragraph(Inlines),
    /// A paragraph of the body that is set otherwise.
    Set(Manner, Inlines),
    /// The next block begins a page.
    PageBreak,
    /// A list of the body.
    List(List),
    /// A table of the body.
    Table(Table),
    /// A picture or chart of the body, with its caption.
    Illustration(Illustration),
    /// Nơi nhận beside the signature (9b, 7).
    Closing(Closing),
    /// Turns the pages of all that follows (I.2), up to the next turn or appendix.
    Turn(Orientation),
    /// Starts an appendix (III.1) on a new page with its own page numbers.
    Appendix {
        /// How its pages are turned.
        orientation: Orientation,
        /// `Phụ lục I`
        label: Inlines,
        /// Tên phụ lục, lines.
        title: Vec<Inlines>,
        /// `(Kèm theo …)`; may be empty.
        reference: Inlines,
    },
    /// Starts a text that is issued with the document (Phụ lục III, Mẫu 1.3) on a new page with its
    /// own page numbers; its head follows as components.
    Attached {
        /// How its pages are turned.
        orientation: Orientation,
        /// Its kind and subject in one line, as a file of its own is titled.
        title: String,
    },
}

/// A component of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Which one.
    pub component: ComponentName,
    /// At least one.
    pub lines: Vec<Inlines>,
}

/// A component of a label with lines that it introduces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Which one.
    pub component: ComponentName,
    /// `Kính gửi:`
    pub label: Inlines,
    /// At least one line.
    pub items: Vec<Inlines>,
}

/// How a page is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Orientation {
    /// As the paper of the document is (`kho_giay`), which is upright unless chosen otherwise.
    #[default]
    Portrait,
    /// Theo chiều rộng của khổ giấy (I.2).
    Landscape,
}

/// The form of a heading, which decides its look (6.đ and Mục V).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadingForm {
    /// Phần: label and title on lines of their own.
    Part,
    /// Chương.
    Chapter,
    /// Mục with the word: `Mục 1`.
    Section,
    /// Tiểu mục.
    Subsection,
    /// `I. TIÊU ĐỀ` in one line (Mục V, 6.b).
    Roman,
    /// Điều.
    Article,
    /// Khoản with a title: `1. Tiêu đề`.
    Clause,
    /// Điểm with a title: `a) Tiêu đề`.
    Point,
    /// Any other heading.
    Plain,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The form that the decree gives it.
    pub form: HeadingForm,
    /// Depth in the outline, from 1, never skipping.
    pub level: u8,
    /// `Phần I` where label and title stand on lines of their own; empty otherwise.
    pub label: Inlines,
    /// The title, one entry a line. For one-line forms the number is part of it.
    pub title: Vec<Inlines>,
    /// Lời văn that runs on behind the title in the same paragraph; empty where none does.
    pub text: Inlines,
}

/// How a paragraph of the body is set, where it is set otherwise than lời văn is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manner {
    /// To the right.
    Right,
    /// In the middle.
    Centre,
    /// Indented: words of another text.
    Quote,
}

/// How a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListMark {
    /// Dashes.
    Bullet,
    /// Numbers: `1.`
    Decimal(Numbering),
    /// `a)` in the order of the Vietnamese alphabet (6.đ).
    Letter,
}

/// How the numbers of a list are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Numbering {
    /// Two digits at least: `01`.
    pub padded: bool,
    /// A bracket behind the number, whatever the style has there: `1)`.
    pub bracket: bool,
}

impl Numbering {
    /// A number so written, without what stands behind it.
    pub fn digits(self, number: u32) -> String {
        if self.padded {
            format!("{number:02}")
        } else {
            number.to_string()
        }
    }
}

/// A list; its items hold paragraphs and further lists, the first block being a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Marks of this level.
    pub mark: ListMark,
    /// Number of the first item.
    pub start: u32,
    /// The items: blocks are `Paragraph` or `List`.
    pub items: Vec<Vec<Block>>,
}

/// Nơi nhận and who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// `Nơi nhận:`
    pub recipients_label: Inlines,
    /// The lines under it, with their dashes and stops; may be none.
    pub recipients: Vec<Inlines>,
    /// Where Nơi nhận stands.
    pub place: RecipientsPlace,
    /// At least one, from left to right.
    pub signatures: Vec<Signature>,
    /// The box in which others confirm the document (giấy nghỉ phép).
    pub confirmation: Option<Confirmation>,
}

/// The places of Nơi nhận.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RecipientsPlace {
    /// On the left of the signature (box 9b).
    #[default]
    Beside,
    /// Below the signatures, on the left (Phụ lục III, Mẫu 1.9).
    Below,
}

/// A box in which another agency confirms the document by its signature (Phụ lục III, Mẫu 1.10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The words above, in lines.
    pub title: Vec<Inlines>,
    /// The name of the one who will sign; empty where nobody knows it yet.
    pub name: Inlines,
}

/// One who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// Their index among those who sign, for their pictures.
    pub person: Option<u32>,
    /// The seal of an agency, and its digital signature, stand beside theirs (II.8.a).
    pub sealed: bool,
    /// In which capacity they sign (quyền hạn: `TM.`, `KT.`, `TL.`, `TUQ.`), in lines. The markup calls it
    /// `<authority>`, a name that users' templates have.
    pub capacity: Vec<Inlines>,
    /// Chức vụ, lines.
    pub title: Vec<Inlines>,
    /// Chức vụ khác, lines, above the name (box 7b).
    pub office: Vec<Inlines>,
    /// Họ và tên.
    pub name: Inlines,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text in one style.
    Text(Text),
    /// A gap to be filled by hand or by a form field.
    Blank(Blank),
    /// Ends the line inside a paragraph.
    Break,
    /// The mark of a footnote: index into [`Document::notes`].
    Note(usize),
    /// A row of dots that fills the line, with the dots as they were written.
    Leader(Text),
    /// A box to be ticked; whether it is.
    Check(bool),
}

/// A gap to be filled, by what belongs there. Its width stands in `templates/nd30.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blank {
    /// The number of the document.
    Number,
    /// The day of issue.
    Day,
    /// The month of issue.
    Month,
}

impl Blank {
    /// Its name in markup, in the tags of Word's controls and in the fields of a PDF.
    pub fn name(self) -> &'static str {
        names::word(names::BLANKS, &self)
    }
}

/// Text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// NFC.
    pub text: String,
    /// `**…**`
    pub bold: bool,
    /// `*…*`
    pub italic: bool,
    /// Its further marks: underline, raised or lowered.
    pub marks: Marks,
    /// Where its characters came from.
    pub origins: Origins,
}

/// The things besides weight and slope that set text apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// `__…__`
    pub underline: bool,
    /// `^…^`, `~…~`
    pub script: Script,
    /// The part that it plays for references.
    pub cross: Option<Cross>,
}

/// How text stands on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Script {
    /// On it, in its own size.
    #[default]
    Base,
    /// Chỉ số trên: m².
    Superscript,
    /// Chỉ số dưới: CO₂.
    Subscript,
}

/// The two ends of a reference within the document. The name is of ASCII letters, digits and `_`, short
/// enough for a bookmark of Word's, and of one anchor alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cross {
    /// The words that references to this name repeat.
    Anchor(Arc<str>),
    /// Words that repeat those of the anchor of this name.
    Reference(Arc<str>),
    /// Words that tell the number of the list item that the anchor of this name stands in.
    NumberReference(Arc<str>),
    /// Words that point at the anchor of this name, and are their own.
    Link(Arc<str>),
}

impl Text {
    /// Where it stands as a whole.
    pub fn origin(&self) -> Option<Origin> {
        self.origins.whole()
    }
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Paragraphs.
    pub paragraphs: Vec<Inlines>,
    /// Where its text stands.
    pub origin: Option<Origin>,
}
