//! What a change comes to that a sentence tells, in all its readings.

use super::change::{self, By, Change, Way};
use super::reckon::{self, Span, Verdict};
use crate::check::reading::{Measure, Passage, Quantity};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::Diagnostic;
use crate::figures::number;
use rust_decimal::Decimal;

/// What a change comes to.
pub(super) enum Outcome {
    /// It fits the figures of the sentence.
    Right,
    /// The figure before is told, but not the one now.
    Lacking,
    /// No reading of the sentence fits.
    Wrong,
    /// As much as is told, but the other way.
    Reversed,
}

impl Change<'_> {
    /// Holds the change against the figures of its sentence, in all readings.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        let Some((now, before)) = &self.pair else {
            return self.lacks.then_some(Outcome::Lacking);
        };
        if self.by_is_about() {
            return None;
        }
        if self.fits(now, before)? {
            let rises = now.amount()? > before.amount()?;
            let falls = now.amount()? < before.amount()?;
            let reversed = match self.way {
                Way::Up => falls,
                Way::Down => rises,
            };
            let reversed = reversed && matches!(self.by, By::Amount(_));
            return Some(if reversed {
                Outcome::Reversed
            } else {
                Outcome::Right
            });
        }
        let goes = |one: &Quantity, other: &Quantity| match self.way {
            Way::Up => one.amount() >= other.amount(),
            Way::Down => one.amount() <= other.amount(),
        };
        let mut pairs = self
            .others
            .iter()
            .flat_map(|one| self.others.iter().map(move |other| (one, other)));
        let other_reading = pairs.any(|(one, other)| {
            one != other && goes(one, other) && self.fits(one, other) == Some(true)
        });
        Some(if other_reading {
            Outcome::Right
        } else {
            Outcome::Wrong
        })
    }

    fn by_is_about(&self) -> bool {
        matches!(self.by, By::Amount(by) if !by.is_exact())
    }

    /// Tells whether the change is that from one figure to another.
    fn fits(&self, now: &Quantity, before: &Quantity) -> Option<bool> {
        let (now_span, before_span) = Span::of_both(now, before)?;
        let points = |by: &Quantity| {
            let difference = Span::rounded(now)?.minus(Span::rounded(before)?)?.size();
            Some(difference.meets(Span::exactly(by.amount()?)))
        };
        match &self.by {
            By::Amount(by) if by.is_percent() => {
                let of_percent = now.is_percent() && before.is_percent();
                if now.is_percent() != before.is_percent() {
                    return Some(false);
                }
                let grown = by.measure != Measure::Points
                    && reckon::growth(now, before, by)? == Verdict::Right;
                Some(grown || of_percent && points(by)?)
            }
            By::Amount(by) => Some(now_span.minus(before_span)?.size().meets(Span::of(by)?)),
            By::Times(times, slack, _) => {
                let ratio = now_span.over(before_span)?;
                Some(ratio.meets(Span::around(*times, *slack)?))
            }
        }
    }
}

/// A figure as it is told: its digits with the multiple and `%`.
pub(super) fn told(figure: &Quantity) -> String {
    let digits = number(figure.value);
    match figure.measure {
        _ if figure.scale != Decimal::ONE => {
            number(figure.amount().unwrap_or(figure.value).normalize())
        }
        Measure::Percent | Measure::Points => format!("{digits}%"),
        _ => digits,
    }
}

/// Adds the places of the two figures that a change is held against.
pub(super) fn related(
    passage: &Passage<'_>,
    finding: Diagnostic,
    (now, before): (&Quantity, &Quantity),
) -> Diagnostic {
    let places = [(before, "số trước"), (now, "số sau")];
    let places = places
        .into_iter()
        .filter(|(figure, _)| figure.value != Decimal::ONE_HUNDRED || figure.digits != now.digits);
    let places = places
        .into_iter()
        .filter_map(|(figure, words)| Some((passage.place(&figure.range)?, words)));
    places.fold(finding, |finding, (place, words)| {
        finding.related(place, words)
    })
}

/// Tells of a change by so much, and of the figures now and before that it is held against.
pub(super) type TellWrong = fn(&Passage<'_>, &Quantity, (&Quantity, &Quantity), &mut Findings);

/// Holds each change of a document that is told in per cent, or each that is not, against its figures.
pub(super) fn each(
    rule: &'static Rule,
    reading: &Reading<'_>,
    in_percent: bool,
    wrong: TellWrong,
    found: &mut Findings,
) {
    for passage in &reading.passages {
        for change in change::all(passage) {
            let By::Amount(by) = &change.by else { continue };
            if by.is_percent() != in_percent {
                continue;
            }
            match (change.outcome(), &change.pair) {
                (Some(Outcome::Lacking), _) => {
                    let reason = "chưa rõ số nào được so với số trước đó";
                    found.unsure(rule.unsure(reason).at(passage.place(&by.range)));
                }
                (Some(Outcome::Wrong), Some((now, before))) => {
                    wrong(passage, by, (now, before), found);
                }
                (Some(Outcome::Reversed), Some(_)) => reversed(rule, passage, &change, found),
                _ => {}
            }
        }
    }
}

/// Tells of a change that goes the other way.
fn reversed(rule: &'static Rule, passage: &Passage<'_>, change: &Change<'_>, found: &mut Findings) {
    let (By::Amount(by), Some((now, before))) = (&change.by, &change.pair) else {
        return;
    };
    let (says, is) = match change.way {
        Way::Up => ("tăng", "giảm"),
        Way::Down => ("giảm", "tăng"),
    };
    let message = format!(
        "từ {} đến {} là {is}, ở đây ghi {says}",
        told(before),
        told(now)
    );
    let finding = rule.finding(message).at(passage.place(&by.range));
    found.add(related(passage, finding, (now, before)));
}
