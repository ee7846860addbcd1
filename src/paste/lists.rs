//! Word's paragraphs that are items of lists: it writes them as paragraphs with their number or sign in front.

use super::dom::{Handle, Node};

/// What a paragraph of Word begins with.
pub(super) struct Sign {
    /// The level of the list, from 1.
    pub(super) level: usize,
    /// The letters in front: `1.`, `a)`, `·`.
    pub(super) letters: String,
}

/// The sign of a paragraph; none where it is no item.
pub(super) fn sign(paragraph: &Node) -> Option<Sign> {
    let list = paragraph.style("mso-list");
    let level = list
        .split_whitespace()
        .find_map(|word| word.strip_prefix("level"))?;
    let level = level.parse().ok().filter(|level| (1..=9).contains(level))?;
    let letters = ignored(paragraph)?;
    Some(Sign {
        level,
        letters: super::tidy(&letters).trim().to_owned(),
    })
}

/// The letters that Word tells to ignore: it writes the sign of an item into them.
fn ignored(node: &Node) -> Option<String> {
    let children = node.children.borrow();
    children.iter().find_map(|child| match is_ignored(child) {
        true => Some(child.text()),
        false => ignored(child),
    })
}

/// Tells whether a piece of a paragraph is its sign.
pub(super) fn is_ignored(node: &Handle) -> bool {
    node.style("mso-list") == "ignore"
}

/// The mark of an item of Markdown for a sign; none where it is a sign that documents write as letters: `a)`, `I.`, `Điều 1.`
pub(super) fn mark(letters: &str) -> Option<String> {
    let digits = letters.trim_end_matches(['.', ')']);
    let is_number =
        !digits.is_empty() && digits.len() <= 9 && digits.chars().all(|c| c.is_ascii_digit());
    if is_number && digits.len() < letters.len() {
        return Some(format!("{digits}."));
    }
    // Symbol and Wingdings draw their signs with these letters.
    let is_sign = matches!(
        letters,
        "o" | "v" | "q" | "n" | "l" | "u" | "Ø" | "ü" | "§" | "è" | "à"
    ) || letters.chars().count() == 1 && !letters.chars().all(char::is_alphanumeric);
    is_sign.then(|| "-".to_owned())
}
