//! The archive: parts by their relations, within bounds.

use super::refused;
use crate::diagnostic::{Diagnostic, Result};
use std::{
    collections::HashMap,
    io::{Cursor, Read},
};
use zip::ZipArchive;

/// The most parts of a package.
const MOST_PARTS: usize = 20_000;
/// The most bytes of a part as it is unpacked.
const MOST_PART: u64 = 256 << 20;
/// The most bytes that are unpacked of a package.
const MOST_UNPACKED: u64 = 512 << 20;

const AGAIN: &str = "mở tệp bằng Word rồi lưu lại (Save as) thành .docx, sau đó chạy lại";

/// A part with its name.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// A relation of a part.
struct Relation {
    kind: String,
    target: String,
    is_outside: bool,
}

/// An open package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Names of parts in small letters, with their own.
    names: HashMap<String, String>,
    unpacked: u64,
    relations: HashMap<String, HashMap<String, Relation>>,
}

impl<'b> Package<'b> {
    /// Opens a package.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self> {
        if let Some(wrong) = foreign(bytes) {
            return Err(wrong.into());
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| broken("tệp nén của nó không mở được"))?;
        if archive.len() > MOST_PARTS {
            return Err(too_large().into());
        }
        let names = archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()));
        let names = names.map(|name| (name.to_lowercase(), name)).collect();
        Ok(Self {
            archive,
            names,
            unpacked: 0,
            relations: HashMap::new(),
        })
    }

    /// The bytes of a part; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>> {
        let Some(own) = self.names.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let file = self
            .archive
            .by_name(own)
            .map_err(|_| broken(&format!("phần “{name}” không mở được")))?;
        let left = MOST_PART.min(MOST_UNPACKED - self.unpacked);
        let mut bytes = Vec::new();
        // What the archive says of its size is not trusted.
        let read = file.take(left + 1).read_to_end(&mut bytes);
        read.map_err(|_| broken(&format!("phần “{name}” bị hỏng")))?;
        if bytes.len() as u64 > left {
            return Err(too_large().into());
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(Part {
            name: name.to_owned(),
            bytes,
        }))
    }

    /// The document itself.
    pub(super) fn main(&mut self) -> Result<Part> {
        let root = Part {
            name: String::new(),
            bytes: Vec::new(),
        };
        let name = self.targets(&root, "officeDocument")?.into_iter().next();
        let name = name.unwrap_or_else(|| "word/document.xml".to_owned());
        match self.part(&name)? {
            Some(part) => Ok(part),
            None => Err(refused(
                "nhap-khong-phai-docx",
                "tệp này không phải văn bản Word: không có phần lời văn trong đó",
                "đưa vào tệp .docx; bảng tính và trình chiếu không nhập được",
            )
            .into()),
        }
    }

    /// The first part that another one has for a kind of thing.
    pub(super) fn related(&mut self, of: &Part, kind: &str) -> Result<Option<Part>> {
        match self.targets(of, kind)?.into_iter().next() {
            Some(name) => self.part(&name),
            None => Ok(None),
        }
    }

    /// All parts that another one has for a kind of thing.
    pub(super) fn all_related(&mut self, of: &Part, kind: &str) -> Result<Vec<Part>> {
        let names = self.targets(of, kind)?;
        let mut parts = Vec::with_capacity(names.len());
        for name in names {
            parts.extend(self.part(&name)?);
        }
        Ok(parts)
    }

    /// The part or address that a relation leads to.
    pub(super) fn target(&mut self, of: &str, id: &str) -> Result<Option<(String, bool)>> {
        let relations = self.relations(of)?;
        let relation = relations.get(id);
        Ok(relation.map(|relation| match relation.is_outside {
            true => (relation.target.clone(), true),
            false => (resolved(of, &relation.target), false),
        }))
    }

    fn targets(&mut self, of: &Part, kind: &str) -> Result<Vec<String>> {
        let relations = self.relations(&of.name)?;
        let mut found: Vec<(&String, &Relation)> = relations
            .iter()
            .filter(|(_, relation)| !relation.is_outside && relation.kind == kind)
            .collect();
        found.sort_by_key(|(id, _)| (id.len(), *id));
        Ok(found
            .into_iter()
            .map(|(_, relation)| resolved(&of.name, &relation.target))
            .collect())
    }

    fn relations(&mut self, of: &str) -> Result<&HashMap<String, Relation>> {
        if !self.relations.contains_key(of) {
            let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
            let slash = if folder.is_empty() { "" } else { "/" };
            let part = self.part(&format!("{folder}{slash}_rels/{name}.rels"))?;
            let mut all = HashMap::new();
            if let Some(part) = part {
                let tree = super::xml::parse(&part)?;
                for node in tree
                    .root_element()
                    .children()
                    .filter(|node| node.is_element())
                {
                    let attribute = |name| node.attribute(name).unwrap_or_default().to_owned();
                    // The kind is the last word of an address, the same in Transitional and Strict.
                    let kind = attribute("Type");
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let is_outside = node.attribute("TargetMode") == Some("External");
                    let relation = Relation {
                        kind,
                        target: attribute("Target"),
                        is_outside,
                    };
                    all.insert(attribute("Id"), relation);
                }
            }
            self.relations.insert(of.to_owned(), all);
        }
        Ok(&self.relations[of])
    }
}

/// The name of a part by what a relation of another one says; `..` stays inside of the package.
fn resolved(of: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut path: Vec<&str> = of.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// A file that is something else, by what it begins with.
fn foreign(bytes: &[u8]) -> Option<Diagnostic> {
    const NOT: &str = "nhap-khong-phai-docx";
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    let (message, help) = if begins(b"PK\x03\x04") {
        return None;
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let wide: Vec<u8> = "EncryptedPackage"
            .bytes()
            .flat_map(|byte| [byte, 0])
            .collect();
        if bytes.windows(wide.len()).any(|window| window == wide) {
            return Some(refused(
                "nhap-co-mat-khau",
                "tệp Word này có mật khẩu",
                "mở bằng Word, bỏ mật khẩu (File, Info, Protect Document), lưu lại rồi chạy lại",
            ));
        }
        ("tệp này là tệp Word kiểu cũ (.doc) mang tên khác", AGAIN)
    } else if begins(b"%PDF-") {
        (
            "tệp này là PDF, không phải văn bản Word",
            "tìm tệp Word đã làm ra nó",
        )
    } else if begins(b"{\\rtf") {
        ("tệp này là RTF mang tên khác", AGAIN)
    } else if begins(b"\x89PNG") || begins(b"\xff\xd8\xff") || begins(b"GIF8") {
        (
            "tệp này là ảnh, không phải văn bản Word",
            "gõ lại văn bản, hoặc tìm tệp Word của nó",
        )
    } else if bytes.is_empty() {
        ("tệp này rỗng", "tìm bản khác của văn bản")
    } else {
        ("tệp này không phải văn bản Word (.docx)", AGAIN)
    };
    Some(refused(NOT, message, help))
}

/// A package of which a part cannot be read.
pub(super) fn broken(why: &str) -> Diagnostic {
    refused(
        "nhap-docx-hong",
        format!("tệp Word này bị hỏng: {why}"),
        AGAIN,
    )
}

/// A package that holds more than any document needs.
pub(super) fn too_large() -> Diagnostic {
    refused(
        "nhap-qua-lon",
        "tệp Word này mở ra lớn quá mức nhận (512 MiB)",
        "kiểm lại nguồn của tệp; văn bản quá dài thì tách thành nhiều tệp",
    )
}
