//! The elements of revisions, and paragraph marks that come and go.

use crate::docx::xml::{Element, Node};

/// The author that Word shows with the revisions.
const AUTHOR: &str = env!("CARGO_PKG_NAME");

/// The fate of a piece between the two documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Kept,
    Deleted,
    Inserted,
}

/// Numbers revisions from 1, over all parts.
#[derive(Default)]
pub(super) struct Revisions(u32);

impl Revisions {
    /// `w:ins`, `w:del`; none around what was kept.
    pub(super) fn of(&mut self, status: Status) -> Option<Element> {
        match status {
            Status::Kept => None,
            Status::Deleted => Some(self.element("w:del")),
            Status::Inserted => Some(self.element("w:ins")),
        }
    }

    /// A revision by its element's name.
    pub(super) fn element(&mut self, name: &'static str) -> Element {
        self.0 += 1;
        Element::new(name)
            .with("w:id", self.0.to_string())
            .with("w:author", AUTHOR)
    }

    /// Notes what the properties of a paragraph were.
    pub(super) fn properties_change(&mut self, paragraph: &mut Element, old: &Element) {
        let mut was = old.clone();
        let known = |node: &Node| {
            let name = node.element().map_or("", |e| e.name.as_ref());
            !matches!(name, "w:rPr" | "w:sectPr")
        };
        was.children.retain(known);
        let mut change = self.element("w:pPrChange");
        change.push(was);
        paragraph.edit("w:pPr", |properties| properties.push(change));
    }

    /// Marks a row as come or gone.
    pub(super) fn row(&mut self, row: &mut Element, status: Status) {
        if let Some(mark) = self.of(status) {
            row.edit("w:trPr", |properties| {
                if properties.children.is_empty() {
                    // The schema wants a property besides the revision.
                    properties.push(Element::new("w:cantSplit").with("w:val", "off"));
                }
                properties.push(mark);
            });
        }
    }

    /// Marks the end of a paragraph as come or gone.
    pub(super) fn end(&mut self, paragraph: &mut Element, status: Status) {
        let Some(mark) = self.of(status) else { return };
        paragraph.edit("w:pPr", |properties| {
            if properties.child("w:rPr").is_none() {
                let after = |node: &Node| {
                    let name = node.element().map_or("", |e| e.name.as_ref());
                    matches!(name, "w:sectPr" | "w:pPrChange")
                };
                let at = properties.children.iter().position(after);
                let at = at.unwrap_or(properties.children.len());
                let run = Node::Element(Element::new("w:rPr"));
                properties.children.insert(at, run);
            }
            properties.edit("w:rPr", |run| {
                run.children.insert(0, Node::Element(mark));
            });
        });
    }

    /// Marks the ends of paragraphs in a row of blocks (tables have none).
    ///
    /// The last end of a body, cell or note stays whatever Word is told. Where the last paragraphs
    /// come or go, each one's end is therefore that of the paragraph before it, from the last one
    /// that stays: what is typed behind it comes with the end before, as in Word.
    pub(super) fn ends(&mut self, blocks: Vec<(Element, Status)>) -> Vec<Element> {
        let is_paragraph = |(element, _): &(Element, Status)| element.name == "w:p";
        let mut statuses: Vec<Status> = blocks.iter().map(|(_, status)| *status).collect();
        let tail = blocks.iter().rev().take_while(|b| is_paragraph(b)).count();
        let tail = blocks.len() - tail;
        let stays = (tail..blocks.len()).rfind(|&at| statuses[at] == Status::Kept);
        if let Some(stays) = stays {
            statuses[stays..].rotate_left(1);
        } else if let Some(last) = statuses[tail..].last_mut() {
            *last = Status::Kept;
        }
        let marked = blocks.into_iter().zip(statuses);
        marked
            .map(|((mut element, _), status)| {
                if element.name == "w:p" {
                    self.end(&mut element, status);
                }
                element
            })
            .collect()
    }
}
