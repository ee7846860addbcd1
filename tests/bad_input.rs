//! Every file of `tests/bad` through the program: one clear message, nothing left behind.
//!
//! To add a case, drop a YAML file into `tests/bad` and run `INSTA_UPDATE=always cargo test --test
//! bad_input`; the message to review is in `tests/snapshots`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and says what it left out"
)]

mod common;

use common::{files_in, vanban};
use std::fs;

#[test]
fn each_bad_file_gets_its_message_and_leaves_nothing() {
    let mut seen = 0;
    for file in files_in("tests/bad", "yaml") {
        let out = tempfile::tempdir().unwrap();
        let run = vanban()
            .arg("build")
            .arg(&file)
            .arg("-o")
            .arg(out.path())
            .output()
            .unwrap();
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert_eq!(run.status.code(), Some(1), "{name}");
        assert_eq!(
            fs::read_dir(out.path()).unwrap().count(),
            0,
            "{name} left something behind"
        );
        let message = String::from_utf8(run.stderr).unwrap();
        assert!(
            message.contains("cách sửa"),
            "{name} does not say how to mend it:\n{message}"
        );
        assert!(run.stdout.is_empty(), "{name}");
        insta::assert_snapshot!(name.to_owned(), message);
        seen += 1;
    }
    assert!(seen >= 25, "only {seen} bad files found");
}

/// Bombs are refused before they cost anything: bounded memory is shown by an address space that
/// would not hold what they ask for.
#[cfg(target_os = "linux")]
#[test]
fn bombs_are_refused_in_little_memory() {
    for name in ["ty-tran-cuoi", "vong-lap-vo-tan", "danh-sach-50-cap"] {
        let out = tempfile::tempdir().unwrap();
        let program = assert_cmd::cargo::cargo_bin!("vanban");
        let script = format!(
            "ulimit -v 200000; exec {} build tests/bad/{name}.yaml -o {}",
            program.display(),
            out.path().display()
        );
        let run = std::process::Command::new("sh")
            .arg("-c")
            .arg(script)
            .env("VANBAN_FONTS", "co-san")
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(1), "{name}: {run:?}");
    }
}

#[test]
fn a_broken_template_shows_its_file_and_line() {
    let templates = tempfile::tempdir().unwrap();
    fs::write(
        templates.path().join("named.xml"),
        "{% extends \"base.xml\" %}\n{% block ten_loai_trich_yeu %}{{ ten_loai | khong_co }}{% endblock %}\n",
    )
    .unwrap();
    let out = tempfile::tempdir().unwrap();
    let run = vanban()
        .args([
            "build",
            "samples/phuong-2/ke-hoach-2024.yaml",
            "--templates",
        ])
        .arg(templates.path())
        .arg("-o")
        .arg(out.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    let message = String::from_utf8(run.stderr).unwrap();
    assert!(message.contains("named.xml:2:"), "{message}");
    assert!(message.contains("khong_co"), "{message}");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn an_output_folder_that_cannot_be_written_is_said_so() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tep");
    fs::write(&file, "không phải thư mục").unwrap();
    let run = vanban()
        .args(["build", "samples/phuong-2/ke-hoach-2024.yaml", "-o"])
        .arg(file.join("trong"))
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(3));
    let message = String::from_utf8(run.stderr).unwrap();
    assert!(message.contains("không ghi được"), "{message}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let out = tempfile::tempdir().unwrap();
    let run = vanban()
        .args([
            "build",
            "tests/bad/html.yaml",
            "samples/phuong-2/ke-hoach-2024.yaml",
            "-o",
        ])
        .arg(out.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(out.path().join("ke-hoach-2024.pdf").exists());
    assert!(!out.path().join("html.pdf").exists());
}
