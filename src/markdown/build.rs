//! Markdown's events to the tree. What is refused is reported and skipped whole, so that no
//! depth of nesting is ever followed: the open blocks are a list, not a recursion.

use super::fences::{self, Fence, Fences};
use super::illustration::{self, Found};
use super::signs::{self, Dots};
use super::tree::{Body, Cell, Illustration, Item, Line, List, Node, Note, Piece, Style, Table};
use super::{
    BREAK, Known, checks, counted, heads, ordered, pasted::STAR, quotes, refusals, report::Report,
    table,
};
use crate::document::DEEPEST_LIST;
use crate::{
    diagnostic::Diagnostic,
    document::{Manner, Origin, OriginKind, Script},
    yaml::{LINE_BREAK, clean},
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Parses the Markdown; what is wrong goes to the report.
pub(super) fn build(text: &str, known: Known<'_>, report: &mut Report<'_>) -> Body {
    // Smart punctuation and all else stay off: the text is printed to the letter.
    let (fences, text) = fences::find(text, report);
    let (illustrations, text) = illustration::find(text, known.shelf, report);
    let arranged = heads::arrange(text, known.tables);
    let parser = Parser::new_ext(
        &arranged.text,
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES,
    );
    for (_, definition) in parser.reference_definitions().iter() {
        report.error(
            arranged.old(definition.span.clone()),
            refusals::definition(),
        );
    }
    let mut builder = Builder {
        report,
        fences,
        set: None,
        known,
        illustrations,
        open: vec![Open::Root(Vec::new())],
        body: Body::default(),
        inline: None,
        strong: Vec::new(),
        italic: 0,
        skipped: 0,
    };
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, arranged.old(range));
    }
    builder.finish()
}

/// A block that is still open.
enum Open {
    Root(Vec<Node>),
    Item(Item),
    Note(Note),
    /// A quotation.
    Quote(Vec<Node>),
    List(List),
    Table {
        table: Table,
        row: Vec<Cell>,
    },
}

/// The text that is being read, and where it stands.
struct Inline {
    line: Line,
    at: Range<usize>,
}

