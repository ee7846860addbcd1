//! Parts of an act that are cited by number with a small letter: `điều 5`, `chương II`.

use super::words::{after, before, is_foreign, is_loud, is_number, is_word, small, span, text};
use crate::check::reading::Passage;
use crate::check::reading::names::has_names;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH021",
        level: Severity::Error,
        about: "Viện dẫn phần, chương, mục, tiểu mục, điều viết chữ thường",
        clause: Some("Phụ lục II, V.7"),
    },
    name: "vien-dan",
    explanation: "Viện dẫn phần, chương, mục, tiểu mục, điều của một văn bản cụ thể viết hoa chữ cái đầu: Điều 5, Mục 2 Chương II. \
                  Khoản và điểm không bị xét, vì luật nói viết hoa mà ví dụ viết thường.",
    bad: "Theo quy định tại điều 5 Nghị định này.",
    good: "Theo quy định tại Điều 5 Nghị định này.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for at in 0..passage.tokens.len() {
            let right = match text(passage, Some(at)) {
                "điều" => "Điều",
                "chương" => "Chương",
                "mục" => "Mục",
                "phần" => "Phần",
                "tiểu" if small(passage, after(passage, at)) == "mục" => "Tiểu",
                _ => continue,
            };
            if !is_foreign(passage, at) && passage.tokens[at].range.start >= passage.label.end {
                cited(passage, at, right, found);
            }
        }
    }
}

fn cited(passage: &Passage<'_>, at: usize, right: &str, found: &mut Findings) {
    let unit = if right == "Tiểu" {
        after(passage, at).unwrap_or(at)
    } else {
        at
    };
    let Some(number) = after(passage, unit).filter(|next| is_ordinal(passage, *next)) else {
        return;
    };
    let last = before(passage, at);
    // `tiểu mục 1` is told of as a whole.
    if right == "Mục" && small(passage, last) == "tiểu" {
        return;
    }
    let all = span(passage, at, number);
    match doubt(passage, at, number, right) {
        Doubt::Other => {}
        Doubt::Unsure(reason) => found.unsure(RULE.unsure(reason).at(passage.place(&all))),
        Doubt::None => {
            let word = passage.tokens[at].range.clone();
            let message = format!("viện dẫn “{}” viết thường", passage.slice(&all));
            let mut finding = RULE.finding(message).at(passage.place(&word));
            if let Some(place) = passage.editable(&word) {
                finding = finding.fix(format!("viết hoa “{right}”"), place, right);
            }
            found.add(finding);
        }
    }
}

/// Tells whether a token can be the number of a part: digits of a whole number, or a Roman one.
fn is_ordinal(passage: &Passage<'_>, at: usize) -> bool {
    let word = text(passage, Some(at));
    if is_number(passage, at) {
        return word.len() <= 3 && word.parse::<u32>().is_ok_and(|number| number > 0);
    }
    is_word(passage, at)
        && word
            .chars()
            .all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L'))
}

/// What else the words may mean.
enum Doubt {
    None,
    Unsure(&'static str),
    Other,
}

fn doubt(passage: &Passage<'_>, at: usize, number: usize, right: &str) -> Doubt {
    let last = before(passage, at);
    let word = small(passage, last.filter(|last| is_word(passage, *last)));
    let joined: &[&str] = match right {
        "Mục" => &[
            "danh", "hạng", "chuyên", "đề", "đầu", "tiết", "tài", "thư", "khoản", "biên", "niên",
        ],
        "Phần" => &[
            "thành", "cổ", "học", "một", "hai", "ba", "bốn", "góp", "vốn", "thặng", "mỗi", "chiếm",
            "chia", "làm",
        ],
        "Điều" => &[
            "mọi", "bao", "nhiều", "mấy", "hai", "ba", "một", "giáo", "tín",
        ],
        "Chương" => &["văn", "huy", "huân", "hiến", "quy", "ấn"],
        _ => &[],
    };
    let is_counted_part = right == "Phần"
        && last.is_some_and(|last| {
            let parts = ["mục", "chương", "điều", "khoản"];
            is_number(passage, last) && !parts.contains(&small(passage, before(passage, last)))
        });
    if joined.contains(&word) || is_counted_part {
        return Doubt::Other;
    }
    if ["các", "những", "mỗi", "từng"].contains(&word) {
        return Doubt::Unsure("có thể nói chung về nhiều phần, nhiều điều");
    }
    let behind = passage
        .tokens
        .get(number + 1)
        .map_or("", |token| passage.slice(&token.range));
    let after_number = after(passage, number);
    let next = text(passage, after_number);
    if matches!(behind, "%" | "/") || matches!(next, "%") {
        return Doubt::Other;
    }
    if matches!(right, "Phần" | "Điều" | "Mục") && is_counted(passage, after_number) {
        return Doubt::Unsure("con số có thể đếm từ đứng sau");
    }
    let papers = ["công văn", "tờ trình", "báo cáo", "thông báo", "biên bản"];
    let kind = after_number.and_then(|first| Some(span(passage, first, after(passage, first)?)));
    let kind = kind.and_then(|range| passage.lower.get(range));
    if right == "Mục" && kind.is_some_and(|kind| papers.contains(&kind)) {
        return Doubt::Unsure("văn bản được viện dẫn có thể không chia thành mục");
    }
    Doubt::None
}

/// Tells whether a word behind the number is one that numbers count.
fn is_counted(passage: &Passage<'_>, at: Option<usize>) -> bool {
    let counted = [
        "lần", "người", "tỷ", "triệu", "nghìn", "đồng", "dự", "bên", "nhóm", "nhiệm", "loại",
    ];
    counted.contains(&text(passage, at))
}
