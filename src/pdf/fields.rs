//! Form fields: gaps to fill in, and digital signatures.
//!
//! In: [`Field`]s with their places. Out: an AcroForm of merged field and widget objects, unsigned.
//!
//! | name | what | |
//! |---|---|---|
//! | `so` | number (số) | text |
//! | `ngay`, `thang` | day, month | text |
//! | `chu_ky_lanh_dao` | the leader's signature (chữ ký của người có thẩm quyền, II.7.d) | signature |
//! | `chu_ky_co_quan` | the agency's signature (chữ ký số của cơ quan, II.8.a) | signature |
//! | `chu_ky_xac_nhan` | by which another agency confirms the document (Phụ lục III, Mẫu 1.10) | signature |
//! | `chu_ky_co_quan` | on an appendix in a file of its own (II.8.b, III.1.d): in the top right corner, without a picture; /DA tells the face and size of what it shows, the document's number and symbol and the time of signing (ISO 8601, +07:00) | signature |
//!
//! A second field of one name gets a number: `so_2`.
//!
//! Those who sign do so in any order, the first of them as certification that lets forms be filled
//! in and signed (DocMDP 2): what the document says stands from then on, whoever signs later. Number and
//! day are filled in, and each agency signs when its own have signed; what that locks, `locks` tells.

use super::fonts::Fonts;
use super::{broken, locks};
use crate::diagnostic::Result;
use crate::document::Blank;
use crate::font::FaceId;
use crate::layout::{Field, FieldKind, Page};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};
use std::collections::BTreeMap;

/// Printed with the page, and neither moved nor deleted by a reader's tools (ISO 32000-1, 12.5.3).
const PRINT_LOCKED: i64 = 1 << 2 | 1 << 7;
/// Text centred in its field.
const CENTRED: i64 = 1;
/// /SigFlags of a form that has fields for signatures (ISO 32000-1, table 219). That the file is only to be added to
/// is said by whoever signs it first.
pub(super) const SIGNATURES_EXIST: i64 = 1;

/// Writes the fields, if there are any, and gives their widgets in the same order.
pub(super) fn write(
    document: &mut Document,
    fields: &[Field],
    pages: &[Page],
    fonts: &Fonts,
) -> Result<Vec<ObjectId>> {
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let mut writer = Writer {
        places: document
            .page_iter()
            .zip(pages.iter().map(|page| page.height))
            .collect(),
        document,
        fonts,
        resources: BTreeMap::new(),
    };
    let names = names(fields);
    let widgets = fields
        .iter()
        .zip(&names)
        .zip(locks::locks(fields))
        .map(|((field, name), locked)| {
            let locked: Vec<&String> = locked.iter().filter_map(|&at| names.get(at)).collect();
            writer.field(field, name, &locked)
        })
        .collect::<Result<Vec<_>>>()?;
    let all: Vec<Object> = widgets.iter().map(|&id| Object::Reference(id)).collect();
    let fonts: Dictionary = writer
        .resources
        .into_iter()
        .map(|(face, id)| (font_name(face), id.into()))
        .collect();
    let mut form = dictionary! {
        "Fields" => all,
        "DR" => dictionary! { "Font" => fonts },
    };
    let signed = |field: &Field| !matches!(field.kind, FieldKind::Text { .. });
    if fields.iter().any(signed) {
        form.set("SigFlags", SIGNATURES_EXIST);
    }
    let form = document.add_object(form);
    document
        .catalog_mut()
        .map_err(broken)?
        .set("AcroForm", form);
    Ok(widgets)
}

struct Writer<'a> {
    document: &'a mut Document,
    /// Each page with its height.
    places: Vec<(ObjectId, f64)>,
    fonts: &'a Fonts,
    /// The fonts that text is filled in with.
    resources: BTreeMap<FaceId, ObjectId>,
}

