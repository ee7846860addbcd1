//! Tables as cells of text.

use super::dom::{Handle, Kind, Node};

/// A cell that goes with the one at its left, and one that goes with the one above.
pub(super) const LEFT: &str = "<";
pub(super) const ABOVE: &str = "^";

/// The most columns of a table; what a hostile span asks for beyond them is not made.
const MOST: usize = 200;

/// What a place in a grid holds.
#[derive(Clone)]
pub(super) enum Place {
    Cell(Handle),
    Left,
    Above,
    Empty,
}

/// The grid of a table: rows of the same length.
pub(super) fn grid(table: &Node) -> Vec<Vec<Place>> {
    let mut rows = Vec::new();
    rows_of(table, &mut rows);
    let mut out: Vec<Vec<Place>> = Vec::with_capacity(rows.len());
    // For each column the rows that a cell still covers, and whether it begins there.
    let mut covered: Vec<(usize, bool)> = Vec::new();
    for row in rows {
        let mut line = Vec::new();
        let cells = row.children.borrow();
        let mut cells = cells
            .iter()
            .filter(|cell| matches!(cell.name(), "td" | "th"));
        loop {
            let column = line.len();
            if let Some((left, first)) = covered.get_mut(column).filter(|(left, _)| *left > 0) {
                *left -= 1;
                line.push(if *first { Place::Above } else { Place::Left });
                continue;
            }
            let Some(cell) = cells.next() else { break };
            let span = |name: &str, most: usize| {
                cell.attribute(name)
                    .trim()
                    .parse()
                    .unwrap_or(1)
                    .clamp(1, most)
            };
            let (columns, down) = (span("colspan", MOST), span("rowspan", 10_000));
            for at in 0..columns.min(MOST.saturating_sub(column)) {
                line.push(match at {
                    0 => Place::Cell(Handle::clone(cell)),
                    _ => Place::Left,
                });
                if covered.len() < line.len() {
                    covered.resize(line.len(), (0, true));
                }
                covered[column + at] = (down - 1, at == 0);
            }
            if line.len() >= MOST {
                break;
            }
        }
        out.push(line);
    }
    let width = out.iter().map(Vec::len).max().unwrap_or(0);
    out.iter_mut()
        .for_each(|line| line.resize(width, Place::Empty));
    out
}

fn rows_of(node: &Node, out: &mut Vec<Handle>) {
    for child in node.children.borrow().iter() {
        match child.name() {
            "tr" => out.push(Handle::clone(child)),
            "thead" | "tbody" | "tfoot" => rows_of(child, out),
            _ => {}
        }
    }
}

/// The cells of the first table of a tree.
pub(super) fn of_tree(root: &Node) -> Option<Vec<Vec<String>>> {
    let table = first(root)?;
    let rows = grid(&table).into_iter().map(|row| {
        let cells = row.into_iter().map(|place| match place {
            Place::Cell(cell) => letters(&cell),
            Place::Left => LEFT.to_owned(),
            Place::Above => ABOVE.to_owned(),
            Place::Empty => String::new(),
        });
        cells.collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    (!rows.is_empty()).then_some(rows)
}

fn first(node: &Node) -> Option<Handle> {
    node.children
        .borrow()
        .iter()
        .find_map(|child| match child.name() {
            "table" => Some(Handle::clone(child)),
            _ => first(child),
        })
}

/// The letters of a cell, its lines as lines.
fn letters(cell: &Node) -> String {
    let mut out = String::new();
    gather(cell, &mut out);
    let lines = out
        .split('\n')
        .map(|line| super::tidy(line).trim().to_owned());
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn gather(node: &Node, out: &mut String) {
    for child in node.children.borrow().iter() {
        match (&child.kind, child.name()) {
            (Kind::Text(text), _) => out.push_str(&text.borrow().replace(['\n', '\r'], " ")),
            (_, "br") => out.push('\n'),
            (_, "style" | "script") => {}
            (_, "p" | "div" | "li") => {
                out.push('\n');
                gather(child, out);
                out.push('\n');
            }
            _ => gather(child, out),
        }
    }
}
