//! Refuses what no tag may hold, before tera runs, so that the message is ours and the place exact.

use super::{
    instrument::{Dialect, Fault},
    scan::{Tag, Token, TokenKind, is_closing},
    vocabulary::Vocabulary,
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    template::codes::Codes,
};
use std::ops::Range;

/// Block tags of texts in the YAML. The others keep or copy values, or reach into template files.
const TEXT_TAGS: [&str; 10] = [
    "if", "elif", "else", "endif", "for", "endfor", "raw", "endraw", "break", "continue",
];

/// Finds all faults of one tag.
pub(super) fn check(tag: &Tag<'_>, dialect: Dialect, vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut faults = Vec::new();
    if dialect == Dialect::Text {
        faults.extend(check_text(tag));
    }
    for i in 0..tag.tokens.len() {
        faults.extend(check_token(tag, i).or_else(|| check_name(tag, i, vocabulary)));
    }
    faults
}

fn fault(range: Range<usize>, code: &'static str, message: String, help: String) -> Fault {
    (range, Diagnostic::error(code, message).help(help))
}

fn check_text(tag: &Tag<'_>) -> Option<Fault> {
    let help = "trong tệp nội dung chỉ dùng {{ … }}, if/elif/else/endif, for/endfor, raw/endraw và \
                ghi chú {# … #}; phần khác viết trong tệp mẫu";
    let keyword = tag.keyword();
    if tag.block && !TEXT_TAGS.contains(&keyword) {
        let message = format!("không dùng được thẻ `{{% {keyword} %}}` trong nội dung");
        let range = tag.range.clone();
        return Some(fault(range, Codes::FORBIDDEN, message, help.into()));
    }
    let component = (0..tag.tokens.len()).find(|i| starts_component(tag, *i))?;
    let message = "không gọi được thành phần của tệp mẫu trong nội dung".to_owned();
    let range = tag.tokens[component].range();
    Some(fault(range, Codes::FORBIDDEN, message, help.into()))
}

/// Tells whether token `i` is the `<` of a component call, not of a comparison.
pub(super) fn starts_component(tag: &Tag<'_>, i: usize) -> bool {
    if !matches!(tag.word(i), "<" | "</") {
        return false;
    }
    let Some(before) = i.checked_sub(1).map(|i| &tag.tokens[i]) else {
        return true;
    };
    match before.kind {
        TokenKind::Sign => !is_closing(before.word),
        TokenKind::Name => matches!(
            before.word,
            "if" | "elif" | "and" | "or" | "not" | "in" | "else"
        ),
        _ => false,
    }
}

/// Refuses what would make inexact numbers, or loops that are not counted.
fn check_token(tag: &Tag<'_>, i: usize) -> Option<Fault> {
    let Token { kind, word, .. } = tag.tokens[i];
    let (message, help) = match (kind, word) {
        (TokenKind::Float, _) => (
            format!("không ghi số lẻ `{word}` trong thẻ được, vì máy sẽ làm tròn"),
            format!("đặt số trong dấu nháy: \"{word}\""),
        ),
        (TokenKind::Sign, "/") if tag.word(i + 1) != ">" => (
            "không dùng phép chia `/` được, vì kết quả không chính xác".to_owned(),
            "tính tỷ lệ bằng `{{ a | phan_tram(tren=b) }}`; chia lấy phần nguyên bằng `//`"
                .to_owned(),
        ),
        (TokenKind::Sign, "**") => (
            "không dùng phép lũy thừa `**` được".to_owned(),
            "ghi sẵn kết quả trong `so_lieu`".to_owned(),
        ),
        (TokenKind::Name, "for") if i > 0 && !matches!(tag.word(i - 1), "." | "?.") => (
            "không dùng `for` trong biểu thức được".to_owned(),
            "dùng thẻ `{% for … %} … {% endfor %}`".to_owned(),
        ),
        (TokenKind::Name, word) if word.starts_with("__") => (
            format!("tên `{word}` dành riêng cho chương trình"),
            "đặt tên khác, không bắt đầu bằng hai gạch dưới".to_owned(),
        ),
        _ => return None,
    };
    Some(fault(
        tag.tokens[i].range(),
        Codes::FORBIDDEN,
        message,
        help,
    ))
}

/// Refuses filters, functions and tests that do not exist.
fn check_name(tag: &Tag<'_>, i: usize, vocabulary: &Vocabulary) -> Option<Fault> {
    let Token { kind, word, .. } = tag.tokens[i];
    if kind != TokenKind::Name {
        return None;
    }
    let before = tag.word(i.wrapping_sub(1));
    let (what, known) = match before {
        "|" => ("bộ lọc", vocabulary.filter_names()),
        "is" if word != "not" => ("phép thử", vocabulary.test_names()),
        "not" if tag.word(i.wrapping_sub(2)) == "is" => ("phép thử", vocabulary.test_names()),
        "." | "?." | "<" | "</" | "component" | "filter" => return None,
        _ if i == 0 && tag.block => return None,
        _ if tag.word(i + 1) == "(" && !is_operator(word) => ("hàm", vocabulary.function_names()),
        _ => return None,
    };
    if known.contains(&word) {
        return None;
    }
    let help = match nearest(word, known.iter().copied()) {
        Some(near) => format!("có phải là `{near}`?"),
        None => format!("có: {}", known.join(", ")),
    };
    let message = format!("không có {what} `{word}`");
    Some(fault(
        tag.tokens[i].range(),
        Codes::UNKNOWN_FILTER,
        message,
        help,
    ))
}

fn is_operator(word: &str) -> bool {
    ["and", "or", "not", "in", "if", "elif", "else", "is"].contains(&word)
}
