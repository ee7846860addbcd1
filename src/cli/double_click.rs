//! A double click on the program: no command is typed, and no terminal is there to read help in.

use crate::content;
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Files of a folder that are looked at.
const MOST: usize = 500;

/// The folder of the program, if it was started by a double click and lies among documents.
pub(super) fn folder() -> Option<PathBuf> {
    if !is_double_click() {
        return None;
    }
    let program = env::current_exe().ok()?;
    let folder = program.parent()?;
    has_documents(folder).then(|| folder.to_owned())
}

/// Tells whether a folder has documents or an agency profile.
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

/// A shell leaves its sign in the environment of what it starts; the desktop of Windows gives a program a console of
/// its own and leaves none.
#[cfg(windows)]
fn is_double_click() -> bool {
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
fn is_double_click() -> bool {
    use std::io::IsTerminal;
    let terminal = std::io::stdin().is_terminal()
        || std::io::stdout().is_terminal()
        || std::io::stderr().is_terminal();
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let desktop = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    !terminal && desktop && !is_set("CI")
}

#[cfg(test)]
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
