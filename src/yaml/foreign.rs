//! Files of other programs, given where a YAML file is wanted: told by what they begin with.

use crate::diagnostic::Diagnostic;
use std::path::Path;

const DOCUMENT: &str = "đưa vào tệp .yaml (bắt đầu từ mẫu: vanban new ke-hoach), chép lời văn sang mục “noi_dung”; vanban làm ra tệp Word và PDF từ đó";
const TABLE: &str = "bảng dùng qua tệp lô: ghi “noi_dung: tên-tệp.yaml” và “bang: tên-bảng.xlsx” vào một tệp .yaml rồi chạy vanban batch";
const PDF: &str =
    "đưa vào tệp .yaml đã làm ra nó; PDF làm với --attach-source có sẵn tệp ấy trong phần đính kèm";
const OTHER: &str = "đưa vào tệp .yaml; bắt đầu từ mẫu: vanban new ke-hoach";

/// The message about a file that is no text at all but one of a known kind.
pub(super) fn refused(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let (kind, help) = kind(name, bytes)?;
    let message = format!("“{name}” là {kind}, không phải tệp YAML");
    Some(Diagnostic::error("khong-phai-yaml", message).help(help))
}

fn kind(name: &str, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let extension = Path::new(name).extension().unwrap_or_default();
    let extension = extension.to_string_lossy().to_lowercase();
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zipped(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(match extension.as_str() {
            "xls" => ("tệp Excel kiểu cũ (.xls)", TABLE),
            "doc" | "dot" | "wps" => ("tệp Word kiểu cũ (.doc)", DOCUMENT),
            _ => ("tệp Office kiểu cũ hoặc có mật khẩu", DOCUMENT),
        });
    }
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    if begins(b"%PDF-") {
        Some(("tệp PDF", PDF))
    } else if begins(b"{\\rtf") {
        Some(("tệp RTF", DOCUMENT))
    } else if begins(b"\x89PNG") || begins(b"\xff\xd8\xff") || begins(b"GIF8") {
        Some(("tệp ảnh", OTHER))
    } else {
        None
    }
}

/// Tells an archive by the names in it, which stand there as they are.
fn zipped(bytes: &[u8]) -> (&'static str, &'static str) {
    let has = |name: &str| {
        let name = name.as_bytes();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("word/document.xml") {
        ("tệp Word (.docx)", DOCUMENT)
    } else if has("xl/workbook") {
        ("tệp Excel (.xlsx)", TABLE)
    } else if has("opendocument.text") {
        ("tệp LibreOffice Writer (.odt)", DOCUMENT)
    } else if has("opendocument.spreadsheet") {
        ("tệp LibreOffice Calc (.ods)", TABLE)
    } else if has("ppt/presentation.xml") || has("opendocument.presentation") {
        ("tệp trình chiếu", OTHER)
    } else {
        ("tệp nén", OTHER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_what_a_file_begins_with() {
        for (name, bytes, said) in [
            (
                "a.docx",
                &b"PK\x03\x04..word/document.xml.."[..],
                "Word (.docx)",
            ),
            ("a.yaml", b"PK\x03\x04..word/document.xml..", "Word (.docx)"),
            ("a.xlsx", b"PK\x03\x04..xl/workbook.xml..", "Excel (.xlsx)"),
            (
                "a.odt",
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text",
                ".odt",
            ),
            (
                "a.ods",
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                ".ods",
            ),
            ("a.zip", b"PK\x03\x04..", "tệp nén"),
            (
                "a.doc",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..",
                "Word kiểu cũ",
            ),
            (
                "a.XLS",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..",
                "Excel kiểu cũ",
            ),
            ("a.pdf", b"%PDF-1.7", "tệp PDF"),
            ("a.rtf", b"{\\rtf1", "RTF"),
            ("a.png", b"\x89PNG", "ảnh"),
        ] {
            let message = refused(name, bytes).map(|d| d.message);
            assert!(message.is_some_and(|m| m.contains(said)), "{name}");
        }
        assert!(
            refused("a.docx", b"loai: ke-hoach").is_none(),
            "it is what it holds"
        );
    }
}
