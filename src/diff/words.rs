//! The words of two paragraphs that are one paragraph edited.

use super::align;
use crate::document::Blank;
use crate::sheet::reading::{Form, Line, Sign, What, plain};
use similar::DiffTag;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// A stretch of signs of the old, the new or both paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The same to a reader, and of the same length.
    Same(Range<usize>, Range<usize>),
    /// The same words, differently bold or italic.
    Restyled(Range<usize>, Range<usize>),
    Deleted(Range<usize>),
    Inserted(Range<usize>),
}

/// A word, what stands behind it, the space between two, or what is no letter.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Token {
    /// A word with all that it holds together: `14-CTr/ĐU`, `1.674,5`, `(40/454`.
    Word(String),
    /// `.`, `;”`: a sentence that goes on does not change its last word.
    Stop(String),
    Space(usize),
    Break,
    /// A note, by what it is paired with.
    Note(usize),
    Blank(Blank),
    Illustration([u8; 32]),
}

/// Numbers for notes: a note of either document and the one it became have the same.
pub(super) struct NoteClasses<'a> {
    pub(super) numbers: &'a [usize],
}

/// The pieces of a paragraph; what is gone stands before what came for it.
pub(super) fn pieces<F: Form>(
    old: &Line<F>,
    new: &Line<F>,
    old_notes: &NoteClasses<'_>,
    new_notes: &NoteClasses<'_>,
) -> Vec<Piece> {
    let (before, old_ranges) = tokens(&old.signs, old_notes);
    let (after, new_ranges) = tokens(&new.signs, new_notes);
    let mut ops = Vec::new();
    for op in align::same(&before, &after) {
        let (tag, o, n) = op.as_tag_tuple();
        ops.push((tag == DiffTag::Equal, o, n));
    }
    let ops = join(ops, &before);
    let signs = |tokens: &Range<usize>, ranges: &[Range<usize>], len: usize| {
        let start = ranges.get(tokens.start).map_or(len, |r| r.start);
        let end = ranges.get(tokens.end).map_or(len, |r| r.start);
        start..end
    };
    let mut out = Vec::new();
    for (equal, o, n) in ops {
        let o = signs(&o, &old_ranges, old.signs.len());
        let n = signs(&n, &new_ranges, new.signs.len());
        if equal {
            split_restyled(&mut out, old, new, o, n);
            continue;
        }
        if !o.is_empty() {
            out.push(Piece::Deleted(o));
        }
        if !n.is_empty() {
            out.push(Piece::Inserted(n));
        }
    }
    out
}

type Op = (bool, Range<usize>, Range<usize>);

/// A space that stayed between two changes is no resting place for the eye: it joins them.
fn join(ops: Vec<Op>, old: &[Token]) -> Vec<Op> {
    let mut out: Vec<Op> = Vec::new();
    let last = ops.len().saturating_sub(1);
    for (index, (equal, o, n)) in ops.into_iter().enumerate() {
        if o.is_empty() && n.is_empty() {
            continue;
        }
        let only_space = old[o.clone()].iter().all(|t| matches!(t, Token::Space(_)));
        let inside = index > 0 && index < last && out.last().is_some_and(|(equal, ..)| !equal);
        let equal = equal && !(only_space && inside);
        match out.last_mut() {
            Some((false, old_so_far, new_so_far)) if !equal => {
                old_so_far.end = o.end;
                new_so_far.end = n.end;
            }
            _ => out.push((equal, o, n)),
        }
    }
    out
}

fn split_restyled<F: Form>(
    out: &mut Vec<Piece>,
    old: &Line<F>,
    new: &Line<F>,
    before: Range<usize>,
    after: Range<usize>,
) {
    let mut alike = Vec::with_capacity(before.len());
    for offset in 0..before.len() {
        let (one, other) = (
            &old.signs[before.start + offset],
            &new.signs[after.start + offset],
        );
        // Nobody sees whether a space is bold: it goes with the word before it.
        let space = matches!(one.what, What::Letter(c) if c.is_whitespace());
        let same = (one.bold, one.italic) == (other.bold, other.italic);
        let last = alike.last().copied().unwrap_or(true);
        alike.push(if space { same || last } else { same });
    }
    let mut start = 0;
    while start < before.len() {
        let same = alike[start];
        let end = (start..before.len())
            .find(|&at| alike[at] != same)
            .unwrap_or(before.len());
        let o = before.start + start..before.start + end;
        let n = after.start + start..after.start + end;
        out.push(match same {
            true => Piece::Same(o, n),
            false => Piece::Restyled(o, n),
        });
        start = end;
    }
}

fn tokens<F: Form>(signs: &[Sign<F>], notes: &NoteClasses<'_>) -> (Vec<Token>, Vec<Range<usize>>) {
    let (mut tokens, mut ranges) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let start = at;
        at += 1;
        let token = match &sign.what {
            What::Letter(c) => {
                let space = c.is_whitespace();
                while letter(signs, at).is_some_and(|c| c.is_whitespace() == space) {
                    at += 1;
                }
                match space {
                    true => Token::Space(at - start),
                    false => {
                        at = end_of_word(signs, start, at);
                        let letters = (start..at).filter_map(|at| letter(signs, at));
                        let word: String = letters.collect();
                        match word.starts_with(is_stop) {
                            true => Token::Stop(word),
                            false => Token::Word(word),
                        }
                    }
                }
            }
            What::Break => Token::Break,
            What::Note(id) => Token::Note(notes.numbers.get(id.0).copied().unwrap_or(id.0)),
            What::Blank(blank) => Token::Blank(*blank),
            What::Illustration(digest, _) => Token::Illustration(*digest),
        };
        tokens.push(token);
        ranges.push(start..at);
    }
    (tokens, ranges)
}

/// Finds where the word ends among letters without a space: before the stops behind it; stops that no
/// word stands before are all of it.
fn end_of_word<F: Form>(signs: &[Sign<F>], start: usize, end: usize) -> usize {
    let word = (start..end).rfind(|&at| letter(signs, at).is_some_and(|c| !is_stop(c)));
    match word {
        Some(last) if !letter(signs, start).is_some_and(is_stop) => last + 1,
        Some(_) => (start..end)
            .find(|&at| letter(signs, at).is_some_and(|c| !is_stop(c)))
            .unwrap_or(end),
        None => end,
    }
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '»' | '"'
    )
}

fn letter<F: Form>(signs: &[Sign<F>], at: usize) -> Option<char> {
    match signs.get(at)?.what {
        What::Letter(c) => Some(plain(c)),
        What::Break | What::Note(_) | What::Blank(_) | What::Illustration(..) => None,
    }
}

/// The words of a text as numbers, sorted, for [`align`]. Two words of one number would only make
/// two paragraphs look more alike than they are.
pub(super) fn bag<'a, F: Form + 'a>(lines: impl IntoIterator<Item = &'a Line<F>>) -> Vec<u64> {
    let mut words = Vec::new();
    for line in lines {
        let text = line.text();
        words.extend(text.split_whitespace().map(|word| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            hasher.finish()
        }));
    }
    words.sort_unstable();
    words
}
