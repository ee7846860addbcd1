//! The tree of a part's XML, bounded.
//!
//! In: the text of a part. Out: [`Tree`], with names of Strict and Transitional files made one. A general tree of
//! XML holds every attribute and takes time by the square of namespaces and attributes; this one is made for text of
//! strangers: what is too deep, too many or declared is refused while it is read.

use super::package::Fault;
use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
    name::{Namespace, QName, ResolveResult},
};
use std::borrow::Cow;

/// Word itself nests far less; each level is a call of the walks.
const MAX_DEPTH: usize = 200;
/// Elements and texts of a part.
const MAX_NODES: usize = 24_000_000;
const MAX_ATTRIBUTES: usize = 128;
/// Prefixes bound at a time.
const MAX_BINDINGS: usize = 512;

/// The vocabularies that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ns {
    /// No namespace.
    None,
    /// WordprocessingML.
    W,
    /// Relationships inside parts (`r:id`).
    R,
    /// Markup compatibility.
    Mc,
    /// DrawingML.
    A,
    /// Charts of DrawingML, old and new.
    Chart,
    /// SmartArt.
    Dgm,
    /// VML.
    V,
    /// What Office adds to VML.
    O,
    /// Equations.
    M,
    /// `xml:space`.
    Xml,
    /// Relationships and content types of the package.
    Package,
    /// Any other.
    Other,
}

/// Transitional, what Strict says for it.
const URIS: &[(&str, Ns)] = &[
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        Ns::W,
    ),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Ns::W),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        Ns::R,
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        Ns::R,
    ),
    (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        Ns::Mc,
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        Ns::A,
    ),
    ("http://purl.oclc.org/ooxml/drawingml/main", Ns::A),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        Ns::Chart,
    ),
    ("http://purl.oclc.org/ooxml/drawingml/chart", Ns::Chart),
    (
        "http://schemas.microsoft.com/office/drawing/2014/chartex",
        Ns::Chart,
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        Ns::Dgm,
    ),
    ("http://purl.oclc.org/ooxml/drawingml/diagram", Ns::Dgm),
    ("urn:schemas-microsoft-com:vml", Ns::V),
    ("urn:schemas-microsoft-com:office:office", Ns::O),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        Ns::M,
    ),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Ns::M),
    ("http://www.w3.org/XML/1998/namespace", Ns::Xml),
    (
        "http://schemas.openxmlformats.org/package/2006/relationships",
        Ns::Package,
    ),
    (
        "http://schemas.openxmlformats.org/package/2006/content-types",
        Ns::Package,
    ),
];

/// What a choice may ask for that this reader knows: the shapes of Word 2010 and what came with them.
fn is_understood(uri: &str) -> bool {
    let years = uri.strip_prefix("http://schemas.microsoft.com/office/");
    years.is_some_and(|rest| {
        let unknown = ["wordprocessingInk", "symex", "model3d"];
        (rest.starts_with("word/20") || rest.starts_with("drawing/20"))
            && !unknown.iter().any(|name| rest.ends_with(name))
    }) || URIS.iter().any(|(known, _)| *known == uri)
}

#[derive(Debug)]
enum What<'a> {
    Element(Ns, &'a str),
    Text(Cow<'a, str>),
}

#[derive(Debug)]
struct Data<'a> {
    what: What<'a>,
    /// The first node behind it and all that is in it.
    end: u32,
    /// Where its attributes begin; they end where those of the next node begin.
    attributes: u32,
}

#[derive(Debug)]
struct Attribute<'a> {
    ns: Ns,
    name: &'a str,
    value: Cow<'a, str>,
}

/// All nodes, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    nodes: Vec<Data<'a>>,
    attributes: Vec<Attribute<'a>>,
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'t> {
    tree: &'t Tree<'t>,
    at: u32,
}

