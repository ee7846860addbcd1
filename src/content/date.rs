//! `ngay_ban_hanh`: the ways to write a date of issue, and whether there is such a day.

use super::IssueDate;
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::yaml::tree::{Node, Value};
use std::{ops::Range, sync::Arc};

const CODE: &str = "ngay-sai";

/// A piece of a date as written, with its place.
struct Part<'a> {
    text: &'a str,
    range: Range<usize>,
}

/// Reads a date: `05/01/2024`, `/01/2024`, `__/01/2024`, `2024-01-05`, or a map of its parts.
pub(super) fn read(source: &Arc<Source>, node: &Node) -> Result<IssueDate, Diagnostic> {
    let place = Place::new(source, node.range.clone());
    let [day, month, year] = match &node.value {
        Value::Scalar(text, _) => {
            written(source, text, node).ok_or_else(|| not_a_date(text).at(place.clone()))?
        }
        _ => ["ngay", "thang", "nam"].map(|key| part_of_map(node, key)),
    };
    let at = |part: &Part<'_>| Place::new(source, part.range.clone());
    let year_place = at(&year);
    let Some(year) = number(&year, 9999).map_err(|e| e.at(at(&year)))? else {
        return Err(Diagnostic::error(CODE, "ngày ban hành thiếu năm")
            .at(year_place)
            .help("ghi năm bằng bốn chữ số, ví dụ //2024"));
    };
    if year < 1000 {
        return Err(Diagnostic::error(CODE, "năm phải có bốn chữ số")
            .at(year_place)
            .help("ghi đủ năm, ví dụ 05/01/2024"));
    }
    let (day_place, month_place) = (at(&day), at(&month));
    let month = number(&month, 12).map_err(|e| e.at(month_place.clone()))?;
    let day = number(&day, 31).map_err(|e| e.at(day_place.clone()))?;
    match (day, month) {
        (Some(_), None) => Err(
            Diagnostic::error(CODE, "ngày ban hành có ngày mà thiếu tháng")
                .at(place)
                .help("ghi thêm tháng, hoặc bỏ trống cả ngày và tháng"),
        ),
        (Some(day), Some(month)) if day > days_in(month, year) => Err(Diagnostic::error(
            CODE,
            format!("không có ngày {day:02}/{month:02}/{year}"),
        )
        .at(day_place)
        .help(format!(
            "tháng {month} năm {year} có {} ngày",
            days_in(month, year)
        ))),
        _ => Ok(IssueDate {
            // Bounded by 31 and 12 above.
            day: day.and_then(|day| u8::try_from(day).ok()),
            month: month.and_then(|month| u8::try_from(month).ok()),
            year,
            place,
        }),
    }
}

fn not_a_date(text: &str) -> Diagnostic {
    Diagnostic::error(CODE, format!("“{text}” không phải là ngày tháng"))
        .help("ghi ngày/tháng/năm, ví dụ 05/01/2024; dự thảo có thể bỏ trống ngày: /01/2024")
}

/// Day, month, year of a date in one piece.
fn written<'a>(source: &Source, text: &'a str, node: &Node) -> Option<[Part<'a>; 3]> {
    let separator = ['/', '-', '.'].into_iter().find(|&c| text.contains(c))?;
    let covered = source.text.get(node.range.clone()).unwrap_or("");
    let mut from = 0;
    let mut parts = Vec::new();
    for piece in text.split(separator) {
        let piece = piece.trim();
        // The piece as the source has it, unless quotes or escapes hide it.
        let found = covered.get(from..).and_then(|rest| rest.find(piece));
        let range = match found.filter(|_| !is_gap(piece)) {
            Some(i) => {
                let start = node.range.start + from + i;
                from += i + piece.len();
                start..start + piece.len()
            }
            None => node.range.clone(),
        };
        parts.push(Part { text: piece, range });
    }
    if parts.len() > 3 {
        return None;
    }
    while parts.len() < 3 {
        parts.insert(
            0,
            Part {
                text: "",
                range: node.range.clone(),
            },
        );
    }
    let [first, month, last] = <[Part<'a>; 3]>::try_from(parts).ok()?;
    if first.text.len() == 4 && !is_gap(first.text) {
        Some([last, month, first])
    } else {
        Some([first, month, last])
    }
}

fn part_of_map<'a>(node: &'a Node, key: &str) -> Part<'a> {
    match node.entry(key) {
        Some(entry) => match &entry.value.value {
            Value::Scalar(text, _) if !entry.value.is_null() => Part {
                text: text.trim(),
                range: entry.value.range.clone(),
            },
            _ => Part {
                text: "",
                range: entry.key_range.clone(),
            },
        },
        None => Part {
            text: "",
            range: node.range.clone(),
        },
    }
}

/// Nothing, or a line of underscores or dots where a number will be written by hand.
pub(super) fn is_gap(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '_' | '.' | '…' | ' '))
}

fn number(part: &Part<'_>, max: u16) -> Result<Option<u16>, Diagnostic> {
    if is_gap(part.text) {
        return Ok(None);
    }
    let digits = part.text.len() <= 4 && part.text.bytes().all(|b| b.is_ascii_digit());
    match part.text.parse::<u16>() {
        Ok(value) if digits && (1..=max).contains(&value) => Ok(Some(value)),
        _ if max == 31 => Err(
            Diagnostic::error(CODE, format!("không có ngày “{}”", part.text))
                .help("ngày là số từ 1 đến 31"),
        ),
        _ if max == 12 => Err(
            Diagnostic::error(CODE, format!("không có tháng “{}”", part.text))
                .help("tháng là số từ 1 đến 12; ghi theo thứ tự ngày/tháng/năm"),
        ),
        _ => Err(
            Diagnostic::error(CODE, format!("không có năm “{}”", part.text))
                .help("ghi năm bằng bốn chữ số, ví dụ 2024"),
        ),
    }
}

fn days_in(month: u16, year: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}
