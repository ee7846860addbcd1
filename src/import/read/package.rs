//! The package of a DOCX: its parts and how they hang together, bounded.
//!
//! In: the bytes of a file of whatever kind. Out: [`Package`], or what the file is if it is no DOCX that may be
//! opened. Parts are found by relationships; no name is fixed but that of the first list of them.

use super::xml::{Ns, Tree};
use crate::diagnostic::{Diagnostic, Diagnostics};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

/// The most bytes of all XML that is read, unpacked: some 10,000 pages.
const MAX_XML: u64 = 256 << 20;
/// The most bytes of all pictures.
const MAX_PICTURES: u64 = 256 << 20;
/// The most parts, of which most are pictures.
const MAX_PARTS: usize = 20_000;
/// No text of a document packs better than 1 : 200; what is small may.
const MAX_RATIO: u64 = 400;
const SMALL: u64 = 32 << 20;
/// How far an OLE2 file is searched for the mark of a locked one.
const SEARCHED: usize = 32 << 20;

/// Why a part cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Broken,
    TooLarge,
    TooDeep,
    Locked,
}

impl Fault {
    /// In words, with the part.
    pub(super) fn told(self, part: &str) -> Diagnostics {
        match self {
            Self::Broken => broken(&format!("phần “{part}” trong tệp không đọc được")),
            Self::TooLarge => too_large(&format!("phần “{part}” trong tệp quá lớn khi mở ra")),
            Self::TooDeep => too_large(&format!(
                "phần “{part}” trong tệp có các khung, bảng lồng nhau quá sâu"
            )),
            Self::Locked => locked(),
        }
    }
}

/// Asks for the file to be saved again.
const SAVE_AGAIN: &str =
    "mở bằng Word, vào Tệp > Lưu thành (Save As), chọn loại “Word Document (.docx)” rồi lưu lại";

fn broken(why: &str) -> Diagnostics {
    let message = format!("tệp Word bị hỏng hoặc chưa chép xong: {why}");
    Diagnostic::error("nhap-docx-hong", message)
        .help("chép hoặc tải lại tệp; mở được bằng Word thì lưu lại thành .docx (Word sửa được nhiều tệp hỏng)")
        .into()
}

pub(super) fn too_large(why: &str) -> Diagnostics {
    let message = format!("tệp Word vượt mức nhận: {why}");
    Diagnostic::error("nhap-qua-lon", message)
        .help("chép phần cần dùng sang một tệp Word mới rồi nhập từng phần; tệp nhận từ người lạ thì nên hỏi lại người gửi")
        .into()
}

fn locked() -> Diagnostics {
    Diagnostic::error("nhap-co-mat-khau", "tệp Word này có mật khẩu")
        .help("mở bằng Word, vào Tệp > Thông tin > Bảo vệ tài liệu > Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu lại")
        .into()
}

fn other(what: &str, help: &str) -> Diagnostics {
    let message = format!("tệp này không phải là tệp Word .docx mà là {what}");
    Diagnostic::error("nhap-khong-phai-docx", message)
        .help(help)
        .into()
}

/// What a part refers to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Relation {
    /// The last word of its type, the same in Strict and Transitional files: `styles`, `image`.
    pub(super) kind: String,
    /// The part, or what stands outside of the file.
    pub(super) target: String,
    pub(super) is_outside: bool,
}

/// What a part refers to, by the names that it uses.
pub(super) type Relations = BTreeMap<String, Relation>;

/// A part of XML with what it refers to.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) relations: Relations,
}

impl Part {
    /// Its tree.
    pub(super) fn tree(&self) -> crate::diagnostic::Result<Tree<'_>> {
        Tree::parse(&self.text).map_err(|fault| fault.told(&self.name))
    }
}

/// An open file.
#[derive(Debug)]
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The places of the parts by their names in small letters, which do not differ by case.
    names: BTreeMap<String, usize>,
    xml_left: u64,
    pictures_left: u64,
}

