//! The tag tree as a reader walks it.

use super::sample::Sheet;
use super::{dictionary, load};
use crate::document::HeadingForm;
use crate::font::{FaceId, FontSet};
use crate::layout::{CellPart, Item, ItemPart, Line, Mark, Page, Pages, Part, Span};
use crate::pdf::write;
use crate::sheet::{ListId, NoteId, Role, TableRole};
use crate::{Resources, compile, content, layout};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;

/// Text of each marked content: by page and number. Artifacts are left out.
type Contents = BTreeMap<(ObjectId, i64), String>;

/// Reads a page; all that draws must stand in marked content, text sections inside it.
fn read(document: &Document, page: ObjectId, contents: &mut Contents) {
    let fonts: BTreeMap<Vec<u8>, Encoding<'_>> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, font.get_font_encoding(document).unwrap()))
        .collect();
    let (mut open, mut in_text, mut font) = (None, false, None);
    for operation in document
        .get_and_decode_page_content(page)
        .unwrap()
        .operations
    {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BDC" => {
                assert!(open.is_none() && !in_text);
                let artifact = operands[0].as_name().unwrap() == b"Artifact";
                let number = operands[1].as_dict().unwrap().get(b"MCID");
                let number = number.ok().map(|number| number.as_i64().unwrap());
                assert_eq!(artifact, number.is_none());
                if let Some(number) = number {
                    let before = contents.insert((page, number), String::new());
                    assert_eq!(before, None);
                }
                open = Some(number);
            }
            "EMC" => assert!(open.take().is_some() && !in_text),
            "BT" => assert!(open.is_some() && !std::mem::replace(&mut in_text, true)),
            "ET" => assert!(std::mem::take(&mut in_text)),
            "Tf" => font = Some(operands[0].as_name().unwrap().to_vec()),
            "S" => assert_eq!(open, Some(None), "rules are artifacts"),
            "Tj" | "TJ" => {
                let shown = match &operands[0] {
                    Object::Array(pieces) => pieces.as_slice(),
                    _ => operands.as_slice(),
                };
                let Some(number) = open.unwrap() else {
                    continue;
                };
                let encoding = &fonts[font.as_ref().unwrap()];
                let text = contents.get_mut(&(page, number)).unwrap();
                for piece in shown.iter().filter_map(|piece| piece.as_str().ok()) {
                    text.push_str(&Document::decode_text(encoding, piece).unwrap());
                }
            }
            _ => {}
        }
    }
    assert!(open.is_none());
}

