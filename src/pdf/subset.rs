//! One face cut down to the characters of a document.
//!
//! In: a face and the characters set in it. Out: a font program with just their glyphs, and the
//! code, width and glyph of each character.
//!
//! Each *character* gets a code of its own, 1 and up in the order of Unicode, so that text
//! extracted from the file is exactly the text that was laid out: space and no-break space, or
//! hyphen and no-break hyphen, may share a glyph but not a code.

use super::{broken, cmap, encoding};
use crate::deflate::{Wrapping, deflate};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::font::{Cut, Face, FaceId, FontSet, Wanted};
use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tag;
use lopdf::{Dictionary, Object, dictionary};
use md5::{Digest, Md5};
use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Tables of an embedded TrueType program (ISO 32000-1, 9.9), beside glyf and loca. No cmap: codes
/// go to glyphs by /CIDToGIDMap. No name: it would carry kilobytes of licence text.
const TABLES: [u32; 7] = [
    tag::HEAD,
    tag::HHEA,
    tag::HMTX,
    tag::MAXP,
    tag::CVT,
    tag::FPGM,
    tag::PREP,
];

/// The four bytes by which printpdf takes a font program for TrueType; the real one is put in later.
const STAND_IN: [u8; 4] = [0, 1, 0, 0];

/// A face cut down to some characters.
pub(super) struct Subset {
    /// PostScript name with the tag of a subset: `ABCDEF+LiberationSerif`.
    name: String,
    /// By code: the first has code 1.
    characters: Vec<Character>,
    cut: Arc<Cut>,
    traits: Traits,
    /// Fields are filled in with it.
    filled_in: bool,
}

/// A character of a subset.
struct Character {
    character: char,
    /// In font units.
    advance: u16,
    /// In the subset's own numbering.
    glyph: u16,
}

/// Measures of the whole face that a font descriptor tells.
pub(super) struct Traits {
    units_per_em: u16,
    ascent: i16,
    descent: i16,
    bounds: ttf_parser::Rect,
    weight: u16,
    /// Height of capitals in thousandths of an em.
    pub(super) cap_height: i64,
    /// Degrees, negative where the face leans to the right.
    pub(super) italic_angle: f64,
}

impl Subset {
    /// Cuts a face down. One that is `filled_in` with has all that is typed into fields, and a cmap:
    /// simple fonts go by it.
    pub(super) fn new(
        id: FaceId,
        set: &FontSet,
        wanted: &BTreeSet<char>,
        filled_in: bool,
    ) -> Result<Self> {
        let face = set.face(id);
        let mut wanted = wanted.clone();
        if filled_in {
            // A face of the user's may lack a sign; nothing of the document is missing for that.
            let typed = encoding::characters().filter(|&typed| face.glyph(typed).is_some());
            wanted.extend(typed);
        }
        let wanted = &wanted;
        let parsed = ttf_parser::Face::parse(face.data(), 0).map_err(broken)?;
        if parsed.tables().glyf.is_none() {
            return Err(Diagnostic::error(
                "phong-chu",
                "phông chữ không có nét TrueType nên không nhúng được vào PDF",
            )
            .help("dùng tệp .ttf của phông chữ")
            .into());
        }
        let (characters, glyphs) = number(face, wanted)?;
        let name = format!("{}+{}", tag(id, wanted), postscript_name(&parsed));
        let wanted = Wanted {
            face: id,
            glyphs,
            with_cmap: filled_in,
        };
        Ok(Self {
            name,
            characters,
            cut: set.cuts().get(wanted, |wanted| cut(face, wanted))?,
            traits: Traits::of(&parsed),
            filled_in,
        })
    }

    /// The name in the PDF.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The font file.
    pub(super) fn program(&self) -> &Cut {
        &self.cut
    }

    /// The characters, in the order of their codes.
    pub(super) fn characters(&self) -> impl Iterator<Item = char> {
        self.characters.iter().map(|known| known.character)
    }

    /// The code of a character.
    pub(super) fn code(&self, character: char) -> Option<u16> {
        let known = |known: &Character| known.character;
        let at = self
            .characters
            .binary_search_by_key(&character, known)
            .ok()?;
        u16::try_from(at + 1).ok()
    }

    /// The measures that the font descriptor tells.
    pub(super) fn traits(&self) -> &Traits {
        &self.traits
    }

