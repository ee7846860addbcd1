//! Hyphens and dashes in two ways: ` - ` and ` – ` between words, spaces beside them or none.

use super::ways::{self, Way};
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashMap;

pub(in crate::check) static SIGN: Rule = Rule {
    code: Code {
        name: "NN084",
        level: Severity::Hint,
        about: "Gạch nối (-) và gạch ngang (–) dùng lẫn giữa hai từ",
        clause: None,
    },
    name: "gach-hai-kieu",
    explanation: "“kinh tế - xã hội” và “văn hóa – xã hội” đều có nơi viết; trong một văn bản thì nên theo \
                  một dấu. Chỉ xét dấu đứng giữa hai từ hay hai số, có dấu cách hai bên. Nhắc một lần, ở \
                  dấu ít dùng hơn.",
    bad: "Phát triển kinh tế - xã hội; công tác văn hóa – xã hội.",
    good: "Phát triển kinh tế - xã hội; công tác văn hóa - xã hội.",
    check: signs,
};

pub(in crate::check) static SPACE: Rule = Rule {
    code: Code {
        name: "NN085",
        level: Severity::Hint,
        about: "Dấu gạch giữa hai năm hoặc hai từ khi có khi không có dấu cách",
        clause: None,
    },
    name: "cach-quanh-gach",
    explanation: "“2021 - 2025” và “2021-2025” đều có nơi viết; trong một văn bản thì nên theo một cách. \
                  Giữa hai từ thì chỉ so khi cùng hai từ ấy được viết cả hai cách. Nhắc một lần, ở cách ít \
                  dùng hơn.",
    bad: "Giai đoạn 2021 - 2025; tổng kết giai đoạn 2016-2020.",
    good: "Giai đoạn 2021 - 2025; tổng kết giai đoạn 2016 - 2020.",
    check: spaces,
};

/// A dash between two words or numbers: its token, and whether spaces stand beside it.
struct Dash {
    token: usize,
    spaced: bool,
}

/// The dashes of a passage with the same on both sides.
fn dashes<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Dash> + 'p {
    let signs = 1..passage.tokens.len().saturating_sub(1);
    signs.filter_map(move |token| {
        let at = &passage.tokens[token].range;
        let is_dash = passage.kind(token) == Some(TokenKind::Sign) && is_dash(passage.slice(at));
        if !is_dash || ways::is_foreign(passage, at.start) {
            return None;
        }
        let is_space = |at: usize| passage.kind(at) == Some(TokenKind::Space);
        let spaced = match (is_space(token - 1), is_space(token + 1)) {
            (true, true) => true,
            (false, false) => false,
            _ => return None,
        };
        Some(Dash { token, spaced })
    })
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "−")
}

/// The words or numbers on both sides of a dash, by their tokens.
fn sides(passage: &Passage<'_>, dash: &Dash) -> Option<(usize, usize)> {
    let reach = if dash.spaced { 2 } else { 1 };
    let (before, behind) = (dash.token.checked_sub(reach)?, dash.token + reach);
    let is_text = |at: usize| matches!(passage.kind(at), Some(TokenKind::Word | TokenKind::Number));
    (is_text(before) && is_text(behind)).then_some((before, behind))
}

fn signs(reading: &Reading<'_>, found: &mut Findings) {
    let (mut hyphen, mut dash) = (Way::default(), Way::default());
    for (index, passage) in ways::own(reading) {
        if !passage.text.contains(['-', '–', '—', '−']) {
            continue;
        }
        for one in dashes(passage).filter(|one| one.spaced) {
            let Some((before, behind)) = sides(passage, &one) else {
                continue;
            };
            let range = passage.bytes(before..behind + 1);
            let way = match passage.at(one.token) {
                "-" => &mut hyphen,
                _ => &mut dash,
            };
            way.add(index, range);
        }
    }
    ways::tell(
        &SIGN,
        reading,
        [&hyphen, &dash],
        "gạch nối và gạch ngang dùng lẫn",
        found,
    );
}

fn spaces(reading: &Reading<'_>, found: &mut Findings) {
    let (mut with, mut without) = (Way::default(), Way::default());
    let mut words: HashMap<(&str, &str), [Way; 2]> = HashMap::new();
    for (index, passage) in ways::own(reading) {
        if !passage.text.contains(['-', '–']) {
            continue;
        }
        for dash in dashes(passage) {
            let Some((before, behind)) = sides(passage, &dash) else {
                continue;
            };
            let range = passage.bytes(before..behind + 1);
            if is_year(passage, before) && is_year(passage, behind) {
                let way = if dash.spaced { &mut with } else { &mut without };
                way.add(index, range);
            } else if passage.kind(before) == Some(TokenKind::Word) {
                let sides = (passage.at(before), passage.at(behind));
                words.entry(sides).or_default()[usize::from(dash.spaced)].add(index, range);
            }
        }
    }
    ways::tell(
        &SPACE,
        reading,
        [&with, &without],
        "khoảng năm viết hai cách",
        found,
    );
    let mut mixed: Vec<&[Way; 2]> = words
        .values()
        .filter(|[a, b]| a.is_used() && b.is_used())
        .collect();
    mixed.sort_by_key(|ways| ways[0].place().min(ways[1].place()));
    if let Some([without, with]) = mixed.first() {
        ways::tell(
            &SPACE,
            reading,
            [with, without],
            "hai từ quanh dấu gạch viết hai cách",
            found,
        );
    }
}

fn is_year(passage: &Passage<'_>, token: usize) -> bool {
    let text = passage.at(token);
    text.len() == 4
        && matches!(text.get(..2), Some("19" | "20"))
        && text.bytes().all(|b| b.is_ascii_digit())
}
