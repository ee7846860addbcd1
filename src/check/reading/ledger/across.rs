//! Which columns are the sums or differences of which others.

use super::Grid;
use super::heads::{self, Class, Sum};
use super::relation::{Law, Outcome, Relation};
use super::rows::Sort;

/// At most so many columns are tried in pairs.
const NEAR: usize = 8;

impl Grid<'_> {
    /// Sums and differences in each row.
    pub(super) fn across(&mut self) {
        for column in 0..self.width {
            let head = &self.columns[column];
            if !head.figures || !head.class.adds() {
                continue;
            }
            let named = head.sum;
            if self.sum_of_columns(column, named) || named == Some(Sum::Whole) {
                continue;
            }
            if heads::is_difference(&self.columns[column].title.to_lowercase()) {
                self.difference(column);
            }
        }
    }

    /// The sum of columns in one column; tells whether it is one.
    fn sum_of_columns(&mut self, column: usize, named: Option<Sum>) -> bool {
        let mut best: Option<(usize, usize, Vec<usize>)> = None;
        for columns in self.column_sets(column) {
            let (fits, fails) = self.fits(Law::Columns, column, &columns);
            if best.as_ref().is_none_or(|(most, ..)| fits > *most) {
                best = Some((fits, fails, columns));
            }
        }
        let Some((fits, fails, columns)) = best else {
            return false;
        };
        let proved = match named {
            Some(Sum::Whole | Sum::Part) => fits > 0 && fits >= fails,
            _ => fits > 2 && fits > fails,
        };
        if proved {
            self.relate(Law::Columns, column, &columns);
        } else if named == Some(Sum::Whole) && fails > 0 {
            let first = self.filled(column).next();
            self.doubts
                .extend(first.map(|row| (Law::Columns, row * self.width + column)));
        }
        proved
    }

    /// Columns that one may be the sum of, the likeliest first.
    fn column_sets(&self, column: usize) -> Vec<Vec<usize>> {
        let adds =
            |c: usize| c != column && self.columns[c].figures && self.columns[c].class.adds();
        let is_sum = |c: usize| self.columns[c].sum == Some(Sum::Whole);
        let family = |c: usize| self.columns[c].family;
        let plain = |c: &usize| adds(*c) && !is_sum(*c);
        let mut sets: Vec<Vec<usize>> = Vec::new();
        if let Some((from, to)) = family(column) {
            sets.push((from..to).filter(plain).collect());
        }
        let before = (0..column).rev().find(|&c| is_sum(c)).map_or(0, |c| c + 1);
        let behind = (column + 1..self.width)
            .find(|&c| is_sum(c))
            .unwrap_or(self.width);
        sets.push((before..column).filter(plain).collect());
        sets.push((column + 1..behind).filter(plain).collect());
        // The columns under the next head, as under “Trong đó”, and under the one before.
        let other = |c: &usize| family(*c).is_some() && family(*c) != family(column);
        let next = (column + 1..self.width).find(other).and_then(family);
        let last = (0..column).rev().find(other).and_then(family);
        for (from, to) in next.into_iter().chain(last) {
            sets.push((from..to).filter(plain).collect());
        }
        sets.push((0..self.width).filter(plain).collect());
        sets.push((0..self.width).filter(|&c| adds(c) && is_sum(c)).collect());
        let mut unique: Vec<Vec<usize>> = Vec::new();
        for set in sets {
            if set.len() > 1 && !unique.contains(&set) {
                unique.push(set);
            }
        }
        unique
    }

    /// The rows that have a figure in a column.
    pub(super) fn filled(&self, column: usize) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(move |&row| {
            self.rows[row].sort != Sort::None
                && self.entries[row * self.width + column].figure().is_some()
        })
    }

    fn relation(&self, law: Law, row: usize, column: usize, columns: &[usize]) -> Relation {
        Relation {
            law,
            result: row * self.width + column,
            terms: columns.iter().map(|c| row * self.width + c).collect(),
            counted: self.is_counted(column),
            strict: false,
        }
    }

    /// In how many rows a relation holds and fails, of those where two figures at least come together.
    fn fits(&self, law: Law, column: usize, columns: &[usize]) -> (usize, usize) {
        let (mut fits, mut fails) = (0, 0);
        for row in self.filled(column) {
            let relation = self.relation(law, row, column, columns);
            let figures = relation.terms.iter().filter(|&&at| {
                let figure = self.entries[at].figure();
                figure.is_some_and(|figure| !figure.value.is_zero())
            });
            if figures.count() < 2 {
                continue;
            }
            match relation.outcome(&self.values()) {
                Outcome::Holds | Outcome::Rounded => fits += 1,
                Outcome::Fails => fails += 1,
                Outcome::Open => {}
            }
        }
        (fits, fails)
    }

    fn relate(&mut self, law: Law, column: usize, columns: &[usize]) {
        let rows: Vec<usize> = self.filled(column).collect();
        for row in rows {
            let relation = self.relation(law, row, column, columns);
            // A row that has the total alone tells nothing of its parts.
            if relation
                .terms
                .iter()
                .any(|&at| self.entries[at].figure().is_some())
            {
                self.relations.push(relation);
            }
        }
    }

    /// One column less another.
    fn difference(&mut self, column: usize) {
        let near: Vec<usize> = self
            .near(column)
            .filter(|&c| self.columns[c].class.adds())
            .collect();
        let mut best: Option<(usize, usize, [usize; 2])> = None;
        for &a in &near {
            for &b in near.iter().filter(|&&b| b != a) {
                let (fits, fails) = self.fits(Law::Less, column, &[a, b]);
                if fits > 2 && fits > fails && best.is_none_or(|(most, ..)| fits > most) {
                    best = Some((fits, fails, [a, b]));
                }
            }
        }
        if let Some((.., columns)) = best {
            self.relate(Law::Less, column, &columns);
        }
    }

    /// The nearest columns with figures, the column itself left out.
    pub(super) fn near(&self, column: usize) -> impl Iterator<Item = usize> {
        let is_figure = |c: usize| {
            let class = self.columns[c].class;
            self.columns[c].figures && !matches!(class, Class::Order | Class::Name | Class::Unit)
        };
        let from = column.saturating_sub(NEAR);
        (from..(column + NEAR).min(self.width)).filter(move |&c| c != column && is_figure(c))
    }
}
