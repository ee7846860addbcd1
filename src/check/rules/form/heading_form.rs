//! How the numbers of headings are written: Roman or Arabic, with which sign behind.

use crate::check::reading::labels::{self, Label, Style};
use crate::check::reading::{Passage, Role};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::document::HeadingForm;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT021",
        level: Severity::Warning,
        about: "Số của phần, chương, mục, điều, khoản, điểm viết sai cách",
        clause: Some("Phụ lục I, Phần I, II.6.đ"),
    },
    name: "kieu-so",
    explanation: "Phần, chương dùng chữ số La Mã; mục, tiểu mục, điều dùng chữ số Ả Rập. Sau số của điều và khoản có dấu chấm; sau \
        chữ của điểm có dấu đóng ngoặc đơn. Viết số bằng lời (PHẦN THỨ NHẤT) hay viết hoa cả từ (CHƯƠNG I) là nếp cũ, được gợi ý: \
        Nghị định ghi “Phần I”, “Chương I”. Kiểu viết lặp lại thì chỉ nhắc một lần.",
    bad: "Chương 1\n\nĐiều 1: Phạm vi\n\na. Cơ quan nhà nước",
    good: "Chương I\n\nĐiều 1. Phạm vi\n\na) Cơ quan nhà nước",
    check,
};

/// The slips that are told once a document.
#[derive(Default)]
struct Told<'r, 'a> {
    number: Vec<Style>,
    word: Vec<Style>,
    sign: Vec<Style>,
    /// The first point with a stop, which alone may be the letter of a name.
    point: Option<(&'r Passage<'a>, Label)>,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut told = Told::default();
    for passage in &reading.passages {
        if passage.tokens.is_empty() || passage.is_quoted(0) {
            continue;
        }
        let Some(label) = labels::of(passage).filter(|label| !label.range.is_empty()) else {
            continue;
        };
        number(passage, &label, &mut told, found);
        word(passage, &label, &mut told, found);
        sign(passage, label, &mut told, found);
    }
}

/// Roman where Arabic is due, and the other way round.
fn number(passage: &Passage<'_>, label: &Label, told: &mut Told<'_, '_>, found: &mut Findings) {
    let (wants_roman, word) = match label.style {
        Style::Part => (true, "phần"),
        Style::Chapter => (true, "chương"),
        Style::Section => (false, "mục"),
        Style::Subsection => (false, "tiểu mục"),
        Style::Article => (false, "điều"),
        _ => return,
    };
    let text = passage.slice(&label.range).trim_end_matches(['.', ':']);
    let last = text.rsplit(' ').next().unwrap_or_default();
    let is_arabic = last.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = labels::roman(&last.to_uppercase()).is_some();
    if !(is_arabic && wants_roman || is_roman && !wants_roman) || told.number.contains(&label.style)
    {
        return;
    }
    told.number.push(label.style);
    let due = match wants_roman {
        true => format!("số La Mã: {}", labels::in_roman(label.value)),
        false => format!("số Ả Rập: {}", label.value),
    };
    let end = label.range.start + text.len();
    let message = format!("số thứ tự của {word} viết bằng chữ {due}");
    found.add(
        RULE.finding(message)
            .at(passage.place(&(end - last.len()..end))),
    );
}

/// A label in words or capitals, where the decree has `Phần I`: habits older than the decree, which are no more than
/// hinted at.
fn word(passage: &Passage<'_>, label: &Label, told: &mut Told<'_, '_>, found: &mut Findings) {
    let (word, number) = match label.style {
        Style::Part => ("Phần", labels::in_roman(label.value)),
        Style::Chapter => ("Chương", labels::in_roman(label.value)),
        Style::Section => ("Mục", label.value.to_string()),
        Style::Subsection => ("Tiểu mục", label.value.to_string()),
        _ => return,
    };
    let text = passage.slice(&label.range).trim_end_matches(['.', ':']);
    let written = text.split_whitespace().next().unwrap_or_default();
    let is_capitals = written.chars().all(char::is_uppercase);
    let is_worded = text.to_lowercase().contains(" thứ ");
    if !(is_capitals || is_worded) || told.word.contains(&label.style) {
        return;
    }
    told.word.push(label.style);
    let due = match is_worded {
        true => "số thứ tự viết bằng chữ số, từ viết bằng chữ in thường",
        false => "từ viết bằng chữ in thường",
    };
    let message = format!("“{text}” viết là “{word} {number}”: {due}");
    let range = label.range.start..label.range.start + text.len();
    found.add(
        RULE.finding_as(Severity::Hint, message)
            .at(passage.place(&range)),
    );
}

/// The sign behind the number or letter.
fn sign<'r, 'a>(
    passage: &'r Passage<'a>,
    label: Label,
    told: &mut Told<'r, 'a>,
    found: &mut Findings,
) {
    if told.sign.contains(&label.style) {
        return;
    }
    let (passage, label) = match (label.style, told.point.take()) {
        (Style::LetterStop, None) => {
            told.point = Some((passage, label));
            return;
        }
        (Style::LetterStop, Some(first)) => first,
        (_, point) => {
            told.point = point;
            (passage, label)
        }
    };
    let text = passage.slice(&label.range).trim_end();
    let is_heading = matches!(passage.role, Role::Heading(HeadingForm::Article, _));
    let behind = passage.text.get(label.range.end..).unwrap_or_default();
    let due = match label.style {
        Style::Article
            if text.ends_with(':')
                || is_heading && !text.ends_with('.') && !behind.trim().is_empty() =>
        {
            "sau số của điều là dấu chấm"
        }
        Style::LetterStop | Style::Other('a', '/') => "sau chữ của điểm là dấu đóng ngoặc đơn",
        Style::Other('1', '/') => "sau số của khoản là dấu chấm",
        _ => return,
    };
    told.sign.push(label.style);
    let range = label.range.start..label.range.start + text.len();
    let message = format!("“{text}”: {due}");
    found.add(RULE.finding(message).at(passage.place(&range)));
}
