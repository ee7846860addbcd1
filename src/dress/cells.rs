//! The content of the cells of a table: lines, paragraphs, lists.

use super::Dresser;
use super::list::ListLook;
use super::table::{Sort, cell_look};
use crate::document::{BlockKind, CellContent, Inlines, Origin};
use crate::sheet::{Align, Block, Paragraph};

/// The place that a paragraph of a cell stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) sort: Sort,
    pub(super) align: Align,
}

impl Dresser<'_> {
    /// The paragraphs of a cell, at least one.
    pub(super) fn cell(
        &mut self,
        content: &CellContent,
        spot: Spot,
        origin: Option<Origin>,
    ) -> Vec<Paragraph> {
        let blocks = match content {
            CellContent::Text(line) => return vec![self.cell_line(line, spot, origin)],
            CellContent::Blocks(blocks) => blocks,
        };
        let mut paragraphs = Vec::with_capacity(blocks.len());
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(line) => {
                    paragraphs.push(self.cell_line(line, spot, block.origin.or(origin)));
                }
                BlockKind::List(list) => {
                    let (role, look) = cell_look(&self.style.looks, spot.sort);
                    let items = self.list_in(list, ListLook::cell(role, look));
                    for item in items {
                        if let Block::Paragraph(mut paragraph) = item {
                            paragraph.format.align = Align::Left;
                            paragraph.format.keep_next |= spot.sort == Sort::Head;
                            paragraphs.push(paragraph);
                        }
                    }
                }
                // The reader of the markup lets nothing else into a cell.
                _ => {}
            }
        }
        if paragraphs.is_empty() {
            paragraphs.push(self.cell_line(&Inlines::new(), spot, origin));
        }
        paragraphs
    }

    /// A paragraph of a cell.
    pub(super) fn cell_line(
        &mut self,
        line: &Inlines,
        spot: Spot,
        origin: Option<Origin>,
    ) -> Paragraph {
        let (role, look) = cell_look(&self.style.looks, spot.sort);
        let mut paragraph = self.paragraph(role, look, line, origin);
        paragraph.format.align = spot.align;
        // A header row alone at the foot of a page says nothing.
        paragraph.format.keep_next |= spot.sort == Sort::Head;
        paragraph
    }
}
