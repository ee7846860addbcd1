//! Page breaking: strips and tables down the pages of a section.
//!
//! The flow holds the page that is being filled: how far down the text stands, what notes it has,
//! and how the next block would join. Tables are placed by [`super::rows`].

use super::{
    notes::{Admits, NoteArea, Separator},
    outline::Headings,
    page::{self, Geometry},
    pages::{Item, OutlineEntry, Page},
    prepare::{Prepared, Preparer},
    strip::Strip,
    table::TableBox,
    word,
};
use crate::sheet::{NoteId, Section};
use std::ops::Range;

/// What the page holds so far, as far as the next block's place depends on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Top {
    /// Nothing yet; the page was begun by the document: space above stays.
    Begun,
    /// Nothing yet; the page before was full: space above is dropped.
    Full,
    /// Text.
    Inside,
}

/// Where the next block would stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    /// Bottom of what was placed last.
    pub(super) y: f64,
    /// Leading that stands below it.
    pub(super) extra: f64,
    /// Space that it wants below it.
    pub(super) after: f64,
    /// What the page holds.
    pub(super) top: Top,
}

impl Cursor {
    /// Space between the cursor and a block that wants `before` above it.
    pub(super) fn gap(&self, before: f64) -> f64 {
        match self.top {
            Top::Begun => before,
            Top::Full => 0.0,
            Top::Inside => self.extra + word::between(self.after, before),
        }
    }
}

/// The flow of one document.
pub(super) struct Flow<'a> {
    pub(super) prepare: Preparer<'a>,
    pages: Vec<Page>,
    headings: Headings,
    separator: Separator,
    /// Notes as set for the section's width.
    note_strips: Vec<Option<Strip>>,
    pub(super) geometry: Geometry<'a>,
    /// Pages of the section that are finished.
    finished: u32,
    /// The number of the page that is being filled.
    number: u32,
    pub(super) items: Vec<Item>,
    pub(super) cursor: Cursor,
    pub(super) notes: NoteArea,
    /// The block before was a table.
    after_table: bool,
}

impl<'a> Flow<'a> {
    /// A flow at the top of the first section's first page.
    pub(super) fn new(prepare: Preparer<'a>, first: &'a Section) -> Self {
        let separator = Separator::new(&prepare.sheet.note_settings, prepare.ruler);
        let note_strips = vec![None; prepare.sheet.notes.len()];
        let headings = Headings::new(prepare.sheet);
        let geometry = Geometry::new(&first.page, &prepare);
        Self {
            prepare,
            pages: Vec::new(),
            headings,
            separator,
            note_strips,
            geometry,
            finished: 0,
            number: 1,
            items: Vec::new(),
            cursor: Cursor {
                y: geometry.first_top,
                extra: 0.0,
                after: 0.0,
                top: Top::Begun,
            },
            notes: NoteArea::default(),
            after_table: false,
        }
    }

    /// Lays out a section.
    pub(super) fn section(&mut self, section: &'a Section) {
        let Section { page, blocks } = section;
        self.geometry = Geometry::new(page, &self.prepare);
        self.finished = 0;
        self.number = page.page_number.start.unwrap_or(self.number);
        self.note_strips.fill(None);
        self.open_page(Top::Begun);
        self.after_table = false;
        let width = self.geometry.width;
        let blocks: Vec<Prepared> = blocks
            .iter()
            .map(|block| self.prepare.block(block, width))
            .collect();
        let mut start = 0;
        while start < blocks.len() {
            let end = chain_end(&blocks, start);
            self.chain(&blocks[start..end]);
            start = end;
        }
        self.close_page();
        while self.notes.closed() {
            self.open_page(Top::Full);
            self.close_page();
        }
        self.notes = NoteArea::default();
    }

    /// The pages and the bookmarks.
    pub(super) fn finish(self) -> (Vec<Page>, Vec<OutlineEntry>) {
        (self.pages, self.headings.entries)
    }

