//! What a person changed, each with the ways in which the YAML could say it.

use super::{
    put::{BlockEdit as Blocked, Put},
    seen::{Letter, Seen, letters},
};
use crate::{
    diagnostic::Source,
    diff::{BlockEdit, Edit, LineEdit, LineEdits, Piece, Plan, TableEdit},
    document::{Blank, Origin, OriginKind},
    figures::{Rule, read},
    import::flat::Raised,
    markdown::blocks::{self, Block, Inline, Kind},
    sheet::{
        Role, TableRole,
        reading::{Grid, GridRow, Line, Part, Sign, What},
    },
    yaml::edit::{Found, Step, Wanted, Written},
};
use std::{ops::Range, sync::Arc};

/// The index of the content file among the sources of a document.
const CONTENT: u16 = 0;
/// The entries that a number and a date are filled into.
const NUMBER: &str = "so";
const DATE: &str = "ngay_ban_hanh";
/// The tree of figures, whose values expressions print.
const FIGURES: &str = "so_lieu";

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

/// Looks at both sides and collects the wishes.
pub(super) struct Wisher<'a, 't> {
    pub(super) source: &'a Arc<Source>,
    pub(super) sources: &'a [Arc<Source>],
    pub(super) written: Written<'t>,
    pub(super) wishes: Vec<Wish>,
    /// Lines of the old reading with their block in the Markdown, to learn what headings look like.
    pub(super) headings: Vec<(Role, usize)>,
    /// Where the columns of the table at hand begin in its grid, which may have more of them: a closing that became a
    /// part of the table has columns of its own.
    pub(super) columns: Vec<usize>,
}

