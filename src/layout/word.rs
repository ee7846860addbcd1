//! The habits of the programs that show the DOCX, each with its evidence.
//!
//! In one place because none of it follows from the decree or from the sheet. What is made for users
//! has Word's habits ([`Habits::word`]); LibreOffice's serve to compare everything else with it.
//!
//! Evidence. *Word*: public DOCX with the PDF that Word 2013–365 exported of them, all in
//! compatibility mode 15, lines and places read from the PDF; `docs/parity.md` names them.
//! *LibreOffice*: a DOCX with these measures, shown with Liberation Serif, places read from its PDF.
//!
//! | habit | Word | LibreOffice |
//! |---|---|---|
//! | A justified line takes one more piece by squeezing its blanks ([`Squeeze`]) | 4,523 of 4,527 decisions in 41 documents; plain filling foretells 3,464 | never in 7.4; by another formula since 24.2 |
//! | Text is as wide as the font's units say | exact: 0 of 683 unjustified lines wrong, 1 of 1,425 justified (a grain: 2 and 4) | glyph by glyph in sixths of a twip ([`grains`]): 900 lines to the twip |
//! | Italic text wants room beyond a line's end | no: 239 ends | a twelfth of the line's height, and so does each no-break space and hyphen in it |
//! | A no-break space keeps its width in a justified line | yes: four lines of two documents, none against | yes |
//! | Whether it counts among the blanks to be squeezed | not seen; as it is not widened, taken as no | no |
//! | Lines above single: pitch times line/240 | not cut: 1,120 gaps of 22.428 pt at 13 pt × 1.5 | cut to a twip |
//! | What that adds stands *below* the line, and need not fit at a page's foot | 10 pages of 173 end so | measured |
//! | First baseline under the margin: ascent + line gap | over 150 pages | measured |
//! | Line pitch at 240: ascent + descent + gap, rounded as in [`heights`] | 12, 13, 14 pt: 30 and over 421 gaps | 10–18 pt: 231, 253, 276, 299, 322, 345, 368, 414 twips |
//! | Between paragraphs the larger of `after` and `before` counts | 244 gaps | measured |
//! | `before` is dropped at the top of a page after an automatic break only | headings of 13, 14, 16 pt | measured |
//! | Widow control leaves two lines and two | 27 of 29 paragraphs | measured |
//! | A row that goes on overleaf may leave one line of a paragraph behind or take one along | no: paragraphs leave two lines and two (4 of 4, in 17 rows of 5 documents) | yes |
//! | Its cells are no longer centred | not seen | in 7.4 but for the part that ends it; in 25.2 centred in each page's part |
//! | A row counts its paragraphs' `before`, `after` and added leading, and so does centring | over 600 cells of 14 documents within 0.14 pt; over 100 centred cells | measured |
//! | `keep_next` moves the whole paragraph, not its last lines | never parted in 429 places; none of more than three lines seen | measured |
//! | Notes end at the bottom margin; the last `after` is dropped | 5 pages of Word 2013 | measured |
//! | A note breaks over pages as soon as its first lines fit under its mark's line | three notes | measured |
//! | The mark of a note stays where the note has no room | no: the first line of the note is on its page | where one more line fits above the notes that the page has (2 and 3 lines below it, of one paragraph and of one line); in rows always |
//! | The header's first baseline: header distance + ascent + gap; one higher than the top margin pushes the text down | 250 pages; known | measured |
//! | The word is moved to its own line before it is broken at characters | seen | measured |
//! | Breaks after `-` inside a word, not after `/`, not at other marks; beside a blank also before and after a dash and `%` | 40 hyphens; 86 `/` and some 180 others not; 20 dashes and `%` | the same, but within addresses, too: [`Habits::place`] |
//! | No break between a hyphen and the mark of a note | not seen | measured |
//! | A paragraph's rule stands under its last line, before the added leading | not seen | measured |

use super::pages::Part;
use crate::font::Face;
use crate::sheet::Twips;
use std::borrow::Cow;

