//! Reckoning with figures that may have been rounded: each stands for all numbers that round to it.

use crate::check::reading::Quantity;
use crate::figures::{Rounding, difference, number, percent, round};
use rust_decimal::Decimal;

/// All numbers from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    low: Decimal,
    high: Decimal,
}

impl Span {
    /// The numbers that a figure may stand for: a count for itself, a measure for all that round to it.
    pub(super) fn of(figure: &Quantity) -> Option<Self> {
        Self::around(figure.amount()?, figure.slack())
    }

    /// [`Self::of`] for two figures that are held against each other.
    pub(super) fn of_both(one: &Quantity, other: &Quantity) -> Option<(Self, Self)> {
        Some((
            Self::around(one.amount()?, one.slack_beside(other))?,
            Self::around(other.amount()?, other.slack_beside(one))?,
        ))
    }

    /// The numbers that a figure stands for if it was rounded to its last place.
    pub(super) fn rounded(figure: &Quantity) -> Option<Self> {
        Self::around(figure.amount()?, figure.step() / Decimal::TWO)
    }

    /// All numbers no further from the middle than this.
    pub(super) fn around(middle: Decimal, slack: Decimal) -> Option<Self> {
        Some(Self {
            low: middle.checked_sub(slack)?,
            high: middle.checked_add(slack)?,
        })
    }

    /// The one number.
    pub(super) fn exactly(value: Decimal) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// The least of its numbers.
    pub(super) fn low(self) -> Decimal {
        self.low
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_sub(other.high)?,
            high: self.high.checked_sub(other.low)?,
        })
    }

    /// The same without signs.
    pub(super) fn size(self) -> Self {
        match self {
            Self { low, high } if low >= Decimal::ZERO => Self { low, high },
            Self { low, high } if high <= Decimal::ZERO => Self {
                low: -high,
                high: -low,
            },
            Self { low, high } => Self {
                low: Decimal::ZERO,
                high: high.max(-low),
            },
        }
    }

    /// How many times these numbers hold those of another span, which must be above zero.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        if other.low <= Decimal::ZERO || self.low < Decimal::ZERO {
            return None;
        }
        Some(Self {
            low: self.low.checked_div(other.high)?,
            high: self.high.checked_div(other.low)?,
        })
    }

    pub(super) fn times(self, factor: Decimal) -> Option<Self> {
        Some(Self {
            low: self.low.checked_mul(factor)?,
            high: self.high.checked_mul(factor)?,
        })
    }

    /// Tells whether two spans have a number in common.
    pub(super) fn meets(self, other: Self) -> bool {
        // Quotients are cut off at 28 digits.
        let least = Decimal::new(1, 18);
        self.low <= other.high + least && other.low <= self.high + least
    }
}

/// How a percentage stands to what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is right as far as it is written.
    Right,
    /// Digits were cut off where they should be rounded: as it should be, and closer.
    Cut(String, String),
    /// It is wrong: as it should be.
    Wrong(String),
}

/// Holds a percentage against the ratio of two figures.
pub(super) fn ratio(part: &Quantity, whole: &Quantity, share: &Quantity) -> Option<Verdict> {
    let (part_span, whole_span) = Span::of_both(part, whole)?;
    let exact = part_span.over(whole_span)?.times(Decimal::ONE_HUNDRED)?;
    if exact.meets(Span::rounded(share)?) {
        return Some(Verdict::Right);
    }
    judge(part.amount()?, whole.amount()?, share)
}

/// Holds a percentage against the growth from one figure to another, its sign left out.
pub(super) fn growth(now: &Quantity, before: &Quantity, share: &Quantity) -> Option<Verdict> {
    let (now_span, before_span) = Span::of_both(now, before)?;
    let change = now_span.minus(before_span)?.size();
    let exact = change.over(before_span)?.times(Decimal::ONE_HUNDRED)?;
    if exact.meets(Span::rounded(share)?) {
        return Some(Verdict::Right);
    }
    let change = difference(now.amount()?, before.amount()?).ok()?.abs();
    judge(change, before.amount()?, share)
}

/// What a percentage should be, to its own last place.
fn judge(part: Decimal, whole: Decimal, share: &Quantity) -> Option<Verdict> {
    let places = share.value.scale();
    let of = |places, rounding| percent(part, whole, places, rounding).ok();
    let rounded = padded(of(places, Rounding::HalfUp)?, places);
    if of(places, Rounding::Cut)? == share.value {
        let closer = of(places + 2, Rounding::Cut)?;
        return Some(Verdict::Cut(rounded, number(closer)));
    }
    Some(Verdict::Wrong(rounded))
}

/// A number with all its places: `50,00` and not `50`.
pub(super) fn padded(value: Decimal, places: u32) -> String {
    let mut value = round(value, places).unwrap_or(value);
    value.rescale(places);
    number(value)
}