/// The tree as indented lines, text in quotes (`…` where it is long), each content with its page.
struct Walk<'a> {
    document: &'a Document,
    contents: Contents,
    /// Entries of the parent tree: removed as they are found in the tree.
    owners: BTreeMap<(ObjectId, i64), ObjectId>,
    lines: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(document: &'a Document) -> Self {
        let mut contents = Contents::new();
        let mut owners = BTreeMap::new();
        let root = dictionary(document, document.catalog().unwrap(), "StructTreeRoot");
        let parents = dictionary(document, root, "ParentTree");
        let parents = parents.get(b"Nums").unwrap().as_array().unwrap();
        for page in document.page_iter() {
            read(document, page, &mut contents);
            let own = document.get_dictionary(page).unwrap();
            let Ok(key) = own.get(b"StructParents") else {
                continue;
            };
            let at = parents.iter().step_by(2).position(|k| k == key).unwrap();
            let list = parents[2 * at + 1].as_array().unwrap();
            for (number, owner) in (0..).zip(list) {
                owners.insert((page, number), owner.as_reference().unwrap());
            }
        }
        assert!(contents.keys().eq(owners.keys()));
        let mut walk = Self {
            document,
            contents,
            owners,
            lines: Vec::new(),
        };
        let top = root.get(b"K").unwrap().as_reference().unwrap();
        walk.element(top, 0);
        assert!(walk.owners.is_empty(), "content outside the tree");
        walk
    }

    fn element(&mut self, id: ObjectId, depth: usize) {
        let element = self.document.get_dictionary(id).unwrap();
        let name = element.get(b"S").unwrap().as_name().unwrap();
        let name = str::from_utf8(name).unwrap();
        self.lines.push(format!("{}{name}", "  ".repeat(depth)));
        let one;
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.as_slice(),
            Ok(kid) => {
                one = [kid.clone()];
                &one
            }
            Err(_) => &[],
        };
        for kid in kids {
            match kid {
                Object::Reference(kid) => {
                    let child = self.document.get_dictionary(*kid).unwrap();
                    assert_eq!(child.get(b"P").unwrap().as_reference().unwrap(), id);
                    self.element(*kid, depth + 1);
                }
                Object::Integer(number) => self.content(id, element, *number, depth),
                Object::Dictionary(content) if content.has(b"Obj") => {
                    self.widget(id, content, depth);
                }
                Object::Dictionary(content) => {
                    let number = content.get(b"MCID").unwrap().as_i64().unwrap();
                    self.content(id, content, number, depth);
                }
                other => panic!("{other:?}"),
            }
        }
    }

    /// A field or a link stands in the tree once, and the parent tree leads back from it.
    fn widget(&mut self, owner: ObjectId, at: &Dictionary, depth: usize) {
        let widget = dictionary(self.document, at, "Obj");
        let key = widget.get(b"StructParent").unwrap();
        let root = dictionary(
            self.document,
            self.document.catalog().unwrap(),
            "StructTreeRoot",
        );
        let parents = dictionary(self.document, root, "ParentTree");
        let parents = parents.get(b"Nums").unwrap().as_array().unwrap();
        let at = parents.iter().step_by(2).position(|k| k == key).unwrap();
        assert_eq!(parents[2 * at + 1].as_reference().unwrap(), owner);
        // Of a field, or of a link.
        let tip = widget.get(b"TU").or_else(|_| widget.get(b"Contents"));
        let tip = lopdf::decode_text_string(tip.unwrap()).unwrap();
        self.lines
            .push(format!("{}[{tip}]", "  ".repeat(depth + 1)));
    }

    fn content(&mut self, owner: ObjectId, at: &Dictionary, number: i64, depth: usize) {
        let page = at.get(b"Pg").unwrap().as_reference().unwrap();
        assert_eq!(self.owners.remove(&(page, number)), Some(owner));
        let text = &self.contents[&(page, number)];
        let mut shown: String = text.chars().take(50).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        let page = self.document.page_iter().position(|id| id == page).unwrap() + 1;
        let line = format!("{}{page} “{shown}”", "  ".repeat(depth + 1));
        self.lines.push(line);
    }
}

fn walked(bytes: &[u8]) -> Vec<String> {
    Walk::new(&load(bytes)).lines
}

#[test]
fn the_sample_reads_in_order() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/samples/phuong-2/ke-hoach-2024.yaml"
    );
    let resources = Resources::embedded();
    let loaded = content::load(path.as_ref()).unwrap();
    let compiled = compile(&loaded.content, &resources).unwrap();
    let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
    let lines = walked(&write(&pages, &resources.fonts).unwrap());
    let second = lines.iter().position(|line| line.contains("2 “")).unwrap();
    insta::assert_snapshot!(lines[..second].join("\n"));
    let last = lines
        .iter()
        .rposition(|line| line.contains("5 “- "))
        .unwrap();
    insta::assert_snapshot!("the_sample_ends", lines[last..].join("\n"));
}

