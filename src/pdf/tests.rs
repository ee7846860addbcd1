//! The file as its readers see it: lopdf always; qpdf and poppler's tools where they are installed.

mod attach;
mod pictures;
mod sample;
mod tags;

use super::{is_untouched, write};
use crate::font::{FaceId, FontSet};
use crate::layout::{Item, Pages};
use lopdf::{Dictionary, Document, Object, decode_text_string};
use std::path::PathBuf;
use std::process::Command;

fn sample() -> (FontSet, Pages, Vec<u8>) {
    let fonts = FontSet::embedded();
    let pages = sample::two_pages(&fonts);
    let bytes = write(&pages, &fonts).unwrap();
    (fonts, pages, bytes)
}

fn load(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).unwrap()
}

/// The text of all lines, in order.
fn lines(pages: &Pages) -> Vec<String> {
    pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Line(line) => Some(line.spans.iter().map(|span| span.text.as_str()).collect()),
            Item::Rule(_) | Item::Picture(_) => None,
        })
        .collect()
}

fn dictionary<'a>(document: &'a Document, parent: &'a Dictionary, key: &str) -> &'a Dictionary {
    document.get_dict_in_dict(parent, key.as_bytes()).unwrap()
}

fn text(parent: &Dictionary, key: &str) -> String {
    decode_text_string(parent.get(key.as_bytes()).unwrap()).unwrap()
}

fn real(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

/// The CIDFont and its descriptor, by the name of the Type0 font, without the tag.
fn fonts_of(document: &Document) -> Vec<(String, Dictionary, Dictionary)> {
    let page = document.page_iter().next().unwrap();
    document
        .get_page_fonts(page)
        .unwrap()
        .values()
        .map(|font| {
            let name = font.get(b"BaseFont").unwrap().as_name().unwrap();
            let name = String::from_utf8(name.to_vec()).unwrap();
            let (tag, name) = name.split_once('+').unwrap();
            assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()));
            let descendants = font.get(b"DescendantFonts").unwrap().as_array().unwrap();
            let id = descendants[0].as_reference().unwrap();
            let cid = document.get_dictionary(id).unwrap().clone();
            let descriptor = dictionary(document, &cid, "FontDescriptor").clone();
            (name.to_owned(), cid, descriptor)
        })
        .collect()
}

