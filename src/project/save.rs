//! A text that a person edits is saved: whole or not at all, never over what somebody else wrote, and what
//! stood there before is kept.

use super::{
    folder::{disk, unwritten},
    put_new, replace, versions,
};
use crate::{diagnostic::Result, fingerprint::Fingerprint};
use std::{path::Path, time::SystemTime};

/// The outcome of saving.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Saved {
    /// The file has the text.
    Done(Fingerprint),
    /// The file has another text than the one that was edited; none where it is gone, or where one is there
    /// that was not expected. Nothing was written.
    Other(Option<Vec<u8>>),
}

/// Saves a text as the file's. `base` is the digest of what the file held when editing began; none where there
/// was no file.
///
/// # Errors
/// The file cannot be read or written; it is as it was.
pub(crate) fn save(path: &Path, base: Option<Fingerprint>, text: &[u8]) -> Result<Saved> {
    let there = disk::read(path).map_err(|error| unwritten(path, &error))?;
    let digest = Fingerprint::of(text);
    match (&there, base) {
        (Some(there), _) if there == text => return Ok(Saved::Done(digest)),
        (Some(there), Some(base)) if Fingerprint::of(there) == base => {
            versions::keep(path, there, SystemTime::now()).map_err(|e| unwritten(path, &e))?;
            replace(path, there, text)?;
        }
        (None, None) => put_new(path, text)?,
        _ => return Ok(Saved::Other(there)),
    }
    // Another program may write over it before it is saved here again. It is on the disk all the same.
    let _ = versions::keep(path, text, SystemTime::now());
    Ok(Saved::Done(digest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, io};

    fn of(text: &str) -> Option<Fingerprint> {
        Some(Fingerprint::of(text.as_bytes()))
    }

    #[test]
    fn nothing_that_somebody_else_wrote_is_lost() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let path = dir.path().join("a.yaml");
        let saved =
            |base: Option<&str>, text: &str| save(&path, base.and_then(of), text.as_bytes());
        let done = |text: &str| Ok(Saved::Done(Fingerprint::of(text.as_bytes())));
        let holds = || fs::read(&path).unwrap_or_default();
        assert_eq!(saved(None, "một"), done("một"));
        assert_eq!(saved(Some("một"), "hai"), done("hai"));
        // Another tab, an editor, a colleague.
        let other = |text: &str| Ok(Saved::Other(Some(text.as_bytes().to_vec())));
        assert_eq!(saved(Some("một"), "ba"), other("hai"));
        assert_eq!(saved(None, "ba"), other("hai"));
        assert_eq!(holds(), b"hai");
        // It is what was wanted already: the answer to the first time was lost.
        assert_eq!(saved(Some("một"), "hai"), done("hai"));
        let _ = fs::remove_file(&path);
        assert_eq!(saved(Some("hai"), "ba"), Ok(Saved::Other(None)));
        assert!(!path.exists());
        assert_eq!(saved(None, "ba"), done("ba"));
        let kept = versions::list(&path).unwrap_or_default();
        assert_eq!(kept.len(), 3);
    }

    /// Every operation on the disk in turn fails: the file has the old text or the new one, all of it, what is
    /// told is true, and the next save is as if nothing had happened.
    #[test]
    fn no_failure_leaves_half_a_text() {
        use io::ErrorKind::{Other, PermissionDenied, StorageFull};
        let mut failures = 0;
        for kind in [StorageFull, PermissionDenied, Other] {
            for operations in 0.. {
                let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
                let path = dir.path().join("a.yaml");
                let _ = fs::write(&path, "một");
                disk::fault::after(operations, kind);
                let saved = save(&path, of("một"), "hai".as_bytes());
                let failed = disk::fault::end();
                let holds = fs::read_to_string(&path).unwrap_or_default();
                match &saved {
                    Ok(saved) => {
                        assert_eq!(*saved, Saved::Done(Fingerprint::of(b"hai")));
                        assert_eq!(holds, "hai", "{kind} {operations}");
                    }
                    Err(_) => {
                        assert!(failed);
                        assert_eq!(holds, "một", "{kind} {operations}");
                    }
                }
                if kind == StorageFull {
                    let told = saved.err().map(|told| told.to_string());
                    assert!(
                        told.is_none_or(|told| told.contains("o-dia-day")),
                        "{operations}"
                    );
                }
                assert!(save(&path, of(&holds), b"ba").is_ok());
                assert_eq!(fs::read(&path).unwrap_or_default(), b"ba");
                let left = fs::read_dir(dir.path()).map_or(0, Iterator::count);
                assert_eq!(left, 2, "temporary files are gone");
                if !failed {
                    break;
                }
                failures += 1;
            }
        }
        assert!(failures >= 24, "{failures}");
    }
}
