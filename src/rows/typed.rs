//! The value of a cell: numbers as its table writes them, dates, texts.
//!
//! A number keeps what its cell shows of it, which is what is printed where no filter says otherwise.

use super::schema::ColumnKind;
use crate::{
    diagnostic::{Diagnostic, Place},
    figures::{self, Date, Figure, Reading, Rule, Writing},
    yaml::{clean, source, text, unseen},
};
use rust_decimal::Decimal;

/// How the numbers of a column are written in text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    /// The writing that is known, of the column or of the whole table.
    pub(super) writing: Option<Writing>,
}

/// The value of a cell of a CSV file or a sheet.
#[derive(Debug)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Text, which may say a number. `TRUE` is one of the two truths only where a file has nothing
    /// but text.
    Text {
        text: String,
        all_text: bool,
        /// A character that no one sees, inside a word of what was written.
        unseen: Option<char>,
    },
    /// A number; of a percentage the part before the sign.
    Number {
        value: Decimal,
        percent: bool,
        shown: Shown,
    },
    /// True or false.
    Bool(bool),
    /// A date: as `dd/mm/yyyy`, and what the cell shows where that is less than a day.
    Date {
        day: String,
        shown: Shown,
        is_whole: bool,
    },
    /// A value that cannot be used, and why.
    Bad(Box<Diagnostic>),
}

/// The writing in which a cell shows its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// This text.
    Text(String),
    /// A number format that only the spreadsheet program itself can apply.
    Unknown(String),
}

impl Value {
    /// The text of a cell: NFC, without blanks around it; blank where there is no other.
    pub(super) fn text(raw: &str, all_text: bool, place: &Place) -> Self {
        let trimmed = raw.trim();
        if clean(trimmed).trim().is_empty() {
            return Self::Blank;
        }
        let text = text::normal(trimmed).trim().replace("\r\n", "\n");
        match text.chars().find(|&c| source::is_forbidden(c)) {
            Some(c) => Self::Bad(Box::new(source::forbidden(c, place.clone()))),
            None => Self::Text {
                unseen: unseen::inside_words(trimmed).next().map(|(_, c)| c),
                text,
                all_text,
            },
        }
    }

    /// A character that goes inside a word of the cell.
    pub(super) fn unseen(&self) -> Option<char> {
        match self {
            Self::Text { unseen, .. } => *unseen,
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
            Self::Text { text, .. } => text.clone(),
            Self::Date { day, shown, .. } => match shown {
                Shown::Text(text) => text.clone(),
                Shown::Unknown(_) => day.clone(),
            },
            Self::Number { value, percent, .. } => plainly(*value, *percent),
            Self::Bool(value) => bool_text(*value).to_owned(),
        }
    }

    /// The figure, as the column is declared or by the cell's own looks.
    pub(super) fn figure(
        self,
        kind: Option<ColumnKind>,
        numbers: Numbers,
        column: &str,
        place: &Place,
    ) -> Result<Figure, Box<Diagnostic>> {
        let is_text = kind == Some(ColumnKind::Text);
        let figure = match self {
            Self::Bad(diagnostic) => return Err(diagnostic),
            Self::Blank => Figure::Blank,
            Self::Text { text, all_text, .. } if kind.is_none() => {
                by_looks(text, all_text, numbers)
            }
            Self::Text { text, .. } => Figure::Text(text),
            Self::Number { shown, .. } if is_text => Figure::Text(as_shown(shown, column, place)?),
            Self::Number {
                value,
                percent,
                shown,
            } => of_number(value, percent, &shown, kind),
            Self::Date {
                shown, is_whole, ..
            } if is_text || kind.is_none() && !is_whole => {
                Figure::Text(as_shown(shown, column, place)?)
            }
            Self::Date { day, .. } => Figure::Text(day),
            Self::Bool(value) if is_text => Figure::Text(bool_text(value).to_owned()),
            Self::Bool(value) => Figure::Bool(value),
        };
        match kind {
            Some(kind) => declared(figure, kind, numbers, column, place),
            None => Ok(figure),
        }
    }
}

