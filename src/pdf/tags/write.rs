//! The tree as objects of the file.

use super::Tags;
use super::tree::{Element, ElementId, Figure, Kid, Numbering, Span, Tag, Tree};
use crate::diagnostic::Result;
use crate::pdf::broken;
use crate::sheet::NoteId;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary, text_string};
use std::collections::BTreeMap;

impl Tags {
    /// Writes the tree and tells catalog, pages and the fields' widgets of it.
    pub(in crate::pdf) fn write(
        mut self,
        document: &mut Document,
        annotations: Annotations<'_>,
    ) -> Result<()> {
        self.finish_tables();
        self.tree.dissolve_only_paragraphs();
        Writer::new(&self.tree, document, annotations).write()
    }
}

/// The widgets of fields, and the annotations of links.
type Annotations<'a> = (&'a [ObjectId], &'a [ObjectId]);

struct Writer<'a> {
    tree: &'a Tree,
    document: &'a mut Document,
    pages: Vec<ObjectId>,
    widgets: &'a [ObjectId],
    links: &'a [ObjectId],
    /// Which element holds which widget or link.
    forms: Vec<(ObjectId, ObjectId)>,
    /// By index of the element; none where the document does not hold it.
    objects: Vec<Option<ObjectId>>,
    /// Marks and notes by the note's number, to point at each other.
    references: BTreeMap<usize, ObjectId>,
    notes: BTreeMap<usize, ObjectId>,
    /// The attributes of all header cells.
    column_header: Option<ObjectId>,
}

impl<'a> Writer<'a> {
    fn new(tree: &'a Tree, document: &'a mut Document, (widgets, links): Annotations<'a>) -> Self {
        Self {
            tree,
            pages: document.page_iter().collect(),
            document,
            widgets,
            links,
            forms: Vec::new(),
            objects: Vec::new(),
            references: BTreeMap::new(),
            notes: BTreeMap::new(),
            column_header: None,
        }
    }

