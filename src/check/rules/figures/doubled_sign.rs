//! A unit written twice: `123,57%%`, `5.000.000đđ`.

use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL101",
        level: Severity::Error,
        about: "Ký hiệu đơn vị gõ hai lần sau một con số",
        clause: None,
    },
    name: "don-vi-lap",
    explanation: "Sau con số chỉ có một ký hiệu “%” hoặc “đ”. Gõ lặp thường do sửa số mà không xóa ký hiệu cũ.",
    bad: "Thu ngân sách đạt 104,2%% dự toán.",
    good: "Thu ngân sách đạt 104,2% dự toán.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        let numbers = passage.tokens.iter().enumerate();
        for (at, _) in numbers.filter(|(_, token)| token.kind == TokenKind::Number) {
            let unit = passage.solid(at + 1);
            match passage.at(unit) {
                "%" => percent(passage, unit, found),
                "đđ" => {
                    let range = passage.bytes(unit..unit + 1);
                    let once = passage.slice(&(range.start..range.start + "đ".len()));
                    tell(passage, range.clone(), once, true, found);
                }
                "đ" | "vnđ" | "đồng" => currency(passage, unit, found),
                _ => {}
            }
        }
    }
}

/// Per cent signs from a token on: `%%`, `% %`.
fn percent(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let mut last = at;
    while passage.at(passage.solid(last + 1)) == "%" {
        last = passage.solid(last + 1);
    }
    if last > at {
        tell(passage, passage.bytes(at..last + 1), "%", true, found);
    }
}

/// Two units of money in two writings: `đ đồng`, `đồng đ`. The same word twice is a doubled word.
fn currency(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let next = passage.solid(at + 1);
    let both = match (passage.at(at), passage.at(next)) {
        ("đ" | "vnđ", "đồng") => passage.follows(next, "đồng chí").is_none(),
        ("đồng", "đ" | "vnđ") | ("đ", "đ" | "vnđ") | ("vnđ", "đ" | "vnđ") => {
            !matches!(passage.at(next + 1), ")" | "/" | ".")
        }
        _ => false,
    };
    if both {
        let once = passage.slice(&passage.bytes(next..next + 1));
        tell(passage, passage.bytes(at..next + 1), once, false, found);
    }
}

fn tell(
    passage: &Passage<'_>,
    range: Range<usize>,
    once: &str,
    is_same: bool,
    found: &mut Findings,
) {
    let words = passage.slice(&range);
    let message = match is_same {
        true => format!("ký hiệu “{once}” gõ lặp: “{words}”"),
        false => format!("đơn vị tiền viết hai lần: “{words}”"),
    };
    let mut finding = RULE.finding(message).at(passage.place(&range));
    if is_same && let Some(place) = passage.editable(&range) {
        finding = finding.fix(format!("chỉ để một “{once}”"), place, once);
    }
    found.add(finding);
}
