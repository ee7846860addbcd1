//! The tone mark of oa, oe, uy in two places: `hoà`, `hòa`.

use super::ways::{self, Way};
use crate::check::reading::{Passage, Token};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN081",
        level: Severity::Hint,
        about: "Dấu thanh của oa, oe, uy đặt hai cách trong một văn bản",
        clause: None,
    },
    name: "dau-thanh-hai-cach",
    explanation: "“hòa” và “hoà”, “thủy” và “thuỷ” đều có nơi dùng và không văn bản nào buộc chọn; trong một \
                  văn bản thì nên theo một cách. Chỉ xét tiếng tận cùng bằng oa, oe, uy (không sau q); tên \
                  riêng, chữ in hoa, lời trích không tính. Nhắc một lần, ở cách ít dùng hơn.",
    bad: "Phòng Văn hóa hướng dẫn khoá học.",
    good: "Phòng Văn hóa hướng dẫn khóa học.",
    check,
};

/// Ends of syllables with the mark on the first vowel, and those with it on the last.
const FIRST: [&str; 15] = [
    "òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy",
];
const LAST: [&str; 15] = [
    "oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (mut first, mut last) = (Way::default(), Way::default());
    for (index, passage) in ways::own(reading) {
        for token in passage.words() {
            let Some(is_first) = way(passage, token) else {
                continue;
            };
            if !ways::is_foreign(passage, token.range.start) && is_common(passage, token) {
                let way = if is_first { &mut first } else { &mut last };
                way.add(index, token.range.clone());
            }
        }
    }
    ways::tell(
        &RULE,
        reading,
        [&first, &last],
        "dấu thanh đặt hai cách",
        found,
    );
}

/// Whether the mark of a word stands on the first of two such vowels; none for other words.
fn way(passage: &Passage<'_>, token: &Token) -> Option<bool> {
    let word = passage.small(token);
    if !matches!(word.as_bytes().last(), Some(b'a' | b'e' | b'y')) && word.is_ascii() {
        return None;
    }
    if FIRST.iter().any(|end| word.ends_with(end)) {
        return Some(true);
    }
    let end = LAST.iter().find(|end| word.ends_with(**end))?;
    let before = &word[..word.len() - end.len()];
    (!(before.ends_with('q') && end.starts_with('u'))).then_some(false)
}

/// Tells whether a word is no name: small, or at the start of a sentence, or that of `Ủy ban`.
fn is_common(passage: &Passage<'_>, token: &Token) -> bool {
    let word = passage.slice(&token.range);
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    if letters.any(char::is_uppercase) {
        return false;
    }
    let small = passage.small(token);
    let is_body = matches!(small, "ủy" | "uỷ") && {
        let rest = passage.lower[token.range.end..].trim_start();
        ["ban", "viên", "quyền"]
            .iter()
            .any(|next| rest.starts_with(next))
    };
    !capital || is_body || passage.text[..token.range.start].trim_end().is_empty()
}
