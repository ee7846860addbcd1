//! The tree of elements as it grows: what each element is, what it holds, who owns which marked
//! content of which page.

use crate::sheet::NoteId;

/// The types of elements (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Document,
    /// A group without meaning of its own: a table that only places its text, or a column of it.
    Group,
    /// A heading of this level, from 1 to [`DEEPEST`].
    Heading(u8),
    Paragraph,
    List(Numbering),
    ListItem,
    /// The mark of an item or of a note.
    Label,
    ListBody,
    Table,
    TableHead,
    TableBody,
    Row,
    HeaderCell(Span),
    Cell(Span),
    /// Above a table, within it.
    Caption,
    /// The mark in the text.
    Reference(NoteId),
    Note(NoteId),
    /// A field to fill in or to sign.
    Form,
    /// The words of a reference within the document.
    Link,
    /// A picture, by its index in the tree.
    Figure(usize),
}

/// How many columns and rows a cell lies over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) across: u32,
    pub(super) down: u32,
}

impl Span {
    /// A cell of one column and row.
    pub(super) const SINGLE: Self = Self { across: 1, down: 1 };
}

/// PDF 1.7 has no deeper heading.
pub(super) const DEEPEST: u8 = 6;

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// With a dash or any other sign.
    Sign,
    /// 1, 2, 3
    Decimal,
    /// a, b, c
    Letter,
}

impl Tag {
    /// Its standard structure type.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Group => "Div",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(4) => "H4",
            Self::Heading(5) => "H5",
            Self::Heading(_) => "H6",
            Self::Paragraph => "P",
            Self::List(_) => "L",
            Self::ListItem => "LI",
            Self::Label => "Lbl",
            Self::ListBody => "LBody",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::Row => "TR",
            Self::HeaderCell(_) => "TH",
            Self::Cell(_) => "TD",
            Self::Caption => "Caption",
            Self::Reference(_) => "Reference",
            Self::Note(_) => "Note",
            Self::Form => "Form",
            Self::Link => "Link",
            Self::Figure(_) => "Figure",
        }
    }
}

/// Index into [`Tree::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) struct ElementId(usize);

/// A thing that an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kid {
    Element(ElementId),
    /// Marked content of a page.
    Content {
        page: usize,
        number: usize,
    },
    /// The widget of a field, by the field's index.
    Widget(usize),
    /// The annotation of a link, by its index.
    Link(usize),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    /// In reading order.
    pub(super) kids: Vec<Kid>,
}

/// The facts of a picture that its element tells.
#[derive(Debug)]
pub(super) struct Figure {
    /// The words for what it shows.
    pub(super) words: String,
    /// Left, lower, right, upper edge on its page.
    pub(super) corners: [f32; 4],
}

/// All elements; the first is the document.
#[derive(Debug)]
pub(super) struct Tree {
    elements: Vec<Element>,
    /// The owner of each marked content, page by page.
    owners: Vec<Vec<ElementId>>,
    /// [`Tag::Figure`] points here.
    figures: Vec<Figure>,
}

impl Tree {
    /// The document.
    pub(super) const ROOT: ElementId = ElementId(0);

    pub(super) fn new() -> Self {
        let root = Element {
            tag: Tag::Document,
            kids: Vec::new(),
        };
        Self {
            elements: vec![root],
            owners: Vec::new(),
            figures: Vec::new(),
        }
    }

    /// An element that nothing holds yet.
    pub(super) fn loose(&mut self, tag: Tag) -> ElementId {
        self.elements.push(Element {
            tag,
            kids: Vec::new(),
        });
        ElementId(self.elements.len() - 1)
    }

    /// A new last kid.
    pub(super) fn append(&mut self, parent: ElementId, tag: Tag) -> ElementId {
        let kid = self.loose(tag);
        self.adopt(parent, kid);
        kid
    }

    /// Makes a loose element the last kid.
    pub(super) fn adopt(&mut self, parent: ElementId, kid: ElementId) {
        self.elements[parent.0].kids.push(Kid::Element(kid));
    }

    /// The next marked content of a page belongs to an element: its number there.
    pub(super) fn content(&mut self, element: ElementId, page: usize) -> usize {
        if self.owners.len() <= page {
            self.owners.resize(page + 1, Vec::new());
        }
        let owners = &mut self.owners[page];
        let number = owners.len();
        owners.push(element);
        self.elements[element.0]
            .kids
            .push(Kid::Content { page, number });
        number
    }

    /// A field as the next kid.
    pub(super) fn field(&mut self, parent: ElementId, field: usize) {
        let form = self.append(parent, Tag::Form);
        self.elements[form.0].kids.push(Kid::Widget(field));
    }

    /// The words of a reference as the next kid.
    pub(super) fn link(&mut self, parent: ElementId, link: usize) -> ElementId {
        let element = self.append(parent, Tag::Link);
        self.elements[element.0].kids.push(Kid::Link(link));
        element
    }

    /// A picture as the next kid.
    pub(super) fn figure(&mut self, parent: ElementId, figure: Figure) -> ElementId {
        self.figures.push(figure);
        self.append(parent, Tag::Figure(self.figures.len() - 1))
    }

    /// The pictures, as [`Tag::Figure`] counts them.
    pub(super) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The type of an element.
    pub(super) fn tag(&self, element: ElementId) -> Tag {
        self.elements[element.0].tag
    }

    /// The owner of each marked content, page by page up to the last with content.
    pub(super) fn owners(&self) -> &[Vec<ElementId>] {
        &self.owners
    }

    /// Elements that the document holds, each with what holds it (the document: nothing), in the
    /// order of their making.
    pub(super) fn held(&self) -> Vec<(ElementId, &Element, Option<ElementId>)> {
        let mut parents = vec![None; self.elements.len()];
        for (index, element) in self.elements.iter().enumerate() {
            for kid in &element.kids {
                if let Kid::Element(kid) = kid {
                    parents[kid.0] = Some(ElementId(index));
                }
            }
        }
        (0..)
            .map(ElementId)
            .zip(self.elements.iter().zip(parents))
            .filter(|(id, (_, parent))| *id == Self::ROOT || parent.is_some())
            .map(|(id, (element, parent))| (id, element, parent))
            .collect()
    }

    /// Dissolves each paragraph that is all that a cell or the body of a list item holds: it would
    /// say nothing, and a long table has hundreds.
    pub(super) fn dissolve_only_paragraphs(&mut self) {
        let mut heirs: Vec<ElementId> = (0..self.elements.len()).map(ElementId).collect();
        for index in 0..self.elements.len() {
            let element = &self.elements[index];
            if let (Tag::Cell(_) | Tag::HeaderCell(_) | Tag::ListBody, [Kid::Element(only)]) =
                (element.tag, &element.kids[..])
                && self.tag(*only) == Tag::Paragraph
            {
                let only = only.0;
                heirs[only] = ElementId(index);
                self.elements[index].kids = std::mem::take(&mut self.elements[only].kids);
            }
        }
        for owner in self.owners.iter_mut().flatten() {
            *owner = heirs[owner.0];
        }
    }
}

impl ElementId {
    /// For tables beside the tree.
    pub(super) fn index(self) -> usize {
        self.0
    }
}
