//! An output folder: files whole or not at all, made anew only when what they are made of changed,
//! and never over a person's work.
//!
//! What vanban wrote is told by a record in `.vanban` (see `record`); a file that the record does
//! not know is judged by its own seal. Fingerprints decide, never time stamps. Runs in the same
//! folder take turns (see `lock`), and what a run that was killed left behind is swept by the next.

pub(in crate::project) mod disk;
#[cfg(feature = "serve")]
pub(crate) mod glance;
mod health;
mod lock;
mod record;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Result};
use crate::fingerprint::Fingerprint;
use crate::yaml::source::is_locked;
use disk::unseen;
pub(crate) use disk::unwritten;
pub(crate) use health::health;
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
pub(crate) const OWN: &str = ".vanban";

/// Files beside one that are named; where nobody can tell, there would be no end of names.
const MOST_NEWER: usize = 20;

/// What stands under a name.
enum There {
    Nothing,
    File(Vec<u8>),
    /// A file that another program does not even let be read.
    Held,
}

/// Which part of a batch a run makes; parts with other numbers may run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    /// From 0.
    pub index: usize,
    /// At least 1.
    pub count: usize,
}

/// A file to be written.
pub(crate) struct Output {
    /// Its name in the folder.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
    /// The fingerprint of everything that it was made of.
    pub inputs: Fingerprint,
    /// Pages of the document.
    pub pages: usize,
}

/// The way that an output took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Written.
    Made,
    /// The file that was there is the same.
    Same,
    /// A person changed the file that was there: the new one stands beside it, under this name.
    Beside(String),
    /// Written over a file that a person had changed, which is now under this name.
    Backed(String),
    /// Another program has the file that was there, and lets nobody replace it: the new one stands beside it, under
    /// this name.
    Held(String),
}

/// How a file stands to what it would be made of now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
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

/// Tells of a file, by its name and bytes, whether it is as vanban wrote it.
pub(crate) type Seal = fn(&str, &[u8]) -> bool;

/// An output folder, open for one run.
#[derive(Debug)]
pub(crate) struct Folder {
    dir: PathBuf,
    is_sealed: Seal,
    temporary: PathBuf,
    record: Mutex<Record>,
    _lock: Lock,
}

