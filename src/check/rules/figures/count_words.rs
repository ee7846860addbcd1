//! A count whose words are not its digits: `03 (bốn) bản`.

use super::amount_words::tell_all;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL013",
        level: Severity::Error,
        about: "Số lượng bằng số và chữ trong ngoặc khác nhau",
        clause: None,
    },
    name: "so-va-chu",
    explanation: "Số lượng ghi hai lần, bằng số và bằng chữ trong ngoặc (“03 (ba) bản”, “ba (03) bản”), phải là một.",
    bad: "Hợp đồng lập thành 04 (ba) bản.",
    good: "Hợp đồng lập thành 04 (bốn) bản.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    tell_all(reading, &RULE, false, found);
}
