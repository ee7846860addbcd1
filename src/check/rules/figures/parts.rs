//! Wholes that a sentence divides into parts: `540 hồ sơ, gồm 315 hồ sơ đất đai và 225 hồ sơ xây dựng`.

use super::reckon::Span;
use crate::check::reading::quantities::ends_sentence;
use crate::check::reading::{Likeness, Measure, Passage, Quantity, likeness};
use rust_decimal::Decimal;
use std::ops::Range;

/// How the text says that it divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// `gồm`, `bao gồm`, `chia ra`: all parts are told.
    All,
    /// `trong đó`: some are.
    Some,
}

/// A whole with its parts.
pub(super) struct Division<'p> {
    pub(super) manner: Manner,
    pub(super) whole: &'p Quantity,
    pub(super) parts: Vec<&'p Quantity>,
    /// The first figure of each item of the series, where an item has several.
    pub(super) first: Vec<&'p Quantity>,
    /// Other figures before, which may be the whole.
    pub(super) others: Vec<&'p Quantity>,
    /// Why the parts may not be all, or may not be added.
    pub(super) doubt: Option<&'static str>,
}

/// All divisions of a passage.
pub(super) fn all<'p>(passage: &'p Passage<'_>) -> Vec<Division<'p>> {
    if passage.quantities().len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut skip = 0;
    for (at, word) in passage.words_in(0..passage.tokens.len()) {
        if at < skip || passage.is_quoted(passage.bytes(at..at + 1).start) {
            continue;
        }
        let Some((manner, end)) = trigger(passage, at, word) else {
            continue;
        };
        found.extend(divisions(passage, manner, at, end));
        skip = end;
    }
    found
}

/// The words that divide: how, and the token behind them.
pub(super) fn trigger(passage: &Passage<'_>, at: usize, word: &str) -> Option<(Manner, usize)> {
    match word {
        "gồm" => Some((Manner::All, at + 1)),
        "chia" => passage.follows(at, "chia ra").map(|end| (Manner::All, end)),
        "trong" => passage.follows(at, "trong đó").map(|end| {
            let next = passage.solid(end);
            match passage.at(next) {
                "gồm" => (Manner::Some, next + 1),
                _ => (Manner::Some, end),
            }
        }),
        _ => None,
    }
}

/// How many tokens a list in a sentence may take.
pub(super) const MOST_TOKENS: usize = 1_200;

/// The tokens of the parts: up to the end of the sentence, or of the bracket that the words stand in.
fn region(passage: &Passage<'_>, from: usize) -> Range<usize> {
    let mut depth: i32 = 0;
    for at in from..passage.tokens.len().min(from + MOST_TOKENS) {
        match passage.at(at) {
            "(" | "[" => depth += 1,
            ")" | "]" if depth == 0 => return from..at,
            ")" | "]" => depth -= 1,
            _ if ends_sentence(passage, at) => return from..at,
            _ => {}
        }
    }
    from..passage.tokens.len().min(from + MOST_TOKENS)
}

/// How many figures before the words may be what is divided.
const FARTHEST: usize = 64;
/// The most units of which the parts are told side by side.
const MOST_UNITS: usize = 4;

/// What is divided by the words at a token; a sentence may divide several units at once.
fn divisions<'p>(
    passage: &'p Passage<'_>,
    manner: Manner,
    at: usize,
    end: usize,
) -> Vec<Division<'p>> {
    let figures = passage.quantities();
    let region = region(passage, end);
    let first = figures.partition_point(|q| q.tokens.start < region.start);
    let (before, behind) = figures.split_at(first);
    let inside = behind
        .iter()
        .take_while(|q| q.tokens.start < region.end)
        .filter(|q| !q.is_percent() && !q.name);
    let mut leads: Vec<&Quantity> = Vec::new();
    for figure in inside {
        let named = matches!(figure.measure, Measure::Known(_) | Measure::Money);
        let new = leads.iter().all(|lead| lead.measure != figure.measure);
        if leads.is_empty() || named && new && leads.len() < MOST_UNITS {
            leads.push(figure);
        }
    }
    let mut found: Vec<Division<'p>> = Vec::new();
    for (count, lead) in leads.into_iter().enumerate() {
        let needed = if manner == Manner::All || count > 0 {
            2
        } else {
            1
        };
        let division = whole(passage, before, lead, at)
            .filter(|whole| found.iter().all(|other| other.whole != *whole))
            .and_then(|whole| division(passage, manner, (before, whole), region.clone()));
        found.extend(division.filter(|division| division.parts.len() >= needed));
    }
    found
}

