//! Places to fill in and to sign, found on finished pages.
//!
//! The gaps of `Số:      /KH-UBND` and `ngày      tháng` are runs of no-break spaces that know their
//! name; signatures go into the space between the signatory's title and name, that of an appendix in
//! a file of its own into the corner of its first page.

use super::pages::{CellPart, Field, FieldKind, Item, Line, Page, Span};
use crate::document::Blank;
use crate::font::{FaceId, FontSet};
use crate::sheet::{BoxSize, CornerSignature, Role, Sheet, Signing, SigningPlace, Twips};

/// The fields of all pages in reading order.
pub(super) fn collect(pages: &[Page], sheet: &Sheet, fonts: &FontSet) -> Vec<Field> {
    let corner = sheet.corner_signature.zip(pages.first());
    let corner = corner.map(|(signature, page)| corner_field(signature, page));
    let mut fields: Vec<Field> = corner.into_iter().collect();
    let mut places = sheet.signing_places.iter();
    for (index, page) in pages.iter().enumerate() {
        let mut cells: Vec<SigningCell<'_>> = Vec::new();
        for line in lines(page) {
            let gaps = (0..line.spans.len()).filter_map(|at| gap(index, line, at, fonts));
            fields.extend(gaps);
            SigningCell::take(&mut cells, line);
        }
        for (cell, place) in cells
            .iter()
            .filter(|cell| cell.is_signed())
            .zip(&mut places)
        {
            if let Some(space) = cell.space(place.gap, fonts) {
                fields.extend(space.fields(index, place, sheet.signing));
            }
        }
    }
    fields
}

/// The lines of a cell in which someone signs.
struct SigningCell<'a> {
    /// Table, row and column.
    place: Option<(u32, u32, u32)>,
    /// The last line above the space.
    above: Option<&'a Line>,
    /// The first line under it.
    under: Option<&'a Line>,
    /// The first line of the name.
    name: Option<&'a Line>,
}

impl<'a> SigningCell<'a> {
    /// Takes the next line of the page in, if it is of a signature.
    fn take(cells: &mut Vec<Self>, line: &'a Line) {
        let is_title = matches!(line.part.role, Role::SignatureTitle | Role::Confirmation);
        if !is_title && !matches!(line.part.role, Role::SignatureOffice | Role::SignatureName) {
            return;
        }
        let cell = line.part.cell;
        let place = cell.map(
            |CellPart {
                 table, row, column, ..
             }| (table, row, column),
        );
        if cells.last().is_none_or(|last| last.place != place) {
            cells.push(Self {
                place,
                above: None,
                under: None,
                name: None,
            });
        }
        let Some(last) = cells.last_mut() else {
            return;
        };
        if is_title {
            last.above = Some(line);
            return;
        }
        last.under = last.under.or(Some(line));
        if line.part.role == Role::SignatureName {
            last.name = last.name.or(Some(line));
        }
    }

    /// A name stands in it, or will be written there by whoever confirms the document.
    fn is_signed(&self) -> bool {
        let confirms = |line: &Line| line.part.role == Role::Confirmation;
        self.name.is_some() || self.above.is_some_and(confirms)
    }

    /// The space for the signature, `gap` high where nothing stands above it or no name under it.
    fn space(&self, gap: Twips, fonts: &FontSet) -> Option<Space> {
        let gap = gap.points();
        let ink = |line: &Line| {
            let (first, last) = (line.spans.first()?, line.spans.last()?);
            let face = fonts.face(first.face);
            let right = last.x + fonts.face(last.face).width(&last.text, last.size);
            Some(Ink {
                middle: (first.x + right) / 2.0,
                top: line.baseline - face.ascent(first.size),
                bottom: line.baseline + face.descent(first.size),
            })
        };
        let above = self.above.and_then(ink);
        let under = self.under.and_then(ink);
        // Lines are centred in their column, and so is the signature (II.7.d).
        let (middle_x, middle_y) = match (above, under) {
            (Some(above), Some(under)) => (under.middle, (above.bottom + under.top) / 2.0),
            (Some(above), None) => (above.middle, above.bottom + gap / 2.0),
            (None, Some(under)) => (under.middle, under.top - gap / 2.0),
            (None, None) => return None,
        };
        Some(Space {
            middle_x,
            middle_y,
            anchor: self.name.or(self.above)?.part.paragraph,
            closing: self.place.map(|(table, ..)| table),
        })
    }
}

