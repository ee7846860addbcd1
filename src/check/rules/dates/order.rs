//! A span of time that ends before it begins: `từ ngày 15/3 đến ngày 10/3`, `giai đoạn 2025 - 2021`.

use super::pairs::{self, Pair};
use super::years;
use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT004",
        level: Severity::Error,
        about: "Khoảng thời gian kết thúc trước khi bắt đầu",
        clause: None,
    },
    name: "ket-thuc-truoc",
    explanation: "Ngày, năm ở cuối khoảng phải sau ngày, năm ở đầu. Từ tháng 11 đến tháng 3 không ghi năm là \
                  sang năm sau, không phải lỗi. Năm học gồm hai năm liền nhau.",
    bad: "Từ ngày 15/3/2024 đến ngày 10/3/2024.",
    good: "Từ ngày 10/3/2024 đến ngày 15/3/2024.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for pair in pairs::of(passage) {
            if is_backward(&pair) {
                tell(passage, &pair.range(), "kết thúc trước khi bắt đầu", found);
            }
        }
        if !passage.text.contains("20") && !passage.text.contains("19") {
            continue;
        }
        for span in years::spans(passage) {
            let start = passage.tokens[span.from.token].range.start;
            let before = passage.lower[..start].trim_end();
            let is_term = [
                "giai đoạn",
                "nhiệm kỳ",
                "thời kỳ",
                "năm học",
                "từ",
                "từ năm",
                "trong năm",
                "khóa",
                "những năm",
                "các năm",
            ]
            .iter()
            .any(|word| before.ends_with(word));
            let range = span.range(passage);
            if is_term && span.to.value < span.from.value {
                tell(passage, &range, "kết thúc trước khi bắt đầu", found);
            } else if is_school_year(before) && span.to.value != span.from.value + 1 {
                tell(
                    passage,
                    &range,
                    "không phải hai năm liền nhau của một năm học",
                    found,
                );
            }
        }
    }
}

fn is_school_year(before: &str) -> bool {
    let Some(rest) = before.strip_suffix("năm học") else {
        return false;
    };
    let several = [
        "các", "những", "nhiều", "hai", "ba", "bốn", "năm", "qua", "số", "mấy",
    ];
    let rest = rest.trim_end();
    !several.iter().any(|word| rest.ends_with(word))
        && !rest.ends_with(|c: char| c.is_ascii_digit())
}

fn is_backward(pair: &Pair<'_>) -> bool {
    let (from, to) = (pair.from, pair.to);
    let (Some(first), Some(last)) = (&from.month, &to.month) else {
        return false;
    };
    let (first, last) = (first.value, last.value);
    let days = from.day.as_ref().zip(to.day.as_ref());
    let day_back = days.is_some_and(|(from, to)| from.value > to.value);
    match (&from.year, &to.year) {
        (Some(one), Some(other)) => {
            let months = (one.value, first).cmp(&(other.value, last));
            months.is_gt() || months.is_eq() && day_back
        }
        // Without years from November to March is right.
        (None, _) => from.certain && to.certain && first == last && day_back,
        _ => false,
    }
}

fn tell(passage: &Passage<'_>, range: &Range<usize>, what: &str, found: &mut Findings) {
    if let Some(place) = passage.place(range) {
        let message = format!("“{}” {what}", passage.slice(range));
        found.add(RULE.finding(message).at(place));
    }
}
