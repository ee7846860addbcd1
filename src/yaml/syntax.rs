//! The messages about a file that is not the YAML it should be.

use super::{names::Names, slips, tree::Node};
use crate::diagnostic::{Diagnostic, Place, Source};
use std::{ops::Range, sync::Arc};

const CODE: &str = "cu-phap-yaml";

/// The parser's own bound on brackets in brackets, met before ours where they stand side by side.
const PARSER_DEPTH: usize = 255;

/// The parser gave up at `offset`, saying `info`.
pub(super) fn not_yaml(
    source: &Arc<Source>,
    names: &Names,
    offset: usize,
    info: &str,
) -> Diagnostic {
    if info.contains("recursion limit") {
        return too_deep(Place::new(source, offset..offset), PARSER_DEPTH);
    }
    if let Some(found) = slips::before(source, names, offset) {
        return found;
    }
    let line = line_range(&source.text, offset);
    let before = line_before(&source.text, &line);
    let after = line_range(&source.text, (line.end + 1).min(source.text.len()));
    for line in std::iter::once(&line).chain(&before).chain([&after]) {
        if let Some(found) = indenting_tab(source, line) {
            return found;
        }
    }
    for line in std::iter::once(&line).chain(&before) {
        if let Some(found) = bare_expression(source, line) {
            return found;
        }
    }
    let (message, help) = explain(info);
    let end = offset
        + source.text[offset..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
    Diagnostic::error(CODE, message)
        .at(Place::new(source, offset..end))
        .help(help)
}

/// Translates the parser's commonest complaints for the writer of the file.
fn explain(info: &str) -> (&'static str, &'static str) {
    let has = |words: &[&str]| words.iter().any(|word| info.contains(word));
    if has(&["mapping values are not allowed", "illegal placement of ':'"]) {
        (
            "dấu hai chấm ở chỗ này không đúng cú pháp YAML",
            "nếu dấu hai chấm thuộc nội dung, đặt cả nội dung trong dấu ngoặc kép \"…\"; \
             nếu là một mục mới, kiểm tra lại thụt dòng",
        )
    } else if has(&["escape", "hexadecimal"]) {
        (
            "dấu \\ trong ngoặc kép không đúng cú pháp YAML",
            "viết \\\\ cho một dấu \\, hoặc dùng dấu ngoặc đơn '…'",
        )
    } else if has(&["quoted scalar"]) {
        (
            "dấu ngoặc kép mở và đóng không khớp nhau",
            "thêm dấu ngoặc kép đóng; dấu ngoặc kép nằm trong nội dung thì viết “…”",
        )
    } else if has(&["flow", "misplaced bracket"]) {
        (
            "dấu ngoặc [ ] hoặc { } mở và đóng không khớp nhau",
            "thêm dấu ngoặc còn thiếu; nếu dấu ngoặc thuộc nội dung, đặt cả nội dung trong \"…\"",
        )
    } else if has(&[
        "anchor",
        "alias",
        "tag",
        "TAG",
        "directive",
        "cannot start any token",
    ]) || has(&["unexpected character", "is only valid inside a block"])
    {
        (
            "nội dung bắt đầu bằng một ký tự có nghĩa riêng trong YAML",
            "đặt cả nội dung trong dấu ngoặc kép \"…\"",
        )
    } else if has(&["simple key"]) {
        (
            "dòng này thiếu dấu hai chấm sau tên mục",
            "viết “tên_mục: nội dung”; nội dung nhiều dòng thì thụt vào dưới tên mục",
        )
    } else if has(&[
        "indent",
        "expected key",
        "'-'",
        "block sequence entries",
        "block collection",
    ]) {
        (
            "thụt dòng không đúng",
            "các mục cùng cấp phải thụt vào bằng nhau, bằng dấu cách",
        )
    } else {
        (
            "chỗ này không đúng cú pháp YAML",
            "kiểm tra thụt dòng, dấu hai chấm và dấu ngoặc ở dòng này và dòng trước",
        )
    }
}

fn line_range(text: &str, offset: usize) -> Range<usize> {
    let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |i| offset + i);
    start..end
}

/// The nearest line above that is not blank.
fn line_before(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let above = text[..line.start].trim_end();
    (!above.is_empty()).then(|| line_range(text, above.len()))
}

fn indenting_tab(source: &Arc<Source>, line: &Range<usize>) -> Option<Diagnostic> {
    let text = source.text.get(line.clone())?;
    let indentation = &text[..text.len() - text.trim_start().len()];
    let tab = line.start + indentation.find('\t')?;
    Some(
        Diagnostic::error(CODE, "dùng dấu tab để thụt dòng")
            .at(Place::new(source, tab..tab + 1))
            .help("thay mỗi dấu tab bằng hai dấu cách; YAML không nhận dấu tab ở đầu dòng"),
    )
}

