//! The four faces: their bytes and their metrics.
//!
//! In: font files, the program's own, a folder's or the machine's. Out: [`FontSet`]. No text is set here.
//!
//! Used by dress (does the face have this character? how wide is the national title?), layout
//! (measuring) and pdf (embedding). Widths are exact: font units over units per em.

mod cuts;
mod dir;
mod installed;
mod marks;

pub(crate) use cuts::{Cut, Cuts, Wanted};
pub use installed::Installed;
pub use marks::{Shift, is_mark};

use crate::diagnostic::Result;
use std::{borrow::Cow, path::Path, sync::OnceLock};

/// Which of the four faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaceId {
    /// Đứng.
    Regular,
    /// Đậm.
    Bold,
    /// Nghiêng.
    Italic,
    /// Nghiêng, đậm.
    BoldItalic,
}

impl FaceId {
    /// All four, in the order of their discriminants.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

    /// The face of a style.
    pub fn new(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }
}

/// One face.
pub struct Face {
    data: Cow<'static, [u8]>,
    units_per_em: u16,
    /// Line metrics in font units (hhea: what Word and LibreOffice use for this font).
    ascent: i32,
    descent: i32,
    line_gap: i32,
    /// Glyph and advance of each character below [`LOW`]: looked up once, on first use, since a
    /// document seldom needs all four faces.
    low: OnceLock<Vec<(u16, u16)>>,
}

const NO_BREAK_HYPHEN: char = '\u{2011}';

/// Characters below this are looked up in a table: Latin, Vietnamese, punctuation (U+20xx).
const LOW: u32 = 0x2100;

impl Face {
    /// Reads a face; none where it is not a TrueType font.
    fn parse(data: Cow<'static, [u8]>) -> Option<Self> {
        let face = ttf_parser::Face::parse(&data, 0).ok()?;
        let (ascent, descent, line_gap) = (
            face.ascender().into(),
            (-face.descender()).into(),
            face.line_gap().into(),
        );
        let units_per_em = face.units_per_em();
        Some(Self {
            data,
            units_per_em,
            ascent,
            descent,
            line_gap,
            low: OnceLock::new(),
        })
    }

    /// Glyphs and advances of the low characters. Goes over the characters that the face has, a
    /// fifth of those that could be asked for.
    fn low(&self) -> &[(u16, u16)] {
        self.low.get_or_init(|| {
            let mut low = vec![(0, 0); LOW as usize];
            let Ok(face) = ttf_parser::Face::parse(&self.data, 0) else {
                return low;
            };
            let subtables = face.tables().cmap.map(|cmap| cmap.subtables);
            for subtable in subtables.into_iter().flatten().filter(|s| s.is_unicode()) {
                subtable.codepoints(|c| {
                    if let (Some(entry), Some(glyph)) =
                        (low.get_mut(c as usize), subtable.glyph_index(c))
                    {
                        *entry = (glyph.0, face.glyph_hor_advance(glyph).unwrap_or(0));
                    }
                });
            }
            low
        })
    }

    /// The font file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Font units to the em.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// Glyph and advance (font units) of a character; none where the face lacks it.
    ///
    /// The no-break hyphen is the hyphen's glyph: Liberation Serif has none of its own, and Word
    /// and LibreOffice draw it so in any font.
    pub fn glyph(&self, c: char) -> Option<(u16, u16)> {
        let c = if c == NO_BREAK_HYPHEN { '-' } else { c };
        let found = match self.low().get(c as usize) {
            Some(&entry) => entry,
            None => {
                let face = ttf_parser::Face::parse(&self.data, 0).ok()?;
                let g = face.glyph_index(c)?;
                (g.0, face.glyph_hor_advance(g).unwrap_or(0))
            }
        };
        (found.0 != 0).then_some(found)
    }

    /// Width of a text in font units; characters that the face lacks count nothing.
    pub fn advance(&self, text: &str) -> u64 {
        text.chars()
            .filter_map(|c| self.glyph(c))
            .map(|(_, w)| u64::from(w))
            .sum()
    }

