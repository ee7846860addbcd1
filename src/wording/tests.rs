use super::{Writing, alphabets::strangers, codes, codes::Code};
use crate::data::DataFile;

fn writing() -> Writing {
    Writing::builtin().unwrap()
}

#[test]
fn the_data_is_read() {
    assert_eq!(writing().tcvn3.get(&'µ'), Some(&'à'));
}

#[test]
fn wrong_codes_are_told() {
    let writing = writing();
    for (line, code) in [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", Code::Tcvn3),
        ("Hµ Néi", Code::Tcvn3),
        ("NguyÔn V¨n A", Code::Tcvn3),
        ("®Þnh vÒ viÖc tæ chøc", Code::Tcvn3),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Code::Vni),
        ("UÛy ban nhaân daân xaõ", Code::Vni),
        ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", Code::Vni),
        ("Quyeát ñònh veà vieäc", Code::Vni),
        ("á»¦y ban nhÃ¢n dÃ¢n", Code::Misread),
        ("Ä‘á»‹a phÆ°Æ¡ng", Code::Misread),
        ("phÃ²ng", Code::Misread),
        ("â€œlá»‹châ€", Code::Misread),
        ("Ủy ban nh\u{fffd}n dân", Code::Lost),
        ("Ủy ban nhân dân xã tæ chøc Đại hội", Code::Tcvn3),
        ("Để bảo đảm an toµn tÝnh mạng", Code::Tcvn3),
        ("trước ngày 15 vµ tham dù đúng giờ", Code::Tcvn3),
        ("Báo cáo, quyeát ñònh số 5 của xã", Code::Vni),
    ] {
        let found: Vec<Code> = codes::garbled(line, &writing)
            .into_iter()
            .map(|garbled| garbled.code)
            .collect();
        assert!(
            !found.is_empty() && found.iter().all(|one| *one == code),
            "{line}"
        );
    }
}

#[test]
fn what_is_written_well_is_left_alone() {
    let writing = writing();
    for line in [
        "Ủy ban nhân dân xã Hòa Bình, thành phố Cần Thơ",
        "XÃ² HỘI, XÃ¹, MÃ³, «XÃ» và XÃ\u{a0}HỘI",
        "Công ty François Müller, Café Noël, Citroën, São Tomé, Zürich, Curaçao",
        "5 µm, 3 × 4 m², 20 °C, ½ ngày, © 2024, Honda®, § 5, ¥ 100, ± 2, ¼",
        "«Hoa hồng» tổng số¹, ghi chú², dm³",
        "Buôn Hơ̆m, Y Kơ̆ng, Blô̆, Krê̆, Čư Êa, H’Ƀơ, Krông Ana, Pôn, Êban",
        "10 kΩ, ΔT, λmax, α-tocopherol, β2, π, µg, Ω",
        "Москва, СССР и Россия",
        "VND/m², 100%…",
        "5 µm và 10 µm ở độ sâu 3 m",
        "Honda® và Yamaha®, © 2024 Công ty, «Hoa» à",
    ] {
        assert_eq!(codes::garbled(line, &writing), [], "{line}");
        assert_eq!(strangers(line, &writing).count(), 0, "{line}");
    }
}

#[test]
fn letters_of_other_alphabets_are_told() {
    let writing = writing();
    for (line, word, letter) in [
        ("Ủy ban nhân dân хã", "хã", 'х'),
        ("Quyết địnһ", "địnһ", 'һ'),
        ("ТМ. ỦY BAN", "ТМ", 'Т'),
        ("Thông bάo", "bάo", 'ά'),
        ("Thοng báo", "Thοng", 'ο'),
        ("Quαn", "Quαn", 'α'),
        ("Ðiều 5", "Ðiều", 'Ð'),
        ("Вảng", "Вảng", 'В'),
    ] {
        let found: Vec<_> = strangers(line, &writing)
            .map(|(_, word, s)| (word, s.letter))
            .collect();
        assert_eq!(found, [(word, letter)], "{line}");
    }
}

#[test]
fn words_in_wrong_codes_are_read_as_they_were_meant() {
    let writing = writing();
    for (line, words, meant) in [
        (
            "xã tæ chøc ®¹i héi vào",
            "tæ chøc ®¹i héi",
            "tổ chức đại hội",
        ),
        (
            "Uûy ban nhaân daân xaõ.",
            "Uûy ban nhaân daân",
            "ủy ban nhân dân",
        ),
        ("á»¦y ban nhÃ¢n dÃ¢n", "á»¦y", "Ủy"),
    ] {
        let found = codes::garbled(line, &writing);
        assert_eq!(&line[found[0].range.clone()], words);
        assert_eq!(found[0].meant.as_deref(), Some(meant));
    }
}
