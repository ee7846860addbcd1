//! Mends that messages offer: made, they leave a text that no longer raises the message.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::files_in;
use std::{fs, path::Path};
use vanban::{
    Resources, compile, content,
    diagnostic::{Diagnostic, Diagnostics, Source, fix},
};

/// Everything that is said of a content file with this text; other files are read where they are.
fn said(path: &Path, text: &[u8], resources: &Resources) -> Vec<Diagnostic> {
    let read = &mut |path: &Path| fs::read(path);
    let loaded = match content::from_sources(path, text, read) {
        Ok(loaded) => loaded,
        Err(Diagnostics(all)) => return all,
    };
    let mut all = loaded.warnings;
    match compile(&loaded.content, resources) {
        Ok(compiled) => all.extend(compiled.warnings),
        Err(Diagnostics(errors)) => all.extend(errors),
    }
    all
}

/// A file with the mend of one message, to the byte.
fn mended(diagnostic: &Diagnostic) -> Vec<u8> {
    let source = &diagnostic.fix.as_ref().unwrap().place.source;
    let text = fix::apply(source, std::slice::from_ref(diagnostic)).unwrap();
    Source::of_file(source.name.as_str(), text).bytes()
}

/// The line that a mend changes, before and after.
fn shown(diagnostic: &Diagnostic) -> String {
    let edit = diagnostic.fix.as_ref().unwrap();
    let text = &edit.place.source.text;
    let range = edit.place.range.clone();
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at);
    let (before, after) = (&text[start..range.start], &text[range.end..end]);
    let blanks = |line: &str| line.replace('\t', "⇥").replace('\u{a0}', "⍽");
    format!(
        "{}: {}\n  {}\n  {}\n",
        diagnostic.code,
        edit.title,
        blanks(&text[start..end]),
        blanks(&format!("{before}{}{after}", edit.text)),
    )
}

/// Makes each mend alone and sees that its message is gone; tells what was mended.
fn check(path: &Path, text: &[u8], resources: &Resources) -> String {
    let mut told = String::new();
    for diagnostic in said(path, text, resources) {
        let Some(edit) = &diagnostic.fix else {
            continue;
        };
        assert_eq!(
            edit.place.source.name,
            path.to_string_lossy(),
            "{diagnostic:?}"
        );
        let after = said(path, &mended(&diagnostic), resources);
        let same = |other: &&Diagnostic| {
            (other.code, &other.message) == (diagnostic.code, &diagnostic.message)
        };
        let left = after.iter().find(same);
        assert_eq!(left, None, "{}", shown(&diagnostic));
        told.push_str(&shown(&diagnostic));
    }
    told
}

#[test]
fn mends_of_bad_files_mend_them() {
    let resources = Resources::embedded();
    let mut told = String::new();
    for folder in ["tests/bad", "tests/words", "tests/parity"] {
        for path in files_in(folder, "yaml") {
            let mends = check(&path, &fs::read(&path).unwrap(), &resources);
            if !mends.is_empty() {
                told.push_str(&format!("{}\n{mends}\n", path.display()));
            }
        }
    }
    insta::assert_snapshot!(told);
}

const DOCUMENT: &str = "\
loai: ke-hoach
ho_so: samples/phuong-2/co-quan.yaml
so: 5
ngay_ban_hanh: 05/01/2024
trich_yeu: Thử
noi_dung: Lời văn.
";

#[test]
fn every_sort_of_mend_mends() {
    let resources = Resources::embedded();
    let mut told = String::new();
    let path = Path::new("van-ban.yaml");
    for (from, to) in [
        ("so: 5", "noi_nhna: [A]"),
        ("so: 5", "so_lieuu: {a: 1}"),
        ("loai: ke-hoach", "loai: ke-hoac"),
        ("so: 5", "so:5"),
        ("so: 5", "so\u{a0}: 5"),
        ("so: 5", "so：5"),
        ("so: 5", "so:\u{a0}5"),
        ("so: 5", "so:\t\t5\nnoi_nhan:\n-\tA"),
        ("so: 5", "noi_nhan:\n-\u{a0}A\n- B"),
        ("so: 5", "noi_nhan:\n-A\n- B"),
        ("so: 5", "nguoi_ky:\n\t\tho_ten: A"),
        ("noi_dung: Lời", "noi_dung |\n  Lời"),
        ("so: 5", "so_lieu: {a: 12,5, b: 1}"),
        ("trich_yeu: Thử", "trich_yeu: &thu Thử việc"),
        ("so: 5", "nguoi_ky: chu tich"),
    ] {
        let text = DOCUMENT.replace(from, to);
        let mends = check(path, text.as_bytes(), &resources);
        assert!(!mends.is_empty(), "{to}: no mend");
        told.push_str(&mends);
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_not_certain_is_not_mended() {
    let resources = Resources::embedded();
    for (from, to) in [
        // Both names are there: which one holds?
        ("trich_yeu: Thử", "trich_yeu: Thử\ntrich_yuu: Khác"),
        ("so: 5", "so_lieu: {a: 12,500, b: 1}"),
        ("so: 5", "hoan_toan_khac: 5"),
    ] {
        let text = DOCUMENT.replace(from, to);
        let all = said("van-ban.yaml".as_ref(), text.as_bytes(), &resources);
        assert!(
            !all.is_empty() && all.iter().all(|d| d.fix.is_none()),
            "{to}: {all:?}"
        );
    }
}
