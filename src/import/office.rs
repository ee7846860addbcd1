//! The bytes of a DOCX, from a file that is one or that LibreOffice makes one of.

use crate::diagnostic::{Diagnostic, Result};
use crate::yaml::source;
use std::env;
use std::fmt::Write;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Formats that LibreOffice turns into DOCX.
const OTHERS: [&str; 4] = ["doc", "odt", "rtf", "dot"];

/// Names under which LibreOffice is called.
const PROGRAMS: [&str; 3] = ["soffice", "libreoffice", "soffice.com"];

/// Where LibreOffice is installed without being among the programs that have a name: after a folder that a
/// variable names, or from the root.
const PLACES: [(&str, &str); 4] = [
    ("ProgramFiles", "LibreOffice/program/soffice.com"),
    ("ProgramW6432", "LibreOffice/program/soffice.com"),
    ("ProgramFiles(x86)", "LibreOffice/program/soffice.com"),
    (
        "HOME",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
];

/// How long it may take to tell its version.
const LONGEST_LOOK: Duration = Duration::from_secs(20);

/// How long a file may take to be turned into DOCX.
const LONGEST: Duration = Duration::from_secs(120);

/// The bytes of a document, made DOCX where it is none; `name` is that of its file.
///
/// # Errors
/// LibreOffice is not there, or does not make a DOCX of it.
pub(super) fn docx(name: &Path, bytes: Vec<u8>) -> Result<Vec<u8>> {
    let extension = name.extension().and_then(|extension| extension.to_str());
    let extension = extension.map(str::to_lowercase);
    let other = extension.filter(|extension| OTHERS.contains(&extension.as_str()));
    let Some(extension) = other else {
        return Ok(bytes);
    };
    let unwritten = |error: &io::Error| source::unreadable(&name.to_string_lossy(), error);
    let folder = tempfile::tempdir().map_err(|error| unwritten(&error))?;
    // What the file is called elsewhere is nothing to a command line.
    let file = folder.path().join(format!("van-ban.{extension}"));
    std::fs::write(&file, bytes).map_err(|error| unwritten(&error))?;
    let mut ran = programs()
        .into_iter()
        .filter_map(|program| converted(&program, &file, folder.path()));
    if ran.next().is_none() {
        let message = format!(
            "“{}” không phải DOCX, và máy này không có LibreOffice để đổi sang DOCX",
            name.display()
        );
        let error = Diagnostic::error("can-libreoffice", message);
        return Err(error.help("mở tệp bằng Word, chọn Lưu thành (Save As) dạng .docx rồi chạy lại; hoặc cài LibreOffice").into());
    }
    // It ends well, too, where it knows no way from one to the other.
    std::fs::read(file.with_extension("docx")).map_err(|_| failed(name).into())
}

fn failed(file: &Path) -> Diagnostic {
    let message = format!("LibreOffice không đổi được “{}” sang DOCX", file.display());
    Diagnostic::error("can-libreoffice", message)
        .help("mở tệp bằng Word, chọn Lưu thành (Save As) dạng .docx rồi chạy lại")
}

/// Runs LibreOffice; none where there is no program of this name.
fn converted(program: &Path, file: &Path, folder: &Path) -> Option<bool> {
    // A profile of its own: one that is open elsewhere would not answer.
    let profile = format!("-env:UserInstallation={}", url(&folder.join("profile")));
    let mut child = Command::new(program)
        .arg(profile)
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
        ])
        .arg(folder)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    Some(has_succeeded(&mut child, LONGEST))
}

/// Waits for a program, which is ended when it takes too long.
fn has_succeeded(child: &mut Child, longest: Duration) -> bool {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if start.elapsed() < longest => std::thread::sleep(Duration::from_millis(100)),
            Ok(None) | Err(_) => {
                // What cannot be ended has ended.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// What may be LibreOffice: names, then places.
fn programs() -> Vec<PathBuf> {
    let places = PLACES
        .iter()
        .filter_map(|(base, rest)| Some(Path::new(&env::var_os(base)?).join(rest)));
    // A program of that place may still be none that runs; one that is not there is not tried.
    let places = places.filter(|place| place.is_file());
    PROGRAMS
        .map(PathBuf::from)
        .into_iter()
        .chain(places)
        .collect()
}

/// The program by which other formats are read, and what it says of its version.
pub(crate) fn found() -> Option<(PathBuf, String)> {
    programs().into_iter().find_map(|program| {
        let mut command = Command::new(&program);
        command.arg("--version").stdin(Stdio::null());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        // Its line is far less than a pipe holds.
        let output = child.stdout.take();
        let succeeded = has_succeeded(&mut child, LONGEST_LOOK);
        let mut said = String::new();
        output?.read_to_string(&mut said).ok()?;
        let said = said.trim();
        (succeeded && said.starts_with("LibreOffice")).then(|| (program, said.to_owned()))
    })
}

/// The URL of a path: the names of users have spaces and letters with marks, and Windows' paths begin with a letter.
fn url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut out = "file://".to_owned();
    if !path.starts_with('/') {
        out.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b':' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            // Writing to a string does not fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_profiles_are_urls_on_every_system() {
        assert_eq!(url(Path::new("/tmp/a b/é")), "file:///tmp/a%20b/%C3%A9");
        let windows = url(Path::new("C:\\Users\\Lê A\\p"));
        assert_eq!(windows, "file:///C:/Users/L%C3%AA%20A/p");
    }
}
