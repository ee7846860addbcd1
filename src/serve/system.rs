//! What is asked of the desktop: to show an address or a folder.

use std::{
    ffi::OsStr,
    process::{Command, Stdio},
};

/// Shows an address in the browser, or a folder in the file manager. False where there is no desktop that could.
pub(crate) fn show(what: &OsStr) -> bool {
    let mut command = match () {
        () if cfg!(windows) => {
            let mut command = Command::new("rundll32");
            command.arg("url.dll,FileProtocolHandler");
            command
        }
        () if cfg!(target_os = "macos") => Command::new("open"),
        () => Command::new("xdg-open"),
    };
    // Windows writes paths without links in a way that its own desktop does not take.
    let text = what.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    let quiet = command
        .arg(text.map_or(what, OsStr::new))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else {
        return false;
    };
    // Whoever began it is told that it is over.
    std::thread::spawn(move || child.wait());
    true
}
