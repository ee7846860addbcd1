//! Changes told in sentences with the figures that they come from: `tăng 09 lớp so với năm 2030 (41 lớp)`,
//! `từ 41 lên 50 lớp, tăng 21,95%`, `đạt 83,4%, vượt 3,4% so với chỉ tiêu (80%)`.

use super::scene::Scene;
use crate::check::reading::{Measure, Passage, Quantity, quantities::ends_sentence};
use rust_decimal::Decimal;
use std::ops::Range;

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// What is told of a change.
pub(super) enum By<'p> {
    /// An amount, or a percentage.
    Amount(&'p Quantity),
    /// So many times, as far as the words are exact, and the words.
    Times(Decimal, Decimal, Range<usize>),
}

/// A change with the figures that it may come from.
pub(super) struct Change<'p> {
    pub(super) way: Way,
    pub(super) by: By<'p>,
    /// The figures that the sentence compares: now, before.
    pub(super) pair: Option<(Quantity, Quantity)>,
    /// The figure before is named, but not the one that it is held against.
    pub(super) lacks: bool,
    /// Other figures near it in the sentence, which may be meant.
    pub(super) others: Vec<Quantity>,
}

/// How many figures of a sentence are looked at beside the change.
const MOST_FIGURES: usize = 12;
/// How far from a change its figures may stand, counted in figures: a sentence may be as long as it likes.
const FARTHEST: usize = 32;

/// All changes of a passage.
pub(super) fn all<'p>(passage: &'p Passage<'_>) -> Vec<Change<'p>> {
    let figures = passage.quantities();
    let words = ["tăng", "giảm", "vượt", "hơn", "thiếu", "hụt", "gấp", "nửa"];
    if figures.len() < 2 || !words.iter().any(|word| passage.lower.contains(word)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut last: Option<usize> = None;
    for (at, word) in passage.words_in(0..passage.tokens.len()) {
        if passage.is_quoted(passage.bytes(at..at + 1).start) {
            continue;
        }
        let Some(way) = way(passage, at, word) else {
            continue;
        };
        if let Some(by) = times(passage, at, word) {
            found.extend(change(passage, at, way, by, None));
            continue;
        }
        let Some(index) = amount(passage, at) else {
            continue;
        };
        found.extend(change(passage, at, way, By::Amount(&figures[index]), last));
        last = Some(index);
        if let Some(share) = same_in_percent(passage, index) {
            found.extend(change(passage, at, way, By::Amount(&figures[share]), last));
        }
    }
    found
}

fn way(passage: &Passage<'_>, at: usize, word: &str) -> Option<Way> {
    let before = passage
        .solid_before(at)
        .map_or("", |before| passage.at(before));
    match word {
        "tăng" | "vượt" => Some(Way::Up),
        "giảm" | "thiếu" | "hụt" => Some(Way::Down),
        "hơn" if matches!(before, "cao" | "nhiều" | "lớn") => Some(Way::Up),
        "hơn" if matches!(before, "thấp" | "ít") => Some(Way::Down),
        "gấp" if before != "tăng" => Some(Way::Up),
        "nửa" if before == "một" => Some(Way::Down),
        _ => None,
    }
}

/// The figure that tells how much, behind the word of a change.
fn amount(passage: &Passage<'_>, verb: usize) -> Option<usize> {
    let figures = passage.quantities();
    let index = figures.partition_point(|q| q.tokens.start <= verb);
    let index = (index..figures.len().min(index + FARTHEST)).find(|at| !figures[*at].name)?;
    let by = &figures[index];
    let between = verb + 1..by.tokens.start;
    let stops = between
        .clone()
        .any(|at| matches!(passage.at(at), "," | ";" | "." | "(" | ")" | ":" | "/"));
    if stops || between.len() > 24 || by.rate {
        return None;
    }
    let words: Vec<&str> = passage.words_in(between).map(|(_, word)| word).collect();
    let compares = words.first() == Some(&"so");
    let plan = matches!(words.first(), Some(&("kế" | "chỉ" | "dự" | "mức")));
    let moves = [
        "từ", "lên", "xuống", "còn", "gấp", "đạt", "thành", "bình", "mỗi", "hằng", "trong", "dưới",
    ];
    let ok = words.len() <= 4 || compares || plan;
    (ok && !words.iter().any(|word| moves.contains(word))).then_some(index)
}

/// A percentage that tells the same change as an amount does: `tăng 09 lớp (21,95%)`, `tăng 09 lớp, tương ứng 21,95%`.
fn same_in_percent(passage: &Passage<'_>, index: usize) -> Option<usize> {
    let figures = passage.quantities();
    let (by, share) = (figures.get(index)?, figures.get(index + 1)?);
    let between = by.tokens.end..share.tokens.start;
    if share.measure != Measure::Percent
        || by.is_percent()
        || share.sentence != by.sentence
        || between.len() > 14
    {
        return None;
    }
    let sign = |at: usize| matches!(passage.at(at), "(" | "," | "=");
    let linking = [
        "tương", "ứng", "đương", "hay", "tức", "bằng", "tỷ", "tỉ", "lệ", "là", "với",
    ];
    let unit = passage
        .words_in(between.clone())
        .take_while(|(at, _)| !(by.tokens.end..*at).any(sign))
        .count();
    let mut behind = passage.words_in(between.clone()).skip(unit);
    let is_link = between.clone().any(sign)
        || passage
            .words_in(between)
            .any(|(_, word)| matches!(word, "tương" | "hay"));
    (is_link && unit <= 3 && behind.all(|(_, word)| linking.contains(&word))).then_some(index + 1)
}

/// So many times: `gấp đôi`, `gấp 2,5 lần`, `một nửa`.
fn times<'p>(passage: &Passage<'_>, at: usize, word: &str) -> Option<By<'p>> {
    let next = passage.solid(at + 1);
    let told = |times: Decimal, slack: Decimal, end: usize| {
        Some(By::Times(times, slack, passage.bytes(at..end)))
    };
    let tenth = Decimal::new(1, 1);
    let about = |at: usize| {
        let before = passage
            .solid_before(at)
            .map_or("", |before| passage.at(before));
        matches!(before, "hơn" | "gần" | "khoảng" | "trên" | "quá")
    };
    match word {
        "nửa" => {
            let one = passage.solid_before(at)?;
            let verb = passage
                .solid_before(one)
                .map_or("", |verb| passage.at(verb));
            if about(one) || !matches!(verb, "giảm" | "bằng" | "còn") {
                return None;
            }
            Some(By::Times(
                Decimal::new(5, 1),
                Decimal::new(25, 3),
                passage.bytes(one..at + 1),
            ))
        }
        "gấp" if about(at) => None,
        "tăng" | "gấp" => {
            let next = if word == "tăng" {
                passage
                    .follows(at, "tăng gấp")
                    .map(|end| passage.solid(end))?
            } else {
                next
            };
            let words = [
                ("đôi", 20),
                ("rưỡi", 15),
                ("ba", 30),
                ("bốn", 40),
                ("năm", 50),
                ("hai", 20),
            ];
            if let Some((_, times)) = words.iter().find(|(word, _)| passage.at(next) == *word) {
                return told(Decimal::new(*times, 1), tenth, next + 1);
            }
            let figures = passage.quantities();
            let index = figures.partition_point(|q| q.tokens.start < next);
            let figure = figures.get(index).filter(|q| q.tokens.start == next)?;
            let is_times = figure.measure == Measure::Known("lần") && figure.is_exact();
            is_times.then(|| {
                told(
                    figure.value,
                    figure.step() / Decimal::TWO,
                    figure.tokens.end,
                )
            })?
        }
        _ => None,
    }
}

