//! Operations on the files of a folder, which never take a failure for an absence.
//!
//! Only [`io::ErrorKind::NotFound`] says that there is no file. Every other error says nothing
//! about it; what nobody could look at may be a person's work and is never written over.

use crate::{diagnostic::Diagnostic, slug::is_device, yaml::source::is_locked};
use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::Path,
    thread,
    time::Duration,
};
use tempfile::{NamedTempFile, PersistError};

/// Pauses, in milliseconds, before what another program was in the way of is tried once more: a program against
/// viruses or one that keeps folders alike on several machines looks at a new file for a moment, and lets nobody
/// rename it. Who has it open in Word keeps it for longer.
const PAUSES: [u64; 6] = [10, 20, 50, 100, 250, 500];

/// Tells whether it is worth to try again what failed so: on Windows, a name that is being looked at is told in
/// the words of one that nobody may write.
fn is_passing(windows: bool, error: &io::Error) -> bool {
    is_locked(error) || windows && error.raw_os_error() == Some(ACCESS_DENIED)
}

/// Windows' number for what may not be done.
const ACCESS_DENIED: i32 = 5;

/// Tries again for a while where another program is in the way. What failed comes back with what it needs to be
/// tried again.
fn patiently<T, S, E>(
    mut state: S,
    mut attempt: impl FnMut(S) -> Result<T, E>,
    again: impl Fn(E) -> Result<S, E>,
) -> Result<T, E> {
    for pause in PAUSES {
        match attempt(state) {
            Ok(done) => return Ok(done),
            Err(error) => state = again(error)?,
        }
        // Tests do not wait.
        thread::sleep(Duration::from_millis(if cfg!(test) { 0 } else { pause }));
    }
    attempt(state)
}

/// Gives a temporary file its name, by `persist`.
fn named(
    file: NamedTempFile,
    persist: impl Fn(NamedTempFile) -> Result<fs::File, PersistError>,
) -> Result<(), PersistError> {
    let attempt = |file| match fault::busy() {
        Ok(()) => persist(file).map(|_| ()),
        Err(error) => Err(PersistError { error, file }),
    };
    patiently(file, attempt, |failed: PersistError| {
        match is_passing(cfg!(windows), &failed.error) {
            true => Ok(failed.file),
            false => Err(failed),
        }
    })
}

/// Tells whether it is another program that keeps a file from being replaced or renamed: not a right that is missing.
pub(in crate::project) fn is_held(path: &Path, error: &io::Error) -> bool {
    // A name whose folder lets files be made, and that is no read-only file's, is refused because somebody has it open.
    let is_open = || fs::metadata(path).is_ok_and(|there| !there.permissions().readonly());
    is_locked(error) || cfg!(windows) && error.raw_os_error() == Some(ACCESS_DENIED) && is_open()
}

/// Refuses the name of a device: Windows would write into nothing.
pub(in crate::project) fn no_device(path: &Path) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default();
    match is_device(&name.to_string_lossy()) {
        true => Err(ErrorKind::InvalidFilename.into()),
        false => Ok(()),
    }
}

/// The bytes of a file; none where there is no file.
pub(in crate::project) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    fault::next()?;
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        // A link that leads nowhere now (to a drive that is not there) is not free to be replaced.
        Err(error) if error.kind() == ErrorKind::NotFound && is_free(path)? => Ok(None),
        Err(error) => Err(error),
    }
}

/// Tells whether nothing has this name, not even a link that leads nowhere.
pub(in crate::project) fn is_free(path: &Path) -> io::Result<bool> {
    fault::next()?;
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Opens a file to be written to.
pub(super) fn open(options: &fs::OpenOptions, path: &Path) -> io::Result<fs::File> {
    fault::next()?;
    let attempt = |()| fault::busy().and_then(|()| options.open(path));
    patiently((), attempt, |error| {
        match is_passing(cfg!(windows), &error) {
            true => Ok(()),
            false => Err(error),
        }
    })
}

/// Gives a file another name.
pub(in crate::project) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::next()?;
    let attempt = |()| fault::busy().and_then(|()| fs::rename(from, to));
    patiently((), attempt, |error| {
        match is_passing(cfg!(windows), &error) {
            true => Ok(()),
            false => Err(error),
        }
    })
}

