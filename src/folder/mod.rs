//! An output folder: files whole or not at all, made anew only when what they are made of changed,
//! and never over a person's work.
//!
//! What vanban wrote is told by a record in `.vanban` (see `record`); a file that the record does
//! not know is judged by its own seal. Fingerprints decide, never time stamps. Runs in the same
//! folder take turns (see `lock`), and what a run that was killed left behind is swept by the next.

mod lock;
mod record;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Result};
use crate::fingerprint::Fingerprint;
use crate::{docx, pdf};
use lock::Lock;
use record::{Entry, Record};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tempfile::NamedTempFile;

/// The folder, inside an output folder, of what vanban keeps for itself.
const OWN: &str = ".vanban";

/// Which part of a batch a run makes; parts with other numbers may run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// From 0.
    pub index: usize,
    /// At least 1.
    pub count: usize,
}

/// A file to be written.
pub struct Output {
    /// Its name in the folder.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
    /// Of everything that it was made of.
    pub inputs: Fingerprint,
    /// Pages of the document.
    pub pages: usize,
}

/// What became of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Written.
    Made,
    /// The file that was there is the same.
    Same,
    /// A person changed the file that was there: the new one stands beside it, under this name.
    Beside(String),
    /// Written over a file that a person had changed, which is now under this name.
    Backed(String),
}

/// How a file stands to what it would be made of now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has to be made.
    Due,
    /// It is as it would be made.
    Current {
        /// Pages of the document.
        pages: usize,
    },
    /// A person changed it, and it was made of the same: it stays as it is.
    Edited {
        /// Pages of the document as it was made.
        pages: usize,
    },
}

/// An output folder, open for one run.
#[derive(Debug)]
pub struct Folder {
    dir: PathBuf,
    temporary: PathBuf,
    record: Mutex<Record>,
    _lock: Lock,
}

