//! Files that were dropped on the program: no command was typed, only their names came.
//!
//! A document is built, a batch file makes its batch, a DOCX is imported, a folder is opened as the page. A table alone says
//! nothing of what is to be made of it, so that is told. At a terminal the same holds for a name where a command is missing.

use crate::{batch, content, diagnostic::Diagnostic};
use std::{ffi::OsString, path::Path};

/// What a file is to the program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Document,
    Profile,
    Batch,
    Word,
    Table,
    Folder,
    Other,
}

impl Kind {
    fn of(path: &Path) -> Self {
        if path.is_dir() {
            return Self::Folder;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        match extension.to_lowercase().as_str() {
            "yaml" | "yml" | "json" if batch::is_batch(path) => Self::Batch,
            "yaml" | "yml" | "json" if content::is_profile(path) => Self::Profile,
            "yaml" | "yml" | "json" => Self::Document,
            "docx" => Self::Word,
            "xlsx" | "xlsm" | "xls" | "ods" | "csv" | "tsv" => Self::Table,
            _ => Self::Other,
        }
    }
}

/// The command that names of files stand for where they alone are the arguments; none where something else is meant. Names
/// of commands are no files' here: `build` is the command, whatever lies in the folder.
pub(super) fn command(arguments: &[OsString]) -> Option<Result<Vec<OsString>, Diagnostic>> {
    let paths: Vec<&Path> = arguments.iter().map(Path::new).collect();
    let (first, rest) = paths.split_first()?;
    // A desktop gives whole paths; a bare word is a command or one that is misspelt.
    let is_path = |path: &&Path| path.extension().is_some() || path.components().count() > 1;
    if !paths.iter().all(|path| is_path(path) && path.exists()) {
        return None;
    }
    let kinds: Vec<Kind> = paths.iter().map(|path| Kind::of(path)).collect();
    let all_built = kinds
        .iter()
        .all(|kind| matches!(kind, Kind::Document | Kind::Profile));
    let verb = match kinds[0] {
        Kind::Document if rest.is_empty() => "build",
        Kind::Document | Kind::Profile if all_built && !rest.is_empty() => "build",
        Kind::Batch if rest.is_empty() => "batch",
        Kind::Word if rest.is_empty() => "import",
        #[cfg(feature = "serve")]
        Kind::Folder if rest.is_empty() => "serve",
        kind => return Some(Err(useless(first, kind, !rest.is_empty()))),
    };
    let named = std::iter::once(OsString::from(verb)).chain(arguments.iter().cloned());
    Some(Ok(named.collect()))
}

/// Why nothing can be made of a file.
fn useless(path: &Path, kind: Kind, has_others: bool) -> Diagnostic {
    let name = path.display();
    let (message, help) = match kind {
        Kind::Table => (
            format!("“{name}” là bảng số liệu, chưa nói làm ra văn bản nào"),
            "mở trang của vanban (bấm đúp vào vanban.exe), chọn “Làm hàng loạt” để mỗi hàng của bảng thành một văn bản; đã có tệp lô (.yaml ghi mau và bang) thì kéo tệp lô ấy vào",
        ),
        Kind::Profile => (
            format!("“{name}” là hồ sơ cơ quan, không phải văn bản"),
            "kéo tệp văn bản dùng hồ sơ này (mục ho_so) vào",
        ),
        Kind::Document | Kind::Batch | Kind::Word | Kind::Folder if has_others => (
            "các tệp đưa vào không cùng một loại, hoặc loại này mỗi lần chỉ làm được một"
                .to_owned(),
            "kéo vào nhiều tệp văn bản (.yaml) cùng lúc, hoặc một tệp lô, một tệp Word, một thư mục mỗi lần",
        ),
        _ => (
            format!("“{name}” không phải tệp vanban dùng được"),
            "kéo vào tệp văn bản (.yaml), tệp lô (.yaml), tệp Word (.docx) hoặc thư mục văn bản",
        ),
    };
    Diagnostic::error("dong-lenh", message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn told(paths: &[&Path]) -> String {
        let arguments: Vec<OsString> = paths.iter().map(|path| OsString::from(*path)).collect();
        match command(&arguments) {
            None => "none".to_owned(),
            Some(Ok(command)) => command[0].to_string_lossy().into_owned(),
            Some(Err(diagnostic)) => diagnostic.message,
        }
    }

    #[test]
    fn what_is_dropped_is_made() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let of = |name: &str| samples.join(name);
        assert_eq!(told(&[&of("phuong-2/ke-hoach-2024.yaml")]), "build");
        let (one, two) = (of("an-phu/cong-van.yaml"), of("an-phu/giay-moi.yaml"));
        assert_eq!(told(&[&one, &two]), "build");
        assert_eq!(told(&[&of("khom/lo-khom.yaml")]), "batch");
        // A document with a table of its own is no batch.
        let with_table = of("phuong-2/bao-cao-cong-trinh-2023.yaml");
        assert_eq!(told(&[&with_table]), "build");
        #[cfg(feature = "serve")]
        assert_eq!(told(&[&samples]), "serve");
        assert!(told(&[&of("khom/khom.xlsx")]).contains("bảng số liệu"));
        assert!(told(&[&of("khom/khom.csv"), &one]).contains("bảng số liệu"));
        assert!(told(&[&of("phuong-2/co-quan.yaml")]).contains("hồ sơ cơ quan"));
        assert!(told(&[&one, &of("khom/khom.csv")]).contains("không cùng một loại"));
    }

    #[test]
    fn names_with_letters_and_blanks_are_files() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let path = dir.path().join("Tờ trình số 1.DOCX");
        let _ = fs::write(&path, "PK");
        assert_eq!(told(&[&path]), "import");
        let other = dir.path().join("Ảnh chụp.png");
        let _ = fs::write(&other, "x");
        assert!(told(&[&other]).contains("không phải tệp vanban dùng được"));
    }

    #[test]
    fn commands_and_what_is_misspelt_are_no_files() {
        for word in ["build", "biuld", "src", "khong-co.yaml", "--help"] {
            assert_eq!(told(&[Path::new(word)]), "none", "{word}");
        }
        assert_eq!(told(&[Path::new("build"), Path::new("Cargo.toml")]), "none");
        assert_eq!(told(&[]), "none");
    }
}
