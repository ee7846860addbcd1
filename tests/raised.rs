//! Messages that no snapshot of a bad file shows, each raised once: files that were edited, folders,
//! the command line, tables.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{made::make, vanban, without_findings, workbook::Workbook};
use std::{fs, path::Path};
use tempfile::TempDir;

const DOCUMENT: &str = "\
loai: ke-hoach
co_quan: ỦY BAN NHÂN DÂN XÃ AN PHÚ
viet_tat: UBND
dia_danh: An Phú
ngay_ban_hanh: 05/01/2024
trich_yeu: Thử
noi_dung: Lời văn.
nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn A}
";

/// A folder with a document, `a.yaml`, that has `more` at its end.
fn folder(more: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(&dir, "a.yaml", &format!("{DOCUMENT}{more}"));
    dir
}

fn write(dir: &TempDir, name: &str, text: &str) {
    fs::write(dir.path().join(name), text).unwrap();
}

/// The messages of a run in a folder.
fn said(dir: &Path, arguments: &[&str]) -> String {
    let run = vanban().args(arguments).current_dir(dir).output().unwrap();
    String::from_utf8(run.stderr).unwrap()
}

fn assert_says(code: &str, said: &str) {
    assert!(said.contains(&format!("[{code}]")), "{code}: {said}");
}

/// The messages about a document with this text, or with more at its end.
fn of_body(body: &str) -> String {
    let dir = folder("");
    let body: String = body.lines().map(|line| format!("  {line}\n")).collect();
    let text = DOCUMENT.replace("noi_dung: Lời văn.\n", &format!("noi_dung: |\n{body}"));
    write(&dir, "a.yaml", &text);
    said(dir.path(), &["build", "a.yaml"])
}

fn of_end(more: &str) -> String {
    said(folder(more).path(), &["build", "a.yaml"])
}

#[test]
fn texts_of_a_document() {
    assert_says("con-cho-trong", &of_end("luu: VT, …\nmo_dau: Phường …\n"));
    assert_says("dau-va", &of_end("luu: &VT văn phòng\n"));
    assert_says("so-bi-cat", &of_end("so_lieu: {tien: 12,5}\n"));
    assert_says(
        "so-do-vo-ly",
        &of_end("the_thuc: {noi_dung: {co_chu: 200}}\n"),
    );
    assert_says(
        "le-ngang-khong-thong-nhat",
        &of_end("the_thuc: {le_ngang: {tren: 30, trai: 30}}\n"),
    );
    assert_says("chu-thich-trong", &of_body("Một[^1].\n\n[^1]:\n\nHai."));
    assert_says("chu-thich-sai-cho", &of_body("Một.\n\nHai [^2]: ba."));
    let amounts = " 7.512.469.825 |".repeat(8);
    assert_says(
        "bang-chu-nho",
        &of_body(&format!(
            "|{}\n|{}\n|{amounts}",
            " a |".repeat(9),
            "---|".repeat(9)
        )),
    );
    assert_says("bang-thieu-o", &of_body("| a | b |\n|---|---|\n| 1 |"));
}

#[test]
fn a_draft_with_a_number() {
    assert_says("du-thao-co-so", &of_end("du_thao: 2\nso: 15\n"));
}

#[test]
fn little_on_the_last_page() {
    let said = (20..60).map(|lines| of_body(&"Đề nghị thực hiện.\n\n".repeat(lines)));
    let mut said = said.filter(|said| said.contains("[trang-cuoi-it-chu]"));
    assert!(said.next().is_some());
}

