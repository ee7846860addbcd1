//! Tables that are small on disk and huge, or wrong, inside: each is refused with its message in
//! bounded memory, and what is merely large is read.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::workbook::Workbook;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

/// Address space that a run may have, in KiB: what a bomb asks for is not in it.
const MEMORY: u32 = 700_000;

/// A batch of a table in `dir`.
fn run(dir: &Path, table: &str, args: &str) -> Output {
    command(dir, table, args).output().unwrap()
}

fn command(dir: &Path, table: &str, args: &str) -> Command {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad-batch/van-ban.yaml");
    let batch = format!(
        "noi_dung: {}\nten_tep: ra-soat-{{{{ so_thu_tu }}}}\nbang: {table}\n",
        content.display()
    );
    fs::write(dir.join("lo.yaml"), batch).unwrap();
    let program = assert_cmd::cargo::cargo_bin!("vanban");
    let script = format!(
        "ulimit -v {MEMORY}; exec {} batch lo.yaml -o ra {args}",
        program.display()
    );
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).current_dir(dir);
    command.env("RAYON_NUM_THREADS", "2");
    command.env("VANBAN_FONTS", "co-san");
    command
}

/// Likewise, and the most memory that the run had at a time, in MiB (as the system tells shortly
/// before it ends).
fn run_measured(dir: &Path, table: &str, args: &str) -> (Output, u64) {
    let mut command = command(dir, table, args);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or(0) >> 10);
        thread::sleep(Duration::from_millis(5));
    }
    (child.wait_with_output().unwrap(), peak)
}

/// What is said of a workbook, which must be refused and leave nothing.
fn refused(workbook: &Workbook) -> String {
    let dir = tempfile::tempdir().unwrap();
    workbook.save(&dir.path().join("khom.xlsx"));
    let run = run(dir.path(), "khom.xlsx", "");
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("cách sửa"), "{said}");
    let made = dir.path().join("ra");
    assert!(
        !made.exists() || common::outputs(&made).is_empty(),
        "{said}"
    );
    said
}

fn text(cell: &str, text: &str) -> String {
    format!("<c r='{cell}' t='inlineStr'><is><t>{text}</t></is></c>")
}

fn row(number: usize) -> String {
    let cell = text(&format!("A{number}"), &format!("Khóm {number}"));
    format!("<row r='{number}'>{cell}<c r='B{number}'><v>412</v></c></row>")
}

/// `ulimit` would stop a good workbook as well if it were too little.
#[test]
fn a_workbook_without_harm_is_made() {
    let dir = tempfile::tempdir().unwrap();
    Workbook::of_rows(&row(2)).save(&dir.path().join("khom.xlsx"));
    let run = run(dir.path(), "khom.xlsx", "");
    assert!(run.status.success(), "{run:?}");
    assert_eq!(common::outputs(&dir.path().join("ra")).len(), 2);
}

/// A workbook in whose directory stands another size of a part; the message about it.
fn with_lie(workbook: &Workbook, size: u32, lie: u32) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("khom.xlsx");
    workbook.save(&path);
    let mut bytes = fs::read(&path).unwrap();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|&at| bytes[at..at + 4] == size.to_le_bytes())
        .collect();
    assert_eq!(places.len(), 2, "of the part, and of the directory");
    for at in places {
        bytes[at..at + 4].copy_from_slice(&lie.to_le_bytes());
    }
    fs::write(&path, bytes).unwrap();
    let run = run(dir.path(), "khom.xlsx", "");
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1), "{said}");
    said
}

#[test]
fn parts_that_unpack_to_gigabytes() {
    let size: u32 = (3 << 20) + 7;
    // A name that nobody writes, but that a reader who does not tell capitals apart opens.
    let strings = " ".repeat(size as usize);
    let book = Workbook::of_rows(&row(2)).with("xl/SharedStrings.XML", strings);
    let huge = with_lie(&book, size, 3 << 30);
    assert!(huge.contains("bang-qua-lon"), "{huge}");
    // Less is told than there is.
    let small = with_lie(&book, size, 7);
    assert!(
        small.contains("bang-hong") || small.contains("o-qua-dai"),
        "{small}"
    );
    let sheet = format!("<sheetData>{}</sheetData>", " ".repeat(20 << 20));
    insta::assert_snapshot!("qua-dai", refused(&Workbook::new(&sheet)));
}

