//! What a PDF is set in: `--fonts`, VANBAN_FONTS, or the Times New Roman of the machine.
//!
//! The decree names the typeface (Phụ lục I, I.4), so it is used wherever it is installed. That makes the bytes of a PDF
//! depend on the machine: `co-san` pins the program's own faces.

use super::{complain, complain_plain};
use crate::compile::Resources;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::font::{FontSet, Installed};
use std::path::{Path, PathBuf};

/// The value that stands for the program's own faces.
const OWN: &str = "co-san";
/// Stands for `--fonts` where that is not given.
const VARIABLE: &str = "VANBAN_FONTS";

/// The faces that were asked for.
#[derive(Debug, PartialEq, Eq)]
enum Choice {
    /// The program's own.
    Own,
    /// Those of a folder.
    Folder(PathBuf),
    /// Those of the machine, or the program's own.
    Installed,
}

impl Choice {
    fn of(given: Option<&Path>) -> Self {
        let variable = std::env::var_os(VARIABLE).map(PathBuf::from);
        Self::either(given, variable)
    }

    fn either(given: Option<&Path>, variable: Option<PathBuf>) -> Self {
        let variable = variable.filter(|value| !value.as_os_str().is_empty());
        match given.map(Path::to_owned).or(variable) {
            None => Self::Installed,
            Some(value) if value.as_os_str() == OWN => Self::Own,
            Some(dir) => Self::Folder(dir),
        }
    }
}

/// Whether a run says which faces it sets PDFs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// It makes PDFs.
    Told,
    /// It makes none.
    Silent,
}

/// What documents share, with the faces that `--fonts` or the machine gives.
pub(super) fn resources(
    templates: Option<&Path>,
    fonts: Option<&Path>,
    telling: Telling,
) -> Result<Resources> {
    let resources = match Choice::of(fonts) {
        Choice::Own => return Resources::from_dirs(templates, None),
        Choice::Folder(dir) => return Resources::from_dirs(templates, Some(&dir)),
        Choice::Installed => Resources::from_dirs(templates, None)?,
    };
    let told = telling == Telling::Told;
    Ok(match FontSet::installed() {
        Installed::Missing => resources,
        Installed::Refused(warning) => {
            if told {
                complain(&[*warning]);
            }
            resources
        }
        Installed::Found { fonts, dir } => {
            if told {
                let dir = dir.display();
                complain_plain(&format!("PDF dùng phông Times New Roman của máy: {dir}\n"));
            }
            resources.with_fonts(*fonts)
        }
    })
}

/// The faces of PDFs, for who only asks.
pub(super) enum Looked {
    /// The program's own were chosen.
    Own,
    /// Those of a folder were chosen.
    Folder(PathBuf),
    /// The machine's, with their folder.
    Machine(PathBuf),
    /// The program's own, as the machine has none.
    Missing,
    /// The program's own, as the machine's do not fit.
    Refused(Box<Diagnostic>),
    /// Those of the folder that was chosen cannot be used.
    Unfit(Diagnostics),
}

/// Looks which faces PDFs are set in.
pub(super) fn look(given: Option<&Path>) -> Looked {
    match Choice::of(given) {
        Choice::Own => Looked::Own,
        Choice::Folder(dir) => match FontSet::from_dir(&dir) {
            Ok(_) => Looked::Folder(dir),
            Err(why) => Looked::Unfit(why),
        },
        Choice::Installed => match FontSet::installed() {
            Installed::Missing => Looked::Missing,
            Installed::Refused(why) => Looked::Refused(why),
            Installed::Found { dir, .. } => Looked::Machine(dir),
        },
    }
}

/// The folder that is watched for other faces, if one was given.
pub(super) fn folder(given: Option<&Path>) -> Option<PathBuf> {
    match Choice::of(given) {
        Choice::Folder(dir) => Some(dir),
        Choice::Own | Choice::Installed => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_goes_before_the_variable() {
        let of = |given: Option<&str>, variable: Option<&str>| {
            Choice::either(given.map(Path::new), variable.map(PathBuf::from))
        };
        let folder = |dir: &str| Choice::Folder(dir.into());
        assert_eq!(of(None, None), Choice::Installed);
        assert_eq!(of(None, Some("")), Choice::Installed);
        assert_eq!(of(None, Some("co-san")), Choice::Own);
        assert_eq!(of(Some("co-san"), Some("phong")), Choice::Own);
        assert_eq!(of(Some("phong"), Some("co-san")), folder("phong"));
        // A folder of that name.
        assert_eq!(of(Some("./co-san"), None), folder("./co-san"));
    }
}
