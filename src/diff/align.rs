//! Pairs what belongs together in two sequences.
//!
//! What has the same key on both sides is found first, by Myers' algorithm, and is paired for good. In
//! each gap between, every old item is compared with every new one: the share of words that they have
//! in common, weighed by what they are, says how well two go together. Of all ways to pair them
//! without crossing, the one with the greatest sum is taken (dynamic programming over the gap). Both
//! searches may cost the square, so both have bounds; beyond them a simpler rule holds.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use std::hash::Hash;

/// Two sequences longer than this together are not searched for what is the same in the middle:
/// the search may cost the square.
const MOST_SEARCHED: usize = 20_000;
/// Bound on the comparisons of words among paragraphs that changed.
const MOST_COMPARED: usize = 60_000_000;
/// From here on two paragraphs are one that was edited: four words of ten stayed.
pub(super) const LIKE: u32 = 400;
/// A paragraph that there is only one of is always the same one.
pub(super) const SAME_PLACE: u32 = 600;

/// A step from the old sequence to the new; the numbers index into them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Deleted(usize),
    Inserted(usize),
    Both(usize, usize),
}

/// One of a sequence, as far as pairing goes.
pub(super) struct Item<K, C> {
    /// Two items of the same key are the same to a reader.
    pub(super) key: K,
    /// Its words as numbers, sorted.
    pub(super) words: Vec<u64>,
    /// The kind of the item; the affinity of two goes by it.
    pub(super) class: C,
}

/// Pairs two sequences; `affinity` says from the classes and the share of common words (of 1000)
/// how well two items that differ go together, 0 for not at all.
pub(super) fn align<'i, K: Eq + Hash, C>(
    old: &'i [Item<K, C>],
    new: &'i [Item<K, C>],
    affinity: impl Fn(&C, &C, u32) -> u32,
) -> Vec<Step> {
    let mut numbers = HashMap::new();
    let mut keys = |items: &'i [Item<K, C>]| -> Vec<usize> {
        let mut number = |key| {
            let next = numbers.len();
            *numbers.entry(key).or_insert(next)
        };
        items.iter().map(|item| number(&item.key)).collect()
    };
    let mut edits = Vec::new();
    for op in same(&keys(old), &keys(new)) {
        let (tag, before, after) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            edits.extend(before.zip(after).map(|(o, n)| Step::Both(o, n)));
        } else {
            let pairs = pair(&old[before.clone()], &new[after.clone()], &affinity);
            let shifted = pairs
                .into_iter()
                .map(|(o, n)| (o + before.start, n + after.start));
            weave(&mut edits, before.clone(), after.clone(), shifted);
        }
    }
    edits
}

/// Finds what is the same in two sequences, within bounds: stretches that follow each other in both.
pub(super) fn same<T: Ord + Hash>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    if old.len() + new.len() <= MOST_SEARCHED {
        return in_place(capture_diff_slices(Algorithm::Myers, old, new));
    }
    let shorter = old.len().min(new.len());
    let head = old.iter().zip(new).take_while(|(o, n)| o == n).count();
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail = ends
        .take(shorter - head)
        .take_while(|(o, n)| o == n)
        .count();
    let equal = |old_index, new_index, len| DiffOp::Equal {
        old_index,
        new_index,
        len,
    };
    let middle = DiffOp::Replace {
        old_index: head,
        old_len: old.len() - head - tail,
        new_index: head,
        new_len: new.len() - head - tail,
    };
    vec![
        equal(0, 0, head),
        middle,
        equal(old.len() - tail, new.len() - tail, tail),
    ]
}

/// The library moves stretches together where it can, and then leaves those that only one sequence
/// has at their old place in the other one. Their lengths are right, so the places follow from them.
fn in_place(ops: Vec<DiffOp>) -> Vec<DiffOp> {
    let (mut old_index, mut new_index) = (0, 0);
    let place = |op: DiffOp| {
        let (old_len, new_len) = (op.old_range().len(), op.new_range().len());
        let placed = match op.tag() {
            DiffTag::Equal => DiffOp::Equal {
                old_index,
                new_index,
                len: old_len,
            },
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            },
        };
        (old_index, new_index) = (old_index + old_len, new_index + new_len);
        placed
    };
    ops.into_iter().map(place).collect()
}

/// Puts the pairs in order, with what is left over before each: first what is gone, then what is
/// new.
fn weave(
    edits: &mut Vec<Step>,
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
    pairs: impl Iterator<Item = (usize, usize)>,
) {
    let (mut o, mut n) = (old.start, new.start);
    for (old_at, new_at) in pairs {
        edits.extend((o..old_at).map(Step::Deleted));
        edits.extend((n..new_at).map(Step::Inserted));
        edits.push(Step::Both(old_at, new_at));
        (o, n) = (old_at + 1, new_at + 1);
    }
    edits.extend((o..old.end).map(Step::Deleted));
    edits.extend((n..new.end).map(Step::Inserted));
}

/// The pairs, in order and not crossing, whose affinities have the greatest sum.
fn pair<K, C>(
    old: &[Item<K, C>],
    new: &[Item<K, C>],
    affinity: &impl Fn(&C, &C, u32) -> u32,
) -> Vec<(usize, usize)> {
    let of = |o: usize, n: usize| {
        let (one, other) = (&old[o], &new[n]);
        affinity(&one.class, &other.class, likeness(&one.words, &other.words))
    };
    let words = |items: &[Item<K, C>]| items.iter().map(|i| i.words.len() + 1).sum::<usize>();
    let cost = words(old)
        .saturating_mul(new.len())
        .saturating_add(words(new).saturating_mul(old.len()));
    if cost > MOST_COMPARED {
        // One for one, as in a long table whose figures all changed.
        let together = 0..old.len().min(new.len());
        return together.filter(|&i| of(i, i) > 0).map(|i| (i, i)).collect();
    }
    let width = new.len() + 1;
    let scores: Vec<u32> = (0..old.len() * new.len())
        .map(|i| of(i / new.len(), i % new.len()))
        .collect();
    // best[o][n]: the greatest sum from old o and new n on.
    let mut best = vec![0u64; (old.len() + 1) * width];
    for o in (0..old.len()).rev() {
        for n in (0..new.len()).rev() {
            let score = scores[o * new.len() + n];
            let both = match score {
                0 => 0,
                _ => u64::from(score) + best[(o + 1) * width + n + 1],
            };
            best[o * width + n] = both
                .max(best[(o + 1) * width + n])
                .max(best[o * width + n + 1]);
        }
    }
    let (mut o, mut n, mut pairs) = (0, 0, Vec::new());
    while o < old.len() && n < new.len() {
        let here = best[o * width + n];
        let score = scores[o * new.len() + n];
        if score > 0 && here == u64::from(score) + best[(o + 1) * width + n + 1] {
            pairs.push((o, n));
            (o, n) = (o + 1, n + 1);
        } else if here == best[(o + 1) * width + n] {
            o += 1;
        } else {
            n += 1;
        }
    }
    pairs
}

/// The share of common words, of 1000; two empty texts are alike.
fn likeness(old: &[u64], new: &[u64]) -> u32 {
    let all = old.len() + new.len();
    if all == 0 {
        return 1000;
    }
    let (mut o, mut n, mut common) = (0, 0, 0usize);
    while let (Some(one), Some(other)) = (old.get(o), new.get(n)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => o += 1,
            std::cmp::Ordering::Greater => n += 1,
            std::cmp::Ordering::Equal => {
                (o, n) = (o + 1, n + 1);
                common += 1;
            }
        }
    }
    u32::try_from(2000 * common / all).unwrap_or(1000)
}