/// How a program fills and sets lines, as far as the programs differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habits {
    /// The program whose habits they are.
    name: &'static str,
    /// When the blanks of a justified line are squeezed.
    squeeze: Squeeze,
    /// Whether widths are summed glyph by glyph in whole [`grains`], not exactly.
    pub(super) rounds_advances: bool,
    /// Whether italic text at a line's end, and before no-break characters, wants room beyond its
    /// width ([`italic_surplus`]).
    pub(super) italics_want_room: bool,
    /// Whether the pitch of lines above single is cut to a whole twip.
    cuts_pitch: bool,
    /// Whether widow control holds in cells, too.
    keeps_lines_in_cells: bool,
    /// Whether the mark of a note may stay on a page that has no room for the note's first lines.
    pub(super) leaves_marks: bool,
    /// Which parts of a row that goes on overleaf have their text centred.
    pub(super) centres: Centres,
    /// The room of the separator above notes.
    pub(super) separator: SeparatorRoom,
    /// Whether columns are whole parts of a ten-thousandth of their table ([`Habits::columns`]).
    rounds_columns: bool,
    /// Whether a line may end within an address, as Unicode's rules have it ([`Place::Slash`]).
    pub(super) parts_addresses: bool,
}

/// Which parts of rows have the text of their cells in the middle, where that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Centres {
    /// Whole rows.
    Whole,
    /// Those that end their row.
    Rest,
    /// All.
    Parts,
}

/// What the separator above the notes of a page takes of its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SeparatorRoom {
    /// A line of its own paragraph.
    Paragraph,
    /// The same whatever its paragraph is. LibreOffice 7.4: 0.1 cm above and below a line of half a point.
    Always(Twips),
    /// A line in the size of the document's defaults, whatever its own paragraph is. LibreOffice 25.2: the margin below at
    /// which a page of plain lines and a note loses a line tells 322 twips to the twip where that size is 14 pt, and is as
    /// foretold for 10, 12 and 13 pt, for notes of one and two lines, of 10 and of 14 pt.
    TextLine,
}

/// When the next piece is squeezed into a justified line.
///
/// `shrink` is the part of their width that the blanks lose with it, `stretch` the part that they gain
/// without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Squeeze {
    /// Never.
    Never,
    /// `shrink` ≤ 1/4 and ≤ `stretch`/2. How sharp: of 1,749 decisions near these bounds a factor of
    /// 1/2 has 1 wrong, 0.495 has 8, 0.505 has 3; taken up to a quarter of 0.248, refused from 0.250.
    Word,
    /// `shrink` ≤ 1/4, whatever `stretch`; and the next piece, too (LibreOffice 25.2.3: 11 lines in 1,588 rooms each 0.2 pt
    /// wider than the one before; its setting `JustifyLinesWithShrinking`, on from mode 15).
    LibreOffice,
}

impl Default for Habits {
    fn default() -> Self {
        Self::word()
    }
}

impl Habits {
    /// Word's in compatibility mode 15, that is 2013 to 365: what is made for users.
    pub const fn word() -> Self {
        Self {
            name: "word",
            squeeze: Squeeze::Word,
            rounds_advances: false,
            italics_want_room: false,
            cuts_pitch: false,
            keeps_lines_in_cells: true,
            leaves_marks: false,
            centres: Centres::Whole,
            separator: SeparatorRoom::Paragraph,
            rounds_columns: false,
            parts_addresses: false,
        }
    }

    /// LibreOffice 7.4's.
    pub const fn libreoffice_7_4() -> Self {
        Self {
            name: "libreoffice-7.4",
            squeeze: Squeeze::Never,
            rounds_advances: true,
            italics_want_room: true,
            cuts_pitch: true,
            keeps_lines_in_cells: false,
            leaves_marks: true,
            centres: Centres::Rest,
            separator: SeparatorRoom::Always(Twips(124)),
            rounds_columns: true,
            parts_addresses: true,
        }
    }

    /// LibreOffice 25.2's.
    pub const fn libreoffice_25_2() -> Self {
        Self {
            name: "libreoffice-25.2",
            squeeze: Squeeze::LibreOffice,
            centres: Centres::Parts,
            separator: SeparatorRoom::TextLine,
            // It leaves `14-` of `14-CTr/ĐU` on the line; its columns are not measured.
            parts_addresses: false,
            rounds_columns: false,
            ..Self::libreoffice_7_4()
        }
    }

    /// The name of the program, which tells one set of habits from another.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Tells whether one more piece is squeezed into a line.
    pub(super) fn squeezes(self, shrink: f64, stretch: f64) -> bool {
        match self.squeeze {
            Squeeze::Never => false,
            Squeeze::Word => shrink <= shrunk_by(stretch),
            Squeeze::LibreOffice => shrink <= MOST_SHRUNK,
        }
    }

