//! Walks the plan over the trees of both documents.

use super::marks::{Revisions, Status};
use super::text::{Signs, join};
use crate::diagnostic::Result;
use crate::diff::{
    BlockEdit, CellEdit, Edit, Grid, Line, LineEdit, Mark, Part, Piece, Plan, Reading, RowEdit,
};
use crate::docx::normalise::{Element, Node};
use crate::docx::{Flow, fault};
use crate::sheet::ListId;
use std::collections::BTreeMap;

/// A block and what became of it.
type Fate = (Element, Status);

/// Makes the new document's parts those of both.
pub(super) fn merge(
    new: &mut Flow,
    old: &Flow,
    plan: &Plan,
    (before, after): (&Reading, &Reading),
) -> Result<()> {
    let known = new.headers.parts.iter().map(|(id, _)| id.clone()).collect();
    let mut merger = Merger {
        revisions: Revisions::default(),
        next_note: after.notes.len() + 1,
        gone_notes: Vec::new(),
        headers: known,
        lists: BTreeMap::new(),
    };
    let old_body = Body::of(&old.document, before)?;
    let new_body = Body::of(&new.document, after)?;
    merger.pair_lists(&new_body, plan, (before, after));
    let blocks = merger.body(&old_body, &new_body, plan, (before, after))?;
    let mut children = merger.revisions.ends(blocks);
    children.extend(new_body.end.map(|end| Node::Element(end.clone())));
    new.document.edit("w:body", |body| body.children = children);
    merger.notes(&mut new.footnotes, &old.footnotes, plan, (before, after))?;
    number_notes(&mut new.document, &mut new.footnotes);
    Ok(())
}

/// Numbers the notes in the order of their marks and puts them in that order: LibreOffice goes by
/// the order, not by the numbers.
fn number_notes(document: &mut Element, footnotes: &mut Element) {
    let mut order: Vec<String> = Vec::new();
    renumber(document, &mut order);
    let place = |note: &Element| {
        let id = note.attribute("w:id").unwrap_or_default();
        match note.attribute("w:type") {
            Some(_) => 0,
            None => 1 + order.iter().position(|o| o == id).unwrap_or(order.len()),
        }
    };
    footnotes
        .children
        .sort_by_cached_key(|node| node.element().map_or(0, place));
    for note in footnotes.elements_mut() {
        let place = place(note);
        if place > 0 {
            note.set("w:id", place.to_string());
        }
    }
}

fn renumber(element: &mut Element, order: &mut Vec<String>) {
    for child in element.elements_mut() {
        if child.name != "w:footnoteReference" {
            renumber(child, order);
            continue;
        }
        let id = child.attribute("w:id").unwrap_or_default().to_owned();
        let place = order.iter().position(|known| *known == id);
        let place = place.unwrap_or_else(|| {
            order.push(id);
            order.len() - 1
        });
        child.set("w:id", (place + 1).to_string());
    }
}

/// The children of a body: each block, and after it the paragraphs that the writer puts between
/// blocks of its own accord.
struct Body<'a> {
    lead: Vec<&'a Element>,
    blocks: Vec<(&'a Element, Vec<&'a Element>)>,
    end: Option<&'a Element>,
}

impl<'a> Body<'a> {
    fn of(document: &'a Element, reading: &Reading) -> Result<Self> {
        let mut body = Self {
            lead: Vec::new(),
            blocks: Vec::new(),
            end: None,
        };
        for child in document
            .child("w:body")
            .into_iter()
            .flat_map(Element::elements)
        {
            match child.name.as_str() {
                "w:sectPr" => body.end = Some(child),
                "w:p" if is_glue(child) => match body.blocks.last_mut() {
                    Some((_, glue)) => glue.push(child),
                    None => body.lead.push(child),
                },
                _ => body.blocks.push((child, Vec::new())),
            }
        }
        match body.blocks.len() == reading.blocks.len() {
            true => Ok(body),
            false => Err(fault("số đoạn của tệp và của văn bản khác nhau")),
        }
    }
}

/// Every paragraph of the sheet has a style.
fn is_glue(paragraph: &Element) -> bool {
    let properties = paragraph.child("w:pPr");
    properties.is_none_or(|properties| properties.child("w:pStyle").is_none())
}

fn section(paragraph: &Element) -> Option<&Element> {
    paragraph.child("w:pPr")?.child("w:sectPr")
}

struct Merger {
    revisions: Revisions,
    /// The number of the next note that goes.
    next_note: usize,
    /// Notes that go: number in the old document and in this one.
    gone_notes: Vec<(String, String)>,
    /// Ids of the headers that there are.
    headers: Vec<String>,
    /// The numbering that goes on in this document for each counted list of the old one.
    lists: BTreeMap<ListId, String>,
}

