//! The model as readable text: `vanban build --emit document`, snapshots, bug reports.

use super::{
    Block, BlockKind, CellContent, CellVertical, Confirmation, Document, Illustration, Inline,
    Inlines, Labelled, Lines, Orientation, Origin, RowKind, Subject, TableCell, names,
};
use crate::diagnostic::Source;
use std::{fmt::Write, sync::Arc};

impl Document {
    /// An indented outline, a line a piece: what it is, where it came from, its text.
    ///
    /// In the text `**` marks bold, `*` italic, `⏎` a break, `{so}` a gap, `[^1]` the first
    /// footnote, `⍽` a no-break space, `⁃` a no-break hyphen.
    pub fn dump(&self) -> String {
        let mut dump = Dump {
            out: String::new(),
            sources: &self.sources,
        };
        let properties = &self.properties;
        dump.line(
            0,
            "document",
            None,
            &match &self.kind {
                Some(kind) => format!("kind={kind} lang={}", properties.language),
                None => format!("lang={}", properties.language),
            },
        );
        for (name, value) in [
            ("title", &properties.title),
            ("author", &properties.author),
            ("subject", &properties.subject),
        ] {
            if !value.is_empty() {
                dump.line(1, &format!("@{name}"), None, value);
            }
        }
        for (index, source) in self.sources.iter().enumerate() {
            dump.line(1, &format!("source {index}"), None, &source.name);
        }
        for block in &self.blocks {
            dump.block(1, block);
        }
        for (index, note) in self.notes.iter().enumerate() {
            dump.line(1, &format!("note {}", index + 1), note.origin, "");
            dump.lines(2, "p", &note.paragraphs);
        }
        dump.out
    }
}

