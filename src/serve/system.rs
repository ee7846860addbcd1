//! What is asked of the desktop: to show an address or a folder.

use std::{
    borrow::Cow,
    ffi::OsStr,
    process::{Command, Stdio},
};

/// A path as the desktop of Windows takes it: without links, Windows writes it in a way that its own programs do not take.
pub(crate) fn shown(path: &str) -> Cow<'_, str> {
    let Some(verbatim) = path.strip_prefix(r"\\?\") else {
        return path.into();
    };
    match verbatim.strip_prefix(r"UNC\") {
        // A folder of another machine.
        Some(share) => format!(r"\\{share}").into(),
        None => verbatim.into(),
    }
}

/// Shows an address in the browser, or a folder in the file manager. False where there is no desktop that could.
pub(crate) fn show(what: &OsStr) -> bool {
    let text = what.to_str().map(shown);
    let is_address = text
        .as_ref()
        .is_some_and(|text| text.starts_with("http://"));
    let mut command = match () {
        () if cfg!(windows) && is_address => {
            let mut command = Command::new("rundll32");
            command.arg("url.dll,FileProtocolHandler");
            command
        }
        // The other one loses letters that are not of the machine's old code page.
        () if cfg!(windows) => Command::new("explorer"),
        () if cfg!(target_os = "macos") => Command::new("open"),
        () => Command::new("xdg-open"),
    };
    let what = text.as_deref().map_or(what, OsStr::new);
    let quiet = command
        .arg(what)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_the_desktop_takes_them() {
        for (path, expected) in [
            (r"\\?\C:\Văn bản\kế hoạch", r"C:\Văn bản\kế hoạch"),
            (r"\\?\UNC\may-chu\Văn thư\2026", r"\\may-chu\Văn thư\2026"),
            (r"\\may-chu\Văn thư", r"\\may-chu\Văn thư"),
            (
                r"D:\OneDrive - UBND Phường 2\Tài liệu",
                r"D:\OneDrive - UBND Phường 2\Tài liệu",
            ),
            ("/home/an/Văn bản", "/home/an/Văn bản"),
        ] {
            assert_eq!(shown(path), expected);
        }
    }
}
