//! Bookmarks and the list of places, read back from the parts.

use super::super::{Part, build, is_untouched, package, write_changes};
use super::sample::{self, BODY, line, of};
use crate::document::{Origin, OriginKind};
use crate::fingerprint::Fingerprint;
use crate::sheet::{Block, Sheet, Table};
use crate::{Resources, compile, content};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;
use std::io::Read;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn find<'a>(parts: &'a [Part], name: &str) -> Option<&'a str> {
    parts.iter().find(|p| p.name == name).map(Part::text)
}

/// Name and text of each bookmarked paragraph, as a program that takes edits back reads it.
fn marked(document: &str) -> BTreeMap<String, String> {
    let document = Document::parse(document).unwrap();
    let starts = document
        .descendants()
        .filter(|n| n.has_tag_name((W, "bookmarkStart")));
    let mut out = BTreeMap::new();
    for start in starts {
        let paragraph = start.parent().unwrap();
        let id = start.attribute((W, "id"));
        let mut ends = paragraph
            .children()
            .filter(|n| n.has_tag_name((W, "bookmarkEnd")));
        assert!(ends.any(|end| end.attribute((W, "id")) == id));
        let name = start.attribute((W, "name")).unwrap().to_owned();
        assert!(
            out.insert(name, text(paragraph)).is_none(),
            "a name stands twice"
        );
    }
    out
}

fn text(paragraph: Node<'_, '_>) -> String {
    let mut out = String::new();
    for node in paragraph.descendants() {
        match node.tag_name().name() {
            "t" if node.ancestors().any(|n| n.has_tag_name((W, "sdt"))) => out.push('…'),
            "t" => out.push_str(&node.text().unwrap_or_default().replace('\u{a0}', " ")),
            "noBreakHyphen" => out.push('-'),
            "br" if !out.ends_with(' ') => out.push('\n'),
            _ => {}
        }
    }
    out
}

fn sample() -> Sheet {
    let loaded = content::load("samples/phuong-2/ke-hoach-2024.yaml".as_ref()).unwrap();
    compile(&loaded.content, &Resources::embedded())
        .unwrap()
        .sheet
}

#[test]
fn every_place_leads_to_the_text_and_to_its_source() {
    let sheet = sample();
    let parts = build(&sheet).unwrap();
    let marked = marked(find(&parts, "word/document.xml").unwrap());
    let list = Document::parse(find(&parts, "customXml/item1.xml").unwrap()).unwrap();
    let places: Vec<_> = list
        .descendants()
        .filter(|n| n.tag_name().name() == "p")
        .collect();
    assert_eq!(places.len(), marked.len());
    let mut exact = 0;
    for place in places {
        let name = format!("_vb_{}", place.attribute("n").unwrap());
        let text = &marked[&name];
        let digest = format!("{:016x}", Fingerprint::of(text.as_bytes()).short());
        assert_eq!(
            place.attribute("digest"),
            Some(&digest[..8]),
            "{name}: {text}"
        );
        let (Some(source), None) = (place.attribute("source"), place.attribute("as")) else {
            continue;
        };
        let number = |name| place.attribute(name).unwrap().parse::<usize>().unwrap();
        let source = &sheet.sources[source.parse::<usize>().unwrap()].text;
        let stands = &source[number("from")..number("to")];
        assert_eq!(stands.to_lowercase(), text.to_lowercase(), "{name}");
        exact += 1;
    }
    assert!(exact > 20, "{exact}");
    for source in list
        .descendants()
        .filter(|n| n.tag_name().name() == "source")
    {
        assert!(!source.attribute("name").unwrap().contains('/'));
    }
}

/// A sheet whose paragraphs are of blocks: two of the first, one of the second, a table of the third.
fn blocks() -> Sheet {
    let of_block = |block, mut paragraph: crate::sheet::Paragraph| {
        paragraph.block = Some(block);
        paragraph
    };
    let mut table = sample::closing();
    if let Block::Table(Table { rows, .. }) = &mut table {
        let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
        for paragraph in cells.flat_map(|cell| &mut cell.paragraphs) {
            paragraph.block = Some(2);
        }
    }
    let lines = [(0, "một"), (0, "hai"), (1, "ba")];
    let lines = lines.map(|(block, text)| Block::Paragraph(of_block(block, line(BODY, text))));
    of(lines.into_iter().chain([table]).collect())
}

#[test]
fn paragraphs_and_the_first_ones_of_cells_are_marked() {
    let parts = build(&blocks()).unwrap();
    let marked = marked(find(&parts, "word/document.xml").unwrap());
    let names: Vec<_> = marked.iter().map(|(n, t)| format!("{n} {t}")).collect();
    assert_eq!(
        names,
        [
            "_vb_0 một",
            "_vb_0_1 hai",
            "_vb_1 ba",
            "_vb_2 Nơi nhận:",
            "_vb_2_1 TM. ỦY BAN NHÂN DÂN",
        ]
    );
    assert!(is_untouched(&package::pack(&parts).unwrap()));
}

#[test]
fn the_list_is_under_the_seal() {
    let mut parts = build(&blocks()).unwrap();
    let list = parts.iter_mut().find(|p| p.name == "customXml/item1.xml");
    list.unwrap().content = b"<places/>".to_vec();
    assert!(!is_untouched(&package::pack(&parts).unwrap()));
}

#[test]
fn an_origin_of_no_source_is_left_out() {
    let mut sheet = blocks();
    if let Some(Block::Paragraph(paragraph)) = sheet.sections[0].blocks.first_mut() {
        paragraph.origin = Some(Origin {
            source: 7,
            kind: OriginKind::Exact,
            start: 0,
            end: 1,
        });
    }
    let parts = build(&sheet).unwrap();
    let list = find(&parts, "customXml/item1.xml").unwrap();
    assert!(list.contains("<p n=\"0\" digest="), "{list}");
}

#[test]
fn what_is_of_no_block_is_not_marked_and_revisions_have_no_marks() {
    let plain = build(&of(vec![Block::Paragraph(line(BODY, "x"))])).unwrap();
    assert!(plain.iter().all(|p| !p.name.starts_with("customXml")));
    let changes = write_changes(&blocks(), &blocks()).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(changes)).unwrap();
    let mut document = String::new();
    let mut entry = package.by_name("word/document.xml").unwrap();
    entry.read_to_string(&mut document).unwrap();
    assert!(!document.contains("bookmark"));
}
