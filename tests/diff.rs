//! `vanban diff` on pairs of versions: what it says, what it writes, and what it refuses.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and says what it left out"
)]

mod common;

use common::{files_in, samples, vanban};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn diff(old: &Path, new: &Path, more: &[&str]) -> Output {
    let mut command = vanban();
    command.arg("diff").arg(old).arg(new).args(more);
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Name, old and new version.
fn pairs() -> Vec<(String, PathBuf, PathBuf)> {
    let all = files_in("tests/diff", "yaml").into_iter();
    let pairs: Vec<_> = all
        .filter_map(|new| {
            let name = new
                .file_name()?
                .to_str()?
                .strip_suffix(".moi.yaml")?
                .to_owned();
            let beside = new.with_file_name(format!("{name}.cu.yaml"));
            let old = match Path::new(env!("CARGO_MANIFEST_DIR")).join(&beside).exists() {
                true => beside,
                false => samples()
                    .into_iter()
                    .find(|s| s.file_stem().unwrap() == name.as_str())
                    .unwrap(),
            };
            Some((name, old, new))
        })
        .collect();
    assert!(!pairs.is_empty());
    pairs
}

#[test]
fn every_pair_is_told() {
    for (name, old, new) in pairs() {
        insta::assert_snapshot!(name, said(&diff(&old, &new, &[])));
    }
}

#[test]
fn a_file_and_itself_are_the_same() {
    for sample in samples() {
        let words = said(&diff(&sample, &sample, &[]));
        assert_eq!(words, "Không có thay đổi nào thấy được.\n");
    }
}

#[test]
fn measures_alone_are_no_change_of_words() {
    let sample = samples().remove(0);
    let dir = tempfile::tempdir().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(sample.parent().unwrap());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let copy = dir.path().join(sample.file_name().unwrap());
    let text = fs::read_to_string(&copy).unwrap();
    fs::write(&copy, text + "\nthe_thuc: { noi_dung: { co_chu: 13 } }\n").unwrap();
    let words = said(&diff(&sample, &copy, &[]));
    assert!(
        words.starts_with("Không có thay đổi nào thấy được trong lời văn"),
        "{words}"
    );
}

#[test]
fn the_docx_is_the_same_each_time_and_somebodys_work_is_kept() {
    let (_, old, new) = pairs().remove(0);
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("thay-doi.docx");
    let output = target.to_str().unwrap();
    said(&diff(&old, &new, &["-o", output]));
    let first = fs::read(&target).unwrap();
    assert!(first.starts_with(b"PK"));
    // What vanban wrote may be written again.
    said(&diff(&old, &new, &["-o", output]));
    assert!(fs::read(&target).unwrap() == first);
    fs::write(&target, b"edited").unwrap();
    said(&diff(&old, &new, &["-o", output]));
    assert_eq!(fs::read(&target).unwrap(), b"edited");
    let beside = dir.path().join("thay-doi.moi.docx");
    assert!(fs::read(&beside).unwrap() == first);
    said(&diff(&old, &new, &["-o", output, "--force"]));
    assert!(fs::read(&target).unwrap() == first);
    assert_eq!(
        fs::read(dir.path().join("thay-doi.cu.docx")).unwrap(),
        b"edited"
    );
}

#[test]
fn the_report_is_json() {
    for (_, old, new) in pairs() {
        let report = said(&diff(&old, &new, &["--report", "json"]));
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert!(!report["thay_doi"].as_array().unwrap().is_empty());
    }
}

#[test]
fn two_kinds_can_be_compared() {
    let pairs = pairs();
    let (_, old, _) = &pairs[0];
    let (_, _, new) = &pairs[1];
    assert!(said(&diff(old, new, &[])).contains("Tên loại"));
}

#[test]
fn bad_input_is_told_and_nothing_is_written() {
    let bad = files_in("tests/bad", "yaml").remove(0);
    let (_, good, _) = pairs().remove(0);
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("x.docx");
    for (old, new) in [(&bad, &good), (&good, &bad), (&bad, &bad)] {
        let output = diff(old, new, &["-o", target.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty());
        assert!(!target.exists());
    }
    let wrong = diff(&good, &good, &["-o", "x.yaml"]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// With one file: since it was last built.
#[test]
fn a_file_is_compared_with_what_was_last_built() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["ke-hoach-2024.yaml", "co-quan.yaml"] {
        fs::copy(
            Path::new("samples/phuong-2").join(name),
            dir.path().join(name),
        )
        .unwrap();
    }
    let file = dir.path().join("ke-hoach-2024.yaml");
    let diff = |more: &[&str]| vanban().arg("diff").arg(&file).args(more).output().unwrap();
    let early = diff(&[]);
    assert_eq!(early.status.code(), Some(1));
    let words = String::from_utf8(early.stderr).unwrap();
    assert!(
        words.contains("chua-co-ban-cu") && words.contains("vanban build"),
        "{words}"
    );

    common::build(&file, dir.path());
    assert_eq!(said(&diff(&[])), "Không có thay đổi nào thấy được.\n");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("1.674"));
    fs::write(&file, text.replace("1.674", "1.680")).unwrap();
    let words = said(&diff(&[]));
    assert!(words.contains("1.674 → 1.680 (+6; +0,36%)"), "{words}");

    // The files of another folder are told of by name; a damaged version is no version.
    let out = dir.path().join("ra");
    let built = ["--built", out.to_str().unwrap()];
    assert_eq!(diff(&built).status.code(), Some(1));
    common::build(&file, &out);
    assert_eq!(said(&diff(&built)), "Không có thay đổi nào thấy được.\n");
    for kept in fs::read_dir(out.join(".vanban/last")).unwrap() {
        fs::write(kept.unwrap().path(), "{").unwrap();
    }
    let damaged = diff(&built);
    assert_eq!(damaged.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&damaged.stderr).contains("ban-cu-hong"));
}
