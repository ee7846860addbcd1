//! The pictures that the texts of a document show: the files that they name, or what is wrong with them.
//!
//! A text names a picture before its expressions are worked out, so that the files are known, and part
//! of the fingerprint, before there is a document. Only what is shown in the end has to be sound.

use super::{
    chain::{Chain, ReadFile},
    pictures::{MOST_BYTES as ALL_BYTES, relative, unreadable},
};
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document, Subject};
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::markdown::{Shelf, picture_path};
use crate::picture::{Image, MOST_BYTES, MOST_PIXELS, Unfit};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};
use unicode_normalization::UnicodeNormalization;

/// The pictures and charts that the texts of a document may show, by name. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Illustrations {
    pictures: Arc<BTreeMap<String, File>>,
}

/// A picture's file, read once.
#[derive(Debug)]
struct File {
    path: PathBuf,
    bytes: io::Result<Vec<u8>>,
    /// Decoded when it is first shown.
    image: OnceLock<Result<Image, Unfit>>,
}

impl Illustrations {
    /// Reads what the texts of the document name.
    pub(super) fn read(chain: &Chain, read: ReadFile<'_>) -> Self {
        let folder = chain.document.folder();
        let mut pictures = BTreeMap::new();
        let mut room = ALL_BYTES;
        let texts = chain.own_texts().into_iter();
        let lines = texts
            .filter(|text| text.contains("!["))
            .flat_map(str::lines);
        for named in lines.filter_map(picture_path) {
            let name: String = named.nfc().collect();
            if pictures.contains_key(&name) || is_address(&name) {
                continue;
            }
            let Some(path) = relative(folder, &name) else {
                continue;
            };
            let bytes = read(&path).and_then(|bytes| {
                room = room
                    .checked_sub(bytes.len())
                    .ok_or_else(|| io::Error::other("các ảnh cộng lại quá lớn"))?;
                Ok(bytes)
            });
            let image = OnceLock::new();
            pictures.insert(name, File { path, bytes, image });
        }
        Self {
            pictures: Arc::new(pictures),
        }
    }

    /// A picture that is shown; none where it cannot be ([`Shelf::refusal`] tells why).
    pub fn picture(&self, name: &str) -> Option<Image> {
        self.pictures.get(name)?.image().ok()
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.pictures.values().map(|file| file.path.as_path())
    }

    /// Adds the pictures to a fingerprint of texts.
    pub(super) fn fingerprint(&self, texts: Fingerprint) -> Fingerprint {
        if self.pictures.is_empty() {
            return texts;
        }
        let mut print = Fingerprinter::default();
        print.add(texts.to_string().as_bytes());
        for (name, file) in self.pictures.iter() {
            print.add(name.as_bytes());
            print.add(file.bytes.as_deref().unwrap_or_default());
        }
        print.finish()
    }
}

/// The same names for the same bytes.
impl PartialEq for Illustrations {
    fn eq(&self, other: &Self) -> bool {
        let files = |all: &Self| -> Vec<(String, Option<Vec<u8>>)> {
            let files = all.pictures.iter();
            files
                .map(|(name, file)| (name.clone(), file.bytes.as_ref().ok().cloned()))
                .collect()
        };
        Arc::ptr_eq(&self.pictures, &other.pictures) || files(self) == files(other)
    }
}

impl File {
    fn image(&self) -> Result<Image, Unfit> {
        let read = || Image::read(self.bytes.as_deref().unwrap_or_default());
        self.image.get_or_init(read).clone()
    }
}

/// What is kept of a picture after its file is gone: enough to tell whether another is the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remembered {
    digest: String,
    points: (f64, f64),
}

impl Illustrations {
    /// What is to be remembered of the pictures that a document shows.
    pub fn to_remember(&self, document: &Document) -> Vec<(String, Remembered)> {
        let mut names = BTreeSet::new();
        for block in &document.blocks {
            if let BlockKind::Illustration(shown) = &block.kind
                && let Subject::Picture(name) = &shown.subject
            {
                names.insert(name);
            }
        }
        let remembered = |name: &String| {
            let image = self.picture(name)?;
            let digest = image.digest().map(|byte| format!("{byte:02x}")).concat();
            let points = image.points();
            Some((name.clone(), Remembered { digest, points }))
        };
        names.into_iter().filter_map(remembered).collect()
    }

    /// Pictures whose files are gone: blank ones that are told apart as their files were.
    pub fn remembered(kept: Vec<(String, Remembered)>) -> Self {
        let file = |(name, Remembered { digest, points }): (String, Remembered)| {
            let file = File {
                path: PathBuf::new(),
                bytes: Ok(Vec::new()),
                image: OnceLock::from(Ok(Image::blank(&digest, points))),
            };
            (name, file)
        };
        Self {
            pictures: Arc::new(kept.into_iter().map(file).collect()),
        }
    }
}