/// A temporary file in a folder, with all its bytes on the disk: after a power cut a name must not stand for half a
/// file.
pub(in crate::project) fn temporary(
    builder: &tempfile::Builder<'_, '_>,
    dir: &Path,
    bytes: &[u8],
) -> io::Result<NamedTempFile> {
    fault::next()?;
    let mut file = builder.tempfile_in(dir)?;
    fault::next()?;
    file.write_all(bytes)?;
    fault::next()?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// A temporary file takes a name that nothing has; it is given back where something has.
pub(in crate::project) fn put_new(file: NamedTempFile, path: &Path) -> Result<(), PersistError> {
    match fault::next().and_then(|()| no_device(path)) {
        Ok(()) => named(file, |file| file.persist_noclobber(path)),
        Err(error) => Err(PersistError { error, file }),
    }
}

/// A temporary file takes the name that it was written for; it is given back where it cannot.
pub(in crate::project) fn put(file: NamedTempFile, path: &Path) -> Result<(), PersistError> {
    match fault::next().and_then(|()| no_device(path)) {
        Ok(()) => named(file, |file| file.persist(path)),
        Err(error) => Err(PersistError { error, file }),
    }
}

/// Removes what has a name, be it a file or a folder with all that it holds.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    fault::next()?;
    let removed = match fs::symlink_metadata(path) {
        Ok(there) if there.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Why a file could not be written, in words for who runs the program.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Diagnostic {
    let other;
    let (cause, help) = match error.kind() {
        _ if is_locked(error) => (
            "chương trình khác đang mở tệp này",
            "đóng tệp ở chương trình ấy (Word, Excel, phần mềm xem PDF) rồi thử lại",
        ),
        _ if no_device(path).is_err() => (
            "Windows giữ tên này cho thiết bị, không phải cho tệp",
            "đặt tên khác, ví dụ thêm chữ vào trước",
        ),
        ErrorKind::PermissionDenied => (
            "không có quyền ghi",
            "đóng tệp nếu đang mở trong Word, xin quyền ghi, hoặc chọn thư mục khác",
        ),
        ErrorKind::AlreadyExists => ("đã có tệp này", "chọn tên khác, hoặc xóa tệp cũ trước"),
        ErrorKind::NotADirectory => (
            "một phần của đường dẫn không phải là thư mục",
            "kiểm tra lại đường dẫn",
        ),
        ErrorKind::StorageFull => ("ổ đĩa đầy", "dọn bớt rồi thử lại"),
        ErrorKind::ReadOnlyFilesystem => ("ổ đĩa chỉ đọc", "chọn thư mục khác"),
        _ => {
            other = format!("hệ điều hành từ chối ({error})");
            (other.as_str(), "kiểm tra lại đường dẫn, quyền ghi và ổ đĩa")
        }
    };
    let message = format!("không ghi được “{}”: {cause}", path.display());
    let code = match error.kind() {
        ErrorKind::StorageFull => "o-dia-day",
        _ => "khong-ghi-duoc",
    };
    Diagnostic::error(code, message).help(help)
}

/// Why nothing is written under a name: what stands there could not be looked at.
pub(super) fn unseen(path: &Path, error: &io::Error) -> Diagnostic {
    let path = path.display();
    let cause = match error.kind() {
        ErrorKind::NotFound => "đây là liên kết tới một tệp nay không có".to_owned(),
        ErrorKind::PermissionDenied => "không có quyền đọc".to_owned(),
        ErrorKind::IsADirectory => "đây là thư mục".to_owned(),
        _ => error.to_string(),
    };
    let message = format!("không xem được “{path}” đang có ({cause}) nên không ghi gì vào đó");
    Diagnostic::error("khong-doc-duoc", message).help(
        "tệp ấy được giữ như cũ; đóng các chương trình đang mở nó, xem lại quyền đọc và ổ đĩa rồi thử lại, hoặc chọn thư mục khác",
    )
}

/// Failures at will, so that tests show what each would do to a person's work.
#[cfg(not(test))]
mod fault {
    pub(super) fn next() -> std::io::Result<()> {
        Ok(())
    }

    pub(super) fn busy() -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
pub(in crate::project) mod fault {
    use std::{cell::Cell, io};

    thread_local! {
        static LEFT: Cell<Option<(usize, io::ErrorKind)>> = const { Cell::new(None) };
        static BUSY: Cell<usize> = const { Cell::new(0) };
    }

    /// So many attempts to give a file a name fail, on this thread, as where another program has it.
    pub(in crate::project) fn busy_for(attempts: usize) {
        BUSY.set(attempts);
    }

    /// Attempts that are still to fail.
    pub(in crate::project) fn still_busy() -> usize {
        BUSY.get()
    }

    pub(super) fn busy() -> io::Result<()> {
        match BUSY.get() {
            0 => Ok(()),
            left => {
                BUSY.set(left - 1);
                Err(io::ErrorKind::ResourceBusy.into())
            }
        }
    }

    /// The operation after so many others fails, on this thread.
    pub(in crate::project) fn after(operations: usize, kind: io::ErrorKind) {
        LEFT.set(Some((operations, kind)));
    }

    /// Ends that; tells whether an operation failed.
    pub(in crate::project) fn end() -> bool {
        LEFT.take().is_none()
    }

    pub(super) fn next() -> io::Result<()> {
        match LEFT.take() {
            None => Ok(()),
            Some((0, kind)) => Err(kind.into()),
            Some((left, kind)) => {
                LEFT.set(Some((left - 1, kind)));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file takes its name as soon as whoever was in the way is gone, and is given back where nobody goes.
    #[test]
    fn what_is_in_the_way_for_a_moment_is_waited_for() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let path = dir.path().join("a.docx");
        let file =
            || temporary(&tempfile::Builder::new(), dir.path(), b"x").map_err(|e| panic!("{e}"));
        for busy in [0, 1, PAUSES.len()] {
            fault::busy_for(busy);
            assert!(
                file()
                    .and_then(|file: NamedTempFile| put(file, &path))
                    .is_ok(),
                "{busy}"
            );
            assert_eq!(fault::still_busy(), 0);
        }
        fault::busy_for(usize::MAX);
        let failed = file()
            .and_then(|file: NamedTempFile| put(file, &path))
            .err();
        let tries = usize::MAX - fault::still_busy();
        fault::busy_for(0);
        assert_eq!(tries, PAUSES.len() + 1);
        let Some(failed) = failed else {
            panic!("it is in the way");
        };
        assert!(is_held(&path, &failed.error));
        assert!(put(failed.file, &path).is_ok(), "it is whole");
    }

    /// Windows tells by numbers what other systems tell otherwise.
    #[test]
    fn numbers_are_read_as_windows_means_them() {
        let of = io::Error::from_raw_os_error;
        for number in [5, 32, 33] {
            assert!(
                is_passing(true, &of(number)) || !cfg!(windows) && number != 5,
                "{number}"
            );
            if cfg!(unix) {
                assert!(!is_passing(false, &of(number)), "{number}");
            }
        }
        // The path is not there; the disk is full.
        for number in [3, 112] {
            assert!(!is_passing(true, &of(number)), "{number}");
        }
    }

    #[test]
    fn nothing_is_written_to_a_device() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        for name in ["nul.docx", "CON", "Aux.pdf"] {
            let path = dir.path().join(name);
            let Ok(file) = temporary(&tempfile::Builder::new(), dir.path(), b"x") else {
                panic!("it can be written");
            };
            let Some(failed) = put(file, &path).err() else {
                panic!("{name} is a device");
            };
            let told = unwritten(&path, &failed.error).message;
            assert!(told.contains("thiết bị"), "{told}");
        }
        assert_eq!(fs::read_dir(dir.path()).map_or(9, Iterator::count), 0);
    }
}
