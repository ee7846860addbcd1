//! `anh_chu_ky` and `anh_dau`: the files that they name, or what is wrong with them.

use super::{
    Text,
    chain::{Layer, ReadFile},
    text,
    tree::Entry,
};
use crate::diagnostic::Diagnostic;
use crate::picture::{Ink, MAX_BYTES, MAX_SIDE, Picture, Refusal};
use std::io;

/// What a picture is of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// II.7.d
    Signature,
    /// II.8.a
    Seal,
}

impl Subject {
    fn name(self) -> &'static str {
        match self {
            Self::Signature => "ảnh chữ ký",
            Self::Seal => "ảnh dấu",
        }
    }

    fn ink(self) -> (Ink, &'static str, &'static str) {
        match self {
            Self::Signature => (Ink::Blue, "xanh", "II.7.d"),
            Self::Seal => (Ink::Red, "đỏ", "II.8.a"),
        }
    }
}

/// The picture that a value names, if it names one, and a warning where its colour is not the law's.
pub(super) fn read(
    subject: Subject,
    (layer, entry): (&Layer, &Entry),
    read: ReadFile<'_>,
) -> Result<Option<(Picture, Option<Diagnostic>)>, Box<Diagnostic>> {
    if entry.value.is_blank() {
        return Ok(None);
    }
    let named = text::text(&layer.source, &entry.value);
    // Writers on Windows use its separator; the file goes to others as well.
    let relative = named.text.trim().replace('\\', "/");
    if is_absolute(&relative) {
        let message = format!("đường dẫn tới {} phải là tương đối", subject.name());
        return Err(refused("anh-duong-dan", message, &named)
            .help("để tệp ảnh cạnh tệp YAML này và chỉ ghi tên tệp, ví dụ chu-ky.png")
            .into());
    }
    let bytes =
        read(&layer.folder().join(relative)).map_err(|error| missing(subject, &named, &error))?;
    let picture = Picture::from_png(bytes).map_err(|why| unfit(subject, &named, why))?;
    let (ink, colour, clause) = subject.ink();
    let warning = (picture.ink() != ink).then(|| {
        let message = format!(
            "{} “{}” không phải màu {colour}",
            subject.name(),
            named.text
        );
        Diagnostic::warning("mau-anh", message)
            .at(named.place.clone())
            .help(format!(
                "theo {clause} Phần I Phụ lục I Nghị định 30/2020/NĐ-CP, {} có màu {colour}",
                subject.name()
            ))
    });
    Ok(Some((picture, warning)))
}

/// On this system or on another: `/a`, `//server/a`, `C:/a`.
fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.as_bytes().get(1) == Some(&b':')
}

fn refused(code: &'static str, message: String, named: &Text) -> Diagnostic {
    Diagnostic::error(code, message).at(named.place.clone())
}

fn missing(subject: Subject, named: &Text, error: &io::Error) -> Diagnostic {
    let message = format!("không đọc được {} “{}”", subject.name(), named.text);
    let help = match error.kind() {
        io::ErrorKind::NotFound => {
            "không có tệp này; đường dẫn tính từ thư mục chứa tệp YAML ghi nó".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "không có quyền đọc; đóng chương trình đang mở tệp hoặc xin quyền đọc tệp".to_owned()
        }
        io::ErrorKind::IsADirectory => "đây là thư mục; ghi tên một tệp .png".to_owned(),
        _ => format!("kiểm tra lại tên tệp, ổ đĩa hoặc mạng, rồi thử lại ({error})"),
    };
    refused("khong-doc-duoc", message, named).help(help)
}

fn unfit(subject: Subject, named: &Text, why: Refusal) -> Diagnostic {
    let name = format!("{} “{}”", subject.name(), named.text);
    let (code, message, help) = match why {
        Refusal::NotPng => (
            "anh-khong-png",
            format!("{name} không phải là tệp PNG"),
            "lưu ảnh dưới định dạng PNG có nền trong suốt; đổi đuôi tên tệp thôi thì chưa đủ"
                .to_owned(),
        ),
        Refusal::Broken => (
            "anh-hong",
            format!("{name} bị hỏng hoặc thiếu một phần"),
            "chép lại tệp từ bản gốc, hoặc mở bằng chương trình vẽ rồi lưu lại thành PNG"
                .to_owned(),
        ),
        Refusal::TooManyBytes => (
            "anh-qua-lon",
            format!("{name} lớn hơn {} MiB", MAX_BYTES >> 20),
            "giảm số điểm ảnh: 600 điểm ảnh mỗi inch là quá đủ để in".to_owned(),
        ),
        Refusal::TooManyPixels(width, height) => (
            "anh-qua-lon",
            format!("{name} có {width} × {height} điểm ảnh: quá lớn"),
            format!("thu nhỏ ảnh, mỗi chiều không quá {MAX_SIDE} điểm ảnh"),
        ),
        Refusal::Opaque => (
            "anh-khong-trong-suot",
            format!("{name} không có nền trong suốt"),
            "xóa nền trắng trong chương trình vẽ rồi lưu thành PNG giữ độ trong suốt".to_owned(),
        ),
        Refusal::Empty => (
            "anh-trong",
            format!("{name} không có nét nào: mọi điểm ảnh đều trong suốt"),
            "xuất lại ảnh từ bản gốc, giữ nét và chỉ bỏ nền".to_owned(),
        ),
    };
    refused(code, message, named).help(help)
}
