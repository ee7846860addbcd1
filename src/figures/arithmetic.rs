//! Sums, differences and ratios, exact to the last digit that is shown.

use super::FigureError;
use rust_decimal::{Decimal, RoundingStrategy};

/// Most digits after the comma that may be asked for.
const MOST_DIGITS: u32 = 20;

/// How the digits that are not shown are dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Rounding {
    /// Half and more goes up (away from zero).
    #[default]
    HalfUp,
    /// They are cut off: 94,5857 shows as 94,58.
    Cut,
}

/// Rounds half up (away from zero at .5) to `digits` after the comma.
pub(crate) fn round(value: Decimal, digits: u32) -> Result<Decimal, FigureError> {
    check_digits(digits)?;
    Ok(value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero))
}

/// `part` in per cent of `whole`, rounded to `digits`, trailing zeros dropped.
///
/// Worked out by long division, so that the rounding sees the true remainder and not a quotient
/// that was rounded before.
pub(crate) fn percent(
    part: Decimal,
    whole: Decimal,
    digits: u32,
    rounding: Rounding,
) -> Result<Decimal, FigureError> {
    divide(part, whole, digits, rounding)
}

/// Growth of `value` over `base` in per cent (tăng trưởng); negative for a fall. A negative base
/// counts by its size, so that the sign always says up or down.
pub(crate) fn growth(
    value: Decimal,
    base: Decimal,
    digits: u32,
    rounding: Rounding,
) -> Result<Decimal, FigureError> {
    divide(difference(value, base)?, base.abs(), digits, rounding)
}

/// `value` less `other`.
pub(crate) fn difference(value: Decimal, other: Decimal) -> Result<Decimal, FigureError> {
    exact(value.checked_sub(other), value, other)
}

/// The sum of all values; 0 for none.
pub(crate) fn sum(values: impl IntoIterator<Item = Decimal>) -> Result<Decimal, FigureError> {
    values.into_iter().try_fold(Decimal::ZERO, |total, value| {
        exact(total.checked_add(value), total, value)
    })
}

/// `rust_decimal` drops digits off the end where a sum needs more than 28: the result is exact
/// only as long as it kept the finer of the two scales.
fn exact(result: Option<Decimal>, a: Decimal, b: Decimal) -> Result<Decimal, FigureError> {
    let scale = a.normalize().scale().max(b.normalize().scale());
    result
        .filter(|r| r.scale() >= scale || r.is_zero())
        .ok_or(FigureError::TooLarge)
}

fn check_digits(digits: u32) -> Result<(), FigureError> {
    if digits > MOST_DIGITS {
        return Err(FigureError::TooPrecise(i64::from(digits)));
    }
    Ok(())
}

/// `a / b` in per cent to `digits`, by long division.
fn divide(a: Decimal, b: Decimal, digits: u32, rounding: Rounding) -> Result<Decimal, FigureError> {
    check_digits(digits)?;
    if b.is_zero() {
        return Err(FigureError::DivisionByZero);
    }
    let negative = a.is_sign_negative() != b.is_sign_negative();
    let (a, b) = (a.normalize(), b.normalize());
    let scale = a.scale().max(b.scale());
    let dividend = mantissa(a, scale)?;
    let divisor = mantissa(b, scale)?;
    let mut quotient = dividend / divisor;
    let mut rest = dividend % divisor;
    for _ in 0..2 + digits {
        rest = rest.checked_mul(10).ok_or(FigureError::TooLarge)?;
        quotient = quotient
            .checked_mul(10)
            .and_then(|q| q.checked_add(rest / divisor))
            .ok_or(FigureError::TooLarge)?;
        rest %= divisor;
    }
    // Half or more of the divisor is left over: away from zero.
    if rounding == Rounding::HalfUp && rest >= divisor - rest {
        quotient += 1;
    }
    let quotient = i128::try_from(quotient).map_err(|_| FigureError::TooLarge)?;
    let mut result = Decimal::try_from_i128_with_scale(quotient, digits)
        .map_err(|_| FigureError::TooLarge)?
        .normalize();
    if !result.is_zero() {
        result.set_sign_negative(negative);
    }
    Ok(result)
}

