//! The text of a paragraph taken apart sign by sign, and put together again with revisions.

use super::marks::{Revisions, Status};
use crate::diagnostic::Result;
use crate::diff::Piece;
use crate::docx::fault;
use crate::docx::normalise::{Element, Node};
use quick_xml::escape::{escape, unescape};
use std::rc::Rc;

/// A paragraph as the writer made it.
#[derive(Default)]
pub(super) struct Signs {
    /// Before its text: the mark of a note.
    lead: Vec<Element>,
    signs: Vec<Sign>,
}

/// A letter, or an element in the place of one.
#[derive(Clone)]
struct Sign {
    what: What,
    properties: Rc<Option<Element>>,
}

#[derive(Clone)]
enum What {
    Letter(char),
    Element(Element),
    /// A whole content control.
    Control(Element),
}

/// A stretch of signs in one format with one fate.
struct Stretch {
    status: Status,
    properties: Rc<Option<Element>>,
    /// What its properties were.
    was: Option<Rc<Option<Element>>>,
    signs: Vec<What>,
}

impl Signs {
    /// Takes a paragraph apart.
    pub(super) fn of(paragraph: &Element) -> Result<Self> {
        let mut all = Self::default();
        let noted = |run: &Element| run.child("w:footnoteRef").is_some();
        let mut children = paragraph
            .elements()
            .filter(|e| e.name != "w:pPr")
            .peekable();
        if children.peek().is_some_and(|run| noted(run)) {
            // The mark and the space after it.
            all.lead = children.by_ref().take(2).cloned().collect();
        }
        for child in children {
            match child.name.as_str() {
                "w:r" => all.run(child)?,
                "w:sdt" => all.signs.push(Sign {
                    what: What::Control(child.clone()),
                    properties: Rc::new(None),
                }),
                other => return Err(fault(format!("<{other}> trong đoạn văn"))),
            }
        }
        Ok(all)
    }

    fn run(&mut self, run: &Element) -> Result<()> {
        let properties = Rc::new(run.child("w:rPr").cloned());
        let push = |signs: &mut Vec<Sign>, what| {
            signs.push(Sign {
                what,
                properties: Rc::clone(&properties),
            });
        };
        let blank = |sign: &Sign| matches!(sign.what, What::Letter(' '));
        for child in run.elements().filter(|e| e.name != "w:rPr") {
            if child.name == "w:br" && self.signs.last().is_some_and(blank) {
                // No part of the text (`Inline::Break`); among revisions, lines end elsewhere.
                continue;
            }
            if child.name != "w:t" {
                push(&mut self.signs, What::Element(child.clone()));
                continue;
            }
            for node in &child.children {
                if let Node::Text(text) = node {
                    unescape(text)
                        .map_err(fault)?
                        .chars()
                        .for_each(|c| push(&mut self.signs, What::Letter(c)));
                }
            }
        }
        Ok(())
    }

    /// How many signs.
    pub(super) fn len(&self) -> usize {
        self.signs.len()
    }
}

/// Puts the pieces of two paragraphs together, before them the lead of the first that has one.
/// `gone` is asked for the number of each note whose mark goes.
pub(super) fn join(
    old: &Signs,
    new: &Signs,
    pieces: &[Piece],
    revisions: &mut Revisions,
    mut gone: impl FnMut(&str) -> String,
) -> Vec<Node> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Same(_, range) => {
                for sign in &new.signs[range.clone()] {
                    push(&mut stretches, sign, Status::Kept, None);
                }
            }
            Piece::Restyled(before, range) => {
                let before = &old.signs[before.clone()];
                for (sign, was) in new.signs[range.clone()].iter().zip(before) {
                    push(&mut stretches, sign, Status::Kept, Some(&was.properties));
                }
            }
            Piece::Inserted(range) => {
                for sign in &new.signs[range.clone()] {
                    push(&mut stretches, sign, Status::Inserted, None);
                }
            }
            Piece::Deleted(range) => {
                for sign in &old.signs[range.clone()] {
                    let mut sign = sign.clone();
                    if let What::Element(element) = &mut sign.what
                        && element.name == "w:footnoteReference"
                    {
                        let id = gone(element.attribute("w:id").unwrap_or_default());
                        element.set("w:id", id);
                    }
                    push(&mut stretches, &sign, Status::Deleted, None);
                }
            }
        }
    }
    let lead = match new.lead.is_empty() {
        true => &old.lead,
        false => &new.lead,
    };
    let lead = lead.iter().cloned().map(Node::Element);
    let mut out: Vec<Node> = lead.collect();
    let mut open: Option<(Status, Element)> = None;
    for stretch in stretches {
        let status = stretch.status;
        if open.as_ref().is_some_and(|(fate, _)| *fate != status) {
            out.extend(open.take().map(|(_, around)| Node::Element(around)));
        }
        let runs = stretch.into_runs(revisions);
        match (status, &mut open) {
            (Status::Kept, _) => out.extend(runs),
            (_, Some((_, around))) => around.children.extend(runs),
            (_, None) => {
                open = revisions.of(status).map(|mut around| {
                    around.children = runs;
                    (status, around)
                });
            }
        }
    }
    out.extend(open.map(|(_, around)| Node::Element(around)));
    out
}

