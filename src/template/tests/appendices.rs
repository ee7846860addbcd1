//! Appendices and attached texts through the built-in templates.

use super::*;
use crate::content;

const HEAD: &str = "loai: quyet-dinh\nco_quan: [ỦY BAN NHÂN DÂN, PHƯỜNG 2]\nviet_tat: UBND\ndia_danh: Phường 2\n\
    ngay_ban_hanh: /01/2024\ntrich_yeu: Ban hành Quy chế\ntham_quyen: ỦY BAN NHÂN DÂN PHƯỜNG 2\nnoi_dung: Điều 1.\n\
    nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn A}\n";

/// The markup behind the document's own text, without places.
fn behind(rest: &str, apart: bool) -> String {
    let loaded = content::from_text("a.yaml", &format!("{HEAD}{rest}"));
    let content = loaded.unwrap_or_else(|e| panic!("{e}")).content;
    let resources = crate::Resources::embedded();
    let known = resources.markdown().unwrap();
    let templates = Templates::builtin();
    let rendered = match apart {
        true => super::super::render_apart(&content, &templates, known),
        false => super::super::render(&content, &templates, known),
    };
    let markup = rendered.unwrap_or_else(|e| panic!("{e}")).markup;
    let (_, behind) = markup.split_once("</closing>").unwrap();
    let mut out = String::new();
    let mut tag = String::new();
    let mut rest = behind;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (inside, after) = after.split_once('>').unwrap();
        tag.clear();
        tag.push_str(inside);
        if !tag.starts_with("t ") && tag != "/t" {
            out.push_str(&format!("<{tag}>"));
        }
        rest = after;
    }
    let lines = out.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn one_appendix_has_no_number_and_several_have_roman_ones() {
    let one = "phu_luc: {ten: Danh mục, noi_dung: A}\n";
    assert!(behind(one, false).contains("<label>Phụ lục</label>\n<title>Danh mục</title>"));
    insta::assert_snapshot!(behind(
        "phu_luc:\n  - ten: [Danh mục, công trình]\n    huong: ngang\n    noi_dung: A\n  \
         - {nhan: Mẫu số 01, dau_mau: quoc-hieu, ten_mau: Đơn, noi_dung: B}\n  \
         - {dau_mau: co-quan, ket_thuc: C}\n",
        false
    ));
}

#[test]
fn the_reference_is_filled_on_paper_and_open_in_electronic_documents() {
    let reference = |rest: &str, apart: bool| {
        let markup = behind(&format!("phu_luc: {{ten: A, noi_dung: A}}\n{rest}"), apart);
        let (_, after) = markup.split_once("<reference>").unwrap();
        after.split_once("</reference>").unwrap().0.to_owned()
    };
    insta::assert_snapshot!(reference("", false), @r#"(Kèm theo Quyết định số <blank name="so"/>/QĐ-UBND ngày&#160;<blank name="ngay"/>&#160;tháng&#160;01&#160;năm&#160;2024 của Ủy ban nhân dân Phường 2)"#);
    insta::assert_snapshot!(reference("so: 5\nten_co_quan: UBND Phường 2\n", false), @r#"(Kèm theo Quyết định số 05/QĐ-UBND ngày&#160;<blank name="ngay"/>&#160;tháng&#160;01&#160;năm&#160;2024 của UBND Phường 2)"#);
    let open = reference("so: 5\n", true);
    insta::assert_snapshot!(open, @"(Kèm theo Quyết định số …/…-… ngày&#160;…&#160;tháng&#160;…&#160;năm&#160;… của Ủy ban nhân dân Phường 2)");
    assert_eq!(open, reference("so: 5\nvan_ban_dien_tu: true\n", false));
}

#[test]
fn an_attached_text_has_the_head_of_its_form() {
    insta::assert_snapshot!(behind(
        "ban_hanh_kem_theo:\n  - loai: quy-che\n    trich_yeu: [Làm việc, của Ủy ban]\n    noi_dung: Điều 1.\n    \
         phu_luc: {ten: Sơ đồ, noi_dung: A}\n  \
         - {loai: Nội quy, trich_yeu: Tiếp dân, dong_kem_theo: Ban hành kèm theo, noi_dung: B, co_chu_ky: true, huong: ngang}\n",
        false
    ));
}
