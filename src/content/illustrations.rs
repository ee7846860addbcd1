//! The pictures that the texts of a document show: the files that they name, or what is wrong with them.
//!
//! A text names a picture before its expressions are worked out, so that the files are known, and part
//! of the fingerprint, before there is a document. Only what is shown in the end has to be sound.

use super::{
    chain::{Chain, ReadFile},
    charts::Charts,
    pictures::{MOST_BYTES as ALL_BYTES, relative, unreadable},
};
use crate::chart::{Chart, KINDS, Series};
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::{BlockKind, Document, Subject};
use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::markdown::{Shelf, picture_path};
use crate::picture::{Image, MOST_BYTES, MOST_PIXELS, Unfit};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};
use unicode_normalization::UnicodeNormalization;

/// The pictures and charts that the texts of a document may show, by name. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Illustrations {
    pictures: Arc<BTreeMap<String, File>>,
    charts: Arc<Charts>,
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
            charts: Arc::default(),
        }
    }

    /// Takes what was decoded of the same bytes before: that is most of the work where one letter of a text changed.
    #[cfg(feature = "serve")]
    pub(super) fn adopt(&self, earlier: &Self) {
        for (name, file) in self.pictures.iter() {
            let Some(known) = earlier.pictures.get(name) else {
                continue;
            };
            if let (Ok(bytes), Ok(before), Some(image)) =
                (&file.bytes, &known.bytes, known.image.get())
                && bytes == before
            {
                // One that is decoded already is the same.
                let _ = file.image.set(image.clone());
            }
        }
    }

    /// Tells whether none is shown.
    #[cfg(feature = "serve")]
    pub(super) fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }

    /// How many are decoded.
    #[cfg(all(test, feature = "serve"))]
    pub(super) fn decoded(&self) -> usize {
        let files = self.pictures.values();
        files.filter(|file| file.image.get().is_some()).count()
    }

    /// The same pictures, with the charts of a document.
    pub(super) fn with_charts(&self, charts: Charts) -> Self {
        Self {
            pictures: Arc::clone(&self.pictures),
            charts: Arc::new(charts),
        }
    }

    /// A picture that is shown; none where it cannot be (its refusal tells why).
    pub fn picture(&self, name: &str) -> Option<Image> {
        self.pictures.get(name)?.image().ok()
    }

    /// A chart; none where none is declared by this name.
    pub fn chart(&self, name: &str) -> Option<Arc<Chart>> {
        self.charts.get(name).map(Arc::clone)
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
        let same = Arc::ptr_eq(&self.pictures, &other.pictures) || files(self) == files(other);
        same && self.charts == other.charts
    }
}

impl File {
    fn image(&self) -> Result<Image, Unfit> {
        let read = || Image::read(self.bytes.as_deref().unwrap_or_default());
        self.image.get_or_init(read).clone()
    }
}

/// The part of an illustration that is kept after its file, or its figures, are gone: enough to tell whether
/// another is the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Remembered {
    /// A picture.
    Picture {
        /// Hexadecimal digits.
        digest: String,
        /// Width and height.
        points: (f64, f64),
    },
    /// A chart.
    Chart {
        /// As content files name it.
        kind: String,
        /// The unit of its figures.
        unit: String,
        /// Their names.
        categories: Vec<String>,
        /// Names and figures.
        series: Vec<(String, Vec<Option<String>>)>,
    },
}

impl Illustrations {
    /// The digests to be remembered of the illustrations that a document shows.
    pub fn to_remember(&self, document: &Document) -> Vec<(String, Remembered)> {
        let mut shown = BTreeMap::new();
        for block in &document.blocks {
            if let BlockKind::Illustration(illustration) = &block.kind {
                let (name, kept) = match &illustration.subject {
                    Subject::Picture(name) => (name, self.picture(name).map(kept_picture)),
                    Subject::Chart(name) => (name, self.chart(name).map(|c| kept_chart(&c))),
                };
                shown.extend(kept.map(|kept| (name.clone(), kept)));
            }
        }
        shown.into_iter().collect()
    }

    /// Illustrations whose files and figures are gone: charts as they were, and blank pictures that are
    /// told apart as their files were.
    pub fn remembered(kept: Vec<(String, Remembered)>) -> Self {
        let (mut pictures, mut charts) = (BTreeMap::new(), Charts::new());
        for (name, kept) in kept {
            match kept {
                Remembered::Picture { digest, points } => {
                    let image = OnceLock::from(Ok(Image::blank(&digest, points)));
                    let (path, bytes) = (PathBuf::new(), Ok(Vec::new()));
                    pictures.insert(name, File { path, bytes, image });
                }
                Remembered::Chart {
                    kind,
                    unit,
                    categories,
                    series,
                } => {
                    let known = KINDS.iter().find(|(name, _)| *name == kind);
                    let read = |value: Option<String>| value?.parse().ok();
                    let series = series.into_iter().map(|(name, values)| Series {
                        name,
                        values: values.into_iter().map(read).collect(),
                    });
                    let chart = known.map(|(_, kind)| Chart {
                        kind: *kind,
                        unit,
                        categories,
                        series: series.collect(),
                    });
                    charts.extend(chart.map(|chart| (name, Arc::new(chart))));
                }
            }
        }
        Self {
            pictures: Arc::new(pictures),
            charts: Arc::new(charts),
        }
    }
}

fn kept_picture(image: Image) -> Remembered {
    let digest = image.digest().map(|byte| format!("{byte:02x}")).concat();
    let points = image.points();
    Remembered::Picture { digest, points }
}

fn kept_chart(chart: &Chart) -> Remembered {
    let kind = KINDS.iter().find(|(_, kind)| *kind == chart.kind);
    let series = chart.series.iter().map(|Series { name, values }| {
        let values = values.iter().map(|value| Some((*value)?.to_string()));
        (name.clone(), values.collect())
    });
    Remembered::Chart {
        kind: kind.map_or("", |(name, _)| name).to_owned(),
        unit: chart.unit.clone(),
        categories: chart.categories.clone(),
        series: series.collect(),
    }
}

impl Shelf for Illustrations {
    fn refusal(&self, subject: &Subject) -> Option<Diagnostic> {
        match subject {
            Subject::Picture(name) => self.unfit_picture(name),
            Subject::Chart(name) if self.charts.contains_key(name) => None,
            Subject::Chart(name) => Some(self.unknown_chart(name)),
        }
    }
}

impl Illustrations {
    fn unknown_chart(&self, name: &str) -> Diagnostic {
        let near = nearest(name, self.charts.keys().map(String::as_str));
        let help = match near {
            Some(near) => format!("có phải là bieu-do:{near}?"),
            None => "khai báo biểu đồ này dưới mục “bieu_do”, hoặc sửa lại tên".to_owned(),
        };
        Diagnostic::error("bieu-do-la", format!("không có biểu đồ “{name}”")).help(help)
    }

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
