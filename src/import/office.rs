//! The bytes of a DOCX, from a file that is one or that LibreOffice makes one of.

use crate::diagnostic::{Diagnostic, Result};
use crate::yaml::source;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Formats that LibreOffice turns into DOCX.
const OTHERS: [&str; 4] = ["doc", "odt", "rtf", "dot"];

/// Names under which LibreOffice is called.
const PROGRAMS: [&str; 3] = ["soffice", "libreoffice", "soffice.com"];

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
    for program in PROGRAMS {
        match converted(program, &file, folder.path()) {
            None => {}
            Some(true) => break,
            Some(false) => return Err(failed(name).into()),
        }
    }
    match std::fs::read(file.with_extension("docx")) {
        Ok(bytes) => Ok(bytes),
        Err(_) => {
            let message = format!(
                "“{}” không phải DOCX, và máy này không có LibreOffice để đổi sang DOCX",
                name.display()
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