impl Wisher<'_, '_> {
    /// The wishes of a whole document.
    pub(super) fn all(&mut self, plan: &Plan<'_, Seen>) {
        self.learn(plan);
        let mut before: Option<&Line<Seen>> = None;
        for (index, edit) in plan.body.iter().enumerate() {
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
                Edit::Inserted(Part::Line(line)) => {
                    let behind = plan.body[index..].iter().find_map(old_first);
                    self.come(before, behind, line);
                }
                Edit::Inserted(Part::Table(grid)) => {
                    let behind = plan.body[index..].iter().find_map(old_first);
                    self.table_come(before, behind, grid);
                }
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
            if let Some((_, _, block)) = self.block_of(line)
                && block.kind == Kind::Heading
            {
                self.headings.push((line.role, block.level));
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
                        let cells = is_data.then_some((row, index));
                        match cells {
                            Some((row, _)) if is_cell_wish(&cell.lines) => {
                                self.cell(row, index);
                            }
                            _ => self.lines(&cell.lines, None),
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
        for (index, edit) in edits.iter().enumerate() {
            match edit {
                Edit::Both(line) => {
                    self.words(line);
                    before = Some(line.old);
                }
                Edit::Deleted(line) => {
                    self.gone(line);
                    before = Some(line);
                }
                Edit::Inserted(line) => {
                    let behind = edits[index..].iter().find_map(|edit| match edit {
                        Edit::Both(line) => Some(line.old),
                        Edit::Deleted(line) => Some(*line),
                        Edit::Inserted(_) => None,
                    });
                    self.come(before, behind, line);
                }
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
        for range in self.exact(line.old, &hunk.old) {
            for insert in inserts(come) {
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
        self.push(Wish {
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

    fn push(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// The ranges of the content file that stand for letters of a line, or between two of them.
    fn exact(&self, line: &Line<Seen>, old: &Range<usize>) -> Vec<Range<usize>> {
        let origin = |at: usize| {
            let origin = line.signs.get(at)?.form.origin?;
            let is_exact = origin.kind == OriginKind::Exact && origin.source == CONTENT;
            is_exact.then_some(origin.start as usize..origin.end as usize)
        };
        if old.is_empty() {
            let before = old.start.checked_sub(1).and_then(origin);
            let behind = origin(old.start);
            let ends = [
                before.map(|o| o.end..o.end),
                behind.map(|o| o.start..o.start),
            ];
            return ends.into_iter().flatten().collect();
        }
        let all: Option<Vec<_>> = old.clone().map(origin).collect();
        let Some(all) = all else { return Vec::new() };
        let is_ordered = all.windows(2).all(|pair| pair[0].end <= pair[1].start);
        match (all.first(), all.last()) {
            (Some(first), Some(last)) if is_ordered => {
                std::iter::once(first.start..last.end).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A gap for the number, the day or the month that was filled in.
    fn filled_in(
        &self,
        line: &Line<Seen>,
        old: &Range<usize>,
        come: &[Sign<Seen>],
    ) -> Vec<Vec<Put>> {
        let blank = line.signs.get(old.clone()).into_iter().flatten();
        let Some(blank) = blank.filter_map(|sign| sign.form.blank).next() else {
            return Vec::new();
        };
        let value = text(come).trim().to_owned();
        let key = |name: &str| vec![Step::Key(name.to_owned())];
        match blank {
            Blank::Number => vec![vec![Put::Set {
                path: key(NUMBER),
                value: Wanted::Text(value),
            }]],
            Blank::Day => vec![vec![Put::Date {
                path: key(DATE),
                part: 0,
                value,
            }]],
            Blank::Month => vec![vec![Put::Date {
                path: key(DATE),
                part: 1,
                value,
            }]],
        }
    }

    /// A figure that an expression prints: it is changed where it stands.
    fn printed(&self, line: &Line<Seen>, old: &Range<usize>, come: &[Sign<Seen>]) -> Vec<Vec<Put>> {
        let inside = if old.is_empty() {
            old.start.saturating_sub(1)..old.start + 1
        } else {
            old.clone()
        };
        let printed =
            |sign: &Sign<Seen>| sign.form.origin.filter(|o| o.kind == OriginKind::Printed);
        let Some(origin) = line
            .signs
            .get(inside)
            .into_iter()
            .flatten()
            .find_map(printed)
        else {
            return Vec::new();
        };
        let is_same = |at: &usize| line.signs.get(*at).and_then(printed) == Some(origin);
        let start = (0..=old.start.min(line.signs.len()))
            .rev()
            .take_while(|at| *at == old.start || is_same(at))
            .last();
        let start = start.unwrap_or(old.start);
        let end = (old.end..line.signs.len())
            .take_while(is_same)
            .last()
            .map_or(old.end, |at| at + 1);
        if origin.source != CONTENT || !old.clone().all(|at| is_same(&at)) {
            return Vec::new();
        }
        let new = format!(
            "{}{}{}",
            text(&line.signs[start..old.start]),
            text(come),
            text(&line.signs[old.end..end])
        );
        let expression = origin.slice(self.sources).unwrap_or_default();
        let Some(path) = path_of(expression) else {
            return Vec::new();
        };
        // What a filter prints beside the number (`đồng`) is no part of it.
        let is_beside = |c: char| !c.is_ascii_digit() && c != '-';
        let figure = new.trim_matches(is_beside).trim_end_matches('-');
        let mut values = Vec::new();
        for rule in [
            Rule::Text(Some(crate::figures::Writing::Comma)),
            Rule::Document,
        ] {
            if let Some(number) = read(figure, rule).number() {
                values.push(Wanted::Number(number.normalize().to_string()));
            }
        }
        values.push(Wanted::Text(new.trim().to_owned()));
        values.dedup();
        let set = |value| {
            vec![Put::Set {
                path: path.clone(),
                value,
            }]
        };
        values.into_iter().map(set).collect()
    }

    /// Letters that do not stand in the file as they are printed: found by the words around them.
    fn rewritten(
        &mut self,
        line: &Line<Seen>,
        old: &Range<usize>,
        come: &[Sign<Seen>],
    ) -> Vec<Vec<Put>> {
        let near = [
            old.start,
            old.start.wrapping_sub(1),
            old.end.wrapping_sub(1),
        ];
        let origin = near
            .into_iter()
            .find_map(|at| line.signs.get(at)?.form.origin);
        let Some(origin) = origin.filter(|o| o.source == CONTENT) else {
            return Vec::new();
        };
        let Some(found) = self.written.at(&range(origin)) else {
            return Vec::new();
        };
        let all = letters(line);
        // As many letters around as make it the only place.
        for around in [0, 4, 12, 40] {
            let from = old.start.saturating_sub(around);
            let to = (old.end + around).min(all.len());
            let context: String = all[from..to].iter().collect();
            let mut places = found.text.match_indices(&context);
            if let (false, Some((at, _)), None) = (context.is_empty(), places.next(), places.next())
            {
                let bytes =
                    |range: Range<usize>| all[range].iter().map(|c| c.len_utf8()).sum::<usize>();
                let start = at + bytes(from..old.start);
                let range = start..start + bytes(old.clone());
                let put = |insert| {
                    vec![Put::Decoded {
                        path: found.path.clone(),
                        range: range.clone(),
                        insert,
                    }]
                };
                return inserts(come).into_iter().map(put).collect();
            }
        }
        Vec::new()
    }

    /// The whole paragraph written anew, where no expression prints a part of it.
    fn whole_block(&mut self, line: &LineEdit<'_, Seen>) -> Vec<Vec<Put>> {
        let Some((path, text, block)) = self.block_of(line.old) else {
            return Vec::new();
        };
        let is_changed = line.old.signs.iter().any(|sign| sign.form.changed);
        let written = &text[block.from..block.to];
        if is_changed || written.contains("{{") || block.kind == Kind::Table {
            return Vec::new();
        }
        let edit = Blocked::Inlines(block.id.unwrap_or_default(), inlines(&line.new.signs));
        vec![vec![Put::Blocks { path, edit }]]
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
            if let Some((path, _, block)) = self.block_of(line) {
                let edit = Blocked::Gone(block.id.unwrap_or_default());
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
        }
        let all = 0..line.signs.len();
        self.push(Wish {
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
            if let Some((path, _, block)) = self.block_of(near)
                && !self.found(near).is_some_and(|found| found.is_item)
            {
                let id = block.id.unwrap_or_default();
                let edit = |new| match is_before {
                    true => Blocked::Behind(id, new),
                    false => Blocked::Before(id, new),
                };
                for new in self.blocks_for(line, &block) {
                    ways.push(vec![Put::Blocks {
                        path: path.clone(),
                        edit: edit(new),
                    }]);
                }
            }
            let Some(found) = self.found(near) else {
                continue;
            };
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
        self.push(Wish {
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
            inlines: inlines(&line.signs),
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

    fn table_gone(&mut self, grid: &Grid<Seen>) {
        let lines = || {
            grid.rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.lines)
        };
        let Some(line) = lines().next() else { return };
        let block = lines().find_map(|line| self.block_of(line));
        let ways = block.map(|(path, _, block)| {
            vec![Put::Blocks {
                path,
                edit: Blocked::Gone(block.id.unwrap_or_default()),
            }]
        });
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        self.push(Wish {
            at: line.form.at,
            fate: Fate::Gone,
            line: self.line_near(line, 0),
            old: words.join(" | "),
            new: String::new(),
            signs: 0..usize::MAX,
            whole: (text(&line.signs), String::new()),
            ways: ways.into_iter().collect(),
            reason: self.reason(line, &(0..line.signs.len())),
        });
    }

    fn table_come(
        &mut self,
        before: Option<&Line<Seen>>,
        behind: Option<&Line<Seen>>,
        grid: &Grid<Seen>,
    ) {
        let rows: Vec<Vec<Vec<Inline>>> = grid
            .rows
            .iter()
            .map(|row| cells(row, &columns(grid)))
            .collect();
        let lines = || {
            grid.rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.lines)
        };
        let Some(first) = lines().next() else { return };
        let block = Block {
            kind: Kind::Table,
            rows,
            ..Block::default()
        };
        let mut ways = Vec::new();
        for (near, is_before) in [(before, true), (behind, false)] {
            if let Some((path, _, near)) = near.and_then(|near| self.block_of(near)) {
                let id = near.id.unwrap_or_default();
                let edit = match is_before {
                    true => Blocked::Behind(id, block.clone()),
                    false => Blocked::Before(id, block.clone()),
                };
                ways.push(vec![Put::Blocks { path, edit }]);
            }
        }
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        self.push(Wish {
            at: first.form.at,
            fate: Fate::Come,
            line: before.and_then(|near| self.line_near(near, 0)),
            old: String::new(),
            new: words.join(" | "),
            signs: 0..usize::MAX,
            whole: (String::new(), text(&first.signs)),
            ways,
            reason: Reason::NoWay,
        });
    }

    fn row_gone(&mut self, row: &GridRow<Seen>) {
        let place = self.row_of(row);
        let lines = || row.cells.iter().flat_map(|cell| &cell.lines);
        let Some(line) = lines().next() else { return };
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        let ways = place.map(|(path, block, row)| {
            vec![Put::Blocks {
                path,
                edit: Blocked::RowGone(block, row),
            }]
        });
        let ways = ways.into_iter().collect();
        self.push(Wish {
            at: line.form.at,
            fate: Fate::Gone,
            line: self.line_near(line, 0),
            old: words.join(" | "),
            new: String::new(),
            signs: 0..usize::MAX,
            whole: (text(&line.signs), String::new()),
            ways,
            reason: self.reason(line, &(0..line.signs.len())),
        });
    }

    fn row_come(&mut self, before: Option<&GridRow<Seen>>, row: &GridRow<Seen>) {
        let lines = || row.cells.iter().flat_map(|cell| &cell.lines);
        let Some(first) = lines().next() else { return };
        let place = before.and_then(|before| self.row_of(before));
        let ways = place.map(|(path, block, at)| {
            let edit = Blocked::RowBehind(block, at, cells(row, &self.columns));
            vec![Put::Blocks { path, edit }]
        });
        let words: Vec<String> = lines().map(|line| text(&line.signs)).collect();
        let near = before.and_then(|row| row.cells.iter().flat_map(|cell| &cell.lines).next());
        self.push(Wish {
            at: first.form.at,
            fate: Fate::Come,
            line: near.and_then(|near| self.line_near(near, 0)),
            old: String::new(),
            new: words.join(" | "),
            signs: 0..usize::MAX,
            whole: (String::new(), text(&first.signs)),
            ways: ways.into_iter().collect(),
            reason: near.map_or(Reason::NoWay, |near| self.reason(near, &(0..1))),
        });
    }

    /// A cell whose paragraphs came or went.
    fn cell(&mut self, row: &crate::diff::RowEdit<'_, Seen>, index: usize) {
        let cell = &row.cells[index];
        let (old, new): (Vec<&Line<Seen>>, Vec<&Line<Seen>>) = sides(&cell.lines);
        let place = self.row_of(row.old);
        let mut come: Vec<Inline> = Vec::new();
        for line in &new {
            if !come.is_empty() {
                come.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
            }
            come.extend(inlines(&line.signs));
        }
        let ways = place.map(|(path, block, at)| {
            vec![Put::Blocks {
                path,
                edit: Blocked::Cell(block, at, column(&self.columns, cell.new.column), come),
            }]
        });
        let words = |lines: &[&Line<Seen>]| {
            lines
                .iter()
                .map(|l| text(&l.signs))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let near = old.first().copied();
        let near = near.or_else(|| row.old.cells.iter().flat_map(|cell| &cell.lines).next());
        self.push(Wish {
            at: new.first().map_or(0, |line| line.form.at),
            fate: if new.is_empty() {
                Fate::Gone
            } else {
                Fate::Come
            },
            line: near.and_then(|near| self.line_near(near, 0)),
            old: words(&old),
            new: words(&new),
            signs: 0..usize::MAX,
            whole: (
                old.first()
                    .map(|line| text(&line.signs))
                    .unwrap_or_default(),
                new.first()
                    .map(|line| text(&line.signs))
                    .unwrap_or_default(),
            ),
            ways: ways.into_iter().collect(),
            reason: near.map_or(Reason::NoWay, |near| self.reason(near, &(0..1))),
        });
    }

    /// Where a row of a Markdown table stands: the field, the block, and the row in it, its head being 0.
    fn row_of(&mut self, row: &GridRow<Seen>) -> Option<(Vec<Step>, usize, usize)> {
        let lines: Vec<&Line<Seen>> = row.cells.iter().flat_map(|cell| &cell.lines).collect();
        lines.into_iter().find_map(|line| {
            let (path, text, block) = self.block_of(line)?;
            let at = self.found(line)?.range?.start;
            let lines = text.get(block.from..at)?.matches('\n').count();
            // The dashes under the head are a line of their own.
            let row = if lines > 0 { lines.checked_sub(1)? } else { 0 };
            (block.kind == Kind::Table && row < block.rows.len())
                .then(|| (path, block.id.unwrap_or_default(), row))
        })
    }

    /// The scalar in which a line begins.
    fn found(&mut self, line: &Line<Seen>) -> Option<Found> {
        let own = |sign: &Sign<Seen>| sign.form.origin.filter(|o| o.source == CONTENT);
        let exact = line
            .signs
            .iter()
            .filter_map(own)
            .find(|o| o.kind == OriginKind::Exact);
        let origin = exact.or_else(|| line.signs.iter().find_map(own))?;
        self.written.at(&range(origin))
    }

    /// The block of Markdown in which a line begins: its field, that field's text, and the block.
    fn block_of(&mut self, line: &Line<Seen>) -> Option<(Vec<Step>, String, Block)> {
        let found = self.found(line)?;
        let at = found.range.as_ref()?.start;
        let block = blocks::blocks(&found.text)
            .into_iter()
            .find(|block| (block.from..=block.to).contains(&at))?;
        Some((found.path, found.text, block))
    }

    /// The line of the content file near a letter.
    fn line_near(&self, line: &Line<Seen>, at: usize) -> Option<usize> {
        let near = line
            .signs
            .iter()
            .skip(at)
            .chain(line.signs.iter().take(at).rev());
        let origin = near
            .filter_map(|sign| sign.form.origin)
            .find(|o| o.source == CONTENT)?;
        Some(self.source.line_column(origin.start as usize).0)
    }

    /// Why letters of a line may not be changed.
    fn reason(&self, line: &Line<Seen>, old: &Range<usize>) -> Reason {
        let from = old.start.saturating_sub(usize::from(old.is_empty()));
        let to = (old.end + usize::from(old.is_empty())).min(line.signs.len());
        let forms: Vec<Letter> = line.signs[from.min(to)..to]
            .iter()
            .map(|sign| sign.form)
            .collect();
        if forms.iter().any(|form| form.changed) {
            return Reason::Conflict;
        }
        for origin in forms.iter().filter_map(|form| form.origin) {
            if origin.source != CONTENT {
                let source = self.sources.get(usize::from(origin.source));
                let file = source.map_or_else(String::new, |source| source.name.clone());
                let line = source.map_or(0, |source| source.line_column(origin.start as usize).0);
                return Reason::Elsewhere { file, line };
            }
            if origin.kind == OriginKind::Printed {
                return Reason::Computed(
                    origin
                        .slice(self.sources)
                        .unwrap_or_default()
                        .trim()
                        .to_owned(),
                );
            }
        }
        match forms.iter().any(|form| form.origin.is_some()) {
            true => Reason::NoWay,
            false => Reason::Template,
        }
    }
}

/// A stretch of a line that became another.
#[derive(Debug, Clone)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// A hunk without the letters that are the same at its ends.
fn trimmed(line: &LineEdit<'_, Seen>, hunk: Hunk) -> Hunk {
    let (old, new) = (
        &line.old.signs[hunk.old.clone()],
        &line.new.signs[hunk.new.clone()],
    );
    let same = |(a, b): &(&Sign<Seen>, &Sign<Seen>)| {
        a.what == b.what
            && (a.bold, a.italic) == (b.bold, b.italic)
            && matches!(a.what, What::Letter(_))
    };
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let behind = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    Hunk {
        old: hunk.old.start + before..hunk.old.end - behind,
        new: hunk.new.start + before..hunk.new.end - behind,
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

fn old_first<'a>(edit: &Edit<'a, Part<Seen>, BlockEdit<'a, Seen>>) -> Option<&'a Line<Seen>> {
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

/// Tells whether paragraphs of a cell came or went, so that the cell is written anew.
fn is_cell_wish(lines: &LineEdits<'_, Seen>) -> bool {
    lines.iter().any(|edit| !matches!(edit, Edit::Both(_)))
}

/// The paragraphs of a cell before and after.
fn sides<'a>(lines: &LineEdits<'a, Seen>) -> (Vec<&'a Line<Seen>>, Vec<&'a Line<Seen>>) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for edit in lines {
        match edit {
            Edit::Both(line) => {
                old.push(line.old);
                new.push(line.new);
            }
            Edit::Deleted(line) => old.push(*line),
            Edit::Inserted(line) => new.push(*line),
        }
    }
    (old, new)
}

/// The cells of a row as Markdown has them; those that lie over several columns go with their neighbours.
fn cells(row: &GridRow<Seen>, columns: &[usize]) -> Vec<Vec<Inline>> {
    let mut all = vec![Vec::new(); columns.len()];
    for cell in &row.cells {
        let Some(place) = all.get_mut(column(columns, cell.column)) else {
            continue;
        };
        for line in &cell.lines {
            if !place.is_empty() {
                place.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
            }
            place.extend(inlines(&line.signs));
        }
    }
    all
}

/// Where the columns of a table begin in its grid: those of the row with the most cells.
fn columns(grid: &Grid<Seen>) -> Vec<usize> {
    let row = grid.rows.iter().rev().max_by_key(|row| row.cells.len());
    row.map(|row| row.cells.iter().map(|cell| cell.column).collect())
        .unwrap_or_default()
}

/// The column that begins at a place in the grid, or before it.
fn column(columns: &[usize], at: usize) -> usize {
    columns
        .partition_point(|start| *start <= at)
        .saturating_sub(1)
}

/// Signs as pieces of Markdown.
fn inlines(signs: &[Sign<Seen>]) -> Vec<Inline> {
    let mut all: Vec<Inline> = Vec::new();
    for sign in signs {
        let c = match &sign.what {
            What::Letter(c) => *c,
            What::Break => {
                all.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
                continue;
            }
            What::Note(_) | What::Blank(_) | What::Illustration(..) => continue,
        };
        let style = (sign.bold, sign.italic, sign.form.underline);
        match all.last_mut() {
            Some(last) if !last.breaks && (last.bold, last.italic, last.underline) == style => {
                last.text.push(c)
            }
            _ => all.push(Inline {
                text: c.to_string(),
                bold: sign.bold,
                italic: sign.italic,
                underline: sign.form.underline,
                ..Inline::default()
            }),
        }
    }
    all
}

/// What may be written for signs: letter for letter, and as Markdown.
fn inserts(signs: &[Sign<Seen>]) -> Vec<String> {
    let plain = text(signs);
    let inner = plain.trim();
    if inner.is_empty() {
        return vec![plain];
    }
    let start = plain.len() - plain.trim_start().len();
    let block = Block {
        inlines: inlines(signs),
        ..Block::default()
    };
    let made = blocks::changes("", &[block])
        .map(|all| all.into_iter().map(|(_, text)| text).collect::<String>());
    let marked =
        made.map(|made| format!("{}{made}{}", &plain[..start], &plain[start + inner.len()..]));
    // What means something as Markdown is seen where it is printed, and written otherwise then.
    let mut all = vec![plain.clone()];
    all.extend(marked.filter(|marked| *marked != plain));
    all
}

/// Signs as text; marks of notes have none.
pub(super) fn text(signs: &[Sign<Seen>]) -> String {
    let letter = |sign: &Sign<Seen>| match (&sign.what, sign.form.raised) {
        (What::Letter(c), Raised::No) => Some(*c),
        (What::Letter(c), _) => Some(*c),
        (What::Break, _) => Some('\n'),
        _ => None,
    };
    signs.iter().filter_map(letter).collect()
}

fn range(origin: Origin) -> Range<usize> {
    origin.start as usize..origin.end as usize
}

/// The line of a text, with its end, in which an offset stands.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1);
    start..end
}

/// The figure that an expression prints: `{{ so_lieu.chi.thuc_hien | tien }}`.
fn path_of(expression: &str) -> Option<Vec<Step>> {
    let inner = expression
        .trim()
        .trim_start_matches("{{")
        .trim_end_matches("}}");
    let name = inner.split('|').next()?.trim();
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    let parts: Vec<&str> = name.split('.').collect();
    (parts.len() > 1 && parts[0] == FIGURES && parts.iter().all(|part| is_name(part))).then(|| {
        parts
            .into_iter()
            .map(|part| Step::Key(part.to_owned()))
            .collect()
    })
}