/// Writes a file for people and tools to look at.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pdf-test");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Standard output of a tool; none where it is not installed.
#[allow(clippy::print_stderr, reason = "a test says what it left out")]
fn tool(command: &mut Command) -> Option<String> {
    let Ok(output) = command.output() else {
        eprintln!("{:?} is not installed: not checked", command.get_program());
        return None;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn same_pages_give_the_same_bytes() {
    let (fonts, pages, bytes) = sample();
    assert_eq!(write(&pages, &fonts).unwrap(), bytes);
    let elsewhere: Vec<_> = (0..3)
        .map(|_| std::thread::spawn(|| sample().2))
        .map(|thread| thread.join().unwrap())
        .collect();
    assert!(elsewhere.iter().all(|other| *other == bytes));
}

#[test]
fn other_pages_have_another_id() {
    let (fonts, mut pages, bytes) = sample();
    pages.properties.subject.push('!');
    let other = write(&pages, &fonts).unwrap();
    let id = |bytes| load(bytes).trailer.get(b"ID").unwrap().clone();
    assert_ne!(id(&bytes), id(&other));
    assert_eq!(
        id(&bytes).as_array().unwrap()[0].as_str().unwrap().len(),
        16
    );
}

#[test]
fn the_file_says_what_it_is() {
    let (_, pages, bytes) = sample();
    let document = load(&bytes);
    assert_eq!(document.version, "1.7");
    let info = dictionary(&document, &document.trailer, "Info");
    assert_eq!(text(info, "Title"), pages.properties.title);
    assert_eq!(text(info, "Author"), pages.properties.author);
    assert_eq!(text(info, "Subject"), pages.properties.subject);
    assert!(text(info, "Creator").starts_with("vanban "));
    assert!(!info.has(b"CreationDate") && !info.has(b"GTS_PDFXVersion"));
    let catalog = document.catalog().unwrap();
    assert_eq!(text(catalog, "Lang"), "vi-VN");
    let preferences = dictionary(&document, catalog, "ViewerPreferences");
    assert!(
        preferences
            .get(b"DisplayDocTitle")
            .unwrap()
            .as_bool()
            .unwrap()
    );
    assert_eq!(
        catalog.get(b"PageMode").unwrap().as_name().unwrap(),
        b"UseOutlines"
    );
    assert!(catalog.has(b"OutputIntents") && !catalog.has(b"PageLayout"));
}

#[test]
fn pages_are_lean() {
    let (_, _, bytes) = sample();
    let document = load(&bytes);
    let mut resources = Vec::new();
    for page in document.page_iter() {
        let page = document.get_dictionary(page).unwrap();
        assert!(!page.has(b"Annots"));
        let paper: Vec<f64> = page
            .get(b"MediaBox")
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(real)
            .collect();
        assert!((paper[2] - 595.276).abs() < 1e-4 && (paper[3] - 841.89).abs() < 1e-4);
        resources.push(page.get(b"Resources").unwrap().clone());
    }
    assert_eq!(resources[0], resources[1]);
}

#[test]
fn bookmarks_are_a_tree() {
    let (_, _, bytes) = sample();
    let document = load(&bytes);
    let catalog = document.catalog().unwrap();
    let root = dictionary(&document, catalog, "Outlines");
    assert_eq!(
        tree(&document, root, 0),
        [
            "4 items",
            "I. MỤC ĐÍCH, YÊU CẦU, page 0 at 701.39, 2 items",
            "  1. Mục đích, page 1 at 761.89, -2 items",
            "    a) Cụ thể hóa chủ trương, page 1 at 743.49",
            "    b) Bảo đảm tiến độ, page 1 at 725.09",
            "  2. Yêu cầu, page 1 at 706.69",
            "II. NHIỆM VỤ, page 1 at 688.29",
        ]
    );
}

/// The bookmarks below an item as text, walked by /First and /Next; backwards links are checked.
fn tree(document: &Document, item: &Dictionary, depth: usize) -> Vec<String> {
    let mut told = String::new();
    if let Ok(title) = item.get(b"Title") {
        let destination = item.get(b"Dest").unwrap().as_array().unwrap();
        let page = destination[0].as_reference().unwrap();
        told = format!(
            "{}{}, page {} at {}",
            "  ".repeat(depth - 1),
            decode_text_string(title).unwrap(),
            document.page_iter().position(|id| id == page).unwrap(),
            destination[3].as_float().unwrap(),
        );
    }
    if let Ok(count) = item.get(b"Count") {
        let separator = if told.is_empty() { "" } else { ", " };
        told += &format!("{separator}{} items", count.as_i64().unwrap());
    }
    let mut all = vec![told];
    let mut next = item.get(b"First").ok();
    let mut previous = None;
    while let Some(id) = next {
        let child = document.get_dictionary(id.as_reference().unwrap()).unwrap();
        assert_eq!(child.get(b"Prev").ok(), previous);
        all.extend(tree(document, child, depth + 1));
        previous = Some(id);
        next = child.get(b"Next").ok();
    }
    assert_eq!(item.get(b"Last").ok(), previous);
    all
}

#[test]
fn without_headings_there_is_no_outline() {
    let (fonts, mut pages, _) = sample();
    pages.outline.clear();
    let document = load(&write(&pages, &fonts).unwrap());
    let catalog = document.catalog().unwrap();
    assert!(!catalog.has(b"Outlines") && !catalog.has(b"PageMode"));
}

#[test]
fn only_faces_in_use_are_embedded() {
    let (fonts, pages, bytes) = sample();
    let names: Vec<_> = fonts_of(&load(&bytes))
        .into_iter()
        .map(|font| font.0)
        .collect();
    assert_eq!(
        names,
        [
            "LiberationSerif-Bold",
            "LiberationSerif-BoldItalic",
            "LiberationSerif-Italic",
            "LiberationSerif",
        ]
    );
    let mut pages = pages;
    pages.pages.remove(0);
    pages.outline.clear();
    let names = fonts_of(&load(&write(&pages, &fonts).unwrap()));
    assert_eq!(names.len(), 3);
}

#[test]
fn widths_are_those_of_the_face() {
    let (fonts, pages, bytes) = sample();
    let document = load(&bytes);
    let (_, regular, _) = fonts_of(&document).pop().unwrap();
    let widths = regular.get(b"W").unwrap().as_array().unwrap();
    assert_eq!(widths[0].as_i64().unwrap(), 1);
    let widths: Vec<f64> = widths[1].as_array().unwrap().iter().map(real).collect();
    let mut used: Vec<char> = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Line(line) => Some(&line.spans),
            Item::Rule(_) | Item::Picture(_) => None,
        })
        .flatten()
        .filter(|span| span.face == FaceId::Regular)
        .flat_map(|span| span.text.chars())
        .collect();
    used.sort_unstable();
    used.dedup();
    assert_eq!(widths.len(), used.len());
    let face = fonts.face(FaceId::Regular);
    for (character, width) in used.into_iter().zip(widths) {
        let exact = face.width(character.encode_utf8(&mut [0; 4]), 1000.0);
        assert!(
            (width - exact).abs() < 0.0006,
            "{character}: {width}, not {exact}"
        );
    }
}

