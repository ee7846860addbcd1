//! One syllable with i and with y: `kĩ`, `kỹ`.

use super::ways::{self, Way};
use crate::check::lists::Pairs;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::BTreeMap;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN082",
        level: Severity::Hint,
        about: "Một tiếng viết cả i và y trong một văn bản",
        clause: None,
    },
    name: "i-y-hai-cach",
    explanation: "“kỹ thuật” và “kĩ thuật”, “quý” và “quí” đều có nơi dùng; trong một văn bản thì nên theo \
                  một cách. Chỉ so cùng một tiếng; tên riêng, chữ in hoa, lời trích không tính. Nhắc một \
                  lần, ở cách ít dùng hơn.",
    bad: "Nâng cao kỹ năng, rèn luyện kĩ năng.",
    good: "Nâng cao kỹ năng, rèn luyện kỹ năng.",
    check,
};

/// Syllables with i, each with the same one with y.
static PAIRS: Pairs = Pairs::new(include_str!("../../../../templates/check/i-y.txt"));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut all: BTreeMap<&'static str, [Way; 2]> = BTreeMap::new();
    for (index, passage) in ways::own(reading) {
        for token in passage.words() {
            let word = passage.slice(&token.range);
            let short = word.len() <= 6 && !word.is_ascii() || word == "qui" || word == "quy";
            if !short || !word.contains(ends) {
                continue;
            }
            let Some((pair, with_y)) = pair(word) else {
                continue;
            };
            if !ways::is_foreign(passage, token.range.start) {
                let ways = all.entry(pair).or_default();
                ways[usize::from(with_y)].add(index, token.range.clone());
            }
        }
    }
    let mixed = all.values().find(|[i, y]| i.is_used() && y.is_used());
    if let Some([i, y]) = mixed {
        ways::tell(&RULE, reading, [y, i], "một tiếng viết cả i và y", found);
    }
}

fn ends(letter: char) -> bool {
    "ìíỉĩịiỳýỷỹỵy".contains(letter)
}

/// The pair of a syllable, by the one with i, and whether this is the one with y.
fn pair(word: &str) -> Option<(&'static str, bool)> {
    let all = PAIRS.all();
    if let Some((with_i, _)) = all.get_key_value(word) {
        return Some((with_i, false));
    }
    let with_i = all.iter().find(|(_, with_y)| **with_y == word)?.0;
    Some((with_i, true))
}
