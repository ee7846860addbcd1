//! Changes one after the other, as changes of the text that was there first.

use super::Change;
use std::ops::Range;

/// A text that is changed step by step.
pub(super) struct Changing<'t> {
    original: &'t str,
    /// As it is now.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// A piece of the text as it is now.
enum Piece {
    /// A range of the original.
    Kept(Range<usize>),
    Come(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Kept(range) => range.len(),
            Self::Come(text) => text.len(),
        }
    }

    fn cut(&self, from: usize, to: usize) -> Self {
        match self {
            Self::Kept(range) => Self::Kept(range.start + from..range.start + to),
            Self::Come(text) => Self::Come(text[from..to].to_owned()),
        }
    }
}

/// A text with changes that come in its order and do not overlap.
pub(super) fn applied(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for change in changes {
        out.push_str(&text[done..change.range.start]);
        out.push_str(&change.text);
        done = change.range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Puts changes into the order of the text; those at one place stay as they are.
pub(super) fn ordered(mut changes: Vec<Change>) -> Option<Vec<Change>> {
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    let apart = changes
        .windows(2)
        .all(|two| two[0].range.end <= two[1].range.start);
    apart.then_some(changes)
}

impl<'t> Changing<'t> {
    pub(super) fn new(original: &'t str) -> Self {
        Self {
            original,
            text: original.to_owned(),
            pieces: vec![Piece::Kept(0..original.len())],
        }
    }

    /// Makes ordered changes of the text as it is now, which gives `text`.
    pub(super) fn apply(&mut self, changes: &[Change], text: String) {
        let mut pieces = Vec::new();
        let mut old = std::mem::take(&mut self.pieces).into_iter();
        let (mut here, mut at) = (old.next(), 0);
        // Takes or drops what stands before an offset.
        let mut go = |to: usize, keep: bool, pieces: &mut Vec<Piece>| {
            while at < to
                && let Some(piece) = here.take()
            {
                let take = piece.len().min(to - at);
                if keep {
                    pieces.push(piece.cut(0, take));
                }
                at += take;
                here = match take < piece.len() {
                    true => Some(piece.cut(take, piece.len())),
                    false => old.next(),
                };
            }
        };
        for change in changes {
            go(change.range.start, true, &mut pieces);
            go(change.range.end, false, &mut pieces);
            pieces.push(Piece::Come(change.text.clone()));
        }
        go(self.text.len(), true, &mut pieces);
        self.pieces = pieces;
        self.text = text;
    }

    /// All that changed, of the original, without bytes that came back as they were.
    pub(super) fn changes(self) -> Vec<Change> {
        let mut out = Vec::new();
        let (mut done, mut come) = (0, String::new());
        let end = Piece::Kept(self.original.len()..self.original.len());
        for piece in self.pieces.into_iter().chain([end]) {
            match piece {
                Piece::Come(text) => come.push_str(&text),
                Piece::Kept(range) if range.is_empty() && range.start < self.original.len() => {}
                Piece::Kept(range) => {
                    out.extend(least(self.original, done..range.start, &come));
                    come.clear();
                    done = range.end;
                }
            }
        }
        out
    }
}

/// A change without what is alike at its start and end; none where nothing differs.
pub(super) fn least(original: &str, range: Range<usize>, text: &str) -> Option<Change> {
    let old = &original[range.clone()];
    let (before, behind) = alike(old, text);
    let change = Change {
        range: range.start + before..range.end - behind,
        text: text[before..text.len() - behind].to_owned(),
    };
    (!change.range.is_empty() || !change.text.is_empty()).then_some(change)
}

/// How many bytes of whole characters two texts have alike at the start and, of the rest, at the end.
pub(super) fn alike(one: &str, other: &str) -> (usize, usize) {
    let pairs = one.char_indices().zip(other.chars());
    let before = pairs.take_while(|((_, a), b)| a == b).last();
    let before = before.map_or(0, |((at, c), _)| at + c.len_utf8());
    let pairs = one[before..]
        .chars()
        .rev()
        .zip(other[before..].chars().rev());
    let behind = pairs.take_while(|(a, b)| a == b);
    (before, behind.map(|(c, _)| c.len_utf8()).sum())
}
