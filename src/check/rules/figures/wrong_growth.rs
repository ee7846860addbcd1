//! A growth in per cent, or a difference in points, that its figures do not give.

use super::outcome;
use super::reckon::{self, Verdict};
use crate::check::reading::{Measure, Passage, Quantity};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::figures::{difference, number};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL003",
        level: Severity::Error,
        about: "Mức tăng, giảm, vượt theo phần trăm không đúng với hai số được so sánh",
        clause: None,
    },
    name: "tang-giam-sai",
    explanation: "Khi một câu ghi mức tăng, giảm theo phần trăm cùng với số trước và số sau thì ba số phải khớp. Giữa hai \
                  tỷ lệ phần trăm, mức chênh được hiểu theo cả hai cách: điểm phần trăm, hoặc tốc độ tăng; chỉ báo khi cả \
                  hai cách đều sai. Thiếu một trong hai số thì không xét.",
    bad: "Phường có 50 lớp, tăng 20% so với năm trước (40 lớp).",
    good: "Phường có 50 lớp, tăng 25% so với năm trước (40 lớp).",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    outcome::each(&RULE, reading, true, wrong, found);
}

fn wrong(
    passage: &Passage<'_>,
    by: &Quantity,
    (now, before): (&Quantity, &Quantity),
    found: &mut Findings,
) {
    let written = passage.slice(&by.range);
    let growth = reckon::growth(now, before, by);
    let (from, to) = (outcome::told(before), outcome::told(now));
    let points = difference(now.value, before.value).map(|points| number(points.abs().normalize()));
    let message = match (now.is_percent(), points, growth) {
        (true, Ok(points), _) if by.measure == Measure::Points => {
            format!("từ {from} đến {to} chênh {points} điểm phần trăm, ở đây ghi {written}")
        }
        (true, Ok(points), Some(Verdict::Wrong(right) | Verdict::Cut(right, _))) => format!(
            "từ {from} đến {to} chênh {points} điểm phần trăm, hay {right}% nếu tính tốc độ; ở đây ghi {written}"
        ),
        (_, _, Some(Verdict::Cut(right, closer))) => {
            format!(
                "từ {from} đến {to} chênh {closer}…%, làm tròn thành {right}%; ở đây cắt thành {written}"
            )
        }
        (_, _, Some(Verdict::Wrong(right))) => {
            format!("từ {from} đến {to} chênh {right}%, ở đây ghi {written}")
        }
        _ => return,
    };
    let is_cut =
        matches!(reckon::growth(now, before, by), Some(Verdict::Cut(..))) && !now.is_percent();
    let level = if is_cut {
        Severity::Warning
    } else {
        Severity::Error
    };
    let finding = RULE.finding_as(level, message).at(passage.place(&by.range));
    found.add(outcome::related(passage, finding, (now, before)));
}
