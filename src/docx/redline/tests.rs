//! With all revisions accepted the file reads as the new document, with all rejected as the old.

use super::build;
use crate::docx::package::Part;
use crate::docx::tests::sample::{self, BODY, item, line, of, words};
use crate::docx::xml::{Element, Node, parse};
use crate::docx::{package, seal};
use crate::sheet::{Block, Inline, NoteId, Paragraph, Sheet};
use proptest::prelude::*;

/// Which of two answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Accept,
    Reject,
}

impl Answer {
    fn drops(self) -> &'static str {
        match self {
            Self::Accept => "w:del",
            Self::Reject => "w:ins",
        }
    }
}

fn xml(part: &Part) -> &str {
    std::str::from_utf8(&part.content).unwrap()
}

fn part(parts: &[Part], name: &str) -> Option<Element> {
    let part = parts.iter().find(|part| part.name == name)?;
    Some(parse(xml(part)).unwrap())
}

/// The paragraphs that have text, notes at their marks.
fn read(parts: &[Part], answer: Answer) -> Vec<String> {
    let document = part(parts, "word/document.xml").unwrap();
    let notes = part(parts, "word/footnotes.xml");
    let mut reader = Reader {
        notes: notes.as_ref(),
        answer,
        out: Vec::new(),
        open: String::new(),
    };
    reader.blocks(&document);
    reader.end();
    reader.out
}

struct Reader<'a> {
    notes: Option<&'a Element>,
    answer: Answer,
    out: Vec<String>,
    open: String,
}

impl Reader<'_> {
    fn gone(&self, properties: Option<&Element>) -> bool {
        properties.is_some_and(|p| p.child(self.answer.drops()).is_some())
    }

    fn end(&mut self) {
        if !self.open.is_empty() {
            self.out.push(std::mem::take(&mut self.open));
        }
    }

    fn blocks(&mut self, element: &Element) {
        for child in element.elements() {
            match child.name.as_ref() {
                "w:p" => {
                    let mut text = String::new();
                    self.text(child, &mut text);
                    self.open.push_str(&text);
                    let mark = child.child("w:pPr").and_then(|p| p.child("w:rPr"));
                    if !self.gone(mark) {
                        self.end();
                    }
                }
                "w:tr" if self.gone(child.child("w:trPr")) => {}
                "w:tbl" | "w:tc" => {
                    self.end();
                    self.blocks(child);
                    self.end();
                }
                _ => self.blocks(child),
            }
        }
    }

    fn text(&self, element: &Element, out: &mut String) {
        for child in element.elements() {
            match child.name.as_ref() {
                name if name == self.answer.drops() => {}
                "w:pPr" | "w:rPr" => {}
                "w:t" | "w:delText" => out.extend(child.children.iter().map(|node| match node {
                    Node::Text(text) => text.as_str(),
                    Node::Element(_) => "",
                })),
                "w:br" => out.push('|'),
                "w:noBreakHyphen" => out.push('-'),
                "w:footnoteReference" => {
                    let id = child.attribute("w:id");
                    let notes = self.notes.into_iter().flat_map(Element::elements);
                    let note = notes.into_iter().find(|note| note.attribute("w:id") == id);
                    out.push('[');
                    let mut inner = Reader {
                        notes: None,
                        answer: self.answer,
                        out: Vec::new(),
                        open: String::new(),
                    };
                    inner.blocks(note.unwrap());
                    inner.end();
                    out.push_str(&inner.out.join("/"));
                    out.push(']');
                }
                _ => self.text(child, out),
            }
        }
    }
}

fn check(old: &Sheet, new: &Sheet) {
    let merged = build(old, new).unwrap();
    for (answer, plain) in [(Answer::Accept, new), (Answer::Reject, old)] {
        let plain = read(&super::super::build(plain).unwrap(), Answer::Accept);
        assert_eq!(read(&merged, answer), plain, "{answer:?}");
    }
    for part in &merged {
        roxmltree::Document::parse(xml(part)).unwrap();
    }
    let ids = ids(&merged);
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "ids of revisions");
}

fn ids(parts: &[Part]) -> Vec<String> {
    fn collect(element: &Element, ids: &mut Vec<String>) {
        if element.attribute("w:author").is_some() {
            ids.extend(element.attribute("w:id").map(str::to_owned));
        }
        element.elements().for_each(|child| collect(child, ids));
    }
    let mut all = Vec::new();
    for name in ["word/document.xml", "word/footnotes.xml"] {
        part(parts, name)
            .iter()
            .for_each(|root| collect(root, &mut all));
    }
    all
}

fn text(texts: &[&str]) -> Sheet {
    let lines = texts.iter().map(|text| Block::Paragraph(line(BODY, text)));
    of(lines.collect())
}

#[test]
fn the_full_sheet_comes_and_goes() {
    let empty = text(&["x"]);
    check(&sample::sheet(), &empty);
    check(&empty, &sample::sheet());
    check(&sample::tables(), &sample::sheet());
    check(&sample::sheet(), &sample::tables());
}

#[test]
fn what_is_the_same_has_no_revisions() {
    let merged = build(&sample::sheet(), &sample::sheet()).unwrap();
    assert!(ids(&merged).is_empty());
    let plain = super::super::build(&sample::sheet()).unwrap();
    assert_eq!(read(&merged, Answer::Accept), read(&plain, Answer::Accept));
}