    /// Width of a text in points at a size in points.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        self.advance(text) as f64 * size / f64::from(self.units_per_em)
    }

    /// Above the baseline, in points at a size in points.
    pub fn ascent(&self, size: f64) -> f64 {
        f64::from(self.ascent) * size / f64::from(self.units_per_em)
    }

    /// Below the baseline (positive), in points at a size in points.
    pub fn descent(&self, size: f64) -> f64 {
        f64::from(self.descent) * size / f64::from(self.units_per_em)
    }

    /// Extra leading, in points at a size in points.
    pub fn line_gap(&self, size: f64) -> f64 {
        f64::from(self.line_gap) * size / f64::from(self.units_per_em)
    }
}

/// The four faces of a family.
pub struct FontSet {
    faces: [Face; 4],
    cuts: Cuts,
}

impl FontSet {
    /// Liberation Serif 2.1.5, embedded in the program (metrics of Times New Roman).
    pub fn embedded() -> Self {
        const DATA: [&[u8]; 4] = [
            include_bytes!("../../fonts/LiberationSerif-Regular.ttf"),
            include_bytes!("../../fonts/LiberationSerif-Bold.ttf"),
            include_bytes!("../../fonts/LiberationSerif-Italic.ttf"),
            include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf"),
        ];
        Self::new(DATA.map(|data| {
            Face::parse(Cow::Borrowed(data)).expect("the embedded fonts are sound: tested")
        }))
    }

    fn new(faces: [Face; 4]) -> Self {
        Self {
            faces,
            cuts: Cuts::default(),
        }
    }

    /// The user's own four faces from a folder.
    ///
    /// # Errors
    /// The folder cannot be read, or holds no family with the four faces of Times New Roman.
    pub fn from_dir(dir: &Path) -> Result<Self> {
        dir::read(dir)
    }

    /// Times New Roman as the machine has it, looked for in the folders of its system.
    pub fn installed() -> Installed {
        installed::find()
    }

    /// The faces as they were cut down for earlier documents.
    pub(crate) fn cuts(&self) -> &Cuts {
        &self.cuts
    }

    /// A face.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_is_there() {
        let fonts = FontSet::embedded();
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy".chars();
        let toned = ('\u{1EA0}'..='\u{1EF9}').chain("àáãèéìíòóõùúýĩũ".chars());
        for c in letters.chain(toned).chain("–—“”…•°²³§%&/".chars()) {
            for id in FaceId::ALL {
                assert!(fonts.face(id).glyph(c).is_some(), "{c} {id:?}");
            }
        }
    }

    #[test]
    fn the_table_agrees_with_the_font() {
        let fonts = FontSet::embedded();
        for id in FaceId::ALL {
            let face = fonts.face(id);
            let parsed = ttf_parser::Face::parse(face.data(), 0).unwrap();
            assert_eq!(face.glyph(NO_BREAK_HYPHEN), face.glyph('-'));
            let low = ('\0'..char::from_u32(LOW).unwrap()).filter(|&c| c != NO_BREAK_HYPHEN);
            for c in low.chain(['€', '😀', '\u{fb01}']) {
                let expected = parsed
                    .glyph_index(c)
                    .filter(|glyph| glyph.0 != 0)
                    .map(|glyph| (glyph.0, parsed.glyph_hor_advance(glyph).unwrap_or(0)));
                assert_eq!(face.glyph(c), expected, "U+{:04X}", c as u32);
            }
        }
    }

    /// The widths that the letterhead is sized by (shared with Times New Roman).
    #[test]
    fn measures_are_those_of_times() {
        let bold = FontSet::embedded();
        let bold = bold.face(FaceId::Bold);
        let title = bold.width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13.0) * 20.0;
        assert!((title - 5424.0).abs() < 2.0, "{title}");
    }
}
