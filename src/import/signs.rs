//! Signs that the program's fonts do not have (▶, ⚠, letters of other scripts): no document can be set with them, so they
//! go, and are told with their paragraph.

use super::flat::{Block, Flat, Loss, Lost, Paragraph, Piece};
use crate::font::{FaceId, FontSet};

/// Signs without a look of their own, of which nobody need be told.
const UNSEEN: [char; 8] = [
    '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{fe0f}', '\u{feff}',
];

/// Takes what no font has out of a document.
pub(super) fn take_out(flat: &mut Flat, fonts: &FontSet) {
    let has = |c: char| {
        let is_read = c.is_whitespace() || matches!(c, '\u{ad}' | '\u{2011}');
        is_read
            || FaceId::ALL
                .into_iter()
                .all(|face| fonts.face(face).glyph(c).is_some())
    };
    let mut losses = Vec::new();
    let notes = flat.notes.iter_mut().flatten();
    notes.for_each(|paragraph| paragraph_without(paragraph, &has, &mut losses));
    let mut open: Vec<&mut Block> = flat.blocks.iter_mut().collect();
    while let Some(block) = open.pop() {
        match block {
            Block::Paragraph(paragraph) => paragraph_without(paragraph, &has, &mut losses),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                open.extend(cells.flat_map(|cell| &mut cell.blocks));
            }
            Block::Section(_) => {}
        }
    }
    losses.sort_by_key(|loss| loss.at);
    flat.losses.extend(losses);
}

fn paragraph_without(
    paragraph: &mut Paragraph,
    has: &impl Fn(char) -> bool,
    losses: &mut Vec<Loss>,
) {
    let mut gone = String::new();
    for piece in &mut paragraph.pieces {
        let Piece::Text(run) = piece else { continue };
        if run.text.is_ascii() {
            continue;
        }
        run.text.retain(|c| {
            let is_known = has(c);
            if !is_known && !UNSEEN.contains(&c) {
                gone.push(c);
            }
            is_known
        });
    }
    // A bullet may be such a sign; it is written as a dash anyhow.
    if let Some(label) = paragraph.label.as_mut().filter(|label| !label.bullet) {
        label.text.retain(has);
    }
    if !gone.is_empty() {
        losses.push(Loss {
            at: paragraph.at,
            what: Lost::Sign,
            text: gone,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::Run;

    #[test]
    fn what_no_font_has_is_taken_out_and_told() {
        let run = |text: &str| {
            Piece::Text(Run {
                text: text.to_owned(),
                ..Run::default()
            })
        };
        let paragraph = |at: usize, text: &str| Paragraph {
            at,
            pieces: vec![run(text)],
            ..Paragraph::default()
        };
        let mut flat = Flat {
            blocks: vec![
                Block::Paragraph(paragraph(1, "Chú ý ⚠ “Ủy ban” – 微")),
                Block::Paragraph(paragraph(2, "Phường\u{a0}2: ½ m² ≥ 5")),
            ],
            ..Flat::default()
        };
        take_out(&mut flat, &FontSet::embedded());
        assert_eq!(
            flat.blocks[0],
            Block::Paragraph(paragraph(1, "Chú ý  “Ủy ban” – "))
        );
        assert_eq!(
            flat.blocks[1],
            Block::Paragraph(paragraph(2, "Phường\u{a0}2: ½ m² ≥ 5"))
        );
        assert_eq!(
            flat.losses,
            [Loss {
                at: 1,
                what: Lost::Sign,
                text: "⚠微".to_owned(),
            }]
        );
    }
}
