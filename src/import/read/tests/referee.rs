//! Pandoc's words of a file against ours. `.ci/words.py` makes the files and runs this.

use crate::import::flat::{Block, Flat, Lost, Paragraph, Piece};
use crate::import::read::{Options, read};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

/// How often each word stands in a text. Capitals may be a matter of look, and signs between words of taste.
fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_insert(0) += 1;
        }
    }
    words
}

fn ours(flat: &Flat) -> String {
    fn paragraph(paragraph: &Paragraph, out: &mut String) {
        for piece in &paragraph.pieces {
            match piece {
                Piece::Text(run) => *out += &run.text,
                Piece::Tab | Piece::Leader | Piece::Line | Piece::Page => out.push(' '),
                Piece::Note(_) | Piece::Picture(_) => {}
            }
        }
        out.push('\n');
    }
    fn blocks(all: &[Block], out: &mut String) {
        for block in all {
            match block {
                Block::Paragraph(one) => paragraph(one, out),
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| blocks(&cell.blocks, out));
                }
                Block::Section(_) => {}
            }
        }
    }
    let mut out = String::new();
    blocks(&flat.blocks, &mut out);
    for one in flat.notes.iter().flatten() {
        paragraph(one, &mut out);
    }
    // Pandoc shows what Word hides.
    for loss in flat.losses.iter().filter(|loss| loss.what == Lost::Hidden) {
        out += &loss.text;
        out.push('\n');
    }
    out
}

/// The text in pandoc's tree. Descriptions of pictures and tables are seen by nobody, and equations are told apart.
fn theirs(value: &Value, out: &mut String) {
    let content = &value["c"];
    match value["t"].as_str() {
        Some("Str") => *out += content.as_str().unwrap_or_default(),
        Some("Space" | "SoftBreak" | "LineBreak") => out.push(' '),
        Some("Code" | "CodeBlock") => *out += content[1].as_str().unwrap_or_default(),
        Some("Math" | "Image") => {}
        Some("Note") => {
            // Not a part of the word that it stands behind.
            let mut note = String::from("\n");
            walk(content, &mut note);
            out.insert_str(0, &note);
        }
        Some("Table") => content
            .as_array()
            .into_iter()
            .flatten()
            .skip(2)
            .for_each(|part| walk(part, out)),
        kind => {
            walk(content, out);
            if matches!(
                kind,
                Some("Para" | "Plain" | "Header" | "LineBlock" | "MetaInlines")
            ) {
                out.push('\n');
            }
        }
    }
}

fn walk(value: &Value, out: &mut String) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(one, out)),
        Value::Object(fields) if fields.contains_key("t") => theirs(value, out),
        Value::Object(fields) => fields.values().for_each(|one| walk(one, out)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn docx_in(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            docx_in(&path, into);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "docx")
        {
            into.push(path);
        }
    }
}

/// What stands in one and not in the other, by how often.
fn beyond(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> Vec<String> {
    let more = one.iter().filter_map(|(word, count)| {
        let rest = count.checked_sub(*other.get(word).unwrap_or(&0))?;
        (rest > 0).then(|| format!("{word}×{rest}"))
    });
    more.collect()
}

#[test]
#[ignore = "needs pandoc and the files of .ci/words.py"]
#[expect(
    clippy::print_stdout,
    reason = "who runs it reads how much was compared"
)]
fn words_are_those_of_pandoc() {
    let folder = std::env::var("VANBAN_WORDS").unwrap();
    let mut files = Vec::new();
    docx_in(Path::new(&folder), &mut files);
    files.sort();
    assert!(!files.is_empty());
    let (mut all, mut faults) = (0, Vec::new());
    for file in &files {
        let output = Command::new("pandoc")
            .args(["--from", "docx", "--to", "json"])
            .arg(file)
            .output()
            .unwrap();
        let tree: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut text = String::new();
        walk(&tree["meta"], &mut text);
        walk(&tree["blocks"], &mut text);
        let theirs = counted(&text);
        let flat = read(&fs::read(file).unwrap(), Options::default()).unwrap();
        let ours = counted(&ours(&flat));
        all += theirs.values().sum::<usize>();
        let (less, more) = (beyond(&theirs, &ours), beyond(&ours, &theirs));
        if !less.is_empty() || !more.is_empty() {
            faults.push(format!("{}: less {less:?}, more {more:?}", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!("{} files, {all} words, all the same", files.len());
}
