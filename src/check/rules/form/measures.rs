//! Sizes, margins and spaces outside the law: what is told when the document is made.

use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT061",
        level: Severity::Error,
        about: "Cỡ chữ, lề hoặc khoảng cách nằm ngoài quy định",
        clause: Some("Phụ lục I, Phần I"),
    },
    name: "so-do-ngoai-luat",
    explanation: "Khổ giấy, lề, cỡ chữ, giãn dòng và khoảng cách chọn ở mục the_thuc (hoặc ở thư mục mẫu) phải nằm trong phạm vi mà \
        Phụ lục I cho phép.",
    bad: "the_thuc:\n  noi_dung: { co_chu: 15 }",
    good: "the_thuc:\n  noi_dung: { co_chu: 14 }",
    check,
};

/// The code of the message that this rule tells in its place.
pub(in crate::check) const TAKEN_OVER: &str = "ngoai-luat";

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let told = reading.warnings.iter();
    for told in told.filter(|told| told.code == TAKEN_OVER) {
        let mut finding = RULE.finding(told.message.clone()).at(told.place.clone());
        finding.help.clone_from(&told.help);
        if let Some(clause) = told.law() {
            finding = finding.clause(clause);
        }
        found.add(finding);
    }
}
