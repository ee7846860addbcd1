//! What those are given who do not see the pages: headings and bookmarks, lists, links of notes, tables; read
//! out of the files. And the margins of turned pages, which are the same in both files.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Cursor;
use std::path::Path;
use vanban::layout::Item;
use vanban::{Compiled, Resources, compile, content, docx, layout, pdf};

fn compiled(file: &str) -> (Compiled, Resources) {
    let resources = Resources::embedded();
    let loaded = content::load(Path::new(file)).unwrap();
    (compile(&loaded.content, &resources).unwrap(), resources)
}

fn as_pdf(file: &str) -> Document {
    let (compiled, resources) = compiled(file);
    let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
    Document::load_mem(&pdf::write(&pages, &resources.fonts).unwrap()).unwrap()
}

/// A part of the DOCX.
fn part(file: &str, name: &str) -> String {
    let bytes = docx::write(&compiled(file).0.sheet).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(package.by_name(name).unwrap()).unwrap()
}

fn follow<'a>(document: &'a Document, from: &'a Dictionary, key: &str) -> &'a Dictionary {
    let (_, found) = document
        .dereference(from.get(key.as_bytes()).unwrap())
        .unwrap();
    found.as_dict().unwrap()
}

fn words(of: &Dictionary, key: &[u8]) -> Option<String> {
    lopdf::decode_text_string(of.get(key).ok()?).ok()
}

/// The elements of the tag tree as indented names, tables as one line; links with what they say.
fn tags(document: &Document) -> String {
    fn walk(document: &Document, id: ObjectId, depth: usize, out: &mut String) {
        let element = document.get_dictionary(id).unwrap();
        let name = element.get(b"S").unwrap().as_name().unwrap();
        let name = str::from_utf8(name).unwrap();
        let _ = writeln!(out, "{}{name}", "  ".repeat(depth));
        if name == "Table" {
            return;
        }
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        for kid in kids {
            match kid {
                Object::Reference(kid) => walk(document, kid, depth + 1, out),
                Object::Dictionary(kid) if kid.has(b"Obj") => {
                    let shown = follow(document, &kid, "Obj");
                    let said = words(shown, b"Contents").or_else(|| words(shown, b"TU"));
                    let indent = "  ".repeat(depth + 1);
                    let _ = writeln!(out, "{indent}[{}]", said.unwrap());
                }
                _ => {}
            }
        }
    }
    let root = follow(document, document.catalog().unwrap(), "StructTreeRoot");
    let top = root.get(b"K").unwrap().as_reference().unwrap();
    let mut out = String::new();
    walk(document, top, 0, &mut out);
    out
}

/// Bookmarks with their pages, from 1, indented by level.
fn bookmarks(document: &Document) -> String {
    fn walk(document: &Document, parent: &Dictionary, depth: usize, out: &mut String) {
        let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
        while let Some(id) = next {
            let item = document.get_dictionary(id).unwrap();
            let to = item.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference();
            let to = to.unwrap();
            let page = document.page_iter().position(|page| page == to).unwrap() + 1;
            let title = words(item, b"Title").unwrap();
            let _ = writeln!(out, "{}{title} ({page})", "  ".repeat(depth));
            walk(document, item, depth + 1, out);
            next = item.get(b"Next").and_then(Object::as_reference).ok();
        }
    }
    let mut out = String::new();
    let catalog = document.catalog().unwrap();
    walk(document, follow(document, catalog, "Outlines"), 0, &mut out);
    out
}

#[test]
fn titles_appendices_and_forms_are_headings_with_bookmarks() {
    let document = as_pdf("tests/parity/phu-luc.yaml");
    insta::assert_snapshot!("tags_of_appendices", tags(&document));
    insta::assert_snapshot!("bookmarks_of_appendices", bookmarks(&document));
    // A text that was issued with a decision is one of its own; headings stand below its title.
    let document = as_pdf("samples/phuong-2/quyet-dinh-quy-che.yaml");
    insta::assert_snapshot!("bookmarks_of_an_attached_text", bookmarks(&document));
}

#[test]
fn addressees_and_recipients_are_lists() {
    insta::assert_snapshot!(tags(&as_pdf("tests/parity/cong-van-nhieu-noi.yaml")));
}

/// A link: its page and edges, the page and height that it leads to.
type Linked = (usize, [f32; 4], usize, f32);

