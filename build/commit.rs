//! Which commit the program is built of, for `vanban --version` and fault reports.
//!
//! A packaged crate has what `cargo package` wrote down, a
//! checkout is asked by git. Only a release asks: a build for work on the program would be made again at each commit.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What `cargo package` writes into a crate about where it came from.
const PACKAGED: &str = ".cargo_vcs_info.json";

/// What the program is made of: a change of these makes it another program than the commit's.
const SOURCES: [&str; 7] = [
    "Cargo.toml",
    "Cargo.lock",
    "build",
    "build.rs",
    "fonts",
    "src",
    "templates",
];

/// A commit, and the files that tell of another one when they change.
#[derive(Debug, Default)]
pub(crate) struct Commit {
    /// Its first twelve digits, with `+` where more than the commit is built.
    pub(crate) name: Option<String>,
    /// Paths that are there: for one that is not, cargo would run the script every time.
    pub(crate) watched: Vec<PathBuf>,
}

/// The commit of the crate in a folder.
pub(crate) fn of(root: &Path, is_release: bool) -> Commit {
    let written = root.join(PACKAGED);
    match fs::read_to_string(&written) {
        Ok(text) => Commit {
            name: packaged(&text),
            watched: vec![written],
        },
        Err(_) if is_release => checked_out(root).unwrap_or_default(),
        Err(_) => Commit::default(),
    }
}

/// The commit in a file that cargo wrote: `{"git": {"sha1": "…", "dirty": true}, …}`. Its form is cargo's own, and a reader of
/// JSON would be built for this one word.
fn packaged(written: &str) -> Option<String> {
    let (_, rest) = written.split_once("\"sha1\"")?;
    let hash = rest.split('"').nth(1)?;
    let is_hash = hash.len() >= 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let changed = written.contains("\"dirty\"");
    is_hash.then(|| named(hash, changed))
}

/// The commit of a checkout of this crate.
fn checked_out(root: &Path) -> Option<Commit> {
    let top = git(root, &["rev-parse", "--show-toplevel"])?;
    // A crate that lies in somebody else's repository is not of that one's commits.
    if fs::canonicalize(top).ok()? != fs::canonicalize(root).ok()? {
        return None;
    }
    // What is checked out, and which commit that is.
    let branch = git(root, &["symbolic-ref", "--quiet", "HEAD"]);
    let names = ["HEAD", "packed-refs"].into_iter().chain(branch.as_deref());
    let paths = names.filter_map(|name| git(root, &["rev-parse", "--git-path", name]));
    let sources = SOURCES.into_iter().map(str::to_owned);
    let watched = paths.chain(sources).map(|path| root.join(path));
    let hash = git(root, &["rev-parse", "HEAD"])?;
    let mut status = vec!["status", "--porcelain", "--"];
    status.extend(SOURCES);
    let changed = git(root, &status).is_none_or(|changes| !changes.is_empty());
    Some(Commit {
        name: Some(named(&hash, changed)),
        watched: watched.filter(|path| path.exists()).collect(),
    })
}

/// The commit as it is told: twelve digits, and whether that is all that was built.
fn named(hash: &str, changed: bool) -> String {
    let hash: String = hash.chars().take(12).collect();
    match changed {
        true => format!("{hash}+"),
        false => hash,
    }
}

/// What git answers; none where there is no git, or it has no answer.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(arguments);
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
