//! Markdown to blocks.

use super::{Block, Inline, Kind, inline};
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The blocks of a text, in its order; what stands between them is blank.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let masked = masked(text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(&masked, options)
        .into_offset_iter()
        .collect();
    let mut reader = Reader {
        text,
        masked: &masked,
        events: &events,
        next: 0,
        out: Vec::new(),
    };
    while reader.next < events.len() {
        reader.top();
    }
    let mut out = reader.out;
    fill(text, &mut out);
    out.sort_by_key(|block| block.from);
    out = joined(text, out);
    for (id, block) in out.iter_mut().enumerate() {
        block.id = Some(id);
    }
    out
}

/// Expressions as letters: they are worked out before Markdown is read.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{']) {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        let closes = match here.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                out.push('{');
                rest = &here[1..];
                continue;
            }
        };
        let line = here.split('\n').next().unwrap_or_default();
        let Some(end) = line.find(closes).map(|end| end + 2) else {
            // None begins on this line that ends there.
            out.push_str(line);
            rest = &here[line.len()..];
            continue;
        };
        out.extend(std::iter::repeat_n('x', end));
        rest = &here[end..];
    }
    out.push_str(rest);
    out
}

/// Raw blocks on lines one below the other are one: the rows of a head that the parser takes for a paragraph.
fn joined(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match out.last_mut() {
            Some(last)
                if last.kind == Kind::Raw
                    && block.kind == Kind::Raw
                    && text[last.to..block.from].trim_matches([' ', '\r']) == "\n" =>
            {
                last.to = block.to;
                last.raw = text[last.from..last.to].to_owned();
            }
            _ => out.push(block),
        }
    }
    out
}

/// Text that no event covers (definitions of links) is raw.
fn fill(text: &str, blocks: &mut Vec<Block>) {
    blocks.sort_by_key(|block| block.from);
    let mut gaps = Vec::new();
    let mut done = 0;
    for (from, to) in blocks
        .iter()
        .map(|b| (b.from, b.to))
        .chain([(text.len(), text.len())])
    {
        let gap = text.get(done..from).unwrap_or_default();
        let inner = gap.trim();
        if !inner.is_empty() {
            let start = done + gap.len() - gap.trim_start().len();
            gaps.push(raw(text, start..start + inner.len()));
        }
        done = done.max(to);
    }
    blocks.append(&mut gaps);
}

fn raw(text: &str, range: Range<usize>) -> Block {
    // Blanks before the first letter belong to it: they may mean something.
    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let blank = text[line..range.start].trim().is_empty();
    let from = if blank { line } else { range.start };
    let raw = text[from..range.end].trim_end();
    let is_told = |line: &str| line.trim_start().starts_with(":::") || line.contains("{%");
    Block {
        kind: match raw.lines().any(is_told) {
            true => Kind::Directive,
            false => Kind::Raw,
        },
        raw: raw.to_owned(),
        from,
        to: from + raw.len(),
        ..Block::default()
    }
}

struct Reader<'t> {
    text: &'t str,
    masked: &'t str,
    events: &'t [(Event<'t>, Range<usize>)],
    next: usize,
    out: Vec<Block>,
}

