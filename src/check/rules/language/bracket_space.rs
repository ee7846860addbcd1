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
    let spaced = is_space(passage, at + 1)
        && !is_gap(passage, at + 2)
        && !matches!(passage.at(at + 2), ")" | "”");
    let before = at.checked_sub(1).filter(|before| {
        let is_word = passage.kind(*before) == Some(TokenKind::Word);
        is_word && is_small_word(passage, *before)
    });
    let behind = passage.kind(at + 1 + usize::from(spaced));
    let is_text = matches!(behind, Some(TokenKind::Word | TokenKind::Number));
    let is_glued = is_text
        && before.is_some_and(|before| !passage.is_symbol(passage.tokens[before].range.start));
    let sign = passage.at(at);
    let message = match (is_glued, spaced) {
        (true, true) => format!("dấu cách đặt sai bên của “{sign}”"),
        (true, false) => format!("thiếu dấu cách trước “{sign}”"),
        (false, true) => format!("dấu cách thừa sau “{sign}”"),
        (false, false) => return,
    };
    let text = if is_glued {
        format!(" {sign}")
    } else {
        sign.to_owned()
    };
    tell(
        passage,
        at..at + 1 + usize::from(spaced),
        &text,
        &message,
        found,
    );
}

fn closing(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let Some(before) = at.checked_sub(1) else {
        return;
    };
    let inside = before
        .checked_sub(1)
        .is_some_and(|inside| !is_gap(passage, inside) && !matches!(passage.at(inside), "(" | "“"));
    let spaced = is_space(passage, before) && inside;
    let is_text = matches!(
        passage.kind(before - usize::from(spaced)),
        Some(TokenKind::Word | TokenKind::Number)
    );
    let labels = passage.label.end >= passage.tokens[at].range.end;
    let is_glued = passage.kind(at + 1) == Some(TokenKind::Word)
        && is_small_word(passage, at + 1)
        && is_text
        && !labels;
    let sign = passage.at(at);
    let message = match (spaced, is_glued) {
        (true, true) => format!("dấu cách đặt sai bên của “{sign}”"),
        (true, false) => format!("dấu cách thừa trước “{sign}”"),
        (false, true) => format!("thiếu dấu cách sau “{sign}”"),
        (false, false) => return,
    };
    let text = if is_glued {
        format!("{sign} ")
    } else {
        sign.to_owned()
    };
    tell(
        passage,
        at - usize::from(spaced)..at + 1,
        &text,
        &message,
        found,
    );
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
