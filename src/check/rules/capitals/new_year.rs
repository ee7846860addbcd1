//! The feasts of the lunar calendar: `tết Nguyên đán`, and `Tết` alone.

use super::words::{
    after, before, begins, has_capital, is_foreign, is_loud, is_shouted, is_small, small, span,
    text,
};
use crate::check::reading::Passage;
use crate::check::reading::names::has_names;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH023",
        level: Severity::Hint,
        about: "Cách viết tên các ngày tết",
        clause: Some("Phụ lục II, V.8.b"),
    },
    name: "ten-tet",
    explanation: "Luật viết: tết Nguyên đán, tết Đoan ngọ, tết Trung thu; chữ “Tết” viết hoa khi đứng một mình thay cho tết Nguyên đán. \
                  Nhiều cơ quan viết “Tết Nguyên đán”, nên chỉ nhắc một lần. Âm tiết đầu của tên tết viết thường thì là lỗi.",
    bad: "Chúc mừng dịp Tết Nguyên đán.",
    good: "Chúc mừng dịp tết Nguyên đán.",
    check,
};

/// The feasts by the two syllables of their names.
const FEASTS: [(&str, &str); 7] = [
    ("nguyên", "đán"),
    ("đoan", "ngọ"),
    ("trung", "thu"),
    ("nguyên", "tiêu"),
    ("hàn", "thực"),
    ("thanh", "minh"),
    ("trung", "nguyên"),
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut is_told = false;
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for (at, token) in passage.tokens.iter().enumerate() {
            if passage.small(token) == "tết"
                && !is_foreign(passage, at)
                && !is_shouted(text(passage, Some(at)))
            {
                feast(passage, at, &mut is_told, found);
            }
        }
    }
}

fn feast(passage: &Passage<'_>, at: usize, is_told: &mut bool, found: &mut Findings) {
    let Some(first) = after(passage, at) else {
        return;
    };
    let Some(second) = after(passage, first) else {
        return;
    };
    let name = (small(passage, Some(first)), small(passage, Some(second)));
    if !FEASTS.contains(&name) || is_shouted(text(passage, Some(first))) {
        return;
    }
    if is_small(passage, first) {
        let message = format!(
            "tên ngày tết “{}” viết thường",
            passage.slice(&span(passage, first, second))
        );
        let range = span(passage, first, first);
        let finding = RULE
            .finding_as(Severity::Warning, message)
            .at(passage.place(&range));
        found.add(finding.help("viết hoa chữ cái đầu âm tiết thứ nhất của tên ngày tết"));
        return;
    }
    let is_capital = has_capital(passage, at) && !begins(passage, at) && !is_in_list(passage, at);
    if (is_capital || has_capital(passage, second)) && !*is_told {
        *is_told = true;
        let range = span(passage, at, second);
        let right = format!("tết {} {}", text(passage, Some(first)), name.1);
        let message = format!("“{}”: luật viết “{right}”", passage.slice(&range));
        let finding = RULE.finding(message).at(passage.place(&range));
        found
            .add(finding.help("nhiều cơ quan viết hoa chữ “Tết”; cần thì giữ, miễn là thống nhất"));
    }
}

/// Tells whether the capital stands behind a number, as in the list of an act's items.
fn is_in_list(passage: &Passage<'_>, at: usize) -> bool {
    text(passage, before(passage, at)) == ")"
}
