//! Blocks that were changed, as changes of the text that they were read from.

use super::{
    Block, Inline, Kind,
    inline::{self, Care},
    read::blocks,
};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// The changes of a text, ordered and apart, after which it has these blocks; those that say what they said are not
/// touched. None where no Markdown says so.
pub(crate) fn changes(text: &str, wanted: &[Block]) -> Option<Vec<(Range<usize>, String)>> {
    let old = blocks(text);
    let kept = kept(&old, wanted);
    let cares: Vec<Care> = (wanted.iter().zip(&kept))
        .map(
            |(block, id)| match id.is_some_and(|id| old[id].says(block)) {
                true => Care::Little,
                false => care(block),
            },
        )
        .collect();
    let all = || vec![Care::All; wanted.len()];
    // Blank lines around what changed are put in where it is not read as what it is without them.
    for (cares, gaps) in [
        (cares.clone(), Gaps::AsWritten),
        (cares, Gaps::Blank),
        (all(), Gaps::AsWritten),
        (all(), Gaps::Blank),
    ] {
        let made = made(text, &old, wanted, &kept, &cares, gaps);
        let mut new = String::with_capacity(text.len());
        let mut done = 0;
        for (range, come) in &made {
            new.push_str(text.get(done..range.start)?);
            new.push_str(come);
            done = range.end;
        }
        new.push_str(text.get(done..)?);
        let read = blocks(&new);
        let filled = wanted.iter().filter(|block| !is_empty(block));
        if read.len() == filled.clone().count() && read.iter().zip(filled).all(|(a, b)| a.says(b)) {
            return Some(
                made.into_iter()
                    .filter_map(|change| least(text, change))
                    .collect(),
            );
        }
    }
    None
}

/// What stands between a block that changed and those that did not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gaps {
    /// What stood there.
    AsWritten,
    /// A blank line at least.
    Blank,
}

impl Gaps {
    /// What is to be put in where a gap of the text is.
    fn more(self, gap: &str) -> &'static str {
        match gap.matches('\n').count() {
            1 if self == Self::Blank => "\n",
            _ => "",
        }
    }
}

/// The least care by which a block alone is read as what it is.
fn care(block: &Block) -> Care {
    let alone = Block {
        level: match block.kind {
            Kind::Heading => block.level,
            Kind::Item => 1,
            _ => 0,
        },
        ..block.clone()
    };
    let is_read = |care: &Care| {
        let read = blocks(&written(&alone, 0, *care, false));
        read.len() == 1 && read[0].says(&alone)
    };
    let mut all = [Care::Little, Care::Starts, Care::Some].into_iter();
    all.find(is_read).unwrap_or(Care::All)
}

/// A block without a letter is none in Markdown, but for an item.
fn is_empty(block: &Block) -> bool {
    let nothing = inline::normal(&block.inlines).is_empty();
    match block.kind {
        Kind::Paragraph => nothing,
        Kind::Raw | Kind::Directive => block.raw.trim().is_empty(),
        Kind::Table => block.rows.is_empty(),
        Kind::Heading | Kind::Item | Kind::Note => false,
    }
}

/// For each wanted block the old one that it is, in the order of both.
fn kept(old: &[Block], wanted: &[Block]) -> Vec<Option<usize>> {
    let mut next = 0;
    let ids = wanted.iter().map(|block| {
        let id = block.id.filter(|id| *id >= next && *id < old.len())?;
        next = id + 1;
        Some(id)
    });
    ids.collect()
}

