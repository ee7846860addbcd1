//! Where each paragraph came from, kept in the file: what is changed in Word can be taken back to
//! the YAML.
//!
//! A hidden bookmark (Word hides names that begin with `_`) stands around each paragraph of the body
//! and around the first of each cell. `_vb_12` is the first of the paragraphs that block 12 of the
//! document is made of, `_vb_12_1` the second. A part of the file lists them: the range of the source
//! that the text came from, and a digest of the text as it was printed, which tells whether it is
//! still the same. The text stands in the range letter for letter unless the list says `as`.
//!
//! Bookmarks, because they survive what people do with a file: saving it in Word and LibreOffice, by
//! way of other formats too. The ids of paragraphs are replaced at the first save, and content
//! controls around paragraphs are lost.

use super::OFFICE;
use super::controls::Ids;
use super::package::Part;
use super::parts::Relations;
use super::xml::{DECLARATION, Element, Stream};
use crate::document::{Origin, OriginKind};
use crate::fingerprint::Fingerprint;
use crate::sheet::reading::{plain, printed};
use crate::sheet::{Paragraph, Sheet};
use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

/// The name of a bookmark begins with this; the number of its block follows.
const NAME: &str = "_vb_";
/// The namespace of the list. Its form may change with the number at the end.
const NAMESPACE: &str = "urn:vanban:places:1";
/// The id by which Office knows lists of this namespace, in any document.
const ITEM_ID: &str = "{6E9C1B5A-2D47-4F0B-9A83-51C0E7B4D216}";
const ITEM: &str = "customXml/item1.xml";
/// How the names of such parts begin.
const ITEMS: &str = "customXml/item";
/// The most bytes of a list that are read.
const MOST_LIST: u64 = 64 << 20;

/// Lists the places of a document.
pub(super) struct Places {
    /// The block that was marked last, and how many paragraphs of it.
    last: Option<(u32, u32)>,
    list: Stream,
}

/// A bookmark around a paragraph's text.
pub(super) struct Bookmark {
    id: u32,
    name: String,
}

impl Bookmark {
    /// The elements at its start and at its end.
    pub(super) fn ends(self) -> (Element, Element) {
        let end = |name| Element::new(name).with("w:id", self.id.to_string());
        let start = end("w:bookmarkStart").with("w:name", self.name.clone());
        (start, end("w:bookmarkEnd"))
    }
}

impl Places {
    pub(super) fn new(sheet: &Sheet) -> Self {
        let mut root = Element::new("places").with("xmlns", NAMESPACE);
        if let Some(print) = sheet.fingerprint {
            root.set("of", print.to_string());
        }
        let mut list = Stream::new([root]);
        for (index, source) in sheet.sources.iter().enumerate() {
            // The folders of whoever made the file are nobody's business.
            let name = Path::new(&source.name).file_name();
            let name = name.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            // A file whose letters were composed differently since has the same fingerprint, and
            // other ranges.
            let bytes = source.text.len().to_string();
            let source = Element::new("source").with("id", index.to_string());
            list.push(&source.with_text("name", &name).with("bytes", bytes));
        }
        Self { last: None, list }
    }

    /// Lists the place of a paragraph; none where it is of no block.
    pub(super) fn mark(
        &mut self,
        sheet: &Sheet,
        paragraph: &Paragraph,
        ids: &mut Ids,
    ) -> Option<Bookmark> {
        let block = paragraph.block?;
        if paragraph.inlines.is_empty() && paragraph.origin.is_none() {
            // A line that the style adds.
            return None;
        }
        let before = self.last.filter(|(last, _)| *last == block);
        let count = before.map_or(0, |(_, count)| count);
        self.last = Some((block, count + 1));
        let number = match count {
            0 => block.to_string(),
            more => format!("{block}_{more}"),
        };
        let mut place = Element::new("p").with("n", number.clone());
        let text = printed(paragraph);
        let known = |origin: Origin| Some((origin, origin.slice(&sheet.sources)?));
        if let Some((origin, stands)) = paragraph.origin.and_then(known) {
            place.set("source", origin.source.to_string());
            place.set("from", origin.start.to_string());
            place.set("to", origin.end.to_string());
            match origin.kind {
                OriginKind::Printed => place.set("as", "printed"),
                // Not where the text goes on in another source.
                OriginKind::Exact if alike(stands, &text) => {}
                OriginKind::Exact | OriginKind::Rewritten => place.set("as", "rewritten"),
            }
        }
        place.set("digest", stamp(&text));
        self.list.push(&place);
        let name = format!("{NAME}{number}");
        let id = ids.next();
        Some(Bookmark { id, name })
    }

