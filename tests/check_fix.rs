//! `--fix` on planted faults: each is mended so that the file is again what it was before, to the byte, and a
//! second time changes nothing.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;
use vanban::check::{self, Report, Selection, mend};
use vanban::diagnostic::{Result, Source};
use vanban::{Resources, compile, content};

/// So many fixtures are used: each has to be looked at before a fault is planted in it.
const FIXTURES: usize = 12;

/// How often each kind of fault is planted in all.
const PLANTED: usize = 16;

/// So many faults are planted at least, though some kinds find few places.
const LEAST: usize = 200;

/// A fault that a slip of the hand makes: what is there, what comes, and what must stand around it.
struct Kind {
    name: &'static str,
    there: &'static [&'static str],
    comes: fn(&str) -> String,
    fits: fn(&str, &str) -> bool,
}

fn letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphabetic)
}

/// Small letters on both sides.
fn in_words(before: &str, after: &str) -> bool {
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    small(before.chars().next_back()) && small(after.chars().next())
}

fn after_digit(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
}

const KINDS: &[Kind] = &[
    Kind {
        name: "a percent sign twice",
        there: &["%"],
        comes: |_| "%%".to_owned(),
        fits: |before, after| after_digit(before) && !after.starts_with('%'),
    },
    Kind {
        name: "a space before a comma",
        there: &[", ", "; "],
        comes: |there| format!(" {there}"),
        fits: in_words,
    },
    Kind {
        name: "no space behind a comma",
        there: &[", "],
        comes: |_| ",".to_owned(),
        fits: in_words,
    },
    Kind {
        name: "two spaces",
        there: &[" "],
        comes: |_| "  ".to_owned(),
        fits: in_words,
    },
    Kind {
        name: "a comma twice",
        there: &[", "],
        comes: |_| ",, ".to_owned(),
        fits: in_words,
    },
    Kind {
        name: "decomposed letters",
        there: &["ủ", "ế", "ộ", "ự", "ả", "ị", "ố"],
        comes: |there| there.nfd().collect(),
        fits: |before, after| letter(before.chars().next_back()) && !after.is_empty(),
    },
    Kind {
        name: "a letter of another alphabet",
        there: &["a", "o", "e"],
        comes: |there| there.replace('a', "а").replace('o', "о").replace('e', "е"),
        fits: in_words,
    },
    Kind {
        name: "a character that no one sees",
        there: &["n", "h"],
        comes: |there| format!("{there}\u{200b}"),
        fits: in_words,
    },
    Kind {
        name: "a stop for the comma of a decimal",
        there: &[","],
        comes: |_| ".".to_owned(),
        fits: |before, after| {
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            after_digit(before) && (1..=2).contains(&digits) && after[digits..].starts_with('%')
        },
    },
    Kind {
        name: "a small article",
        there: &["Điều"],
        comes: |_| "điều".to_owned(),
        fits: |before, after| {
            before.ends_with(' ')
                && letter(before.trim_end().chars().next_back())
                && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        },
    },
    Kind {
        name: "no stroke at the end",
        there: &["./."],
        comes: |_| String::new(),
        fits: |_, after| after.trim().is_empty(),
    },
    Kind {
        name: "a stop at the end",
        there: &["./."],
        comes: |_| ".".to_owned(),
        fits: |_, after| after.trim().is_empty(),
    },
    Kind {
        name: "a day of the week in small letters",
        there: &["Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"],
        comes: |there| there.to_lowercase(),
        fits: |before, _| before.ends_with(" thứ "),
    },
    Kind {
        name: "a day without its zero",
        there: &["0"],
        comes: |_| String::new(),
        fits: |before, after| {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            before.ends_with(" ngày ")
                && after.len() == rest.len() + 1
                && rest.starts_with(" tháng")
        },
    },
    Kind {
        name: "a phrase twice",
        there: &["kết quả thực hiện", "công tác", "nhiệm vụ", "hướng dẫn"],
        comes: |there| format!("{there} {there}"),
        fits: |before, after| before.ends_with(' ') && after.starts_with([' ', '.', ',']),
    },
    Kind {
        name: "a name with a syllable missing",
        there: &["Ủy ban nhân dân", "Hội đồng nhân dân"],
        comes: |there| there.replacen(" nhân", "", 1),
        fits: |before, after| before.ends_with(' ') && after.starts_with([' ', '.', ',']),
    },
    Kind {
        name: "the People in small letters",
        there: &["Nhân dân"],
        comes: |_| "nhân dân".to_owned(),
        fits: |before, _| before.ends_with(' ') && letter(before.trim_end().chars().next_back()),
    },
];

