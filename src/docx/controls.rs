//! Blanks (`Số: …`, `ngày … tháng …`) as content controls, so that they are found and filled in
//! one by one: by a person with the tab key, by a program by their tags.

use super::runs::CHECK_FONT;
use super::xml::Element;
use crate::document::Blank;
use crate::sheet::Run;

/// A control's tag begins with this, so that no other program's tag is the same; the blank's name
/// follows.
const TAG: &str = "vanban:";

/// Numbers the controls and bookmarks of a document: no two have one id, over all of its parts.
#[derive(Default)]
pub(super) struct Ids(u32);

impl Ids {
    pub(super) fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

/// A control to come.
pub(super) enum Control {
    /// A blank to be filled in.
    Blank { blank: Blank, id: u32 },
    /// A box that a click ticks.
    Check { ticked: bool, id: u32 },
}

impl Control {
    /// The control for a run; none where it is no blank.
    pub(super) fn of(run: &Run, ids: &mut Ids) -> Option<Self> {
        let blank = run.blank?;
        let id = ids.next();
        Some(Self::Blank { blank, id })
    }

    /// The control for a box to be ticked.
    pub(super) fn check(ticked: bool, ids: &mut Ids) -> Self {
        let id = ids.next();
        Self::Check { ticked, id }
    }

    /// Puts a run into the control.
    pub(super) fn around(&self, run: Element) -> Element {
        match self {
            Self::Blank { blank, id } => around_blank(*blank, *id, run),
            Self::Check { ticked, id } => around_check(*ticked, *id, run),
        }
    }
}

/// Word 2010 and later tick such a control at a click.
fn around_check(ticked: bool, id: u32, run: Element) -> Element {
    let state = |name: &'static str, sign: &'static str| {
        Element::new(name)
            .with("w14:val", sign)
            .with("w14:font", CHECK_FONT)
    };
    let checked = if ticked { "1" } else { "0" };
    let checkbox = Element::new("w14:checkbox").holding([
        Element::new("w14:checked").with("w14:val", checked),
        state("w14:checkedState", "2611"),
        state("w14:uncheckedState", "2610"),
    ]);
    let format = run.child("w:rPr").cloned();
    let properties = format
        .into_iter()
        .chain([Element::value("w:id", id.to_string()), checkbox]);
    Element::new("w:sdt").holding([
        Element::new("w:sdtPr").holding(properties),
        Element::new("w:sdtContent").holding([run]),
    ])
}

fn around_blank(blank: Blank, id: u32, run: Element) -> Element {
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
