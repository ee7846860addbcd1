//! Places to fill in and to sign, found on finished pages.
//!
//! The gaps of `Số:      /KH-UBND` and `ngày      tháng` are runs of no-break spaces that know their
//! name; signatures go into the space between the signatory's title and name, that of an appendix in
//! a file of its own into the corner of its first page.

use super::pages::{Field, FieldKind, Item, Line, Page, Span};
use crate::font::{FaceId, FontSet};
use crate::sheet::{BoxSize, CornerSignature, Role, Sheet, Signing};

/// The fields of all pages in reading order.
pub(super) fn collect(pages: &[Page], sheet: &Sheet, fonts: &FontSet) -> Vec<Field> {
    let corner = sheet.corner_signature.zip(pages.first());
    let corner = corner.map(|(signature, page)| corner_field(signature, page));
    let mut fields: Vec<Field> = corner.into_iter().collect();
    for (index, page) in pages.iter().enumerate() {
        let mut title: Option<&Line> = None;
        for line in lines(page) {
            fields.extend(
                line.spans
                    .iter()
                    .filter_map(|span| gap(index, line, span, fonts)),
            );
            match line.part.role {
                Role::SignatureTitle => title = Some(line),
                Role::SignatureName => {
                    if let Some(space) = title.and_then(|title| Space::between(title, line, fonts))
                    {
                        let [leader, agency] = space.signatures(index, sheet.signing);
                        fields.push(leader);
                        // The agency signs beside the last, who signs for it.
                        if !signs_again(page, line) {
                            fields.push(agency);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    fields
}

/// Tells whether another one signs on the right of this name.
fn signs_again(page: &Page, name: &Line) -> bool {
    let place = |line: &Line| line.part.cell.map(|cell| (cell.table, cell.column));
    let Some((table, column)) = place(name) else {
        return false;
    };
    let mut names = lines(page).filter(|line| line.part.role == Role::SignatureName);
    names.any(|other| place(other).is_some_and(|(one, next)| one == table && next > column))
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    })
}

/// A gap, as wide as its spaces and as high as its line.
fn gap(page: usize, line: &Line, span: &Span, fonts: &FontSet) -> Option<Field> {
    let blank = span.blank?;
    let face = fonts.face(span.face);
    Some(Field {
        page,
        left: span.x,
        top: line.baseline - face.ascent(span.size),
        right: span.x + face.width(&span.text, span.size),
        bottom: line.baseline + face.descent(span.size),
        kind: FieldKind::Text {
            blank,
            face: span.face,
            size: span.size,
        },
    })
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
    }
}

/// The space between title and name.
struct Space {
    middle_x: f64,
    middle_y: f64,
}

impl Space {
    /// None where title and name stand in different columns.
    fn between(title: &Line, name: &Line, fonts: &FontSet) -> Option<Self> {
        let column = |line: &Line| line.part.cell.map(|cell| (cell.table, cell.column));
        if column(title) != column(name) {
            return None;
        }
        let (under, over) = (title.spans.first()?, name.spans.first()?);
        let top = title.baseline + fonts.face(under.face).descent(under.size);
        let bottom = name.baseline - fonts.face(over.face).ascent(over.size);
        let last = name.spans.last()?;
        let right = last.x + fonts.face(last.face).width(&last.text, last.size);
        // The name is centred in its column, and so is the signature (II.7.d).
        Some(Self {
            middle_x: (over.x + right) / 2.0,
            middle_y: (top + bottom) / 2.0,
        })
    }

    fn signatures(&self, page: usize, signing: Signing) -> [Field; 2] {
        let Signing {
            leader,
            agency,
            overlap,
        } = signing;
        let leader_left = self.middle_x - leader.width.points() / 2.0;
        let covered = leader.width.points() * f64::from(overlap) / 1000.0;
        let agency_left = leader_left + covered - agency.width.points();
        [
            self.field(page, leader_left, leader, FieldKind::LeaderSignature),
            self.field(page, agency_left, agency, FieldKind::AgencySignature),
        ]
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
        }
    }
}