struct Builder<'r, 'a> {
    report: &'r mut Report<'a>,
    fences: Fences,
    /// How paragraphs are set within the fence that is open.
    set: Option<Manner>,
    known: Known<'r>,
    illustrations: Found,
    open: Vec<Open>,
    body: Body,
    inline: Option<Inline>,
    /// For each strong run that is open: whether it is underlined (`__`) rather than bold.
    strong: Vec<bool>,
    italic: usize,
    /// Tags open inside something that was refused.
    skipped: usize,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak => self.inline(&range).line.push(Piece::Soft),
            Event::HardBreak => self.inline(&range).line.push(Piece::Break { at: range }),
            Event::FootnoteReference(label) => self.mark(&label, range),
            Event::Rule => self.rule(range),
            Event::InlineHtml(html) if self.breaks_a_cell(&html) => {
                self.inline(&range).line.push(Piece::Break { at: range });
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                // One message for a pair of tags.
                if !(html.starts_with("</") && self.report.failed()) {
                    self.report.error(range, refusals::html());
                }
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.report.error(range, refusals::code());
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// Tells whether a tag breaks a line within a cell, where Markdown has no other way to.
    fn breaks_a_cell(&self, tag: &str) -> bool {
        let word = tag.trim_matches(['<', '>', '/', ' ']);
        word.eq_ignore_ascii_case("br") && matches!(self.open.last(), Some(Open::Table { .. }))
    }

    /// A rule, which stands for something else or is refused.
    fn rule(&mut self, range: Range<usize>) {
        if let Some(fence) = self.fences.remove(&range.start) {
            self.close_tight();
            let node = match fence {
                Fence::Turn(orientation) => Node::Turn(orientation),
                Fence::Set(set) => {
                    self.set = set;
                    return;
                }
                Fence::PageBreak => Node::PageBreak,
                Fence::Table(name) => {
                    let line = self.report.slice(range.start..self.report.text.len());
                    let end = line.lines().next().map_or(0, |line| line.trim_end().len());
                    Node::Placed {
                        name,
                        at: range.start..range.start + end,
                    }
                }
            };
            self.push(node);
        } else if let Some(illustration) = self.illustrations.remove(&range.start) {
            self.close_tight();
            match self.open.last() {
                Some(Open::Item(_)) => self.misplaced(illustration, "danh sách"),
                Some(Open::Note(_)) => self.misplaced(illustration, "chú thích"),
                _ => self.push(Node::Illustration(illustration)),
            }
        } else {
            self.report.error(range, refusals::rule());
        }
    }

    fn misplaced(&mut self, illustration: Illustration, within: &str) {
        let refusal = refusals::misplaced("hình", within);
        self.report.error(illustration.at, refusal);
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if let Some(refusal) = self.refusal(tag) {
            self.report.error(range, refusal);
            self.skipped = 1;
            return;
        }
        match tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => {
                let source = self.report.slice(range);
                self.strong.push(source.starts_with("__"));
            }
            Tag::BlockQuote(_) => {
                self.close_tight();
                self.open.push(Open::Quote(Vec::new()));
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell => {
                self.close_tight();
                self.inline = Some(Inline {
                    line: Line::new(),
                    at: range,
                });
            }
            Tag::List(start) => {
                self.close_tight();
                let source = self.report.slice(range.clone());
                self.open.push(Open::List(List {
                    mark: ordered::mark(*start, source),
                    start: start.map_or(1, |n| u32::try_from(n).unwrap_or(u32::MAX)),
                    items: Vec::new(),
                    at: range,
                }));
            }
            Tag::Item => self.open.push(Open::Item(Item {
                nodes: Vec::new(),
                at: range,
            })),
            Tag::FootnoteDefinition(label) => {
                self.close_tight();
                self.open.push(Open::Note(Note {
                    label: label.to_string(),
                    nodes: Vec::new(),
                    at: range,
                }));
            }
            Tag::Table(alignments) => {
                self.close_tight();
                let table = table::start(alignments, range, self.report);
                self.open.push(Open::Table {
                    table,
                    row: Vec::new(),
                });
            }
            // TableHead and TableRow: their cells say all. The rest was refused.
            _ => {}
        }
    }

    /// Why a tag may not stand here.
    fn refusal(&self, tag: &Tag<'_>) -> Option<Diagnostic> {
        if let Some(refusal) = refusals::tag(tag) {
            return Some(refusal);
        }
        let block = matches!(tag, Tag::Heading { .. } | Tag::Table(_));
        match self.open.last() {
            Some(Open::Note(_)) if block || matches!(tag, Tag::List(_)) => {
                Some(refusals::misplaced(refusals::what(tag), "chú thích"))
            }
            Some(Open::Item(_)) if block => {
                Some(refusals::misplaced(refusals::what(tag), "danh sách"))
            }
            Some(Open::Quote(_)) if block => {
                Some(refusals::misplaced(refusals::what(tag), "khối trích dẫn"))
            }
            Some(open) if matches!(tag, Tag::BlockQuote(_)) && !matches!(open, Open::Root(_)) => {
                Some(refusals::quote())
            }
            _ if self.set.is_some()
                && (block || matches!(tag, Tag::List(_) | Tag::BlockQuote(_))) =>
            {
                Some(refusals::set_apart(tag))
            }
            _ if matches!(tag, Tag::List(_)) && self.lists() >= DEEPEST_LIST => {
                Some(refusals::deep())
            }
            _ => None,
        }
    }

    fn lists(&self) -> usize {
        let list = |open: &&Open| matches!(open, Open::List(_));
        self.open.iter().filter(list).count()
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strong => {
                self.strong.pop();
            }
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Heading(level) => self.close_heading(level as u8),
            TagEnd::TableCell => {
                let line = self.inline.take().map(|inline| inline.line);
                let line = line.map(|line| signs::apart(line, Dots::Stay, self.report));
                if let Some(Open::Table { row, .. }) = self.open.last_mut() {
                    row.push(Cell {
                        line: line.unwrap_or_default(),
                        span: None,
                        at: range,
                    });
                }
            }
            TagEnd::TableHead => {
                if let Some(Open::Table { table, row }) = self.open.last_mut() {
                    let cells = std::mem::take(row);
                    table.head = vec![table::row(cells)];
                }
            }
            TagEnd::TableRow => {
                if let Some(Open::Table { table, row }) = self.open.last_mut() {
                    table::check_row(table, &range, self.report);
                    let row = table::row(std::mem::take(row));
                    match range.start < table.dashes {
                        true => table.head.push(row),
                        false => table.rows.push(row),
                    }
                }
            }
            TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::FootnoteDefinition
            | TagEnd::BlockQuote(_) => {
                self.close_tight();
                self.close_block();
            }
            _ => {}
        }
    }

