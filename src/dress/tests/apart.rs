//! Names of agencies beside Quốc hiệu: how far apart, where they break, the rule under them; measured on the pages.

use super::*;
use crate::font::FaceId;
use crate::layout::{Pages, lay_out};

/// Names as offices write them, of 1 to 16 words.
const AGENCIES: [&str; 44] = [
    "BỘ NỘI VỤ",
    "SỞ Y TẾ",
    "BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
    "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
    "BỘ KHOA HỌC VÀ CÔNG NGHỆ",
    "BỘ GIÁO DỤC VÀ ĐÀO TẠO",
    "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
    "CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC",
    "CHI CỤC BẢO VỆ MÔI TRƯỜNG",
    "TRUNG TÂM QUAN TRẮC MÔI TRƯỜNG",
    "PHÒNG NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG",
    "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ",
    "PHÒNG VĂN HÓA - XÃ HỘI",
    "ỦY BAN NHÂN DÂN",
    "ỦY BAN NHÂN DÂN XÃ AN PHÚ",
    "ỦY BAN NHÂN DÂN PHƯỜNG 2",
    "ỦY BAN NHÂN DÂN PHƯỜNG 12",
    "ỦY BAN NHÂN DÂN PHƯỜNG CAO LÃNH",
    "ỦY BAN NHÂN DÂN PHƯỜNG VÕ THỊ SÁU",
    "ỦY BAN NHÂN DÂN PHƯỜNG NGUYỄN THÁI BÌNH",
    "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP",
    "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
    "ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU",
    "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ CẦN THƠ",
    "HỘI ĐỒNG NHÂN DÂN TỈNH",
    "ỦY BAN NHÂN DÂN TỈNH",
    "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH",
    "THANH TRA THÀNH PHỐ HỒ CHÍ MINH",
    "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM PHƯỜNG 12",
    "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH GIAO THÔNG",
    "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP VÀ KHU KINH TẾ",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "TRUNG TÂM KIỂM SOÁT BỆNH TẬT TỈNH ĐỒNG THÁP",
    "TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN TRÃI",
    "TRƯỜNG TIỂU HỌC LÊ QUÝ ĐÔN",
    "TRƯỜNG ĐẠI HỌC KHOA HỌC XÃ HỘI VÀ NHÂN VĂN",
    "BỆNH VIỆN ĐA KHOA KHU VỰC CÙ LAO MINH",
    "ĐẠI HỌC QUỐC GIA THÀNH PHỐ HỒ CHÍ MINH",
    "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN CẤP NƯỚC",
    "BAN CHỈ ĐẠO PHÒNG, CHỐNG THIÊN TAI VÀ TÌM KIẾM CỨU NẠN",
];

/// Dates whose line takes the agency's column more and more.
const DATES: [&str; 3] = [
    "Hà Nội, ngày 05 tháng 01 năm 2026",
    "Thành phố Hồ Chí Minh, ngày \u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0} tháng 12 năm 2026",
    "Phường Thủ Dầu Một, ngày 25 tháng 12 năm 2026",
];

/// Words of names that must not end up on two lines.
const WHOLE: [&str; 13] = [
    "MÔI TRƯỜNG",
    "ỦY BAN",
    "NHÂN DÂN",
    "HỘI ĐỒNG",
    "THÀNH PHỐ",
    "HỒ CHÍ MINH",
    "ĐỒNG THÁP",
    "CÔNG NGHỆ",
    "TRUNG TÂM",
    "QUẢN LÝ",
    "CAO LÃNH",
    "AN PHÚ",
    "DU LỊCH",
];

/// Left and right edge of what a line shows, and its height over the paper, in points.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) role: Role,
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
}

pub(super) fn shown(sheet: &Sheet) -> (Vec<Shown>, Pages) {
    let lines = set(sheet).into_iter().map(|set| {
        let spans = set.line.spans.iter();
        let ends = spans.map(|span| {
            let text = span.text.trim_end_matches(' ');
            span.x + fonts().face(span.face).width(text, span.size)
        });
        Shown {
            role: set.role,
            left: set.left(),
            right: ends.fold(set.left(), f64::max),

            text: set.text,
        }
    });
    (lines.collect(), lay_out(sheet, fonts()))
}

fn component(name: &str) -> Role {
    Role::Component(crate::document::ComponentName::new(name).unwrap())
}

fn large() -> Vec<Choice> {
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
    vec![
        choice("quoc_hieu.co_chu", "13"),
        choice("tieu_ngu.co_chu", "14"),
        choice("dia_danh.co_chu", "14"),
    ]
}

fn letterhead(agency: &str, date: &str) -> String {
    format!(
        "<letterhead><superior>BỘ TÀI CHÍNH</superior><agency>{agency}</agency>\
         <number>Số: 15/QĐ-UBND</number>\
         <national-title>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</national-title>\
         <motto>Độc lập - Tự do - Hạnh phúc</motto><place-date>{date}</place-date></letterhead>\
         <kind>THÔNG BÁO</kind><p>a</p>"
    )
}

pub(super) const MM: f64 = 72.0 / 25.4;

/// A name as it stands beside Quốc hiệu.
struct Case {
    told: String,
    lines: Vec<Shown>,
    rule: f64,
    size: f64,
}

/// The room between the left margin and where lines that stand in the middle of it must end.
fn room(lines: &[&Shown]) -> f64 {
    let middle = (lines[0].left + lines[0].right) / 2.0;
    2.0 * (middle - 30.0 * MM)
}

fn bold(text: &str, size: f64) -> f64 {
    fonts().face(FaceId::Bold).width(text, size)
}

impl Case {
    fn of(&self, role: &str) -> Vec<&Shown> {
        let role = component(role);
        self.lines.iter().filter(|line| line.role == role).collect()
    }
}

