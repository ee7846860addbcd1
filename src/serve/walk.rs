//! The files of the folder that is served, and of the folders in it: so deep, and so many.

use super::{App, paths};
use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Folders in folders.
const DEEPEST: usize = 8;
/// Folders and files that are looked at.
const MOST: usize = 20_000;
/// Texts that are listed.
const MOST_TEXTS: usize = 2000;

/// The files of a folder.
#[derive(Default)]
pub(super) struct Walk {
    /// The texts that the page edits, in the order of their paths.
    pub(super) texts: Vec<Text>,
    /// The tables that rows are read from, likewise.
    pub(super) tables: Vec<Text>,
    /// The folders, to be watched.
    pub(super) folders: Vec<PathBuf>,
    /// Folders that may not be read; the folder that is served has the empty name.
    pub(super) unread: Vec<String>,
    /// There is more than is listed.
    pub(super) is_cut: bool,
    left: usize,
}

/// A text on the disk.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// From the folder that is served, with `/`.
    pub(super) path: String,
    /// Milliseconds since 1970.
    pub(super) modified: u64,
    /// Bytes.
    pub(super) size: u64,
}

/// Goes over the folder that is served.
pub(super) fn walk(app: &App) -> Walk {
    let mut walk = Walk {
        left: MOST,
        ..Walk::default()
    };
    walk.folder(app, app.within.root(), "", 0);
    walk.texts.sort_by(|a, b| a.path.cmp(&b.path));
    walk.tables.sort_by(|a, b| a.path.cmp(&b.path));
    walk
}

impl Walk {
    fn folder(&mut self, app: &App, folder: &Path, inside: &str, depth: usize) {
        if depth > DEEPEST {
            self.is_cut = true;
            return;
        }
        let Ok(entries) = fs::read_dir(folder) else {
            self.unread.push(inside.to_owned());
            return;
        };
        self.folders.push(folder.to_owned());
        for entry in entries.flatten() {
            let Some(left) = self.left.checked_sub(1) else {
                self.is_cut = true;
                return;
            };
            self.left = left;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| paths::is_name(name)) else {
                continue;
            };
            let path = match inside {
                "" => name.to_owned(),
                inside => format!("{inside}/{name}"),
            };
            self.entry(app, &entry.path(), path, depth);
        }
    }

    fn entry(&mut self, app: &App, there: &Path, path: String, depth: usize) {
        let Ok(kind) = fs::symlink_metadata(there) else {
            return;
        };
        if kind.is_dir() {
            self.folder(app, there, &path, depth + 1);
            return;
        }
        // A link to a folder would be gone through twice; one to a file is as good as the file, inside.
        let is_text = paths::is_text(there);
        let is_listed =
            (is_text || paths::is_table(there)) && app.within.find(Path::new(&path)).is_ok();
        let Some(facts) = fs::metadata(there)
            .ok()
            .filter(|facts| is_listed && facts.is_file())
        else {
            return;
        };
        let list = match is_text {
            true => &mut self.texts,
            false => &mut self.tables,
        };
        if list.len() == MOST_TEXTS {
            self.is_cut = true;
            return;
        }
        let modified = facts.modified().ok();
        let since = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let modified = since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0));
        list.push(Text {
            path,
            modified,
            size: facts.len(),
        });
    }
}
