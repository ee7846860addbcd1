//! Rules of capitals on short texts.

use crate::check::tests::told;

/// The findings of capitals on a text.
fn found(body: &str) -> Vec<String> {
    let (found, _) = told(body);
    found
        .into_iter()
        .filter(|line| line.contains(" VH"))
        .collect()
}

/// Tells whether a text has one finding, of this code and on these words.
#[track_caller]
fn one(body: &str, code: &str, words: &str) {
    let all = found(body);
    let expected = format!(" {code} {words}: ");
    assert!(
        all.len() == 1 && all[0].contains(&expected),
        "{body}: {all:#?}"
    );
}

#[track_caller]
fn none(body: &str) {
    let all = found(body);
    assert!(all.is_empty(), "{body}: {all:#?}");
}

#[test]
fn names_are_found_with_either_place_of_the_tone_mark() {
    for body in ["Báo cáo Uỷ ban Nhân dân xã.", "Báo cáo Ủy ban Nhân dân xã."] {
        one(body, "VH011", "Nhân");
    }
    one("Học tập tỉnh Khánh hoà.", "VH004", "hoà");
}

#[test]
fn a_stop_of_an_abbreviation_ends_no_sentence() {
    for stop in ["TP.", "ThS.", "v.v.", "...", "Tx.", "ông A."] {
        none(&format!("Đoàn kiểm tra đến {stop} rồi trở về."));
    }
    for stop in [".", "?", "!", "%.", " năm 2023."] {
        one(
            &format!("Đoàn kiểm tra đạt yêu cầu 98{stop} sau đó trở về."),
            "VH001",
            "sau",
        );
    }
}

#[test]
fn every_weekday_is_told_from_the_ordinal() {
    for (small, capital) in [
        ("hai", "Hai"),
        ("ba", "Ba"),
        ("tư", "Tư"),
        ("năm", "Năm"),
        ("sáu", "Sáu"),
        ("bảy", "Bảy"),
    ] {
        one(&format!("Họp sáng thứ {small} hằng tuần."), "VH024", small);
        one(&format!("Họp vào thứ {small}, ngày 12/3."), "VH024", small);
        one(&format!("Nghỉ thứ {small} và Chủ nhật."), "VH024", small);
        none(&format!("Họp sáng thứ {capital} hằng tuần."));
        none(&format!("Đại hội lần thứ {small} và khóa thứ {small}."));
        none(&format!("Thứ nhất là thu, thứ {small} là chi."));
    }
}

#[test]
fn numbers_of_wards_are_told_from_counts() {
    for number in 1..=28 {
        one(
            &format!("Trụ sở phường {number} ở gần chợ."),
            "VH007",
            "phường",
        );
        none(&format!("Mỗi phường {number} người."));
        none(&format!("Trụ sở Phường {number} ở gần chợ."));
    }
}

#[test]
fn parts_of_acts_are_told_from_counts() {
    for cited in [
        "điều 5 của Quy chế",
        "khoản 1 điều 5 Nghị định",
        "khoản 1, khoản 2 điều 5",
    ] {
        one(
            &format!("Theo {cited}, việc chi được duyệt."),
            "VH021",
            "điều",
        );
    }
    for counted in ["danh mục 5 dự án", "một phần 3 diện tích", "cổ phần 5%"] {
        none(&format!("Theo {counted}, việc chi được duyệt."));
    }
}