fn bare_expression(source: &Arc<Source>, line: &Range<usize>) -> Option<Diagnostic> {
    let text = source.text.get(line.clone())?;
    let value = ["{{", "{%"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()?;
    let before = text[..value].trim_end();
    let starts_value = before.is_empty() || before.ends_with([':', '-', '[', ',']);
    starts_value.then(|| expression_needs_quotes(source, line.start + value))
}

pub(super) fn expression_needs_quotes(source: &Arc<Source>, offset: usize) -> Diagnostic {
    Diagnostic::error(
        CODE,
        "nội dung bắt đầu bằng “{{” phải đặt trong dấu ngoặc kép",
    )
    .at(Place::new(source, offset..offset + 2))
    .help("viết \"{{ … }}\", hoặc viết xuống dòng dưới dấu “|”")
}

/// A list or map where a key should be; `{{ x }}` is the commonest way to one.
pub(super) fn key_not_text(source: &Arc<Source>, names: &Names, range: Range<usize>) -> Diagnostic {
    if let Some(found) = slips::before(source, names, range.start) {
        return found;
    }
    let text = &source.text;
    let braces = text[..range.start].ends_with('{') && text[range.start..].starts_with('{');
    if braces {
        return expression_needs_quotes(source, range.start - 1);
    }
    Diagnostic::error(CODE, "tên mục phải là chữ")
        .at(Place::new(source, range))
        .help("viết “tên_mục: nội dung”; nội dung bắt đầu bằng dấu ngoặc thì đặt trong \"…\"")
}

pub(super) fn key_too_long(place: Place, limit: usize) -> Diagnostic {
    Diagnostic::error(CODE, format!("tên mục dài quá {limit} chữ"))
        .at(place)
        .help("đặt tên mục ngắn; nội dung ghi sau dấu hai chấm")
}

pub(super) fn duplicate_key(
    source: &Arc<Source>,
    key: &str,
    second: &Range<usize>,
    first: &Range<usize>,
) -> Diagnostic {
    Diagnostic::error("khoa-lap", format!("mục “{key}” được ghi hai lần"))
        .at(Place::new(source, second.clone()))
        .related(Place::new(source, first.clone()), "lần đầu ở đây")
        .help("giữ lại một mục, xóa mục kia")
}

pub(super) fn several_documents(place: Place) -> Diagnostic {
    Diagnostic::error(CODE, "tệp có nhiều tài liệu YAML, ngăn bằng dấu “---”")
        .at(place)
        .help("mỗi tệp chỉ ghi một văn bản; chuyển phần sau dấu “---” sang tệp khác")
}

pub(super) fn foreign_tag(place: Place) -> Diagnostic {
    Diagnostic::error(
        CODE,
        "nội dung bắt đầu bằng dấu “!” là nhãn YAML không dùng được ở đây",
    )
    .at(place)
    .help("bỏ dấu “!” hoặc đặt cả nội dung trong dấu ngoặc kép \"…\"")
}

pub(super) fn endless_alias(place: Place) -> Diagnostic {
    Diagnostic::error(CODE, "dấu “*” này trỏ lại chính phần đang chứa nó")
        .at(place)
        .help("ghi thẳng nội dung thay cho dấu “*”")
}

pub(super) fn too_deep(place: Place, limit: usize) -> Diagnostic {
    Diagnostic::error("qua-sau", format!("các mục lồng nhau quá {limit} cấp"))
        .at(place)
        .help("bớt số cấp lồng nhau")
}

pub(super) fn too_many(place: Place, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "qua-nhieu",
        format!("tệp có quá {limit} mục hoặc quá nhiều chữ"),
    )
    .at(place)
    .help("chia nhỏ nội dung; nếu có dấu “&” và “*” của YAML, ghi thẳng nội dung thay cho chúng")
}

/// How to begin is for those to say who know what the file is for.
pub(super) fn not_a_map(source: &Arc<Source>, names: &Names, root: &Node) -> Diagnostic {
    if let Some(found) = slips::before(source, names, source.text.len()) {
        return found;
    }
    Diagnostic::error(CODE, "tệp không có các mục dạng “tên_mục: nội dung”")
        .at(Place::new(source, root.range.clone()))
}

/// As [`not_a_map`].
pub(super) fn empty(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::error(
        "tep-trong",
        format!("tệp “{}” không có nội dung", source.name),
    )
    .at(Place::new(source, 0..0))
}
