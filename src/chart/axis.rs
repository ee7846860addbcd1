//! The axis of figures: from zero, in round steps.

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// About so many steps.
const STEPS: i64 = 5;

/// An axis of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Axis {
    /// Its lower end: zero, or a multiple of the step below.
    pub(crate) least: Decimal,
    /// Its upper end.
    pub(crate) most: Decimal,
    /// From one line to the next.
    pub(crate) step: Decimal,
}

impl Axis {
    /// The axis for figures between these two and zero.
    pub(crate) fn of(least: Decimal, most: Decimal) -> Self {
        let (least, most) = (least.min(Decimal::ZERO), most.max(Decimal::ZERO));
        let span = most - least;
        let step = round_step(span / Decimal::from(STEPS));
        let floor = (least / step).floor() * step;
        let mut ceiling = (most / step).ceil() * step;
        if ceiling == floor {
            ceiling += step;
        }
        Self {
            least: floor.normalize(),
            most: ceiling.normalize(),
            step: step.normalize(),
        }
    }

    /// The figures at its lines, upwards.
    pub(super) fn ticks(&self) -> impl Iterator<Item = Decimal> + '_ {
        let ticks = (0..).map(|at| self.least + self.step * Decimal::from(at));
        ticks.take_while(|tick| *tick <= self.most)
    }

    /// Where a figure stands: 0 at the lower end, 1 at the upper.
    pub(super) fn share(&self, value: Decimal) -> f64 {
        let share = (value - self.least) / (self.most - self.least);
        share.to_f64().unwrap_or(0.0)
    }
}

/// The least of 1, 2, 5, 10, … that is no smaller.
fn round_step(least: Decimal) -> Decimal {
    if least <= Decimal::ZERO {
        return Decimal::ONE;
    }
    let mut power = Decimal::ONE;
    while power * Decimal::TEN <= least {
        power *= Decimal::TEN;
    }
    while power > least {
        power /= Decimal::TEN;
    }
    let times = [1, 2, 5, 10].map(|times| Decimal::from(times) * power);
    let fits = times.into_iter().find(|step| *step >= least);
    fits.unwrap_or(power)
}
