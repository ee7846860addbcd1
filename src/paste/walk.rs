//! A tree of HTML to blocks of Markdown.

use super::{
    cells::{self, Place},
    dom::{Handle, Kind as NodeKind, Node},
    lists, tidy,
};
use crate::markdown::blocks::{Block, Inline, Kind, headed};

/// The blocks of a tree.
pub(super) fn blocks(root: &Node) -> Vec<Block> {
    let mut walk = Walk::default();
    walk.children(root, Style::default());
    walk.end();
    let mut out = walk.out;
    levels(&mut out);
    out
}

/// The style of letters.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    bold: bool,
    italic: bool,
    underline: bool,
}

#[derive(Default)]
struct Walk {
    out: Vec<Block>,
    /// The block that letters go into.
    open: Block,
    /// The lists that are open: the number of the next item, none where they have signs.
    lists: Vec<Option<usize>>,
}

impl Walk {
    fn children(&mut self, node: &Node, style: Style) {
        for child in node.children.borrow().iter() {
            self.node(child, style);
        }
    }

    fn node(&mut self, node: &Handle, style: Style) {
        if let NodeKind::Text(text) = &node.kind {
            return self.letters(&text.borrow(), style);
        }
        if is_hidden(node) || lists::is_ignored(node) || leads_back(node) {
            return;
        }
        if let Some(label) = note_mark(node) {
            self.open.inlines.push(Inline {
                note: Some(label),
                ..Inline::default()
            });
            return;
        }
        let style = styled(node, style);
        match node.name() {
            "br" => self.open.inlines.push(Inline {
                breaks: true,
                ..Inline::default()
            }),
            "table" => self.table(node, style),
            "ul" => self.list(node, None, style),
            "ol" => {
                let start = node.attribute("start").trim().parse().unwrap_or(1);
                self.list(node, Some(start), style);
            }
            "li" => self.item(node, style),
            name if heading(name).is_some() => {
                // The letters of a heading are bold by its level.
                let style = Style {
                    bold: false,
                    ..style
                };
                let level = heading(name).unwrap_or(1);
                self.whole(
                    node,
                    style,
                    Block {
                        kind: Kind::Heading,
                        level,
                        ..Block::default()
                    },
                );
            }
            "p" | "div" | "section" | "article" | "blockquote" | "pre" | "dd" | "dt" | "figure"
            | "header" | "footer" | "main" | "center" | "address" => self.paragraph(node, style),
            _ => self.children(node, style),
        }
    }

    fn letters(&mut self, text: &str, style: Style) {
        let text = tidy(text);
        let ends = self
            .open
            .inlines
            .last()
            .is_none_or(|last| last.text.ends_with(' ') || last.breaks);
        let text = if ends { text.trim_start() } else { &text };
        if text.is_empty() {
            return;
        }
        let Style {
            bold,
            italic,
            underline,
        } = style;
        self.open.inlines.push(Inline {
            text: text.to_owned(),
            bold,
            italic,
            underline,
            ..Inline::default()
        });
    }

    /// Ends the block that is open.
    fn end(&mut self) {
        let mut block = std::mem::take(&mut self.open);
        while block.inlines.last().is_some_and(|last| last.breaks) {
            block.inlines.pop();
        }
        let first = block.inlines.iter().position(|piece| !piece.breaks);
        block.inlines.drain(..first.unwrap_or(block.inlines.len()));
        let says = |piece: &Inline| piece.note.is_some() || !piece.text.trim().is_empty();
        if block.inlines.iter().any(says) {
            if !self.lists.is_empty() && block.kind == Kind::Paragraph {
                block.level = self.lists.len();
            }
            self.out.push(block);
        }
    }

    /// A block of its own.
    fn whole(&mut self, node: &Node, style: Style, block: Block) {
        self.end();
        self.open = block;
        self.children(node, style);
        self.end();
    }

    fn paragraph(&mut self, node: &Handle, style: Style) {
        if let Some(label) = note_text(node) {
            return self.whole(
                node,
                style,
                Block {
                    kind: Kind::Note,
                    mark: label,
                    ..Block::default()
                },
            );
        }
        let Some(sign) = lists::sign(node) else {
            // The first paragraph of an item is the item.
            let is_item = self.open.kind != Kind::Paragraph && self.open.inlines.is_empty();
            if !is_item {
                self.end();
            }
            self.children(node, style);
            // Inside a note all is one paragraph.
            if !matches!(self.open.kind, Kind::Note) {
                self.end();
            }
            return;
        };
        let mut block = Block::default();
        match lists::mark(&sign.letters) {
            Some(mark) => {
                block = Block {
                    kind: Kind::Item,
                    level: sign.level,
                    mark,
                    ..block
                };
            }
            None => block.inlines.push(Inline {
                text: format!("{} ", sign.letters),
                ..Inline::default()
            }),
        }
        self.whole(node, style, block);
    }

    fn list(&mut self, node: &Node, start: Option<usize>, style: Style) {
        self.end();
        self.lists.push(start);
        self.children(node, style);
        self.end();
        self.lists.pop();
    }

