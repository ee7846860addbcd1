//! Files of `tests/words`, written as clerks write them: what is told, and the words that come out.
//!
//! To add a case, drop a YAML file into `tests/words` and run `INSTA_UPDATE=always cargo test --test
//! words`; what to review is in `tests/snapshots`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{files_in, samples, vanban};
use std::{fmt::Write, path::Path};
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
        let mut shown = common::without_findings(&String::from_utf8(run.stderr).unwrap());
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

/// What the program's own documents and skeletons say is all printed, and as many sign as should.
#[test]
fn no_sample_is_told_that_something_is_not_printed() {
    let resources = Resources::embedded();
    let kinds = resources.kinds().unwrap();
    let mut loaded = Vec::new();
    for file in samples()
        .into_iter()
        .chain(files_in("tests/parity", "yaml"))
    {
        let text = std::fs::read_to_string(&file).unwrap();
        if text.lines().any(|line| line.starts_with("loai:")) {
            loaded.push(content::load(&file).unwrap());
        }
    }
    let profile = content::profile_skeleton().as_bytes();
    for kind in kinds.iter() {
        let text = content::skeleton(kinds, &kind.slug, 2031).unwrap();
        let read = &mut |_: &Path| Ok(profile.to_vec());
        loaded.push(content::from_sources(Path::new("a.yaml"), text, read).unwrap());
    }
    assert!(loaded.len() > 100, "only {} documents found", loaded.len());
    for content::Loaded { content, warnings } in loaded {
        let compiled = compile(&content, &resources).unwrap();
        let all = warnings.iter().chain(&compiled.warnings);
        let told = all.filter(|told| ["muc-khong-in", "it-nguoi-ky"].contains(&told.code));
        assert_eq!(told.collect::<Vec<_>>(), [] as [&_; 0]);
    }
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