    fn write(mut self) -> Result<()> {
        let root = self.document.new_object_id();
        let held = self.tree.held();
        for (id, element, _) in &held {
            let object = self.document.new_object_id();
            self.objects.resize(id.index() + 1, None);
            self.objects[id.index()] = Some(object);
            match element.tag {
                Tag::Reference(note) => {
                    self.references.insert(note.0, object);
                }
                Tag::Note(note) => {
                    self.notes.insert(note.0, object);
                }
                _ => {}
            }
        }
        for (id, element, parent) in held {
            let parent = match parent {
                Some(parent) => self.object(parent)?,
                None => root,
            };
            let dictionary = self.element(element, parent)?;
            let object = self.object(id)?;
            self.document.set_object(object, dictionary);
            for kid in &element.kids {
                match *kid {
                    Kid::Widget(field) => self.forms.push((object, self.widget(field)?)),
                    Kid::Link(link) => self.forms.push((object, self.link(link)?)),
                    Kid::Element(_) | Kid::Content { .. } => {}
                }
            }
        }
        let parents = self.parents()?;
        let mut dictionary = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => self.object(Tree::ROOT)?,
            "ParentTree" => self.document.add_object(dictionary! { "Nums" => parents }),
            "ParentTreeNextKey" => (self.tree.owners().len() + self.forms.len()) as i64,
        };
        if !self.notes.is_empty() {
            let names = self
                .notes
                .iter()
                .flat_map(|(&note, &object)| [identity(NoteId(note)), Object::Reference(object)]);
            dictionary.set(
                "IDTree",
                dictionary! { "Names" => names.collect::<Vec<_>>() },
            );
        }
        self.document.set_object(root, dictionary);
        let catalog = self.document.catalog_mut().map_err(broken)?;
        catalog.set("StructTreeRoot", root);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        Ok(())
    }

    fn object(&self, element: ElementId) -> Result<ObjectId> {
        let object = self.objects.get(element.index()).copied().flatten();
        object.ok_or_else(|| broken("nội dung không thuộc cây cấu trúc"))
    }

    fn widget(&self, field: usize) -> Result<ObjectId> {
        let widget = self.widgets.get(field).copied();
        widget.ok_or_else(|| broken("ô không có trong biểu mẫu"))
    }

    fn link(&self, link: usize) -> Result<ObjectId> {
        let link = self.links.get(link).copied();
        link.ok_or_else(|| broken("dẫn chiếu không có liên kết"))
    }

    fn page(&self, page: usize) -> Result<ObjectId> {
        let page = self.pages.get(page).copied();
        page.ok_or_else(|| broken("nội dung ở trang không có"))
    }

    fn element(&mut self, element: &Element, parent: ObjectId) -> Result<Dictionary> {
        let Element { tag, kids } = element;
        let mut dictionary = dictionary! { "S" => tag.name(), "P" => parent };
        let home = kids.iter().find_map(|kid| match kid {
            Kid::Content { page, number: _ } => Some(*page),
            Kid::Element(_) | Kid::Widget(_) | Kid::Link(_) => None,
        });
        if let Some(home) = home {
            dictionary.set("Pg", self.page(home)?);
        }
        let mut kids = kids
            .iter()
            .map(|kid| self.kid(*kid, home))
            .collect::<Result<Vec<_>>>()?;
        match kids.len() {
            0 => {}
            1 => dictionary.set("K", kids.remove(0)),
            _ => dictionary.set("K", kids),
        }
        match *tag {
            Tag::HeaderCell(Span::SINGLE) => dictionary.set("A", self.column_header()),
            Tag::HeaderCell(span) => {
                let mut attributes = spanned(span);
                attributes.set("Scope", "Column");
                dictionary.set("A", attributes);
            }
            Tag::Cell(Span::SINGLE) => {}
            Tag::Cell(span) => dictionary.set("A", spanned(span)),
            Tag::Figure(index) => {
                if let Some(figure) = self.tree.figures().get(index) {
                    dictionary.set("Alt", text_string(&figure.words));
                    dictionary.set("A", place(figure));
                }
            }
            Tag::List(numbering) => dictionary.set("A", list(numbering)),
            // /Ref is of PDF 2.0; 1.7 has no other link between structure elements.
            Tag::Reference(note) => {
                if let Some(&note) = self.notes.get(&note.0) {
                    dictionary.set("Ref", vec![Object::Reference(note)]);
                }
            }
            Tag::Note(note) => {
                dictionary.set("ID", identity(note));
                if let Some(&mark) = self.references.get(&note.0) {
                    dictionary.set("Ref", vec![Object::Reference(mark)]);
                }
            }
            _ => {}
        }
        Ok(dictionary)
    }

    /// Content on the element's own page is told by its number alone.
    fn kid(&self, kid: Kid, home: Option<usize>) -> Result<Object> {
        Ok(match kid {
            Kid::Element(element) => self.object(element)?.into(),
            Kid::Widget(_) | Kid::Link(_) => {
                let widget = match kid {
                    Kid::Link(link) => self.link(link)?,
                    Kid::Widget(field) => self.widget(field)?,
                    _ => return Err(broken("phần tử không có chú giải")),
                };
                let page = self
                    .document
                    .get_dictionary(widget)
                    .and_then(|w| w.get(b"P"));
                Object::Dictionary(dictionary! {
                    "Type" => "OBJR",
                    "Pg" => page.map_err(broken)?.clone(),
                    "Obj" => widget,
                })
            }
            Kid::Content { page, number } if Some(page) == home => Object::from(number as i64),
            Kid::Content { page, number } => Object::Dictionary(dictionary! {
                "Type" => "MCR",
                "Pg" => self.page(page)?,
                "MCID" => number as i64,
            }),
        })
    }

    fn column_header(&mut self) -> ObjectId {
        let document = &mut *self.document;
        *self.column_header.get_or_insert_with(|| {
            document.add_object(dictionary! { "O" => "Table", "Scope" => "Column" })
        })
    }

    /// From marked content and widgets to elements, a page or a widget an entry; pages and widgets
    /// are told their keys.
    fn parents(&mut self) -> Result<Vec<Object>> {
        let mut entries = Vec::new();
        for (page, owners) in self.tree.owners().iter().enumerate() {
            let owners = owners
                .iter()
                .map(|&owner| self.object(owner).map(Object::Reference))
                .collect::<Result<Vec<_>>>()?;
            entries.extend([Object::from(page as i64), Object::Array(owners)]);
            let id = self.page(page)?;
            let dictionary = self.document.get_dictionary_mut(id).map_err(broken)?;
            dictionary.set("StructParents", page as i64);
        }
        for (key, &(form, widget)) in (self.tree.owners().len()..).zip(&self.forms) {
            entries.extend([Object::from(key as i64), Object::Reference(form)]);
            let dictionary = self.document.get_dictionary_mut(widget).map_err(broken)?;
            dictionary.set("StructParent", key as i64);
        }
        Ok(entries)
    }
}

/// Attributes of a cell over several columns or rows.
fn spanned(span: Span) -> Dictionary {
    let Span { across, down } = span;
    let mut attributes = dictionary! { "O" => "Table" };
    for (name, count) in [("ColSpan", across), ("RowSpan", down)] {
        if count > 1 {
            attributes.set(name, i64::from(count));
        }
    }
    attributes
}

/// Attributes of a picture: where it stands.
fn place(figure: &Figure) -> Dictionary {
    let corners = figure.corners.map(Object::Real).to_vec();
    dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners }
}

/// Attributes of a list. Our dashes are none of PDF's bullets; a disc is the nearest.
fn list(numbering: Numbering) -> Dictionary {
    let numbering = match numbering {
        Numbering::Sign => "Disc",
        Numbering::Decimal => "Decimal",
        Numbering::Letter => "LowerAlpha",
    };
    dictionary! { "O" => "List", "ListNumbering" => numbering }
}

/// The identity of a note, in the order of notes.
fn identity(note: NoteId) -> Object {
    let name = format!("note-{:06}", note.0 + 1);
    Object::String(name.into_bytes(), StringFormat::Literal)
}
