//! What stands within quotation marks. A quoted law runs over several paragraphs with one opening and
//! one closing mark, and quotes others inside.

use super::passage::Passage;
use std::ops::Range;

/// An opening mark without its closing one yet.
struct Open {
    passage: usize,
    at: usize,
}

/// Marks what is quoted in passages that follow one another.
pub(super) fn mark(passages: &mut [Passage<'_>]) {
    let mut open: Vec<Open> = Vec::new();
    let mut part = 0;
    for index in 0..passages.len() {
        if passages[index].part != part {
            part = passages[index].part;
            close_all(&mut open, passages);
        }
        let signs: Vec<(usize, char)> = signs(&passages[index].text);
        let mut straight = None;
        for (at, sign) in signs {
            match (sign, straight) {
                ('“', _) => open.push(Open { passage: index, at }),
                ('”', _) => {
                    let opened = open.pop();
                    if let (Some(opened), true) = (opened, open.is_empty()) {
                        span(passages, &opened, (index, at + '”'.len_utf8()));
                    }
                }
                (_, None) => straight = Some(at),
                (_, Some(from)) => {
                    passages[index].quoted.push(from..at + 1);
                    straight = None;
                }
            }
        }
    }
    close_all(&mut open, passages);
    for passage in passages {
        join(&mut passage.quoted);
    }
}

/// Puts ranges in order, and makes one of those that touch, so that they can be searched.
fn join(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
}

fn signs(text: &str) -> Vec<(usize, char)> {
    let marks = text.char_indices();
    marks
        .filter(|(_, c)| matches!(c, '“' | '”' | '"'))
        .collect()
}

/// Marks that were never closed quote the rest of their own passage alone.
fn close_all(open: &mut Vec<Open>, passages: &mut [Passage<'_>]) {
    for Open { passage, at } in open.drain(..) {
        let passage = &mut passages[passage];
        passage.quoted.push(at..passage.text.len());
    }
}

/// Marks from an opening to a closing mark, which may stand in a later passage.
fn span(passages: &mut [Passage<'_>], from: &Open, (last, end): (usize, usize)) {
    for (index, passage) in passages
        .iter_mut()
        .enumerate()
        .take(last + 1)
        .skip(from.passage)
    {
        let start = if index == from.passage { from.at } else { 0 };
        let end = if index == last {
            end
        } else {
            passage.text.len()
        };
        passage.quoted.push(start..end);
    }
}
