//! Marks that stand twice, or two that exclude each other: `..`, `,,`, `;.`

use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN063",
        level: Severity::Warning,
        about: "Dấu câu gõ lặp hoặc hai dấu câu liền nhau",
        clause: None,
    },
    name: "dau-cau-lap",
    explanation: "Hai dấu phẩy, chấm phẩy, hai chấm, chấm liền nhau là gõ thừa. Dấu ba chấm, hàng dấu chấm, \
                  “./.”, dấu chấm của chữ viết tắt trước dấu phẩy (v.v.,) là đúng.",
    bad: "Họp giao ban,, phân công công việc..",
    good: "Họp giao ban, phân công công việc.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        let mut at = 1;
        while at < passage.tokens.len() {
            let end = run(passage, at);
            if end > at + 1 && is_wrong(passage, at, end) {
                tell(passage, at, end, found);
            }
            at = end.max(at + 1);
        }
    }
}

/// The token behind marks that follow one another from a token on.
fn run(passage: &Passage<'_>, from: usize) -> usize {
    let mut at = from;
    while passage.kind(at) == Some(TokenKind::Sign)
        && matches!(passage.at(at), "," | ";" | ":" | ".")
    {
        at += 1;
    }
    at
}

fn is_wrong(passage: &Passage<'_>, at: usize, end: usize) -> bool {
    let marks = passage.slice(&passage.bytes(at..end));
    let before = passage.kind(at - 1);
    if passage.is_symbol(passage.tokens[at].range.start)
        || marks.contains("...")
        || passage.at(end) == "/"
        || matches!(passage.at(end), "…" | "=")
        || matches!(passage.at(at - 1), "/" | "…" | "_")
        || before == Some(TokenKind::Space) && marks.starts_with('.')
    {
        return false;
    }
    // The stop of an abbreviation: `v.v.,`, `TP.;`, `A.:`
    let is_short = before == Some(TokenKind::Word) && is_abbreviation(passage, at - 1);
    let rest = marks.strip_prefix('.');
    let rest = rest.filter(|rest| is_short && !rest.starts_with('.'));
    rest.unwrap_or(marks).len() > 1
}

/// Tells whether a word is short for another: one letter, or with capitals or without vowels.
fn is_abbreviation(passage: &Passage<'_>, token: usize) -> bool {
    let word = passage.slice(&passage.bytes(token..token + 1));
    word.chars().nth(1).is_none()
        || word.chars().skip(1).any(char::is_uppercase)
        || word
            .chars()
            .all(|c| "bcdđghklmnpqrstvxwzBCDĐGHKLMNPQRSTVXWZ".contains(c))
}

fn tell(passage: &Passage<'_>, at: usize, end: usize, found: &mut Findings) {
    let range = passage.bytes(at..end);
    let Some(place) = passage.place(&range) else {
        return;
    };
    let marks = passage.slice(&range);
    let once = &marks[..1];
    let is_same = marks.chars().all(|c| once.starts_with(c));
    let message = match is_same {
        true => format!("dấu “{once}” gõ lặp: “{marks}”"),
        false => format!("hai dấu câu liền nhau: “{marks}”"),
    };
    let mut finding = RULE.finding(message).at(place);
    match passage.editable(&range) {
        Some(place) if is_same => {
            finding = finding.fix(format!("chỉ để một dấu “{once}”"), place, once);
        }
        _ => finding = finding.help("chỉ để một dấu"),
    }
    found.add(finding);
}
