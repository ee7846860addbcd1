//! `anh_chu_ky` and `anh_dau`: the files that they name, or what is wrong with them.

use super::{
    Text,
    chain::{Chain, ReadFile},
};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::picture::{Ink, MAX_BYTES, MAX_SIDE, Picture, Refusal};
use crate::yaml::source;
use crate::yaml::typed::{Choice, Field, ScalarOr};
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// The two things that a picture may show.
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

/// The pictures that a document and its profiles name, each read once, whoever signs.
#[derive(Default)]
pub(super) struct Files(BTreeMap<PathBuf, File>);

struct File {
    bytes: io::Result<Vec<u8>>,
    /// Unpacked when it is first printed.
    picture: OnceLock<Result<Picture, Refusal>>,
}

/// Bytes of all pictures together: some dozens of signatures.
pub(super) const MOST_BYTES: usize = 64 << 20;

impl Files {
    /// Reads what the files name.
    pub(super) fn read(chain: &Chain, read: ReadFile<'_>) -> Self {
        let mut files = BTreeMap::new();
        let mut room = MOST_BYTES;
        for path in named(chain) {
            files.entry(path).or_insert_with_key(|path| {
                let bytes = read(path).and_then(|bytes| {
                    room = room
                        .checked_sub(bytes.len())
                        .ok_or_else(|| io::Error::other("các ảnh cộng lại quá lớn"))?;
                    Ok(bytes)
                });
                File {
                    bytes,
                    picture: OnceLock::new(),
                }
            });
        }
        Self(files)
    }

    /// Takes what was unpacked of the same bytes before.
    #[cfg(feature = "serve")]
    pub(super) fn adopt(&self, earlier: &Self) {
        for (path, file) in &self.0 {
            let Some(known) = earlier.0.get(path) else {
                continue;
            };
            if let (Ok(bytes), Ok(before), Some(picture)) =
                (&file.bytes, &known.bytes, known.picture.get())
                && bytes == before
            {
                // One that is unpacked already is the same.
                let _ = file.picture.set(picture.clone());
            }
        }
    }

    /// Tells whether none is named.
    #[cfg(feature = "serve")]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }

    /// Adds the pictures to a fingerprint of texts.
    pub(super) fn fingerprint(&self, texts: Fingerprint) -> Fingerprint {
        if self.0.is_empty() {
            return texts;
        }
        let mut print = Fingerprinter::default();
        print.add(texts.to_string().as_bytes());
        for file in self.0.values() {
            print.add(file.bytes.as_deref().unwrap_or_default());
        }
        print.finish()
    }
}

/// The paths of all pictures that the files name.
fn named(chain: &Chain) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut add = |folder: &Path, field: &Field<Choice>| {
        let named = field.filled().map(|named| &named.value.0);
        all.extend(named.and_then(|named| path(folder, named)));
    };
    let document = &chain.document;
    add(document.folder(), &document.file.shared.seal);
    let joint = document.file.joint.given();
    let joint = joint.into_iter().flat_map(|joint| &joint.value.0);
    let joint: Vec<_> = joint.map(|entry| &entry.value).collect();
    for entry in &joint {
        add(document.folder(), &entry.seal);
    }
    let own = std::iter::once(&document.file.signatories);
    let signing = own.chain(joint.iter().map(|entry| &entry.signatories));
    let signing = signing.filter_map(|signing| signing.given());
    for one in signing.flat_map(|signing| &signing.value.0) {
        if let ScalarOr::Map(entry) = &one.value {
            add(document.folder(), &entry.signature);
            add(document.folder(), &entry.seal);
        }
    }
    for layer in &chain.profiles {
        add(layer.folder(), &layer.file.shared.seal);
        let people = layer.file.signatories.given();
        let people = people.into_iter().flat_map(|people| &people.value.0);
        for person in people.filter_map(|person| person.value.as_ref()) {
            add(layer.folder(), &person.value.signature);
            add(layer.folder(), &person.value.seal);
        }
    }
    all
}

/// The path that a text names; none where it names nothing, or what must not be read.
fn path(folder: &Path, named: &Text) -> Option<PathBuf> {
    relative(folder, &named.text)
}

/// As [`path`], for a bare text.
pub(super) fn relative(folder: &Path, named: &str) -> Option<PathBuf> {
    // Writers on Windows use its separator; the file goes to others as well.
    let relative = named.trim().replace('\\', "/");
    let names = !relative.is_empty() && !is_absolute(&relative);
    names.then(|| folder.join(relative))
}

/// The picture that a text names, and a warning where its colour is not the law's.
pub(super) fn find(
    subject: Subject,
    folder: &Path,
    named: &Text,
    files: &Files,
) -> Result<(Picture, Option<Diagnostic>), Box<Diagnostic>> {
    let file = path(folder, named).and_then(|path| files.0.get(&path));
    let Some(file) = file else {
        let message = format!("đường dẫn tới {} phải là tương đối", subject.name());
        return Err(refused("anh-duong-dan", message, named)
            .help("để tệp ảnh cạnh tệp YAML này và chỉ ghi tên tệp, ví dụ chu-ky.png")
            .into());
    };
    let bytes = file
        .bytes
        .as_ref()
        .map_err(|error| missing(subject, named, error))?;
    let unpacked = file
        .picture
        .get_or_init(|| Picture::from_png(bytes.clone()));
    let picture = unpacked.clone().map_err(|why| unfit(subject, named, why))?;
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
    Ok((picture, warning))
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
    refused("khong-doc-duoc", message, named).help(unreadable(error))
}

/// The advice for a picture that cannot be read.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        _ if source::is_outside(error) => source::OUTSIDE.to_owned(),
        io::ErrorKind::NotFound => {
            "không có tệp này; đường dẫn tính từ thư mục chứa tệp YAML ghi nó".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "không có quyền đọc; đóng chương trình đang mở tệp hoặc xin quyền đọc tệp".to_owned()
        }
        io::ErrorKind::IsADirectory => "đây là thư mục; ghi tên một tệp ảnh".to_owned(),
        _ => format!("kiểm tra lại tên tệp, ổ đĩa hoặc mạng, rồi thử lại ({error})"),
    }
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
