//! Styles, numbering and sections.

use super::{Docx, Piece, flat, paragraph, paragraphs, texts};
use crate::import::flat::{Align, Block};

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"26\"/></w:rPr></w:rPrDefault>\
    <w:pPrDefault><w:pPr><w:jc w:val=\"both\"/></w:pPr></w:pPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"N\"/>\
      <w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/><w:pBdr><w:bottom w:val=\"single\"/></w:pBdr></w:pPr>\
      <w:rPr><w:b/><w:caps/><w:sz w:val=\"28\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"Con\"/><w:basedOn w:val=\"H\"/><w:rPr><w:caps w:val=\"0\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"C\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"L1\"><w:name w:val=\"vòng 1\"/><w:basedOn w:val=\"L2\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"L2\"><w:name w:val=\"vòng 2\"/><w:basedOn w:val=\"L1\"/></w:style>";

fn styled(style: &str, look: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn styles_are_resolved() {
    let body = [
        styled("H", "", "đề mục"),
        styled("H2", "", "đề mục"),
        styled("H", "<w:rStyle w:val=\"C\"/>", "hai lần đậm"),
        styled("H", "<w:rStyle w:val=\"C\"/><w:b/>", "đậm"),
        styled("L1", "", "vòng"),
        styled("lạ", "<w:b/>", "lạ"),
    ];
    let flat = Docx::new(&body.concat())
        .part("styles", "styles.xml", STYLES)
        .read();
    let all: Vec<String> = paragraphs(&flat)
        .iter()
        .map(|p| {
            let Piece::Text(run) = &p.pieces[0] else {
                panic!()
            };
            let style = p.style.as_deref().unwrap_or_default();
            let line = if p.ruled { " có kẻ" } else { "" };
            let bold = if run.bold { " đậm" } else { "" };
            format!(
                "{style}: {:?} {:?}{line}{bold} {} {}",
                p.align, p.outline, run.size, run.text
            )
        })
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

const NUMBERING: &str = "<w:abstractNum w:abstractNumId=\"1\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/><w:pPr><w:ind w:left=\"700\" w:hanging=\"300\"/></w:pPr></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2.\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlRestart w:val=\"1\"/><w:lvlText w:val=\"%3)\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/><w:rPr><w:rFonts w:ascii=\"Symbol\" w:hAnsi=\"Symbol\"/></w:rPr></w:lvl>\
    </w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimalZero\"/>\
      <w:pStyle w:val=\"S\"/><w:lvlText w:val=\"§iÒu %1.\"/><w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num>";

fn item(list: u32, level: u32) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr></w:p>"
    )
}

#[test]
fn lists_count_as_word_counts() {
    let items = [
        (1, 0),
        (1, 1),
        (1, 1),
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 0),
        (2, 1),
        (1, 0),
        (0, 0),
    ];
    let mut body: String = items.map(|(list, level)| item(list, level)).concat();
    body += "<w:p><w:pPr><w:pStyle w:val=\"S\"/></w:pPr></w:p>";
    body += "<w:p><w:pPr><w:pStyle w:val=\"S\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:p>";
    body += "<w:p><w:pPr><w:pStyle w:val=\"S\"/><w:ind w:left=\"9\"/></w:pPr></w:p>";
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"S\"><w:name w:val=\"Điều\"/>\
        <w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>";
    let flat = Docx::new(&body)
        .part("numbering", "numbering.xml", NUMBERING)
        .part("styles", "styles.xml", styles)
        .read();
    assert_eq!(
        texts(&flat),
        [
            "<I.> ",
            "<1.1.> ",
            "<1.2.> ",
            "<a)> ",
            "<1.3.> ",
            "<b)> ",
            "<II.> ",
            "<2.1.> ",
            "<a)> ",
            "<•> ",
            "<V.> ",
            "<5.1.> ",
            "<VI.> ",
            "",
            "<Điều 01.> ",
            "",
            "<Điều 02.> "
        ]
    );
    let first = paragraphs(&flat)[0];
    assert_eq!((first.left, first.first), (700, -300));
    assert_eq!(paragraphs(&flat)[16].left, 9);
}

#[test]
fn sections_turn_pages() {
    let body = format!(
        "{}<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:pPr></w:p>{}\
         <w:p><w:pPr><w:sectPr><w:type w:val=\"continuous\"/><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/></w:sectPr></w:pPr></w:p>\
         <w:sectPr/>",
        paragraph("dọc"),
        paragraph("ngang"),
    );
    let flat = flat(&body);
    let sections: Vec<_> = flat
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Section(section) => Some((section.landscape, section.continuous)),
            Block::Paragraph(_) | Block::Table(_) => None,
        })
        .collect();
    assert_eq!(sections, [(false, true), (true, false), (false, false)]);
}

#[test]
fn what_is_said_of_a_paragraph_is_kept() {
    let body = "<w:p><w:pPr><w:pageBreakBefore/><w:jc w:val=\"right\"/><w:ind w:left=\"2cm\" w:firstLine=\"720\"/></w:pPr></w:p>\
        <w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr><w:r><w:t>C</w:t></w:r></w:p><w:p><w:r><w:t>ộng hòa</w:t></w:r></w:p>\
        <w:p><w:pPr><w:framePr w:w=\"100\"/></w:pPr><w:r><w:t>khung</w:t></w:r></w:p>";
    let flat = flat(body);
    let all = paragraphs(&flat);
    assert_eq!(texts(&flat), ["", "Cộng hòa", "khung"]);
    assert_eq!(
        (all[0].align, all[0].left, all[0].first),
        (Align::Right, 1134, 720)
    );
    assert!(all[0].page_before && all[2].boxed && !all[1].boxed);
}

/// docx.js writes headings without a level, and text boxes without a run around them.
#[test]
fn what_docx_js_leaves_out_is_known() {
    let style = "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"Heading 2\"/></w:style>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Mục</w:t></w:r></w:p>\
        <w:p><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>một</w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p>\
        </w:txbxContent></v:textbox></v:shape></w:pict></w:p>";
    let flat = Docx::new(body).part("styles", "styles.xml", style).read();
    let all = super::paragraphs(&flat);
    assert_eq!(all[0].outline, Some(1));
    let boxed = all.iter().filter(|paragraph| paragraph.boxed);
    assert_eq!(boxed.count(), 2);
}
