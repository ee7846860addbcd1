//! A weekday that is not that of the date beside it: `thứ Hai, ngày 16/01/2024`.

use crate::check::reading::dates::Day;
use crate::check::reading::{Date, Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT002",
        level: Severity::Error,
        about: "Thứ trong tuần không đúng với ngày ghi bên cạnh",
        clause: None,
    },
    name: "thu-sai-ngay",
    explanation: "Thứ và ngày phải khớp lịch. Ngày không ghi năm thì lấy năm của văn bản (cuối năm tính cả \
                  năm sau, đầu năm tính cả năm trước). “Lần thứ hai”, “kỳ họp thứ ba” là số thứ tự, không \
                  xét.",
    bad: "Thứ Ba, ngày 15/01/2024: họp giao ban.",
    good: "Thứ Hai, ngày 15/01/2024: họp giao ban.",
    check,
};

/// The weekdays from Monday on, as they are written.
const NAMES: [&str; 7] = [
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
];
/// Words before a small weekday; others make it an ordinal number.
const BEFORE: [&str; 27] = [
    "sáng", "trưa", "chiều", "tối", "đêm", "vào", "ngày", "hôm", "từ", "đến", "tới", "là", "và",
    "hoặc", "giờ", "phút", "h", "lúc", "trước", "sau", "hết", "nhằm", "tức", "trong", "cả", "các",
    "bù",
];
/// Words that things in a row are counted by.
const IN_A_ROW: [&str; 17] = [
    "lần", "kỳ", "họp", "khóa", "khoá", "đợt", "phiên", "con", "vòng", "thi", "hạng", "bậc",
    "đứng", "hội", "nghị", "quý", "kỷ",
];

/// A weekday in a text: its tokens, from 0 for Monday.
struct Weekday {
    tokens: std::ops::Range<usize>,
    number: usize,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !passage.lower.contains("thứ") && !passage.lower.contains("chủ nhật") {
            continue;
        }
        for at in 0..passage.tokens.len() {
            if let Some(weekday) = weekday(passage, at) {
                beside(reading, passage, &weekday, found);
            }
        }
    }
}

fn weekday(passage: &Passage<'_>, at: usize) -> Option<Weekday> {
    let opens = passage.at(at);
    if !matches!(opens, "thứ" | "chủ") || passage.kind(at + 1) != Some(TokenKind::Space) {
        return None;
    }
    let number = match (opens, passage.at(at + 2)) {
        ("chủ", "nhật") => 6,
        ("thứ", "hai" | "2") => 0,
        ("thứ", "ba" | "3") => 1,
        ("thứ", "tư" | "4") => 2,
        ("thứ", "năm" | "5") => 3,
        ("thứ", "sáu" | "6") => 4,
        ("thứ", "bảy" | "bẩy" | "7") => 5,
        _ => return None,
    };
    let tokens = at..at + 3;
    Some(Weekday { tokens, number })
}

fn beside(reading: &Reading<'_>, passage: &Passage<'_>, weekday: &Weekday, found: &mut Findings) {
    let range = passage.bytes(weekday.tokens.clone());
    let Some(date) = before(passage, range.start).or_else(|| behind(passage, range.end)) else {
        return;
    };
    let is_day = date.certain && !date.lunar && date.day.is_some();
    if !is_day || passage.place(&range).is_none() {
        return;
    }
    let is_ordinal = is_ordinal(passage, weekday);
    if is_ordinal {
        let words = passage.slice(&range);
        let reason = format!("“{words}” có thể là số thứ tự, không phải ngày trong tuần");
        found.unsure(RULE.unsure(reason).at(passage.place(&range)));
        return;
    }
    let days = days(reading, date);
    let Some(first) = days.first() else {
        if date.year.is_none() {
            let reason = "ngày không ghi năm, văn bản cũng chưa có năm";
            found.unsure(RULE.unsure(reason).at(passage.place(&range)));
        }
        return;
    };
    if days.iter().any(|day| day.weekday() == weekday.number) {
        return;
    }
    let message = format!(
        "ngày {:02}/{:02}/{} là {}, không phải {}",
        first.day,
        first.month,
        first.year,
        NAMES[first.weekday()],
        passage.slice(&range)
    );
    let mut finding = RULE.finding(message).at(passage.place(&range));
    if let Some(place) = passage.place(&date.range) {
        finding = finding.related(place, "ngày ghi bên cạnh");
    }
    found.add(finding);
}

/// Tells whether a word stands before that makes it a number in a row: `kỳ họp thứ Ba`. Before a small
/// one (`hộ thứ hai`) any noun may.
fn is_ordinal(passage: &Passage<'_>, weekday: &Weekday) -> bool {
    let Some(last) = passage.solid_before(weekday.tokens.start) else {
        return false;
    };
    let word = passage.at(last);
    let name = weekday.tokens.end - 1;
    let is_capital = passage
        .slice(&passage.bytes(name..name + 1))
        .starts_with(char::is_uppercase);
    let is_noun = passage.kind(last) == Some(TokenKind::Word) && !BEFORE.contains(&word);
    weekday.number < 6 && (IN_A_ROW.contains(&word) || is_noun && !is_capital)
}

/// The date right before a weekday: `ngày 15/01/2024 (thứ Hai`.
fn before<'p>(passage: &'p Passage<'_>, at: usize) -> Option<&'p Date> {
    let dates = passage.dates();
    let next = dates.partition_point(|date| date.range.end <= at);
    let date = dates.get(next.checked_sub(1)?)?;
    let between = passage.lower.get(date.range.end..at)?.trim();
    matches!(
        between,
        "(" | ", là" | "là" | "," | "(là" | "-" | "vào" | "(nhằm" | ""
    )
    .then_some(date)
    // `15/01, thứ Ba 16/01`: the weekday is that of the date behind it.
    .filter(|_| {
        between.starts_with('(') || between.ends_with("là") || behind(passage, at).is_none()
    })
}

/// The date right behind a weekday: `thứ Hai, ngày 15/01/2024`, `thứ Hai (15/01)`.
fn behind<'p>(passage: &'p Passage<'_>, at: usize) -> Option<&'p Date> {
    let dates = passage.dates();
    let date = dates.get(dates.partition_point(|date| date.range.start < at))?;
    let between = passage.lower.get(at..date.range.start)?;
    if between.len() > 20 {
        return None;
    }
    let mut words =
        between.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '-' | '–' | ':'));
    words
        .all(|word| matches!(word, "" | "ngày" | "là" | "nhằm" | "tức"))
        .then_some(date)
}

/// The days that a date may be: one with its year; without, that of the document's year, and of the
/// year that is near at its turn.
fn days(reading: &Reading<'_>, date: &Date) -> Vec<Day> {
    if date.year.is_some() {
        return date.full().into_iter().collect();
    }
    let (Some(issued), Some(month)) = (&reading.content.date, &date.month) else {
        return Vec::new();
    };
    let mut years = vec![issued.year];
    match issued.month.map(u16::from) {
        Some(10..) if month.value <= 3 => years.push(issued.year + 1),
        Some(..=3) if month.value >= 10 => years.push(issued.year.saturating_sub(1)),
        None => years.extend([issued.year + 1, issued.year.saturating_sub(1)]),
        _ => {}
    }
    years
        .into_iter()
        .filter_map(|year| date.in_year(year))
        .collect()
}
