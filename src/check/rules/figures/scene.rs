//! The figures around a change that a sentence tells, and which of them it compares.

use super::change::{By, Way};
use super::ratio::is_ratio;
use crate::check::reading::{Likeness, Measure, Passage, Quantity, likeness};
use rust_decimal::Decimal;
use std::ops::Range;

/// The figures around a change.
pub(super) struct Scene<'s, 'p, 'd> {
    pub(super) passage: &'p Passage<'d>,
    /// The token of the word that tells of the change.
    pub(super) verb: usize,
    /// The token behind the figure that tells how much.
    pub(super) end: usize,
    pub(super) by: &'s By<'p>,
    /// The other figures of the sentence that stand near.
    pub(super) sentence: Vec<usize>,
}

impl Scene<'_, '_, '_> {
    fn figure(&self, index: usize) -> &Quantity {
        &self.passage.quantities()[index]
    }

    /// Tells whether the change may be one of this figure.
    pub(super) fn suits(&self, figure: &Quantity) -> bool {
        if figure.rate || figure.span || figure.measure == Measure::Permille {
            return false;
        }
        match self.by {
            By::Amount(by) if by.measure == Measure::Points => figure.is_percent(),
            By::Amount(by) if by.is_percent() => true,
            By::Amount(by) => {
                likeness((self.passage, by), (self.passage, figure)) != Likeness::Different
            }
            By::Times(..) => true,
        }
    }

    fn alike(&self, one: &Quantity, other: &Quantity) -> bool {
        likeness((self.passage, one), (self.passage, other)) != Likeness::Different
    }

    fn has(&self, tokens: Range<usize>, signs: &[&str]) -> bool {
        tokens
            .into_iter()
            .any(|at| signs.contains(&self.passage.at(at)))
    }

    fn words(&self, tokens: Range<usize>) -> usize {
        self.passage.words_in(tokens).count()
    }

    /// `từ 41 lớp lên 50 lớp`
    pub(super) fn moved(&self) -> Option<(Quantity, Quantity)> {
        let pairs = self.sentence.windows(2).rev();
        let mut pairs = pairs.filter_map(|pair| {
            let (from, to) = (self.figure(pair[0]), self.figure(pair[1]));
            let begin = from.tokens.start.saturating_sub(10);
            let begins = self
                .passage
                .words_in(begin..from.tokens.start)
                .any(|(_, word)| word == "từ");
            let between = from.tokens.end..to.tokens.start;
            let mut words = self.passage.words_in(between.clone());
            let moves = words.any(|(_, word)| matches!(word, "lên" | "xuống" | "còn" | "thành"));
            let ok =
                begins && moves && self.words(between.clone()) <= 12 && !self.has(between, &[";"]);
            let near = self.words(to.tokens.end.min(self.verb)..self.verb) <= 14;
            (ok && near
                && self.suits(to)
                && self.alike(from, to)
                && to.is_exact()
                && from.is_exact())
            .then(|| (to.clone(), from.in_unit_of(to)))
        });
        pairs.next()
    }

    /// `(50/41 lớp)`, `(năm 2030: 41 lớp, năm 2031: 50 lớp)` right behind: the greater of two is now where it grows.
    pub(super) fn bracket(&self) -> Option<(Quantity, Quantity)> {
        let inside = self.behind_bracket()?;
        let [one, other] = inside.as_slice() else {
            return None;
        };
        let (one, other) = (self.figure(*one), self.figure(*other));
        if !self.alike(one, other) || !one.is_exact() || !other.is_exact() {
            return None;
        }
        let one = one.in_unit_of(other);
        self.ordered(one, other.clone())
    }

    /// Two figures of which the text does not say which one is now: as the change goes.
    fn ordered(&self, one: Quantity, other: Quantity) -> Option<(Quantity, Quantity)> {
        let grows = !matches!(self.passage.at(self.verb), "giảm" | "nửa" | "thiếu" | "hụt");
        let now_first = (one.amount()? >= other.amount()?) == grows;
        Some(if now_first {
            (one, other)
        } else {
            (other, one)
        })
    }

    /// `năm 2030 có 41 lớp, năm 2031 có 50 lớp, tăng 09 lớp`, `50 lớp (năm 2030 là 41 lớp), tăng 09 lớp`: two
    /// figures, each with its time.
    pub(super) fn of_two_times(&self) -> Option<(Quantity, Quantity)> {
        let before = self.sentence.iter().map(|index| self.figure(*index));
        let before = before
            .filter(|figure| figure.tokens.end <= self.verb && !figure.name && self.suits(figure));
        let all: Vec<&Quantity> = before.collect();
        let [one, other] = all.as_slice() else {
            return None;
        };
        let times = |tokens: Range<usize>| {
            let mut words = self.passage.words_in(tokens);
            words.any(|(_, word)| matches!(word, "năm" | "kỳ" | "quý" | "tháng"))
        };
        let begin = one.tokens.start.saturating_sub(16);
        let told = times(one.tokens.end..other.tokens.start)
            && (other.depth > one.depth || times(begin..one.tokens.start));
        let joined = !self.has(one.tokens.end..self.verb, &[";"])
            && self.words(other.tokens.end..self.verb) <= 6
            && self.words(one.tokens.end..other.tokens.start) <= 16;
        let exact = one.is_exact() && other.is_exact() && self.alike(one, other);
        (told && joined && exact).then(|| self.ordered((*one).clone(), (*other).clone()))?
    }

    /// The figures in the bracket behind the change.
    fn behind_bracket(&self) -> Option<Vec<usize>> {
        let limit = self.end + 40;
        let open = (self.end..limit)
            .find(|at| matches!(self.passage.at(*at), "(" | ")" | "," | ";" | "." | "/"))?;
        if self.passage.at(open) != "(" {
            return None;
        }
        let close = (open..open + 60).find(|at| self.passage.at(*at) == ")")?;
        let hints = [
            "so", "cùng", "kỳ", "năm", "trước", "kế", "chỉ", "dự", "từ", "lên", "xuống", "quý",
            "tháng",
        ];
        let hinted = self
            .passage
            .words_in(self.end..close)
            .any(|(_, word)| hints.contains(&word));
        if !hinted && !self.has(open..close, &["/"]) {
            return None;
        }
        let inside = |index: &&usize| (open..close).contains(&self.figure(**index).tokens.start);
        let all: Vec<usize> = self.sentence.iter().filter(inside).copied().collect();
        let all: Vec<usize> = all
            .into_iter()
            .filter(|index| !self.figure(*index).name && self.suits(self.figure(*index)))
            .collect();
        (!all.is_empty()).then_some(all)
    }

    /// The figure that the change starts from: in a bracket, or behind `so với`.
    pub(super) fn base(&self) -> Option<usize> {
        if let Some(inside) = self.behind_bracket() {
            let [one] = inside.as_slice() else {
                return None;
            };
            let open = (self.end..self.figure(*one).tokens.start)
                .rfind(|at| self.passage.at(*at) == "(")?;
            return self.is_base(open, *one).then_some(*one);
        }
        let with = (self.end..self.end + 8).find_map(|at| self.passage.follows(at, "so với"));
        let with = with.or_else(|| matches!(self.by, By::Times(..)).then_some(self.end));
        let Some(with) = with else {
            return self.base_before();
        };
        let mut figures = self.sentence.iter();
        let index = *figures.find(|index| self.figure(**index).tokens.start >= with)?;
        self.is_base(with, index).then_some(index)
    }

    /// `so với cùng kỳ (72 lượt) giảm 10 lượt`
    fn base_before(&self) -> Option<usize> {
        let mut figures = self.sentence.iter();
        let index = *figures.rfind(|index| self.figure(**index).tokens.end <= self.verb)?;
        let figure = self.figure(index);
        let begin = figure.tokens.start.saturating_sub(24);
        let with = (begin..figure.tokens.start)
            .rev()
            .find_map(|at| self.passage.follows(at, "so với"))?;
        let close = self.passage.solid(figure.tokens.end);
        let follows = self.words(close..self.verb) <= 2 && !self.has(close..self.verb, &[";", "("]);
        let stops = self.has(with..figure.tokens.start, &[",", ";", ")"]);
        (follows && !stops && figure.is_exact() && self.suits(figure)).then_some(index)
    }

    /// Tells whether a figure, no more than a few words behind a token, is what the change starts from.
    fn is_base(&self, from: usize, index: usize) -> bool {
        let figure = self.figure(index);
        let between = from + 1..figure.tokens.start;
        let stops =
            self.words(between.clone()) > 10 || self.has(between.clone(), &[",", ";", "(", ")"]);
        let mut words = self.passage.words_in(between);
        let changes =
            words.any(|(_, word)| matches!(word, "tăng" | "giảm" | "đạt" | "vượt" | "tương"));
        !stops && !changes && figure.is_exact() && self.suits(figure)
    }

    /// The figure that the change starts from, with the nearest one before the change.
    pub(super) fn against(&self, base: usize) -> Option<(Quantity, Quantity)> {
        let now = self.now(base)?;
        Some((self.figure(now).clone(), self.figure(base).clone()))
    }

    /// The nearest figure before the change that can be held against its base.
    fn now(&self, base: usize) -> Option<usize> {
        let before_index = base;
        let base = self.figure(base);
        let before = self
            .sentence
            .iter()
            .rev()
            .filter(|index| self.figure(**index).tokens.end <= self.verb);
        let mut alike = before.filter(|index| {
            let figure = self.figure(**index);
            !figure.name && self.alike(figure, base) && !self.is_change(**index)
        });
        let nearest = *alike.find(|index| **index != before_index)?;
        let figure = self.figure(nearest);
        let stop = self.passage.solid_before(self.verb).unwrap_or(self.verb);
        let between = figure.tokens.end..stop;
        (figure.is_exact() && !self.has(between, &[";"])).then_some(nearest)
    }

    /// Tells whether a figure tells a change itself.
    fn is_change(&self, index: usize) -> bool {
        let figure = self.figure(index);
        let before = self.passage.solid_before(figure.tokens.start);
        before.is_some_and(|at| {
            matches!(
                self.passage.at(at),
                "tăng" | "giảm" | "vượt" | "thêm" | "hơn"
            )
        })
    }

    /// `đạt 120/100 hộ, vượt 20 hộ`
    pub(super) fn ratio_before(&self) -> Option<(Quantity, Quantity)> {
        if !matches!(self.passage.at(self.verb), "vượt" | "thiếu" | "hụt") {
            return None;
        }
        let index = *self
            .sentence
            .iter()
            .rfind(|index| self.figure(**index).tokens.end <= self.verb)?;
        let first = index.checked_sub(1)?;
        let (part, whole) = (self.figure(first), self.figure(index));
        let near = self.words(whole.tokens.end..self.verb) <= 6;
        (near && is_ratio(self.passage, first) && self.suits(whole))
            .then(|| (part.in_unit_of(whole), whole.clone()))
    }

    /// `đạt 104,2% kế hoạch, vượt 4,2%`
    pub(super) fn over_plan(&self, way: Way) -> Option<(Quantity, Quantity)> {
        let By::Amount(by) = self.by else { return None };
        let index = *self
            .sentence
            .iter()
            .rfind(|index| self.figure(**index).tokens.end <= self.verb)?;
        let now = self.figure(index);
        let between = now.tokens.end..self.verb;
        let near = self.words(between.clone()) <= 6 && !self.has(between, &[";", "("]);
        let behind = self
            .passage
            .words_in(self.end..self.end + 10)
            .map(|(_, word)| word);
        let other_time = behind
            .take(5)
            .any(|word| matches!(word, "kỳ" | "năm" | "tháng" | "quý" | "trước"));
        let hundred = now.value > Decimal::ONE_HUNDRED && now.measure == Measure::Percent;
        let is_over = way == Way::Up && self.passage.at(self.verb) == "vượt";
        if !(is_over && hundred && near && !other_time && by.is_percent() && now.is_exact()) {
            return None;
        }
        let plan = Quantity {
            value: Decimal::ONE_HUNDRED,
            ..now.clone()
        };
        Some((now.clone(), plan))
    }

    /// `50 lớp, tăng 09 lớp (21,95%)`: what there was before is the difference.
    pub(super) fn by_difference(
        &self,
        last: Option<usize>,
        way: Way,
    ) -> Option<(Quantity, Quantity)> {
        let By::Amount(by) = self.by else { return None };
        let difference = self.figure(last?);
        let close = self.words(difference.tokens.end..by.tokens.start) <= 7;
        if !by.is_percent()
            || difference.is_percent()
            || difference.sentence != by.sentence
            || !close
        {
            return None;
        }
        let now = self
            .sentence
            .iter()
            .rfind(|index| self.figure(**index).tokens.end <= difference.tokens.start)?;
        let now = self.figure(*now);
        let fits = likeness((self.passage, now), (self.passage, difference)) == Likeness::Same;
        if !fits
            || !now.is_exact()
            || !difference.is_exact()
            || self.has(now.tokens.end..difference.tokens.start, &[";"])
        {
            return None;
        }
        let change = difference.amount()?;
        let before = match way {
            Way::Up => now.amount()?.checked_sub(change)?,
            Way::Down => now.amount()?.checked_add(change)?,
        };
        let before = Quantity {
            value: before.checked_div(now.scale)?.normalize(),
            ..now.clone()
        };
        Some((now.clone(), before))
    }
}
