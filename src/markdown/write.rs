//! The tree to markup: one block a line, every text with its place.

use super::headings::{Block, Heading};
use super::hidden::unhidden;
use super::notes::key;
use super::references;
use super::tree::{
    Illustration, Line, List, Node, Note, Piece, Row, Style, Table, plain, split, visible,
};
use crate::document::{Orientation, Origin, RowKind, Script, Subject, names};
use crate::tables::{escape, open_cell};
use std::collections::BTreeMap;

/// All blocks as markup; `length` is that of the Markdown.
pub(super) fn write(blocks: &[Block], notes: &[Note], length: usize) -> String {
    let mut writer = Writer {
        out: String::with_capacity(length * 2),
        notes: notes.iter().map(|note| (key(&note.label), note)).collect(),
    };
    for block in blocks {
        match block {
            Block::Heading(heading) => writer.heading(heading),
            Block::Other(node) => writer.node(node, 0),
        }
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    notes: BTreeMap<String, &'a Note>,
}

impl Writer<'_> {
    fn heading(&mut self, heading: &Heading) {
        let form = names::word(names::FORMS, &heading.form);
        self.out.push_str(&format!(
            "<heading form=\"{form}\" level=\"{}\">",
            heading.level
        ));
        if !heading.label.is_empty() {
            self.element("label", &heading.label);
        }
        for title in &heading.titles {
            self.element("title", title);
        }
        if !heading.text.is_empty() {
            self.element("text", &heading.text);
        }
        self.out.push_str("</heading>\n");
    }

    /// The tree is at most nine lists deep: `checks::shape` saw to it.
    fn node(&mut self, node: &Node, depth: usize) {
        match node {
            Node::Paragraph { line, .. } => {
                self.indent(depth);
                self.element("p", line);
                self.out.push('\n');
            }
            Node::List(list) => self.list(list, depth),
            Node::Table(table) => self.table(table),
            Node::Set { manner, line } => {
                let set = names::word(names::MANNERS, manner);
                self.out.push_str(&format!("<p set=\"{set}\">"));
                self.line(line);
                self.out.push_str("</p>\n");
            }
            Node::PageBreak => self.out.push_str("<page-break/>\n"),
            Node::Illustration(illustration) => self.illustration(illustration),
            Node::Turn(Orientation::Landscape) => self.out.push_str("<landscape>\n"),
            Node::Turn(Orientation::Portrait) => self.out.push_str("</landscape>\n"),
            Node::Markup(markup) => self.out.push_str(markup),
            // Headings were read before; lists and notes hold none, and each table is put in its place.
            Node::Heading { .. } | Node::Placed { .. } => {}
        }
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n("  ", depth));
    }

    fn list(&mut self, list: &List, depth: usize) {
        let mark = names::word(names::MARKS, &list.mark);
        self.indent(depth);
        self.out.push_str(&format!("<list mark=\"{mark}\""));
        if list.start != 1 {
            self.out.push_str(&format!(" start=\"{}\"", list.start));
        }
        self.out.push_str(">\n");
        for item in &list.items {
            self.indent(depth + 1);
            self.out.push_str("<item>\n");
            for node in &item.nodes {
                self.node(node, depth + 2);
            }
            self.indent(depth + 1);
            self.out.push_str("</item>\n");
        }
        self.indent(depth);
        self.out.push_str("</list>\n");
    }

    fn illustration(&mut self, illustration: &Illustration) {
        let Illustration {
            subject,
            description,
            caption,
            width,
            at: _,
        } = illustration;
        let (element, key, named) = match subject {
            Subject::Picture(file) => ("picture", "file", file),
            Subject::Chart(name) => ("chart", "name", name),
        };
        self.out.push_str(&format!("<{element} {key}=\""));
        let mut value = String::new();
        escape(named, &mut value);
        self.out.push_str(&value.replace('"', "&quot;"));
        self.out.push('"');
        if let Some(width) = width {
            self.out.push_str(&format!(" width=\"{width}\""));
        }
        self.out.push('>');
        if visible(description) {
            self.element("alt", description);
        }
        if visible(caption) {
            self.element("caption", caption);
        }
        self.out.push_str(&format!("</{element}>\n"));
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        for (name, line) in [("caption", &table.caption), ("unit", &table.unit)] {
            if let Some(line) = line {
                self.out.push_str("  ");
                self.element(name, line);
                self.out.push('\n');
            }
        }
        for column in &table.columns {
            let align = names::word(names::ALIGNS, &column.align);
            self.out.push_str(&format!(
                "  <column width=\"{}\" align=\"{align}\"/>\n",
                column.width
            ));
        }
        if !table.head.is_empty() {
            self.out.push_str("  <head>");
            for row in &table.head {
                self.row(row);
            }
            self.out.push_str("</head>\n");
        }
        for row in &table.rows {
            self.out.push_str("  ");
            self.row(row);
            self.out.push('\n');
        }
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, row: &Row) {
        match row.kind {
            RowKind::Plain => self.out.push_str("<row>"),
            kind => {
                let kind = names::word(names::ROWS, &kind);
                self.out.push_str(&format!("<row kind=\"{kind}\">"));
            }
        }
        for cell in &row.cells {
            if let Some(span) = cell.span {
                open_cell(span, None, &mut self.out);
                self.cell(&cell.line);
                self.out.push_str("</cell>");
            }
        }
        self.out.push_str("</row>");
    }

    /// The text of a cell: two breaks part paragraphs, and a line that begins with a dash is an item of a
    /// list where there are several.
    fn cell(&mut self, line: &[Piece]) {
        if !line
            .iter()
            .any(|piece| matches!(piece, Piece::Break { .. }))
        {
            return self.line(line);
        }
        let lines = line.split(|piece| matches!(piece, Piece::Break { .. }));
        let lines: Vec<Line> = lines.map(<[Piece]>::to_vec).collect();
        let mut blocks: Vec<(bool, Vec<Line>)> = Vec::new();
        let mut is_new = true;
        for line in lines {
            if !visible(&line) {
                is_new = true;
                continue;
            }
            let text = plain(&line);
            let trimmed = text.trim_start();
            let is_item = trimmed
                .strip_prefix("- ")
                .is_some_and(|rest| !rest.trim().is_empty());
            let line = match is_item {
                true => split(line, text.chars().count() - trimmed.chars().count() + 2).1,
                false => line,
            };
            match blocks.last_mut() {
                Some((true, items)) if is_item => items.push(line),
                Some((false, lines)) if !is_item && !is_new => lines.push(line),
                _ => blocks.push((is_item, vec![line])),
            }
            is_new = false;
        }
        if let [(false, lines)] = blocks.as_slice() {
            return self.broken(lines);
        }
        for (is_list, lines) in &blocks {
            if *is_list {
                self.out.push_str("<list mark=\"bullet\">");
                for line in lines {
                    self.out.push_str("<item>");
                    self.element("p", line);
                    self.out.push_str("</item>");
                }
                self.out.push_str("</list>");
            } else {
                self.out.push_str("<p>");
                self.broken(lines);
                self.out.push_str("</p>");
            }
        }
    }

    /// Lines with breaks between them.
    fn broken(&mut self, lines: &[Line]) {
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.out.push_str("<br/>");
            }
            self.line(line);
        }
    }

    fn element(&mut self, name: &str, line: &[Piece]) {
        self.out.push_str(&format!("<{name}>"));
        self.line(line);
        self.out.push_str(&format!("</{name}>"));
    }

    fn line(&mut self, line: &[Piece]) {
        let mut style = Style::default();
        for piece in line {
            match piece {
                Piece::Text {
                    text,
                    style: its,
                    at: _,
                    origin,
                } => {
                    self.restyle(&mut style, *its);
                    self.text(text, *origin);
                }
                Piece::Soft => self.out.push(' '),
                Piece::Break { .. } => self.out.push_str("<br/>"),
                Piece::Note { label, .. } => self.note(label),
                Piece::Leader {
                    text,
                    at: _,
                    origin,
                } => {
                    self.restyle(&mut style, Style::default());
                    self.out.push_str("<leader>");
                    self.text(text, *origin);
                    self.out.push_str("</leader>");
                }
                Piece::Anchor {
                    name,
                    at: _,
                    origin,
                } => {
                    let at = origin.map_or(String::new(), Origin::attributes);
                    self.out.push_str(&format!("<anchor name=\"{name}\"{at}/>"));
                }
                Piece::Check { ticked, .. } => {
                    self.out.push_str(&format!("<check on=\"{ticked}\"/>"));
                }
            }
        }
        self.restyle(&mut style, Style::default());
    }

    fn text(&mut self, text: &str, origin: Option<Origin>) {
        for piece in references::pieces(&unhidden(text)) {
            let words = match piece {
                references::Piece::Words(words) => words,
                references::Piece::Reference(reference) => {
                    let attribute = |text: &str| {
                        let mut out = String::new();
                        escape(text, &mut out);
                        out.replace('"', "&quot;")
                    };
                    let element = references::element(reference, origin, attribute);
                    self.out.push_str(&element);
                    continue;
                }
            };
            if let Some(origin) = origin {
                self.out.push_str(&origin.tag());
            }
            escape(words, &mut self.out);
            if origin.is_some() {
                self.out.push_str("</t>");
            }
        }
    }

    /// Closes and opens `<b>`, `<i>` and the others, which nest in this order.
    fn restyle(&mut self, open: &mut Style, wanted: Style) {
        if *open == wanted {
            return;
        }
        let tags = |style: Style| {
            [
                (style.bold, "b"),
                (style.italic, "i"),
                (style.underline, "u"),
                (style.script == Script::Superscript, "sup"),
                (style.script == Script::Subscript, "sub"),
            ]
        };
        for (on, tag) in tags(*open).into_iter().rev() {
            if on {
                self.out.push_str(&format!("</{tag}>"));
            }
        }
        for (on, tag) in tags(wanted) {
            if on {
                self.out.push_str(&format!("<{tag}>"));
            }
        }
        *open = wanted;
    }

    /// A footnote stands in the markup where its mark stands. Notes hold no marks: no recursion.
    fn note(&mut self, label: &str) {
        let Some(note) = self.notes.get(&key(label)).copied() else {
            return;
        };
        self.out.push_str("<note>");
        for node in &note.nodes {
            if let Node::Paragraph { line, .. } = node {
                self.element("p", line);
            }
        }
        self.out.push_str("</note>");
    }
}
