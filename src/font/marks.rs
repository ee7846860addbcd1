//! Where a mark stands over a letter that it is not composed with: Ê̆, Ơ̆, ô̆ of the languages of
//! the Central Highlands.
//!
//! The font says it by anchors (GPOS, mark to base). Liberation Serif has them for plain letters
//! only: over a letter with a mark of its own, a mark stands as over the plain letter, moved beyond
//! the mark that is there.

use super::Face;
use ttf_parser::{
    GlyphId,
    gpos::{MarkToBaseAdjustment, PositioningSubtable},
};
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Combining classes of marks above and below.
const ABOVE: u8 = 230;
const BELOW: u8 = 220;

/// Room between two marks, in parts of an em.
const BETWEEN: i32 = 25;

/// A way in font units: to the right and upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    /// To the right.
    pub x: i32,
    /// Upwards.
    pub y: i32,
}

impl Face {
    /// How far the last of `marks` is moved from where it would be drawn after the letter `base`;
    /// the others stand over the letter, too. None where the font does not say.
    pub fn mark(&self, base: char, marks: &[char]) -> Option<Shift> {
        let face = ttf_parser::Face::parse(&self.data, 0).ok()?;
        let (&mark, others) = marks.split_last()?;
        let class = canonical_combining_class(mark);
        let glyph = |c: char| self.glyph(c).map(|(glyph, _)| GlyphId(glyph));
        let (_, advance) = self.glyph(base)?;
        let letter = std::iter::once(base).nfd().next()?;
        let anchored = |base: char| anchored(&face, glyph(base)?, glyph(mark)?);
        let (mut shift, own) = match anchored(base) {
            Some(shift) => (shift, 0),
            None => {
                let own = std::iter::once(base)
                    .nfd()
                    .any(|c| canonical_combining_class(c) == class);
                let beyond = match own {
                    true => {
                        height(&face, glyph(base)?, class)? - height(&face, glyph(letter)?, class)?
                    }
                    false => 0,
                };
                (anchored(letter)?, beyond)
            }
        };
        let gap = i32::from(self.units_per_em) / BETWEEN;
        shift.x -= i32::from(advance);
        shift.y += own;
        for &other in others
            .iter()
            .filter(|&&c| canonical_combining_class(c) == class)
        {
            let bounds = face.glyph_bounding_box(glyph(other)?)?;
            let high = i32::from(bounds.y_max) - i32::from(bounds.y_min) + gap;
            shift.y += if class == BELOW { -high } else { high };
        }
        Some(shift)
    }
}

/// How far a glyph reaches on the side where marks of a class stand.
fn height(face: &ttf_parser::Face<'_>, glyph: GlyphId, class: u8) -> Option<i32> {
    let bounds = face.glyph_bounding_box(glyph)?;
    match class {
        ABOVE => Some(i32::from(bounds.y_max)),
        BELOW => Some(i32::from(bounds.y_min)),
        _ => None,
    }
}

/// From the start of a letter to where a mark is drawn, by the font's anchors.
fn anchored(face: &ttf_parser::Face<'_>, base: GlyphId, mark: GlyphId) -> Option<Shift> {
    let table = face.tables().gpos?;
    let lookups = table.lookups.into_iter();
    let subtables =
        lookups.flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'_>>());
    subtables
        .filter_map(|subtable| match subtable {
            PositioningSubtable::MarkToBase(anchors) => Some(anchors),
            _ => None,
        })
        .find_map(|anchors| between(&anchors, base, mark))
}

fn between(anchors: &MarkToBaseAdjustment<'_>, base: GlyphId, mark: GlyphId) -> Option<Shift> {
    let (class, on_mark) = anchors.marks.get(anchors.mark_coverage.get(mark)?)?;
    let on_base = anchors
        .anchors
        .get(anchors.base_coverage.get(base)?, class)?;
    Some(Shift {
        x: i32::from(on_base.x) - i32::from(on_mark.x),
        y: i32::from(on_base.y) - i32::from(on_mark.y),
    })
}

/// Tells whether a character stands over or under the one before it.
pub fn is_mark(c: char) -> bool {
    matches!(canonical_combining_class(c), ABOVE | BELOW)
}

#[cfg(test)]
mod tests {
    use super::super::{FaceId, FontSet};
    use super::*;

    /// In every face, over small letters and capitals: the mark's middle is over the letter, and it
    /// touches nothing that the letter has.
    #[test]
    fn marks_stand_over_their_letters() {
        let fonts = FontSet::embedded();
        for id in FaceId::ALL {
            let face = fonts.face(id);
            let parsed = ttf_parser::Face::parse(face.data(), 0).unwrap();
            let bounds = |c| {
                let (glyph, advance) = face.glyph(c).unwrap();
                (
                    parsed.glyph_bounding_box(GlyphId(glyph)).unwrap(),
                    i32::from(advance),
                )
            };
            for base in "aeiouAEIOUêôơưÊÔƠƯâăÂĂ".chars() {
                for mark in ['\u{306}', '\u{301}', '\u{30c}'] {
                    let shift = face.mark(base, &[mark]).unwrap();
                    let ((letter, advance), (over, _)) = (bounds(base), bounds(mark));
                    let bottom = i32::from(over.y_min) + shift.y;
                    // The tip of a horn stands beside the mark.
                    let plain = match base {
                        'ơ' => 'o',
                        'ư' => 'u',
                        'Ơ' => 'O',
                        'Ư' => 'U',
                        base => base,
                    };
                    let top = i32::from(bounds(plain).0.y_max);
                    assert!(bottom + 60 > top, "{base} {mark:?} {id:?}: {bottom} {top}");
                    let middle = advance + shift.x + i32::from(over.x_min + over.x_max) / 2;
                    // Slanted letters lean towards their marks.
                    let range = i32::from(letter.x_min)..i32::from(letter.x_max) + 250;
                    assert!(
                        range.contains(&middle),
                        "{base} {mark:?} {id:?}: {middle} {range:?}"
                    );
                }
            }
            let once = face.mark('e', &['\u{306}']).unwrap();
            let twice = face.mark('e', &['\u{301}', '\u{306}']).unwrap();
            assert!(twice.x == once.x && twice.y > once.y, "{id:?}");
        }
        let face = fonts.face(FaceId::Regular);
        assert_eq!(face.mark('đ', &['\u{489}']), None);
    }
}
