//! Walks the plan over both documents and puts them together.
//!
//! Every step of the plan holds the nodes that it is about, each with its elements ([`pair`]). A
//! node that only one document has is written whole, as deleted or inserted. Of a node that both
//! have, the new one's frame is taken, and in it the steps below are followed, down to the signs of
//! a paragraph, which `text` joins. Four things go beyond that: the writer's own paragraphs between
//! blocks ([`Merger::glue`]), ends of sections ([`Merger::sections`]), items of counted lists
//! ([`Merger::count_along`]), and notes, which come last, since their marks decide which there are.
//!
//! [`pair`]: super::pair

use super::marks::{Revisions, Status};
use super::notes::{Notes, Source};
use super::pair::{Pair, Word};
use super::text::join;
use crate::diff::{BlockEdit, Edit, LineEdit, LineEdits, NoteEdit, Piece, Plan, TableEdit};
use crate::docx::notes::frame;
use crate::docx::xml::{Element, Node};
use crate::sheet::reading::{GridCell, GridRow, Line, Mark, Part};
use crate::sheet::{ListId, NoteId};
use std::collections::BTreeMap;

/// A block and what became of it.
type Fate = (Element, Status);

/// The text of both documents in one.
pub(super) struct Merged {
    /// The children of the body but for the last section's properties.
    pub(super) blocks: Vec<Element>,
    /// The notes in the order of their marks.
    pub(super) notes: Vec<Element>,
}

/// Follows the plan from the old document to the new one.
pub(super) fn merge(old: &Pair<'_>, new: &Pair<'_>, plan: &Plan<'_, Word>) -> Merged {
    let headers = new.headers.parts.iter().chain(&new.headers.footers);
    let mut merger = Merger {
        revisions: Revisions::default(),
        notes: Notes::default(),
        headers: headers.map(|(id, _)| id.clone()).collect(),
        lists: pair_lists(plan),
    };
    let blocks = merger.body(old, new, plan);
    Merged {
        blocks: merger.revisions.ends(blocks),
        notes: merger.notes(old, new, plan),
    }
}

struct Merger {
    revisions: Revisions,
    notes: Notes,
    /// Ids of the headers that there are.
    headers: Vec<String>,
    /// The numbering that goes on in this document for each counted list of the old one.
    lists: BTreeMap<ListId, String>,
}

impl Merger {
    fn body(&mut self, old: &Pair<'_>, new: &Pair<'_>, plan: &Plan<'_, Word>) -> Vec<Fate> {
        let mut out = self.glue(&old.lead, &new.lead);
        for edit in &plan.body {
            match edit {
                Edit::Deleted(part) => {
                    let mut gone = self.whole(part, Status::Deleted);
                    self.count_along(&mut gone.0, part);
                    out.push(gone);
                    out.extend(self.glue(after(part), &[]));
                }
                Edit::Inserted(part) => {
                    out.push(self.whole(part, Status::Inserted));
                    out.extend(self.glue(&[], after(part)));
                }
                Edit::Both(BlockEdit::Line(edit)) => {
                    let merged = self.line(edit);
                    out.extend(self.sections(&edit.old.form.frame, merged));
                    out.extend(self.glue(&edit.old.form.after, &edit.new.form.after));
                }
                Edit::Both(BlockEdit::Table(edit)) => {
                    out.push((self.table(edit), Status::Kept));
                    out.extend(self.glue(&edit.old.form.after, &edit.new.form.after));
                }
            }
        }
        out
    }

