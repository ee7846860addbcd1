use super::*;
use crate::document::{parse_alone, testing::components};

/// The messages about a document of some paragraphs, and of appendices by their labels.
fn told(text: &str, appendices: &[&str], attached: bool) -> Vec<String> {
    let mut markup = format!("<document><p>{text}</p>");
    if attached {
        markup.push_str("<attached/><p>Điều 1.</p>");
    }
    for label in appendices {
        markup.push_str(&format!(
            "<appendix><label>{label}</label><title>TÊN</title><reference>(Kèm theo Kế hoạch số 1/KH)</reference></appendix><p>a</p>"
        ));
    }
    markup.push_str("</document>");
    let document = parse_alone(&Source::new("a.xml", markup), &components());
    let document = document.unwrap_or_else(|e| panic!("{e}"));
    let words = Announcements::builtin().unwrap_or_else(|e| panic!("{e}"));
    let all = check(&document, &words);
    all.into_iter().map(|one| one.message).collect()
}

#[test]
fn what_is_announced_and_missing_is_told() {
    for (text, shown) in [
        ("Chi tiết tại Phụ lục kèm theo.", "Phụ lục"),
        ("Chi tiết tại Phụ lục I, II kèm theo", "Phụ lục I, II"),
        ("Giao các đơn vị (có danh sách kèm theo).", "kèm theo"),
        ("theo danh mục công trình đính kèm", "đính kèm"),
        (
            "Ban hành kèm theo Quyết định này Quy chế làm việc",
            "kèm theo",
        ),
        ("Phụ lục II ban hành kèm theo Kế hoạch này", "Phụ lục II"),
    ] {
        let message =
            format!("lời văn nhắc “{shown}” mà văn bản không có phụ lục hay văn bản kèm theo nào");
        assert_eq!(told(text, &[], false), [message], "{text}");
    }
    let two = ["Phụ lục I", "Phụ lục II"];
    let message = "lời văn nhắc “Phụ lục III” mà văn bản chỉ có 2 phụ lục";
    assert_eq!(
        told("Phụ lục I, Phụ lục II; xem Phụ lục III.", &two, false),
        [message]
    );
}

#[test]
fn appendices_of_other_documents_are_left_alone() {
    for text in [
        "theo Phụ lục I Nghị định số 30/2020/NĐ-CP",
        "theo mẫu tại Phụ lục II ban hành kèm theo Thông tư số 01/2019/TT-BNV",
        "Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND",
        "theo Phụ lục III",
        "Hồ sơ gồm đơn kèm theo bản sao giấy tờ",
        "gửi kèm theo đường công văn",
        "tại Phụ lục Luật Đầu tư công",
    ] {
        assert_eq!(told(text, &[], false), [""; 0], "{text}");
    }
    // They announce nothing of this document either.
    let message = "lời văn không có chỉ dẫn về Phụ lục “TÊN”";
    let text = "theo Phụ lục I Nghị định số 30/2020/NĐ-CP";
    assert_eq!(told(text, &["Phụ lục"], false), [message]);
}

#[test]
fn what_no_text_announces_is_told() {
    let three = ["Phụ lục I", "Phụ lục II", "Mẫu số 01"];
    let told_of = |text: &str| told(text, &three, false);
    assert_eq!(told_of("Phụ lục I, II và Mẫu số 01"), [""; 0]);
    assert_eq!(told_of("các Phụ lục kèm theo"), [""; 0]);
    assert_eq!(told_of("(có danh sách kèm theo)"), [""; 0]);
    assert_eq!(
        told_of("Phụ lục I, II kèm theo Kế hoạch; Mẫu số 01"),
        [""; 0]
    );
    let said = "tại Phụ lục I và Phụ lục II, Mẫu số 01, theo Thông tư số 5/2020/TT-BTC";
    assert_eq!(told_of(said), [""; 0]);
    assert_eq!(told_of("từ Phụ lục I đến Phụ lục II; Mẫu số 01"), [""; 0]);
    let message = "lời văn không có chỉ dẫn về Phụ lục II “TÊN”, Mẫu số 01 “TÊN”";
    assert_eq!(told_of("chi tiết tại Phụ lục I"), [message]);
    assert_eq!(told("Ban hành Quy chế", &[], true), [""; 0]);
}

#[test]
fn numbers_are_read() {
    for (written, number) in [("I", 1), ("IV", 4), ("XIX", 19), ("12", 12), ("01", 1)] {
        assert_eq!(read::number(written), Some(number));
    }
    for written in ["", "a", "i", "1a", "2024"] {
        assert_eq!(read::number(written), None);
    }
}