    /// Takes the innermost open block into the one around it.
    fn close_block(&mut self) {
        match self.open.pop() {
            Some(Open::Item(item)) => {
                if let Some(Open::List(list)) = self.open.last_mut() {
                    ordered::check(list, &item, self.report);
                    list.items.push(item);
                }
            }
            Some(Open::List(list)) => self.push(Node::List(list)),
            Some(Open::Table { table, .. }) => {
                let table = table::finish(table, self.known, self.report);
                self.push(Node::Table(table));
            }
            Some(Open::Note(note)) => self.body.notes.push(note),
            Some(Open::Quote(nodes)) => {
                for node in quotes::paragraphs(nodes, self.report) {
                    self.push(node);
                }
            }
            Some(root @ Open::Root(_)) => self.open.push(root),
            None => {}
        }
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Open::Root(nodes)) => nodes.push(node),
            Some(Open::Item(item)) => item.nodes.push(node),
            Some(Open::Note(note)) => note.nodes.push(node),
            Some(Open::Quote(nodes)) => nodes.push(node),
            Some(Open::List(_) | Open::Table { .. }) | None => {}
        }
    }

    fn close_paragraph(&mut self) {
        if let Some(Inline { line, at }) = self.inline.take() {
            checks::paragraph(&line, &at, self.report);
            let line = signs::apart(line, Dots::Fill, self.report);
            self.push(match (self.set, self.open.last()) {
                (Some(manner), Some(Open::Root(_))) => Node::Set {
                    manner,
                    line: line.into_iter().map(own_line).collect(),
                },
                _ => Node::Paragraph { line, at },
            });
        }
    }

    /// In a tight list the text of an item stands without a paragraph around it.
    fn close_tight(&mut self) {
        self.close_paragraph();
    }

    fn close_heading(&mut self, depth: u8) {
        if let Some(Inline { line, at }) = &self.inline
            && let Some(sign) = counted::closing_sign(line, at, self.known.headings, self.report)
        {
            self.words(self.report.slice(sign.clone()), sign);
        }
        if let Some(Inline { line, at }) = self.inline.take() {
            checks::heading(&line, &at, self.report);
            // The form of a heading is told from what it says, whoever wrote it.
            // Before values are unhidden: their signs are letters.
            let line = signs::apart(line, Dots::Stay, self.report);
            let line = line.into_iter().map(Piece::unhidden).collect();
            self.push(Node::Heading {
                depth,
                line,
                text: Line::new(),
            });
        }
    }

    fn inline(&mut self, range: &Range<usize>) -> &mut Inline {
        let inline = self.inline.get_or_insert_with(|| Inline {
            line: Line::new(),
            at: range.clone(),
        });
        inline.at.end = inline.at.end.max(range.end);
        inline
    }

    fn mark(&mut self, label: &str, range: Range<usize>) {
        if self.open.iter().any(|open| matches!(open, Open::Note(_))) {
            self.report.error(range, super::notes::nested());
            return;
        }
        self.body.marks.push((label.to_owned(), range.clone()));
        self.inline(&range).line.push(Piece::Note {
            label: label.to_owned(),
            at: range,
        });
    }

    /// Text, with the line breaks of values in it.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let is_break = |c: char| matches!(c, LINE_BREAK | BREAK);
        let place = |from: usize| (range.start + from).min(range.end);
        let mut from = 0;
        for (at, mark) in text.match_indices(is_break) {
            self.piece(&text[from..at], place(from)..place(at));
            from = at + mark.len();
            // At an edge it would make an empty line.
            let next = text[from..].split(is_break).next().unwrap_or("");
            let line = &mut self.inline(&range).line;
            if !next.trim().is_empty() && super::tree::visible(line) {
                line.push(Piece::Break {
                    at: place(from)..place(from),
                });
            }
        }
        self.piece(&text[from..], place(from)..range.end);
    }

    /// Text without line breaks, if there is any.
    fn piece(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            self.words(text, range);
        }
    }

    fn words(&mut self, text: &str, range: Range<usize>) {
        checks::characters(text, &range, self.report);
        let style = Style {
            bold: self.strong.contains(&false),
            italic: self.italic > 0,
            underline: self.strong.contains(&true),
            script: Script::Base,
        };
        let stars = checks::loose_stars(&self.inline(&range).line, text, &range);
        if self.report.slice(range.clone()) == text {
            let map = self.report.map();
            for (part, origin) in map.pieces(range.clone()) {
                let words = &text[part.start - range.start..part.end - range.start];
                self.append(words, style, part, origin);
            }
        } else {
            // An entity, or what Markdown takes for an end of a line.
            let origin = self.report.map().made_of(range.clone());
            self.append(&clean(text), style, range.clone(), origin);
        }
        if stars {
            checks::report_stars(&range, self.report);
        }
    }

    /// Adds text to the line, to the piece before where that has the same style and goes on so.
    fn append(&mut self, text: &str, style: Style, range: Range<usize>, origin: Option<Origin>) {
        let text = text.replace(STAR, "*");
        let line = &mut self.inline(&range).line;
        if let Some(Piece::Text {
            text: before,
            style: its,
            at,
            origin: from,
        }) = line.last_mut()
            && *its == style
            && let Some(both) = joined(*from, origin)
        {
            before.push_str(&text);
            at.end = range.end;
            *from = both;
            return;
        }
        line.push(Piece::Text {
            text,
            style,
            at: range,
            origin,
        });
    }

    fn finish(mut self) -> Body {
        if let Some(Open::Root(nodes)) = self.open.into_iter().next() {
            self.body.nodes = nodes;
        }
        self.body
    }
}

/// Each line of a paragraph that is set by itself stays one.
fn own_line(piece: Piece) -> Piece {
    match piece {
        Piece::Soft => Piece::Break { at: 0..0 },
        other => other,
    }
}

/// The origin of two neighbours as one, where they have one.
fn joined(before: Option<Origin>, next: Option<Origin>) -> Option<Option<Origin>> {
    let (Some(before), Some(next)) = (before, next) else {
        return (before == next).then_some(None);
    };
    let both = before.through(next);
    let is_one =
        before == next && before.kind != OriginKind::Exact || both.kind == OriginKind::Exact;
    is_one.then_some(Some(both))
}
