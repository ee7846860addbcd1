//! What a person changed, each with the ways in which the YAML could say it.

use super::{
    grids::{columns, is_cell_wish},
    header::Header,
    markup::{inlines, inserts, text},
    notes::Notes,
    put::{BlockEdit as Blocked, Put},
    seen::Seen,
    ways::{Hunk, line_of, trimmed},
};
use crate::{
    diagnostic::Source,
    diff::{BlockEdit, Edit, LineEdit, LineEdits, Piece, Plan, TableEdit},
    markdown::blocks::{Block, Kind},
    sheet::{
        Role, TableRole,
        reading::{Grid, GridRow, Line, Part},
    },
    yaml::{
        edit::{Step, Wanted, Written},
        names::Names,
    },
};
use std::{collections::HashMap, ops::Range, rc::Rc, sync::Arc};

/// A change that a person made.
pub(super) struct Wish {
    /// The paragraph of the edited DOCX, or of the one before for what is gone, from 1.
    pub(super) at: usize,
    pub(super) fate: Fate,
    /// The line of the content file, from 1.
    pub(super) line: Option<usize>,
    pub(super) old: String,
    pub(super) new: String,
    /// Which signs of the paragraph it is about, in the edited document.
    pub(super) signs: Range<usize>,
    /// The paragraph, or the first of a table or row, before and after.
    pub(super) whole: (String, String),
    /// The ways in which the YAML might say it, the best first.
    pub(super) ways: Vec<Vec<Put>>,
    /// Why none of them may do.
    pub(super) reason: Reason,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Words of it changed.
    Words,
    Gone,
    Come,
}

/// Why a change cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The template prints these words; no YAML has them.
    Template,
    /// They stand in another file: the agency's profile, a table.
    Elsewhere { file: String, line: usize },
    /// An expression works them out.
    Computed(String),
    /// The YAML has changed at the same place since the DOCX was made.
    Conflict,
    /// No change of the YAML was found that gives exactly this.
    NoWay,
}

/// The text of a field of Markdown, and its blocks.
pub(super) type Field = Rc<(String, Vec<Block>)>;

/// Looks at both sides and collects the wishes.
pub(super) struct Wisher<'a, 't> {
    pub(super) source: &'a Arc<Source>,
    pub(super) sources: &'a [Arc<Source>],
    pub(super) written: Written<'t>,
    pub(super) wishes: Vec<Wish>,
    /// The blocks of fields of Markdown that were looked into, with their texts.
    pub(super) fields: HashMap<Vec<Step>, Field>,
    /// Lines of the old reading with their block in the Markdown, to learn what headings look like.
    pub(super) headings: Vec<(Role, usize)>,
    /// Where the columns of the table at hand begin in its grid, which may have more of them: a closing that became a
    /// part of the table has columns of its own.
    pub(super) columns: Vec<usize>,
    /// The names of footnotes.
    pub(super) notes: Rc<Notes>,
    /// What the content file says of number and date, once it was looked up.
    pub(super) header: Option<Rc<Header>>,
    pub(super) names: &'a Names,
}

impl Wisher<'_, '_> {
    /// The wishes of a whole document.
    pub(super) fn all(&mut self, plan: &Plan<'_, Seen>) {
        self.learn(plan);
        let mut before: Option<&Line<Seen>> = None;
        for (edit, behind) in plan.body.iter().zip(behind(&plan.body, old_first)) {
            match edit {
                Edit::Both(BlockEdit::Line(line)) => {
                    self.words(line);
                    before = Some(line.old);
                }
                Edit::Both(BlockEdit::Table(table)) => {
                    self.table(table);
                    before = last(table.old).or(before);
                }
                Edit::Deleted(Part::Line(line)) => {
                    self.gone(line);
                    before = Some(line);
                }
                Edit::Deleted(Part::Table(grid)) => {
                    self.table_gone(grid);
                    before = last(grid).or(before);
                }
                Edit::Inserted(Part::Line(line)) => self.come(before, behind, line),
                Edit::Inserted(Part::Table(grid)) => self.table_come(before, behind, grid),
            }
        }
        for note in &plan.notes {
            self.lines(&note.lines, None);
        }
    }

