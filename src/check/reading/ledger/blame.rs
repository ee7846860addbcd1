//! Which figure is told where relations fail.

use super::relation::{Law, Outcome, Relation, Values};
use super::{Figure, Grid, Ledger};
use rust_decimal::{Decimal, RoundingStrategy};

/// At most so many faults of a table are told.
const MOST: usize = 40;

/// At most so many figures are named beside a wrong one.
const MOST_RELATED: usize = 40;

/// A figure that does not agree with others.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The relation that fails first.
    pub(crate) law: Law,
    /// The figure that is told.
    pub(crate) figure: Figure,
    /// The value that all others ask of it.
    pub(crate) expected: Decimal,
    /// Whether it is the result; else it is a part that more than one relation finds wrong.
    pub(crate) is_result: bool,
    /// Whether it is the expected value cut off instead of rounded.
    pub(crate) is_cut: bool,
    /// The name of its row.
    pub(crate) row: String,
    /// The head of its column.
    pub(crate) column: String,
    /// The figures of the relations, the results first.
    pub(crate) others: Vec<Figure>,
}

impl Grid<'_> {
    /// The faults and doubts.
    pub(super) fn ledger(self) -> Ledger {
        let mut outcomes: Vec<Outcome> = self
            .relations
            .iter()
            .map(|relation| relation.outcome(&self.values()))
            .collect();
        let mut ledger = Ledger::default();
        for (relation, outcome) in self.relations.iter().zip(&outcomes) {
            if *outcome == Outcome::Open {
                ledger
                    .doubts
                    .extend(self.doubt(relation.law, relation.result));
            }
        }
        for &(law, at) in &self.doubts {
            ledger.doubts.extend(self.doubt(law, at));
        }
        if !outcomes.contains(&Outcome::Fails) {
            return ledger;
        }
        let index = self.index();
        for at in 0..outcomes.len() {
            if outcomes[at] != Outcome::Fails || ledger.faults.len() >= MOST {
                continue;
            }
            let Some((cell, value)) = self.blamed(at, &outcomes, &index) else {
                continue;
            };
            let mended: Vec<usize> = index[cell]
                .iter()
                .copied()
                .filter(|&other| {
                    outcomes[other] == Outcome::Fails
                        && self.with(cell, value, other) != Outcome::Fails
                })
                .collect();
            ledger.faults.extend(self.fault(at, cell, value, &mended));
            outcomes[at] = Outcome::Open;
            for other in mended {
                outcomes[other] = Outcome::Open;
            }
        }
        ledger
    }

    fn doubt(&self, law: Law, at: usize) -> Option<(Law, Figure)> {
        Some((law, self.entries.get(at)?.figure()?.clone()))
    }

    /// The relations of each cell.
    fn index(&self) -> Vec<Vec<usize>> {
        let mut index = vec![Vec::new(); self.entries.len()];
        for (number, Relation { result, terms, .. }) in self.relations.iter().enumerate() {
            for &cell in terms.iter().chain([result]) {
                index[cell].push(number);
            }
        }
        index
    }

    /// What a relation comes to with another value in one cell.
    fn with(&self, cell: usize, value: Decimal, relation: usize) -> Outcome {
        self.relations[relation].outcome(&Values {
            entries: &self.entries,
            instead: Some((cell, value)),
        })
    }

    /// The cell of a failing relation which mends most relations, with the value that does it; the
    /// result, where none does better.
    fn blamed(
        &self,
        at: usize,
        outcomes: &[Outcome],
        index: &[Vec<usize>],
    ) -> Option<(usize, Decimal)> {
        let relation = &self.relations[at];
        let mut best: Option<(i32, usize, Decimal)> = None;
        for &cell in [relation.result].iter().chain(&relation.terms) {
            if self.entries[cell].figure().is_none() {
                continue;
            }
            let own = relation.solve(cell, &self.values());
            let Some(value) = own.or_else(|| self.as_result(cell, outcomes, index)) else {
                continue;
            };
            let mut score = 0;
            for &other in &index[cell] {
                let fails = self.with(cell, value, other) == Outcome::Fails;
                score += match (outcomes[other], fails) {
                    (Outcome::Fails, false) => 1,
                    (Outcome::Holds | Outcome::Rounded, true) => -2,
                    _ => 0,
                };
            }
            let is_result = cell == relation.result;
            if best.is_none_or(|(most, ..)| score > most && (is_result || score > 1)) {
                best = Some((score, cell, value));
            }
        }
        best.map(|(_, cell, value)| (cell, value))
    }

    /// The value that a cell should have as the result of another relation that fails.
    fn as_result(
        &self,
        cell: usize,
        outcomes: &[Outcome],
        index: &[Vec<usize>],
    ) -> Option<Decimal> {
        let fails = |other: &&usize| {
            outcomes[**other] == Outcome::Fails && self.relations[**other].result == cell
        };
        let other = index[cell].iter().find(fails)?;
        self.relations[*other].solve(cell, &self.values())
    }

    fn fault(&self, at: usize, cell: usize, value: Decimal, mended: &[usize]) -> Option<Fault> {
        // A figure is told as the result that it is, if it is one.
        let own = mended
            .iter()
            .copied()
            .find(|&number| self.relations[number].result == cell);
        let at = own.unwrap_or(at);
        let relation = &self.relations[at];
        let figure = self.entries[cell].figure()?.clone();
        let mut others = Vec::new();
        let mut cells: Vec<usize> = Vec::new();
        for &number in [at].iter().chain(mended) {
            let Relation { result, terms, .. } = &self.relations[number];
            cells.push(*result);
            cells.extend(terms.iter().take(MOST_RELATED));
        }
        for (number, &other) in cells.iter().enumerate() {
            if other != cell && !cells[..number].contains(&other) && others.len() < MOST_RELATED {
                others.extend(self.entries[other].figure().cloned());
            }
        }
        let exact = relation.expected(&self.values());
        let cut = exact
            .map(|exact| exact.round_dp_with_strategy(figure.places, RoundingStrategy::ToZero));
        let row = &self.rows[cell / self.width];
        Some(Fault {
            law: relation.law,
            expected: value,
            is_result: cell == relation.result,
            is_cut: !relation.law.is_sum() && cell == relation.result && cut == Some(figure.value),
            row: row.name.clone(),
            column: self.columns[cell % self.width].title.clone(),
            others,
            figure,
        })
    }
}