impl Merger {
    fn body(
        &mut self,
        old: &Body<'_>,
        new: &Body<'_>,
        plan: &Plan,
        (before, after): (&Reading, &Reading),
    ) -> Result<Vec<Fate>> {
        let mut out = self.glue(&old.lead, &new.lead);
        for edit in &plan.body {
            match edit {
                Edit::Deleted(o) => {
                    let (block, glue) = &old.blocks[*o];
                    let mut gone = self.whole(block, Status::Deleted)?;
                    self.count_along(&mut gone.0, &before.blocks[*o]);
                    out.push(gone);
                    out.extend(self.glue(glue, &[]));
                }
                Edit::Inserted(n) => {
                    let (block, glue) = &new.blocks[*n];
                    out.push(self.whole(block, Status::Inserted)?);
                    out.extend(self.glue(&[], glue));
                }
                Edit::Both(o, n, edit) => {
                    let ((one, old_glue), (other, new_glue)) = (&old.blocks[*o], &new.blocks[*n]);
                    match (edit, &before.blocks[*o], &after.blocks[*n]) {
                        (BlockEdit::Line(edit), Part::Line(was), Part::Line(is)) => {
                            let merged = self.line((one, was), (other, is), edit)?;
                            out.extend(self.sections(one, merged));
                        }
                        (BlockEdit::Table(rows), Part::Table(was), Part::Table(is)) => {
                            let merged = self.table((one, was), (other, is), rows)?;
                            out.push((merged, Status::Kept));
                        }
                        _ => return Err(fault("đoạn văn và bảng bị ghép với nhau")),
                    }
                    out.extend(self.glue(old_glue, new_glue));
                }
            }
        }
        Ok(out)
    }

    /// Which list of the new document each counted list of the old one became.
    fn pair_lists(&mut self, new: &Body<'_>, plan: &Plan, (before, after): (&Reading, &Reading)) {
        for edit in &plan.body {
            let Edit::Both(o, n, _) = edit else { continue };
            let marks = (counted(&before.blocks[*o]), counted(&after.blocks[*n]));
            let (Some(was), Some(_)) = marks else {
                continue;
            };
            let number = new.blocks[*n].0.child("w:pPr");
            let number = number.and_then(|p| p.child("w:numPr")?.child("w:numId"));
            if let Some(id) = number.and_then(|number| number.attribute("w:val")) {
                self.lists.entry(was.list).or_insert_with(|| id.to_owned());
            }
        }
    }

    /// An item that goes from a list that stays counts along: with all rejected the list counts
    /// as the old one did. Where the whole list goes, its items keep their marks as texts.
    fn count_along(&self, gone: &mut Element, part: &Part) {
        let Some(id) = counted(part).and_then(|mark| self.lists.get(&mark.list)) else {
            return;
        };
        gone.edit("w:pPr", |properties| {
            let numbering = properties.elements_mut().filter(|e| e.name == "w:numPr");
            for number in numbering.flat_map(Element::elements_mut) {
                if number.name == "w:numId" {
                    number.set("w:val", id.clone());
                }
            }
        });
    }

    /// The writer's own paragraphs hold no text; one that ends a section is not one that does not.
    fn glue(&mut self, old: &[&Element], new: &[&Element]) -> Vec<Fate> {
        let mut out = Vec::new();
        for at in 0..old.len().max(new.len()) {
            let (one, other) = (old.get(at), new.get(at));
            let ends = |glue: Option<&&Element>| glue.is_some_and(|glue| section(glue).is_some());
            if let (Some(_), Some(other)) = (one, other)
                && ends(one) == ends(Some(other))
            {
                out.push(((*other).clone(), Status::Kept));
                continue;
            }
            let gone = one.map(|one| (self.without_strange_headers(one), Status::Deleted));
            out.extend(gone);
            out.extend(other.map(|other| ((*other).clone(), Status::Inserted)));
        }
        out
    }

    /// Headers that only the old document has are not in this one.
    fn without_strange_headers(&self, paragraph: &Element) -> Element {
        let mut paragraph = paragraph.clone();
        let properties = paragraph.elements_mut().filter(|e| e.name == "w:pPr");
        for section in properties.flat_map(Element::elements_mut) {
            section.children.retain(|node| {
                let id = node.element().and_then(|e| e.attribute("r:id"));
                id.is_none_or(|id| self.headers.iter().any(|known| known == id))
            });
        }
        paragraph
    }