#[test]
fn files_that_somebody_changed() {
    let dir = folder("");
    let run = |arguments: &[&str]| said(dir.path(), arguments);
    let made = run(&["build", "a.yaml", "--only", "docx"]);
    assert_eq!(without_findings(&made), "");
    write(&dir, "a.docx", "sửa");
    let changed = DOCUMENT.replace("Lời văn", "Lời khác");
    write(&dir, "a.yaml", &changed);
    assert_says("tep-da-sua", &run(&["build", "a.yaml", "--only", "docx"]));
    let forced = run(&["build", "a.yaml", "--only", "docx", "--force"]);
    assert_says("ban-moi-thua", &forced);
    let whole = run(&["build", "a.yaml", "--split-appendices", "--only", "pdf"]);
    assert_says("khong-co-phu-luc", &whole);
    assert_says("khong-ghi-duoc", &run(&["new", "ke-hoach", "a.yaml"]));
    assert_says("bao-cao-sai", &run(&["report", "a.yaml"]));
    write(&dir, "named.xml", "khác");
    assert_says("mau-da-sua", &run(&["templates", "--export", "."]));
    assert_says("dong-lenh", &run(&["biuld"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let run = vanban().arg("schema").stdout(full.unwrap()).output();
    assert_says(
        "o-dia-day",
        &String::from_utf8(run.unwrap().stderr).unwrap(),
    );
}

#[test]
fn templates_and_fonts() {
    let dir = folder("");
    let run = |option: &str, value: &str| said(dir.path(), &["build", "a.yaml", option, value]);
    assert_says("tep-mau", &run("--templates", "khong-co"));
    assert_says("phong-chu", &run("--fonts", "khong-co"));
    let deep = "<b>".repeat(100) + "a" + &"</b>".repeat(100);
    let deep = format!("<document><p>{deep}</p></document>");
    fs::create_dir(dir.path().join("mau")).unwrap();
    write(&dir, "mau/named.xml", &deep);
    assert_says("markup-long", &run("--templates", "mau"));
}

#[test]
fn tables() {
    let dir = folder("");
    let run = |batch: &str| {
        write(&dir, "lo.yaml", batch);
        said(
            dir.path(),
            &["batch", "lo.yaml", "-o", "ra", "--merge", "in.pdf"],
        )
    };
    let rows = "noi_dung: a.yaml\nbang: {tep: b.yaml, cot: {so: so, ten: chu}}\n";
    write(&dir, "b.yaml", "- {ten: A, so: 1}\n- {ten: B}\n");
    assert_says("thieu-cot", &run(rows));
    let many: Vec<String> = (0..20_000).map(|n| format!("c{n}")).collect();
    write(&dir, "b.csv", &format!("{}\n1\n", many.join(";")));
    assert_says("qua-nhieu-cot", &run("noi_dung: a.yaml\nbang: b.csv\n"));
    write(&dir, "b.csv", "ten;so\nA;1\n");
    let unmet = "noi_dung: a.yaml\nbang: {tep: b.csv, bo_hang: [9]}\n";
    assert_says("bo-hang-khong-trung", &run(unmet));
    // The one row is of no use, so there is nothing to print.
    write(&dir, "b.csv", "ten;so\n;1\n");
    let nameless = "noi_dung: a.yaml\nten_tep: \"{{ hang.ten }}\"\nbang: b.csv\n";
    assert_says("ghep-rong", &run(nameless));
}

#[test]
fn what_a_spreadsheet_hides() {
    let text =
        |cell: &str, text: &str| format!("<c r='{cell}' t='inlineStr'><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<cols><col min='2' max='2' hidden='1'/></cols><sheetData><row r='1'>{}{}</row>\
         <row r='2' hidden='1'>{}<c r='B2'><v>5</v></c></row></sheetData>",
        text("A1", "Tên"),
        text("B1", "Số hộ"),
        text("A2", "Khóm\u{200b}1"),
    );
    let says = "«{{ hang.ten }} {{ hang.so_ho }}»";
    let made = make("a.xlsx", says, "", &|path| Workbook::new(&sheet).save(path));
    assert_says("hang-an", &made.said);
    assert_says("cot-an", &made.said);
    assert_says("ky-tu-an", &made.said);
}

#[cfg(feature = "serve")]
#[test]
fn a_port_that_is_taken() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let dir = folder("");
    let said = said(dir.path(), &["serve", "--no-open", "--port", &port]);
    assert_says("khong-mo-cong", &said);
}
