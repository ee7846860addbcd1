//! Joint documents and parties: symbols, numbers, and beside whose signature a seal stands.

use super::*;

const OTHER: &str = "\
lien_tich:
  - co_quan: CÔNG AN PHƯỜNG 2
    viet_tat: CAP
    nguoi_ky: {chuc_vu: TRƯỞNG CÔNG AN, ho_ten: B}
";

fn seals(content: &Content) -> Vec<(&str, bool)> {
    let all = content.signatories.iter();
    all.map(|one| (one.name.text.as_str(), one.sealed))
        .collect()
}

#[test]
fn agencies_share_a_number_unless_one_has_its_own() {
    let content = ok(&format!("{LEAST}{OTHER}"));
    assert_eq!(content.symbol, "KH-UBND-CAP");
    assert_eq!(strings(&content.joint[0].agency), ["CÔNG AN PHƯỜNG 2"]);
    assert_eq!(content.joint[0].own_number, None);
    assert_eq!(seals(&content), [("Nguyễn Văn A", true), ("B", true)]);

    let own = OTHER.replace("viet_tat: CAP", "viet_tat: CAP\n    so: 7");
    let content = ok(&format!("{LEAST}{own}"));
    assert_eq!(content.symbol, "KH-UBND");
    let number = content.joint[0].own_number.as_ref().unwrap();
    assert_eq!(number.number.as_ref().unwrap().text, "07");
    assert_eq!(number.symbol, "KH-CAP");

    // No number yet, but a line of its own.
    let blank = OTHER.replace("viet_tat: CAP", "viet_tat: CAP\n    so:\n    ky_hieu: 9/X");
    let content = ok(&format!("{LEAST}{blank}"));
    let number = content.joint[0].own_number.as_ref().unwrap();
    assert_eq!((&number.number, number.symbol.as_str()), (&None, "9/X"));
}

#[test]
fn a_letter_has_all_agencies_before_its_unit() {
    let letter = LEAST.replace("ke-hoach", "cong-van");
    let content = ok(&format!(
        "{letter}don_vi_soan_thao: VP\nkinh_gui: X\n{OTHER}"
    ));
    assert_eq!(content.symbol, "UBND-CAP-VP");
}

#[test]
fn a_seal_stands_beside_the_last_of_each_party() {
    let several = "nguoi_ky:\n\
        \x20 - {chuc_vu: THƯ KÝ, ho_ten: A}\n\
        \x20 - {chuc_vu: CHỦ TỌA, ho_ten: B}\n";
    assert_eq!(
        seals(&ok(&with("nguoi_ky", several))),
        [("A", false), ("B", true)]
    );
    let parties = "nguoi_ky:\n\
        \x20 - {ben: BÊN A, chuc_vu: KẾ TOÁN, ho_ten: A}\n\
        \x20 - {ben: Bên A, chuc_vu: CHỦ TỊCH, ho_ten: B}\n\
        \x20 - {ben: BÊN B, chuc_vu: GIÁM ĐỐC, ho_ten: C}\n";
    assert_eq!(
        seals(&ok(&with("nguoi_ky", parties))),
        [("A", false), ("B", true), ("C", true)]
    );
}