/// The texts: samples, and fixtures that are in order.
fn paths() -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut add = |folder: &Path, begins: &str| {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with(begins) && name.ends_with(".yaml") && !content::is_profile(&path) {
                all.push(path);
            }
        }
    };
    add("samples/an-phu".as_ref(), "");
    add("samples/phuong-2".as_ref(), "");
    let folders = fs::read_dir("tests/check").unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let step = (folders.len() / FIXTURES).max(1);
    for folder in folders.iter().step_by(step) {
        add(folder, "good");
    }
    all.sort();
    all
}

struct Text {
    path: PathBuf,
    source: std::sync::Arc<Source>,
}

impl Text {
    fn look(&self, text: &str, resources: &Resources) -> Result<Report> {
        let mut read = |path: &Path| fs::read(path);
        let loaded = content::from_sources(&self.path, text, &mut read)?;
        let compiled = compile(&loaded.content, resources)?;
        let everything = Selection::default();
        Ok(check::check_with(
            &loaded.content,
            &compiled,
            None,
            &everything,
            Vec::new(),
        ))
    }

    /// The text with all its mends made.
    fn mended(&self, text: &str, resources: &Resources) -> Option<String> {
        let report = self.look(text, resources).ok()?;
        let source = self.source.with_text(text);
        let mut again = |source: &Source| self.look(&source.text, resources);
        Some(mend::mend(&source, report, &mut again).source.text.clone())
    }

    /// The body, without its first line.
    fn body(&self) -> std::ops::Range<usize> {
        let text = &self.source.text;
        let Some(start) = text.find("\nnoi_dung: |\n") else {
            return 0..0;
        };
        let start = start + "\nnoi_dung: |\n".len();
        let rest = &text[start..];
        let lines = rest.match_indices('\n').map(|(at, _)| at + 1);
        let end = lines.into_iter().find(|at| {
            let next = rest[*at..].chars().next();
            next.is_some_and(|c| !c.is_whitespace())
        });
        start..start + end.unwrap_or(rest.len())
    }

    /// The places where a fault can be planted: outside of expressions, quotations and links.
    fn places(&self, kind: &Kind) -> Vec<(usize, &'static str)> {
        let text = &self.source.text;
        let body = self.body();
        let mut found = Vec::new();
        for there in kind.there {
            for (at, _) in text[body.clone()].match_indices(there) {
                let at = body.start + at;
                let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
                let (before, after) = (&text[line..at], &text[at + there.len()..]);
                let marks = ["{", "“", "\"", "[", "|", "`", ":::", "http", "@"];
                let is_plain = !marks.iter().any(|mark| before.contains(mark));
                let after = after.lines().next().unwrap_or_default();
                if is_plain && !before.trim().is_empty() && (kind.fits)(before, after) {
                    found.push((at, *there));
                }
            }
        }
        found
    }
}

#[test]
fn planted_faults_are_mended_to_the_byte() {
    let resources = Resources::embedded();
    let mut texts: Vec<Text> = Vec::new();
    for path in paths() {
        let text = fs::read_to_string(&path).unwrap();
        let mut text = Text {
            source: Source::of_file(path.to_string_lossy(), text),
            path,
        };
        // What may be mended in it before is none of the planted.
        if let Some(mended) = text.mended(&text.source.text, &resources) {
            text.source = text.source.with_text(mended);
            texts.push(text);
        }
    }
    let (mut planted, mut wrong) = (BTreeMap::new(), Vec::new());
    for kind in KINDS {
        let places: Vec<(usize, usize, &str)> = texts
            .iter()
            .enumerate()
            .flat_map(|(number, text)| {
                let places = text.places(kind).into_iter();
                places.map(move |(at, there)| (number, at, there))
            })
            .collect();
        let step = (places.len() / PLANTED).max(1);
        for (number, at, there) in places.iter().step_by(step).take(PLANTED) {
            *planted.entry(kind.name).or_insert(0_usize) += 1;
            let text = &texts[*number];
            let before = &text.source.text;
            let comes = (kind.comes)(there);
            let with = [&before[..*at], &comes, &before[at + there.len()..]].concat();
            let Some(after) = text.mended(&with, &resources) else {
                continue;
            };
            assert_eq!(
                text.mended(&after, &resources).as_ref(),
                Some(&after),
                "twice is once"
            );
            if after != *before {
                let (line, _) = text.source.line_column(*at);
                wrong.push(format!(
                    "{}: {}:{line}: {comes:?}",
                    kind.name,
                    text.path.display()
                ));
            }
        }
    }
    let all: usize = planted.values().sum();
    let told = wrong.join("\n");
    assert!(all >= LEAST, "{all} faults alone: {planted:?}");
    assert!(
        wrong.len() * 20 <= all,
        "{} of {all} are not as before:\n{told}",
        wrong.len()
    );
}
