//! One document of two: the new one, in which all that differs from the old one is a revision.
//!
//! In: two sheets, written as by [`write()`](super::write()) up to the trees of their parts, and the
//! plan that [`crate::diff`] made of them. Out: the parts of a document. No other stage learns of
//! revisions. `merge` walks the plan, `text` goes into paragraphs, `marks` writes the revisions.
//!
//! Revisions have no date, so that the same two documents give the same bytes on any day. What
//! Word cannot track is taken from the new document: measures, page numbers, properties.

mod marks;
mod merge;
#[cfg(test)]
mod tests;
mod text;

use super::numbering::Lists;
use super::package::Part;
use super::{Closing, Flow, finish, flow};
use crate::diagnostic::Result;
use crate::diff::{Plan, Reading};
use crate::docx::normalise::Element;
use crate::sheet::{Block, Inline, Paragraph, Sheet};
use docx_rs::Numberings;
use std::collections::BTreeSet;

/// The parts of the document with its revisions.
pub(super) fn build(old: &Sheet, new: &Sheet) -> Result<Vec<Part>> {
    // Pictures of signature and seal are for printing drafts, not for reading changes.
    let (old, new) = (&without_pictures(old), &without_pictures(new));
    let (before, after) = (Reading::of(old), Reading::of(new));
    let plan = Plan::of(&before, &after);
    let mut merged = flow(
        new,
        Lists::new(&new.lists, &new.font_family),
        Closing::Apart,
    )?;
    // Items that are gone take no part in the count of those that are there.
    let lists = Lists::literal(&old.lists, &new.font_family, &merged.numberings);
    let gone = flow(old, lists, Closing::Apart)?;
    merge::merge(&mut merged, &gone, &plan, (&before, &after))?;
    add_numberings(&mut merged, gone.numberings);
    finish(&with_styles(old, new), merged)
}

fn without_pictures(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    let keep = |paragraph: &mut Paragraph| {
        paragraph
            .inlines
            .retain(|inline| !matches!(inline, Inline::Picture(_)));
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
    sheet
}

/// The marks of items that are gone.
fn add_numberings(merged: &mut Flow, gone: Numberings) {
    let mut used = BTreeSet::new();
    numbers(&merged.document, &mut used);
    numbers(&merged.footnotes, &mut used);
    let all = &mut merged.numberings;
    let kept = gone.numberings.into_iter();
    for number in kept.filter(|n| used.contains(n.id.to_string().as_str())) {
        let definition = gone
            .abstract_nums
            .iter()
            .find(|definition| definition.id == number.abstract_num_id);
        all.abstract_nums.extend(definition.cloned());
        all.numberings.push(number);
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
