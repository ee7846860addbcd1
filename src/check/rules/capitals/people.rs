//! `nhân dân` as a noun of its own, which the law writes with a capital.

use super::words::{
    after, before, has_capital, is_foreign, is_loud, is_word, pair_before, small, span,
};
use crate::check::lists::List;
use crate::check::reading::Passage;
use crate::check::reading::names::{folded, has_names};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH013",
        level: Severity::Error,
        about: "Danh từ “Nhân dân” viết chữ thường",
        clause: Some("Phụ lục II, V.1"),
    },
    name: "nhan-dan",
    explanation: "“Nhân dân” đứng riêng viết hoa chữ cái đầu. Viết thường trong tên và cụm từ cố định: Hội đồng nhân dân, Ủy ban nhân dân, \
                  Tòa án nhân dân, Công an nhân dân, chiến tranh nhân dân…",
    bad: "Đời sống nhân dân được cải thiện.",
    good: "Đời sống Nhân dân được cải thiện.",
    check,
};

/// What stands before `nhân dân` in names, and before a `nhân` that ends another word.
static BEFORE: List = List::new(include_str!(
    "../../../../templates/check/truoc-nhan-dan.txt"
));
/// What stands behind a `dân` that begins another word.
static BEHIND: List = List::new(include_str!("../../../../templates/check/sau-nhan-dan.txt"));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for (at, token) in passage.tokens.iter().enumerate() {
            if passage.slice(&token.range) == "nhân" && !is_foreign(passage, at) {
                people(passage, at, found);
            }
        }
    }
}

fn people(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let Some(next) = after(passage, at).filter(|next| small(passage, Some(*next)) == "dân") else {
        return;
    };
    let behind = after(passage, next).filter(|behind| is_word(passage, *behind));
    if BEHIND.has(small(passage, behind)) || is_in_name(passage, at) {
        return;
    }
    if has_capital(passage, next) {
        return;
    }
    let range = span(passage, at, next);
    let mut finding = RULE
        .finding("“nhân dân” đứng riêng mà viết thường")
        .at(passage.place(&range));
    if let Some(place) = passage.editable(&range) {
        finding = finding.fix("viết hoa “Nhân dân”", place, "Nhân dân");
    }
    found.add(finding);
}

/// Tells whether the words before make it part of a name or of another word.
fn is_in_name(passage: &Passage<'_>, at: usize) -> bool {
    let Some(last) = before(passage, at).filter(|last| is_word(passage, *last)) else {
        return false;
    };
    let pair = pair_before(passage, at);
    let pair_is_known = BEFORE.has(pair) || {
        let (first, second) = pair.split_once(char::is_whitespace).unwrap_or((pair, ""));
        let (first, second) = (folded(first), folded(second));
        !second.is_empty() && BEFORE.has(&format!("{first} {second}"))
    };
    pair_is_known || BEFORE.has(small(passage, Some(last)))
}
