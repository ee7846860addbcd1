//! A date that no calendar has: `31/4`, `29/02/2023`, `tháng 13 năm 2024`.

use crate::check::reading::dates::days_in;
use crate::check::reading::{Date, Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT001",
        level: Severity::Error,
        about: "Ngày tháng không có trên lịch",
        clause: None,
    },
    name: "ngay-khong-co-that",
    explanation: "Ngày lớn hơn số ngày của tháng, tháng lớn hơn 12, ngày 29/02 của năm không nhuận. Tỷ lệ \
                  (04/07 lao động), số nhà, số ký hiệu không bị coi là ngày; ngày âm lịch chỉ xét đến 30.",
    bad: "Báo cáo gửi về Ủy ban trước ngày 31/4/2024.",
    good: "Báo cáo gửi về Ủy ban trước ngày 30/4/2024.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for date in passage.dates() {
            let Some(reason) = reason(date) else {
                continue;
            };
            let level = match date.certain {
                true => Severity::Error,
                false if ends_there(passage, date) => Severity::Warning,
                false => continue,
            };
            let Some(place) = passage.place(&date.range) else {
                continue;
            };
            let text = passage.slice(&date.range);
            let message = match date.day {
                Some(_) => format!("không có ngày “{text}”: {reason}"),
                None => format!("{reason}: “{text}”"),
            };
            found.add(RULE.finding_as(level, message).at(place));
        }
    }
}

/// Why there is no such day.
fn reason(date: &Date) -> Option<String> {
    let month = date.month.as_ref()?.value;
    if !(1..=12).contains(&month) {
        return Some(format!("không có tháng {month}"));
    }
    let day = date.day.as_ref()?.value;
    if day == 0 {
        return Some("ngày đầu tháng là ngày 01".to_owned());
    }
    if date.lunar {
        return (day > 30).then(|| "tháng âm lịch có nhiều nhất 30 ngày".to_owned());
    }
    // Without a year the month may be one of a leap year.
    let year = date.year.as_ref().map_or(2024, |year| year.value);
    let days = days_in(month, year);
    let of_year = match &date.year {
        Some(year) if month == 2 => format!(" năm {}", year.value),
        _ => String::new(),
    };
    (day > days).then(|| format!("tháng {month}{of_year} có {days} ngày"))
}

/// Tells whether a phrase ends behind what may be a date, so that it counts nothing.
fn ends_there(passage: &Passage<'_>, date: &Date) -> bool {
    let behind = passage
        .tokens
        .partition_point(|token| token.range.start < date.range.end);
    let next = passage.solid(behind);
    match passage.kind(next) {
        None => true,
        Some(TokenKind::Sign) => matches!(passage.at(next), "," | ";" | "." | ")"),
        Some(TokenKind::Word) => {
            matches!(
                passage.at(next),
                "và" | "đến" | "tới" | "tại" | "để" | "phải" | "sẽ"
            )
        }
        _ => false,
    }
}
