//! What a tag may hold, told apart before tera runs: so the message is ours and the place exact.

use super::{
    instrument::{Dialect, Fault},
    names,
    scan::{Tag, Token, TokenKind},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    template::places::Codes,
};
use std::ops::Range;

/// Block tags of texts in the YAML. The others keep or copy values, or reach into template files.
const TEXT_TAGS: [&str; 10] = [
    "if", "elif", "else", "endif", "for", "endfor", "raw", "endraw", "break", "continue",
];

/// All faults of one tag.
pub(in crate::template) fn check(source: &str, tag: &Tag, dialect: Dialect) -> Vec<Fault> {
    let mut faults = Vec::new();
    if dialect == Dialect::Text {
        faults.extend(check_text(source, tag));
    }
    for i in 0..tag.tokens.len() {
        faults.extend(check_token(source, &tag.tokens, i).or_else(|| check_name(source, tag, i)));
    }
    faults
}

fn fault(range: &Range<usize>, code: &'static str, message: String, help: String) -> Fault {
    (range.clone(), Diagnostic::error(code, message).help(help))
}

fn check_text(source: &str, tag: &Tag) -> Option<Fault> {
    let help = "trong tệp nội dung chỉ dùng {{ … }}, if/elif/else/endif, for/endfor, raw/endraw và \
                ghi chú {# … #}; phần khác viết trong tệp mẫu";
    let keyword = tag.keyword(source);
    if tag.block && !TEXT_TAGS.contains(&keyword) {
        let message = format!("không dùng được thẻ `{{% {keyword} %}}` trong nội dung");
        return Some(fault(&tag.range, Codes::FORBIDDEN, message, help.into()));
    }
    let component = (0..tag.tokens.len()).find(|i| starts_component(source, &tag.tokens, *i))?;
    let message = "không gọi được thành phần của tệp mẫu trong nội dung".to_owned();
    Some(fault(
        &tag.tokens[component].range,
        Codes::FORBIDDEN,
        message,
        help.into(),
    ))
}

/// Whether token `i` is the `<` of a component call, not of a comparison.
pub(in crate::template) fn starts_component(source: &str, tokens: &[Token], i: usize) -> bool {
    if !matches!(&source[tokens[i].range.clone()], "<" | "</") {
        return false;
    }
    let Some(before) = i.checked_sub(1).map(|i| &tokens[i]) else {
        return true;
    };
    match before.kind {
        TokenKind::Sign => !matches!(&source[before.range.clone()], ")" | "]" | "}"),
        TokenKind::Name => matches!(
            &source[before.range.clone()],
            "if" | "elif" | "and" | "or" | "not" | "in" | "else"
        ),
        _ => false,
    }
}

/// What would make inexact numbers, or loops that are not counted.
fn check_token(source: &str, tokens: &[Token], i: usize) -> Option<Fault> {
    let token = &tokens[i];
    let word = &source[token.range.clone()];
    let next = tokens.get(i + 1).map_or("", |t| &source[t.range.clone()]);
    let previous = i
        .checked_sub(1)
        .map_or("", |i| &source[tokens[i].range.clone()]);
    let (message, help) = match (token.kind, word) {
        (TokenKind::Float, _) => (
            format!("không ghi số lẻ `{word}` trong thẻ được, vì máy sẽ làm tròn"),
            format!("đặt số trong dấu nháy: \"{word}\""),
        ),
        (TokenKind::Sign, "/") if next != ">" => (
            "không dùng phép chia `/` được, vì kết quả không chính xác".to_owned(),
            "tính tỷ lệ bằng `{{ a | phan_tram(tren=b) }}`; chia lấy phần nguyên bằng `//`"
                .to_owned(),
        ),
        (TokenKind::Sign, "**") => (
            "không dùng phép lũy thừa `**` được".to_owned(),
            "ghi sẵn kết quả trong `so_lieu`".to_owned(),
        ),
        (TokenKind::Name, "for") if i > 0 && !matches!(previous, "." | "?.") => (
            "không dùng `for` trong biểu thức được".to_owned(),
            "dùng thẻ `{% for … %} … {% endfor %}`".to_owned(),
        ),
        (TokenKind::Name, word) if word.starts_with("__") => (
            format!("tên `{word}` dành riêng cho chương trình"),
            "đặt tên khác, không bắt đầu bằng hai gạch dưới".to_owned(),
        ),
        _ => return None,
    };
    Some(fault(&token.range, Codes::FORBIDDEN, message, help))
}

/// Filters, functions and tests that do not exist.
fn check_name(source: &str, tag: &Tag, i: usize) -> Option<Fault> {
    let tokens = &tag.tokens;
    let word = |i: Option<usize>| {
        i.and_then(|i| tokens.get(i))
            .map_or("", |t| &source[t.range.clone()])
    };
    if tokens[i].kind != TokenKind::Name {
        return None;
    }
    let name = word(Some(i));
    let (before, before_that) = (word(i.checked_sub(1)), word(i.checked_sub(2)));
    let (what, known) = match before {
        "|" => ("bộ lọc", names::filters()),
        "is" if name != "not" => ("phép thử", names::tests()),
        "not" if before_that == "is" => ("phép thử", names::tests()),
        "." | "?." | "<" | "</" | "component" | "filter" => return None,
        _ if i == 0 && tag.block => return None,
        _ if word(Some(i + 1)) == "(" && !is_operator(name) => ("hàm", names::functions()),
        _ => return None,
    };
    if known.contains(&name) {
        return None;
    }
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("có phải là `{near}`?"),
        None => format!("có: {}", known.join(", ")),
    };
    let message = format!("không có {what} `{name}`");
    Some(fault(
        &tokens[i].range,
        Codes::UNKNOWN_FILTER,
        message,
        help,
    ))
}

fn is_operator(word: &str) -> bool {
    ["and", "or", "not", "in", "if", "elif", "else", "is"].contains(&word)
}

/// The paths `so_lieu.a.b` (of any of the `roots`) in a tag that must exist. Those that the same tag asks about (`is
/// defined`, `default`, `?.`) come second.
pub(in crate::template) fn figure_paths(
    source: &str,
    tag: &Tag,
    roots: &[&str],
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut wanted, mut asked) = (Vec::new(), Vec::new());
    let tokens = &tag.tokens;
    let word = |i: usize| {
        tokens
            .get(i)
            .map_or("", |t: &Token| &source[t.range.clone()])
    };
    let mut i = 0;
    while i < tokens.len() {
        let start = i;
        i += 1;
        let begins = roots.contains(&word(start)) && tokens[start].kind == TokenKind::Name;
        let inner = matches!(word(start.wrapping_sub(1)), "." | "?.");
        if !begins || inner || word(i) == "=" {
            continue;
        }
        while word(i) == "." && tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Name) {
            i += 2;
        }
        let range = tokens[start].range.start..tokens[i - 1].range.end;
        let asks = match (word(i), word(i + 1)) {
            ("|", "default") | ("?.", _) => true,
            ("is", "not") => matches!(word(i + 2), "defined" | "undefined"),
            ("is", test) => matches!(test, "defined" | "undefined"),
            _ => false,
        };
        if asks { &mut asked } else { &mut wanted }.push(range);
    }
    (wanted, asked)
}
