//! Template folders that bring data of their own, and sets of resources side by side.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::{fs, path::Path, thread};
use tempfile::TempDir;
use vanban::{
    Resources, compile,
    content::{self, Draft},
    diagnostic::Result,
};

const DOCUMENT: &str = "\
loai: ke-hoach
co_quan: ỦY BAN NHÂN DÂN XÃ AN PHÚ
viet_tat: UBND
dia_danh: An Phú
ngay_ban_hanh: 05/01/2024
trich_yeu: Thử
noi_dung: |
  # Khúc 5

  Theo Khúc 5 của {{ 105 | chu }} điểm.
nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn A}
";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn resources(files: &[(&str, &str)]) -> Result<Resources> {
    Resources::from_dirs(Some(folder(files).path()), None)
}

/// What a document is with these resources: what it says and how it is set.
fn made(document: &str, resources: &Resources) -> Result<String> {
    let none = &mut |_: &Path| Err(std::io::ErrorKind::NotFound.into());
    let draft = Draft::from_sources("a.yaml".as_ref(), document, none, resources.kinds()?)?;
    let loaded = draft.content()?;
    let compiled = compile(&loaded.content, resources)?;
    let warnings: Vec<_> = compiled.warnings.iter().map(|w| &w.message).collect();
    Ok(format!(
        "{}{:#?}{warnings:?}",
        compiled.document.dump(),
        compiled.sheet
    ))
}

/// The messages about a folder with one file, without the folder's own name.
fn refused(name: &str, text: &str) -> String {
    let dir = folder(&[(name, text)]);
    let failed = Resources::from_dirs(Some(dir.path()), None).err();
    let shown = failed.map(|all| all.to_string()).unwrap_or_default();
    shown.replace(&format!("{}/", dir.path().display()), "")
}

/// Every data file otherwise than the program has it.
fn other() -> Vec<(&'static str, String)> {
    let originals: Vec<_> = Resources::originals().collect();
    let with = |name: &str, from: &str, to: &str| {
        let (name, text) = originals.iter().find(|(n, _)| *n == name).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        (*name, text.replace(from, to))
    };
    vec![
        with("headings.yaml", "word: điều", "word: khúc"),
        with(
            "typography.yaml",
            "before_number:",
            "before_number:\n  - khúc",
        ),
        with("words.yaml", "linh", "lẻ"),
        ("nd30.yaml", "noi_dung: {co_chu: 13}\n".to_owned()),
        (
            "kinds.yaml",
            "- {slug: ke-hoach, name: KẾ SÁCH, abbreviation: KS, template: named.xml}\n".to_owned(),
        ),
    ]
}

#[test]
fn two_sets_live_side_by_side() {
    let own = Resources::embedded();
    let files = other();
    let files: Vec<_> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let other = resources(&files).unwrap();
    let expected = [&own, &other].map(|set| made(DOCUMENT, set).unwrap());
    for (told, plain, house) in [
        ("the kind", "KẾ HOẠCH", "KẾ SÁCH"),
        ("a heading", "plain", "article"),
        ("a number in words", "một trăm linh năm", "một trăm lẻ năm"),
        ("what is kept together", "Theo Khúc 5", "Theo Khúc⍽5"),
        ("the size of the text", "28", "26"),
    ] {
        assert!(expected[0].contains(plain), "{told}");
        assert!(expected[1].contains(house), "{told}");
        assert!(
            !expected[0].contains(house) || told.contains("size"),
            "{told}"
        );
    }
    // One after the other in turn, and all at once.
    for _ in 0..3 {
        assert!(made(DOCUMENT, &own).unwrap() == expected[0]);
        assert!(made(DOCUMENT, &other).unwrap() == expected[1]);
    }
    thread::scope(|scope| {
        for turn in 0..4 {
            let (set, expected) = match turn % 2 {
                0 => (&own, &expected[0]),
                _ => (&other, &expected[1]),
            };
            scope.spawn(move || {
                for _ in 0..5 {
                    assert!(&made(DOCUMENT, set).unwrap() == expected);
                }
            });
        }
    });
}

#[test]
fn the_programs_own_files_in_a_folder_change_nothing() {
    let files: Vec<_> = Resources::originals().collect();
    assert!(files.len() > 20);
    let set = resources(&files).unwrap();
    let own = Resources::embedded();
    assert!(made(DOCUMENT, &set).unwrap() == made(DOCUMENT, &own).unwrap());
}

#[test]
fn every_file_counts_in_the_fingerprint() {
    let plain = resources(&[]).unwrap().fingerprint;
    for (name, text) in Resources::originals() {
        let one = resources(&[(name, text)]).unwrap().fingerprint;
        assert_ne!(one, plain, "{name}");
        let changed = format!("{text}\n");
        let other = resources(&[(name, &changed)]).unwrap().fingerprint;
        assert_ne!(one, other, "{name}");
    }
    // What means nothing to the program does not count.
    let foreign = resources(&[("ghi-chu.txt", "a")]).unwrap().fingerprint;
    assert_eq!(foreign, plain);
}

