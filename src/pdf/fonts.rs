//! The faces in use, embedded and described.
//!
//! In: the text of the pages. Out: each face in use as printpdf embeds it, and the corrections of
//! the font dictionaries that printpdf makes of it.

use super::subset::Subset;
use super::{broken, encoding};
use crate::chart::Shape;
use crate::diagnostic::{Diagnostics, Result};
use crate::font::{Cut, FaceId, FontSet};
use crate::layout::{Field, FieldKind, Graphic, Item, Line, Page, PlacedPicture, Span};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{FontId, Op, PdfFont, PdfFontHandle, Pt, TextItem};
use std::collections::{BTreeMap, BTreeSet};

/// The faces that a document uses, each reduced to the characters that it uses.
pub(super) struct Fonts(BTreeMap<FaceId, Subset>);

impl Fonts {
    /// Reads the text of all pages and subsets the faces that it is set in; those that fields are
    /// filled in with have all that offices type, too.
    pub(super) fn collect(pages: &[Page], fields: &[Field], set: &FontSet) -> Result<Self> {
        let mut subsets = BTreeMap::new();
        let mut reasons = Vec::new();
        let filled_in = filled_in(fields);
        let mut characters = characters(pages);
        for &face in &filled_in {
            characters.entry(face).or_default();
        }
        for (id, characters) in characters {
            match Subset::new(id, set, &characters, filled_in.contains(&id)) {
                Ok(subset) => {
                    subsets.insert(id, subset);
                }
                Err(Diagnostics(more)) => reasons.extend(more),
            }
        }
        if reasons.is_empty() {
            Ok(Self(subsets))
        } else {
            Err(Diagnostics(reasons))
        }
    }

    /// The fonts as printpdf embeds them.
    pub(super) fn resources(&self) -> BTreeMap<FontId, PdfFont> {
        self.0
            .iter()
            .map(|(&id, subset)| (font_id(id), PdfFont::new(subset.parsed_font())))
            .collect()
    }

    /// Everything that is set in each font: what printpdf has seen of a font, it tells of.
    pub(super) fn specimen(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for (&id, subset) in &self.0 {
            ops.push(Op::SetFont {
                font: PdfFontHandle::External(font_id(id)),
                size: Pt(1.0),
            });
            ops.push(Op::ShowText {
                items: vec![TextItem::Text(subset.characters().collect())],
            });
        }
        ops.push(Op::EndTextSection);
        ops
    }

    /// The code that stands for a character in the content of pages.
    pub(super) fn code(&self, face: FaceId, character: char) -> Result<[u8; 2]> {
        let subset = self.0.get(&face);
        let code = subset.and_then(|subset| subset.code(character));
        let code = code.ok_or_else(|| broken("thiếu ký tự trong phông chữ"))?;
        Ok(code.to_be_bytes())
    }

    /// A simple TrueType font with the same program as a face's, by the codes of [`encoding`]: what
    /// programs that fill in forms know how to write with.
    pub(super) fn simple(&self, document: &mut Document, face: FaceId) -> Result<ObjectId> {
        let missing = || broken("thiếu phông chữ");
        let subset = self.0.get(&face).ok_or_else(missing)?;
        let font = find(document, subset.name()).ok_or_else(missing)?;
        let program = program(document, font).ok_or_else(missing)?;
        let descriptor = subset.traits().simple_descriptor(subset.name(), program);
        let descriptor = document.add_object(descriptor);
        if !subset.filled_in() {
            return Err(missing());
        }
        let widths: Vec<Object> = subset.typed_widths().map(number).collect();
        let to_unicode = Stream::new(Dictionary::new(), encoding::to_unicode());
        let to_unicode = document.add_object(to_unicode);
        Ok(document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "TrueType",
            "BaseFont" => Object::Name(subset.name().as_bytes().to_vec()),
            "FirstChar" => i64::from(*encoding::RANGE.start()),
            "LastChar" => i64::from(*encoding::RANGE.end()),
            "Widths" => widths,
            "Encoding" => encoding::dictionary(),
            "ToUnicode" => to_unicode,
            "FontDescriptor" => descriptor,
        }))
    }

    /// Puts right what printpdf gets wrong in its font dictionaries.
    pub(super) fn mend(&self, document: &mut Document) -> Result<()> {
        for subset in self.0.values() {
            let font = find(document, subset.name()).ok_or_else(|| broken("thiếu phông chữ"))?;
            mend(document, font, subset)?;
        }
        Ok(())
    }
}

/// The name of a face among the resources of a page. Our own, because printpdf counts through the
/// whole process.
pub(super) fn resource(id: FaceId) -> &'static str {
    match id {
        FaceId::Regular => "R",
        FaceId::Bold => "B",
        FaceId::Italic => "I",
        FaceId::BoldItalic => "BI",
    }
}

fn font_id(id: FaceId) -> FontId {
    FontId(resource(id).to_owned())
}

/// The characters set in each face.
fn characters(pages: &[Page]) -> BTreeMap<FaceId, BTreeSet<char>> {
    let mut found: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
    let items = || pages.iter().flat_map(|page| &page.items);
    for text in items().flat_map(charts) {
        let set = found.entry(FaceId::Regular).or_default();
        set.extend(text.chars());
    }
    for span in items().flat_map(spans) {
        if !span.text.is_empty() {
            found
                .entry(span.face)
                .or_default()
                .extend(span.text.chars());
        }
    }
    found
}

