//! Tables as figures: which of them are worked out of which others, and which do not agree.
//!
//! In: [`Table`]s with their passages. Out: [`Ledger`]s. A relation is taken by the names of rows and
//! columns, by the tiers of the rows, or because most rows of the table keep it. Where several
//! relations fail, the one figure that mends most of them, changed alone, is told.

mod across;
mod blame;
mod entry;
mod heads;
mod ratios;
mod relation;
mod rows;
mod sums;
mod totals;

pub(crate) use blame::Fault;
pub(crate) use entry::Figure;
pub(crate) use relation::Law;

use super::{Passage, Table};
use entry::Entry;
use heads::{Class, Column};
use relation::{Relation, Values};
use rows::Row;

/// A larger table is no text that a person adds up.
const MOST_CELLS: usize = 200_000;

/// What came of a table.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// Figures that do not agree with others.
    pub(crate) faults: Vec<Fault>,
    /// Figures that ought to come of others, and nobody knows how.
    pub(crate) doubts: Vec<(Law, Figure)>,
    /// Figures with a comma between thousands, as the others of their column show.
    pub(crate) regrouped: Vec<Figure>,
    /// Figures with a stop before decimals and no unit behind.
    pub(crate) pointed: Vec<Figure>,
}

/// A table with all its figures.
struct Grid<'t> {
    passages: &'t [Passage<'t>],
    width: usize,
    entries: Vec<Entry>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    relations: Vec<Relation>,
    /// Results of which it is not known what they come of.
    doubts: Vec<(Law, usize)>,
    /// Whether sums of tiers hold in this table.
    has_groups: bool,
}

/// Reads a table.
pub(super) fn of(table: &Table<'_>, passages: &[Passage<'_>]) -> Ledger {
    let width = table.columns();
    if width < 2 || table.rows() < table.head + 2 || width * table.rows() > MOST_CELLS {
        return Ledger::default();
    }
    let mut entries = Vec::with_capacity(width * table.rows());
    for row in 0..table.rows() {
        for column in 0..width {
            let cell = table.at(row, column);
            let own = cell.filter(|cell| cell.row == row && cell.column == column);
            entries.push(own.map_or(Entry::Nothing, |cell| entry::of(cell, passages)));
        }
    }
    let mut regrouped = Vec::new();
    for column in 0..width {
        let body = &mut entries[table.head * width..];
        regrouped.extend(entry::regroup(body, passages, width, column));
    }
    let around = around(table, passages);
    let columns = heads::of(table, passages, &entries, &around);
    let rows = rows::of(table, passages, &entries, &columns);
    let mut grid = Grid {
        passages,
        width,
        entries,
        columns,
        rows,
        relations: Vec::new(),
        doubts: Vec::new(),
        has_groups: false,
    };
    grid.groups();
    grid.totals();
    grid.across();
    grid.percents();
    grid.products();
    let pointed = grid.pointed();
    Ledger {
        regrouped,
        pointed,
        ..grid.ledger()
    }
}

/// The caption and the unit of a table, or the line right above it that tells the unit.
fn around(table: &Table<'_>, passages: &[Passage<'_>]) -> String {
    let of = |at: Option<usize>| {
        at.and_then(|at| passages.get(at))
            .map_or("", |p| p.lower.as_str())
    };
    let unit = of(table.unit);
    if !unit.is_empty() {
        return unit.to_owned();
    }
    let first = table.cells.iter().find(|cell| !cell.passages.is_empty());
    let before = first.and_then(|cell| cell.passages.start.checked_sub(1));
    let before = of(before);
    let tells = before.trim_start_matches('(');
    match tells.starts_with("đơn vị") || tells.starts_with("đvt") {
        true => before.to_owned(),
        false => String::new(),
    }
}

impl Grid<'_> {
    fn values(&self) -> Values<'_> {
        Values {
            entries: &self.entries,
            instead: None,
        }
    }

    /// Figures such as `97.5`: in columns of per cent, of rates and measures, or beside decimals that
    /// have a comma.
    fn pointed(&self) -> Vec<Figure> {
        let text = |figure: &Figure| {
            self.passages
                .get(figure.passage)
                .map_or("", |p| p.text.as_str())
        };
        let digits = |figure: &Figure| text(figure).get(figure.range.clone()).unwrap_or_default();
        let mut all = Vec::new();
        for column in 1..self.width {
            let class = self.columns[column].class;
            if matches!(class, Class::Order | Class::Name | Class::Unit) {
                continue;
            }
            let of_column = || {
                let cells = (column..self.entries.len()).step_by(self.width);
                cells.filter_map(|at| self.entries[at].figure())
            };
            let is_pointed = |figure: &Figure| {
                let own = digits(figure);
                let decimals = own.split_once('.').map(|(_, decimals)| decimals);
                let short = decimals.is_some_and(|d| d.len() <= 2 || own.starts_with("0."));
                short && text(figure).trim_end().len() == figure.range.end
            };
            let is_sure = matches!(class, Class::Percent | Class::Rate | Class::Measured)
                || of_column().any(|figure| figure.places > 0 && digits(figure).contains(','));
            if is_sure {
                all.extend(of_column().filter(|figure| is_pointed(figure)).cloned());
            }
        }
        all
    }

    /// Whether the figures of a column are counted and so were never rounded.
    fn is_counted(&self, column: usize) -> bool {
        self.columns[column].class == Class::Counted || self.columns[column].class == Class::Plain
    }
}
