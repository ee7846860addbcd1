//! A small XML tree: what the writer builds, and what of docx-rs is read back.
//!
//! Text and attribute values are kept in their escaped form, so nothing is escaped twice.

use super::fault;
use crate::diagnostic;
use quick_xml::escape::escape;
use quick_xml::{Reader, events::BytesStart, events::Event};
use std::borrow::Cow;

/// The line that every part begins with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespaces of the parts under `word/`.
const NAMESPACES: [(&str, &str); 2] = [
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
];

/// The namespace of what came with Word 2010, and how a program is told that it need not know it.
const LATER: [(&str, &str); 3] = [
    (
        "xmlns:w14",
        "http://schemas.microsoft.com/office/word/2010/wordml",
    ),
    (
        "xmlns:mc",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
    ),
    ("mc:Ignorable", "w14"),
];

/// A name or value: most are known when the program is compiled.
type Text = Cow<'static, str>;

/// An element with its prefix, `w:p`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: Text,
    pub(super) attributes: Vec<(Text, Text)>,
    pub(super) children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An empty element.
    pub(super) fn new(name: impl Into<Text>) -> Self {
        Self {
            name: name.into(),
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// An empty element with a value, `<w:sz w:val="28"/>`. The value needs no escape.
    pub(super) fn value(name: &'static str, value: impl Into<Text>) -> Self {
        Self::new(name).with("w:val", value)
    }

    /// An empty element that is the root of a part under `word/`.
    pub(super) fn root(name: &'static str) -> Self {
        let root = Self::new(name);
        let spaces = NAMESPACES.into_iter();
        spaces.fold(root, |root, (name, space)| root.with(name, space))
    }

    /// The element with one more attribute, whose value needs no escape.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// The element with one more attribute, whose value may be any text.
    #[must_use]
    pub(super) fn with_text(self, name: &'static str, value: &str) -> Self {
        self.with(name, escape(value).into_owned())
    }

    /// The element with more children.
    #[must_use]
    pub(super) fn holding(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.extend(children);
        self
    }

    /// The element with the children of another.
    #[must_use]
    pub(super) fn taking(mut self, other: Self) -> Self {
        self.children.extend(other.children);
        self
    }

    /// The element with text in it, which may be any text.
    #[must_use]
    pub(super) fn saying(mut self, text: &str) -> Self {
        self.children.push(Node::Text(escape(text).into_owned()));
        self
    }

    /// The element, unless it says nothing.
    pub(super) fn if_any(self) -> Option<Self> {
        (!self.children.is_empty() || !self.attributes.is_empty()).then_some(self)
    }

    /// Sets an attribute to a value that needs no escape.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<Text>) {
        match self.attributes.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name.into(), value.into())),
        }
    }

    /// The (escaped) value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_ref())
    }

    /// Appends a child.
    pub(super) fn push(&mut self, child: Self) {
        self.children.push(Node::Element(child));
    }

    /// Appends children.
    pub(super) fn extend(&mut self, children: impl IntoIterator<Item = Self>) {
        self.children
            .extend(children.into_iter().map(Node::Element));
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(Node::element)
    }

    /// The child elements, to be changed.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|e| e.name == name)
    }

    /// Changes the first child of that name, made at the front where there is none.
    pub(super) fn edit(&mut self, name: &'static str, change: impl FnOnce(&mut Self)) {
        if self.child(name).is_none() {
            self.children.insert(0, Node::Element(Self::new(name)));
        }
        if let Some(child) = self.elements_mut().find(|e| e.name == name) {
            change(child);
        }
    }

    /// The part as it stands in the package.
    pub(super) fn to_part(&self) -> String {
        let mut out = String::from(DECLARATION);
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        self.open(out);
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(text),
            }
        }
        close(&self.name, out);
    }

    /// Writes the element's tag but for its end.
    fn open(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(value);
            out.push('"');
        }
    }
}

fn close(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

impl Node {
    /// The element, where it is one.
    pub(super) fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

/// A part on its way: its children are written as they come, so that a long document never stands in
/// memory as a tree.
pub(super) struct Stream {
    out: String,
    /// The elements that are open, outermost first.
    open: Vec<Text>,
}

impl Stream {
    /// A part with these elements around its children, outermost first.
    pub(super) fn new(around: impl IntoIterator<Item = Element>) -> Self {
        let mut out = String::from(DECLARATION);
        let mut open = Vec::new();
        for element in around {
            element.open(&mut out);
            out.push('>');
            open.push(element.name);
        }
        Self { out, open }
    }

    /// word/document.xml, with the children of its body.
    pub(super) fn document(has_checks: bool) -> Self {
        let mut root = Element::root("w:document");
        if has_checks {
            // Controls that are ticked are of Word 2010; a program that does not know them passes over.
            for (name, space) in LATER {
                root.set(name, space);
            }
        }
        Self::new([root, Element::new("w:body")])
    }

    /// Writes the next child.
    pub(super) fn push(&mut self, child: &Element) {
        child.write(&mut self.out);
    }

    /// Begins the next child, which has more children than those that it holds.
    pub(super) fn begin(&mut self, child: Element) {
        child.open(&mut self.out);
        self.out.push('>');
        child
            .elements()
            .for_each(|inner| inner.write(&mut self.out));
        self.open.push(child.name);
    }

    /// Ends the child that began last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            close(&name, &mut self.out);
        }
    }

    /// The part as it stands in the package.
    pub(super) fn finish(mut self) -> String {
        while let Some(name) = self.open.pop() {
            close(&name, &mut self.out);
        }
        self.out
    }
}

/// Reads one element (with or without an XML declaration before it).
pub(super) fn parse(xml: &str) -> diagnostic::Result<Element> {
    let mut reader = Reader::from_str(xml);
    // Everything hangs under this nameless element until the end is reached.
    let mut open = vec![Element::new("")];
    loop {
        match reader.read_event().map_err(fault)? {
            Event::Start(start) => open.push(element(&start).map_err(fault)?),
            Event::Empty(start) => {
                let element = element(&start).map_err(fault)?;
                append(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    append(&mut open, Node::Element(done));
                }
            }
            Event::Text(text) => append_text(&mut open, &text.into_inner()),
            Event::GeneralRef(reference) => {
                append_text(&mut open, &format!("&{};", reference.into_inner()));
            }
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) => {}
            Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    let root = open
        .pop()
        .and_then(|top| top.children.into_iter().find_map(into_element));
    root.ok_or_else(|| fault("XML không có phần tử nào"))
}

fn into_element(node: Node) -> Option<Element> {
    match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, quick_xml::Error> {
    let mut element = Element::new(start.name().into_inner().to_owned());
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute?;
        element.attributes.push((
            attribute.key.into_inner().to_owned().into(),
            attribute.value.into_owned().into(),
        ));
    }
    Ok(element)
}

fn append(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// Text that an entity cut in pieces is put together again.
fn append_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_an_element_is_a_fault() {
        assert!(parse("").is_err());
        assert!(parse("<w:p/>").is_ok());
    }
}
