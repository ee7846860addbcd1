//! Runs in one folder take turns; the parts of one batch run side by side.
//!
//! The operating system lets go of a lock when its process ends, however it ends.

use super::Share;
use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
};

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _files: Vec<File>,
}

impl Lock {
    /// Waits until the folder is free; `waiting` is called before.
    pub(super) fn take(
        own: &Path,
        share: Option<Share>,
        waiting: &mut dyn FnMut(),
    ) -> io::Result<Self> {
        let mut waiting = Some(waiting);
        let mut wait = || {
            if let Some(waiting) = waiting.take() {
                waiting();
            }
        };
        let whole = open(own, "lock")?;
        let mut files = Vec::new();
        match share {
            None => hold(&whole, File::try_lock, File::lock, &mut wait)?,
            Some(share) => {
                hold(&whole, File::try_lock_shared, File::lock_shared, &mut wait)?;
                let part = open(own, &format!("lock-{share}"))?;
                hold(&part, File::try_lock, File::lock, &mut wait)?;
                files.push(part);
            }
        }
        files.push(whole);
        Ok(Self { _files: files })
    }
}

/// For names of files: `1-of-3`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-of-{}", self.index, self.count)
    }
}

fn open(own: &Path, name: &str) -> io::Result<File> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(own.join(name))
}

fn hold(
    file: &File,
    attempt: fn(&File) -> Result<(), TryLockError>,
    hold: fn(&File) -> io::Result<()>,
    wait: &mut dyn FnMut(),
) -> io::Result<()> {
    match attempt(file) {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            wait();
            hold(file)
        }
        // Some network drives know no locks; there, runs are not kept apart.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