    /// A paragraph that ends a section in one document only: the end comes or goes in an empty
    /// paragraph of its own.
    fn sections(&mut self, old: &Element, mut merged: Fate) -> Vec<Fate> {
        let (was, is) = (section(old).is_some(), section(&merged.0).is_some());
        if was == is {
            return vec![merged];
        }
        let mut end = Element::new("w:p");
        let holder = if was { old } else { &merged.0 };
        if let Some(section) = section(holder).cloned() {
            end.edit("w:pPr", |properties| properties.push(section));
        }
        if was {
            let end = self.without_strange_headers(&end);
            return vec![merged, (end, Status::Deleted)];
        }
        let not_section = |node: &Node| node.element().is_none_or(|e| e.name != "w:sectPr");
        merged.0.edit("w:pPr", |properties| {
            properties.children.retain(not_section)
        });
        vec![merged, (end, Status::Inserted)]
    }

    /// A paragraph that both have.
    fn line(
        &mut self,
        (old, before): (&Element, &Line),
        (new, after): (&Element, &Line),
        edit: &LineEdit,
    ) -> Result<Fate> {
        let mut merged = self.text(Some(old), Some(new), &edit.pieces)?;
        // A counted item counts by itself, whatever is accepted or rejected before it.
        let marked = match (&before.mark, &after.mark) {
            (Some(one), Some(other)) => *one != *other && !(one.counted && other.counted),
            (one, other) => one.is_some() != other.is_some(),
        };
        if marked || before.role != after.role {
            self.revisions
                .properties_change(&mut merged, old.child("w:pPr"));
        }
        Ok((merged, Status::Kept))
    }

    /// The text of two paragraphs in one, which has the properties of the new one where there is
    /// one.
    fn text(
        &mut self,
        old: Option<&Element>,
        new: Option<&Element>,
        pieces: &[Piece],
    ) -> Result<Element> {
        let signs = |paragraph: Option<&Element>| paragraph.map(Signs::of).transpose();
        let (before, after) = (
            signs(old)?.unwrap_or_default(),
            signs(new)?.unwrap_or_default(),
        );
        let whole = match (old, new) {
            (Some(_), Some(_)) => None,
            (None, _) => Some(Piece::Inserted(0..after.len())),
            (_, None) => Some(Piece::Deleted(0..before.len())),
        };
        let pieces = whole.as_ref().map_or(pieces, std::slice::from_ref);
        if !covers(pieces, before.len(), after.len()) {
            return Err(fault("chữ của tệp và của văn bản khác nhau"));
        }
        let (next, gone) = (&mut self.next_note, &mut self.gone_notes);
        let children = join(&before, &after, pieces, &mut self.revisions, |id| {
            if let Some((_, known)) = gone.iter().find(|(old, _)| old == id) {
                return known.clone();
            }
            let here = next.to_string();
            *next += 1;
            gone.push((id.to_owned(), here.clone()));
            here
        });
        let mut merged = Element::new("w:p");
        let properties = new.or(old).and_then(|paragraph| paragraph.child("w:pPr"));
        merged
            .children
            .extend(properties.cloned().map(Node::Element));
        merged.children.extend(children);
        Ok(merged)
    }

    /// A block that only one of them has.
    fn whole(&mut self, block: &Element, status: Status) -> Result<Fate> {
        if block.name == "w:p" {
            let (old, new) = match status {
                Status::Deleted => (Some(block), None),
                Status::Kept | Status::Inserted => (None, Some(block)),
            };
            let merged = self.text(old, new, &[])?;
            let merged = match status {
                Status::Deleted => self.without_strange_headers(&merged),
                Status::Kept | Status::Inserted => merged,
            };
            return Ok((merged, status));
        }
        let mut table = block.clone();
        for row in table.elements_mut().filter(|e| e.name == "w:tr") {
            *row = self.whole_row(row, status)?;
        }
        Ok((table, status))
    }

    fn whole_row(&mut self, row: &Element, status: Status) -> Result<Element> {
        let mut row = row.clone();
        for cell in row.elements_mut().filter(|e| e.name == "w:tc") {
            for paragraph in cell.elements_mut().filter(|e| e.name == "w:p") {
                let (mut merged, status) = self.whole(paragraph, status)?;
                self.revisions.end(&mut merged, status);
                *paragraph = merged;
            }
        }
        self.revisions.row(&mut row, status);
        Ok(row)
    }

