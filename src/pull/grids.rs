//! Tables, rows and cells that came or went.

use super::{
    markup::{inlines, text},
    notes::Notes,
    put::{BlockEdit as Blocked, Put},
    seen::Seen,
    ways::line_of,
    wishes::{Fate, Reason, Wish, Wisher},
};
use crate::{
    diff::{Edit, LineEdits, RowEdit},
    markdown::blocks::{self, Block, Inline, Kind},
    sheet::reading::{Grid, GridRow, Line},
    yaml::edit::Step,
};
use std::{ops::Range, rc::Rc};

impl Wisher<'_, '_> {
    pub(super) fn table_gone(&mut self, grid: &Grid<Seen>) {
        let lines = || {
            grid.rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.lines)
        };
        let Some(line) = lines().next() else { return };
        let block = lines().find_map(|line| self.block_of(line));
        let ways = block.map(|place| {
            let edit = Blocked::Gone(place.id);
            let path = place.path;
            let mut way = vec![Put::Blocks {
                path: path.clone(),
                edit,
            }];
            way.extend(lines().flat_map(|line| self.notes.gone(&path, &line.signs)));
            way
        });
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        self.wishes.push(Wish {
            at: line.form.at,
            fate: Fate::Gone,
            line: self.line_near(line, 0),
            old: words.join(" | "),
            new: String::new(),
            signs: 0..usize::MAX,
            whole: (text(&line.signs), String::new()),
            ways: ways.into_iter().collect(),
            reason: self.reason(line, &(0..line.signs.len())),
        });
    }

    pub(super) fn table_come(
        &mut self,
        before: Option<&Line<Seen>>,
        behind: Option<&Line<Seen>>,
        grid: &Grid<Seen>,
    ) {
        let rows: Vec<Vec<Vec<Inline>>> = grid
            .rows
            .iter()
            .map(|row| cells(row, &columns(grid), &self.notes))
            .collect();
        let lines = || {
            grid.rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.lines)
        };
        let Some(first) = lines().next() else { return };
        let block = Block {
            kind: Kind::Table,
            rows,
            ..Block::default()
        };
        let mut ways = Vec::new();
        for (near, is_before) in [(before, true), (behind, false)] {
            if let Some(place) = near.and_then(|near| self.block_of(near)) {
                let (path, id) = (place.path, place.id);
                let edit = match is_before {
                    true => Blocked::Behind(id, block.clone()),
                    false => Blocked::Before(id, block.clone()),
                };
                ways.push(vec![Put::Blocks { path, edit }]);
            }
        }
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        self.wishes.push(Wish {
            at: first.form.at,
            fate: Fate::Come,
            line: before.and_then(|near| self.line_near(near, 0)),
            old: String::new(),
            new: words.join(" | "),
            signs: 0..usize::MAX,
            whole: (String::new(), text(&first.signs)),
            ways,
            reason: Reason::NoWay,
        });
    }

    pub(super) fn row_gone(&mut self, row: &GridRow<Seen>) {
        let place = self.row_of(row);
        let lines = || row.cells.iter().flat_map(|cell| &cell.lines);
        let Some(line) = lines().next() else { return };
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        let ways = place.map(|(path, block, row)| {
            let edit = Blocked::RowGone(block, row);
            let mut way = vec![Put::Blocks {
                path: path.clone(),
                edit,
            }];
            way.extend(lines().flat_map(|line| self.notes.gone(&path, &line.signs)));
            way
        });
        let mut ways: Vec<Vec<Put>> = ways.into_iter().collect();
        if let Some((path, range, _)) = self.row_line(row) {
            let mut way: Vec<Put> = lines()
                .flat_map(|line| self.notes.gone(&path, &line.signs))
                .collect();
            let insert = String::new();
            way.push(Put::Decoded {
                path,
                range,
                insert,
            });
            ways.push(way);
        }
        self.wishes.push(Wish {
            at: line.form.at,
            fate: Fate::Gone,
            line: self.line_near(line, 0),
            old: words.join(" | "),
            new: String::new(),
            signs: 0..usize::MAX,
            whole: (text(&line.signs), String::new()),
            ways,
            reason: self.reason(line, &(0..line.signs.len())),
        });
    }

    pub(super) fn row_come(&mut self, before: Option<&GridRow<Seen>>, row: &GridRow<Seen>) {
        let lines = || row.cells.iter().flat_map(|cell| &cell.lines);
        let Some(first) = lines().next() else { return };
        let place = before.and_then(|before| self.row_of(before));
        let ways = place.map(|(path, block, at)| {
            let edit = Blocked::RowBehind(block, at, cells(row, &self.columns, &self.notes));
            vec![Put::Blocks { path, edit }]
        });
        let mut ways: Vec<Vec<Put>> = ways.into_iter().collect();
        if let Some((path, range, blanks)) = before.and_then(|before| self.row_line(before)) {
            let cells = cells(row, &self.columns, &self.notes);
            let cells: Vec<String> = cells.iter().map(|cell| blocks::cell(cell)).collect();
            ways.push(vec![Put::Decoded {
                path,
                range: range.end..range.end,
                insert: format!("{blanks}| {} |\n", cells.join(" | ")),
            }]);
        }
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        let near = before.and_then(|row| row.cells.iter().flat_map(|cell| &cell.lines).next());
        self.wishes.push(Wish {
            at: first.form.at,
            fate: Fate::Come,
            line: near.and_then(|near| self.line_near(near, 0)),
            old: String::new(),
            new: words.join(" | "),
            signs: 0..usize::MAX,
            whole: (String::new(), text(&first.signs)),
            ways,
            reason: near.map_or(Reason::NoWay, |near| self.reason(near, &(0..1))),
        });
    }

    /// A cell whose paragraphs came or went.
    pub(super) fn cell(&mut self, row: &RowEdit<'_, Seen>, index: usize) {
        let cell = &row.cells[index];
        let (old, new): (Vec<&Line<Seen>>, Vec<&Line<Seen>>) = sides(&cell.lines);
        let notes = Rc::clone(&self.notes);
        let place = self.row_of(row.old);
        let mut come: Vec<Inline> = Vec::new();
        for line in &new {
            if !come.is_empty() {
                come.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
            }
            come.extend(inlines(&line.signs, &notes));
        }
        let ways = place.map(|(path, block, at)| {
            vec![Put::Blocks {
                path,
                edit: Blocked::Cell(block, at, column(&self.columns, cell.new.column), come),
            }]
        });
        let words = |lines: &[&Line<Seen>]| {
            lines
                .iter()
                .map(|l| text(&l.signs))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let near = old.first().copied();
        let near = near.or_else(|| row.old.cells.iter().flat_map(|cell| &cell.lines).next());
        self.wishes.push(Wish {
            at: new.first().map_or(0, |line| line.form.at),
            fate: if new.is_empty() {
                Fate::Gone
            } else {
                Fate::Come
            },
            line: near.and_then(|near| self.line_near(near, 0)),
            old: words(&old),
            new: words(&new),
            signs: 0..usize::MAX,
            whole: (
                old.first()
                    .map(|line| text(&line.signs))
                    .unwrap_or_default(),
                new.first()
                    .map(|line| text(&line.signs))
                    .unwrap_or_default(),
            ),
            ways: ways.into_iter().collect(),
            reason: near.map_or(Reason::NoWay, |near| self.reason(near, &(0..1))),
        });
    }

    /// The line of a field in which a row stands, with its end, and the blanks before it: tables that stand in a block of
    /// another kind, right behind a line that tells what comes here, are no blocks of their own.
    fn row_line(&mut self, row: &GridRow<Seen>) -> Option<(Vec<Step>, Range<usize>, String)> {
        let mut lines = row.cells.iter().flat_map(|cell| &cell.lines);
        let found = lines.find_map(|line| self.found(line))?;
        let range = line_of(&found.text, found.range?.start);
        let line = &found.text[range.clone()];
        let inner = line.trim_start();
        let blanks = &line[..line.len() - inner.len()];
        (inner.starts_with('|') && line.ends_with('\n'))
            .then(|| (found.path, range, blanks.to_owned()))
    }

    /// Where a row of a Markdown table stands: the field, the block, and the row in it, its head being 0.
    pub(super) fn row_of(&mut self, row: &GridRow<Seen>) -> Option<(Vec<Step>, usize, usize)> {
        let lines: Vec<&Line<Seen>> = row.cells.iter().flat_map(|cell| &cell.lines).collect();
        lines.into_iter().find_map(|line| {
            let place = self.block_of(line)?;
            let at = self.found(line)?.range?.start;
            let block = place.block();
            let lines = place.field.0.get(block.from..at)?.matches('\n').count();
            // The dashes under the head are a line of their own.
            let row = if lines > 0 { lines.checked_sub(1)? } else { 0 };
            let is_row = block.kind == Kind::Table && row < block.rows.len();
            is_row.then_some((place.path, place.id, row))
        })
    }
}

