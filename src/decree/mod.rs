//! The decree's measures, read from `templates/nd30.yaml`.
//!
//! In: the style file, and the choices (`the_thuc`) of agency and document. Out: [`Style`], typed and in the
//! sheet's units, with a warning for each choice outside the law. No measure stands in Rust code.

mod choose;
mod components;
mod data;
mod file;
mod measures;
mod turned;

pub use data::Decree;
pub use measures::{Allowed, Chosen, Law, Measure, Measures};

use crate::chart::ChartLook;
use crate::data::DataFile;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::{ComponentName, Components, HeadingForm};
use crate::sheet::{Align, BoxSize, Colour, HalfPoints, Rule, Signing, Twips};
use std::sync::Arc;

/// All measures, resolved.
#[derive(Debug, Clone)]
pub struct Style {
    /// Phông chữ (I.4).
    pub family: String,
    /// Khổ giấy and lề.
    pub page: Page,
    /// The components that there are: by this table markup is read.
    pub components: Arc<Components>,
    /// How components and other pieces look.
    pub looks: Looks,
    /// Two columns of the letterhead.
    pub letterhead: Letterhead,
    /// The words for the table that places them, for whoever does not see it.
    pub letterhead_words: String,
    /// Nơi nhận beside the signature.
    pub closing: Closing,
    /// The words for the table that places them.
    pub closing_words: String,
    /// Where a PDF is signed, and where pictures of signature and seal go.
    pub signing: Signing,
    /// Where an appendix in a file of its own is signed (III.1.d).
    pub corner_signature: CornerSignature,
    /// The least and the largest seal that is printed in the size that its picture tells, in
    /// millimetres (kích thước thực tế của dấu, II.8.a).
    pub seal_size: [f64; 2],
    /// The words in place of the pictures.
    pub picture_words: PictureWords,
    /// Charts.
    pub chart: ChartLook,
    /// Marks of lists.
    pub list_marks: ListMarks,
    /// Tables of the body.
    pub table: Table,
    /// The style of tables in Word.
    pub table_names: TableNames,
    /// Words behind a number with which a cell is still a number.
    pub units: Vec<String>,
    /// How a row of sums begins, in small letters.
    pub sum_words: Vec<String>,
    /// Little that stands over on the last page is to be drawn in.
    pub fit_page: bool,
    /// The measures that were lowered for that.
    pub lowered: Vec<Lowered>,
    /// Gaps to be filled in.
    pub blanks: Blanks,
    /// The longest piece, in characters, at whose spaces and hyphens no line ends; 0: none.
    pub keep_together: usize,
    /// How far the blanks of a justified line are stretched.
    pub tears: Tears,
    /// The line above footnotes.
    pub note_separator: NoteSeparator,
    /// All of these as the style file and the choices have them, with the law behind each.
    pub measures: Measures,
}

/// The words in place of the pictures, for whoever does not see them.
#[derive(Debug, Clone)]
pub struct PictureWords {
    /// The words for the signature.
    pub signature: String,
    /// The words for the seal.
    pub seal: String,
}

/// Paper and margins (I.1–I.3, I.7).
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Width of the paper.
    pub width: Twips,
    /// Height of the paper.
    pub height: Twips,
    /// Lề trên.
    pub top: Twips,
    /// Lề dưới.
    pub bottom: Twips,
    /// Lề trái.
    pub left: Twips,
    /// Lề phải.
    pub right: Twips,
    /// The margins of turned pages between upright ones.
    pub turned: Margins,
    /// From the paper's edge to the page number.
    pub number_distance: Twips,
}

/// The margins of a page, as they lie when it is read.
#[derive(Debug, Clone, Copy)]
pub struct Margins {
    /// Lề trên.
    pub top: Twips,
    /// Lề phải.
    pub right: Twips,
    /// Lề dưới.
    pub bottom: Twips,
    /// Lề trái.
    pub left: Twips,
}

impl Page {
    /// Between the margins.
    pub fn text_width(&self) -> Twips {
        self.width - self.left - self.right
    }

    /// Between the margins, downwards.
    pub fn text_height(&self) -> Twips {
        self.height - self.top - self.bottom
    }

    /// Between the margins of a turned page.
    pub fn turned_width(&self) -> Twips {
        self.height - self.turned.left - self.turned.right
    }

    /// Tells whether the margins leave room for text.
    fn is_usable(&self) -> bool {
        let least = Twips::from_micrometres(50_000);
        let turned_height = self.width - self.turned.top - self.turned.bottom;
        let upright = self.text_width() >= least && self.text_height() >= least;
        // Paper that is wide already is not turned.
        let is_turned = self.width <= self.height;
        upright && (!is_turned || (self.turned_width() >= least && turned_height >= least))
    }
}

