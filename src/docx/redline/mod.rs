//! One document of two: the new one, in which all that differs from the old one is a revision.
//!
//! In: two sheets. Out: the parts of a document. No other stage learns of revisions. `pair` has each
//! sheet written and read in one walk, [`crate::diff`] plans the way from one reading to the other,
//! `merge` follows the plan, `text` joins paragraphs, `marks` writes the revisions, `notes` numbers
//! the notes.
//!
//! Revisions have no date, so that the same two documents give the same bytes on any day. What
//! Word cannot track is taken from the new document: measures, page numbers, properties.

mod marks;
mod merge;
mod notes;
mod pair;
#[cfg(test)]
mod tests;
mod text;

use super::numbering::{Lists, Numbering};
use super::package::Part;
use super::pictures::Pictures;
use super::xml::{Element, Stream};
use super::{Texts, finish};
use crate::diagnostic::Result;
use crate::diff::Plan;
use crate::sheet::{Block, Drawing, Inline, Paragraph, Sheet};
use pair::Pair;
use std::collections::BTreeSet;

/// The parts of the document with its revisions.
pub(super) fn build(old: &Sheet, new: &Sheet) -> Result<Vec<Part>> {
    // Pictures of signature and seal are for printing drafts, not for reading changes.
    let (old, new) = (&without_pictures(old), &without_pictures(new));
    let mut after = Pair::of(new, Lists::new(&new.lists), Pictures::default())?;
    // Items that are gone take no part in the count of those that are there.
    let pictures = std::mem::take(&mut after.pictures);
    let mut before = Pair::of(old, Lists::literal(&old.lists, &after.numbering), pictures)?;
    let pictures = std::mem::take(&mut before.pictures);
    let plan = Plan::of(&before.reading, &after.reading);
    let merge::Merged { blocks, notes } = merge::merge(&before, &after, &plan);
    let mut document = Stream::document(false);
    let mut used = BTreeSet::new();
    for block in blocks.iter().chain(&after.end) {
        document.push(block);
        numbers(block, &mut used);
    }
    notes.iter().for_each(|note| numbers(note, &mut used));
    add_numberings(&mut after.numbering, before.numbering, &used);
    let texts = Texts {
        document: document.finish(),
        notes,
        numbering: after.numbering,
        headers: after.headers,
        pictures,
        // What is edited here is answered in Word; edits are taken back from the plain document.
        places: None,
    };
    finish(&with_styles(old, new), texts)
}

fn without_pictures(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    let keep = |paragraph: &mut Paragraph| {
        paragraph
            .inlines
            .retain(|inline| !matches!(inline, Inline::Picture(Drawing::Floating(_))));
    };
    for block in sheet
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.blocks)
    {
        match block {
            Block::Paragraph(paragraph) => keep(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.flat_map(|cell| &mut cell.paragraphs).for_each(keep);
            }
        }
    }
    sheet
}

/// The new sheet with the styles that only the old one has.
fn with_styles(old: &Sheet, new: &Sheet) -> Sheet {
    let mut sheet = new.clone();
    for style in &old.styles {
        let known = |s: &crate::sheet::Style| s.id == style.id || s.name == style.name;
        if !sheet.styles.iter().any(known) {
            sheet.styles.push(style.clone());
        }
    }
    sheet.table_style = sheet.table_style.or_else(|| old.table_style.clone());
    sheet
}

/// Adds the marks of items that are gone and still stand in the document.
fn add_numberings<'a>(all: &mut Numbering<'a>, gone: Numbering<'a>, used: &BTreeSet<String>) {
    let kept = gone.numbers.into_iter();
    for number in kept.filter(|number| used.contains(number.id.to_string().as_str())) {
        let mut definitions = gone.definitions.iter();
        let definition = definitions.find(|definition| definition.id == number.definition);
        all.definitions.extend(definition.cloned());
        all.numbers.push(number);
    }
}

fn numbers(element: &Element, used: &mut BTreeSet<String>) {
    for child in element.elements() {
        match child.attribute("w:val") {
            Some(id) if child.name == "w:numId" => {
                used.insert(id.to_owned());
            }
            _ => numbers(child, used),
        }
    }
}
