//! The pages for readers that do not see them: the tag tree (ISO 32000-1, 14.8).
//!
//! In: lines in the order they are drawn, each with the [`Part`] of the document that it is of. Out:
//! for each span the element that owns it, or why none does; and at the end the tree, in reading
//! order, as objects of the file.
//!
//! The order on a page is that of reading but for notes: theirs come right after the paragraph that
//! has the mark. Letterhead and closing are tables only to the eye: they become groups of
//! paragraphs, column after column, row after row.

mod lists;
mod tables;
mod tree;
mod write;

use crate::layout::{CellPart, Field, FieldKind, Mark, Part, Span};
use crate::sheet::{NoteId, Role};
use lists::OpenList;
use std::collections::{BTreeMap, VecDeque};
use tables::TableTags;
pub(super) use tree::ElementId;
use tree::{DEEPEST, Figure, Tag, Tree};

/// To whom something drawn belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// An element of the tree.
    Element(ElementId),
    /// Nobody.
    Artifact(Artifact),
}

/// Things on a page that are not the document's own content (14.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// The number of the page.
    PageNumber,
    /// A header row set again.
    RepeatedRow,
    /// A line.
    Rule,
    /// The spaces under a field.
    Gap,
}

/// The tree under work.
pub(super) struct Tags {
    tree: Tree,
    /// By their numbers; the text behind the title of a heading apart from the title.
    paragraphs: BTreeMap<(u32, bool), Paragraph>,
    rooms: BTreeMap<Place, Room>,
    tables: BTreeMap<u32, TableTags>,
    /// The element of a table whose cells are still to come, and of its caption.
    captioned: Option<(ElementId, ElementId)>,
    references: BTreeMap<usize, ElementId>,
    /// The title that the next line of the body may be a further line of, and its depth.
    title: Option<(u8, Paragraph)>,
    /// Levels, as the document has them, of the headings above what comes next.
    headings: Vec<u8>,
    /// Fields that still have no place in the tree, by index, first come first.
    gaps: VecDeque<usize>,
    /// Fields of signatures by the number of the paragraph before which they are read.
    signatures: BTreeMap<u32, Vec<usize>>,
}

/// Where paragraphs follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Body,
    Cell { table: u32, row: u32, column: u32 },
    Note(usize),
}

/// A place's element.
#[derive(Debug, Clone)]
struct Room {
    element: ElementId,
    /// Lists whose items may go on, outermost first.
    lists: Vec<OpenList>,
}

/// A paragraph's element.
#[derive(Debug, Clone, Copy)]
struct Paragraph {
    element: ElementId,
    /// The element that holds it.
    parent: ElementId,
    /// Where its mark goes, if it is a list item.
    label: Option<ElementId>,
}