fn push(
    stretches: &mut Vec<Stretch>,
    sign: &Sign,
    status: Status,
    was: Option<&Rc<Option<Element>>>,
) {
    if let Some(last) = stretches.last_mut()
        && last.status == status
        && last.properties == sign.properties
        && last.was.as_ref() == was
    {
        last.signs.push(sign.what.clone());
        return;
    }
    stretches.push(Stretch {
        status,
        properties: Rc::clone(&sign.properties),
        was: was.map(Rc::clone),
        signs: vec![sign.what.clone()],
    });
}

impl Stretch {
    /// A run, or more than one where a content control stands between.
    fn into_runs(self, revisions: &mut Revisions) -> Vec<Node> {
        let mut properties = (*self.properties).clone();
        if let Some(was) = self.was {
            let was = (*was).clone().unwrap_or_else(|| Element::new("w:rPr"));
            let mut change = revisions.element("w:rPrChange");
            change.push(was);
            properties
                .get_or_insert_with(|| Element::new("w:rPr"))
                .push(change);
        }
        let name = match self.status {
            Status::Deleted => "w:delText",
            Status::Kept | Status::Inserted => "w:t",
        };
        let mut out = Vec::new();
        let mut run = Run::new(properties, name);
        for sign in self.signs {
            match sign {
                What::Letter(c) => run.text.push(c),
                What::Element(element) => run.push(element),
                What::Control(control) => {
                    out.extend(run.take());
                    match self.status {
                        Status::Kept => out.push(Node::Element(control)),
                        // A control is locked against deletion: only the gap comes and goes.
                        _ => out.extend(bare(&control, name)),
                    }
                }
            }
        }
        out.extend(run.take());
        out
    }
}

/// What a content control holds.
fn bare(control: &Element, name: &str) -> Vec<Node> {
    let mut runs = control.child("w:sdtContent").cloned();
    for run in runs.iter_mut().flat_map(Element::elements_mut) {
        for text in run.elements_mut().filter(|e| e.name == "w:t") {
            name.clone_into(&mut text.name);
        }
    }
    runs.map(|runs| runs.children).unwrap_or_default()
}

/// A run being written.
struct Run<'a> {
    properties: Option<Element>,
    name: &'a str,
    text: String,
    children: Vec<Node>,
}

impl<'a> Run<'a> {
    fn new(properties: Option<Element>, name: &'a str) -> Self {
        Self {
            properties,
            name,
            text: String::new(),
            children: Vec::new(),
        }
    }

    fn push(&mut self, element: Element) {
        self.close();
        self.children.push(Node::Element(element));
    }

    fn close(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let mut text = Element::new(self.name).with("xml:space", "preserve");
        let words = std::mem::take(&mut self.text);
        text.children = vec![Node::Text(escape(words.as_str()).into_owned())];
        self.children.push(Node::Element(text));
    }

    fn take(&mut self) -> Option<Node> {
        self.close();
        if self.children.is_empty() {
            return None;
        }
        let mut run = Element::new("w:r");
        run.children
            .extend(self.properties.clone().map(Node::Element));
        run.children.append(&mut self.children);
        Some(Node::Element(run))
    }
}
