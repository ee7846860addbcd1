//! A common word with a capital behind a semicolon.

use super::named::covers;
use super::words::{
    after, has_capital, is_foreign, is_loud, is_shouted, is_word, small, span, text,
};
use crate::check::lists::List;
use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH027",
        level: Severity::Hint,
        about: "Từ thường viết hoa sau dấu chấm phẩy",
        clause: Some("Phụ lục II, I"),
    },
    name: "hoa-sau-cham-phay",
    explanation: "Luật chỉ cho viết hoa sau dấu chấm, chấm hỏi, chấm than và khi xuống dòng; sau dấu chấm phẩy câu chưa hết. \
                  Tên văn bản, cơ quan, người đứng sau dấu chấm phẩy viết hoa là đúng và không bị nhắc.",
    bad: "Rà soát hộ nghèo; Thực hiện chi trả trợ cấp.",
    good: "Rà soát hộ nghèo; thực hiện chi trả trợ cấp.",
    check,
};

static COMMON: List = List::new(include_str!(
    "../../../../templates/check/sau-cham-phay.txt"
));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for (index, passage) in reading.passages.iter().enumerate() {
        if !passage.role.is_prose() || is_loud(passage) {
            continue;
        }
        for at in 0..passage.tokens.len() {
            if text(passage, Some(at)) != ";" || is_foreign(passage, at) {
                continue;
            }
            let next = after(passage, at).filter(|next| is_word(passage, *next));
            let Some(word) = next.filter(|word| is_common(passage, *word)) else {
                continue;
            };
            let is_name = covers(reading, index, word);
            if !is_name {
                let range = span(passage, word, word);
                let message = format!("“{}” viết hoa sau dấu chấm phẩy", passage.slice(&range));
                found.add(
                    RULE.finding(message)
                        .at(passage.place(&range))
                        .help("viết thường, vì câu chưa hết"),
                );
            }
        }
    }
}

/// Tells whether a word with a capital is a common one, alone or with the next.
fn is_common(passage: &Passage<'_>, at: usize) -> bool {
    if !has_capital(passage, at) || is_shouted(text(passage, Some(at))) {
        return false;
    }
    if COMMON.has(small(passage, Some(at))) {
        return true;
    }
    let next =
        after(passage, at).filter(|next| is_word(passage, *next) && !has_capital(passage, *next));
    next.is_some_and(|next| {
        let pair = passage.lower.get(span(passage, at, next));
        COMMON.has(pair.unwrap_or_default())
    })
}
