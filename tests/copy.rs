//! `vanban copy`: the original's bytes stay, the copy's part stands behind them; files that cannot be copied are refused.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::vanban;
use lopdf::{Dictionary, Document, Object};
use std::{fs, path::Path};
use tempfile::TempDir;

const ORIGINAL: &str = "\
loai: quyet-dinh
co_quan: ỦY BAN NHÂN DÂN XÃ AN PHÚ
viet_tat: UBND
dia_danh: An Phú
so: 12
ngay_ban_hanh: 05/01/2024
trich_yeu: Về việc thử
can_cu: Căn cứ Luật Tổ chức chính quyền địa phương
tham_quyen: CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ
noi_dung: |
  **Điều 1.** Lời văn.
luu: VT
nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn A}
";

const COPY: &str = "\
loai: sao-y
co_quan: ỦY BAN NHÂN DÂN PHƯỜNG 3
viet_tat: UBND
dia_danh: Phường 3
so: 5
ngay_ban_hanh: 12/01/2024
noi_nhan: Như trên
luu: VT
nguoi_ky: {quyen_han: TL. CHỦ TỊCH, chuc_vu: CHÁNH VĂN PHÒNG, ho_ten: Trần Thị B}
";

/// A folder with a document, its PDF and the file of a copy.
fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("goc.yaml"), ORIGINAL).unwrap();
    fs::write(dir.path().join("sao.yaml"), COPY).unwrap();
    assert_eq!(run(dir.path(), &["build", "goc.yaml"]).0, 0);
    dir
}

/// Exit code and messages.
fn run(dir: &Path, arguments: &[&str]) -> (i32, String) {
    let run = vanban().args(arguments).current_dir(dir).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    (run.status.code().unwrap(), said)
}

fn text(document: &Document, page: u32) -> String {
    let text = document.extract_text(&[page]).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const SIGNATURE: &str = "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>";

/// A PDF as old programs wrote them: a table of references in plain text, one page.
fn plain_pdf(of_page: &str, of_trailer: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/Rotate 0>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>{of_page}>>"),
        SIGNATURE.to_owned(),
    ];
    // The signature is there for whoever names it.
    let objects = &objects[..if of_page.contains("4 0 R") { 4 } else { 3 }];
    let mut out = b"%PDF-1.4\n".to_vec();
    let size = objects.len() + 1;
    let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let start = out.len();
    let end = format!(
        "{table}trailer\n<</Size {size}/Root 1 0 R{of_trailer}>>\nstartxref\n{start}\n%%EOF\n"
    );
    out.extend(end.as_bytes());
    out
}

/// The fields of a form, with their names.
fn fields(document: &Document) -> Vec<(String, Dictionary)> {
    let form = document.catalog().unwrap().get(b"AcroForm").unwrap();
    let form = document.dereference(form).unwrap().1.as_dict().unwrap();
    let all = form.get(b"Fields").unwrap();
    let all = document.dereference(all).unwrap().1.as_array().unwrap();
    let field = |field: &Object| {
        let field = document.dereference(field).unwrap().1.as_dict().unwrap();
        let name = field.get(b"T").unwrap().as_str().unwrap();
        (String::from_utf8_lossy(name).into_owned(), field.clone())
    };
    all.iter().map(field).collect()
}

fn sides(field: &Dictionary) -> Vec<f32> {
    let rect = field.get(b"Rect").unwrap().as_array().unwrap();
    rect.iter().map(|side| side.as_float().unwrap()).collect()
}