/// Every mark leads to its note and every note back to its mark, each link over the text that it is.
#[test]
fn notes_are_linked_both_ways() {
    for (file, notes) in [
        ("samples/phuong-2/ke-hoach-2024.yaml", 1),
        ("tests/parity/chu-thich-day.yaml", 10),
        ("tests/parity/kem-theo.yaml", 1),
    ] {
        let document = as_pdf(file);
        let pages: Vec<_> = document.page_iter().collect();
        // By the number of the note: its links there and back.
        let mut found: BTreeMap<(bool, String), Linked> = BTreeMap::new();
        for (at, page) in pages.iter().enumerate() {
            let page = document.get_dictionary(*page).unwrap();
            let Ok(annotations) = page.get(b"Annots") else {
                continue;
            };
            let (_, annotations) = document.dereference(annotations).unwrap();
            for annotation in annotations.as_array().unwrap() {
                let (_, annotation) = document.dereference(annotation).unwrap();
                let link = annotation.as_dict().unwrap();
                if link.get(b"Subtype").unwrap().as_name().unwrap() != b"Link" {
                    continue;
                }
                let said = words(link, b"Contents").unwrap();
                let (words, number) = said.rsplit_once(' ').unwrap();
                let back = match words {
                    "Tới chú thích" => false,
                    "Về chỗ dẫn chú thích" => true,
                    _ => continue,
                };
                let rect = link.get(b"Rect").unwrap().as_array().unwrap();
                let rect = [0, 1, 2, 3].map(|side| rect[side].as_float().unwrap());
                assert!(rect[0] < rect[2] && rect[1] < rect[3], "{rect:?}");
                let to = link.get(b"Dest").unwrap().as_array().unwrap();
                let page = to[0].as_reference().unwrap();
                let page = pages.iter().position(|known| *known == page).unwrap();
                let top = to[3].as_float().unwrap();
                let before = found.insert((back, number.to_owned()), (at, rect, page, top));
                assert!(before.is_none(), "{file}: {said} twice");
            }
        }
        let there = found.keys().filter(|(back, _)| !back).count();
        assert!(
            there >= notes && found.len() == 2 * there,
            "{file}: {there}"
        );
        for ((back, number), (_, _, page, top)) in &found {
            let (at, rect, ..) = found[&(!back, number.clone())];
            assert_eq!(*page, at, "{file}: {number}");
            assert!(
                (rect[3] - top).abs() < 0.01,
                "{file}: {number} {rect:?} {top}"
            );
        }
    }
}

/// Word is told the same: depths in the outline, lists, what tables are.
#[test]
fn word_is_told_of_headings_lists_and_tables() {
    let file = "tests/parity/trang-ngang-theo-ten.yaml";
    let styles = part(file, "word/styles.xml");
    let depth = |id: &str| {
        let style = styles
            .split("<w:style ")
            .find(|style| style.contains(&format!("w:styleId=\"{id}\"")));
        let at = style.unwrap().split("<w:outlineLvl w:val=\"").nth(1);
        at.and_then(|rest| rest.chars().next())
    };
    for (id, expected) in [
        ("TenLoai", Some('0')),
        ("TrichYeu", Some('0')),
        ("NhanPhuLuc", Some('0')),
        ("TenPhuLuc", Some('0')),
        ("MucLaMa", Some('1')),
        ("KemTheo", None),
        ("LoiVan", None),
    ] {
        assert_eq!(depth(id), expected, "{id}");
    }
    let body = part(file, "word/document.xml");
    let tables: Vec<_> = body.split("<w:tbl>").skip(1).collect();
    assert_eq!(tables.len(), 3);
    let data = tables[1];
    let caption =
        "<w:tblCaption w:val=\"Bảng 1. Kết quả thực hiện các chỉ tiêu chủ yếu năm 2023\"/>";
    assert!(data.contains(caption) && data.contains("<w:tblHeader/>"));
    assert!(data.contains("w:firstRow=\"1\""));
    for (at, words) in [(0, "Hai cột đầu trang"), (2, "Hai cột cuối trang")] {
        let layout = tables[at].split("</w:tbl>").next().unwrap();
        assert!(
            layout.contains(&format!("<w:tblDescription w:val=\"{words}")),
            "{words}"
        );
        assert!(layout.contains("w:firstRow=\"0\"") && !layout.contains("<w:tblHeader/>"));
    }
    let items = |body: &str, style: &str| {
        let style = format!("<w:pStyle w:val=\"{style}\"/>");
        let paragraphs = body.split(&style).skip(1);
        let properties = paragraphs.map(|paragraph| paragraph.split("</w:pPr>").next().unwrap());
        properties
            .filter(|properties| properties.contains("<w:numPr>"))
            .count()
    };
    assert_eq!(items(&body, "DanhSachNoiNhan"), 3);
    assert!(!body.contains(">- Ủy ban"), "the dash is the list's");
    let letter = part("tests/parity/cong-van-nhieu-noi.yaml", "word/document.xml");
    assert_eq!(items(&letter, "KinhGui"), 5);
}

/// Turned pages have the margins that the style chose (I.3), in the DOCX and on the pages of the PDF.
#[test]
fn margins_of_turned_pages_are_those_chosen_in_both_files() {
    // Above, right, below and left, in millimetres.
    for (file, margins) in [
        ("tests/parity/trang-ngang-giua.yaml", [30, 20, 15, 20]),
        ("tests/parity/trang-ngang-theo-ten.yaml", [20, 15, 20, 30]),
    ] {
        let twips = |mm: i32| (f64::from(mm) * 1440.0 / 25.4).round() as i32;
        let [top, right, bottom, left] = margins.map(twips);
        let sections = part(file, "word/document.xml");
        let chosen = format!(
            "<w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\""
        );
        let mut turned = sections
            .split("w:orient=\"landscape\"/>")
            .skip(1)
            .peekable();
        assert!(turned.peek().is_some(), "{file}");
        assert!(turned.all(|rest| rest.starts_with(&chosen)), "{file}");
        let (compiled, resources) = compiled(file);
        let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
        let turned = pages.pages.iter().filter(|page| page.width > page.height);
        let mut lines = 0;
        for page in turned {
            let ends = page.items.iter().filter_map(|item| match item {
                Item::Line(line) if !line.spans.is_empty() => Some(line),
                _ => None,
            });
            let start = f64::from(left) / 20.0;
            for line in ends {
                lines += 1;
                assert!(line.spans[0].x >= start - 0.1, "{file}");
            }
        }
        assert!(lines > 10, "{file}");
    }
}
