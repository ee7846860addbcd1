//! Tables down the pages: rows whole or cut, header rows again on each page, borders.
//!
//! Rows come in groups that stay together (one row, where nothing binds it). A group that does not fit
//! goes to a fresh page if a page can hold it at all; the last one is tried together with the blocks
//! that stay with the table's end. A row that may be cut is given as many lines of each cell as there
//! is room for, and goes on overleaf under the header rows, set again. Its notes stand on the
//! same page and make less room, so that the cut is sought in a few rounds. Where a fresh page is
//! too low even for one line of each cell, lines are forced, so that every round places something.
//! The part of the table on one page is a segment: a border is drawn above each row, the others when the segment ends.

use super::{
    borders::Borders,
    flow::{Flow, Top},
    notes::{Admits, Stays},
    prepare::Prepared,
    put::OpenCell,
    table::{CellBox, Inset, RowBox, TableBox},
    word,
};
use crate::sheet::NoteId;
use std::ops::Range;

/// Places a table where the flow stands; its last rows go with what is `below` them.
pub(super) fn place(flow: &mut Flow<'_>, table: &TableBox, below: &[Prepared]) {
    if table.rows.is_empty() {
        return;
    }
    let mut rows = Rows {
        flow,
        table,
        below,
        segment: None,
        borders: Borders::default(),
        open: Vec::new(),
    };
    let mut at = 0;
    while at < table.rows.len() {
        let end = table.group_end(at);
        rows.group(at..end);
        at = end;
    }
    rows.close();
}

/// Tells whether rows that stay together fit where the flow stands, all but the last with the whole of
/// their notes; the last, too, where `whole` is asked for, else its least. To be tried only: the
/// flow stands under them afterwards. `opened` tells that rows of the table stand above.
pub(super) fn try_group(
    flow: &mut Flow<'_>,
    table: &TableBox,
    range: Range<usize>,
    opened: bool,
    whole: bool,
) -> bool {
    let ends = range.end == table.rows.len();
    let Some((last, before)) = table.rows[range].split_last() else {
        return true;
    };
    let mut y = flow.cursor.y;
    if !opened {
        y += flow.cursor.gap(0.0);
    }
    for row in before {
        y += row.height + table.border;
        let notes: Vec<NoteId> = row.notes().collect();
        let bottom = y + table.border;
        let fits = flow.notes_fit(&notes, bottom, Stays::Always) == Admits::All;
        flow.add_notes(&notes, bottom);
        if !fits {
            return false;
        }
    }
    let ((height, notes), stays) = if whole || last.cant_split {
        ((last.height, last.notes().collect()), Stays::Always)
    } else {
        (table.least_row(last), Stays::Never)
    };
    y += height + 2.0 * table.border;
    let below = if ends && height >= last.height {
        table.below
    } else {
        0.0
    };
    let admitted = flow.notes_fit(&notes, y + below, stays);
    flow.add_notes(&notes, y);
    (flow.cursor.y, flow.cursor.top) = (y, Top::Inside);
    (flow.cursor.extra, flow.cursor.after) = (0.0, 0.0);
    match admitted {
        Admits::All => true,
        Admits::Part => !whole,
        Admits::Nothing => false,
    }
}

/// The part of the table on the page being filled.
pub(super) struct Rows<'f, 'a, 't> {
    pub(super) flow: &'f mut Flow<'a>,
    pub(super) table: &'t TableBox,
    /// The blocks that the end of the table stays with.
    below: &'t [Prepared],
    /// Upper edge of the part, once it has a row.
    pub(super) segment: Option<f64>,
    pub(super) borders: Borders,
    /// The cells over rows that are still to come.
    pub(super) open: Vec<OpenCell>,
}

