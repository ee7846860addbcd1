//! The reader on documents that have many things at once.

use crate::import::flat::{Block, Label, Paragraph, Piece, Raised, Run};
use crate::import::flat::{Flat, Lost};
use crate::import::read::{Options, read};
use std::io::Write;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
    xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    xmlns:v="urn:schemas-microsoft-com:vml"
    xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;

/// A package of a body and some parts more, each related to it by its kind.
fn packed(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let related = |all: &str| {
        format!(
            r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
        )
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}" Target="{target}"/>"#
        )
    };
    put(
        "_rels/.rels",
        &related(&relation("rId1", "officeDocument", "word/document.xml")),
    );
    let all: String = more
        .iter()
        .map(|(kind, _)| relation(kind, kind, &format!("{kind}.xml")))
        .collect();
    put("word/_rels/document.xml.rels", &related(&all));
    put(
        "word/document.xml",
        &format!("{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>"),
    );
    for (kind, text) in more {
        put(
            &format!("word/{kind}.xml"),
            &format!(
                "{HEAD}{}",
                text.replacen(" SPACES", &format!(" {SPACES}"), 1)
            ),
        );
    }
    zip.finish().unwrap().into_inner()
}

fn flat(body: &str, more: &[(&str, &str)]) -> Flat {
    read(&packed(body, more), Options::default()).unwrap_or_else(|e| panic!("{e:?}"))
}

fn paragraphs(flat: &Flat) -> Vec<&Paragraph> {
    let found = flat.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    found.collect()
}

fn text(paragraph: &Paragraph) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(run) => run.text.clone(),
        Piece::Tab | Piece::Leader => "\t".to_owned(),
        Piece::Line => "\n".to_owned(),
        Piece::Page => "\u{c}".to_owned(),
        Piece::Note(number) => format!("[{number}]"),
        Piece::Picture(number) => format!("<{number}>"),
    };
    paragraph.pieces.iter().map(piece).collect()
}

fn texts(flat: &Flat) -> Vec<String> {
    paragraphs(flat).into_iter().map(text).collect()
}

#[test]
fn looks_come_of_styles_and_of_runs() {
    let styles = r#"<w:styles SPACES>
        <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="N"/><w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="B"><w:name w:val="Loop"/><w:basedOn w:val="A"/><w:pPr><w:ind w:firstLine="720"/></w:pPr><w:rPr><w:caps/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:b/><w:i/></w:rPr></w:style>
    </w:styles>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>
        <w:r><w:t xml:space="preserve">một </w:t></w:r><w:r><w:t>hai</w:t></w:r>
        <w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>ba</w:t></w:r>
        <w:r><w:rPr><w:b w:val="0"/><w:caps w:val="false"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>"#;
    let flat = flat(body, &[("styles", styles)]);
    let all = paragraphs(&flat);
    let [paragraph] = all.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(
        (paragraph.style.as_deref(), paragraph.first),
        (Some("Loop"), 720)
    );
    assert_eq!(paragraph.align, crate::import::flat::Align::Justify);
    let run = |text: &str| Run {
        text: text.to_owned(),
        size: 28,
        ..Run::default()
    };
    // What style of paragraph and run both switch on, they switch off.
    assert_eq!(
        paragraph.pieces,
        [
            Piece::Text(Run {
                bold: true,
                ..run("MỘT HAI")
            }),
            Piece::Text(Run {
                italic: true,
                ..run("BA")
            }),
            Piece::Text(Run {
                raised: Raised::Above,
                ..run("2")
            }),
        ]
    );
}

#[test]
fn numbers_are_those_that_a_reader_sees() {
    let numbering = r#"<w:numbering SPACES>
        <w:abstractNum w:abstractNumId="1">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
    </w:numbering>"#;
    let item = |list: u8, level: u8| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#
        )
    };
    let body: String = [
        (5, 0),
        (5, 1),
        (5, 1),
        (5, 2),
        (5, 0),
        (5, 1),
        (6, 0),
        (0, 0),
    ]
    .iter()
    .map(|(list, level)| item(*list, *level))
    .collect();
    let flat = flat(&body, &[("numbering", numbering)]);
    let labels: Vec<Option<Label>> = paragraphs(&flat).iter().map(|p| p.label.clone()).collect();
    let seen: Vec<&str> = labels
        .iter()
        .map(|label| label.as_ref().map_or("", |label| label.text.as_str()))
        .collect();
    assert_eq!(seen, ["I.", "1.1.", "1.2.", "•", "II.", "2.1.", "IV.", ""]);
}