#[test]
fn descriptors_are_true() {
    let (_, _, bytes) = sample();
    let document = load(&bytes);
    for (name, cid, descriptor) in fonts_of(&document) {
        let value = |key: &str| real(descriptor.get(key.as_bytes()).unwrap());
        let italic = name.ends_with("Italic");
        assert_eq!(value("Flags"), if italic { 70.0 } else { 6.0 }, "{name}");
        assert_eq!(value("ItalicAngle") < 0.0, italic, "{name}");
        assert_eq!(
            (value("Ascent"), value("Descent")),
            (891.0, -216.0),
            "{name}"
        );
        assert!((640.0..670.0).contains(&value("CapHeight")), "{name}");
        assert_eq!(value("StemV") > 100.0, name.contains("Bold"), "{name}");
        let program = descriptor
            .get(b"FontFile2")
            .unwrap()
            .as_reference()
            .unwrap();
        let program = document.get_object(program).unwrap().as_stream().unwrap();
        let program = program.decompressed_content().unwrap();
        assert!(ttf_parser::Face::parse(&program, 0).is_ok(), "{name}");
        assert!(cid.has(b"CIDToGIDMap"));
    }
}

#[test]
fn text_is_what_was_laid_out() {
    let (_, pages, bytes) = sample();
    let document = load(&bytes);
    let found = document.extract_text(&[1, 2]).unwrap();
    for line in lines(&pages) {
        assert!(found.contains(line.trim_end()), "{line}\n{found}");
    }
}

#[test]
fn what_a_face_lacks_is_refused() {
    let (fonts, mut pages, _) = sample();
    let Item::Line(line) = &mut pages.pages[0].items[0] else {
        panic!("a line comes first");
    };
    line.spans[0].text.push_str("漢\u{1}");
    let refused = write(&pages, &fonts).unwrap_err().0;
    let messages: Vec<_> = refused.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "phông chữ không có ký tự (U+0001)",
            "phông chữ không có ký tự “漢” (U+6F22)",
        ]
    );
}

#[test]
fn places_that_are_no_numbers_are_refused() {
    let (fonts, mut pages, _) = sample();
    pages.pages[0].height = f64::NAN;
    assert!(write(&pages, &fonts).is_err());
    let (_, mut pages, _) = sample();
    pages.outline[0].page = 7;
    assert!(write(&pages, &fonts).is_err());
}

#[test]
fn a_page_may_be_empty() {
    let (fonts, mut pages, _) = sample();
    pages.pages.iter_mut().for_each(|page| page.items.clear());
    pages.outline.clear();
    let bytes = write(&pages, &fonts).unwrap();
    let path = file("empty.pdf", &bytes);
    tool(Command::new("qpdf").arg("--check").arg(path));
}

#[test]
fn tools_agree() {
    let (_, pages, bytes) = sample();
    let path = file("sample.pdf", &bytes);
    tool(Command::new("qpdf").arg("--check").arg(&path));
    if let Some(fonts) = tool(Command::new("pdffonts").arg(&path)) {
        for font in fonts.lines().skip(2) {
            assert!(font.contains("+LiberationSerif"), "{font}");
            assert!(font.contains("yes yes yes"), "{font}");
        }
    }
    if let Some(text) = tool(Command::new("pdftotext").arg("-raw").arg(&path).arg("-")) {
        let found: Vec<_> = text
            .lines()
            .map(|l| l.trim_matches('\u{c}').trim_end())
            .collect();
        for line in lines(&pages) {
            // Poppler itself makes a plain space of U+00A0.
            let line = line.replace('\u{a0}', " ");
            assert!(found.contains(&line.trim_end()), "{line}\n{text}");
        }
    }
}

#[test]
fn a_file_is_untouched_until_a_byte_changes() {
    let (_, _, bytes) = sample();
    assert!(is_untouched(&bytes));
    let mut signed = bytes.clone();
    signed.extend_from_slice(b"\n9 0 obj<<>>endobj\n%%EOF\n");
    assert!(!is_untouched(&signed));
    for at in [20, bytes.len() / 2, bytes.len() - 3] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(!is_untouched(&changed), "{at}");
    }
    for other in [&b""[..], b"/ID", b"/ID[<00", b"%PDF-1.7"] {
        assert!(!is_untouched(other));
    }
}