/// The text that a cell shows, for a column of texts.
fn as_shown(shown: Shown, column: &str, place: &Place) -> Result<String, Box<Diagnostic>> {
    match shown {
        Shown::Text(text) => Ok(text),
        Shown::Unknown(format) => {
            let message = format!(
                "ô này ở cột “{column}” hiện theo định dạng “{}”, không biết Excel hiện chữ gì",
                short(&format)
            );
            let error = Diagnostic::error("o-dinh-dang", message).at(place.clone());
            Err(Box::new(
                error.help("định dạng ô thành Text rồi ghi lại như muốn in"),
            ))
        }
    }
}

/// A number of a sheet. What is shown with zeros in front is a code, and no number.
fn of_number(value: Decimal, percent: bool, shown: &Shown, kind: Option<ColumnKind>) -> Figure {
    let value = normal(value);
    let shown = match shown {
        Shown::Text(text) if is_coded(text) && kind.is_none() => return Figure::Text(text.clone()),
        Shown::Text(text) if value.scale() == 0 && !percent => {
            let same = text.replace('.', "") == value.to_string();
            if same {
                text.clone()
            } else {
                value.to_string()
            }
        }
        _ if percent => figures::bare(value) + "%",
        _ if value.scale() == 0 => value.to_string(),
        _ => figures::bare(value),
    };
    Figure::Number { value, shown }
}

/// A figure of a column whose kind is declared.
pub(super) fn declared(
    figure: Figure,
    kind: ColumnKind,
    numbers: Numbers,
    column: &str,
    place: &Place,
) -> Result<Figure, Box<Diagnostic>> {
    let wrong = |what: &str, help: &str| {
        let message = format!("cột “{column}” cần {what}");
        let error = Diagnostic::error("o-sai-kieu", message).at(place.clone());
        Err(Box::new(error.help(help)))
    };
    match (kind, figure) {
        (ColumnKind::Text, Figure::Number { shown, .. }) => Ok(Figure::Text(shown)),
        (ColumnKind::Text, Figure::Bool(value)) => Ok(Figure::Text(bool_text(value).to_owned())),
        (ColumnKind::Text, figure @ (Figure::Text(_) | Figure::Blank))
        | (ColumnKind::Number, figure @ Figure::Number { .. }) => Ok(figure),
        (ColumnKind::Number, Figure::Blank) => wrong(
            "một số, mà ô này trống",
            "ghi số vào ô này (không có thì ghi 0), hoặc bỏ cột này khỏi mục “cot”",
        ),
        (ColumnKind::Date, Figure::Blank) => wrong(
            "một ngày, mà ô này trống",
            "ghi ngày vào ô này, ví dụ 05/01/2024, hoặc bỏ cột này khỏi mục “cot”",
        ),
        (ColumnKind::Number, Figure::Text(text)) => {
            match figures::read(&text, Rule::Text(numbers.writing)) {
                Reading::Number { value, told, .. } if agrees(told, numbers) => {
                    Ok(Figure::Number {
                        shown: printed(&text, value, told, numbers),
                        value: normal(value),
                    })
                }
                Reading::Either { grouped, decimals } => {
                    Err(Box::new(either(&text, grouped, decimals, column, place)))
                }
                Reading::Number { .. } | Reading::TooLong | Reading::No => wrong(
                    &format!("một số, mà ô này ghi “{}”", short(&text)),
                    HOW[usize::from(numbers.writing == Some(Writing::Point))],
                ),
            }
        }
        (ColumnKind::Date, Figure::Text(text)) => match Date::parse(&text) {
            Some(date) => Ok(Figure::Text(date_text(date))),
            None => wrong(
                &format!("một ngày, mà ô này ghi “{}”", short(&text)),
                "ghi ngày theo kiểu 05/01/2024",
            ),
        },
        (ColumnKind::Date, _) => wrong("một ngày", "ghi ngày theo kiểu 05/01/2024"),
        (ColumnKind::Number, _) => wrong("một số", "ghi số theo kiểu 1674 hoặc 1.674,5"),
        (ColumnKind::Text, _) => wrong("một đoạn chữ", "ghi một đoạn chữ thay cho danh sách, nhóm"),
    }
}

