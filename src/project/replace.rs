//! A file that a person wrote takes another text, or is there for the first time: whole, or not at all.

use super::folder::{disk, unwritten};
use crate::diagnostic::{Diagnostic, Result};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// How to make room for it.
const HELP: &str =
    "tệp được giữ nguyên; đóng tệp ở các chương trình khác, bỏ thuộc tính chỉ đọc rồi thử lại";

/// Puts `new` in the place of `old`, which must still be what the file holds. Its permissions and the links
/// that lead to it stay.
///
/// # Errors
/// It could not be written, or somebody wrote it in the meantime; it is as it was.
pub(crate) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<()> {
    match put(path, old, new) {
        Ok(true) => Ok(()),
        Ok(false) => {
            let message = format!(
                "“{}” vừa được chương trình khác ghi nên không sửa",
                path.display()
            );
            let error = Diagnostic::error("khong-ghi-duoc", message);
            Err(error.help("lưu tệp ở chương trình ấy rồi thử lại").into())
        }
        Err(error) => {
            let is_full = error.kind() == ErrorKind::StorageFull;
            let error = unwritten(path, &error);
            Err(if is_full { error } else { error.help(HELP) }.into())
        }
    }
}

/// Writes a file whole where there is none.
///
/// # Errors
/// It cannot be written, or there is one.
pub(crate) fn put_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let dir = match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    let write = || {
        fs::create_dir_all(dir)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".vanban-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is private by default; this one is as readable as any other file.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = disk::temporary(&builder, dir, bytes)?;
        disk::put_new(file, path).map_err(|e| e.error)
    };
    write().map_err(|e| unwritten(path, &e).into())
}

/// False where the file holds something else than `old`.
fn put(path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
    // What is replaced is the file itself, not a link to it.
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vanban-").suffix(".tmp");
    let file = disk::temporary(&builder, dir, new)?;
    file.as_file().set_permissions(permissions)?;
    if disk::read(&path)?.as_deref() != Some(old) {
        return Ok(false);
    }
    disk::put(file, &path).map_err(|e| e.error)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_stays() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let path = dir.path().join("a.yaml");
        let holds = || fs::read(&path).unwrap_or_default();
        assert!(replace(&path, b"", b"x").is_err());
        let _ = fs::write(&path, "một");
        assert!(replace(&path, "một".as_bytes(), b"hai").is_ok());
        assert_eq!(holds(), b"hai");
        // Somebody saved it in the meantime.
        assert!(replace(&path, "một".as_bytes(), b"ba").is_err());
        assert_eq!(holds(), b"hai");
        let Ok(there) = fs::metadata(&path) else {
            panic!("it is there");
        };
        let mut permissions = there.permissions();
        permissions.set_readonly(true);
        let _ = fs::set_permissions(&path, permissions);
        let error = replace(&path, b"hai", b"ba").err();
        assert!(error.is_some_and(|error| error.to_string().contains("không có quyền ghi")));
        assert_eq!(holds(), b"hai");
        let left = fs::read_dir(dir.path()).map_or(0, Iterator::count);
        assert_eq!(left, 1, "temporary files are gone");
    }
}
