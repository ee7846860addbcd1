//! The bytes of a DOCX, from a file that is one or that LibreOffice makes one of.

use crate::diagnostic::{Diagnostic, Result};
use crate::yaml::source;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Formats that LibreOffice turns into DOCX.
const OTHERS: [&str; 4] = ["doc", "odt", "rtf", "dot"];

/// Names under which LibreOffice is called.
const PROGRAMS: [&str; 3] = ["soffice", "libreoffice", "soffice.com"];

/// How long a file may take to be turned into DOCX.
const LONGEST: Duration = Duration::from_secs(120);

/// The bytes of a document, made DOCX where it is none.
///
/// # Errors
/// The file cannot be read, or LibreOffice is not there or does not make a DOCX of it.
pub(super) fn docx(file: &Path) -> Result<Vec<u8>> {
    let unreadable = |error: &std::io::Error| source::unreadable(&file.to_string_lossy(), error);
    let extension = file
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    let is_other = extension.is_some_and(|extension| OTHERS.contains(&extension.as_str()));
    if !is_other {
        return std::fs::read(file).map_err(|error| unreadable(&error).into());
    }
    std::fs::metadata(file).map_err(|error| unreadable(&error))?;
    let folder = tempfile::tempdir().map_err(|error| unreadable(&error))?;
    for program in PROGRAMS {
        match converted(program, file, folder.path()) {
            None => {}
            Some(true) => break,
            Some(false) => return Err(failed(file).into()),
        }
    }
    let name = file.with_extension("docx");
    let made = name.file_name().map(|name| folder.path().join(name));
    match made.and_then(|made| std::fs::read(made).ok()) {
        Some(bytes) => Ok(bytes),
        None => {
            let message = format!(
                "“{}” không phải DOCX, và máy này không có LibreOffice để đổi sang DOCX",
                file.display()
            );
            let error = Diagnostic::error("can-libreoffice", message);
            Err(error.help("mở tệp bằng Word, chọn Lưu thành (Save As) dạng .docx rồi chạy lại; hoặc cài LibreOffice").into())
        }
    }
}

fn failed(file: &Path) -> Diagnostic {
    let message = format!("LibreOffice không đổi được “{}” sang DOCX", file.display());
    Diagnostic::error("can-libreoffice", message)
        .help("mở tệp bằng Word, chọn Lưu thành (Save As) dạng .docx rồi chạy lại")
}

/// Runs LibreOffice; none where there is no program of this name.
fn converted(program: &str, file: &Path, folder: &Path) -> Option<bool> {
    // A profile of its own: one that is open elsewhere would not answer.
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
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
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if start.elapsed() < LONGEST => std::thread::sleep(Duration::from_millis(100)),
            Ok(None) | Err(_) => {
                // What cannot be ended has ended.
                let _ = child.kill();
                let _ = child.wait();
                return Some(false);
            }
        }
    }
}
