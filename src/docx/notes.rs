//! footnotes.xml: the notes that docx-rs collected, with what Word wants around them.

use super::normalise::{Element, Node, read, tree_of};
use super::paragraph::with_property;
use super::{format, styles};
use crate::diagnostic::Result;
use crate::sheet::{NoteSettings, Sheet};
use std::collections::BTreeSet;

/// The separators' ids are Word's own; settings.xml names them again.
const SEPARATORS: [(&str, &str, &str); 2] = [
    ("-1", "separator", "w:separator"),
    ("0", "continuationSeparator", "w:continuationSeparator"),
];

/// Finishes the part.
pub(super) fn finish(part: &[u8], sheet: &Sheet) -> Result<Element> {
    let mut root = read(part)?;
    drop_repeated(&mut root);
    for note in root.elements_mut() {
        note_marks(note);
    }
    let separators = SEPARATORS
        .iter()
        .map(|(id, kind, mark)| Ok(Node::Element(separator(sheet, id, kind, mark)?)))
        .collect::<Result<Vec<_>>>()?;
    root.children.splice(0..0, separators);
    Ok(root)
}

/// docx-rs writes a note once for each reference to it.
fn drop_repeated(root: &mut Element) {
    let mut seen = BTreeSet::new();
    root.children.retain(|node| {
        let id = node.element().and_then(|e| e.attribute("w:id"));
        seen.insert(id.map(str::to_owned))
    });
}

/// Carriage returns stand for `w:footnoteRef` (see `paragraph`).
fn note_marks(element: &mut Element) {
    if element.name == "w:cr" {
        "w:footnoteRef".clone_into(&mut element.name);
    }
    for child in element.elements_mut() {
        note_marks(child);
    }
}

/// Word draws the separator by itself, two inches long whatever the sheet says.
fn separator(sheet: &Sheet, id: &str, kind: &str, mark: &str) -> Result<Element> {
    let NoteSettings {
        separator_width: _,
        separator,
        separator_run,
    } = &sheet.note_settings;
    let (normal, normal_run) = styles::normal(&sheet.styles)?;
    let run = format::run(*separator_run, normal_run);
    let (property, hints) = format::paragraph(separator, &normal);
    let mut paragraph = docx_rs::Paragraph::new().id(super::normalise::Hint::id(&hints));
    paragraph.property = property.run_property(run.clone());
    let paragraph = paragraph.add_run(with_property(run).add_carriage_return());
    let mut paragraph = tree_of(&paragraph)?;
    for run in paragraph.elements_mut().filter(|e| e.name == "w:r") {
        for child in run.elements_mut().filter(|e| e.name == "w:cr") {
            mark.clone_into(&mut child.name);
        }
    }
    let mut note = Element::new("w:footnote")
        .with("w:type", kind)
        .with("w:id", id);
    note.push(paragraph);
    Ok(note)
}
