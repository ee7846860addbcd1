//! A unit written twice: `123,57%%`, `5.000.000đđ`.

use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

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
        let numbers = passage.tokens.windows(2).enumerate();
        for (at, pair) in numbers {
            let sign = passage.slice(&pair[1].range);
            if pair[0].kind != TokenKind::Number {
                continue;
            }
            match sign {
                "%" => percent(passage, at + 1, found),
                "đđ" | "ĐĐ" => tell(passage, pair[1].range.clone(), &sign[.."đ".len()], found),
                _ => {}
            }
        }
    }
}

/// Per cent signs from a token on.
fn percent(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let rest = passage.tokens[at..].iter();
    let signs = rest
        .take_while(|token| passage.slice(&token.range) == "%")
        .count();
    if signs > 1 {
        let range = passage.tokens[at].range.start..passage.tokens[at + signs - 1].range.end;
        tell(passage, range, "%", found);
    }
}

fn tell(passage: &Passage<'_>, range: std::ops::Range<usize>, once: &str, found: &mut Findings) {
    let message = format!("ký hiệu “{once}” gõ lặp: “{}”", passage.slice(&range));
    let mut finding = RULE.finding(message).at(passage.place(&range));
    if let Some(place) = passage.editable(&range) {
        finding = finding.fix(format!("chỉ để một “{once}”"), place, once);
    }
    found.add(finding);
}