#[test]
fn a_kind_is_added_by_a_line_and_a_template() {
    let set = resources(&[
        (
            "kinds.yaml",
            "- {slug: don-xin, name: ĐƠN XIN, abbreviation: ĐX, template: don.xml}\n",
        ),
        ("don.xml", "{% extends \"named.xml\" %}"),
    ])
    .unwrap();
    let document = DOCUMENT.replace("ke-hoach", "don-xin");
    let shown = made(&document, &set).unwrap();
    assert!(shown.contains("ĐƠN XIN"));
    // Those of the program are still there.
    assert!(made(DOCUMENT, &set).is_ok());
    let schema = content::schema(set.kinds().unwrap());
    assert!(schema.contains("don-xin") && schema.contains("ke-hoach"));
    let unknown = made(&document, &Resources::embedded()).unwrap_err();
    assert_eq!(unknown.0[0].code, "loai-la");
}

#[test]
fn measures_of_a_folder_are_held_against_the_law() {
    let set = resources(&[(
        "nd30.yaml",
        "le:\n  trai: 25\nkinh_gui:\n  co_chu: {mac_dinh: 13}\n",
    )]);
    let set = set.unwrap();
    let (style, warnings) = set
        .decree()
        .unwrap()
        .style(&[], vanban::decree::Spacing::Chosen)
        .unwrap();
    assert_eq!(style.page.left.0, 1417);
    let addressees = vanban::document::ComponentName::new("addressees").unwrap();
    assert_eq!(style.looks.component(addressees).unwrap().size.0, 26);
    let shown = vanban::diagnostic::render(&warnings, vanban::diagnostic::Rendering::Plain);
    let name = shown.lines().nth(1).unwrap().to_owned();
    let at = name.rsplit('/').next().unwrap();
    assert_eq!(at, "nd30.yaml:2:9");
    assert!(shown.contains("“le.trai” là 25 nằm ngoài quy định: từ 30 đến 35"));
}

/// Files of a folder that an older version wrote lack what came later: that is the program's own.
#[test]
fn files_of_an_older_version_are_read() {
    let set = resources(&[
        ("pasted.yaml", "bullets: [\"•\"]\n"),
        ("nd30.yaml", "bang: {le_ngang: 1.5}\ncho_trong: {so: 12}\n"),
    ]);
    assert!(made(DOCUMENT, &set.unwrap()).is_ok());
}

#[test]
fn a_broken_file_is_told_at_its_place() {
    let all = [
        refused("typography.yaml", "before_number: [điều\n"),
        refused("headings.yaml", "labels: []\nordinals: []\nnumberd: []\n"),
        refused("headings.yaml", "labels:\n  - {form: phan, word: phần}\n"),
        refused("rows.yaml", "totals: tổng\nsignatures: []\n"),
        refused(
            "kinds.yaml",
            "- {slug: a, name: A, abbreviation: A, template: a.xml}\n- {slug: a, name: B, abbreviation: B, template: a.xml}\n",
        ),
        refused("kinds.yaml", "don-xin: ĐƠN XIN\n"),
        refused("nd30.yaml", "le:\n  trai: 30\n  tria: 30\n"),
        refused("nd30.yaml", "kinh_gui:\n  canh: gua\n"),
        refused("nd30.yaml", "kinh_gui:\n  co_chu: to\n"),
        refused("nd30.yaml", "le: {trai: 180}\n"),
        refused("words.yaml", "ten: mười\nten: chục\n"),
        refused("attachments.yaml", ""),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn the_command_line_knows_the_folder() {
    let dir = folder(&[
        (
            "kinds.yaml",
            "- {slug: don-xin, name: ĐƠN XIN, abbreviation: ĐX, template: named.xml}\n",
        ),
        ("nd30.yaml", "noi_dung: {co_chu: 13}\n"),
    ]);
    let work = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("vanban").unwrap();
        command.current_dir(work.path()).args(arguments);
        command.env("VANBAN_FONTS", "co-san");
        command.arg("--templates").arg(dir.path());
        command.output().unwrap()
    };
    assert!(run(&["new", "don-xin"]).status.success());
    assert!(work.path().join("don-xin.yaml").exists());
    let built = run(&["build", "don-xin.yaml", "--only", "docx"]);
    assert!(built.status.success(), "{built:?}");
    let again = run(&["build", "don-xin.yaml", "--only", "docx"]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("Không đổi"));
    // A measure of the folder is one of the things that the document is made of.
    fs::write(dir.path().join("nd30.yaml"), "noi_dung: {co_chu: 14}\n").unwrap();
    let changed = run(&["build", "don-xin.yaml", "--only", "docx"]);
    assert!(String::from_utf8_lossy(&changed.stdout).contains("Đã ghi"));
    let schema = run(&["schema"]);
    assert!(String::from_utf8_lossy(&schema.stdout).contains("don-xin"));
    assert!(Path::new(&work.path().join("don-xin.docx")).exists());
}
