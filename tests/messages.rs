//! `--message-format`: what programs read is whole, and says what people read.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::vanban;
use serde_json::Value;
use std::{fs, path::Path};

/// Standard error and the exit code of a run, and the folder that it ran in taken out of the paths.
fn run(arguments: &[&str]) -> (String, i32) {
    let out = tempfile::tempdir().unwrap();
    let mut command = vanban();
    command.args(arguments).arg("-o").arg(out.path());
    let run = command.output().unwrap();
    (
        String::from_utf8(run.stderr).unwrap(),
        run.status.code().unwrap(),
    )
}

fn objects(lines: &str) -> Vec<Value> {
    let lines = lines.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The codes of drawn messages, in order.
fn codes(drawn: &str) -> Vec<String> {
    let heads = drawn.lines().filter_map(|line| {
        let rest = line.strip_prefix("lỗi[").or(line.strip_prefix("lưu ý["))?;
        Some(rest.split_once(']')?.0.to_owned())
    });
    heads.collect()
}

#[test]
fn every_bad_file_is_told_in_all_forms_alike() {
    for path in common::files_in("tests/bad", "yaml") {
        let file = path.to_str().unwrap();
        let (drawn, code) = run(&["build", file]);
        let (lines, json_code) = run(&["build", file, "--message-format", "json"]);
        let (log, sarif_code) = run(&["build", file, "--message-format", "sarif"]);
        assert_eq!((json_code, sarif_code), (code, code), "{file}");
        let objects = objects(&lines);
        let of_json: Vec<&str> = objects.iter().map(|o| o["ma"].as_str().unwrap()).collect();
        let log: Value = serde_json::from_str(&log).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let of_sarif: Vec<&str> = results
            .iter()
            .map(|r| r["ruleId"].as_str().unwrap())
            .collect();
        assert_eq!(of_json, codes(&drawn), "{file}");
        assert_eq!(of_sarif, of_json, "{file}");
        for object in &objects {
            assert!(
                drawn.contains(object["noi_dung"].as_str().unwrap()),
                "{object}"
            );
            let (Some(line), Some(column)) = (object["dong"].as_u64(), object["cot"].as_u64())
            else {
                continue;
            };
            let shown = format!("{}:{line}:{column}", object["tep"].as_str().unwrap());
            assert!(drawn.contains(&shown), "{shown}\n{drawn}");
            // The bytes are those of the file as it lies on disk; a place in a table file has none.
            let Some(bytes) = object["byte"].as_array() else {
                let file = object["tep"].as_str().unwrap();
                assert!(!file.ends_with(".yaml"), "{object}");
                continue;
            };
            let start = usize::try_from(bytes[0].as_u64().unwrap()).unwrap();
            let whole = fs::read(Path::new(object["tep"].as_str().unwrap())).unwrap();
            let before = &whole[..start];
            let lines = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            assert_eq!(lines as u64, line, "{file}");
        }
    }
}

#[test]
fn nothing_but_messages_is_written_for_programs() {
    let dir = tempfile::tempdir().unwrap();
    let content = fs::read_to_string("samples/phuong-2/ke-hoach-2024.yaml").unwrap();
    fs::write(
        dir.path().join("co-quan.yaml"),
        fs::read("samples/phuong-2/co-quan.yaml").unwrap(),
    )
    .unwrap();
    fs::write(dir.path().join("a.yaml"), content).unwrap();
    let run = |format: &str| {
        let mut command = vanban();
        command.args([
            "build",
            "a.yaml",
            "co-quan.yaml",
            "--message-format",
            format,
        ]);
        let run = command.current_dir(dir.path()).output().unwrap();
        assert!(run.status.success(), "{run:?}");
        String::from_utf8(run.stderr).unwrap()
    };
    // A profile that is passed over is a line for people alone.
    assert!(run("text").contains("Bỏ qua"));
    assert_eq!(run("json"), "");
    let log: Value = serde_json::from_str(&run("sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn rows_of_a_batch_are_named() {
    let (lines, code) = run(&[
        "batch",
        "tests/bad-batch/loi-o/lo.yaml",
        "--message-format",
        "json",
    ]);
    assert_eq!(code, 1);
    let objects = objects(&lines);
    assert!(!objects.is_empty());
    let rows = objects.iter().filter_map(|o| o["cua"].as_str());
    assert!(rows.clone().count() > 0 && rows.clone().all(|row| row.starts_with("Hàng ")));
}
