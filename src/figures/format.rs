//! Numbers as Vietnamese offices write them: `.` between thousands, `,` before decimals.

use super::FigureError;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// `7.512.469.825`, `94,58`, `-0,5`. Keeps the digits that the value has, also trailing zeros.
pub fn number(value: Decimal) -> String {
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

/// A count (số đếm): a leading zero below ten, as in `07 công trình`; nothing counted is `0`.
pub fn count(value: Decimal) -> Result<String, FigureError> {
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
pub fn roman(value: Decimal) -> Result<String, FigureError> {
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

/// Reads a number: plain digits with a decimal point as in the YAML (`7512469825`, `94.58`), or as
/// [`number`] writes it where that cannot be mistaken (a comma, or two dots and more).
/// `7.512` is seven and a half.
pub fn parse(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if unsigned.contains(',') || unsigned.matches('.').count() > 1 {
        return parse_grouped(unsigned).map(|v| if text.starts_with('-') { -v } else { v });
    }
    if !unsigned.chars().all(|c| c.is_ascii_digit() || c == '.') || unsigned.ends_with('.') {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

fn parse_grouped(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let several = whole.contains('.');
    let well_formed = digits(first)
        && (!several || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
        && (!text.contains(',') || digits(fraction));
    if !well_formed {
        return None;
    }
    let mut plain = whole.replace('.', "");
    if !fraction.is_empty() {
        plain.push('.');
        plain.push_str(fraction);
    }
    Decimal::from_str_exact(&plain).ok()
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn reading() {
        assert_eq!(parse("7.512.469.825"), Some(d("7512469825")));
        assert_eq!(parse("1.674,5"), Some(d("1674.5")));
        assert_eq!(parse("7.512"), Some(d("7.512")));
        assert_eq!(parse("07"), Some(d("7")));
        for wrong in [
            "",
            "a",
            "1.23.4",
            "12.3456.789",
            "1,",
            "1e5",
            "5.",
            ".5",
            "--5",
            "1,2,3",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn writing_then_reading_gives_the_same(mantissa in any::<i64>(), scale in 0u32..15) {
            let value = Decimal::new(mantissa, scale);
            let written = number(value);
            // One dot and no comma reads as a decimal point: the one ambiguous form.
            prop_assume!(written.contains(',') || written.matches('.').count() != 1);
            prop_assert_eq!(parse(&written), Some(value));
        }
    }
}
