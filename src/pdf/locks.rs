//! What the signature of an agency locks: the fields that stand from then on.
//!
//! A lock names what it covers (FieldMDP, Include; ISO 32000-1, 12.8.2.4) and leaves all else open: a document of
//! several agencies, or with closings of its own in what is issued with it, is signed in many orders, and none of the
//! signatures may break another. What the document says is held by the first signature, which is certification
//! (DocMDP 2).
//!
//! An agency's signature covers
//! - the day and the month, wherever they stand;
//! - its own number where each agency of the closing has one, else all of them: a number that stands behind the first
//!   signature repeats the document's, `(Kèm theo Quyết định số …)`, whose number is the first agency's;
//! - the signatures of those who sign for it: behind those of the agency before it, up to its own.

use crate::document::Blank;
use crate::layout::{Field, FieldKind};

/// For each field the places of those that it locks when it is signed, in their order.
pub(super) fn locks(fields: &[Field]) -> Vec<Vec<usize>> {
    let form = Form::of(fields);
    let lock = |(at, field): (usize, &Field)| match &field.kind {
        FieldKind::AgencySignature => form.of_agency(at, field),
        // Its file has no closing, and all that is filled in is its own. A copy has nothing to fill in.
        FieldKind::CornerSignature { .. } => form.texts(|_| true),
        FieldKind::Text { .. } | FieldKind::LeaderSignature | FieldKind::Confirmation => Vec::new(),
    };
    fields.iter().enumerate().map(lock).collect()
}

struct Form<'f> {
    fields: &'f [Field],
    /// Numbers of the letterhead.
    numbers: Vec<usize>,
    /// Numbers behind the first signature.
    repeated: Vec<usize>,
}

impl<'f> Form<'f> {
    fn of(fields: &'f [Field]) -> Self {
        let is_signed = |field: &Field| !matches!(field.kind, FieldKind::Text { .. });
        let first = fields.iter().position(is_signed).unwrap_or(fields.len());
        let mut form = Self {
            fields,
            numbers: Vec::new(),
            repeated: Vec::new(),
        };
        let all = form.texts(|blank| blank == Blank::Number);
        (form.numbers, form.repeated) = all.into_iter().partition(|&at| at < first);
        form
    }

    /// The places of fields that are filled in.
    fn texts(&self, wanted: fn(Blank) -> bool) -> Vec<usize> {
        let each = self.fields.iter().enumerate();
        let found = each.filter(|(_, field)| match field.kind {
            FieldKind::Text { blank, .. } => wanted(blank),
            _ => false,
        });
        found.map(|(at, _)| at).collect()
    }

    /// What the agency's field at a place locks.
    fn of_agency(&self, at: usize, field: &Field) -> Vec<usize> {
        let seals = self.fields.iter().enumerate().filter(|(_, other)| {
            other.kind == FieldKind::AgencySignature && other.closing == field.closing
        });
        let seals: Vec<usize> = seals.map(|(at, _)| at).collect();
        let place = seals.iter().position(|&other| other == at).unwrap_or(0);
        let mut locked = self.texts(|blank| blank != Blank::Number);
        let own = self.numbers.len() > 1 && self.numbers.len() == seals.len();
        match own {
            true => locked.extend(self.numbers.get(place)),
            false => locked.extend(&self.numbers),
        }
        if !own || place == 0 {
            locked.extend(&self.repeated);
        }
        let after = place.checked_sub(1).and_then(|before| seals.get(before));
        let after = after.map_or(0, |before| before + 1);
        let signed = self.fields.iter().enumerate().take(at).skip(after);
        let signed = signed.filter(|(_, other)| {
            other.kind == FieldKind::LeaderSignature && other.closing == field.closing
        });
        locked.extend(signed.map(|(at, _)| at));
        locked.sort_unstable();
        locked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FaceId;

    fn field(kind: FieldKind, closing: Option<u32>) -> Field {
        Field {
            page: 0,
            left: 0.0,
            top: 0.0,
            right: 1.0,
            bottom: 1.0,
            kind,
            anchor: None,
            closing,
        }
    }

    /// Fields by letters: n number, d day, m month, c confirmation; by closing, from 1: L leader, A agency.
    fn form(letters: &str) -> Vec<Field> {
        let text = |blank| FieldKind::Text {
            blank,
            face: FaceId::Regular,
            size: 13.0,
        };
        let mut all = Vec::new();
        let mut closing = 0;
        for letter in letters.chars() {
            all.push(match letter {
                'n' => field(text(Blank::Number), None),
                'd' => field(text(Blank::Day), None),
                'm' => field(text(Blank::Month), None),
                'c' => field(FieldKind::Confirmation, Some(closing)),
                'L' => field(FieldKind::LeaderSignature, Some(closing)),
                'A' => field(FieldKind::AgencySignature, Some(closing)),
                _ => {
                    closing += 1;
                    continue;
                }
            });
        }
        all
    }

    /// What is locked, field by field, for those that lock anything.
    fn locked(letters: &str) -> Vec<(usize, Vec<usize>)> {
        let all = locks(&form(letters)).into_iter().enumerate();
        all.filter(|(_, locked)| !locked.is_empty()).collect()
    }

    #[test]
    fn an_agency_locks_number_date_and_those_who_sign_for_it() {
        assert_eq!(locked("ndm|LA"), [(4, vec![0, 1, 2, 3])]);
        // Three sign, the last with the seal; a confirmation stays open.
        assert_eq!(locked("nd|LLLAc"), [(5, vec![0, 1, 2, 3, 4])]);
        // Two sign, the first with the seal.
        assert_eq!(locked("n|LAL"), [(2, vec![0, 1])]);
    }

    #[test]
    fn agencies_with_numbers_of_their_own_lock_those_alone() {
        assert_eq!(
            locked("nndm|LALA"),
            [(5, vec![0, 2, 3, 4]), (7, vec![1, 2, 3, 6])]
        );
        // One number for all.
        assert_eq!(locked("nd|LALA"), [(3, vec![0, 1, 2]), (5, vec![0, 1, 4])]);
        // Not each has its own: which is whose is not known.
        assert_eq!(
            locked("nn|LALALA"),
            [(3, vec![0, 1, 2]), (5, vec![0, 1, 4]), (7, vec![0, 1, 6])]
        );
    }

    #[test]
    fn closings_do_not_lock_each_other() {
        assert_eq!(locked("nd|LA|LA"), [(3, vec![0, 1, 2]), (5, vec![0, 1, 4])]);
        // Of two agencies, with a text that both sign once more; its reference repeats the first number.
        assert_eq!(
            locked("nnd|LALA|ndLALA"),
            [
                (4, vec![0, 2, 3, 7, 8]),
                (6, vec![1, 2, 5, 8]),
                (10, vec![0, 2, 7, 8, 9]),
                (12, vec![1, 2, 8, 11]),
            ]
        );
        // The one number stands again in a reference.
        assert_eq!(locked("n|LA|n"), [(2, vec![0, 1, 3])]);
    }

    #[test]
    fn a_corner_locks_all_that_is_filled_in() {
        let corner = FieldKind::CornerSignature {
            face: FaceId::Regular,
            size: 10.0,
            copy: None,
        };
        let mut fields = vec![field(corner, None)];
        assert_eq!(locks(&fields), [Vec::<usize>::new()]);
        fields.extend(form("nd"));
        assert_eq!(locks(&fields), [vec![1, 2], vec![], vec![]]);
    }
}