/// Where a line's letters stand, in points.
struct Ink {
    middle: f64,
    top: f64,
    bottom: f64,
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    })
}

/// Points that programs leave free at either side of what is typed into a field.
const FREE: f64 = 2.0;

/// A gap, as high as its line and as wide as its spaces and those beside it, or as what is to be typed into it
/// needs: five digits, which stand in the middle, so that what lies over the text beside it stays empty.
fn gap(page: usize, line: &Line, at: usize, fonts: &FontSet) -> Option<Field> {
    let span = line.spans.get(at)?;
    let blank = span.blank?;
    let face = fonts.face(span.face);
    let before = at.checked_sub(1).and_then(|before| line.spans.get(before));
    let before = before.map_or(0.0, |span| {
        space(span, span.text.chars().next_back(), fonts)
    });
    let after = line.spans.get(at + 1);
    let after = after.map_or(0.0, |span| space(span, span.text.chars().next(), fonts));
    let typed = match blank {
        Blank::Number => "00000",
        Blank::Day | Blank::Month => "00",
    };
    let left = span.x - before;
    let right = span.x + face.width(&span.text, span.size) + after;
    let lacking = face.width(typed, span.size) + 2.0 * FREE - (right - left);
    let over = lacking.max(0.0) / 2.0;
    Some(Field {
        page,
        left: left - over,
        top: line.baseline - face.ascent(span.size),
        right: right + over,
        bottom: line.baseline + face.descent(span.size),
        kind: FieldKind::Text {
            blank,
            face: span.face,
            size: span.size,
        },
        anchor: None,
        closing: None,
    })
}

/// The width of a character of a span, if it is a space.
fn space(span: &Span, character: Option<char>, fonts: &FontSet) -> f64 {
    let width = |text: &str| fonts.face(span.face).width(text, span.size);
    match character {
        Some(' ') => (width(" ") + span.space_extra).max(0.0),
        Some('\u{a0}') => width("\u{a0}"),
        _ => 0.0,
    }
}

/// The corner at the top right of the first page.
fn corner_field(signature: CornerSignature, page: &Page) -> Field {
    let CornerSignature {
        area: BoxSize { width, height },
        top,
        right,
        text,
    } = signature;
    let right = page.width - right.points();
    let top = top.points();
    Field {
        page: 0,
        left: right - width.points(),
        top,
        right,
        bottom: top + height.points(),
        kind: FieldKind::CornerSignature {
            face: FaceId::Regular,
            size: text.points(),
            copy: None,
        },
        anchor: None,
        closing: None,
    }
}

/// The space between title and name.
struct Space {
    middle_x: f64,
    middle_y: f64,
    /// The number of the paragraph before which its fields are read.
    anchor: u32,
    /// The table that it stands in.
    closing: Option<u32>,
}

impl Space {
    /// The fields of those who sign here: the signatory, then perhaps the agency.
    fn fields(&self, page: usize, place: &SigningPlace, signing: Signing) -> Vec<Field> {
        let SigningPlace {
            leader,
            sealed,
            confirms,
            gap: _, // `SigningCell::space`
        } = *place;
        let Signing {
            leader: _, // the most that `leader` can be
            agency,
            overlap,
        } = signing;
        let leader_left = self.middle_x - leader.width.points() / 2.0;
        let kind = match confirms {
            true => FieldKind::Confirmation,
            false => FieldKind::LeaderSignature,
        };
        let mut fields = vec![self.field(page, leader_left, leader, kind)];
        if sealed {
            let covered = leader.width.points() * f64::from(overlap) / 1000.0;
            let left = leader_left + covered - agency.width.points();
            let kind = FieldKind::AgencySignature;
            fields.push(self.field(page, left, agency, kind));
        }
        fields
    }

    fn field(&self, page: usize, left: f64, size: BoxSize, kind: FieldKind) -> Field {
        let BoxSize { width, height } = size;
        let half = height.points() / 2.0;
        Field {
            page,
            left,
            top: self.middle_y - half,
            right: left + width.points(),
            bottom: self.middle_y + half,
            kind,
            anchor: Some(self.anchor),
            closing: self.closing,
        }
    }
}
