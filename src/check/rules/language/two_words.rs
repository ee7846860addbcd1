//! Phrases that stand in a document in two ways: `bảo đảm`, `đảm bảo`.

use super::ways::{self, Way};
use crate::check::lists::Pairs;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN083",
        level: Severity::Hint,
        about: "Một từ ghép dùng hai cách trong một văn bản (bảo đảm, đảm bảo)",
        clause: None,
    },
    name: "tu-hai-cach",
    explanation: "“bảo đảm” và “đảm bảo” là một; luật dùng “bảo đảm”. Trong một văn bản thì nên theo một \
                  cách. Lời trích không tính. Nhắc một lần, ở cách ít dùng hơn.",
    bad: "Bảo đảm tiến độ, đảm bảo chất lượng.",
    good: "Bảo đảm tiến độ, bảo đảm chất lượng.",
    check,
};

/// The ways, two a line.
static PAIRS: Pairs = Pairs::new(include_str!("../../../../templates/check/two-ways.txt"));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for (one, other) in PAIRS.all() {
        let ways = [one, other].map(|phrase| places(reading, phrase));
        ways::tell(
            &RULE,
            reading,
            [&ways[0], &ways[1]],
            "một từ dùng hai cách",
            found,
        );
    }
}

/// Where a phrase stands as whole words.
fn places(reading: &Reading<'_>, phrase: &str) -> Way {
    let mut way = Way::default();
    for (index, passage) in reading.passages.iter().enumerate() {
        for (at, _) in passage.lower.match_indices(phrase) {
            let end = at + phrase.len();
            let (before, behind) = (&passage.lower[..at], &passage.lower[end..]);
            let is_word =
                !before.ends_with(char::is_alphabetic) && !behind.starts_with(char::is_alphabetic);
            // `đảm bảo đảm`: the words overlap.
            let is_cut = before.ends_with("đảm ") || behind.starts_with(" đảm");
            let is_capital = passage
                .slice(&(at..end))
                .chars()
                .filter(|c| c.is_uppercase())
                .count()
                > 1;
            if is_word
                && !is_cut
                && !is_capital
                && !ways::is_foreign(passage, at)
                && passage.place(&(at..end)).is_some()
            {
                way.add(index, at..end);
            }
        }
    }
    way
}