#[test]
fn shared_strings() {
    let book = || Workbook::of_rows(&row(2));
    for count in ["18446744073709551615", "99999999999", "4000000000"] {
        let strings = book().with_strings(&format!("uniqueCount='{count}'"), "<si><t>a</t></si>");
        assert!(refused(&strings).contains("bang-qua-lon"), "{count}");
    }
    let many = "<si/>".repeat(2_000_001);
    insta::assert_snapshot!("nhieu-chu", refused(&book().with_strings("", &many)));
    let long = format!("<si><t>{}</t></si>", "a".repeat(2 << 20));
    insta::assert_snapshot!("chu-dai", refused(&book().with_strings("", &long)));
    let runs = format!(
        "<si>{}</si>",
        "<r><t>aaaaaaaaaaaaaaaa</t></r>".repeat(100_000)
    );
    assert!(refused(&book().with_strings("", &runs)).contains("o-qua-dai"));
}

/// One long text, told of again and again: the sheet itself is small.
#[test]
fn a_long_text_in_every_cell() {
    let told = |length: usize, rows: usize, columns: std::ops::RangeInclusive<char>| {
        let cells = |number: usize| -> String {
            let columns = columns.clone();
            let cell = |column: char| format!("<c r='{column}{number}' t='s'><v>0</v></c>");
            columns.map(cell).collect()
        };
        let rows: String = (2..rows + 2)
            .map(|number| format!("<row r='{number}'>{}</row>", cells(number)))
            .collect();
        let long = format!("<si><t>{}</t></si>", "a".repeat(length));
        refused(&Workbook::of_rows(&rows).with_strings("", &long))
    };
    // All rows that are on the way at once, held: 64 times 26 times twice 130 KB.
    let said = told(130_000, 64, 'A'..='Z');
    assert_eq!(said.matches("lỗi[hang-qua-dai]").count(), 64, "{said}");
    insta::assert_snapshot!("o-dai", told(150_000, 1, 'A'..='B'));
    // Less in a row than is too much, but in very many.
    let all = told(1_000_000, 90, 'A'..='Z');
    assert!(all.contains("bang-qua-lon"), "{all}");
}

#[test]
fn styles() {
    let book = Workbook::of_rows(&row(2));
    let sheet = |inside: String| format!("<styleSheet>{inside}</styleSheet>");
    let many = sheet(format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(200_000)));
    insta::assert_snapshot!("nhieu-kieu", refused(&book.with("xl/styles.xml", many)));
    // Each style has its own copy of the format.
    let format = "0".repeat(100_000);
    let styles = "<xf numFmtId='200'/>".repeat(50_000);
    let long = sheet(format!(
        "<numFmts><numFmt numFmtId='200' formatCode='{format}'/></numFmts><cellXfs>{styles}</cellXfs>"
    ));
    let book = Workbook::of_rows(&row(2)).with("xl/styles.xml", long);
    insta::assert_snapshot!("kieu-dai", refused(&book));
}

#[test]
fn cells_far_away() {
    let far = row(2) + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>";
    let whole = Workbook::new(&format!(
        "<dimension ref='A1:XFD1048576'/><sheetData>{}{far}</sheetData>",
        "<row r='1'><c r='A1' t='inlineStr'><is><t>Tên</t></is></c>\
         <c r='B1' t='inlineStr'><is><t>Số hộ</t></is></c></row>"
    ));
    let dir = tempfile::tempdir().unwrap();
    whole.save(&dir.path().join("khom.xlsx"));
    // The other row has no fault.
    let run = run(dir.path(), "khom.xlsx", "");
    assert_eq!(run.status.code(), Some(1));
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("cot-khong-ten") && said.contains("ô XFD1048576"));
    assert_eq!(common::outputs(&dir.path().join("ra")).len(), 2);

    let beyond = row(2) + "<row r='1048577'><c r='A1048577'><v>1</v></c></row>";
    insta::assert_snapshot!("ngoai-trang", refused(&Workbook::of_rows(&beyond)));
    for cell in ["XFE2", "A99999999999", "AAAAAAAAAAAAAAAA2", "A0"] {
        let row = format!("<row r='2'><c r='{cell}'><v>1</v></c></row>");
        let said = refused(&Workbook::of_rows(&row));
        assert!(said.contains("bang-hong") && said.contains(cell), "{said}");
    }
    for range in ["B5:A1", "A5:B1", "A1:AAAAAAAAAAAA1"] {
        let sheet = format!(
            "<dimension ref='{range}'/><sheetData>{}</sheetData>",
            row(1)
        );
        let said = refused(&Workbook::new(&sheet));
        assert!(said.contains("bang-hong") && said.contains(range), "{said}");
    }
}

