//! Pairs found on sheets built by hand.

use super::align::{Item, Step, align, same};
use proptest::prelude::*;

fn items(texts: &[&str]) -> Vec<Item<String, ()>> {
    let words = |text: &str| {
        let mut words: Vec<u64> = text.bytes().map(u64::from).collect();
        words.sort_unstable();
        words
    };
    let item = |text: &&str| Item {
        key: (*text).to_owned(),
        words: words(text),
        class: (),
    };
    texts.iter().map(item).collect()
}

fn paired(old: &[&str], new: &[&str]) -> String {
    let edits = align(&items(old), &items(new), |(), (), share| {
        if share >= 400 { share } else { 0 }
    });
    let told = edits.iter().map(|edit| match edit {
        Step::Deleted(o) => format!("-{}", old[*o]),
        Step::Inserted(n) => format!("+{}", new[*n]),
        Step::Both(o, n) => format!("{}={}", old[*o], new[*n]),
    });
    told.collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_alike_is_paired() {
    assert_eq!(paired(&["abc", "xyz"], &["abc", "xyz"]), "abc=abc xyz=xyz");
    assert_eq!(
        paired(&["abcd", "xyz"], &["abce", "q", "xyz"]),
        "abcd=abce +q xyz=xyz"
    );
    assert_eq!(paired(&["abcd"], &["wxyz"]), "-abcd +wxyz");
    // The best sum, not the first that will do.
    assert_eq!(
        paired(&["abcdef"], &["abcxyz", "abcdeg"]),
        "+abcxyz abcdef=abcdeg"
    );
    assert_eq!(paired(&[], &["a"]), "+a");
}

#[test]
fn long_sequences_are_compared_at_their_ends() {
    let old: Vec<u32> = (0..15_000).collect();
    let mut new = old.clone();
    new[7_000..7_010].reverse();
    let ops = same(&old, &new);
    let changed: usize = ops
        .iter()
        .filter(|op| op.tag() != similar::DiffTag::Equal)
        .map(|op| op.new_range().len())
        .sum();
    assert_eq!(changed, 10);
}

proptest! {
    #[test]
    fn stretches_follow_each_other_in_both_sequences(
        old in prop::collection::vec(0u8..5, 0..24),
        new in prop::collection::vec(0u8..5, 0..24),
    ) {
        let (mut o, mut n) = (0, 0);
        for op in same(&old, &new) {
            prop_assert_eq!((op.old_range().start, op.new_range().start), (o, n));
            if op.tag() == similar::DiffTag::Equal {
                prop_assert_eq!(&old[op.old_range()], &new[op.new_range()]);
            }
            (o, n) = (op.old_range().end, op.new_range().end);
        }
        prop_assert_eq!((o, n), (old.len(), new.len()));
    }
}
