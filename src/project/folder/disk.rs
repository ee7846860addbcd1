//! Operations on the files of a folder, which never take a failure for an absence.
//!
//! Only [`io::ErrorKind::NotFound`] says that there is no file. Every other error says nothing
//! about it; what nobody could look at may be a person's work and is never written over.

use crate::{diagnostic::Diagnostic, yaml::source::is_locked};
use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::Path,
};
use tempfile::NamedTempFile;

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

/// Gives a file another name.
pub(in crate::project) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::next()?;
    fs::rename(from, to)
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
pub(in crate::project) fn put_new(
    file: NamedTempFile,
    path: &Path,
) -> Result<(), tempfile::PersistError> {
    match fault::next() {
        Ok(()) => file.persist_noclobber(path).map(|_| ()),
        Err(error) => Err(tempfile::PersistError { error, file }),
    }
}

/// A temporary file takes the name that it was written for.
pub(in crate::project) fn put(file: NamedTempFile, path: &Path) -> io::Result<()> {
    fault::next()?;
    file.persist(path).map(|_| ()).map_err(|e| e.error)
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
}

#[cfg(test)]
pub(in crate::project) mod fault {
    use std::{cell::Cell, io};

    thread_local! {
        static LEFT: Cell<Option<(usize, io::ErrorKind)>> = const { Cell::new(None) };
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
