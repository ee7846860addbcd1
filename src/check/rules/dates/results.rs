//! A result of a later year in a section on the results of one year.

use super::years;
use crate::check::reading::{Passage, Role, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT007",
        level: Severity::Warning,
        about: "Kết quả của năm sau trong phần đánh giá năm trước",
        clause: None,
    },
    name: "nam-ket-qua",
    explanation: "Phần đánh giá kết quả năm nào (theo tên đề mục) thì nói kết quả năm ấy. Câu mở đầu bằng năm \
                  sau, có số liệu đạt được mà không phải kế hoạch, mục tiêu, hạn, thì có thể gõ nhầm năm.",
    bad: "I. Tình hình kinh tế - xã hội năm 2023. … Kết quả năm 2024 có 01 hộ nghèo.",
    good: "I. Tình hình kinh tế - xã hội năm 2023. … Kết quả năm 2023 có 01 hộ nghèo.",
    check,
};

/// Words of headings on results, and those of headings on what is to come.
const RESULTS: [&str; 6] = [
    "kết quả",
    "tình hình",
    "đánh giá",
    "thực trạng",
    "tổng kết",
    "đã đạt",
];
const PLANS: [&str; 10] = [
    "phương hướng",
    "nhiệm vụ",
    "dự kiến",
    "dự báo",
    "giải pháp",
    "mục tiêu",
    "chỉ tiêu năm",
    "kế hoạch năm",
    "định hướng",
    "đề xuất",
];
/// Words of sentences on what is to come, or on other years for comparison.
const TO_COME: [&str; 21] = [
    "sẽ",
    "dự kiến",
    "kế hoạch",
    "mục tiêu",
    "chỉ tiêu",
    "phấn đấu",
    "nhiệm vụ",
    "phương hướng",
    "dự toán",
    "giai đoạn",
    "định hướng",
    "chuẩn bị",
    "đề nghị",
    "so với",
    "trước năm",
    "đến năm",
    "năm học",
    "cần",
    "dự báo",
    "giao",
    "từ năm",
];
/// Words of sentences on what was reached.
const REACHED: [&str; 10] = [
    "đã",
    "đạt",
    "có",
    "được",
    "hoàn thành",
    "tăng",
    "giảm",
    "thu",
    "giải quyết",
    "tổ chức",
];

/// A heading above: its depth, the years that it names, whether it is on results.
struct Above {
    depth: u8,
    block: usize,
    years: Vec<u16>,
    text: String,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut above: Vec<Above> = Vec::new();
    let mut part = 0;
    for passage in &reading.passages {
        if passage.part != part {
            part = passage.part;
            above.clear();
        }
        match passage.role {
            Role::Heading(_, depth) | Role::HeadingLabel(_, depth) => {
                heading(&mut above, passage, depth)
            }
            role if role.is_prose() && !matches!(role, Role::Note(_)) => {
                if let Some(year) = of_results(&above) {
                    sentences(passage, year, found);
                }
            }
            _ => {}
        }
    }
}

fn heading(above: &mut Vec<Above>, passage: &Passage<'_>, depth: u8) {
    // Lines of one title.
    let goes_on = above.last().is_some_and(|last| last.block == passage.block);
    if !goes_on {
        above.retain(|one| one.depth < depth);
        above.push(Above {
            depth,
            block: passage.block,
            years: Vec::new(),
            text: String::new(),
        });
    }
    let Some(last) = above.last_mut() else {
        return;
    };
    last.text.push_str(&passage.lower);
    last.text.push(' ');
    last.years
        .extend(years::named(passage).map(|year| year.value));
    if let Some(span) = years::spans(passage).next() {
        // Results of several years are compared with one another.
        last.years.extend([span.from.value, span.to.value]);
    }
}

/// The year whose results the text below these headings is on.
fn of_results(above: &[Above]) -> Option<u16> {
    let named = above.iter().rev().find(|one| !one.years.is_empty())?;
    let mut years = named.years.iter();
    let year = *years.next()?;
    if years.any(|other| *other != year) {
        return None;
    }
    let has = |words: &[&str], one: &Above| words.iter().any(|word| one.text.contains(word));
    let results = above.iter().any(|one| has(&RESULTS, one));
    let plans = above
        .iter()
        .any(|one| PLANS.iter().any(|word| is_to_come(&one.text, word)));
    (results && !plans).then_some(year)
}

