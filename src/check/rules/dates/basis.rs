//! An act that the document is based on, or cites, with a date after the document's own.

use super::acts;
use crate::check::reading::{Date, Passage};
use crate::check::{Findings, Reading, Rule};
use crate::content::IssueDate;
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT005",
        level: Severity::Error,
        about: "Văn bản làm căn cứ, được viện dẫn có ngày sau ngày của văn bản này",
        clause: None,
    },
    name: "can-cu-sau-van-ban",
    explanation: "Không thể căn cứ vào văn bản chưa ra đời. Chỉ xét ngày đi liền số, ký hiệu hoặc tên luật. \
                  Văn bản để trống ngày thì so đến tháng, để trống tháng thì so đến năm. Hạn, ngày hiệu lực, \
                  ngày của sự kiện sắp tới không bị xét.",
    bad: "Căn cứ Kế hoạch số 20/KH-UBND ngày 20/5/2024 (văn bản ban hành ngày 15/03/2024).",
    good: "Căn cứ Kế hoạch số 20/KH-UBND ngày 20/02/2024.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let Some(issued) = &reading.content.date else {
        return;
    };
    for passage in &reading.passages {
        let basis = passage.is("basis");
        if !basis && !passage.role.is_prose() {
            continue;
        }
        for (index, date) in passage.dates().iter().enumerate() {
            let is_act = acts::symbol_before(passage, date).is_some()
                || basis && is_law(passage, index, date);
            if is_act
                && !date.lunar
                && is_after(date, issued)
                && !passage.is_quoted(date.range.start)
            {
                let date_text = passage.slice(&date.range).to_owned();
                tell(
                    reading,
                    passage,
                    &date.range,
                    &format!("ngày {date_text}"),
                    found,
                );
            }
        }
        if basis {
            for symbol in &passage.symbols {
                let year = acts::year(passage.slice(symbol));
                if let Some((year, _)) = year.filter(|(year, _)| *year > issued.year) {
                    tell(reading, passage, symbol, &format!("năm {year}"), found);
                }
            }
        }
    }
}

/// Tells whether a date of a basis without a symbol before it is that of a law: behind its name, before
/// any word on its subject.
fn is_law(passage: &Passage<'_>, index: usize, date: &Date) -> bool {
    let start = match index.checked_sub(1) {
        Some(before) => passage.dates()[before].range.end,
        None => 0,
    };
    let Some(words) = passage.text.get(start..date.range.start) else {
        return false;
    };
    let first = index == 0;
    let names_law =
        words.contains("Luật ") || words.contains("Bộ luật ") || words.contains("Pháp lệnh ");
    let says_subject = words.contains(" về ") || words.contains(" từ ") || words.contains(" đến ");
    let is_day = words.trim_end().ends_with("ngày");
    is_day && (first || names_law) && !says_subject && (names_law || words.contains(" số "))
}

/// Tells whether a date is later, as far as the document's own is known.
fn is_after(date: &Date, issued: &IssueDate) -> bool {
    let Some(year) = date.year.as_ref().map(|year| year.value) else {
        return false;
    };
    // There is no such day: that is told elsewhere.
    if date.day.is_some() && date.full().is_none() {
        return false;
    }
    let (Some(month), Some(own_month)) = (&date.month, issued.month) else {
        return year > issued.year;
    };
    let (Some(day), Some(own_day)) = (&date.day, issued.day) else {
        return (year, month.value) > (issued.year, u16::from(own_month));
    };
    (year, month.value, day.value) > (issued.year, u16::from(own_month), u16::from(own_day))
}

fn tell(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: &Range<usize>,
    when: &str,
    found: &mut Findings,
) {
    let (Some(place), Some(issued)) = (passage.place(range), &reading.content.date) else {
        return;
    };
    let what = match passage.is("basis") {
        true => "căn cứ",
        false => "văn bản được viện dẫn",
    };
    let own = match (issued.day, issued.month) {
        (Some(day), Some(month)) => format!("ngày {day:02}/{month:02}/{}", issued.year),
        (None, Some(month)) => format!("tháng {month:02}/{}", issued.year),
        _ => format!("năm {}", issued.year),
    };
    let message = format!("{what} có {when}, sau văn bản này ({own})");
    let finding = RULE.finding(message).at(place);
    found.add(finding.related(issued.place.clone(), "ngày của văn bản này"));
}