    /// Advances from code 1 on, in thousandths of an em.
    pub(super) fn widths(&self) -> impl Iterator<Item = f64> {
        let em = f64::from(self.traits.units_per_em);
        self.characters
            .iter()
            .map(move |character| f64::from(character.advance) * 1000.0 / em)
    }

    /// Fields are filled in with it.
    pub(super) fn filled_in(&self) -> bool {
        self.filled_in
    }

    /// Advances by the codes that fields are filled in with, in thousandths of an em.
    pub(super) fn typed_widths(&self) -> impl Iterator<Item = f64> {
        let em = f64::from(self.traits.units_per_em);
        encoding::by_code().map(move |character| {
            let code = character.and_then(|character| self.code(character));
            let known = code.and_then(|code| self.characters.get(usize::from(code) - 1));
            known.map_or(0.0, |known| f64::from(known.advance) * 1000.0 / em)
        })
    }

    /// /CIDToGIDMap as a stream's content; none where each code is its glyph's number, as it is
    /// when no two characters share a glyph.
    pub(super) fn glyphs_of_codes(&self) -> Option<Vec<u8>> {
        let identical = self
            .codes()
            .all(|(code, character)| code == character.glyph);
        (!identical).then(|| {
            let notdef = [0, 0];
            let glyphs = self.characters.iter().map(|c| c.glyph.to_be_bytes());
            std::iter::once(notdef).chain(glyphs).flatten().collect()
        })
    }

    /// The subset as printpdf wants it. Its "glyphs" are our codes: with them it makes /ToUnicode.
    pub(super) fn parsed_font(&self) -> ParsedFont {
        let traits = &self.traits;
        ParsedFont {
            original_bytes: STAND_IN.to_vec(),
            font_index: 0,
            font_name: Some(self.name.clone()),
            codepoint_to_glyph: self
                .codes()
                .map(|(code, character)| (u32::from(character.character), code))
                .collect(),
            glyph_widths: self
                .codes()
                .map(|(code, character)| (code, character.advance))
                .collect(),
            units_per_em: traits.units_per_em,
            font_metrics: FontMetrics {
                ascent: traits.ascent,
                descent: traits.descent,
            },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: traits.units_per_em,
                x_min: traits.bounds.x_min,
                y_min: traits.bounds.y_min,
                x_max: traits.bounds.x_max,
                y_max: traits.bounds.y_max,
                us_weight_class: traits.weight,
                ..PdfFontMetricsStub::default()
            },
        }
    }

    fn codes(&self) -> impl Iterator<Item = (u16, &Character)> {
        (1..).zip(&self.characters)
    }
}

impl Traits {
    /// The descriptor of a simple font with the same program.
    pub(super) fn simple_descriptor(&self, name: &str, program: Object) -> Dictionary {
        const SERIF: i64 = 1 << 1;
        const NONSYMBOLIC: i64 = 1 << 5;
        const ITALIC: i64 = 1 << 6;
        let italic = if self.italic_angle == 0.0 { 0 } else { ITALIC };
        let em = f64::from(self.units_per_em);
        let scaled = |units: i16| (f64::from(units) * 1000.0 / em).round() as i64;
        let bounds = [
            self.bounds.x_min,
            self.bounds.y_min,
            self.bounds.x_max,
            self.bounds.y_max,
        ];
        dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => Object::Name(name.as_bytes().to_vec()),
            "Flags" => SERIF | NONSYMBOLIC | italic,
            "FontBBox" => bounds.map(|units| Object::Integer(scaled(units))).to_vec(),
            "ItalicAngle" => Object::Real(self.italic_angle as f32),
            "Ascent" => scaled(self.ascent),
            "Descent" => scaled(self.descent),
            "CapHeight" => self.cap_height,
            // Stems are not in the font file; the usual estimate from the weight.
            "StemV" => i64::from(self.weight) / 5,
            "FontFile2" => program,
        }
    }

    fn of(face: &ttf_parser::Face) -> Self {
        let units_per_em = face.units_per_em();
        let capitals = face.capital_height().unwrap_or(face.ascender());
        let thousandths = f64::from(capitals) * 1000.0 / f64::from(units_per_em);
        Self {
            units_per_em,
            ascent: face.ascender(),
            descent: face.descender(),
            bounds: face.global_bounding_box(),
            weight: face.weight().to_number(),
            cap_height: thousandths.round() as i64,
            italic_angle: f64::from(face.italic_angle()),
        }
    }
}

