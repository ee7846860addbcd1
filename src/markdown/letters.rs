//! Điểm: paragraphs and lines that begin with `a)`, `b)`, … in turn become one list.
//! Markdown knows no such lists, so the lines come as plain text.

use super::report::Report;
use super::tree::{Item, Line, List, Node, Piece, split};
use crate::{diagnostic::Diagnostic, document::ListMark};
use std::{iter::Peekable, ops::Range, vec::IntoIter};

/// Turns every run of at least two into a list; others stay as they are.
/// `letters` are those that count, in turn.
pub(super) fn gather(nodes: Vec<Node>, letters: &[char], report: &mut Report<'_>) -> Vec<Node> {
    level(nodes, false, letters, report)
}

fn level(
    nodes: Vec<Node>,
    within_item: bool,
    letters: &[char],
    report: &mut Report<'_>,
) -> Vec<Node> {
    let segments: Vec<Segment> = nodes
        .into_iter()
        .flat_map(|node| match node {
            Node::Paragraph { line, at } => lines(line, at),
            Node::List(mut list) => {
                for item in &mut list.items {
                    item.nodes = level(std::mem::take(&mut item.nodes), true, letters, report);
                }
                vec![Segment::Block(Node::List(list))]
            }
            other => vec![Segment::Block(other)],
        })
        .collect();
    runs(segments, within_item, letters, report)
}

/// A stretch of a paragraph that begins at a marker, or a paragraph without any, or another block.
enum Segment {
    Text {
        /// The marker, where there is one.
        letter: Option<char>,
        /// The piece that joined it to the stretch before in the same paragraph.
        joined: Option<Piece>,
        line: Line,
        at: Range<usize>,
    },
    Block(Node),
}

/// Cuts a paragraph before each line that begins with a marker.
fn lines(line: Line, at: Range<usize>) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut current = Line::new();
    let mut letter = marker(&line);
    let mut joined = None;
    let mut start = at.start;
    for index in 0..line.len() {
        let next = match &line[index] {
            Piece::Soft | Piece::Break { .. } => marker(&line[index + 1..]),
            _ => None,
        };
        if next.is_none() {
            current.push(line[index].clone());
            continue;
        }
        let end = line[index + 1..]
            .iter()
            .find_map(place)
            .map_or(at.end, |at| at.start);
        out.push(Segment::Text {
            letter: std::mem::replace(&mut letter, next),
            joined: joined.replace(line[index].clone()),
            line: std::mem::take(&mut current),
            at: start..end,
        });
        start = end;
    }
    out.push(Segment::Text {
        letter,
        joined,
        line: current,
        at: start..at.end,
    });
    out
}

fn place(piece: &Piece) -> Option<&Range<usize>> {
    match piece {
        Piece::Text { at, .. }
        | Piece::Break { at }
        | Piece::Note { at, .. }
        | Piece::Leader { at, .. }
        | Piece::Check { at, .. }
        | Piece::Anchor { at, .. } => Some(at),
        Piece::Soft => None,
    }
}

/// The letter of `a) ` at the start of a line.
pub(super) fn marker(line: &[Piece]) -> Option<char> {
    let mut start = line
        .iter()
        .map_while(|piece| match piece {
            Piece::Text { text, .. } => Some(text.chars()),
            _ => None,
        })
        .flatten();
    let letter = start.next().filter(|c| c.is_lowercase())?;
    (start.next() == Some(')') && start.next().is_some_and(char::is_whitespace)).then_some(letter)
}

fn index(letter: char, letters: &[char]) -> Option<usize> {
    letters.iter().position(|known| *known == letter)
}

/// How many segments from the start make a run, and how many items it has.
fn measure(segments: &[Segment], letters: &[char]) -> (usize, usize) {
    let (mut length, mut items) = (0, 0);
    for segment in segments {
        match segment {
            Segment::Text {
                letter: Some(c), ..
            } if index(*c, letters) == Some(items) => items += 1,
            Segment::Block(Node::List(list)) if items > 0 && list.mark == ListMark::Bullet => {}
            _ => break,
        }
        length += 1;
    }
    (length, items)
}

