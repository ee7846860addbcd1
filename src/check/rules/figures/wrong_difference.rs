//! A difference that its figures do not give: `50 lớp, tăng 10 lớp so với năm trước (41 lớp)`.

use super::outcome;
use crate::check::reading::{Passage, Quantity};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::figures::{difference, number};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL004",
        level: Severity::Error,
        about: "Số tăng, giảm, vượt, thiếu không bằng chênh lệch của hai số được so sánh",
        clause: None,
    },
    name: "chenh-lech-sai",
    explanation: "Khi một câu ghi số trước, số sau và số chênh lệch thì ba số phải khớp. Các cách đọc đều được thử với \
                  mọi số cùng đơn vị trong câu; chỉ báo khi không cách nào đúng. Thiếu một trong hai số thì không xét.",
    bad: "Phường có 50 lớp, tăng 12 lớp so với năm trước (40 lớp).",
    good: "Phường có 50 lớp, tăng 10 lớp so với năm trước (40 lớp).",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    outcome::each(&RULE, reading, false, wrong, found);
}

fn wrong(
    passage: &Passage<'_>,
    by: &Quantity,
    (now, before): (&Quantity, &Quantity),
    found: &mut Findings,
) {
    let amounts = now.amount().zip(before.amount());
    let Some(Ok(right)) = amounts.map(|(now, before)| difference(now, before)) else {
        return;
    };
    let message = format!(
        "từ {} đến {} chênh {}, ở đây ghi {}",
        outcome::told(before),
        outcome::told(now),
        number(right.abs().normalize()),
        passage.slice(&by.range)
    );
    let finding = RULE.finding(message).at(passage.place(&by.range));
    found.add(outcome::related(passage, finding, (now, before)));
}