impl Rows<'_, '_, '_> {
    /// Rows that stay together where a page can hold them; of a last one that may be cut, its least.
    fn group(&mut self, range: Range<usize>) {
        let rows = &self.table.rows[range.clone()];
        let cut = rows.last().filter(|last| !last.cant_split);
        let least = cut.map(|last| last.height - self.table.least_row(last).0);
        let is_last = range.end == self.table.rows.len() && self.table.keep_next();
        let moves = (is_last && !self.group_fits(&range, true) && self.worth_a_page(&range, 0.0))
            || ((range.len() > 1 || least.is_none())
                && !self.group_fits(&range, false)
                && self.worth_a_page(&range, least.unwrap_or(0.0)));
        if moves {
            self.next_page(range.start);
        }
        for at in range {
            self.row(at);
        }
    }

    /// Tells whether rows fit here: `whole`, with what stays with the table's last rows; else of one that
    /// may be cut its least.
    fn group_fits(&mut self, range: &Range<usize>, whole: bool) -> bool {
        let (table, below) = (self.table, self.below);
        let opened = self.segment.is_some();
        self.flow.tried(|flow| {
            try_group(flow, table, range.clone(), opened, whole)
                && (!whole || flow.together_after_table(below))
        })
    }

    /// Tells whether a fresh page would do better for rows that do not fit here: not where this one is
    /// fresh, nor where they are higher than any page, but for so much as may be cut off.
    fn worth_a_page(&self, range: &Range<usize>, cut_off: f64) -> bool {
        let fresh = self.flow.cursor.top != Top::Inside;
        let rows = &self.table.rows[range.clone()];
        let headers = self.repeated(range.start);
        let height =
            self.table.height(headers) + self.table.height(rows) + self.table.border - cut_off;
        let page = self.flow.geometry.bottom - self.flow.geometry.other_top;
        !fresh && height <= page + word::HEIGHT_SLACK
    }

    /// Header rows that stand above row `at` on a further page.
    fn repeated(&self, at: usize) -> &[RowBox] {
        let headers = self.table.headers;
        if at >= headers && headers < self.table.rows.len() {
            &self.table.rows[..headers]
        } else {
            &[]
        }
    }

    /// Where the next row's upper border starts.
    pub(super) fn top(&self) -> f64 {
        let cursor = &self.flow.cursor;
        match self.segment {
            Some(_) => cursor.y,
            None => cursor.y + cursor.gap(0.0),
        }
    }

    fn fits(&mut self, height: f64, notes: &[NoteId], stays: Stays) -> bool {
        let bottom = self.top() + height + self.table.border;
        self.flow.notes_fit(notes, bottom, stays) != Admits::Nothing
    }

    fn row(&mut self, at: usize) {
        let table = self.table;
        let row = &table.rows[at];
        let notes: Vec<NoteId> = row.notes().collect();
        let mut from = vec![0; row.cells.len()];
        let wanted = row.height.max(self.tall_height(row));
        let stays = match row.cant_split {
            true => Stays::Always,
            false => Stays::Never,
        };
        if !self.fits(wanted + table.border, &notes, stays)
            && (row.cant_split || wanted > row.height)
            && self.worth_a_page(&(at..at + 1), 0.0)
        {
            self.next_page(at);
        }
        if self.fits(row.height + table.border, &notes, stays) {
            let whole = lengths(row);
            let to = match row.cant_split {
                true => whole.clone(),
                false => self.end_above(at, &from, whole.clone()),
            };
            if to == whole {
                self.put(at, (&from, &to), row.height, false);
                return;
            }
            let height = self.part_height(row, &from, &to);
            self.put(at, (&from, &to), height, false);
            from = to;
            self.next_page(at);
        }
        loop {
            let to = match self.cut(row, &from) {
                Some(to) => to,
                None if self.page_is_fresh(at) => self.forced(row, &from),
                None => {
                    self.next_page(at);
                    // The whole row may fit on the new page.
                    if from.iter().all(|&n| n == 0)
                        && self.fits(row.height + table.border, &notes, stays)
                    {
                        lengths(row)
                    } else {
                        continue;
                    }
                }
            };
            let to = self.end_above(at, &from, to);
            let height = self.part_height(row, &from, &to);
            self.put(at, (&from, &to), height, false);
            if to == lengths(row) {
                return;
            }
            from = to;
            self.next_page(at);
        }
    }

    /// Height of the highest cell that begins in a row and lies over more: they stay together where its
    /// text stands, as far as a page can hold them.
    fn tall_height(&self, row: &RowBox) -> f64 {
        let Inset {
            top,
            bottom,
            left: _,
        } = self.table.padding;
        let tall = row.tall().iter().map(|tall| tall.cell.strip.full_height());
        tall.map(|text| top + text + bottom).fold(0.0, f64::max)
    }

    /// How far the cells of a row that goes over pages get, from what has room: its end does not
    /// stand on a page that has no room for what is below the table.
    fn end_above(&mut self, at: usize, from: &[usize], to: Vec<usize>) -> Vec<usize> {
        let (table, below) = (self.table, self.below);
        let row = &table.rows[at];
        if at + 1 < table.rows.len() || to != lengths(row) || below.is_empty() {
            return to;
        }
        let height = self.part_height(row, from, &to);
        let y = self.top() + height + 2.0 * table.border;
        let notes = notes_between(row, from, &to);
        let fits = self.flow.tried(|flow| {
            (flow.cursor.y, flow.cursor.top) = (y, Top::Inside);
            (flow.cursor.extra, flow.cursor.after) = (0.0, 0.0);
            flow.take(&notes, y) && flow.together_after_table(below)
        });
        let room = height - table.padding.top - table.padding.bottom - 1.0;
        let cells = row.cells.iter().zip(from);
        let less: Vec<usize> = cells.map(|(cell, &from)| fit(cell, from, room)).collect();
        if fits || less.iter().zip(from).all(|(less, from)| less <= from) {
            to
        } else {
            less
        }
    }

    /// Nothing of the page would be gained by waiting for another.
    fn page_is_fresh(&self, at: usize) -> bool {
        if self.flow.notes.closed() {
            return false;
        }
        match self.segment {
            None => self.flow.cursor.top != Top::Inside,
            Some(top) => {
                let headers = self.table.height(self.repeated(at));
                let from = self.flow.geometry.other_top;
                top <= from + word::HEIGHT_SLACK
                    && self.flow.cursor.y <= top + headers + word::HEIGHT_SLACK
            }
        }
    }

    /// How far each cell gets on this page; none if a cell with text left gets nowhere.
    fn cut(&mut self, row: &RowBox, from: &[usize]) -> Option<Vec<usize>> {
        if self.flow.notes.closed() {
            return None;
        }
        let mut room = self.room();
        // Each note found makes less room; a few rounds settle it.
        for _ in 0..8 {
            let to: Vec<usize> = row
                .cells
                .iter()
                .zip(from)
                .map(|(cell, &from)| fit(cell, from, room))
                .collect();
            let stuck = row
                .cells
                .iter()
                .zip(from.iter().zip(&to))
                .any(|(cell, (&from, &to))| from < cell.strip.len() && to == from);
            if stuck {
                return None;
            }
            let notes = notes_between(row, from, &to);
            let height = self.part_height(row, from, &to);
            if self.fits(height + self.table.border, &notes, Stays::Never) {
                return Some(to);
            }
            room = (room - 6.0).min(height);
        }
        None
    }

    /// At least a line of each cell, on a page where nothing better can be had.
    fn forced(&self, row: &RowBox, from: &[usize]) -> Vec<usize> {
        let room = self.room();
        row.cells
            .iter()
            .zip(from)
            .map(|(cell, &from)| cell.strip.force(from, room).max(from))
            .collect()
    }

    /// Room for text of a row that starts here.
    fn room(&self) -> f64 {
        let Inset {
            top,
            bottom,
            left: _,
        } = self.table.padding;
        let borders = 2.0 * self.table.border;
        self.flow.geometry.bottom - self.flow.notes.height - self.top() - borders - top - bottom
    }

    fn part_height(&self, row: &RowBox, from: &[usize], to: &[usize]) -> f64 {
        let Inset {
            top,
            bottom,
            left: _,
        } = self.table.padding;
        let text = row
            .cells
            .iter()
            .zip(from.iter().zip(to))
            .map(|(cell, (&from, &to))| text_height(cell, from, to))
            .fold(0.0, f64::max);
        top + text + bottom
    }

    /// Ends the table's part on this page and begins one on the next, before row `at`.
    fn next_page(&mut self, at: usize) {
        let opened = self.segment.is_some();
        self.close();
        self.flow.new_page(Top::Full);
        let headers = self.repeated(at).len();
        let height = self.table.height(&self.table.rows[..headers]) + self.table.border;
        // Header rows that leave no room are not set again.
        let room = self.flow.geometry.bottom - self.flow.cursor.y - self.flow.notes.height;
        if opened && height < room / 2.0 {
            for header in 0..headers {
                let row = &self.table.rows[header];
                let from = vec![0; row.cells.len()];
                self.put(header, (&from, &lengths(row)), row.height, true);
            }
        }
    }
}

pub(super) fn lengths(row: &RowBox) -> Vec<usize> {
    row.cells.iter().map(|cell| cell.strip.len()).collect()
}

/// How far a cell gets from line `from` in `room`.
fn fit(cell: &CellBox, from: usize, room: f64) -> usize {
    let before = if from == 0 { cell.strip.before } else { 0.0 };
    cell.strip.fit(from, room - before)
}

/// Height of some lines of a cell with the space that belongs to them.
pub(super) fn text_height(cell: &CellBox, from: usize, to: usize) -> f64 {
    let strip = &cell.strip;
    let before = if from == 0 { strip.before } else { 0.0 };
    let below = if to == strip.len() && from < to {
        strip.extra + strip.after
    } else {
        0.0
    };
    before + strip.height(from..to) + below
}

pub(super) fn notes_between(row: &RowBox, from: &[usize], to: &[usize]) -> Vec<NoteId> {
    row.cells
        .iter()
        .zip(from.iter().zip(to))
        .flat_map(|(cell, (&from, &to))| cell.strip.notes(from..to))
        .collect()
}
