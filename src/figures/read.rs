//! The one reader of written numbers, wherever they stand: in a content file, in a cell of a table,
//! in an expression, in a file of a program. How they are read there is a [`Rule`]; the same text
//! under the same rule is the same number everywhere.
//!
//! A number that people write says by itself which mark stands before its decimals, but for one
//! shape: one mark with three digits behind it, as in `1.674`. Then what is known of the numbers
//! around it decides; where nothing is, both readings are given, and whoever needs a number has to
//! ask.

use super::machine::machine;
use rust_decimal::Decimal;

/// The mark before the decimals of a number in text; the other one stands between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// `1.674,5`, as Vietnamese offices write.
    Comma,
    /// `1,674.5`, as English and most programs write.
    Point,
}

impl Writing {
    fn mark(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }
}

/// How numbers are written in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// In a document, as Vietnamese offices write: a comma stands before decimals. A point before
    /// three digits is doubtful all the same, for YAML has it before decimals.
    Document,
    /// In text of which the writing may be known: `1674`, `-1.674,5`, `7 512 469`, `94,58%`.
    Text(Option<Writing>),
    /// The writing of a measure: digits, and one mark before decimals, a comma or a point.
    Measure,
    /// By a program: digits, a point before decimals, an exponent: `412.0`, `1.2e3`. Digits below
    /// the last one that a decimal has are rounding that the program left over.
    Machine,
}

/// A text read as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One number.
    Number {
        /// The number; of a percentage the part before the sign.
        value: Decimal,
        /// Whether a percent sign stands behind it.
        percent: bool,
        /// The writing that the marks themselves tell, if they tell one.
        told: Option<Writing>,
    },
    /// One number or another.
    Either {
        /// With the mark between thousands.
        grouped: Decimal,
        /// With the mark before decimals.
        decimals: Decimal,
    },
    /// A number of more digits than a decimal holds (28).
    TooLong,
    /// No number.
    No,
}

impl Reading {
    /// The number, where the text can be read in one way only.
    pub(crate) fn number(self) -> Option<Decimal> {
        match self {
            Self::Number { value, .. } => Some(value),
            Self::Either { .. } | Self::TooLong | Self::No => None,
        }
    }
}

/// Reads a number by a rule.
pub(crate) fn read(text: &str, rule: Rule) -> Reading {
    match rule {
        Rule::Document => written(text, text.contains(',').then_some(Writing::Comma)),
        Rule::Text(writing) => written(text, writing),
        Rule::Measure => measure(text),
        Rule::Machine => machine(text),
    }
}