/// The digits of `value` without sign, at `scale` digits after the comma.
fn mantissa(value: Decimal, scale: u32) -> Result<u128, FigureError> {
    let raise = scale.saturating_sub(value.scale());
    10u128
        .checked_pow(raise)
        .and_then(|factor| value.mantissa().unsigned_abs().checked_mul(factor))
        .ok_or(FigureError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::{Rounding::HalfUp, *};
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn percentages_of_the_plan() {
        let of =
            |part: &str, whole: &str| percent(d(part), d(whole), 2, HalfUp).unwrap().to_string();
        assert_eq!(of("7512469825", "7942500000"), "94.59");
        let cut = percent(d("7512469825"), d("7942500000"), 2, Rounding::Cut);
        assert_eq!(cut.unwrap().to_string(), "94.58", "as the plan has it");
        assert_eq!(of("4", "7"), "57.14");
        assert_eq!(of("40", "454"), "8.81");
        assert_eq!(of("3", "3"), "100");
        assert_eq!(of("1", "8"), "12.5");
        assert_eq!(of("0", "8"), "0");
        assert_eq!(of("-1", "3"), "-33.33");
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(round(d("0.125"), 2).unwrap(), d("0.13"));
        assert_eq!(round(d("-0.125"), 2).unwrap(), d("-0.13"));
        assert_eq!(percent(d("1"), d("800"), 2, HalfUp).unwrap(), d("0.13"));
        assert_eq!(percent(d("-1"), d("800"), 2, HalfUp).unwrap(), d("-0.13"));
        assert_eq!(
            percent(d("-1"), d("8000000"), 2, HalfUp)
                .unwrap()
                .to_string(),
            "0"
        );
    }

    #[test]
    fn growth_has_the_sign_of_the_change() {
        assert_eq!(growth(d("110"), d("100"), 2, HalfUp).unwrap(), d("10"));
        assert_eq!(growth(d("90"), d("100"), 2, HalfUp).unwrap(), d("-10"));
        assert_eq!(growth(d("-50"), d("-100"), 2, HalfUp).unwrap(), d("50"));
    }

    #[test]
    fn what_cannot_be_exact_is_refused() {
        assert_eq!(
            percent(d("1"), d("0"), 2, HalfUp),
            Err(FigureError::DivisionByZero)
        );
        assert_eq!(
            growth(d("1"), d("0.00"), 2, HalfUp),
            Err(FigureError::DivisionByZero)
        );
        assert_eq!(
            percent(d("1"), d("3"), 99, HalfUp),
            Err(FigureError::TooPrecise(99))
        );
        assert_eq!(
            difference(Decimal::MAX, d("-1")),
            Err(FigureError::TooLarge)
        );
        assert_eq!(
            sum([Decimal::MAX, d("0.1")]),
            Err(FigureError::TooLarge),
            "a tenth would be lost"
        );
    }

    proptest! {
        /// The definition of rounding half up: no further than half a unit from the true value,
        /// and at exactly half, the larger in size.
        #[test]
        fn percent_is_the_nearest(
            part in -10i64.pow(12)..10i64.pow(12),
            whole in 1i64..10i64.pow(10),
            digits in 0u32..6,
        ) {
            let result = percent(part.into(), whole.into(), digits, HalfUp).unwrap();
            let unit = 10i128.pow(digits);
            let mut shown = result;
            shown.rescale(digits);
            let shown = shown.mantissa();
            // |part * 100 / whole - shown / unit| <= 1 / (2 * unit), times whole * unit * 2
            let off = 2 * (i128::from(part) * 100 * unit - shown * i128::from(whole));
            prop_assert!(off.abs() <= i128::from(whole));
            if off.abs() == i128::from(whole) {
                prop_assert!(shown.abs() * i128::from(whole) > (i128::from(part) * 100 * unit).abs());
            }
        }

        #[test]
        fn sums_and_differences_undo_each_other(a in any::<i64>(), b in any::<i64>(), scale in 0u32..9) {
            let (a, b) = (Decimal::new(a, scale), Decimal::new(b, 2));
            let total = sum([a, b]).unwrap();
            prop_assert_eq!(difference(total, b).unwrap(), a);
        }
    }
}
