//! What the end-to-end tests share: the program, and files found by walking a folder.

#![allow(
    dead_code,
    clippy::print_stderr,
    reason = "each test program uses its own part, and says what it left out"
)]

pub(crate) mod made;
pub(crate) mod renamed;
pub(crate) mod served;
pub(crate) mod workbook;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program under test, run from the project's root, with its own fonts: what comes out does not depend on those of
/// the machine.
pub(crate) fn vanban() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("vanban"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env("VANBAN_FONTS", "co-san");
    command
}

/// The files with an extension directly in a folder of the project, sorted.
pub(crate) fn files_in(folder: &str, extension: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&root)
        .unwrap_or_else(|e| panic!("{}: {e}", root.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            path.strip_prefix(env!("CARGO_MANIFEST_DIR"))
                .unwrap()
                .to_path_buf()
        })
        .collect();
    files.sort();
    files
}

/// The content file that a batch file names, if the text is that of a batch file.
fn of_batch(text: &str) -> Option<&str> {
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    // A document may have tables of its own.
    let is_batch = !has("loai:") && (has("bang:") || has("cac_hang:"));
    let content = text
        .lines()
        .find_map(|line| line.strip_prefix("noi_dung: "));
    content.filter(|_| is_batch).map(str::trim)
}

/// Every content file under `samples` that stands for itself (profiles have no `loai`, and what a
/// batch uses needs its rows), sorted.
pub(crate) fn samples() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")).unwrap()
    {
        let name = folder.unwrap().file_name().into_string().unwrap();
        let files = files_in(&format!("samples/{name}"), "yaml").into_iter();
        let files: Vec<(PathBuf, String)> = files
            .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
            .collect();
        let of_batches: Vec<&str> = files
            .iter()
            .filter_map(|(_, text)| of_batch(text))
            .collect();
        let alone = files.iter().filter(|(path, text)| {
            let name = path.file_name().unwrap().to_str().unwrap();
            text.lines().any(|line| line.starts_with("loai:")) && !of_batches.contains(&name)
        });
        found.extend(alone.map(|(path, _)| path.clone()));
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

/// Fails with what a run said, where it did not succeed.
pub(crate) fn succeeded(run: &Output) {
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// Builds a file into a folder; the run must succeed.
pub(crate) fn build(file: &Path, out: &Path) {
    let run = vanban()
        .arg("build")
        .arg(file)
        .arg("-o")
        .arg(out)
        .output()
        .unwrap();
    succeeded(&run);
}

/// What stands in an output folder, by name; not what vanban keeps for itself.
pub(crate) fn outputs(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_name() != ".vanban");
    files
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The parts of a DOCX by their names.
pub(crate) fn docx_parts(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut package = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..package.len())
        .map(|index| {
            let mut entry = package.by_index(index).unwrap();
            let mut content = Vec::new();
            std::io::copy(&mut entry, &mut content).unwrap();
            (entry.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// Text of a part of a DOCX: a paragraph a line.
pub(crate) fn docx_text(path: &Path, part: &str) -> String {
    let mut package = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let xml = std::io::read_to_string(package.by_name(part).unwrap()).unwrap();
    let tree = roxmltree::Document::parse(&xml).unwrap();
    tree.descendants()
        .filter_map(|node| match node.tag_name().name() {
            "t" => node.text(),
            // A reader sees a hyphen.
            "noBreakHyphen" => Some("-"),
            "p" | "br" => Some("\n"),
            _ => None,
        })
        .collect()
}

/// Runs a referee. Where it is not installed the test is skipped with a word about it; in CI
/// (`CI=true`) a missing referee is a failure.
pub(crate) fn referee(program: &str, args: &[&std::ffi::OsStr]) -> Option<Output> {
    match Command::new(program).args(args).output() {
        Ok(output) => Some(output),
        Err(error) => {
            assert!(
                std::env::var_os("CI").is_none(),
                "{program} is missing ({error}): .ci/run installs it"
            );
            eprintln!("skipped: {program} is not installed");
            None
        }
    }
}

/// What a run said besides what `vanban check` found in the document: the rules have tests of their own.
pub(crate) fn without_findings(said: &str) -> String {
    let is_code = |code: &str| {
        let (family, number) = code.split_at_checked(2).unwrap_or_default();
        number.len() == 3
            && family.bytes().all(|b| b.is_ascii_uppercase())
            && number.bytes().all(|b| b.is_ascii_digit())
    };
    let mut out = String::new();
    let mut is_left_out = false;
    for line in said.split_inclusive('\n') {
        let begins = ["lỗi[", "lưu ý[", "gợi ý["];
        let code = begins.iter().find_map(|word| line.strip_prefix(word));
        let code = code
            .and_then(|rest| rest.split_once(']'))
            .map(|(code, _)| code);
        let counts = line.starts_with("Còn ") && line.contains("vanban check");
        match code {
            Some(code) => is_left_out = is_code(code),
            None if counts => continue,
            None if is_left_out => {
                let goes_on = line.starts_with([' ', '|', '\n'])
                    || line.starts_with(|c: char| c.is_ascii_digit());
                is_left_out = goes_on;
            }
            None => {}
        }
        if !is_left_out {
            out.push_str(line);
        }
    }
    out
}