/// How one component looks.
#[derive(Debug, Clone)]
pub struct Look {
    /// Word's style id.
    pub id: String,
    /// Word's style name.
    pub name: String,
    /// In hoa: the text is set in capitals.
    pub upper: bool,
    /// Only the title of a heading is set in capitals, its label is left as written.
    pub upper_title: bool,
    /// Đậm.
    pub bold: bool,
    /// Nghiêng.
    pub italic: bool,
    /// Canh.
    pub align: Align,
    /// Cỡ chữ.
    pub size: HalfPoints,
    /// Thụt đầu dòng.
    pub first_line: Twips,
    /// Thụt trái: the indent of all lines.
    pub left: Twips,
    /// Space above.
    pub before: Twips,
    /// Space below.
    pub after: Twips,
    /// Line distance in 240ths of single.
    pub line: u32,
    /// Stays with what follows.
    pub keep_next: bool,
    /// The indent of a component with a label: from the margin to the label where several lines stand under it.
    pub label_indent: Twips,
    /// The line under it.
    pub rule: Option<RuleLook>,
    /// The line above it.
    pub rule_above: Option<RuleLook>,
    /// The frame around it.
    pub frame: Option<FrameLook>,
    /// Màu.
    pub colour: Colour,
}

/// A frame around a component (khung).
#[derive(Debug, Clone, Copy)]
pub struct FrameLook {
    /// Its least width, between the middles of its lines.
    pub width: Twips,
    /// Its least height, measured so.
    pub height: Twips,
    /// Thickness of each line in eighths of a point.
    pub eighths: u32,
    /// The least room between frame and text at the sides.
    pub padding: Twips,
    /// Two lines instead of one.
    pub double: bool,
}

/// A line under a component.
#[derive(Debug, Clone, Copy)]
pub struct RuleLook {
    /// Its length as a share of the text's, in thousandths.
    pub share: i32,
    /// Thickness and distance.
    pub rule: Rule,
}

/// A look for each component of the data, and one for each piece that the code itself knows.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the names say it; `templates/nd30.yaml` describes each"
)]
pub struct Looks {
    pub components: Vec<(ComponentName, Look)>,
    pub page_number: Look,
    pub body: Look,
    pub part: Look,
    pub chapter: Look,
    pub section: Look,
    pub subsection: Look,
    pub roman: Look,
    pub article: Look,
    pub clause: Look,
    pub point: Look,
    pub plain: Look,
    /// A heading behind whose title text runs on.
    pub run_in: Look,
    /// Lời văn set to the right, in the middle, and as a quotation.
    pub right: Look,
    pub centred: Look,
    pub quote: Look,
    pub list_item: Look,
    pub list_continuation: Look,
    pub table_head: Look,
    pub table_cell: Look,
    pub table_caption: Look,
    pub table_unit: Look,
    pub table_group: Look,
    pub table_subtotal: Look,
    pub table_total: Look,
    pub recipients_label: Look,
    pub recipient: Look,
    pub signature_title: Look,
    pub signature_office: Look,
    pub signature_name: Look,
    pub confirmation: Look,
    pub appendix_label: Look,
    pub appendix_title: Look,
    pub appendix_reference: Look,
    pub illustration: Look,
    pub caption: Look,
    pub rule: Look,
    pub footnote: Look,
}

impl Looks {
    /// The look of a component, if the style file declares it.
    pub fn component(&self, name: ComponentName) -> Option<&Look> {
        let found = self.components.iter().find(|(known, _)| *known == name);
        found.map(|(_, look)| look)
    }

    /// The look of a heading.
    pub fn heading(&self, form: HeadingForm) -> &Look {
        match form {
            HeadingForm::Part => &self.part,
            HeadingForm::Chapter => &self.chapter,
            HeadingForm::Section => &self.section,
            HeadingForm::Subsection => &self.subsection,
            HeadingForm::Roman => &self.roman,
            HeadingForm::Article => &self.article,
            HeadingForm::Clause => &self.clause,
            HeadingForm::Point => &self.point,
            HeadingForm::Plain => &self.plain,
        }
    }
}

/// Columns of the letterhead.
#[derive(Debug, Clone, Copy)]
pub struct Letterhead {
    /// Share of the left column in thousandths of the text width.
    pub left_share: i32,
    /// The share that a long place leaves the left column before the date goes to a line of its own.
    pub least_left_share: i32,
    /// Room beside the longest line of the right column.
    pub slack: Twips,
    /// Room that the lines of the left column leave before the right one.
    pub gutter: Twips,
    /// Space between the names of two agencies of a joint document that have no superior one together.
    pub joint_gap: Twips,
}