fn runs(
    segments: Vec<Segment>,
    within_item: bool,
    letters: &[char],
    report: &mut Report<'_>,
) -> Vec<Node> {
    let lengths: Vec<(usize, usize)> = (0..segments.len())
        .map(|from| match &segments[from] {
            Segment::Text {
                letter: Some(c), ..
            } if index(*c, letters) == Some(0) => measure(&segments[from..], letters),
            _ => (0, 0),
        })
        .collect();
    let mut out = Vec::new();
    let mut rest = segments.into_iter().peekable();
    let mut position = 0;
    while rest.peek().is_some() {
        let (length, items) = lengths.get(position).copied().unwrap_or((0, 0));
        if items >= 2 {
            out.push(Node::List(run(rest.by_ref().take(length))));
            position += length;
            out_of_order(&mut rest, items, letters, report);
        } else if let Some(segment) = rest.next() {
            position += 1;
            keep(segment, within_item, &mut out, report);
        }
    }
    out
}

/// The segments of one run to a list.
fn run(segments: impl Iterator<Item = Segment>) -> List {
    let mut items: Vec<Item> = Vec::new();
    for segment in segments {
        match segment {
            Segment::Text { line, at, .. } => {
                let (_, line) = split(line, 2);
                items.push(Item {
                    nodes: vec![Node::Paragraph {
                        line,
                        at: at.clone(),
                    }],
                    at,
                });
            }
            Segment::Block(node) => {
                if let Some(item) = items.last_mut() {
                    item.nodes.push(node);
                }
            }
        }
    }
    let start = items.first().map_or(0, |item| item.at.start);
    let end = items.last().map_or(start, |item| item.at.end);
    List {
        mark: ListMark::Letter,
        start: 1,
        items,
        at: start..end,
    }
}

/// A marker right behind a list that does not go on in turn (and does not start anew).
fn out_of_order(
    rest: &mut Peekable<IntoIter<Segment>>,
    items: usize,
    letters: &[char],
    report: &mut Report<'_>,
) {
    let Some(Segment::Text {
        letter: Some(letter),
        at,
        ..
    }) = rest.peek()
    else {
        return;
    };
    let due = letters.get(items);
    if index(*letter, letters) == Some(0) {
        return;
    }
    let error = match due {
        Some(due) => Diagnostic::error(
            "thu-tu-diem",
            format!(
                "điểm này ghi {letter}) nhưng theo thứ tự bảng chữ cái tiếng Việt phải là {due})"
            ),
        )
        .help(format!(
            "sửa thành {due}); thứ tự: a, b, c, d, đ, e, g, h, i, k, l …"
        )),
        None => Diagnostic::error("thu-tu-diem", "danh sách điểm dài hơn bảng chữ cái")
            .help("chia thành các khoản ngắn hơn"),
    };
    report.error(at.clone(), error);
}

/// A segment that is in no run goes back to where it stood.
fn keep(segment: Segment, within_item: bool, out: &mut Vec<Node>, report: &mut Report<'_>) {
    match segment {
        Segment::Text {
            letter,
            joined: Some(joined),
            line,
            at,
        } => {
            if let Some(Node::Paragraph {
                line: before,
                at: range,
            }) = out.last_mut()
            {
                if let Some(letter) =
                    letter.filter(|_| within_item && outdented(range, &at, report))
                {
                    report.error(at.clone(), stuck(letter));
                }
                before.push(joined);
                before.extend(line);
                range.end = at.end;
            } else {
                out.push(Node::Paragraph { line, at });
            }
        }
        Segment::Text { line, at, .. } => out.push(Node::Paragraph { line, at }),
        Segment::Block(node) => out.push(node),
    }
}

fn stuck(letter: char) -> Diagnostic {
    Diagnostic::error(
        "diem-dinh-dong",
        format!("dòng bắt đầu bằng {letter}) dính vào mục danh sách phía trên"),
    )
    .help(format!("để một dòng trống trước dòng {letter}); nếu {letter}) không phải là điểm thì nối dòng này lên dòng trên"))
}

/// Tells whether a line stands further left than the text that it continues.
fn outdented(first: &Range<usize>, line: &Range<usize>, report: &Report<'_>) -> bool {
    let column = |at: usize| {
        at - report.text[..at]
            .rfind('\n')
            .map_or(0, |newline| newline + 1)
    };
    column(line.start) < column(first.start)
}
