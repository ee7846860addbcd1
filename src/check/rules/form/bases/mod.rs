//! The legal bases (căn cứ ban hành) of a document: what they cite, and in which order.

pub(super) mod order;
pub(super) mod parts;
pub(super) mod signs;

use crate::check::Reading;
use crate::check::reading::Passage;

/// The passages of the list of bases.
fn all<'r, 'a>(reading: &'r Reading<'a>) -> Vec<&'r Passage<'a>> {
    reading.component("basis").collect()
}

/// A law or ordinance that a basis names: the place of its first word, and the kind.
fn law(passage: &Passage<'_>) -> Option<(usize, &'static str)> {
    let text = passage.lower.as_str();
    let first = text.trim_start_matches(['-', ' ']);
    let start = text.len() - first.len();
    let rest = first.strip_prefix("căn cứ ")?;
    let at = start + "căn cứ ".len();
    let kinds = ["hiến pháp", "bộ luật", "luật", "pháp lệnh"];
    let kind = kinds.into_iter().find(|kind| {
        let behind = rest.strip_prefix(kind);
        behind.is_some_and(|behind| behind.starts_with(' '))
    })?;
    Some((at, kind))
}