/// All, made once.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(cases);

fn cases() -> Vec<Case> {
    let mut made = Vec::new();
    for choices in [Vec::new(), large()] {
        for date in DATES {
            for agency in AGENCIES {
                let sheet = sheet(&letterhead(agency, date), &choices);
                let (lines, pages) = shown(&sheet);
                let rules = pages.pages[0].items.iter().filter_map(|item| match item {
                    Item::Rule(rule) => Some(rule),
                    _ => None,
                });
                let middle = pages.pages[0].width / 2.0;
                let rule = rules
                    .filter(|rule| rule.x1 < middle)
                    .map(|rule| rule.x1 - rule.x0);
                let sizes = if choices.is_empty() {
                    "12/13/13"
                } else {
                    "13/14/14"
                };
                made.push(Case {
                    told: format!("{sizes} {date} | {agency}"),
                    rule: rule.fold(0.0, f64::max),
                    size: if choices.is_empty() { 12.0 } else { 13.0 },
                    lines,
                });
            }
        }
    }
    made
}

#[test]
fn agency_and_national_title_are_three_millimetres_apart() {
    let mut nearest = f64::MAX;
    for case in CASES.iter() {
        let right = [case.of("national-title"), case.of("motto")].concat();
        for name in [case.of("superior"), case.of("agency")].concat() {
            for beside in &right {
                nearest = nearest.min(beside.left - name.right);
                assert!(
                    beside.left - name.right >= 3.0 * MM,
                    "{}: {name:?} {beside:?}",
                    case.told
                );
            }
        }
        for number in case.of("number") {
            for date in case.of("place-date") {
                assert!(
                    date.left - number.right >= 3.0 * MM,
                    "{}: {number:?} {date:?}",
                    case.told
                );
            }
        }
    }
    assert!(nearest >= 3.0 * MM, "{}", nearest / MM);
}

#[test]
fn names_of_agencies_break_at_sense() {
    let mut bad = Vec::new();
    for case in CASES.iter() {
        let lines = case.of("agency");
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let joined = texts.join(" ");
        assert!(case.told.ends_with(&joined), "{}: {joined}", case.told);
        let broken = texts.join(" | ");
        let torn = WHOLE
            .iter()
            .any(|whole| joined.contains(whole) && !broken.contains(whole));
        let room = room(&lines);
        let fits = |text: &str| bold(text, case.size) <= room;
        let pairs = || texts.windows(2).map(|pair| (pair[0], pair[1]));
        let lone = pairs().any(|(above, below)| {
            let (first, last): (Vec<&str>, Vec<&str>) =
                (below.split(' ').collect(), above.split(' ').collect());
            let up = !above.contains(' ')
                && first.len() > 3
                && fits(&format!("{above} {} {}", first[0], first[1]));
            let down = !below.contains(' ')
                && last.len() > 3
                && fits(&format!(
                    "{} {} {below}",
                    last[last.len() - 2],
                    last[last.len() - 1]
                ));
            up || down
        });
        let hanging = pairs().any(|(above, below)| {
            let leads = |word: &str| ["VÀ", "TỈNH", "XÃ", "PHƯỜNG", "CÁC"].contains(&word);
            above
                .rsplit_once(' ')
                .is_some_and(|(_, last)| leads(last) && fits(&format!("{last} {below}")))
        });
        if torn || lone || hanging {
            bad.push(format!("{}: {broken}", case.told));
        }
    }
    assert!(bad.is_empty(), "{} names\n{}", bad.len(), bad.join("\n"));
}

/// II.2.b: a third to a half of the longest line, in the middle under it.
#[test]
fn rules_under_names_go_by_their_longest_line() {
    for case in CASES.iter() {
        let widths = case
            .of("agency")
            .into_iter()
            .map(|line| line.right - line.left);
        let share = case.rule / widths.fold(0.0, f64::max);
        assert!((1.0 / 3.0..=0.5).contains(&share), "{share}: {}", case.told);
    }
}

/// II.4.c: place and date stand on one line, whatever the place, as long as the agency keeps its words and its
/// number.
#[test]
fn dates_stand_on_one_line_as_long_as_the_agency_has_room() {
    let letters: Vec<char> =
        "Thành phố Hồ Chí Minh Nghĩa Lộ Trạm Tấu Nguyễn Thị Minh Khai Phước Hòa"
            .chars()
            .collect();
    let mut longest = [0, 0];
    for (size, choices) in [Vec::new(), large()].iter().enumerate() {
        let blank = "ngày \u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0} tháng \u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0} năm 2026";
        for (agency, day) in [
            ("SỞ Y TẾ", blank),
            (
                "ỦY BAN NHÂN DÂN PHƯỜNG NGUYỄN THÁI BÌNH",
                "ngày 05 tháng 01 năm 2026",
            ),
        ] {
            {
                let mut broken = None;
                for count in 5..=60 {
                    let place: String = letters[..count].iter().collect();
                    let place = place.trim_end();
                    let (lines, _) = shown(&sheet(
                        &letterhead(agency, &format!("{place}, {day}")),
                        choices,
                    ));
                    let role = component("place-date");
                    let date = lines.iter().filter(|line| line.role == role).count();
                    match (date, broken) {
                        (1, None) => longest[size] = longest[size].max(count),
                        (1, Some(first)) => {
                            panic!("{first} letters broke, {count} do not: {place}")
                        }
                        _ => broken = broken.or(Some(count)),
                    }
                }
                let broken = broken.unwrap_or(61);
                assert!(broken > 28, "{agency}, {day}: {broken} letters");
            }
        }
    }
    assert!(longest[0] >= 34 && longest[1] >= 31, "{longest:?}");
}