impl Tags {
    /// An empty document that will have these fields.
    pub(super) fn new(fields: &[Field]) -> Self {
        let mut tree = Tree::new();
        let mut gaps = VecDeque::new();
        let mut signatures: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, field) in fields.iter().enumerate() {
            match (&field.kind, field.anchor) {
                (FieldKind::Text { .. }, _) => gaps.push_back(index),
                (_, Some(anchor)) => signatures.entry(anchor).or_default().push(index),
                // Above the text.
                (_, None) => tree.field(Tree::ROOT, index),
            }
        }
        let body = Room {
            element: Tree::ROOT,
            lists: Vec::new(),
        };
        Self {
            tree,
            paragraphs: BTreeMap::new(),
            rooms: BTreeMap::from([(Place::Body, body)]),
            tables: BTreeMap::new(),
            captioned: None,
            references: BTreeMap::new(),
            title: None,
            headings: Vec::new(),
            gaps,
            signatures,
        }
    }

    /// To whom a span of a line belongs.
    pub(super) fn owner(&mut self, part: Part, span: &Span) -> Owner {
        if part.role == Role::PageNumber {
            return Owner::Artifact(Artifact::PageNumber);
        }
        if part.cell.is_some_and(|cell| cell.repeated) {
            return Owner::Artifact(Artifact::RepeatedRow);
        }
        if span.blank.is_some()
            && let Some(field) = self.gaps.pop_front()
        {
            let paragraph = self.paragraph(part, span).element;
            self.tree.field(paragraph, field);
            return Owner::Artifact(Artifact::Gap);
        }
        Owner::Element(match span.mark {
            None => self.paragraph(part, span).element,
            Some(Mark::Item) => {
                let paragraph = self.paragraph(part, span);
                paragraph.label.unwrap_or(paragraph.element)
            }
            Some(Mark::Reference(note)) => {
                let paragraph = self.paragraph(part, span);
                self.reference(paragraph, note)
            }
            Some(Mark::Note) => {
                let room = self.room(Place::of(part), part.cell);
                self.tree.append(room, Tag::Label)
            }
        })
    }

    /// The element of a picture that stands before what comes next, told in words; `corners` are left,
    /// lower, right and upper edge on its page.
    pub(super) fn figure(&mut self, part: Part, words: &str, corners: [f32; 4]) -> ElementId {
        let place = Place::of(part);
        let parent = self.room(place, part.cell);
        if part.role == Role::Illustration {
            self.end_lists(place);
        }
        let words = words.to_owned();
        self.tree.figure(parent, Figure { words, corners })
    }

    /// The element of the words of a reference in a paragraph, which the link of this index belongs to.
    pub(super) fn link(&mut self, parent: ElementId, link: usize) -> ElementId {
        self.tree.link(parent, link)
    }

    /// Opens marked content of an element on a page: the name and number that it has there.
    pub(super) fn content(&mut self, element: ElementId, page: usize) -> (&'static str, usize) {
        let name = self.tree.tag(element).name();
        (name, self.tree.content(element, page))
    }

    /// The element of a paragraph; `span` is the one about to be drawn.
    fn paragraph(&mut self, part: Part, span: &Span) -> Paragraph {
        let Part {
            role,
            paragraph: number,
            cell,
            note: _, // Place::of
            item,
            outline,
        } = part;
        let behind_title = matches!(role, Role::RunIn { form: _ }) && !span.title;
        let number = (number, behind_title);
        if let Some(&known) = self.paragraphs.get(&number) {
            return known;
        }
        let place = Place::of(part);
        let level = outline.filter(|_| role.is_title() && place == Place::Body);
        if let (Some(level), Some((same, title))) = (level, self.title)
            && level == same
        {
            self.paragraphs.insert(number, title);
            return title;
        }
        let parent = match role {
            Role::TableCaption | Role::TableUnit => self.caption(),
            _ => self.room(place, cell),
        };
        // Read where they stand: between title and name.
        for field in self.signatures.remove(&number.0).unwrap_or_default() {
            self.tree.field(parent, field);
        }
        let paragraph = match (role, item) {
            (_, Some(item)) => self.list_item(place, item, &span.text),
            (Role::ListContinuation, _) => self.list_continuation(place),
            _ => {
                self.end_lists(place);
                let tag = match outline {
                    Some(level) if !behind_title => Tag::Heading(self.depth(level)),
                    _ => Tag::Paragraph,
                };
                Paragraph {
                    element: self.tree.append(parent, tag),
                    parent,
                    label: None,
                }
            }
        };
        self.paragraphs.insert(number, paragraph);
        if !matches!(place, Place::Note(_)) {
            self.title = level.map(|level| (level, paragraph));
        }
        paragraph
    }

    /// A heading's level so that none is skipped, as PDF/UA demands of every document.
    fn depth(&mut self, level: u8) -> u8 {
        while self.headings.last().is_some_and(|&above| above >= level) {
            self.headings.pop();
        }
        self.headings.push(level);
        u8::try_from(self.headings.len()).map_or(DEEPEST, |depth| depth.min(DEEPEST))
    }

    /// The mark of a note in a paragraph. The note itself follows the paragraph.
    fn reference(&mut self, paragraph: Paragraph, note: NoteId) -> ElementId {
        if let Some(&known) = self.references.get(&note.0) {
            return known;
        }
        let element = self.tree.append(paragraph.element, Tag::Reference(note));
        self.references.insert(note.0, element);
        if !self.rooms.contains_key(&Place::Note(note.0)) {
            self.note(paragraph.parent, note.0);
        }
        element
    }

    fn note(&mut self, parent: ElementId, note: usize) -> ElementId {
        let element = self.tree.append(parent, Tag::Note(NoteId(note)));
        let lists = Vec::new();
        self.rooms
            .insert(Place::Note(note), Room { element, lists });
        element
    }

    /// The element of a place, made where it is new. `cell` is the place's, if it is one.
    fn room(&mut self, place: Place, cell: Option<CellPart>) -> ElementId {
        if let Some(room) = self.rooms.get(&place) {
            return room.element;
        }
        match (place, cell) {
            (Place::Note(note), _) => self.note(Tree::ROOT, note),
            (Place::Cell { .. }, Some(cell)) => {
                let element = self.cell(cell);
                let lists = Vec::new();
                self.rooms.insert(place, Room { element, lists });
                element
            }
            (Place::Cell { .. }, None) | (Place::Body, _) => Tree::ROOT,
        }
    }
}

impl Place {
    fn of(part: Part) -> Self {
        match (part.note, part.cell) {
            (Some(note), _) => Self::Note(note.0),
            (None, Some(cell)) => Self::Cell {
                table: cell.table,
                row: cell.row,
                column: cell.column,
            },
            (None, None) => Self::Body,
        }
    }
}
