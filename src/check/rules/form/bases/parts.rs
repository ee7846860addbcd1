//! Parts that a basis lacks: number, date, agency, subject (Phụ lục I, II.6.a).

use crate::check::reading::citations::{self, Citation};
use crate::check::reading::{BLANK, Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT002",
        level: Severity::Warning,
        about: "Căn cứ thiếu số, ngày, cơ quan ban hành hoặc trích yếu của văn bản",
        clause: Some("Phụ lục I, Phần I, II.6.a"),
    },
    name: "can-cu-thieu",
    explanation: "Căn cứ ghi đủ tên loại, số, ký hiệu, ngày tháng năm, cơ quan ban hành và trích yếu của văn bản; riêng \
        luật, pháp lệnh chỉ cần tên và ngày. Mỗi phần thiếu là một lưu ý. Đề nghị, tờ trình ở căn cứ cuối không cần trích yếu.",
    bad: "Căn cứ Nghị định số 45/2031/NĐ-CP của Chính phủ về quản lý chợ;",
    good: "Căn cứ Nghị định số 45/2031/NĐ-CP ngày 02 tháng 5 năm 2031 của Chính phủ về quản lý chợ;",
    check,
};

/// Kinds that are cited by their numbers.
const NUMBERED: [&str; 8] = [
    "nghị định",
    "thông tư",
    "quyết định",
    "nghị quyết",
    "chỉ thị",
    "công văn",
    "kế hoạch",
    "thông báo",
];

/// Behind an agency of more words an unknown word may begin the subject.
const LONGEST_AGENCY: usize = 12;

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in super::all(reading) {
        if let Some((at, kind)) = super::law(passage) {
            law(passage, at, kind, found);
            continue;
        }
        match passage.citations().first() {
            Some(citation) if !citation.kinds.is_empty() => act(passage, citation, found),
            _ => number(passage, found),
        }
    }
}

/// The date of a law; the constitution is cited without.
fn law(passage: &Passage<'_>, at: usize, kind: &str, found: &mut Findings) {
    let end = passage.text[at..]
        .find(';')
        .map_or(passage.text.len(), |length| at + length);
    let said = &passage.lower[at..end];
    if kind == "hiến pháp" || said.contains("ngày ") || said.contains(BLANK) || said.contains('…')
    {
        return;
    }
    let has_digits =
        |word: &str| word.contains('/') && word.bytes().filter(u8::is_ascii_digit).count() > 4;
    if said
        .split(' ')
        .any(|word| has_digits(word) && !word.contains(char::is_alphabetic))
    {
        return;
    }
    let only = match said.contains(" năm ") {
        true => "chỉ có năm, thiếu ngày, tháng ban hành",
        false => "thiếu ngày, tháng, năm ban hành",
    };
    let end = at
        + passage.text[at..end]
            .trim_end_matches(['.', ',', ' '])
            .len();
    found.add(
        RULE.finding(format!("căn cứ {kind} {only}"))
            .at(passage.place(&(at..end))),
    );
}

/// Date, agency and subject of an act with a number.
fn act(passage: &Passage<'_>, citation: &Citation, found: &mut Findings) {
    let text = passage.lower.trim_start_matches(['-', ' ']);
    let is_proposal = !text.starts_with("căn cứ") && !text.starts_with("thực hiện");
    let start = citation.whole.start;
    let before = &passage.lower[..start];
    let place = passage.place(&(start..citation.symbol.end));
    let name = &passage.text[start..citation.symbol.end];
    let mut miss = |what: &str| {
        let message = format!("căn cứ “{name}” thiếu {what}");
        found.add(RULE.finding(message).at(place.clone()));
    };
    if citation.date.is_none() && !before.contains("ngày ") {
        miss("ngày, tháng, năm ban hành");
    }
    let end = citation.subject.unwrap_or(citation.whole.end);
    let tail = passage.lower.get(citation.symbol.end..end);
    let tail = tail.unwrap_or_default();
    if citation.agency.is_none() && !before.contains(" của ") && !tail.contains(" của ") {
        miss("tên cơ quan ban hành");
    }
    if citation.subject.is_none() && !is_proposal && has_no_subject(passage, citation) {
        miss("trích yếu nội dung");
    }
}

/// Tells whether nothing behind the agency can be a subject.
fn has_no_subject(passage: &Passage<'_>, citation: &Citation) -> bool {
    let date_end = citation
        .date
        .as_ref()
        .map_or(citation.symbol.end, |date| date.end);
    let from = citation.agency.unwrap_or(date_end).max(citation.symbol.end);
    let count = passage
        .words()
        .filter(|word| word.range.start >= from && word.range.end <= citation.whole.end)
        .count();
    let most = if citation.agency.is_some() {
        LONGEST_AGENCY
    } else {
        1
    };
    // What is in brackets behind may be the subject.
    let rest = &passage.text[citation.whole.end..];
    let said = passage.text.get(from..citation.whole.end);
    count <= most && !rest.starts_with('(') && !said.is_some_and(|said| said.contains('“'))
}

/// An act that should have a number and has none: `Căn cứ Nghị định ngày … của Chính phủ`.
fn number(passage: &Passage<'_>, found: &mut Findings) {
    let text = passage.lower.trim_start_matches(['-', ' ']);
    let Some(rest) = text.strip_prefix("căn cứ ") else {
        return;
    };
    let at = passage.lower.len() - rest.len();
    let Some(kind) = NUMBERED.into_iter().find(|kind| rest.starts_with(kind)) else {
        return;
    };
    let range: Range<usize> = at..at + kind.len();
    let behind = &passage.lower[range.end..];
    let is_other = [
        "đại hội",
        "hội nghị",
        "liên tịch",
        "kết luận",
        "phối hợp",
        "số ",
        "trung ương",
    ]
    .iter()
    .any(|word| behind.contains(word));
    let words: Vec<&str> = behind.split_whitespace().take(2).collect();
    let is_dated = words.first() == Some(&"ngày") || words.first() == Some(&"của");
    let numbers = passage
        .tokens
        .iter()
        .any(|token| token.kind == TokenKind::Number && token.range.start < range.end + 2);
    if is_other || !is_dated || numbers || behind.contains(BLANK) {
        return;
    }
    if citations::abbreviations(kind).is_some() {
        let name = passage.slice(&range);
        let message = format!("căn cứ “{name}” thiếu số, ký hiệu");
        found.add(RULE.finding(message).at(passage.place(&range)));
    }
}
