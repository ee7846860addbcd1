//! What holds between figures of a table: one is the sum of others, or so many per cent of another.

use super::entry::{Entry, Figure};
use rust_decimal::{Decimal, RoundingStrategy};

/// The rule by which a figure comes of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Law {
    /// The sum of the rows of the table.
    Rows,
    /// The sum of the parts of a group.
    Group,
    /// The sum of other columns of its row.
    Columns,
    /// The first of the others less the rest, in its row.
    Less,
    /// The share of the whole below or above, in per cent.
    Share,
    /// The share of a whole that stands nowhere in the table, in per cent.
    ShareOf(u64),
    /// One column over another, in per cent.
    Ratio,
    /// One column over another, so many places to the left.
    Quotient(i32),
    /// The growth of one column over another, in per cent.
    Growth,
    /// The product of other columns, so many places to the left.
    Product(i32),
}

impl Law {
    /// Tells whether it is an amount or a rate, worked out of quantities.
    pub(super) fn is_reckoned(self) -> bool {
        matches!(self, Self::Product(_) | Self::Quotient(_))
    }

    /// Tells whether figures are added.
    pub(super) fn is_sum(self) -> bool {
        matches!(self, Self::Rows | Self::Group | Self::Columns | Self::Less)
    }
}

/// A figure and those it comes of, by the places of their cells.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// The rule.
    pub(crate) law: Law,
    /// The cell of the result.
    pub(crate) result: usize,
    /// The cells that it comes of.
    pub(crate) terms: Vec<usize>,
    /// Whether all figures are counted, so that none was rounded.
    pub(super) counted: bool,
    /// Whether a result counts as wrong that may come of figures before they were rounded.
    pub(super) strict: bool,
}

/// What a relation comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It holds.
    Holds,
    /// It may hold, if the figures were rounded.
    Rounded,
    /// It does not.
    Fails,
    /// A figure is missing or was not understood.
    Open,
}

/// The figures of a table, some perhaps replaced.
pub(super) struct Values<'t> {
    pub(super) entries: &'t [Entry],
    /// A cell with another value than it has.
    pub(super) instead: Option<(usize, Decimal)>,
}

impl Values<'_> {
    fn figure(&self, at: usize) -> Option<&Figure> {
        self.entries.get(at).and_then(Entry::figure)
    }

    /// The value of a cell; nothing is 0.
    fn value(&self, at: usize) -> Option<Decimal> {
        if let Some((cell, value)) = self.instead
            && cell == at
        {
            return Some(value);
        }
        match self.entries.get(at)? {
            Entry::Number(figure) => Some(figure.value),
            Entry::Nothing => Some(Decimal::ZERO),
            Entry::Words | Entry::Unknown => None,
        }
    }
}

/// One unit of the last of so many places.
fn unit(places: u32) -> Decimal {
    Decimal::new(1, places.min(28))
}

const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

