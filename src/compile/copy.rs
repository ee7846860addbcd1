//! Copies of documents (bản sao, Phụ lục I, Phần II).
//!
//! In: a document, as content or as the bytes of a PDF of anybody's, and the content of the copy: who copies, in which
//! form, number and day. Out: the copy. On paper the part of the copy stands behind the document under a rule (Mẫu 3.1);
//! in an electronic one there is a field in the corner of the first page that the copying agency signs in (Mẫu 3.2).
//! The bytes of a PDF stay as they are: what is added stands behind them.

use super::{Compiled, Files, Options, Read, Resources, files, lay_out, read, set};
use crate::content::{Content, Pictures};
use crate::diagnostic::{Diagnostic, Result};
use crate::layout::{Field, FieldKind, Page, Pages};
use crate::{decree, document, dress, pdf, template};

/// How a copy is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// To be printed and stamped (Phần II, II).
    Paper,
    /// To be signed digitally by the copying agency (Phần II, I).
    Electronic,
}

/// A copy of a PDF.
pub struct Copied {
    /// The file.
    pub bytes: Vec<u8>,
    /// Messages about things that should be looked at.
    pub warnings: Vec<Diagnostic>,
}

/// A copy of a document whose content there is.
///
/// # Errors
/// What is wrong in a text, a template or a choice of measures of either, with its place.
pub fn of_content(
    original: &Content,
    copy: &Content,
    medium: Medium,
    (resources, options): (&Resources, Options),
) -> Result<Files> {
    let mut of = read(original, resources, template::render)?;
    let behind = read(copy, resources, template::render)?;
    of.warnings.extend(behind.warnings);
    if let Medium::Paper = medium {
        // Its texts stand in files that are none of the document's.
        let components = resources.decree()?.components()?;
        let alone = document::parse_alone(&behind.markup, &components)?;
        of.document.blocks.extend(alone.blocks);
    }
    // Pictures of signatures and seals belong to the original alone.
    let unsigned = Content {
        pictures: Pictures {
            illustrations: original.pictures.illustrations.clone(),
            ..Pictures::default()
        },
        ..original.clone()
    };
    let Read {
        markup,
        document,
        style,
        warnings,
    } = of;
    let mut compiled = Compiled {
        warnings,
        ..set(&unsigned, markup, document, &style, resources)?
    };
    compiled.warnings.extend(unsigned_original(copy));
    if let (Medium::Electronic, Some(section)) = (medium, compiled.sheet.sections.first()) {
        let corner = dress::corner_signature(&style, &section.page);
        compiled.sheet.corner_signature = Some(corner);
    }
    let mut pages = lay_out(&compiled, resources, options);
    pages.fields.retain_mut(|field| match &mut field.kind {
        FieldKind::CornerSignature { copy: words, .. } => {
            *words = Some(shown(copy));
            true
        }
        _ => false,
    });
    files::write(
        compiled,
        pages,
        resources,
        options,
        &pdf::Options::default(),
    )
}

/// A copy of a PDF, which need not be one of this program's.
///
/// # Errors
/// The PDF is broken or encrypted, or something is wrong in the content of the copy.
pub fn of_pdf(
    original: &[u8],
    copy: &Content,
    medium: Medium,
    (resources, options): (&Resources, Options),
) -> Result<Copied> {
    let file = pdf::Original::read(original)?;
    let Read {
        markup,
        document,
        style,
        mut warnings,
    } = read(copy, resources, template::render)?;
    if file.is_signed() {
        warnings.push(signed_original());
    }
    let bytes = match medium {
        Medium::Paper => {
            let compiled = set(copy, markup, document, &style, resources)?;
            let mut pages = lay_out(&compiled, resources, options);
            pages.fields.clear();
            file.with_pages(&pdf::write(&pages, &resources.fonts)?)?
        }
        Medium::Electronic => {
            let corner = corner(&file, copy, &style)?;
            file.with_field(&pdf::write(&corner, &resources.fonts)?)?
        }
    };
    Ok(Copied { bytes, warnings })
}

/// An empty page as large as the original's first, with the field in its corner.
fn corner(file: &pdf::Original<'_>, copy: &Content, style: &decree::Style) -> Result<Pages> {
    let paper = file.first_paper()?;
    let (width, height) = (paper.width, paper.height);
    let decree::CornerSignature {
        area, top, text, ..
    } = style.corner_signature;
    let right = width - style.page.right.points();
    let top = top.points();
    Ok(Pages {
        properties: document::Properties::default(),
        pages: vec![Page {
            width,
            height,
            items: Vec::new(),
        }],
        outline: Vec::new(),
        fields: vec![Field {
            page: 0,
            left: (right - area.width.points()).max(0.0),
            top,
            right,
            bottom: top + area.height.points(),
            kind: FieldKind::CornerSignature {
                face: crate::font::FaceId::Regular,
                size: text.points(),
                copy: Some(shown(copy)),
            },
            anchor: None,
            closing: None,
        }],
    })
}

/// The words that the field shows before the time of signing: `SAO Y; ỦY BAN NHÂN DÂN PHƯỜNG 2`.
fn shown(copy: &Content) -> String {
    let agency: Vec<&str> = copy
        .agency
        .iter()
        .flat_map(|line| line.text.split_whitespace())
        .collect();
    format!("{}; {}", copy.kind.name, agency.join(" "))
}

/// A warning: what is made of content has neither signature nor seal, which a full copy shows.
fn unsigned_original(copy: &Content) -> Option<Diagnostic> {
    // An extract is written anew (Điều 25, khoản 3).
    const EXTRACT: &str = "trich-sao";
    (copy.kind.slug != EXTRACT).then(|| {
        let message = "bản sao làm từ tệp nội dung không có chữ ký và dấu của bản gốc";
        Diagnostic::warning("sao-chua-ky", message)
            .help("sao y, sao lục từ tệp PDF của bản đã ký, đóng dấu: vanban copy VAN-BAN.pdf …; tệp nội dung dùng để trích sao")
            .clause("Điều 25")
    })
}

fn signed_original() -> Diagnostic {
    let message = "tệp PDF có chữ ký số: trên bản sao, chữ ký ấy chỉ xác nhận phần của bản gốc";
    Diagnostic::warning("sao-da-ky", message)
        .help("bản gốc giữ nguyên từng byte trong bản sao; muốn kiểm tra chữ ký thì mở tệp gốc")
}
