//! Abbreviations of foreign organisations that are not all capitals: `Wto`.

use super::words::{is_foreign, is_shouted};
use crate::check::lists::List;
use crate::check::reading::TokenKind;
use crate::check::reading::names::has_names;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH012",
        level: Severity::Error,
        about: "Tên viết tắt của tổ chức nước ngoài không viết in hoa",
        clause: Some("Phụ lục II, IV.2.b"),
    },
    name: "viet-tat-nuoc-ngoai",
    explanation: "Tên cơ quan, tổ chức nước ngoài viết tắt bằng chữ in hoa như nguyên ngữ: WTO, UNESCO, ASEAN. Chỉ xét những tên trong danh sách của vanban.",
    bad: "Dự án do Unesco tài trợ.",
    good: "Dự án do UNESCO tài trợ.",
    check,
};

static NAMES: List = List::new(include_str!(
    "../../../../templates/check/viet-tat-nuoc-ngoai.txt"
));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let passages = reading.passages.iter();
    for passage in passages.filter(|passage| has_names(passage.role)) {
        for (at, token) in passage.tokens.iter().enumerate() {
            if token.kind != TokenKind::Word || !(2..=8).contains(&token.range.len()) {
                continue;
            }
            let word = passage.slice(&token.range);
            if !word.is_ascii() || is_shouted(word) || !NAMES.has(passage.small(token)) {
                continue;
            }
            let is_joined = [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .any(|beside| {
                    let beside = passage.tokens.get(beside);
                    beside.is_some_and(|beside| {
                        matches!(passage.slice(&beside.range), "-" | "." | "@" | "/" | "_")
                    }) && at > 0
                });
            if is_foreign(passage, at) || is_joined && ends_in_name(passage, at) {
                continue;
            }
            let capitals = word.to_uppercase();
            found.add(
                RULE.finding(format!("tên viết tắt “{word}” không viết in hoa"))
                    .at(passage.place(&token.range))
                    .help(format!("viết “{capitals}”")),
            );
        }
    }
}

/// Tells whether a sign joins the word to another word behind it, as in an address.
fn ends_in_name(passage: &crate::check::reading::Passage<'_>, at: usize) -> bool {
    let next = passage.tokens.get(at + 2);
    next.is_some_and(|next| next.kind == TokenKind::Word)
}
