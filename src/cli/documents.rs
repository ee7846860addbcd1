//! The folder of a clerk who has chosen none: `vanban` in Documents, made with the samples where it is missing.

use crate::diagnostic::Diagnostic;
use crate::{project::folder::unwritten, serve::SAMPLES};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// The folder in Documents.
const NAME: &str = "vanban";
/// Samples that are copied; of more it would not be the samples that lie beside the program.
const MOST: usize = 500;

/// The folder, made where it is missing.
///
/// # Errors
/// The system names no Documents; the folder cannot be made.
pub(super) fn folder() -> Result<PathBuf, Diagnostic> {
    // It may have been moved (to OneDrive, to another drive), which the system alone knows: hence dirs.
    let documents = dirs::document_dir().or_else(dirs::home_dir);
    let Some(documents) = documents else {
        let message = "máy này không cho biết thư mục Documents ở đâu";
        let help = "ghi rõ thư mục văn bản, ví dụ: vanban serve D:\\VanBan";
        return Err(Diagnostic::error("khong-doc-duoc", message).help(help));
    };
    let program = env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent);
    let folder = documents.join(NAME);
    made(&folder, beside).map_err(|error| unwritten(&folder, &error))?;
    Ok(folder)
}

/// Makes the folder where it is missing, with the samples that lie beside the program.
fn made(folder: &Path, beside: Option<&Path>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    if let Some(samples) = beside.map(|beside| beside.join(SAMPLES)) {
        // Without samples the page offers to begin a document all the same.
        let _ = copied(&samples, &folder.join(SAMPLES), &mut 0);
    }
    Ok(())
}

fn copied(from: &Path, to: &Path, count: &mut usize) -> io::Result<()> {
    let entries = fs::read_dir(from)?;
    fs::create_dir_all(to)?;
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name();
        *count += 1;
        if *count > MOST || name.to_string_lossy().starts_with('.') {
            continue;
        }
        match () {
            () if kind.is_dir() => copied(&entry.path(), &to.join(name), count)?,
            () if kind.is_file() => {
                fs::copy(entry.path(), to.join(name))?;
            }
            () => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_made_once_with_the_samples() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let beside = dir.path().join("Chương trình vanban");
        let of_office = beside.join(SAMPLES).join("phuong-2");
        let _ = fs::create_dir_all(of_office.join(".vanban"));
        let _ = fs::write(of_office.join("kế hoạch.yaml"), "loai: ke-hoach");
        let folder = dir.path().join("Tài liệu").join(NAME);
        assert!(made(&folder, Some(&beside)).is_ok());
        let sample = folder.join(SAMPLES).join("phuong-2/kế hoạch.yaml");
        assert_eq!(fs::read(&sample).unwrap_or_default(), b"loai: ke-hoach");
        assert!(!folder.join(SAMPLES).join("phuong-2/.vanban").exists());
        // What was thrown away is not brought back, what was changed stays.
        let _ = fs::remove_dir_all(folder.join(SAMPLES));
        assert!(made(&folder, Some(&beside)).is_ok());
        assert!(!sample.exists());
        let alone = dir.path().join("khác");
        assert!(made(&alone, Some(&dir.path().join("không có"))).is_ok());
        assert!(alone.is_dir());
    }
}