/// Tells whether paragraphs of a cell came or went, so that the cell is written anew.
pub(super) fn is_cell_wish(lines: &LineEdits<'_, Seen>) -> bool {
    lines.iter().any(|edit| !matches!(edit, Edit::Both(_)))
}

/// The paragraphs of a cell before and after.
pub(super) fn sides<'a>(lines: &LineEdits<'a, Seen>) -> (Vec<&'a Line<Seen>>, Vec<&'a Line<Seen>>) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for edit in lines {
        match edit {
            Edit::Both(line) => {
                old.push(line.old);
                new.push(line.new);
            }
            Edit::Deleted(line) => old.push(*line),
            Edit::Inserted(line) => new.push(*line),
        }
    }
    (old, new)
}

/// The cells of a row as Markdown has them; those that lie over several columns go with their neighbours.
pub(super) fn cells(row: &GridRow<Seen>, columns: &[usize], notes: &Notes) -> Vec<Vec<Inline>> {
    let mut all = vec![Vec::new(); columns.len()];
    for cell in &row.cells {
        let Some(place) = all.get_mut(column(columns, cell.column)) else {
            continue;
        };
        for line in &cell.lines {
            if !place.is_empty() {
                place.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
            }
            place.extend(inlines(&line.signs, notes));
        }
    }
    all
}

/// Where the columns of a table begin in its grid: those of the row with the most cells.
pub(super) fn columns(grid: &Grid<Seen>) -> Vec<usize> {
    let row = grid.rows.iter().rev().max_by_key(|row| row.cells.len());
    row.map(|row| row.cells.iter().map(|cell| cell.column).collect())
        .unwrap_or_default()
}

/// The column that begins at a place in the grid, or before it.
pub(super) fn column(columns: &[usize], at: usize) -> usize {
    columns
        .partition_point(|start| *start <= at)
        .saturating_sub(1)
}