/// How numbers are written, in a table of either writing.
const HOW: [&str; 2] = [
    "ghi số theo kiểu 1674 hoặc 1.674,5; nếu tệp ghi theo kiểu 1,674.5 thì thêm “thap_phan: \".\"”",
    "ghi số theo kiểu 1674 hoặc 1,674.5, như mục “thap_phan” đã chọn",
];

/// Tells whether a number that tells its own writing stands where it may.
fn agrees(told: Option<Writing>, numbers: Numbers) -> bool {
    told.is_none() || numbers.writing.is_none() || told == numbers.writing
}

/// The message about a number that can be read in two ways.
fn either(
    text: &str,
    grouped: Decimal,
    decimals: Decimal,
    column: &str,
    place: &Place,
) -> Diagnostic {
    let decimals = decimals.to_string().replace('.', ",");
    let message = format!(
        "cột “{column}” cần một số, mà ô này ghi “{}”, đọc được hai cách: {grouped}, hoặc {decimals}",
        short(text)
    );
    let (thousands, fraction) = match text.contains('.') {
        true => (",", "."),
        false => (".", ","),
    };
    let help = format!(
        "thêm vào chỗ khai bảng, cạnh mục “tep”: “thap_phan: \"{thousands}\"” nếu là {grouped}; “thap_phan: \"{fraction}\"” nếu là {decimals}"
    );
    Diagnostic::error("so-hai-nghia", message)
        .at(place.clone())
        .help(help)
}

/// Takes a text for the number that it most likely is. Whatever would lose something as a number stays text: zeros in front
/// (codes), a plus, more digits than a decimal holds; so does what may be read in two ways.
pub(super) fn by_looks(text: String, all_text: bool, numbers: Numbers) -> Figure {
    match text.as_str() {
        // So Excel writes them, in every language.
        "TRUE" if all_text => return Figure::Bool(true),
        "FALSE" if all_text => return Figure::Bool(false),
        _ => {}
    }
    if is_coded(&text) || text.starts_with('+') {
        return Figure::Text(text);
    }
    match figures::read(&text, Rule::Text(numbers.writing)) {
        // A point in a small number may as well count headings (1.2) or stand in a date (5.1): it is
        // printed as it stands, and told where that is done without a filter.
        Reading::Number {
            value,
            percent: false,
            told: Some(Writing::Point),
        } if numbers.writing != Some(Writing::Point) && value.abs() < Decimal::ONE_HUNDRED => {
            Figure::Number { value, shown: text }
        }
        Reading::Number { value, told, .. } => Figure::Number {
            shown: printed(&text, value, told, numbers),
            value: normal(value),
        },
        Reading::Either { .. } | Reading::TooLong | Reading::No => Figure::Text(text),
    }
}

/// Zeros in front of other digits.
fn is_coded(text: &str) -> bool {
    figures::is_coded(text.strip_prefix(['-', '+']).unwrap_or(text))
}

/// The writing in which a number is printed: that of its cell, as Vietnamese offices write it.
fn printed(text: &str, value: Decimal, told: Option<Writing>, numbers: Numbers) -> String {
    let english = told == Some(Writing::Point) || numbers.writing == Some(Writing::Point);
    if !english || !text.contains(['.', ',']) {
        return text.to_owned();
    }
    let number = figures::number(normal(value));
    if text.ends_with('%') {
        number + "%"
    } else {
        number
    }
}

/// A number in the one form that all tables give.
fn normal(value: Decimal) -> Decimal {
    match value.is_zero() {
        true => Decimal::ZERO,
        false => value.normalize(),
    }
}

/// A number as text, with the decimal comma and without grouping.
pub(super) fn plainly(value: Decimal, percent: bool) -> String {
    let digits = value.normalize().to_string().replace('.', ",");
    if percent { digits + "%" } else { digits }
}

