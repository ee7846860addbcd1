//! What a cell says: numbers as Vietnamese tables write them, dates, texts.
//!
//! Numbers come out in one form whatever the table is: the digits without grouping, a point
//! before decimals, no zeros at the end. So the same table as CSV and as XLSX is the same.

use super::file::ColumnKind;
use crate::{
    content::{clean, source, text, unseen},
    diagnostic::{Diagnostic, Place},
    figures::{Date, Figure},
};
use rust_decimal::Decimal;

/// The decimal mark of numbers in text; the other one stands between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mark {
    /// `1.674,5`
    #[default]
    Comma,
    /// `1,674.5`
    Point,
}

impl Mark {
    fn decimal_and_group(self) -> (char, char) {
        match self {
            Self::Comma => (',', '.'),
            Self::Point => ('.', ','),
        }
    }
}

/// What a cell of a CSV file or a sheet holds.
#[derive(Debug)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Text of a file that has nothing but text: it may be a number.
    Written(String),
    /// Text that its program keeps as text.
    Text(String),
    /// A number; of a percentage the number before the sign.
    Number { value: Decimal, percent: bool },
    /// True or false.
    Bool(bool),
    /// A date, `dd/mm/yyyy`.
    Date(String),
    /// What cannot be used, and why.
    Bad(Box<Diagnostic>),
}

impl Value {
    /// The text of a cell, without blanks around it; blank where there is no other.
    pub(super) fn written(raw: &str, place: &Place) -> Self {
        Self::cleaned(raw, place, Self::Written)
    }

    /// Likewise, of a program that tells text from numbers.
    pub(super) fn text(raw: &str, place: &Place) -> Self {
        Self::cleaned(raw, place, Self::Text)
    }

    fn cleaned(raw: &str, place: &Place, make: fn(String) -> Self) -> Self {
        let trimmed = raw.trim();
        if clean(trimmed).trim().is_empty() {
            return Self::Blank;
        }
        let text = trimmed.replace("\r\n", "\n");
        match text.chars().find(|&c| source::is_forbidden(c)) {
            Some(c) => Self::Bad(Box::new(source::forbidden(c, place.clone()))),
            None => make(text),
        }
    }

