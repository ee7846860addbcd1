//! References as Word has them: a bookmark around the words that are repeated, a field (REF) that repeats
//! them, which F9 brings up to date; a hyperlink where the words are the reference's own.

use super::xml::Element;
use crate::sheet::{Block, Cross, Inline, Paragraph, Sheet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The names of the anchors that a sheet has: a reference to one in another file is plain text.
#[derive(Default)]
pub(super) struct Anchors(BTreeSet<Arc<str>>);

impl Anchors {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut names = BTreeSet::new();
        let mut look = |paragraph: &Paragraph| {
            for inline in &paragraph.inlines {
                if let Inline::Run(run) = inline
                    && let Some(Cross::Anchor(name)) = &run.cross
                {
                    names.insert(Arc::clone(name));
                }
            }
        };
        for block in sheet.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                Block::Paragraph(paragraph) => look(paragraph),
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.flat_map(|cell| &cell.paragraphs).for_each(&mut look);
                }
            }
        }
        Self(names)
    }

    /// The reference or anchor that a run is, if its anchor is there.
    pub(super) fn find<'c>(&self, cross: Option<&'c Cross>) -> Option<&'c Cross> {
        cross.filter(|cross| match cross {
            Cross::Anchor(name)
            | Cross::Reference(name)
            | Cross::NumberReference(name)
            | Cross::Link(name) => self.0.contains(name),
        })
    }
}

/// A run with what makes an anchor or a reference of it.
pub(super) fn around(cross: &Cross, id: u32, run: Element) -> Vec<Element> {
    // Word keeps the format of what the field said before.
    let field = |name: &str, switches: &str| {
        let code = format!(" REF {name} {switches}\\h \\* MERGEFORMAT ");
        Element::new("w:fldSimple").with_text("w:instr", &code)
    };
    match cross {
        Cross::Anchor(name) => {
            let end = |element| Element::new(element).with("w:id", id.to_string());
            let start = end("w:bookmarkStart").with("w:name", name.to_string());
            vec![start, run, end("w:bookmarkEnd")]
        }
        Cross::Reference(name) => vec![field(name, "").holding([run])],
        Cross::NumberReference(name) => vec![field(name, "\\n ").holding([run])],
        Cross::Link(name) => {
            let link = Element::new("w:hyperlink").with("w:anchor", name.to_string());
            vec![link.with("w:history", "1").holding([run])]
        }
    }
}