fn bool_text(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// `05/01/2024`
pub(crate) fn date_text(date: Date) -> String {
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

    fn looks(text: &str, numbers: Numbers) -> String {
        match by_looks(text.to_owned(), true, numbers) {
            Figure::Number { value, shown } => format!("số {value} in {shown}"),
            Figure::Text(text) => format!("chữ {text}"),
            other => format!("{other:?}"),
        }
    }

    const COMMA: Numbers = Numbers {
        writing: Some(Writing::Comma),
    };
    const POINT: Numbers = Numbers {
        writing: Some(Writing::Point),
    };
    const UNSAID: Numbers = Numbers { writing: None };

    #[test]
    fn cells_are_typed_by_their_looks() {
        for (text, expected) in [
            ("1674", "số 1674 in 1674"),
            ("1.674", "số 1674 in 1.674"),
            ("1.674,50", "số 1674.5 in 1.674,50"),
            ("7.942.500.000", "số 7942500000 in 7.942.500.000"),
            ("3500101107", "số 3500101107 in 3500101107"),
            ("-3", "số -3 in -3"),
            ("-0", "số 0 in -0"),
            ("0", "số 0 in 0"),
            ("0,73", "số 0.73 in 0,73"),
            ("94,5%", "số 94.5 in 94,5%"),
            ("94,5 %", "số 94.5 in 94,5 %"),
            ("1 674", "số 1674 in 1 674"),
            ("04", "chữ 04"),
            ("-04", "chữ -04"),
            ("0912345678", "chữ 0912345678"),
            ("0.123", "số 0.123 in 0.123"),
            ("+3", "chữ +3"),
            ("94.58", "số 94.58 in 94.58"),
            ("1.67", "số 1.67 in 1.67"),
            ("1.6745", "số 1.6745 in 1.6745"),
            ("1,2,3", "chữ 1,2,3"),
            ("12.", "chữ 12."),
            (",5", "chữ ,5"),
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
            assert_eq!(looks(text, COMMA), expected, "{text}");
        }
        for (text, numbers, expected) in [
            ("1,674.5", POINT, "số 1674.5 in 1.674,5"),
            ("1,674", POINT, "số 1674 in 1.674"),
            ("1.674", POINT, "số 1.674 in 1,674"),
            ("94.5%", POINT, "số 94.5 in 94,5%"),
            ("1.674", UNSAID, "chữ 1.674"),
            ("1,674", UNSAID, "chữ 1,674"),
            ("71234.6", UNSAID, "số 71234.6 in 71.234,6"),
            ("71234.6", COMMA, "số 71234.6 in 71.234,6"),
            ("94.58", UNSAID, "số 94.58 in 94.58"),
            ("94.58%", UNSAID, "số 94.58 in 94,58%"),
        ] {
            assert_eq!(looks(text, numbers), expected, "{text}");
        }
    }

    #[test]
    fn a_declared_column_takes_what_it_says() {
        let place = Place::new(&crate::diagnostic::Source::new("a", "x"), 0..1);
        let in_table = |text: &str, kind, numbers| {
            Value::text(text, true, &place).figure(Some(kind), numbers, "c", &place)
        };
        let cell = |text: &str, kind| in_table(text, kind, COMMA);
        let text = |text: &str| Ok(Figure::Text(text.to_owned()));
        let number = |value: i64, shown: &str| {
            Ok(Figure::Number {
                value: value.into(),
                shown: shown.to_owned(),
            })
        };
        assert_eq!(cell("04", ColumnKind::Text), text("04"));
        assert_eq!(cell("1.674,5", ColumnKind::Text), text("1.674,5"));
        assert_eq!(cell("04", ColumnKind::Number), number(4, "04"));
        assert_eq!(cell("+5", ColumnKind::Number), number(5, "+5"));
        assert_eq!(cell("1.674", ColumnKind::Number), number(1674, "1.674"));
        assert_eq!(cell("5/1/2024", ColumnKind::Date), text("05/01/2024"));
        assert_eq!(cell("2024-01-05", ColumnKind::Date), text("05/01/2024"));
        assert_eq!(cell(" ", ColumnKind::Text), Ok(Figure::Blank));
        for (wrong, kind) in [
            ("bốn", ColumnKind::Number),
            ("+-5", ColumnKind::Number),
            ("94.58", ColumnKind::Number),
            ("", ColumnKind::Number),
            ("30/02/2024", ColumnKind::Date),
            ("", ColumnKind::Date),
        ] {
            assert!(cell(wrong, kind).is_err(), "{wrong}");
        }
        let told = in_table("1.674", ColumnKind::Number, UNSAID).unwrap_err();
        assert!(
            told.message.contains("hai cách: 1674, hoặc 1,674"),
            "{told:?}"
        );
    }
}