fn made(
    text: &str,
    old: &[Block],
    wanted: &[Block],
    kept: &[Option<usize>],
    cares: &[Care],
    gaps: Gaps,
) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    // Where the last block ends that stays, and the first old one that is not dealt with.
    let (mut end, mut next) = (0, 0);
    let mut run: Vec<usize> = Vec::new();
    let columns = columns(text, old, wanted, kept);
    let flush = |run: &mut Vec<usize>,
                 end: usize,
                 gone: Range<usize>,
                 until: Option<usize>,
                 out: &mut Vec<_>| {
        let filled: Vec<usize> = run
            .drain(..)
            .filter(|index| !is_empty(&wanted[*index]))
            .collect();
        let first = old.get(gone.start).filter(|_| !gone.is_empty());
        let last = old
            .get(gone.end.wrapping_sub(1))
            .filter(|_| !gone.is_empty());
        // The first one that comes is written over the blanks before the first that goes, where it stands in
        // another column; what holds more than blanks there is the mark of an item around it.
        let start = first.map(|first| line_start(text, first.from));
        let moved = first
            .zip(start)
            .zip(filled.first())
            .is_some_and(|((first, start), index)| {
                let blanks = &text[start..first.from];
                blanks.bytes().all(|byte| byte == b' ') && blanks.len() != columns[*index]
            });
        let mut come = String::new();
        for (nth, index) in filled.iter().enumerate() {
            let before = match nth {
                0 => index.checked_sub(1),
                _ => Some(filled[nth - 1]),
            };
            if nth > 0 || first.is_none() && before.is_some() {
                come.push_str(gap(before.map(|before| &wanted[before]), &wanted[*index]));
            }
            let block = &wanted[*index];
            let was = kept[*index].map(|id| &old[id]);
            let was = was.filter(|was| was.kind == Kind::Table && block.kind == Kind::Table);
            come.push_str(&match was {
                Some(was) => rows(block, 1, cares[*index], Some((was, text))),
                None => written(
                    block,
                    columns[*index],
                    cares[*index],
                    nth == 0 && first.is_some() && !moved,
                ),
            });
        }
        match (first, last, filled.is_empty()) {
            (Some(first), Some(last), false) => {
                let from = start.filter(|_| moved).unwrap_or(first.from);
                let before = match end {
                    0 => "",
                    end => gaps.more(&text[end..from]),
                };
                let next = filled
                    .last()
                    .and_then(|index| Some((&wanted[*index], wanted.get(index + 1)?)));
                // A list begins behind a blank line where another kind of block comes to stand before it.
                let parts = next.is_some_and(|(block, next)| {
                    block.id.is_none() && gap(Some(block), next) == "\n\n"
                });
                let gaps = match parts && last.kind == Kind::Item {
                    true => Gaps::Blank,
                    false => gaps,
                };
                let behind = until.map_or("", |until| gaps.more(&text[last.to..until]));
                out.push((from..last.to, format!("{before}{come}{behind}")));
            }
            // What goes takes the blank lines before it along, or behind it where it is the first.
            (Some(first), Some(last), true) => match (end, until) {
                (0, Some(until)) if first.from == line_start(text, first.from) => {
                    out.push((first.from..line_start(text, until), String::new()))
                }
                (0, _) => out.push((first.from..last.to, String::new())),
                (end, _) => out.push((end..last.to, String::new())),
            },
            (_, _, false) => {
                let at = match (end, until) {
                    (0, Some(until)) => {
                        let index = filled.last().copied().unwrap_or_default();
                        come.push_str(gap(
                            Some(&wanted[index]),
                            wanted.get(index + 1).unwrap_or(&wanted[index]),
                        ));
                        line_start(text, until)
                    }
                    (end, Some(until)) => {
                        come.push_str(gaps.more(&text[end..until]));
                        end
                    }
                    (end, None) => end,
                };
                out.push((at..at, come));
            }
            _ => {}
        }
    };
    for (index, id) in kept.iter().enumerate() {
        let same = id.filter(|id| old[*id].says(&wanted[index]));
        let Some(id) = same else {
            run.push(index);
            continue;
        };
        flush(&mut run, end, next..id, Some(old[id].from), &mut out);
        (end, next) = (old[id].to, id + 1);
    }
    flush(&mut run, end, next..old.len(), None, &mut out);
    out
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The column of each block: that of its old one if it stays where it is, else behind the mark of the item that holds it.
fn columns(text: &str, old: &[Block], wanted: &[Block], kept: &[Option<usize>]) -> Vec<usize> {
    let mut out = Vec::with_capacity(wanted.len());
    // For each level the column behind the mark of its last item.
    let mut inner: Vec<usize> = vec![0];
    for (block, id) in wanted.iter().zip(kept) {
        let holder = match block.kind {
            Kind::Item => block.level.saturating_sub(1),
            Kind::Paragraph => block.level,
            _ => 0,
        };
        let holder = holder.min(inner.len() - 1);
        let stays = id
            .map(|id| &old[id])
            .filter(|old| old.level == block.level && old.kind == block.kind);
        let column = stays.map_or(inner[holder], |old| {
            let start = line_start(text, old.from);
            text[start..old.from].chars().count()
        });
        out.push(column);
        inner.truncate(holder + 1);
        if block.kind == Kind::Item {
            inner.push(column + block.mark.len() + 1);
        }
    }
    out
}

/// What stands between two blocks.
fn gap(before: Option<&Block>, block: &Block) -> &'static str {
    match before {
        Some(before) if before.kind == Kind::Item && block.kind == Kind::Item => "\n",
        _ => "\n\n",
    }
}

