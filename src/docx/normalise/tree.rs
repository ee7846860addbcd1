//! A small XML tree: what docx-rs wrote comes in, markup that can be mended comes out.
//!
//! Text and attribute values keep their escaped form, so nothing is unescaped or escaped twice.

use quick_xml::{Reader, events::BytesStart, events::Event};

/// An element with its prefix, `w:p`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::docx) struct Element {
    pub(in crate::docx) name: String,
    pub(in crate::docx) attributes: Vec<(String, String)>,
    pub(in crate::docx) children: Vec<Node>,
}

/// What stands inside an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::docx) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An empty element.
    pub(in crate::docx) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// With one more attribute; the value is already escaped.
    #[must_use]
    pub(in crate::docx) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// Sets an attribute; the value is already escaped.
    pub(in crate::docx) fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name.to_owned(), value.into())),
        }
    }

    /// The (escaped) value of an attribute.
    pub(in crate::docx) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// Takes an attribute away and gives its value.
    pub(in crate::docx) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(n, _)| n == name)?;
        Some(self.attributes.remove(at).1)
    }

    /// Appends a child.
    pub(in crate::docx) fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    /// Appends text that needs no escape.
    pub(in crate::docx) fn push_text(&mut self, text: String) {
        self.children.push(Node::Text(text));
    }

    /// The child elements.
    pub(in crate::docx) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// The child elements, to be changed.
    pub(in crate::docx) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of that name.
    pub(in crate::docx) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// Changes the first child of that name, made at the front where there is none.
    pub(in crate::docx) fn edit(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        if self.child(name).is_none() {
            self.children.insert(0, Node::Element(Self::new(name)));
        }
        if let Some(child) = self.elements_mut().find(|e| e.name == name) {
            change(child);
        }
    }

    /// The part as it stands in the package.
    pub(in crate::docx) fn to_part(&self) -> String {
        let mut out = String::with_capacity(16 * 1024);
        out.push_str(super::DECLARATION);
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(value);
            out.push('"');
        }
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
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

impl Node {
    /// The element, where it is one.
    pub(in crate::docx) fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

/// Reads one element (with or without an XML declaration before it).
pub(in crate::docx) fn parse(xml: &str) -> Result<Element, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    // Everything hangs under this nameless element until the end is reached.
    let mut open = vec![Element::new("")];
    loop {
        match reader.read_event()? {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => {
                let element = element(&start)?;
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
    Ok(root.unwrap_or_else(|| Element::new("")))
}

fn into_element(node: Node) -> Option<Element> {
    match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, quick_xml::Error> {
    let mut element = Element::new(start.name().into_inner());
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute?;
        element.attributes.push((
            attribute.key.into_inner().to_owned(),
            attribute.value.into_owned(),
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
