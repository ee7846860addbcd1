//! Which faces a PDF is set in: those of `--fonts`, of the machine where it has Times New Roman, or the program's own.

#![cfg(all(unix, not(target_os = "macos")))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{renamed, vanban};
use std::fs;
use std::path::Path;
use std::process::Output;

const DOCUMENT: &str = "\
loai: ke-hoach
co_quan: ỦY BAN NHÂN DÂN XÃ AN PHÚ
viet_tat: UBND
dia_danh: An Phú
ngay_ban_hanh: 05/01/2024
trich_yeu: Phát triển kinh tế
noi_dung: Lời văn thứ nhất./.
noi_nhan: [Như trên]
luu: VT
nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn A}
";

/// A folder with a document, and a machine whose fonts are in the folder `may`.
fn machine() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.yaml"), DOCUMENT).unwrap();
    let fonts = dir.path().join("may");
    fs::create_dir(&fonts).unwrap();
    let known = format!(
        "<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n<fontconfig><dir>{}</dir></fontconfig>",
        fonts.display()
    );
    fs::write(dir.path().join("fonts.conf"), known).unwrap();
    dir
}

/// Runs the program on that machine; the variable is not set.
fn run(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = vanban();
    command.current_dir(dir).args(arguments);
    command.env_remove("VANBAN_FONTS");
    command.env("FONTCONFIG_FILE", dir.join("fonts.conf"));
    command.output().unwrap()
}

/// What a run says, on standard output and then on standard error.
fn said(run: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.stdout), text(&run.stderr))
}

fn files(dir: &Path) -> [Vec<u8>; 2] {
    ["a.pdf", "a.docx"].map(|name| fs::read(dir.join(name)).unwrap())
}

/// Tells whether each font of a PDF has a name with these letters.
fn all_named(pdf: &[u8], letters: &str) -> bool {
    let pdf = lopdf::Document::load_mem(pdf).unwrap();
    let name = |object: &lopdf::Object| {
        let name = object.as_dict().ok()?.get(b"BaseFont").ok()?;
        Some(String::from_utf8_lossy(name.as_name().ok()?).into_owned())
    };
    let names: Vec<String> = pdf.objects.values().filter_map(name).collect();
    !names.is_empty() && names.iter().all(|name| name.contains(letters))
}

const TOLD: &str = "PDF dùng phông Times New Roman của máy: ";

#[test]
fn times_new_roman_of_the_machine_is_used_and_told_of_once() {
    let dir = machine();
    let path = dir.path();
    let (_, none) = said(&run(path, &["build", "a.yaml"]));
    assert!(!none.contains(TOLD), "{none}");
    let [own, docx] = files(path);

    renamed::put(&path.join("may/truetype/msttcorefonts"), "Times New Roman");
    let (out, told) = said(&run(path, &["build", "a.yaml"]));
    let line = format!(
        "{TOLD}{}\n",
        path.join("may/truetype/msttcorefonts").display()
    );
    assert_eq!(told.matches(TOLD).count(), 1, "{told}");
    assert!(told.contains(&line), "{told}");
    assert!(out.contains("Đã ghi ./a.pdf"), "{out}");
    // Word has always been told the name; where the measures are the same, so is the DOCX.
    let [theirs, docx_of_theirs] = files(path);
    assert!(theirs != own && docx_of_theirs == docx);
    assert!(all_named(&theirs, "+TimesNewRoman") && all_named(&own, "+LiberationSerif"));
    // The same input and fonts give the same bytes in any process.
    run(path, &["build", "a.yaml", "-o", "lai"]);
    assert!(files(&path.join("lai")) == [theirs, docx_of_theirs]);
    let (out, _) = said(&run(path, &["build", "a.yaml"]));
    assert_eq!(out.matches("Không đổi").count(), 2, "{out}");

    // Pinned by the option or the variable: the program's own, made once more.
    let (out, told) = said(&run(path, &["build", "a.yaml", "--fonts", "co-san"]));
    assert!(
        out.contains("Đã ghi ./a.pdf") && !told.contains(TOLD),
        "{out}{told}"
    );
    assert!(files(path) == [own, docx]);
    let pinned = vanban()
        .current_dir(path)
        .args(["build", "a.yaml"])
        .output();
    let (out, told) = said(&pinned.unwrap());
    assert_eq!(
        (out.matches("Không đổi").count(), told.contains(TOLD)),
        (2, false)
    );

    // No PDF, no word; a batch says it once; programs read no lines for people.
    let (_, told) = said(&run(path, &["build", "a.yaml", "--only", "docx"]));
    assert!(!told.contains(TOLD), "{told}");
    let (_, told) = said(&run(path, &["check", "a.yaml"]));
    assert!(!told.contains(TOLD), "{told}");
    let json = ["--message-format", "json", "build", "a.yaml"];
    let (_, told) = said(&run(path, &json));
    assert!(!told.contains(TOLD), "{told}");
    fs::write(
        path.join("lo.yaml"),
        "noi_dung: a.yaml\nten_tep: b-{{ so_thu_tu }}\ncac_hang: [{x: 1}, {x: 2}]\n",
    )
    .unwrap();
    let (_, told) = said(&run(path, &["batch", "lo.yaml", "-o", "lo"]));
    assert_eq!(told.matches(TOLD).count(), 1, "{told}");
}

#[test]
fn faces_that_are_not_to_be_used_are_told_of_and_left() {
    let dir = machine();
    let path = dir.path();
    run(path, &["build", "a.yaml"]);
    let own = files(path);
    renamed::put(&path.join("may"), "Times New Roman");
    // The bold face is higher than ours.
    let bold = path.join("may/timesbd.ttf");
    let mut data = fs::read(&bold).unwrap();
    let entry = data.windows(4).position(|four| four == b"hhea").unwrap();
    let table = u32::from_be_bytes(data[entry + 8..entry + 12].try_into().unwrap()) as usize;
    data[table + 5] ^= 1;
    fs::write(&bold, data).unwrap();
    let built = run(path, &["build", "a.yaml"]);
    let (out, told) = said(&built);
    assert!(built.status.success());
    assert!(told.contains("[phong-chu-may]"), "{told}");
    assert!(told.contains("kiểu đậm có chiều cao dòng khác"), "{told}");
    assert_eq!(out.matches("Không đổi").count(), 2, "{out}");
    assert!(files(path) == own);
}