impl<'a> Tree<'a> {
    /// Reads the text of a part.
    ///
    /// # Errors
    /// What is no XML, or more of it than any document has.
    pub(super) fn parse(text: &'a str) -> Result<Self, Fault> {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader
            .resolver_mut()
            .set_max_namespace_bindings(MAX_BINDINGS);
        let mut tree = Self::default();
        let mut open: Vec<usize> = Vec::new();
        // Text is only held where some element holds text as such.
        let mut holds_text = false;
        loop {
            let event = reader.read_event().map_err(|_| Fault::Broken)?;
            if tree.nodes.len() > MAX_NODES {
                return Err(Fault::TooLarge);
            }
            match event {
                Event::Start(tag) => {
                    if open.is_empty() && !tree.nodes.is_empty() {
                        return Err(Fault::Broken);
                    }
                    if open.len() == MAX_DEPTH {
                        return Err(Fault::TooDeep);
                    }
                    open.push(tree.nodes.len());
                    holds_text = tree.start(text, &tag, &reader)?;
                }
                Event::End(_) => {
                    let end = u32::try_from(tree.nodes.len()).map_err(|_| Fault::TooLarge)?;
                    let opened = open.pop().ok_or(Fault::Broken)?;
                    tree.nodes[opened].end = end;
                    holds_text = false;
                }
                Event::Text(part) if holds_text => {
                    let inner = part.into_inner();
                    tree.text(match within(text, &inner) {
                        Some(part) if !part.contains('\r') => Cow::Borrowed(part),
                        _ => Cow::Owned(inner.replace("\r\n", "\n")),
                    })?;
                }
                Event::CData(part) if holds_text => {
                    tree.text(Cow::Owned(part.into_inner().into_owned()))?;
                }
                Event::GeneralRef(part) if holds_text => {
                    let c = part.resolve_char_ref().map_err(|_| Fault::Broken)?;
                    let named = match &*part {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    };
                    let c = c.or(named).ok_or(Fault::Broken)?;
                    tree.text(Cow::Owned(c.to_string()))?;
                }
                // No part of a package may declare a document type.
                Event::DocType(_) => return Err(Fault::Broken),
                Event::Eof => break,
                Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Empty(_)
                | Event::Comment(_)
                | Event::PI(_)
                | Event::Decl(_) => {}
            }
        }
        if !open.is_empty() || tree.nodes.is_empty() {
            return Err(Fault::Broken);
        }
        Ok(tree)
    }

    /// Takes an element; whether text in it is to be held.
    fn start(
        &mut self,
        source: &'a str,
        tag: &BytesStart<'_>,
        reader: &NsReader<&[u8]>,
    ) -> Result<bool, Fault> {
        let attributes = u32::try_from(self.attributes.len()).map_err(|_| Fault::TooLarge)?;
        let (bound, local) = reader.resolver().resolve_element(tag.name());
        let ns = ns_of(&bound);
        let local = within(source, local.into_inner()).ok_or(Fault::Broken)?;
        for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
            let attribute = attribute.map_err(|_| Fault::Broken)?;
            if count == MAX_ATTRIBUTES {
                return Err(Fault::TooLarge);
            }
            let key = attribute.key.into_inner();
            // Marks of the sessions that typed something.
            if key.starts_with("xmlns") || key.starts_with("w:rsid") || key == "w14:paraId" {
                continue;
            }
            let (bound, name) = reader.resolver().resolve_attribute(attribute.key);
            let name = within(source, name.into_inner()).ok_or(Fault::Broken)?;
            let value = match within(source, &attribute.value) {
                Some(raw) if !raw.contains(['&', '\t', '\n', '\r']) => Cow::Borrowed(raw),
                _ => {
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                    Cow::Owned(value.map_err(|_| Fault::Broken)?.into_owned())
                }
            };
            let value = match (ns, local, name) {
                (Ns::Mc, "Choice", "Requires") => {
                    let known = |prefix: &str| {
                        let name = format!("{prefix}:of");
                        match reader.resolver().resolve_element(QName(&name)).0 {
                            ResolveResult::Bound(Namespace(uri)) => is_understood(uri),
                            ResolveResult::Unbound | ResolveResult::Unknown(_) => false,
                        }
                    };
                    Cow::Borrowed(match value.split_whitespace().all(known) {
                        true => UNDERSTOOD,
                        false => "",
                    })
                }
                _ => value,
            };
            let ns = match bound {
                ResolveResult::Unbound => Ns::None,
                bound => ns_of(&bound),
            };
            self.attributes.push(Attribute { ns, name, value });
        }
        self.nodes.push(Data {
            what: What::Element(ns, local),
            end: 0,
            attributes,
        });
        let holds = match ns {
            Ns::W => matches!(local, "t" | "delText" | "instrText" | "delInstrText"),
            Ns::M | Ns::A => local == "t",
            Ns::Chart => matches!(local, "v" | "f"),
            _ => false,
        };
        Ok(holds)
    }

    fn text(&mut self, text: Cow<'a, str>) -> Result<(), Fault> {
        let attributes = u32::try_from(self.attributes.len()).map_err(|_| Fault::TooLarge)?;
        let end = u32::try_from(self.nodes.len() + 1).map_err(|_| Fault::TooLarge)?;
        self.nodes.push(Data {
            what: What::Text(text),
            end,
            attributes,
        });
        Ok(())
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Node<'_> {
        Node { tree: self, at: 0 }
    }
}

/// The value of `Requires` where all of it is understood.
const UNDERSTOOD: &str = "1";

fn ns_of(bound: &ResolveResult<'_>) -> Ns {
    let ResolveResult::Bound(Namespace(uri)) = bound else {
        return Ns::Other;
    };
    let known = URIS.iter().find(|(known, _)| known == uri);
    known.map_or(Ns::Other, |(_, ns)| *ns)
}

/// The same letters as a part of the source, which lives longer.
fn within<'a>(source: &'a str, part: &str) -> Option<&'a str> {
    let start = (part.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    source.get(start..start.checked_add(part.len())?)
}

impl<'t> Node<'t> {
    fn data(self) -> &'t Data<'t> {
        &self.tree.nodes[self.at as usize]
    }

