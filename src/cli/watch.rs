//! `vanban watch`: documents made again as their files are saved.

use super::args::WatchArgs;
use super::build::Builder;
use super::{Exit, batch, complain, messages, say};
use crate::Resources;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml::source;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A save may come as several events: it is over when nothing came for this long …
const QUIET: Duration = Duration::from_millis(10);
/// … but something has to be seen soon.
const LONGEST: Duration = Duration::from_millis(50);

/// Symbolic links that lead to one another; systems follow no more.
const MOST_LINKS: usize = 40;

/// Makes the documents, then again after each save, until it is stopped.
pub(super) fn run(args: &WatchArgs) -> Exit {
    if let Err(error) = std::fs::metadata(&args.path) {
        let message = match error.kind() {
            ErrorKind::NotFound => format!("không có “{}”", args.path.display()),
            _ => format!("không đọc được “{}”: {error}", args.path.display()),
        };
        let help = "kiểm tra lại tên tệp hoặc thư mục cần theo dõi";
        complain(&[Diagnostic::error("khong-doc-duoc", message).help(help)]);
        return Exit::Faults;
    }
    let (sender, events) = channel();
    let mut watcher = match notify::recommended_watcher(sender) {
        Ok(watcher) => watcher,
        Err(error) => {
            complain(&[unwatched(&args.path, &error)]);
            return Exit::Faults;
        }
    };
    let mut folders = BTreeSet::new();
    let mut resources = None;
    let mut first = true;
    loop {
        if !first && std::io::stdout().is_terminal() {
            say("\u{1b}[2J\u{1b}[H");
        }
        if std::mem::take(&mut first) || std::io::stdout().is_terminal() {
            let path = args.path.display();
            say(&format!("Đang theo dõi {path}; nhấn Ctrl-C để dừng\n"));
        }
        let mut read = pass(args, &mut resources);
        read.extend(args.make.data.folders());
        if watch(&mut watcher, &mut folders, &args.path, &read) {
            // What was saved before a folder was watched has not been told.
            pass(args, &mut resources);
        }
        messages::finish();
        match saved(&events, args) {
            None => return Exit::Done,
            Some(true) => resources = None,
            Some(false) => {}
        }
    }
}

/// Makes what changed; gives the files that were read.
fn pass(args: &WatchArgs, resources: &mut Option<Resources>) -> Vec<PathBuf> {
    let make = &args.make;
    if resources.is_none() {
        match make.data.resources(make.telling()) {
            Ok(loaded) => *resources = Some(loaded),
            Err(Diagnostics(all)) => complain(&all),
        }
    }
    let Some(resources) = resources else {
        return Vec::new();
    };
    let mut read = targets(&args.path);
    let mut batches = Vec::new();
    let mut builder = Builder::new(make, resources).quiet();
    for file in &read {
        match kind(file) {
            Kind::Document => {
                builder.build(file);
            }
            Kind::Batch => batches.push(file.clone()),
            Kind::Other => {}
        }
    }
    // The builder holds the folders that it wrote to; a batch would wait for them.
    read.extend(builder.into_read());
    for file in batches {
        read.extend(batch::again(&file, make, resources));
    }
    read
}

/// The file itself, or the YAML files of a folder.
fn targets(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let list = || -> io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(path)?;
        entries.map(|entry| Ok(entry?.path())).collect()
    };
    let mut files = list().unwrap_or_else(|error| {
        let name = path.to_string_lossy();
        complain(&[source::unreadable(&name, &error)]);
        Vec::new()
    });
    files.retain(|file| file.extension().is_some_and(|e| e == "yaml" || e == "yml"));
    files.sort();
    files
}

/// The sorts of YAML files that are watched.
enum Kind {
    Document,
    Batch,
    /// A profile, rows of a batch, or nothing of ours.
    Other,
}

/// Tells by the keys at the start of lines; what is wrong inside the stages tell.
fn kind(file: &Path) -> Kind {
    let text = match std::fs::read(file) {
        Ok(text) => text,
        Err(error) => {
            complain(&[source::unreadable(&file.to_string_lossy(), &error)]);
            return Kind::Other;
        }
    };
    let has = |key: &[u8]| {
        let mut lines = text.split(|byte| *byte == b'\n');
        lines.any(|line| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(b":"))
        })
    };
    if has(b"loai") {
        Kind::Document
    } else if has(b"bang") || has(b"cac_hang") {
        Kind::Batch
    } else {
        Kind::Other
    }
}

/// Watches the folders of files; tells whether one of them is new. Folders are watched, not files:
/// editors that save by renaming put another file in the place of the first.
fn watch(
    watcher: &mut impl Watcher,
    folders: &mut BTreeSet<PathBuf>,
    target: &Path,
    read: &[PathBuf],
) -> bool {
    let mut new = false;
    let named = read.iter().map(PathBuf::as_path).chain([target]);
    for path in named.flat_map(links) {
        let folder = match path.parent() {
            _ if path.is_dir() => path.as_path(),
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if folders.contains(folder) {
            continue;
        }
        match watcher.watch(folder, RecursiveMode::NonRecursive) {
            Ok(()) => {
                folders.insert(folder.to_owned());
                new = true;
            }
            Err(error) => complain(&[unwatched(folder, &error)]),
        }
    }
    new
}

/// A path and, where it is a symbolic link, what it leads to, link by link: what is saved there is
/// told of that folder.
fn links(path: &Path) -> Vec<PathBuf> {
    let mut all = vec![path.to_owned()];
    let mut path = path.to_owned();
    while all.len() < MOST_LINKS
        && let Ok(target) = std::fs::read_link(&path)
    {
        path = path.parent().unwrap_or(Path::new("")).join(target);
        all.push(path.clone());
    }
    all
}

/// Waits for a save; tells whether it may be of templates or fonts. None where there is nothing
/// more to wait for.
fn saved(events: &Receiver<notify::Result<Event>>, args: &WatchArgs) -> Option<bool> {
    let mut shared = false;
    loop {
        let event = events.recv().ok()?;
        if matters(event, args, &mut shared) {
            break;
        }
    }
    let since = Instant::now();
    while since.elapsed() < LONGEST {
        match events.recv_timeout(QUIET) {
            Ok(event) => {
                matters(event, args, &mut shared);
            }
            Err(_) => break,
        }
    }
    Some(shared)
}

/// Tells whether an event may change a document; notes whether it is about what all documents share.
fn matters(event: notify::Result<Event>, args: &WatchArgs, shared: &mut bool) -> bool {
    let Ok(event) = event else {
        // Events were lost: anything may have changed.
        *shared = true;
        return true;
    };
    let is_change = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    let is_output = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        matches!(extension, Some("docx" | "pdf" | "tmp")) || path.ends_with(".vanban")
    };
    if !is_change || event.paths.iter().all(is_output) {
        return false;
    }
    for dir in args.make.data.folders() {
        *shared |= event.paths.iter().any(|path| is_in(path, &dir));
    }
    true
}

fn is_in(path: &Path, dir: &Path) -> bool {
    let folder = path.parent().and_then(|parent| parent.canonicalize().ok());
    folder.is_some() && folder == dir.canonicalize().ok()
}

fn unwatched(path: &Path, error: &notify::Error) -> Diagnostic {
    Diagnostic::error(
        "khong-theo-doi-duoc",
        format!("không theo dõi được “{}”: {error}", path.display()),
    )
    .help("kiểm tra lại đường dẫn và quyền đọc; hoặc chạy vanban build sau mỗi lần sửa")
}