/// Reads a number that people wrote. The `writing` is what is known of the numbers around it.
fn written(text: &str, writing: Option<Writing>) -> Reading {
    let text = text.trim();
    let (text, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = |plain: &str| {
        let value = Decimal::from_str_exact(plain).ok()?;
        Some(if negative { -value } else { value })
    };
    let one = |plain: &str, told| match number(plain) {
        Some(value) => Reading::Number {
            value,
            percent,
            told,
        },
        None => Reading::TooLong,
    };
    match shape(body) {
        None => Reading::No,
        Some(Shape::Plain(plain, told)) => one(&plain, told),
        Some(Shape::Doubtful { mark, plain }) => match writing {
            Some(writing) if writing == mark => one(&plain, None),
            Some(_) => one(&plain.replace('.', ""), None),
            None => match (number(&plain.replace('.', "")), number(&plain)) {
                (Some(grouped), Some(decimals)) => Reading::Either { grouped, decimals },
                _ => Reading::TooLong,
            },
        },
    }
}

/// Reads a measure.
fn measure(text: &str) -> Reading {
    let text = text.trim();
    let parts = text.split_once([',', '.']);
    let is_plain = match parts {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    };
    match is_plain {
        true => machine(&text.replace(',', ".")),
        false => Reading::No,
    }
}

/// Tells whether digits without a sign have zeros in front, as codes do and numbers do not: `04`.
pub(crate) fn is_coded(digits: &str) -> bool {
    let behind = digits
        .strip_prefix('0')
        .and_then(|rest| rest.bytes().next());
    behind.is_some_and(|next| next.is_ascii_digit())
}

/// How digits and marks stand, with the digits as a machine writes them.
enum Shape {
    /// With the writing that the marks tell.
    Plain(String, Option<Writing>),
    /// One mark with three digits behind it; as decimals.
    Doubtful { mark: Writing, plain: String },
}

/// The shape of what has no sign. Where both marks stand, the last is before decimals; where one
/// stands more than once, it is between thousands.
fn shape(body: &str) -> Option<Shape> {
    if !body.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let count = |writing: Writing| body.matches(writing.mark()).count();
    let writing = match (count(Writing::Point), count(Writing::Comma)) {
        (0, 0) => return Some(Shape::Plain(ungrouped(body, is_blank)?, None)),
        (0, 1) => Writing::Comma,
        (1, 0) => Writing::Point,
        (0, _) | (_, 0) => {
            let between = if count(Writing::Comma) > 0 {
                Writing::Comma
            } else {
                Writing::Point
            };
            let plain = ungrouped(body, |c| c == between.mark())?;
            return Some(Shape::Plain(plain, Some(between.other())));
        }
        _ if body.rfind(',') > body.rfind('.') => Writing::Comma,
        _ => Writing::Point,
    };
    let (whole, fraction) = body.split_once(writing.mark())?;
    if !digits(fraction) {
        return None;
    }
    let between = writing.other().mark();
    let whole_digits = ungrouped(whole, |c| c == between || is_blank(c))?;
    let plain = format!("{whole_digits}.{fraction}");
    let thousands = digits(whole) && whole.len() <= 3 && !whole.starts_with('0');
    if thousands && fraction.len() == 3 {
        return Some(Shape::Doubtful {
            mark: writing,
            plain,
        });
    }
    Some(Shape::Plain(plain, Some(writing)))
}

/// A blank between thousands: `7 512 469`.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Digits alone, or groups of three behind a first one, all with the same mark between them.
fn ungrouped(text: &str, is_group: impl Fn(char) -> bool) -> Option<String> {
    if digits(text) {
        return Some(text.to_owned());
    }
    let mark = text.chars().find(|c| is_group(*c))?;
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let begins = digits(first) && first.len() <= 3 && !first.starts_with('0');
    let good = begins && groups.all(|group| group.len() == 3 && digits(group));
    good.then(|| text.replace(mark, ""))
}

pub(super) fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::number;
    use proptest::prelude::*;

    fn shown(text: &str, writing: Option<Writing>) -> String {
        match read(text, Rule::Text(writing)) {
            Reading::Number { value, percent, .. } => {
                format!("{value}{}", if percent { "%" } else { "" })
            }
            Reading::Either { grouped, decimals } => format!("{grouped} hay {decimals}"),
            Reading::TooLong => "quá dài".to_owned(),
            Reading::No => "không".to_owned(),
        }
    }

    #[test]
    fn numbers_tell_their_writing_but_for_one_shape() {
        for (text, unsaid, comma, point) in [
            ("1674", "1674", "1674", "1674"),
            ("1.674", "1674 hay 1.674", "1674", "1.674"),
            ("1,674", "1674 hay 1.674", "1.674", "1674"),
            ("-12.345", "-12345 hay -12.345", "-12345", "-12.345"),
            (
                "\u{2212}12.345%",
                "-12345 hay -12.345",
                "-12345%",
                "-12.345%",
            ),
            ("1.674,5", "1674.5", "1674.5", "1674.5"),
            ("1,674.5", "1674.5", "1674.5", "1674.5"),
            ("12.345.678", "12345678", "12345678", "12345678"),
            ("12,345,678", "12345678", "12345678", "12345678"),
            ("1 674", "1674", "1674", "1674"),
            (
                "7\u{a0}512\u{a0}469,5",
                "7512469.5",
                "7512469.5",
                "7512469.5",
            ),
            ("0.674", "0.674", "0.674", "0.674"),
            ("1234.567", "1234.567", "1234.567", "1234.567"),
            ("94.58", "94.58", "94.58", "94.58"),
            ("94,5 %", "94.5%", "94.5%", "94.5%"),
            ("+5", "5", "5", "5"),
            ("007", "7", "7", "7"),
        ] {
            assert_eq!(shown(text, None), unsaid, "{text}");
            assert_eq!(shown(text, Some(Writing::Comma)), comma, "{text}");
            assert_eq!(shown(text, Some(Writing::Point)), point, "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for wrong in [
            "",
            "-",
            "%",
            "a",
            "1.23.4",
            "12.3456.789",
            "1,",
            "1e5",
            "5.",
            ".5",
            "--5",
            "+-5",
            "1,2,3",
            "0912 345 678",
            "1 67",
            "1.674.5",
            "1.674,",
            "05/01/2024",
            "1.2345,6",
        ] {
            assert_eq!(shown(wrong, None), "không", "{wrong}");
        }
    }

    #[test]
    fn more_digits_than_a_decimal_holds_are_told() {
        let long = "12345678901234567890123456789012";
        for rule in [
            Rule::Document,
            Rule::Text(None),
            Rule::Measure,
            Rule::Machine,
        ] {
            assert_eq!(read(long, rule), Reading::TooLong, "{rule:?}");
        }
        assert_eq!(read(&format!("{long}x"), Rule::Document), Reading::No);
    }

    #[test]
    fn measures_have_one_mark_before_decimals() {
        for (text, expected) in [
            ("13", Some("13")),
            (" 13,5 ", Some("13.5")),
            ("1.674", Some("1.674")),
            ("1,674", Some("1.674")),
            ("1.674,5", None),
            ("-13", None),
            ("13 pt", None),
            ("1e3", None),
            ("", None),
        ] {
            let value = read(text, Rule::Measure).number().map(|v| v.to_string());
            assert_eq!(value.as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn writing_then_reading_gives_the_same(mantissa in any::<i64>(), scale in 0u32..15) {
            let value = Decimal::new(mantissa, scale);
            prop_assert_eq!(read(&number(value), Rule::Text(Some(Writing::Comma))).number(), Some(value));
        }
    }
}
