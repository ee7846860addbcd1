//! Numbers as Vietnamese offices write them: `.` between thousands, `,` before decimals.

use super::FigureError;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// `7.512.469.825`, `94,58`, `-0,5`. Keeps the digits that the value has, also trailing zeros.
pub(crate) fn number(value: Decimal) -> String {
    let digits = value.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// A figure that nothing else says how to print: whole numbers of up to four digits as they are
/// (most are years), all others as [`number`] writes them.
pub(crate) fn bare(value: Decimal) -> String {
    let is_short = value.scale() == 0 && value.abs() < Decimal::from(10_000);
    if is_short && !value.is_zero() {
        return value.to_string();
    }
    number(value)
}

/// A count (số đếm): a leading zero below ten, as in `07 công trình`; nothing counted is `0`.
pub(crate) fn count(value: Decimal) -> Result<String, FigureError> {
    if value.is_sign_negative() && !value.is_zero() || !value.fract().is_zero() {
        return Err(FigureError::NotACount(number(value)));
    }
    let whole = value.trunc().normalize();
    if whole.is_zero() || whole >= Decimal::TEN {
        return Ok(number(whole));
    }
    Ok(format!("0{whole}"))
}

/// Roman numerals in capitals, 1 to 3999.
pub(crate) fn roman(value: Decimal) -> Result<String, FigureError> {
    const STEPS: [(u16, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(value)
        .filter(|v| v.fract().is_zero())
        .and_then(|v| v.to_u16())
        .filter(|n| (1..4000).contains(n))
        .ok_or_else(|| FigureError::NotRoman(number(value)))?;
    let mut out = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            out.push_str(letters);
            rest -= step;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers() {
        assert_eq!(number(d("7512469825")), "7.512.469.825");
        assert_eq!(number(d("94.58")), "94,58");
        assert_eq!(number(d("97.50")), "97,50");
        assert_eq!(number(d("-1674")), "-1.674");
        assert_eq!(number(d("999")), "999");
        assert_eq!(number(d("0.05")), "0,05");
    }

    #[test]
    fn counts() {
        assert_eq!(count(d("7")).unwrap(), "07");
        assert_eq!(count(d("7.0")).unwrap(), "07");
        assert_eq!(count(d("0")).unwrap(), "0");
        assert_eq!(count(d("10")).unwrap(), "10");
        assert_eq!(count(d("1674")).unwrap(), "1.674");
        assert!(count(d("7.5")).is_err());
        assert!(count(d("-7")).is_err());
    }

    #[test]
    fn roman_numerals() {
        assert_eq!(roman(d("4")).unwrap(), "IV");
        assert_eq!(roman(d("1994")).unwrap(), "MCMXCIV");
        assert_eq!(roman(d("3999")).unwrap(), "MMMCMXCIX");
        for wrong in ["0", "-1", "4000", "1.5"] {
            assert!(roman(d(wrong)).is_err(), "{wrong}");
        }
    }
}
