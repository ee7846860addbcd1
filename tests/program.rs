//! What the program tells of itself: its version, what shells complete, its manual.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "../build/commit.rs"]
mod commit;
mod common;

use common::vanban;
use std::{fs, path::Path, process::Command};

/// What a run prints; it has to succeed.
fn printed(arguments: &[&str]) -> String {
    let output = vanban().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_short_version_is_the_number_the_long_one_tells_what_was_built() {
    let number = env!("CARGO_PKG_VERSION");
    assert_eq!(printed(&["-V"]), format!("vanban {number}\n"));
    let long = printed(&["--version"]);
    let lines: Vec<&str> = long.lines().collect();
    assert_eq!(lines[0], format!("vanban {number}"));
    assert!(lines[1].starts_with("Commit: "), "{long}");
    let features = match cfg!(feature = "serve") {
        true => "Tính năng: serve",
        false => "Tính năng: không có",
    };
    assert_eq!(lines[2], features);
    assert!(lines[3].contains(std::env::consts::ARCH), "{long}");
    assert_eq!(lines.len(), 4);
}

#[test]
fn a_packaged_crate_knows_its_commit_by_what_cargo_wrote() {
    let dir = tempfile::tempdir().unwrap();
    let hash = "0123456789abcdef0123456789abcdef01234567";
    let named = |written: &str| {
        fs::write(dir.path().join(".cargo_vcs_info.json"), written).unwrap();
        commit::of(dir.path(), false).name
    };
    let clean =
        format!("{{\n  \"git\": {{\n    \"sha1\": \"{hash}\"\n  }},\n  \"path_in_vcs\": \"\"\n}}");
    assert_eq!(named(&clean).unwrap(), "0123456789ab");
    let dirty = clean.replace(
        &format!("{hash}\""),
        &format!("{hash}\",\n    \"dirty\": true"),
    );
    assert_eq!(named(&dirty).unwrap(), "0123456789ab+");
    assert_eq!(named("{}"), None);
    assert_eq!(named("{\"sha1\": \"; rm\"}"), None);
}

#[test]
fn a_checkout_knows_its_commit_and_what_is_not_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(dir.path());
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        command.args(["-c", "commit.gpgsign=false"]);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let name = |root: &Path| commit::of(root, true).name;
    assert_eq!(name(dir.path()), None, "no repository");
    run(&["init", "-q"]);
    let crate_of_its_own = dir.path().join("vendor/vanban");
    fs::create_dir_all(&crate_of_its_own).unwrap();
    for file in ["Cargo.toml", "note.txt", "vendor/vanban/Cargo.toml"] {
        fs::write(dir.path().join(file), file).unwrap();
    }
    run(&["add", "."]);
    run(&["commit", "-q", "-m", "a"]);
    let hash: String = run(&["rev-parse", "HEAD"]).chars().take(12).collect();
    assert_eq!(name(dir.path()).unwrap(), hash);
    // Work on the program does not ask: it would be built anew at each commit.
    let at_work = commit::of(dir.path(), false);
    assert!(at_work.name.is_none() && at_work.watched.is_empty());
    // Somebody else's repository says nothing about a crate in it.
    assert_eq!(name(&crate_of_its_own), None);
    // What is no source does not change the program.
    fs::write(dir.path().join("note.txt"), "b").unwrap();
    assert_eq!(name(dir.path()).unwrap(), hash);
    fs::write(dir.path().join("Cargo.toml"), "b").unwrap();
    assert_eq!(name(dir.path()).unwrap(), format!("{hash}+"));
    let watched = commit::of(dir.path(), true).watched;
    assert!(watched.iter().all(|path| path.exists()), "{watched:?}");
    assert!(watched.iter().any(|path| path.ends_with("HEAD")));
    assert!(watched.iter().any(|path| path.ends_with("Cargo.toml")));
}

