//! Documents one after the other, as one print-out: each keeps its own page numbers.

use super::{Item, Line, Mark, OutlineEntry, Page, Pages, Span};
use crate::document::Properties;
use crate::sheet::{ListId, NoteId};

/// Documents one after the other. What is filled in and signed is left out: that belongs into the
/// documents themselves.
#[derive(Default)]
pub struct Joined {
    pages: Vec<Page>,
    outline: Vec<OutlineEntry>,
    past: Past,
}

impl Joined {
    /// Puts a document behind the others, under a bookmark of its own.
    pub fn add(&mut self, title: &str, document: Pages) {
        let next = Past::of(&document);
        let Pages {
            properties: _,
            pages,
            outline,
            fields: _,
        } = document;
        let first = self.pages.len();
        self.outline.push(OutlineEntry {
            level: 1,
            title: title.to_owned(),
            page: first,
            y: 0.0,
        });
        self.outline.extend(outline.into_iter().map(|mut entry| {
            entry.level = entry.level.saturating_add(1);
            entry.page += first;
            entry
        }));
        self.pages.extend(pages.into_iter().map(|mut page| {
            for item in &mut page.items {
                if let Item::Line(line) = item {
                    self.past.shift(line);
                }
            }
            page
        }));
        self.past.add(&next);
    }

    /// All of them as one document.
    pub fn finish(self, properties: Properties) -> Pages {
        Pages {
            properties,
            pages: self.pages,
            outline: self.outline,
            fields: Vec::new(),
        }
    }
}

/// How far the numbers in a document go.
#[derive(Default)]
struct Past {
    paragraphs: u32,
    tables: u32,
    notes: usize,
    lists: usize,
}

impl Past {
    fn of(pages: &Pages) -> Self {
        let mut past = Self::default();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let Item::Line(Line { part, spans, .. }) = item else {
                continue;
            };
            past.paragraphs = past.paragraphs.max(part.paragraph + 1);
            if let Some(cell) = part.cell {
                past.tables = past.tables.max(cell.table + 1);
            }
            if let Some(item) = part.item {
                past.lists = past.lists.max(item.list.0 + 1);
            }
            let references = spans.iter().filter_map(|span| match span.mark {
                Some(Mark::Reference(note)) => Some(note),
                _ => None,
            });
            for note in references.chain(part.note) {
                past.notes = past.notes.max(note.0 + 1);
            }
        }
        past
    }

    fn add(&mut self, next: &Self) {
        self.paragraphs += next.paragraphs;
        self.tables += next.tables;
        self.notes += next.notes;
        self.lists += next.lists;
    }

    fn shift(&self, line: &mut Line) {
        let Line {
            part,
            baseline: _,
            spans,
            origins,
        } = line;
        // They count the files of a document of its own.
        origins.clear();
        part.paragraph += self.paragraphs;
        if let Some(cell) = &mut part.cell {
            cell.table += self.tables;
        }
        if let Some(item) = &mut part.item {
            item.list = ListId(item.list.0 + self.lists);
        }
        if let Some(note) = &mut part.note {
            *note = NoteId(note.0 + self.notes);
        }
        for Span {
            blank,
            mark,
            cross,
            origins,
            ..
        } in spans
        {
            *origins = 0..0;
            *blank = None;
            // Names are of one document.
            *cross = None;
            if let Some(Mark::Reference(note)) = mark {
                *note = NoteId(note.0 + self.notes);
            }
        }
    }
}
