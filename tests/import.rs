//! `vanban import`: a DOCX of anybody's becomes YAML that builds, no word is dropped in silence, no file written over.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{referee, vanban};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(dir: &Path, args: &[&str]) -> Output {
    let mut command: Command = vanban();
    command
        .current_dir(dir)
        .args(args)
        .env("SOURCE_DATE_EPOCH", "1767225600");
    command.output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

fn markup(dir: &Path, file: &str) -> String {
    let output = run(dir, &["build", file, "--emit", "markup"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    // Where a text stands in the YAML is no part of what it says.
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut out = String::new();
    for (nth, part) in text.split('<').enumerate() {
        let is_place = part.starts_with("t at=") || part.starts_with("/t>");
        match (nth, is_place) {
            (0, _) => out.push_str(part),
            (_, true) => out.push_str(part.split_once('>').map_or("", |(_, rest)| rest)),
            (_, false) => {
                out.push('<');
                out.push_str(part);
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn samples(dir: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/an-phu");
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, dir.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn a_document_comes_back_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    samples(dir.path());
    for name in [
        "cong-van",
        "quyet-dinh",
        "nghi-quyet",
        "bien-ban",
        "giay-moi",
        "cong-dien",
        "hop-dong",
        "giay-nghi-phep",
        "giay-gioi-thieu",
        "thu-cong",
    ] {
        let made = run(
            dir.path(),
            &["build", &format!("{name}.yaml"), "--only", "docx"],
        );
        assert_eq!(made.status.code(), Some(0), "{}", told(&made));
        let docx = format!("{name}.docx");
        let output = run(
            dir.path(),
            &[
                "import", &docx, "-o", "b.yaml", "--force", "--report", "b.json",
            ],
        );
        assert_eq!(output.status.code(), Some(0), "{name}: {}", told(&output));
        let report = fs::read_to_string(dir.path().join("b.json")).unwrap();
        assert!(report.contains("\"chu_khong_lay\": 0"), "{name}: {report}");
        // Every paragraph of the DOCX says the same again.
        let again = run(dir.path(), &["build", "b.yaml", "--only", "docx"]);
        assert_eq!(again.status.code(), Some(0), "{}", told(&again));
        let [one, two] = [&format!("{name}.yaml"), "b.yaml"].map(|file| markup(dir.path(), file));
        assert_eq!(one, two, "{name}");
    }
}

#[test]
fn what_the_profile_says_is_not_said_again() {
    let dir = tempfile::tempdir().unwrap();
    samples(dir.path());
    run(
        dir.path(),
        &["build", "cong-van.yaml", "--only", "docx", "-o", "."],
    );
    let output = run(dir.path(), &["import", "cong-van.docx", "-o", "b.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let text = fs::read_to_string(dir.path().join("b.yaml")).unwrap();
    assert!(
        text.contains("ho_so: co-quan.yaml") && text.contains("nguoi_ky: pho_chu_tich"),
        "{text}"
    );
    assert!(
        !text.contains("co_quan:") && !text.contains("dia_danh:"),
        "{text}"
    );
    // A profile that is not there is made.
    fs::create_dir(dir.path().join("x")).unwrap();
    let output = run(
        dir.path(),
        &[
            "import",
            "cong-van.docx",
            "-o",
            "x/c.yaml",
            "--profile",
            "x/moi.yaml",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let made = run(dir.path(), &["build", "x/c.yaml", "--only", "docx"]);
    assert_eq!(made.status.code(), Some(0), "{}", told(&made));
}

#[test]
fn what_cannot_be_imported_is_told_and_nothing_is_written_over() {
    let dir = tempfile::tempdir().unwrap();
    samples(dir.path());
    run(
        dir.path(),
        &["build", "cong-van.yaml", "--only", "docx", "-o", "."],
    );
    let before = fs::read(dir.path().join("cong-van.yaml")).unwrap();
    let fails = |args: &[&str], code: &str| {
        let output = run(dir.path(), &[&["import"], args].concat());
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", told(&output));
        assert!(told(&output).contains(code), "{args:?}: {}", told(&output));
    };
    fails(&["cong-van.docx"], "da-co-tep");
    assert_eq!(fs::read(dir.path().join("cong-van.yaml")).unwrap(), before);
    fails(&["khong-co.docx", "-o", "b.yaml"], "khong-doc-duoc");
    fails(&["co-quan.yaml", "-o", "b.yaml"], "nhap-khong-phai-docx");
    fails(
        &[
            "cong-van.docx",
            "-o",
            "b.yaml",
            "--profile",
            "cong-van.yaml",
        ],
        "khong-phai-ho-so",
    );
    fs::write(dir.path().join("a.odt"), "không phải ODT").unwrap();
    let mut command: Command = vanban();
    command
        .current_dir(dir.path())
        .args(["import", "a.odt", "-o", "b.yaml"])
        .env("PATH", "");
    let output = command.output().unwrap();
    assert!(
        told(&output).contains("can-libreoffice"),
        "{}",
        told(&output)
    );
    assert!(told(&output).contains("không có LibreOffice"));
    assert!(!dir.path().join("b.yaml").exists());
}

/// What LibreOffice made of our DOCX, taken back through LibreOffice, says the same.
#[test]
fn other_formats_come_through_libreoffice() {
    let dir = tempfile::tempdir().unwrap();
    samples(dir.path());
    run(
        dir.path(),
        &["build", "cong-van.yaml", "--only", "docx", "-o", "."],
    );
    let words = |file: &str| {
        let all = markup(dir.path(), file);
        let text: String = all
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, rest)| rest))
            .collect();
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let wanted = words("cong-van.yaml");
    let home = format!(
        "-env:UserInstallation=file://{}",
        dir.path().join("lo").display()
    );
    // Its reader of RTF loses the letter before the first bookmark.
    for (form, most) in [("odt", 0), ("doc", 0), ("rtf", 1)] {
        let out = dir.path().join(form);
        let docx = dir.path().join("cong-van.docx");
        let args: [&std::ffi::OsStr; 7] = [
            home.as_ref(),
            "--headless".as_ref(),
            "--convert-to".as_ref(),
            form.as_ref(),
            "--outdir".as_ref(),
            out.as_ref(),
            docx.as_ref(),
        ];
        if referee("soffice", &args).is_none() {
            return;
        }
        fs::copy(dir.path().join("co-quan.yaml"), out.join("co-quan.yaml")).unwrap();
        let name = format!("{form}/cong-van.{form}");
        let yaml = format!("{form}/b.yaml");
        let output = run(dir.path(), &["import", &name, "-o", &yaml]);
        assert_eq!(output.status.code(), Some(0), "{form}: {}", told(&output));
        let found = words(&yaml);
        assert_eq!(found.len(), wanted.len(), "{form}");
        let others = found
            .iter()
            .zip(&wanted)
            .filter(|(one, other)| one != other);
        assert!(others.clone().count() <= most, "{form}: {others:?}");
    }
}

/// A LibreOffice that ends well and has made nothing is not one that is missing.
#[cfg(unix)]
#[test]
fn what_libreoffice_does_not_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.doc"), "%PDF-1.4").unwrap();
    for (ends, words) in [("exit 0", "không đổi được"), ("exit 1", "không đổi được")]
    {
        let program = dir.path().join("soffice");
        fs::write(&program, format!("#!/bin/sh\n{ends}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command: Command = vanban();
        command.current_dir(dir.path()).args(["import", "a.doc"]);
        let output = command.env("PATH", dir.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert!(told(&output).contains(words), "{}", told(&output));
    }
    assert!(!dir.path().join("a.yaml").exists());
}