impl<'b> Package<'b> {
    /// Looks at a file and opens it if it may be a DOCX.
    ///
    /// # Errors
    /// What the file is instead.
    pub(super) fn open(bytes: &'b [u8]) -> crate::diagnostic::Result<Self> {
        if !bytes.starts_with(b"PK") {
            return Err(kind_of(bytes));
        }
        let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
            return Err(broken("không có mục lục ở cuối tệp"));
        };
        if zip.len() > MAX_PARTS {
            return Err(too_large(&format!("có hơn {MAX_PARTS} phần bên trong")));
        }
        let mut names = BTreeMap::new();
        for (at, name) in zip.file_names().enumerate() {
            let Ok(name) = name else { continue };
            names.insert(key(&name), at);
        }
        Ok(Self {
            zip,
            names,
            xml_left: MAX_XML,
            pictures_left: MAX_PICTURES,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    fn bytes(&mut self, name: &str, left: u64) -> Result<Option<Vec<u8>>, Fault> {
        let Some(at) = self.names.get(&key(name)) else {
            return Ok(None);
        };
        let file = match self.zip.by_index(*at) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Fault::Locked);
            }
            Err(_) => return Err(Fault::Broken),
        };
        let packed = file.compressed_size();
        // A directory may lie about sizes.
        let most = left.min(SMALL.max(packed.saturating_mul(MAX_RATIO)));
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|_| Fault::Broken)?;
        match bytes.len() as u64 > most {
            true => Err(Fault::TooLarge),
            false => Ok(Some(bytes)),
        }
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.bytes(name, self.xml_left)? else {
            return Ok(None);
        };
        self.xml_left = self.xml_left.saturating_sub(bytes.len() as u64);
        decoded(bytes).map(Some).ok_or(Fault::Broken)
    }

    /// A part of XML with its relations; none where there is no such part.
    ///
    /// # Errors
    /// A part that cannot be read.
    pub(super) fn part(&mut self, name: &str) -> crate::diagnostic::Result<Option<Part>> {
        let text = self.text(name).map_err(|fault| fault.told(name))?;
        let Some(text) = text else { return Ok(None) };
        Ok(Some(Part {
            name: name.trim_start_matches('/').to_owned(),
            text,
            relations: self.relations(name)?,
        }))
    }

    /// The bytes of a picture; none where there is no such part.
    ///
    /// # Errors
    /// A part that cannot be read.
    pub(super) fn picture(&mut self, name: &str) -> crate::diagnostic::Result<Option<Vec<u8>>> {
        let bytes = self
            .bytes(name, self.pictures_left)
            .map_err(|fault| fault.told(name))?;
        let length = bytes.as_ref().map_or(0, Vec::len) as u64;
        self.pictures_left = self.pictures_left.saturating_sub(length);
        Ok(bytes)
    }

    /// What a part refers to; of the package itself where the name is empty.
    fn relations(&mut self, of: &str) -> crate::diagnostic::Result<Relations> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = format!("{folder}/_rels/{file}.rels");
        let text = self.text(&name).map_err(|fault| fault.told(&name))?;
        let Some(text) = text else {
            return Ok(Relations::new());
        };
        let tree = Tree::parse(&text).map_err(|fault| fault.told(&name))?;
        let all = tree.root().children();
        let all = all.filter(|node| node.is(Ns::Package, "Relationship"));
        let read = all.filter_map(|node| {
            let kind = node.attribute("Type")?.rsplit('/').next()?.to_owned();
            let is_outside = node.attribute("TargetMode") == Some("External");
            let target = node.attribute("Target")?;
            let target = match is_outside {
                true => target.to_owned(),
                false => joined(folder, target),
            };
            let relation = Relation {
                kind,
                target,
                is_outside,
            };
            Some((node.attribute("Id")?.to_owned(), relation))
        });
        Ok(read.collect())
    }

    /// The name of the part with the text.
    ///
    /// # Errors
    /// What the file is if it is no document of Word.
    pub(super) fn main(&mut self) -> crate::diagnostic::Result<String> {
        let relations = self.relations("")?;
        let mut all = relations.into_values();
        let found = all.find(|relation| relation.kind == "officeDocument");
        let found = found.map(|relation| relation.target);
        let found = found.or_else(|| {
            let usual = "word/document.xml";
            self.has(usual).then(|| usual.to_owned())
        });
        let Some(name) = found else {
            return Err(self.other_package());
        };
        let types = self.text("[Content_Types].xml");
        let types = types.map_err(|fault| fault.told("[Content_Types].xml"))?;
        let kind = match &types {
            Some(types) => type_of(types, &name)
                .map_err(|fault| fault.told("[Content_Types].xml"))?
                .unwrap_or_default(),
            None => String::new(),
        };
        let help = "kiểm tra lại tên tệp; nội dung cần dùng thì chép sang Word rồi lưu thành .docx";
        if kind.contains("spreadsheetml") || kind.contains("ms-excel") {
            return Err(other("bảng tính Excel", help));
        }
        if kind.contains("presentationml") || kind.contains("ms-powerpoint") {
            return Err(other("bài trình chiếu PowerPoint", help));
        }
        if !self.has(&name) {
            return Err(broken(&format!("thiếu phần chữ của văn bản (“{name}”)")));
        }
        Ok(name)
    }

    /// What a zip file is that has no main part.
    fn other_package(&self) -> Diagnostics {
        let starts = |start: &str| self.names.keys().any(|name| name.starts_with(start));
        if self.has("content.xml") && starts("meta-inf/") {
            let help =
                "mở bằng LibreOffice, chọn Tệp > Lưu thành rồi chọn loại “Word 2010-365 (.docx)”";
            other("tệp của LibreOffice (OpenDocument, .odt)", help)
        } else if starts("index/") && self.names.keys().any(|name| name.ends_with(".iwa")) {
            let help = "mở bằng Pages, chọn Tệp > Xuất ra > Word";
            other("tệp Pages của máy Mac", help)
        } else if self.has("[Content_Types].xml") || starts("word/") {
            broken("thiếu phần chữ của văn bản")
        } else {
            let help = "giải nén rồi nhập từng tệp .docx bên trong";
            other("tệp nén ZIP", help)
        }
    }
}