/// Numbers the characters and, apart, the glyphs of the subset (first of them the face's .notdef,
/// which a font must have). Refuses characters that the face lacks: printpdf would drop them
/// without a word.
fn number(face: &Face, wanted: &BTreeSet<char>) -> Result<(Vec<Character>, Vec<u16>)> {
    let mut characters = Vec::with_capacity(wanted.len());
    let mut glyphs = vec![0];
    let mut missing = Vec::new();
    for &character in wanted {
        let Some((glyph, advance)) = face.glyph(character) else {
            missing.push(lacks(character));
            continue;
        };
        let known = glyphs.iter().position(|&other| other == glyph);
        let place = known.unwrap_or(glyphs.len());
        if known.is_none() {
            glyphs.push(glyph);
        }
        characters.push(Character {
            character,
            advance,
            glyph: u16::try_from(place).map_err(broken)?,
        });
    }
    if missing.is_empty() {
        Ok((characters, glyphs))
    } else {
        Err(Diagnostics(missing))
    }
}

fn lacks(character: char) -> Diagnostic {
    let code = u32::from(character);
    let shown = if character.is_control() {
        String::new()
    } else {
        format!(" “{character}”")
    };
    Diagnostic::error(
        "thieu-ky-tu",
        format!("phông chữ không có ký tự{shown} (U+{code:04X})"),
    )
    .help("thay ký tự này bằng ký tự khác trong nội dung")
}

/// The font program of some glyphs, numbered in their order.
fn cut(face: &Face, wanted: &Wanted) -> Result<Cut> {
    let font = ReadScope::new(face.data())
        .read::<FontData>()
        .map_err(broken)?;
    let provider = font.table_provider(0).map_err(broken)?;
    let profile = SubsetProfile::Custom(TABLES.to_vec());
    let program = subset(&provider, &wanted.glyphs, &profile, CmapTarget::Unicode);
    let mut program = program.map_err(broken)?;
    if wanted.with_cmap {
        let glyph = |typed: char| {
            let (glyph, _) = face.glyph(typed)?;
            let place = wanted.glyphs.iter().position(|&other| other == glyph)?;
            Some((typed, u16::try_from(place).ok()?))
        };
        let typed: Vec<(char, u16)> = encoding::characters().filter_map(glyph).collect();
        program = cmap::with_cmap(&program, &typed).ok_or_else(|| broken("cmap"))?;
    }
    let deflated = deflate(&program, Wrapping::Zlib).map_err(broken)?;
    Ok(Cut {
        length: program.len(),
        deflated,
    })
}

/// Six capitals that tell subsets of a font apart (ISO 32000-1, 9.6.4): drawn from what is in it,
/// so that the same document always names its fonts alike.
fn tag(id: FaceId, wanted: &BTreeSet<char>) -> String {
    let mut digest = Md5::new();
    digest.update([id as u8]);
    for &character in wanted {
        digest.update(u32::from(character).to_be_bytes());
    }
    digest
        .finalize()
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

fn postscript_name(face: &ttf_parser::Face) -> String {
    face.names()
        .into_iter()
        .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
        .find_map(|name| name.to_string())
        .unwrap_or_else(|| "Font".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subset(text: &str) -> Result<Subset> {
        let face = FaceId::Regular;
        let wanted = text.chars().collect();
        Subset::new(face, &FontSet::embedded(), &wanted, false)
    }

    #[test]
    fn codes_are_glyphs_unless_characters_share_one() -> Result<()> {
        let mut subset = subset("ễ a")?;
        assert_eq!(subset.glyphs_of_codes(), None);
        // In Times New Roman (not in our own faces) the no-break space has the space's glyph.
        subset.characters.insert(
            1,
            Character {
                character: '\u{a0}',
                advance: 512,
                glyph: 1,
            },
        );
        let map = vec![0, 0, 0, 1, 0, 1, 0, 2, 0, 3];
        assert_eq!(subset.glyphs_of_codes(), Some(map));
        Ok(())
    }

    #[test]
    fn names_tell_subsets_apart() -> Result<()> {
        assert_eq!(subset("ab")?.name(), subset("bab")?.name());
        assert_ne!(subset("ab")?.name(), subset("abc")?.name());
        Ok(())
    }
}
