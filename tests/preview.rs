//! Pages as pictures for a browser say what the pages say, and lead back to the letters of the sources.
//!
//! Walked are the samples and `tests/parity`: drop a file in.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use roxmltree::{Document, Node};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vanban::content::Content;
use vanban::diagnostic::Source;
use vanban::layout::{Item, Page, Pages};
use vanban::preview::{self, Drawn};
use vanban::{Resources, compile, content, layout};

fn contents() -> Vec<PathBuf> {
    let parity = common::files_in("tests/parity", "yaml").into_iter();
    let parity = parity.filter(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().any(|line| line.starts_with("loai:"))
    });
    common::samples().into_iter().chain(parity).collect()
}

fn laid_out(content: &Content, resources: &Resources) -> (Pages, Vec<Arc<Source>>) {
    let sheet = compile(content, resources).unwrap().sheet;
    let pages = layout::lay_out(&sheet, &resources.fonts);
    (pages, sheet.sources)
}

fn drawn(path: &Path, resources: &Resources) -> (Pages, Vec<Arc<Source>>, Vec<Drawn>) {
    let loaded = content::load_of(path, resources.kinds().unwrap()).unwrap();
    let (pages, sources) = laid_out(&loaded.content, resources);
    let drawn = preview::draw(&pages, &sources, |_| false);
    (pages, sources, drawn)
}

/// The text of the page's lines, each on a line of its own.
fn said(page: &Page) -> String {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    });
    let lines = lines.map(|line| {
        let spans = line.spans.iter().map(|span| span.text.as_str());
        spans.collect::<String>().replace('\u{2011}', "-")
    });
    let lines = lines.filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The text of a picture's lines; words of charts are not among them.
fn shown(svg: &Document<'_>) -> String {
    let texts = svg.root_element().children();
    let texts = texts.filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts.map(letters).collect::<Vec<_>>().join("\n")
}

fn letters(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text);
    texts.filter_map(|text| text.text()).collect()
}

/// Letters as typesetting leaves them alone.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        '\u{a0}' | '\n' => ' ',
        '\u{2011}' => '-',
        c => c,
    };
    text.chars()
        .map(letter)
        .flat_map(char::to_uppercase)
        .collect()
}

/// The part of a text between two places in UTF-16 code units.
fn slice(text: &[u16], from: usize, to: usize) -> String {
    String::from_utf16(&text[from..to]).unwrap()
}

#[test]
fn every_page_shows_what_it_says_and_leads_back_to_its_letters() {
    let resources = Resources::embedded();
    let mut places = 0;
    for path in contents() {
        let (pages, sources, drawn) = drawn(&path, &resources);
        let texts = sources.iter().map(|source| source.text.encode_utf16());
        let texts: Vec<Vec<u16>> = texts.map(Iterator::collect).collect();
        assert_eq!(pages.pages.len(), drawn.len());
        for (page, drawn) in pages.pages.iter().zip(&drawn) {
            let svg = drawn.svg.as_deref().unwrap();
            assert!(!svg.contains(" style="), "inline styles are forbidden");
            let svg = Document::parse(svg).unwrap();
            assert_eq!(said(page), shown(&svg), "{}", path.display());
            for node in svg.descendants() {
                let Some(at) = node.attribute("data-at") else {
                    continue;
                };
                let (from, to) = at.split_once('-').unwrap();
                let source = node.attribute("data-src").map_or(0, |n| n.parse().unwrap());
                let base = if source == 0 { drawn.base } else { 0 };
                let [from, to] = [from, to].map(|at| at.parse::<usize>().unwrap() + base);
                let written = slice(&texts[source], from, to);
                if node.attribute("data-as").is_none() {
                    assert_eq!(plain(&letters(node)), plain(&written), "{}", path.display());
                    places += 1;
                }
            }
        }
    }
    assert!(places > 10_000, "{places}");
}

/// A letter typed in one place leaves the pages alone that do not show it.
#[test]
fn what_is_typed_before_a_page_does_not_change_its_key() {
    let resources = Resources::embedded();
    let path = Path::new("samples/phuong-2/ke-hoach-2024.yaml");
    let (_, _, before) = drawn(path, &resources);
    let text = std::fs::read_to_string(path).unwrap();
    let loaded = content::from_sources(path, format!("# Ghi chú\n{text}"), &mut |path| {
        std::fs::read(path)
    });
    let (pages, sources) = laid_out(&loaded.unwrap().content, &resources);
    let keys: Vec<String> = before.iter().map(|page| page.key.clone()).collect();
    let after = preview::draw(&pages, &sources, |key| {
        keys.iter().any(|known| known == key)
    });
    assert!(after.len() > 3 && after.iter().all(|page| page.svg.is_none()));
    assert_eq!(after[0].base, before[0].base + 10);
}

/// The picture of a page, a tag a line.
#[test]
fn a_letter_as_a_picture() {
    let resources = Resources::embedded();
    let (_, _, drawn) = drawn("samples/an-phu/cong-van.yaml".as_ref(), &resources);
    let svg = drawn[0].svg.as_deref().unwrap();
    let svg = svg.replace("><", ">\n<");
    insta::assert_snapshot!(svg);
}

#[test]
fn charts_and_pictures_are_shown() {
    let resources = Resources::embedded();
    let (_, _, charts) = drawn("samples/phuong-2/bao-cao-bieu-do.yaml".as_ref(), &resources);
    let svgs: String = charts.into_iter().filter_map(|page| page.svg).collect();
    assert!(svgs.contains("<g role=\"img\" aria-label=\"Biểu đồ"));
    let (pages, sources, drawn) = drawn("tests/parity/hinh-anh.yaml".as_ref(), &resources);
    let pictures: Vec<_> = drawn.iter().flat_map(|page| &page.pictures).collect();
    let has = |kind: &str| pictures.iter().any(|one| one.address.starts_with(kind));
    assert!(has("data:image/png;base64,iVBORw0KGgo") && has("data:image/jpeg;base64,/9j/"));
    for page in &drawn {
        let svg = page.svg.as_deref().unwrap();
        for picture in &page.pictures {
            assert!(svg.contains(&format!(" data-picture=\"{}\"", picture.key)));
        }
        assert!(svg.len() < 60_000, "files stand beside the page");
    }
    // A picture that is there is not handed over again.
    let known = |key: &str| pictures.iter().any(|one| one.key == key);
    let again = preview::draw(&pages, &sources, known);
    assert!(
        again
            .iter()
            .all(|page| page.svg.is_some() && page.pictures.is_empty())
    );
}
