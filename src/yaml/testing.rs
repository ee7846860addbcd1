//! The files of the repository, for tests of what holds of every one.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The YAML and JSON texts below some of its folders, in one order, with their paths from its root.
pub(crate) fn texts(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in folders {
        walk(Path::new(folder), &mut found);
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    // Tests run in the root.
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let ends = |ends: &str| path.extension().is_some_and(|found| found == ends);
        if path.is_dir() {
            walk(&path, found);
        } else if ["yaml", "yml", "json"].iter().any(|one| ends(one))
            && let Ok(text) = fs::read_to_string(&path)
        {
            found.push((path, text));
        }
    }
}
