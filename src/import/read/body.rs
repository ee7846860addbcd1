//! The blocks of a document in their order.

use super::{
    Options,
    numbers::Numbers,
    package::{Package, Part},
    runs::{Around, Gathered, choice, is_joined},
    styles::{ParagraphLook, Styles},
    xml::{DEEPEST, attribute, child, is, number, value},
};
use crate::{
    diagnostic::Result,
    import::flat::{Align, Block, Comment, Flat, Loss, Lost, Paragraph, Picture, Section},
};
use roxmltree::{Document, Node};
use std::collections::HashMap;

/// Walks through the parts of a document.
pub(super) struct Body<'p, 'b> {
    pub(super) package: &'p mut Package<'b>,
    /// The part whose relations count.
    pub(super) part: String,
    pub(super) styles: Styles,
    pub(super) options: Options,
    pub(super) pictures: Vec<Picture>,
    pub(super) known_pictures: HashMap<String, usize>,
    pub(super) losses: Vec<Loss>,
    numbers: Numbers,
    /// Paragraphs so far.
    at: usize,
    /// Of each open field, whether its code is being read.
    fields: Vec<bool>,
    /// Notes in the order of their marks: endnotes or footnotes, and their names.
    notes: Vec<(bool, String)>,
    note_numbers: HashMap<(bool, String), usize>,
    /// Comments: where they begin, and the words that they are about.
    comments: HashMap<String, (usize, String)>,
    open_comments: Vec<String>,
}

impl<'p, 'b> Body<'p, 'b> {
    pub(super) fn new(
        package: &'p mut Package<'b>,
        main: &Part,
        styles: Styles,
        numbers: Numbers,
        options: Options,
    ) -> Self {
        Self {
            package,
            part: main.name.clone(),
            styles,
            options,
            pictures: Vec::new(),
            known_pictures: HashMap::new(),
            losses: Vec::new(),
            numbers,
            at: 0,
            fields: Vec::new(),
            notes: Vec::new(),
            note_numbers: HashMap::new(),
            comments: HashMap::new(),
            open_comments: Vec::new(),
        }
    }

    /// The body of a document.
    pub(super) fn document(&mut self, tree: &Document<'_>) -> Result<Flat> {
        let body = child(tree.root_element(), "body");
        let mut blocks = match body {
            Some(body) => self.blocks(body, 0)?,
            None => return Err(super::package::broken("phần lời văn không có nội dung").into()),
        };
        let last = body.and_then(|body| child(body, "sectPr"));
        blocks.extend(last.map(|node| Block::Section(section(node))));
        Ok(Flat {
            blocks,
            ..Flat::default()
        })
    }

    /// What follows one another in a body, a cell, a note, or a text box.
    pub(super) fn blocks(&mut self, of: Node<'_, '_>, depth: usize) -> Result<Vec<Block>> {
        let mut blocks = Vec::new();
        // A paragraph that goes on in the next one.
        let mut open: Option<Paragraph> = None;
        self.gather_blocks(of, depth, &mut open, &mut blocks)?;
        blocks.extend(open.map(Block::Paragraph));
        Ok(blocks)
    }