/// Tells whether a heading speaks of a plan by this word, and not of how one was carried out: `kết quả thực hiện
/// nhiệm vụ năm 2023`.
fn is_to_come(heading: &str, word: &str) -> bool {
    heading.match_indices(word).any(|(at, _)| {
        let before = heading[..at].trim_end();
        let before = before.strip_suffix("các").unwrap_or(before).trim_end();
        !before.ends_with("thực hiện")
    })
}

fn sentences(passage: &Passage<'_>, year: u16, found: &mut Findings) {
    for named in years::named(passage).filter(|named| named.value > year) {
        let range = passage.tokens[named.token].range.clone();
        let (start, end) = sentence(passage, range.start);
        let before = &passage.lower[start..range.start];
        if !begins(before) {
            continue;
        }
        let whole = &passage.lower[start..end];
        let behind = &passage.lower[range.end..end];
        let is_plan = TO_COME
            .iter()
            .any(|word| has_word(near(whole, before.len()), word));
        let is_reached = REACHED.iter().any(|word| has_word(behind, word));
        let rest = passage.tokens.iter().skip(named.token + 1);
        let mut rest = rest.take_while(|token| token.range.end <= end);
        let has_figure =
            rest.any(|token| token.kind == TokenKind::Number) || has_word(behind, "đã");
        // `Năm 2024, …` says of the whole sentence which year it is on.
        let opens = before.trim() == "năm" && behind.starts_with(',');
        let is_result = opens || is_reached && has_figure;
        if !is_plan && is_result && !passage.is_quoted(range.start) {
            let Some(place) = passage.place(&range) else {
                continue;
            };
            let message = format!("kết quả của năm {} trong phần về năm {year}", named.value);
            found.add(RULE.finding(message).at(place));
        }
    }
}

/// A sentence up to some ten words behind a place.
fn near(sentence: &str, at: usize) -> &str {
    let end = sentence[at..].char_indices().nth(70);
    &sentence[..end.map_or(sentence.len(), |(end, _)| at + end)]
}

/// Tells whether a sentence that begins so says of which year its results are.
fn begins(before: &str) -> bool {
    let before = before.trim();
    let Some(before) = before.strip_suffix("năm") else {
        return false;
    };
    let before = before.trim_end();
    let mut words = before.split_whitespace();
    before.ends_with("kết quả")
        || words.all(|word| {
            matches!(
                word,
                "trong"
                    | "tính"
                    | "đến"
                    | "cuối"
                    | "hết"
                    | "kết"
                    | "quả"
                    | "riêng"
                    | "qua"
                    | "thực"
                    | "hiện"
                    | "đầu"
                    | "tháng"
                    | "6"
                    | "9"
                    | "-"
                    | "+"
                    | "*"
            )
        })
}

/// How many bytes of a sentence are looked at on either side of a year.
const FARTHEST: usize = 4_000;

/// The sentence around a place, as far as it is looked at.
fn sentence(passage: &Passage<'_>, at: usize) -> (usize, usize) {
    let text = &passage.text;
    let from = boundary(text, at.saturating_sub(FARTHEST));
    let to = boundary(text, text.len().min(at + FARTHEST));
    let start = ["; ", ". ", ": ", "\n"]
        .iter()
        .filter_map(|end| Some(from + text[from..at].rfind(end)? + end.len()))
        .max();
    let end = ["; ", ". ", "\n"]
        .iter()
        .filter_map(|end| Some(at + text[at..to].find(end)?))
        .min();
    (
        start.unwrap_or(from.max(passage.label.end)).min(at),
        end.unwrap_or(to),
    )
}

/// The first place from here on where a character begins.
fn boundary(text: &str, from: usize) -> usize {
    let mut places = from..text.len();
    places
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// Tells whether words stand in a text as whole words.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !behind.is_some_and(char::is_alphabetic)
    })
}
