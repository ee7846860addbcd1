//! Days of the week and months in words: `thứ Hai`, `tháng Giêng`, `Chủ nhật`.

use super::words::{
    after, before, has_capital, is_foreign, is_loud, is_number, is_shouted, is_small, is_word,
    small, span, text,
};
use crate::check::reading::Passage;
use crate::check::reading::names::has_names;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH024",
        level: Severity::Error,
        about: "Tên ngày trong tuần, tên tháng ghi bằng chữ viết thường",
        clause: Some("Phụ lục II, V.8.c"),
    },
    name: "thu-trong-tuan",
    explanation: "Tên các ngày trong tuần và tháng không dùng chữ số thì viết hoa: thứ Hai, Chủ nhật, tháng Tám, tháng Giêng. \
                  “Thứ hai” chỉ thứ tự (lần thứ hai, thứ nhất… thứ hai…) viết thường; chỗ không rõ là ngày hay thứ tự thì không xét.",
    bad: "Họp giao ban sáng thứ hai hằng tuần.",
    good: "Họp giao ban sáng thứ Hai hằng tuần.",
    check,
};

/// The days by their words.
const DAYS: [(&str, &str); 6] = [
    ("hai", "Hai"),
    ("ba", "Ba"),
    ("tư", "Tư"),
    ("năm", "Năm"),
    ("sáu", "Sáu"),
    ("bảy", "Bảy"),
];

/// Words of things that are told apart by their order: `lần thứ hai`, `kỳ họp thứ ba`.
const ORDERED: [&str; 24] = [
    "lần", "phần", "bên", "người", "khóa", "con", "hạng", "vị", "bậc", "cấp", "kỳ", "họp", "nhóm",
    "loại", "nước", "giai", "đợt", "vòng", "chương", "quyển", "tập", "trang", "bản", "khoá",
];

/// The months by their words; those of two words by the first.
const MONTHS: [(&str, &str); 13] = [
    ("giêng", "Giêng"),
    ("chạp", "Chạp"),
    ("một", "Một"),
    ("hai", "Hai"),
    ("ba", "Ba"),
    ("tư", "Tư"),
    ("năm", "Năm"),
    ("sáu", "Sáu"),
    ("bảy", "Bảy"),
    ("tám", "Tám"),
    ("chín", "Chín"),
    ("mười", "Mười"),
    ("bốn", "Bốn"),
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for (at, token) in passage.tokens.iter().enumerate() {
            match passage.small(token) {
                "thứ" if !is_foreign(passage, at) => weekday(passage, at, found),
                "chủ" | "chúa" if !is_foreign(passage, at) => sunday(passage, at, found),
                "tháng" | "chạp" if !is_foreign(passage, at) => month(passage, at, found),
                _ => {}
            }
        }
    }
}

fn tell(
    passage: &Passage<'_>,
    at: usize,
    right: &str,
    (message, wrong): (&str, (usize, usize)),
    found: &mut Findings,
) {
    let range = span(passage, at, at);
    let name = passage.slice(&span(passage, wrong.0, wrong.1));
    let mut finding = RULE
        .finding(format!("{message} “{name}” viết thường"))
        .at(passage.place(&range));
    if let Some(place) = passage.editable(&range) {
        finding = finding.fix(format!("viết hoa “{right}”"), place, right);
    }
    found.add(finding);
}

fn weekday(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let Some(day) = after(passage, at).filter(|day| is_small(passage, *day)) else {
        return;
    };
    let known = DAYS
        .iter()
        .find(|(word, _)| *word == small(passage, Some(day)));
    let Some((_, right)) = known else {
        return;
    };
    if is_weekday(passage, at, day) {
        tell(passage, day, right, ("ngày trong tuần", (at, day)), found);
    } else if !is_ordinal(passage, at, day) {
        let reason = "không rõ là ngày trong tuần hay thứ tự";
        let range = span(passage, at, day);
        found.unsure(RULE.unsure(reason).at(passage.place(&range)));
    }
}

/// Tells whether a word for the order stands before: `lần thứ hai`.
fn is_ordinal(passage: &Passage<'_>, at: usize, day: usize) -> bool {
    let last = before(passage, at).filter(|last| is_word(passage, *last));
    ORDERED.contains(&small(passage, last))
        || has_capital(passage, at) && last.is_none() && text(passage, after(passage, day)) == ","
}

/// Tells whether the words are proved to be a day of the week.
fn is_weekday(passage: &Passage<'_>, at: usize, day: usize) -> bool {
    let last = before(passage, at).filter(|last| is_word(passage, *last));
    let last = small(passage, last);
    if ORDERED.contains(&last) {
        return false;
    }
    let is_time = ["sáng", "chiều", "tối", "trưa", "đêm", "hôm"].contains(&last);
    is_time
        || is_told_of(passage, at, day)
        || is_dated(passage, day)
        || is_repeated(passage, day)
        || has_neighbour(passage, at, day)
}

