//! Whether a file is an XLSX that may be opened: what it is if it is none, and how much it holds.

use super::{facts::Facts, scan::Scan};
use crate::{diagnostic::Diagnostic, rows::Bytes};
use std::io::{self, BufReader, Read, Seek};

/// The first bytes of the container of old Office files, and of locked new ones.
pub(in crate::rows) const OLE2: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The most bytes of all parts, unpacked.
const MAX_UNPACKED: u64 = 512 << 20;
/// The most parts.
const MAX_PARTS: usize = 10_000;
/// How far an OLE2 file is searched for the mark of a locked one.
const SEARCHED: u64 = 32 << 20;

/// Looks at a file before anything unpacks it, and notes what is told of its sheets.
pub(super) fn check(file: &mut Bytes, facts: &mut Facts) -> io::Result<Option<Diagnostic>> {
    let mut head = Vec::new();
    file.by_ref().take(512).read_to_end(&mut head)?;
    file.rewind()?;
    let found = if head.starts_with(b"PK") {
        parts(file, facts)
    } else if head.starts_with(&OLE2) {
        Some(ole2(file)?)
    } else if head.trim_ascii_start().starts_with(b"<") || head.starts_with(b"\xef\xbb\xbf<") {
        Some(
            Diagnostic::error(
                "bang-sai-loai",
                "tệp này là trang web (HTML) hoặc XML được đổi đuôi thành .xlsx",
            )
            .help(super::SAVE_AS),
        )
    } else {
        let error = Diagnostic::error("bang-sai-loai", "tệp này không phải là bảng tính XLSX");
        Some(error.help("kiểm tra lại tên tệp; mở bằng Excel rồi lưu lại thành .xlsx"))
    };
    file.rewind()?;
    Ok(found)
}

fn ole2(file: &mut Bytes) -> io::Result<Diagnostic> {
    let mut bytes = Vec::new();
    file.by_ref().take(SEARCHED).read_to_end(&mut bytes)?;
    let mark: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    // Names of streams stand at multiples of 128 bytes in the container's directory.
    let locked = bytes.chunks(128).any(|entry| entry.starts_with(&mark));
    Ok(if locked {
        Diagnostic::error("bang-co-mat-khau", "bảng tính này có mật khẩu")
            .help("mở bằng Excel, vào Tệp > Thông tin > Bảo vệ sổ làm việc, bỏ mật khẩu mở tệp rồi lưu lại")
    } else {
        Diagnostic::error("bang-sai-loai", "tệp này là bảng tính Excel kiểu cũ (.xls)")
            .help(super::SAVE_AS)
    })
}

/// A directory of a zip may lie about sizes, so that all parts are unpacked once, into nothing.
fn parts(file: &mut Bytes, facts: &mut Facts) -> Option<Diagnostic> {
    let Ok(mut archive) = zip::ZipArchive::new(BufReader::new(file)) else {
        return Some(broken(""));
    };
    let other = other_format(&archive);
    if other.is_some() {
        return other;
    }
    if archive.len() > MAX_PARTS {
        return Some(too_large());
    }
    // The archive's own sum has none where a part's size stands behind it, as LibreOffice writes.
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(index) else {
            return Some(broken(""));
        };
        declared = declared.saturating_add(part.size());
        if declared > MAX_UNPACKED {
            return Some(too_large());
        }
    }
    let mut left = MAX_UNPACKED;
    let mut scan = Scan::default();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else {
            return Some(broken(""));
        };
        let Ok(name) = part.name() else {
            return Some(broken(""));
        };
        if !is_looked_through(&name) {
            continue;
        }
        let name = name.to_string();
        let mut part = part.take(left + 1);
        let found = scan.part(&name, &mut part);
        match left.checked_sub(left + 1 - part.limit()) {
            None => return Some(too_large()),
            Some(rest) => left = rest,
        }
        match found {
            Ok(None) => {}
            Ok(found) => return found,
            Err(_) => return Some(broken("")),
        }
    }
    *facts = scan.facts;
    None
}

/// Tells whether a part may be one that is read: pictures, programs, and what belongs to other programs
/// never are (see `scan`, which refuses sheets among them).
pub(super) fn is_looked_through(name: &str) -> bool {
    let name = name.to_lowercase();
    (name.ends_with(".xml") || name.ends_with(".rels")) && !name.starts_with("customxml/")
}

/// The message for another format that is a zip file, too.
fn other_format<R: Read + Seek>(archive: &zip::ZipArchive<R>) -> Option<Diagnostic> {
    let has = |wanted: &str| archive.index_for_name(wanted).is_some();
    let what = if has("xl/workbook.bin") {
        "bảng tính Excel nhị phân (.xlsb)"
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        "tệp của LibreOffice (OpenDocument, .ods)"
    } else if has("word/document.xml") {
        "tệp Word (.docx)"
    } else {
        return None;
    };
    let message = format!("tệp này là {what} được đổi đuôi thành .xlsx");
    let error = Diagnostic::error("bang-sai-loai", message);
    Some(error.help(if has("word/document.xml") {
        "chép bảng sang Excel rồi lưu thành .xlsx, hoặc kiểm tra lại tên tệp"
    } else {
        super::SAVE_AS
    }))
}

pub(super) fn too_large() -> Diagnostic {
    let message = format!("bảng tính lớn hơn {} MiB khi mở ra", MAX_UNPACKED >> 20);
    Diagnostic::error("bang-qua-lon", message)
        .help("chỉ giữ lại trang và những cột dùng trong văn bản, hoặc lưu thành “CSV UTF-8”")
}

/// The message about a file that began well.
pub(super) fn broken(why: &str) -> Diagnostic {
    let why = match why {
        "" => String::new(),
        why => format!(" ({why})"),
    };
    Diagnostic::error(
        "bang-hong",
        format!("tệp bảng tính bị hỏng hoặc chưa chép xong{why}"),
    )
    .help("chép hoặc tải lại tệp; mở được bằng Excel thì lưu lại thành .xlsx")
}
