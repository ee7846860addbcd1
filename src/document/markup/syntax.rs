//! Markup that is not even XML.

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};
use roxmltree::Error;
use std::sync::Arc;

/// The parser's complaint in Vietnamese where its cause is a usual one.
pub(super) fn error(markup: &Arc<Source>, error: &Error) -> Diagnostics {
    let (message, help) = match error {
        Error::UnexpectedCloseTag(open, close, _) => (
            format!("thẻ đóng </{close}> không khớp với thẻ mở <{open}>"),
            "đóng các thẻ theo thứ tự ngược với thứ tự mở",
        ),
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => (
            "markup dừng giữa chừng: còn thẻ chưa đóng".to_owned(),
            "thêm thẻ đóng còn thiếu",
        ),
        Error::NoRootNode => (
            "markup không có phần tử nào".to_owned(),
            "viết mọi thứ trong <document>…</document>",
        ),
        Error::UnknownEntityReference(name, _) => (
            format!("không có ký hiệu &{name};"),
            "chỉ dùng &lt; &gt; &amp; &quot; &apos;",
        ),
        Error::MalformedEntityReference(_) => {
            ("dấu & không mở đầu một ký hiệu".to_owned(), "viết &amp;")
        }
        Error::DuplicatedAttribute(name, _) => {
            (format!("thuộc tính \"{name}\" viết hai lần"), "bỏ bớt một")
        }
        Error::DtdDetected => (
            "markup không nhận <!DOCTYPE>".to_owned(),
            "bỏ dòng <!DOCTYPE …>",
        ),
        Error::NonXmlChar(c, _) => (
            format!("ký tự U+{:04X} không được có trong XML", u32::from(*c)),
            "xóa ký tự này",
        ),
        other => (
            format!("markup không phải là XML đúng: {other}"),
            "xem markup bằng: vanban build --emit markup",
        ),
    };
    Diagnostic::error("markup-xml", message)
        .at(place(markup, error))
        .help(help)
        .into()
}

fn place(markup: &Arc<Source>, error: &Error) -> Place {
    if matches!(error, Error::DtdDetected) {
        let start = markup.text.find("<!DOCTYPE").unwrap_or(0);
        return Place::new(markup, start..(start + 1).min(markup.text.len()));
    }
    if matches!(
        error,
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream
    ) {
        let end = markup.text.trim_end().len();
        return Place::new(markup, end..end);
    }
    let at = error.pos();
    Place::at_line(markup, at.row as usize, at.col as usize)
}
