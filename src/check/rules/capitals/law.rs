//! Names of laws: a capital for the kind and for the first syllable of the name (`Luật Đất đai`).

use super::named::{covers, written};
use super::words::{
    after, before, begins, has_capital, is_foreign, is_loud, is_small, small, span,
};
use crate::check::reading::Passage;
use crate::check::reading::names::{NameKind, Named, has_names};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH020",
        level: Severity::Error,
        about: "Chữ hoa, chữ thường trong tên luật, bộ luật, pháp lệnh",
        clause: Some("Phụ lục II, V.6"),
    },
    name: "ten-luat",
    explanation: "Tên một luật cụ thể viết hoa chữ cái đầu của tên loại và của âm tiết thứ nhất tạo thành tên gọi: Luật Đất đai, Bộ luật Hình sự. \
                  Tên luật lấy theo danh sách của vanban, và mọi tên luật trong căn cứ ban hành.",
    bad: "Căn cứ Luật đất đai ngày 18 tháng 01 năm 2024;",
    good: "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;",
    check,
};

/// Words behind `Luật` that begin no name.
const NO_NAME: [&str; 32] = [
    "này", "số", "của", "do", "có", "về", "sửa", "và", "được", "quy", "đã", "sư", "liên", "hiện",
    "mới", "khác", "nêu", "trên", "thì", "là", "phải", "cũng", "đang", "sẽ", "không", "tại", "cho",
    "theo", "nói", "chuyên", "đó", "hoặc",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for named in reading.names() {
        if named.name.kind == NameKind::Law
            && let Some(passage) = reading.passages.get(named.passage)
        {
            known(passage, named, found);
        }
    }
    for (index, passage) in reading.passages.iter().enumerate() {
        if has_names(passage.role) && !is_loud(passage) {
            unknown(reading, (index, passage), found);
        }
    }
}

fn known(passage: &Passage<'_>, named: &Named, found: &mut Findings) {
    let Some(written) = written(passage, named) else {
        return;
    };
    let first = named.tokens.start;
    let last = before(passage, first);
    if matches!(
        small(passage, last),
        "pháp" | "kỷ" | "dự" | "đạo" | "các" | "những" | "ngành" | "khoa"
    ) || is_loud(passage)
    {
        return;
    }
    let text = &named.name.text;
    if small(passage, last) == "bộ" && is_small(passage, first) {
        return;
    }
    // Small letters throughout mean the field, not the law, unless a date or number follows.
    let is_whole =
        has_capital(passage, first) || written.is_proved || is_dated(passage, named.tokens.end);
    if let (Some(from), Some(to), true) = (written.small.first(), written.small.last(), is_whole) {
        let range = span(passage, *from, *to);
        let message = format!("chữ thường trong tên “{text}”");
        found.add(
            RULE.finding(message)
                .at(passage.place(&range))
                .help(format!("viết “{text}”")),
        );
    } else if let (Some(from), Some(to), true) = (
        written.capital.first(),
        written.capital.last(),
        has_names(passage.role),
    ) {
        let range = span(passage, *from, *to);
        let message = format!("chữ hoa thừa trong tên “{text}”");
        found.add(
            RULE.finding_as(Severity::Warning, message)
                .at(passage.place(&range))
                .help(format!("viết “{text}”")),
        );
    }
}

/// Tells whether the date, year or number of an act follows a token.
fn is_dated(passage: &Passage<'_>, end: usize) -> bool {
    let next = end.checked_sub(1).and_then(|last| after(passage, last));
    matches!(small(passage, next), "ngày" | "năm" | "số")
}

/// A law of no list: `Luật` and a small letter, in a basis or behind a word that a law's name follows.
fn unknown(reading: &Reading<'_>, (index, passage): (usize, &Passage<'_>), found: &mut Findings) {
    let is_basis = passage.is("basis");
    for (at, token) in passage.tokens.iter().enumerate() {
        let is_law = passage.slice(&token.range) == "Luật";
        if !is_law || begins(passage, at) && at > 0 || is_foreign(passage, at) {
            continue;
        }
        let last = small(passage, before(passage, at));
        let is_led = ["án", "thảo", "hành", "theo", "cứ", "của", "tại"].contains(&last);
        if !is_basis && !is_led || covers(reading, index, at) {
            continue;
        }
        let next = after(passage, at).filter(|next| is_small(passage, *next));
        if let Some(next) = next.filter(|next| !NO_NAME.contains(&small(passage, Some(*next)))) {
            let range = span(passage, next, next);
            let word = passage.slice(&range);
            let message = format!("tên luật sau chữ “Luật” bắt đầu bằng chữ thường: “{word}”");
            let level = if is_basis {
                Severity::Error
            } else {
                Severity::Warning
            };
            let finding = RULE.finding_as(level, message).at(passage.place(&range));
            found.add(finding.help("viết hoa chữ cái đầu âm tiết thứ nhất của tên luật"));
        }
    }
}
