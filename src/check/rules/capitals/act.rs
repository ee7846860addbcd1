//! The kind of an act before its number, and before `này`, that begins small: `nghị quyết số 05/…`.

use super::words::{
    after, before, has_capital, is_foreign, is_loud, is_number, is_shouted, is_small, is_word,
    pair_before, small, span, text,
};
use crate::check::lists::List;
use crate::check::reading::names::{folded, has_names};
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH019",
        level: Severity::Error,
        about: "Tên loại của một văn bản cụ thể viết chữ thường",
        clause: Some("Phụ lục II, V.6"),
    },
    name: "ten-loai",
    explanation: "Tên loại văn bản viết hoa chữ cái đầu khi nói đến một văn bản cụ thể: có số, ký hiệu theo sau, hoặc “này” chỉ chính \
                  văn bản đang viết. Nói chung (các nghị quyết của Hội đồng) thì viết thường và không bị xét.",
    bad: "Thực hiện nghị quyết số 05/NQ-HĐND ngày 10/7/2031.",
    good: "Thực hiện Nghị quyết số 05/NQ-HĐND ngày 10/7/2031.",
    check,
};

static KINDS: List = List::new(include_str!("../../../../templates/check/loai-van-ban.txt"));

/// Kinds that are nothing else than an act.
const ACTS: [&str; 7] = [
    "nghị quyết",
    "nghị định",
    "thông tư",
    "chỉ thị",
    "luật",
    "bộ luật",
    "pháp lệnh",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let own = reading.content.kind.name.to_lowercase();
    for passage in &reading.passages {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for (at, token) in passage.tokens.iter().enumerate() {
            if token.kind != TokenKind::Word {
                continue;
            }
            match passage.small(token) {
                "số" if !is_quoted(passage, at) => numbered(passage, at, found),
                "này" if !is_foreign(passage, at) => this(passage, at, &own, found),
                _ => {}
            }
        }
    }
}

fn is_quoted(passage: &Passage<'_>, at: usize) -> bool {
    passage.is_quoted(passage.tokens[at].range.start)
}

/// The kind of an act that ends before a token: its first and last token.
fn kind(passage: &Passage<'_>, at: usize) -> Option<(usize, usize)> {
    let last = before(passage, at).filter(|last| is_word(passage, *last))?;
    let mut words = vec![last];
    while let Some(next) = before(passage, *words.last()?).filter(|next| is_word(passage, *next)) {
        words.push(next);
        if words.len() == 4 {
            break;
        }
    }
    let is_kind = |first: &&usize| {
        let text = passage
            .lower
            .get(span(passage, **first, last))
            .unwrap_or_default();
        KINDS.has(text) || text.contains("thoả") && KINDS.has(&text.replace("thoả", "thỏa"))
    };
    let first = words.iter().rev().find(is_kind)?;
    Some((*first, last))
}

fn numbered(passage: &Passage<'_>, at: usize, found: &mut Findings) {
    let Some((first, last)) = kind(passage, at) else {
        return;
    };
    let is_wrong_inside = capital_inside(passage, first, last);
    if !is_small(passage, first) && !is_wrong_inside || is_shouted(text(passage, Some(first))) {
        return;
    }
    let range = span(passage, first, last);
    let name = passage.slice(&range);
    if !has_number(passage, at) {
        return;
    }
    if ["các", "những", "pháp"].contains(&small(passage, before(passage, first))) {
        found.unsure(
            RULE.unsure(format!("“{name}” có thể chỉ nhiều văn bản"))
                .at(passage.place(&range)),
        );
        return;
    }
    if is_small(passage, first) {
        let message =
            format!("tên loại “{name}” đứng trước số của một văn bản cụ thể mà viết thường");
        let word = span(passage, first, first);
        found.add(
            RULE.finding(message)
                .at(passage.place(&word))
                .help("viết hoa chữ cái đầu của tên loại"),
        );
    } else {
        let message = format!("tên loại “{name}” viết hoa cả chữ không đứng đầu");
        found.add(
            RULE.finding(message)
                .at(passage.place(&range))
                .help("chỉ viết hoa chữ cái đầu của tên loại"),
        );
    }
}

/// Tells whether a word of the kind other than the first begins with a capital.
fn capital_inside(passage: &Passage<'_>, first: usize, last: usize) -> bool {
    (first + 1..=last).any(|at| {
        is_word(passage, at) && has_capital(passage, at) && !is_shouted(text(passage, Some(at)))
    })
}

/// Tells whether the number of an act follows `số`: a symbol, a gap with one, or a number with the
/// date or agency behind it.
fn has_number(passage: &Passage<'_>, at: usize) -> bool {
    let next = after(passage, at).map(|next| {
        if matches!(text(passage, Some(next)), ":") {
            after(passage, next).unwrap_or(next)
        } else {
            next
        }
    });
    let Some(next) = next else {
        return false;
    };
    let start = passage.tokens[next].range.start;
    if passage.is_symbol(start) {
        return true;
    }
    let behind = passage
        .tokens
        .get(next + 1)
        .map_or("", |token| passage.slice(&token.range));
    if matches!(behind, "/" | "-") {
        return is_number(passage, next) || !is_word(passage, next);
    }
    is_number(passage, next)
        && matches!(
            small(passage, after(passage, next)),
            "ngày" | "của" | "về" | "ban"
        )
        && !text(passage, Some(next)).contains([',', '.'])
}

/// `này` behind the kind of the document itself, or of an act.
fn this(passage: &Passage<'_>, at: usize, own: &str, found: &mut Findings) {
    let last = before(passage, at).filter(|last| is_word(passage, *last));
    let pair = pair_before(passage, at);
    let word = small(passage, last);
    let is_act = ACTS.contains(&pair) || ACTS.contains(&word);
    let is_own = !own.is_empty() && own.ends_with(folded(word).as_ref());
    if !is_act && !is_own {
        return;
    }
    let Some((first, last)) = kind(passage, at).filter(|(first, _)| is_small(passage, *first))
    else {
        return;
    };
    let range = span(passage, first, last);
    let name = passage.slice(&range);
    let is_own = passage.lower.get(range.clone()) == Some(own);
    let many = ["các", "những", "pháp", "một", "loại"];
    if !is_own && !ACTS.contains(&name) || many.contains(&small(passage, before(passage, first))) {
        return;
    }
    if !is_own {
        found.unsure(
            RULE.unsure(format!("“{name} này” có thể là văn bản khác đã nêu"))
                .at(passage.place(&range)),
        );
        return;
    }
    let level = if ACTS.contains(&name) {
        Severity::Error
    } else {
        Severity::Warning
    };
    let message = format!("“{name} này” chỉ chính văn bản mà viết thường");
    let word = span(passage, first, first);
    found.add(
        RULE.finding_as(level, message)
            .at(passage.place(&word))
            .help("viết hoa chữ cái đầu của tên loại"),
    );
}