impl Folder {
    /// Opens a folder, made where it is not there; `waiting` is called once if another run holds
    /// it and has to be waited for. Also gives warnings about a damaged record.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub fn open(
        dir: &Path,
        share: Option<Share>,
        waiting: &mut dyn FnMut(),
    ) -> Result<(Self, Vec<Diagnostic>)> {
        let dir = match dir {
            dir if dir.as_os_str().is_empty() => Path::new("."),
            dir => dir,
        };
        let own = dir.join(OWN);
        let mut open = || {
            fs::create_dir_all(&own)?;
            let lock = Lock::take(&own, share, waiting)?;
            let (record, damaged) = Record::read(&own, share)?;
            let temporary = own.join(match share {
                None => "tmp".to_owned(),
                Some(share) => format!("tmp-{share}"),
            });
            sweep(&own, share)?;
            fs::create_dir_all(&temporary)?;
            io::Result::Ok((lock, record, damaged, temporary))
        };
        let (lock, record, damaged, temporary) = open().map_err(|e| unwritten(dir, &e))?;
        let warnings = damaged.then(|| record::damaged(&own)).into_iter().collect();
        let folder = Self {
            dir: dir.to_owned(),
            temporary,
            record: Mutex::new(record),
            _lock: lock,
        };
        Ok((folder, warnings))
    }

    /// Whether vanban has written into a folder: else there is nothing to know about it, and
    /// nothing has to be there before something is made.
    pub fn is_known(dir: &Path) -> bool {
        dir.join(OWN).exists()
    }

    /// Whether a path leads to this folder.
    pub fn is_at(&self, dir: &Path) -> bool {
        match (fs::canonicalize(&self.dir), fs::canonicalize(dir)) {
            (Ok(this), Ok(other)) => this == other,
            _ => false,
        }
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// How the file of a name stands to these inputs.
    pub fn state(&self, name: &str, inputs: Fingerprint) -> State {
        let Some(entry) = self.entry(name) else {
            return State::Due;
        };
        let Ok(there) = fs::read(self.path(name)) else {
            return State::Due;
        };
        let intact = Fingerprint::of(&there) == entry.digest;
        let pages = entry.pages;
        match (entry.inputs == inputs, intact) {
            (true, true) => State::Current { pages },
            (true, false) if is_sealed(name, &there) => State::Due,
            (true, false) => State::Edited { pages },
            (false, true) => State::Due,
            // What was made last may stand beside it.
            (false, false) => match self.beside(name) {
                Some(beside) if beside.inputs == inputs => State::Edited {
                    pages: beside.pages,
                },
                _ => State::Due,
            },
        }
    }

    /// Writes the files of one document: each goes to a temporary file first, and only when all
    /// are whole do they take their names. `force` replaces files that a person changed, and keeps
    /// those under another name.
    ///
    /// # Errors
    /// A file cannot be written; the files that were there are then as they were.
    pub fn write(&self, outputs: &[Output], force: bool) -> Result<Vec<Fate>> {
        let mut ready = Vec::new();
        for output in outputs {
            let fate = self.fate(output, force);
            let temporary = match fate {
                Fate::Same => None,
                _ => Some(
                    self.prepare(&output.bytes)
                        .map_err(|e| self.unwritten(output, &e))?,
                ),
            };
            ready.push((fate, temporary));
        }
        let mut fates = Vec::new();
        for (output, (fate, temporary)) in outputs.iter().zip(ready) {
            let name = match &fate {
                Fate::Beside(name) => name,
                Fate::Backed(old) => {
                    let moved = fs::rename(self.path(&output.name), self.path(old));
                    moved.map_err(|e| self.unwritten(output, &e))?;
                    &output.name
                }
                Fate::Made | Fate::Same => &output.name,
            };
            if let Some(file) = temporary {
                let put = file.persist(self.path(name));
                put.map_err(|e| self.unwritten(output, &e.error))?;
            }
            let entry = Entry {
                inputs: output.inputs,
                digest: Fingerprint::of(&output.bytes),
                pages: output.pages,
            };
            let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
            let noted = record.note(name, entry);
            noted.map_err(|e| self.unwritten(output, &e))?;
            fates.push(fate);
        }
        Ok(fates)
    }

    /// Keeps a text about a document (what it was made of), over the one that was kept before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(&self, name: &str, text: &str) -> Result<()> {
        let path = kept(&self.dir, name);
        let keep = || {
            if let Some(dir) = path.parent() {
                fs::create_dir_all(dir)?;
            }
            // Not worth waiting for the disk: what a power cut tears is only not compared with.
            let file = self.temporary(text.as_bytes())?;
            file.persist(&path).map(|_| ()).map_err(|e| e.error)
        };
        keep().map_err(|e| unwritten(&path, &e).into())
    }

    /// What [`Folder::keep`] kept; none where there is nothing.
    pub fn kept(dir: &Path, name: &str) -> Option<String> {
        fs::read_to_string(kept(dir, name)).ok()
    }

    /// The files that vanban wrote under names that begin so, and that are still there.
    pub fn beginning(&self, with: &str) -> Vec<String> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let names = record.beginning(with).map(str::to_owned);
        names.filter(|name| self.path(name).exists()).collect()
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        record.get(name)
    }

    /// The last file that was written beside one, if it is still as it was written.
    fn beside(&self, name: &str) -> Option<Entry> {
        let name = variants(name, "moi")
            .take_while(|name| self.path(name).exists())
            .last()?;
        let entry = self.entry(&name)?;
        let there = fs::read(self.path(&name)).ok()?;
        (Fingerprint::of(&there) == entry.digest).then_some(entry)
    }

    fn fate(&self, output: &Output, force: bool) -> Fate {
        let Ok(there) = fs::read(self.path(&output.name)) else {
            return Fate::Made;
        };
        if there == output.bytes {
            return Fate::Same;
        }
        if self.is_ours(&output.name, &there) {
            return Fate::Made;
        }
        if force {
            let free = variants(&output.name, "cu").find(|name| !self.path(name).exists());
            return Fate::Backed(free.unwrap_or_default());
        }
        let free = variants(&output.name, "moi").find(|name| match fs::read(self.path(name)) {
            Ok(there) => there == output.bytes || self.is_ours(name, &there),
            Err(_) => true,
        });
        Fate::Beside(free.unwrap_or_default())
    }

    /// Whether a file is as vanban wrote it.
    fn is_ours(&self, name: &str, bytes: &[u8]) -> bool {
        let known = self.entry(name);
        known.is_some_and(|entry| entry.digest == Fingerprint::of(bytes)) || is_sealed(name, bytes)
    }

    fn prepare(&self, bytes: &[u8]) -> io::Result<NamedTempFile> {
        let file = self.temporary(bytes)?;
        // Before it takes its name: after a power cut a name must not stand for half a file.
        file.as_file().sync_all()?;
        Ok(file)
    }

    fn temporary(&self, bytes: &[u8]) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is private by default; a document is as readable as any other file.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(&self.temporary)?;
        file.write_all(bytes)?;
        Ok(file)
    }

    fn unwritten(&self, output: &Output, error: &io::Error) -> Diagnostic {
        unwritten(&self.path(&output.name), error)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Only tidies: a record or folder that stays longer than needed does no harm.
        let record = self
            .record
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        let _ = record.tidy();
        let _ = fs::remove_dir(&self.temporary);
    }
}