fn division<'p>(
    passage: &'p Passage<'_>,
    manner: Manner,
    (before, whole): (&'p [Quantity], &'p Quantity),
    region: Range<usize>,
) -> Option<Division<'p>> {
    let inside = passage.quantities()[before.len()..].iter();
    let depth = inside
        .take_while(|q| q.tokens.start < region.end)
        .map(|q| q.depth)
        .min()?;
    let series = Series::of(passage, whole, region, depth);
    let same = |q: &&Quantity| likeness((passage, q), (passage, whole)) == Likeness::Same;
    let near = before.iter().rev().take(FARTHEST);
    let others = near.filter(|q| q.digits != whole.digits && same(q)).take(4);
    let about = whole.about || whole.span || series.parts.iter().any(|q| q.about || q.span);
    let doubt = match about {
        true => Some("có từ chỉ số gần đúng trước con số"),
        false => series.doubt,
    };
    Some(Division {
        manner,
        whole,
        first: series.first,
        parts: series.parts,
        others: others.collect(),
        doubt,
    })
}

/// The figure that is divided: the nearest one before that counts the same.
fn whole<'p>(
    passage: &Passage<'_>,
    before: &'p [Quantity],
    lead: &Quantity,
    at: usize,
) -> Option<&'p Quantity> {
    let begins = passage
        .solid_before(at)
        .is_none_or(|before| ends_sentence(passage, before));
    let sentence = before.last()?.sentence;
    let stops = |from: usize| (from..at).any(|token| ends_sentence(passage, token));
    let can = |q: &&Quantity| {
        q.sentence == sentence
            && !q.is_percent()
            && !q.is_time()
            && !q.name
            && !q.rate
            && q.measure != Measure::Permille
    };
    if stops(before.last()?.tokens.end) && !begins {
        return None;
    }
    let like = |wanted: Likeness| {
        let mut all = before.iter().rev().take(FARTHEST).filter(can);
        all.find(|q| likeness((passage, q), (passage, lead)) == wanted)
    };
    let nearest = like(Likeness::Same).or_else(|| like(Likeness::Open))?;
    let slash = passage.at(passage.solid(nearest.tokens.end)) == "/";
    (!slash).then_some(nearest)
}

/// The parts in the series behind the words.
struct Series<'p> {
    parts: Vec<&'p Quantity>,
    first: Vec<&'p Quantity>,
    doubt: Option<&'static str>,
}

impl<'p> Series<'p> {
    fn of(passage: &'p Passage<'_>, whole: &Quantity, region: Range<usize>, depth: usize) -> Self {
        let figures = passage.quantities();
        let mut series = Self {
            parts: Vec::new(),
            first: Vec::new(),
            doubt: None,
        };
        let mut nested = 0;
        let semicolons = has_at_depth(passage, &region, ";");
        let mut nesting = false;
        let mut item_has = false;
        let (mut empty, mut other, mut others) = (false, false, false);
        let mut at = region.start;
        while at < region.end {
            let word = passage.at(at);
            match word {
                "(" | "[" => nested += 1,
                ")" | "]" => nested -= 1,
                ";" if nested == 0 => {
                    empty |= !item_has;
                    others |= other;
                    (nesting, item_has, other) = (false, false, false);
                }
                "," | "và" if nested == 0 && !semicolons => {
                    empty |= !item_has && !nesting;
                    others |= other;
                    (item_has, other) = (false, false);
                }
                "trong" if nested == 0 && passage.follows(at, "trong đó").is_some() => {
                    nesting = true
                }
                "gồm" | "riêng" if nested == 0 && at > region.start => nesting = true,
                "khác" if nested == 0 => other = !item_has,
                "…" | "vv" if nested == 0 => others = true,
                _ => {}
            }
            let figure = figures.binary_search_by_key(&at, |q| q.tokens.start);
            let figure = figure.ok().map(|index| &figures[index]);
            let Some(figure) = figure.filter(|q| q.depth == depth && nested == 0) else {
                at += 1;
                continue;
            };
            at = figure.tokens.end.max(at + 1);
            if changes(passage, figure) {
                break;
            }
            let likeness = likeness((passage, figure), (passage, whole));
            let counts = !figure.is_percent() && !figure.name && !figure.rate && !nesting;
            if !counts || likeness == Likeness::Different {
                continue;
            }
            if likeness == Likeness::Open && item_has {
                continue;
            }
            if !item_has {
                series.first.push(figure);
            }
            (item_has, other) = (true, false);
            series.parts.push(figure);
        }
        let sum = total(&series.parts, whole);
        let short = sum.is_some_and(|sum| Some(sum.low()) < whole.amount());
        if short && (empty || !item_has && !nesting) {
            series.doubt = Some("có phần không ghi số");
        }
        if others || other {
            series.doubt = Some("danh sách các phần có thể chưa đủ");
        }
        let open = |q: &&&Quantity| likeness((passage, q), (passage, whole)) == Likeness::Open;
        let amount = |q: &&&Quantity| q.amount() > whole.amount();
        if series.parts.iter().filter(open).any(|q| amount(&q)) {
            series.doubt = Some("các phần có thể không cùng đơn vị với tổng số");
        }
        series
    }
}

