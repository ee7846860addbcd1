//! Bookmarks: a heading's title, noted where its first line is placed.

use super::pages::{OutlineEntry, Part};
use crate::sheet::{Block, Inline, ListItem, Paragraph, Sheet, reading};
use std::collections::VecDeque;

/// Headings not placed yet, and the bookmarks of those that are.
#[derive(Debug)]
pub(super) struct Headings {
    waiting: VecDeque<(u8, String)>,
    /// In reading order.
    pub(super) entries: Vec<OutlineEntry>,
}

impl Headings {
    /// The headings of a sheet. Headings inside tables make no bookmarks.
    pub(super) fn new(sheet: &Sheet) -> Self {
        let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
        let waiting = blocks
            .filter_map(|block| match block {
                Block::Paragraph(paragraph) => {
                    let level = paragraph.outline?;
                    Some((level, title(paragraph)))
                }
                Block::Table(_) => None,
            })
            .collect();
        Self {
            waiting,
            entries: Vec::new(),
        }
    }

    /// The first line of a paragraph of the body stands on a page.
    pub(super) fn found(&mut self, part: Part, page: usize, y: f64) {
        if part.outline.is_some()
            && part.cell.is_none()
            && let Some((level, title)) = self.waiting.pop_front()
        {
            self.entries.push(OutlineEntry {
                level,
                title,
                page,
                y,
            });
        }
    }
}

/// The heading in one line, without the text that runs on behind its title: breaks become spaces, marks
/// of notes are left out.
fn title(paragraph: &Paragraph) -> String {
    let mut title = String::new();
    if let Some(ListItem {
        list: _,
        level: _,
        mark,
    }) = &paragraph.item
    {
        title.push_str(mark);
        title.push(' ');
    }
    let runs_on = |inline: &&Inline| matches!(inline, Inline::Run(run) if run.title);
    let title_end = paragraph.inlines.iter().rposition(|one| runs_on(&one));
    let end = title_end.map_or(paragraph.inlines.len(), |last| last + 1);
    for inline in &paragraph.inlines[..end] {
        match inline {
            // Who looks for a heading types plain spaces and hyphens.
            Inline::Run(run) => {
                title.push_str(&run.text.replace('\u{a0}', " ").replace('\u{2011}', "-"));
            }
            Inline::Break => title.push(' '),
            Inline::Note { note: _, format: _ } | Inline::Picture(_) => {}
            Inline::Leader(_) => title.push('…'),
            Inline::Check { ticked, format: _ } => title.push(reading::check(*ticked)),
        }
    }
    title
        .split(' ')
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
