//! Numbers as programs write them: `412.0`, `1.2e3`, `5.551115123125783e-17`.

use super::read::{Reading, Writing, digits};
use rust_decimal::Decimal;

/// Reads a number that a program wrote.
pub(super) fn machine(text: &str) -> Reading {
    let Some((mantissa, scale)) = scientific(text) else {
        return Reading::No;
    };
    let Some(value) = mantissa.and_then(|mantissa| scaled(mantissa, scale)) else {
        return Reading::TooLong;
    };
    Reading::Number {
        value,
        percent: false,
        told: Some(Writing::Point),
    }
}

/// The digits of a number as a whole number, none where a decimal does not hold them, and the power
/// of ten that it is to be divided by.
fn scientific(text: &str) -> Option<(Option<i128>, i64)> {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let unsigned = number.strip_prefix(['-', '+']).unwrap_or(number);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) if digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (unsigned, ""),
    };
    let sized = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    if !digits(whole) || !digits(sized) {
        return None;
    }
    let all = [whole, fraction].concat();
    let significant = all.trim_start_matches('0');
    let value = match significant {
        "" => Some(Decimal::ZERO),
        significant => Decimal::from_str_exact(significant).ok(),
    };
    let sign = if number.starts_with('-') { -1 } else { 1 };
    let mantissa = value.map(|value| sign * value.mantissa());
    // An exponent that long leaves nothing of a number, or makes it too long.
    let far = if exponent.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    let exponent = exponent.parse().unwrap_or(far);
    let length = i64::try_from(fraction.len()).ok()?;
    Some((mantissa, length.saturating_sub(exponent)))
}

/// A whole number divided by a power of ten; none where a decimal does not hold it.
fn scaled(mantissa: i128, scale: i64) -> Option<Decimal> {
    const MOST: i64 = Decimal::MAX_SCALE as i64;
    if mantissa == 0 {
        return Some(Decimal::ZERO);
    }
    let power = |of: i64| 10_i128.checked_pow(u32::try_from(of).ok()?);
    let (mantissa, scale) = match scale {
        ..0 => (mantissa.checked_mul(power(-scale)?)?, 0),
        0..=MOST => (mantissa, scale),
        // Half a unit of the last digit and more is one.
        _ => {
            let rounded =
                power(scale - MOST).map(|unit| (2 * mantissa / unit + mantissa.signum()) / 2);
            (rounded.unwrap_or(0), MOST)
        }
    };
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_programs() {
        for (written, expected) in [
            ("412.0", "412"),
            ("1.2e3", "1200"),
            ("1.674", "1.674"),
            ("-0.0", "0"),
            ("94.50", "94.5"),
            ("1E-2", "0.01"),
            ("12.5e+1", "125"),
            ("9.45800000000000e1", "94.58"),
            ("5.551115123125783e-17", "0.0000000000000000555111512313"),
            (
                "0.00000000000000005551115123125783",
                "0.0000000000000000555111512313",
            ),
            (
                "-0.00000000000000000000000000005",
                "-0.0000000000000000000000000001",
            ),
            ("-0.00000000000000000000000000004", "0"),
            ("1e-400", "0"),
            ("1e-99999999999999999999", "0"),
            ("0e99999999999999999999", "0"),
            ("1e27", "1000000000000000000000000000"),
            ("1e30", "quá dài"),
            ("1e99999999999999999999", "quá dài"),
            ("1.", "không"),
            (".5", "không"),
            ("1,5", "không"),
            ("1_000", "không"),
            ("1e", "không"),
            ("NaN", "không"),
        ] {
            let read = match machine(written) {
                Reading::Number { value, .. } => value.normalize().to_string(),
                Reading::TooLong => "quá dài".to_owned(),
                Reading::Either { .. } | Reading::No => "không".to_owned(),
            };
            assert_eq!(read, expected, "{written}");
        }
    }
}
