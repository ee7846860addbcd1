//! Files of `tests/words`, written as clerks write them: what is told, and the words that come out.
//!
//! To add a case, drop a YAML file into `tests/words` and run `INSTA_UPDATE=always cargo test --test
//! words`; what to review is in `tests/snapshots`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{files_in, vanban};
use std::fmt::Write;
use vanban::{
    Resources, compile, content,
    sheet::{Block, Inline, Paragraph},
};

#[test]
fn words_come_out_as_they_were_meant_or_are_told() {
    let resources = Resources::embedded();
    let mut seen = 0;
    for file in files_in("tests/words", "yaml") {
        let name = file.file_stem().unwrap().to_str().unwrap();
        if name == "co-quan" {
            continue;
        }
        let out = tempfile::tempdir().unwrap();
        let run = vanban()
            .arg("build")
            .arg(&file)
            .arg("-o")
            .arg(out.path())
            .output()
            .unwrap();
        let mut shown = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(0), "{name}: {shown}");
        let loaded = content::load(&file).unwrap();
        let sheet = compile(&loaded.content, &resources).unwrap().sheet;
        for block in sheet.sections.iter().flat_map(|section| &section.blocks) {
            lines(block, &mut shown);
        }
        insta::assert_snapshot!(name.to_owned(), shown);
        seen += 1;
    }
    assert!(seen >= 11, "only {seen} files found");
}

fn lines(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph(paragraph) => line(paragraph, out),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            for paragraph in cells.flat_map(|cell| &cell.paragraphs) {
                line(paragraph, out);
            }
        }
    }
}

fn line(paragraph: &Paragraph, out: &mut String) {
    if let Some(item) = &paragraph.item {
        let _ = write!(out, "{} ", item.mark);
    }
    for inline in &paragraph.inlines {
        match inline {
            Inline::Run(run) => out.push_str(&run.text),
            Inline::Break => out.push('⏎'),
            Inline::Note { note, .. } => {
                let _ = write!(out, "[{}]", note.0 + 1);
            }
            Inline::Leader(_) => out.push_str("{....}"),
            Inline::Check { ticked, .. } => out.push(if *ticked { '☑' } else { '☐' }),
            Inline::Picture(_) => {}
        }
    }
    out.push('\n');
}
