//! So many times in words that its figures do not give: `50 lớp, gấp ba năm trước (25 lớp)`.

use super::change::{self, By};
use super::outcome::{self, Outcome};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::figures::{number, round};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL006",
        level: Severity::Error,
        about: "“Gấp đôi”, “gấp … lần”, “một nửa” không đúng với hai số được so sánh",
        clause: None,
    },
    name: "gap-lan-sai",
    explanation: "“Gấp đôi”, “gấp 3 lần”, “giảm một nửa” phải khớp với số trước và số sau ghi trong cùng câu. Chữ được \
                  hiểu rộng: lệch không quá một phần mười lần thì không báo; số lần viết bằng chữ số thì phải đúng đến chữ \
                  số cuối. Có “hơn”, “gần” đứng trước thì không xét.",
    bad: "Đã trồng 90 cây, gấp đôi năm trước (30 cây).",
    good: "Đã trồng 90 cây, gấp ba năm trước (30 cây).",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for change in change::all(passage) {
            let By::Times(.., words) = &change.by else {
                continue;
            };
            let (Some(Outcome::Wrong), Some((now, before))) = (change.outcome(), &change.pair)
            else {
                continue;
            };
            let amounts = now.amount().zip(before.amount());
            let times = amounts.and_then(|(now, before)| round(now.checked_div(before)?, 2).ok());
            let Some(times) = times else { continue };
            let message = format!(
                "{} bằng {} lần {}, ở đây ghi “{}”",
                outcome::told(now),
                number(times.normalize()),
                outcome::told(before),
                passage.slice(words)
            );
            let finding = RULE.finding(message).at(passage.place(words));
            found.add(outcome::related(passage, finding, (now, before)));
        }
    }
}
