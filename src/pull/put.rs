//! Wishes put into the text of a content file, so that no other byte changes.

use crate::{
    markdown::blocks::{self, Block, Inline, Kind},
    yaml::{
        edit::{Edit, Editor, Manner, Slice, Step, Wanted, Written},
        names::Names,
    },
};
use std::{collections::BTreeMap, ops::Range};

/// A change of a value of the content file. All of a text are told in the places of that text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Put {
    /// Bytes of the file become other letters.
    Slice {
        range: Range<usize>,
        insert: String,
    },
    /// Letters of a scalar's decoded text become others.
    Decoded {
        path: Vec<Step>,
        range: Range<usize>,
        insert: String,
    },
    Set {
        path: Vec<Step>,
        value: Wanted,
    },
    /// A part of a date `day/month/year`, from 0.
    Date {
        path: Vec<Step>,
        part: usize,
        value: String,
    },
    Remove {
        path: Vec<Step>,
    },
    Insert {
        path: Vec<Step>,
        index: usize,
        value: Wanted,
    },
    Blocks {
        path: Vec<Step>,
        edit: BlockEdit,
    },
}

/// A change of the blocks of a field of Markdown; blocks and rows are numbered as in the text before all changes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum BlockEdit {
    Inlines(usize, Vec<Inline>),
    Gone(usize),
    Before(usize, Block),
    Behind(usize, Block),
    RowGone(usize, usize),
    RowBehind(usize, usize, Vec<Vec<Inline>>),
    /// The text of a new note, behind the others.
    Note(Block),
    /// The text of the note of this name.
    NoteGone(String),
    /// Block, row, column.
    Cell(usize, usize, usize, Vec<Inline>),
}

/// The text after all these changes; none where they do not go together.
pub(super) fn put(text: &str, puts: &[&Put], names: &Names) -> Option<String> {
    let mut written = Written::new(text, names).ok()?;
    let mut slices: BTreeMap<Vec<String>, (Vec<Step>, Vec<Slice>)> = BTreeMap::new();
    let mut of_blocks: BTreeMap<Vec<String>, (Vec<Step>, Vec<&BlockEdit>)> = BTreeMap::new();
    let (mut sets, mut members) = (Vec::new(), Vec::new());
    let slice = |range: &Range<usize>, insert: &str| Slice {
        from: range.start,
        to: range.end,
        insert: insert.to_owned(),
    };
    for put in puts {
        match put {
            Put::Slice { range, insert } => {
                let found = written.at(range)?;
                let made = slice(&found.range?, insert);
                let of_field = slices.entry(key(&found.path));
                of_field.or_insert((found.path, Vec::new())).1.push(made);
            }
            Put::Decoded {
                path,
                range,
                insert,
            } => {
                let of_field = slices.entry(key(path));
                let of_field = of_field.or_insert((path.clone(), Vec::new()));
                of_field.1.push(slice(range, insert));
            }
            Put::Set { path, value } => sets.push(Edit::Set {
                path: path.clone(),
                value: value.clone(),
                quoted: false,
            }),
            Put::Date { path, part, value } => {
                let date = text_at(text, path, names)?;
                let mut parts: Vec<&str> = date.split('/').collect();
                *parts.get_mut(*part)? = value;
                sets.push(Edit::Set {
                    path: path.clone(),
                    value: Wanted::Text(parts.join("/")),
                    quoted: false,
                });
            }
            Put::Remove { path } => members.push(Edit::Remove { path: path.clone() }),
            Put::Insert { path, index, value } => members.push(Edit::Insert {
                path: path.clone(),
                index: *index,
                value: value.clone(),
                quoted: false,
            }),
            Put::Blocks { path, edit } => {
                let of_field = of_blocks.entry(key(path));
                let of_field = of_field.or_insert((path.clone(), Vec::new()));
                of_field.1.push(edit);
            }
        }
    }
    for (name, (path, edits)) in of_blocks {
        let markdown = text_at(text, &path, names)?;
        let old = blocks::blocks(&markdown);
        let of_field = slices.entry(name).or_insert((path, Vec::new()));
        // The text of a note goes as letters: its mark may go so, too, and no block has it any more then.
        for edit in &edits {
            let is_gone = |block: &Block| {
                block.kind == Kind::Note
                    && matches!(edit, BlockEdit::NoteGone(name) if *name == block.mark)
            };
            if let Some(at) = old.iter().position(is_gone) {
                let start = at.checked_sub(1).map_or(0, |before| old[before].to);
                of_field.1.push(slice(&(start..old[at].to), ""));
            }
        }
        let wanted = changed(old, &edits);
        for (range, insert) in blocks::changes(&markdown, &wanted)? {
            of_field.1.push(slice(&range, &insert));
        }
    }
    let mut edits = sets;
    for (path, mut changes) in slices.into_values() {
        // Several that come in at one place stand in the order in which they were wished.
        changes.sort_by_key(|slice| (slice.from, slice.to));
        if changes.windows(2).any(|pair| pair[0].to > pair[1].from) {
            return None;
        }
        edits.push(Edit::Text { path, changes });
    }
    // From the last to the first: no path moves before it is used.
    members.sort_by_key(place_of);
    edits.extend(members.into_iter().rev());
    let mut editor = Editor::new(text);
    let manner = Manner {
        names,
        order: &|_| Vec::new(),
    };
    for edit in &edits {
        editor.edit(edit, &manner).ok()?;
    }
    let mut made = String::with_capacity(text.len());
    let mut done = 0;
    for change in editor.changes() {
        made.push_str(text.get(done..change.range.start)?);
        made.push_str(&change.text);
        done = change.range.end;
    }
    made.push_str(text.get(done..)?);
    Some(made)
}

