//! A folder beyond which nothing is read, whatever a file names.
//!
//! In: a path that starts from the folder. Out: the file's path with all links followed, or its bytes. The
//! check stands where files are read; who reads is handed the folder and knows no other.

use super::source::{self, outside};
use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

/// A folder that files are read from, and its subfolders.
#[derive(Debug, Clone)]
pub(crate) struct Within {
    /// With all links followed.
    root: PathBuf,
}

impl Within {
    /// The folder at a path.
    ///
    /// # Errors
    /// There is no such folder, or it cannot be looked at.
    pub(crate) fn new(folder: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(folder)?;
        match fs::metadata(&root)?.is_dir() {
            true => Ok(Self { root }),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// The path of the folder, without links.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder that is there, without links; `path` starts from the folder.
    ///
    /// # Errors
    /// It is none of the folder's (the disk is not asked about a path that leads out by its words), is not
    /// there, or cannot be looked at.
    pub(crate) fn find(&self, path: &Path) -> io::Result<PathBuf> {
        let path = self.joined(path).ok_or_else(outside)?;
        let there = fs::canonicalize(path)?;
        match there.starts_with(&self.root) {
            true => Ok(there),
            false => Err(outside()),
        }
    }

    /// The bytes of a file, at most one byte more than a file may have that a document names.
    ///
    /// # Errors
    /// As [`Self::find`]; or what is there is no file.
    pub(crate) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        source::read_file(&self.file(path)?)
    }

    /// A file that is there, without links, and is no folder and no pipe.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn file(&self, path: &Path) -> io::Result<PathBuf> {
        let there = self.find(path)?;
        let kind = fs::metadata(&there)?;
        if kind.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !kind.is_file() {
            // To open a pipe would be to wait for whoever writes into it.
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(there)
    }

    /// The path joined with the folder; none where its words lead out.
    fn joined(&self, path: &Path) -> Option<PathBuf> {
        let mut depth = 0_usize;
        for component in path.components() {
            match component {
                Component::CurDir => {}
                Component::Normal(_) => depth += 1,
                Component::ParentDir => depth = depth.checked_sub(1)?,
                Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        Some(self.root.join(path))
    }
}

#[cfg(test)]
mod tests {
    use super::{source::is_outside, *};

    #[test]
    fn nothing_outside_is_read() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let root = dir.path().join("thu-muc");
        let _ = fs::create_dir_all(root.join("con"));
        let _ = fs::write(dir.path().join("ngoai.yaml"), "ngoài");
        let _ = fs::write(root.join("trong.yaml"), "trong");
        let within = Within::new(&root).unwrap_or_else(|e| panic!("{e}"));
        let read = |path: &str| within.read(Path::new(path));
        for inside in ["trong.yaml", "./trong.yaml", "con/../trong.yaml"] {
            assert_eq!(
                read(inside).unwrap_or_default(),
                "trong".as_bytes(),
                "{inside}"
            );
        }
        let absolute = dir.path().join("ngoai.yaml");
        let by_root = root.join("trong.yaml");
        for outside in [
            "../ngoai.yaml",
            "con/../../ngoai.yaml",
            "../thu-muc/trong.yaml",
            "../khong-co",
            absolute.to_str().unwrap_or_default(),
            by_root.to_str().unwrap_or_default(),
        ] {
            let error = read(outside).err();
            assert!(error.is_some_and(|e| is_outside(&e)), "{outside}");
        }
        let missing = read("khong-co.yaml").err();
        assert!(missing.is_some_and(|e| !is_outside(&e)));
        let folder = read("con").err();
        assert!(folder.is_some_and(|e| e.kind() == io::ErrorKind::IsADirectory));
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_refused() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let root = dir.path().join("thu-muc");
        let _ = fs::create_dir_all(&root);
        let _ = fs::write(dir.path().join("ngoai.yaml"), "ngoài");
        let _ = fs::write(root.join("trong.yaml"), "trong");
        let _ = symlink(dir.path().join("ngoai.yaml"), root.join("a.yaml"));
        let _ = symlink(dir.path(), root.join("tren"));
        let _ = symlink("trong.yaml", root.join("b.yaml"));
        let within = Within::new(&root).unwrap_or_else(|e| panic!("{e}"));
        let read = |path: &str| within.read(Path::new(path));
        for outside in ["a.yaml", "tren/ngoai.yaml"] {
            assert!(
                read(outside).err().is_some_and(|e| is_outside(&e)),
                "{outside}"
            );
        }
        assert_eq!(read("b.yaml").unwrap_or_default(), b"trong");
        assert_eq!(read("tren/thu-muc/b.yaml").unwrap_or_default(), b"trong");
    }
}