/// A line that ends early before a long word has the same text as one that does not.
#[test]
fn a_break_behind_a_blank_is_no_change() {
    let ended = |words_after: &str| {
        let mut sheet = text(&["xem tại "]);
        if let Some(Block::Paragraph(paragraph)) = sheet.sections[0].blocks.first_mut() {
            paragraph.inlines.push(Inline::Break);
            paragraph.inlines.push(words(BODY, words_after));
        }
        sheet
    };
    let running = text(&["xem tại https://vidu.vn"]);
    for (old, new) in [
        (&running, &ended("https://vidu.vn")),
        (&ended("https://vidu.vn"), &running),
    ] {
        assert!(ids(&build(old, new).unwrap()).is_empty());
    }
    let merged = build(&running, &ended("https://vidu.vn/moi")).unwrap();
    assert_eq!(
        read(&merged, Answer::Accept),
        ["xem tại https://vidu.vn/moi"]
    );
    assert_eq!(read(&merged, Answer::Reject), ["xem tại https://vidu.vn"]);
}

#[test]
fn the_last_paragraphs_come_and_go() {
    let texts = [
        &["a"][..],
        &["b"],
        &["a", "b"],
        &["a", "b", "c"],
        &["c", "d", "b"],
        &["b", "a"],
    ];
    for old in texts {
        for new in texts {
            check(&text(old), &text(new));
        }
    }
}

/// The library that compares words reports some that are gone at a place that is behind them.
#[test]
fn words_that_moved_among_others_are_not_lost() {
    check(
        &text(&["Bảng 10 hàng, rồi chữ ký"]),
        &text(&["Bảng đầy trang, hàng cuối sang trang cùng chữ ký"]),
    );
}

#[test]
fn the_bytes_are_the_same_and_sealed() {
    let (old, new) = (sample::sheet(), sample::tables());
    let bytes = package::pack(&build(&old, &new).unwrap()).unwrap();
    assert!(bytes == package::pack(&build(&old, &new).unwrap()).unwrap());
    assert!(seal::is_untouched(&bytes));
}

/// An item that goes counts in its list; one whose list goes keeps its mark as a text.
#[test]
fn items_that_go_keep_their_marks() {
    let list = |marks: &[(&str, &str)]| {
        let mut blocks = vec![Block::Paragraph(line(BODY, "x"))];
        blocks.extend(
            marks
                .iter()
                .map(|(m, t)| Block::Paragraph(item(0, 0, m, t))),
        );
        of(blocks)
    };
    let numbers = |old: &Sheet, new: &Sheet| {
        let merged = build(old, new).unwrap();
        let document = merged
            .iter()
            .find(|p| p.name == "word/document.xml")
            .unwrap();
        let document = xml(document);
        let ids = document.split("<w:numId w:val=\"").skip(1);
        let ids: Vec<String> = ids
            .map(|s| s.split('"').next().unwrap().to_owned())
            .collect();
        let numbering = merged.iter().find(|p| p.name == "word/numbering.xml");
        (ids, xml(numbering.unwrap()).to_owned())
    };
    let (ids, _) = numbers(
        &list(&[("1.", "một hai"), ("2.", "ba bốn"), ("3.", "năm sáu")]),
        &list(&[("1.", "một hai"), ("2.", "năm sáu")]),
    );
    assert_eq!(ids, ["2", "2", "2"]);
    let (ids, numbering) = numbers(&list(&[("1.", "một"), ("2.", "hai")]), &list(&[]));
    assert_eq!(ids.len(), 2);
    assert!(ids[0] != ids[1]);
    assert!(
        numbering.contains("<w:lvlText w:val=\"2.\"/>"),
        "{numbering}"
    );
}

fn paragraph() -> impl Strategy<Value = (Vec<u8>, bool)> {
    (
        prop::collection::vec(0u8..6, 0..6),
        prop::bool::weighted(0.2),
    )
}

/// Paragraphs of few different words, some with a note of the same words.
fn random(paragraphs: &[(Vec<u8>, bool)]) -> Sheet {
    const WORDS: [&str; 6] = ["một", "hai,", "14\u{2011}KH", "1.674", "(a & b)", "năm."];
    let say = |numbers: &[u8]| -> String {
        let words: Vec<_> = numbers.iter().map(|n| WORDS[usize::from(*n)]).collect();
        words.join(" ")
    };
    let mut sheet = text(&[]);
    let mut blocks = Vec::new();
    sheet.notes.clear();
    for (numbers, noted) in paragraphs {
        let mut paragraph: Paragraph = line(BODY, &say(numbers));
        if *noted {
            let note = NoteId(sheet.notes.len());
            let mut content = sample::sheet().notes[0].clone();
            content.paragraphs = vec![line(sample::NOTE, &format!("{}x", say(numbers)))];
            sheet.notes.push(content);
            let format = sample::letters(28, false, false);
            paragraph.inlines.insert(0, Inline::Note { note, format });
            paragraph.inlines.push(Inline::Break);
            paragraph.inlines.push(words(BODY, "cuối"));
        }
        blocks.push(Block::Paragraph(paragraph));
    }
    sheet.sections[0].blocks = blocks;
    sheet
}

/// The same in a table: its last paragraphs are a cell's.
fn in_cell(paragraphs: &[(Vec<u8>, bool)]) -> Sheet {
    let mut sheet = random(paragraphs);
    let mut table = sample::closing();
    let inner: Vec<Paragraph> = std::mem::take(&mut sheet.sections[0].blocks)
        .into_iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect();
    if let Block::Table(table) = &mut table {
        table.rows[0].cells[0].paragraphs = inner;
    }
    sheet.sections[0].blocks = vec![table];
    sheet
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn accepted_it_is_the_new_one_rejected_the_old_one(
        old in prop::collection::vec(paragraph(), 1..7),
        new in prop::collection::vec(paragraph(), 1..7),
        cell in any::<bool>(),
    ) {
        let make = if cell { in_cell } else { random };
        check(&make(&old), &make(&new));
    }
}
