//! Files on disk: whole or not at all, and never over a person's work.

use super::args::Format;
use crate::diagnostic::{Diagnostic, Result};
use crate::{docx, pdf};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A document to be written.
pub(super) struct Output {
    pub(super) path: PathBuf,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
}

/// Writes all outputs of one document, or none: each goes to a temporary file beside its place,
/// and only when all are whole do they take their names.
///
/// # Errors
/// A file was changed since vanban wrote it (unless `force`), or cannot be written.
pub(super) fn write_all(outputs: &[Output], force: bool) -> Result<()> {
    if !force {
        for output in outputs {
            refuse_edited(output)?;
        }
    }
    let mut ready = Vec::new();
    for output in outputs {
        ready.push(prepare(&output.path, &output.bytes).map_err(|e| unwritten(&output.path, &e))?);
    }
    for (file, output) in ready.into_iter().zip(outputs) {
        file.persist(&output.path)
            .map_err(|e| unwritten(&output.path, &e.error))?;
    }
    Ok(())
}

/// Writes one file whole; refuses to replace one that is there.
pub(super) fn write_new(path: &Path, text: &str) -> Result<()> {
    prepare(path, text.as_bytes())
        .and_then(|file| file.persist_noclobber(path).map_err(|e| e.error))
        .map(|_| ())
        .map_err(|e| unwritten(path, &e).into())
}

/// A file that vanban did not write, or that has been changed (edited in Word, signed) since, is
/// somebody's work.
fn refuse_edited(output: &Output) -> Result<()> {
    let Ok(there) = std::fs::read(&output.path) else {
        return Ok(());
    };
    let untouched = match output.format {
        Format::Docx => docx::is_untouched(&there),
        Format::Pdf => pdf::is_untouched(&there),
    };
    if untouched {
        return Ok(());
    }
    Err(Diagnostic::error(
        "tep-da-sua",
        format!(
            "“{}” đã được sửa hoặc ký sau khi vanban ghi: không ghi đè",
            output.path.display()
        ),
    )
    .help("cất tệp ấy sang tên khác rồi chạy lại; hoặc thêm --force nếu chắc chắn muốn ghi đè")
    .into())
}

fn prepare(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let dir = match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(dir)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vanban-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is private by default; a document is as readable as any other file.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn unwritten(path: &Path, error: &io::Error) -> Diagnostic {
    let (cause, help) = match error.kind() {
        io::ErrorKind::PermissionDenied => (
            "không có quyền ghi",
            "chọn thư mục khác bằng -o, hoặc đóng tệp nếu đang mở trong Word",
        ),
        io::ErrorKind::AlreadyExists => ("đã có tệp này", "chọn tên khác, hoặc xóa tệp cũ trước"),
        io::ErrorKind::NotADirectory => (
            "một phần của đường dẫn không phải là thư mục",
            "kiểm tra lại đường dẫn",
        ),
        io::ErrorKind::StorageFull => ("ổ đĩa đầy", "dọn bớt rồi chạy lại"),
        io::ErrorKind::ReadOnlyFilesystem => ("ổ đĩa chỉ đọc", "chọn thư mục khác bằng -o"),
        _ => (
            "hệ điều hành từ chối",
            "kiểm tra lại đường dẫn và quyền ghi",
        ),
    };
    let message = match error.kind() {
        io::ErrorKind::Other => format!("không ghi được “{}”: {error}", path.display()),
        _ => format!("không ghi được “{}”: {cause}", path.display()),
    };
    Diagnostic::error("khong-ghi-duoc", message).help(help)
}
