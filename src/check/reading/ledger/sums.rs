//! Which rows are the sums of which others.

use super::Grid;
use super::relation::{Law, Outcome, Relation};
use super::rows::{Mark, Sort};
use rust_decimal::Decimal;
use std::ops::Range;

impl Grid<'_> {
    /// The columns that are added in a row that has a figure there.
    pub(super) fn added(&self, row: usize) -> impl Iterator<Item = usize> {
        (0..self.width).filter(move |&column| {
            let head = &self.columns[column];
            let figure = self.entries[row * self.width + column].figure();
            head.figures && head.class.adds() && figure.is_some()
        })
    }

    /// The relation of a row to others in a column.
    pub(super) fn sum(&self, law: Law, row: usize, rows: &[usize], column: usize) -> Relation {
        Relation {
            law,
            result: row * self.width + column,
            terms: rows.iter().map(|row| row * self.width + column).collect(),
            counted: self.is_counted(column),
            strict: false,
        }
    }

    /// Whether a sum holds in a column, if there are at least two figures to add.
    pub(super) fn tries(&self, row: usize, rows: &[usize], column: usize) -> Option<Outcome> {
        let relation = self.sum(Law::Rows, row, rows, column);
        let figures = relation.terms.iter().filter(|&&at| {
            let figure = self.entries[at].figure();
            figure.is_some_and(|figure| !figure.value.is_zero())
        });
        (figures.count() > 1).then(|| relation.outcome(&self.values()))
    }

    /// The rows of the highest tier of some.
    pub(super) fn top(&self, rows: Range<usize>) -> Vec<usize> {
        let depth = |row: usize| match self.rows[row].sort {
            Sort::Item(depth) => Some(depth),
            _ => None,
        };
        let least = rows.clone().filter_map(depth).min();
        rows.filter(|&row| depth(row).is_some() && depth(row) == least)
            .collect()
    }

    /// The rows without others below them in their own tier.
    pub(super) fn leaves(&self, rows: Range<usize>) -> Vec<usize> {
        let is_leaf = |row: usize| match self.rows[row].sort {
            Sort::Item(depth) => {
                let next = self.rows.get(row + 1).map(|next| next.sort);
                !matches!(next, Some(Sort::Item(below)) if below > depth)
            }
            _ => false,
        };
        rows.filter(|&row| is_leaf(row)).collect()
    }

    /// The rows that are sums of some.
    pub(super) fn sums(&self, rows: Range<usize>) -> Vec<usize> {
        let is_sum = |row: usize| matches!(self.rows[row].sort, Sort::Sum(_));
        rows.filter(|&row| is_sum(row)).collect()
    }

    /// Whether two rows have one unit, as far as rows have any.
    pub(super) fn same_unit(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.rows[a].unit, &self.rows[b].unit);
        a.is_empty() || b.is_empty() || a == b
    }

    /// The sums of tiers: I of 1, 2, 3; where such sums hold in the table at all.
    pub(super) fn groups(&mut self) {
        let mut found: Vec<(Mark, Relation)> = Vec::new();
        for at in 0..self.rows.len() {
            let Some((mark, children)) = self.children(at) else {
                continue;
            };
            for column in self.added(at).collect::<Vec<_>>() {
                if self.tries(at, &children, column).is_some() {
                    found.push((mark, self.sum(Law::Group, at, &children, column)));
                }
            }
        }
        let mut marks: Vec<Mark> = found.iter().map(|(mark, _)| *mark).collect();
        marks.sort_unstable();
        marks.dedup();
        for mark in marks {
            let own = found.iter().filter(|(of, _)| *of == mark);
            let outcomes: Vec<Outcome> = own
                .map(|(_, relation)| relation.outcome(&self.values()))
                .collect();
            let count = |outcome| outcomes.iter().filter(|o| **o == outcome).count();
            let (fits, fails) = (count(Outcome::Holds), count(Outcome::Fails));
            let proved = fits > fails || fits == 1 && fails == 1;
            self.has_groups |= proved;
            for (_, relation) in found.iter().filter(|(of, _)| *of == mark) {
                if proved {
                    self.relations.push(relation.clone());
                } else if relation.outcome(&self.values()) == Outcome::Fails {
                    self.doubts.push((Law::Group, relation.result));
                }
            }
        }
    }

    /// The rows one tier below a row, at least two, of one unit, with their mark.
    fn children(&self, at: usize) -> Option<(Mark, Vec<usize>)> {
        let Sort::Item(depth) = self.rows[at].sort else {
            return None;
        };
        let mut children = Vec::new();
        let mut tier = None;
        for row in at + 1..self.rows.len() {
            match self.rows[row].sort {
                Sort::Item(below) if below > depth => {
                    let first = *tier.get_or_insert(below);
                    if below < first {
                        return None;
                    }
                    if below == first {
                        children.push(row);
                    }
                }
                Sort::Within if tier.is_none() => return None,
                Sort::Within => {}
                _ => break,
            }
        }
        let mark = self.rows[*children.first()?].mark;
        let same = children.iter().all(|&row| self.same_unit(at, row));
        (children.len() > 1 && same).then_some((mark, children))
    }

    /// Whether a result is rather the mean of the others than their sum: rates have heads that do not
    /// say so. Where other columns of the row are sums, whole numbers are none either.
    pub(super) fn is_mean(&self, relation: &Relation, proved: bool) -> bool {
        let figures = relation.terms.iter();
        let figures = figures.filter_map(|&at| self.entries[at].figure());
        let result = self.entries[relation.result].figure();
        let (mut sum, mut count, mut places) = (Decimal::ZERO, 0u32, 0);
        let (mut least, mut most) = (Decimal::MAX, Decimal::MIN);
        for figure in figures {
            let Some(next) = sum.checked_add(figure.value) else {
                return true;
            };
            (sum, count) = (next, count + 1);
            (least, most) = (least.min(figure.value), most.max(figure.value));
            places = places.max(figure.places);
        }
        let Some(result) = result.filter(|r| r.value >= least && r.value <= most) else {
            return false;
        };
        if count < 2 || proved && places.max(result.places) == 0 {
            return false;
        }
        let off = (result.value * Decimal::from(count)).checked_sub(sum);
        let near = off.is_some_and(|off| (off * Decimal::from(4)).abs() <= sum.abs());
        near && relation.outcome(&self.values()) == Outcome::Fails
    }
}
