//! What layout knows of the habits of Word and LibreOffice, each with its reason.
//!
//! In one place because none of it follows from the decree or from the sheet: it is how the
//! programs that show the DOCX behave. "Measured" means: a DOCX with these measures, shown by
//! LibreOffice 7.4 with Liberation Serif, positions read back from its PDF.
//!
//! | habit | seen |
//! |---|---|
//! | First baseline under the margin: ascent + line gap of the font | measured, 14 pt: 13.1 pt |
//! | Line pitch at 240: ascent + descent + gap, rounded as in [`heights`] | measured, 10–18 pt: 231, 253, 276, 299, 322, 345, 368, 414 twips |
//! | Pitch above 240: times line/240, cut to a twip; what is added stands *below* the line | measured, 14 pt: 354, 370, 386, 402, 418, 450, 483 twips |
//! | What is added below a page's last line need not fit | measured |
//! | Between paragraphs the larger of `after` and `before` counts | measured; Word too |
//! | `before` is dropped at the top of a page after an automatic break only | measured; Word too |
//! | A row that goes on overleaf may leave one line of a paragraph behind or take one along; its cells are no longer centred | measured |
//! | A row counts its paragraphs' `before`, `after` and added leading | measured |
//! | `keep_next` moves the whole paragraph, not its last lines | measured; Word may split it |
//! | Notes end at the bottom margin; the last `after` is dropped | measured |
//! | A note breaks over pages as soon as its first lines fit under its mark's line | measured |
//! | A header higher than the top margin pushes the text down | measured; Word too |
//! | The word is moved to its own line before it is broken at characters | measured |
//! | No break between a hyphen and the mark of a note | measured |
//! | A no-break space stretches in a justified line as any other | Word from mode 15 on; LibreOffice keeps it at 3.6–4.2 pt beside spaces of 5.4 (measured, 14 pt), which reads as words run together. Lines break alike either way |
//! | Italic text wants a twelfth of the line's height beyond its end, and so does each no-break space and hyphen in it | measured: 26 twips at 14 pt, 24 at 13 pt; LibreOffice in Word's mode 15 only. We break lines so but draw them without: Word draws no gap |
//! | A paragraph's rule stands under its last line, before the added leading | measured |

use super::pages::Part;
use crate::font::Face;

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

/// Grains to the twip: LibreOffice measures on a device of 8640 dots to the inch.
const GRAINS: i64 = 6;

/// A glyph's advance in grains, from font units: LibreOffice measures text by such advances, at a
/// font size in whole twips. So it finds text a little wider than the font says at 14 pt, narrower
/// at 13. Word's own rounding is not known; what differs is a few twips a line.
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

/// Whether text fits into what is `left` of a line (twips). `ample` is given where the piece ends:
/// its characters times the height of the line. LibreOffice looks first whether a piece as a whole
/// fits, in whole twips, but only where twice the room is more than that: with few and wide letters.
pub(super) fn fits(grains: i64, left: i64, ample: Option<i64>) -> bool {
    grains <= left * GRAINS || ample.is_some_and(|least| 2 * left > least && piece(grains) <= left)
}

/// A length on the sheet, which is whole twips.
pub(super) fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// What an italic piece of text takes of its line beyond its width, from the height of the line.
pub(super) fn italic_surplus(height: f64) -> f64 {
    (height * 20.0 / 12.0 + 1e-6).floor() / 20.0
}

/// Whether justification widens a character.
pub(super) fn stretches(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// Characters that LibreOffice sets as a piece of text of their own.
pub(super) fn stands_apart(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2011}')
}

/// Whether a line may break after this character inside a word.
///
/// After hyphen and dashes in both programs (of the hyphen in Word: ECMA-376-1, 17.3.3.18, which
/// shows `999-99-` / `9999`). Not after `/`. LibreOffice differs in one case: ICU breaks between `/`
/// and a letter, LibreOffice undoes a break there and goes back to the space before, past any
/// hyphen. So it takes `14-CTr/ĐU` over whole where `14-CTr/` would fit; we leave `14-` on the line
/// as Word does. Lines that differ by this are known to the referee.
pub(super) fn breaks_after(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '\u{2010}' | '\u{200B}')
}

/// What is drawn for a character: both programs draw the no-break hyphen as a hyphen of the same
/// font and width (measured), whether the font has a glyph for it (Times New Roman) or not
/// (Liberation Serif). Who copies it from the PDF gets a hyphen.
pub(super) fn drawn(c: char) -> char {
    if c == '\u{2011}' { '-' } else { c }
}

/// Space between two paragraphs.
pub(super) fn between(after: f64, before: f64) -> f64 {
    after.max(before)
}

/// Whether a page may end after `above` lines of a paragraph with `below` more to come, as far as
/// widow control goes. In cells it is off (LibreOffice follows Word in this), in notes only the
/// first lines are kept together (both measured).
pub(super) fn parts(part: Part, above: usize, below: usize) -> bool {
    part.cell.is_some() || (above >= 2 && (below >= 2 || part.note.is_some()))
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

/// The height of a line with proportional spacing, from its natural height.
pub(super) fn spaced(natural: f64, line: u32) -> f64 {
    // The small addend keeps a whole number of twips from being cut to the one below.
    (natural * 20.0 * f64::from(line) / 240.0 + 1e-6).floor() / 20.0
}

#[cfg(test)]
mod tests {
    use super::super::{Item, Line, Pages, lay_out, testing::*};
    use super::{heights, twips};
    use crate::font::FontSet;
    use crate::sheet::*;

    fn lines(blocks: Vec<Block>) -> (Pages, Vec<(usize, Line)>) {
        let pages = lay_out(&sheet(blocks), &FontSet::embedded());
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
    fn count(text: &str, format: RunFormat, room: i32) -> usize {
        let made = with("", |paragraph| {
            paragraph.format.right = Twips(ROOM - room);
            paragraph.inlines = vec![run(text, format)];
        });
        lines(vec![Block::Paragraph(made)]).1.len()
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
            assert_eq!(count(text, format, room), 1, "{half_points} {text}");
            assert!(count(text, format, room - 1) > 1, "{half_points} {text}");
        }
    }

    /// LibreOffice: 26 twips at 14 pt for the end of the line, and for each no-break character.
    #[test]
    fn italic_text_wants_more_than_its_width() {
        let plain = "Căn cứ Chương trình hành động số 14-CTr/ĐU";
        let kept = "Căn cứ Chương trình hành động số\u{a0}14\u{2011}CTr/ĐU";
        for (italic, text, surplus) in [(false, kept, 0), (true, plain, 26), (true, kept, 78)] {
            let fonts = FontSet::embedded();
            let face = fonts.face(crate::font::FaceId::new(false, italic));
            let needed = (face.width(text, 14.0) * 20.0).ceil() as i32 + surplus;
            let format = RunFormat { italic, ..TEXT };
            assert_eq!(count(text, format, needed + 2), 1, "{text}");
            assert_eq!(count(text, format, needed - 2), 2, "{text}");
        }
    }

    #[test]
    fn the_no_break_hyphen_is_drawn_as_a_hyphen() {
        let (_, found) = lines(vec![Block::Paragraph(paragraph("30/2020/NĐ\u{2011}CP"))]);
        assert_eq!(found[0].1.spans[0].text, "30/2020/NĐ-CP");
    }

    /// A row that goes on overleaf: nothing in it is centred, and one line may stand alone.
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
        let cut = lines(blocks).1;
        let text = of(&cut, false);
        assert_eq!(of(&cut, true)[0], text[0]);
        assert_eq!(text.iter().filter(|(page, _)| *page == 1).count(), 1);
    }
}