    /// The list and what belongs to it; nothing where no place is marked.
    pub(super) fn parts(self) -> Vec<Part> {
        if self.last.is_none() {
            return Vec::new();
        }
        let mut relations = Relations::default();
        relations.add(
            "rId1",
            &format!("{OFFICE}/customXmlProps"),
            "itemProps1.xml",
        );
        vec![
            Part::xml(ITEM, self.list.finish()),
            relations.into_part("customXml/_rels/item1.xml.rels"),
            Part::new(
                "customXml/itemProps1.xml",
                "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
                properties(),
            ),
        ]
    }
}

/// Tells whether a text stands there letter for letter, but for capitals and what keeps a line together.
fn alike(stands: &str, text: &str) -> bool {
    let small = |c: char| plain(c).to_lowercase();
    let stands = stands.chars().flat_map(small);
    stands.eq(text.chars().flat_map(small))
}

/// The part that tells Office what kind of list it is.
fn properties() -> String {
    format!(
        "{DECLARATION}<ds:datastoreItem ds:itemID=\"{ITEM_ID}\" \
         xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\">\
         <ds:schemaRefs><ds:schemaRef ds:uri=\"{NAMESPACE}\"/></ds:schemaRefs></ds:datastoreItem>"
    )
}

/// What a DOCX tells of how it was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// The fingerprint of its sources.
    pub of: Option<String>,
    /// The name of the content file, without its folder.
    pub file: Option<String>,
    /// The digests of the paragraphs as they were printed.
    stamps: HashSet<String>,
}

impl Made {
    /// Reads the list of a DOCX; none where there is none: vanban did not make it, or its text was copied into a new
    /// file.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        // The program that saved it may have given the part another number.
        let names: Vec<String> = archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect();
        let mut names = names
            .into_iter()
            .filter(|name| name.starts_with(ITEMS) && name.ends_with(".xml"));
        names.find_map(|name| {
            let file = archive.by_name(&name).ok()?;
            let mut text = String::new();
            file.take(MOST_LIST).read_to_string(&mut text).ok()?;
            Self::read(&text)
        })
    }

    fn read(text: &str) -> Option<Self> {
        let tree = roxmltree::Document::parse(text).ok()?;
        let root = tree.root_element();
        if root.tag_name().namespace() != Some(NAMESPACE) {
            return None;
        }
        let mut made = Self {
            of: root.attribute("of").map(str::to_owned),
            ..Self::default()
        };
        for node in root.children().filter(|node| node.is_element()) {
            match node.tag_name().name() {
                "source" if node.attribute("id") == Some("0") => {
                    made.file = node.attribute("name").map(str::to_owned);
                }
                "p" => made
                    .stamps
                    .extend(node.attribute("digest").map(str::to_owned)),
                _ => {}
            }
        }
        Some(made)
    }

    /// Tells whether a paragraph was printed so.
    pub(crate) fn printed(&self, text: &str) -> bool {
        self.stamps.contains(&stamp(text))
    }
}

/// Four bytes of a digest: of four thousand million changed texts, one has the same.
fn stamp(text: &str) -> String {
    format!("{:08x}", Fingerprint::of(text.as_bytes()).short() >> 32)
}

/// Relates the list to the document.
pub(super) fn relate(relations: &mut Relations) {
    let target = format!("../{ITEM}");
    relations.add("rIdPlaces", &format!("{OFFICE}/customXml"), &target);
}
