//! The two columns of the letterhead, swept over lengths.

use super::*;

const NATIONAL: &str = "<national-title>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</national-title>\
                        <motto>Độc lập - Tự do - Hạnh phúc</motto>";
const DATE: &str = "ngày 05 tháng 01 năm 2024";
const AGENCY: &str = "ỦY BAN NHÂN DÂN PHƯỜNG NGHIÊNG THƯỢNG NGUYỄN THỊ MINH KHAI THÀNH PHỐ HUẾ";
const PLACES: [&str; 8] = [
    "Huế",
    "Phường 12",
    "Thành phố Đà Lạt",
    "Phường 12, thành phố Đà Lạt",
    "Thành phố Hồ Chí Minh",
    "Phường Võ Thị Sáu, Thành phố Hồ Chí Minh",
    "Thị trấn Nghĩa Lộ Trạm Tấu",
    "Phường Võ Thị Sáu Nguyễn Thị Minh Khai",
];

fn lines(agency: &str, number: &str, place: &str, choices: &[Choice]) -> Vec<Set> {
    let body = format!(
        "<letterhead><agency>{agency}</agency><number>Số: {number}</number>{NATIONAL}\
         <place-date>{place}, {DATE}</place-date></letterhead><kind>THÔNG BÁO</kind><p>a</p>"
    );
    set(&sheet(&body, choices))
}

fn words(count: usize) -> String {
    let words: Vec<&str> = AGENCY.split(' ').take(count).collect();
    words.join(" ")
}

/// No word of the agency's name, no number and no date is broken; the left column ends where the
/// right one begins.
#[test]
fn words_numbers_and_dates_stay_whole() {
    let choice = |path: &str, value: &str| {
        let source = Source::new("a.yaml", value);
        let place = crate::diagnostic::Place::new(&source, 0..value.len());
        let text = crate::content::Text {
            text: value.to_owned(),
            place,
            indent: 0,
        };
        (path.to_owned(), text)
    };
    let large = [
        choice("quoc_hieu.co_chu", "13"),
        choice("tieu_ngu.co_chu", "14"),
        choice("dia_danh.co_chu", "14"),
    ];
    for (place, choices) in PLACES
        .iter()
        .flat_map(|place| [(place, &[][..]), (place, &large)])
    {
        for count in 1..=14 {
            for number in ["5/TB-UB", "05/TB-UBND", "1234/UBND-VP", "0512/QĐ-UBND-VP"] {
                let agency = words(count);
                let found = lines(&agency, number, place, choices);
                let told = format!("{agency} | {number} | {place}");
                assert_eq!(of(component("national-title"), &found).len(), 1, "{told}");
                assert_eq!(
                    of(component("number"), &found),
                    [format!("Số: {number}")],
                    "{told}"
                );
                let name = of(component("agency"), &found);
                assert_eq!(name.join(" "), agency, "{told}");
                let date = of(component("place-date"), &found);
                assert_eq!(date.join(" "), format!("{place}, {DATE}"), "{told}");
                assert!(date.last().unwrap().contains(DATE), "{told}: {date:?}");
            }
        }
    }
}

/// The room that a place needs is taken from the left column as long as that keeps enough.
#[test]
fn a_date_goes_below_a_place_that_is_too_long() {
    let date = |place: &str| {
        let found = lines("ỦY BAN NHÂN DÂN PHƯỜNG 12", "05/TB-UBND", place, &[]);
        of(component("place-date"), &found)
            .iter()
            .map(|line| line.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        date("Phường 12, thành phố Đà Lạt"),
        ["Phường 12, thành phố Đà Lạt, ngày 05 tháng 01 năm 2024"]
    );
    assert_eq!(
        date("Phường Võ Thị Sáu, Thành phố Hồ Chí Minh"),
        ["Phường Võ Thị Sáu, Thành phố Hồ Chí Minh,", DATE]
    );
    let long = format!(
        "Phường Võ Thị Sáu, {}",
        "Thành phố Hồ Chí Minh ".repeat(3).trim()
    );
    let found = date(&long);
    assert!(
        found.len() > 2 && found.last().unwrap().ends_with(DATE),
        "{found:?}"
    );
}

/// Up to 40 letters: where the number cannot be whole, it breaks at its hyphens only.
#[test]
fn a_number_that_is_too_long_breaks_at_hyphens() {
    let mut broken = 0;
    for length in 5..=40 {
        let letters = "UBNDVPTCKHQLĐTXDNTM".chars().cycle().enumerate();
        let symbol: String = letters
            .map(|(i, c)| if i % 9 == 8 { '-' } else { c })
            .take(length)
            .collect();
        let number = format!("05/{}", symbol.trim_end_matches('-'));
        let found = lines("ỦY BAN NHÂN DÂN", &number, "Huế", &[]);
        let found = of(component("number"), &found);
        let (last, before) = found.split_last().unwrap();
        assert!(before.iter().all(|line| line.ends_with('-')), "{found:?}");
        assert_eq!(found.concat(), format!("Số: {number}"), "{last}");
        broken += usize::from(found.len() > 1);
    }
    assert!((10..36).contains(&broken), "{broken}");
}

/// Compounds are not parted where the name takes several lines.
#[test]
fn names_break_between_compounds() {
    let found = lines("ỦY BAN NHÂN DÂN PHƯỜNG 12", "05/TB-UBND", PLACES[3], &[]);
    assert_eq!(
        of(component("agency"), &found),
        ["ỦY BAN NHÂN DÂN", "PHƯỜNG 12"]
    );
}

/// The role of a component.
fn component(name: &str) -> Role {
    Role::Component(crate::document::ComponentName::new(name).unwrap())
}
