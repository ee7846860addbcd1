//! Nơi nhận beside who signs: how far apart, where long titles break; measured on the pages.

use super::apart::{MM, shown};
use super::*;

/// Capacities and titles as they are signed with, of 8 to 60 letters.
const TITLES: [&str; 22] = [
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "KT. CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN",
    "TL. CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
    "TL. CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ",
    "TUQ. CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP",
    "CHÁNH VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH",
    "CHÁNH VĂN PHÒNG HỘI ĐỒNG NHÂN DÂN VÀ ỦY BAN NHÂN DÂN",
    "PHÓ CHÁNH VĂN PHÒNG PHỤ TRÁCH",
    "KT. GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "Q. GIÁM ĐỐC SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
    "TRƯỞNG PHÒNG NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ",
    "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
    "TM. BAN THƯỜNG TRỰC ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
    "TRƯỞNG BAN CHỈ ĐẠO PHÒNG, CHỐNG THIÊN TAI VÀ TÌM KIẾM CỨU NẠN",
    "CHỦ TỊCH HỘI ĐỒNG THẨM ĐỊNH",
    "CHỦ TỊCH HỘI ĐỒNG TUYỂN SINH TRƯỜNG TRUNG HỌC CƠ SỞ",
    "GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "BỘ TRƯỞNG BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
    "HIỆU TRƯỞNG",
];

const WHOLE: [&str; 8] = [
    "MÔI TRƯỜNG",
    "ỦY BAN",
    "NHÂN DÂN",
    "HỘI ĐỒNG",
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "VĂN PHÒNG",
    "ĐỒNG THÁP",
];

const RECIPIENTS: [&[&str]; 3] = [
    &["- Như trên;", "- Lưu: VT."],
    &[
        "- Thường trực Đảng ủy, HĐND phường;",
        "- Chủ tịch, các Phó Chủ tịch UBND phường;",
        "- Lưu: VT, VP.",
    ],
    &[
        "- Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh;",
        "- Các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh;",
        "- Lưu: VT, KTTH.",
    ],
];

fn closing(title: &str, recipients: &[&str]) -> String {
    let items: String = recipients
        .iter()
        .map(|item| format!("<item>{item}</item>"))
        .collect();
    format!(
        "<p>a</p><closing><recipients label=\"Nơi nhận:\">{items}</recipients>\
         <signature><title>{title}</title><name>Nguyễn Thị Minh Khai</name></signature></closing>"
    )
}

/// No line of Nơi nhận comes nearer to a line of who signs than 5 mm; titles break at sense, and the form's own
/// line (Phụ lục III) is not broken.
#[test]
fn titles_have_their_room_beside_recipients() {
    let mut bad = Vec::new();
    for title in TITLES {
        for recipients in RECIPIENTS {
            let (lines, _) = shown(&sheet(&closing(title, recipients), &[]));
            let of =
                |roles: &'static [Role]| lines.iter().filter(|line| roles.contains(&line.role));
            let listed = of(&[Role::RecipientsLabel, Role::Recipient]).map(|line| line.right);
            let listed = listed.fold(0.0, f64::max);
            let signed = of(&[Role::SignatureTitle, Role::SignatureName]).map(|line| line.left);
            let signed = signed.fold(f64::MAX, f64::min);
            assert!(
                signed - listed >= 5.0 * MM,
                "{title}: {} mm",
                (signed - listed) / MM
            );
            let right = of(&[Role::SignatureTitle])
                .map(|line| line.right)
                .fold(0.0, f64::max);
            assert!(right <= 595.35 - 15.0 * MM, "{title}");
            let texts: Vec<&str> = of(&[Role::SignatureTitle])
                .map(|line| line.text.as_str())
                .collect();
            assert_eq!(texts.join(" "), title);
            let broken = texts.join(" | ");
            let torn = WHOLE
                .iter()
                .any(|whole| title.contains(whole) && !broken.contains(whole));
            let lone = texts.len() > 1 && texts.iter().any(|text| !text.contains(' '));
            let led = texts[..texts.len() - 1]
                .iter()
                .any(|text| text.ends_with("VÀ") || text.ends_with("TỈNH"));
            if torn || lone || led || (title.starts_with("QUYỀN HẠN") && texts.len() > 1) {
                bad.push(broken);
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// The signature stands where the forms have it, 45 mm from the right margin, where nothing pulls it elsewhere.
#[test]
fn who_signs_stands_where_the_forms_have_it() {
    let (lines, _) = shown(&sheet(&closing("CHỦ TỊCH", RECIPIENTS[0]), &[]));
    let title = lines
        .iter()
        .find(|line| line.role == Role::SignatureTitle)
        .unwrap();
    let margin = 595.35 - 15.0 * MM;
    let middle = margin - (title.left + title.right) / 2.0;
    assert!((44.0..47.0).contains(&(middle / MM)), "{}", middle / MM);
}

/// A title that has no room on one line takes none from Nơi nhận: its column is the usual one.
#[test]
fn a_title_that_breaks_leaves_recipients_their_room() {
    let long = RECIPIENTS[2];
    let widest = |title: &str| {
        let (lines, _) = shown(&sheet(&closing(title, long), &[]));
        let listed = lines.iter().filter(|line| line.role == Role::Recipient);
        listed.map(|line| line.right).fold(0.0, f64::max)
    };
    let broken = "KT. GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG";
    assert!((widest(broken) - widest("CHỦ TỊCH")).abs() < 0.1);
    assert!(widest("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ") < widest("CHỦ TỊCH") - MM);
}

/// Several side by side keep 5 mm between their lines, and each its own lines.
#[test]
fn several_who_sign_keep_apart() {
    for first in TITLES {
        for second in [
            "CHỦ TỌA",
            "KT. GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
            "TM. ỦY BAN NHÂN DÂN",
        ] {
            let body = format!(
                "<p>a</p><closing><signature><title>{first}</title><name>Bùi Văn A</name></signature>\
                 <signature><title>{second}</title><name>Trần B</name></signature></closing>"
            );
            let (lines, pages) = shown(&sheet(&body, &[]));
            let titles: Vec<_> = lines
                .iter()
                .filter(|line| line.role == Role::SignatureTitle)
                .collect();
            let middle = |line: &super::apart::Shown| (line.left + line.right) / 2.0;
            // The second's lines are those whose middle lies right of the paper's.
            let paper = pages.pages[0].width / 2.0;
            let left = titles
                .iter()
                .filter(|line| middle(line) < paper)
                .map(|line| line.right);
            let right = titles
                .iter()
                .filter(|line| middle(line) > paper)
                .map(|line| line.left);
            let apart = right.fold(f64::MAX, f64::min) - left.fold(0.0, f64::max);
            assert!(
                apart >= 5.0 * MM - 0.1,
                "{first}, {second}: {} mm",
                apart / MM
            );
        }
    }
}
