//! Names of administrative units (đơn vị hành chính) as the document writes them.

use super::words::{after, before, begins, has_capital, is_shouted, is_word, small, text};
use crate::check::Reading;
use crate::check::reading::{Passage, Role, TokenKind};
use std::collections::HashMap;

/// Names of two words and more, in small letters, by their first words.
pub(super) type Known<'p> = HashMap<&'p str, Vec<Vec<&'p str>>>;

/// The word of a unit at a token: `phường`, `thị xã`.
pub(super) struct Unit {
    /// Its last token.
    pub(super) last: usize,
    /// It begins with a capital that its place in the sentence does not ask for.
    pub(super) is_capital: bool,
}

/// The word of a unit that begins at a token.
pub(super) fn unit(passage: &Passage<'_>, at: usize) -> Option<Unit> {
    if !is_word(passage, at) {
        return None;
    }
    let last = match small(passage, Some(at)) {
        "xã" if small(passage, before(passage, at)) == "thị" => return None,
        "tỉnh" | "quận" | "huyện" | "xã" | "phường" => at,
        "thành" => after(passage, at).filter(|next| small(passage, Some(*next)) == "phố")?,
        "thị" => {
            let next = after(passage, at)?;
            Some(next).filter(|next| matches!(small(passage, Some(*next)), "xã" | "trấn"))?
        }
        _ => return None,
    };
    let is_capital = has_capital(passage, at) && !begins(passage, at);
    Some(Unit { last, is_capital })
}

/// The words with capitals that follow a token, at most four.
pub(super) fn name<'p>(passage: &'p Passage<'_>, unit: usize) -> Vec<&'p str> {
    let mut words = Vec::new();
    let mut at = unit;
    while let Some(next) = after(passage, at).filter(|next| is_word(passage, *next)) {
        let is_name = has_capital(passage, next) && !is_shouted(text(passage, Some(next)));
        if !is_name || words.len() == 4 {
            break;
        }
        words.push(small(passage, Some(next)));
        at = next;
    }
    words
}

/// The names of units in the letterhead, and those that the text writes with capitals.
pub(super) fn known<'p>(reading: &'p Reading<'_>) -> Known<'p> {
    let mut known: Known<'p> = HashMap::new();
    for passage in &reading.passages {
        let is_head = is_letterhead(passage);
        if matches!(passage.role, Role::Name(_)) {
            continue;
        }
        for at in 0..passage.tokens.len() {
            let Some(unit) = unit(passage, at) else {
                continue;
            };
            let words = if is_head {
                let rest = passage.tokens[unit.last + 1..].iter();
                let words = rest.filter(|token| token.kind == TokenKind::Word);
                words.map(|token| passage.small(token)).collect()
            } else {
                name(passage, unit.last)
            };
            let (Some(first), 2..=4) = (words.first(), words.len()) else {
                continue;
            };
            let names = known.entry(first).or_default();
            if !names.contains(&words) {
                names.push(words);
            }
        }
    }
    known
}

/// Tells whether a passage is a line of the agencies in the letterhead.
fn is_letterhead(passage: &Passage<'_>) -> bool {
    passage.is("agency") || passage.is("superior")
}
