//! What stands one above the other: paragraphs with their resolved look, sections, and the walk through all of them.

use super::fields::{self, Field};
use super::line::{self, Raw};
use super::numbering::{Counters, Numbering};
use super::package::{Package, Relations, too_large};
use super::properties::{Frame, ParagraphLook, RunLook, Toggles};
use super::styles::{Styles, Theme};
use super::xml::{Node, Ns};
use crate::diagnostic::Result;
use crate::import::flat::{Align, Block, Flat, Label, Loss, Lost, Paragraph, Piece, Section};
use std::collections::{BTreeMap, BTreeSet};

/// The most paragraphs.
const MOST_PARAGRAPHS: usize = 2_000_000;

/// What a walk through a part needs of it.
#[derive(Debug, Clone)]
pub(super) struct Source<'t> {
    pub(super) relations: Option<&'t Relations>,
    /// The fields that end.
    pub(super) ended: std::rc::Rc<BTreeSet<u32>>,
}

impl<'t> Source<'t> {
    pub(super) fn new(root: Node<'t>, relations: &'t Relations) -> Self {
        Self {
            relations: Some(relations),
            ended: fields::ended(root).into(),
        }
    }
}

impl Default for Source<'_> {
    fn default() -> Self {
        Self {
            relations: None,
            ended: BTreeSet::new().into(),
        }
    }
}

/// Footnotes or endnotes.
#[derive(Debug, Default)]
pub(super) struct Notes<'t> {
    pub(super) all: BTreeMap<&'t str, Node<'t>>,
    pub(super) source: Source<'t>,
}

/// Words that a comment is about.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) id: String,
    pub(super) at: usize,
    pub(super) about: String,
    /// Where they begin in all that was said, until they end.
    pub(super) start: Option<usize>,
}

/// What lies around a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around<'c> {
    /// In a text box.
    pub(super) boxed: bool,
    /// In a table, a note or a box.
    pub(super) inside: bool,
    /// What the table says of its text.
    pub(super) table: Option<&'c (RunLook, ParagraphLook)>,
}

/// What the runs of a paragraph begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Base {
    pub(super) plain: RunLook,
    pub(super) styled: Toggles,
    pub(super) tabled: Toggles,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) pieces: Vec<Raw>,
    /// Text boxes that are anchored in it.
    pub(super) boxes: Vec<Block>,
    pub(super) hidden: String,
}

/// The walk.
pub(super) struct Reader<'t, 'b> {
    pub(super) package: &'t mut Package<'b>,
    pub(super) theme: &'t Theme,
    pub(super) styles: &'t Styles,
    pub(super) numbering: &'t Numbering,
    /// Tracked changes are undone.
    pub(super) rejected: bool,
    pub(super) source: Source<'t>,
    pub(super) footnotes: Notes<'t>,
    pub(super) endnotes: Notes<'t>,
    /// Headers and footers by the names of their parts.
    pub(super) margins: BTreeMap<&'t str, (Node<'t>, Source<'t>)>,
    pub(super) flat: Flat,
    pub(super) at: usize,
    /// The paragraph that is being read.
    pub(super) here: usize,
    counters: Counters,
    pub(super) fields: Vec<Field>,
    /// In something that was deleted, how deep.
    pub(super) gone: usize,
    /// In a note or a header: paragraphs are not counted.
    pub(super) aside: bool,
    /// In a header: nothing but words is wanted.
    pub(super) only_words: bool,
    pub(super) pictures: BTreeMap<String, Option<usize>>,
    pub(super) notes_read: BTreeMap<(bool, &'t str), usize>,
    pub(super) marked: Vec<Marked>,
    pub(super) marked_by_id: BTreeMap<&'t str, usize>,
    /// All text so far, for the words of comments.
    pub(super) said: String,
    spent: usize,
    /// Whether each section begins on the page of the one before.
    continuous: Vec<bool>,
    margins_read: BTreeSet<String>,
}

/// Stands for a number of a page in the words of a header.
pub(super) const PAGE_NUMBER: char = '\u{f8ff}';

impl<'t, 'b> Reader<'t, 'b> {
    pub(super) fn new(
        package: &'t mut Package<'b>,
        theme: &'t Theme,
        styles: &'t Styles,
        numbering: &'t Numbering,
        rejected: bool,
        source: Source<'t>,
    ) -> Self {
        Self {
            package,
            theme,
            styles,
            numbering,
            rejected,
            source,
            footnotes: Notes::default(),
            endnotes: Notes::default(),
            margins: BTreeMap::new(),
            flat: Flat::default(),
            at: 0,
            here: 1,
            counters: Counters::default(),
            fields: Vec::new(),
            gone: 0,
            aside: false,
            only_words: false,
            pictures: BTreeMap::new(),
            notes_read: BTreeMap::new(),
            marked: Vec::new(),
            marked_by_id: BTreeMap::new(),
            said: String::new(),
            spent: 0,
            continuous: Vec::new(),
            margins_read: BTreeSet::new(),
        }
    }

