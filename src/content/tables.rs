//! `bang`: the files that its tables name, and the tables themselves.

use super::{
    chain::{Chain, ReadFile},
    schema::appendices::AppendixEntry,
};
use crate::{
    data::DataFile,
    diagnostic::{Diagnostic, Place},
    fingerprint::{Fingerprint, Fingerprinter},
    rows::RowWords,
    tables::{self, Table, schema::TableEntry},
    yaml::{
        source,
        typed::{Field, Marked, OneOrMany, ScalarOr},
    },
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
        for (_, _, entry) in entries(chain) {
            let Some(path) = tables::path(chain.document.folder(), entry) else {
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
        let (given, blank) = (entries(chain), blank(chain));
        if given.is_empty() && blank.is_empty() {
            return all;
        }
        let words = match RowWords::builtin() {
            Ok(words) => words,
            Err(found) => {
                all.errors.extend(found.0);
                return all;
            }
        };
        let bytes = |path: &Path| match self.files.get(path) {
            Some(Ok(bytes)) => Ok(Arc::clone(bytes)),
            Some(Err(error)) => Err(source::again(error)),
            None => Err(io::ErrorKind::NotFound.into()),
        };
        let mut with = tables::Reading {
            folder: chain.document.folder(),
            words: &words,
            bytes: &bytes,
            errors: &mut all.errors,
            warnings: &mut all.warnings,
        };
        with.errors.extend(blank);
        for (name, place, entry) in given {
            let table = tables::read(&name, place, entry, &mut with);
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

/// The tables of a document, each with its name and where that stands: those of `bang`, and those
/// that appendices have of their own.
fn entries(chain: &Chain) -> Vec<(String, &Place, &TableEntry)> {
    let file = &chain.document.file;
    let mut all = Vec::new();
    let named = file.tables.given();
    for member in named.into_iter().flat_map(|tables| &tables.value.0) {
        if let Some(entry) = &member.value {
            all.push((member.name.clone(), &member.key, &entry.value));
        }
    }
    own(&file.appendices, "", &mut all);
    let attached = file.attached.given();
    let attached = attached.into_iter().flat_map(|all| &all.value.0);
    for (index, entry) in attached.enumerate() {
        let before = format!("kem-theo-{}-", index + 1);
        own(&entry.value.appendices, &before, &mut all);
    }
    all
}

/// The tables that stand in appendices.
fn own<'c>(
    appendices: &'c Field<OneOrMany<AppendixEntry>>,
    before: &str,
    all: &mut Vec<(String, &'c Place, &'c TableEntry)>,
) {
    let given = appendices.given();
    let given = given.into_iter().flat_map(|all| &all.value.0);
    for (index, appendix) in given.enumerate() {
        let table = &appendix.value.table;
        if let (
            Some(Marked {
                value: ScalarOr::Map(entry),
                ..
            }),
            Some(place),
        ) = (table.filled(), &table.mark.key)
        {
            all.push((format!("{before}phu-luc-{}", index + 1), place, &**entry));
        }
    }
}

/// A message about each table of `bang` that says nothing.
fn blank(chain: &Chain) -> Vec<Diagnostic> {
    let named = chain.document.file.tables.given();
    let named = named.into_iter().flat_map(|tables| &tables.value.0);
    let blank = named.filter(|member| member.value.is_none());
    blank
        .map(|member| {
            let message = format!("bảng “{}” để trống", member.name);
            Diagnostic::error("bang-trong", message)
                .at(member.key.clone())
                .help("ghi các cột ở mục “cot”, các hàng ở mục “cac_hang” hoặc “tep”")
        })
        .collect()
}