    fn gather_blocks(
        &mut self,
        of: Node<'_, '_>,
        depth: usize,
        open: &mut Option<Paragraph>,
        blocks: &mut Vec<Block>,
    ) -> Result<()> {
        if depth > DEEPEST {
            return Ok(());
        }
        for node in of.children().filter(|node| node.is_element()) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, depth, open, blocks)?,
                "tbl" => {
                    blocks.extend(open.take().map(Block::Paragraph));
                    let table = self.table(node, depth + 1)?;
                    blocks.push(Block::Table(table));
                }
                "ins" | "moveTo" if self.options.rejected => {}
                "del" | "moveFrom" if !self.options.rejected => {}
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.gather_blocks(content, depth + 1, open, blocks)?;
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = choice(node) {
                        self.gather_blocks(chosen, depth + 1, open, blocks)?;
                    }
                }
                "ins" | "moveTo" | "del" | "moveFrom" | "smartTag" | "customXml" => {
                    self.gather_blocks(node, depth + 1, open, blocks)?;
                }
                "altChunk" => self.lose(Lost::Embedded, "", self.at),
                "oMathPara" => self.lose(Lost::Equation, "", self.at),
                "commentRangeStart" => self.open_comment(node, self.at + 1),
                "commentRangeEnd" => self.close_comment(node),
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        node: Node<'_, '_>,
        depth: usize,
        open: &mut Option<Paragraph>,
        blocks: &mut Vec<Block>,
    ) -> Result<()> {
        self.at += 1;
        let properties = child(node, "pPr");
        let style = self
            .styles
            .paragraph(properties.and_then(|node| value(node, "pStyle")));
        let own = properties.map(ParagraphLook::of).unwrap_or_default();
        let mut look = style.paragraph.clone();
        let list = own
            .list
            .as_deref()
            .or(look.list.as_deref())
            .filter(|list| *list != "0");
        let list = list.map(|list| (list.to_owned(), own.level.or(look.level).unwrap_or(0)));
        if let Some((list, level)) = &list
            && let Some(of_level) = self.numbers.look(list, *level)
        {
            look.take(of_level);
        }
        look.take(&own);
        let mut into = Gathered {
            at: self.at,
            pieces: Vec::new(),
            boxed: Vec::new(),
        };
        let around = Around {
            base: &style.run,
            link: None,
            depth,
        };
        self.pieces(node, around, &mut into)?;
        // What is nothing but the mark of a change counts no list.
        let joined = is_joined(properties, self.options.rejected);
        let label = match &list {
            Some((list, level)) if !joined => self.numbers.count(list, *level),
            _ => None,
        };
        blocks.append(&mut into.boxed);
        let mut paragraph = Paragraph {
            at: into.at,
            pieces: into.pieces,
            align: look.align.unwrap_or(Align::Left),
            left: look.left.unwrap_or_default(),
            first: look.first.unwrap_or_default(),
            label,
            style: (!style.name.is_empty()).then_some(style.name),
            outline: look.outline.filter(|level| *level < 9),
            page_before: look.page_before.unwrap_or_default(),
            ruled: look.ruled.unwrap_or_default(),
            boxed: false,
        };
        if let Some(mut before) = open.take() {
            before.pieces.append(&mut paragraph.pieces);
            paragraph.pieces = before.pieces;
            paragraph.at = before.at;
        }
        match joined {
            true => *open = Some(paragraph),
            false => blocks.push(Block::Paragraph(paragraph)),
        }
        let turn = properties.and_then(|node| child(node, "sectPr"));
        blocks.extend(turn.map(|node| Block::Section(section(node))));
        Ok(())
    }

    /// Begins or ends a field, or goes on from its code to what it shows.
    pub(super) fn field(&mut self, kind: &str) {
        match kind {
            "begin" if self.fields.len() < DEEPEST => self.fields.push(true),
            "separate" => {
                if let Some(last) = self.fields.last_mut() {
                    *last = false;
                }
            }
            "end" => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// Tells whether what is read is the code of a field.
    pub(super) fn in_code(&self) -> bool {
        self.fields.contains(&true)
    }

    /// The number of a note, in the order of the marks.
    pub(super) fn note(&mut self, is_end: bool, id: &str) -> usize {
        let key = (is_end, id.to_owned());
        if let Some(known) = self.note_numbers.get(&key) {
            return *known;
        }
        let number = self.notes.len();
        self.notes.push(key.clone());
        self.note_numbers.insert(key, number);
        number
    }

    /// The texts of the notes whose marks were met.
    pub(super) fn notes(
        &mut self,
        footnotes: Option<&Document<'_>>,
        endnotes: Option<&Document<'_>>,
    ) -> Result<Vec<Vec<Paragraph>>> {
        let by_id =
            |tree: Option<&Document<'_>>, name: &str| -> HashMap<String, roxmltree::NodeId> {
                let nodes = tree
                    .into_iter()
                    .flat_map(|tree| tree.root_element().children());
                let nodes = nodes.filter(|node| is(*node, name));
                nodes
                    .filter_map(|node| Some((attribute(node, "id")?.to_owned(), node.id())))
                    .collect()
            };
        let (foot, end) = (by_id(footnotes, "footnote"), by_id(endnotes, "endnote"));
        let mut all = Vec::new();
        let mut next = 0;
        // Notes may have marks of notes; those come behind.
        while let Some((is_end, id)) = self.notes.get(next).cloned() {
            next += 1;
            let (tree, known) = if is_end {
                (endnotes, &end)
            } else {
                (footnotes, &foot)
            };
            let node = tree.and_then(|tree| tree.get_node(*known.get(&id)?));
            let blocks = match node {
                Some(node) => self.blocks(node, 1)?,
                None => Vec::new(),
            };
            let mut paragraphs = Vec::new();
            flatten(blocks, &mut paragraphs);
            all.push(paragraphs);
        }
        Ok(all)
    }

    pub(super) fn open_comment(&mut self, node: Node<'_, '_>, at: usize) {
        if let Some(id) = attribute(node, "id") {
            self.comments.insert(id.to_owned(), (at, String::new()));
            self.open_comments.push(id.to_owned());
        }
    }

    pub(super) fn close_comment(&mut self, node: Node<'_, '_>) {
        let id = attribute(node, "id");
        self.open_comments.retain(|open| Some(open.as_str()) != id);
    }

    /// Text that was read, for the comments that are about it.
    pub(super) fn heard(&mut self, text: &str) {
        for open in &self.open_comments {
            if let Some((_, about)) = self.comments.get_mut(open) {
                about.push_str(text);
            }
        }
    }

    /// The comments in the order of the file.
    pub(super) fn comments(&mut self, tree: Option<&Document<'_>>) -> Vec<Comment> {
        let nodes = tree
            .into_iter()
            .flat_map(|tree| tree.root_element().children());
        let nodes = nodes.filter(|node| is(*node, "comment"));
        let comment = |node: Node<'_, '_>| {
            let known = attribute(node, "id").and_then(|id| self.comments.get(id));
            let (at, about) = known.cloned().unwrap_or_default();
            let words = node.descendants().filter(|inner| is(*inner, "t"));
            Comment {
                at,
                author: attribute(node, "author").unwrap_or_default().to_owned(),
                text: words.filter_map(|inner| inner.text()).collect(),
                about,
            }
        };
        nodes.map(comment).collect()
    }

    /// What was found besides text.
    pub(super) fn finish(self) -> (Vec<Picture>, Vec<Loss>) {
        (self.pictures, self.losses)
    }
}

/// The paragraphs of blocks, those of tables with them.
fn flatten(blocks: Vec<Block>, into: &mut Vec<Paragraph>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => into.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| flatten(cell.blocks, into));
            }
            Block::Section(_) => {}
        }
    }
}

fn section(node: Node<'_, '_>) -> Section {
    let size = child(node, "pgSz");
    let side = |name| size.and_then(|size| attribute(size, name)).and_then(number);
    let is_turned = size.is_some_and(|size| attribute(size, "orient") == Some("landscape"));
    let is_wide = side("w")
        .zip(side("h"))
        .is_some_and(|(width, height)| width > height);
    Section {
        landscape: is_turned || is_wide,
        continuous: value(node, "type") == Some("continuous"),
    }
}