impl Folder {
    /// Opens a folder, made where it is not there; `is_sealed` judges files that the record does not
    /// know, and `waiting` is called once if another run holds
    /// it and has to be waited for. Also gives warnings about a damaged record.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub(crate) fn open(
        dir: &Path,
        share: Option<Share>,
        is_sealed: Seal,
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
            is_sealed,
            temporary,
            record: Mutex::new(record),
            _lock: lock,
        };
        Ok((folder, warnings))
    }

    /// Tells whether vanban has written into a folder: else there is nothing to know about it, and
    /// nothing has to be there before something is made.
    pub(crate) fn is_known(dir: &Path) -> bool {
        // Where nobody can tell, opening it does.
        !matches!(dir.join(OWN).try_exists(), Ok(false))
    }

    /// Tells whether a path leads to this folder.
    ///
    /// # Errors
    /// Nobody can tell. To open the folder a second time then would be to wait for oneself.
    pub(crate) fn is_at(&self, dir: &Path) -> Result<bool> {
        let same = || match fs::canonicalize(dir) {
            Ok(other) => Ok(fs::canonicalize(&self.dir)? == other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        };
        same().map_err(|e| unwritten(dir, &e).into())
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// How the file of a name stands to these inputs.
    ///
    /// # Errors
    /// The file is there, or may be, but cannot be read.
    pub(crate) fn state(&self, name: &str, inputs: Fingerprint) -> Result<State> {
        let Some(entry) = self.entry(name) else {
            return Ok(State::Due);
        };
        let There::File(there) = self.read(name)? else {
            return Ok(State::Due);
        };
        let intact = Fingerprint::of(&there) == entry.digest;
        let pages = entry.pages;
        Ok(match (entry.inputs == inputs, intact) {
            (true, true) => State::Current { pages },
            (true, false) if (self.is_sealed)(name, &there) => State::Due,
            (true, false) => State::Edited { pages },
            (false, true) => State::Due,
            // What was made last may stand beside it.
            (false, false) => match self.beside(name)? {
                Some(beside) if beside.inputs == inputs => State::Edited {
                    pages: beside.pages,
                },
                _ => State::Due,
            },
        })
    }

    /// Writes the files of one document: each goes to a temporary file first, and only when all
    /// are whole do they take their names. `force` replaces files that a person changed, and keeps
    /// those under another name.
    ///
    /// # Errors
    /// A file cannot be written, or what stands under its name cannot be read: the files that were
    /// there are then as they were, or (with `force`) under their other name. A file that another program has open
    /// is none of them: the new one goes beside it.
    pub(crate) fn write(&self, outputs: &[Output], force: bool) -> Result<Vec<Fate>> {
        let mut ready = Vec::new();
        for output in outputs {
            let fate = self.fate(output, force)?;
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
            let fate = match temporary {
                Some(file) => self.put(output, file, fate)?,
                None => fate,
            };
            let name = match &fate {
                Fate::Beside(name) | Fate::Held(name) => name,
                Fate::Backed(_) | Fate::Made | Fate::Same => &output.name,
            };
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

    /// A file takes its name, or stands beside it where another program has what is there.
    fn put(&self, output: &Output, mut file: NamedTempFile, fate: Fate) -> Result<Fate> {
        let path = self.path(&output.name);
        if let Fate::Backed(old) = &fate {
            match disk::rename(&path, &self.path(old)) {
                Ok(()) => {}
                Err(error) if disk::is_held(&path, &error) => {
                    return self.put_beside(output, file, error);
                }
                Err(error) => return Err(self.unwritten(output, &error).into()),
            }
        }
        let name = match &fate {
            Fate::Beside(name) | Fate::Held(name) => name,
            Fate::Backed(_) | Fate::Made | Fate::Same => &output.name,
        };
        let path = self.path(name);
        match disk::put(file, &path) {
            Ok(()) => Ok(fate),
            Err(failed) if disk::is_held(&path, &failed.error) => {
                file = failed.file;
                self.put_beside(output, file, failed.error)
            }
            Err(failed) => Err(self.unwritten(output, &failed.error).into()),
        }
    }

    /// A file that cannot take its name, for the reason given, stands beside whoever has it.
    fn put_beside(
        &self,
        output: &Output,
        mut file: NamedTempFile,
        mut error: io::Error,
    ) -> Result<Fate> {
        for number in 1..=MOST_NEWER {
            let name = variant(&output.name, "moi", number);
            if !self.is_open_to(&name, &output.bytes)? {
                continue;
            }
            let path = self.path(&name);
            match disk::put(file, &path) {
                Ok(()) => return Ok(Fate::Held(name)),
                Err(failed) if disk::is_held(&path, &failed.error) => {
                    (file, error) = (failed.file, failed.error);
                }
                Err(failed) => return Err(self.unwritten(output, &failed.error).into()),
            }
        }
        Err(self.unwritten(output, &error).into())
    }

    /// Tells whether bytes may be written under a name: it is free, or what stands there is as vanban wrote it, or the same.
    fn is_open_to(&self, name: &str, bytes: &[u8]) -> Result<bool> {
        Ok(match self.read(name)? {
            There::Nothing => true,
            There::File(there) => there == bytes || self.is_ours(name, &there),
            There::Held => false,
        })
    }

    /// The files that stand beside one under the names of newer versions of it, or may stand there.
    pub(crate) fn newer(&self, name: &str) -> Vec<String> {
        let names = (1..).map(|number| variant(name, "moi", number));
        names
            .take_while(|name| !matches!(disk::is_free(&self.path(name)), Ok(true)))
            .take(MOST_NEWER)
            .collect()
    }

    /// Keeps a text about a document (what it was made of), over the one that was kept before.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn keep(&self, name: &str, text: &str) -> Result<()> {
        let path = kept(&self.dir, name);
        let keep = || {
            if let Some(dir) = path.parent() {
                fs::create_dir_all(dir)?;
            }
            // Not worth waiting for the disk: what a power cut tears is only not compared with.
            let file = self.temporary(text.as_bytes())?;
            disk::put(file, &path).map_err(|e| e.error)
        };
        keep().map_err(|e| unwritten(&path, &e).into())
    }

    /// The text that [`Folder::keep`] kept; none where there is nothing.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn kept(dir: &Path, name: &str) -> io::Result<Option<String>> {
        match fs::read_to_string(kept(dir, name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The files that vanban wrote under names that begin so, and that are still there, or may be.
    pub(crate) fn beginning(&self, with: &str) -> Vec<String> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let names = record.beginning(with).map(str::to_owned);
        names
            .filter(|name| !matches!(disk::is_free(&self.path(name)), Ok(true)))
            .collect()
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        record.get(name)
    }

    /// What stands under a name.
    fn read(&self, name: &str) -> Result<There> {
        let path = self.path(name);
        match disk::read(&path) {
            Ok(None) => Ok(There::Nothing),
            Ok(Some(bytes)) => Ok(There::File(bytes)),
            Err(error) if is_locked(&error) => Ok(There::Held),
            Err(error) => Err(unseen(&path, &error).into()),
        }
    }

    /// The last file that was written beside one, if it is still as it was written.
    fn beside(&self, name: &str) -> Result<Option<Entry>> {
        let mut last = None;
        for number in 1.. {
            let name = variant(name, "moi", number);
            match self.read(&name)? {
                There::File(there) => last = Some((name, there)),
                There::Nothing | There::Held => break,
            }
        }
        Ok(last.and_then(|(name, there)| {
            let entry = self.entry(&name)?;
            (Fingerprint::of(&there) == entry.digest).then_some(entry)
        }))
    }

    fn fate(&self, output: &Output, force: bool) -> Result<Fate> {
        let Output { name, bytes, .. } = output;
        let there = match self.read(name)? {
            There::Nothing => return Ok(Fate::Made),
            There::File(there) => there,
            There::Held => {
                let names = (1..).map(|number| variant(name, "moi", number));
                for new in names {
                    if self.is_open_to(&new, bytes)? {
                        return Ok(Fate::Held(new));
                    }
                }
                return Ok(Fate::Made);
            }
        };
        if there == *bytes {
            return Ok(Fate::Same);
        }
        if self.is_ours(name, &there) {
            return Ok(Fate::Made);
        }
        let mut number = 1;
        loop {
            if force {
                let old = variant(name, "cu", number);
                let path = self.path(&old);
                if disk::is_free(&path).map_err(|e| unseen(&path, &e))? {
                    return Ok(Fate::Backed(old));
                }
            } else {
                let new = variant(name, "moi", number);
                if self.is_open_to(&new, bytes)? {
                    return Ok(Fate::Beside(new));
                }
            }
            number += 1;
        }
    }

    /// Tells whether a file is as vanban wrote it.
    fn is_ours(&self, name: &str, bytes: &[u8]) -> bool {
        let known = self.entry(name);
        known.is_some_and(|entry| entry.digest == Fingerprint::of(bytes))
            || (self.is_sealed)(name, bytes)
    }

    fn prepare(&self, bytes: &[u8]) -> io::Result<NamedTempFile> {
        let file = self.temporary(bytes)?;
        // Before it takes its name: after a power cut a name must not stand for half a file.
        file.as_file().sync_all()?;
        Ok(file)
    }

    fn temporary(&self, bytes: &[u8]) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".tmp");
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

/// The warning about a new file that stands beside one that another program has open.
pub(crate) fn taken(path: &Path, beside: &Path) -> Diagnostic {
    let message = format!(
        "“{}” đang mở ở chương trình khác nên chưa thay được: bản mới ghi ở “{}”",
        path.display(),
        beside.display()
    );
    Diagnostic::warning("tep-dang-mo", message).help(
        "đóng tệp ở chương trình ấy (Word, Excel, phần mềm xem PDF) rồi làm lại: bản mới sẽ mang tên cũ",
    )
}

/// `ke-hoach.moi.docx`, `ke-hoach.moi-2.docx`, …
fn variant(name: &str, word: &str, number: usize) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match number {
        1 => format!("{stem}.{word}.{extension}"),
        _ => format!("{stem}.{word}-{number}.{extension}"),
    }
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
            disk::remove(&path)?;
        }
    }
    Ok(())
}
