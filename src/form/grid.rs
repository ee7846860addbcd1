//! The rows of a table as a grid, and trees of figures as lines, whatever way the file writes them in.

use super::{Cell, Column, FigureKind, FigureLine, Grid, Row, Span, profile::entry, read};
use crate::{
    figures::{self, Rule},
    yaml::{
        edit::Step,
        tree::{Entry, Node, Style, Value},
    },
};

/// The entry of a row that says what sort of row it is.
const ROW_KIND: &str = crate::tables::schema::RowWord::ENTRY;

/// The grid of the rows of a table; `table` is its whole entry.
pub(super) fn grid(
    table: Option<&Node>,
    rows: Option<&Node>,
    path: &[Step],
    span: &dyn Fn(&Node) -> Option<Span>,
) -> Grid {
    let mut columns = table.map_or_else(Vec::new, declared);
    let items = match rows.map(|rows| &rows.value) {
        Some(Value::Seq(items)) => items.as_slice(),
        _ => &[],
    };
    if columns.is_empty() {
        columns = found(items.iter().map(|item| &**item));
    }
    let rows = items.iter().enumerate().map(|(index, row)| {
        let mut path = path.to_vec();
        path.push(Step::Index(index));
        one(row, &columns, path, span)
    });
    let rows = rows.collect();
    Grid { columns, rows }
}

/// The columns that the table declares.
fn declared(table: &Node) -> Vec<Column> {
    let Some(Value::Map(all)) = entry(table, "cot").map(|entry| &entry.value.value) else {
        return Vec::new();
    };
    let column = |entry_of: &Entry| {
        let node = &entry_of.value;
        let of = |name| entry(node, name).map_or("", |entry| read::raw(&entry.value));
        let kind = match &node.value {
            Value::Scalar(..) => read::raw(node),
            _ => of("kieu"),
        };
        let title = Some(of("ten")).filter(|title| !title.is_empty());
        Column {
            name: entry_of.key.clone(),
            title: title.unwrap_or(&entry_of.key).to_owned(),
            made: matches!(kind, "tt" | "tt_nhom") || !of("ti_le").is_empty(),
            kind: kind.to_owned(),
        }
    };
    all.iter().map(column).collect()
}

/// The columns that rows have without a declaration: the names of their entries, else numbers.
fn found<'n>(rows: impl Iterator<Item = &'n Node>) -> Vec<Column> {
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        match &row.value {
            Value::Map(all) => {
                for entry in all.iter().filter(|entry| entry.key != ROW_KIND) {
                    if !names.contains(&entry.key) {
                        names.push(entry.key.clone());
                    }
                }
            }
            Value::Seq(cells) => {
                (names.len()..cells.len()).for_each(|at| names.push((at + 1).to_string()))
            }
            Value::Scalar(..) => {}
        }
    }
    let column = |name: String| Column {
        title: name.clone(),
        name,
        kind: String::new(),
        made: false,
    };
    names.into_iter().map(column).collect()
}

fn one(
    row: &Node,
    columns: &[Column],
    path: Vec<Step>,
    span: &dyn Fn(&Node) -> Option<Span>,
) -> Row {
    let cell = |step: Step, node: Option<&Node>| {
        let mut path = path.clone();
        path.push(step);
        Cell {
            path,
            text: node.map_or_else(String::new, |node| read::raw(node).to_owned()),
            range: node.and_then(span),
        }
    };
    let mut group = None;
    let cells = match &row.value {
        Value::Scalar(..) => {
            group = Some(read::raw(row).to_owned());
            Vec::new()
        }
        Value::Seq(cells) => {
            let mut next = 0..;
            let columns = columns.iter().map(|column| {
                let index = (!column.made).then(|| next.next()).flatten()?;
                Some(cell(
                    Step::Index(index),
                    cells.get(index).map(|node| &**node),
                ))
            });
            columns.collect()
        }
        Value::Map(_) => {
            let columns = columns.iter().map(|column| {
                let node = entry(row, &column.name).map(|entry| &*entry.value);
                (!column.made).then(|| cell(Step::Key(column.name.clone()), node))
            });
            columns.collect()
        }
    };
    Row { path, group, cells }
}

/// The lines of a tree of figures.
pub(super) fn figures(node: &Node, path: &[Step]) -> Vec<FigureLine> {
    let mut out = Vec::new();
    below(node, &mut path.to_vec(), 0, &mut out);
    out
}

fn below(node: &Node, path: &mut Vec<Step>, depth: usize, out: &mut Vec<FigureLine>) {
    match &node.value {
        Value::Scalar(..) => {}
        Value::Seq(items) => {
            for (index, item) in items.iter().enumerate() {
                line(
                    item,
                    Step::Index(index),
                    (index + 1).to_string(),
                    path,
                    depth,
                    out,
                );
            }
        }
        Value::Map(all) => {
            for entry in all {
                let step = Step::Key(entry.key.clone());
                line(&entry.value, step, entry.key.clone(), path, depth, out);
            }
        }
    }
}

fn line(
    node: &Node,
    step: Step,
    name: String,
    path: &mut Vec<Step>,
    depth: usize,
    out: &mut Vec<FigureLine>,
) {
    let kind = match &node.value {
        Value::Seq(_) => FigureKind::List,
        Value::Map(_) => FigureKind::Map,
        Value::Scalar(..) if node.is_null() => FigureKind::Empty,
        Value::Scalar(text, Style::Plain)
            if figures::read(text, Rule::Document).number().is_some() =>
        {
            FigureKind::Number
        }
        Value::Scalar(..) => FigureKind::Text,
    };
    path.push(step);
    out.push(FigureLine {
        path: path.clone(),
        depth,
        name,
        kind,
        text: read::raw(node).to_owned(),
    });
    below(node, path, depth + 1, out);
    path.pop();
}
