//! Blanks as content controls, read back from the parts.

use super::sample::{BODY, NOTE, letters, of, paragraph, run, words};
use super::{Part, build};
use crate::document::Blank;
use crate::sheet::{Block, Inline, NoteId, Run, RunFormat, Sheet};

const GAP: &str = "\u{a0}\u{a0}\u{a0}";

fn blank(blank: Blank, format: RunFormat) -> Inline {
    Inline::Run(Run {
        text: GAP.to_owned(),
        format,
        blank: Some(blank),
        title: false,
        cross: None,
        origins: Default::default(),
    })
}

/// Number and date, another number behind a line's end, one in a note.
fn blanks() -> Sheet {
    let text = letters(28, false, false);
    let slanted = letters(28, false, true);
    let mut sheet = of(vec![
        Block::Paragraph(paragraph(
            BODY,
            vec![
                words(BODY, "Số: "),
                blank(Blank::Number, text),
                words(BODY, "/KH-UBND"),
            ],
        )),
        Block::Paragraph(paragraph(
            BODY,
            vec![
                run("ngày ", slanted),
                blank(Blank::Day, slanted),
                run(" tháng ", slanted),
                blank(Blank::Month, slanted),
            ],
        )),
        Block::Paragraph(paragraph(
            BODY,
            vec![
                Inline::Break,
                blank(Blank::Number, text),
                Inline::Note {
                    note: NoteId(0),
                    format: text,
                },
            ],
        )),
    ]);
    sheet.notes[0].paragraphs = vec![paragraph(
        NOTE,
        vec![
            words(NOTE, "Kế hoạch số "),
            blank(Blank::Number, letters(20, false, false)),
        ],
    )];
    sheet
}

/// Tag, name, id and text of the controls of a part; no control holds anything but one run.
fn controls(part: &Part) -> Vec<(String, String, String, String)> {
    let document = roxmltree::Document::parse(part.text()).unwrap();
    let named = |n: roxmltree::Node<'_, '_>, name: &str| n.tag_name().name() == name;
    document
        .descendants()
        .filter(|n| named(*n, "sdt"))
        .map(|control| {
            let value = |name| {
                let element = control.descendants().find(|n| named(*n, name)).unwrap();
                let value = element.attributes().find(|a| a.name() == "val");
                value.unwrap().value().to_owned()
            };
            assert_eq!(value("lock"), "sdtLocked");
            let content = control
                .children()
                .find(|n| named(*n, "sdtContent"))
                .unwrap();
            let runs: Vec<_> = content.children().collect();
            assert_eq!(runs.len(), 1);
            assert!(!content.descendants().any(|n| named(n, "br")));
            let text = content.descendants().find_map(|n| n.text()).unwrap();
            (value("tag"), value("alias"), value("id"), text.to_owned())
        })
        .collect()
}

#[test]
fn blanks_are_controls_with_tags_of_their_own() {
    let parts = build(&blanks()).unwrap();
    let found = |name| {
        let part = parts.iter().find(|p| p.name == name).unwrap();
        controls(part)
    };
    let expected = |tag: &str, name: &str, id: &str| {
        let tag = format!("vanban:{tag}");
        (tag, name.to_owned(), id.to_owned(), GAP.to_owned())
    };
    assert_eq!(
        found("word/document.xml"),
        [
            expected("so", "Số", "1"),
            expected("ngay", "Ngày", "2"),
            expected("thang", "Tháng", "3"),
            expected("so", "Số", "4"),
        ]
    );
    assert_eq!(found("word/footnotes.xml"), [expected("so", "Số", "5")]);
}

#[test]
fn what_is_typed_into_a_control_has_the_format_of_its_place() {
    let parts = build(&blanks()).unwrap();
    let document = parts.iter().find(|p| p.name == "word/document.xml");
    let content = document.unwrap().text();
    let format = "<w:rPr><w:i/><w:iCs/></w:rPr>";
    let control = format!(
        "<w:sdt><w:sdtPr>{format}<w:alias w:val=\"Ngày\"/><w:tag w:val=\"vanban:ngay\"/>\
         <w:id w:val=\"2\"/><w:lock w:val=\"sdtLocked\"/><w:showingPlcHdr/><w:text/></w:sdtPr>\
         <w:sdtContent><w:r>{format}<w:t xml:space=\"preserve\">{GAP}</w:t></w:r></w:sdtContent>\
         </w:sdt>"
    );
    assert!(content.contains(&control), "{content}");
    assert_eq!(content.matches(GAP).count(), 4);
}

#[test]
fn a_file_with_controls_is_untouched_until_one_is_filled_in() {
    let mut parts = build(&blanks()).unwrap();
    let written = super::super::package::pack(&parts).unwrap();
    assert!(super::super::is_untouched(&written));
    let document = parts.iter_mut().find(|p| p.name == "word/document.xml");
    let document = document.unwrap();
    document.content = document.text().replacen(GAP, "12", 1).into_bytes();
    let filled = super::super::package::pack(&parts).unwrap();
    assert!(!super::super::is_untouched(&filled));
}
