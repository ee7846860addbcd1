//! A number of years, months or days that is not that of the dates beside it: `75 năm (27/7/1947 -
//! 27/7/2023)`, `5 năm 2021 - 2026`, `12 ngày (từ 01 đến 10/3)`.

use super::pairs::{self, Pair};
use super::years::{self, YearSpan};
use crate::check::reading::dates::{Day, days_in};
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT003",
        level: Severity::Error,
        about: "Số năm, số tháng, số ngày không khớp với khoảng thời gian ghi bên cạnh",
        clause: None,
    },
    name: "khoang-thoi-gian",
    explanation: "Kỷ niệm thì lấy năm sau trừ năm trước (76 năm: 27/7/1947 - 27/7/2023); kế hoạch, giai đoạn \
                  thì tính cả hai đầu (5 năm 2021 - 2025). Số ngày nhận cả hai cách đếm: kể hay không kể \
                  ngày đầu. “khoảng”, “gần”, “hơn” và ngày làm việc không xét.",
    bad: "Kỷ niệm 75 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2023).",
    good: "Kỷ niệm 76 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2023).",
    check,
};

/// Words that make a number no exact one.
const ABOUT: [&str; 9] = [
    "khoảng", "gần", "hơn", "trên", "dưới", "ngót", "chừng", "xấp", "xỉ",
];

/// A number with the unit of time behind it, by their tokens.
#[derive(Debug, Clone)]
struct Count {
    value: i32,
    number: usize,
    unit: usize,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let own_year = reading.content.date.as_ref().map(|date| date.year);
    for passage in &reading.passages {
        let has_unit = ["năm", "ngày", "tháng", "thứ"]
            .iter()
            .any(|unit| passage.lower.contains(unit));
        if !has_unit {
            continue;
        }
        let counts = counts(passage);
        if counts.is_empty() {
            continue;
        }
        for span in years::spans(passage) {
            of_years(passage, &counts, &span, found);
        }
        for pair in pairs::of(passage) {
            of_dates(passage, &counts, &pair, own_year, found);
        }
    }
}

fn counts(passage: &Passage<'_>) -> Vec<Count> {
    let mut found = Vec::new();
    for number in 0..passage.tokens.len() {
        let text = passage.at(number);
        let is_number = passage.kind(number) == Some(TokenKind::Number) && text.len() <= 3;
        let Some(value) = text.parse().ok().filter(|_| is_number) else {
            continue;
        };
        let unit = passage.solid(number + 1);
        let before = passage.solid_before(number);
        let word = before.map_or("", |before| passage.at(before));
        let is_nth = word == "thứ" && passage.precedes(number, "lần thứ").is_some();
        let is_unit = matches!(passage.at(unit), "năm" | "ngày" | "tháng");
        // `tháng 3 năm 2024`, `ngày 05 tháng 3`: those are parts of a date.
        let in_date = matches!(
            word,
            "ngày" | "tháng" | "quý" | "/" | "-" | "–" | "điều" | "khoản" | "số"
        );
        if is_nth || is_unit && !in_date && !ABOUT.contains(&word) {
            let unit = if is_nth { number } else { unit };
            found.push(Count {
                value,
                number,
                unit,
            });
        }
    }
    found
}

/// A span of years with the number right before it, before it in brackets, or in brackets behind it.
fn of_years(passage: &Passage<'_>, counts: &[Count], span: &YearSpan, found: &mut Findings) {
    let years = i32::from(span.to.value) - i32::from(span.from.value);
    if years <= 0 {
        return;
    }
    let range = span.range(passage);
    let is_year = |count: &&Count| passage.at(count.unit) == "năm";
    let before = counts
        .iter()
        .filter(is_year)
        .rfind(|count| count.unit < span.from.token);
    let behind = counts
        .iter()
        .filter(is_year)
        .find(|count| count.number > span.to.token);
    let (count, in_brackets) = match (before, behind) {
        (Some(count), _) if between(passage, count.unit, range.start).is_some_and(is_joint) => {
            let words = between(passage, count.unit, range.start).unwrap_or_default();
            (count, words.contains('('))
        }
        (_, Some(count)) => {
            let start = passage.tokens[count.number].range.start;
            match passage.lower.get(range.end..start).map(str::trim) {
                Some("(" | "(trong" | ", trong") => (count, true),
                _ => return,
            }
        }
        _ => return,
    };
    let start = passage.tokens[count.number.min(span.from.token)]
        .range
        .start;
    let context = context(passage, start);
    let is_plan = [
        "kế hoạch",
        "giai đoạn",
        "trung hạn",
        "chiến lược",
        "quy hoạch",
    ]
    .iter()
    .any(|word| context.contains(word));
    let is_past = [
        "kỷ niệm",
        "kỉ niệm",
        "tổng kết",
        "sau ",
        "qua ",
        "nhiệm kỳ",
        "khóa",
        "khoá",
        "thành lập",
        "truyền thống",
        "thực hiện",
    ]
    .iter()
    .any(|word| context.contains(word));
    let both_ends = !is_past && (is_plan || !in_brackets);
    let fits = count.value == years + 1 || !both_ends && count.value == years;
    if !fits {
        let reading = match both_ends {
            true => format!("tính cả hai đầu là {} năm", years + 1),
            false => format!("là {years} năm (tính cả hai đầu là {})", years + 1),
        };
        tell(passage, count, &range, &reading, found);
    }
}