    /// Tells whether further pieces may be squeezed into a line after one was.
    pub(super) fn squeezes_on(self) -> bool {
        match self.squeeze {
            Squeeze::Never | Squeeze::Word => false,
            Squeeze::LibreOffice => true,
        }
    }

    /// Tells whether a page may end after `above` lines of a paragraph with `below` more to come, as far as
    /// widow control goes. In notes only the first lines are kept together (measured in LibreOffice).
    pub(super) fn parts(self, part: Part, above: usize, below: usize) -> bool {
        let is_free = part.cell.is_some() && !self.keeps_lines_in_cells;
        is_free || (above >= 2 && (below >= 2 || part.note.is_some()))
    }

    /// The columns as they are shown. LibreOffice 7.4 keeps the edge between two as a whole ten-thousandth of
    /// the table, rounded, and then cuts that to a twip (37 tables of 14 documents, read from the ODF that it
    /// makes of the DOCX): a column is up to one twip wider or narrower.
    pub(super) fn columns(self, columns: &[Twips]) -> Cow<'_, [Twips]> {
        let total: i64 = columns.iter().map(|column| i64::from(column.0)).sum();
        if !self.rounds_columns || total <= 0 {
            return Cow::Borrowed(columns);
        }
        let (mut sum, mut before) = (0, 0);
        let edges = columns.iter().map(|column| {
            sum += i64::from(column.0);
            let share = (2 * 10_000 * sum + total) / (2 * total);
            let edge = share * total / 10_000;
            // Between 0 and the sum of the columns, which are of 32 bits.
            let width = (edge - std::mem::replace(&mut before, edge)) as i32;
            Twips(width)
        });
        Cow::Owned(edges.collect())
    }

    /// The height of a line with proportional spacing in points, from its natural height.
    pub(super) fn spaced(self, natural: f64, line: u32) -> f64 {
        let twips = natural * 20.0 * f64::from(line) / 240.0;
        // The small addend keeps a whole number of twips from being cut to the one below.
        let twips = if self.cuts_pitch {
            (twips + 1e-6).floor()
        } else {
            twips
        };
        twips / 20.0
    }
}

/// The largest part of their width that blanks lose for one more piece.
const MOST_SHRUNK: f64 = 0.25;

/// The part of their width that Word lets blanks lose for one more piece, where they would gain
/// `stretch` without it.
pub(super) fn shrunk_by(stretch: f64) -> f64 {
    MOST_SHRUNK.min(stretch / 2.0)
}

/// Size of a superscript mark over the text's. LibreOffice's own (8.12 pt at 14 pt); Word draws
/// about the same. Only the width of the mark depends on it.
pub(super) const SUPERSCRIPT_SIZE: f64 = 0.58;

/// Height of the paragraph that parts two tables in the DOCX: without one Word joins them.
pub(super) const BETWEEN_TABLES: f64 = 1.0;

/// Height of the paragraph that follows a table at the end of a section in the DOCX.
pub(super) const AFTER_LAST_TABLE: f64 = 0.05;

/// Slack in comparing heights, against the rounding of sums only.
pub(super) const HEIGHT_SLACK: f64 = 0.01;

/// How far a superscript stands above the baseline: its top is the text's top (measured: 5.5 pt
/// at 14 pt, 3.9 pt at 10 pt), so that it never makes a line higher.
pub(super) fn superscript_rise(face: &Face, size: f64) -> f64 {
    (1.0 - SUPERSCRIPT_SIZE) * (face.ascent(size) + face.line_gap(size))
}

/// How far a subscript stands below the baseline: its foot is the text's foot, so that it never makes
/// a line higher.
pub(super) fn subscript_drop(face: &Face, size: f64) -> f64 {
    (1.0 - SUPERSCRIPT_SIZE) * face.descent(size)
}

/// A row of dots is at least so long, or begins on the next line.
pub(super) const LEAST_LEADER: &str = ".....";

/// Width of a box to be ticked over the text's size: as wide as in MS Gothic, in which Word sets it.
pub(super) const CHECK_WIDTH: f64 = 1.0;

/// Where a line under text stands below the baseline, over the text's size, and how thick it is
/// (Liberation Serif and Times New Roman say 0.109 and 0.049).
pub(super) const UNDERLINE: (f64, f64) = (0.109, 0.049);

/// A width in points in grains.
pub(super) fn grains_of(points: f64) -> i64 {
    (points * 20.0 * GRAINS as f64).round() as i64
}

