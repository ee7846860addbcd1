//! The name of who signs: without titles and ranks, in small letters.

use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Place, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT031",
        level: Severity::Warning,
        about: "Trước họ tên người ký có học hàm, học vị hoặc cách xưng hô",
        clause: Some("Phụ lục I, Phần I, II.7.c"),
    },
    name: "ho-ten-nguoi-ky",
    explanation: "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu (TS., ThS., BS. …) hay Ông, Bà; họ tên viết bằng \
        chữ in thường. Lực lượng vũ trang ghi quân hàm; cơ sở giáo dục, y tế, khoa học ghi học hàm, học vị theo quy định của ngành.",
    bad: "ho_ten: ThS. Lê Thị Hạnh",
    good: "ho_ten: Lê Thị Hạnh",
    check,
};

/// Ways to address somebody: never before the name.
const ADDRESSES: [&str; 8] = [
    "ông ",
    "bà ",
    "đ/c ",
    "đ/c. ",
    "đồng chí ",
    "anh ",
    "chị ",
    "mr. ",
];

/// Degrees and honours.
const DEGREES: [&str; 30] = [
    "ts.",
    "ts ",
    "ths.",
    "ths ",
    "th.s",
    "pgs",
    "gs.",
    "gs ",
    "gs-",
    "bs.",
    "bs ",
    "bsck",
    "bs-",
    "ks.",
    "ks ",
    "cn.",
    "ds.",
    "tiến sĩ",
    "thạc sĩ",
    "giáo sư",
    "phó giáo sư",
    "bác sĩ",
    "kỹ sư",
    "cử nhân",
    "luật sư",
    "ls.",
    "ngưt",
    "ngnd",
    "ttưt",
    "nsưt",
];

/// Ranks.
const RANKS: [&str; 9] = [
    "đại tướng",
    "thượng tướng",
    "trung tướng",
    "thiếu tướng",
    "đại tá",
    "thượng tá",
    "trung tá",
    "thiếu tá",
    "đại úy",
];

/// Agencies whose officers have ranks.
const ARMED: [&str; 11] = [
    "CÔNG AN",
    "QUÂN SỰ",
    "QUÂN ĐỘI",
    "QUÂN KHU",
    "BỘ ĐỘI",
    "BIÊN PHÒNG",
    "BỘ QUỐC PHÒNG",
    "CẢNH SÁT",
    "TƯ LỆNH",
    "SƯ ĐOÀN",
    "TRUNG ĐOÀN",
];

/// Agencies of education, health and science.
const LEARNED: [&str; 9] = [
    "TRƯỜNG",
    "HỌC VIỆN",
    "ĐẠI HỌC",
    "BỆNH VIỆN",
    "TRUNG TÂM Y TẾ",
    "TRẠM Y TẾ",
    "VIỆN ",
    "NGHIÊN CỨU",
    "BỘ Y TẾ",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let content = reading.content;
    let agency: Vec<String> = content
        .agency
        .iter()
        .map(|line| line.text.to_uppercase())
        .collect();
    let agency = agency.join(" ");
    let is_one = |names: &[&str]| names.iter().any(|name| agency.contains(name));
    for signatory in &content.signatories {
        let name = &signatory.name;
        let text = name.text.trim();
        if text.contains('{') {
            continue;
        }
        let lower = text.to_lowercase();
        let begins =
            |words: &'static [&'static str]| words.iter().find(|word| lower.starts_with(*word));
        let address = begins(&ADDRESSES);
        // The party of a contract may be a school or a hospital.
        if !signatory.party.is_empty() && address.is_none() {
            continue;
        }
        let degree = begins(&DEGREES).or_else(|| begins(&RANKS));
        let lawful = degree.is_some() && (is_one(&ARMED) || is_one(&LEARNED));
        if let Some(word) = address.or(degree) {
            let count = word.trim_end().chars().count();
            let title: String = text.chars().take(count).collect();
            let place = part(&name.place, &title);
            if lawful {
                let reason = format!("“{title}” trước họ tên: theo quy định riêng của ngành");
                found.unsure(RULE.unsure(reason).at(place));
            } else {
                let message = format!("trước họ tên người ký không ghi “{title}”");
                found.add(RULE.finding(message).at(place));
            }
            continue;
        }
        let words = text.split_whitespace();
        let is_loud = words.clone().count() > 1
            && words
                .clone()
                .all(|word| word.chars().all(|c| !c.is_lowercase()))
            && words
                .clone()
                .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        if is_loud {
            let message = format!("họ tên người ký viết bằng chữ in thường, không viết “{text}”");
            found.add(RULE.finding(message).at(name.place.clone()));
        }
    }
}

/// The place of the first words of a text.
fn part(place: &Place, words: &str) -> Place {
    let there = place
        .source
        .text
        .get(place.range.clone())
        .unwrap_or_default();
    match there.find(words) {
        Some(at) => {
            let start = place.range.start + at;
            Place::new(&place.source, start..start + words.len())
        }
        None => place.clone(),
    }
}
