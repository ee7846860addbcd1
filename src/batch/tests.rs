//! The stage as a whole: what is read, and the message for each thing that is not.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::{
    data::DataFile,
    diagnostic::Diagnostics,
    figures::{Figure, Figures},
};
use std::fs;

/// A batch of a table in a folder of its own, read to the end.
fn rows_of(name: &str, bytes: &[u8], choices: &str) -> Result<(Vec<String>, Vec<Row>, String)> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), bytes).unwrap();
    let batch = format!("noi_dung: a.yaml\nbang: {{tep: {name}{choices}}}\n");
    let path = dir.path().join("lo.yaml");
    fs::write(&path, batch).unwrap();
    all(&read(&path, &RowWords::builtin()?)?)
}

fn all(batch: &Batch) -> Result<(Vec<String>, Vec<Row>, String)> {
    let mut reader = batch.rows.open()?;
    let rows: Vec<Row> = reader.by_ref().collect();
    let names = reader.columns().iter().map(|c| c.name.clone()).collect();
    let warnings = reader.warnings();
    Ok((names, rows, plain(Diagnostics(warnings))))
}

/// Messages without the folder that a test ran in.
fn plain(all: Diagnostics) -> String {
    let text = all.to_string();
    let folder = std::env::temp_dir();
    let folder = format!("{}/", folder.to_string_lossy().trim_end_matches('/'));
    let lines = text
        .lines()
        .map(|line| match line.split_once(folder.as_str()) {
            Some((before, rest)) => {
                format!(
                    "{before}{}",
                    rest.split_once('/').map_or(rest, |(_, rest)| rest)
                )
            }
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

fn error(name: &str, bytes: &[u8], choices: &str) -> String {
    match rows_of(name, bytes, choices) {
        Err(all) => plain(all),
        Ok((_, rows, _)) => rows
            .into_iter()
            .filter_map(|row| row.checked(|_| true).err())
            .map(plain)
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

fn values(row: &Row) -> Vec<(String, Figure)> {
    let Figures(Figure::Map(entries)) = row.figures.as_ref().unwrap() else {
        panic!("not a map");
    };
    let entry = |(key, figure, _): &(String, Figure, Place)| (key.clone(), figure.clone());
    entries.iter().map(entry).collect()
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/rows")
            .join(name),
    )
    .unwrap()
}

fn sample(name: &str) -> Batch {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/khom");
    read(&folder.join(name), &RowWords::builtin().unwrap()).unwrap()
}

#[test]
fn csv_and_xlsx_of_one_table_are_the_same() {
    let (csv, xlsx) = (sample("lo-khom.yaml"), sample("lo-khom-xlsx.yaml"));
    assert_eq!(csv.row_name, "khom");
    let ((names, rows, _), (other_names, other, _)) = (all(&csv).unwrap(), all(&xlsx).unwrap());
    assert_eq!(names, other_names);
    assert_eq!((rows.len(), other.len()), (4, 4));
    for (row, other) in rows.iter().zip(&other) {
        assert_eq!(values(row), values(other));
    }
    assert_eq!(values(&rows[3])[0].1, Figure::Text("04".to_owned()));
    assert_eq!(
        values(&rows[3])[10].1,
        Figure::Text("08/02/2024".to_owned())
    );
    assert_eq!(rows[1].label, "khom.csv, dòng 3");
    assert_eq!(other[1].label, "khom.xlsx, trang “Khóm”, dòng 3");
}

/// The fixture: `khom.csv` as a flat ODS whose cells have their types (texts, numbers, percentages
/// under `0.00%`, dates under `DD/MM/YYYY`), saved by LibreOffice 7.4 with
/// `soffice --headless --convert-to xlsx khom.fods`.
#[test]
fn a_table_that_libreoffice_saved_is_the_same() {
    let kinds = ", cot: {ma: chu, so_ho: so, ho_van_hoa: so, ngay_hop: ngay}";
    let (names, rows, warnings) = rows_of("a.xlsx", &fixture("libreoffice.xlsx"), kinds).unwrap();
    let (expected_names, expected, _) = all(&sample("lo-khom-xlsx.yaml")).unwrap();
    assert_eq!((names, warnings.as_str()), (expected_names, ""));
    assert_eq!(rows.len(), expected.len());
    // Its percentages have their sign.
    let numbers = |row: &Row| {
        let bare = |(key, figure): (String, Figure)| match figure {
            Figure::Number { value, .. } => (key, value.to_string()),
            other => (key, format!("{other:?}")),
        };
        values(row).into_iter().map(bare).collect::<Vec<_>>()
    };
    for (row, expected) in rows.iter().zip(&expected) {
        assert_eq!(numbers(row), numbers(expected));
    }
}

#[test]
fn csv_of_every_encoding_and_delimiter_is_the_same() {
    let text = "Tên;Số hộ\r\n\"Khóm; 1\";1.674,5\r\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let expected = rows_of("a.csv", text.as_bytes(), "").unwrap();
    assert_eq!(expected.0, ["ten", "so_ho"]);
    for bytes in [
        format!("\u{feff}{text}").into_bytes(),
        utf16,
        format!("sep=;\r\n{text}").into_bytes(),
        text.replace("\";", "\"\t")
            .replace("Tên;", "Tên\t")
            .into_bytes(),
    ] {
        let (names, rows, _) = rows_of("a.csv", &bytes, "").unwrap();
        assert_eq!(names, expected.0);
        assert_eq!(values(&rows[0]), values(&expected.1[0]));
    }
}

#[test]
fn lines_are_counted_through_quoted_newlines_and_blank_rows() {
    let (_, rows, warnings) =
        rows_of("a.csv", "a;b\n\"x\ny\";1\n\n;;\nz;2\n;;\n".as_bytes(), "").unwrap();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[1].label.ends_with("a.csv, dòng 6"),
        "{}",
        rows[1].label
    );
    insta::assert_snapshot!(warnings, @r##"
        lưu ý[hang-trong]: bảng có chỗ trống ở giữa (dòng 4 đến dòng 5), đã bỏ qua
         --> a.csv:6:1
          |
        6 | z;2
          | ^
          |
          = cách sửa: xóa dòng trống, hoặc ghi nốt dữ liệu còn thiếu
        "##);
}

#[test]
fn rows_in_yaml_and_json() {
    for (name, text) in [
        (
            "a.yaml",
            "- {ten: Khóm 1, ma: 04}\n- {ten: Khóm 2, ma: 05}\n",
        ),
        (
            "a.json",
            "{\"khom\": [\n\t{\"ten\": \"Khóm 1\", \"ma\": \"04\"},\n\t{\"ten\": \"Khóm 2\", \"ma\": \"05\"}]}",
        ),
    ] {
        let (names, rows, _) = rows_of(name, text.as_bytes(), ", cot: {ma: chu}").unwrap();
        assert_eq!(names, ["ten", "ma"]);
        assert_eq!(values(&rows[1])[1].1, Figure::Text("05".to_owned()));
    }
}

#[test]
fn faults_of_csv() {
    let kinds = ", cot: {so_ho: so}";
    insta::assert_snapshot!(error("a.csv", "Tên;Số hộ\na;bốn\n".as_bytes(), kinds), @r##"
        lỗi[o-sai-kieu]: cột “Số hộ” cần một số, mà ô này ghi “bốn”
         --> a.csv:2:3
          |
        2 | a;bốn
          |   ^^^
          |
          = cách sửa: ghi số theo kiểu 1674 hoặc 1.674,5; nếu tệp ghi theo kiểu 1,674.5 thì thêm “thap_phan: "."”
        "##);
    insta::assert_snapshot!(error("a.csv", "Tên;Số\na;1\n".as_bytes(), kinds), @r##"
        lỗi[cot-la]: bảng không có cột “so_ho”
         --> lo.yaml:2:33
          |
        2 | bang: {tep: a.csv, cot: {so_ho: so}}
          |                                 ^^
          |
          = cách sửa: có phải là “so”?
        "##);
    insta::assert_snapshot!(error("a.csv", "Tên;ten\n".as_bytes(), ""), @r##"
        lỗi[trung-ten-cot]: hai cột cùng có tên `ten` trong biểu thức
         --> a.csv:1:5
          |
        1 | Tên;ten
          |     ^^^
          |
         ::: a.csv:1:1
          |
        1 | Tên;ten
          | --- cột kia ở đây
          |
          = cách sửa: đổi tên một cột; tên không kể dấu, chữ hoa chữ thường và dấu câu
        "##);
    insta::assert_snapshot!(error("a.csv", "Tên;\na;1\n".as_bytes(), ""), @r##"
        lỗi[cot-khong-ten]: ô này có dữ liệu nhưng cột của nó không có tên
         --> a.csv:2:3
          |
        2 | a;1
          |   ^
          |
         ::: a.csv:1:1
          |
        1 | Tên;
          | --- tên các cột ở dòng này
          |
          = cách sửa: ghi tên cột, hoặc xóa ô này; ở tệp CSV, chữ có dấu ngăn cách phải đặt trong "…"
        "##);
    insta::assert_snapshot!(error("a.csv", b"a;b\nx;y\nx;\xe1y\n", ""), @r##"
        lỗi[khong-phai-utf8]: bảng không phải là văn bản mã UTF-8
         --> a.csv:3:3
          |
        3 | x;�y
          |   ^
          |
          = cách sửa: mở bảng bằng Excel, chọn “Lưu thành” (Save as), kiểu “CSV UTF-8 (Comma delimited)”
        "##);
    insta::assert_snapshot!(error("a.csv", b"a;b\nx;\"y\n", ""), @r##"
        lỗi[ngoac-kep]: dấu ngoặc kép mở và đóng không khớp nhau ở hàng này
         --> a.csv:2:3
          |
        2 | x;"y
          |   ^
          |
          = cách sửa: thêm dấu ngoặc kép đóng; dấu ngoặc kép nằm trong nội dung thì đặt cả ô trong "…" và viết dấu ấy hai lần ""
        "##);
    insta::assert_snapshot!(error("a.csv", b"", ""), @r##"
        lỗi[bang-trong]: “a.csv” không có dòng tên cột
         --> lo.yaml:2:13
          |
        2 | bang: {tep: a.csv}
          |             ^^^^^
          |
          = cách sửa: dòng đầu tiên của bảng ghi tên các cột, mỗi dòng sau là một hàng dữ liệu
        "##);
    let long = format!("a;b\nx;\"{}", "y\n".repeat(3 << 20));
    insta::assert_snapshot!(error("a.csv", long.as_bytes(), ""), @r##"
        lỗi[hang-qua-dai]: hàng này dài hơn 1 MiB
         --> a.csv:2:1
          |
        2 |
          | ^
          |
          = cách sửa: kiểm tra dấu ngoặc kép "…" mở và đóng; mỗi hàng là một dòng ngắn
        "##);
}

#[test]
fn faults_of_xlsx() {
    for name in ["mat-khau", "dut-doan", "trang-web", "o-gop", "loi-o"] {
        let told = error("a.xlsx", &fixture(&format!("{name}.xlsx")), "");
        insta::assert_snapshot!(name, told);
    }
}
