//! Whether two quantities count the same, so that they can be added and compared.

use super::passage::Passage;
use super::quantities::Quantity;
use super::units::Measure;

/// Whether two quantities count the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// The same unit, or units of one group.
    Same,
    /// One of them has no unit, or one that the list does not have.
    Open,
    /// Different units.
    Different,
}

/// Compares the units of two quantities, each in its passage.
pub(crate) fn likeness(
    one: (&Passage<'_>, &Quantity),
    other: (&Passage<'_>, &Quantity),
) -> Likeness {
    let word = |(passage, quantity): (&Passage<'_>, &Quantity)| {
        passage.lower.get(quantity.unit.clone()).map(str::to_owned)
    };
    match (one.1.measure, other.1.measure) {
        (Measure::Other, Measure::Other) if word(one) == word(other) => Likeness::Same,
        (Measure::Known(a), Measure::Known(b)) if a == b => Likeness::Same,
        (Measure::Known(_), Measure::Known(_)) => Likeness::Different,
        (Measure::Bare | Measure::Other, Measure::Bare | Measure::Other | Measure::Known(_))
        | (Measure::Known(_), Measure::Bare | Measure::Other) => Likeness::Open,
        (Measure::Bare, Measure::Money) | (Measure::Money, Measure::Bare) => Likeness::Open,
        (a, b) if a == b => Likeness::Same,
        _ => Likeness::Different,
    }
}