impl Shelf for Illustrations {
    fn refusal(&self, subject: &Subject) -> Option<Diagnostic> {
        match subject {
            Subject::Picture(name) => self.unfit_picture(name),
            Subject::Chart(name) => Some(unknown_chart(name)),
        }
    }
}

impl Illustrations {
    fn unfit_picture(&self, name: &str) -> Option<Diagnostic> {
        let Some(file) = self.pictures.get(name) else {
            return Some(misnamed(name));
        };
        if let Err(error) = &file.bytes {
            let message = format!("không đọc được ảnh “{name}”");
            return Some(Diagnostic::error("khong-doc-duoc", message).help(unreadable(error)));
        }
        file.image().err().map(|why| unfit(name, why))
    }
}

/// Tells whether a name is an address on the net.
fn is_address(name: &str) -> bool {
    name.contains("://") || name.starts_with("data:")
}

/// A picture that no file was looked for.
fn misnamed(name: &str) -> Diagnostic {
    if is_address(name) {
        let message = format!("ảnh “{name}” là địa chỉ trên mạng");
        return Diagnostic::error("anh-duong-dan", message)
            .help("tải ảnh về, để cạnh tệp YAML này và ghi tên tệp");
    }
    if relative(Path::new(""), name).is_none() {
        return Diagnostic::error("anh-duong-dan", "đường dẫn tới ảnh phải là tương đối")
            .help("để tệp ảnh cạnh tệp YAML này và chỉ ghi tên tệp, ví dụ anh/so-do.png");
    }
    Diagnostic::error(
        "anh-duong-dan",
        "tên tệp ảnh không được ghép bằng biểu thức",
    )
    .help("ghi thẳng tên tệp trong ngoặc tròn, ví dụ ![mô tả](anh/so-do.png)")
}

fn unknown_chart(name: &str) -> Diagnostic {
    Diagnostic::error("bieu-do-la", format!("không có biểu đồ “{name}”"))
        .help("khai báo biểu đồ này dưới mục “bieu_do”, hoặc sửa lại tên")
}

fn unfit(name: &str, why: Unfit) -> Diagnostic {
    let save = "mở ảnh bằng chương trình xem ảnh rồi lưu thành PNG hoặc JPEG; đổi đuôi tên tệp thôi thì chưa đủ";
    let (code, message, help) = match why {
        Unfit::Unknown(Some(format)) => (
            "hinh-dinh-dang",
            format!("“{name}” là tệp {format}, không phải ảnh PNG hay JPEG"),
            save.to_owned(),
        ),
        Unfit::Unknown(None) => (
            "hinh-dinh-dang",
            format!("“{name}” không phải là ảnh PNG hay JPEG"),
            save.to_owned(),
        ),
        Unfit::Animated => (
            "hinh-dinh-dang",
            format!("ảnh “{name}” là ảnh động"),
            "lưu một khung hình thành ảnh PNG".to_owned(),
        ),
        Unfit::Cmyk => (
            "hinh-dinh-dang",
            format!("ảnh “{name}” dùng màu của máy in (CMYK)"),
            "lưu lại ảnh với màu RGB".to_owned(),
        ),
        Unfit::Rare => (
            "hinh-dinh-dang",
            format!("ảnh “{name}” là một loại JPEG hiếm gặp mà nhiều chương trình không mở được"),
            "mở ảnh bằng chương trình xem ảnh rồi lưu lại thành JPEG thường".to_owned(),
        ),
        Unfit::Broken => (
            "anh-hong",
            format!("ảnh “{name}” bị hỏng hoặc thiếu một phần"),
            "chép lại tệp từ bản gốc, hoặc mở bằng chương trình xem ảnh rồi lưu lại".to_owned(),
        ),
        Unfit::TooManyBytes => (
            "anh-qua-lon",
            format!("ảnh “{name}” lớn hơn {} MiB", MOST_BYTES >> 20),
            "giảm số điểm ảnh: 300 điểm ảnh mỗi inch là đủ để in".to_owned(),
        ),
        Unfit::TooManyPixels(width, height) => (
            "anh-qua-lon",
            format!("ảnh “{name}” có {width} × {height} điểm ảnh: quá lớn"),
            format!(
                "thu nhỏ ảnh còn không quá {} triệu điểm ảnh; 300 điểm ảnh mỗi inch là đủ để in",
                MOST_PIXELS / 1_000_000
            ),
        ),
    };
    Diagnostic::error(code, message).help(help)
}
