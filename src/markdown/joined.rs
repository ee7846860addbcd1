//! Lines that Markdown joins though each was meant as a paragraph: what is pasted from Word has a
//! paragraph on each line and no empty line between.

use super::Known;
use super::headings::is_numbered_heading;
use super::pasted::{Signs, more};
use super::report::Report;
use super::tree::{Body, Node, Piece, Style};
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// Tells, once, of lines that were joined to the line above and look like paragraphs of their own.
pub(super) fn check(body: &Body, known: Known<'_>, report: &mut Report<'_>) {
    let mut found = Vec::new();
    nodes(&body.nodes, None, report, known, &mut found);
    for note in &body.notes {
        nodes(&note.nodes, None, report, known, &mut found);
    }
    found.sort_by_key(|at| at.start);
    let Some(first) = found.first() else { return };
    let more = more(found.iter(), report);
    report.warning(
        first.clone(),
        Diagnostic::warning(
            "dong-bi-noi",
            format!("dòng này không có dòng trống phía trên nên nối liền vào dòng trên{more}"),
        )
        .help(
            "nếu là đoạn riêng thì để một dòng trống phía trên; nội dung chép từ Word, mỗi dòng một đoạn, \
             thì ghi thêm mục moi_dong_la_doan: true; nếu cùng một đoạn thì nối hai dòng lại làm một",
        ),
    );
}

/// Lists nest at most nine deep here: `checks::shape` saw to it. `item` is where the item begins that
/// the blocks are of.
fn nodes(
    nodes: &[Node],
    item: Option<usize>,
    report: &Report<'_>,
    known: Known<'_>,
    found: &mut Vec<Range<usize>>,
) {
    for node in nodes {
        match node {
            Node::Paragraph { line, at: _ } => {
                let margin = item.map_or(0, |item| column(item, report));
                // Who goes on with an item indents the line.
                let left = |at: usize| item.is_some() && column(at, report) <= margin;
                paragraph(line, left, known, found);
            }
            Node::List(list) => {
                for item in &list.items {
                    self::nodes(&item.nodes, Some(item.at.start), report, known, found);
                }
            }
            Node::Heading { .. }
            | Node::Table(_)
            | Node::Set { .. }
            | Node::Illustration(_)
            | Node::Turn(_)
            | Node::PageBreak
            | Node::Placed { .. }
            | Node::Markup(_) => {}
        }
    }
}

/// A line of the source, and whether it was joined to the one above.
#[derive(Default)]
struct Source {
    text: String,
    /// Its words up to the first in another style.
    at: Option<Range<usize>>,
    style: Option<Style>,
    joined: bool,
}

fn paragraph(
    line: &[Piece],
    left: impl Fn(usize) -> bool,
    known: Known<'_>,
    found: &mut Vec<Range<usize>>,
) {
    let mut lines = vec![Source::default()];
    for piece in line {
        match piece {
            Piece::Soft | Piece::Break { .. } => lines.push(Source {
                joined: matches!(piece, Piece::Soft),
                ..Source::default()
            }),
            Piece::Text {
                text, style, at, ..
            } => {
                if let Some(last) = lines.last_mut() {
                    last.text.push_str(text);
                    match &mut last.at {
                        None => (last.at, last.style) = (Some(at.clone()), Some(*style)),
                        Some(first) if last.style == Some(*style) => first.end = at.end,
                        Some(_) => last.style = None,
                    }
                }
            }
            Piece::Anchor { .. } => {}
            Piece::Note { .. } | Piece::Leader { .. } | Piece::Check { .. } => {
                if let Some(last) = lines.last_mut() {
                    last.style = None;
                }
            }
        }
    }
    for pair in lines.windows(2) {
        if let [
            above,
            Source {
                text,
                at: Some(at),
                joined: true,
                ..
            },
        ] = pair
            && (is_finished(&above.text, known.signs)
                || begins(text, &above.text, known)
                || (left(at.start) && text.starts_with(char::is_uppercase)))
        {
            found.push(at.clone());
        }
    }
}

/// How far a byte of the text stands from the start of its line.
fn column(at: usize, report: &Report<'_>) -> usize {
    let before = report.slice(0..at);
    at - before.rfind('\n').map_or(0, |newline| newline + 1)
}

/// Tells whether a paragraph may end with this line.
pub(super) fn is_finished(line: &str, signs: &Signs) -> bool {
    let line = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | ')' | ']' | '»')
    });
    if line.ends_with([';', ':']) {
        return true;
    }
    let Some(sentence) = line.strip_suffix('.') else {
        return false;
    };
    let last = sentence
        .rsplit(|c: char| c.is_whitespace())
        .next()
        .unwrap_or("");
    !signs.abbreviations.iter().any(|known| known == last)
}

/// Tells whether a paragraph begins with this line.
fn begins(line: &str, above: &str, known: Known<'_>) -> bool {
    if is_numbered_heading(line, known.headings) || is_lettered(line) {
        return true;
    }
    // `Điều 5 Luật Đất đai` may go on a sentence; below `Điều 4 …` it does not.
    let opening = |line| opening(line, known.signs);
    opening(line).is_some_and(|word| opening(above).as_ref() == Some(&word))
}

/// The word of `Điều 5 …`, in small letters.
fn opening(line: &str, signs: &Signs) -> Option<String> {
    let mut words = line.split_whitespace();
    let word = words.next()?.to_lowercase();
    let number = words.next()?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || "IVXLC".contains(c));
    (is_number && signs.openings.contains(&word)).then_some(word)
}

/// `a) …`, `a. …`, `1/ …`, `1) …`
fn is_lettered(line: &str) -> bool {
    let Some((mark, rest)) = line.trim_start().split_once(char::is_whitespace) else {
        return false;
    };
    let Some(label) = mark.strip_suffix([')', '.', '/']) else {
        return false;
    };
    let mut letters = label.chars();
    let is_letter = letters.next().is_some_and(char::is_lowercase) && letters.next().is_none();
    let is_number = (1..=2).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    !rest.trim().is_empty() && (is_letter || is_number)
}