impl Reader<'_> {
    /// Reads a block that stands in no other, with all that is inside of it.
    fn top(&mut self) {
        let (first, range) = &self.events[self.next];
        let end = self.behind(self.next);
        let count = self.out.len();
        let read = match first {
            Event::Start(Tag::Paragraph) => self.paragraph(self.next, 0),
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading(*level as usize, range.clone())
            }
            Event::Start(Tag::List(_)) => self.list(self.next, 0),
            Event::Start(Tag::Table(aligns)) => self.table(aligns, range.clone()),
            Event::Start(Tag::FootnoteDefinition(label)) => self.note(label, range.clone()),
            _ => None,
        };
        let whole = raw(self.text, range.clone());
        let odd = |block: &Block| block.kind != Kind::Table && block.kind != Kind::Heading;
        let told = self.out[count..].iter().any(odd) && has_signs(&whole.raw);
        if read.is_none() || whole.kind == Kind::Directive || told {
            self.out.truncate(count);
            self.out.push(whole);
        }
        self.next = end;
    }

    /// The index behind the end of what begins at one.
    fn behind(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (index, (event, _)) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index + 1;
            }
        }
        self.events.len()
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let slice = &self.text[range.clone()];
        let start = range.start + slice.len() - slice.trim_start().len();
        start..(range.start + slice.trim_end().len()).max(start)
    }

    fn paragraph(&mut self, start: usize, level: usize) -> Option<()> {
        let range = self.trimmed(self.events[start].1.clone());
        let inlines = self.inlines(start + 1..self.behind(start) - 1, false)?;
        self.out.push(Block {
            kind: Kind::Paragraph,
            level,
            inlines,
            from: range.start,
            to: range.end,
            ..Block::default()
        });
        Some(())
    }

    fn heading(&mut self, level: usize, range: Range<usize>) -> Option<()> {
        let range = self.trimmed(range);
        let written = &self.text[range.clone()];
        // A line above `---` is no heading of ours.
        let marks = written.len() - written.trim_start_matches('#').len();
        if marks != level || written.contains('\n') {
            return None;
        }
        let inlines = self.inlines(self.next + 1..self.behind(self.next) - 1, false)?;
        self.out.push(Block {
            kind: Kind::Heading,
            level,
            inlines,
            from: range.start,
            to: range.end,
            ..Block::default()
        });
        Some(())
    }

    /// The items of a list, each with its first paragraph, then what is inside of it.
    fn list(&mut self, start: usize, level: usize) -> Option<()> {
        let end = self.behind(start) - 1;
        let mut at = start + 1;
        while at < end {
            let item_end = self.behind(at) - 1;
            let range = self.trimmed(self.events[at].1.clone());
            let mark = mark_of(&self.text[range.clone()])?;
            let inner = at + 1;
            let (first, mut next, stop) = match self
                .events
                .get(inner)
                .map(|(event, range)| (event, range.clone()))
            {
                Some((Event::Start(Tag::Paragraph), own)) => {
                    let behind = self.behind(inner);
                    (inner + 1..behind - 1, behind, self.trimmed(own).end)
                }
                _ => {
                    let mut behind = inner;
                    while behind < item_end && !is_block(&self.events[behind].0) {
                        behind = match self.events[behind].0 {
                            Event::Start(_) => self.behind(behind),
                            _ => behind + 1,
                        };
                    }
                    let stop = match behind < item_end {
                        true => self.events[behind].1.start,
                        false => range.end,
                    };
                    (inner..behind, behind, self.trimmed(range.start..stop).end)
                }
            };
            let inlines = self.inlines(first, false)?;
            self.out.push(Block {
                kind: Kind::Item,
                level: level + 1,
                mark,
                inlines,
                from: range.start,
                to: stop.max(range.start),
                ..Block::default()
            });
            while next < item_end {
                match &self.events[next].0 {
                    Event::Start(Tag::Paragraph) => self.paragraph(next, level + 1)?,
                    Event::Start(Tag::List(_)) => self.list(next, level + 1)?,
                    _ => return None,
                }
                next = self.behind(next);
            }
            at = item_end + 1;
        }
        Some(())
    }

    fn note(&mut self, label: &str, range: Range<usize>) -> Option<()> {
        let end = self.behind(self.next) - 1;
        let inner = self.next + 1;
        let is_one = matches!(self.events.get(inner)?.0, Event::Start(Tag::Paragraph))
            && self.behind(inner) == end;
        if !is_one {
            return None;
        }
        let inlines = self.inlines(inner + 1..end - 1, false)?;
        let range = self.trimmed(range);
        self.out.push(Block {
            kind: Kind::Note,
            mark: label.to_owned(),
            inlines,
            from: range.start,
            to: range.end,
            ..Block::default()
        });
        Some(())
    }

    fn table(&mut self, aligns: &[Alignment], range: Range<usize>) -> Option<()> {
        let end = self.behind(self.next) - 1;
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        let mut at = self.next + 1;
        while at < end {
            match &self.events[at].0 {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let behind = self.behind(at);
                    let cell = self.inlines(at + 1..behind - 1, true)?;
                    rows.last_mut()?.push(cell);
                    at = behind;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        let range = self.trimmed(range);
        // A line of signs right above is part of the head, as documents are read.
        let above = self.text[..range.start]
            .trim_end_matches(' ')
            .strip_suffix('\n');
        let above = above
            .and_then(|above| above.rsplit('\n').next())
            .unwrap_or_default();
        if above.trim_start().starts_with('|') {
            return None;
        }
        let aligns = aligns.iter().map(|align| match align {
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "right",
            Alignment::None => "",
        });
        self.out.push(Block {
            kind: Kind::Table,
            rows,
            aligns: aligns.map(str::to_owned).collect(),
            from: range.start,
            to: range.end,
            ..Block::default()
        });
        Some(())
    }

    /// The pieces of a line; none where one is nothing that an editor shows.
    fn inlines(&self, events: Range<usize>, is_cell: bool) -> Option<Vec<Inline>> {
        let mut out = Vec::new();
        let (mut strong, mut italic) = (Vec::new(), 0_usize);
        for (event, range) in self.events.get(events)? {
            let styled = |text: String| Inline {
                text,
                bold: strong.contains(&false),
                underline: strong.contains(&true),
                italic: italic > 0,
                ..Inline::default()
            };
            match event {
                Event::Text(text) => {
                    let as_written = self.masked.get(range.clone()) == Some(text);
                    let text = match as_written {
                        true => self.text[range.clone()].to_owned(),
                        false => text.to_string(),
                    };
                    out.push(styled(text));
                }
                Event::SoftBreak => out.push(styled("\n".to_owned())),
                Event::HardBreak => out.push(Inline {
                    breaks: true,
                    ..Inline::default()
                }),
                Event::InlineHtml(tag) if is_cell && is_break(tag) => out.push(Inline {
                    breaks: true,
                    ..Inline::default()
                }),
                Event::FootnoteReference(label) => out.push(Inline {
                    note: Some(label.to_string()),
                    ..Inline::default()
                }),
                Event::Start(Tag::Strong) => {
                    strong.push(self.text[range.start..].starts_with("__"))
                }
                Event::End(TagEnd::Strong) => {
                    strong.pop();
                }
                Event::Start(Tag::Emphasis) => italic += 1,
                Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
                _ => return None,
            }
        }
        Some(inline::normal(&out))
    }
}

fn is_break(tag: &str) -> bool {
    tag.trim_matches(['<', '>', '/', ' '])
        .eq_ignore_ascii_case("br")
}

fn is_block(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(
            Tag::Paragraph
                | Tag::List(_)
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::Heading { .. }
                | Tag::HtmlBlock
                | Tag::FootnoteDefinition(_)
        ) | Event::Rule
            | Event::Html(_)
    )
}

/// The sign that an item begins with: `-`, `12.`.
fn mark_of(item: &str) -> Option<String> {
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = item[digits..].chars().next()?;
    Some(item[..digits + sign.len_utf8()].to_owned())
}

/// Tells whether lines are those of a table that the parser does not see as one.
fn has_signs(raw: &str) -> bool {
    raw.lines().any(|line| line.trim_start().starts_with('|'))
}
