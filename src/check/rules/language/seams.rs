//! Where two compounds meet.

use crate::check::lists::Pairs;

static SEAMS: Pairs = Pairs::new(include_str!("../../../../templates/check/seams.txt"));

/// Whether a word makes a compound with the one before it, and with the one behind it; all in small
/// letters.
pub(super) fn seam(word: &str, before: &str, behind: &str) -> (bool, bool) {
    let Some(sides) = SEAMS.get(word) else {
        return (false, false);
    };
    let (left, right) = sides.split_once('|').unwrap_or((sides, ""));
    let has =
        |side: &str, word: &str| !word.is_empty() && side.split(' ').any(|entry| entry == word);
    (has(left, before), has(right, behind))
}
