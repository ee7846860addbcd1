//! Where each node of a marked tree is written, to the byte: its mark (`key:`, `-`), its anchor, its style, its end.
//!
//! The tree tells what stands in a text; what stands between its nodes is read here, from the front to the back.

use super::{
    super::tree::{Node, Style, Value},
    lines::{Lines, indent},
};
use std::{collections::HashSet, ops::Range, sync::Arc};

/// A node as it is written.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) node: Arc<Node>,
    pub(super) shape: Shape,
    /// Where it begins, behind its anchor and tag.
    pub(super) value: usize,
    /// Where it ends, without a comment behind it.
    pub(super) end: usize,
    /// Some alias stands for it, or for a node in which it is.
    pub(super) shared: bool,
}

/// How a node is written.
#[derive(Debug)]
pub(super) enum Shape {
    /// Not at all: `key:`.
    Nothing,
    /// `*name`.
    Alias,
    Plain,
    Single,
    Double,
    /// A scalar of lines under `|` or `>`.
    Block(Block),
    /// `[a, b]` or `{a: b}`.
    Flow(Vec<Member>),
    /// Lines with dashes or keys, at a column.
    Lines(usize, Vec<Member>),
    /// A way that is not edited inside: `? key`, `[a: b]`.
    Odd,
}

/// A block scalar.
#[derive(Debug)]
pub(super) struct Block {
    /// `|`, `>-`, `|2+`.
    pub(super) header: Range<usize>,
    /// From the start of its first line to the end of its last, without the break; empty where it has none.
    pub(super) lines: Range<usize>,
    /// The spaces that are no part of its lines.
    pub(super) indent: usize,
    pub(super) folded: bool,
}

/// An entry of a map or an item of a list.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) key: Option<String>,
    /// Where its key, dash or value begins.
    pub(super) head: usize,
    /// Behind its colon or dash; its head for an item in brackets.
    pub(super) mark: usize,
    pub(super) spot: Spot,
}

impl Spot {
    /// The entries or items.
    pub(super) fn members(&self) -> Option<&[Member]> {
        match &self.shape {
            Shape::Flow(members) | Shape::Lines(_, members) => Some(members),
            _ => None,
        }
    }

    /// Tells whether it is a map, whatever way it is written.
    pub(super) fn is_map(&self) -> bool {
        matches!(self.node.value, Value::Map(_))
    }

    /// Tells whether it is a list.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.node.value, Value::Seq(_))
    }
}

/// The spots of a whole text; none where it is written in a way that is not known here.
pub(super) fn of(text: &str, root: &Arc<Node>) -> Option<Spot> {
    let mut scan = Scan {
        lines: Lines(text),
        seen: HashSet::new(),
        called: HashSet::new(),
    };
    scan.count(root);
    scan.seen.clear();
    let mut at = scan.lines.skip(0);
    loop {
        let rest = &text[at..];
        if rest.starts_with('%') {
            at = scan.lines.skip(scan.lines.end(at));
        } else if rest.starts_with("---") {
            at = scan.lines.skip(at + 3);
        } else {
            break;
        }
    }
    scan.spot(root, at, false, false)
}

struct Scan<'t> {
    lines: Lines<'t>,
    seen: HashSet<*const Node>,
    /// The nodes that aliases stand for.
    called: HashSet<*const Node>,
}

