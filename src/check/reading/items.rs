//! The items that stand below a passage: those of the list that it announces, one level deep.

use super::labels::{self, Label, Style};
use super::passage::{Passage, Role};
use crate::document::ListMark;

/// The items below a passage.
pub(crate) struct Items {
    /// Their passages, by index; what stands below them is left out.
    pub(crate) items: Vec<usize>,
    /// The numbers of the last one, if they are counted.
    pub(crate) last: Option<u32>,
    /// All of them were found: the list begins with its first item, and no text interrupts it.
    pub(crate) complete: bool,
}

/// How many passages before a list are looked at for the lists that it lies in.
const LOOK_BACK: usize = 60;
/// How many paragraphs may stand between two items with numbers.
const LOOK_AHEAD: usize = 12;
/// How many passages a list has at most.
const MOST: usize = 600;

/// The manner of an item: items of one list have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Bullet(usize),
    Label(Style),
}

struct Item {
    manner: Manner,
    value: Option<u32>,
}

fn item(passage: &Passage<'_>) -> Option<Item> {
    if let Role::Item(place) = passage.role
        && place.mark == ListMark::Bullet
        && passage.label.is_empty()
    {
        return Some(Item {
            manner: Manner::Bullet(place.depth),
            value: None,
        });
    }
    if matches!(passage.role, Role::InItem(_)) && passage.label.is_empty() {
        return None;
    }
    let Label { style, value, .. } = labels::of(passage)?;
    let value = (value > 0).then_some(value);
    Some(Item {
        manner: Manner::Label(style),
        value,
    })
}

/// The items right below a passage, if there are any.
pub(super) fn below(passages: &[Passage<'_>], index: usize) -> Option<Items> {
    let announcing = passages.get(index)?;
    let own = item(announcing).map(|item| item.manner);
    let first = item(passages.get(index + 1)?)?;
    if own == Some(first.manner) || passages[index + 1].part != announcing.part {
        return None;
    }
    let mut items = Items {
        items: vec![index + 1],
        last: first.value,
        complete: first.value.is_none_or(|value| value == 1),
    };
    let above = above(passages, index, first.manner);
    let mut gap = 0;
    for (at, passage) in passages.iter().enumerate().skip(index + 2).take(MOST) {
        if passage.part != announcing.part || ends(passage) {
            break;
        }
        let Some(next) = item(passage) else {
            if matches!(
                passage.role,
                Role::InItem(_) | Role::Cell { .. } | Role::RunOn(..)
            ) {
                continue;
            }
            if passage.role.is_heading() {
                break;
            }
            gap += 1;
            if gap > LOOK_AHEAD {
                break;
            }
            continue;
        };
        if next.manner == first.manner {
            let follows = match (items.last, next.value) {
                (Some(last), Some(value)) => value == last + 1,
                _ => true,
            };
            let bullets = matches!(next.manner, Manner::Bullet(_));
            if !follows {
                break;
            }
            if gap > 0 && bullets {
                // Behind more text, or below words that announce them, the bullets are of another list.
                let before = passages[at - 1].text.trim_end();
                items.complete = gap > 1 || before.ends_with(':');
                break;
            }
            gap = 0;
            items.items.push(at);
            items.last = next.value;
            continue;
        }
        let under_heading = passage.role.is_heading() && !passages[index + 1].role.is_heading();
        if Some(next.manner) == own || under_heading {
            break;
        }
        if above.contains(&next.manner) {
            items.complete &= !goes_on(&passages[at..], first.manner, items.last);
            break;
        }
    }
    Some(items)
}

/// Tells whether the next item of a numbered list stands further on after all.
fn goes_on(passages: &[Passage<'_>], manner: Manner, last: Option<u32>) -> bool {
    let ahead = passages.iter().take(LOOK_BACK);
    let mut ahead = ahead.take_while(|passage| !ends(passage) && !passage.role.is_heading());
    last.is_some_and(|last| {
        ahead.any(|passage| {
            item(passage).is_some_and(|item| item.manner == manner && item.value == Some(last + 1))
        })
    })
}

/// Tells whether no list goes on behind this passage.
fn ends(passage: &Passage<'_>) -> bool {
    matches!(
        passage.role,
        Role::Component(_)
            | Role::Label(_)
            | Role::RecipientsLabel
            | Role::Recipient
            | Role::Capacity(_)
            | Role::Title(_)
            | Role::Note(_)
            | Role::AppendixLabel
            | Role::AppendixTitle
    )
}

/// The manners of the items that a passage lies in, as far as can be told.
fn above(passages: &[Passage<'_>], index: usize, own: Manner) -> Vec<Manner> {
    let mut found = Vec::new();
    let announcing = passages.get(index).and_then(item);
    // The items that hold an item stand before the first of its list; those between are held by others.
    let mut within = announcing.as_ref().map(|item| (item.manner, item.value));
    let before = passages[..index].iter().rev().take(LOOK_BACK);
    for passage in before {
        if let Some(item) = item(passage) {
            let opens = match within {
                Some((manner, _)) if item.manner == manner => {
                    within = Some((manner, item.value));
                    false
                }
                Some((Manner::Bullet(depth), _)) => {
                    !matches!(item.manner, Manner::Bullet(other) if other > depth)
                }
                Some((_, value)) => value == Some(1),
                None => true,
            };
            let bullet_above_label =
                matches!((item.manner, own), (Manner::Bullet(_), Manner::Label(_)));
            if opens && item.manner != own && !bullet_above_label && !found.contains(&item.manner) {
                found.push(item.manner);
                within = within.map(|_| (item.manner, item.value));
            }
        }
        if passage.role.is_heading() || ends(passage) {
            break;
        }
    }
    found
}
