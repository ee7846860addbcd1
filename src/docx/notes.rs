//! footnotes.xml: Word's separators, then the notes in the order of their marks.

use super::format::{self, About};
use super::paragraph::Written;
use super::runs::note_number;
use super::styles;
use super::xml::Element;
use crate::diagnostic::Result;
use crate::sheet::{NoteId, NoteSettings, Sheet};

/// Id, kind and mark of the separators. The ids are Word's own; settings.xml names them again.
const SEPARATORS: [(&str, &str, &str); 2] = [
    ("-1", "separator", "w:separator"),
    ("0", "continuationSeparator", "w:continuationSeparator"),
];

/// The part's root with the separators in it.
pub(super) fn root(sheet: &Sheet) -> Result<Element> {
    let mut root = Element::root("w:footnotes");
    for (id, kind, mark) in SEPARATORS {
        root.push(separator(sheet, id, kind, mark)?);
    }
    Ok(root)
}

/// The notes of a document.
pub(super) fn elements(notes: Vec<(NoteId, Vec<Written<'_>>)>) -> impl Iterator<Item = Element> {
    notes.into_iter().map(|(id, paragraphs)| {
        let paragraphs = paragraphs.into_iter();
        frame(note_number(id)).holding(paragraphs.map(Written::into_element))
    })
}

/// A note (`w:footnote`) without its paragraphs.
pub(super) fn frame(number: usize) -> Element {
    Element::new("w:footnote").with("w:id", number.to_string())
}

/// Word draws the separator by itself, two inches long whatever the sheet says.
fn separator(
    sheet: &Sheet,
    id: &'static str,
    kind: &'static str,
    mark: &'static str,
) -> Result<Element> {
    let NoteSettings {
        separator_width: _,
        separator,
        separator_run,
    } = &sheet.note_settings;
    let (normal, normal_run) = styles::normal(&sheet.styles)?;
    let run = format::run(*separator_run, normal_run);
    let about = About {
        mark: run.clone(),
        ..About::default()
    };
    let properties = format::paragraph(separator, &normal, about);
    let run = Element::new("w:r").holding(run);
    let paragraph = Element::new("w:p")
        .holding(properties.if_any())
        .holding([run.holding([Element::new(mark)])]);
    Ok(Element::new("w:footnote")
        .with("w:type", kind)
        .with("w:id", id)
        .holding([paragraph]))
}
