//! The number formats of cells: how Excel in Vietnam shows a number or a day.
//!
//! Only the forms that tables of offices have are known: digits, grouping, percentages, days in
//! digits, and words around them. Of any other format it is said that what it shows is not known.

use crate::{
    figures::Date,
    rows::typed::{self, Shown},
};
use rust_decimal::{Decimal, RoundingStrategy};

/// A piece of a section of a format.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// Printed as it stands.
    Words(String),
    /// `d`, `mm`, `yyyy`.
    Letters(String),
}

/// A number as its format shows it; of a percentage, the number before the sign.
pub(super) fn number(value: Decimal, percent: bool, format: &str) -> Shown {
    if matches!(format, "" | "General" | "@") {
        return Shown::Text(typed::plainly(value, percent));
    }
    let unknown = || Shown::Unknown(format.to_owned());
    let sections = sections(format);
    let (section, value, signed) = match (sections.as_slice(), value.is_sign_negative()) {
        ([_, negative, ..], true) if !value.is_zero() => (negative, value.abs(), false),
        ([_, _, zero, ..], _) if value.is_zero() => (zero, value, false),
        ([first, ..], negative) => (first, value.abs(), negative && !value.is_zero()),
        ([], _) => return unknown(),
    };
    let Some(text) = pieces(section).and_then(|pieces| filled(&pieces, value)) else {
        return unknown();
    };
    Shown::Text(if signed { format!("-{text}") } else { text })
}

/// A day as its format shows it, and whether day, month and year are all shown.
pub(super) fn day(date: Date, format: &str) -> (Shown, bool) {
    // What programs write for the short day of the system's country.
    if matches!(
        format,
        "" | "mm-dd-yy" | "m/d/yyyy" | "m/d/yy" | "mm/dd/yyyy"
    ) {
        return (Shown::Text(typed::date_text(date)), true);
    }
    let unknown = || Shown::Unknown(format.to_owned());
    let sections = sections(format);
    let Some(pieces) = sections.first().and_then(|section| pieces(section)) else {
        return (unknown(), true);
    };
    let mut text = String::new();
    let (mut is_known, mut seen) = (true, [false; 3]);
    for piece in &pieces {
        let Piece::Letters(letters) = piece else {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Point => text.push('.'),
                Piece::Comma => text.push(','),
                _ => is_known = false,
            }
            continue;
        };
        let part = match letters.to_lowercase().as_str() {
            "d" => date.day.to_string(),
            "dd" => format!("{:02}", date.day),
            "m" => date.month.to_string(),
            "mm" => format!("{:02}", date.month),
            "yy" => format!("{:02}", date.year % 100),
            "yyy" | "yyyy" => format!("{:04}", date.year),
            _ => {
                is_known = false;
                String::new()
            }
        };
        text.push_str(&part);
        let kinds = ['d', 'm', 'y'].map(|kind| letters.to_lowercase().starts_with(kind));
        // `ddd` is the day of the week.
        seen[0] |= kinds[0] && letters.len() <= 2;
        seen[1] |= kinds[1];
        seen[2] |= kinds[2];
    }
    // A format of the system's own (`[$-F800]`) shows a whole day.
    let is_whole = seen == [true; 3] || format.contains("F800");
    let shown = if is_known && !format.contains("[$-F") {
        Shown::Text(text)
    } else {
        unknown()
    };
    (shown, is_whole)
}