    /// Reads the whole text.
    pub(super) fn body(mut self, body: Node<'t>) -> Result<(Flat, Vec<Marked>)> {
        let mut blocks = Vec::new();
        self.blocks(body, Around::default(), &mut blocks)?;
        let mut next = self.continuous.iter().skip(1);
        for block in &mut blocks {
            if let Block::Section(section) = block {
                section.continuous = next.next().copied().unwrap_or(false);
            }
        }
        self.flat.blocks = blocks;
        Ok((self.flat, self.marked))
    }

    /// Counts what is handed on.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<()> {
        self.spent = self.spent.saturating_add(bytes);
        match self.spent > super::MOST_TEXT {
            true => Err(too_large("chữ trong tệp quá nhiều")),
            false => Ok(()),
        }
    }

    /// Notes what cannot be taken.
    pub(super) fn lose(&mut self, what: Lost, text: String) -> Result<()> {
        if self.only_words || self.gone > 0 {
            return Ok(());
        }
        self.spend(text.len())?;
        let at = self.here;
        self.flat.losses.push(Loss { at, what, text });
        Ok(())
    }

    /// Reads what stands in an element one above the other.
    pub(super) fn blocks(
        &mut self,
        node: Node<'t>,
        around: Around<'_>,
        out: &mut Vec<Block>,
    ) -> Result<()> {
        let mut carried = None;
        self.blocks_of(node, around, out, &mut carried)?;
        self.let_go(carried, around, out)
    }

    /// Text whose paragraph has gone, and that no other follows, stands by itself.
    fn let_go(
        &mut self,
        carried: Option<Draft>,
        around: Around<'_>,
        out: &mut Vec<Block>,
    ) -> Result<()> {
        let Some(draft) = carried else { return Ok(()) };
        if !draft.pieces.is_empty() || !draft.boxes.is_empty() || !draft.hidden.is_empty() {
            let paragraph = Paragraph {
                at: self.here,
                boxed: around.boxed,
                ..Paragraph::default()
            };
            self.finish(draft, paragraph, out)?;
        }
        Ok(())
    }

