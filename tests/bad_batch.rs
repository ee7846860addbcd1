//! Every folder of `tests/bad-batch` through `vanban batch`: what is said, the exit code, and which
//! files there are afterwards.
//!
//! To add a case, put a folder with `lo.yaml` there and run `INSTA_UPDATE=always cargo test --test
//! bad_batch`; what to review is in `tests/snapshots`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{outputs, vanban};
use std::fs;
use std::path::Path;

/// The exit code, what was said, and the names of what there is afterwards.
fn run(batch: &Path) -> (i32, String, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("ra");
    let mut command = vanban();
    let run = command.arg("batch").arg(batch).arg("-o").arg(&out);
    let run = run.output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    let names = match out.exists() {
        true => outputs(&out).into_keys().collect(),
        false => Vec::new(),
    };
    let beside: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
    assert!(beside.len() <= 1, "something left the folder: {beside:?}");
    (run.status.code().unwrap(), said, names)
}

#[test]
fn each_bad_batch_gets_its_message_and_the_other_rows_are_made() {
    let mut folders: Vec<String> = fs::read_dir("tests/bad-batch")
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    assert!(folders.len() >= 19, "only {} folders found", folders.len());
    for name in folders {
        let path = Path::new("tests/bad-batch").join(&name).join("lo.yaml");
        let (code, said, files) = run(&path);
        assert!(said.contains("cách sửa"), "{name}:\n{said}");
        let expected = if said.contains("lỗi[") { 1 } else { 0 };
        assert_eq!(code, expected, "{name}:\n{said}");
        assert!(code == 1 || !files.is_empty(), "{name} made nothing");
        let files = match files.as_slice() {
            [] => "không có".to_owned(),
            files => files.join(", "),
        };
        insta::assert_snapshot!(name, format!("{said}mã thoát: {code}\ntệp: {files}"));
    }
}

/// A row's name must not hide what texts and templates name already.
#[test]
fn a_row_cannot_have_a_name_that_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lo.yaml");
    for (name, is_taken) in [
        ("so_lieu", true),
        ("noi_nhan", true),
        ("so_thu_tu", true),
        ("trich_yeu", true),
        ("loop", true),
        ("range", true),
        ("khom", false),
        ("hang", false),
    ] {
        let rows = "cac_hang:\n  - { ten: Khóm 1 }\n";
        fs::write(&path, format!("noi_dung: a.yaml\nten_hang: {name}\n{rows}")).unwrap();
        let (code, said, _) = run(&path);
        assert_eq!(code, 1, "the content file is missing at least");
        assert_eq!(said.contains("ten-hang-trung"), is_taken, "{name}: {said}");
        assert_eq!(said.contains("a.yaml"), !is_taken, "{name}: {said}");
    }
}
