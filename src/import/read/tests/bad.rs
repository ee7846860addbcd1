//! Files that are no DOCX, broken ones, and bombs: each has one message.

use super::{Docx, TYPES, paragraph, run, zipped};
use crate::import::read::{Options, read};
use proptest::prelude::*;
use std::fmt::Write;

fn refused(bytes: &[u8]) -> String {
    let refused = read(bytes, Options::default()).unwrap_err();
    assert_eq!(refused.0.len(), 1);
    let told = &refused.0[0];
    assert!(told.help.is_some());
    format!("{}: {}", told.code, told.message)
}

fn with(name: &str, bytes: &[u8]) -> Vec<u8> {
    zipped(&[(name.to_owned(), bytes.to_vec())])
}

#[test]
fn what_is_no_docx_is_told_with_what_it_is() {
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.resize(1024, 0);
    let old = locked.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let sheet = TYPES
        .replace("wordprocessingml.document", "spreadsheetml.sheet")
        .replace("/word/document.xml", "/xl/workbook.xml");
    let start = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let to_sheet = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{start}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheet = zipped(&[
        ("[Content_Types].xml".to_owned(), sheet.into_bytes()),
        ("_rels/.rels".to_owned(), to_sheet.into_bytes()),
        ("xl/workbook.xml".to_owned(), b"<workbook/>".to_vec()),
    ]);
    let open_document = zipped(&[
        ("content.xml".to_owned(), b"<a/>".to_vec()),
        ("META-INF/manifest.xml".to_owned(), b"<a/>".to_vec()),
    ]);
    let whole = Docx::new(&paragraph("x")).pack();
    let all = [
        refused(b""),
        refused(b"%PDF-1.7"),
        refused(b"\x89PNG\r\n\x1a\n"),
        refused(b"\xff\xd8\xff\xe0"),
        refused(b"{\\rtf1 }"),
        refused(b"\xef\xbb\xbf  <!DOCTYPE html><html>"),
        refused(b"chao"),
        refused(&old),
        refused(&locked),
        refused(&sheet),
        refused(&open_document),
        refused(&with("Index/Document.iwa", b"x")),
        refused(&with("ghi-chu.txt", b"x")),
        refused(&with("word/styles.xml", b"<a/>")),
        refused(&whole[..whole.len() / 2]),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_broken_part_is_named() {
    let good = paragraph("x");
    let all = [
        refused(&Docx::new("<w:p>").pack()),
        refused(&Docx::new("<w:p>&unknown;</w:p><w:t>&unknown;</w:t>").pack()),
        refused(
            &Docx::new(&good)
                .bytes_part("styles", "styles.xml", b"<a>")
                .pack(),
        ),
        refused(
            &Docx::new(&good)
                .bytes_part("styles", "styles.xml", b"\xff\xff\xff")
                .pack(),
        ),
        refused(
            &Docx::new(&good)
                .bytes_part(
                    "styles",
                    "styles.xml",
                    b"<!DOCTYPE a [<!ENTITY b \"c\">]><a/>",
                )
                .pack(),
        ),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn bombs_are_refused() {
    let deep = format!("{}{}", "<w:sdt>".repeat(5000), "</w:sdt>".repeat(5000));
    let zeros = vec![b' '; 300 << 20];
    let mut attributes = String::from("<w:p ");
    let mut names = String::new();
    for at in 0..5000 {
        write!(attributes, "w:a{at}=\"\" ").unwrap();
        write!(names, "<w:sdt xmlns:n{at}=\"x\"><w:sdtContent>").unwrap();
    }
    attributes += "/>";
    let all = [
        refused(&Docx::new(&deep).pack()),
        refused(&Docx::new(&attributes).pack()),
        refused(&Docx::new(&names).pack()),
        refused(
            &Docx::new("")
                .bytes_part("styles", "styles.xml", &zeros)
                .pack(),
        ),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

/// A text that stands once in the file and is named for every paragraph is not handed on without end.
#[test]
fn what_is_named_often_is_counted() {
    let label = "a".repeat(255);
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4000000000\"/>\
         <w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"{label}%1\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let body = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    let docx = Docx::new(&body.repeat(3)).part("numbering", "numbering.xml", &numbering);
    let flat = docx.read();
    let longest = super::paragraphs(&flat)
        .into_iter()
        .filter_map(|p| p.label.as_ref())
        .map(|label| label.text.len());
    assert!(longest.max().unwrap() <= 300);
    let note = format!(
        "<w:footnote w:id=\"2\">{}</w:footnote>",
        paragraph(&"x".repeat(1000))
    );
    let marks = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>".repeat(1000);
    let docx = Docx::new(&format!("<w:p>{marks}</w:p>")).part("footnotes", "footnotes.xml", &note);
    assert_eq!(docx.read().notes.len(), 1);
}

/// Comments that all go on to the end of the text, header rows without end, notes that begin with tabs.
#[test]
fn no_file_takes_time_by_the_square() {
    let many = 20_000;
    let mut body = String::from("<w:p>");
    for at in 0..many {
        write!(
            body,
            "<w:commentRangeStart w:id=\"{at}\"/><w:r><w:t>abcdefgh</w:t></w:r>"
        )
        .unwrap();
    }
    for at in 0..many {
        write!(body, "<w:commentRangeEnd w:id=\"{at}\"/>").unwrap();
    }
    body += "</w:p><w:tbl>";
    body += &"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr>".repeat(many);
    body += "</w:tbl><w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let tabs = "<w:tab/>".repeat(10 * many);
    let note = format!("<w:footnote w:id=\"2\"><w:p><w:r>{tabs}</w:r></w:p></w:footnote>");
    let docx = Docx::new(&body).part("footnotes", "footnotes.xml", &note);
    // A few seconds in a debug build; by the square it would be minutes.
    docx.read();
}

fn whole() -> Vec<u8> {
    let body = [
        paragraph("Cộng hòa"),
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
            paragraph("ô")
        ),
        format!(
            "<w:p><w:ins>{}</w:ins><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
            run("mới")
        ),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"8\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>"
            .to_owned(),
    ];
    let docx = Docx::new(&body.concat())
        .part("footnotes", "footnotes.xml", &format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph("chú")))
        .part(
            "numbering",
            "numbering.xml",
            "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"8\"><w:lvlText w:val=\"%1.%9\"/></w:lvl></w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>",
        );
    docx.pack()
}

proptest! {
    /// Bytes that were flipped, cut or doubled are read or refused.
    #[test]
    fn no_bytes_make_it_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8), cut in any::<prop::sample::Index>(), is_cut in any::<bool>()) {
        let mut bytes = whole();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes, Options::default());
    }

    /// The same inside the parts, where no checksum finds it.
    #[test]
    fn no_xml_makes_it_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), 0x20_u8..0x7f), 1..6), is_rejected in any::<bool>()) {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(whole())).unwrap();
        let mut files = Vec::new();
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            files.push((file.name().unwrap().to_string(), bytes));
        }
        for (at, byte) in flips {
            let all: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
            let mut at = at.index(all);
            for (_, bytes) in &mut files {
                match bytes.get_mut(at) {
                    Some(place) => {
                        *place = byte;
                        break;
                    }
                    None => at -= bytes.len(),
                }
            }
        }
        let _ = read(&zipped(&files), Options { rejected: is_rejected });
    }
}
