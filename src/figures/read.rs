//! The one reader of written numbers, wherever they stand: in a content file, in a cell of a table,
//! in an expression.
//!
//! A number says by itself which mark stands before its decimals, but for one shape: one mark with
//! three digits behind it, as in `1.674`. Then the [`Writing`] decides; where there is none, both
//! readings are given, and whoever needs a number has to ask.

use rust_decimal::Decimal;

/// The mark before the decimals of a number in text; the other one stands between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// `1.674,5`, as Vietnamese offices write.
    Comma,
    /// `1,674.5`, as English and most programs write.
    Point,
}

/// What a text says as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// One number.
    Number {
        /// The number; of a percentage the part before the sign.
        value: Decimal,
        /// A percent sign stands behind it.
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
    /// No number, or one of more than 28 digits.
    No,
}

/// Reads a number: `1674`, `-1.674,5`, `7 512 469`, `94,58%`. The `writing` is what is known of the
/// numbers around it.
pub fn read(text: &str, writing: Option<Writing>) -> Reading {
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
        None => Reading::No,
    };
    match shape(body) {
        None => Reading::No,
        Some(Shape::Plain(plain, told)) => one(&plain, told),
        Some(Shape::Doubtful { mark, plain }) => match writing {
            Some(writing) if writing == mark => one(&plain, None),
            Some(_) => one(&plain.replace('.', ""), None),
            None => match (number(&plain.replace('.', "")), number(&plain)) {
                (Some(grouped), Some(decimals)) => Reading::Either { grouped, decimals },
                _ => Reading::No,
            },
        },
    }
}

/// Reads a number of a document, which is written as Vietnamese offices write: a comma stands before
/// decimals. A point before three digits is doubtful all the same, for YAML has it before decimals.
pub fn read_in_document(text: &str) -> Reading {
    read(text, text.contains(',').then_some(Writing::Comma))
}

/// The number that a text says where it can be read in one way only.
pub fn parse(text: &str, writing: Option<Writing>) -> Option<Decimal> {
    match read(text, writing) {
        Reading::Number { value, .. } => Some(value),
        Reading::Either { .. } | Reading::No => None,
    }
}

/// How digits and marks stand, with the digits as a machine writes them.
enum Shape {
    /// With the writing that the marks tell.
    Plain(String, Option<Writing>),
    /// One mark with three digits behind it; as decimals.
    Doubtful { mark: Writing, plain: String },
}

fn shape(body: &str) -> Option<Shape> {
    if !body.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (dots, commas) = (body.matches('.').count(), body.matches(',').count());
    let (mark, writing) = match (dots, commas) {
        (0, 0) => return Some(Shape::Plain(ungrouped(body, is_blank)?, None)),
        (0, 1) => (',', Writing::Comma),
        (1, 0) => ('.', Writing::Point),
        (_, 0) => {
            return Some(Shape::Plain(
                ungrouped(body, |c| c == '.')?,
                Some(Writing::Comma),
            ));
        }
        (0, _) => {
            return Some(Shape::Plain(
                ungrouped(body, |c| c == ',')?,
                Some(Writing::Point),
            ));
        }
        _ if body.rfind(',') > body.rfind('.') => (',', Writing::Comma),
        _ => ('.', Writing::Point),
    };
    let (whole, fraction) = body.split_once(mark)?;
    if !digits(fraction) {
        return None;
    }
    let group = match writing {
        Writing::Comma => '.',
        Writing::Point => ',',
    };
    let whole_digits = ungrouped(whole, |c| c == group || is_blank(c))?;
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

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::number;
    use proptest::prelude::*;

    fn shown(text: &str, writing: Option<Writing>) -> String {
        match read(text, writing) {
            Reading::Number { value, percent, .. } => {
                format!("{value}{}", if percent { "%" } else { "" })
            }
            Reading::Either { grouped, decimals } => format!("{grouped} hay {decimals}"),
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
            "12345678901234567890123456789012",
        ] {
            assert_eq!(shown(wrong, None), "không", "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn writing_then_reading_gives_the_same(mantissa in any::<i64>(), scale in 0u32..15) {
            let value = Decimal::new(mantissa, scale);
            prop_assert_eq!(parse(&number(value), Some(Writing::Comma)), Some(value));
        }
    }
}
