//! What the figures of a column in per cent, or of one of amounts, are worked out of: each likely way
//! is tried, and the one that fits at least three rows and most of them is taken.

use super::Grid;
use super::heads::{Class, Sum};
use super::relation::{Law, Outcome, Relation};
use super::rows::Sort;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// So many rows are enough to see whether a way may fit.
const SAMPLE: usize = 12;

/// A way, with its relation in each row.
struct Way {
    relations: Vec<Relation>,
    fits: usize,
    fails: usize,
}

impl Grid<'_> {
    /// The columns in per cent.
    pub(super) fn percents(&mut self) {
        for column in 0..self.width {
            let head = &self.columns[column];
            if head.class != Class::Percent || !head.figures {
                continue;
            }
            let mut best: Option<Way> = None;
            for columns in self.ways(column) {
                self.better(&mut best, column, columns);
            }
            if best.is_none() {
                self.of_constants(&mut best, column);
            }
            self.take(best, column, Law::Ratio);
        }
    }

    /// The laws and columns that a column in per cent may come of, the likeliest first.
    fn ways(&self, column: usize) -> Vec<(Law, Vec<usize>)> {
        let near: Vec<usize> = self
            .near(column)
            .filter(|&c| self.columns[c].class != Class::Percent)
            .collect();
        let adds = |c: &usize| self.columns[*c].class.adds();
        let shares = near
            .iter()
            .copied()
            .filter(adds)
            .map(|c| (Law::Share, vec![c]));
        let mut all: Vec<_> = shares.collect();
        for law in [Law::Ratio, Law::Growth] {
            for &a in &near {
                for &b in near.iter().filter(|&&b| b != a) {
                    all.push((law, vec![a, b]));
                }
            }
        }
        all
    }

    /// Shares of a whole that the table does not tell: votes of all who were there.
    fn of_constants(&self, best: &mut Option<Way>, column: usize) {
        let near: Vec<usize> = self
            .near(column)
            .filter(|&c| self.is_counted(c) && self.columns[c].class.adds())
            .collect();
        for part in near.into_iter().filter(|&c| self.whole_row(&[c]).is_none()) {
            let mut tried: Vec<u64> = Vec::new();
            for row in self.filled(column).take(SAMPLE) {
                let value = |c: usize| self.entries[row * self.width + c].figure().map(|f| f.value);
                let (Some(part), Some(percent)) = (value(part), value(column)) else {
                    continue;
                };
                let whole = part.checked_mul(Decimal::ONE_HUNDRED);
                let whole = whole.and_then(|part| part.checked_div(percent));
                let whole = whole.and_then(|whole| whole.round().to_u64()).unwrap_or(0);
                if whole > 1 && !tried.contains(&whole) {
                    tried.push(whole);
                }
            }
            for whole in tried {
                self.better(best, column, (Law::ShareOf(whole), vec![part]));
            }
        }
    }

    /// Keeps a way if it fits better than the best so far: at least three rows, or two by a whole that
    /// another column has as well.
    fn better(&self, best: &mut Option<Way>, column: usize, (law, columns): (Law, Vec<usize>)) {
        let sample = self.way(law, column, &columns, SAMPLE);
        let known = matches!(law, Law::ShareOf(_))
            && self.relations.iter().any(|relation| relation.law == law);
        let least = if known { 2 } else { 3 };
        if sample.fits < least || sample.fits <= sample.fails {
            return;
        }
        let whole = self.way(law, column, &columns, usize::MAX);
        let good = whole.fits > whole.fails;
        let first = best.as_ref().is_none_or(|best| whole.fits > best.fits);
        if good && first {
            *best = Some(whole);
        }
    }

    fn take(&mut self, best: Option<Way>, column: usize, law: Law) {
        if let Some(way) = best {
            self.relations.extend(way.relations);
        } else {
            let first = self.filled(column).next();
            self.doubts
                .extend(first.map(|row| (law, row * self.width + column)));
        }
    }

    /// A way in the first rows.
    fn way(&self, law: Law, column: usize, columns: &[usize], most: usize) -> Way {
        let base = (law == Law::Share)
            .then(|| self.whole_row(columns))
            .flatten();
        let mut relations = Vec::new();
        for row in self.filled(column) {
            if relations.len() >= most {
                break;
            }
            let mut terms: Vec<usize> = columns.iter().map(|c| row * self.width + c).collect();
            if law == Law::Share {
                let (Some(base), Some(column)) = (base, columns.first()) else {
                    break;
                };
                terms.push(base * self.width + column);
            }
            if matches!(law, Law::Product(_)) && matches!(self.rows[row].sort, Sort::Sum(_)) {
                continue;
            }
            let is_figure = |at: &usize| {
                let figure = self.entries[*at].figure();
                // A part may be 0, a whole may not.
                let may_be_zero = !law.is_reckoned() && terms.first() == Some(at);
                figure.is_some_and(|figure| may_be_zero || !figure.value.is_zero())
            };
            let counted = columns.iter().all(|&column| self.is_counted(column));
            if terms.iter().all(is_figure) {
                let result = row * self.width + column;
                relations.push(Relation {
                    law,
                    result,
                    terms,
                    counted,
                    strict: false,
                });
            }
        }
        self.judged(relations)
    }

    /// Counts in how many rows it holds. Where more than one result only comes out of figures before
    /// they were rounded, those results count as right.
    fn judged(&self, mut relations: Vec<Relation>) -> Way {
        let (mut fits, mut fails, mut rounded) = (0, 0, 0);
        for relation in &relations {
            let figure = self.entries[relation.result].figure();
            let telling = figure.is_some_and(|figure| !figure.value.is_zero());
            match relation.outcome(&self.values()) {
                Outcome::Holds => fits += usize::from(telling),
                Outcome::Rounded => rounded += 1,
                Outcome::Fails => fails += 1,
                Outcome::Open => {}
            }
        }
        let is_reckoned = relations.iter().any(|r| r.law.is_reckoned());
        if rounded > 1 || is_reckoned {
            fits += if is_reckoned { rounded } else { 0 };
        } else {
            fails += rounded;
            for relation in &mut relations {
                relation.strict = true;
            }
        }
        Way {
            relations,
            fits,
            fails,
        }
    }

    /// The row of the whole that shares are parts of.
    fn whole_row(&self, columns: &[usize]) -> Option<usize> {
        let column = *columns.first()?;
        let is_whole = |row: &usize| {
            matches!(self.rows[*row].sort, Sort::Sum(Sum::Whole))
                && self.entries[row * self.width + column].figure().is_some()
        };
        (0..self.rows.len()).rev().find(is_whole)
    }

    /// Amounts: quantity times price.
    pub(super) fn products(&mut self) {
        let is_rate = |c: usize| self.columns[c].class == Class::Rate && self.columns[c].figures;
        let Some(rate) = (0..self.width).find(|&c| is_rate(c)) else {
            return;
        };
        for column in 0..self.width {
            let head = &self.columns[column];
            let is_sum = self
                .relations
                .iter()
                .any(|r| r.law == Law::Columns && r.result % self.width == column);
            if !head.figures || !head.class.adds() || is_sum || column < rate {
                continue;
            }
            let factors: Vec<usize> = self
                .near(column)
                .filter(|&c| c < column && c != rate && self.columns[c].class != Class::Percent)
                .collect();
            let mut best = None;
            for (index, &a) in factors.iter().enumerate() {
                self.product(&mut best, column, vec![a, rate]);
                for &b in &factors[index + 1..] {
                    self.product(&mut best, column, vec![a, b, rate]);
                }
            }
            if let Some(way) = best {
                self.relations.extend(way.relations);
            }
        }
        self.quotients();
    }

    /// Rates that are no factor of an amount: people by area, pupils by classes.
    fn quotients(&mut self) {
        for column in 0..self.width {
            let is_rate = self.columns[column].class == Class::Rate && self.columns[column].figures;
            let is_factor = self.relations.iter().any(|relation| {
                let own = |at: &usize| at % self.width == column;
                matches!(relation.law, Law::Product(_)) && relation.terms.iter().any(own)
            });
            if !is_rate || is_factor {
                continue;
            }
            let near: Vec<usize> = self
                .near(column)
                .filter(|&c| self.columns[c].class.adds())
                .collect();
            let mut best = None;
            for &a in &near {
                for &b in near.iter().filter(|&&b| b != a) {
                    for shift in [0, 1, 3, -3] {
                        self.better(&mut best, column, (Law::Quotient(shift), vec![a, b]));
                    }
                }
            }
            if let Some(way) = best {
                self.relations.extend(way.relations);
            }
        }
    }

    /// A product, with the power of ten between its units that most rows have.
    fn product(&self, best: &mut Option<Way>, column: usize, columns: Vec<usize>) {
        for shift in [0, -3, 3, -1, 1, -6, 6] {
            self.better(best, column, (Law::Product(shift), columns.clone()));
        }
    }
}
