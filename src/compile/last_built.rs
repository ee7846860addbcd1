//! A document as it was last built, kept to be compared with later.
//!
//! Kept is what the template wrote and the choices of measures: enough to set the document again
//! without the files that it was made of, which have changed since.

use super::{Compiled, Resources};
use crate::{
    content::{Content, Illustrations, Pictures, Remembered, Text},
    decree::Spacing,
    diagnostic::{Diagnostic, Place, Result, Source},
    document, dress,
    sheet::Sheet,
    typography,
};
use serde::{Deserialize, Serialize};

/// The record that is kept, as JSON.
#[derive(Serialize, Deserialize)]
struct LastBuilt {
    /// The fingerprint of the sources that it was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    markup: String,
    measures: Vec<(String, String)>,
    /// The pictures and charts that are shown, by name, with what stands for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    shown: Vec<(String, Remembered)>,
}

/// The text that has to be kept of a document, so that [`read`] can set it again.
pub fn write(content: &Content, compiled: &Compiled) -> String {
    let measures = content.measures.iter();
    let kept = LastBuilt {
        of: Some(content.fingerprint.to_string()),
        markup: compiled.markup.text.clone(),
        measures: measures
            .map(|(path, value)| (path.clone(), value.text.clone()))
            .collect(),
        shown: content
            .pictures
            .illustrations
            .to_remember(&compiled.document),
    };
    serde_json::to_string(&kept).expect("texts and a number are what JSON can hold")
}

/// Sets the document again.
///
/// # Errors
/// The text is damaged, or from another version of the program.
pub fn read(name: &str, text: &str, resources: &Resources) -> Result<Sheet> {
    let set = || -> Result<Sheet> {
        let kept: LastBuilt = serde_json::from_str(text).map_err(|_| damaged(name))?;
        // The files of that time are gone: places lead nowhere.
        let source = Source::new(name, "");
        let text = |text: String| Text {
            text,
            place: Place::new(&source, 0..0),
            indent: 0,
        };
        let measures = kept.measures.into_iter();
        let measures: Vec<_> = measures.map(|(path, value)| (path, text(value))).collect();
        let markup = Source::new(name, kept.markup);
        let components = resources.decree()?.components()?;
        let mut document = document::parse_alone(&markup, &components)?;
        let (style, _) = resources.decree()?.style(&measures, Spacing::Chosen)?;
        let rules = resources.typography()?;
        typography::keep_together(&mut document, rules, style.keep_together);
        let pictures = Pictures {
            illustrations: Illustrations::remembered(kept.shown),
            ..Pictures::default()
        };
        let dressed = dress::dress(&document, &style, &resources.fonts, rules, &pictures)?;
        Ok(dressed.sheet)
    };
    set().map_err(|_| damaged(name).into())
}

/// The fingerprint of the sources that the kept document was made of; none where it does not tell.
pub(crate) fn fingerprint(text: &str) -> Option<String> {
    serde_json::from_str::<LastBuilt>(text).ok()?.of
}

fn damaged(name: &str) -> Diagnostic {
    Diagnostic::error("ban-cu-hong", format!("bản đã làm lần trước của “{name}” không đọc được"))
        .help("so với một tệp YAML cũ: vanban diff CŨ.yaml MỚI.yaml; hoặc chạy vanban build để ghi lại bản này")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compile, content, docx};

    #[test]
    fn what_was_kept_sets_the_same_document() {
        let resources = Resources::embedded();
        for path in ["ke-hoach-2024", "bao-cao-bieu-do"] {
            sets_again(&resources, &format!("samples/phuong-2/{path}.yaml"));
        }
    }

    fn sets_again(resources: &Resources, path: &str) {
        let content = content::load(path.as_ref()).unwrap().content;
        let mut compiled = compile(&content, resources).unwrap();
        let kept = write(&content, &compiled);
        let mut sheet = read("a", &kept, resources).unwrap();
        sheet.fingerprint = compiled.sheet.fingerprint;
        // All but the places: the files that they lead to are not kept.
        assert!(sheet.sources.is_empty());
        compiled.sheet.sources.clear();
        assert_eq!(
            docx::write(&sheet).unwrap(),
            docx::write(&compiled.sheet).unwrap()
        );
        for damaged in ["", "{}", &kept[..kept.find("<letterhead>").unwrap()]] {
            assert!(read("a", damaged, resources).is_err());
        }
        let foreign = r#"{"markup":"<x/>","measures":[["khong.co","1"]]}"#;
        assert!(read("a", foreign, resources).is_err());
    }
}
