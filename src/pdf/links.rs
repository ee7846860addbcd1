//! Links of references: from the words on a page to the place that they tell of.
//!
//! In: the pages, whose spans know which anchors and references they are. Out: link annotations (ISO
//! 32000-1, 12.5.6.5), one for the words of a reference on a line, each with its element in the tag tree
//! (PDF/UA, 7.18.5), which `tags` writes.

use super::broken;
use crate::diagnostic::Result;
use crate::font::FontSet;
use crate::layout::{Item, Line, Page, Span};
use crate::sheet::Cross;
use lopdf::{Document, Object, ObjectId, dictionary, text_string};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A link that a reader does not frame.
const NO_BORDER: [i64; 3] = [0, 0, 0];
/// Printed with the page, like all annotations of PDF/A.
const PRINT: i64 = 1 << 2;

/// The words of a reference on one line.
pub(super) struct Link {
    page: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    target: Arc<str>,
    /// Their words.
    words: String,
}

/// The places that references point at: the page and the top of the line.
#[derive(Default)]
pub(super) struct Targets(BTreeMap<Arc<str>, (usize, f64)>);

impl Targets {
    /// The anchors on all pages.
    pub(super) fn of(pages: &[Page], set: &FontSet) -> Self {
        let mut targets = BTreeMap::new();
        for (index, page) in pages.iter().enumerate() {
            for line in lines(page) {
                for span in &line.spans {
                    if let Some(Cross::Anchor(name)) = &span.cross {
                        let top = line.baseline - set.face(span.face).ascent(span.size);
                        targets.entry(Arc::clone(name)).or_insert((index, top));
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
        span: &Span,
        baseline: f64,
        set: &FontSet,
    ) -> Option<Link> {
        let target = match span.cross.as_ref()? {
            Cross::Anchor(_) => return None,
            Cross::Reference(name) | Cross::NumberReference(name) | Cross::Link(name) => name,
        };
        if !self.0.contains_key(target) {
            return None;
        }
        let face = set.face(span.face);
        let blanks = span.text.matches(' ').count() as f64;
        let width = face.width(&span.text, span.size) + blanks * span.space_extra;
        Some(Link {
            page,
            left: span.x,
            right: span.x + width,
            top: baseline - face.ascent(span.size),
            bottom: baseline + face.descent(span.size),
            target: Arc::clone(target),
            words: span.text.replace('\u{a0}', " "),
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

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        _ => None,
    })
}

fn rounded(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}
