//! Blanks (`Số: …`, `ngày … tháng …`) as content controls, so that they are found and filled in
//! one by one: by a person with the tab key, by a program by their tags.

use super::xml::Element;
use crate::document::Blank;
use crate::sheet::Run;

/// Before the blank's name in a control's tag, so that no other program's tag is the same.
const TAG: &str = "vanban:";

/// Counts the controls of a document: their ids are to be unique over all of its parts.
#[derive(Default)]
pub(super) struct Controls {
    count: u32,
}

/// A control to come.
pub(super) struct Control {
    blank: Blank,
    id: u32,
}

impl Controls {
    /// The control for a run; none where it is no blank.
    pub(super) fn of(&mut self, run: &Run) -> Option<Control> {
        let blank = run.blank?;
        self.count += 1;
        Some(Control {
            blank,
            id: self.count,
        })
    }
}

impl Control {
    /// Puts a run into the control.
    pub(super) fn around(&self, run: Element) -> Element {
        let Self { blank, id } = self;
        // The name that Word shows.
        let name = match blank {
            Blank::Number => "Số",
            Blank::Day => "Ngày",
            Blank::Month => "Tháng",
        };
        // What is typed takes its format from here, not from the spaces that it replaces.
        let format = run.child("w:rPr").cloned();
        let properties = format.into_iter().chain([
            Element::value("w:alias", name),
            Element::value("w:tag", format!("{TAG}{}", blank.name())),
            Element::value("w:id", id.to_string()),
            // What is in it can be changed, it cannot be deleted by mistake.
            Element::value("w:lock", "sdtLocked"),
            // The spaces stand for a value that is still to come: typing replaces them as a whole.
            Element::new("w:showingPlcHdr"),
            // Text in one format, without line breaks.
            Element::new("w:text"),
        ]);
        Element::new("w:sdt").holding([
            Element::new("w:sdtPr").holding(properties),
            Element::new("w:sdtContent").holding([run]),
        ])
    }
}