    fn item(&mut self, node: &Node, style: Style) {
        self.end();
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "-".to_owned(),
        };
        let level = self.lists.len().max(1);
        self.whole(
            node,
            style,
            Block {
                kind: Kind::Item,
                level,
                mark,
                ..Block::default()
            },
        );
    }

    fn table(&mut self, node: &Node, style: Style) {
        self.end();
        let grid = cells::grid(node);
        // A table of one column is there for its frame.
        if grid.first().is_none_or(|row| row.len() < 2) {
            for place in grid.into_iter().flatten() {
                if let Place::Cell(cell) = place {
                    self.children(&cell, style);
                    self.end();
                }
            }
            return;
        }
        let sign = |text: &str| {
            vec![Inline {
                text: text.to_owned(),
                ..Inline::default()
            }]
        };
        let rows = grid.iter().enumerate().map(|(index, row)| {
            let cells = row.iter().map(|place| match place {
                // The head of a table is bold by itself.
                Place::Cell(cell) => self.cell(cell, index == 0),
                Place::Left => sign(cells::LEFT),
                Place::Above => sign(cells::ABOVE),
                Place::Empty => Vec::new(),
            });
            cells.collect()
        });
        let rows = rows.collect();
        let width = grid.first().map_or(0, Vec::len);
        // A cell of the first row that goes down makes a head of several rows.
        let covered = |row: &&Vec<Place>| row.iter().any(|place| matches!(place, Place::Above));
        let head = 1 + grid.iter().skip(1).take_while(covered).count();
        let is_head = head > 1 && head < grid.len();
        let block = Block {
            kind: Kind::Table,
            rows,
            aligns: vec![String::new(); width],
            ..Block::default()
        };
        self.out.push(match is_head {
            true => headed(&block, head),
            false => block,
        });
    }

    /// The letters of a cell, its paragraphs on lines of their own.
    fn cell(&self, cell: &Node, is_head: bool) -> Vec<Inline> {
        let mut walk = Self::default();
        walk.children(cell, Style::default());
        walk.end();
        let mut line: Vec<Inline> = Vec::new();
        for block in walk.out {
            if !line.is_empty() {
                line.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
            }
            if block.kind == Kind::Item {
                line.push(Inline {
                    text: format!("{} ", block.mark),
                    ..Inline::default()
                });
            }
            line.extend(block.inlines);
            line.extend(block.rows.into_iter().flatten().flatten());
        }
        if is_head {
            line.iter_mut().for_each(|piece| piece.bold = false);
        }
        line
    }
}

/// Levels of items without gaps, as lists in lists have them; of other paragraphs those that stand in an item.
fn levels(blocks: &mut [Block]) {
    let mut deepest = 0;
    for block in blocks {
        match block.kind {
            Kind::Item => {
                block.level = block.level.min(deepest + 1);
                deepest = block.level;
            }
            Kind::Paragraph => {
                block.level = block.level.min(deepest);
                deepest = block.level;
            }
            _ => deepest = 0,
        }
    }
}

fn heading(name: &str) -> Option<usize> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn is_hidden(node: &Node) -> bool {
    let name = node.name();
    matches!(
        name,
        "head"
            | "style"
            | "script"
            | "title"
            | "meta"
            | "link"
            | "xml"
            | "img"
            | "svg"
            | "noscript"
            | "template"
    ) || node.style("display") == "none"
        || node.style("mso-hide") == "all"
        || node.style("mso-element") == "comment-list"
}

fn styled(node: &Node, mut style: Style) -> Style {
    match node.name() {
        "b" | "strong" => style.bold = true,
        "i" | "em" => style.italic = true,
        "u" => style.underline = true,
        _ => {}
    }
    match node.style("font-weight").as_str() {
        "" => {}
        "bold" | "bolder" => style.bold = true,
        weight => style.bold = weight.parse::<u32>().is_ok_and(|weight| weight >= 600),
    }
    match node.style("font-style").as_str() {
        "italic" | "oblique" => style.italic = true,
        "normal" => style.italic = false,
        _ => {}
    }
    let line = format!(
        "{} {}",
        node.style("text-decoration"),
        node.style("text-decoration-line")
    );
    if line.contains("underline") && node.name() != "a" {
        style.underline = true;
    }
    style
}

/// The number of a note whose mark stands here: of Word, of LibreOffice.
fn note_mark(node: &Node) -> Option<String> {
    if node.name() != "a" {
        return None;
    }
    let link = node.attribute("href");
    let (_, target) = link.rsplit_once('#')?;
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let is_mark = target.starts_with("_ftn") && !target.starts_with("_ftnref")
        || target.starts_with("_edn") && !target.starts_with("_ednref")
        || target.starts_with("sdfootnote") && target.ends_with("sym");
    is_mark
        .then(|| digits(target))
        .filter(|digits| !digits.is_empty())
}

/// Tells whether a link leads from the text of a note to its mark: the number in front of the text.
fn leads_back(node: &Node) -> bool {
    let link = node.attribute("href");
    let target = link.rsplit_once('#').map_or("", |(_, target)| target);
    let is_back = target.starts_with("_ftnref") || target.starts_with("_ednref");
    node.name() == "a" && (is_back || target.starts_with("sdfootnote") && target.ends_with("anc"))
}

/// The number of a note whose text this is.
fn note_text(node: &Node) -> Option<String> {
    let id = node.attribute("id");
    let is_note = node.style("mso-element") == "footnote"
        || id.starts_with("sdfootnote")
        || node.name() == "div" && (id.starts_with("ftn") || id.starts_with("edn"));
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    (is_note && !digits.is_empty()).then_some(digits)
}
