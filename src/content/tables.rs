//! `bang`: the files that its tables name, and the tables themselves.

use super::chain::{Chain, ReadFile};
use crate::{
    data::DataFile,
    diagnostic::Diagnostic,
    fingerprint::{Fingerprint, Fingerprinter},
    rows::RowWords,
    tables::{self, Table},
};
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// Bytes of all files of rows together.
const MOST_BYTES: usize = 64 << 20;

/// The files of rows that a document names, each read once, and the tables once they were asked for.
#[derive(Default)]
pub(super) struct Tables {
    files: BTreeMap<PathBuf, io::Result<Arc<[u8]>>>,
    read: OnceLock<Read>,
}

/// The tables of a document, and what stands against them.
#[derive(Default)]
pub(super) struct Read {
    pub(super) tables: Vec<Arc<Table>>,
    pub(super) errors: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl Tables {
    /// Reads the files that the tables name.
    pub(super) fn open(chain: &Chain, read: ReadFile<'_>) -> Self {
        let mut files = BTreeMap::new();
        let mut room = MOST_BYTES;
        let named = chain.document.file.tables.given();
        let named = named.into_iter().flat_map(|tables| &tables.value.0);
        for entry in named.filter_map(|table| table.value.as_ref()) {
            let Some(path) = tables::path(chain.document.folder(), &entry.value) else {
                continue;
            };
            files.entry(path).or_insert_with_key(|path| {
                let bytes = read(path)?;
                room = room
                    .checked_sub(bytes.len())
                    .ok_or_else(|| io::Error::other("các tệp bảng cộng lại quá lớn"))?;
                Ok(bytes.into())
            });
        }
        Self {
            files,
            read: OnceLock::new(),
        }
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    /// Adds the files to a fingerprint of texts.
    pub(super) fn fingerprint(&self, texts: Fingerprint) -> Fingerprint {
        if self.files.is_empty() {
            return texts;
        }
        let mut print = Fingerprinter::default();
        print.add(texts.to_string().as_bytes());
        for bytes in self.files.values() {
            print.add(bytes.as_deref().unwrap_or_default());
        }
        print.finish()
    }

    /// The tables of the document.
    pub(super) fn read(&self, chain: &Chain) -> &Read {
        self.read.get_or_init(|| self.all(chain))
    }

    fn all(&self, chain: &Chain) -> Read {
        let mut all = Read::default();
        let Some(given) = chain.document.file.tables.given() else {
            return all;
        };
        let words = match RowWords::builtin() {
            Ok(words) => words,
            Err(found) => {
                all.errors.extend(found.0);
                return all;
            }
        };
        let bytes = |path: &Path| match self.files.get(path) {
            Some(Ok(bytes)) => Ok(Arc::clone(bytes)),
            Some(Err(error)) => Err(io::Error::new(error.kind(), error.to_string())),
            None => Err(io::ErrorKind::NotFound.into()),
        };
        let mut with = tables::Reading {
            folder: chain.document.folder(),
            words: &words,
            bytes: &bytes,
            errors: &mut all.errors,
            warnings: &mut all.warnings,
        };
        for member in &given.value.0 {
            let Some(entry) = &member.value else {
                let message = format!("bảng “{}” để trống", member.name);
                let error = Diagnostic::error("bang-trong", message).at(member.key.clone());
                with.errors.push(
                    error.help("ghi các cột ở mục “cot”, các hàng ở mục “cac_hang” hoặc “tep”"),
                );
                continue;
            };
            let table = tables::read(&member.name, &member.key, &entry.value, &mut with);
            let Some(table) = table else { continue };
            let variable = table.variable();
            match all.tables.iter().find(|known| known.variable() == variable) {
                Some(first) => with.errors.push(
                    Diagnostic::error(
                        "trung-bang",
                        format!("hai bảng cùng có tên `{variable}` trong biểu thức"),
                    )
                    .at(table.place)
                    .related(first.place.clone(), "bảng kia ở đây")
                    .help("đổi tên một bảng; tên không kể dấu, chữ hoa chữ thường và dấu câu"),
                ),
                None => all.tables.push(Arc::new(table)),
            }
        }
        all
    }
}
