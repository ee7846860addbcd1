//! Straight quotation marks beside curly ones.

use super::ways::{self, Way};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN086",
        level: Severity::Hint,
        about: "Dấu ngoặc kép cong (“ ”) và thẳng dùng lẫn",
        clause: None,
    },
    name: "ngoac-kep-hai-kieu",
    explanation: "Văn bản hành chính dùng dấu “ và ”; dấu thẳng là của bàn phím. Chỉ nhắc khi một văn bản \
                  có cả hai, một lần, ở kiểu ít dùng hơn.",
    bad: "Phong trào “Xanh - sạch - đẹp”; cuộc thi \"Tuyến đường văn minh\".",
    good: "Phong trào “Xanh - sạch - đẹp”; cuộc thi “Tuyến đường văn minh”.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let (mut curly, mut straight) = (Way::default(), Way::default());
    for (index, passage) in ways::own(reading) {
        if !passage.text.contains(['"', '“']) {
            continue;
        }
        for (at, sign) in passage.text.match_indices('“') {
            curly.add(index, at..at + sign.len());
        }
        for at in ways::straight_quotes(&passage.text).into_iter().step_by(2) {
            straight.add(index, at..at + 1);
        }
    }
    ways::tell(
        &RULE,
        reading,
        [&curly, &straight],
        "dấu ngoặc kép hai kiểu",
        found,
    );
}
