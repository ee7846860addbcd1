//! Page breaking: strips and tables down the pages of a section.
//!
//! The flow holds the page that is being filled: how far down the text stands, what notes it has,
//! and how the next block would join. Blocks come in chains, of which each but the last stays with
//! the next. Before a chain of several is placed below other text it is tried: [`Flow::together`] takes room for it, notes
//! included, without putting anything down, and where it does not fit the page ends first. Then a
//! paragraph gets as many lines as have room with the notes that they mark, ends only where widows
//! and orphans allow it, and goes on overleaf; where not even a fresh page has room, lines are
//! forced, so that every round places something. A note that has no room left is carried to the foot
//! of the next page. Every line is placed once, and a trial ends at the foot of the page, so that the time
//! grows with the length of the text. Tables are placed by [`super::rows`].

use super::{
    notes::{Admits, NoteArea, Separator, Stays},
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

/// The state of the page being filled, as far as the next block's place depends on it.
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
    /// The state of the page being filled.
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
        let separator = Separator::new(
            &prepare.sheet.note_settings,
            prepare.body_run(),
            prepare.ruler,
        );
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
        let mut blocks: Vec<Prepared> = blocks
            .iter()
            .map(|block| self.prepare.block(block, width))
            .collect();
        if let Some(Prepared::Table(last)) = blocks.last_mut() {
            last.below = word::AFTER_LAST_TABLE;
        }
        let mut start = 0;
        while start < blocks.len() {
            let end = chain_end(&blocks, start);
            self.chain(&blocks[start..end], closing_at(&blocks, end));
            start = end;
        }
        self.close_page();
        while self.notes.carries() {
            self.open_page(Top::Full);
            self.close_page();
        }
        self.notes = NoteArea::default();
    }

    /// The pages and the bookmarks.
    pub(super) fn finish(self) -> (Vec<Page>, Vec<OutlineEntry>) {
        (self.pages, self.headings.entries)
    }

    /// Blocks of which each but the last stays with the next. The `closing` that comes then is never
    /// to stand on a page without text: where the last block goes over pages, its end does not stand
    /// on a page that has no room for the closing.
    fn chain(&mut self, blocks: &[Prepared], closing: &[Prepared]) {
        let Some(first) = blocks.first() else {
            return;
        };
        if first.page_break_before() && self.cursor.top != Top::Begun {
            self.new_page(Top::Begun);
        }
        if blocks.len() > 1
            && self.cursor.top == Top::Inside
            && !self.tried(|flow| flow.together(blocks))
        {
            self.new_page(Top::Full);
        }
        for (index, block) in blocks.iter().enumerate() {
            let rest = &blocks[index + 1..];
            let below = if rest.is_empty() { closing } else { rest };
            match block {
                Prepared::Strip(strip) => self.strip(strip, below),
                Prepared::Table(table) => self.table(table, below),
            }
            self.after_table = matches!(block, Prepared::Table(_));
        }
    }

    /// Runs a trial and gives its finding; the page is afterwards as it was before.
    pub(super) fn tried<T>(&mut self, trial: impl FnOnce(&mut Self) -> T) -> T {
        let before = (self.cursor, self.notes.clone(), self.after_table);
        let found = trial(self);
        (self.cursor, self.notes, self.after_table) = before;
        found
    }

    /// Tells whether blocks that stay together fit on the rest of the page, with their notes: each but the
    /// last whole, of the last the least that may stand alone. A table of which the page may take
    /// the first rows alone is the last to be looked at: with its last rows it looks itself at what
    /// stays with them. To be tried only: room is taken, but nothing is put on the page.
    pub(super) fn together(&mut self, blocks: &[Prepared]) -> bool {
        for (index, block) in blocks.iter().enumerate() {
            let last = index + 1 == blocks.len();
            match block {
                Prepared::Strip(strip) => {
                    let gap = self.cursor.gap(strip.before);
                    if last {
                        return self.fit(strip, 0, gap) > 0;
                    }
                    self.cursor.y += gap + strip.height(0..strip.len());
                    self.cursor.top = Top::Inside;
                    (self.cursor.extra, self.cursor.after) = (strip.extra, strip.after);
                    let notes: Vec<NoteId> = strip.notes(0..strip.len()).collect();
                    if !self.take(&notes, self.cursor.y) {
                        return false;
                    }
                }
                Prepared::Table(table) => {
                    self.part_from_table();
                    let end = table.group_end(0);
                    let whole = !last && end == table.rows.len();
                    if !super::rows::try_group(self, table, 0..end, false, whole) {
                        return false;
                    }
                    if !whole {
                        return true;
                    }
                }
            }
            self.after_table = matches!(block, Prepared::Table(_));
        }
        true
    }

    /// [`Self::together`] below the last rows of a table.
    pub(super) fn together_after_table(&mut self, blocks: &[Prepared]) -> bool {
        self.after_table = true;
        self.together(blocks)
    }

    /// Takes room for notes under text that ends at `y`; false where not all of each has room.
    pub(super) fn take(&mut self, ids: &[NoteId], y: f64) -> bool {
        let all = self.notes_fit(ids, y, Stays::Never) == Admits::All;
        self.add_notes(ids, y);
        all
    }

    /// Tells whether notes fit under text that ends at `y`: all, or all but lines of the last.
    pub(super) fn notes_fit(&mut self, ids: &[NoteId], y: f64, stays: Stays) -> Admits {
        if ids.is_empty() {
            let room = self.geometry.bottom - y + word::HEIGHT_SLACK;
            return match room < self.notes.height {
                true => Admits::Nothing,
                false => Admits::All,
            };
        }
        let mut area = self.notes.clone();
        self.admit(&mut area, ids, y, stays)
    }

    /// Takes notes into an area under text that ends at `y`, as far as they fit: all, or all but
    /// lines of the last.
    fn admit(&mut self, area: &mut NoteArea, ids: &[NoteId], y: f64, stays: Stays) -> Admits {
        let room = self.geometry.bottom - y + word::HEIGHT_SLACK;
        if room < area.height {
            return Admits::Nothing;
        }
        let leaves = self.prepare.ruler.habits.leaves_marks;
        let mut admitted = Admits::All;
        for &id in ids {
            self.set_note(id);
            let Some(strip) = self.note_strips.get(id.0).and_then(Option::as_ref) else {
                continue;
            };
            let rest = room - area.height;
            let one = area.admits(strip, rest, &self.separator);
            if one != Admits::Nothing {
                admitted = one;
                area.add((id, 0), strip, rest, &self.separator, false);
                continue;
            }
            let above = self.geometry.bottom - area.height + word::HEIGHT_SLACK;
            let mark_stays = match stays {
                Stays::Never => false,
                Stays::Above(end) => !area.pieces.is_empty() && end <= above,
                Stays::Always => true,
            };
            if !leaves || !mark_stays {
                return Admits::Nothing;
            }
            area.leave(id, strip);
        }
        admitted
    }

    /// Puts notes at the foot of the page; the text above them ends at `y`.
    pub(super) fn add_notes(&mut self, ids: &[NoteId], y: f64) {
        for &id in ids {
            self.set_note(id);
            if let Some(strip) = self.note_strips.get(id.0).and_then(Option::as_ref) {
                let room = self.geometry.bottom - y - self.notes.height + word::HEIGHT_SLACK;
                let admitted = self.notes.admits(strip, room, &self.separator);
                if admitted == Admits::Nothing && self.prepare.ruler.habits.leaves_marks {
                    self.notes.leave(id, strip);
                } else {
                    self.notes.add((id, 0), strip, room, &self.separator, false);
                }
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

    /// A paragraph of the body, and `below` it what its end stays with.
    fn strip(&mut self, strip: &Strip, below: &[Prepared]) {
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
            if to == strip.len() && !below.is_empty() {
                to = self.end_above(strip, from, gap, below);
            }
            self.place(strip, from..to, gap);
            from = to;
            if from < strip.len() {
                self.new_page(Top::Full);
            }
        }
    }

    /// The end of the lines from `from` that fit with their notes. A note that has begun with all its
    /// lines keeps them: text below its mark's line does not push them overleaf.
    fn fit(&mut self, strip: &Strip, from: usize, gap: f64) -> usize {
        let mut best = from;
        let mut y = self.cursor.y + gap;
        let mut area = self.notes.clone();
        for (i, line) in strip.lines.iter().enumerate().skip(from) {
            if area.closed() {
                break;
            }
            let height = line.height();
            y += height + if i == from { 0.0 } else { line.gap };
            let stays = Stays::Above(y + height + 2.0 * line.line.extra);
            if self.admit(&mut area, &line.line.notes, y, stays) == Admits::Nothing {
                break;
            }
            if strip.may_break(i + 1) {
                best = i + 1;
            }
        }
        best
    }

    /// The end of the lines from `from`, which fit to the last, with what is `below` them: some of
    /// them go overleaf with it where it has no room here.
    fn end_above(&mut self, strip: &Strip, from: usize, gap: f64, below: &[Prepared]) -> usize {
        let fits = self.tried(|flow| {
            flow.cursor.y += gap + strip.height(from..strip.len());
            flow.cursor.top = Top::Inside;
            (flow.cursor.extra, flow.cursor.after) = (strip.extra, strip.after);
            flow.after_table = false;
            let notes: Vec<NoteId> = strip.notes(from..strip.len()).collect();
            flow.take(&notes, flow.cursor.y) && flow.together(below)
        });
        let cuts = (from + 1..strip.len()).rev();
        match fits {
            true => None,
            false => cuts.into_iter().find(|&at| strip.may_break(at)),
        }
        .unwrap_or(strip.len())
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
        self.geometry.turn_to(self.finished);
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
        if self.finished == 0 {
            self.geometry.put_margins(&mut items, &mut self.prepare);
        }
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

    /// The table's rows, by [`super::rows`]; its end stands on the page of what is `below` it.
    fn table(&mut self, table: &TableBox, below: &[Prepared]) {
        self.part_from_table();
        super::rows::place(self, table, below);
    }

    /// Room between a table and the table before it.
    fn part_from_table(&mut self) {
        if self.after_table && self.cursor.top == Top::Inside {
            self.cursor.y += word::BETWEEN_TABLES;
        }
    }
}

/// The closing that begins at `at`, if one does.
fn closing_at(blocks: &[Prepared], at: usize) -> &[Prepared] {
    match blocks.get(at) {
        Some(Prepared::Table(table)) if table.closes => &blocks[at..=at],
        _ => &[],
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
