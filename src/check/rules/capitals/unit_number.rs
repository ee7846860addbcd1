//! Units named by a number, a person or an event: their common noun has a capital, too (`Phường 2`).

use super::words::{
    after, before, has_capital, is_foreign, is_loud, is_number, is_shouted, is_small, is_word,
    small, span, text,
};
use crate::check::lists::List;
use crate::check::reading::Passage;
use crate::check::reading::names::has_names;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH007",
        level: Severity::Error,
        about: "Phường, quận, xã gắn với chữ số, tên người, tên sự kiện viết chữ thường",
        clause: Some("Phụ lục II, III.1.b"),
    },
    name: "phuong-so",
    explanation: "Tên đơn vị hành chính gồm danh từ chung và chữ số, tên người hay tên sự kiện lịch sử thì viết hoa cả danh từ chung: \
                  Phường 2, Quận 5. Tên người, sự kiện lấy theo danh sách của vanban. Không xét khi con số có thể là số đếm.",
    bad: "Ủy ban nhân dân phường 2 báo cáo.",
    good: "Ủy ban nhân dân Phường 2 báo cáo.",
    check,
};

static NAMES: List = List::new(include_str!(
    "../../../../templates/check/viet-hoa-nhan-vat.txt"
));
static COUNTED: List = List::new(include_str!("../../../../templates/check/dem-duoc.txt"));

/// The highest number that a ward is named by.
const LAST: u32 = 28;

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for (at, token) in passage.tokens.iter().enumerate() {
            let is_unit = matches!(passage.slice(&token.range), "phường" | "quận" | "xã");
            if is_unit && !is_foreign(passage, at) {
                unit(passage, at, found);
            }
        }
    }
}

fn unit(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let Some(next) = after(passage, at) else {
        return;
    };
    if is_number(passage, next) {
        match counts(passage, at, next) {
            None => tell(passage, (at, next), "chữ số", found),
            Some(reason) => {
                let range = span(passage, at, next);
                found.unsure(RULE.unsure(reason).at(passage.place(&range)));
            }
        }
    } else if let Some(last) = person(passage, next) {
        tell(passage, (at, last), "tên người hoặc sự kiện lịch sử", found);
    }
}

/// The reason why a number behind a unit may count things rather than name the unit.
fn counts(passage: &Passage<'_>, at: usize, number: usize) -> Option<&'static str> {
    let digits = text(passage, Some(number));
    let value: Option<u32> = digits.parse().ok();
    if value.is_none_or(|value| value == 0 || value > LAST) {
        return Some("con số lớn, có thể là số đếm");
    }
    let last = small(passage, before(passage, at));
    if ["mỗi", "từng", "các", "những", "một", "mọi"].contains(&last)
        || before(passage, at).is_some_and(|last| is_number(passage, last))
    {
        return Some("có thể là số đếm");
    }
    let next = passage.tokens.get(number + 1);
    if next.is_some_and(|next| matches!(passage.slice(&next.range), "%" | "/" | "-")) {
        return Some("con số có thể không phải là tên");
    }
    // The word before tells that it is a unit: `UBND phường 2 năm 2023`.
    let led = [
        "ubnd", "hđnd", "dân", "an", "ủy", "uỷ", "bộ", "tại", "của", "thuộc", "bàn", "đội", "tế",
    ];
    if led.contains(&last) && small(passage, Some(at)) != "xã" {
        return None;
    }
    let next = after(passage, number);
    let is_counted =
        next.is_some_and(|next| is_small(passage, next) && COUNTED.has(small(passage, Some(next))));
    // Behind these a unit is named, and nothing is counted: `phối hợp với phường 5 tổ chức …`.
    let is_named = ["với", "của", "tại", "ở", "thuộc", "dân", "từ"].contains(&last)
        && !digits.starts_with('0');
    (is_counted && !is_named).then_some("con số có thể đếm người, vật đứng sau")
}

/// The last token of the name of a person or event that begins at a token, the longest first.
fn person(passage: &Passage<'_>, first: usize) -> Option<usize> {
    let mut words = Vec::new();
    let mut next = Some(first);
    while let Some(at) = next.filter(|at| words.len() < 5 && is_word(passage, *at)) {
        words.push(at);
        next = after(passage, at);
    }
    let is_name = |last: &usize| {
        let range = span(passage, first, *last);
        NAMES.has(passage.lower.get(range).unwrap_or_default())
    };
    let last = words.iter().rev().copied().find(is_name)?;
    let all = words.iter().take_while(|at| **at <= last);
    let is_written = all.clone().all(|at| {
        has_capital(passage, *at) && !is_shouted(text(passage, Some(*at)))
            || small(passage, Some(*at)) == "tháng"
    });
    is_written.then_some(last)
}

fn tell(passage: &Passage<'_>, (at, last): (usize, usize), by: &str, found: &mut Findings) {
    let unit = passage.tokens[at].range.clone();
    let name = passage.slice(&span(passage, at, last));
    found.add(
        RULE.finding(format!(
            "“{name}” gắn với {by} mà danh từ chung viết thường"
        ))
        .at(passage.place(&unit))
        .help("viết hoa cả danh từ chung chỉ đơn vị hành chính"),
    );
}