    /// Blocks of which each but the last stays with the next.
    fn chain(&mut self, blocks: &[Prepared]) {
        let Some((last, kept)) = blocks.split_last() else {
            return;
        };
        if blocks[0].page_break_before() && self.cursor.top != Top::Begun {
            self.new_page(Top::Begun);
        }
        if !kept.is_empty() && self.cursor.top == Top::Inside && !self.chain_fits(kept, last) {
            self.new_page(Top::Full);
        }
        for block in blocks {
            match block {
                Prepared::Strip(strip) => self.strip(strip),
                Prepared::Table(table) => self.table(table),
            }
            self.after_table = matches!(block, Prepared::Table(_));
        }
    }

    /// Whether the kept blocks and the least of the last one fit on the rest of the page.
    fn chain_fits(&mut self, kept: &[Prepared], last: &Prepared) -> bool {
        let mut at = self.cursor;
        let mut notes = Vec::new();
        for block in kept {
            match block {
                Prepared::Strip(strip) => {
                    at.y += at.gap(strip.before) + strip.height(0..strip.len());
                    (at.extra, at.after) = (strip.extra, strip.after);
                    notes.extend(strip.notes(0..strip.len()));
                }
                Prepared::Table(table) => {
                    at.y += at.gap(0.0) + table.height(&table.rows) + table.border;
                    (at.extra, at.after) = (0.0, 0.0);
                    notes.extend(table.rows.iter().flat_map(|row| row.notes()));
                }
            }
            at.top = Top::Inside;
        }
        match last {
            Prepared::Strip(strip) => {
                let least = 0..strip.least(0);
                at.y += at.gap(strip.before) + strip.height(least.clone());
                notes.extend(strip.notes(least));
            }
            Prepared::Table(table) => at.y += at.gap(0.0) + table.least_height(),
        }
        self.notes_fit(&notes, at.y) != Admits::Nothing
    }

    /// Whether notes fit under text that ends at `y`: all, or all but lines of the last.
    pub(super) fn notes_fit(&mut self, ids: &[NoteId], y: f64) -> Admits {
        let room = self.geometry.bottom - y + word::HEIGHT_SLACK;
        if room < self.notes.height {
            return Admits::Nothing;
        }
        if ids.is_empty() {
            return Admits::All;
        }
        let mut area = self.notes.clone();
        let mut admitted = Admits::All;
        for &id in ids {
            self.set_note(id);
            let Some(strip) = self.note_strips.get(id.0).and_then(Option::as_ref) else {
                continue;
            };
            let rest = room - area.height;
            admitted = area.admits(strip, rest, &self.separator);
            if admitted == Admits::Nothing {
                return Admits::Nothing;
            }
            area.add((id, 0), strip, rest, &self.separator, false);
        }
        admitted
    }

    /// Puts notes at the foot of the page; the text above them ends at `y`.
    pub(super) fn add_notes(&mut self, ids: &[NoteId], y: f64) {
        for &id in ids {
            self.set_note(id);
            if let Some(strip) = self.note_strips.get(id.0).and_then(Option::as_ref) {
                let room = self.geometry.bottom - y - self.notes.height + word::HEIGHT_SLACK;
                self.notes.add((id, 0), strip, room, &self.separator, false);
            }
        }
    }

    fn set_note(&mut self, id: NoteId) {
        if let Some(slot) = self.note_strips.get_mut(id.0)
            && slot.is_none()
        {
            *slot = self.prepare.note(id, self.geometry.width);
        }
    }

    /// A paragraph of the body.
    fn strip(&mut self, strip: &Strip) {
        let mut from = 0;
        while from < strip.len() {
            let gap = self.cursor.gap(if from == 0 { strip.before } else { 0.0 });
            let mut to = self.fit(strip, from, gap);
            if to == from {
                if self.cursor.top == Top::Inside || self.notes.closed() {
                    self.new_page(Top::Full);
                    continue;
                }
                // Waiting for another page would not help: as many lines as the room holds.
                let room = self.geometry.bottom - self.cursor.y - gap - self.notes.height;
                to = strip.force(from, room);
                to = self.until_first_note(strip, from..to);
            }
            self.place(strip, from..to, gap);
            from = to;
            if from < strip.len() {
                self.new_page(Top::Full);
            }
        }
    }