/// Tells whether a date follows: `thứ hai, ngày 15/3`, `thứ hai (15/3)`, `thứ sáu 19/02/2031`.
fn is_dated(passage: &Passage<'_>, day: usize) -> bool {
    let mut next = after(passage, day);
    if matches!(text(passage, next), "," | "(") {
        next = next.and_then(|next| after(passage, next));
    }
    if matches!(small(passage, next), "ngày" | "mùng") {
        next = next.and_then(|next| after(passage, next));
        return next.is_some_and(|next| is_number(passage, next));
    }
    let is_number = next.is_some_and(|next| is_number(passage, next));
    let sign = next.and_then(|next| passage.tokens.get(next + 1));
    is_number && sign.is_some_and(|sign| matches!(passage.slice(&sign.range), "/" | "-" | "."))
}

/// Tells whether it stands in brackets, as behind a date: `ngày 16 tháng 01 (thứ sáu)`.
fn is_told_of(passage: &Passage<'_>, at: usize, day: usize) -> bool {
    text(passage, before(passage, at)) == "("
        && matches!(text(passage, after(passage, day)), ")" | ",")
}

/// Tells whether it comes each week, or in one that is named.
fn is_repeated(passage: &Passage<'_>, day: usize) -> bool {
    let next = after(passage, day);
    let behind = next.and_then(|next| after(passage, next));
    let word = small(passage, next);
    let tuan = small(passage, behind) == "tuần";
    word == "tuần" || tuan && ["hằng", "hàng", "trong", "của", "mỗi", "đầu", "cuối"].contains(&word)
}

/// Tells whether another day of the week stands near by, behind `đến`, `và` or a comma.
fn has_neighbour(passage: &Passage<'_>, at: usize, day: usize) -> bool {
    let is_link = |at: Option<usize>| {
        matches!(
            small(passage, at),
            "đến" | "tới" | "và" | "," | "hoặc" | "-" | "–" | ";"
        )
    };
    let mut near = after(passage, day).filter(|next| is_link(Some(*next)));
    near = near.and_then(|next| after(passage, next));
    if matches!(small(passage, near), "ngày" | "sáng" | "chiều" | "hết") {
        near = near.and_then(|next| after(passage, next));
    }
    let is_capital_day = |at: Option<usize>| {
        let day = at.and_then(|at| after(passage, at));
        let is_day = DAYS.iter().any(|(word, _)| *word == small(passage, day));
        small(passage, at) == "thứ" && is_day
    };
    let is_sunday = |at: Option<usize>| {
        small(passage, at) == "chủ"
            && small(passage, at.and_then(|at| after(passage, at))) == "nhật"
    };
    let behind = is_sunday(near)
        || is_capital_day(near)
            && (near.is_some_and(|near| {
                after(passage, near).is_some_and(|day| has_capital(passage, day))
            }) || matches!(small(passage, after(passage, day)), "đến" | "tới"));
    if behind {
        return true;
    }
    let link = before(passage, at).filter(|last| is_link(Some(*last)));
    let last = link.and_then(|link| before(passage, link));
    let before_it = last.and_then(|last| before(passage, last));
    let is_day = is_capital_day(before_it)
        && (last.is_some_and(|last| has_capital(passage, last))
            || matches!(small(passage, link), "đến" | "tới"));
    is_day || is_sunday(before_it)
}

fn sunday(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let next = after(passage, at).filter(|next| small(passage, Some(*next)) == "nhật");
    let Some(next) = next.filter(|_| is_small(passage, at)) else {
        return;
    };
    let right = if small(passage, Some(at)) == "chủ" {
        "Chủ"
    } else {
        "Chúa"
    };
    tell(passage, at, right, ("ngày trong tuần", (at, next)), found);
}

fn month(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    if small(passage, Some(at)) == "chạp" {
        return;
    }
    let Some(word) = after(passage, at).filter(|word| is_small(passage, *word)) else {
        return;
    };
    let name = small(passage, Some(word));
    let Some((_, right)) = MONTHS.iter().find(|(month, _)| *month == name) else {
        return;
    };
    let is_sure = matches!(name, "giêng" | "chạp");
    if is_shouted(text(passage, Some(at))) || !is_sure && !is_month(passage, at, word) {
        return;
    }
    tell(passage, word, right, ("tháng", (at, word)), found);
}

/// Tells whether the words are a month of the year: a day stands before, or a year or the calendar
/// behind.
fn is_month(passage: &Passage<'_>, at: usize, word: usize) -> bool {
    let next = after(passage, word);
    let behind = next.and_then(|next| after(passage, next));
    let is_year = small(passage, next) == "năm"
        && behind.is_some_and(|behind| is_number(passage, behind) || has_capital(passage, behind));
    let is_calendar =
        matches!(small(passage, next), "âm" | "dương") && small(passage, behind) == "lịch";
    let last = before(passage, at);
    let before_it = last.and_then(|last| before(passage, last));
    let has_day = last.is_some_and(|last| is_number(passage, last) || is_word(passage, last))
        && matches!(small(passage, before_it), "mùng" | "mồng" | "rằm" | "ngày")
        && !["các", "những", "mấy"].contains(&small(passage, last));
    let is_revolution = small(passage, before_it) == "cách" && small(passage, last) == "mạng";
    let is_eve = small(passage, last) == "rằm";
    is_year
        || is_calendar
        || is_eve
        || (has_day && is_small(passage, word) && small(passage, Some(word)) != "năm")
        || is_revolution
}