/// Two dates with the number before them or in brackets behind them.
fn of_dates(
    passage: &Passage<'_>,
    counts: &[Count],
    pair: &Pair<'_>,
    own_year: Option<u16>,
    found: &mut Findings,
) {
    let range = pair.range();
    let before = counts
        .iter()
        .rfind(|count| passage.tokens[count.unit].range.end <= range.start);
    let behind = counts
        .iter()
        .find(|count| passage.tokens[count.number].range.start >= range.end);
    let near_behind = behind.filter(|count| {
        let start = passage.tokens[count.number].range.start;
        let words = passage.lower.get(range.end..start).map(str::trim);
        matches!(
            words,
            Some("(" | "(trong" | ", trong" | "(tổng cộng" | "(là" | "là")
        )
    });
    let near_before = before.filter(|count| {
        let words = between(passage, count.unit, range.start).unwrap_or("?");
        let far = passage.at(count.unit) == "năm" || count.unit == count.number;
        is_joint(words) || far && is_same_sentence(words)
    });
    let Some(count) = near_behind.or(near_before) else {
        return;
    };
    let behind_unit = passage.lower.get(passage.tokens[count.unit].range.end..);
    if behind_unit.is_some_and(|rest| rest.trim_start().starts_with("làm việc")) {
        return;
    }
    let Some((from, to)) = pair.days(own_year) else {
        return;
    };
    let days = to.number() - from.number();
    if days < 0 {
        return;
    }
    let months = (i32::from(to.year) - i32::from(from.year)) * 12 + i32::from(to.month)
        - i32::from(from.month);
    let (fits, reading) = match passage.at(count.unit) {
        "ngày" => {
            let fits = count.value == days || count.value == days + 1;
            (
                fits,
                format!(
                    "là {} ngày kể cả hai đầu, {days} ngày nếu không kể ngày đầu",
                    days + 1
                ),
            )
        }
        "tháng" => {
            let (whole, most) = whole_months(from, to);
            let fits = (whole..=most).contains(&count.value);
            (fits, format!("là {most} tháng"))
        }
        _ if !pair.has_years() => return,
        _ => {
            let years = i32::from(to.year) - i32::from(from.year);
            let whole = (from.month, from.day) == (to.month, to.day);
            let fits = match whole {
                true => count.value == years,
                false => (months / 12..=years + 1).contains(&count.value),
            };
            // Years are counted long before the brackets only on an anniversary.
            if !whole
                && near_behind.is_none()
                && !is_joint(between(passage, count.unit, range.start).unwrap_or("?"))
            {
                return;
            }
            (fits, format!("là {years} năm"))
        }
    };
    if !fits {
        tell(passage, count, &range, &reading, found);
    }
}

/// How many whole months lie between two days, both counted, and how many where the rest makes one more.
fn whole_months(from: Day, to: Day) -> (i32, i32) {
    let (month, day) = match to.day == days_in(to.month, to.year) {
        true => (i32::from(to.month) + 1, 1),
        false => (i32::from(to.month), i32::from(to.day) + 1),
    };
    let years = i32::from(to.year) - i32::from(from.year);
    let months = years * 12 + month - i32::from(from.month);
    let rest = day - i32::from(from.day);
    match rest {
        ..0 => (months - 1, months),
        0..=10 => (months, months),
        _ => (months, months + 1),
    }
}

/// The text from behind a token to a byte, in small letters.
fn between<'p>(passage: &'p Passage<'_>, token: usize, end: usize) -> Option<&'p str> {
    let start = passage.tokens.get(token)?.range.end;
    passage.lower.get(start..end)
}

/// Tells whether words join a number and the span that it counts.
fn is_joint(words: &str) -> bool {
    let mut words = words.split(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | ':'));
    words.all(|word| {
        matches!(
            word,
            "" | "từ" | "ngày" | "tháng" | "năm" | "giai" | "đoạn" | "kể" | "tính" | "là" | "liền"
        )
    })
}

/// Tells whether words are within a sentence, with nothing in brackets before their end.
fn is_same_sentence(words: &str) -> bool {
    words.trim_end().ends_with('(') && !words.contains([';', '.', ')', '\n']) && words.len() < 160
}

/// The words before a place, as far as they belong to it.
fn context<'p>(passage: &'p Passage<'_>, end: usize) -> &'p str {
    let before = &passage.lower[..end];
    let start = before.rfind(['.', ';', ',']).map_or(0, |at| at + 1);
    // At most some ten words.
    let words = &before[start..];
    let cut = words.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    &words[cut..]
}

fn tell(
    passage: &Passage<'_>,
    count: &Count,
    range: &Range<usize>,
    reading: &str,
    found: &mut Findings,
) {
    let last = count.unit.max(count.number);
    let number = passage.bytes(count.number..last + 1);
    let Some(place) = passage.place(&number) else {
        return;
    };
    let message = format!(
        "{} {reading}, không phải {}",
        passage.slice(range),
        passage.slice(&number)
    );
    let mut finding = RULE.finding(message).at(place);
    if let Some(place) = passage.place(range) {
        finding = finding.related(place, "khoảng thời gian");
    }
    found.add(finding);
}
