//! The disk, watched: what changed in the folder that is served, and in the folder of templates.

use super::{App, paths, walk};
use crate::{
    compile::{Fingerprint, Resources},
    diagnostic::{Diagnostics, Result as Told},
};
use notify::{
    Event, EventKind, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, channel},
    },
    time::{Duration, Instant},
};

/// A save may come as several events: it is over when nothing came for this long …
const QUIET: Duration = Duration::from_millis(30);
/// … but something has to be seen soon.
const LONGEST: Duration = Duration::from_millis(300);
/// Folders that are watched; systems give so many and more.
const MOST: usize = 2000;
/// Paths of one event; where more changed, anything may have.
const MOST_PATHS: usize = 200;

/// What all documents share: how it is read, and the folders that it is read from.
pub(crate) struct Shared {
    /// Reads it.
    pub read: Box<dyn Fn() -> Told<Resources> + Send + Sync>,
    /// Where it may change.
    pub folders: Vec<PathBuf>,
}

/// Watches for as long as the program runs. Where the system does not let it, nothing is told: tabs ask when
/// they are looked at.
pub(super) fn start(app: Arc<App>) {
    std::thread::spawn(move || {
        let (sender, events) = channel();
        let Ok(mut watcher) = notify::recommended_watcher(sender) else {
            return;
        };
        let mut watched = BTreeSet::new();
        for folder in &app.shared.folders {
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        add(&app, &mut watcher, &mut watched);
        while let Some(change) = next(&app, &events) {
            if change.folders {
                // One that went and came again is another, which nobody watches yet.
                watched.retain(|folder: &PathBuf| folder.is_dir() && !change.is_gone(folder));
                add(&app, &mut watcher, &mut watched);
            }
            if change.shared {
                reload(&app);
            }
            if let Some(paths) = change.told(&app) {
                app.events
                    .tell(&json!({ "type": "changed", "paths": paths }));
            }
        }
    });
}

/// Watches the folders that are there.
fn add(app: &App, watcher: &mut impl Watcher, watched: &mut BTreeSet<PathBuf>) {
    for folder in walk::walk(app).folders {
        if watched.len() < MOST
            && !watched.contains(&folder)
            && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok()
        {
            watched.insert(folder);
        }
    }
}

/// Reads templates and fonts anew; broken ones leave those that are there.
fn reload(app: &App) {
    let told = match (app.shared.read)() {
        Ok(resources) => {
            app.replace(resources);
            Value::Null
        }
        Err(Diagnostics(told)) => json!(told.first().map(|first| &first.message)),
    };
    app.events
        .tell(&json!({ "type": "resources", "fault": told }));
}

/// What changed at about the same time.
#[derive(Default)]
struct Change {
    paths: BTreeSet<PathBuf>,
    /// Events were lost.
    anything: bool,
    /// There may be other folders.
    folders: bool,
    /// Files and folders that went, or got another name.
    gone: BTreeSet<PathBuf>,
    shared: bool,
}

impl Change {
    /// Notes an event; false where it is none of ours.
    fn note(&mut self, app: &App, event: notify::Result<Event>) -> bool {
        let Ok(event) = event else {
            (self.anything, self.folders, self.shared) = (true, true, true);
            return true;
        };
        let is_change = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            _ => true,
        };
        if !is_change {
            return false;
        }
        let may_be_folder = matches!(
            event.kind,
            EventKind::Create(CreateKind::Folder | CreateKind::Any)
                | EventKind::Remove(RemoveKind::Folder | RemoveKind::Any)
                | EventKind::Modify(ModifyKind::Name(_))
        );
        let is_gone = matches!(
            event.kind,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        let mut is_ours = false;
        for path in &event.paths {
            let of_shared = app.shared.folders.iter().any(|dir| is_in(path, dir));
            self.shared |= of_shared;
            let open = app.inside(path).is_some();
            if open {
                self.folders |= may_be_folder;
                if is_gone {
                    self.gone.insert(path.clone());
                }
                self.paths.insert(path.clone());
            }
            is_ours |= of_shared || open;
        }
        is_ours
    }

    /// Tells whether a folder went, or one that it stood in.
    fn is_gone(&self, folder: &Path) -> bool {
        folder.ancestors().any(|path| self.gone.contains(path))
    }

    /// The paths, each with the digest of its text.
    fn told(&self, app: &App) -> Option<Value> {
        if self.anything || self.paths.len() > MOST_PATHS {
            return Some(json!([]));
        }
        let paths: Vec<Value> = self
            .paths
            .iter()
            .filter_map(|path| {
                let inside = app.inside(path)?;
                let bytes = paths::is_text(path).then(|| app.within.read(Path::new(&inside)));
                let digest = bytes
                    .and_then(Result::ok)
                    .map(|bytes| Fingerprint::of(&bytes).to_string());
                Some(json!({ "path": inside, "digest": digest }))
            })
            .collect();
        (!paths.is_empty()).then(|| json!(paths))
    }
}

fn is_in(path: &Path, dir: &Path) -> bool {
    let folder = path.parent().and_then(|parent| parent.canonicalize().ok());
    folder.is_some() && folder == dir.canonicalize().ok()
}

/// Waits for a change; none where there is nothing more to wait for.
fn next(app: &App, events: &Receiver<notify::Result<Event>>) -> Option<Change> {
    let mut change = Change::default();
    while !change.note(app, events.recv().ok()?) {}
    let since = Instant::now();
    while since.elapsed() < LONGEST {
        match events.recv_timeout(QUIET) {
            Ok(event) => {
                change.note(app, event);
            }
            Err(_) => break,
        }
    }
    Some(change)
}