/// How names of parts are compared. Old programs wrote the signs of Windows between folders.
fn key(name: &str) -> String {
    let name = name.replace('\\', "/").to_lowercase();
    name.trim_start_matches('/').to_owned()
}

/// The name of a part that another in `folder` refers to.
fn joined(folder: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The type of a part's content.
fn type_of(types: &str, name: &str) -> Result<Option<String>, Fault> {
    let tree = Tree::parse(types)?;
    let root = tree.root();
    let mut own = root.children().filter(|node| node.name() == "Override");
    let wanted = key(name);
    let own = own.find(|node| node.attribute("PartName").is_some_and(|n| key(n) == wanted));
    Ok(own
        .and_then(|node| node.attribute("ContentType"))
        .map(str::to_lowercase))
}

/// UTF-8, or UTF-16 with its mark.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let units = |of: fn([u8; 2]) -> u16| {
        let pairs = bytes[2..].chunks_exact(2);
        let units: Vec<u16> = pairs.map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// What a file is that is no zip file.
fn kind_of(bytes: &[u8]) -> Diagnostics {
    const OLE2: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    let small: Vec<u8> = text[..text.len().min(512)].to_ascii_lowercase();
    let pictures: [&[u8]; 6] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
    ];
    let typed = "gõ lại, hoặc tìm tệp Word gốc: chữ trong tệp này không lấy ra được đúng";
    if bytes.is_empty() {
        other("tệp rỗng", "tìm bản khác của văn bản")
    } else if bytes.starts_with(&OLE2) {
        let mark: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let searched = &bytes[..bytes.len().min(SEARCHED)];
        match searched.windows(mark.len()).any(|window| window == mark) {
            true => locked(),
            false => other("tệp Office kiểu cũ (.doc)", SAVE_AGAIN),
        }
    } else if text.starts_with(b"%PDF") {
        other("tệp PDF", typed)
    } else if pictures.iter().any(|start| bytes.starts_with(start))
        || bytes.get(8..12) == Some(b"WEBP")
    {
        other("ảnh", typed)
    } else if small.starts_with(b"{\\rtf") {
        other("tệp RTF", SAVE_AGAIN)
    } else if small.starts_with(b"<") {
        other("trang web (HTML) hoặc XML", SAVE_AGAIN)
    } else {
        other("tệp loại khác", SAVE_AGAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn targets_are_found_from_where_they_are_named() {
        for (folder, target, name) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../media/a.png", "media/a.png"),
            ("", "./word//document.xml", "word/document.xml"),
            ("word", "..\\..\\..\\x.xml", "x.xml"),
        ] {
            assert_eq!(joined(folder, target), name);
        }
    }
}
