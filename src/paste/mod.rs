//! HTML from a clipboard (Word, Excel, LibreOffice, web pages) as Markdown, or as the cells of a table.
//!
//! In: the HTML that a browser gives on a paste. Out: headings, lists, tables, notes, bold and italic as documents
//! write them; nothing else of it comes along. `dom` is the parser's tree, `walk` reads it into blocks, `lists` knows
//! Word's paragraphs that are items of lists, `cells` reads tables.

pub(crate) mod cells;
mod dom;
mod lists;
#[cfg(test)]
mod tests;
mod walk;

use crate::{
    markdown::blocks::{self, Block, Inline, Kind},
    yaml::clean,
};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// What was pasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Pasted {
    /// For a text.
    pub(crate) markdown: String,
    /// For a grid of cells, if what was pasted has a table: `<` is a cell that goes with the one at its left, `^` one
    /// that goes with the one above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cells: Option<Vec<Vec<String>>>,
}

/// Reads HTML.
pub(crate) fn read(html: &str) -> Pasted {
    let root = dom::parse(html);
    Pasted {
        markdown: markdown(walk::blocks(&root)),
        cells: cells::of_tree(&root),
    }
}

/// Blocks as Markdown that is read as these blocks; where styles stand too close for that, without them.
fn markdown(mut all: Vec<Block>) -> String {
    for attempt in 0..3 {
        if let Some(changes) = blocks::changes("", &all) {
            let mut text: String = changes.into_iter().map(|(_, text)| text).collect();
            if !text.is_empty() {
                text.push('\n');
            }
            return text;
        }
        for block in &mut all {
            block.inlines = simple(&block.inlines, attempt);
            for cell in block.rows.iter_mut().flatten() {
                *cell = simple(cell, attempt);
            }
            if attempt > 0 && block.kind != Kind::Table {
                *block = Block {
                    inlines: std::mem::take(&mut block.inlines),
                    ..Block::default()
                };
            }
        }
    }
    // Letters are never lost.
    let lines = all.iter().map(|block| {
        block
            .inlines
            .iter()
            .map(|piece| piece.text.as_str())
            .collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

/// A line without styles, then without marks of notes.
fn simple(line: &[Inline], attempt: usize) -> Vec<Inline> {
    let pieces = line
        .iter()
        .filter(|piece| attempt == 0 || piece.note.is_none());
    let pieces = pieces.map(|piece| Inline {
        text: piece.text.clone(),
        note: piece.note.clone(),
        breaks: piece.breaks,
        ..Inline::default()
    });
    pieces.collect()
}

/// Letters as documents have them: NFC, no letters that nobody sees, one blank between words.
fn tidy(text: &str) -> String {
    let text: String = clean(text).nfc().collect();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() || c.is_control() {
            ' '
        } else {
            c
        };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}
