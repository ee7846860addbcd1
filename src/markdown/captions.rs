//! The name and the unit of a table, which stand in lines above it, and the tables of `bang`, which
//! stand where the text names them. Captions get their numbers here, in the order of the text.

use super::{
    Known,
    report::Report,
    tree::{self, Line, Node, Piece, Style, plain},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    tables::{TableWords, Unplaced},
};
use std::ops::Range;

/// The sorts of lines above a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// `Bảng: Tên`: of so many characters before the name.
    Caption(usize),
    /// `Bảng 2. Tên`
    Numbered(u32),
    /// `Đơn vị tính: hộ`, `(ĐVT: hộ)`
    Unit,
}

/// Tells whether a line names a table or its unit.
pub(super) fn names_a_table(line: &str, words: &TableWords) -> bool {
    sort(line, words).is_some()
}

fn sort(line: &str, words: &TableWords) -> Option<Sort> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix(words.caption.as_str()) {
        if let Some(name) = rest.strip_prefix(':') {
            let before = line.chars().count() - name.trim_start().chars().count();
            return (!name.trim().is_empty()).then_some(Sort::Caption(before));
        }
        let rest = rest.strip_prefix([' ', '\u{a0}'])?;
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number = rest[..digits].parse().ok()?;
        let name = rest[digits..].strip_prefix(['.', ':'])?;
        return (!name.trim().is_empty()).then_some(Sort::Numbered(number));
    }
    let inside = line
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let lower = inside.unwrap_or(line).trim().to_lowercase();
    let mut known = words.unit.iter();
    let unit = known.find_map(|word| {
        let rest = lower.strip_prefix(&word.to_lowercase())?.trim_start();
        rest.strip_prefix(':')
            .filter(|unit| !unit.trim().is_empty())
    });
    unit.map(|_| Sort::Unit)
}

/// Gives tables the lines above them, numbers their captions, and puts the tables of `bang` where
/// the text names them.
pub(super) fn gather(nodes: Vec<Node>, known: Known<'_>, report: &mut Report<'_>) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Table(mut table) => {
                while let Some(Node::Paragraph { line, .. }) = all.last() {
                    let Some(lines) = named(line, &table, known.tables) else {
                        break;
                    };
                    all.pop();
                    for (sort, line) in lines.into_iter().rev() {
                        match sort {
                            Sort::Unit => table.unit = Some(line),
                            sort => table.caption = Some(captioned(sort, line, known)),
                        }
                    }
                }
                all.push(Node::Table(table));
            }
            Node::Placed { name, at } => {
                if let Some(markup) = placed(&name, at, known, report) {
                    all.push(Node::Markup(markup));
                }
            }
            other => all.push(other),
        }
    }
    all
}

/// The lines of a paragraph above a table, if all of them name it or its unit, and it has neither yet.
fn named(line: &Line, table: &tree::Table, words: &TableWords) -> Option<Vec<(Sort, Line)>> {
    let is_end = |piece: &Piece| matches!(piece, Piece::Soft | Piece::Break { .. });
    let lines: Vec<&[Piece]> = line.split(is_end).collect();
    let sorts = lines.iter().map(|line| sort(&plain(line), words));
    let sorts: Vec<Sort> = sorts.collect::<Option<_>>()?;
    let fits = match sorts.as_slice() {
        // What stands nearest to the table is its unit.
        [Sort::Unit] => table.unit.is_none() && table.caption.is_none(),
        [_] => table.caption.is_none(),
        [first, Sort::Unit] => {
            *first != Sort::Unit && table.unit.is_none() && table.caption.is_none()
        }
        _ => false,
    };
    let lines = lines.into_iter().map(<[Piece]>::to_vec);
    fits.then(|| sorts.into_iter().zip(lines).collect())
}

/// A caption with its number; one that its writer numbered goes on being counted from there.
fn captioned(sort: Sort, line: Line, known: Known<'_>) -> Line {
    let before = match sort {
        Sort::Caption(before) => before,
        Sort::Numbered(number) => {
            if let Some(placing) = known.placing {
                placing.numbered(number);
            }
            return line;
        }
        Sort::Unit => return line,
    };
    let number = known.placing.map_or(1, |placing| placing.number());
    let TableWords {
        caption,
        caption_end,
        ..
    } = known.tables;
    let (word, name) = tree::split(line, before);
    let (style, at, origin) = match word.first() {
        Some(Piece::Text {
            style, at, origin, ..
        }) => (
            *style,
            at.clone(),
            origin.map(crate::document::Origin::rewritten),
        ),
        _ => (Style::default(), 0..0, None),
    };
    let mut made = vec![Piece::Text {
        text: format!("{caption} {number}{caption_end}"),
        style,
        at,
        origin: origin.map(|origin| crate::document::Origin {
            kind: crate::document::OriginKind::Printed,
            ..origin
        }),
    }];
    made.extend(name);
    made
}

fn placed(
    name: &str,
    at: Range<usize>,
    known: Known<'_>,
    report: &mut Report<'_>,
) -> Option<String> {
    let told = match known.placing.map(|placing| placing.place(name)) {
        Some(Ok(markup)) => return Some(markup),
        Some(Err(Unplaced::Twice)) => {
            let message = format!("bảng “{name}” đã được đặt ở trên");
            Diagnostic::error("bang-dat-hai-lan", message)
                .help("mỗi bảng đặt một chỗ; cần hai lần thì khai hai bảng, hoặc viết “xem Bảng …”")
        }
        Some(Err(Unplaced::Unknown(names))) if !names.is_empty() => {
            let error = Diagnostic::error("bang-la", format!("không có bảng “{name}”"));
            error.help(match nearest(name, names.iter().copied()) {
                Some(near) => format!("có phải là “{near}”?"),
                None => format!("mục “bang” có: {}", names.join(", ")),
            })
        }
        Some(Err(Unplaced::Unknown(_))) | None => {
            Diagnostic::error("bang-la", format!("không có bảng “{name}”"))
                .help("khai bảng này ở mục “bang” của tệp, ngang hàng với noi_dung")
        }
    };
    report.error(at, told);
    None
}
