//! What `vanban check` finds is told where documents are made, too: by build, and row by row by batch.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use common::vanban;
use serde_json::Value;
use std::{fs, path::Path, process::Output};
use tempfile::TempDir;

/// A report with a doubled sign, an abbreviation that nobody knows, and these entries.
fn content(figure: &str) -> String {
    format!(
        "loai: bao-cao\nco_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\nngay_ban_hanh: 15/03/2024\nso: 12\n\
         trich_yeu: Kết quả công tác năm 2024\nnoi_dung: |\n  Thu ngân sách đạt {figure} dự toán do QTXB thu./.\nnguoi_ky:\n  \
         quyen_han: TM. ỦY BAN NHÂN DÂN\n  chuc_vu: CHỦ TỊCH\n  ho_ten: Trần Thị Bình\nnoi_nhan: [Chi cục Thuế]\nluu: VT\n"
    )
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> (Output, String) {
    let mut command = vanban();
    let run = command.args(arguments).current_dir(dir).output().unwrap();
    let errors = String::from_utf8(run.stderr.clone()).unwrap();
    (run, errors)
}

#[test]
fn build_tells_errors_and_counts_the_rest() {
    let dir = folder(&[("a.yaml", &content("104,2%%"))]);
    let (first, said) = run(dir.path(), &["build", "a.yaml"]);
    assert!(first.status.success(), "{said}");
    assert!(
        said.contains("lỗi[SL101]") && said.contains("a.yaml:9:"),
        "{said}"
    );
    assert!(!said.contains("NQ003"), "{said}");
    assert!(said.contains("gợi ý: chạy vanban check a.yaml\n"), "{said}");
    assert!(dir.path().join("a.docx").exists() && dir.path().join("a.pdf").exists());
    // Nothing changed: nothing is made, and nothing is told again.
    let (again, said) = run(dir.path(), &["build", "a.yaml"]);
    assert!(again.status.success());
    assert_eq!(said, "");
}

#[test]
fn programs_are_told_errors_alone() {
    let dir = folder(&[("a.yaml", &content("104,2%%"))]);
    let (_, said) = run(dir.path(), &["build", "a.yaml", "--message-format", "json"]);
    let all: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes: Vec<&str> = all.iter().map(|one| one["ma"].as_str().unwrap()).collect();
    assert_eq!(codes, ["SL101"]);
    assert_eq!(
        (&all[0]["muc"], &all[0]["dong"]),
        (&"loi".into(), &9.into())
    );
}

#[test]
fn a_batch_tells_by_row() {
    let files = [
        ("a.yaml", content("{{ hang.ti_le }}")),
        ("bang.csv", "ti_le\n99%\n104%%\n".to_owned()),
        (
            "lo.yaml",
            "noi_dung: a.yaml\nten_tep: ra-{{ so_thu_tu }}\nbang: { tep: bang.csv }\n".to_owned(),
        ),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let dir = folder(&files);
    let (made, said) = run(dir.path(), &["batch", "lo.yaml", "-o", "ra"]);
    assert!(made.status.success(), "{said}");
    assert!(said.contains("Hàng 2 ("), "{said}");
    assert_eq!(said.matches("lỗi[SL101]").count(), 1, "{said}");
    let counts = "xem từng hàng bằng vanban check hoặc --report json";
    assert!(said.contains("Còn ") && said.contains(counts), "{said}");
    let (made, said) = run(
        dir.path(),
        &["batch", "lo.yaml", "-o", "rb", "--report", "json"],
    );
    assert!(made.status.success(), "{said}");
    let report: Value = serde_json::from_slice(&made.stdout).unwrap();
    let codes = |row: usize| -> Vec<String> {
        let all = report["van_ban"][row]["soat"].as_array().unwrap();
        let codes = all.iter().map(|one| one["ma"].as_str().unwrap().to_owned());
        codes.collect()
    };
    let has = |row: usize, code: &str| codes(row).iter().any(|one| one == code);
    assert!(has(0, "NQ003") && !has(0, "SL101"));
    assert!(has(1, "NQ003") && has(1, "SL101"));
    assert_eq!(report["van_ban"][1]["soat"][0]["cho"], "a.yaml:9:21");
}
