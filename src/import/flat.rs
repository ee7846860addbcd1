//! A foreign document as its typist left it, in the order in which it is read: what a paragraph looks like once styles,
//! numbering and themes are resolved, with nothing yet understood. The readers of files make it, `import` understands it.

/// A whole document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Flat {
    /// Headers and footers are no part of it.
    pub(crate) blocks: Vec<Block>,
    /// Footnotes and endnotes, in the order of their marks; [`Piece::Note`] counts in it from 0.
    pub(crate) notes: Vec<Vec<Paragraph>>,
    /// Word's comments, with the paragraph each begins in.
    pub(crate) comments: Vec<Comment>,
    /// Pictures of the package; [`Piece::Picture`] counts in it from 0.
    pub(crate) pictures: Vec<Picture>,
    /// What was seen and could not be taken, with the paragraph it stands in.
    pub(crate) losses: Vec<Loss>,
}

/// What follows another from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// A section ends here.
    Section(Section),
}

/// A paragraph with its resolved look.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Paragraph {
    /// Its place among all paragraphs of the file, those of tables and text boxes with them, from 1: what a report names.
    pub(crate) at: usize,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) align: Align,
    /// Indent of all lines from the left edge of the text, in twips.
    pub(crate) left: i32,
    /// Indent of the first line against the others, in twips; hanging ones are negative.
    pub(crate) first: i32,
    /// What the program that made the file counts before the paragraph, as a reader sees it (`1.`, `a)`, `•`).
    pub(crate) label: Option<Label>,
    /// The style's name as the file has it (`Heading 1`, `Tiêu đề`), not its identifier.
    pub(crate) style: Option<String>,
    /// The level of the outline, from 0, where the paragraph or its style has one.
    pub(crate) outline: Option<u8>,
    /// A page begins with it.
    pub(crate) page_before: bool,
    /// The paragraph has a frame or a line above or below it.
    pub(crate) ruled: bool,
    /// It stands in a text box.
    pub(crate) boxed: bool,
}

/// A number or bullet that the file's numbering prints.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: String,
    /// From 0.
    pub(crate) level: u8,
    pub(crate) bullet: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Align {
    #[default]
    Left,
    Center,
    Right,
    Justify,
}

/// What a paragraph is made of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Text(Run),
    Tab,
    /// A tab that dots or a line lead to: room to write in.
    Leader,
    /// A new line in the same paragraph.
    Line,
    /// A new page in the middle of a paragraph.
    Page,
    /// A mark of a note.
    Note(usize),
    Picture(usize),
}

/// Text of one look.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Run {
    /// As the reader sees it, in Unicode (NFC): capitals are capitals, text in an old code has been converted.
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) underline: bool,
    pub(crate) strike: bool,
    pub(crate) raised: Raised,
    /// In half-points; 0 where nothing tells.
    pub(crate) size: u16,
    /// `0xRRGGBB`; none where the program chooses one that is seen on the page.
    pub(crate) colour: Option<u32>,
    /// As with a pen behind the letters.
    pub(crate) marked: bool,
    pub(crate) link: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Raised {
    #[default]
    No,
    Above,
    Below,
}

/// A table as a grid: each row has all its cells, covered ones are none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    /// Widths of the columns, in twips.
    pub(crate) columns: Vec<u32>,
    pub(crate) rows: Vec<Row>,
    /// Any line is drawn; letterheads and closings have none.
    pub(crate) bordered: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// Repeated on each page.
    pub(crate) header: bool,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    /// The column it begins in, from 0.
    pub(crate) column: usize,
    /// At least 1.
    pub(crate) columns: usize,
    /// At least 1; rows below have no cell of it.
    pub(crate) rows: usize,
    /// Nested tables stand among them.
    pub(crate) blocks: Vec<Block>,
}

/// How the pages of a section lie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) landscape: bool,
    /// From the edges of the page to the text: above, right, below, left, in twips.
    pub(crate) margins: [i32; 4],
    /// What follows goes on on the same page.
    pub(crate) continuous: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comment {
    pub(crate) at: usize,
    pub(crate) author: String,
    pub(crate) text: String,
    /// The words it is about.
    pub(crate) about: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    /// The extension says what it is (`png`, `jpeg`); the bytes are as in the package.
    pub(crate) extension: String,
    pub(crate) bytes: Vec<u8>,
    /// What it shows, for who does not see it; nothing where the file does not say.
    pub(crate) alt: String,
}

/// What a reader could not take: a drawing, an equation, an embedded sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Loss {
    pub(crate) at: usize,
    pub(crate) what: Lost,
    /// The words in it, if any.
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lost {
    /// A shape, a chart, a picture that is not in the file.
    Drawing,
    Equation,
    /// A sheet, a document or another object inside.
    Embedded,
    /// Text in an old code that was converted: told, not lost.
    Converted,
    /// A header or footer with more words than a page number.
    Header,
    /// Text that is hidden.
    Hidden,
    /// Signs that no font of the program has.
    Sign,
}