    /// The end of the lines from `from` that fit with their notes.
    fn fit(&mut self, strip: &Strip, from: usize, gap: f64) -> usize {
        if self.notes.closed() {
            return from;
        }
        let mut best = from;
        let mut y = self.cursor.y + gap;
        let mut notes = Vec::new();
        for (i, line) in strip.lines.iter().enumerate().skip(from) {
            y += line.height() + if i == from { 0.0 } else { line.gap };
            notes.extend_from_slice(&line.line.notes);
            let admitted = self.notes_fit(&notes, y);
            if admitted == Admits::Nothing {
                break;
            }
            if strip.may_break(i + 1) {
                best = i + 1;
            }
            if admitted == Admits::Part {
                break;
            }
        }
        best
    }

    /// Cuts forced lines after the first that has a note: the note fills what is left.
    fn until_first_note(&self, strip: &Strip, range: Range<usize>) -> usize {
        range
            .clone()
            .find(|&i| !strip.lines[i].line.notes.is_empty())
            .map_or(range.end, |i| i + 1)
    }

    /// Puts lines on the page.
    fn place(&mut self, strip: &Strip, range: Range<usize>, gap: f64) {
        let top = self.cursor.y + gap;
        let index = self.pages.len();
        for line in &strip.lines[range.clone()] {
            if line.first {
                let offset = strip.height(range.start..range.start + 1) - line.height();
                self.headings.found(line.part, index, top + offset);
            }
        }
        page::put(
            &mut self.items,
            strip,
            range.clone(),
            self.geometry.left,
            top,
        );
        self.cursor.y = top + strip.height(range.clone());
        self.cursor.top = Top::Inside;
        if range.end == strip.len() {
            (self.cursor.extra, self.cursor.after) = (strip.extra, strip.after);
        }
        let notes: Vec<NoteId> = strip.notes(range).collect();
        self.add_notes(&notes, self.cursor.y);
    }

    /// Ends the page and begins another.
    pub(super) fn new_page(&mut self, top: Top) {
        self.close_page();
        self.open_page(top);
    }

    fn open_page(&mut self, top: Top) {
        self.cursor = Cursor {
            y: self.geometry.top(self.finished),
            extra: 0.0,
            after: 0.0,
            top,
        };
        let carried = std::mem::take(&mut self.notes).carried;
        for (i, piece) in carried.into_iter().enumerate() {
            if let Some(strip) = self.note_strips.get(piece.note.0).and_then(Option::as_ref) {
                let room = self.geometry.bottom - self.cursor.y - self.notes.height;
                let from = (piece.note, piece.lines.start);
                self.notes.add(from, strip, room, &self.separator, i == 0);
            }
        }
    }

    fn close_page(&mut self) {
        let mut items = std::mem::take(&mut self.items);
        self.put_notes(&mut items);
        if self.finished > 0 || self.geometry.shows_first() {
            let part = self
                .prepare
                .numbered(crate::sheet::Role::PageNumber, None, None);
            self.geometry
                .put_number(&mut items, self.number, part, self.prepare.ruler);
        }
        self.pages.push(self.geometry.page(items));
        self.finished += 1;
        self.number = self.number.saturating_add(1);
    }

    fn put_notes(&self, items: &mut Vec<Item>) {
        let Geometry { left, bottom, .. } = self.geometry;
        let mut y = bottom - self.notes.height;
        let mut area = NoteArea::default();
        for piece in &self.notes.pieces {
            let Some(strip) = self.note_strips.get(piece.note.0).and_then(Option::as_ref) else {
                continue;
            };
            if area.pieces.is_empty() {
                items.push(page::separator(&self.separator, left, y));
            }
            y += area.gap(strip, piece.lines.start, &self.separator);
            page::put(items, strip, piece.lines.clone(), left, y);
            y += strip.height(piece.lines.clone());
            let from = (piece.note, piece.lines.start);
            area.add(from, strip, f64::INFINITY, &self.separator, true);
        }
    }

    /// The table's rows, by [`super::rows`].
    fn table(&mut self, table: &TableBox) {
        if self.after_table && self.cursor.top == Top::Inside {
            self.cursor.y += word::BETWEEN_TABLES;
        }
        super::rows::place(self, table);
    }
}

/// The end of the chain of blocks that stay together from `start`.
fn chain_end(blocks: &[Prepared], start: usize) -> usize {
    let mut end = start + 1;
    while end < blocks.len() && blocks[end - 1].keep_next() && !blocks[end].page_break_before() {
        end += 1;
    }
    end
}
