//! `ngay_ban_hanh`: the ways to write a date of issue, and whether there is such a day.

use super::{IssueDate, schema::DateParts};
use crate::diagnostic::{Diagnostic, Place};
use crate::yaml::typed::{Field, Words};
use std::{ops::Range, str::FromStr};

const CODE: &str = "ngay-sai";

/// A piece of a date as written, with its place.
struct Part<'a> {
    text: &'a str,
    place: Place,
}

/// Reads a date in one piece: `05/01/2024`, `/01/2024`, `__/01/2024`, `2024-01-05`.
pub(super) fn written(text: &str, place: &Place) -> Result<IssueDate, Diagnostic> {
    match pieces(text, place) {
        Some(parts) => checked(parts, place),
        None => Err(not_a_date(text).at(place.clone())),
    }
}

/// Reads a date in parts, which stand at `place`.
pub(super) fn in_parts(parts: &DateParts, place: &Place) -> Result<IssueDate, Diagnostic> {
    let all = [&parts.day, &parts.month, &parts.year];
    checked(all.map(|field| part(field, place)), place)
}

fn part<'a>(field: &'a Field<Words>, date: &Place) -> Part<'a> {
    let (text, place) = match (field.given(), &field.mark.key) {
        (Some(given), _) => (given.value.0.text.trim(), &given.place),
        (None, Some(key)) => ("", key),
        (None, None) => ("", date),
    };
    let place = place.clone();
    Part { text, place }
}

/// Day, month and year, if there is such a day.
fn checked([day, month, year]: [Part<'_>; 3], place: &Place) -> Result<IssueDate, Diagnostic> {
    let Some(in_year) = number(&year, 9999_u16, &YEAR)? else {
        return Err(Diagnostic::error(CODE, "ngày ban hành thiếu năm")
            .at(year.place)
            .help("ghi năm bằng bốn chữ số, ví dụ //2024"));
    };
    if in_year < 1000 {
        return Err(Diagnostic::error(CODE, "năm phải có bốn chữ số")
            .at(year.place)
            .help("ghi đủ năm, ví dụ 05/01/2024"));
    }
    let in_month = number(&month, 12_u8, &MONTH)?;
    match (number(&day, 31_u8, &DAY)?, in_month) {
        (Some(_), None) => Err(
            Diagnostic::error(CODE, "ngày ban hành có ngày mà thiếu tháng")
                .at(place.clone())
                .help("ghi thêm tháng, hoặc bỏ trống cả ngày và tháng"),
        ),
        (Some(on), Some(in_month)) if on > days_in(in_month, in_year) => Err(Diagnostic::error(
            CODE,
            format!("không có ngày {on:02}/{in_month:02}/{in_year}"),
        )
        .at(day.place)
        .help(format!(
            "tháng {in_month} năm {in_year} có {} ngày",
            days_in(in_month, in_year)
        ))),
        (on, in_month) => Ok(IssueDate {
            day: on,
            month: in_month,
            year: in_year,
            place: place.clone(),
        }),
    }
}

fn not_a_date(text: &str) -> Diagnostic {
    Diagnostic::error(CODE, format!("“{text}” không phải là ngày tháng"))
        .help("ghi ngày/tháng/năm, ví dụ 05/01/2024; dự thảo có thể bỏ trống ngày: /01/2024")
}

/// Day, month, year of a date in one piece.
fn pieces<'a>(text: &'a str, date: &Place) -> Option<[Part<'a>; 3]> {
    let separator = ['/', '-', '.'].into_iter().find(|&c| text.contains(c))?;
    let covered = date.source.text.get(date.range.clone()).unwrap_or("");
    let at = |range: Range<usize>| Place::new(&date.source, range);
    let mut from = 0;
    let mut parts = Vec::new();
    for piece in text.split(separator) {
        let piece = piece.trim();
        // The piece as the source has it, unless quotes or escapes hide it.
        let found = covered.get(from..).and_then(|rest| rest.find(piece));
        let place = match found.filter(|_| !is_gap(piece)) {
            Some(i) => {
                let start = date.range.start + from + i;
                from += i + piece.len();
                at(start..start + piece.len())
            }
            None => date.clone(),
        };
        parts.push(Part { text: piece, place });
    }
    let nothing = || Part {
        text: "",
        place: date.clone(),
    };
    while parts.len() < 3 {
        parts.insert(0, nothing());
    }
    let [first, month, last] = <[Part<'a>; 3]>::try_from(parts).ok()?;
    if first.text.len() == 4 && !is_gap(first.text) {
        Some([last, month, first])
    } else {
        Some([first, month, last])
    }
}

/// Nothing, or a line of underscores or dots where a number will be written by hand.
pub(super) fn is_gap(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '_' | '.' | '…' | ' '))
}

/// The message for a part of a date that is no number, and how to mend it.
type Advice = (&'static str, &'static str);
const DAY: Advice = ("không có ngày", "ngày là số từ 1 đến 31");
const MONTH: Advice = (
    "không có tháng",
    "tháng là số từ 1 đến 12; ghi theo thứ tự ngày/tháng/năm",
);
const YEAR: Advice = ("không có năm", "ghi năm bằng bốn chữ số, ví dụ 2024");

/// A number from 1 to `max`; none where it is left to be written by hand.
fn number<N: FromStr + PartialOrd + From<u8>>(
    part: &Part<'_>,
    max: N,
    (message, help): &Advice,
) -> Result<Option<N>, Diagnostic> {
    if is_gap(part.text) {
        return Ok(None);
    }
    let digits = part.text.len() <= 4 && part.text.bytes().all(|b| b.is_ascii_digit());
    match part.text.parse::<N>() {
        Ok(value) if digits && (N::from(1)..=max).contains(&value) => Ok(Some(value)),
        _ => Err(
            Diagnostic::error(CODE, format!("{message} “{}”", part.text))
                .at(part.place.clone())
                .help(*help),
        ),
    }
}

fn days_in(month: u8, year: u16) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}