#[test]
fn the_part_of_a_paper_copy_stands_behind_the_bytes_of_the_original() {
    let dir = folder();
    let (exit, said) = run(dir.path(), &["copy", "goc.pdf", "sao.yaml"]);
    assert_eq!((exit, said.as_str()), (0, ""));
    let original = fs::read(dir.path().join("goc.pdf")).unwrap();
    let copy = fs::read(dir.path().join("goc.sao-y.pdf")).unwrap();
    assert!(copy.starts_with(&original));
    let document = Document::load_mem(&copy).unwrap();
    assert_eq!(document.get_pages().len(), 2);
    let part = text(&document, 2);
    for words in [
        "ỦY BAN NHÂN DÂN PHƯỜNG 3",
        "SAO Y",
        "Số: 05/SY-UBND",
        "CHÁNH VĂN PHÒNG",
        "Trần Thị B",
    ] {
        assert!(part.contains(words), "{words}: {part}");
    }
    assert!(!part.contains("CỘNG HÒA"), "{part}");

    // A copy of the copy (sao lục), and the same bytes every time.
    let further = COPY.replace("sao-y", "sao-luc");
    fs::write(dir.path().join("luc.yaml"), further).unwrap();
    assert_eq!(run(dir.path(), &["copy", "goc.sao-y.pdf", "luc.yaml"]).0, 0);
    let path = dir.path().join("goc.sao-y.sao-luc.pdf");
    let twice = fs::read(&path).unwrap();
    let document = Document::load_mem(&twice).unwrap();
    assert_eq!(document.get_pages().len(), 3);
    assert!(text(&document, 3).contains("Số: 05/SL-UBND"));
    assert_eq!(run(dir.path(), &["copy", "goc.sao-y.pdf", "luc.yaml"]).0, 0);
    assert_eq!(fs::read(&path).unwrap(), twice);
    assert_eq!(fs::read(dir.path().join("goc.pdf")).unwrap(), original);
}

#[test]
fn an_electronic_copy_is_signed_in_the_corner_of_its_first_page() {
    let dir = folder();
    let copy = |file: &str| run(dir.path(), &["copy", file, "sao.yaml", "--dien-tu"]);
    assert_eq!(copy("goc.pdf").0, 0);
    let bytes = fs::read(dir.path().join("goc.sao-y.pdf")).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    assert_eq!(document.get_pages().len(), 1);
    let all = fields(&document);
    let (name, field) = all.last().unwrap();
    assert_eq!(name, "chu_ky_co_quan_sao");
    let tip = lopdf::decode_text_string(field.get(b"TU").unwrap()).unwrap();
    assert_eq!(tip, "SAO Y; ỦY BAN NHÂN DÂN PHƯỜNG 3");
    let [left, low, right, high] = sides(field)[..] else {
        panic!()
    };
    // Within the top margin, at the right margin.
    let mm = |points: f32| points / 72.0 * 25.4;
    assert!(
        (mm(right) - 195.0).abs() < 0.5 && mm(left) > 105.0,
        "{left} {right}"
    );
    assert!(mm(high) < 297.0 && mm(low) > 297.0 - 20.0, "{low} {high}");

    // Signed by another agency, too: a field of its own.
    assert_eq!(copy("goc.sao-y.pdf").0, 0);
    let bytes = fs::read(dir.path().join("goc.sao-y.sao-y.pdf")).unwrap();
    let names: Vec<String> = fields(&Document::load_mem(&bytes).unwrap())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(
        names.contains(&"chu_ky_co_quan_sao_2".to_owned()),
        "{names:?}"
    );

    // A scan that lies on its side: the corner is that of the page as it is shown.
    fs::write(dir.path().join("quet.pdf"), plain_pdf("/Rotate 90", "")).unwrap();
    assert_eq!(copy("quet.pdf").0, 0);
    let bytes = fs::read(dir.path().join("quet.sao-y.pdf")).unwrap();
    let (_, field) = fields(&Document::load_mem(&bytes).unwrap()).remove(0);
    let [left, low, right, high] = sides(&field)[..] else {
        panic!()
    };
    // Shown 842 wide and 595 high: its right edge is the upper one of the page itself, its top the left one.
    assert!(right - left < high - low, "{left} {low} {right} {high}");
    assert!(left < 30.0 && high > 780.0, "{left} {low} {right} {high}");
}

