//! The capital and Thành phố Hồ Chí Minh: the law gives the common noun a capital, too.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH008",
        level: Severity::Error,
        about: "Thủ đô Hà Nội, Thành phố Hồ Chí Minh viết chữ thường",
        clause: Some("Phụ lục II, III.1.c"),
    },
    name: "thu-do",
    explanation: "Hai tên này được luật cho viết hoa cả danh từ chung: Thủ đô Hà Nội, Thành phố Hồ Chí Minh.",
    bad: "Hội nghị họp tại thành phố Hồ Chí Minh.",
    good: "Hội nghị họp tại Thành phố Hồ Chí Minh.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Special,
    small: Severity::Error,
    capital: Some(Severity::Error),
    proof: &["tại", "ở", "về", "của", "với", "từ", "đến"],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