/// A span: what it marks, if anything, and its text.
type Text = (Option<Mark>, &'static str);

/// A page of lines, each of one paragraph.
#[derive(Default)]
struct Lines(Vec<(Part, Vec<Text>)>);

impl Lines {
    fn add(&mut self, part: Part, spans: &[Text]) {
        self.0.push((part, spans.to_vec()));
    }

    fn page(self) -> Page {
        let items = (1..).zip(self.0).map(|(at, (part, spans))| {
            let spans = (0..).zip(spans).map(|(nth, (mark, text))| Span {
                mark,
                ..Sheet::span(50.0 + 60.0 * f64::from(nth), FaceId::Regular, 13.0, text)
            });
            Item::Line(Line {
                part,
                baseline: 20.0 * f64::from(at),
                spans: spans.collect(),
                origins: Vec::new(),
            })
        });
        Page {
            width: 595.3,
            height: 841.9,
            items: items.collect(),
        }
    }
}

fn part(paragraph: u32, role: Role) -> Part {
    Part {
        role,
        paragraph,
        cell: None,
        note: None,
        item: None,
        outline: None,
    }
}

fn heading(paragraph: u32, level: u8) -> Part {
    let form = HeadingForm::Roman;
    Part {
        outline: Some(level),
        ..part(paragraph, Role::Heading { form })
    }
}

fn item(paragraph: u32, list: usize, level: u8) -> Part {
    Part {
        item: Some(ItemPart {
            list: ListId(list),
            level,
        }),
        ..part(paragraph, Role::ListItem)
    }
}

fn note(paragraph: u32, note: usize) -> Part {
    Part {
        note: Some(NoteId(note)),
        ..part(paragraph, Role::Footnote)
    }
}

fn cell(paragraph: u32, (row, column): (u32, u32), header: bool, repeated: bool) -> Part {
    Part {
        cell: Some(CellPart {
            table: 0,
            role: TableRole::Data,
            row,
            column,
            across: 1,
            down: 1,
            header,
            repeated,
        }),
        ..part(paragraph, Role::TableCell)
    }
}

fn tree(pages: Vec<Lines>) -> String {
    let fonts = FontSet::embedded();
    let pages = Pages {
        fields: Vec::new(),
        properties: crate::document::Properties {
            title: String::new(),
            author: String::new(),
            subject: String::new(),
            language: String::new(),
        },
        pages: pages.into_iter().map(Lines::page).collect(),
        outline: Vec::new(),
    };
    walked(&write(&pages, &fonts).unwrap()).join("\n")
}

#[test]
fn headings_skip_no_level() {
    let mut lines = Lines::default();
    for (at, level) in (0..).zip([2, 4, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7]) {
        lines.add(heading(at, level), &[(None, "a")]);
    }
    let tree = tree(vec![lines]);
    let names: Vec<_> = tree.lines().map(str::trim).collect();
    let names: Vec<_> = names.iter().filter(|name| name.starts_with('H')).collect();
    assert_eq!(
        names,
        [
            &"H1", &"H2", &"H2", &"H2", &"H1", &"H1", &"H2", &"H3", &"H4", &"H5", &"H6", &"H6"
        ]
    );
}

#[test]
fn lists_stand_in_their_items() {
    let mark = Some(Mark::Item);
    let mut lines = Lines::default();
    lines.add(item(0, 0, 0), &[(mark, "1. "), (None, "one")]);
    lines.add(item(1, 0, 1), &[(mark, "+ "), (None, "nested")]);
    lines.add(item(2, 0, 0), &[(mark, "2. "), (None, "two")]);
    lines.add(part(3, Role::ListContinuation), &[(None, "more of two")]);
    lines.add(item(4, 1, 0), &[(mark, "- "), (None, "another list")]);
    lines.add(part(5, Role::Body), &[(None, "no list")]);
    lines.add(item(6, 1, 0), &[(mark, "- "), (None, "a third list")]);
    insta::assert_snapshot!(tree(vec![lines]));
}

/// An empty cell, a row cut by the page's end, a header row set again, a note marked in a cell.
#[test]
fn tables_are_whole() {
    let mut one = Lines::default();
    one.add(cell(0, (0, 0), true, false), &[(None, "Head")]);
    one.add(cell(1, (0, 1), true, false), &[(None, "Head")]);
    one.add(cell(2, (1, 1), false, false), &[(None, "only the second")]);
    let mark = Some(Mark::Reference(NoteId(0)));
    one.add(
        cell(3, (2, 0), false, false),
        &[(None, "left"), (mark, "1")],
    );
    one.add(cell(4, (2, 1), false, false), &[(None, "right")]);
    one.add(note(5, 0), &[(Some(Mark::Note), "1"), (None, " note")]);
    let mut two = Lines::default();
    two.add(cell(0, (0, 0), true, true), &[(None, "Head")]);
    two.add(cell(1, (0, 1), true, true), &[(None, "Head")]);
    two.add(cell(3, (2, 0), false, false), &[(None, "left overleaf")]);
    two.add(cell(4, (2, 1), false, false), &[(None, "right overleaf")]);
    two.add(part(6, Role::Body), &[(None, "after")]);
    two.add(note(5, 0), &[(None, "note overleaf")]);
    two.add(part(7, Role::PageNumber), &[(None, "2")]);
    insta::assert_snapshot!(tree(vec![one, two]));
}