#[test]
fn changes_are_accepted_or_rejected() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">Giữ </w:t></w:r><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>nối</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve"> liền</w:t></w:r></w:p>"#;
    let bytes = packed(body, &[]);
    let read = |rejected| texts(&read(&bytes, Options { rejected }).unwrap());
    assert_eq!(read(false), ["Giữ thêm", "nối liền"]);
    assert_eq!(read(true), ["Giữ bỏ", "nối", " liền"]);
}

#[test]
fn fields_show_what_they_show_and_boxes_are_read_once() {
    let body = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText><w:t>mã</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Điều 5</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
        <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>
        <w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:rPr/></w:r></w:p>
        <w:p><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>"#;
    let flat = flat(body, &[]);
    assert_eq!(texts(&flat), ["Điều 5\u{2011}☑", "trong khung", ""]);
    assert!(paragraphs(&flat)[1].boxed);
    assert_eq!(flat.losses.len(), 1, "{:?}", flat.losses);
    assert_eq!(
        (flat.losses[0].what, flat.losses[0].text.as_str()),
        (Lost::Equation, "x+1")
    );
}

#[test]
fn tables_are_grids_and_notes_are_counted_by_their_marks() {
    let cell = |more: &str, text: &str| {
        format!("<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let body = format!(
        r#"<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="200"/><w:gridCol w:w="300"/></w:tblGrid>
        <w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}<w:tc><w:p><w:r><w:footnoteReference w:id="7"/><w:footnoteReference w:id="2"/></w:r></w:p></w:tc></w:tr></w:tbl>"#,
        cell(r#"<w:vMerge w:val="restart"/>"#, "a"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "b"),
        cell("<w:vMerge/>", ""),
        cell("", "c"),
    );
    let notes = r#"<w:footnotes SPACES><w:footnote w:id="2"><w:p><w:r><w:t>hai</w:t></w:r></w:p></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>bảy</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let flat = flat(&body, &[("footnotes", notes)]);
    let Block::Table(table) = &flat.blocks[0] else {
        panic!()
    };
    assert!(table.bordered && table.rows[0].header);
    assert_eq!(table.columns, [100, 200, 300]);
    let places = |row: usize| -> Vec<_> {
        table.rows[row]
            .cells
            .iter()
            .map(|c| (c.column, c.columns, c.rows))
            .collect()
    };
    assert_eq!(places(0), [(0, 1, 2), (1, 2, 1)]);
    assert_eq!(places(1), [(1, 1, 1), (2, 1, 1)]);
    let notes: Vec<String> = flat.notes.iter().map(|note| text(&note[0])).collect();
    assert_eq!(notes, ["bảy", "hai"]);
}

#[test]
fn what_is_no_docx_is_told() {
    let code = |bytes: &[u8]| read(bytes, Options::default()).unwrap_err().0[0].code;
    let mut encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    encrypted.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    for (bytes, wanted) in [
        (b"".as_slice(), "nhap-khong-phai-docx"),
        (b"%PDF-1.7", "nhap-khong-phai-docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "nhap-khong-phai-docx"),
        (&encrypted, "nhap-co-mat-khau"),
        (b"PK\x03\x04 cut", "nhap-docx-hong"),
        (&packed("<w:p>", &[]), "nhap-docx-hong"),
    ] {
        assert_eq!(code(bytes), wanted);
    }
    let deep = "<w:tbl><w:tr><w:tc>".repeat(5_000) + &"</w:tc></w:tr></w:tbl>".repeat(5_000);
    assert_eq!(code(&packed(&deep, &[])), "nhap-qua-lon");
}

#[test]
fn whatever_the_bytes_it_ends() {
    let whole = packed(
        r#"<w:p><w:r><w:t>Một văn bản</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"#,
        &[("styles", "<w:styles SPACES/>")],
    );
    let mut state = 7u64;
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            let at = (state >> 33) as usize % bytes.len();
            bytes[at] ^= (state >> 20) as u8;
        }
        bytes.truncate(bytes.len() - (state >> 50) as usize % 64);
        let _ = read(&bytes, Options::default());
    }
}
