//! Which rows of a batch are made: some by their numbers, some as one machine's share.

use crate::project::folder::Share;
use std::ops::RangeInclusive;

/// Which rows are made; all by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// Ranges of numbers, from 1; none for all.
    pub rows: Option<Vec<RangeInclusive<usize>>>,
    /// One of several runs that share the batch: every `count`-th row.
    pub share: Option<Share>,
}

impl Selection {
    /// Tells whether a row is made.
    pub(crate) fn includes(&self, number: usize) -> bool {
        let listed =
            |ranges: &Vec<RangeInclusive<usize>>| ranges.iter().any(|r| r.contains(&number));
        self.rows.as_ref().is_none_or(listed)
            && self
                .share
                .is_none_or(|share| number.wrapping_sub(1) % share.count == share.index)
    }

    /// Tells whether neither a row nor any after it is made.
    pub(crate) fn is_past(&self, number: usize) -> bool {
        let ends = |ranges: &Vec<RangeInclusive<usize>>| ranges.iter().all(|r| *r.end() < number);
        self.rows.as_ref().is_some_and(ends)
    }
}

/// Reads `2,4-7`; none where it says nothing sensible.
pub(crate) fn rows(text: &str) -> Option<Vec<RangeInclusive<usize>>> {
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|n| *n > 0);
    text.split(',')
        .map(|piece| {
            let (first, last) = piece.split_once('-').unwrap_or((piece, piece));
            let range = number(first)?..=number(last)?;
            (!range.is_empty()).then_some(range)
        })
        .collect()
}

/// Reads `0/3`: the first of three shares. `auto/3` or `auto` take the index (and the count) that
/// a Kubernetes indexed job or a Slurm array gives its processes; `variable` reads these.
pub(crate) fn share(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Option<Share> {
    let (index, count) = match text.split_once('/') {
        Some((index, count)) => (index, Some(count.trim().parse().ok()?)),
        None => (text, None),
    };
    let number = |name: &str| variable(name)?.trim().parse::<usize>().ok();
    let (index, counted) = match index.trim() {
        "auto" => match number("JOB_COMPLETION_INDEX") {
            Some(index) => (index, None),
            None => {
                let first = number("SLURM_ARRAY_TASK_MIN").unwrap_or(0);
                let index = number("SLURM_ARRAY_TASK_ID")?.checked_sub(first)?;
                (index, number("SLURM_ARRAY_TASK_COUNT"))
            }
        },
        index => (index.parse().ok()?, None),
    };
    let count = count.or(counted)?;
    (index < count).then_some(Share { index, count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_ranges() {
        assert_eq!(rows("2,4-7"), Some(vec![2..=2, 4..=7]));
        assert_eq!(rows(" 3 "), Some(vec![3..=3]));
        for wrong in ["", "0", "a", "7-4", "1,,2", "-3", "2-"] {
            assert_eq!(rows(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shares_cover_all_rows_once() {
        let shares: Vec<Selection> = (0..3)
            .map(|index| Selection {
                rows: rows("2-9"),
                share: Some(Share { index, count: 3 }),
            })
            .collect();
        for number in 1..=10 {
            let times = shares.iter().filter(|s| s.includes(number)).count();
            assert_eq!(times, usize::from((2..=9).contains(&number)), "{number}");
        }
        assert!(Selection::default().includes(1));
        assert!(!shares[0].is_past(9) && shares[0].is_past(10));
        assert!(!Selection::default().is_past(usize::MAX));
    }

    #[test]
    fn schedulers_tell_the_index() {
        let of = |text: &str, variables: &[(&str, &str)]| {
            let variable = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            share(text, &variable).map(|share| (share.index, share.count))
        };
        assert_eq!(of("1/3", &[]), Some((1, 3)));
        assert_eq!(of("auto/3", &[("JOB_COMPLETION_INDEX", "2")]), Some((2, 3)));
        let slurm = [
            ("SLURM_ARRAY_TASK_ID", "4"),
            ("SLURM_ARRAY_TASK_MIN", "1"),
            ("SLURM_ARRAY_TASK_COUNT", "4"),
        ];
        assert_eq!(of("auto", &slurm), Some((3, 4)));
        for wrong in ["3/3", "auto/3", "auto", "1", "a/3", "1/0", "1/", "-1/2"] {
            assert_eq!(of(wrong, &[]), None, "{wrong}");
        }
    }
}
