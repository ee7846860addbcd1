//! Brackets without their partner, within a block.

use crate::check::reading::{Passage, Role, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN071",
        level: Severity::Warning,
        about: "Dấu ngoặc đơn, ngoặc vuông mở mà không đóng hoặc đóng mà không mở",
        clause: None,
    },
    name: "ngoac-le",
    explanation: "Dấu ngoặc đi thành cặp trong một đoạn. Dấu ngoặc của a), 1), (3) ở đầu mục không tính. \
                  Tên văn bản, tên đề mục có nhiều dòng được xét như một đoạn.",
    bad: "Hỗ trợ 05 hộ (trong đó 03 hộ nghèo làm nhà.",
    good: "Hỗ trợ 05 hộ (trong đó 03 hộ nghèo) làm nhà.",
    check,
};

/// The most passages between a bracket and its partner.
const NEAR: usize = 3;

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut open: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, passage) in reading.passages.iter().enumerate() {
        let is_far = |(from, _): &(usize, Range<usize>)| {
            let opener = &reading.passages[*from];
            let same = (opener.part, opener.block) == (passage.part, passage.block);
            !same || index - from > NEAR || !is_line(opener) || !is_line(passage)
        };
        if open.iter().any(is_far) {
            for (from, range) in open.drain(..) {
                tell(&reading.passages[from], range, found);
            }
        }
        let Some((opened, closed)) = left_over(passage) else {
            continue;
        };
        for range in closed {
            match open.iter().rposition(|(from, one)| {
                is_pair(reading.passages[*from].slice(one), passage.slice(&range))
            }) {
                Some(partner) => drop(open.remove(partner)),
                None => tell(passage, range, found),
            }
        }
        open.extend(opened.into_iter().map(|range| (index, range)));
    }
    for (from, range) in open {
        tell(&reading.passages[from], range, found);
    }
}

/// Tells whether a passage is a line of a title or a component, which others go on with.
fn is_line(passage: &Passage<'_>) -> bool {
    !passage.role.is_prose() && !matches!(passage.role, Role::Cell { .. })
}

fn is_pair(open: &str, close: &str) -> bool {
    matches!((open, close), ("(", ")") | ("[", "]"))
}

/// Brackets that have no partner in a passage: those that open and those that close.
type LeftOver = (Vec<Range<usize>>, Vec<Range<usize>>);

/// What is left over of a passage. The bracket of `a)` in a sentence may belong to the label or to a
/// bracket before it: the better of both readings counts. None where all have partners.
fn left_over(passage: &Passage<'_>) -> Option<LeftOver> {
    if !passage.text.contains(['(', ')', '[', ']']) {
        return None;
    }
    let (as_labels, labelled) = paired(passage, true);
    let (as_brackets, bracketed) = paired(passage, false);
    let counts = [
        as_labels.len() + labelled.len(),
        as_brackets.len() + bracketed.len(),
    ];
    match counts {
        [0, _] | [_, 0] => None,
        [one, other] if one <= other => Some((as_labels, labelled)),
        _ => Some((as_brackets, bracketed)),
    }
}

/// Pairs brackets from left to right. With `labels`, one behind a short word (`a)`, `2)`) at the start of
/// a phrase closes nothing; without, it does where one is open.
fn paired(passage: &Passage<'_>, labels: bool) -> LeftOver {
    let (mut open, mut closed): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    for at in 0..passage.tokens.len() {
        if passage.kind(at) != Some(TokenKind::Sign) {
            continue;
        }
        let range = passage.tokens[at].range.clone();
        match passage.at(at) {
            _ if passage.label.contains(&range.start) => {}
            "(" | "[" => open.push(range),
            sign @ (")" | "]") => {
                let is_label = sign == ")" && is_enumerator(passage, at);
                if labels && is_label {
                    continue;
                }
                let partner = open
                    .last()
                    .is_some_and(|one| is_pair(passage.slice(one), sign));
                match (partner, is_label) {
                    (true, _) => drop(open.pop()),
                    (false, true) => {}
                    (false, false) => closed.push(range),
                }
            }
            _ => {}
        }
    }
    (open, closed)
}

/// Tells whether a closing bracket stands behind a label: `a)`, `đ)`, `12)`, `iii)`, `b.1)`.
fn is_enumerator(passage: &Passage<'_>, at: usize) -> bool {
    let Some(word) = at.checked_sub(1) else {
        return false;
    };
    let is_short = match passage.kind(word) {
        Some(TokenKind::Number) => passage.at(word).len() <= 2,
        Some(TokenKind::Word) => {
            let text = passage.at(word);
            text.chars().nth(1).is_none() || text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        }
        _ => false,
    };
    let mut first = word;
    // `b.1`
    if first >= 2 && passage.at(first - 1) == "." {
        first -= 2;
    }
    is_short && begins_phrase(passage, first)
}

/// Tells whether a phrase begins at a token: a label stands there, or is spoken of (`điểm a)`).
fn begins_phrase(passage: &Passage<'_>, token: usize) -> bool {
    let Some(before) = passage.solid_before(token) else {
        return true;
    };
    let word = passage.at(before);
    let is_mark = passage.kind(before) == Some(TokenKind::Sign) && !matches!(word, "%" | "-" | "/");
    is_mark
        || matches!(
            word,
            "điểm" | "khoản" | "mục" | "tiết" | "ý" | "và" | "hoặc" | "các" | "đến"
        )
}

fn tell(passage: &Passage<'_>, range: Range<usize>, found: &mut Findings) {
    let Some(place) = passage.place(&range) else {
        return;
    };
    let message = match passage.slice(&range) {
        sign @ ("(" | "[") => format!("dấu “{sign}” mở mà không đóng"),
        sign => format!("dấu “{sign}” đóng mà không có dấu mở"),
    };
    found.add(
        RULE.finding(message)
            .at(place)
            .help("thêm dấu còn thiếu, hoặc bỏ dấu này"),
    );
}
