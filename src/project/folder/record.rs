//! The record of what vanban wrote into a folder: a line of JSON a file, appended when it was written.
//!
//! The last line about a file counts. A run that is killed loses at most the line it was writing;
//! a lost or damaged line does no harm, since files that the record does not know are judged by
//! their own seals and made again.

use super::{Share, disk};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

/// The longest line that is read.
const MOST_BYTES: u64 = 64 << 10;

/// A file as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The fingerprint of everything that it was made of.
    pub(super) inputs: Fingerprint,
    /// The fingerprint of its bytes.
    pub(super) digest: Fingerprint,
    /// Pages of the document.
    pub(super) pages: usize,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    file: String,
    inputs: String,
    digest: String,
    pages: usize,
}

/// The record of a folder.
#[derive(Debug)]
pub(super) struct Record {
    entries: BTreeMap<String, Entry>,
    path: PathBuf,
    /// Records of parts of batches, which go into this one.
    parts: Vec<PathBuf>,
    appended: Option<File>,
    /// The last line in the file has no end: that of a run that was killed.
    torn: bool,
    /// Lines that stand in the file.
    lines: usize,
}

impl Record {
    /// Reads the record of a folder, mended where a part of it was damaged; also tells whether one was.
    pub(super) fn read(own: &Path, share: Option<Share>) -> io::Result<(Self, bool)> {
        let (mut record, damaged) = Self::gather(own, share)?;
        if (damaged || record.torn) && share.is_none() {
            record.rewrite()?;
        }
        Ok((record, damaged))
    }

    /// The record of a folder as it is, for who only looks; an empty one where there is none.
    #[cfg(feature = "serve")]
    pub(super) fn look(own: &Path) -> io::Result<Self> {
        match Self::gather(own, None) {
            Ok((record, _)) => Ok(record),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::empty(own, None)),
            Err(error) => Err(error),
        }
    }

    /// How many files the record tells of, for who only looks, and whether a part of it is damaged.
    pub(super) fn count(own: &Path) -> io::Result<(usize, bool)> {
        let (record, damaged) = Self::gather(own, None)?;
        Ok((record.entries.len(), damaged))
    }

    /// All that the folder's records tell, and whether a part of them was damaged.
    fn gather(own: &Path, share: Option<Share>) -> io::Result<(Self, bool)> {
        let mut record = Self::empty(own, share);
        let mut damaged = record.add(&own.join("record.jsonl"))?;
        let mut all = Vec::new();
        for entry in fs::read_dir(own)? {
            all.push(entry?.path());
        }
        all.sort();
        for path in all {
            let name = path.file_name().and_then(|name| name.to_str());
            if name.is_some_and(|n| n.starts_with("record-") && n.ends_with(".jsonl")) {
                damaged |= record.add(&path)?;
                if share.is_none() {
                    record.parts.push(path);
                }
            }
        }
        Ok((record, damaged))
    }

    fn empty(own: &Path, share: Option<Share>) -> Self {
        let path = own.join(match share {
            None => "record.jsonl".to_owned(),
            Some(share) => format!("record-{share}.jsonl"),
        });
        Self {
            entries: BTreeMap::new(),
            parts: Vec::new(),
            appended: None,
            torn: false,
            lines: 0,
            path,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Entry> {
        self.entries.get(name).copied()
    }

    /// The names that begin so.
    pub(super) fn beginning(&self, with: &str) -> impl Iterator<Item = &str> {
        let from = self.entries.range(with.to_owned()..);
        from.map(|(name, _)| name.as_str())
            .take_while(move |name| name.starts_with(with))
    }

    /// Notes a file that was written.
    pub(super) fn note(&mut self, name: &str, entry: Entry) -> io::Result<()> {
        if self.entries.get(name) == Some(&entry) {
            return Ok(());
        }
        let line = line(name, &entry)?;
        let file = match &mut self.appended {
            Some(file) => file,
            None => {
                let mut options = OpenOptions::new();
                options.create(true).append(true);
                let mut file = disk::open(&options, &self.path)?;
                if std::mem::take(&mut self.torn) {
                    file.write_all(b"\n")?;
                }
                self.appended.insert(file)
            }
        };
        // One write, so that nothing comes between the parts of a line.
        if let Err(error) = file.write_all(line.as_bytes()) {
            // A part of it may stand there: the next line does not go on from it.
            self.appended = None;
            self.torn = true;
            return Err(error);
        }
        self.lines += 1;
        self.entries.insert(name.to_owned(), entry);
        Ok(())
    }

    /// Rewrites a record most of whose lines are outdated, or that lies in parts.
    pub(super) fn tidy(&mut self) -> io::Result<()> {
        let outdated = self.lines > 2 * self.entries.len() + 16;
        if self.parts.is_empty() && !outdated {
            return Ok(());
        }
        self.rewrite()
    }

    fn rewrite(&mut self) -> io::Result<()> {
        self.appended = None;
        let own = self.path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix("tmp").tempfile_in(own)?;
        let mut out = BufWriter::new(&mut file);
        for (name, entry) in &self.entries {
            out.write_all(line(name, entry)?.as_bytes())?;
        }
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        disk::put(file, &self.path).map_err(|e| e.error)?;
        self.torn = false;
        self.lines = self.entries.len();
        for part in self.parts.drain(..) {
            fs::remove_file(part)?;
        }
        Ok(())
    }

    /// Adds the entries of a file; tells whether it was damaged.
    fn add(&mut self, path: &Path) -> io::Result<bool> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        let mut reader = BufReader::new(file);
        let mut damaged = false;
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let mut limited = io::Read::take(&mut reader, MOST_BYTES);
            if limited.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(damaged);
            }
            self.lines += 1;
            match parse(&bytes) {
                Some((name, entry)) => {
                    self.entries.insert(name, entry);
                }
                None if bytes.ends_with(b"\n") || bytes.len() as u64 == MOST_BYTES => {
                    damaged = true
                }
                None => self.torn |= path == self.path,
            }
        }
    }
}

fn parse(bytes: &[u8]) -> Option<(String, Entry)> {
    let line: Line = serde_json::from_slice(bytes).ok()?;
    let entry = Entry {
        inputs: line.inputs.parse().ok()?,
        digest: line.digest.parse().ok()?,
        pages: line.pages,
    };
    Some((line.file, entry))
}

fn line(name: &str, entry: &Entry) -> io::Result<String> {
    let line = Line {
        file: name.to_owned(),
        inputs: entry.inputs.to_string(),
        digest: entry.digest.to_string(),
        pages: entry.pages,
    };
    Ok(serde_json::to_string(&line)? + "\n")
}

/// The warning about a record that was damaged.
pub(super) fn damaged(own: &Path) -> Diagnostic {
    Diagnostic::warning(
        "so-ghi-hong",
        format!("sổ ghi trong “{}” bị hỏng, đã lập lại từ phần còn đọc được", own.display()),
    )
    .help("không phải làm gì: tệp nào không còn trong sổ thì được làm lại, tệp đã sửa tay vẫn được giữ")
}
