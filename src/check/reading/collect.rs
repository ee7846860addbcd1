//! The passages of a document in reading order, each with its role.

use super::passage::{ListPlace, Passage, Role};
use super::table::{self, Table, TableCell};
use crate::diagnostic::Source;
use crate::document::{
    self, Block, BlockKind, CellContent, Closing, Document, Grid, Heading, Inlines, Lines, List,
    ListMark, Signature,
};
use std::sync::Arc;

/// Passages and tables as they are met.
pub(super) struct Collected<'a> {
    pub(super) passages: Vec<Passage<'a>>,
    pub(super) tables: Vec<Table<'a>>,
    sources: &'a [Arc<Source>],
    part: usize,
    block: usize,
    lists: usize,
}

impl<'a> Collected<'a> {
    /// All of a document.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut all = Self {
            passages: Vec::new(),
            tables: Vec::new(),
            sources: &document.sources,
            part: 0,
            block: 0,
            lists: 0,
        };
        for (index, block) in document.blocks.iter().enumerate() {
            all.block = index;
            all.block(&block.kind);
        }
        for (index, note) in document.notes.iter().enumerate() {
            for paragraph in &note.paragraphs {
                all.line(paragraph, Role::Note(index));
            }
        }
        all
    }

    fn line(&mut self, line: &'a Inlines, role: Role) {
        let passage = Passage::new(line, role, (self.part, self.block), self.sources);
        if !passage.text.is_empty() {
            self.passages.push(passage);
        }
    }

    fn lines(&mut self, lines: &'a [Inlines], role: Role) {
        for line in lines {
            self.line(line, role);
        }
    }

    fn block(&mut self, kind: &'a BlockKind) {
        match kind {
            BlockKind::Letterhead(parts) => {
                for Lines { component, lines } in parts {
                    self.lines(lines, Role::Component(*component));
                }
            }
            BlockKind::Lines(Lines { component, lines }) => {
                self.lines(lines, Role::Component(*component));
            }
            BlockKind::Labelled(labelled) => {
                self.line(&labelled.label, Role::Label(labelled.component));
                self.lines(&labelled.items, Role::Component(labelled.component));
            }
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(line) => self.line(line, Role::Paragraph),
            BlockKind::Set(manner, line) => self.line(line, Role::Set(*manner)),
            BlockKind::List(list) => self.list(list, 0, None),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Illustration(picture) => {
                self.line(&picture.description, Role::Description);
                self.line(&picture.caption, Role::Caption);
            }
            BlockKind::Closing(closing) => self.closing(closing),
            BlockKind::Appendix {
                orientation: _,
                label,
                title,
                reference,
            } => {
                self.part += 1;
                self.line(label, Role::AppendixLabel);
                self.lines(title, Role::AppendixTitle);
                self.line(reference, Role::AppendixReference);
            }
            BlockKind::Attached { .. } => self.part += 1,
            BlockKind::Turn(_) | BlockKind::PageBreak => {}
        }
    }

    fn heading(&mut self, heading: &'a Heading) {
        let Heading {
            form,
            level,
            label,
            title,
            text,
        } = heading;
        self.line(label, Role::HeadingLabel(*form, *level));
        self.lines(title, Role::Heading(*form, *level));
        self.line(text, Role::RunOn(*form, *level));
    }

    /// A list; in a cell of a table all its passages are the cell's.
    fn list(&mut self, list: &'a List, depth: usize, cell: Option<Role>) {
        let List { mark, start, items } = list;
        let id = self.lists;
        self.lists += 1;
        for (number, blocks) in (*start..).zip(items) {
            let place = ListPlace {
                list: id,
                mark: *mark,
                number: if *mark == ListMark::Bullet { 0 } else { number },
                depth,
            };
            let mut role = Role::Item(place);
            for block in blocks {
                match &block.kind {
                    BlockKind::List(list) => self.list(list, depth + 1, cell),
                    BlockKind::Paragraph(line) | BlockKind::Set(_, line) => {
                        self.line(line, cell.unwrap_or(role));
                        role = Role::InItem(place);
                    }
                    other => self.block(other),
                }
            }
        }
    }

    fn table(&mut self, table: &'a document::Table) {
        self.line(&table.caption, Role::Caption);
        let before = self.passages.len();
        self.line(&table.unit, Role::Unit);
        let unit = (self.passages.len() > before).then_some(before);
        let index = self.tables.len();
        let mut cells = Vec::new();
        let mut first = 0;
        for rows in [&table.head, &table.rows] {
            let mut grid = Grid::new(table.columns.len());
            for (row, line) in (first..).zip(rows) {
                for cell in &line.cells {
                    // Tables whose cells have no place were refused when the markup was read.
                    let Ok(column) = grid.place(cell.across, cell.down) else {
                        continue;
                    };
                    let start = self.passages.len();
                    self.cell(
                        &cell.content,
                        Role::Cell {
                            table: index,
                            row,
                            column,
                        },
                    );
                    cells.push(TableCell {
                        row,
                        down: cell.down as usize,
                        column,
                        across: cell.across as usize,
                        passages: start..self.passages.len(),
                    });
                }
                grid.end_row();
            }
            first += rows.len();
        }
        let rows = table.head.iter().chain(&table.rows);
        let kinds: Vec<_> = rows.map(|row| row.kind).collect();
        self.tables.push(Table {
            places: table::places(&cells, kinds.len(), table.columns.len()),
            table,
            unit,
            head: table.head.len(),
            kinds,
            cells,
        });
    }

    fn cell(&mut self, content: &'a CellContent, role: Role) {
        match content {
            CellContent::Text(line) => self.line(line, role),
            CellContent::Blocks(blocks) => {
                for Block { kind, origin: _ } in blocks {
                    match kind {
                        BlockKind::Paragraph(line) | BlockKind::Set(_, line) => {
                            self.line(line, role);
                        }
                        BlockKind::List(list) => self.list(list, 0, Some(role)),
                        other => self.block(other),
                    }
                }
            }
        }
    }

    fn closing(&mut self, closing: &'a Closing) {
        self.line(&closing.recipients_label, Role::RecipientsLabel);
        self.lines(&closing.recipients, Role::Recipient);
        for (number, signature) in closing.signatures.iter().enumerate() {
            let Signature {
                person: _,
                sealed: _,
                capacity,
                title,
                office,
                name,
            } = signature;
            self.lines(capacity, Role::Capacity(number));
            self.lines(title, Role::Title(number));
            self.lines(office, Role::Office(number));
            self.line(name, Role::Name(number));
        }
        if let Some(confirmation) = &closing.confirmation {
            self.lines(&confirmation.title, Role::Confirmation);
            self.line(&confirmation.name, Role::Confirmation);
        }
    }
}