/// The parts of a format between `;`.
fn sections(format: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in format.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                all.push(&format[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(&format[start..]);
    all
}

/// A section in pieces; none where it holds what is not known here.
fn pieces(section: &str) -> Option<Vec<Piece>> {
    let mut all: Vec<Piece> = Vec::new();
    let mut rest = section.chars().peekable();
    while let Some(c) = rest.next() {
        let piece = match c {
            '0' | '#' | '?' => Piece::Digit(c),
            '.' => Piece::Point,
            ',' => Piece::Comma,
            '%' => Piece::Percent,
            '"' => Piece::Words(rest.by_ref().take_while(|c| *c != '"').collect()),
            '\\' => Piece::Words(rest.next()?.to_string()),
            '_' => {
                rest.next()?;
                Piece::Words(" ".to_owned())
            }
            // Fills the column.
            '*' => {
                rest.next()?;
                continue;
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                match bracket(&inside)? {
                    words if words.is_empty() => continue,
                    words => Piece::Words(words),
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' => {
                let mut letters = c.to_string();
                while let Some(next) = rest.next_if(|next| next.eq_ignore_ascii_case(&c)) {
                    letters.push(next);
                }
                Piece::Letters(letters)
            }
            ' ' | '-' | '+' | '(' | ')' | ':' | '/' | '$' | '₫' | '\u{a0}' => {
                Piece::Words(c.to_string())
            }
            _ => return None,
        };
        all.push(piece);
    }
    Some(all)
}

/// The text that `[Red]`, `[$-42A]` or `[$₫-42A]` shows; none for a condition or a length of time.
fn bracket(inside: &str) -> Option<String> {
    const COLOURS: [&str; 8] = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow",
    ];
    if let Some(currency) = inside.strip_prefix('$') {
        return Some(currency.split('-').next().unwrap_or("").to_owned());
    }
    let lower = inside.to_lowercase();
    (COLOURS.contains(&lower.as_str()) || lower.starts_with("color")).then(String::new)
}

/// A number without its sign put into the pieces.
fn filled(pieces: &[Piece], value: Decimal) -> Option<String> {
    let is_digit = |piece: &Piece| matches!(piece, Piece::Digit(_));
    let first = pieces.iter().position(is_digit)?;
    let last = pieces.iter().rposition(is_digit)?;
    let point = pieces.iter().position(|piece| *piece == Piece::Point);
    let point = point
        .filter(|at| (first..=last).contains(at))
        .unwrap_or(last + 1);
    // A comma behind the digits divides by a thousand; a stroke between them makes a fraction.
    let odd = |piece: &Piece| match piece {
        Piece::Letters(_) | Piece::Point => true,
        Piece::Words(words) => words.contains('/'),
        _ => false,
    };
    let (before, behind) = (&pieces[..first], &pieces[last + 1..]);
    let divides = matches!(behind.first(), Some(Piece::Comma));
    if divides
        || before
            .iter()
            .chain(behind)
            .any(|p| matches!(p, Piece::Letters(_)))
    {
        return None;
    }
    if pieces[first..point].iter().any(odd) {
        return None;
    }
    let decimals: Vec<char> = pieces[(point + 1).min(last + 1)..=last]
        .iter()
        .map(|piece| match piece {
            Piece::Digit(digit) => Some(*digit),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let places = u32::try_from(decimals.len()).ok().filter(|n| *n <= 20)?;
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let digits = format!("{:.*}", decimals.len(), rounded);
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = words(before);
    text.push_str(&whole_part(&pieces[first..point], whole));
    let least = decimals
        .iter()
        .rposition(|digit| *digit == '0')
        .map_or(0, |at| at + 1);
    let shown = fraction.trim_end_matches('0').len().max(least);
    if shown > 0 {
        text.push(',');
        text.push_str(&fraction[..shown]);
    }
    text.push_str(&words(behind));
    Some(text.trim().to_owned())
}

fn words(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Percent => "%".to_owned(),
        Piece::Comma => ",".to_owned(),
        Piece::Point => ".".to_owned(),
        Piece::Digit(_) | Piece::Letters(_) => String::new(),
    };
    pieces.iter().map(text).collect()
}

/// Digits before the comma, put in from the right; `000-000` has words between them.
fn whole_part(pieces: &[Piece], whole: &str) -> String {
    let grouped = pieces.contains(&Piece::Comma);
    let mut digits: Vec<char> = whole.trim_start_matches('0').chars().collect();
    let mut reversed: Vec<char> = Vec::new();
    let mut count = 0;
    let mut put = |digit: char, reversed: &mut Vec<char>| {
        if grouped && count > 0 && count % 3 == 0 {
            reversed.push('.');
        }
        count += 1;
        reversed.push(digit);
    };
    for piece in pieces.iter().rev() {
        match piece {
            Piece::Digit(place) => match (digits.pop(), place) {
                (Some(digit), _) => put(digit, &mut reversed),
                (None, '0') => put('0', &mut reversed),
                (None, _) => {}
            },
            Piece::Words(words) => reversed.extend(words.chars().rev()),
            Piece::Percent => reversed.push('%'),
            Piece::Comma | Piece::Point | Piece::Letters(_) => {}
        }
    }
    while let Some(digit) = digits.pop() {
        put(digit, &mut reversed);
    }
    reversed.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_as_excel_shows_them() {
        for (value, format, expected) in [
            ("12345678901", "000000000000", Some("012345678901")),
            ("412", "General", Some("412")),
            ("71234.6", "General", Some("71234,6")),
            ("71234.6", "#,##0.00", Some("71.234,60")),
            ("71234.6", "#,##0", Some("71.235")),
            ("0.5", "#.##", Some(",5")),
            ("0", "#,##0", Some("0")),
            ("0", "00", Some("00")),
            ("7", "00", Some("07")),
            ("-1674", "#,##0", Some("-1.674")),
            ("-1674", "#,##0;[Red](#,##0)", Some("(1.674)")),
            ("0", "#,##0;-#,##0;\"-\"", None),
            ("97.5", "0.0%", Some("97,5%")),
            ("97.456", "0.0%", Some("97,5%")),
            ("1674", "#,##0\\ \"đồng\"", Some("1.674 đồng")),
            ("1674", "#,##0 [$₫-42A]", Some("1.674 ₫")),
            ("912345678", "0000 000 000", Some("0912 345 678")),
            ("12", "\"KV\"0", Some("KV12")),
            ("1234567", "#,##0,", None),
            ("0.5", "# ?/?", None),
            ("1234", "0.00E+00", None),
            ("5", "[<10]0;00", None),
        ] {
            let shown = number(value.parse().unwrap(), format.contains('%'), format);
            let expected = match expected {
                Some(text) => Shown::Text(text.to_owned()),
                None => Shown::Unknown(format.to_owned()),
            };
            // The digits before a percent sign come as they are shown.
            assert_eq!(shown, expected, "{value} {format}");
        }
    }

    #[test]
    fn days_show_as_excel_shows_them() {
        let date = Date {
            day: 5,
            month: 2,
            year: 2024,
        };
        for (format, expected, is_whole) in [
            ("dd/mm/yyyy", Some("05/02/2024"), true),
            ("[$-1010000]d/m/yyyy;@", Some("5/2/2024"), true),
            ("mm-dd-yy", Some("05/02/2024"), true),
            ("mm/yyyy", Some("02/2024"), false),
            ("yyyy", Some("2024"), false),
            ("dd\\-mm\\-yyyy", Some("05-02-2024"), true),
            ("dd.mm.yy", Some("05.02.24"), true),
            ("\"tháng \"m\" năm \"yyyy", Some("tháng 2 năm 2024"), false),
            ("mmm-yy", None, false),
            ("d mmmm yyyy", None, true),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", None, true),
        ] {
            let expected = match expected {
                Some(text) => Shown::Text(text.to_owned()),
                None => Shown::Unknown(format.to_owned()),
            };
            assert_eq!(day(date, format), (expected, is_whole), "{format}");
        }
    }
}
