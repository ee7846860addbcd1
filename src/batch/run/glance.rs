//! A batch before it is run, for who looks on while it is put together: its table's first rows, the document of a row.

use super::{draft, names, row_of, unused::Used};
use crate::{
    Resources,
    batch::{Batch, Column, Row},
    content::{self, Draft, Loaded},
    diagnostic::{Diagnostic, Diagnostics, Result},
    figures::{Date, Figure, Figures},
    rows::Rows,
};
use serde::Serialize;

/// The columns of a table and its first rows.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Shown>,
}

/// A row as its table shows it.
#[derive(Debug)]
pub(crate) struct Shown {
    /// From 1.
    pub(crate) number: usize,
    /// For messages: `khom.csv, dòng 5`.
    pub(crate) label: String,
    /// A cell a column; none where the row as a whole is no good.
    pub(crate) cells: Vec<Cell>,
    /// What is wrong with it.
    pub(crate) faults: Vec<Diagnostic>,
    /// Its values; none where it has faults.
    figures: Option<Figures>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) kind: CellKind,
    /// As expressions print it.
    pub(crate) text: String,
}

/// What a cell was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CellKind {
    Number,
    Date,
    Text,
    /// True or false.
    Truth,
    Blank,
    /// A list or a tree.
    Tree,
    /// A value that cannot be used.
    Bad,
}

/// The columns of a table and so many of its first rows.
///
/// # Errors
/// The table cannot be read, and what is wrong with its header.
pub(crate) fn head(rows: &Rows, most: usize) -> Result<Head> {
    let mut reader = rows.open()?;
    let all: Vec<Row> = reader.by_ref().take(most).collect();
    let columns = reader.columns().to_vec();
    let rows = all.into_iter().map(|row| shown(row, &columns)).collect();
    Ok(Head { columns, rows })
}

fn shown(row: Row, columns: &[Column]) -> Shown {
    let Row {
        number,
        label,
        figures,
        faults,
    } = row;
    let (figures, mut told) = match figures {
        Ok(figures) => (Some(figures), Vec::new()),
        Err(Diagnostics(told)) => (None, told),
    };
    let cells = figures.iter().flat_map(|Figures(tree)| {
        columns.iter().map(|column| {
            let is_bad = faults.iter().any(|fault| fault.column == column.name);
            match entry(tree, &column.name) {
                _ if is_bad => Cell::new(CellKind::Bad, ""),
                None => Cell::new(CellKind::Blank, ""),
                Some(figure) => cell(figure),
            }
        })
    });
    let cells = cells.collect();
    let figures = figures.filter(|_| faults.is_empty());
    told.extend(faults.into_iter().map(|fault| fault.error));
    Shown {
        number,
        label,
        cells,
        faults: told,
        figures,
    }
}

fn entry<'f>(tree: &'f Figure, name: &str) -> Option<&'f Figure> {
    let Figure::Map(entries) = tree else {
        return None;
    };
    let mut entries = entries.iter();
    entries.find_map(|(known, figure, _)| (known == name).then_some(figure))
}

fn cell(figure: &Figure) -> Cell {
    match figure {
        Figure::Number { shown, .. } => Cell::new(CellKind::Number, shown),
        Figure::Text(text) => {
            let kind = match Date::parse(text) {
                Some(_) => CellKind::Date,
                None => CellKind::Text,
            };
            Cell::new(kind, text)
        }
        Figure::Bool(true) => Cell::new(CellKind::Truth, "true"),
        Figure::Bool(false) => Cell::new(CellKind::Truth, "false"),
        Figure::Blank => Cell::new(CellKind::Blank, ""),
        Figure::List(_) | Figure::Map(_) => Cell::new(CellKind::Tree, "…"),
    }
}

impl Cell {
    fn new(kind: CellKind, text: &str) -> Self {
        Self {
            kind,
            text: text.to_owned(),
        }
    }
}

impl Head {
    /// What the cells of a column are: one kind, text where they are of several; none of nothing but blanks.
    pub(crate) fn kind(&self, column: usize) -> Option<CellKind> {
        let kinds = self.rows.iter().filter_map(|row| row.cells.get(column));
        let kinds = kinds.map(|cell| cell.kind);
        let mut kinds = kinds.filter(|kind| *kind != CellKind::Blank);
        let first = kinds.next()?;
        Some(match kinds.all(|kind| kind == first) {
            true => first,
            false => CellKind::Text,
        })
    }
}

impl Shown {
    /// The name of its outputs, without extension.
    ///
    /// # Errors
    /// The row has faults, or gives no good name.
    pub(crate) fn name(&self, batch: &Batch, resources: &Resources) -> Result<String> {
        let Some(figures) = self.figures.clone() else {
            return Err(Diagnostics(self.faults.clone()));
        };
        let row = content::Row {
            name: batch.row_name.clone(),
            number: self.number,
            figures,
        };
        names::name(batch, resources, &row)
    }
}

/// The document of a row, before it is compiled.
pub(crate) struct One {
    /// For messages: `khom.csv, dòng 5`.
    pub(crate) label: String,
    /// The name of its files, without extension.
    pub(crate) name: Result<String>,
    /// Its content.
    pub(crate) content: Result<Loaded>,
}

/// The document of the row of a number, from 1; none where the table has fewer.
///
/// # Errors
/// The content file or the table cannot be read.
pub(crate) fn one(batch: &Batch, resources: &Resources, number: usize) -> Result<Option<One>> {
    let draft = draft(batch, resources)?;
    let used = Used::of(batch, &draft, resources);
    let Some(row) = found(batch, number)? else {
        return Ok(None);
    };
    let label = row.label.clone();
    let (name, content) = match row_of(batch, &used, row) {
        Err(told) => (Err(told.clone()), Err(told)),
        Ok(row) => {
            let name = names::name(batch, resources, &row);
            let templates = &resources.templates;
            let content = draft.content_of_row(row, &|text, row| templates.line(text, row));
            (name, content)
        }
    };
    Ok(Some(One {
        label,
        name,
        content,
    }))
}

fn found(batch: &Batch, number: usize) -> Result<Option<Row>> {
    let mut rows = batch.rows.open()?;
    Ok(rows.find(|row| row.number == number))
}

/// The values of the row of a number, from 1, for a content file as it is now; none where the table has fewer.
///
/// # Errors
/// The table cannot be read, or the row is no good for this content file.
pub(crate) fn row(
    batch: &Batch,
    draft: &Draft,
    resources: &Resources,
    number: usize,
) -> Result<Option<content::Row>> {
    let used = Used::of(batch, draft, resources);
    let row = found(batch, number)?;
    row.map(|row| row_of(batch, &used, row)).transpose()
}
