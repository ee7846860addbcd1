//! A sentence that begins small: behind a stop, and on a new line when the text before it had ended.

use super::words::{
    after, before, is_foreign, is_loud, is_number, is_shouted, is_small, is_word, small, text,
};
use crate::check::lists::List;
use crate::check::reading::{Passage, Role, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::BTreeMap;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH001",
        level: Severity::Error,
        about: "Đầu câu viết chữ thường",
        clause: Some("Phụ lục II, I"),
    },
    name: "dau-cau-chu-thuong",
    explanation: "Sau dấu chấm, chấm hỏi, chấm than và khi xuống dòng mở đầu câu mới, chữ cái đầu viết hoa. \
                  Không xét: sau chữ viết tắt (TP., v.v.), dấu ba chấm, số thứ tự, trong ngoặc kép; dòng nối tiếp một câu chưa hết.",
    bad: "Hội nghị kết thúc lúc 11 giờ. các đại biểu ra về.",
    good: "Hội nghị kết thúc lúc 11 giờ. Các đại biểu ra về.",
    check,
};

/// Abbreviations whose stop ends no sentence.
static SHORT: List = List::new(include_str!(
    "../../../../templates/check/viet-tat-co-dau-cham.txt"
));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    items(reading, found);
    let mut last: Option<&Passage<'_>> = None;
    for passage in &reading.passages {
        if passage.role.is_prose() && !is_loud(passage) {
            stops(passage, found);
            new_line(
                last.filter(|last| last.part == passage.part),
                passage,
                found,
            );
        }
        last = Some(passage);
    }
}

/// Small letters at the start of a basis, of a heading, and of an item whose fellows have capitals.
fn items(reading: &Reading<'_>, found: &mut Findings) {
    let mut fellows: BTreeMap<usize, Vec<(&Passage<'_>, usize)>> = BTreeMap::new();
    let mut stopped: Option<&Passage<'_>> = None;
    for passage in &reading.passages {
        let before = stopped.replace(passage);
        let is_heading = matches!(passage.role, Role::Heading(..));
        let Some(first) = first_word(passage).filter(|first| !is_foreign(passage, *first)) else {
            continue;
        };
        if passage.is("basis") || is_heading && passage.label.end > 0 {
            if is_small(passage, first) && !is_loud(passage) {
                tell(passage, first, "khi xuống dòng", found);
            }
        } else if let Role::Item(place) = passage.role {
            // What stands right behind a full stop is told of as a new sentence.
            if !before.is_some_and(|last| last.part == passage.part && ended(last, passage)) {
                fellows
                    .entry(place.list)
                    .or_default()
                    .push((passage, first));
            }
        }
    }
    for all in fellows.into_values() {
        let small: Vec<_> = all
            .iter()
            .filter(|(passage, first)| is_small(passage, *first))
            .collect();
        if let ([(passage, first)], 4..) = (small.as_slice(), all.len()) {
            let range = passage.tokens[*first].range.clone();
            let word = passage.slice(&range);
            let message = format!("mục mở đầu bằng chữ thường “{word}”, các mục khác viết hoa");
            found.add(
                RULE.finding_as(Severity::Warning, message)
                    .at(passage.place(&range)),
            );
        }
    }
}

/// The first word behind the label and the dash of an item.
fn first_word(passage: &Passage<'_>) -> Option<usize> {
    let mut tokens = passage.tokens.iter();
    let mut first = tokens.position(|token| {
        token.range.start >= passage.label.end && token.kind != TokenKind::Space
    })?;
    if matches!(text(passage, Some(first)), "-" | "–" | "+" | "•") {
        first = after(passage, first)?;
    }
    is_word(passage, first).then_some(first)
}

/// Small letters behind the stops of a passage.
fn stops(passage: &Passage<'_>, found: &mut Findings) {
    for at in 1..passage.tokens.len() {
        if !matches!(text(passage, Some(at)), "." | "?" | "!") {
            continue;
        }
        let is_space = |token| matches!(token, Some(TokenKind::Space));
        if !is_space(passage.tokens.get(at + 1).map(|token| token.kind)) {
            continue;
        }
        let word = at + 2;
        if is_word(passage, word)
            && is_small(passage, word)
            && !is_foreign(passage, word)
            && ends_sentence(passage, at)
        {
            tell(passage, word, "sau dấu kết thúc câu", found);
        }
    }
}

/// Tells whether a stop ends a sentence.
fn ends_sentence(passage: &Passage<'_>, at: usize) -> bool {
    let stop = &passage.tokens[at];
    if stop.range.end <= passage.label.end || is_foreign(passage, at) {
        return false;
    }
    if passage.slice(&stop.range) != "." {
        return true;
    }
    let Some(last) = at.checked_sub(1) else {
        return false;
    };
    let word = text(passage, Some(last));
    if is_number(passage, last) {
        return !is_label(passage, last);
    }
    if !is_word(passage, last) {
        // Brackets, quotation marks and stops themselves: another sentence may have ended inside.
        return word == "%";
    }
    let is_letter = word.chars().count() == 1;
    let is_short = SHORT.has(small(passage, Some(last))) && !is_shouted(word) || is_title(word);
    let is_roman = word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    !is_letter && !is_short && !is_roman
}

/// Tells whether a word in capitals is an abbreviation before a name or a number: `TP.`, `TT.`
fn is_title(word: &str) -> bool {
    is_shouted(word) && word.chars().count() <= 3
}

/// Tells whether a number before a stop is that of an item within the sentence: `gồm: 1. …; 2. …`.
fn is_label(passage: &Passage<'_>, number: usize) -> bool {
    let heads = [
        "điều", "mục", "chương", "phần", "khoản", "bước", "số", "câu", "bài", "ý",
    ];
    let last = before(passage, number);
    match last {
        None => true,
        Some(last) => !is_word(passage, last) || heads.contains(&small(passage, Some(last))),
    }
}

/// A small letter at the start of a passage whose predecessor ended its sentence.
fn new_line(last: Option<&Passage<'_>>, passage: &Passage<'_>, found: &mut Findings) {
    if !matches!(
        passage.role,
        Role::Paragraph | Role::Item(_) | Role::InItem(_)
    ) {
        return;
    }
    let Some(last) = last.filter(|last| ended(last, passage)) else {
        return;
    };
    let Some(first) = first_word(passage) else {
        return;
    };
    if is_small(passage, first) && !is_foreign(passage, first) {
        let is_item_letter = text(passage, Some(first)).chars().count() == 1;
        if !is_item_letter {
            let where_ = if last.role.is_heading() {
                "ngay dưới đề mục"
            } else {
                "khi xuống dòng"
            };
            tell(passage, first, where_, found);
        }
    }
}

/// Tells whether what stands before a passage is ended, so that a sentence begins there.
fn ended(last: &Passage<'_>, passage: &Passage<'_>) -> bool {
    if last.role.is_heading() {
        return matches!(passage.role, Role::Paragraph);
    }
    if !last.role.is_prose() {
        return false;
    }
    let text = last.text.trim_end();
    let text = text.trim_end_matches(['”', '"', ')']);
    let is_full =
        text.ends_with(['.', '?', '!']) && !text.ends_with("..") && !text.ends_with("v.v.");
    is_full
        && text
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .take(12)
            .count()
            == 12
}

fn tell(passage: &Passage<'_>, at: usize, place: &str, found: &mut Findings) {
    let range = passage.tokens[at].range.clone();
    let word = passage.slice(&range);
    found.add(
        RULE.finding(format!("chữ “{word}” {place} viết thường"))
            .at(passage.place(&range))
            .help("viết hoa chữ cái đầu câu"),
    );
}