struct Dump<'a> {
    out: String,
    sources: &'a [Arc<Source>],
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, kind: &str, origin: Option<Origin>, text: &str) {
        self.out.extend(std::iter::repeat_n("  ", depth));
        self.out.push_str(kind);
        let source = origin.and_then(|at| Some((at, self.sources.get(usize::from(at.source))?)));
        if let Some((at, source)) = source {
            let (line, column) = source.line_column(at.start as usize);
            let _ = write!(self.out, " @{}:{line}:{column}", at.source);
        }
        if !text.is_empty() {
            self.out.push(' ');
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    /// A text with its own origin.
    fn text(&mut self, depth: usize, kind: &str, line: &Inlines) {
        let origin = super::markup::origin_of([line]);
        self.line(depth, kind, origin, &words(line));
    }

    fn lines<'a>(
        &mut self,
        depth: usize,
        kind: &str,
        lines: impl IntoIterator<Item = &'a Inlines>,
    ) {
        for line in lines {
            self.text(depth, kind, line);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        let below = depth + 1;
        match &block.kind {
            BlockKind::Paragraph(line) => self.text(depth, "p", line),
            BlockKind::Set(manner, line) => {
                let set = names::word(names::MANNERS, manner);
                self.text(depth, &format!("p {set}"), line);
            }
            BlockKind::PageBreak => self.line(depth, "page-break", block.origin, ""),
            BlockKind::Lines(Lines { component, lines }) => {
                self.lines(depth, component.as_str(), lines);
            }
            BlockKind::Letterhead(parts) => {
                self.line(depth, "letterhead", block.origin, "");
                for Lines { component, lines } in parts {
                    self.lines(below, component.as_str(), lines);
                }
            }
            BlockKind::Labelled(Labelled {
                component,
                label,
                items,
            }) => {
                self.text(depth, component.as_str(), label);
                self.lines(below, "item", items);
            }
            BlockKind::Heading(heading) => {
                let form = names::word(names::FORMS, &heading.form);
                let kind = format!("heading {form} {}", heading.level);
                self.line(depth, &kind, block.origin, "");
                if !heading.label.is_empty() {
                    self.text(below, "label", &heading.label);
                }
                self.lines(below, "title", &heading.title);
                if !heading.text.is_empty() {
                    self.text(below, "text", &heading.text);
                }
            }
            BlockKind::List(list) => {
                let mark = names::word(names::MARKS, &list.mark);
                self.line(
                    depth,
                    &format!("list {mark} {}", list.start),
                    block.origin,
                    "",
                );
                for item in &list.items {
                    self.line(below, "item", None, "");
                    for block in item {
                        self.block(below + 1, block);
                    }
                }
            }
            BlockKind::Table(table) => self.table(depth, block.origin, table),
            BlockKind::Illustration(illustration) => {
                self.illustration(depth, block.origin, illustration);
            }
            BlockKind::Closing(closing) => {
                self.line(depth, "closing", block.origin, "");
                if !closing.recipients.is_empty() {
                    self.text(below, "recipients", &closing.recipients_label);
                    self.lines(below + 1, "item", &closing.recipients);
                }
                for signature in &closing.signatures {
                    self.lines(below, "authority", &signature.capacity);
                    self.lines(below, "title", &signature.title);
                    self.lines(below, "office", &signature.office);
                    self.text(below, "name", &signature.name);
                }
                if let Some(Confirmation { title, name }) = &closing.confirmation {
                    self.line(below, "confirmation", None, "");
                    self.lines(below + 1, "title", title);
                    if !name.is_empty() {
                        self.text(below + 1, "name", name);
                    }
                }
            }
            BlockKind::Turn(orientation) => {
                let turned = names::word(names::ORIENTATIONS, orientation);
                self.line(depth, &format!("turn {turned}"), block.origin, "");
            }
            BlockKind::Attached { orientation, title } => {
                let turned = names::word(names::ORIENTATIONS, orientation);
                self.line(depth, &format!("attached {turned}"), block.origin, title);
            }
            BlockKind::Appendix {
                orientation,
                label,
                title,
                reference,
            } => {
                let kind = match orientation {
                    Orientation::Portrait => "appendix",
                    Orientation::Landscape => "appendix landscape",
                };
                self.text(depth, kind, label);
                self.lines(below, "title", title);
                if !reference.is_empty() {
                    self.text(below, "reference", reference);
                }
            }
        }
    }

    fn illustration(&mut self, depth: usize, origin: Option<Origin>, shown: &Illustration) {
        let Illustration {
            subject,
            description,
            caption,
            width,
        } = shown;
        let (kind, name) = match subject {
            Subject::Picture(file) => ("picture", file),
            Subject::Chart(name) => ("chart", name),
        };
        let width = width.map_or(String::new(), |width| format!(" {width}"));
        self.line(depth, kind, origin, &format!("{name}{width}"));
        for (kind, line) in [("alt", description), ("caption", caption)] {
            if !line.is_empty() {
                self.text(depth + 1, kind, line);
            }
        }
    }

    fn table(&mut self, depth: usize, origin: Option<Origin>, table: &super::Table) {
        self.line(depth, "table", origin, table.name.as_deref().unwrap_or(""));
        for column in &table.columns {
            let align = names::word(names::ALIGNS, &column.align);
            self.line(
                depth + 1,
                "column",
                None,
                &format!("{} {align}", column.width),
            );
        }
        for (kind, line) in [("caption", &table.caption), ("unit", &table.unit)] {
            if !line.is_empty() {
                self.text(depth + 1, kind, line);
            }
        }
        let head = table.head.iter().map(|row| ("head", row));
        let rows = table.rows.iter().map(|row| ("row", row));
        for (part, row) in head.chain(rows) {
            let kind = match row.kind {
                RowKind::Plain => "",
                kind => names::word(names::ROWS, &kind),
            };
            self.line(depth + 1, part, None, kind);
            for cell in &row.cells {
                self.cell(depth + 2, cell);
            }
        }
    }

    fn cell(&mut self, depth: usize, cell: &TableCell) {
        let TableCell {
            across,
            down,
            align,
            vertical,
            content,
        } = cell;
        let mut kind = "cell".to_owned();
        if (*across, *down) != (1, 1) {
            let _ = write!(kind, " {across}x{down}");
        }
        if let Some(align) = align {
            let _ = write!(kind, " {}", names::word(names::CELL_ALIGNS, align));
        }
        if *vertical != CellVertical::default() {
            let _ = write!(kind, " {}", names::word(names::VERTICALS, vertical));
        }
        match content {
            CellContent::Text(text) => self.text(depth, &kind, text),
            CellContent::Blocks(blocks) => {
                self.line(depth, &kind, None, "");
                for block in blocks {
                    self.block(depth + 1, block);
                }
            }
        }
    }
}

fn words(line: &Inlines) -> String {
    let mut out = String::new();
    let (mut bold, mut italic) = (false, false);
    for inline in line {
        match inline {
            Inline::Text(text) => {
                restyle(&mut out, (bold, italic), (text.bold, text.italic));
                (bold, italic) = (text.bold, text.italic);
                let spaced = text.text.replace(['\u{a0}', '\u{202f}'], "⍽");
                out.push_str(&spaced.replace('\u{2011}', "⁃"));
            }
            Inline::Blank(blank) => {
                let _ = write!(out, "{{{}}}", blank.name());
            }
            Inline::Break => out.push('⏎'),
            Inline::Note(index) => {
                let _ = write!(out, "[^{}]", index + 1);
            }
            Inline::Leader(_) => out.push_str("{....}"),
            Inline::Check(true) => out.push('☑'),
            Inline::Check(false) => out.push('☐'),
        }
    }
    restyle(&mut out, (bold, italic), (false, false));
    out
}

/// Stars between one style (bold, italic) and the next; italic nests in bold.
fn restyle(out: &mut String, before: (bool, bool), after: (bool, bool)) {
    if before.1 && before != after {
        out.push('*');
    }
    if before.0 != after.0 {
        out.push_str("**");
    }
    if after.1 && before != after {
        out.push('*');
    }
}