/// A change with all that it may come from.
fn change<'p>(
    passage: &'p Passage<'_>,
    verb: usize,
    way: Way,
    by: By<'p>,
    last: Option<usize>,
) -> Option<Change<'p>> {
    let figures = passage.quantities();
    let (start, end) = match &by {
        By::Amount(by) => (by.tokens.start, by.tokens.end),
        By::Times(.., words) => (
            verb,
            passage
                .tokens
                .partition_point(|token| token.range.start < words.end),
        ),
    };
    let sentence = match &by {
        By::Amount(by) => by.sentence,
        By::Times(..) => sentence_at(passage, verb)?,
    };
    let is_own = |q: &Quantity| (start..end).contains(&q.tokens.start);
    let of_sentence =
        |index: &usize| figures[*index].sentence == sentence && !is_own(&figures[*index]);
    let here = figures.partition_point(|q| q.tokens.start < verb);
    let near = here.saturating_sub(FARTHEST)..figures.len().min(here + FARTHEST);
    let scene = Scene {
        passage,
        verb,
        end,
        by: &by,
        sentence: near.filter(of_sentence).collect(),
    };
    let base = scene.base();
    let pair = scene
        .moved()
        .or_else(|| scene.bracket())
        .or_else(|| scene.against(base?))
        .or_else(|| scene.ratio_before())
        .or_else(|| scene.over_plan(way))
        .or_else(|| scene.of_two_times())
        .or_else(|| scene.by_difference(last, way));
    let others = scene.sentence.iter().map(|index| &figures[*index]);
    let others = others
        .filter(|q| scene.suits(q) && !q.name)
        .take(MOST_FIGURES)
        .cloned()
        .collect();
    Some(Change {
        way,
        lacks: pair.is_none() && base.is_some(),
        pair,
        others,
        by,
    })
}

/// The sentence of a token by the figures around it.
fn sentence_at(passage: &Passage<'_>, at: usize) -> Option<usize> {
    let figures = passage.quantities();
    let index = figures.partition_point(|q| q.tokens.start < at);
    let ends = |from: usize, to: usize| (from..to).any(|at| ends_sentence(passage, at));
    let before = index.checked_sub(1).map(|before| &figures[before]);
    if let Some(before) = before.filter(|q| !ends(q.tokens.end, at)) {
        return Some(before.sentence);
    }
    let next = figures.get(index)?;
    (!ends(at, next.tokens.start)).then_some(next.sentence)
}
