//! A user's folder of templates and data files: which files are read, and their texts.
//!
//! In: the folder. Out: each file that has a name that means something, as a [`Source`], or why one
//! cannot be read. What stands in them is for others to say.

use super::codes::Codes;
use crate::{
    data::DataFile,
    diagnostic::{Diagnostic, Result, Source},
    figures::Words,
};
use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The words of numbers, which the templates' filters need.
pub(super) const WORDS: &str = Words::NAME;

/// Bytes that a file may have.
const MOST_BYTES: u64 = 1 << 20;

/// Name and text of each template of a folder, of its words of numbers, and of the files that are
/// named in `also`.
pub(crate) fn read(dir: &Path, also: &[&str]) -> Result<BTreeMap<String, Arc<Source>>> {
    let mut files = BTreeMap::new();
    for path in paths(dir, also)? {
        let name = path.file_name().unwrap_or_default();
        files.insert(name.to_string_lossy().into_owned(), file(&path)?);
    }
    Ok(files)
}

/// Tells whether the engine of templates takes a file.
pub(super) fn is_template(name: &str) -> bool {
    name == WORDS || name.ends_with(".xml")
}

/// The files of a user's folder that we know what to do with, by name.
fn paths(dir: &Path, also: &[&str]) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Diagnostic::error(
            Codes::FILE,
            format!("không có thư mục mẫu `{}`", dir.display()),
        )
        .help("xem lại đường dẫn, hoặc tạo thư mục bằng cách xuất mẫu có sẵn ra đó"),
        _ => io_problem("đọc", dir, &error),
    })?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| io_problem("đọc", dir, &error))?
            .path();
        let name = path.file_name().and_then(|name| name.to_str());
        let known = path.extension().is_some_and(|ext| ext == "xml")
            || name.is_some_and(|name| name == WORDS || also.contains(&name));
        // A template that cannot be looked at is not passed over: the built-in one is another.
        let is_file = || match fs::metadata(&path) {
            Ok(there) => Ok(there.is_file()),
            Err(error) => Err(io_problem("đọc", &path, &error)),
        };
        if known && is_file()? {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn file(path: &Path) -> Result<Arc<Source>> {
    let size = fs::metadata(path).map_err(|error| io_problem("đọc", path, &error))?;
    if size.len() > MOST_BYTES {
        return Err(Diagnostic::error(
            Codes::LIMIT,
            format!("tệp mẫu `{}` quá lớn (hơn 1 MiB)", path.display()),
        )
        .help("chia tệp mẫu thành nhiều tệp nhỏ")
        .into());
    }
    let bytes = fs::read(path).map_err(|error| io_problem("đọc", path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Diagnostic::error(
            Codes::FILE,
            format!("tệp mẫu `{}` không phải mã UTF-8", path.display()),
        )
        .help("lưu lại tệp với mã Unicode UTF-8")
    })?;
    Ok(Source::of_file(path.display().to_string(), text))
}

fn io_problem(what: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        Codes::FILE,
        format!("không {what} được `{}`: {error}", path.display()),
    )
    .help("xem lại đường dẫn và quyền truy cập")
}