    /// Remembers which depth of Markdown the headings of each form have.
    fn learn(&mut self, plan: &Plan<'_, Seen>) {
        for edit in &plan.body {
            let line: &Line<Seen> = match edit {
                Edit::Both(BlockEdit::Line(line)) => line.old,
                Edit::Deleted(Part::Line(line)) => line,
                _ => continue,
            };
            if !matches!(line.role, Role::Heading { .. } | Role::RunIn { .. })
                || self.headings.iter().any(|(role, _)| *role == line.role)
            {
                continue;
            }
            if let Some(place) = self.block_of(line)
                && place.block().kind == Kind::Heading
            {
                self.headings.push((line.role, place.block().level));
            }
        }
    }

    fn table(&mut self, table: &TableEdit<'_, Seen>) {
        let is_data = table.new.role == TableRole::Data;
        self.columns = columns(table.old);
        let mut before: Option<&GridRow<Seen>> = None;
        for row in &table.rows {
            match row {
                Edit::Both(row) => {
                    for (index, cell) in row.cells.iter().enumerate() {
                        // A closing may have become rows of the table before it.
                        let is_own = is_data && self.row_of(row.old).is_some();
                        match is_own && is_cell_wish(&cell.lines) {
                            true => self.cell(row, index),
                            false => self.lines(&cell.lines, None),
                        }
                    }
                    before = Some(row.old);
                }
                Edit::Deleted(row) => {
                    self.row_gone(row);
                    before = Some(row);
                }
                Edit::Inserted(row) => self.row_come(before, row),
            }
        }
    }

    fn lines(&mut self, edits: &LineEdits<'_, Seen>, before: Option<&Line<Seen>>) {
        let mut before = before;
        for (edit, behind) in edits.iter().zip(behind(edits, old_line)) {
            match edit {
                Edit::Both(line) => {
                    self.words(line);
                    before = Some(line.old);
                }
                Edit::Deleted(line) => {
                    self.gone(line);
                    before = Some(line);
                }
                Edit::Inserted(line) => self.come(before, behind, line),
            }
        }
    }

    /// Words of a paragraph that stays.
    fn words(&mut self, line: &LineEdit<'_, Seen>) {
        let mut hunk: Option<Hunk> = None;
        let mut hunks = Vec::new();
        for piece in &line.pieces {
            let (old, new) = match piece {
                Piece::Same(..) => {
                    hunks.extend(hunk.take());
                    continue;
                }
                Piece::Restyled(o, n) => (o.clone(), n.clone()),
                Piece::Deleted(o) => {
                    let at = hunk
                        .as_ref()
                        .map_or_else(|| new_before(line, o.start), |h| h.new.end);
                    (o.clone(), at..at)
                }
                Piece::Inserted(n) => {
                    let at = hunk
                        .as_ref()
                        .map_or_else(|| old_before(line, n.start), |h| h.old.end);
                    (at..at, n.clone())
                }
            };
            match &mut hunk {
                Some(hunk) => {
                    hunk.old.end = old.end;
                    hunk.new.end = new.end;
                }
                None => hunk = Some(Hunk { old, new }),
            }
        }
        hunks.extend(hunk);
        for hunk in hunks {
            self.hunk(line, hunk);
        }
    }