impl Writer<'_> {
    /// Writes one field with its widget and hangs it into its page. Signed, it locks those that are named.
    fn field(&mut self, field: &Field, name: &str, locked: &[&String]) -> Result<ObjectId> {
        let Field {
            page,
            left,
            top,
            right,
            bottom,
            kind,
            anchor: _,  // `Tags`
            closing: _, // `locks`
        } = field;
        let &(page, height) = self
            .places
            .get(*page)
            .ok_or_else(|| broken("thiếu trang"))?;
        let (_, tip) = words(kind);
        let appearance = self.empty_appearance(right - left, bottom - top, kind);
        let rect = [*left, height - bottom, *right, height - top];
        let mut widget = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "Rect" => rect.map(|x| Object::Real(rounded(x))).to_vec(),
            "P" => page,
            "F" => PRINT_LOCKED,
            "T" => text_string(name),
            "TU" => text_string(tip),
            "AP" => dictionary! { "N" => appearance },
        };
        match kind {
            FieldKind::Text {
                blank: _, // `words`
                face,
                size,
            } => {
                widget.set("FT", "Tx");
                widget.set("DA", self.appearance_of_text(*face, *size)?);
                widget.set("Q", CENTRED);
            }
            FieldKind::LeaderSignature | FieldKind::AgencySignature | FieldKind::Confirmation => {
                widget.set("FT", "Sig")
            }
            FieldKind::CornerSignature {
                face,
                size,
                copy: _, // `words`
            } => {
                widget.set("FT", "Sig");
                widget.set("DA", self.appearance_of_text(*face, *size)?);
            }
        }
        if !locked.is_empty() {
            let locked = locked.iter().map(|name| text_string(name));
            let lock = self.document.add_object(dictionary! {
                "Type" => "SigFieldLock",
                "Action" => "Include",
                "Fields" => locked.collect::<Vec<_>>(),
            });
            widget.set("Lock", lock);
        }
        let id = self.document.add_object(widget);
        hang(self.document, page, id)?;
        Ok(id)
    }

    /// The look of a field before it is filled in or signed: empty. It must have an
    /// appearance all the same (PDF/A, 6.3.3).
    fn empty_appearance(&mut self, width: f64, height: f64, kind: &FieldKind) -> ObjectId {
        let content: &[u8] = match kind {
            FieldKind::Text { .. } => b"/Tx BMC EMC",
            FieldKind::LeaderSignature
            | FieldKind::AgencySignature
            | FieldKind::Confirmation
            | FieldKind::CornerSignature { .. } => b"",
        };
        let size = [0.0, 0.0, rounded(width), rounded(height)];
        let dictionary = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => size.map(Object::Real).to_vec(),
            "Resources" => Dictionary::new(),
        };
        self.document
            .add_object(Stream::new(dictionary, content.to_vec()))
    }

    /// Black text in a face of the document (/DA).
    fn appearance_of_text(&mut self, face: FaceId, size: f64) -> Result<Object> {
        if !self.resources.contains_key(&face) {
            let font = self.fonts.simple(self.document, face)?;
            self.resources.insert(face, font);
        }
        let appearance = format!("/{} {size} Tf 0 g", font_name(face));
        Ok(Object::string_literal(appearance))
    }
}

/// The names of fields, each once.
fn names(fields: &[Field]) -> Vec<String> {
    let mut given: BTreeMap<&'static str, usize> = BTreeMap::new();
    let each = fields.iter().map(|field| {
        let (name, _) = words(&field.kind);
        let count = given.entry(name).or_insert(0);
        *count += 1;
        match *count {
            1 => name.to_owned(),
            count => format!("{name}_{count}"),
        }
    });
    each.collect()
}

/// Hangs an annotation into its page.
pub(super) fn hang(document: &mut Document, page: ObjectId, annotation: ObjectId) -> Result<()> {
    let page = document.get_dictionary_mut(page).map_err(broken)?;
    let mut all = page
        .get(b"Annots")
        .and_then(Object::as_array)
        .cloned()
        .unwrap_or_default();
    all.push(annotation.into());
    page.set("Annots", all);
    // Tab goes in the order of the structure (PDF/UA, 7.18.3).
    page.set("Tabs", "S");
    Ok(())
}

/// Name and tool tip of a field.
fn words(kind: &FieldKind) -> (&'static str, &str) {
    match kind {
        FieldKind::Text { blank, .. } => {
            let tip = match blank {
                Blank::Number => "Số văn bản",
                Blank::Day => "Ngày ban hành",
                Blank::Month => "Tháng ban hành",
            };
            (blank.name(), tip)
        }
        FieldKind::LeaderSignature => ("chu_ky_lanh_dao", "Chữ ký số của người ký văn bản"),
        FieldKind::AgencySignature => ("chu_ky_co_quan", "Chữ ký số của cơ quan ban hành"),
        FieldKind::Confirmation => ("chu_ky_xac_nhan", "Chữ ký số xác nhận"),
        FieldKind::CornerSignature {
            copy: Some(words), ..
        } => ("chu_ky_co_quan_sao", words),
        FieldKind::CornerSignature { .. } => (
            "chu_ky_co_quan",
            "Chữ ký số của cơ quan ban hành trên phụ lục",
        ),
    }
}

fn font_name(face: FaceId) -> &'static str {
    match face {
        FaceId::Regular => "FR",
        FaceId::Bold => "FB",
        FaceId::Italic => "FI",
        FaceId::BoldItalic => "FBI",
    }
}

fn rounded(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}
