//! Versions of a text from before: what was saved into a file, and what stood in it before.
//!
//! They lie in `.vanban/versions/NAME/` beside the file, each under the time at which it was kept. There
//! are [`MOST`] of a file at most. The newest stay as they are; of the older ones those go first that stand
//! close to others for their age, so that the hours and days before are not lost to a minute of typing.

use super::folder::disk;
use crate::fingerprint::Fingerprint;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Versions of a file.
const MOST: usize = 50;
/// The newest, none of which goes before an older one.
const NEWEST: usize = 20;
/// Bytes of all versions of a file; the two newest stay all the same.
const MOST_BYTES: u64 = 128 << 20;

/// Digits of a time, in milliseconds since 1970, in the name of a version.
const DIGITS: usize = 13;

/// A text from before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    /// Its name among the versions of its file.
    pub id: String,
    /// The time at which it was kept, in milliseconds since 1970.
    pub time: u64,
    /// Bytes.
    pub size: u64,
}

/// The folder of the versions of a file.
fn folder(file: &Path) -> Option<PathBuf> {
    let own = file.parent()?.join(super::folder::OWN).join("versions");
    Some(own.join(file.file_name()?))
}

/// The time and the number that a name of a version tells.
fn told(id: &str) -> Option<(u64, u64)> {
    let (time, number) = id.split_once('-')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (time.len() == DIGITS && is_number(time) && is_number(number))
        .then(|| Some((time.parse().ok()?, number.parse().ok()?)))?
}

/// The versions of a file, the newest first.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn list(file: &Path) -> io::Result<Vec<Version>> {
    let Some(folder) = folder(file) else {
        return Ok(Vec::new());
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut all = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let id = name.to_str().and_then(|name| name.strip_suffix(".yaml"));
        if let Some((id, (time, number))) = id.and_then(|id| Some((id, told(id)?))) {
            let size = entry.metadata()?.len();
            let id = id.to_owned();
            all.push((number, Version { id, time, size }));
        }
    }
    all.sort_by_key(|(number, version)| std::cmp::Reverse((version.time, *number)));
    Ok(all.into_iter().map(|(_, version)| version).collect())
}

/// As [`list`], without the newest where the file is as that is.
///
/// # Errors
/// As [`list`].
#[cfg(feature = "serve")]
pub(crate) fn before(file: &Path) -> io::Result<Vec<Version>> {
    let mut all = list(file)?;
    if let Some(newest) = all.first()
        && fs::metadata(file).is_ok_and(|there| there.len() == newest.size)
        && read(file, &newest.id)?
            .is_some_and(|kept| fs::read(file).is_ok_and(|there| there == kept))
    {
        all.remove(0);
    }
    Ok(all)
}