/// Columns of the closing.
#[derive(Debug, Clone, Copy)]
pub struct Closing {
    /// Share of the left column in thousandths of the text width.
    pub left_share: i32,
    /// The share that long titles of who signs leave the left column.
    pub least_left_share: i32,
    /// The share that the left column takes for long lines of Nơi nhận.
    pub most_left_share: i32,
    /// Room between the lines of two columns.
    pub gutter: Twips,
    /// Space above, from the text.
    pub before: Twips,
    /// Room for the signature between title and name.
    pub signature_gap: Twips,
}

/// How far the blanks of a justified line are stretched, as multiples of their width.
#[derive(Debug, Clone, Copy)]
pub struct Tears {
    /// Beyond this, what is kept together gives way.
    pub stretch: f64,
    /// Beyond this, the line is set to the left.
    pub give_up: f64,
    /// Before a word of more letters, a line is set to the left from `stretch` on.
    pub long_word: usize,
}

/// The line above footnotes.
#[derive(Debug, Clone, Copy)]
pub struct NoteSeparator {
    /// Its length.
    pub width: Twips,
    /// Font size of the paragraph that carries it, which decides its height.
    pub size: HalfPoints,
}

/// Widths of gaps, in no-break spaces.
#[derive(Debug, Clone, Copy)]
pub struct Blanks {
    /// After `Số:`.
    pub number: usize,
    /// After `ngày`.
    pub day: usize,
    /// After `tháng`.
    pub month: usize,
    /// Of day and month, where a line of the letterhead has no room for more.
    pub least: usize,
}

/// The agency's signature on an appendix in a file of its own (II.8.b, III.1.d).
#[derive(Debug, Clone, Copy)]
pub struct CornerSignature {
    /// The box.
    pub area: BoxSize,
    /// From the paper's top edge; less where the margin is too small for it.
    pub top: Twips,
    /// From the right margin inwards.
    pub right: Twips,
    /// Size of its text.
    pub text: HalfPoints,
}

/// Marks of lists.
#[derive(Debug, Clone)]
pub struct ListMarks {
    /// By level.
    pub bullets: Vec<String>,
    /// After a number.
    pub after_number: String,
    /// After a letter.
    pub after_letter: String,
    /// The Vietnamese alphabet.
    pub alphabet: Vec<String>,
}

/// Measures of tables.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Eighths of a point.
    pub border: u32,
    /// Left and right of the text.
    pub padding_x: Twips,
    /// The same in a table that has no room otherwise.
    pub least_padding_x: Twips,
    /// The smallest text of a table that has no room otherwise.
    pub least_size: HalfPoints,
    /// Above and below the text.
    pub padding_y: Twips,
    /// Space to what follows.
    pub after: Twips,
    /// A word of up to so many letters is never broken.
    pub whole_word: usize,
    /// A column with a longer word has room for at least so many digits.
    pub least_digits: usize,
    /// A cell of up to so many letters (a name, a date, an amount) stands on one line while another
    /// column has room.
    pub short_cell: usize,
    /// The rows of a cell that lies over several are not parted where they are up to so high, in
    /// thousandths of the page.
    pub kept_merge: i32,
}

/// The name of the style of tables in Word.
#[derive(Debug, Clone)]
pub struct TableNames {
    /// Word's style id.
    pub id: String,
    /// Word's style name.
    pub name: String,
}

/// How large spaces are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// As chosen.
    Chosen,
    /// Those that only follow the look of the forms, and that nobody chose, give way: so that they cost no page.
    Close,
    /// As small as the style file lets them be: so that a document takes a page less.
    Least,
}

/// A measure that was lowered to draw a document in.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// Its path.
    pub path: String,
    /// As chosen.
    pub from: f64,
    /// The least.
    pub to: f64,
}

/// A choice of a measure under `the_thuc`: dotted path, value as written, place.
pub type Choice = (String, crate::content::Text);

impl Style {
    /// The style of the program's own file with the choices of agency and document, and warnings for
    /// choices outside the law. Who holds [`crate::Resources`] asks their [`Decree`], which need not be
    /// read each time.
    ///
    /// # Errors
    /// A choice that names no measure, or whose value is not of the measure's kind.
    pub fn nd30(choices: &[Choice]) -> Result<(Self, Vec<Diagnostic>)> {
        Decree::builtin()?.style(choices, Spacing::Chosen)
    }
}
