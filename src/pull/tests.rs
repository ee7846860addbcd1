//! Edits of DOCX files go back, on samples and fixtures.

use super::*;
use crate::{Resources, compile, content};
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let folders = ["samples/phuong-2", "samples/an-phu", "tests/parity"];
    let files = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut all: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|e| e == "yaml"));
    all.sort();
    all
}

fn sheet_of(path: &Path, resources: &Resources) -> Option<Sheet> {
    let loaded = content::load_of(path, resources.kinds().unwrap()).ok()?;
    Some(compile(&loaded.content, resources).ok()?.sheet)
}

/// Words of the body are known by their place, in every sample.
#[test]
fn letters_have_their_places() {
    let resources = Resources::embedded();
    let (mut placed, mut all) = (0, 0);
    for path in samples() {
        let Some(sheet) = sheet_of(&path, &resources) else {
            continue;
        };
        for block in &reading(&sheet).unwrap().blocks {
            if let Part::Line(line) = block
                && line.role == crate::sheet::Role::Body
            {
                placed += line
                    .signs
                    .iter()
                    .filter(|sign| sign.form.origin.is_some())
                    .count();
                all += line.signs.len();
            }
        }
    }
    // What templates say in the body of some forms has none.
    assert!(
        all > 100_000 && placed * 100 > all * 97,
        "{placed} of {all}"
    );
}

/// A small generator of numbers, the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % below.max(1)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doing {
    Word,
    Added,
    Dropped,
    Figure,
    Gone,
    Come,
    RowGone,
    RowCome,
    Cell,
}

const DOINGS: [Doing; 9] = [
    Doing::Word,
    Doing::Added,
    Doing::Dropped,
    Doing::Figure,
    Doing::Gone,
    Doing::Come,
    Doing::RowGone,
    Doing::RowCome,
    Doing::Cell,
];

/// Edits a document as a person might; tells what was done, none where there was nothing to do it to.
fn edit(flat: &mut import::flat::Flat, doing: Doing, dice: &mut Dice) -> Option<String> {
    use import::flat::{Block, Paragraph, Piece, Run};
    let words = |paragraph: &Paragraph| -> Option<usize> {
        paragraph
            .pieces
            .iter()
            .position(|piece| matches!(piece, Piece::Text(run) if run.text.split(' ').count() > 4))
    };
    let long: Vec<usize> = (0..flat.blocks.len())
        .filter(|at| matches!(&flat.blocks[*at], Block::Paragraph(p) if words(p).is_some()))
        .collect();
    let tables: Vec<usize> = (0..flat.blocks.len())
        .filter(|at| matches!(&flat.blocks[*at], Block::Table(t) if t.bordered && t.rows.len() > 2))
        .collect();
    let &at = long.get(dice.roll(long.len()))?;
    match doing {
        Doing::Word | Doing::Added | Doing::Dropped | Doing::Figure => {
            let Block::Paragraph(paragraph) = &mut flat.blocks[at] else {
                return None;
            };
            let piece = words(paragraph)?;
            let Piece::Text(run) = &mut paragraph.pieces[piece] else {
                return None;
            };
            let mut parts: Vec<String> = run.text.split(' ').map(str::to_owned).collect();
            let mut index = 1 + dice.roll(parts.len() - 2);
            match doing {
                Doing::Word => parts[index] = "sửa".to_owned(),
                Doing::Added => parts.insert(index, "thêm *chữ* mới".to_owned()),
                Doing::Dropped => {
                    parts.remove(index);
                }
                _ => {
                    index = (0..parts.len()).find(|i| {
                        parts[*i].len() > 2
                            && parts[*i]
                                .chars()
                                .all(|c| c.is_ascii_digit() || ".,".contains(c))
                    })?;
                    parts[index] = "12.345".to_owned();
                }
            }
            run.text = parts.join(" ");
            Some(run.text.clone())
        }
        Doing::Gone => {
            let Block::Paragraph(paragraph) = flat.blocks.remove(at) else {
                return None;
            };
            Some(format!("{:?}", paragraph.pieces))
        }
        Doing::Come => {
            let Block::Paragraph(near) = &flat.blocks[at] else {
                return None;
            };
            let text = "Một đoạn mới do người sửa viết thêm trong Word.".to_owned();
            let new = Paragraph {
                at: 100_000 + at,
                pieces: vec![Piece::Text(Run {
                    text,
                    ..Run::default()
                })],
                style: near.style.clone(),
                label: near.label.clone(),
                outline: near.outline,
                ..Paragraph::default()
            };
            let told = format!("{:?} {:?}", near.style, near.label);
            flat.blocks.insert(at + 1, Block::Paragraph(new));
            Some(told)
        }
        Doing::RowGone | Doing::RowCome | Doing::Cell => {
            let &at = tables.get(dice.roll(tables.len()))?;
            let Block::Table(table) = &mut flat.blocks[at] else {
                return None;
            };
            let row = 1 + dice.roll(table.rows.len() - 1);
            match doing {
                Doing::RowGone => {
                    table.rows.remove(row);
                }
                Doing::RowCome => {
                    let mut new = table.rows[row].clone();
                    for (index, cell) in new.cells.iter_mut().enumerate() {
                        for block in &mut cell.blocks {
                            if let Block::Paragraph(p) = block {
                                p.at = 100_000 + index;
                                p.pieces = vec![Piece::Text(Run {
                                    text: format!("ô mới {index}"),
                                    ..Run::default()
                                })];
                            }
                        }
                    }
                    table.rows.insert(row + 1, new);
                }
                _ => {
                    let cells = table.rows[row].cells.len();
                    let cell = &mut table.rows[row].cells[dice.roll(cells)];
                    let Some(Block::Paragraph(p)) = cell.blocks.first_mut() else {
                        return None;
                    };
                    p.pieces = vec![Piece::Text(Run {
                        text: "ô sửa".to_owned(),
                        ..Run::default()
                    })];
                }
            }
            Some(format!("table {at} row {row}"))
        }
    }
}

