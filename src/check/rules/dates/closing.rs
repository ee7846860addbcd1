//! The year of the closing formula against that of the subject.

use super::years;
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT006",
        level: Severity::Error,
        about: "Năm ở câu kết không phải năm của trích yếu",
        clause: None,
    },
    name: "nam-cau-ket",
    explanation: "Câu “Trên đây là … năm …” nhắc lại tên văn bản, nên năm phải là năm của trích yếu. Quý, \
                  tháng cũng vậy (lưu ý). Trích yếu không ghi năm thì không xét.",
    bad: "Trích yếu: Kế hoạch công tác năm 2024. Câu kết: Trên đây là Kế hoạch công tác năm 2023.",
    good: "Trích yếu: Kế hoạch công tác năm 2024. Câu kết: Trên đây là Kế hoạch công tác năm 2024.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let subject: Vec<&Passage<'_>> = reading.component("subject").collect();
    for passage in reading.prose().filter(|passage| passage.part == 0) {
        if passage.lower.starts_with("trên đây là") {
            year(passage, &subject, found);
            period(passage, &subject, found);
        }
    }
}

/// The bytes of the first sentence.
fn sentence(passage: &Passage<'_>) -> usize {
    let end = passage.text.find(". ").or_else(|| passage.text.find("; "));
    end.unwrap_or(passage.text.len())
}

fn year(passage: &Passage<'_>, subject: &[&Passage<'_>], found: &mut Findings) {
    let mut own: Vec<u16> = Vec::new();
    for line in subject {
        own.extend(years::named(line).map(|year| year.value));
        for span in years::spans(line) {
            own.extend(span.from.value..=span.to.value);
        }
    }
    let Some(first) = own.first() else {
        return;
    };
    let end = sentence(passage);
    for year in years::named(passage) {
        let range = passage.tokens[year.token].range.clone();
        let before = passage.lower[..range.start].trim_end();
        let is_named = before.ends_with("năm") && !before.ends_with("đến năm");
        let compared = ["so với năm", "hơn năm", "từ năm"]
            .iter()
            .any(|words| before.ends_with(words));
        if range.start > end || !is_named || compared || own.contains(&year.value) {
            continue;
        }
        let message = format!("câu kết nói năm {}, trích yếu là năm {first}", year.value);
        tell(passage, &range, Severity::Error, message, subject, found);
    }
}

/// Quarters and months, which the subject names, too.
fn period(passage: &Passage<'_>, subject: &[&Passage<'_>], found: &mut Findings) {
    let end = sentence(passage);
    for unit in ["quý", "tháng"] {
        let own: Vec<String> = subject
            .iter()
            .flat_map(|line| named(line, unit, line.text.len()))
            .map(|(text, _)| text)
            .collect();
        let Some(first) = own.first() else {
            continue;
        };
        for (text, range) in named(passage, unit, end) {
            if !own.contains(&text) {
                let message = format!("câu kết nói {unit} {text}, trích yếu là {unit} {first}");
                tell(passage, &range, Severity::Warning, message, subject, found);
            }
        }
    }
}

/// The numbers behind a word: `I` of `quý I`, `3` of `tháng 03`; none of a date.
fn named(passage: &Passage<'_>, unit: &str, end: usize) -> Vec<(String, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for (token, word) in passage.words_in(0..passage.tokens.len()) {
        if word != unit || passage.tokens[token].range.start > end {
            continue;
        }
        let number = passage.solid(token + 1);
        let Some(range) = passage.tokens.get(number).map(|token| token.range.clone()) else {
            continue;
        };
        let in_date = passage
            .dates()
            .iter()
            .any(|date| date.day.is_some() && date.range.contains(&range.start));
        let text = passage.slice(&range);
        let is_number = passage.kind(number) == Some(TokenKind::Number) && text.len() <= 2;
        let is_roman = text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        if !in_date && (is_number || is_roman) {
            found.push((text.trim_start_matches('0').to_owned(), range));
        }
    }
    found
}

fn tell(
    passage: &Passage<'_>,
    range: &std::ops::Range<usize>,
    level: Severity,
    message: String,
    subject: &[&Passage<'_>],
    found: &mut Findings,
) {
    let Some(place) = passage.place(range) else {
        return;
    };
    let mut finding = RULE.finding_as(level, message).at(place);
    if let Some(place) = subject.iter().find_map(|line| line.whole()) {
        finding = finding.related(place, "trích yếu");
    }
    found.add(finding);
}
