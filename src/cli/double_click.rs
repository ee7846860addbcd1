//! A double click on the program: no command is typed, and no terminal is there to read help in.

#[cfg(feature = "serve")]
use crate::content;
use std::env;
#[cfg(feature = "serve")]
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files of a folder that are looked at.
#[cfg(feature = "serve")]
const MOST: usize = 500;

/// The folder of the program, if it lies among documents.
#[cfg(feature = "serve")]
pub(super) fn folder() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let folder = program.parent()?;
    has_documents(folder).then(|| folder.to_owned())
}

/// Tells whether a folder has documents or an agency profile.
#[cfg(feature = "serve")]
fn has_documents(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    let files = entries.flatten().map(|entry| entry.path()).take(MOST);
    let mut texts = files.filter(|path| {
        let extension = path.extension();
        extension.is_some_and(|extension| extension == "yaml" || extension == "yml")
    });
    texts.any(|path| content::is_document(&path) || content::is_profile(&path))
}

/// Says so where the window is closed as soon as the program ends, and waits until what is told in it was read.
pub(super) fn hold_window() {
    use std::io::IsTerminal;
    if cfg!(windows) && is_double_click() && std::io::stdin().is_terminal() {
        super::complain_plain("\nNhấn Enter để đóng cửa sổ này.\n");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}

/// Opens a window to be read in where the desktop gave none (Windows 11 from 24H2 on, as the manifest asks for a double click's
/// sake): the program is started once more with one. True where it was.
#[cfg(windows)]
pub(super) fn opened_window() -> bool {
    use std::{io::IsTerminal, os::windows::process::CommandExt, process::Command};
    const CREATE_NEW_CONSOLE: u32 = 0x0000_0010;
    /// Set for the program in the window, which opens no other.
    const MARK: &str = "VANBAN_WINDOW";
    let has_window = std::io::stdin().is_terminal()
        || std::io::stdout().is_terminal()
        || std::io::stderr().is_terminal();
    if has_window || !is_double_click() || env::var_os(MARK).is_some() {
        return false;
    }
    let Ok(program) = env::current_exe() else {
        return false;
    };
    let mut again = Command::new(program);
    again.args(env::args_os().skip(1)).env(MARK, "1");
    again.creation_flags(CREATE_NEW_CONSOLE).spawn().is_ok()
}

/// Elsewhere a program that was dropped on has no window to open.
#[cfg(not(windows))]
pub(super) fn opened_window() -> bool {
    false
}

/// A shell leaves its sign in the environment of what it starts; the desktop of Windows gives a program a console of
/// its own and leaves none.
#[cfg(windows)]
pub(super) fn is_double_click() -> bool {
    let signs = [
        "PROMPT",
        "WT_SESSION",
        "TERM",
        "TERM_PROGRAM",
        "SHLVL",
        "CI",
    ];
    let by_shell = signs.iter().any(|sign| env::var_os(sign).is_some());
    // PowerShell adds the user's own modules to those of the machine.
    let text = |name| env::var(name).unwrap_or_default().to_lowercase();
    let home = text("USERPROFILE");
    let by_powershell = !home.is_empty() && text("PSMODULEPATH").contains(&home);
    !by_shell && !by_powershell
}

/// A desktop starts a program without a terminal at either end; so does a script, but without a desktop.
#[cfg(not(windows))]
pub(super) fn is_double_click() -> bool {
    use std::io::IsTerminal;
    let terminal = std::io::stdin().is_terminal()
        || std::io::stdout().is_terminal()
        || std::io::stderr().is_terminal();
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let desktop = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    !terminal && desktop && !is_set("CI")
}

#[cfg(all(test, feature = "serve"))]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        assert!(has_documents(&samples.join("phuong-2")));
        assert!(!has_documents(&samples));
        assert!(!has_documents(&samples.join("khong-co")));
    }
}