#[test]
fn entities() {
    let mut types = "<!ENTITY a0 'aaaaaaaaaa'>".to_owned();
    for level in 1..12 {
        let of = format!("&a{};", level - 1).repeat(10);
        types += &format!("<!ENTITY a{level} '{of}'>");
    }
    let sheet = format!(
        "<!DOCTYPE worksheet [{types}]><worksheet><sheetData><row r='1'>{}</row></sheetData></worksheet>",
        text("A1", "&a11;")
    );
    let book = Workbook::new("").with("xl/worksheets/sheet1.xml", sheet);
    insta::assert_snapshot!("thuc-the", refused(&book));
    let outside =
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><sst><si><t>&a;</t></si></sst>";
    let book = Workbook::of_rows(&row(2)).with("xl/sharedStrings.xml", outside);
    assert!(refused(&book).contains("DOCTYPE"));
}

/// A sheet under a name by which it would not be looked through.
#[test]
fn sheets_with_names_of_other_files() {
    for target in ["worksheets/sheet1.bin", "/customXml/sheet1.xml"] {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        let relationship = format!(
            "<Relationships><Relationship Id='rId1' Type='{kind}' Target='{target}'/></Relationships>"
        );
        let book = Workbook::of_rows(&row(2)).with("xl/_rels/workbook.xml.rels", relationship);
        let book = book
            .with("xl/worksheets/sheet1.bin", "<worksheet/>")
            .with("customXml/sheet1.xml", "<worksheet/>");
        assert!(refused(&book).contains("bang-hong"), "{target}");
    }
}

/// What is large and no bomb: 22,000 cells, each a text of its own.
#[test]
fn a_large_workbook_is_read() {
    let header: String = ('A'..='K')
        .map(|column| text(&format!("{column}1"), &format!("Cột {column}")))
        .collect();
    let mut strings = String::new();
    let mut rows = format!("<row r='1'>{header}</row>");
    for number in 2..=2_001 {
        rows += &format!("<row r='{number}'>");
        for (index, column) in ('A'..='K').enumerate() {
            let shared = (number - 2) * 11 + index;
            rows += &format!("<c r='{column}{number}' t='s'><v>{shared}</v></c>");
            strings += &format!("<si><t>Hộ gia đình số {shared}</t></si>");
        }
        rows += "</row>";
    }
    let book = Workbook::new(&format!("<sheetData>{rows}</sheetData>"));
    let dir = tempfile::tempdir().unwrap();
    book.with_strings("uniqueCount='22000'", &strings)
        .save(&dir.path().join("khom.xlsx"));
    let run = run(dir.path(), "khom.xlsx", "--rows 2000");
    let said = String::from_utf8(run.stderr).unwrap();
    // The text names columns that this table has not: it was read to its last row.
    assert!(
        said.contains("Hàng 2000 (khom.xlsx, trang “Khóm”, dòng 2001)"),
        "{said}"
    );
}

/// A table of which no more is held than the rows on their way.
#[test]
fn a_long_csv_streams() {
    const MOST: usize = 100; // MiB, of both
    let dir = tempfile::tempdir().unwrap();
    let remark = "x".repeat(100_000);
    let mut table = "Tên;Số hộ;Ghi chú\n".to_owned();
    for number in 1..=1200 {
        table += &format!("Khóm {number};412;{remark}\n");
    }
    fs::write(dir.path().join("khom.csv"), &table).unwrap();
    assert!(table.len() > MOST << 20);
    let (run, peak) = run_measured(dir.path(), "khom.csv", "--rows 1");
    assert!(run.status.success(), "{run:?}");
    assert!((1..MOST).contains(&(peak as usize)), "{peak} MiB");
    // What has no end is not read to the end of the file.
    let open = format!("Tên;Số hộ\nKhóm 1;412\nKhóm 2;\"{table}");
    fs::write(dir.path().join("khom.csv"), open).unwrap();
    let (run, peak) = run_measured(dir.path(), "khom.csv", "");
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    assert!((1..MOST).contains(&(peak as usize)), "{peak} MiB");
    insta::assert_snapshot!("ngoac-khong-dong", String::from_utf8(run.stderr).unwrap());
}