#[test]
fn a_copy_of_content_has_the_part_behind_the_document() {
    let dir = folder();
    fs::write(
        dir.path().join("trich.yaml"),
        COPY.replace("sao-y", "trich-sao"),
    )
    .unwrap();
    let (exit, said) = run(dir.path(), &["copy", "goc.yaml", "trich.yaml"]);
    assert_eq!((exit, said.as_str()), (0, ""));
    let bytes = fs::read(dir.path().join("goc.trich-sao.pdf")).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    // On the same sheet, where there is room.
    assert_eq!(document.get_pages().len(), 1);
    let all = text(&document, 1);
    let at = |words: &str| all.find(words).unwrap_or_else(|| panic!("{words}: {all}"));
    assert!(at("QUYẾT ĐỊNH") < at("Nguyễn Văn A"));
    assert!(at("Nguyễn Văn A") < at("TRÍCH SAO"));
    assert!(at("TRÍCH SAO") < at("Trần Thị B"));
    assert!(dir.path().join("goc.trich-sao.docx").exists());
    let (exit, said) = run(dir.path(), &["copy", "goc.yaml", "sao.yaml"]);
    assert_eq!(exit, 0);
    assert!(said.contains("[sao-chua-ky]"), "{said}");
}

#[test]
fn old_files_and_signed_ones_are_copied() {
    let dir = folder();
    let signature = "/Annots[<</FT/Sig/V 4 0 R>>]";
    fs::write(dir.path().join("cu.pdf"), plain_pdf(signature, "")).unwrap();
    let (exit, said) = run(dir.path(), &["copy", "cu.pdf", "sao.yaml"]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("[sao-da-ky]"), "{said}");
    let bytes = fs::read(dir.path().join("cu.sao-y.pdf")).unwrap();
    assert!(bytes.starts_with(&plain_pdf(signature, "")));
    let document = Document::load_mem(&bytes).unwrap();
    assert_eq!(document.get_pages().len(), 2);
    assert!(text(&document, 2).contains("SAO Y"));
}

#[test]
fn what_cannot_be_copied_is_refused_with_one_message() {
    let dir = folder();
    let refused = |name: &str, bytes: &[u8], code: &str| {
        fs::write(dir.path().join(name), bytes).unwrap();
        let (exit, said) = run(dir.path(), &["copy", name, "sao.yaml"]);
        assert_eq!(exit, 1, "{name}: {said}");
        assert!(said.contains(&format!("lỗi[{code}]")), "{name}: {said}");
        assert_eq!(said.matches("lỗi[").count(), 1, "{said}");
        assert_eq!(fs::read(dir.path().join(name)).unwrap(), bytes);
        let made = name.replace(".pdf", ".sao-y.pdf");
        assert!(!dir.path().join(made).exists());
    };
    let whole = fs::read(dir.path().join("goc.pdf")).unwrap();
    refused("rong.pdf", b"", "pdf-hong");
    refused("chu.pdf", "Không phải PDF".as_bytes(), "pdf-hong");
    refused("cut.pdf", &whole[..whole.len() / 2], "pdf-hong");
    refused(
        "khong-trang.pdf",
        &plain_pdf("", "").as_slice()[..60],
        "pdf-hong",
    );
    let locked = "/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>/ID[<00><00>]";
    refused("khoa.pdf", &plain_pdf("", locked), "pdf-ma-hoa");
    let (exit, said) = run(dir.path(), &["copy", "khong-co.pdf", "sao.yaml"]);
    assert_eq!(exit, 1);
    assert!(said.contains("[khong-doc-duoc]"), "{said}");
    // Holes take no room on the disk.
    let large = dir.path().join("lon.pdf");
    let file = fs::File::create(&large).unwrap();
    file.set_len((256 << 20) + 1).unwrap();
    let (exit, said) = run(dir.path(), &["copy", "lon.pdf", "sao.yaml"]);
    assert_eq!(exit, 1);
    assert!(said.contains("[pdf-qua-lon]"), "{said}");
    // A document's entries are none of a copy's.
    fs::write(
        dir.path().join("sai.yaml"),
        format!("{COPY}noi_dung: Lời văn\n"),
    )
    .unwrap();
    let (exit, said) = run(dir.path(), &["copy", "goc.pdf", "sai.yaml"]);
    assert_eq!(exit, 1);
    assert!(said.contains("[sao-co-loi-van]"), "{said}");
}

#[test]
fn the_skeleton_of_a_copy_is_one() {
    let dir = folder();
    for form in ["sao-y", "sao-luc", "trich-sao"] {
        assert_eq!(run(dir.path(), &["new", form]).0, 0);
        let file = format!("{form}.yaml");
        let (exit, said) = run(dir.path(), &["copy", "goc.pdf", &file]);
        assert_eq!(exit, 0, "{said}");
    }
}
