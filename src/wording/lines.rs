//! All lines of a document, wherever they stand.

use crate::diagnostic::Source;
use crate::document::{
    Block, BlockKind, Closing, Document, Heading, Inline, Inlines, Letterhead, Origin, Table,
};
use std::sync::Arc;

/// A line or paragraph.
pub(super) struct Line<'a>(&'a Inlines);

impl Line<'_> {
    /// Its text; what is none stands as a space.
    pub(super) fn text(&self) -> String {
        let piece = |inline: &Inline| match inline {
            Inline::Text(text) => text.text.clone(),
            Inline::Blank { .. } | Inline::Break | Inline::Note(_) => " ".to_owned(),
        };
        self.0.iter().map(piece).collect()
    }

    /// Where a byte of the text came from.
    pub(super) fn origin(&self, at: usize, sources: &[Arc<Source>]) -> Option<Origin> {
        let mut start = 0;
        let mut last = None;
        for inline in self.0 {
            let Inline::Text(text) = inline else {
                start += 1;
                continue;
            };
            let within = at.checked_sub(start).and_then(|at| text.text.get(..at));
            let before = within.map_or(0, |before| before.chars().count());
            last = text.origins.at(before, sources).or_else(|| text.origin());
            start += text.text.len();
            if at < start {
                return last;
            }
        }
        last
    }
}

/// The lines in the order of the document.
pub(super) fn of(document: &Document) -> Vec<Line<'_>> {
    let mut all = Vec::new();
    for block in &document.blocks {
        self::block(block, &mut all);
    }
    for note in &document.notes {
        all.extend(&note.paragraphs);
    }
    all.into_iter().map(Line).collect()
}

fn block<'a>(block: &'a Block, all: &mut Vec<&'a Inlines>) {
    match &block.kind {
        BlockKind::Letterhead(Letterhead {
            superior,
            agency,
            number,
            about,
            national_title,
            motto,
            place_date,
        }) => {
            all.extend(superior.iter().chain(agency).chain(number).chain(about));
            all.extend([national_title, motto].into_iter().chain(place_date));
        }
        BlockKind::Kind(line)
        | BlockKind::Basis(line)
        | BlockKind::Resolution(line)
        | BlockKind::Paragraph(line) => all.push(line),
        BlockKind::Subject(lines) | BlockKind::Authority(lines) => all.extend(lines),
        BlockKind::Addressees { label, items } => all.extend(std::iter::once(label).chain(items)),
        BlockKind::Heading(Heading {
            form: _,
            level: _,
            label,
            title,
        }) => all.extend(std::iter::once(label).chain(title)),
        BlockKind::List(list) => {
            for item in list.items.iter().flatten() {
                self::block(item, all);
            }
        }
        BlockKind::Table(Table {
            columns: _,
            head,
            rows,
        }) => all.extend(head.iter().chain(rows).flatten()),
        BlockKind::Closing(Closing {
            recipients_label,
            recipients,
            authority,
            title,
            name,
        }) => {
            all.extend(std::iter::once(recipients_label).chain(recipients));
            all.extend(authority.iter().chain(title).chain([name]));
        }
        BlockKind::Turn(_) => {}
        BlockKind::Appendix {
            orientation: _,
            label,
            title,
            reference,
        } => all.extend(std::iter::once(label).chain(title).chain([reference])),
    }
}
