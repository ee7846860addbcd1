//! `vanban pull`: what a person edits in the DOCX goes back into the YAML, and what cannot is told.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::vanban;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Output;

const PROFILE: &str = "\
co_quan: |
  ỦY BAN NHÂN DÂN
  PHƯỜNG 2
viet_tat: UBND
dia_danh: Phường 2
nguoi_ky:
  chu_tich:
    quyen_han: TM. ỦY BAN NHÂN DÂN
    chuc_vu: CHỦ TỊCH
    ho_ten: Hồ Lê Hoàng Khoa
";

const DOCUMENT: &str = "\
# Tệp của văn thư: ghi chú này ở lại.
loai: thong-bao
ho_so: co-quan.yaml
so: 5        # số đã cấp
ngay_ban_hanh: 05/01/2024
trich_yeu: \"Kết quả thu \\\"quỹ\\\" năm 2023\"
so_lieu:
  thu: 1674500    # đồng
noi_dung: |
  ## I. KẾT QUẢ

  Phường thu được {{ so_lieu.thu | tien }} đồng, đạt kế hoạch[^1].

  Đoạn này có **chữ đậm** và còn nguyên.

  - Mục thứ nhất;
  - Mục thứ hai.

  | STT | Khóm | Số hộ |
  |--:|---|--:|
  | 1 | Khóm 1 | 412 |
  | 2 | Khóm 2 | 398 |

  [^1]: Chú thích của bảng.
noi_nhan: [ Như trên, 'Đảng ủy' ]
luu: VT
nguoi_ky: chu_tich
";

/// A folder with a document that was built.
struct Office {
    dir: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("co-quan.yaml"), PROFILE).unwrap();
        fs::write(dir.path().join("a.yaml"), DOCUMENT).unwrap();
        let office = Self { dir };
        office.build();
        office
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = vanban();
        command.current_dir(self.path()).args(args);
        command.output().unwrap()
    }

    fn build(&self) {
        let built = self.run(&["build", "a.yaml", "--only", "docx", "--force"]);
        assert!(built.status.success(), "{}", told(&built));
    }

    /// Replaces in a part of the built document, as a program that saves it does, in a file of its own.
    fn edit(&self, part: &str, changes: &[(&str, &str)]) {
        let edited = edited(&self.path().join("a.docx"), part, changes);
        fs::write(self.path().join("sua.docx"), edited).unwrap();
    }

    /// The body of the built document.
    fn body(&self) -> String {
        let bytes = fs::read(self.path().join("a.docx")).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name(BODY).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    }

    fn pull(&self, more: &[&str]) -> Output {
        self.run(&[&["pull", "sua.docx"], more].concat())
    }

    fn yaml(&self) -> String {
        fs::read_to_string(self.path().join("a.yaml")).unwrap()
    }
}