/// Paths in the order of a file, numbers as numbers.
fn key(path: &[Step]) -> Vec<String> {
    let part = |step: &Step| match step {
        Step::Key(key) => key.clone(),
        Step::Index(index) => format!("{index:08}"),
    };
    path.iter().map(part).collect()
}

/// What members are put in and taken out by: several at one place go in from the last to the first.
fn place_of(edit: &Edit) -> (Vec<String>, usize) {
    match edit {
        Edit::Insert { path, index, .. } => (key(path), 2 * index),
        Edit::Remove { path } => match path.split_last() {
            Some((Step::Index(index), list)) => (key(list), 2 * index + 1),
            _ => (key(path), 0),
        },
        _ => (Vec::new(), 0),
    }
}

/// The decoded text of a scalar.
pub(super) fn text_at(text: &str, path: &[Step], names: &Names) -> Option<String> {
    let (_, root) = crate::yaml::edit::parsed(text, names).ok()?;
    let mut node = root?;
    for step in path {
        let next = match (&node.value, step) {
            (crate::yaml::tree::Value::Map(entries), Step::Key(key)) => {
                let entry = entries.iter().find(|entry| entry.key == *key)?;
                entry.value.clone()
            }
            (crate::yaml::tree::Value::Seq(items), Step::Index(index)) => {
                items.get(*index)?.clone()
            }
            _ => return None,
        };
        node = next;
    }
    let text = node.scalars().first().copied()?;
    Some(text.trim_end_matches('\n').to_owned())
}

/// Blocks after changes of them.
fn changed(old: Vec<Block>, edits: &[&BlockEdit]) -> Vec<Block> {
    let mut out = Vec::with_capacity(old.len() + edits.len());
    for (id, mut block) in old.into_iter().enumerate() {
        let (mut is_gone, mut behind) = (false, Vec::new());
        // Rows are numbered as before: those that come and go are put in at the end, the last first.
        let mut rows: Vec<(usize, Option<&Vec<Vec<Inline>>>)> = Vec::new();
        for edit in edits {
            match edit {
                BlockEdit::Inlines(at, inlines) if *at == id => block.inlines = inlines.clone(),
                BlockEdit::Gone(at) if *at == id => is_gone = true,
                BlockEdit::Before(at, new) if *at == id => out.push(new.clone()),
                BlockEdit::Behind(at, new) if *at == id => behind.push(new.clone()),
                BlockEdit::RowGone(at, row) if *at == id => rows.push((*row, None)),
                BlockEdit::RowBehind(at, row, cells) if *at == id => rows.push((*row, Some(cells))),
                BlockEdit::Cell(at, row, column, cell) if *at == id => {
                    let place = block
                        .rows
                        .get_mut(*row)
                        .and_then(|row| row.get_mut(*column));
                    if let Some(place) = place {
                        *place = cell.clone();
                    }
                }
                _ => {}
            }
        }
        rows.sort_by_key(|(row, come)| (*row, come.is_some()));
        for (row, come) in rows.into_iter().rev() {
            match come {
                Some(cells) if row < block.rows.len() => block.rows.insert(row + 1, cells.clone()),
                None if row < block.rows.len() => {
                    block.rows.remove(row);
                }
                _ => {}
            }
        }
        if !is_gone {
            out.push(block);
        }
        out.extend(behind);
    }
    for edit in edits {
        if let BlockEdit::Note(note) = edit
            && !out
                .iter()
                .any(|block| block.kind == Kind::Note && block.mark == note.mark)
        {
            let last = out.iter().rposition(|block| block.kind == Kind::Note);
            out.insert(last.map_or(out.len(), |last| last + 1), note.clone());
        }
    }
    out
}