fn spans(item: &Item) -> &[Span] {
    match item {
        Item::Line(Line { spans, .. }) => spans,
        Item::Rule(_) | Item::Picture(_) => &[],
    }
}

/// The words of a chart.
fn charts(item: &Item) -> impl Iterator<Item = &str> {
    let shapes = match item {
        Item::Picture(PlacedPicture {
            graphic: Graphic::Plot(plot),
            ..
        }) => &plot.shapes[..],
        _ => &[],
    };
    shapes.iter().filter_map(|shape| match shape {
        Shape::Words { text, .. } => Some(text.as_str()),
        Shape::Area { .. } | Shape::Path { .. } => None,
    })
}

/// The faces that fields are filled in with.
fn filled_in(fields: &[Field]) -> BTreeSet<FaceId> {
    let face = |field: &Field| match field.kind {
        FieldKind::Text { face, .. } | FieldKind::CornerSignature { face, .. } => Some(face),
        FieldKind::LeaderSignature | FieldKind::AgencySignature | FieldKind::Confirmation => None,
    };
    fields.iter().filter_map(face).collect()
}

/// The font program of a Type0 font.
fn program(document: &Document, font: ObjectId) -> Option<Object> {
    let font = document.get_dictionary(font).ok()?;
    let descendant = font
        .get_deref(b"DescendantFonts", document)
        .ok()?
        .as_array()
        .ok()?
        .first()?;
    let descendant = match descendant {
        Object::Reference(id) => document.get_dictionary(*id).ok()?,
        direct => direct.as_dict().ok()?,
    };
    let descriptor = descendant
        .get_deref(b"FontDescriptor", document)
        .ok()?
        .as_dict()
        .ok()?;
    descriptor.get(b"FontFile2").ok().cloned()
}

/// The Type0 font of a name.
fn find(document: &Document, name: &str) -> Option<ObjectId> {
    let is = |font: &Dictionary, key: &[u8], value: &str| {
        font.get(key).and_then(Object::as_name).ok() == Some(value.as_bytes())
    };
    document
        .objects
        .iter()
        .filter_map(|(&id, object)| Some((id, object.as_dict().ok()?)))
        .find(|(_, font)| is(font, b"Subtype", "Type0") && is(font, b"BaseFont", name))
        .map(|(id, _)| id)
}

/// Exact widths (printpdf cuts them to whole thousandths: lines would drift from their layout),
/// codes to glyphs, and the descriptor. The CIDFont becomes an object of its own.
fn mend(document: &mut Document, font: ObjectId, subset: &Subset) -> Result<()> {
    let mut descendant = document
        .get_dictionary(font)
        .and_then(|font| font.get(b"DescendantFonts")?.as_array())
        .map_err(broken)?
        .first()
        .and_then(|descendant| descendant.as_dict().ok())
        .cloned()
        .ok_or_else(|| broken("phông chữ không có phần con"))?;
    descendant.set("W", widths(subset));
    if let Some(map) = subset.glyphs_of_codes() {
        let map = document.add_object(Stream::new(Dictionary::new(), map));
        descendant.set("CIDToGIDMap", map);
    }
    let descriptor = descendant
        .get(b"FontDescriptor")
        .and_then(Object::as_reference)
        .map_err(broken)?;
    let descriptor = document.get_dictionary_mut(descriptor).map_err(broken)?;
    let traits = subset.traits();
    descriptor.set("Flags", flags(traits.italic_angle));
    descriptor.set("ItalicAngle", number(traits.italic_angle));
    descriptor.set("CapHeight", traits.cap_height);
    // printpdf has a stand-in: it would copy the program several times.
    let program = descriptor.get(b"FontFile2").and_then(Object::as_reference);
    let program = document
        .get_object_mut(program.map_err(broken)?)
        .and_then(Object::as_stream_mut)
        .map_err(broken)?;
    let Cut { length, deflated } = subset.program();
    program.set_content(deflated.clone());
    program.dict.set("Filter", "FlateDecode");
    program.dict.set("Length1", *length as i64);
    let descendant = document.add_object(descendant);
    document
        .get_dictionary_mut(font)
        .map_err(broken)?
        .set("DescendantFonts", vec![Object::Reference(descendant)]);
    Ok(())
}

/// /W: all codes from 1 on, in thousandths of an em.
fn widths(subset: &Subset) -> Object {
    let widths = subset.widths().map(number).collect();
    Object::Array(vec![Object::Integer(1), Object::Array(widths)])
}

/// Flags of the descriptor (ISO 32000-1, table 123). The decree's typeface has serifs; "symbolic"
/// means characters beyond the Latin of PostScript, which Vietnamese is full of.
fn flags(italic_angle: f64) -> i64 {
    const SERIF: i64 = 1 << 1;
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    SERIF | SYMBOLIC | if italic_angle == 0.0 { 0 } else { ITALIC }
}

/// A number with at most three decimals; whole numbers as integers.
fn number(value: f64) -> Object {
    let value = (value * 1000.0).round() / 1000.0;
    if value.fract() == 0.0 {
        Object::Integer(value as i64)
    } else {
        Object::Real(value as f32)
    }
}