/// Tells whether a sign stands among tokens outside brackets.
fn has_at_depth(passage: &Passage<'_>, tokens: &Range<usize>, sign: &str) -> bool {
    let mut depth = 0;
    tokens.clone().any(|at| {
        match passage.at(at) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        depth == 0 && passage.at(at) == sign
    })
}

/// Tells whether a figure is no part, but tells a change or a comparison, at which the series ends.
fn changes(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let begin = figure.tokens.start.saturating_sub(6);
    let last =
        (begin..figure.tokens.start).rfind(|at| matches!(passage.at(*at), "," | ";" | ":" | "("));
    let mut words = passage.words_in(last.unwrap_or(begin)..figure.tokens.start);
    words.any(|(at, word)| {
        matches!(word, "tăng" | "giảm" | "vượt" | "hơn" | "thêm")
            || word == "so" && passage.follows(at, "so với").is_some()
    })
}

impl Division<'_> {
    /// Tells whether the parts make up the whole in some reading: all of them, the first ones, the first of
    /// each item; each rounded as it is written.
    pub(super) fn fits(&self) -> bool {
        let mut wholes = std::iter::once(self.whole).chain(self.others.iter().copied());
        let shortest = |parts: &[&Quantity]| match self.manner {
            Manner::All => 2.min(parts.len()),
            Manner::Some => 1,
        };
        wholes.any(|whole| {
            let mut readings = [&self.parts, &self.first].into_iter();
            readings.any(|parts| some_add_up(parts, shortest(parts), whole))
        })
    }

    /// Tells whether the parts are more than the whole, however they are read.
    pub(super) fn exceeds(&self) -> Option<bool> {
        let sum = total(&self.first, self.whole)?;
        Some(!sum.meets(Span::of(self.whole)?) && sum.low() > self.whole.amount()?)
    }
}

/// Tells whether the first ones of some parts make up a whole: so many or more of them.
fn some_add_up(parts: &[&Quantity], shortest: usize, whole: &Quantity) -> bool {
    let mut finest: Option<&Quantity> = None;
    let mut sum = Span::exactly(Decimal::ZERO);
    for (before, part) in parts.iter().enumerate() {
        let Some(next) = joined(sum, part, whole) else {
            return false;
        };
        sum = next;
        finest = match finest {
            Some(finest) if finest.step() <= part.step() => Some(finest),
            _ => Some(part),
        };
        if before + 1 >= shortest && meets(sum, finest, whole) {
            return true;
        }
    }
    false
}

/// Tells whether a sum is a whole, beside the part that is written most finely.
fn meets(sum: Span, finest: Option<&Quantity>, whole: &Quantity) -> bool {
    let slack = whole.slack_beside(finest.unwrap_or(whole));
    let whole = whole
        .amount()
        .and_then(|amount| Span::around(amount, slack));
    whole.is_some_and(|whole| sum.meets(whole))
}

/// A sum with one more part, rounded as it is written.
fn joined(sum: Span, part: &Quantity, whole: &Quantity) -> Option<Span> {
    let part = part.in_unit_of(whole);
    sum.plus(Span::around(part.amount()?, part.slack_beside(whole))?)
}

/// Tells whether parts make up a whole.
pub(super) fn adds_up(parts: &[&Quantity], whole: &Quantity) -> bool {
    let finest = parts.iter().min_by_key(|q| q.step()).copied();
    total(parts, whole).is_some_and(|sum| meets(sum, finest, whole))
}

/// The sum of parts, each rounded as it is written.
fn total(parts: &[&Quantity], whole: &Quantity) -> Option<Span> {
    let mut parts = parts.iter();
    parts.try_fold(Span::exactly(Decimal::ZERO), |sum, part| {
        joined(sum, part, whole)
    })
}

/// The parts as they are told: `315 + 225 = 540`.
pub(super) fn told(parts: &[&Quantity], whole: &Quantity) -> Option<String> {
    let amounts = parts.iter().map(|part| part.in_unit_of(whole).amount());
    let sum = crate::figures::sum(amounts.collect::<Option<Vec<_>>>()?).ok()?;
    let sum = sum.checked_div(whole.scale)?.normalize();
    let sum = crate::figures::number(sum);
    if parts.len() > 6
        || parts
            .iter()
            .any(|part| part.in_unit_of(whole).scale != whole.scale)
    {
        return Some(sum);
    }
    let parts: Vec<String> = parts
        .iter()
        .map(|part| crate::figures::number(part.value))
        .collect();
    Some(format!("{} = {sum}", parts.join(" + ")))
}