/// Slack in comparing widths, in points, against the rounding of sums only: text 0.019 pt narrower than
/// its room stood in Word, 0.036 pt wider did not.
pub(super) const WIDTH_SLACK: f64 = 1e-6;

/// Grains to the twip: LibreOffice measures on a device of 8640 dots to the inch.
const GRAINS: i64 = 6;

/// A glyph's advance in grains, from font units: LibreOffice measures text by such advances, at a
/// font size in whole twips. So it finds text a little wider than the font says at 14 pt, narrower
/// at 13.
///
/// Measured on 900 lines of one to nine pieces (14, 13, 12, 10 pt; upright, bold, italic, no-break
/// spaces and hyphens), each in the narrowest room that holds it: this, [`piece`] and [`fits`]
/// foretell that room to the twip for all.
pub(super) fn grains(advance: u16, units_per_em: u16, size: f64) -> i64 {
    let dots = (size * 20.0 + 1e-6).floor() as i64 * GRAINS;
    let em = i64::from(units_per_em.max(1));
    (2 * i64::from(advance) * dots + em) / (2 * em)
}

/// The most by which text counted in grains is wider than it was counted, in points: half a grain
/// for each of a hundred characters.
pub(super) const ROUNDING: f64 = 0.42;

/// The twips that a piece of text takes when another follows on its line.
pub(super) fn piece(grains: i64) -> i64 {
    (2 * grains + GRAINS).div_euclid(2 * GRAINS)
}

/// Tells whether text fits into what is `left` of a line (twips). `ample` is given where the piece ends:
/// its characters times the height of the line. LibreOffice looks first whether a piece as a whole
/// fits, in whole twips, but only where twice the room is more than that: with few and wide letters.
pub(super) fn fits(grains: i64, left: i64, ample: Option<i64>) -> bool {
    grains <= left * GRAINS || ample.is_some_and(|least| 2 * left > least && piece(grains) <= left)
}

/// A length on the sheet, which is whole twips.
pub(super) fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// The room that an italic piece of text takes of its line beyond its width, from the height of the line.
pub(super) fn italic_surplus(height: f64) -> f64 {
    (height * 20.0 / 12.0 + 1e-6).floor() / 20.0
}

/// Characters that LibreOffice sets as a piece of text of their own.
pub(super) fn stands_apart(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2011}')
}

/// Whether a line may end inside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// No.
    None,
    /// Yes.
    Break,
    /// Yes, if the next character fits, too; but the line then ends at the blank before the word, if one stands within [`SLASH_REACH`]
    /// characters before; where that is the line's beginning, the word is cut at the last character that
    /// fits.
    Slash,
}

/// How far LibreOffice looks back for a blank (i18npool, `BreakIterator_Unicode::getLineBreak`).
pub(super) const SLASH_REACH: usize = 66;

impl Habits {
    /// Tells whether a line may end after a character inside a word, another one following in its run.
    ///
    /// After hyphen and dashes in both programs (of the hyphen in Word: ECMA-376-1, 17.3.3.18, which
    /// shows `999-99-` / `9999`). In Word not after `/` nor other marks. LibreOffice follows Unicode's rules
    /// (UAX 14: `/`, `?` and `!` before letters and figures; it parts `/` and figures, too), but see [`Place::Slash`].
    pub(super) fn place(self, c: char, next: Option<char>) -> Place {
        match c {
            '-' | '–' | '—' | '\u{2010}' | '\u{200B}' => Place::Break,
            '/' if self.parts_addresses && next.is_some_and(char::is_alphanumeric) => Place::Slash,
            '?' | '!' if self.parts_addresses && next.is_some_and(char::is_alphanumeric) => {
                Place::Break
            }
            _ => Place::None,
        }
    }
}

/// The character that is drawn for a character: both programs draw the no-break hyphen as a hyphen of the same
/// font and width (measured), whether the font has a glyph for it (Times New Roman) or not
/// (Liberation Serif). Who copies it from the PDF gets a hyphen.
pub(super) fn drawn(c: char) -> char {
    if c == '\u{2011}' { '-' } else { c }
}

/// Space between two paragraphs.
pub(super) fn between(after: f64, before: f64) -> f64 {
    after.max(before)
}

