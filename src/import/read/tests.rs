//! The reader on small files that are put together here.

mod bad;
mod drawings;
mod lines;
mod looks;
mod old_codes;
mod referee;
mod tables;
mod typed;
mod whole;

use super::{Options, read};
use crate::import::flat::{Block, Flat, Lost, Paragraph, Piece, Table};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:wpi=\"http://schemas.microsoft.com/office/word/2010/wordprocessingInk\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    </Types>";

/// Styles as a new file of Word has them.
const STYLES_OF_WORD: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"28\"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/>\
    <w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/></w:style>\
    <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>\
    <w:top w:val=\"single\"/><w:insideV w:val=\"single\"/></w:tblBorders></w:tblPr></w:style>";

/// A file in the making.
struct Docx {
    body: String,
    /// Parts beside the text: the kind of relation, the name, the root element and what is in it.
    parts: Vec<(&'static str, String, Vec<u8>)>,
    /// Relations to what stands outside.
    outside: Vec<(&'static str, &'static str)>,
}

impl Docx {
    fn new(body: &str) -> Self {
        Self {
            body: body.to_owned(),
            parts: Vec::new(),
            outside: Vec::new(),
        }
    }

    /// A part of XML: `styles`, `numbering`; its relation is called by its name.
    fn part(mut self, kind: &'static str, name: &str, content: &str) -> Self {
        let root = match kind {
            "header" => "hdr",
            "footer" => "ftr",
            kind => kind,
        };
        let text = format!("<w:{root} {NAMES}>{content}</w:{root}>");
        self.parts.push((kind, name.to_owned(), text.into_bytes()));
        self
    }

    fn bytes_part(mut self, kind: &'static str, name: &str, bytes: &[u8]) -> Self {
        self.parts.push((kind, name.to_owned(), bytes.to_vec()));
        self
    }

    fn document(&self) -> String {
        format!(
            "<w:document {NAMES}><w:body>{}</w:body></w:document>",
            self.body
        )
    }

    fn pack(&self) -> Vec<u8> {
        let start = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = |all: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
            )
        };
        let main = format!(
            "<Relationship Id=\"a\" Type=\"{start}/officeDocument\" Target=\"word/document.xml\"/>"
        );
        let mut of_main = String::new();
        for (kind, name, _) in &self.parts {
            of_main +=
                &format!("<Relationship Id=\"{name}\" Type=\"{start}/{kind}\" Target=\"{name}\"/>");
        }
        for (id, target) in &self.outside {
            of_main += &format!(
                "<Relationship Id=\"{id}\" Type=\"{start}/hyperlink\" Target=\"{target}\" TargetMode=\"External\"/>"
            );
        }
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), TYPES.as_bytes().to_vec()),
            ("_rels/.rels".to_owned(), relations(&main).into_bytes()),
            ("word/document.xml".to_owned(), self.document().into_bytes()),
            (
                "word/_rels/document.xml.rels".to_owned(),
                relations(&of_main).into_bytes(),
            ),
        ];
        for (_, name, bytes) in &self.parts {
            files.push((format!("word/{name}"), bytes.clone()));
        }
        zipped(&files)
    }

    fn read(&self) -> Flat {
        read(&self.pack(), Options::default()).unwrap()
    }

    fn read_rejected(&self) -> Flat {
        read(&self.pack(), Options { rejected: true }).unwrap()
    }
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A run of plain text.
fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A paragraph of plain text.
fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

/// Reads a body.
fn flat(body: &str) -> Flat {
    Docx::new(body).read()
}

/// The text of a paragraph; signs for what is no text.
fn text(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    if let Some(label) = &paragraph.label {
        out += &format!("<{}> ", label.text);
    }
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(run) => out += &run.text,
            Piece::Tab => out.push('→'),
            Piece::Leader => out.push('…'),
            Piece::Line => out.push('↵'),
            Piece::Page => out.push('¶'),
            Piece::Note(at) => out += &format!("[^{at}]"),
            Piece::Picture(at) => out += &format!("[ảnh {at}]"),
        }
    }
    out
}

/// The texts of all paragraphs, cells with a line before them.
fn texts(flat: &Flat) -> Vec<String> {
    fn of(blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => out.push(text(paragraph)),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        out.push("|".to_owned());
                        of(&cell.blocks, out);
                    }
                }
                Block::Section(_) => out.push("§".to_owned()),
            }
        }
    }
    let mut out = Vec::new();
    of(&flat.blocks, &mut out);
    out
}

fn paragraphs(flat: &Flat) -> Vec<&Paragraph> {
    let paragraphs = flat.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) | Block::Section(_) => None,
    });
    paragraphs.collect()
}

fn losses(flat: &Flat) -> Vec<(usize, Lost, &str)> {
    let losses = flat.losses.iter();
    losses
        .map(|loss| (loss.at, loss.what, loss.text.as_str()))
        .collect()
}

fn table(flat: &Flat) -> &Table {
    let table = flat.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) | Block::Section(_) => None,
    });
    table.unwrap()
}