/// A DOCX with other words in one of its parts.
fn edited(docx: &Path, part: &str, changes: &[(&str, &str)]) -> Vec<u8> {
    let bytes = fs::read(docx).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == part {
            let mut text = String::from_utf8(content).unwrap();
            for (old, new) in changes {
                assert!(text.contains(old), "{old} is not in {text}");
                text = text.replacen(old, new, 1);
            }
            content = text.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// All that a run says.
fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

const BODY: &str = "word/document.xml";

#[test]
fn words_go_back_and_no_other_byte_changes() {
    let office = Office::new();
    office.edit(
        BODY,
        &[
            ("còn nguyên", "vẫn còn * nguyên"),
            ("Mục thứ hai", "Mục thứ ba"),
            ("Khóm 2", "Khóm Hai"),
            ("&quot;quỹ&quot;", "&quot;quỹ&quot; chung"),
            ("Đảng ủy", "Đảng ủy Phường"),
        ],
    );
    let shown = office.pull(&[]);
    assert!(shown.status.success(), "{}", told(&shown));
    assert!(told(&shown).contains("--write"), "{}", told(&shown));
    assert_eq!(office.yaml(), DOCUMENT, "nothing is written unasked");
    let written = office.pull(&["--write"]);
    assert!(written.status.success(), "{}", told(&written));
    let wanted = DOCUMENT
        .replace("còn nguyên", "vẫn còn * nguyên")
        .replace("Mục thứ hai", "Mục thứ ba")
        .replace("Khóm 2", "Khóm Hai")
        .replace("\\\"quỹ\\\"", "\\\"quỹ\\\" chung")
        .replace("Đảng ủy", "Đảng ủy Phường");
    assert_eq!(office.yaml(), wanted);
    office.build();
    let again = office.pull(&[]);
    assert!(
        told(&again).contains("không có gì để lấy"),
        "{}",
        told(&again)
    );
    assert!(
        office.path().join(".vanban/versions/a.yaml").is_dir(),
        "the text before is kept"
    );
}

#[test]
fn a_figure_is_changed_where_it_stands() {
    let office = Office::new();
    office.edit(BODY, &[("1.674.500", "2.000.000")]);
    let written = office.pull(&["--write"]);
    assert!(written.status.success(), "{}", told(&written));
    assert_eq!(office.yaml(), DOCUMENT.replace("1674500", "2000000"));
}

#[test]
fn what_the_template_prints_or_another_file_holds_is_told() {
    let office = Office::new();
    office.edit(BODY, &[("THÔNG BÁO", "BẢN TIN"), ("Hồ Lê", "Nguyễn Lê")]);
    let shown = office.pull(&["--write"]);
    assert_eq!(shown.status.code(), Some(1));
    let all = told(&shown);
    assert!(
        all.contains("khong-lay-duoc") && all.contains("do mẫu in ra"),
        "{all}"
    );
    assert!(all.contains("co-quan.yaml”, dòng 10"), "{all}");
    assert_eq!(office.yaml(), DOCUMENT);
}

#[test]
fn both_sides_are_joined_and_what_both_changed_is_asked() {
    let office = Office::new();
    office.edit(
        BODY,
        &[("còn nguyên", "không còn"), ("Mục thứ hai", "Mục thứ ba")],
    );
    let now = DOCUMENT
        .replace("còn nguyên", "còn đủ")
        .replace("Khóm 1 | 412", "Khóm 1 | 415")
        .replace("Mục thứ nhất", "Mục đầu");
    fs::write(office.path().join("a.yaml"), &now).unwrap();
    let shown = office.run(&["pull", "sua.docx", "a.yaml", "--write"]);
    assert_eq!(shown.status.code(), Some(1), "{}", told(&shown));
    assert!(told(&shown).contains("cung-sua"), "{}", told(&shown));
    assert_eq!(office.yaml(), now.replace("Mục thứ hai", "Mục thứ ba"));
    let shown = office.run(&["pull", "sua.docx", "a.yaml", "--write", "--prefer", "word"]);
    assert!(shown.status.success(), "{}", told(&shown));
    let wanted = now
        .replace("Mục thứ hai", "Mục thứ ba")
        .replace("còn đủ", "không còn");
    assert_eq!(office.yaml(), wanted);
}

#[test]
fn what_both_changed_is_chosen_one_by_one() {
    let office = Office::new();
    office.edit(
        BODY,
        &[
            ("còn nguyên", "không còn"),
            ("đạt kế hoạch", "vượt kế hoạch"),
        ],
    );
    let now = DOCUMENT
        .replace("còn nguyên", "còn đủ")
        .replace("đạt kế hoạch", "hoàn thành kế hoạch");
    fs::write(office.path().join("a.yaml"), &now).unwrap();
    let shown = office.run(&["pull", "sua.docx", "a.yaml", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    let left = report["bo_lai"].as_array().unwrap();
    let both = |words: &str| {
        let mut each = left.iter().map(|left| &left["cung_sua"]);
        let found = each.find(|both| both["word"].as_str().unwrap().contains(words));
        found.unwrap_or_else(|| panic!("{report}"))
    };
    let (first, second) = (both("vượt kế hoạch"), both("không còn"));
    assert_eq!((&first["so"], &second["so"]), (&1.into(), &2.into()));
    assert!(first["yaml"].as_str().unwrap().contains("hoàn thành"));
    assert_eq!(second["yaml"], "Đoạn này có chữ đậm và còn đủ.");
    assert_eq!(first["chon"], serde_json::Value::Null);
    // Each its own way; what was not chosen, and what is to stay, stays as the YAML has it.
    for each in ["1=word", "1=word,2=yaml"] {
        fs::write(office.path().join("a.yaml"), &now).unwrap();
        let shown = office.run(&["pull", "sua.docx", "a.yaml", "--write", "--prefer", each]);
        assert_eq!(shown.status.code(), Some(1), "{}", told(&shown));
        assert_eq!(office.yaml(), now.replace("hoàn thành", "vượt"));
    }
    // The one that is left is the first then.
    let shown = office.run(&["pull", "sua.docx", "a.yaml"]);
    assert!(told(&shown).contains("--prefer 1=word"), "{}", told(&shown));
    let wrong = office.run(&["pull", "sua.docx", "a.yaml", "--prefer", "1:word"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", told(&wrong));
    assert!(told(&wrong).contains("--prefer"), "{}", told(&wrong));
}

#[test]
fn without_the_document_as_it_was_built_paragraphs_tell_who_changed_them() {
    let office = Office::new();
    office.edit(BODY, &[("Mục thứ hai", "Mục thứ ba")]);
    fs::remove_dir_all(office.path().join(".vanban")).unwrap();
    let now = DOCUMENT
        .replace("còn nguyên", "còn đủ")
        .replace("  - Mục thứ nhất;\n", "");
    fs::write(office.path().join("a.yaml"), &now).unwrap();
    let shown = office.run(&["pull", "sua.docx", "a.yaml", "--write"]);
    assert!(shown.status.success(), "{}", told(&shown));
    assert!(told(&shown).contains("mat-ban-goc"), "{}", told(&shown));
    assert_eq!(office.yaml(), now.replace("Mục thứ hai", "Mục thứ ba"));
}

#[test]
fn paragraphs_come_and_go() {
    let office = Office::new();
    let body = office.body();
    // The paragraph around some words.
    let around = |words: &str| {
        let at = body.find(words).unwrap();
        let start = body[..at].rfind("<w:p>").unwrap();
        let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
        &body[start..end]
    };
    let (gone, near) = (around("Mục thứ nhất"), around("chữ đậm"));
    let come = near.replace("Đoạn này có ", "Một đoạn mới, ");
    office.edit(BODY, &[(gone, ""), (near, &format!("{near}{come}"))]);
    let written = office.pull(&["--write"]);
    assert!(written.status.success(), "{}", told(&written));
    let wanted = DOCUMENT.replace("  - Mục thứ nhất;\n", "").replace(
        "còn nguyên.\n",
        "còn nguyên.\n\n  Một đoạn mới, **chữ đậm** và còn nguyên.\n",
    );
    assert_eq!(office.yaml(), wanted);
}

#[test]
fn tracked_changes_are_taken_or_left() {
    let office = Office::new();
    let run = "<w:r><w:delText>còn nguyên.</w:delText></w:r>";
    office.edit(BODY, &[]);
    let bytes = fs::read(office.path().join("sua.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut body = String::new();
    archive
        .by_name(BODY)
        .unwrap()
        .read_to_string(&mut body)
        .unwrap();
    let at = body.find("còn nguyên.").unwrap();
    let start = body[..at].rfind("<w:r>").unwrap();
    let end = at + body[at..].find("</w:r>").unwrap() + "</w:r>".len();
    let old = &body[start..end];
    let kept = old.replace("còn nguyên.", "");
    let come = old
        .replace(" và còn nguyên.", "đã sửa.")
        .replace("còn nguyên.", "đã sửa.");
    let marked =
        format!("{kept}<w:del w:id=\"901\">{run}</w:del><w:ins w:id=\"902\">{come}</w:ins>");
    office.edit(BODY, &[(old, &marked)]);
    let rejected = office.pull(&["--rejected"]);
    assert!(
        told(&rejected).contains("không có gì để lấy"),
        "{}",
        told(&rejected)
    );
    let shown = office.pull(&["--write"]);
    assert!(shown.status.success(), "{}", told(&shown));
    assert!(
        office.yaml().contains("đã sửa.") && !office.yaml().contains("còn nguyên"),
        "{}",
        office.yaml()
    );
}

#[test]
fn the_report_is_for_programs() {
    let office = Office::new();
    office.edit(
        BODY,
        &[("Mục thứ hai", "Mục thứ ba"), ("THÔNG BÁO", "BẢN TIN")],
    );
    let shown = office.pull(&["--report", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(report["lay"][0]["moi"], "ba", "{report:#}");
    assert_eq!(report["bo_lai"][0]["ly_do"], "mau", "{report:#}");
}

#[test]
fn what_cannot_be_pulled_is_told() {
    let office = Office::new();
    let file = |name: &str, bytes: &[u8]| fs::write(office.path().join(name), bytes).unwrap();
    let fails = |args: &[&str], code: &str| {
        let output = office.run(&[&["pull"], args].concat());
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", told(&output));
        assert!(told(&output).contains(code), "{args:?}: {}", told(&output));
        assert_eq!(office.yaml(), DOCUMENT);
    };
    file("anh.docx", b"\x89PNG\r\n");
    fails(&["anh.docx", "a.yaml"], "nhap-khong-phai-docx");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    file("khoa.docx", &locked);
    fails(&["khoa.docx", "a.yaml"], "nhap-co-mat-khau");
    let whole = fs::read(office.path().join("a.docx")).unwrap();
    file("cut.docx", &whole[..whole.len() / 2]);
    fails(&["cut.docx", "a.yaml"], "nhap-docx-hong");
    fails(&["khong-co.docx", "a.yaml"], "khong-doc-duoc");
    // One that vanban never made, of other words.
    let chapter = "Giao từng bộ phận lập danh mục hồ sơ của mình trước ngày mùng mười, phân công người giữ, hẹn ngày nộp \
                   lưu và cách bàn giao khi nghỉ việc hoặc chuyển sang cơ quan khác.\n\n  Văn phòng mở sổ theo dõi, ba tháng \
                   một lần nhắc những nơi nộp chậm, cuối năm tổng hợp số mét giá tài liệu đã chỉnh lý và số hồ sơ quá hạn \
                   bảo quản để trình hội đồng xác định giá trị.";
    let (head, rest) = DOCUMENT.split_once("  ## I.").unwrap();
    let (_, tail) = rest.split_once("noi_nhan").unwrap();
    let other = format!("{head}  {chapter}\nnoi_nhan{tail}");
    file("khac.yaml", other.as_bytes());
    let made = office.run(&["build", "khac.yaml", "--only", "docx"]);
    assert!(made.status.success(), "{}", told(&made));
    let mut bare = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut archive = zip::ZipArchive::new(Cursor::new(
        fs::read(office.path().join("khac.docx")).unwrap(),
    ))
    .unwrap();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if !part.name().unwrap().starts_with("customXml") {
            bare.raw_copy_file(part).unwrap();
        }
    }
    file("khac.docx", &bare.finish().unwrap().into_inner());
    fails(&["khac.docx", "a.yaml"], "khac-van-ban");
    fs::create_dir(office.path().join("xa")).unwrap();
    file("xa/b.docx", &whole);
    fails(&["xa/b.docx"], "khong-ro-yaml");
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file(
        "word/document.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    let zeros = vec![b' '; 1 << 20];
    (0..300).for_each(|_| bomb.write_all(&zeros).unwrap());
    file("bom.docx", &bomb.finish().unwrap().into_inner());
    fails(&["bom.docx", "a.yaml"], "nhap-qua-lon");
}

#[test]
fn number_and_date_are_changed_where_they_are_written() {
    let office = Office::new();
    office.edit(
        BODY,
        &[
            (">05/TB<", ">17/TB<"),
            ("05 tháng\u{a0}01", "16 tháng\u{a0}02"),
        ],
    );
    let pulled = office.pull(&["--write"]);
    assert!(pulled.status.success(), "{}", told(&pulled));
    let wanted = DOCUMENT
        .replace("so: 5  ", "so: 17  ")
        .replace("05/01/2024", "16/02/2024");
    assert_eq!(office.yaml(), wanted);
}

#[test]
fn a_conflict_in_a_paragraph_with_a_note_is_one() {
    let office = Office::new();
    office.edit(BODY, &[("đạt kế hoạch", "vượt kế hoạch")]);
    let text = DOCUMENT.replace("đạt kế hoạch", "gần kế hoạch");
    fs::write(office.path().join("a.yaml"), &text).unwrap();
    let shown = office.pull(&["a.yaml", "--write"]);
    assert!(told(&shown).contains("cung-sua"), "{}", told(&shown));
    assert_eq!(office.yaml(), text);
}

#[test]
fn a_document_with_a_table_is_no_batch() {
    let office = Office::new();
    let text = DOCUMENT.replace(
        "so_lieu:",
        "bang:\n  ho:\n    tep: ho.csv\n    cot: {khom: chu, ho: so}\nso_lieu:",
    );
    fs::write(office.path().join("a.yaml"), &text).unwrap();
    fs::write(office.path().join("ho.csv"), "khom;ho\n1;412\n").unwrap();
    office.build();
    office.edit(BODY, &[("Mục thứ hai", "Mục thứ ba")]);
    let pulled = office.pull(&["a.yaml", "--write"]);
    assert!(pulled.status.success(), "{}", told(&pulled));
    assert_eq!(office.yaml(), text.replace("thứ hai", "thứ ba"));
}

#[test]
fn a_note_goes_with_its_mark() {
    let office = Office::new();
    let body = office.body();
    let start = body.find("<w:footnoteReference").unwrap();
    let mark = &body[start..start + body[start..].find("/>").unwrap() + 2];
    office.edit(BODY, &[(mark, "")]);
    let pulled = office.pull(&["--write"]);
    assert!(pulled.status.success(), "{}", told(&pulled));
    let wanted = DOCUMENT
        .replace("kế hoạch[^1].", "kế hoạch.")
        .replace("\n\n  [^1]: Chú thích của bảng.", "");
    assert_eq!(office.yaml(), wanted);
}

#[test]
fn a_note_whose_mark_moves_keeps_its_name() {
    let office = Office::new();
    let named = DOCUMENT.replace("[^1]", "[^bang]");
    fs::write(office.path().join("a.yaml"), &named).unwrap();
    office.build();
    let body = office.body();
    let at = body.find("<w:footnoteReference").unwrap();
    let start = body[..at].rfind("<w:r>").unwrap();
    let end = at + body[at..].find("</w:r>").unwrap() + "</w:r>".len();
    let near = body.find(" và còn nguyên.").unwrap();
    let near = near + body[near..].find("</w:r>").unwrap() + "</w:r>".len();
    let (mark, rest) = (&body[start..end], &body[end..near]);
    office.edit(BODY, &[(&body[start..near], &format!("{rest}{mark}"))]);
    let pulled = office.pull(&["--write"]);
    assert!(pulled.status.success(), "{}", told(&pulled));
    let wanted = named
        .replace("kế hoạch[^bang].", "kế hoạch.")
        .replace("còn nguyên.", "còn nguyên.[^bang]");
    assert_eq!(office.yaml(), wanted);
}

#[test]
fn what_only_looks_otherwise_is_listed() {
    let office = Office::new();
    let run = "<w:t xml:space=\"preserve\"> và còn nguyên.</w:t>";
    office.edit(
        BODY,
        &[(
            run,
            &format!("<w:rPr><w:color w:val=\"FF0000\"/></w:rPr>{run}"),
        )],
    );
    let pulled = office.pull(&["--write"]);
    assert!(pulled.status.success(), "{}", told(&pulled));
    let told = told(&pulled);
    let line = "Hình thức không lấy vào YAML (“Đoạn này có chữ đậm và còn nguyên.”): màu chữ\n";
    assert!(told.contains(line), "{told}");
    assert_eq!(office.yaml(), DOCUMENT);
}

/// What is edited in the document of one row goes into all documents of the batch only where that is asked for.
#[test]
fn an_edit_of_one_row_does_not_go_into_all_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let content = "loai: thong-bao\nho_so: co-quan.yaml\nso: 5\nngay_ban_hanh: 05/01/2024\ntrich_yeu: Họp {{ khom.ten }}\n\
                   noi_dung: |\n  Mời {{ khom.ten }} dự họp vào sáng thứ hai tại hội trường.\n\n  Đề nghị đến đúng giờ.\n\
                   noi_nhan: [Như trên]\nluu: VT\nnguoi_ky: chu_tich\n";
    let put = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    put("co-quan.yaml", PROFILE);
    put("hop.yaml", content);
    put(
        "lo.yaml",
        "noi_dung: hop.yaml\nten_hang: khom\nten_tep: hop-{{ khom.ma }}\nbang: khom.csv\n",
    );
    put("khom.csv", "ma;ten\n1;Khóm 1\n2;Khóm 2\n");
    let run = |args: &[&str]| {
        let mut command = vanban();
        command.current_dir(dir.path()).args(args);
        command.output().unwrap()
    };
    let made = run(&["batch", "lo.yaml", "--only", "docx"]);
    assert!(made.status.success(), "{}", told(&made));
    let docx = dir.path().join("hop-2.docx");
    let yaml = || fs::read_to_string(dir.path().join("hop.yaml")).unwrap();
    fs::write(
        dir.path().join("sua.docx"),
        edited(&docx, BODY, &[("đúng giờ", "sớm mười phút")]),
    )
    .unwrap();
    // The name of the file no longer tells the row; what the DOCX tells of itself does.
    let shown = run(&["pull", "sua.docx", "lo.yaml"]);
    assert!(told(&shown).contains("--all-rows"), "{}", told(&shown));
    let refused = run(&["pull", "sua.docx", "lo.yaml", "--write"]);
    assert!(
        told(&refused).contains("sua-moi-hang"),
        "{}",
        told(&refused)
    );
    assert!(
        told(&refused).contains("khom.csv, dòng 3"),
        "{}",
        told(&refused)
    );
    assert_eq!(yaml(), content);
    let pulled = run(&["pull", "sua.docx", "lo.yaml", "--write", "--all-rows"]);
    assert!(pulled.status.success(), "{}", told(&pulled));
    assert_eq!(yaml(), content.replace("đúng giờ", "sớm mười phút"));
    // What a row gives is changed in its table.
    put("hop.yaml", content);
    fs::write(
        dir.path().join("sua.docx"),
        edited(&docx, BODY, &[("Mời Khóm\u{a0}2", "Mời Khóm\u{a0}Hai")]),
    )
    .unwrap();
    let cell = run(&["pull", "sua.docx", "lo.yaml", "--write", "--all-rows"]);
    assert!(
        told(&cell).contains("là một ô của bảng (khom.csv, dòng 3)"),
        "{}",
        told(&cell)
    );
    assert_eq!(yaml(), content);
    let unknown = run(&["pull", "sua.docx", "lo.yaml", "--row", "7"]);
    assert!(
        told(&unknown).contains("khong-ro-yaml"),
        "{}",
        told(&unknown)
    );
}