    /// A character that goes inside a word of the cell.
    pub(super) fn unseen(&self) -> Option<char> {
        match self {
            Self::Written(text) | Self::Text(text) => {
                unseen::inside_words(text).next().map(|(_, c)| c)
            }
            _ => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// As a header prints it.
    pub(super) fn as_header(&self) -> String {
        match self {
            Self::Blank | Self::Bad(_) => String::new(),
            Self::Written(text) | Self::Text(text) | Self::Date(text) => {
                text::normal(text).trim().to_owned()
            }
            Self::Number { value, percent } => shown(*value, *percent),
            Self::Bool(value) => bool_text(*value).to_owned(),
        }
    }

    /// The figure, as the column is declared or by the cell's own looks.
    pub(super) fn figure(
        self,
        kind: Option<ColumnKind>,
        mark: Mark,
        column: &str,
        place: &Place,
    ) -> Result<Figure, Box<Diagnostic>> {
        let normal = |text: String| text::normal(&text).trim().to_owned();
        let figure = match (self, kind) {
            (Self::Bad(diagnostic), _) => return Err(diagnostic),
            (Self::Blank, _) => Figure::Blank,
            (Self::Written(text), None) => by_looks(normal(text), mark),
            (Self::Written(text) | Self::Text(text) | Self::Date(text), _) => {
                Figure::Text(normal(text))
            }
            (Self::Number { value, percent }, Some(ColumnKind::Chu)) => {
                Figure::Text(shown(value, percent))
            }
            (Self::Number { value, .. }, _) => number(value),
            (Self::Bool(value), Some(ColumnKind::Chu)) => Figure::Text(bool_text(value).to_owned()),
            (Self::Bool(value), _) => Figure::Bool(value),
        };
        match kind {
            Some(kind) => declared(figure, kind, mark, column, place),
            None => Ok(figure),
        }
    }
}

/// A figure of a column whose kind is declared.
pub(super) fn declared(
    figure: Figure,
    kind: ColumnKind,
    mark: Mark,
    column: &str,
    place: &Place,
) -> Result<Figure, Box<Diagnostic>> {
    let wrong = |what: &str, help: &str| {
        let message = format!("cột “{column}” cần {what}");
        let error = Diagnostic::error("o-sai-kieu", message).at(place.clone());
        Err(Box::new(error.help(help)))
    };
    match (kind, figure) {
        (ColumnKind::Chu, Figure::Number { digits, .. }) => Ok(Figure::Text(digits)),
        (ColumnKind::Chu, Figure::Bool(value)) => Ok(Figure::Text(bool_text(value).to_owned())),
        (ColumnKind::Chu, figure @ (Figure::Text(_) | Figure::Blank))
        | (ColumnKind::So, figure @ Figure::Number { .. }) => Ok(figure),
        (ColumnKind::So, Figure::Blank) => wrong(
            "một số, mà ô này trống",
            "ghi số vào ô này (không có thì ghi 0), hoặc bỏ cột này khỏi mục “cot”",
        ),
        (ColumnKind::Ngay, Figure::Blank) => wrong(
            "một ngày, mà ô này trống",
            "ghi ngày vào ô này, ví dụ 05/01/2024, hoặc bỏ cột này khỏi mục “cot”",
        ),
        (ColumnKind::So, Figure::Text(text)) => match read_declared(&text, mark) {
            Some(value) => Ok(number(value)),
            None => wrong(
                &format!("một số, mà ô này ghi “{}”", short(&text)),
                match mark {
                    Mark::Comma => {
                        "ghi số theo kiểu 1674 hoặc 1.674,5; nếu tệp ghi theo kiểu 1,674.5 thì thêm “thap_phan: \".\"”"
                    }
                    Mark::Point => {
                        "ghi số theo kiểu 1674 hoặc 1,674.5, như mục “thap_phan” đã chọn"
                    }
                },
            ),
        },
        (ColumnKind::Ngay, Figure::Text(text)) => match Date::parse(&text) {
            Some(date) => Ok(Figure::Text(date_text(date))),
            None => wrong(
                &format!("một ngày, mà ô này ghi “{}”", short(&text)),
                "ghi ngày theo kiểu 05/01/2024",
            ),
        },
        (ColumnKind::Ngay, _) => wrong("một ngày", "ghi ngày theo kiểu 05/01/2024"),
        (ColumnKind::So, _) => wrong("một số", "ghi số theo kiểu 1674 hoặc 1.674,5"),
        (ColumnKind::Chu, _) => wrong("một đoạn chữ", "ghi một đoạn chữ thay cho danh sách, nhóm"),
    }
}

/// What text of a CSV file most likely is. Whatever would lose something as a number stays text:
/// zeros in front (codes), a plus, more digits than a decimal holds.
fn by_looks(text: String, mark: Mark) -> Figure {
    match text.as_str() {
        // So Excel writes them, in every language.
        "TRUE" => return Figure::Bool(true),
        "FALSE" => return Figure::Bool(false),
        _ => {}
    }
    let unsigned = unsigned(&text);
    let coded = unsigned.len() > 1 && unsigned.starts_with('0') && {
        unsigned[1..].starts_with(|c: char| c.is_ascii_digit())
    };
    if coded || text.starts_with('+') {
        return Figure::Text(text);
    }
    match read(&text, mark) {
        Some(value) => number(value),
        None => Figure::Text(text),
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

/// A number where one is due: also with zeros in front, a plus.
fn read_declared(text: &str, mark: Mark) -> Option<Decimal> {
    match text.strip_prefix('+') {
        Some(rest) if !rest.starts_with('-') => read(rest, mark),
        _ => read(text, mark),
    }
}

/// `-1.674,5` or `94,5%`; the groups must be of three digits.
fn read(text: &str, mark: Mark) -> Option<Decimal> {
    let (decimal, group) = mark.decimal_and_group();
    let text = text.strip_suffix('%').map_or(text, str::trim_end);
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = match rest.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (rest, None),
    };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if let Some((first, groups)) = whole.split_once(group) {
        let first_is_group = digits(first) && first.len() <= 3 && !first.starts_with('0');
        if !first_is_group || !groups.split(group).all(|g| g.len() == 3 && digits(g)) {
            return None;
        }
    } else if !digits(whole) {
        return None;
    }
    if fraction.is_some_and(|f| !digits(f)) {
        return None;
    }
    let mut plain = format!("{sign}{}", whole.replace(group, ""));
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    // A point after 28 digits is a code rather than a figure.
    Decimal::from_str_exact(&plain).ok()
}

/// A number in the one form that all tables give.
pub(super) fn number(value: Decimal) -> Figure {
    let mut value = value.normalize();
    if value.is_zero() {
        value = Decimal::ZERO;
    }
    Figure::Number {
        value,
        digits: value.to_string(),
    }
}

/// A number as text, with the decimal comma and without grouping.
fn shown(value: Decimal, percent: bool) -> String {
    let digits = value.normalize().to_string().replace('.', ",");
    if percent { digits + "%" } else { digits }
}

fn bool_text(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// `05/01/2024`
pub(super) fn date_text(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day, date.month, date.year)
}

fn short(text: &str) -> String {
    let short: String = text
        .chars()
        .take(40)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    if short.len() < text.len() {
        short + "…"
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(text: &str, mark: Mark) -> String {
        match by_looks(text.to_owned(), mark) {
            Figure::Number { value, digits } => {
                assert_eq!(value.to_string(), digits);
                format!("số {digits}")
            }
            Figure::Text(text) => format!("chữ {text}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn cells_are_typed_by_their_looks() {
        for (text, expected) in [
            ("1674", "số 1674"),
            ("1.674", "số 1674"),
            ("1.674,50", "số 1674.5"),
            ("7.942.500.000", "số 7942500000"),
            ("-3", "số -3"),
            ("-0", "số 0"),
            ("0", "số 0"),
            ("0,73", "số 0.73"),
            ("94,5%", "số 94.5"),
            ("94,5 %", "số 94.5"),
            ("04", "chữ 04"),
            ("-04", "chữ -04"),
            ("0912345678", "chữ 0912345678"),
            ("0.123", "chữ 0.123"),
            ("+3", "chữ +3"),
            ("94.58", "chữ 94.58"),
            ("1.67", "chữ 1.67"),
            ("1.6745", "chữ 1.6745"),
            ("1,2,3", "chữ 1,2,3"),
            ("12.", "chữ 12."),
            (",5", "chữ ,5"),
            ("1 674", "chữ 1 674"),
            ("1e5", "chữ 1e5"),
            ("-", "chữ -"),
            ("%", "chữ %"),
            ("--1", "chữ --1"),
            ("05/01/2024", "chữ 05/01/2024"),
            (
                "12345678901234567890123456789012",
                "chữ 12345678901234567890123456789012",
            ),
            ("TRUE", "Bool(true)"),
            ("True", "chữ True"),
        ] {
            assert_eq!(looks(text, Mark::Comma), expected, "{text}");
        }
        assert_eq!(looks("1,674.5", Mark::Point), "số 1674.5");
        assert_eq!(looks("1.674,5", Mark::Point), "chữ 1.674,5");
    }

    #[test]
    fn a_declared_column_takes_what_it_says() {
        let place = Place::new(&crate::diagnostic::Source::new("a", "x"), 0..1);
        let cell = |text: &str, kind| {
            Value::written(text, &place).figure(Some(kind), Mark::Comma, "c", &place)
        };
        let text = |text: &str| Ok(Figure::Text(text.to_owned()));
        assert_eq!(cell("04", ColumnKind::Chu), text("04"));
        assert_eq!(cell("1.674,5", ColumnKind::Chu), text("1.674,5"));
        assert_eq!(cell("04", ColumnKind::So), Ok(number(4.into())));
        assert_eq!(cell("+5", ColumnKind::So), Ok(number(5.into())));
        assert_eq!(cell("5/1/2024", ColumnKind::Ngay), text("05/01/2024"));
        assert_eq!(cell("2024-01-05", ColumnKind::Ngay), text("05/01/2024"));
        assert_eq!(cell(" ", ColumnKind::Chu), Ok(Figure::Blank));
        for (wrong, kind) in [
            ("bốn", ColumnKind::So),
            ("+-5", ColumnKind::So),
            ("", ColumnKind::So),
            ("30/02/2024", ColumnKind::Ngay),
            ("", ColumnKind::Ngay),
        ] {
            assert!(cell(wrong, kind).is_err(), "{wrong}");
        }
    }
}
