//! No zero before a day below ten, or before January and February: `ngày 5 tháng 1 năm 2024`.

use crate::check::reading::{Date, DatePart, Passage};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT008",
        level: Severity::Hint,
        about: "Ngày nhỏ hơn 10, tháng 1 và tháng 2 chưa thêm số 0",
        clause: Some("Phụ lục I, Phần I, II.4.b"),
    },
    name: "thieu-so-0",
    explanation: "Thời gian ban hành ghi số 0 trước ngày nhỏ hơn 10 và tháng 1, 2; tháng 3 đến tháng 9 thì \
                  không. Luật nói về ngày của chính văn bản (gõ sai là lỗi); ở các ngày khác viết đủ chữ \
                  “ngày … tháng … năm …” thì đó là lệ, chỉ là gợi ý.",
    bad: "Quyết định số 15/QĐ-UBND ngày 5 tháng 1 năm 2024.",
    good: "Quyết định số 15/QĐ-UBND ngày 05 tháng 01 năm 2024.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for date in passage.dates() {
            if date.long && !date.lunar && date.certain {
                one(reading, passage, date, found);
            }
        }
    }
}

fn one(reading: &Reading<'_>, passage: &Passage<'_>, date: &Date, found: &mut Findings) {
    let Some(day) = &date.day else {
        return;
    };
    let month = date.month.as_ref();
    // Days of one month share it: only the last is told of it.
    let month = month.filter(|month| date.range.contains(&month.range.start));
    let is_bare =
        |part: &DatePart, most: u16| part.range.len() == 1 && (1..=most).contains(&part.value);
    let bare_month = month.filter(|month| is_bare(month, 2));
    if !is_bare(day, 9) && bare_month.is_none() {
        return;
    }
    if passage.is_quoted(day.range.start) {
        return;
    }
    let range = match bare_month {
        Some(month) if is_bare(day, 9) => day.range.start..month.range.end,
        Some(month) => month.range.clone(),
        None => day.range.clone(),
    };
    let Some(place) = passage.place(&range) else {
        return;
    };
    let level = match is_own(reading, date) {
        true => Severity::Error,
        false => Severity::Hint,
    };
    let whole = passage.slice(&date.range);
    let message = format!("thiếu số 0 ở “{whole}”");
    let mut finding = RULE.finding_as(level, message).at(place);
    if let Some(place) = passage.editable(&range) {
        let text = padded(passage.slice(&range));
        finding = finding.fix(format!("ghi “{text}”"), place, text);
    }
    found.add(finding);
}

/// Tells whether a date is that of the document itself.
fn is_own(reading: &Reading<'_>, date: &Date) -> bool {
    let issued = reading.content.date.as_ref();
    issued.is_some_and(|issued| {
        let same = |part: &Option<DatePart>, own: Option<u16>| {
            part.as_ref().map(|part| part.value) == own && own.is_some()
        };
        same(&date.day, issued.day.map(u16::from))
            && same(&date.month, issued.month.map(u16::from))
            && same(&date.year, Some(issued.year))
    })
}

/// The text with a zero before each digit that stands alone.
fn padded(text: &str) -> String {
    let words = text.split(' ');
    let words =
        words.map(
            |word| match word.len() == 1 && word.bytes().all(|b| b.is_ascii_digit()) {
                true => format!("0{word}"),
                false => word.to_owned(),
            },
        );
    words.collect::<Vec<_>>().join(" ")
}
