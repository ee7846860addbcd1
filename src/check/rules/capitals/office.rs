//! Offices of the state, and titles right before a person's name, that begin small.

use super::named::{self, Manner};
use super::words::{
    after, before, has_capital, is_foreign, is_loud, is_shouted, is_small, is_word, pair_before,
    small, span, text,
};
use crate::check::lists::List;
use crate::check::reading::names::{NameKind, has_names};
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH016",
        level: Severity::Warning,
        about: "Chức vụ, học vị viết chữ thường trước tên cơ quan của Nhà nước hoặc tên người",
        clause: Some("Phụ lục II, V.3"),
    },
    name: "chuc-vu",
    explanation: "Tên chức vụ, học vị viết hoa khi đi liền với tên người cụ thể và trong Chủ tịch Quốc hội, Thủ tướng Chính phủ, Chủ tịch nước. \
                  Chức vụ nói chung (các chủ tịch xã) không bị xét.",
    bad: "Theo chỉ đạo của thủ tướng Chính phủ.",
    good: "Theo chỉ đạo của Thủ tướng Chính phủ.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Office,
    small: Severity::Warning,
    capital: None,
    proof: &[],
};

static TITLES: List = List::new(include_str!("../../../../templates/check/chuc-danh.txt"));
static SURNAMES: List = List::new(include_str!("../../../../templates/check/ho-nguoi.txt"));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for (at, token) in passage.tokens.iter().enumerate() {
            let is_name = token.kind == TokenKind::Word
                && has_capital(passage, at)
                && SURNAMES.has(passage.small(token))
                && !is_foreign(passage, at);
            if is_name && is_person(passage, at) {
                title(passage, at, found);
            }
        }
    }
}

/// Tells whether a surname is followed by two more words with capitals, or by one and then none.
fn is_person(passage: &Passage<'_>, at: usize) -> bool {
    let next = after(passage, at).filter(|next| is_word(passage, *next));
    next.is_some_and(|next| {
        has_capital(passage, next)
            && !is_shouted(text(passage, Some(next)))
            && !is_shouted(text(passage, Some(at)))
    })
}

/// A title that ends before a name: the longest in the list, two words or three.
fn title(passage: &Passage<'_>, name: usize, found: &mut Findings) {
    let pair = pair_before(passage, name);
    if !TITLES.has(pair) {
        return;
    }
    let Some(last) = before(passage, name) else {
        return;
    };
    let Some(mut first) = before(passage, last) else {
        return;
    };
    if let Some(longer) = before(passage, first).filter(|longer| is_word(passage, *longer)) {
        let range = span(passage, longer, last);
        if TITLES.has(passage.lower.get(range).unwrap_or_default()) {
            first = longer;
        }
    }
    if is_small(passage, first)
        && !["các", "những", "nguyên"].contains(&small(passage, before(passage, first)))
    {
        let range = span(passage, first, last);
        let title = passage.slice(&range);
        found.add(
            RULE.finding(format!("“{title}” đi liền với tên người mà viết thường"))
                .at(passage.place(&span(passage, first, first)))
                .help("viết hoa chữ cái đầu của chức vụ, học vị"),
        );
    }
}