    fn hunk(&mut self, line: &LineEdit<'_, Seen>, hunk: Hunk) {
        let (shown_old, shown_new) = (
            text(&line.old.signs[hunk.old.clone()]),
            text(&line.new.signs[hunk.new.clone()]),
        );
        let signs = hunk.new.clone();
        let hunk = trimmed(line, hunk);
        let mut ways = Vec::new();
        let come = &line.new.signs[hunk.new.clone()];
        let notes = Rc::clone(&self.notes);
        for range in self.exact(line.old, &hunk.old) {
            for insert in inserts(come, &notes) {
                ways.push(vec![Put::Slice {
                    range: range.clone(),
                    insert,
                }]);
            }
        }
        ways.extend(self.filled_in(line.old, &hunk.old, come));
        ways.extend(self.printed(line.old, &hunk.old, come));
        ways.extend(self.rewritten(line.old, &hunk.old, come));
        ways.extend(self.whole_block(line));
        let gone = &line.old.signs[hunk.old.clone()];
        self.with_notes(line.old, gone, come, &mut ways);
        ways.extend(self.header(line, &hunk));
        self.wishes.push(Wish {
            at: line.new.form.at,
            fate: Fate::Words,
            line: self.line_near(line.old, hunk.old.start),
            old: shown_old,
            new: shown_new,
            signs,
            whole: (text(&line.old.signs), text(&line.new.signs)),
            ways,
            reason: self.reason(line.old, &hunk.old),
        });
    }

    /// A paragraph that is gone.
    fn gone(&mut self, line: &Line<Seen>) {
        let mut ways = Vec::new();
        if let Some(found) = self.found(line) {
            if found.is_item {
                ways.push(vec![Put::Remove {
                    path: found.path.clone(),
                }]);
            }
            if let Some(place) = self.block_of(line) {
                let (path, edit) = (place.path, Blocked::Gone(place.id));
                ways.push(vec![Put::Blocks { path, edit }]);
            }
            if let Some(range) = &found.range {
                let lines = line_of(&found.text, range.start);
                ways.push(vec![Put::Decoded {
                    path: found.path.clone(),
                    range: lines,
                    insert: String::new(),
                }]);
            }
            ways.push(vec![Put::Remove { path: found.path }]);
            self.with_notes(line, &line.signs, &[], &mut ways);
        }
        let all = 0..line.signs.len();
        self.wishes.push(Wish {
            at: line.form.at,
            fate: Fate::Gone,
            line: self.line_near(line, 0),
            old: text(&line.signs),
            new: String::new(),
            signs: 0..usize::MAX,
            whole: (text(&line.signs), String::new()),
            ways,
            reason: self.reason(line, &all),
        });
    }

    /// A paragraph that is new, between two that were there.
    fn come(
        &mut self,
        before: Option<&Line<Seen>>,
        behind: Option<&Line<Seen>>,
        line: &Line<Seen>,
    ) {
        let mut ways = Vec::new();
        let words = text(&line.signs);
        for (near, is_before) in [(before, true), (behind, false)] {
            let Some(near) = near else { continue };
            if let Some(place) = self.block_of(near)
                && !self.found(near).is_some_and(|found| found.is_item)
            {
                let id = place.id;
                let edit = |new| match is_before {
                    true => Blocked::Behind(id, new),
                    false => Blocked::Before(id, new),
                };
                for new in self.blocks_for(line, place.block()) {
                    ways.push(vec![Put::Blocks {
                        path: place.path.clone(),
                        edit: edit(new),
                    }]);
                }
            }
            let Some(found) = self.found(near) else {
                continue;
            };
            if is_before {
                ways.extend(self.behind_line(near, line));
            }
            if let (true, Some((Step::Index(index), list))) =
                (found.is_item, found.path.split_last())
            {
                let bare = words
                    .trim_start_matches(['-', '+', '•', ' '])
                    .trim_end_matches([';', '.', ' ']);
                for value in [words.as_str(), bare] {
                    ways.push(vec![Put::Insert {
                        path: list.to_vec(),
                        index: if is_before { index + 1 } else { *index },
                        value: Wanted::Text(value.to_owned()),
                    }]);
                }
            }
        }
        let near = before.or(behind);
        if let Some(near) = near {
            self.with_notes(near, &[], &line.signs, &mut ways);
        }
        self.wishes.push(Wish {
            at: line.form.at,
            fate: Fate::Come,
            line: near.and_then(|near| self.line_near(near, 0)),
            old: String::new(),
            signs: 0..usize::MAX,
            whole: (String::new(), words.clone()),
            new: words,
            ways,
            reason: near.map_or(Reason::NoWay, |near| {
                let last = near.signs.len().saturating_sub(1);
                self.reason(near, &(last..last + 1))
            }),
        });
    }

