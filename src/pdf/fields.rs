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
//! | `chu_ky_co_quan` | on an appendix in a file of its own (II.8.b, III.1.d): in the top right corner, without a picture; /DA tells the face and size of what it shows, the document's number and symbol and the time of signing (ISO 8601, +07:00) | signature |
//!
//! A second field of one name gets a number: `so_2`.

use super::broken;
use super::fonts::Fonts;
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
        names: BTreeMap::new(),
        fonts,
        resources: BTreeMap::new(),
    };
    let widgets = fields
        .iter()
        .map(|field| writer.field(field))
        .collect::<Result<Vec<_>>>()?;
    let all: Vec<Object> = widgets.iter().map(|&id| Object::Reference(id)).collect();
    let fonts: Dictionary = writer
        .resources
        .into_iter()
        .map(|(face, id)| (font_name(face), id.into()))
        .collect();
    let form = document.add_object(dictionary! {
        "Fields" => all,
        "DR" => dictionary! { "Font" => fonts },
    });
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
    /// How often each name has been given.
    names: BTreeMap<&'static str, usize>,
    fonts: &'a Fonts,
    /// The fonts that text is filled in with.
    resources: BTreeMap<FaceId, ObjectId>,
}

impl Writer<'_> {
    /// Writes one field with its widget and hangs it into its page.
    fn field(&mut self, field: &Field) -> Result<ObjectId> {
        let Field {
            page,
            left,
            top,
            right,
            bottom,
            kind,
        } = field;
        let &(page, height) = self
            .places
            .get(*page)
            .ok_or_else(|| broken("thiếu trang"))?;
        let (name, tip) = words(kind);
        let name = self.unique(name);
        let appearance = self.empty_appearance(right - left, bottom - top, kind);
        let rect = [*left, height - bottom, *right, height - top];
        let mut widget = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "Rect" => rect.map(|x| Object::Real(rounded(x))).to_vec(),
            "P" => page,
            "F" => PRINT_LOCKED,
            "T" => text_string(&name),
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
            FieldKind::LeaderSignature => widget.set("FT", "Sig"),
            FieldKind::AgencySignature => {
                widget.set("FT", "Sig");
                widget.set("Lock", self.lock());
            }
            FieldKind::CornerSignature {
                face,
                size,
                copy: _, // `words`
            } => {
                widget.set("FT", "Sig");
                widget.set("Lock", self.lock());
                widget.set("DA", self.appearance_of_text(*face, *size)?);
            }
        }
        let id = self.document.add_object(widget);
        self.hang(page, id)?;
        Ok(id)
    }

    fn unique(&mut self, name: &'static str) -> String {
        let count = self.names.entry(name).or_insert(0);
        *count += 1;
        if *count == 1 {
            name.to_owned()
        } else {
            format!("{name}_{count}")
        }
    }

    /// The look of a field before it is filled in or signed: empty. It must have an
    /// appearance all the same (PDF/A, 6.3.3).
    fn empty_appearance(&mut self, width: f64, height: f64, kind: &FieldKind) -> ObjectId {
        let content: &[u8] = match kind {
            FieldKind::Text { .. } => b"/Tx BMC EMC",
            FieldKind::LeaderSignature
            | FieldKind::AgencySignature
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

    /// The agency is the last to sign: number and day stand from then on.
    fn lock(&mut self) -> ObjectId {
        self.document
            .add_object(dictionary! { "Type" => "SigFieldLock", "Action" => "All" })
    }

    fn hang(&mut self, page: ObjectId, widget: ObjectId) -> Result<()> {
        let page = self.document.get_dictionary_mut(page).map_err(broken)?;
        let mut all = page
            .get(b"Annots")
            .and_then(Object::as_array)
            .cloned()
            .unwrap_or_default();
        all.push(widget.into());
        page.set("Annots", all);
        // Tab goes in the order of the structure (PDF/UA, 7.18.3).
        page.set("Tabs", "S");
        Ok(())
    }
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