/// Ascent with the line gap, and descent, of a line in one format, in points: LibreOffice rounds the
/// font's three measures to grains, then ascent, ascent with descent, and gap to twips.
pub(super) fn heights(face: &Face, size: f64) -> (f64, f64) {
    let dots = (size * 20.0 + 1e-6).floor() * GRAINS as f64;
    let grains = [face.ascent(dots), face.descent(dots), face.line_gap(dots)];
    let [ascent, descent, gap] = grains.map(|measure| measure.round() as i64);
    let above = piece(ascent) + piece(gap);
    let below = piece(ascent + descent) - piece(ascent);
    (above as f64 / 20.0, below as f64 / 20.0)
}

#[cfg(test)]
mod tests {
    use super::super::{Item, Line, Pages, lay_out_as, testing::*};
    use super::{Habits, heights, twips};
    use crate::font::FontSet;
    use crate::sheet::*;

    fn lines(blocks: Vec<Block>) -> (Pages, Vec<(usize, Line)>) {
        lines_as(blocks, Habits::word())
    }

    fn lines_as(blocks: Vec<Block>, habits: Habits) -> (Pages, Vec<(usize, Line)>) {
        let pages = lay_out_as(&sheet(blocks), &FontSet::embedded(), habits);
        let mut lines = Vec::new();
        for (number, page) in pages.pages.iter().enumerate() {
            for item in &page.items {
                if let Item::Line(line) = item {
                    lines.push((number, line.clone()));
                }
            }
        }
        (pages, lines)
    }

    /// Width of the text of [`sheet`] in twips.
    const ROOM: i32 = 11906 - 1701 - 850;

    /// Lines of a text in a room of so many twips.
    fn count(text: &str, format: RunFormat, room: i32, habits: Habits) -> usize {
        let made = with("", |paragraph| {
            paragraph.format.right = Twips(ROOM - room);
            paragraph.inlines = vec![run(text, format)];
        });
        lines_as(vec![Block::Paragraph(made)], habits).1.len()
    }

    /// The pitch of lines from 10 to 18 pt, as LibreOffice sets them.
    #[test]
    fn lines_are_as_high_as_measured() {
        let fonts = FontSet::embedded();
        let face = fonts.face(crate::font::FaceId::Regular);
        let pitch = [10, 11, 12, 13, 14, 15, 16, 18].map(|size| {
            let (ascent, descent) = heights(face, f64::from(size));
            twips(ascent) + twips(descent)
        });
        assert_eq!(pitch, [231, 253, 276, 299, 322, 345, 368, 414]);
    }

    /// Word multiplies the pitch of 14.95 pt exactly: 1,120 gaps of 22.428 pt at 13 pt × 1.5.
    #[test]
    fn pitch_above_single_is_cut_by_libreoffice_only() {
        assert_eq!(Habits::word().spaced(14.95, 360), 22.425);
        assert_eq!(Habits::libreoffice_7_4().spaced(14.95, 360), 22.4);
        assert_eq!(Habits::libreoffice_7_4().spaced(16.1, 240), 16.1);
    }

    /// The narrowest rooms in which LibreOffice sets texts on one line.
    #[test]
    fn lines_are_filled_to_the_twip() {
        let long = "Phối hợp cùng với các đơn vị tài trợ tổ chức chăm lo quà tết cho hộ";
        let kept = "Căn cứ Nghị định số\u{a0}30/2020/NĐ\u{2011}CP ngày 05\u{a0}tháng\u{a0}3";
        for (half_points, text, room) in [
            (24, long, 6463),
            (26, long, 7000),
            (28, long, 7541),
            (26, kept, 5653),
            (
                28,
                "ngày 05\u{a0}tháng 3\u{a0}năm 2020 của Chính\u{a0}phủ",
                4682,
            ),
            (26, "trong hạn\u{a0}Kế", 1357),
            (28, "trong hạn\u{a0}Kế", 1462),
        ] {
            let format = RunFormat {
                size: HalfPoints(half_points),
                ..TEXT
            };
            let count = |room| count(text, format, room, Habits::libreoffice_7_4());
            assert_eq!(count(room), 1, "{half_points} {text}");
            assert!(count(room - 1) > 1, "{half_points} {text}");
        }
    }