#[test]
fn shells_are_told_all_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for word in ["build", "message-format", "only", "docx"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // What is told there is told in Vietnamese, of hidden options, too.
        let told = script.lines().filter(|line| line.contains("--"));
        let english = told.filter(|line| line.contains(" the ") || line.contains(" is "));
        assert_eq!(english.collect::<Vec<_>>(), Vec::<&str>::new(), "{shell}");
    }
    let output = vanban().args(["completions", "cmd"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("chọn một trong: bash, elvish"));
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let page = printed(&["man"]);
    assert!(page.contains("\n.TH vanban 1 "), "{page}");
    assert!(page.contains(".SH \"CÁCH DÙNG\"\n"), "{page}");
    for english in [
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "EXTRA",
        "Possible values",
        "[default",
    ] {
        assert!(!page.contains(english), "{english} in {page}");
    }
    let dir = tempfile::tempdir().unwrap();
    let man = || {
        let mut command = vanban();
        command.current_dir(dir.path());
        command.args(["man", "-o", "man1"]).output().unwrap()
    };
    assert!(man().status.success());
    let pages = dir.path().join("man1");
    assert_eq!(fs::read_to_string(pages.join("vanban.1")).unwrap(), page);
    // A command has its page, and the page of the program names it.
    let names: Vec<String> = fs::read_dir(&pages)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.len() > 12, "{names:?}");
    let build = fs::read_to_string(pages.join("vanban-build.1")).unwrap();
    assert!(build.contains("\\-\\-only"), "{build}");
    for name in names.iter().filter(|name| *name != "vanban.1") {
        let named = name.trim_end_matches(".1").replace('-', "\\-");
        assert!(page.contains(&format!("{named}(1)")), "{name}");
    }
    // A new version replaces its pages, and nothing else.
    fs::write(pages.join("vanban.1"), page.replace("vanban 1", "vanban 2")).unwrap();
    assert!(man().status.success());
    assert_eq!(fs::read_to_string(pages.join("vanban.1")).unwrap(), page);
    fs::write(pages.join("vanban-build.1"), "của tôi").unwrap();
    let refused = man();
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("đã có tệp này"));
    assert_eq!(
        fs::read_to_string(pages.join("vanban-build.1")).unwrap(),
        "của tôi"
    );
}

#[test]
fn the_doctor_tells_what_is_there_and_what_to_send() {
    let dir = tempfile::tempdir().unwrap();
    let doctor = |arguments: &[&str]| {
        let mut command = vanban();
        command
            .current_dir(dir.path())
            .arg("doctor")
            .args(arguments);
        // No office is looked for, whatever the machine has.
        command
            .env("PATH", "")
            .env("LC_ALL", "C.UTF-8")
            .env("VANBAN_FONTS", "co-san");
        command.output().unwrap()
    };
    let output = doctor(&[]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.starts_with(&format!("vanban {}, commit ", env!("CARGO_PKG_VERSION"))),
        "{told}"
    );
    for line in [
        "tốt    Phông chữ    PDF dùng phông có sẵn của vanban, theo lựa chọn co-san\n",
        ": ghi, thay và xóa tệp được\n",
        "tốt    Sổ ghi       chưa có: ",
        "Khi báo lỗi, gửi:\n",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        0,
        "nothing is left there"
    );
    let json = |output: &std::process::Output| -> serde_json::Value {
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let report = json(&doctor(&["--report", "json"]));
    assert_eq!(report["phien_ban"], env!("CARGO_PKG_VERSION"));
    let of = |report: &serde_json::Value, key: &str| {
        let all = report["ket_qua"].as_array().unwrap();
        let found = all.iter().find(|finding| finding["muc"] == key);
        found.unwrap()["muc_do"].as_str().unwrap().to_owned()
    };
    assert_eq!(of(&report, "thu_muc"), "tot");
    // What stops documents from being made is an error, and the run tells.
    let output = doctor(&["khong-co", "--fonts", "khong-phong", "--report", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    assert_eq!(of(&report, "thu_muc"), "loi");
    assert_eq!(of(&report, "phong_chu"), "loi");
    // What was written is counted, never read out.
    let skeleton = vanban()
        .current_dir(dir.path())
        .args(["new", "ke-hoach"])
        .output()
        .unwrap();
    assert!(skeleton.status.success());
    let build = vanban()
        .current_dir(dir.path())
        .args(["build", "ke-hoach.yaml"])
        .output()
        .unwrap();
    assert!(build.status.success(), "{build:?}");
    let told = String::from_utf8(doctor(&[]).stdout).unwrap();
    assert!(told.contains(".vanban: 2 tệp\n"), "{told}");
}
