//! Numbers on their way through tera, which itself has floats only.
//!
//! A whole number is a tera integer. Any other is a text between [`super::signs`]: the digits as a
//! machine writes them, then what is printed where no filter says otherwise. A cell that may be one
//! number or another has no digits. What a template prints is gone through at the end
//! ([`settled`]), so that a number may be joined to a text on its way.

use crate::figures::{self, Reading, Rule};
use rust_decimal::Decimal;
use std::borrow::Cow;
use tera::Value;

use super::{
    data::outside,
    signs::{NUMBER, NUMBER_END, SHOWN},
};

/// A number that is printed as all are.
pub(super) fn of(value: Decimal) -> Value {
    if value.scale() == 0 {
        return Value::from(value.mantissa());
    }
    shown(value, &figures::bare(value))
}

/// A number that is printed in its own way.
pub(super) fn shown(value: Decimal, shown: &str) -> Value {
    Value::from(format!("{NUMBER}{value}{SHOWN}{shown}{NUMBER_END}"))
}

/// The text of a cell, which knows whether it may be read as two numbers.
pub(super) fn cell(text: &str) -> Value {
    match figures::read(text, Rule::Text(None)) {
        Reading::Either { .. } => Value::from(format!("{NUMBER}{SHOWN}{text}{NUMBER_END}")),
        Reading::Number { .. } | Reading::TooLong | Reading::No => Value::from(text),
    }
}

/// Reads a text as a number: one that is carried, or one as documents write them.
pub(super) fn read(text: &str) -> Reading {
    let Some(inside) = text
        .strip_prefix(NUMBER)
        .and_then(|t| t.strip_suffix(NUMBER_END))
    else {
        return figures::read(text, Rule::Document);
    };
    match inside.split_once(SHOWN) {
        Some(("", written)) => figures::read(written, Rule::Text(None)),
        Some((digits, _)) => figures::read(digits, Rule::Machine),
        None => Reading::No,
    }
}

/// Tells whether a text is a number that is carried, in one reading.
pub(super) fn is_number(text: &str) -> bool {
    let inside = text
        .strip_prefix(NUMBER)
        .and_then(|t| t.strip_suffix(NUMBER_END));
    inside.is_some_and(|inside| !inside.starts_with(SHOWN))
}

/// Tells whether a number of a cell is shown with a point before its decimals, as it stands there.
pub(super) fn is_pointed(text: &str) -> bool {
    let inside = text
        .strip_prefix(NUMBER)
        .and_then(|t| t.strip_suffix(NUMBER_END));
    let parts = inside.and_then(|inside| inside.split_once(SHOWN));
    parts.is_some_and(|(digits, shown)| digits == shown && digits.contains('.'))
}

/// The form in which a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Print {
    /// The writing that is shown of it.
    Shown,
    /// Digits alone, as names of files have them.
    Digits,
}

/// A text with its numbers as they are printed. A percent sign that the text itself has behind a
/// number is not doubled, and a number before a stroke (`12345/QĐ-UBND`) counts nothing.
pub(super) fn settled(text: &str, print: Print) -> Cow<'_, str> {
    if !text.contains(NUMBER) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(NUMBER) {
        out.push_str(before);
        let (number, after) = after.split_once(NUMBER_END).unwrap_or((after, ""));
        let (digits, shown) = number.split_once(SHOWN).unwrap_or(("", number));
        rest = after;
        out.push_str(match print {
            Print::Digits => as_digits(digits, shown),
            Print::Shown if names_a_document(after) => as_digits(digits, shown),
            Print::Shown if has_sign(after) => shown.strip_suffix('%').map_or(shown, str::trim_end),
            Print::Shown => shown,
        });
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The digits without marks between the thousands; what is shown where that has none either, but
/// perhaps zeros in front.
fn as_digits<'t>(digits: &'t str, shown: &'t str) -> &'t str {
    let is_bare = shown.bytes().all(|b| b.is_ascii_digit());
    if digits.is_empty() || is_bare {
        shown
    } else {
        digits
    }
}

/// Tells whether `/QĐ` stands behind a number.
fn names_a_document(after: &str) -> bool {
    let mut seen = outside(after);
    seen.next() == Some('/') && seen.next().is_some_and(char::is_uppercase)
}

/// Tells whether a percent sign stands behind a number.
fn has_sign(after: &str) -> bool {
    let mut seen = outside(after);
    match seen.next() {
        Some(' ' | '\u{a0}') => seen.next() == Some('%'),
        first => first == Some('%'),
    }
}