    /// The blocks that a new paragraph may be, the likeliest first.
    fn blocks_for(&self, line: &Line<Seen>, near: &Block) -> Vec<Block> {
        let paragraph = Block {
            inlines: inlines(&line.signs, &self.notes),
            ..Block::default()
        };
        let mut all = Vec::new();
        if let Some(label) = &line.form.label {
            let mark = if label.bullet { "-" } else { "1." };
            let (mark, level) = match near.kind {
                Kind::Item => (near.mark.as_str(), near.level),
                _ => (mark, usize::from(label.level) + 1),
            };
            all.push(Block {
                kind: Kind::Item,
                level,
                mark: mark.to_owned(),
                ..paragraph.clone()
            });
        }
        if let Some((_, level)) = self.headings.iter().find(|(role, _)| *role == line.role) {
            all.push(Block {
                kind: Kind::Heading,
                level: *level,
                ..paragraph.clone()
            });
        }
        all.push(paragraph.clone());
        if near.kind == Kind::Item {
            all.push(Block {
                kind: Kind::Item,
                level: near.level,
                mark: near.mark.clone(),
                ..paragraph.clone()
            });
            all.push(Block {
                level: near.level,
                ..paragraph
            });
        }
        all
    }
}

/// Where the new line is when the old one is at a sign that is gone.
fn new_before(line: &LineEdit<'_, Seen>, old: usize) -> usize {
    let ends = line.pieces.iter().filter_map(|piece| match piece {
        Piece::Same(o, n) | Piece::Restyled(o, n) if o.end <= old => Some(n.end),
        _ => None,
    });
    ends.max().unwrap_or(0)
}

/// Where the old line is when the new one is at a sign that came.
fn old_before(line: &LineEdit<'_, Seen>, new: usize) -> usize {
    let ends = line.pieces.iter().filter_map(|piece| match piece {
        Piece::Same(o, n) | Piece::Restyled(o, n) if n.end <= new => Some(o.end),
        _ => None,
    });
    ends.max().unwrap_or(0)
}

/// For each edit the first paragraph from it on that the old document has. It is looked for from the end, once for all.
pub(super) fn behind<'a, E>(
    edits: &[E],
    old: impl Fn(&E) -> Option<&'a Line<Seen>>,
) -> Vec<Option<&'a Line<Seen>>> {
    let mut next = None;
    let from_end = edits.iter().rev().map(|edit| {
        next = old(edit).or(next);
        next
    });
    let mut all: Vec<_> = from_end.collect();
    all.reverse();
    all
}

fn old_line<'a>(edit: &Edit<'a, Line<Seen>, LineEdit<'a, Seen>>) -> Option<&'a Line<Seen>> {
    match edit {
        Edit::Both(line) => Some(line.old),
        Edit::Deleted(line) => Some(line),
        Edit::Inserted(_) => None,
    }
}

pub(super) fn old_first<'a>(
    edit: &Edit<'a, Part<Seen>, BlockEdit<'a, Seen>>,
) -> Option<&'a Line<Seen>> {
    match edit {
        Edit::Both(BlockEdit::Line(line)) => Some(line.old),
        Edit::Deleted(Part::Line(line)) => Some(line),
        Edit::Both(BlockEdit::Table(table)) => first(table.old),
        Edit::Deleted(Part::Table(grid)) => first(grid),
        Edit::Inserted(_) => None,
    }
}

fn first(grid: &Grid<Seen>) -> Option<&Line<Seen>> {
    grid.rows
        .iter()
        .flat_map(|row| &row.cells)
        .flat_map(|cell| &cell.lines)
        .next()
}

fn last(grid: &Grid<Seen>) -> Option<&Line<Seen>> {
    grid.rows
        .iter()
        .flat_map(|row| &row.cells)
        .flat_map(|cell| &cell.lines)
        .last()
}