impl Relation {
    /// The value that the result should have, not rounded.
    pub(super) fn expected(&self, values: &Values<'_>) -> Option<Decimal> {
        let mut terms = self.terms.iter().map(|&at| values.value(at));
        match self.law {
            Law::Rows | Law::Group | Law::Columns => {
                terms.try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term?))
            }
            Law::Less => {
                let first = terms.next()??;
                terms.try_fold(first, |rest, term| rest.checked_sub(term?))
            }
            Law::Share | Law::Ratio | Law::Growth => {
                let (part, whole) = (terms.next()??, terms.next()??);
                let part = match self.law {
                    Law::Growth => part.checked_sub(whole)?,
                    _ => part,
                };
                part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
            }
            Law::ShareOf(whole) => {
                let part = terms.next()??.checked_mul(Decimal::ONE_HUNDRED)?;
                part.checked_div(Decimal::from(whole))
            }
            Law::Quotient(shift) => {
                let (part, whole) = (terms.next()??, terms.next()??);
                part.checked_div(whole)?.checked_mul(ten(shift)?)
            }
            Law::Product(shift) => {
                let product = terms.try_fold(Decimal::ONE, |all, term| all.checked_mul(term?))?;
                product.checked_mul(ten(shift)?)
            }
        }
    }

    /// Tells whether it holds.
    pub(super) fn outcome(&self, values: &Values<'_>) -> Outcome {
        let (Some(result), Some(expected)) = (values.value(self.result), self.expected(values))
        else {
            return Outcome::Open;
        };
        let Some(places) = values.figure(self.result).map(|figure| figure.places) else {
            return Outcome::Open;
        };
        let Some(off) = result.checked_sub(expected).map(|off| off.abs()) else {
            return Outcome::Open;
        };
        if self.law.is_sum() {
            return match off {
                off if off.is_zero() => Outcome::Holds,
                off if off <= self.slack(values, places) => Outcome::Rounded,
                _ => Outcome::Fails,
            };
        }
        let half = unit(places) * HALF;
        if off <= half {
            return Outcome::Holds;
        }
        match self.spread(values, expected) {
            Some(spread) if !self.strict && off - half <= spread => Outcome::Rounded,
            Some(_) => Outcome::Fails,
            None => Outcome::Open,
        }
    }

    /// How far a sum of rounded figures may lie from the printed total: half a unit of the last place
    /// for each. Figures that end in 0 or 5 nearly all were not rounded.
    fn slack(&self, values: &Values<'_>, places: u32) -> Decimal {
        let parts = self.terms.iter().filter_map(|&at| values.figure(at));
        let parts = parts.filter(|figure| !figure.value.is_zero());
        let (mut count, mut even, mut finest) = (0u32, 0u32, 0);
        for figure in parts.clone() {
            count += 1;
            finest = finest.max(figure.places);
        }
        if finest == 0 && self.counted || count < 2 {
            return Decimal::ZERO;
        }
        let five = unit(finest) * Decimal::from(5);
        for figure in parts {
            even += u32::from((figure.value % five).is_zero());
        }
        if count >= 3 && even * 4 >= count * 3 {
            return Decimal::ZERO;
        }
        let own = if places < finest {
            unit(places) * HALF
        } else {
            Decimal::ZERO
        };
        unit(finest) * HALF * Decimal::from(count) + own
    }

    /// How far the result may move where its terms were rounded themselves.
    fn spread(&self, values: &Values<'_>, expected: Decimal) -> Option<Decimal> {
        let mut spread = Decimal::ZERO;
        for &at in &self.terms {
            let figure = values.figure(at)?;
            let whole = figure.places == 0;
            if whole && (self.counted || self.law.is_reckoned()) {
                continue;
            }
            let half = unit(figure.places) * HALF;
            let size = figure.value.abs();
            if size.is_zero() {
                continue;
            }
            spread += half.checked_div(size)?;
        }
        let size = match self.law {
            Law::Growth => expected.checked_add(Decimal::ONE_HUNDRED)?,
            _ => expected,
        };
        spread.checked_mul(size.abs())
    }

    /// The value that another cell must have for a sum to hold.
    pub(super) fn solve(&self, cell: usize, values: &Values<'_>) -> Option<Decimal> {
        if cell == self.result {
            let expected = self.expected(values)?;
            let places = values.figure(cell)?.places;
            return Some(
                expected.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero),
            );
        }
        let (now, result) = (values.value(cell)?, values.value(self.result)?);
        let off = result.checked_sub(self.expected(values)?)?;
        match self.law {
            Law::Less if self.terms.first() != Some(&cell) => now.checked_sub(off),
            law if law.is_sum() => now.checked_add(off),
            _ => None,
        }
    }
}

/// A power of ten.
fn ten(shift: i32) -> Option<Decimal> {
    match u32::try_from(shift) {
        Ok(shift) => 10i64.checked_pow(shift).map(Decimal::from),
        Err(_) => Decimal::try_new(1, shift.unsigned_abs()).ok(),
    }
}
