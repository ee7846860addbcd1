//! The plan as a reader hears it: what, where, which words.

use super::plan::{BlockEdit, Edit, LineEdit, LineEdits, Plan, TableEdit};
use super::words::Piece;
use super::{Change, ChangeKind, Place, Span, SpanKind, Text, Where, figures};
use crate::document::Origin;
use crate::sheet::reading::{Grid, GridCell, GridRow, Line, Part, Reading, Sign, What, text};
use crate::sheet::{NoteId, Role, Sheet, TableRole};
use crate::typography;

/// All changes, in the order of the documents; notes last.
pub(super) fn changes(
    old: &Reading,
    new: &Reading,
    plan: &Plan<'_>,
    rules: &typography::Rules,
) -> Vec<Change> {
    let mut report = Report {
        old: Side::of(old),
        new: Side::of(new),
        rules,
        all: Vec::new(),
    };
    for edit in &plan.body {
        report.block(edit);
    }
    report.notes(plan);
    join_renumbered(report.all)
}

/// Tells whether the measures that both documents use are the same.
pub(super) fn same_measures(old: &Sheet, new: &Sheet) -> bool {
    let style = |sheet: &Sheet, role: Role| {
        let style = sheet.styles.iter().find(|style| style.role == role);
        style.map(|style| (style.paragraph.clone(), style.run))
    };
    let pages = |sheet: &Sheet| sheet.sections.first().map(|section| section.page.clone());
    let size = |sheet: &Sheet| {
        let page = pages(sheet)?;
        Some([
            page.width,
            page.height,
            page.top,
            page.right,
            page.bottom,
            page.left,
            page.header,
        ])
    };
    let both = old.styles.iter().map(|style| style.role);
    size(old) == size(new)
        && old.note_settings == new.note_settings
        && both.into_iter().all(|role| {
            let other = style(new, role);
            other.is_none() || other == style(old, role)
        })
}

/// One of the two documents, and how far it has been told.
struct Side<'a> {
    reading: &'a Reading,
    under: Option<String>,
    /// Paragraphs of each role since the heading.
    counted: Vec<(Role, usize)>,
    tables: usize,
    /// Notes whose mark came or went.
    notes: Vec<NoteId>,
}

impl<'a> Side<'a> {
    fn of(reading: &'a Reading) -> Self {
        Self {
            reading,
            under: None,
            counted: Vec::new(),
            tables: 0,
            notes: Vec::new(),
        }
    }

    fn place(&self, what: Where, origin: Option<Origin>) -> Place {
        let framed = matches!(what, Where::Frame(_) | Where::Note(_));
        Place {
            under: self.under.clone().filter(|_| !framed),
            what,
            line: origin.and_then(|origin| self.reading.line_of(origin)),
        }
    }

    /// The place of the next paragraph; a heading stands under itself from here on.
    fn next(&mut self, line: &Line) -> Place {
        let number = match self.counted.iter_mut().find(|(role, _)| *role == line.role) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                self.counted.push((line.role, 1));
                1
            }
        };
        let role = line.role;
        let heading = matches!(role, Role::Heading { form: _ } | Role::AppendixTitle);
        let mut place = self.place(Where::Paragraph { role, number }, line.origin);
        if heading {
            self.under = Some(line.text().replace('\n', " "));
            self.counted.clear();
        }
        // What stands before the text stands under nothing.
        place.under = place.under.filter(|_| !heading && !outside(role));
        place
    }

    fn lines(&mut self, signs: &[Sign]) {
        self.notes
            .extend(signs.iter().filter_map(|sign| match sign.what {
                What::Note(note) => Some(note),
                _ => None,
            }));
    }
}

/// Components that belong to no heading.
fn outside(role: Role) -> bool {
    !matches!(
        role,
        Role::Body
            | Role::ListItem
            | Role::ListContinuation
            | Role::TableCaption
            | Role::TableUnit
            | Role::TableHead
            | Role::TableCell
            | Role::TableGroup
            | Role::TableSubtotal
            | Role::TableTotal
    )
}

struct Report<'a> {
    old: Side<'a>,
    new: Side<'a>,
    rules: &'a typography::Rules,
    all: Vec<Change>,
}

impl<'a> Report<'a> {
    fn block(&mut self, edit: &Edit<'_, Part, BlockEdit<'_, ()>>) {
        match edit {
            Edit::Deleted(part) => self.gone(part),
            Edit::Inserted(part) => self.come(part),
            Edit::Both(BlockEdit::Line(edit)) => {
                self.old.next(edit.old);
                let place = self.new.next(edit.new);
                self.line(edit, &place);
            }
            Edit::Both(BlockEdit::Table(edit)) => {
                self.old.count(edit.old);
                self.new.count(edit.new);
                self.table(edit);
            }
        }
    }

