//! The units behind numbers.

use super::passage::Passage;
use super::tokens::TokenKind;
use crate::check::lists::{List, Pairs};
use rust_decimal::Decimal;
use std::ops::Range;

static UNITS: Pairs = Pairs::new(include_str!("../../../templates/check/units.txt"));
static NO_UNITS: List = List::new(include_str!("../../../templates/check/no-units.txt"));

/// What a quantity counts or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Nothing stands behind the number.
    Bare,
    /// `%`, phần trăm
    Percent,
    /// `‰`
    Permille,
    /// điểm phần trăm
    Points,
    /// Đồng, with its multiples.
    Money,
    /// A unit of the list, by its group: those of one group can be added.
    Known(&'static str),
    /// A word that the list does not have.
    Other,
}

/// Tells whether a word of the list of units stands from this token on.
pub(super) fn has_unit(passage: &Passage<'_>, at: usize) -> bool {
    known(passage, passage.solid(at)).is_some()
}

/// Tells whether a word of the list of units ends with this token: `Cơ sở 1`, `Chi bộ 2`.
pub(super) fn ends_unit(passage: &Passage<'_>, at: usize) -> bool {
    let pair = at
        .checked_sub(2)
        .filter(|_| passage.kind(at) == Some(TokenKind::Word));
    let unit = |from: usize| {
        let word = passage.lower.get(passage.bytes(from..at + 1));
        word.is_some_and(|word| UNITS.get(word).is_some())
    };
    pair.is_some_and(unit) || unit(at)
}

/// The unit of the list that stands here, with the token behind it: of as many words as it can.
fn known(passage: &Passage<'_>, at: usize) -> Option<(usize, &'static str)> {
    if passage.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let unit = |end: usize| {
        let word = passage.lower.get(passage.bytes(at..end))?;
        Some((end, UNITS.get(word)?))
    };
    let words = |more: usize| {
        (0..more).all(|step| {
            let space = at + 1 + 2 * step;
            passage.kind(space) == Some(TokenKind::Space)
                && passage.kind(space + 1) == Some(TokenKind::Word)
        })
    };
    let squared = matches!(passage.at(at + 1), "2" | "3" | "²" | "³");
    None.or_else(|| squared.then(|| unit(at + 2)).flatten())
        .or_else(|| words(2).then(|| unit(at + 5)).flatten())
        .or_else(|| words(1).then(|| unit(at + 3)).flatten())
        .or_else(|| unit(at + 1))
}

/// The multiple, the unit, its first word, and the token behind it.
pub(super) fn unit(
    passage: &Passage<'_>,
    behind: usize,
) -> (Decimal, Measure, Range<usize>, usize) {
    let mut at = passage.solid(behind);
    let bytes = |at: usize| passage.bytes(at..at + 1);
    match passage.at(at) {
        "%" => return (Decimal::ONE, Measure::Percent, bytes(at), at + 1),
        "‰" => return (Decimal::ONE, Measure::Permille, bytes(at), at + 1),
        _ => {}
    }
    if let Some(end) = passage.follows(at, "phần trăm") {
        return (Decimal::ONE, Measure::Percent, bytes(at), end);
    }
    let points = passage
        .follows(at, "điểm phần trăm")
        .or_else(|| passage.follows(at, "điểm %"));
    if let Some(end) = points {
        return (Decimal::ONE, Measure::Points, bytes(at), end);
    }
    let mut scale = Decimal::ONE;
    let mut end = behind;
    while let Some(multiple) = multiple(passage.at(at)) {
        scale *= multiple;
        end = at + 1;
        at = passage.solid(end);
        if scale > Decimal::from(1_000_000_000_000_000u64) {
            break;
        }
    }
    let first = bytes(at);
    let is_word = passage.kind(at) == Some(TokenKind::Word);
    match passage.at(at) {
        "đồng" if passage.follows(at, "đồng chí").is_none() => {
            (scale, Measure::Money, first, at + 1)
        }
        "đ" | "đđ" | "vnđ" | "vnd" => (scale, Measure::Money, first, at + 1),
        _ => match known(passage, at) {
            Some((end, group)) => (scale, Measure::Known(group), first, end),
            None if scale > Decimal::ONE => (scale, Measure::Money, bytes(end - 1), end),
            None if is_word && !NO_UNITS.has(passage.at(at)) => {
                (scale, Measure::Other, first, at + 1)
            }
            None => (scale, Measure::Bare, end..end, end),
        },
    }
}

fn multiple(word: &str) -> Option<Decimal> {
    match word {
        "nghìn" | "ngàn" => Some(Decimal::from(1_000)),
        "triệu" => Some(Decimal::from(1_000_000)),
        "tỷ" | "tỉ" => Some(Decimal::from(1_000_000_000)),
        _ => None,
    }
}

/// The sorts of units of the list.
static SORTS: Pairs = Pairs::new(include_str!("../../../templates/check/unit-sorts.txt"));

impl Measure {
    /// Tells whether it counts people or things: there is no half of one.
    pub(crate) fn is_counted(self) -> bool {
        matches!(self, Self::Known(group) if SORTS.get(group).is_none())
    }

    /// Tells whether it is measured, and may have decimals.
    pub(crate) fn is_measured(self) -> bool {
        matches!(self, Self::Known(group) if SORTS.get(group) == Some("do"))
    }
}

impl Passage<'_> {
    /// The multiple and the unit that stand behind a token, with the token behind them.
    pub(crate) fn unit_behind(&self, token: usize) -> (Decimal, Measure, usize) {
        let (scale, measure, _, end) = unit(self, token + 1);
        (scale, measure, end)
    }
}
