//! Which rows are the sums of which others.

use super::Grid;
use super::heads::Sum;
use super::relation::{Law, Outcome, Relation, Values};
use super::rows::{Mark, Sort};
use rust_decimal::Decimal;
use std::ops::Range;

/// Rows that a sum may add.
struct Candidate {
    rows: Vec<usize>,
    fits: usize,
    fails: usize,
}

impl Grid<'_> {
    /// The sums in rows named so: `Tổng cộng`, `Cộng`.
    pub(super) fn totals(&mut self) {
        for at in 0..self.rows.len() {
            if let Sort::Sum(sum) = self.rows[at].sort {
                self.total(at, sum);
            }
        }
    }

    fn total(&mut self, at: usize, sum: Sum) {
        let columns: Vec<usize> = self.added(at).collect();
        if columns.is_empty() {
            return;
        }
        let mut all = self.candidates(at);
        for candidate in &mut all {
            for &column in &columns {
                match self.tries(at, &candidate.rows, column) {
                    Some(Outcome::Holds) => candidate.fits += 1,
                    Some(Outcome::Fails) => candidate.fails += 1,
                    _ => {}
                }
            }
        }
        let alone = all.len() == 1;
        let sums = self.sums(0..at);
        let usual = all.iter().position(|candidate| candidate.rows == sums);
        // The first of those that fit best; where none fits, the one that the names tell.
        let most = all.iter().map(|candidate| candidate.fits).max();
        let first = all
            .iter()
            .position(|candidate| Some(candidate.fits) == most);
        let chosen = match most {
            Some(0) => usual.filter(|_| sum == Sum::Whole).or(first),
            _ => first,
        };
        let Some(best) = chosen.map(|chosen| &all[chosen]) else {
            return;
        };
        let proved = best.fits > 0 && best.fits >= best.fails;
        let is_told = match sum {
            Sum::Whole => alone || self.has_groups || usual.is_some(),
            Sum::Part => true,
            Sum::Maybe => false,
        };
        let plain = is_told && columns.len() == 1;
        let law = if sum == Sum::Part {
            Law::Group
        } else {
            Law::Rows
        };
        if sum == Sum::Maybe && !proved {
            return;
        }
        for column in columns {
            let relation = self.sum(law, at, &best.rows, column);
            let doubtful = self.is_mean(&relation, column);
            if (proved || plain) && !doubtful {
                self.relations.push(relation);
            } else if relation.outcome(&self.values()) == Outcome::Fails {
                self.doubts.push((law, relation.result));
            }
        }
    }

    /// The columns that are added in a row that has a figure there.
    fn added(&self, row: usize) -> impl Iterator<Item = usize> {
        (0..self.width).filter(move |&column| {
            let head = &self.columns[column];
            let figure = self.entries[row * self.width + column].figure();
            head.figures && head.class.adds() && figure.is_some()
        })
    }

    /// The relation of a row to others in a column.
    fn sum(&self, law: Law, row: usize, rows: &[usize], column: usize) -> Relation {
        Relation {
            law,
            result: row * self.width + column,
            terms: rows.iter().map(|row| row * self.width + column).collect(),
            counted: self.is_counted(column),
            strict: false,
        }
    }

    /// Whether a sum holds in a column, if there are at least two figures to add.
    fn tries(&self, row: usize, rows: &[usize], column: usize) -> Option<Outcome> {
        let relation = self.sum(Law::Rows, row, rows, column);
        let figures = relation.terms.iter().filter(|&&at| {
            let figure = self.entries[at].figure();
            figure.is_some_and(|figure| !figure.value.is_zero())
        });
        (figures.count() > 1).then(|| relation.outcome(&self.values()))
    }

    /// The rows that the sum in a row may add, the likeliest first.
    fn candidates(&self, at: usize) -> Vec<Candidate> {
        let ends = |row: usize| matches!(self.rows[row].sort, Sort::Sum(_) | Sort::Group);
        let is_item = |row: usize| matches!(self.rows[row].sort, Sort::Item(_));
        let start = (0..at)
            .rev()
            .find(|&row| ends(row))
            .map_or(0, |row| row + 1);
        let below = (at + 1..self.rows.len()).find(|&row| ends(row));
        let below = at + 1..below.unwrap_or(self.rows.len());
        let above = start..at;
        let at_head = !above.clone().any(is_item);
        let mut all: Vec<Vec<usize>> = Vec::new();
        if at_head && !(0..at).any(is_item) {
            all.push(self.top(below.clone()));
            all.push(self.leaves(below));
            let all_below = at + 1..self.rows.len();
            all.push(self.top(all_below.clone()));
            all.push(self.leaves(all_below.clone()));
            all.push(self.sums(all_below));
        } else {
            if at_head {
                // `Cộng` directly below `Cộng`: of all above, or of the group that begins here.
                all.push(self.sums(0..at));
                all.push(self.top(below));
            }
            all.push(self.top(above.clone()));
            all.push(self.leaves(above));
            all.push(self.sums(0..at));
            all.push(self.top(0..at));
            all.push(self.leaves(0..at));
        }
        let mut unique: Vec<Candidate> = Vec::new();
        for mut rows in all {
            rows.retain(|&row| self.same_unit(at, row));
            if rows.len() > 1 && unique.iter().all(|known| known.rows != rows) {
                unique.push(Candidate {
                    rows,
                    fits: 0,
                    fails: 0,
                });
            }
        }
        unique
    }

    /// The rows of the highest tier of some.
    fn top(&self, rows: Range<usize>) -> Vec<usize> {
        let depth = |row: usize| match self.rows[row].sort {
            Sort::Item(depth) => Some(depth),
            _ => None,
        };
        let least = rows.clone().filter_map(depth).min();
        rows.filter(|&row| depth(row).is_some() && depth(row) == least)
            .collect()
    }

    /// The rows without others below them in their own tier.
    fn leaves(&self, rows: Range<usize>) -> Vec<usize> {
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
    fn sums(&self, rows: Range<usize>) -> Vec<usize> {
        let is_sum = |row: usize| matches!(self.rows[row].sort, Sort::Sum(_));
        rows.filter(|&row| is_sum(row)).collect()
    }

    /// Whether two rows have one unit, as far as rows have any.
    fn same_unit(&self, a: usize, b: usize) -> bool {
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
    /// say so.
    fn is_mean(&self, relation: &Relation, column: usize) -> bool {
        let figures = relation
            .terms
            .iter()
            .filter_map(|&at| self.entries[at].figure());
        let values: Vec<_> = figures.map(|figure| figure.value).collect();
        let Some(result) = self.entries[relation.result].figure() else {
            return false;
        };
        let (Some(least), Some(most)) = (values.iter().min(), values.iter().max()) else {
            return true;
        };
        let is_plain = self.columns[column].class == super::heads::Class::Plain;
        let within = result.value >= *least && result.value <= *most;
        if !is_plain || values.len() < 2 || !within {
            return false;
        }
        let sum: Option<Decimal> = values
            .iter()
            .try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v));
        let mean = sum.and_then(|sum| sum.checked_div(Decimal::from(values.len())));
        let near = mean.and_then(|mean| {
            Some((result.value - mean).abs().checked_mul(Decimal::from(4))? <= mean.abs())
        });
        near.unwrap_or(true) && relation.outcome(&self.values()) == Outcome::Fails
    }
}