    fn blocks_of(
        &mut self,
        node: Node<'t>,
        around: Around<'_>,
        out: &mut Vec<Block>,
        carried: &mut Option<Draft>,
    ) -> Result<()> {
        for child in node.children() {
            match (child.ns(), child.name()) {
                (Ns::W, "p") => self.paragraph(child, around, out, carried)?,
                (Ns::W, "tbl") => {
                    self.let_go(carried.take(), around, out)?;
                    self.table(child, around, out)?;
                }
                (Ns::W, "sectPr") if !around.inside => self.section(child, out)?,
                (Ns::W, "ins" | "moveTo") if self.rejected => self.pass(child),
                (Ns::W, "del" | "moveFrom") if !self.rejected => self.pass(child),
                (Ns::W, "altChunk" | "subDoc") => self.lose(Lost::Embedded, String::new())?,
                (Ns::W, "commentRangeStart") => self.comment_starts(child),
                (Ns::W, "commentRangeEnd") => self.comment_ends(child),
                (Ns::W, name) if name.ends_with("Pr") => {}
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = child.chosen() {
                        self.blocks_of(chosen, around, out, carried)?;
                    }
                }
                (Ns::M, "oMath" | "oMathPara") => self.equation(child)?,
                (Ns::W, "r" | "hyperlink" | "fldSimple") => {
                    // No program writes it, but the words are there.
                    let mut draft = carried.take().unwrap_or_default();
                    let base = self.base(None, around);
                    self.inline_one(child, &base, None, &mut draft)?;
                    *carried = Some(draft);
                }
                _ => self.blocks_of(child, around, out, carried)?,
            }
        }
        Ok(())
    }

    /// Passes over what was deleted: its paragraphs count, its fields end.
    pub(super) fn pass(&mut self, node: Node<'t>) {
        if self.aside {
            return;
        }
        self.at += node.descendants().filter(|node| node.word() == "p").count();
    }

    fn base(&self, style: Option<&super::styles::Style>, around: Around<'_>) -> Base {
        let mut plain = self.styles.defaults_run.clone();
        let mut tabled = Toggles::default();
        if let Some((run, _)) = around.table {
            plain.lay_plain(run);
            tabled = run.toggles;
        }
        let mut styled = Toggles::default();
        if let Some(style) = style {
            plain.lay_plain(&style.run);
            styled = style.run.toggles;
        }
        plain.style = None;
        Base {
            plain,
            styled,
            tabled,
        }
    }

    fn paragraph(
        &mut self,
        node: Node<'t>,
        around: Around<'_>,
        out: &mut Vec<Block>,
        carried: &mut Option<Draft>,
    ) -> Result<()> {
        if !self.aside {
            self.at += 1;
            self.here = self.at;
        }
        if self.at > MOST_PARAGRAPHS {
            let message = format!("có hơn {MOST_PARAGRAPHS} đoạn");
            return Err(too_large(&message));
        }
        let properties = node.child("pPr");
        let direct = properties.map(|node| ParagraphLook::read(node, self.rejected));
        let direct = direct.unwrap_or_default();
        let styles = self.styles;
        let style = styles.paragraph(direct.style.as_deref());
        let mut look = styles.defaults_paragraph.clone();
        if let Some((_, table)) = around.table {
            look.lay(table);
        }
        if let Some(style) = style {
            look.lay(&style.paragraph);
        }
        let base = self.base(style, around);
        let joins = self.joins_next(properties) || direct.frame == Some(Frame::DropCap);
        let of_style = look.counted;
        let list = direct
            .counted
            .list
            .or(of_style.list)
            .filter(|list| *list != 0);
        let label = match list {
            Some(list) if !joins && !self.only_words => {
                let id = direct.style.as_deref();
                let level = direct.counted.level.or(of_style.level);
                let by_style = || self.numbering.level_of(list, id, styles);
                let level = match direct.counted.list {
                    Some(_) => level,
                    // A style need not say its level.
                    None => direct.counted.level.or_else(by_style).or(of_style.level),
                };
                let level = level.unwrap_or(0).min(8);
                if let Some(numbered) = self.numbering.look(list, level, styles) {
                    look.left = numbered.left.or(look.left);
                    look.first = numbered.first.or(look.first);
                }
                if let (None, Some(style)) = (direct.counted.list, style) {
                    look.left = style.left.or(look.left);
                    look.first = style.first.or(look.first);
                }
                let (numbering, counters) = (self.numbering, &mut self.counters);
                numbering.count(list, level, styles, counters)
            }
            Some(_) | None => None,
        };
        look.lay(&direct);
        let mut draft = carried.take().unwrap_or_default();
        self.inline(node, &base, None, &mut draft)?;
        if self.in_said() {
            self.said.push('\n');
        }
        if joins {
            *carried = Some(draft);
            return Ok(());
        }
        // A tab goes to the next stop, which is the next in turn where nobody has typed too far.
        let tabs = draft
            .pieces
            .iter_mut()
            .filter(|raw| **raw == Raw::Piece(Piece::Tab));
        for (tab, leads) in tabs.zip(look.leaders.iter().flatten()) {
            if *leads {
                *tab = Raw::Piece(Piece::Leader);
            }
        }
        self.spend(label.as_ref().map_or(0, |label| label.text.len()) + size_of::<Paragraph>())?;
        let name = style.map(|style| style.name.clone());
        let name = name.filter(|name| !name.is_empty());
        self.spend(name.as_ref().map_or(0, String::len))?;
        let paragraph = Paragraph {
            at: self.here,
            style: name,
            boxed: around.boxed || look.frame == Some(Frame::Box),
            ..shaped(&look, label)
        };
        self.finish(draft, paragraph, out)?;
        let section = properties.and_then(|node| node.child("sectPr"));
        match section {
            Some(section) if !around.inside => self.section(section, out),
            Some(_) | None => Ok(()),
        }
    }

    /// Tells whether the end of a paragraph has gone.
    fn joins_next(&self, properties: Option<Node<'t>>) -> bool {
        let mark = properties.and_then(|node| node.child("rPr"));
        let gone = match self.rejected {
            true => ["ins", "moveTo"],
            false => ["del", "moveFrom"],
        };
        mark.is_some_and(|mark| gone.iter().any(|name| mark.child(name).is_some()))
    }

    /// Hands a paragraph on, and what is anchored in it.
    fn finish(
        &mut self,
        draft: Draft,
        mut paragraph: Paragraph,
        out: &mut Vec<Block>,
    ) -> Result<()> {
        let (pieces, converted) = line::finished(draft.pieces);
        paragraph.pieces = pieces;
        if !converted.is_empty() {
            self.lose(Lost::Converted, converted)?;
        }
        if !draft.hidden.trim().is_empty() {
            self.lose(Lost::Hidden, draft.hidden)?;
        }
        out.push(Block::Paragraph(paragraph));
        out.extend(draft.boxes);
        Ok(())
    }

    fn section(&mut self, node: Node<'t>, out: &mut Vec<Block>) -> Result<()> {
        let size = node.child("pgSz");
        let measure = |name: &str| {
            let value = size?.attribute(name)?;
            super::xml::number(value)
        };
        let is_wide = matches!((measure("w"), measure("h")), (Some(w), Some(h)) if w > h);
        let turned = size.and_then(|node| node.attribute("orient")) == Some("landscape");
        self.continuous
            .push(node.value_of("type") == Some("continuous"));
        out.push(Block::Section(Section {
            landscape: is_wide || turned,
            margins: ["top", "right", "bottom", "left"].map(|name| {
                let margin = node.child("pgMar").and_then(|node| node.attribute(name));
                margin.and_then(super::xml::number).unwrap_or(0)
            }),
            continuous: false,
        }));
        for child in node.children() {
            if matches!(child.word(), "headerReference" | "footerReference") {
                self.margin(child)?;
            }
        }
        Ok(())
    }

    /// Looks whether a header or footer has more words than a number of a page.
    fn margin(&mut self, reference: Node<'t>) -> Result<()> {
        let Some(relation) = self.relation(reference, "id") else {
            return Ok(());
        };
        if !self.margins_read.insert(relation.target.clone()) {
            return Ok(());
        }
        let Some((root, source)) = self.margins.get(relation.target.as_str()).cloned() else {
            return Ok(());
        };
        let mut blocks = Vec::new();
        let around = Around {
            inside: true,
            ..Around::default()
        };
        self.only_words = true;
        self.aside_in(source, |reader| reader.blocks(root, around, &mut blocks))?;
        self.only_words = false;
        let mut words: Vec<String> = Vec::new();
        for paragraph in paragraphs_of(blocks) {
            let mut text = String::new();
            for piece in &paragraph.pieces {
                match piece {
                    Piece::Text(run) => text.push_str(&run.text),
                    _ => text.push(' '),
                }
            }
            let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
            let count = text.split_whitespace().filter(is_word).count();
            let numbered = text.contains(PAGE_NUMBER);
            // “Trang 3/5”, “Page 3 of 5”.
            if count > 0 && !(numbered && count <= 2) {
                let said = text.split_whitespace().map(|w| w.replace(PAGE_NUMBER, ""));
                words.extend(said.filter(|word| !word.is_empty()));
            }
        }
        let text = words.join(" ");
        let is_told = |loss: &Loss| loss.what == Lost::Header && loss.text == text;
        if text.is_empty() || self.flat.losses.iter().rev().take(16).any(is_told) {
            return Ok(());
        }
        self.lose(Lost::Header, text)
    }

    /// Reads something that is no part of the text's order.
    pub(super) fn aside_in<T>(
        &mut self,
        source: Source<'t>,
        read: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let fields = std::mem::take(&mut self.fields);
        let source = std::mem::replace(&mut self.source, source);
        let was_aside = std::mem::replace(&mut self.aside, true);
        let result = read(self);
        self.aside = was_aside;
        self.source = source;
        self.fields = fields;
        result
    }

    /// Tells whether what is read now can be what a comment is about.
    pub(super) fn in_said(&self) -> bool {
        !self.aside && self.gone == 0
    }

    /// What an attribute of the vocabulary of relations refers to.
    pub(super) fn relation(
        &self,
        node: Node<'t>,
        name: &str,
    ) -> Option<&'t super::package::Relation> {
        let id = node.attribute_of(&[Ns::R], name)?;
        self.source.relations?.get(id)
    }

    pub(super) fn comment_starts(&mut self, node: Node<'t>) {
        let Some(id) = node.attribute("id").filter(|_| !self.aside) else {
            return;
        };
        if !self.marked_by_id.contains_key(id) {
            self.marked_by_id.insert(id, self.marked.len());
            self.marked.push(Marked {
                id: super::properties::bounded(id),
                at: self.here,
                about: String::new(),
                start: Some(self.said.len()),
            });
        }
    }

    pub(super) fn comment_ends(&mut self, node: Node<'t>) {
        /// Words enough to find the place.
        const LONGEST: usize = 400;
        let Some(id) = node.attribute("id").filter(|_| !self.aside) else {
            return;
        };
        let Some(marked) = self
            .marked_by_id
            .get(id)
            .and_then(|at| self.marked.get_mut(*at))
        else {
            return;
        };
        let Some(start) = marked.start.take() else {
            return;
        };
        // No more of the text is looked at than is told: many comments may go on to its end.
        let said = self.said.get(start..).unwrap_or_default();
        let mut chars = said.chars();
        let begin: String = chars.by_ref().take(LONGEST).collect();
        let words: Vec<&str> = begin.split_whitespace().collect();
        let mut about = words.join(" ");
        if chars.next().is_some_and(|c| !c.is_whitespace()) {
            about.push('…');
        }
        marked.about = about;
    }

    pub(super) fn comment_referred(&mut self, node: Node<'t>) {
        // A comment on a place alone has no words.
        self.comment_starts(node);
        self.comment_ends(node);
    }
}

/// All paragraphs among blocks, those of tables too.
pub(super) fn paragraphs_of(blocks: Vec<Block>) -> Vec<Paragraph> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| out.extend(paragraphs_of(cell.blocks)));
            }
            Block::Section(_) => {}
        }
    }
    out
}

fn shaped(look: &ParagraphLook, label: Option<Label>) -> Paragraph {
    Paragraph {
        align: look.align.unwrap_or(Align::Left),
        left: look.left.unwrap_or(0),
        first: look.first.unwrap_or(0),
        label,
        outline: look.outline.filter(|level| *level < 9),
        page_before: look.page_before.unwrap_or(false),
        ruled: look.edges.any(),
        ..Paragraph::default()
    }
}
