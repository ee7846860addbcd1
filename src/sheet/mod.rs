//! The sheet: the resolved tree that both writers print.
//!
//! `dress` makes it, `docx` and `layout` take it; types alone, and `reading`, which reads it as text.
//! Every paragraph has its final measures, nothing is inherited any more, nothing has a position
//! yet. Only what Word *and* our layout can express may stand here; both consumers take these
//! structs apart without `..`, so a new field does not compile until both handle it.
//! Lengths are in Word's own grain: twips (1/20 pt), half-points, 240ths of a line, eighths of a
//! point for borders.

pub(crate) mod reading;
mod units;

pub use units::{HalfPoints, Twips};

pub use crate::chart::{Chart, ChartKind, ChartLook, ChartWords, Series, Tint};
use crate::diagnostic::Source;
use crate::document::{
    Blank, ComponentName, Components, HeadingForm, Manner, Origin, Origins, Properties,
};
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

/// The box of the agency's signature on an appendix in a file of its own (Phụ lục I, II.8.b,
/// III.1.d): in the corner at the top right of the first page, above the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CornerSignature {
    /// Its size.
    pub area: BoxSize,
    /// From the top edge of the paper to the box.
    pub top: Twips,
    /// From the box to the right edge of the paper.
    pub right: Twips,
    /// Size of the upright text that it shows when signed.
    pub text: HalfPoints,
}

/// The boxes of the two digital signatures (Phụ lục I, II.7.d, II.8.a), centred in the space
/// between title and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signing {
    /// The leader's.
    pub leader: BoxSize,
    /// The agency's, on the left of the leader's.
    pub agency: BoxSize,
    /// How much of the leader's box the agency's covers, in thousandths of its width.
    pub overlap: i32,
}

/// The place above a name where someone signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningPlace {
    /// The box of the signature, no larger than [`Signing::leader`].
    pub leader: BoxSize,
    /// An agency signs on its left.
    pub sealed: bool,
    /// Another agency confirms the document here, after all have signed.
    pub confirms: bool,
    /// Height of the space above the name, or above the other title over it.
    pub gap: Twips,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxSize {
    /// Width.
    pub width: Twips,
    /// Height.
    pub height: Twips,
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

/// The part that a paragraph plays, for names in Word, tags in PDF and bookmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A component of the data ([`Sheet::components`] tells of it)
    Component(ComponentName),
    /// A heading; its depth in the outline is the paragraph's ([`Paragraph::outline`]).
    Heading {
        /// The form that the decree gives it.
        form: HeadingForm,
    },
    /// A heading with text that runs on behind its title in the same paragraph: `Điều 1. Phê duyệt …`
    RunIn {
        /// The form that the decree gives it.
        form: HeadingForm,
    },
    /// Lời văn
    Body,
    /// Lời văn set otherwise.
    Set(Manner),
    /// An item of a list (its first paragraph).
    ListItem,
    /// A further paragraph of an item.
    ListContinuation,
    /// Header cell of a table
    TableHead,
    /// Cell of a table
    TableCell,
    /// `Nơi nhận:`
    RecipientsLabel,
    /// A line of Nơi nhận
    Recipient,
    /// Quyền hạn, chức vụ
    SignatureTitle,
    /// Chức vụ khác, above the name
    SignatureOffice,
    /// The words above the place where another agency confirms the document
    Confirmation,
    /// Họ tên
    SignatureName,
    /// Footnote text
    Footnote,
    /// Tên bảng, above a table
    TableCaption,
    /// Đơn vị tính, between caption and table
    TableUnit,
    /// Cell of a row that is the heading of the rows below it
    TableGroup,
    /// Cell of a row that sums up a group
    TableSubtotal,
    /// Cell of a row that sums up the table
    TableTotal,
    /// Page number
    PageNumber,
    /// `Phụ lục I`
    AppendixLabel,
    /// Title of an appendix
    AppendixTitle,
    /// `(Kèm theo …)`
    AppendixReference,
    /// A picture or chart, alone in its paragraph.
    Illustration,
    /// Tên hình, tên biểu đồ
    Caption,
    /// A paragraph without text that carries a line shorter than the text above it (đường kẻ)
    Rule,
}

impl Role {
    /// Tells whether paragraphs of this role that are in the outline are lines of a title: adjacent ones
    /// of one depth are one heading.
    pub(crate) fn is_title(self) -> bool {
        matches!(
            self,
            Self::Component(_) | Self::AppendixLabel | Self::AppendixTitle
        )
    }
}

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

/// The look that tables of the body have in common, as Word shows it in its list of table styles. What
/// stands in the cells has styles of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableStyle {
    /// Word's style id (ASCII, unique).
    pub id: String,
    /// The name that Word shows.
    pub name: String,
    /// Distance from a cell's edges to its text.
    pub padding: Padding,
    /// Thickness of all borders in eighths of a point.
    pub border: u32,
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

