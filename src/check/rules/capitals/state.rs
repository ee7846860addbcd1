//! `nhà nước`: a capital for the state as a noun, a small letter in `quản lý nhà nước`, `ngân sách nhà nước`.

use super::named::covers;
use super::words::{
    after, before, is_foreign, is_loud, is_shouted, is_word, pair_before, small, span, text,
};
use crate::check::lists::List;
use crate::check::reading::names::has_names;
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH014",
        level: Severity::Warning,
        about: "“Nhà nước” viết hoa, viết thường không đúng chỗ",
        clause: Some("Phụ lục II, V.1"),
    },
    name: "nha-nuoc",
    explanation: "“Nhà nước” là danh từ riêng thì viết hoa (của Nhà nước, do Nhà nước, Nhà nước pháp quyền); đứng sau danh từ để chỉ loại \
                  thì viết thường (quản lý nhà nước, ngân sách nhà nước, cơ quan nhà nước). Chỉ xét các cụm từ trong danh sách của vanban.",
    bad: "Tăng cường quản lý Nhà nước về đất đai.",
    good: "Tăng cường quản lý nhà nước về đất đai.",
    check,
};

static SMALL: List = List::new(include_str!(
    "../../../../templates/check/nha-nuoc-thuong.txt"
));
static CAPITAL: List = List::new(include_str!("../../../../templates/check/nha-nuoc-hoa.txt"));
static BEHIND: List = List::new(include_str!("../../../../templates/check/nha-nuoc-sau.txt"));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for (index, passage) in reading.passages.iter().enumerate() {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for (at, token) in passage.tokens.iter().enumerate() {
            if token.kind != TokenKind::Word
                || passage.small(token) != "nhà"
                || is_foreign(passage, at)
            {
                continue;
            }
            let next = after(passage, at).filter(|next| small(passage, Some(*next)) == "nước");
            if let Some(next) = next.filter(|_| !covers(reading, index, at)) {
                state(passage, at, next, found);
            }
        }
    }
}

fn state(passage: &Passage<'_>, at: usize, next: usize, found: &mut Findings) {
    let range = span(passage, at, next);
    if is_shouted(text(passage, Some(at))) {
        return;
    }
    let is_capital = text(passage, Some(at)).starts_with(char::is_uppercase);
    let pair = pair_before(passage, at);
    let last = before(passage, at).filter(|last| is_word(passage, *last));
    let before_it = small(passage, last);
    if is_capital && SMALL.has(pair) {
        let message = format!("“{pair} Nhà nước” viết hoa chữ chỉ loại");
        tell(passage, &range, message, "nhà nước", found);
    } else if !is_capital && !SMALL.has(pair) {
        let behind = after(passage, next);
        let behind = small(passage, behind.filter(|behind| is_word(passage, *behind)));
        let is_noun = CAPITAL.has(before_it)
            && !["khác", "phong", "tư", "bạn", "thực", "chủ"].contains(&behind);
        let follows = after(passage, next)
            .and_then(|first| after(passage, first).map(|second| span(passage, first, second)));
        let is_fixed = BEHIND.has(behind)
            || follows
                .is_some_and(|range| BEHIND.has(passage.lower.get(range).unwrap_or_default()));
        if is_noun || is_fixed && before_it != "một" {
            tell(
                passage,
                &range,
                "“nhà nước” là danh từ riêng mà viết thường".to_owned(),
                "Nhà nước",
                found,
            );
        }
    }
}

fn tell(
    passage: &Passage<'_>,
    range: &Range<usize>,
    message: String,
    right: &str,
    found: &mut Findings,
) {
    let mut finding = RULE.finding(message).at(passage.place(range));
    if let Some(place) = passage.editable(range) {
        finding = finding.fix(format!("viết “{right}”"), place, right);
    }
    found.add(finding);
}