    fn gone(&mut self, part: &Part) {
        let change = whole(&mut self.old, part);
        self.all.extend(change.map(|(place, text)| Change {
            place,
            kind: ChangeKind::Removed(text),
        }));
    }

    fn come(&mut self, part: &Part) {
        let change = whole(&mut self.new, part);
        self.all.extend(change.map(|(place, text)| Change {
            place,
            kind: ChangeKind::Added(text),
        }));
    }

    /// A paragraph that both have.
    fn line(&mut self, edit: &LineEdit<'_, ()>, place: &Place) {
        let LineEdit { old, new, pieces } = edit;
        let mut tell = |kind| {
            self.all.push(Change {
                place: place.clone(),
                kind,
            });
        };
        if let (Some(one), Some(other)) = (&old.mark, &new.mark)
            && one.text != other.text
        {
            tell(ChangeKind::Renumbered(vec![(
                one.text.clone(),
                other.text.clone(),
            )]));
        }
        if old.role != new.role || old.mark.is_some() != new.mark.is_some() {
            tell(ChangeKind::Recast {
                from: old.role,
                text: new.text(),
            });
        }
        if edit.is_change() {
            tell(match place.what {
                Where::Cell { column: 1, .. } if counts(old) && counts(new) => {
                    ChangeKind::Renumbered(vec![(old.text(), new.text())])
                }
                _ => edited(edit, self.rules),
            });
        }
        for piece in pieces {
            match piece {
                Piece::Deleted(range) => self.old.lines(&old.signs[range.clone()]),
                Piece::Inserted(range) => self.new.lines(&new.signs[range.clone()]),
                Piece::Same(..) | Piece::Restyled(..) => {}
            }
        }
    }

    fn lines(&mut self, edits: &LineEdits<'_, ()>, what: Option<Where>) {
        for edit in edits {
            match edit {
                Edit::Deleted(line) => {
                    let place = place_of(&mut self.old, line, what);
                    self.old.lines(&line.signs);
                    self.tell_whole(place, line, ChangeKind::Removed);
                }
                Edit::Inserted(line) => {
                    let place = place_of(&mut self.new, line, what);
                    self.new.lines(&line.signs);
                    self.tell_whole(place, line, ChangeKind::Added);
                }
                Edit::Both(edit) => {
                    place_of(&mut self.old, edit.old, what);
                    let place = place_of(&mut self.new, edit.new, what);
                    self.line(edit, &place);
                }
            }
        }
    }

    fn tell_whole(&mut self, place: Place, line: &Line, kind: fn(Text) -> ChangeKind) {
        if line.signs.is_empty() && line.mark.is_none() {
            return;
        }
        self.all.push(Change {
            place,
            kind: kind(line_text(line)),
        });
    }

    fn table(&mut self, table: &TableEdit<'_, ()>) {
        let TableEdit { old, new, rows } = table;
        let data = new.role == TableRole::Data;
        for edit in rows {
            match edit {
                Edit::Deleted(row) => {
                    let what = row_place(old, self.old.tables, row.index);
                    let place = self.old.place(what, row_origin(row));
                    self.old.row_notes(row);
                    self.all.push(Change {
                        place,
                        kind: ChangeKind::Removed(row_text(row)),
                    });
                }
                Edit::Inserted(row) => {
                    let what = row_place(new, self.new.tables, row.index);
                    let place = self.new.place(what, row_origin(row));
                    self.new.row_notes(row);
                    self.all.push(Change {
                        place,
                        kind: ChangeKind::Added(row_text(row)),
                    });
                }
                Edit::Both(row) => {
                    for cell in &row.cells {
                        let what = data.then_some(Where::Cell {
                            table: self.new.tables,
                            row: row.new.index + 1,
                            column: cell.new.column + 1,
                        });
                        self.lines(&cell.lines, what);
                    }
                }
            }
        }
    }

    fn notes(&mut self, plan: &Plan<'_>) {
        let (old, new) = (self.old.reading, self.new.reading);
        let told = |notes: &mut Vec<NoteId>| {
            notes.sort_unstable();
            notes.dedup();
            std::mem::take(notes)
        };
        for note in told(&mut self.old.notes) {
            self.note(old, note, false);
        }
        for edit in &plan.notes {
            self.lines(&edit.lines, Some(Where::Note(edit.new)));
        }
        for note in told(&mut self.new.notes) {
            self.note(new, note, true);
        }
    }

