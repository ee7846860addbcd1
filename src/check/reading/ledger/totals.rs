//! The rows that are named as sums (`Tổng cộng`, `Cộng`), and the rows that each of them adds.

use super::Grid;
use super::heads::Sum;
use super::relation::{Law, Outcome};
use super::rows::Sort;

/// Which rows a sum adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Those of the highest tier below it, up to the next sum or heading of a group.
    Below,
    /// Those below it that have no parts.
    BelowLeaves,
    /// The highest tier of all below.
    AllBelow,
    /// All below without parts.
    AllBelowLeaves,
    /// The sums below.
    SumsBelow,
    /// Those of the highest tier above it, down from the last sum or heading of a group.
    Above,
    /// Those above it that have no parts.
    AboveLeaves,
    /// All entries above it, whatever their labels.
    AboveItems,
    /// The sums above.
    Sums,
    /// The highest tier of all above.
    AllAbove,
    /// All above without parts.
    AllAboveLeaves,
}

/// Rows that a sum may add, with the number of columns in which they come to it or not.
struct Candidate {
    reach: Reach,
    rows: Vec<usize>,
    fits: usize,
    fails: usize,
}

/// A row that is a sum.
struct Total {
    at: usize,
    sum: Sum,
    columns: Vec<usize>,
    candidates: Vec<Candidate>,
}

impl Total {
    /// The candidate that fits best, the first of them, if one fits at all.
    fn best(&self) -> Option<&Candidate> {
        let most = self.candidates.iter().map(|c| c.fits).max();
        let most = most.filter(|most| *most > 0)?;
        self.candidates
            .iter()
            .find(|candidate| candidate.fits == most)
    }
}

impl Grid<'_> {
    /// The sums in rows named so.
    pub(super) fn totals(&mut self) {
        let rows = self.rows.iter().enumerate();
        let totals: Vec<Total> = rows
            .filter_map(|(at, row)| match row.sort {
                Sort::Sum(sum) => Some(self.total(at, sum)),
                _ => None,
            })
            .collect();
        let seen: Vec<Reach> = totals
            .iter()
            .filter_map(Total::best)
            .map(|c| c.reach)
            .collect();
        for (index, total) in totals.iter().enumerate() {
            let is_last = index > 0 && index + 1 == totals.len();
            self.decide(total, &seen, is_last);
        }
    }

    fn total(&self, at: usize, sum: Sum) -> Total {
        let columns: Vec<usize> = self.added(at).collect();
        let mut candidates = if columns.is_empty() {
            Vec::new()
        } else {
            self.candidates(at)
        };
        for candidate in &mut candidates {
            for &column in &columns {
                match self.tries(at, &candidate.rows, column) {
                    Some(Outcome::Holds) => candidate.fits += 1,
                    Some(Outcome::Fails) => candidate.fails += 1,
                    _ => {}
                }
            }
        }
        Total {
            at,
            sum,
            columns,
            candidates,
        }
    }

    /// Takes the relations of a sum, if it is known which rows it adds.
    fn decide(&mut self, total: &Total, seen: &[Reach], is_last: bool) {
        let law = if total.sum == Sum::Part {
            Law::Group
        } else {
            Law::Rows
        };
        let best = total.best().filter(|best| best.fits >= best.fails);
        let proved = best.is_some();
        let Some(chosen) = best.or_else(|| self.told(total, seen, is_last)) else {
            return;
        };
        let checked = chosen.fits + chosen.fails;
        if total.sum == Sum::Maybe && !proved {
            return;
        }
        let sure = proved || checked == 1 && self.is_told(total, chosen.reach, seen, is_last);
        for &column in &total.columns {
            let relation = self.sum(law, total.at, &chosen.rows, column);
            if sure && !self.is_mean(&relation, proved) {
                self.relations.push(relation);
            } else if relation.outcome(&self.values()) == Outcome::Fails {
                self.doubts.push((law, relation.result));
            }
        }
    }

    /// The rows that a sum adds by its name and place, where no candidate fits.
    fn told<'t>(&self, total: &'t Total, seen: &[Reach], is_last: bool) -> Option<&'t Candidate> {
        let of = |reach: Reach| total.candidates.iter().find(|c| c.reach == reach);
        let last = of(Reach::Sums).filter(|_| is_last && total.sum == Sum::Whole);
        last.or_else(|| total.candidates.iter().find(|c| seen.contains(&c.reach)))
            .or_else(|| total.candidates.first())
    }

    /// Tells whether name and place alone leave no doubt about the rows.
    fn is_told(&self, total: &Total, reach: Reach, seen: &[Reach], is_last: bool) -> bool {
        match total.sum {
            Sum::Part => true,
            Sum::Maybe => false,
            Sum::Whole => {
                let alone = total.candidates.len() == 1;
                alone || self.has_groups || is_last && reach == Reach::Sums || seen.contains(&reach)
            }
        }
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
        let all_below = at + 1..self.rows.len();
        let items = |rows: std::ops::Range<usize>| rows.filter(|&row| is_item(row)).collect();
        let at_head = !above.clone().any(is_item);
        let mut all: Vec<(Reach, Vec<usize>)> = Vec::new();
        if at_head && !(0..at).any(is_item) {
            all.push((Reach::Below, self.top(below.clone())));
            all.push((Reach::BelowLeaves, self.leaves(below)));
            all.push((Reach::AllBelow, self.top(all_below.clone())));
            all.push((Reach::AllBelowLeaves, self.leaves(all_below.clone())));
            all.push((Reach::SumsBelow, self.sums(all_below)));
        } else {
            if at_head {
                // `Cộng` directly below `Cộng`: of all above, or of the group that begins here.
                all.push((Reach::Sums, self.sums(0..at)));
                all.push((Reach::Below, self.top(below)));
            }
            all.push((Reach::Above, self.top(above.clone())));
            all.push((Reach::AboveLeaves, self.leaves(above.clone())));
            all.push((Reach::AboveItems, items(above)));
            all.push((Reach::Sums, self.sums(0..at)));
            all.push((Reach::AllAbove, self.top(0..at)));
            all.push((Reach::AllAboveLeaves, self.leaves(0..at)));
        }
        let mut unique: Vec<Candidate> = Vec::new();
        for (reach, mut rows) in all {
            rows.retain(|&row| self.same_unit(at, row));
            if rows.len() > 1 && unique.iter().all(|known| known.rows != rows) {
                unique.push(Candidate {
                    reach,
                    rows,
                    fits: 0,
                    fails: 0,
                });
            }
        }
        unique
    }
}
