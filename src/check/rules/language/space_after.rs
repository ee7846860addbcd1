//! No space behind a comma, a semicolon, a colon or a stop: `xã,phường`, `hội trường.Đến dự`

use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN062",
        level: Severity::Warning,
        about: "Thiếu dấu cách sau dấu câu",
        clause: None,
    },
    name: "thieu-cach-sau-dau",
    explanation: "Sau dấu phẩy, chấm phẩy, hai chấm, chấm hết câu có một dấu cách. Số thập phân, giờ (7:30), \
                  tỷ lệ (1:500), ký hiệu văn bản, địa chỉ mạng và chữ viết tắt (TP.HCM, v.v.) không bị xét.",
    bad: "Các xã,phường báo cáo;đơn vị:Phòng Kinh tế.",
    good: "Các xã, phường báo cáo; đơn vị: Phòng Kinh tế.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for mark in 1..passage.tokens.len() {
            if passage.kind(mark) == Some(TokenKind::Sign) && is_wrong(passage, mark) {
                tell(passage, mark, found);
            }
        }
    }
}

fn is_wrong(passage: &Passage<'_>, mark: usize) -> bool {
    let sign = passage.at(mark);
    let is_mark = matches!(sign, "," | ";" | ":" | "." | "!" | "?");
    if !is_mark || passage.is_symbol(passage.tokens[mark].range.start) {
        return false;
    }
    let (before, behind) = (passage.kind(mark - 1), passage.kind(mark + 1));
    let is_text = matches!(behind, Some(TokenKind::Word | TokenKind::Number));
    let opens = matches!(passage.at(mark + 1), "(" | "“");
    let is_glued = is_text || opens && matches!(sign, "," | ";" | ":");
    if !is_glued {
        return false;
    }
    let closes = matches!(passage.at(mark - 1), ")" | "”" | "%" | "]" | "²" | "³");
    match (sign, before) {
        (_, None | Some(TokenKind::Space)) => false,
        (".", _) => is_stop(passage, mark),
        // `7:30`, `1:500`
        (":", Some(TokenKind::Number)) => behind == Some(TokenKind::Word),
        (_, Some(TokenKind::Sign)) => closes,
        _ => true,
    }
}

/// Tells whether a stop without a space ends a sentence: small letters before it, and behind it a word
/// with a capital at its start.
fn is_stop(passage: &Passage<'_>, mark: usize) -> bool {
    let word = |token: usize| passage.slice(&passage.bytes(token..token + 1));
    let (before, behind) = (word(mark - 1), word(mark + 1));
    let closes =
        passage.kind(mark - 1) == Some(TokenKind::Sign) && matches!(before, ")" | "”" | "%");
    let is_word = passage.kind(mark - 1) == Some(TokenKind::Word)
        && before.chars().nth(1).is_some()
        && before.chars().skip(1).all(char::is_lowercase)
        && before.chars().any(is_vowel);
    let mut letters = behind.chars();
    let begins = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    // `tp.Hồ Chí Minh`, `ths.Nguyễn`
    (closes || is_word) && begins
}

/// Tells whether a letter is a vowel with whatever marks: all that is no consonant.
fn is_vowel(letter: char) -> bool {
    !"bcdđghklmnpqrstvxwzfjBCDĐGHKLMNPQRSTVXWZFJ".contains(letter)
}

fn tell(passage: &Passage<'_>, mark: usize, found: &mut Findings) {
    let range = passage.bytes(mark - 1..mark + 2);
    let Some(place) = passage.place(&range) else {
        return;
    };
    let words = passage.slice(&range);
    let sign = passage.at(mark);
    let message = format!("thiếu dấu cách sau dấu “{sign}”: “{words}”");
    let mut finding = RULE.finding(message).at(place);
    if let Some(place) = passage.editable(&passage.bytes(mark..mark + 1)) {
        finding = finding.fix("thêm dấu cách", place, format!("{sign} "));
    }
    found.add(finding);
}