/// A paragraph's place in a Word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// The list.
    pub list: ListId,
    /// Level, from 0.
    pub level: u8,
    /// The mark as it prints: `1.`, `-`, `a)`. It stands at the first line's indent, a space
    /// after it, in the paragraph style's own run format.
    pub mark: String,
}

/// A list of its own count (a `w:num` with its `w:abstractNum`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDefinition {
    /// Levels from 0.
    pub levels: Vec<ListLevel>,
}

/// A level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLevel {
    /// How it counts.
    pub format: ListFormat,
    /// First number.
    pub start: u32,
    /// Indents of the level's paragraphs.
    pub left: Twips,
    /// First line, relative to `left`.
    pub first_line: Twips,
}

/// How a level counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFormat {
    /// This text each time.
    Bullet(String),
    /// Numbers.
    Decimal {
        /// Behind the number: `.` or `)`.
        suffix: String,
        /// With a zero in front of numbers below ten.
        padded: bool,
    },
    /// Vietnamese letters (a b c d đ e g …). Word counts Latin ones, which are the same but for đ and what
    /// comes after a letter that is left out.
    Letter {
        /// Behind the letter: `)`.
        suffix: String,
    },
    /// Whatever the items have: every item of such a level has a definition whose text is its mark.
    Fixed,
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

/// Something drawn, and how it stands to the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawing {
    /// A picture that floats over the text and takes no room in it.
    Floating(FloatingPicture),
    /// An illustration, alone in its paragraph: its height is that of the only line.
    Standing(Illustration),
}

/// An illustration of the body (hình, biểu đồ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illustration {
    /// The drawing itself.
    pub graphic: Graphic,
    /// The words for those who do not see it.
    pub description: String,
    /// Size in print.
    pub size: BoxSize,
}

/// The sorts of illustrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Graphic {
    /// A picture from a file.
    Image(Image),
    /// A chart, and how it looks.
    Chart(Arc<Chart>, Arc<ChartLook>),
}

impl Graphic {
    /// A digest of what is drawn: what is alike has the same.
    pub(crate) fn digest(&self) -> [u8; 32] {
        match self {
            Self::Image(image) => image.digest(),
            Self::Chart(chart, _) => chart.digest(),
        }
    }
}

/// A picture with its place over the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloatingPicture {
    /// The picture.
    pub picture: Picture,
    /// The words for those who do not see it.
    pub description: String,
    /// From the left edge of the column (in a table: of the cell's text) to the picture's.
    pub across: Twips,
    /// From the top of the paragraph, where the space above its text begins, down to the picture's
    /// upper edge.
    pub down: Twips,
    /// Size in print.
    pub size: BoxSize,
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

/// A table: of the body, or the two columns of letterhead and closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sort of table.
    pub role: TableRole,
    /// Width of each column; fixed.
    pub columns: Vec<Twips>,
    /// From the left margin to the table's left edge (to the border's centre, not the text).
    pub indent: Twips,
    /// Distance from a cell's edges to its text.
    pub padding: Padding,
    /// Thickness of all borders in eighths of a point; none for letterhead and closing.
    pub border: Option<u32>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The words for those who do not see it: its caption, or that it only places its text. May be
    /// empty. Of the DOCX alone: the PDF has tags.
    pub words: String,
    /// Where it came from.
    pub origin: Option<Origin>,
}

/// The sorts of tables: those that hold the layout, and those of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableRole {
    /// Agency beside national title.
    Letterhead,
    /// Nơi nhận beside signature.
    Closing,
    /// A table of the body.
    Data,
}

/// Cell margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padding {
    /// Above.
    pub top: Twips,
    /// Right.
    pub right: Twips,
    /// Below.
    pub bottom: Twips,
    /// Left.
    pub left: Twips,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From left to right; together they lie over all columns.
    pub cells: Vec<Cell>,
    /// Repeats on each page (`w:tblHeader`); header rows come first.
    pub header: bool,
    /// Does not break inside (`w:cantSplit`).
    pub cant_split: bool,
    /// Height that it has at least, with a border (`w:trHeight`); none where its cells give it one.
    pub least_height: Option<Twips>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// At least one.
    pub paragraphs: Vec<Paragraph>,
    /// Where its text stands in a higher row.
    pub vertical: VerticalAlign,
    /// How many columns it lies over, at least 1.
    pub across: u32,
    /// How it lies over rows.
    pub down: Down,
}

/// How a cell lies over rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Down {
    /// It begins in its row, and lies over so many rows, at least 1. All of them are in the table,
    /// and all or none of them are header rows.
    Rows(u32),
    /// A cell that begins further up, over the same columns, lies over it. It has one paragraph, which
    /// is empty.
    Covered,
}

/// Vertical place of a cell's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerticalAlign {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
}