/// Whether a file tells by its own seal that it is as vanban wrote it.
fn is_sealed(name: &str, bytes: &[u8]) -> bool {
    match Path::new(name).extension().and_then(|ext| ext.to_str()) {
        Some("docx") => docx::is_untouched(bytes),
        Some("pdf") => pdf::is_untouched(bytes),
        _ => false,
    }
}

/// `ke-hoach.moi.docx`, `ke-hoach.moi-2.docx`, …
fn variants(name: &str, word: &str) -> impl Iterator<Item = String> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let (stem, extension) = (stem.to_owned(), extension.to_owned());
    let word = word.to_owned();
    (1..).map(move |number: usize| match number {
        1 => format!("{stem}.{word}.{extension}"),
        _ => format!("{stem}.{word}-{number}.{extension}"),
    })
}

fn kept(dir: &Path, name: &str) -> PathBuf {
    dir.join(OWN).join("last").join(name)
}

/// Removes temporary files of runs that were killed. A run that holds the whole folder sweeps for
/// all parts of batches, too.
fn sweep(own: &Path, share: Option<Share>) -> io::Result<()> {
    for entry in fs::read_dir(own)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let swept = match share {
            None => name.is_some_and(|name| name.starts_with("tmp")),
            Some(share) => name == Some(&format!("tmp-{share}")),
        };
        if swept {
            fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

/// Why a file could not be written, in words for who runs the program.
pub fn unwritten(path: &Path, error: &io::Error) -> Diagnostic {
    let (cause, help) = match error.kind() {
        io::ErrorKind::PermissionDenied => (
            "không có quyền ghi",
            "chọn thư mục khác bằng -o, hoặc đóng tệp nếu đang mở trong Word",
        ),
        io::ErrorKind::AlreadyExists => ("đã có tệp này", "chọn tên khác, hoặc xóa tệp cũ trước"),
        io::ErrorKind::NotADirectory => (
            "một phần của đường dẫn không phải là thư mục",
            "kiểm tra lại đường dẫn",
        ),
        io::ErrorKind::StorageFull => ("ổ đĩa đầy", "dọn bớt rồi chạy lại"),
        io::ErrorKind::ReadOnlyFilesystem => ("ổ đĩa chỉ đọc", "chọn thư mục khác bằng -o"),
        _ => (
            "hệ điều hành từ chối",
            "kiểm tra lại đường dẫn và quyền ghi",
        ),
    };
    let message = match error.kind() {
        io::ErrorKind::Other => format!("không ghi được “{}”: {error}", path.display()),
        _ => format!("không ghi được “{}”: {cause}", path.display()),
    };
    let code = match error.kind() {
        io::ErrorKind::StorageFull => "o-dia-day",
        _ => "khong-ghi-duoc",
    };
    Diagnostic::error(code, message).help(help)
}
