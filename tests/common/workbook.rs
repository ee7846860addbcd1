//! Workbooks put together part by part, as nobody's program would: bombs, rare formats.

use std::io::Write;
use std::path::Path;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts of a workbook with one sheet, `Khóm`.
pub(crate) struct Workbook(Vec<(String, Vec<u8>)>);

impl Workbook {
    /// With what stands inside `worksheet`.
    pub(crate) fn new(worksheet: &str) -> Self {
        let workbook = format!(
            "<workbook xmlns='{MAIN}' xmlns:r='{RELATIONSHIPS}'>\
             <sheets><sheet name='Khóm' sheetId='1' r:id='rId1'/></sheets></workbook>"
        );
        let relationship = |kind: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id='rId1' Type='{RELATIONSHIPS}/{kind}' Target='{target}'/></Relationships>"
            )
        };
        Self(Vec::new())
            .with(
                "_rels/.rels",
                relationship("officeDocument", "xl/workbook.xml"),
            )
            .with("xl/workbook.xml", workbook)
            .with(
                "xl/_rels/workbook.xml.rels",
                relationship("worksheet", "worksheets/sheet1.xml"),
            )
            .with(
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns='{MAIN}'>{worksheet}</worksheet>"),
            )
    }

    /// With rows of two columns, `Tên` and `Số hộ`.
    pub(crate) fn of_rows(rows: &str) -> Self {
        let text = |cell: &str, text: &str| {
            format!("<c r='{cell}' t='inlineStr'><is><t>{text}</t></is></c>")
        };
        let header = text("A1", "Tên") + &text("B1", "Số hộ");
        Self::new(&format!(
            "<sheetData><row r='1'>{header}</row>{rows}</sheetData>"
        ))
    }

    /// With another part, or another one of a name.
    pub(crate) fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), bytes.into()));
        self
    }

    /// With number formats and a style a cell for each, so that `s='1'` is the first of them.
    pub(crate) fn with_formats(self, formats: &[&str]) -> Self {
        let mut declared = String::new();
        let mut styles = "<xf numFmtId='0'/>".to_owned();
        for (id, format) in (164..).zip(formats) {
            declared += &format!("<numFmt numFmtId='{id}' formatCode='{format}'/>");
            styles += &format!("<xf numFmtId='{id}'/>");
        }
        let styles = format!(
            "<styleSheet xmlns='{MAIN}'><numFmts>{declared}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
        );
        self.with("xl/styles.xml", styles)
    }

    /// With a table of shared strings; `begin` is inside its first tag.
    pub(crate) fn with_strings(self, begin: &str, strings: &str) -> Self {
        let table = format!("<sst xmlns='{MAIN}' {begin}>{strings}</sst>");
        self.with("xl/sharedStrings.xml", table)
    }

    /// With days counted from 1904.
    pub(crate) fn since_1904(mut self, yes: &str) -> Self {
        for (_, bytes) in self.0.iter_mut().filter(|(n, _)| n == "xl/workbook.xml") {
            let xml = String::from_utf8(bytes.clone()).unwrap();
            let flag = format!("<workbookPr date1904='{yes}'/><sheets>");
            *bytes = xml.replace("<sheets>", &flag).into_bytes();
        }
        self
    }

    pub(crate) fn save(&self, path: &Path) {
        let mut zip = ZipWriter::new(std::fs::File::create(path).unwrap());
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
    }
}