/// The bytes of a version; none where there is none of this name.
///
/// # Errors
/// It cannot be read.
pub(crate) fn read(file: &Path, id: &str) -> io::Result<Option<Vec<u8>>> {
    let Some(folder) = folder(file).filter(|_| told(id).is_some()) else {
        return Ok(None);
    };
    match fs::read(folder.join(format!("{id}.yaml"))) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps the bytes of a file as they are before something else is saved.
///
/// # Errors
/// They cannot be written; then nothing may be saved over them.
pub(crate) fn keep(file: &Path, bytes: &[u8], now: SystemTime) -> io::Result<()> {
    let Some(folder) = folder(file) else {
        return Ok(());
    };
    fs::create_dir_all(&folder)?;
    let before = list(file)?;
    if let Some(newest) = before.first()
        && newest.size == bytes.len() as u64
        && read(file, &newest.id)?
            .is_some_and(|there| Fingerprint::of(&there) == Fingerprint::of(bytes))
    {
        return Ok(());
    }
    let now = now.duration_since(SystemTime::UNIX_EPOCH);
    let millis = now.unwrap_or(Duration::ZERO).as_millis();
    // A clock that goes back does not make an old version of a new one.
    let newest = before.first().map_or(0, |newest| newest.time);
    let time = u64::try_from(millis).unwrap_or(0).max(newest);
    let mut builder = tempfile::Builder::new();
    builder.prefix("tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As private as the file itself.
        let mode = fs::metadata(file).map_or(0o600, |there| there.permissions().mode() & 0o666);
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let mut temporary = disk::temporary(&builder, &folder, bytes)?;
    let mut number = 0_u32;
    loop {
        let path = folder.join(format!("{time:0DIGITS$}-{number:03}.yaml"));
        match disk::put_new(temporary, &path) {
            Ok(()) => break,
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                temporary = error.file;
                number += 1;
            }
            Err(error) => return Err(error.error),
        }
    }
    thin(&folder, list(file)?);
    Ok(())
}

/// Removes versions where there are too many, or too many bytes of them. One that cannot be removed does no
/// harm.
fn thin(folder: &Path, mut all: Vec<Version>) {
    let newest = all.first().map_or(0, |newest| newest.time);
    let bytes = |all: &[Version]| all.iter().map(|version| version.size).sum::<u64>();
    while all.len() > MOST || (all.len() > 2 && bytes(&all) > MOST_BYTES) {
        let gone = all.remove(superfluous(&all, newest));
        let _ = fs::remove_file(folder.join(format!("{}.yaml", gone.id)));
    }
}

/// Which of the versions, the newest first, is missed least: the one whose neighbours are closest to each
/// other, measured by its age.
fn superfluous(all: &[Version], newest: u64) -> usize {
    let last = all.len().saturating_sub(1);
    let first = NEWEST.min(last);
    let closeness = |at: &usize| {
        let time = |at: usize| all.get(at).map_or(0, |version| version.time);
        let gap = time(at.saturating_sub(1)).saturating_sub(time(at + 1));
        let age = newest.saturating_sub(time(*at)) + 1;
        // Thousandths, in whole numbers.
        gap.saturating_mul(1000) / age
    };
    // The oldest stays: it is the text as it was before anything.
    (first..last).min_by_key(closeness).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds)
    }

    #[test]
    fn versions_are_kept_and_thinned_by_age() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let file = dir.path().join("a.yaml");
        for second in 0..5000_u64 {
            // Most are only listed: writing is what takes time.
            if second % 10 == 0 || second > 4970 {
                let text = format!("bản {second}");
                assert!(keep(&file, text.as_bytes(), at(second)).is_ok());
            }
        }
        let all = list(&file).unwrap_or_default();
        assert_eq!(all.len(), MOST);
        let texts: Vec<String> = all
            .iter()
            .filter_map(|version| String::from_utf8(read(&file, &version.id).ok()??).ok())
            .collect();
        for (newest, text) in texts.iter().take(NEWEST).enumerate() {
            assert_eq!(*text, format!("bản {}", 4999 - newest));
        }
        assert_eq!(texts.last().map(String::as_str), Some("bản 0"));
        // No stretch of time is empty for longer than it lies back.
        for pair in all.windows(2) {
            let gap = pair[0].time - pair[1].time;
            let age = at(4999).duration_since(SystemTime::UNIX_EPOCH);
            let age = age.unwrap_or_default().as_millis() as u64 - pair[1].time;
            assert!(gap <= age, "{gap} {age}");
        }
    }

    #[test]
    fn the_same_text_is_kept_once_and_names_are_held() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let file = dir.path().join("a.yaml");
        for text in ["một", "một", "hai", "ba"] {
            // The clock stands, or goes back.
            let seconds = if text == "ba" { 1 } else { 5 };
            assert!(keep(&file, text.as_bytes(), at(seconds)).is_ok());
        }
        let all = list(&file).unwrap_or_default();
        let texts = all.iter().map(|version| read(&file, &version.id).ok()?);
        let texts: Vec<Vec<u8>> = texts.flatten().collect();
        assert_eq!(
            texts,
            ["ba", "hai", "một"].map(|text| text.as_bytes().to_vec())
        );
        for id in [
            "",
            "../a",
            "1700000000000",
            "1700000000000-",
            "170000000000a-1",
            "1-1",
        ] {
            assert_eq!(read(&file, id).ok(), Some(None), "{id}");
        }
    }
}
