//! Bookmarks: a heading's title, noted where its first line is placed.

use super::pages::{OutlineEntry, Part};
use crate::sheet::{Block, Inline, ListItem, Paragraph, Sheet, reading};
use std::collections::VecDeque;

/// Headings not placed yet, and the bookmarks of those that are.
#[derive(Debug)]
pub(super) struct Headings {
    waiting: VecDeque<Waiting>,
    /// In reading order.
    pub(super) entries: Vec<OutlineEntry>,
}

/// A paragraph that is a heading, or a further line of one.
#[derive(Debug)]
enum Waiting {
    Heading(u8, String),
    GoesOn,
}

impl Headings {
    /// The headings of a sheet. Headings inside tables make no bookmarks. Adjacent lines of a title
    /// are one heading.
    pub(super) fn new(sheet: &Sheet) -> Self {
        let mut waiting = VecDeque::new();
        for section in &sheet.sections {
            // The heading that the next line may go on with.
            let mut open = None;
            for block in &section.blocks {
                let Block::Paragraph(paragraph) = block else {
                    open = None;
                    continue;
                };
                let style = sheet.styles.get(paragraph.style.0);
                let level = paragraph.outline;
                let is_title = style.is_some_and(|style| style.role.is_title());
                match (level, open) {
                    (Some(level), Some((same, at))) if is_title && same == level => {
                        if let Some(Waiting::Heading(_, words)) = waiting.get_mut(at) {
                            words.push(' ');
                            words.push_str(&title(paragraph));
                        }
                        waiting.push_back(Waiting::GoesOn);
                    }
                    (Some(level), _) => {
                        open = is_title.then_some((level, waiting.len()));
                        waiting.push_back(Waiting::Heading(level, title(paragraph)));
                    }
                    (None, _) => open = None,
                }
            }
        }
        Self {
            waiting,
            entries: Vec::new(),
        }
    }

    /// The first line of a paragraph of the body stands on a page.
    pub(super) fn found(&mut self, part: Part, page: usize, y: f64) {
        if part.outline.is_some()
            && part.cell.is_none()
            && let Some(Waiting::Heading(level, title)) = self.waiting.pop_front()
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
    title.push_str(&reading::words(&paragraph.inlines[..end]));
    title.trim_end().to_owned()
}
