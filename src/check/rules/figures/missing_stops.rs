//! A sum of money without stops between its thousands: `5000000 đồng`.

use crate::check::reading::{Measure, Passage, Quantity};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::figures::number;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL104",
        level: Severity::Warning,
        about: "Số tiền không có dấu chấm giữa các hàng nghìn",
        clause: None,
    },
    name: "thieu-dau-cham",
    explanation: "Số tiền từ bốn chữ số trở lên có dấu chấm giữa các hàng nghìn thì mới dễ đọc và khó nhầm. Chỉ xét số đứng ngay trước đơn vị tiền: số dài khác thường là năm, ký hiệu, số điện thoại hoặc tên gọi.",
    bad: "Nộp ngân sách 5000000 đồng.",
    good: "Nộp ngân sách 5.000.000 đồng.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !passage.lower.contains('đ')
            && !passage.lower.contains('t')
            && !passage.lower.contains("vn")
        {
            continue;
        }
        for quantity in passage.quantities() {
            if quantity.measure == Measure::Money {
                look(passage, quantity, found);
            }
        }
    }
}

fn look(passage: &Passage<'_>, quantity: &Quantity, found: &mut Findings) {
    let text = passage.slice(&quantity.digits);
    let whole = text.split(',').next().unwrap_or_default();
    let is_long = whole.len() >= 4 && whole.bytes().all(|b| b.is_ascii_digit());
    if !is_long || whole.starts_with('0') || passage.is_quoted(quantity.digits.start) {
        return;
    }
    // `năm 2031 đồng loạt`, `đến 2031 tỷ lệ`: a year, and words that begin as a unit does.
    let is_year =
        whole.len() == 4 && ("1900".."2100").contains(&whole) && whole.len() == text.len();
    if is_year && !stands_alone(passage, quantity) {
        return;
    }
    let stopped = number(quantity.value);
    let range = quantity.digits.clone();
    let message = format!("số tiền {text} không có dấu chấm giữa các hàng nghìn: {stopped}");
    let mut finding = RULE.finding(message).at(passage.place(&range));
    if let Some(place) = passage.editable(&range) {
        finding = finding.fix(format!("viết “{stopped}”"), place, stopped);
    }
    found.add(finding);
}

/// Tells whether the unit is surely one: it ends in đồng, and no word goes on behind it.
fn stands_alone(passage: &Passage<'_>, quantity: &Quantity) -> bool {
    let last = quantity.tokens.end.checked_sub(1);
    let is_dong = last.is_some_and(|last| matches!(passage.at(last), "đồng" | "đ" | "vnđ"));
    let next = passage.solid(quantity.tokens.end);
    is_dong && matches!(passage.at(next), "" | "." | "," | ";" | ")" | "/")
}