    /// LibreOffice: 26 twips at 14 pt for the end of the line, and for each no-break character. Word
    /// wants the text's own width.
    #[test]
    fn italic_text_wants_more_than_its_width() {
        let plain = "Căn cứ Chương trình hành động số 14-CTr/ĐU";
        let kept = "Căn cứ Chương trình hành động số\u{a0}14\u{2011}CTr/ĐU";
        for (italic, text, surplus) in [(false, kept, 0), (true, plain, 26), (true, kept, 78)] {
            let fonts = FontSet::embedded();
            let face = fonts.face(crate::font::FaceId::new(false, italic));
            let width = face.width(text, 14.0) * 20.0;
            let needed = width.ceil() as i32 + surplus;
            let format = RunFormat { italic, ..TEXT };
            let libreoffice = |room| count(text, format, room, Habits::libreoffice_7_4());
            assert_eq!(libreoffice(needed + 2), 1, "{text}");
            assert_eq!(libreoffice(needed - 2), 2, "{text}");
            let word = |room| count(text, format, room, Habits::word());
            assert_eq!(word(width.ceil() as i32), 1, "{text}");
            assert_eq!(word(width.floor() as i32), 2, "{text}");
        }
    }

    /// The first line of a text in a room that just holds `room`.
    fn first_line(text: &str, room: &str, habits: Habits) -> String {
        let fonts = FontSet::embedded();
        let face = fonts.face(crate::font::FaceId::Regular);
        let wide = (face.width(room, 14.0) * 20.0).ceil() as i32 + 3;
        let made = with("", |paragraph| {
            paragraph.format.right = Twips(ROOM - wide);
            paragraph.format.align = Align::Left;
            paragraph.inlines = vec![run(text, TEXT)];
        });
        let found = lines_as(vec![Block::Paragraph(made)], habits).1;
        let spans = found[0].1.spans.iter();
        let told: String = spans.map(|span| span.text.as_str()).collect();
        told.trim_end().to_owned()
    }

    /// As LibreOffice 7.4 set some 60 addresses and numbers of acts in cells and text.
    #[test]
    fn addresses_are_parted_by_libreoffice_only() {
        let address = "https://thongke.vn/bao";
        let behind = format!("xem {address}");
        for (text, room, libreoffice, word) in [
            // Alone it is parted behind a slash, if the letter behind that fits, too.
            (address, "https://thon", "https://", "https://thon"),
            // With a blank before: that is before the line's beginning, so the word is cut.
            (&*behind, "https://thon", "xem", "xem"),
            // Past a hyphen back to the blank.
            (
                "theo số 12-A/QĐ năm",
                "theo số 12-A/Q",
                "theo số",
                "theo số 12-",
            ),
            ("ho-so?ma=12", "ho-so?m", "ho-so?", "ho-"),
        ] {
            let first = |habits| first_line(text, room, habits);
            assert_eq!(first(Habits::libreoffice_7_4()), libreoffice, "{text}");
            assert_eq!(first(Habits::word()), word, "{text}");
        }
    }

    #[test]
    fn columns_are_rounded_by_libreoffice_only() {
        let columns = [567, 3731, 96, 2824, 1570].map(Twips);
        let shown = Habits::libreoffice_7_4().columns(&columns);
        assert_eq!(*shown, [566, 3732, 96, 2823, 1571].map(Twips));
        assert_eq!(*Habits::word().columns(&columns), columns);
    }

    #[test]
    fn the_no_break_hyphen_is_drawn_as_a_hyphen() {
        let (_, found) = lines(vec![Block::Paragraph(paragraph("30/2020/NĐ\u{2011}CP"))]);
        assert_eq!(found[0].1.spans[0].text, "30/2020/NĐ-CP");
    }

    /// A row that goes on overleaf: nothing in it is centred, and in LibreOffice one line may stand
    /// alone.
    #[test]
    fn parts_of_a_row_start_at_its_top() {
        let mut long = row("giữa", &SENTENCE.repeat(2));
        for cell in &mut long.cells {
            cell.vertical = VerticalAlign::Middle;
        }
        let whole = lines(vec![Block::Table(table(vec![long.clone()]))]).1;
        let of = |found: &[(usize, Line)], left: bool| -> Vec<(usize, f64)> {
            found
                .iter()
                .filter(|(_, line)| {
                    line.part
                        .cell
                        .is_some_and(|cell| (cell.column == 0) == left)
                })
                .map(|(page, line)| (*page, line.baseline))
                .collect()
        };
        assert!(of(&whole, true)[0].1 > of(&whole, false)[0].1);
        let mut blocks = fill(46 - of(&whole, false).len());
        blocks.push(Block::Table(table(vec![long])));
        let cut = lines_as(blocks, Habits::libreoffice_7_4()).1;
        let text = of(&cut, false);
        assert_eq!(of(&cut, true)[0], text[0]);
        assert_eq!(text.iter().filter(|(page, _)| *page == 1).count(), 1);
    }
}