/// A block as Markdown; the first line of one that stands in place of another has its blanks already.
fn written(block: &Block, column: usize, care: Care, placed: bool) -> String {
    let spaces = " ".repeat(column);
    let first = if placed { "" } else { spaces.as_str() };
    match block.kind {
        _ if block.is_raw() => block.raw.clone(),
        Kind::Heading => {
            let line = inline::write(&block.inlines, "", false, care).replace('\n', " ");
            format!("{} {line}", "#".repeat(block.level.clamp(1, 6)))
                .trim_end()
                .to_owned()
        }
        Kind::Item => {
            let indent = " ".repeat(column + block.mark.len() + 1);
            let line = inline::write(&block.inlines, &indent, false, care);
            format!("{first}{} {line}", block.mark)
                .trim_end()
                .to_owned()
        }
        Kind::Note => format!(
            "[^{}]: {}",
            block.mark,
            inline::write(&block.inlines, "  ", false, care)
        ),
        Kind::Table => rows(block, 1, care, None),
        _ => format!(
            "{first}{}",
            inline::write(&block.inlines, &spaces, false, care)
        ),
    }
}

/// A table with so many rows above its dashes.
#[cfg(feature = "serve")]
pub(super) fn table(block: &Block, head: usize) -> String {
    rows(block, head, care(block), None)
}

/// The lines of a table. Rows that it had before (`was`, in a text) stay as they are written there.
fn rows(block: &Block, head: usize, care: Care, was: Option<(&Block, &str)>) -> String {
    let columns = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    let kept = was.map_or_else(Vec::new, |(was, text)| kept_rows(block, was, text));
    let mut lines = Vec::with_capacity(block.rows.len() + 1);
    for (index, row) in block.rows.iter().enumerate() {
        if let Some(Some(line)) = kept.get(index) {
            lines.extend(line.iter().map(|line| (*line).to_owned()));
            continue;
        }
        let cells = (0..columns).map(|at| match row.get(at) {
            Some(cell) => match super::span_sign(cell) {
                Some(sign) => sign.to_owned(),
                None => inline::write(cell, "", true, care),
            },
            None => String::new(),
        });
        lines.push(format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
        if index + 1 == head {
            let dashes = (0..columns).map(|at| match block.aligns.get(at).map(String::as_str) {
                Some("left") => ":--",
                Some("center") => ":-:",
                Some("right") => "--:",
                _ => "---",
            });
            lines.push(format!("|{}|", dashes.collect::<Vec<_>>().join("|")));
        }
    }
    lines.join("\n")
}

/// For each row of a table the lines of the one that it was, the dashes with the head's; none where it was none, or where
/// the table is written otherwise than a row to a line.
fn kept_rows<'t>(block: &Block, was: &Block, text: &'t str) -> Vec<Option<Vec<&'t str>>> {
    let lines: Vec<&str> = text[was.from..was.to].lines().collect();
    let columns = |block: &Block| block.rows.iter().map(Vec::len).max();
    if lines.len() != was.rows.len() + 1
        || block.aligns != was.aligns
        || columns(block) != columns(was)
    {
        return Vec::new();
    }
    let key = |row: &Vec<Vec<Inline>>| -> String {
        let cells = row.iter().map(|cell| inline::normal(cell));
        format!("{:?}", cells.collect::<Vec<_>>())
    };
    let old: Vec<String> = was.rows.iter().map(key).collect();
    let new: Vec<String> = block.rows.iter().map(key).collect();
    let mut kept = vec![None; new.len()];
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (DiffTag::Equal, from, to) = op.as_tag_tuple() else {
            continue;
        };
        for (from, to) in from.zip(to) {
            kept[to] = match (from, to) {
                (0, 0) => Some(lines[..2].to_vec()),
                (0, _) | (_, 0) => None,
                _ => Some(vec![lines[from + 1]]),
            };
        }
    }
    kept
}

/// A change without what is alike at its start and end; none where nothing differs.
fn least(text: &str, (range, come): (Range<usize>, String)) -> Option<(Range<usize>, String)> {
    let old = &text[range.clone()];
    let same = old
        .char_indices()
        .zip(come.chars())
        .take_while(|((_, a), b)| a == b)
        .last();
    let before = same.map_or(0, |((at, c), _)| at + c.len_utf8());
    let (rest, new) = (&old[before..], &come[before..]);
    let same = rest
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(a, b)| a == b);
    let behind: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let range = range.start + before..range.end - behind;
    let come = new[..new.len() - behind].to_owned();
    (!range.is_empty() || !come.is_empty()).then_some((range, come))
}

/// A line as Markdown that is read as its pieces, behind the mark of an item or at the start of a paragraph.
pub(crate) fn line(pieces: &[Inline]) -> String {
    let alone = Block {
        inlines: pieces.to_vec(),
        ..Block::default()
    };
    inline::write(pieces, "", false, care(&alone))
}

/// A cell of a table as Markdown that is read as its pieces.
pub(crate) fn cell(pieces: &[Inline]) -> String {
    let alone = Block {
        kind: Kind::Table,
        rows: vec![vec![pieces.to_vec()]],
        aligns: vec![String::new()],
        ..Block::default()
    };
    inline::write(pieces, "", true, care(&alone))
}
