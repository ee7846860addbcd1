//! Links of references: from the words on a page to the place that they tell of; from the mark of a note to
//! the note, and back.
//!
//! In: the pages, whose spans know which anchors, references and marks they are. Out: link annotations (ISO
//! 32000-1, 12.5.6.5), one for the words of a reference on a line, each with its element in the tag tree
//! (PDF/UA, 7.18.5), which `tags` writes.

use super::broken;
use crate::diagnostic::Result;
use crate::font::FontSet;
use crate::layout::{Item, Line, Mark, Page, Part, Span};
use crate::sheet::{Cross, NoteId};
use lopdf::{Document, Object, ObjectId, dictionary, text_string};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A link that a reader does not frame.
const NO_BORDER: [i64; 3] = [0, 0, 0];
/// Printed with the page, like all annotations of PDF/A.
const PRINT: i64 = 1 << 2;

/// The words for a link to a note and for the one back, each before the mark of the note.
const TO_NOTE: &str = "Tới chú thích";
const TO_MARK: &str = "Về chỗ dẫn chú thích";

/// The words of a reference on one line, or the mark of a note.
pub(super) struct Link {
    page: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    target: Target,
    /// The words for it.
    words: String,
}

/// The kinds of places that links lead to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// A place with a name.
    Anchor(Arc<str>),
    /// The first mark of a note in the text.
    Mark(NoteId),
    /// The note itself.
    Note(NoteId),
}

/// The places that links lead to: the page and the top of the line.
#[derive(Default)]
pub(super) struct Targets(BTreeMap<Target, (usize, f64)>);

impl Targets {
    /// The anchors, marks and notes on all pages.
    pub(super) fn of(pages: &[Page], set: &FontSet) -> Self {
        let mut targets = BTreeMap::new();
        for (index, page) in pages.iter().enumerate() {
            for line in lines(page).filter(|line| !is_repeated(line.part)) {
                for span in &line.spans {
                    let anchor = match &span.cross {
                        Some(Cross::Anchor(name)) => Some(Target::Anchor(Arc::clone(name))),
                        _ => None,
                    };
                    let mark = match span.mark {
                        Some(Mark::Reference(note)) => Some(Target::Mark(note)),
                        Some(Mark::Note) => line.part.note.map(Target::Note),
                        Some(Mark::Item) | None => None,
                    };
                    for target in anchor.into_iter().chain(mark) {
                        let top = line.baseline - span.rise - set.face(span.face).ascent(span.size);
                        targets.entry(target).or_insert((index, top));
                    }
                }
            }
        }
        Self(targets)
    }

    /// The link that a span is; none where it is no reference, or where its place is in another file.
    pub(super) fn link(
        &self,
        page: usize,
        (part, span): (Part, &Span),
        baseline: f64,
        set: &FontSet,
    ) -> Option<Link> {
        let (target, words) = leads(part, span)?;
        if is_repeated(part) || !self.0.contains_key(&target) {
            return None;
        }
        let face = set.face(span.face);
        let blanks = span.text.matches(' ').count() as f64;
        let width = face.width(&span.text, span.size) + blanks * span.space_extra;
        let baseline = baseline - span.rise;
        Some(Link {
            page,
            left: span.x,
            right: span.x + width,
            top: baseline - face.ascent(span.size),
            bottom: baseline + face.descent(span.size),
            target,
            words,
        })
    }

    /// Writes the annotations and gives them in the order of the links.
    pub(super) fn write(
        &self,
        document: &mut Document,
        links: &[Link],
        pages: &[Page],
    ) -> Result<Vec<ObjectId>> {
        let places: Vec<(ObjectId, f64)> = document
            .page_iter()
            .zip(pages.iter().map(|page| page.height))
            .collect();
        let place = |page: usize| {
            places
                .get(page)
                .copied()
                .ok_or_else(|| broken("thiếu trang"))
        };
        let mut written = Vec::with_capacity(links.len());
        for link in links {
            let (page, height) = place(link.page)?;
            let &(to, top) = self
                .0
                .get(&link.target)
                .ok_or_else(|| broken("dẫn chiếu không có đích"))?;
            let (to, to_height) = place(to)?;
            let rect = [
                link.left,
                height - link.bottom,
                link.right,
                height - link.top,
            ];
            let destination: Vec<Object> = vec![
                to.into(),
                "XYZ".into(),
                Object::Null,
                Object::Real(rounded(to_height - top)),
                Object::Null,
            ];
            let annotation = document.add_object(dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => rect.map(|side| Object::Real(rounded(side))).to_vec(),
                "Border" => NO_BORDER.map(Object::Integer).to_vec(),
                "F" => PRINT,
                "P" => page,
                "Contents" => text_string(&link.words),
                "Dest" => destination,
            });
            super::fields::hang(document, page, annotation)?;
            written.push(annotation);
        }
        Ok(written)
    }
}

/// The place that a span leads to, with the words for the link.
fn leads(part: Part, span: &Span) -> Option<(Target, String)> {
    let plain = span.text.replace('\u{a0}', " ");
    let to_note = |words: &str| format!("{words} {}", plain.trim());
    match (&span.cross, span.mark) {
        (Some(Cross::Reference(name) | Cross::NumberReference(name) | Cross::Link(name)), _) => {
            Some((Target::Anchor(Arc::clone(name)), plain))
        }
        (_, Some(Mark::Reference(note))) => Some((Target::Note(note), to_note(TO_NOTE))),
        (_, Some(Mark::Note)) => Some((Target::Mark(part.note?), to_note(TO_MARK))),
        (Some(Cross::Anchor(_)) | None, Some(Mark::Item) | None) => None,
    }
}

/// Tells whether a line is of a header row set again: nothing there is of the document's own content.
fn is_repeated(part: Part) -> bool {
    part.cell.is_some_and(|cell| cell.repeated)
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        _ => None,
    })
}

fn rounded(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}
