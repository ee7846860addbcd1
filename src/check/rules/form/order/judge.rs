//! What is wrong with a sequence of numbers: the fewest slips that explain it.

/// A slip at a place of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// This one and the next changed places.
    Swapped,
    /// This one should be the number that is due; the next go on behind that.
    Wrong,
    /// It repeats the one before, and the next go on from it.
    Doubled,
    /// One or more numbers are left out before it.
    Gap,
    /// It goes back.
    Back,
    /// The sequence does not begin with its first number.
    Start,
}

/// A slip, where it is, and the number that is due there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) slip: Slip,
    pub(super) due: u32,
}

/// All slips of a sequence that should begin with `first`.
pub(super) fn judge(values: &[u32], first: u32) -> Vec<Found> {
    let mut found = Vec::new();
    let mut due = first;
    let mut at = 0;
    while let Some(&value) = values.get(at) {
        let next = values.get(at + 1).copied();
        if value == due {
            due += 1;
            at += 1;
            continue;
        }
        let (slip, steps, then) = if value == due + 1 && next == Some(due) {
            (Slip::Swapped, 2, due + 2)
        } else if next == Some(due + 1) {
            (Slip::Wrong, 1, due + 1)
        } else if at == 0 && first == 1 {
            (Slip::Start, 1, value + 1)
        } else if at > 0 && value + 1 == due {
            (Slip::Doubled, 1, value + 1)
        } else if value > due {
            (Slip::Gap, 1, value + 1)
        } else {
            (Slip::Back, 1, value + 1)
        };
        found.push(Found { at, slip, due });
        due = then;
        at += steps;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_explained_by_the_fewest() {
        for (values, expected) in [
            (&[1, 2, 3, 4][..], vec![]),
            (&[1, 3, 2, 4], vec![(1, Slip::Swapped, 2)]),
            (&[2, 1, 3], vec![(0, Slip::Swapped, 1)]),
            (&[1, 2, 2, 3], vec![(2, Slip::Doubled, 3)]),
            (&[1, 2, 2, 4], vec![(2, Slip::Wrong, 3)]),
            (&[1, 1, 3, 4], vec![(1, Slip::Wrong, 2)]),
            (&[1, 2, 4, 5], vec![(2, Slip::Gap, 3)]),
            (&[1, 2, 4], vec![(2, Slip::Gap, 3)]),
            (&[1, 2, 7, 4], vec![(2, Slip::Wrong, 3)]),
            (&[3, 2, 3], vec![(0, Slip::Wrong, 1)]),
            (&[2, 3, 4], vec![(0, Slip::Start, 1)]),
            (&[1, 2, 3, 2], vec![(3, Slip::Back, 4)]),
        ] {
            let found: Vec<_> = judge(values, 1)
                .iter()
                .map(|f| (f.at, f.slip, f.due))
                .collect();
            assert_eq!(found, expected, "{values:?}");
        }
    }
}
