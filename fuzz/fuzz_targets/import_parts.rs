//! The parts of a DOCX, put into a sound container: what a checksum or a compression would keep from the XML readers.
//! The input is the parts one behind the other, with a zero byte between them.
#![no_main]

use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The parts that say where the others are.
const ROOT: [(&str, &str); 2] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#,
    ),
];

const PARTS: [&str; 6] = [
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let root = ROOT.iter().map(|(name, part)| (*name, part.as_bytes()));
    let parts = bytes.split(|byte| *byte == 0);
    for (name, part) in root.chain(PARTS.into_iter().zip(parts)) {
        zip.start_file(name, stored).expect("a name of ours");
        zip.write_all(part).expect("memory");
    }
    let packed = zip.finish().expect("memory").into_inner();
    vanban::fuzzing::import(&packed);
});