    /// Where it stands among all nodes.
    pub(super) fn place(self) -> u32 {
        self.at
    }

    pub(super) fn ns(self) -> Ns {
        match self.data().what {
            What::Element(ns, _) => ns,
            What::Text(_) => Ns::None,
        }
    }

    /// Its name without the prefix.
    pub(super) fn name(self) -> &'t str {
        match self.data().what {
            What::Element(_, name) => name,
            What::Text(_) => "",
        }
    }

    /// Its name if it is one of Word's own elements.
    pub(super) fn word(self) -> &'t str {
        match self.data().what {
            What::Element(Ns::W, name) => name,
            _ => "",
        }
    }

    /// Tells whether it is this element.
    pub(super) fn is(self, ns: Ns, name: &str) -> bool {
        self.ns() == ns && self.name() == name
    }

    /// The elements directly in it.
    pub(super) fn children(self) -> impl Iterator<Item = Node<'t>> {
        let (tree, end) = (self.tree, self.data().end);
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            while at < end {
                let node = Node { tree, at };
                at = node.data().end.max(at + 1);
                if matches!(node.data().what, What::Element(..)) {
                    return Some(node);
                }
            }
            None
        })
    }

    /// All elements in it, in the order of the text.
    pub(super) fn descendants(self) -> impl Iterator<Item = Node<'t>> {
        let (tree, end) = (self.tree, self.data().end);
        (self.at + 1..end)
            .map(move |at| Node { tree, at })
            .filter(|node| matches!(node.data().what, What::Element(..)))
    }

    /// The first element of this name in it, of Word's own.
    pub(super) fn child(self, name: &str) -> Option<Node<'t>> {
        self.children().find(|child| child.word() == name)
    }

    /// An attribute of Word's own vocabulary, or of none.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        self.attribute_of(&[Ns::W, Ns::None], name)
    }

    /// An attribute of one of these vocabularies.
    pub(super) fn attribute_of(self, of: &[Ns], name: &str) -> Option<&'t str> {
        let first = self.data().attributes as usize;
        let next = self.tree.nodes.get(self.at as usize + 1);
        let end = next.map_or(self.tree.attributes.len(), |next| next.attributes as usize);
        let mut all = self.tree.attributes.get(first..end)?.iter();
        all.find(|attribute| attribute.name == name && of.contains(&attribute.ns))
            .map(|attribute| &*attribute.value)
    }

    /// `w:val`.
    pub(super) fn value(self) -> Option<&'t str> {
        self.attribute("val")
    }

    /// The `w:val` of an element in it.
    pub(super) fn value_of(self, name: &str) -> Option<&'t str> {
        self.child(name)?.value()
    }

    /// A property that is on where it stands alone: `<w:b/>`, `<w:b w:val="0"/>`.
    pub(super) fn switch(self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off"))
    }

    /// The text directly in it.
    pub(super) fn text(self) -> Cow<'t, str> {
        let mut all = (self.at + 1..self.data().end).filter_map(|at| {
            let data = &self.tree.nodes[at as usize];
            match &data.what {
                What::Text(text) => Some(text),
                What::Element(..) => None,
            }
        });
        let Some(first) = all.next() else {
            return Cow::Borrowed("");
        };
        let mut whole = Cow::Borrowed(&**first);
        for more in all {
            whole.to_mut().push_str(more);
        }
        whole
    }

    /// Whether the spaces at the ends of its text count.
    pub(super) fn keeps_space(self) -> bool {
        self.attribute_of(&[Ns::Xml], "space") == Some("preserve")
    }

    /// The branch of an `mc:AlternateContent` that is read: the first that is understood, else what stands in for
    /// all, else what there is.
    pub(super) fn chosen(self) -> Option<Node<'t>> {
        let understood = |node: &Node<'t>| {
            node.is(Ns::Mc, "Choice") && node.attribute("Requires") == Some(UNDERSTOOD)
        };
        let first = self.children().find(understood);
        first
            .or_else(|| self.children().find(|node| node.is(Ns::Mc, "Fallback")))
            .or_else(|| self.children().next())
    }
}

/// A number as attributes have it: `12`, `12.5`, `12pt` of Strict files (as twips).
pub(super) fn number(text: &str) -> Option<i32> {
    const UNITS: [(&str, f64); 6] = [
        ("pt", 20.0),
        ("in", 1440.0),
        ("cm", 1440.0 / 2.54),
        ("mm", 144.0 / 2.54),
        ("pc", 240.0),
        ("pi", 240.0),
    ];
    let text = text.trim();
    let unit = UNITS.iter().find_map(|(unit, twips)| {
        let value = text.strip_suffix(unit)?.parse::<f64>().ok()?;
        Some(value * twips)
    });
    let value = unit.or_else(|| text.parse().ok())?;
    // Word's own bound of a measure is 31,680 twips; what is beyond means nothing.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded the line before, and floats that are cast saturate"
    )]
    let whole = value.clamp(-1e6, 1e6).round() as i32;
    Some(whole)
}