#[test]
fn what_a_person_edits_goes_back() {
    let resources = Resources::embedded();
    let kinds = resources.kinds().unwrap();
    let mut counts: std::collections::BTreeMap<Doing, (usize, usize)> = Default::default();
    for (number, path) in samples().into_iter().enumerate().step_by(13) {
        let Some(now) = sheet_of(&path, &resources) else {
            continue;
        };
        let source = Arc::clone(&now.sources[0]);
        let flat = import::read(&docx::write(&now).unwrap(), import::Options::default()).unwrap();
        let compile = |text: &str| {
            let draft = content::Draft::of_bytes(&path, text, kinds)?;
            Ok(compile(&draft.content()?.content, &resources)?.sheet)
        };
        for doing in DOINGS {
            let mut dice = Dice((number * 1000 + doing as usize + 7) as u64);
            let mut edited = flat.clone();
            let Some(told) = edit(&mut edited, doing, &mut dice) else {
                continue;
            };
            let sides = Sides {
                edited: &edited,
                source: &source,
                now: &now,
                then: None,
                made: None,
                chosen: Chosen::Nothing,
                names: kinds.names(),
                compile: &compile,
            };
            let pulled = pull(&sides).unwrap();
            let left = pulled
                .changes
                .iter()
                .filter(|change| change.left.is_some())
                .count();
            let (taken, all) = counts.entry(doing).or_default();
            *all += 1;
            *taken += usize::from(left == 0 && !pulled.changes.is_empty());
            // What is not taken leaves the text as it was, and is told.
            assert!(
                left == 0 || !pulled.rest.is_empty(),
                "{} {doing:?} {told}",
                path.display()
            );
            assert!(
                left < pulled.changes.len() || pulled.text == *source.text,
                "{}",
                path.display()
            );
        }
    }
    for doing in [Doing::Word, Doing::Added, Doing::Dropped, Doing::Come] {
        let (taken, all) = counts[&doing];
        // Some words are the template's.
        assert!(taken * 100 >= all * 70, "{doing:?}: {taken} of {all}");
    }
}