    fn table(
        &mut self,
        (old, before): (&Element, &Grid),
        (new, after): (&Element, &Grid),
        edits: &[RowEdit],
    ) -> Result<Element> {
        let old_rows: Vec<_> = named(old, "w:tr").collect();
        let new_rows: Vec<_> = named(new, "w:tr").collect();
        if (old_rows.len(), new_rows.len()) != (before.rows.len(), after.rows.len()) {
            return Err(fault("số hàng của tệp và của văn bản khác nhau"));
        }
        let mut table = new.clone();
        table
            .children
            .retain(|node| node.element().is_some_and(|e| e.name != "w:tr"));
        for edit in edits {
            let row = match edit {
                Edit::Deleted(o) => self.whole_row(old_rows[*o], Status::Deleted)?,
                Edit::Inserted(n) => self.whole_row(new_rows[*n], Status::Inserted)?,
                Edit::Both(o, n, cells) => {
                    let mut row = new_rows[*n].clone();
                    let was = named(old_rows[*o], "w:tc").zip(&before.rows[*o].cells);
                    let is = row.elements_mut().filter(|e| e.name == "w:tc");
                    let is = is.zip(&after.rows[*n].cells);
                    for (((one, old), (other, new)), edit) in was.zip(is).zip(cells) {
                        let blocks = self.lines((one, old), (other, new), edit)?;
                        other
                            .children
                            .retain(|node| node.element().is_some_and(|e| e.name != "w:p"));
                        other.children.extend(blocks);
                    }
                    row
                }
            };
            table.push(row);
        }
        Ok(table)
    }

    /// The paragraphs of a cell or note that both have.
    fn lines(
        &mut self,
        (old, before): (&Element, &[Line]),
        (new, after): (&Element, &[Line]),
        edits: &CellEdit,
    ) -> Result<Vec<Node>> {
        let old: Vec<_> = named(old, "w:p").collect();
        let new: Vec<_> = named(new, "w:p").collect();
        if (old.len(), new.len()) != (before.len(), after.len()) {
            return Err(fault("số đoạn của ô và của văn bản khác nhau"));
        }
        let mut blocks = Vec::with_capacity(edits.len());
        for edit in edits {
            blocks.push(match edit {
                Edit::Deleted(o) => self.whole(old[*o], Status::Deleted)?,
                Edit::Inserted(n) => self.whole(new[*n], Status::Inserted)?,
                Edit::Both(o, n, edit) => {
                    self.line((old[*o], &before[*o]), (new[*n], &after[*n]), edit)?
                }
            });
        }
        Ok(self.revisions.ends(blocks))
    }

    /// The notes: those that stay with their revisions, those that come, and behind them those
    /// that go, for their marks are still in the text.
    fn notes(
        &mut self,
        new: &mut Element,
        old: &Element,
        plan: &Plan,
        (before, after): (&Reading, &Reading),
    ) -> Result<()> {
        let number = |note: &Element| note.attribute("w:id").unwrap_or_default().to_owned();
        let of = |id: &str| old.elements().find(|note| number(note) == id);
        for note in new
            .elements_mut()
            .filter(|e| e.attribute("w:type").is_none())
        {
            let id = number(note);
            let kept = plan
                .notes
                .iter()
                .find(|edit| (edit.new.0 + 1).to_string() == id);
            let was = kept.and_then(|edit| Some((edit, of(&(edit.old.0 + 1).to_string())?)));
            match was {
                Some((edit, was)) => {
                    let lines = (&before.notes[edit.old.0][..], &after.notes[edit.new.0][..]);
                    note.children = self.lines((was, lines.0), (note, lines.1), &edit.lines)?;
                }
                None => self.whole_note(note, Status::Inserted)?,
            }
        }
        for (id, here) in std::mem::take(&mut self.gone_notes) {
            let note = of(&id).ok_or_else(|| fault("chú thích không có nội dung"))?;
            let mut note = note.clone();
            note.set("w:id", here);
            self.whole_note(&mut note, Status::Deleted)?;
            new.push(note);
        }
        Ok(())
    }

    /// The note comes or goes with its mark; its text says so too.
    fn whole_note(&mut self, note: &mut Element, status: Status) -> Result<()> {
        for paragraph in note.elements_mut().filter(|e| e.name == "w:p") {
            let (merged, _) = self.whole(paragraph, status)?;
            *paragraph = merged;
        }
        Ok(())
    }
}

/// The mark of an item that the programs count.
fn counted(part: &Part) -> Option<&Mark> {
    match part {
        Part::Line(line) => line.mark.as_ref().filter(|mark| mark.counted),
        Part::Table(_) => None,
    }
}

fn named<'a>(element: &'a Element, name: &'a str) -> impl Iterator<Item = &'a Element> {
    element.elements().filter(move |e| e.name == name)
}

/// Whether the pieces are the whole of both texts.
fn covers(pieces: &[Piece], old: usize, new: usize) -> bool {
    let (mut o, mut n) = (0, 0);
    for piece in pieces {
        let (before, after) = match piece {
            Piece::Same(before, after) | Piece::Restyled(before, after) => {
                (before.clone(), after.clone())
            }
            Piece::Deleted(before) => (before.clone(), n..n),
            Piece::Inserted(after) => (o..o, after.clone()),
        };
        if (before.start, after.start) != (o, n) {
            return false;
        }
        (o, n) = (before.end, after.end);
    }
    (o, n) == (old, new)
}
