//! Tables of documents, end to end: files of rows are part of what a document is made of, and large
//! ones cost what their rows cost.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{vanban, workbook::Workbook};
use std::{fs, path::Path};

const HEAD: &str = "loai: bao-cao\nco_quan: UBND\nviet_tat: UBND\ndia_danh: Phường 2\nngay_ban_hanh: 05/01/2024\n\
                    trich_yeu: Danh sách\nnoi_nhan: [Như trên]\nnguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Lê A}\n\
                    noi_dung: |\n  Tổng {{ bang.ds.tong.so_ho }}.\n\n  ::: bang ds\n";

/// Builds the document of a folder, and gives what was said and the markup.
fn build(folder: &Path) -> (String, String) {
    let file = folder.join("a.yaml");
    let run = |more: &[&str]| {
        let mut command = vanban();
        let output = command.arg("build").arg(&file).args(more).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (said, String::from_utf8(output.stderr).unwrap())
    };
    let (said, told) = run(&["-o", folder.join("out").to_str().unwrap()]);
    let (markup, _) = run(&["--emit", "markup"]);
    (said + &told, markup)
}

#[test]
fn a_changed_file_of_rows_has_the_document_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let table = "bang:\n  ds: {tep: ho.csv, cot: {Khóm: chu, Số hộ: {kieu: so, tong: true}}}\n";
    fs::write(path.join("a.yaml"), format!("{HEAD}{table}")).unwrap();
    fs::write(path.join("ho.csv"), "Khóm;Số hộ\nKhóm 1;1674\nKhóm 2;5\n").unwrap();
    let (said, markup) = build(path);
    assert!(said.contains("Đã ghi"), "{said}");
    assert!(
        markup.contains(">1.679</t>") && markup.contains("kind=\"total\""),
        "{markup}"
    );
    let pdf = || fs::read(path.join("out/a.pdf")).unwrap();
    let before = pdf();
    let (said, _) = build(path);
    assert!(!said.contains("Đã ghi"), "{said}");
    fs::write(path.join("ho.csv"), "Khóm;Số hộ\nKhóm 1;1674\nKhóm 2;6\n").unwrap();
    let (said, markup) = build(path);
    assert!(
        said.contains("Đã ghi") && markup.contains(">1.680</t>"),
        "{said}"
    );
    assert!(pdf() != before);
}

#[test]
fn rows_of_a_workbook_are_those_that_it_shows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let table = "bang:\n  ds:\n    tep: ho.xlsx\n    trang: Khóm\n    cot: {TT: tt, Tên: chu, Số hộ: {kieu: so, tong: true}}\n";
    fs::write(path.join("a.yaml"), format!("{HEAD}{table}")).unwrap();
    let row = |line: usize, name: &str, number: &str| {
        format!(
            "<row r='{line}'><c r='A{line}' t='inlineStr'><is><t>{name}</t></is></c><c r='B{line}'><v>{number}</v></c></row>"
        )
    };
    let rows = row(2, "Khóm 1", "1674.5") + &row(3, "Khóm &lt;2&gt;", "5");
    Workbook::of_rows(&rows).save(&path.join("ho.xlsx"));
    let (said, markup) = build(path);
    assert!(said.contains("Đã ghi"), "{said}");
    for cell in [">1.674,5</t>", ">1.679,5</t>", ">Khóm &lt;2&gt;</t>"] {
        assert!(markup.contains(cell), "{cell}\n{markup}");
    }
}

/// A landscape appendix of twelve columns and 400 rows: every row is there, and the sums are right.
#[test]
fn many_rows_of_a_workbook_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let sums = |from: usize| (from..=8).map(|n| format!("C{n}: {{kieu: so, tong: true}}"));
    let columns: Vec<String> = sums(0).collect();
    let table = format!(
        "phu_luc:\n  - ten: Danh sách\n    huong: ngang\n    bang:\n      tep: ho.xlsx\n      cot: {{TT: tt, Tên: chu, {}, tl: {{ti_le: c1 / c2}}}}\n",
        columns.join(", ")
    );
    let head = HEAD.replace("bang.ds.tong.so_ho", "bang.phu_luc_1.tong.c8");
    let head = head.replace("\n  ::: bang ds\n", "");
    fs::write(path.join("a.yaml"), format!("{head}{table}")).unwrap();
    let text =
        |cell: &str, text: &str| format!("<c r='{cell}' t='inlineStr'><is><t>{text}</t></is></c>");
    let letters = ["B", "C", "D", "E", "F", "G", "H", "I", "J"];
    let header = letters.iter().enumerate();
    let header: String = header
        .map(|(n, at)| text(&format!("{at}1"), &format!("C{n}")))
        .collect();
    let mut rows = format!("<row r='1'>{}{header}</row>", text("A1", "Tên"));
    for line in 2..=401 {
        let numbers = letters.iter().enumerate();
        let numbers =
            numbers.map(|(n, at)| format!("<c r='{at}{line}'><v>{}.25</v></c>", line * n));
        let numbers: String = numbers.collect();
        let name = text(&format!("A{line}"), &format!("Hộ {line}"));
        rows.push_str(&format!("<row r='{line}'>{name}{numbers}</row>"));
    }
    Workbook::new(&format!("<sheetData>{rows}</sheetData>")).save(&path.join("ho.xlsx"));
    let (said, markup) = build(path);
    assert!(said.contains("Đã ghi"), "{said}");
    assert_eq!(
        markup.matches("<row>").count(),
        401,
        "the head and 400 rows"
    );
    // 2 + 3 + … + 401, eight times, and 400 quarters.
    let sum = 8 * (2..=401).sum::<usize>() + 100;
    let thousands = format!("{}.{:03}", sum / 1000, sum % 1000);
    assert_eq!(
        markup.matches(&format!(">{thousands}</t>")).count(),
        2,
        "{thousands}"
    );
}

#[test]
fn too_many_rows_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let table = "bang:\n  ds: {tep: ho.csv, cot: {a: chu, Số hộ: {kieu: so, tong: true}}}\n";
    fs::write(path.join("a.yaml"), format!("{HEAD}{table}")).unwrap();
    fs::write(
        path.join("ho.csv"),
        format!("a;Số hộ\n{}", "x;1\n".repeat(50_001)),
    )
    .unwrap();
    let (said, _) = build(path);
    assert!(
        said.contains("bang-qua-lon") && said.contains("50000 hàng"),
        "{said}"
    );
}
