//! A table from its entries to its markup.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use crate::{content, markdown::tests::with_known, template};
use std::{io, path::Path};

const HEAD: &str = "loai: bao-cao\nco_quan: A\nviet_tat: A\ndia_danh: B\nngay_ban_hanh: 05/01/2024\ntrich_yeu: C\n\
                    noi_nhan: [D]\nnguoi_ky: {chuc_vu: E, ho_ten: F}\nnoi_dung: |\n  ::: bang a\n";

/// The file of rows that tables may name.
const FILE: &str = "Khu;Khóm;Số hộ;Kinh phí\nA;Khóm 1;7;1.200,5\nA;Khóm 2;;300\nB;Khóm 3;2.000;4\n";

/// The markup of the table `a` without places, and what is told.
fn made(table: &str) -> String {
    let text = format!("{HEAD}bang:\n  a:\n{table}");
    let mut read = |path: &Path| match path.to_str() {
        Some("ho.csv") => Ok(FILE.as_bytes().to_vec()),
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    let loaded = match content::from_sources(Path::new("a.yaml"), text, &mut read) {
        Ok(loaded) => loaded,
        Err(errors) => return errors.to_string(),
    };
    let templates = template::Templates::builtin();
    let rendered = with_known(|known| template::render(&loaded.content, &templates, known));
    let rendered = match rendered {
        Ok(rendered) => rendered,
        Err(errors) => return errors.to_string(),
    };
    let told = loaded.warnings.into_iter().chain(rendered.warnings);
    let told: String = told
        .map(|warning| format!("{}\n", warning.message))
        .collect();
    let start = rendered.markup.find("<table").unwrap();
    let end = rendered.markup.find("</table>").unwrap();
    let mut table = String::new();
    for piece in rendered.markup[start..end].split('<') {
        match piece.split_once('>') {
            Some((tag, text)) if tag.starts_with("t ") || tag == "/t" => table.push_str(text),
            _ if piece.is_empty() => {}
            _ => table.push_str(&format!("<{piece}")),
        }
    }
    format!("{table}{told}")
}

#[test]
fn rows_of_a_file_are_grouped_and_summed() {
    insta::assert_snapshot!(
        "file_above",
        made(
            "    tep: ho.csv\n    nhom_hang: Khu\n    so_nhom: chu_cai\n    cong_nhom: tren\n\
         \x20   cot: {TT: tt_nhom, Khóm: chu, Số hộ: {kieu: so, tong: true}, Kinh phí: {kieu: tien, tong: true}}\n",
        )
    );
    insta::assert_snapshot!(
        "file_below",
        made(
            "    tep: ho.csv\n    nhom_hang: Khu\n    cong_nhom: duoi\n    nhan_tong: Tất cả\n\
         \x20   cot: {Khóm: chu, Số hộ: {kieu: so, tong: true, ten: Hộ, nhom: [Năm 2023, Toàn khu]}, tl: {ti_le: so_ho / kinh_phi, nhom: Năm 2023}, Kinh phí: so}\n",
        )
    );
}

#[test]
fn a_file_alone_is_printed_as_it_is() {
    insta::assert_snapshot!(
        "file_alone",
        made("    tep: ho.csv\n    tieu_de: Hộ\n    don_vi_tinh: \"ĐVT: hộ\"\n")
    );
}

#[test]
fn rows_of_the_file_itself_have_every_form() {
    insta::assert_snapshot!(
        "inline",
        made(
            "    cot:\n      TT: tt\n      Nội dung:\n      Số tiền: {kieu: tien, tong: true, le: 1}\n      Ngày: ngay\n    cac_hang:\n\
         \x20     - A. THU <&>\n\
         \x20     - [Thuế, 1200.25, 5/1/2024]\n\
         \x20     - {Nội dung: \"{{ 1 + 1 }} khoản\", Số tiền: \"{{ 1674 }}\"}\n\
         \x20     - {kieu_hang: cong, Nội dung: Cộng thu}\n\
         \x20     - B. CHI\n\
         \x20     - Nội dung: |\n          Chi:\n          - một\n          - hai\n\n          Ba\n          bốn\n        Số tiền: '-'\n\
         \x20     - [\"^\", \"^\", 7, \"\"]\n\
         \x20     - {kieu_hang: tong, TT: Tổng số, Nội dung: \"<\", Số tiền: 2881}\n",
        )
    );
}

#[test]
fn numbers_that_read_in_two_ways_are_told_by_their_column() {
    let table = |more: &str| {
        made(&format!(
            "    cot: {{a: chu, b: so}}\n    cac_hang: [[x, \"1.674\"], [y, \"{more}\"]]\n"
        ))
    };
    assert!(table("2.345.678").contains("<cell>1.674</cell>"));
    assert!(table("2,345,678").contains("<cell>1,674</cell>"));
    assert!(table("5").contains("đọc được hai cách"));
}
