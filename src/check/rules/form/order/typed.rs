//! Numbers of items as they were typed: Markdown counts for itself, and takes a number that is repeated
//! for one that it should count.

use super::RULE;
use crate::check::reading::{ListPlace, Passage, Role};
use crate::check::{Findings, Reading};
use crate::diagnostic::{Place, Severity};
use crate::document::ListMark;

/// The label before an item on its line, where it was typed there.
pub(super) fn place(passage: &Passage<'_>) -> Option<Place> {
    if !matches!(passage.role, Role::Item(_)) {
        return None;
    }
    let place = passage.place(&(0..super::first(passage)))?;
    let before = place.source.text.get(..place.range.start)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let typed = before.get(line..)?;
    let start = line + typed.len() - typed.trim_start().len();
    let label = typed.trim().trim_end_matches(['*', '_']).trim_end();
    let is_label = label.starts_with(char::is_alphanumeric) && label.len() < 8;
    is_label.then(|| Place::new(&place.source, start..start + label.len()))
}

/// The number that was typed.
fn number(place: &Place) -> Option<u32> {
    let text = place.source.text.get(place.range.clone())?;
    text.trim_end_matches(['.', ')']).parse().ok()
}

/// A list of two items or more, as it was typed.
struct Typed {
    list: ListPlace,
    numbers: Vec<(u32, Place)>,
}

/// Tells of two items with one number, where the writer does not leave the counting to the program otherwise: `3.` and `3.` are
/// printed as 3 and 4.
pub(super) fn tell(reading: &Reading<'_>, found: &mut Findings) {
    let mut lists: Vec<Typed> = Vec::new();
    for passage in &reading.passages {
        let Role::Item(list) = passage.role else {
            continue;
        };
        if !matches!(list.mark, ListMark::Decimal(_)) {
            continue;
        }
        let Some(item) = place(passage).and_then(|place| Some((number(&place)?, place))) else {
            continue;
        };
        let mut known = lists.iter_mut().rev().take(8);
        match known.find(|typed| typed.list.list == list.list) {
            Some(typed) => typed.numbers.push(item),
            None => lists.push(Typed {
                list,
                numbers: vec![item],
            }),
        }
    }
    let repeats = |typed: &&Typed| {
        let numbers = &typed.numbers;
        numbers.len() > 1 && numbers[1].0 == numbers[0].0
    };
    // All items with one number are left to the program to count.
    let leaves_it = |typed: &Typed| {
        let numbers = &typed.numbers;
        numbers.len() > 2 && numbers.iter().all(|(number, _)| *number == numbers[0].0)
    };
    let some_left = lists.iter().any(leaves_it);
    for typed in lists.iter().filter(repeats) {
        let [(first, before), (_, place), ..] = typed.numbers.as_slice() else {
            continue;
        };
        let is_pair = typed.numbers.len() == 2;
        if leaves_it(typed) || is_pair && *first < 2 && some_left {
            continue;
        }
        let message = format!(
            "số {first} gõ hai lần; bản in đánh số tiếp là {}",
            first.saturating_add(1)
        );
        let finding = RULE.finding_as(Severity::Warning, message);
        let finding = finding.at(place.clone());
        found.add(finding.related(before.clone(), format!("“{first}.” ở đây")));
    }
}
