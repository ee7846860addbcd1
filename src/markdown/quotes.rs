//! Quotations (`>`): words of another text, which keep their own numbers and letters.
//!
//! What Markdown takes for lists in them become paragraphs with the marks as they were written: a
//! quoted `2.` is no item that counts here.

use super::letters::marker;
use super::report::Report;
use super::tree::{Line, Node, Piece, Style, plain};
use crate::document::{ListMark, Manner};
use std::ops::Range;

/// The paragraphs of a quotation.
pub(super) fn paragraphs(nodes: Vec<Node>, report: &Report<'_>) -> Vec<Node> {
    let mut out = Vec::new();
    take(nodes, &mut out, report);
    out
}

/// Lists nest at most nine deep: deeper ones were refused.
fn take(nodes: Vec<Node>, out: &mut Vec<Node>, report: &Report<'_>) {
    for node in nodes {
        match node {
            Node::Paragraph { line, at: _ } => out.extend(lines(line).into_iter().map(quote)),
            Node::List(list) => {
                let bullet = list.mark == ListMark::Bullet;
                for item in list.items {
                    let mark = mark(&item.at, bullet, report);
                    let first = out.len();
                    take(item.nodes, out, report);
                    if let (Some(mark), Some(Node::Set { line, .. })) = (mark, out.get_mut(first)) {
                        line.insert(0, mark);
                    }
                }
            }
            other => out.push(other),
        }
    }
}

fn quote(line: Line) -> Node {
    Node::Set {
        manner: Manner::Quote,
        line,
    }
}

/// A paragraph cut before each line that begins with the letter of a point, or with a word and number of
/// an article as it is usual in amendments: these are paragraphs of their own there.
fn lines(line: Line) -> Vec<Line> {
    let mut out = vec![Line::new()];
    for index in 0..line.len() {
        let begins = match &line[index] {
            Piece::Soft | Piece::Break { .. } => {
                marker(&line[index + 1..]).is_some() || is_numbered(&plain(&line[index + 1..]))
            }
            _ => false,
        };
        if begins {
            out.push(Line::new());
        } else if let Some(last) = out.last_mut() {
            last.push(line[index].clone());
        }
    }
    out
}

/// `2. …`, `12. …`
fn is_numbered(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && text[digits..].starts_with(". ")
}

/// The mark of an item as it was written, and the blank behind it.
fn mark(item: &Range<usize>, bullet: bool, report: &Report<'_>) -> Option<Piece> {
    let source = report.slice(item.clone());
    let start = source.len() - source.trim_start().len();
    let written = source[start..].split_whitespace().next()?;
    let at = item.start + start..item.start + start + written.len();
    let text = match bullet {
        true => "- ".to_owned(),
        false => format!("{written} "),
    };
    Some(Piece::Text {
        text,
        style: Style::default(),
        origin: report.map().made_of(at.clone()),
        at,
    })
}
