//! Bytes of a file to a [`Source`]: size, encoding, and characters that no document may hold.
//!
//! What passes is UTF-8 without a byte order mark, of bounded size, with `\n` or `\r\n` at line
//! ends and no control, bidi-override or non-characters anywhere. Other characters that no one sees
//! are taken out later ([`super::unseen`]): the source stays as it was written.

use super::foreign;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source};
use std::{
    io::{self, Read},
    path::Path,
    sync::Arc,
};

/// The largest content file or profile that is read.
pub(crate) const MAX_BYTES: usize = 8 << 20;

/// The largest file of any kind that a content file names: a picture.
const MOST_READ: usize = 2 * MAX_BYTES;

/// Reads a file, at most one byte more than is allowed.
pub(crate) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(MOST_READ as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The reason why a file was not read: it is none of the folder that is served.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("tệp nằm ngoài thư mục đang mở")]
struct Outside;

/// Tells whether a file was not read because it is none of the folder that is served.
pub(crate) fn is_outside(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Outside>())
}

/// The error that a file outside is answered with.
pub(super) fn outside() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, Outside)
}

/// Advice about a file that a document names and that is none of the folder that may be read.
pub(crate) const OUTSIDE: &str = "tệp nằm ngoài thư mục đang mở: chép tệp vào thư mục ấy, hoặc mở vanban serve ở thư mục chứa cả hai";

/// The same error once more; for who holds it and is asked again.
pub(crate) fn again(error: &io::Error) -> io::Error {
    match is_outside(error) {
        true => outside(),
        false => io::Error::new(error.kind(), error.to_string()),
    }
}

/// Why a file could not be read, in words for its writer.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        _ if is_outside(error) => OUTSIDE.to_owned(),
        _ if is_locked(error) => {
            "tệp đang bị chương trình khác khóa (Excel đang mở hoặc đang lưu); đóng tệp ở chương trình ấy rồi thử lại".to_owned()
        }
        io::ErrorKind::NotFound => {
            "không có tệp này; kiểm tra lại tên tệp và thư mục chứa tệp".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "không có quyền đọc; đóng chương trình đang mở tệp hoặc xin quyền đọc tệp".to_owned()
        }
        io::ErrorKind::IsADirectory => {
            "đây là thư mục; ghi đường dẫn tới một tệp ở trong thư mục này".to_owned()
        }
        io::ErrorKind::InvalidInput => "tên tệp không hợp lệ; kiểm tra lại tên tệp".to_owned(),
        _ => format!("kiểm tra lại ổ đĩa hoặc mạng, rồi thử lại ({error})"),
    };
    Diagnostic::error("khong-doc-duoc", format!("không đọc được tệp “{name}”")).help(help)
}

/// Tells whether another program keeps a file to itself.
pub(crate) fn is_locked(error: &io::Error) -> bool {
    is_locked_on(cfg!(windows), error)
}

/// As [`is_locked`], as Windows tells or as other systems do: it has two numbers of its own for that.
fn is_locked_on(windows: bool, error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ResourceBusy
        || windows && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Checks the bytes of a file and makes them a source.
pub(crate) fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>> {
    if let Some(refused) = foreign::refused(name, &bytes) {
        return Err(refused.into());
    }
    if bytes.len() > MAX_BYTES {
        return Err(Diagnostic::error(
            "tep-qua-lon",
            format!("tệp “{name}” lớn hơn {} MiB", MAX_BYTES >> 20),
        )
        .help("kiểm tra lại: tệp nội dung chỉ chứa chữ; hình ảnh và dữ liệu lớn để ở tệp khác")
        .into());
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(name, error.as_bytes()))?;
    let source = Source::of_file(name, text);
    let bad = bad_characters(&source);
    if bad.is_empty() {
        Ok(source)
    } else {
        Err(Diagnostics(bad))
    }
}

fn not_utf8(name: &str, bytes: &[u8]) -> Diagnostic {
    let error = Diagnostic::error(
        "khong-phai-utf8",
        format!("tệp “{name}” không phải là văn bản mã UTF-8"),
    )
    .help("mở tệp bằng trình soạn thảo, chọn “Lưu thành” (Save as) với mã (Encoding) UTF-8");
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return error;
    }
    // Lossy text is the same up to the first bad byte, so that the place is right.
    let offset = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
    let source = Source::new(name, String::from_utf8_lossy(bytes));
    let (line, column) = source.line_column(offset);
    error.at(Place::at_line(&source, line, column))
}

fn bad_characters(source: &Arc<Source>) -> Vec<Diagnostic> {
    let text = &source.text;
    text.char_indices()
        .filter(|&(i, c)| is_forbidden(c) && !(c == '\r' && text[i + 1..].starts_with('\n')))
        .take(super::MAX_REPORTED)
        .map(|(i, c)| forbidden(c, Place::new(source, i..i + c.len_utf8())))
        .collect()
}

/// The message about a character that no document may hold.
pub(crate) fn forbidden(c: char, place: Place) -> Diagnostic {
    Diagnostic::error(
        "ky-tu-la",
        format!("ký tự ẩn U+{:04X} không dùng được trong văn bản", c as u32),
    )
    .at(place)
    .help("xóa ký tự này rồi gõ lại chỗ đó; nó thường lẫn vào khi chép từ trang web hoặc PDF")
}

/// Control characters but newline, tab and Word's line break, bidi overrides, and what Unicode says
/// is never a character.
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\u{b}'))
        || matches!(c,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}
