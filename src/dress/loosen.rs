//! Phrases of cells that are kept together although their column is narrower than they are.
//!
//! `số 2484/NQ-HĐND` stands on one line where it has room. A column that is too narrow for it would cut
//! it anywhere, or make the table too wide: there its blanks are blanks again, and where a part of it is still
//! too long, its hyphens hyphens.

use super::Dresser;
use super::columns::ROUNDING;
use super::text::twips_up;
use crate::sheet::reading::placed;
use crate::sheet::{Inline, Paragraph, Row, Twips};

impl Dresser<'_> {
    /// The rows with the blanks of all phrases loose: the least that their columns want.
    pub(super) fn with_loose_blanks(&self, rows: &[Row]) -> Vec<Row> {
        let mut rows = rows.to_vec();
        for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
            cell.paragraphs.iter_mut().for_each(loosen_blanks);
        }
        rows
    }

    /// Loosens the phrases that are wider than the columns that they stand in.
    pub(super) fn loosen_wide(&self, rows: &mut [Row], columns: &[Twips]) {
        for row in rows {
            let places: Vec<_> = placed(row).map(|(place, _)| place).collect();
            for (cell, place) in row.cells.iter_mut().zip(places) {
                let width: i32 = columns[place].iter().map(|column| column.0).sum();
                let room = Twips(width - 2 * self.cell_margin.0) - ROUNDING;
                for paragraph in &mut cell.paragraphs {
                    let room = room - self.beside_text(paragraph);
                    self.loosen(paragraph, room);
                }
            }
        }
    }

    fn loosen(&self, paragraph: &mut Paragraph, room: Twips) {
        if !holds(paragraph, ['\u{a0}', '\u{2011}']) || self.extent(paragraph).0 <= room {
            return;
        }
        loosen_blanks(paragraph);
        if self.extent(paragraph).0 > room {
            replace(paragraph, '\u{2011}', '-');
        }
    }

    /// The room of a line that the text of a paragraph does not have: its indents and its mark.
    pub(super) fn beside_text(&self, paragraph: &Paragraph) -> Twips {
        let format = &paragraph.format;
        let mark = paragraph.item.as_ref().map_or(Twips(0), |item| {
            let run = self.styles.run(paragraph.style);
            let letters = item.mark.chars().chain([' ']);
            twips_up(
                letters
                    .map(|c| super::text::char_width(c, run, self.fonts))
                    .sum(),
            )
        });
        let first = format.left + format.first_line + mark;
        Twips(first.0.max(format.left.0).max(0)) + format.right
    }
}

fn loosen_blanks(paragraph: &mut Paragraph) {
    replace(paragraph, '\u{a0}', ' ');
}

fn holds(paragraph: &Paragraph, letters: [char; 2]) -> bool {
    let inlines = paragraph.inlines.iter();
    inlines.into_iter().any(|inline| match inline {
        Inline::Run(run) => run.blank.is_none() && run.text.contains(letters),
        _ => false,
    })
}

/// One letter for another; a gap to be filled in stays as it is.
fn replace(paragraph: &mut Paragraph, from: char, to: char) {
    for inline in &mut paragraph.inlines {
        if let Inline::Run(run) = inline
            && run.blank.is_none()
            && run.text.contains(from)
        {
            run.text = run.text.replace(from, to.encode_utf8(&mut [0; 4]));
        }
    }
}