    /// An item that goes from a list that stays counts along: with all rejected the list counts
    /// as the old one did. Where the whole list goes, its items keep their marks as texts.
    fn count_along(&self, gone: &mut Element, part: &Part<Word>) {
        let Part::Line(line) = part else { return };
        let Some(id) = counted(line).and_then(|mark| self.lists.get(&mark.list)) else {
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
    fn glue(&mut self, old: &[Element], new: &[Element]) -> Vec<Fate> {
        let ends = |glue: &Element| glue.child("w:pPr").and_then(section).is_some();
        let mut out = Vec::new();
        for at in 0..old.len().max(new.len()) {
            match (old.get(at), new.get(at)) {
                (Some(one), Some(other)) if ends(one) == ends(other) => {
                    out.push((other.clone(), Status::Kept));
                }
                (one, other) => {
                    let gone = one.map(|one| self.without_strange_headers(one.clone()));
                    out.extend(gone.map(|gone| (gone, Status::Deleted)));
                    out.extend(other.map(|other| (other.clone(), Status::Inserted)));
                }
            }
        }
        out
    }

    /// Headers that only the old document has are not in this one.
    fn without_strange_headers(&self, mut paragraph: Element) -> Element {
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
        let was = section(old).cloned();
        let is = merged.0.child("w:pPr").and_then(section).cloned();
        let alone = |section: Element| {
            Element::new("w:p").holding([Element::new("w:pPr").holding([section])])
        };
        match (was, is) {
            (Some(was), None) => {
                let end = self.without_strange_headers(alone(was));
                vec![merged, (end, Status::Deleted)]
            }
            (None, Some(is)) => {
                let not_section = |node: &Node| node.element().is_none_or(|e| e.name != "w:sectPr");
                merged.0.edit("w:pPr", |properties| {
                    properties.children.retain(not_section);
                });
                vec![merged, (alone(is), Status::Inserted)]
            }
            _ => vec![merged],
        }
    }

    /// A paragraph that both have.
    fn line(&mut self, edit: &LineEdit<'_, Word>) -> Fate {
        let LineEdit { old, new, pieces } = edit;
        let lead = match new.form.lead.is_empty() {
            true => &old.form.lead,
            false => &new.form.lead,
        };
        let (revisions, notes) = (&mut self.revisions, &mut self.notes);
        let text = join(&old.signs, &new.signs, pieces, revisions, notes);
        let mut merged = paragraph(&new.form.frame, lead, text);
        // A counted item counts by itself, whatever is accepted or rejected before it.
        let marked = match (&old.mark, &new.mark) {
            (Some(one), Some(other)) => *one != *other && !(one.counted && other.counted),
            (one, other) => one.is_some() != other.is_some(),
        };
        if marked || old.role != new.role {
            self.revisions
                .properties_change(&mut merged, &old.form.frame);
        }
        (merged, Status::Kept)
    }

    /// A block that only one of them has.
    fn whole(&mut self, part: &Part<Word>, status: Status) -> Fate {
        match part {
            Part::Line(line) => self.whole_line(line, status),
            Part::Table(grid) => {
                let rows = grid.rows.iter().map(|row| self.whole_row(row, status));
                (grid.form.frame.clone().holding(rows), status)
            }
        }
    }

    fn whole_line(&mut self, line: &Line<Word>, status: Status) -> Fate {
        let (all, none) = (0..line.signs.len(), &[]);
        let (old, new, piece): (&[_], &[_], _) = match status {
            Status::Deleted => (&line.signs, none, Piece::Deleted(all)),
            Status::Kept | Status::Inserted => (none, &line.signs, Piece::Inserted(all)),
        };
        let text = join(old, new, &[piece], &mut self.revisions, &mut self.notes);
        let whole = paragraph(&line.form.frame, &line.form.lead, text);
        let whole = match status {
            Status::Deleted => self.without_strange_headers(whole),
            Status::Kept | Status::Inserted => whole,
        };
        (whole, status)
    }

    fn whole_row(&mut self, row: &GridRow<Word>, status: Status) -> Element {
        let mut whole = row.form.frame.clone();
        for GridCell {
            column: _,
            lines,
            form,
        } in &row.cells
        {
            let lines = lines.iter().map(|line| {
                let (mut line, status) = self.whole_line(line, status);
                self.revisions.end(&mut line, status);
                line
            });
            whole.push(form.frame.clone().holding(lines));
        }
        self.revisions.row(&mut whole, status);
        whole
    }

    fn table(&mut self, edit: &TableEdit<'_, Word>) -> Element {
        let rows = edit.rows.iter().map(|edit| match edit {
            Edit::Deleted(row) => self.whole_row(row, Status::Deleted),
            Edit::Inserted(row) => self.whole_row(row, Status::Inserted),
            Edit::Both(row) => {
                let cells = row.cells.iter().map(|cell| {
                    let lines = self.lines(&cell.lines);
                    cell.new.form.frame.clone().holding(lines)
                });
                row.new.form.frame.clone().holding(cells)
            }
        });
        edit.new.form.frame.clone().holding(rows)
    }

    /// The paragraphs of a cell or note that both have.
    fn lines(&mut self, edits: &LineEdits<'_, Word>) -> Vec<Element> {
        let lines = edits.iter().map(|edit| match edit {
            Edit::Deleted(line) => self.whole_line(line, Status::Deleted),
            Edit::Inserted(line) => self.whole_line(line, Status::Inserted),
            Edit::Both(edit) => self.line(edit),
        });
        let lines = lines.collect();
        self.revisions.ends(lines)
    }

    /// The notes: those that stay with their revisions, those that come, and those that go, for
    /// their marks are still in the text.
    fn notes(&mut self, old: &Pair<'_>, new: &Pair<'_>, plan: &Plan<'_, Word>) -> Vec<Element> {
        let kept: BTreeMap<NoteId, &NoteEdit<'_, Word>> =
            plan.notes.iter().map(|edit| (edit.new, edit)).collect();
        let mut notes = BTreeMap::new();
        for note in &new.notes {
            let lines = match kept.get(note) {
                Some(edit) => self.lines(&edit.lines),
                None => self.whole_note(&new.reading.notes[note.0], Status::Inserted),
            };
            notes.insert(self.notes.number(Source::New(*note)), lines);
        }
        for note in std::mem::take(&mut self.notes.gone) {
            let lines = self.whole_note(&old.reading.notes[note.0], Status::Deleted);
            notes.insert(self.notes.number(Source::Old(note)), lines);
        }
        let notes = notes.into_iter();
        notes
            .map(|(number, lines)| frame(number).holding(lines))
            .collect()
    }

    /// The note comes or goes with its mark; its text says so too.
    fn whole_note(&mut self, lines: &[Line<Word>], status: Status) -> Vec<Element> {
        let lines = lines.iter();
        lines.map(|line| self.whole_line(line, status).0).collect()
    }
}

fn paragraph(properties: &Element, lead: &[Element], text: Vec<Element>) -> Element {
    Element::new("w:p")
        .holding([properties.clone()])
        .holding(lead.iter().cloned())
        .holding(text)
}

/// The writer's own paragraphs behind a block.
fn after(part: &Part<Word>) -> &[Element] {
    match part {
        Part::Line(line) => &line.form.after,
        Part::Table(grid) => &grid.form.after,
    }
}

/// The section that a paragraph of these properties ends.
fn section(properties: &Element) -> Option<&Element> {
    properties.child("w:sectPr")
}

/// The mark of an item that the programs count.
fn counted(line: &Line<Word>) -> Option<&Mark> {
    line.mark.as_ref().filter(|mark| mark.counted)
}

/// The numbering, in the new document, of the list that each counted list of the old one became.
fn pair_lists(plan: &Plan<'_, Word>) -> BTreeMap<ListId, String> {
    let mut lists = BTreeMap::new();
    for edit in &plan.body {
        let Edit::Both(BlockEdit::Line(LineEdit { old, new, .. })) = edit else {
            continue;
        };
        let (Some(was), Some(_)) = (counted(old), counted(new)) else {
            continue;
        };
        let number = new.form.frame.child("w:numPr");
        let number = number.and_then(|number| number.child("w:numId"));
        if let Some(id) = number.and_then(|number| number.attribute("w:val")) {
            lists.entry(was.list).or_insert_with(|| id.to_owned());
        }
    }
    lists
}
