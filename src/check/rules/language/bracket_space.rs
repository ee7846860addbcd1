//! Spaces on the wrong side of brackets and quotation marks: `( 05 hộ )`, `“ xanh ”`, `hộ(05 hộ)`

use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN065",
        level: Severity::Warning,
        about: "Dấu cách thừa trong ngoặc hoặc thiếu ngoài ngoặc",
        clause: None,
    },
    name: "cach-trong-ngoac",
    explanation: "Dấu ngoặc đơn và dấu ngoặc kép viết liền chữ ở trong và cách chữ ở ngoài một dấu cách.",
    bad: "Hỗ trợ 05 hộ( 03 hộ nghèo ) làm nhà.",
    good: "Hỗ trợ 05 hộ (03 hộ nghèo) làm nhà.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for at in 0..passage.tokens.len() {
            if passage.kind(at) != Some(TokenKind::Sign) {
                continue;
            }
            match passage.at(at) {
                "(" | "“" => opening(passage, at, found),
                ")" | "”" => closing(passage, at, found),
                _ => {}
            }
        }
    }
}

fn is_space(passage: &Passage<'_>, at: usize) -> bool {
    passage.kind(at) == Some(TokenKind::Space) && !passage.at(at).contains('\n')
}

/// Tells whether what stands at a token is left to be filled in: a gap, dots, a box.
fn is_gap(passage: &Passage<'_>, at: usize) -> bool {
    let word = passage.at(at);
    matches!(word, "" | "." | "…" | "_" | "☐" | "☑" | "-" | "–")
        || word.starts_with(crate::check::reading::BLANK)
}

fn opening(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    if is_space(passage, at + 1)
        && !is_gap(passage, at + 2)
        && !matches!(passage.at(at + 2), ")" | "”")
    {
        let sign = passage.at(at);
        tell(
            passage,
            at..at + 2,
            sign,
            &format!("dấu cách thừa sau “{sign}”"),
            found,
        );
    }
    let before = at.checked_sub(1).and_then(|before| passage.kind(before));
    let is_glued = before == Some(TokenKind::Word) && is_small_word(passage, at - 1);
    let is_text = matches!(
        passage.kind(at + 1),
        Some(TokenKind::Word | TokenKind::Number)
    );
    if is_glued && is_text && !passage.is_symbol(passage.tokens[at - 1].range.start) {
        let sign = passage.at(at);
        let message = format!("thiếu dấu cách trước “{sign}”");
        tell(passage, at..at + 1, &format!(" {sign}"), &message, found);
    }
}

fn closing(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let Some(before) = at.checked_sub(1) else {
        return;
    };
    let inside = before
        .checked_sub(1)
        .is_some_and(|inside| !is_gap(passage, inside) && !matches!(passage.at(inside), "(" | "“"));
    if is_space(passage, before) && inside {
        let sign = passage.at(at);
        tell(
            passage,
            before..at + 1,
            sign,
            &format!("dấu cách thừa trước “{sign}”"),
            found,
        );
    }
    let is_glued = passage.kind(at + 1) == Some(TokenKind::Word) && is_small_word(passage, at + 1);
    let is_text = matches!(
        passage.kind(before),
        Some(TokenKind::Word | TokenKind::Number)
    );
    let labels = passage.label.end >= passage.tokens[at].range.end;
    if is_glued && is_text && !labels {
        let sign = passage.at(at);
        let message = format!("thiếu dấu cách sau “{sign}”");
        tell(passage, at..at + 1, &format!("{sign} "), &message, found);
    }
}

/// Tells whether a token is a word of small letters, two at least.
fn is_small_word(passage: &Passage<'_>, token: usize) -> bool {
    let word = passage.slice(&passage.bytes(token..token + 1));
    word.chars().nth(1).is_some() && word.chars().skip(1).all(char::is_lowercase)
}

fn tell(
    passage: &Passage<'_>,
    tokens: std::ops::Range<usize>,
    text: &str,
    message: &str,
    found: &mut Findings,
) {
    let range = passage.bytes(tokens);
    let Some(place) = passage.place(&range) else {
        return;
    };
    let mut finding = RULE.finding(message).at(place);
    if let Some(place) = passage.editable(&range) {
        finding = finding.fix(format!("viết “{}”", text.trim()), place, text);
    }
    found.add(finding);
}
