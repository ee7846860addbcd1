//! Paths in requests: names joined with `/`, of what stands in the folder that is served.
//!
//! What is let through is a name on every system, so that a folder can go from one to another; names that begin
//! with a full stop are the program's own or the system's.

use super::{App, reply::Refusal};
use crate::slug::is_device;
use axum::http::StatusCode;
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use unicode_normalization::UnicodeNormalization;

/// The longest path.
const MOST_BYTES: usize = 1024;
/// The longest name of a file, as most systems have it.
const MOST_IN_NAME: usize = 240;

/// A file or folder that a request names.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// From the folder that is served, as the disk spells it.
    pub(super) path: String,
    /// Where it is, all links followed.
    pub(super) there: PathBuf,
}

impl Named {
    /// The path from the folder that is served, as stages take it.
    pub(super) fn relative(&self) -> &Path {
        Path::new(&self.path)
    }
}

/// The parts of a path that a request may name.
fn parts(path: &str) -> Result<Vec<&str>, Refusal> {
    let parts: Vec<&str> = path.split('/').collect();
    let is_sound = path.len() <= MOST_BYTES && parts.iter().all(|name| is_name(name));
    is_sound.then_some(parts).ok_or_else(unfit)
}

/// Tells whether every system takes a text for the name of one file.
pub(super) fn is_name(name: &str) -> bool {
    let is_sign = |c: char| {
        c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    !name.is_empty()
        && name.len() <= MOST_IN_NAME
        && !name.starts_with(['.', ' '])
        && !name.ends_with(['.', ' '])
        && !name.contains(is_sign)
        && !is_device(name)
}

/// What is there under a path.
pub(super) fn find(app: &App, path: &str) -> Result<Named, Refusal> {
    let parts = parts(path)?;
    let within = &app.within;
    let spelt = |error: io::Error| match error.kind() {
        // Another system may have composed the letters of its name differently.
        io::ErrorKind::NotFound => respelt(app, &parts).ok_or(error),
        _ => Err(error),
    };
    let found = match within.find(Path::new(path)) {
        Ok(there) => Ok((path.to_owned(), there)),
        Err(error) => spelt(error).and_then(|path| {
            let there = within.find(Path::new(&path))?;
            Ok((path, there))
        }),
    };
    let (path, there) = found.map_err(|error| Refusal::unreadable(path, &error))?;
    // A link may lead to what has no name of its own.
    let inside = there.strip_prefix(within.root()).unwrap_or(Path::new(""));
    let is_open = inside.iter().all(|name| name.to_str().is_some_and(is_name));
    match is_open {
        true => Ok(Named { path, there }),
        false => Err(unfit()),
    }
}

/// The same path as the disk spells it, where only the composition of letters differs.
fn respelt(app: &App, parts: &[&str]) -> Option<String> {
    let mut folder = app.within.root().to_owned();
    let mut spelt = Vec::new();
    for part in parts {
        let composed: String = part.nfc().collect();
        let names = fs::read_dir(&folder).ok()?;
        let names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let name = { names }.find(|name| name.nfc().eq(composed.chars()))?;
        folder.push(&name);
        spelt.push(name);
    }
    Some(spelt.join("/"))
}

/// A document, profile or batch file that is there.
pub(super) fn text(app: &App, path: &str) -> Result<Named, Refusal> {
    let named = find(app, path)?;
    match is_text(named.relative()) && is_text(&named.there) {
        true => Ok(named),
        false => Err(unfit()),
    }
}

/// A file of text where there may be none yet; its folder is there.
pub(super) fn new_text(app: &App, path: &str) -> Result<Named, Refusal> {
    let parts = parts(path)?;
    if !is_text(Path::new(path)) {
        return Err(unfit());
    }
    let (name, folders) = parts.split_last().ok_or_else(unfit)?;
    let there = match folders.is_empty() {
        true => app.within.root().to_owned(),
        false => find(app, &folders.join("/"))?.there,
    };
    Ok(Named {
        path: path.to_owned(),
        there: there.join(name),
    })
}

/// A path as requests name it, of one that a stage tells: with `/`, and without what `..` takes back.
pub(super) fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Tells whether a file is one that the page edits.
pub(super) fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json"))
}

/// Tells whether a file is a table that rows are read from; what Excel notes beside an open one is none.
pub(super) fn is_table(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let extension = extension.map(str::to_lowercase);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    matches!(extension.as_deref(), Some("csv" | "tsv" | "xlsx" | "xlsm")) && !name.starts_with("~$")
}

/// What is told of a path or name that is not let through.
pub(super) fn unfit() -> Refusal {
    let message = "đường dẫn này không dùng được";
    let help = "chỉ mở được tệp nằm trong thư mục đang phục vụ; đổi tên tệp nếu tên có ký tự lạ";
    Refusal::new(StatusCode::BAD_REQUEST, "duong-dan-sai", message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_names_on_every_system() {
        for name in [
            "ke-hoach.yaml",
            "Kế hoạch 2024.yaml",
            "a..b.yaml",
            "com.yaml",
            "com10.yaml",
            "nulla",
        ] {
            assert!(is_name(name), "{name}");
        }
        let long = "x".repeat(MOST_IN_NAME + 1);
        for name in [
            "",
            ".",
            "..",
            ".vanban",
            "a/b",
            "a\\b",
            "C:",
            "a:b",
            "a\0",
            "a\n",
            "NUL",
            "nul.yaml",
            "Con.tar.gz",
            "COM1",
            "lpt9.yaml",
            "com¹.yaml",
            "a.",
            "a ",
            " a",
            "nul .yaml",
            "a*",
            "a?b",
            &long,
        ] {
            assert!(!is_name(name), "{name:?}");
        }
        for path in [
            "/a",
            "a//b",
            "a/../b",
            "../a",
            "a/",
            "./a",
            "a/.vanban/b",
            "",
            "//server/a",
        ] {
            assert!(parts(path).is_err(), "{path:?}");
        }
        assert!(parts("phuong-2/ke-hoach.yaml").is_ok());
        assert_eq!(plain("a/../b\\./c.yaml"), "b/c.yaml");
        assert_eq!(plain("../../c.yaml"), "../../c.yaml");
    }
}
