//! The values of a sheet's cells: numbers through the 15 digits that Excel keeps, dates as days.

use super::{facts, format};
use crate::{
    diagnostic::{Diagnostic, Place},
    figures::{self, Date, Rule},
    rows::typed::{self, Value},
};
use calamine::{DataRef, ExcelDateTime};
use rust_decimal::Decimal;

/// The value of a cell with a number format; `digits` are those that stand in the file where a
/// number would lose some.
pub(super) fn of(
    data: &DataRef<'_>,
    format: &Format,
    digits: Option<&String>,
    place: &Place,
) -> Value {
    if let (Some(digits), true) = (digits, format.code == "General") {
        return Value::text(digits, false, place);
    }
    match data {
        DataRef::Empty => Value::Blank,
        DataRef::Int(whole) => shown(Decimal::from(*whole), format),
        DataRef::Float(value) => number(*value, format, place),
        DataRef::String(text) => Value::text(text, false, place),
        DataRef::SharedString(text) => Value::text(text, false, place),
        DataRef::Bool(value) => Value::Bool(*value),
        DataRef::DateTime(moment) => date(moment, &format.code, place),
        DataRef::DateTimeIso(text) => iso(text, &format.code, place),
        DataRef::DurationIso(_) => bad(time(place)),
        DataRef::Error(error) => bad(facts::error(&error.to_string()).at(place.clone())),
    }
}

/// The number format of a cell.
#[derive(Debug, Clone)]
pub(super) struct Format {
    /// As the file has it.
    pub(super) code: String,
    /// Whether it shows a percentage.
    percent: bool,
}

impl Format {
    pub(super) fn new(code: &str) -> Self {
        Self {
            percent: shows_percent(code),
            code: match code {
                "" => "General".to_owned(),
                code => code.to_owned(),
            },
        }
    }
}

pub(super) fn bad(diagnostic: Diagnostic) -> Value {
    Value::Bad(Box::new(diagnostic))
}

/// A number; of a percentage the part before the sign.
fn shown(value: Decimal, format: &Format) -> Value {
    Value::Number {
        value,
        percent: format.percent,
        shown: format::number(value, format.percent, &format.code),
    }
}

/// Excel stores binary fractions and shows 15 digits of them: 94.579999999999998 is 94.58.
fn number(value: f64, format: &Format, place: &Place) -> Value {
    let value = decimal(value).and_then(|value| {
        if format.percent {
            value.checked_mul(Decimal::ONE_HUNDRED)
        } else {
            Some(value)
        }
    });
    match value {
        Some(value) => shown(value, format),
        None => bad(Diagnostic::error("so-qua-dai", "số này dài quá 28 chữ số")
            .at(place.clone())
            .help("kiểm tra lại ô này; nếu là mã số, định dạng ô thành Text rồi ghi lại")),
    }
}

/// The number of 15 digits nearest to a float; none where it is too large for a decimal.
fn decimal(value: f64) -> Option<Decimal> {
    let digits = format!("{value:.14e}");
    let number = figures::read(&digits, Rule::Machine).number()?;
    Some(number.normalize())
}

/// Days as Excel counts them, which end with the year 9999.
const LAST_DAY: f64 = 2_958_465.0;

/// A day is a date; a moment of a day, or a length of time, is not; nor is what Excel itself
/// shows as no date: days before the first, after the last, and the 29th of February 1900.
fn date(moment: &ExcelDateTime, format: &str, place: &Place) -> Value {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let serial = moment.as_f64();
    let in_calendar = (0.0..=LAST_DAY).contains(&serial);
    let has_time = (hour, minute, second, milli) != (0, 0, 0, 0);
    if moment.is_duration() || (in_calendar && has_time) {
        return bad(time(place));
    }
    let date = Date { day, month, year };
    if in_calendar && year >= 1900 && Date::parse(&typed::date_text(date)).is_some() {
        return of_day(date, format);
    }
    let error = Diagnostic::error(
        "ngay-khong-co",
        format!("ô này có định dạng ngày mà số {serial} không là ngày nào"),
    );
    bad(error
        .at(place.clone())
        .help("ghi lại ngày trong ô, ví dụ 05/02/2024; ô ghi số thì đổi định dạng ô thành Number"))
}

fn of_day(date: Date, format: &str) -> Value {
    // A day that the file writes in letters has no format of its own.
    let format = if format == "General" { "" } else { format };
    let (shown, is_whole) = format::day(date, format);
    Value::Date {
        day: typed::date_text(date),
        shown,
        is_whole,
    }
}

fn iso(text: &str, format: &str, place: &Place) -> Value {
    let (day, time_of_day) = text.split_once('T').unwrap_or((text, ""));
    let midnight = time_of_day
        .bytes()
        .all(|b| matches!(b, b'0' | b':' | b'.' | b'Z'));
    match Date::parse(day) {
        Some(date) if midnight => of_day(date, format),
        _ => bad(time(place)),
    }
}

fn time(place: &Place) -> Diagnostic {
    Diagnostic::error("o-co-gio", "ô này ghi giờ, không phải chỉ ghi ngày")
        .at(place.clone())
        .help("chỉ để ngày trong ô; cần cả giờ thì định dạng ô thành Text rồi ghi lại như muốn in")
}

/// Tells whether a number format shows a percentage: a `%` that is no literal, in its first part.
fn shows_percent(format: &str) -> bool {
    let mut chars = format.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => {
                chars.next();
            }
            ';' => return false,
            '%' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_become_the_digits_that_excel_shows() {
        for (value, digits) in [
            (94.579_999_999_999_99, "94.58"),
            (0.1 + 0.2, "0.3"),
            (1674.0, "1674"),
            (7_512_469_825.0, "7512469825"),
            (123_456_789_012_345.0, "123456789012345"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (1e-5, "0.00001"),
            (5.551_115_123_125_78e-17, "0.0000000000000000555111512313"),
        ] {
            assert_eq!(decimal(value).unwrap().normalize().to_string(), digits);
        }
        assert_eq!(decimal(1e300), None);
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(f64::INFINITY), None);
    }

    #[test]
    fn percentages_are_known_by_their_format() {
        for (format, expected) in [
            ("0%", true),
            ("0.00%", true),
            ("#,##0.0%;[Red]-0%", true),
            ("0", false),
            ("0\"%\"", false),
            ("0\\%", false),
            ("General;0%", false),
        ] {
            assert_eq!(shows_percent(format), expected, "{format}");
        }
    }
}