impl Scan<'_> {
    /// A node that is met again stands there by an alias.
    fn count(&mut self, node: &Arc<Node>) {
        if !self.seen.insert(Arc::as_ptr(node)) {
            self.called.insert(Arc::as_ptr(node));
            return;
        }
        match &node.value {
            Value::Scalar(..) => {}
            Value::Seq(items) => items.iter().for_each(|item| self.count(item)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.count(&entry.value)),
        }
    }

    /// The spot of a node that begins somewhere behind `from`.
    fn spot(&mut self, node: &Arc<Node>, from: usize, flow: bool, shared: bool) -> Option<Spot> {
        let pointer = Arc::as_ptr(node);
        let shared = shared || self.called.contains(&pointer);
        if !self.seen.insert(pointer) {
            return self.alias(node, from);
        }
        let spot = |shape, value, end| {
            Some(Spot {
                node: Arc::clone(node),
                shape,
                value,
                end,
                shared,
            })
        };
        if matches!(&node.value, Value::Scalar(text, Style::Plain) if text.is_empty()) {
            let end = self.properties_on_line(from);
            return spot(Shape::Nothing, end, end);
        }
        let mut at = self.lines.skip(from);
        while matches!(self.lines.byte(at), Some(b'&' | b'!')) {
            at = self.lines.skip(self.word_end(at));
        }
        let found = match &node.value {
            Value::Scalar(text, style) => self.scalar(node, text, *style, at),
            Value::Seq(items) => self.list(items, at, shared),
            Value::Map(entries) => self.map(entries, at, flow, shared),
        };
        let (shape, end) = found.unwrap_or((Shape::Odd, node.range.end.max(at)));
        spot(shape, at, end)
    }

    fn alias(&self, node: &Arc<Node>, from: usize) -> Option<Spot> {
        let start = self.lines.skip(from);
        if self.lines.byte(start) != Some(b'*') {
            return None;
        }
        let rest = &self.lines.0[start..];
        let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
        Some(Spot {
            node: Arc::clone(node),
            shape: Shape::Alias,
            value: start,
            end: start + end.unwrap_or(rest.len()),
            shared: false,
        })
    }

    /// Where the anchor and tag end of a node that is nothing else.
    fn properties_on_line(&self, from: usize) -> usize {
        let (mut at, mut end) = (self.lines.skip_blanks(from), from);
        while matches!(self.lines.byte(at), Some(b'&' | b'!')) {
            end = self.word_end(at);
            at = self.lines.skip_blanks(end);
        }
        end
    }

    fn word_end(&self, at: usize) -> usize {
        let rest = &self.lines.0[at..];
        let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
        at + end.unwrap_or(rest.len()).max(1)
    }

    fn scalar(&self, node: &Node, text: &str, style: Style, at: usize) -> Option<(Shape, usize)> {
        match (style, self.lines.byte(at)?) {
            (Style::Literal | Style::Folded, sign @ (b'|' | b'>')) => {
                let block = self.block(text, at, sign == b'>');
                let end = match block.lines.is_empty() {
                    true => block.header.end,
                    false => block.lines.end,
                };
                Some((Shape::Block(block), end))
            }
            (Style::Quoted, quote @ (b'"' | b'\'')) => {
                let shape = match quote {
                    b'"' => Shape::Double,
                    _ => Shape::Single,
                };
                Some((shape, self.closing(at, quote)?))
            }
            (Style::Plain | Style::Quoted | Style::Number, _) => {
                let covered = self.lines.0.get(at..node.range.end)?;
                Some((Shape::Plain, at + covered.trim_end().len()))
            }
            _ => None,
        }
    }

    fn block(&self, text: &str, at: usize, folded: bool) -> Block {
        let head = &self.lines.0[at..];
        let length = head[1..].find(|c: char| !matches!(c, '0'..='9' | '+' | '-'));
        let header = at..at + 1 + length.unwrap_or(head.len() - 1);
        let keeps = self.lines.0[header.clone()].contains('+');
        let first = self.lines.next(header.end);
        let mut block = Block {
            header,
            lines: first..first,
            indent: 0,
            folded,
        };
        let is_blank = |line: &str| line.trim_matches(' ').is_empty();
        let Some(said) = text.split('\n').find(|line| !is_blank(line)) else {
            return block;
        };
        let mut start = first;
        let mut inner = None;
        while start < self.lines.0.len() {
            let line = self.lines.at(start);
            let end = start + line.len();
            if is_blank(line) {
                if keeps {
                    block.lines.end = end;
                }
            } else {
                let inner = *inner.get_or_insert(indent(line).saturating_sub(indent(said)));
                if indent(line) < inner {
                    break;
                }
                block.indent = inner;
                block.lines.end = end;
            }
            start = self.lines.next(start);
        }
        block
    }

    /// Behind the quote that closes the one at an offset.
    fn closing(&self, at: usize, quote: u8) -> Option<usize> {
        let bytes = self.lines.0.as_bytes();
        let mut i = at + 1;
        while let Some(&byte) = bytes.get(i) {
            match byte {
                b'\\' if quote == b'"' => i += 1,
                _ if byte == quote => {
                    if quote == b'\'' && bytes.get(i + 1) == Some(&quote) {
                        i += 1;
                    } else {
                        return Some(i + 1);
                    }
                }
                _ => {}
            }
            i += 1;
        }
        None
    }

    fn list(&mut self, items: &[Arc<Node>], at: usize, shared: bool) -> Option<(Shape, usize)> {
        let mut members = Vec::with_capacity(items.len());
        if self.lines.byte(at) == Some(b'[') {
            let mut next = at + 1;
            for item in items {
                next = self.lines.skip(next);
                let spot = self.spot(item, next, true, shared)?;
                let (head, end) = (next, spot.end);
                members.push(Member {
                    key: None,
                    head,
                    mark: head,
                    spot,
                });
                next = self.behind_comma(end);
            }
            let end = self.lines.skip(next);
            return (self.lines.byte(end) == Some(b']')).then_some((Shape::Flow(members), end + 1));
        }
        let mut head = at;
        for item in items {
            if self.lines.byte(head) != Some(b'-') {
                return None;
            }
            let spot = self.spot(item, head + 1, false, shared)?;
            let next = self.lines.skip(spot.end);
            members.push(Member {
                key: None,
                head,
                mark: head + 1,
                spot,
            });
            head = next;
        }
        let end = members.last()?.spot.end;
        Some((Shape::Lines(self.lines.column(at), members), end))
    }

    fn behind_comma(&self, at: usize) -> usize {
        let at = self.lines.skip(at);
        at + usize::from(self.lines.byte(at) == Some(b','))
    }

    fn map(
        &mut self,
        entries: &[super::super::tree::Entry],
        at: usize,
        flow: bool,
        shared: bool,
    ) -> Option<(Shape, usize)> {
        let braces = self.lines.byte(at) == Some(b'{');
        let begins = entries.first().is_some_and(|e| e.key_range.start == at);
        if !braces && (flow || !begins) {
            return None;
        }
        let mut members = Vec::with_capacity(entries.len());
        let mut next = at + 1;
        for entry in entries {
            let head = entry.key_range.start;
            if members.is_empty() && !braces {
                next = head;
            }
            // A key that is an alias, or has an anchor, or stands behind `?`.
            if self.lines.skip(next) != head {
                return None;
            }
            let colon = self.lines.skip_blanks(entry.key_range.end);
            let has_colon = self.lines.byte(colon) == Some(b':');
            let mark = match has_colon {
                true => colon + 1,
                false if braces => entry.key_range.end,
                false => return None,
            };
            let spot = self.spot(&entry.value, mark, braces, shared)?;
            next = match braces {
                true => self.behind_comma(spot.end),
                false => spot.end,
            };
            members.push(Member {
                key: Some(entry.key.clone()),
                head,
                mark,
                spot,
            });
        }
        if braces {
            let end = self.lines.skip(next);
            return (self.lines.byte(end) == Some(b'}')).then_some((Shape::Flow(members), end + 1));
        }
        Some((Shape::Lines(self.lines.column(at), members), next))
    }
}
