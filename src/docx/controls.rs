//! Blanks (`Số: …`, `ngày … tháng …`) as content controls, so that they are found and filled in
//! one by one: by a person with the tab key, by a program by their tags.

use super::normalise::Element;
use crate::document::Blank;
use crate::sheet::Run;
use docx_rs::{RunProperty, StructuredDataTag};

/// The gaps, each with the name that Word shows on its control.
const NAMES: [(Blank, &str); 3] = [
    (Blank::Number, "Số"),
    (Blank::Day, "Ngày"),
    (Blank::Month, "Tháng"),
];
/// Before the blank's name in a control's tag, so that no other program's tag is the same.
const TAG: &str = "vanban:";

/// Counts the controls of a document: their ids are to be unique over all of its parts.
#[derive(Default)]
pub(super) struct Controls {
    count: u32,
}

/// A control to come. docx-rs can only say its name, so the name carries this to [`complete`].
pub(super) struct Control(String);

impl Controls {
    /// The control for a run; none where it is no blank.
    pub(super) fn of(&mut self, run: &Run) -> Option<Control> {
        let blank = run.blank?;
        self.count += 1;
        Some(Control(format!("{} {}", blank.name(), self.count)))
    }
}

impl Control {
    /// Puts a run into the control.
    pub(super) fn around(self, run: docx_rs::Run, property: RunProperty) -> StructuredDataTag {
        let mut control = StructuredDataTag::new().alias(self.0).add_run(run);
        // What is typed takes its format from here, not from the spaces that it replaces.
        control.property.run_property = property;
        control
    }
}

/// Gives a control (`w:sdt`) what docx-rs has no words for.
pub(super) fn complete(control: &mut Element) {
    let Some(properties) = control.elements_mut().find(|e| e.name == "w:sdtPr") else {
        return;
    };
    let Some(alias) = properties.elements_mut().find(|e| e.name == "w:alias") else {
        return;
    };
    let carried = alias.take("w:val").unwrap_or_default();
    let (blank, id) = carried.split_once(' ').unwrap_or((&carried, "0"));
    let name = NAMES.iter().find(|(known, _)| known.name() == blank);
    alias.set("w:val", name.map_or(blank, |(_, name)| name));
    for (element, value) in [
        ("w:tag", format!("{TAG}{blank}").as_str()),
        ("w:id", id),
        // What is in it can be changed, it cannot be deleted by mistake.
        ("w:lock", "sdtLocked"),
    ] {
        properties.push(Element::new(element).with("w:val", value));
    }
    // The spaces stand for a value that is still to come: typing replaces them as a whole.
    properties.push(Element::new("w:showingPlcHdr"));
    // Text in one format, without line breaks.
    properties.push(Element::new("w:text"));
}