    fn note(&mut self, reading: &Reading, note: NoteId, new: bool) {
        let Some(lines) = reading.notes.get(note.0) else {
            return;
        };
        let text = Text {
            mark: None,
            rows: lines.iter().map(|line| vec![line.text()]).collect(),
        };
        let origin = lines.first().and_then(|line| line.origin);
        let side = if new { &self.new } else { &self.old };
        self.all.push(Change {
            place: side.place(Where::Note(note), origin),
            kind: match new {
                true => ChangeKind::Added(text),
                false => ChangeKind::Removed(text),
            },
        });
    }
}

impl Side<'_> {
    fn count(&mut self, grid: &Grid) {
        self.tables += usize::from(grid.role == TableRole::Data);
    }

    fn row_notes(&mut self, row: &GridRow) {
        for line in row.cells.iter().flat_map(|cell| &cell.lines) {
            self.lines(&line.signs);
        }
    }
}

/// A whole paragraph or table of one document; none where there is nothing to read.
fn whole(side: &mut Side<'_>, part: &Part) -> Option<(Place, Text)> {
    match part {
        Part::Line(line) => {
            let place = side.next(line);
            side.lines(&line.signs);
            let seen = !line.signs.is_empty() || line.mark.is_some();
            seen.then(|| (place, line_text(line)))
        }
        Part::Table(grid) => {
            side.count(grid);
            for row in &grid.rows {
                side.row_notes(row);
            }
            let what = match grid.role {
                TableRole::Data => Where::Table { table: side.tables },
                role => Where::Frame(role),
            };
            let text = Text {
                mark: None,
                rows: grid
                    .rows
                    .iter()
                    .flat_map(|row| row_text(row).rows)
                    .collect(),
            };
            Some((side.place(what, grid.origin), text))
        }
    }
}

/// Cells and notes have their own places; the paragraphs of letterhead and closing go by their
/// roles.
fn place_of(side: &mut Side<'_>, line: &Line, what: Option<Where>) -> Place {
    match what {
        Some(what) => side.place(what, line.origin),
        None => side.next(line),
    }
}

fn row_place(grid: &Grid, table: usize, row: usize) -> Where {
    match grid.role {
        TableRole::Data => Where::Row {
            table,
            row: row + 1,
        },
        role => Where::Frame(role),
    }
}

fn row_origin(row: &GridRow) -> Option<Origin> {
    let mut lines = row.cells.iter().flat_map(|cell| &cell.lines);
    lines.find_map(|line| line.origin)
}

fn row_text(row: &GridRow) -> Text {
    let cell = |cell: &GridCell| {
        let lines: Vec<_> = cell.lines.iter().map(Line::text).collect();
        lines.join("\n").trim_end().to_owned()
    };
    Text {
        mark: None,
        rows: vec![row.cells.iter().map(cell).collect()],
    }
}

fn line_text(line: &Line) -> Text {
    Text {
        mark: line.mark.as_ref().map(|mark| mark.text.clone()),
        rows: vec![vec![line.text()]],
    }
}

/// Tells whether a cell holds the number of its row.
fn counts(line: &Line) -> bool {
    let text = line.text();
    let digits = text.trim_end_matches('.');
    (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The words of a paragraph that changed, and its figures: those of each stretch that went against
/// those of the stretch that came for it.
fn edited(edit: &LineEdit<'_, ()>, rules: &typography::Rules) -> ChangeKind {
    let LineEdit { old, new, pieces } = edit;
    let mut spans: Vec<Span> = Vec::new();
    let mut figures = Vec::new();
    let mut gone: Option<(String, String)> = None;
    for piece in pieces {
        let (kind, text) = match piece {
            Piece::Same(_, range) => (SpanKind::Kept, text(&new.signs[range.clone()])),
            Piece::Restyled(_, range) => (SpanKind::Restyled, text(&new.signs[range.clone()])),
            Piece::Deleted(range) => (SpanKind::Removed, text(&old.signs[range.clone()])),
            Piece::Inserted(range) => (SpanKind::Added, text(&new.signs[range.clone()])),
        };
        let before = spans.iter().rfind(|span| span.kind != SpanKind::Removed);
        let before = before.map(|span| span.text.clone()).unwrap_or_default();
        match (kind, gone.take()) {
            (SpanKind::Removed, _) => gone = Some((before, text.clone())),
            (SpanKind::Added, Some((before, old))) => {
                figures.extend(figures::changes(&before, &old, &text, rules));
            }
            _ => {}
        }
        spans.push(Span { kind, text });
    }
    ChangeKind::Edited { spans, figures }
}

/// Items in a row that only count otherwise are told in one breath.
fn join_renumbered(all: Vec<Change>) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    for change in all {
        if let ChangeKind::Renumbered(marks) = &change.kind
            && let Some(Change {
                place,
                kind: ChangeKind::Renumbered(before),
            }) = out.last_mut()
            && place.under == change.place.under
        {
            before.extend(marks.iter().cloned());
            continue;
        }
        out.push(change);
    }
    out
}
