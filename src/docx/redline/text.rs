//! The text of two paragraphs put together, with revisions.

use super::marks::{Revisions, Status};
use super::notes::{Notes, Source};
use super::pair::{SignForm, Word};
use crate::diff::Piece;
use crate::docx::runs::{line_break, note_mark, push_text};
use crate::docx::xml::Element;
use crate::sheet::reading::{Sign, What};
use std::rc::Rc;

/// A stretch of signs in one format with one fate.
struct Stretch<'a> {
    status: Status,
    form: &'a Rc<SignForm>,
    /// Its form in the old document, where that was another.
    was: Option<&'a Rc<SignForm>>,
    signs: Vec<&'a Sign<Word>>,
}

/// Puts the pieces of two paragraphs together. What is next to each other and has the same fate
/// stands in one revision; what has one format too, in one run.
pub(super) fn join(
    old: &[Sign<Word>],
    new: &[Sign<Word>],
    pieces: &[Piece],
    revisions: &mut Revisions,
    notes: &mut Notes,
) -> Vec<Element> {
    let mut out = Vec::new();
    let mut open: Option<(Status, Element)> = None;
    for stretch in stretches(old, new, pieces) {
        let status = stretch.status;
        if open.as_ref().is_some_and(|(fate, _)| *fate != status) {
            out.extend(open.take().map(|(_, around)| around));
        }
        let runs = stretch.into_runs(revisions, notes);
        match (status, &mut open) {
            (Status::Kept, _) => out.extend(runs),
            (_, Some((_, around))) => around.extend(runs),
            (_, None) => {
                let around = revisions.of(status);
                open = around.map(|around| (status, around.holding(runs)));
            }
        }
    }
    out.extend(open.map(|(_, around)| around));
    out
}

fn stretches<'a>(
    old: &'a [Sign<Word>],
    new: &'a [Sign<Word>],
    pieces: &[Piece],
) -> Vec<Stretch<'a>> {
    let mut out: Vec<Stretch<'a>> = Vec::new();
    let mut push = |sign: &'a Sign<Word>, status, was: Option<&'a Rc<SignForm>>| {
        let properties = |form: &Rc<SignForm>| form.properties.clone();
        match out.last_mut() {
            Some(last)
                if last.status == status
                    && (Rc::ptr_eq(last.form, &sign.form)
                        || last.form.properties == sign.form.properties)
                    && last.was.map(properties) == was.map(properties) =>
            {
                last.signs.push(sign);
            }
            _ => out.push(Stretch {
                status,
                form: &sign.form,
                was,
                signs: vec![sign],
            }),
        }
    };
    for piece in pieces {
        match piece {
            Piece::Same(_, range) => {
                for sign in &new[range.clone()] {
                    push(sign, Status::Kept, None);
                }
            }
            Piece::Restyled(before, range) => {
                let before = old[before.clone()].iter();
                for (sign, was) in new[range.clone()].iter().zip(before) {
                    push(sign, Status::Kept, Some(&was.form));
                }
            }
            Piece::Inserted(range) => {
                for sign in &new[range.clone()] {
                    push(sign, Status::Inserted, None);
                }
            }
            Piece::Deleted(range) => {
                for sign in &old[range.clone()] {
                    push(sign, Status::Deleted, None);
                }
            }
        }
    }
    out
}

impl Stretch<'_> {
    /// A run, or more than one where a content control stands between.
    fn into_runs(self, revisions: &mut Revisions, notes: &mut Notes) -> Vec<Element> {
        let mut properties = self.form.properties.clone();
        if let Some(was) = self.was {
            let was = was.properties.clone();
            let was = was.unwrap_or_else(|| Element::new("w:rPr"));
            let change = revisions.element("w:rPrChange").holding([was]);
            properties
                .get_or_insert_with(|| Element::new("w:rPr"))
                .push(change);
        }
        let (name, source): (_, fn(_) -> _) = match self.status {
            Status::Deleted => ("w:delText", Source::Old),
            Status::Kept | Status::Inserted => ("w:t", Source::New),
        };
        let mut out = Vec::new();
        let mut run = Run::new(properties, name);
        for sign in self.signs {
            match &sign.what {
                What::Letter(c) => run.text.push(*c),
                What::Break => run.push(line_break()),
                What::Note(note) => run.push(note_mark(notes.number(source(*note)))),
                What::Illustration(..) => {
                    out.extend(run.take());
                    out.extend(sign.form.control.clone());
                }
                What::Blank(_) => {
                    out.extend(run.take());
                    let control = sign.form.control.clone();
                    match self.status {
                        Status::Kept => out.extend(control),
                        // A control is locked against deletion: only the gap comes and goes.
                        _ => out.extend(control.into_iter().flat_map(|c| bare(&c, name))),
                    }
                }
            }
        }
        out.extend(run.take());
        out
    }
}

/// The runs that a content control holds.
fn bare(control: &Element, name: &'static str) -> Vec<Element> {
    let content = control.child("w:sdtContent");
    let mut runs: Vec<Element> = content.map_or(Vec::new(), |c| c.elements().cloned().collect());
    for run in &mut runs {
        for text in run.elements_mut().filter(|e| e.name == "w:t") {
            text.name = name.into();
        }
    }
    runs
}

/// A run being written.
struct Run {
    properties: Option<Element>,
    /// The name of the elements that hold its text.
    name: &'static str,
    text: String,
    /// Its children so far.
    content: Element,
}

impl Run {
    fn new(properties: Option<Element>, name: &'static str) -> Self {
        Self {
            properties,
            name,
            text: String::new(),
            content: Element::new("w:r"),
        }
    }

    fn push(&mut self, element: Element) {
        self.close();
        self.content.push(element);
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        push_text(&mut self.content, self.name, &text);
    }

    fn take(&mut self) -> Option<Element> {
        self.close();
        let content = std::mem::replace(&mut self.content, Element::new("w:r")).if_any()?;
        let properties = self.properties.clone();
        Some(Element::new("w:r").holding(properties).taking(content))
    }
}
