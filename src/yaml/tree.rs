//! A source to a tree of YAML nodes, every node with its byte range: the *marked tree*.
//!
//! It is the first reader of a file and so the one that keeps the bounds: depth, number of nodes
//! and bytes after expansion of aliases (shared, never copied), before any other parser runs.
//! Scalars keep their characters as written: nothing is a number here.

use super::{
    names::Names,
    source,
    spans::{self, Offsets},
    syntax, unseen,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, StrInput, Tag};
use std::{
    collections::{HashMap, hash_map},
    ops::Range,
    sync::Arc,
};
use unicode_normalization::UnicodeNormalization;

/// The deepest nesting of lists and maps.
pub(super) const MAX_DEPTH: usize = 64;
/// The most nodes, each alias counted as all that it stands for.
const MAX_NODES: usize = 100_000;
/// The most bytes of scalars, likewise.
const MAX_EXPANDED_BYTES: usize = 4 * source::MAX_BYTES;

/// The longest key, in characters.
const MAX_KEY: usize = 200;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes; the only style that may mean a number, true, false or nothing.
    Plain,
    /// In quotes (or tagged as a string).
    Quoted,
    /// A block whose lines stay: `|`.
    Literal,
    /// A block whose lines are joined: `>`.
    Folded,
    /// A number of JSON, which has its own rules for them.
    Number,
}

/// The value of a node.
#[derive(Debug)]
pub(crate) enum Value {
    /// Characters.
    Scalar(String, Style),
    /// A list.
    Seq(Vec<Arc<Node>>),
    /// Keys (in NFC) and values in the order of the file.
    Map(Vec<Entry>),
}

/// A node and where it stands.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) range: Range<usize>,
}

/// A key with its value.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_range: Range<usize>,
    pub(crate) value: Arc<Node>,
}

impl Node {
    /// The text of each scalar below, without keys.
    pub(crate) fn scalars(&self) -> Vec<&str> {
        let (mut found, mut open) = (Vec::new(), vec![self]);
        while let Some(node) = open.pop() {
            match &node.value {
                Value::Scalar(text, _) => found.push(text.as_str()),
                Value::Seq(items) => open.extend(items.iter().map(|item| &**item)),
                Value::Map(entries) => open.extend(entries.iter().map(|entry| &*entry.value)),
            }
        }
        found
    }

    /// No value: `key:` with nothing after it, `~`, `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(text, Style::Plain) if is_null(text))
    }

    /// No value, or one that says nothing: empty text, an empty list.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Scalar(text, _) => self.is_null() || text.trim().is_empty(),
            Value::Seq(items) => items.iter().all(|item| item.is_blank()),
            Value::Map(entries) => entries.is_empty(),
        }
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads a source whose top level is a map.
pub(crate) fn parse(source: &Arc<Source>, names: &Names) -> Result<Arc<Node>> {
    match parse_any(source, names, MAX_NODES)? {
        Some(root) if matches!(root.value, Value::Map(_)) => Ok(root),
        Some(root) if !root.is_null() => Err(syntax::not_a_map(source, names, &root).into()),
        _ => Err(syntax::empty(source).into()),
    }
}

/// Reads a source of any form, of at most so many nodes; none where it holds nothing.
pub(crate) fn parse_any(
    source: &Arc<Source>,
    names: &Names,
    max_nodes: usize,
) -> Result<Option<Arc<Node>>> {
    let mut builder = Builder::new(source, names, max_nodes);
    let root = builder.run().map_err(|fatal| {
        let mut all = std::mem::take(&mut builder.errors);
        all.push(*fatal);
        Diagnostics(all)
    })?;
    if !builder.errors.is_empty() {
        return Err(Diagnostics(builder.errors));
    }
    Ok(root)
}

/// Boxed so that the happy way stays small.
type Step<T> = std::result::Result<T, Box<Diagnostic>>;

/// A list or map that is still open.
struct Frame {
    value: Open,
    anchor: usize,
    start: usize,
    nodes_before: usize,
    bytes_before: usize,
}

enum Open {
    Seq(Vec<Arc<Node>>),
    Map {
        entries: Vec<Entry>,
        key: Option<(String, Range<usize>)>,
        seen: HashMap<String, Range<usize>>,
    },
}

/// The node that an anchor stands for, and its size.
struct Anchored {
    node: Arc<Node>,
    nodes: usize,
    bytes: usize,
}

struct Builder<'s> {
    source: &'s Arc<Source>,
    names: &'s Names,
    offsets: Offsets,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Anchored>,
    max_nodes: usize,
    nodes: usize,
    bytes: usize,
    root: Option<Arc<Node>>,
    errors: Vec<Diagnostic>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Arc<Source>, names: &'s Names, max_nodes: usize) -> Self {
        Self {
            source,
            names,
            offsets: Offsets::new(&source.text),
            stack: Vec::new(),
            anchors: HashMap::new(),
            max_nodes,
            nodes: 0,
            bytes: 0,
            root: None,
            errors: Vec::new(),
        }
    }

    fn run(&mut self) -> Step<Option<Arc<Node>>> {
        let source = Arc::clone(self.source);
        let text = unseen::for_parser(&source.text);
        let mut parser = Parser::new(StrInput::new(&text));
        let mut documents = 0;
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| {
                let offset = self.offset(*error.marker());
                Box::new(syntax::not_yaml(&source, self.names, offset, error.info()))
            })?;
            match event {
                Event::DocumentStart(_) if documents > 0 => {
                    return Err(Box::new(syntax::several_documents(self.place(&span))));
                }
                Event::DocumentStart(_) => documents += 1,
                event => self.event(event, span)?,
            }
            if self.errors.len() >= super::MAX_REPORTED {
                break;
            }
        }
        Ok(self.root.take())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Step<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let string_tag = self.tag(tag.as_deref(), &span)?;
                let range = self.range(&span);
                let bare = anchor == 0 && tag.is_none();
                let range = spans::of_scalar(&self.source.text, range, &text, style, bare);
                self.scalar(&text, style_of(style, string_tag), anchor, range)
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.as_deref(), &span)?;
                self.open(Open::Seq(Vec::new()), anchor, &span)
            }
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), &span)?;
                let open = Open::Map {
                    entries: Vec::new(),
                    key: None,
                    seen: HashMap::new(),
                };
                self.open(open, anchor, &span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&span),
            Event::Alias(anchor) => self.alias(anchor, &span),
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: Style, anchor: usize, range: Range<usize>) -> Step<()> {
        self.spend(1, text.len(), &range)?;
        // The source was searched already; only an escape (`"\u0007"`) can bring a new one.
        if let Some(c) = text.chars().find(|&c| source::is_forbidden(c)) {
            let place = Place::new(self.source, range.clone());
            self.errors.push(source::forbidden(c, place));
        }
        let value = Value::Scalar(text.to_owned(), style);
        self.finished(Arc::new(Node { value, range }), anchor, (1, text.len()))
    }

    fn open(&mut self, value: Open, anchor: usize, span: &Span) -> Step<()> {
        let range = self.range(span);
        if self.in_key() {
            return Err(Box::new(syntax::key_not_text(
                self.source,
                self.names,
                range,
            )));
        }
        if self.stack.len() == MAX_DEPTH {
            return Err(Box::new(syntax::too_deep(
                Place::new(self.source, range),
                MAX_DEPTH,
            )));
        }
        let (nodes_before, bytes_before) = (self.nodes, self.bytes);
        self.spend(1, 0, &range)?;
        self.stack.push(Frame {
            value,
            anchor,
            start: range.start,
            nodes_before,
            bytes_before,
        });
        Ok(())
    }

    fn close(&mut self, span: &Span) -> Step<()> {
        let Some(frame) = self.stack.pop() else {
            return Ok(());
        };
        let end = self.offset(span.end).max(frame.start);
        let covered = self.source.text.get(frame.start..end).unwrap_or("");
        let range = frame.start..frame.start + covered.trim_end().len();
        let value = match frame.value {
            Open::Seq(items) => Value::Seq(items),
            Open::Map { entries, .. } => Value::Map(entries),
        };
        let size = (
            self.nodes - frame.nodes_before,
            self.bytes - frame.bytes_before,
        );
        self.finished(Arc::new(Node { value, range }), frame.anchor, size)
    }

    fn alias(&mut self, anchor: usize, span: &Span) -> Step<()> {
        let range = self.range(span);
        let Some(known) = self.anchors.get(&anchor) else {
            let place = Place::new(self.source, range);
            return Err(Box::new(syntax::endless_alias(place)));
        };
        let (node, nodes, bytes) = (Arc::clone(&known.node), known.nodes, known.bytes);
        self.spend(nodes, bytes, &range)?;
        if self.in_key() && !matches!(node.value, Value::Scalar(..)) {
            return Err(Box::new(syntax::key_not_text(
                self.source,
                self.names,
                range,
            )));
        }
        self.place_node(node)
    }

    fn finished(&mut self, node: Arc<Node>, anchor: usize, size: (usize, usize)) -> Step<()> {
        if anchor != 0 {
            let known = Anchored {
                node: Arc::clone(&node),
                nodes: size.0,
                bytes: size.1,
            };
            self.anchors.insert(anchor, known);
        }
        self.place_node(node)
    }

    /// Puts a complete node where it belongs: a key, a value, an item, the root.
    fn place_node(&mut self, node: Arc<Node>) -> Step<()> {
        match self.stack.last_mut().map(|frame| &mut frame.value) {
            None => self.root = Some(node),
            Some(Open::Seq(items)) => items.push(node),
            Some(Open::Map { entries, key, seen }) => match (key.take(), &node.value) {
                (Some((key, key_range)), _) => entries.push(Entry {
                    key,
                    key_range,
                    value: node,
                }),
                (None, Value::Scalar(text, style)) => {
                    if *style == Style::Plain && is_null(text) {
                        let range = node.range.clone();
                        return Err(Box::new(syntax::key_not_text(
                            self.source,
                            self.names,
                            range,
                        )));
                    }
                    if text.chars().nth(MAX_KEY).is_some() {
                        let place = Place::new(self.source, node.range.clone());
                        return Err(Box::new(syntax::key_too_long(place, MAX_KEY)));
                    }
                    let name: String = unseen::clean(text).nfc().collect();
                    match seen.entry(name.clone()) {
                        hash_map::Entry::Occupied(first) => self.errors.push(
                            syntax::duplicate_key(self.source, &name, &node.range, first.get()),
                        ),
                        hash_map::Entry::Vacant(free) => {
                            free.insert(node.range.clone());
                        }
                    }
                    *key = Some((name, node.range.clone()));
                }
                // `open` and `alias` refuse these first.
                (None, _) => {}
            },
        }
        Ok(())
    }

    /// Tells whether the next node would be a key.
    fn in_key(&self) -> bool {
        matches!(
            self.stack.last().map(|frame| &frame.value),
            Some(Open::Map { key: None, .. })
        )
    }

    fn spend(&mut self, nodes: usize, bytes: usize, range: &Range<usize>) -> Step<()> {
        self.nodes = self.nodes.saturating_add(nodes);
        self.bytes = self.bytes.saturating_add(bytes);
        if self.nodes > self.max_nodes || self.bytes > MAX_EXPANDED_BYTES {
            let place = Place::new(self.source, range.clone());
            return Err(Box::new(syntax::too_many(place, self.max_nodes)));
        }
        Ok(())
    }

    /// Tells whether the tag says "text"; tags that are not YAML's own are refused.
    fn tag(&self, tag: Option<&Tag>, span: &Span) -> Step<bool> {
        match tag {
            None => Ok(false),
            Some(tag) if tag.is_yaml_core_schema() => Ok(tag.suffix == "str"),
            Some(_) => Err(Box::new(syntax::foreign_tag(self.place(span)))),
        }
    }

    fn offset(&self, marker: Marker) -> usize {
        self.offsets.byte(&self.source.text, marker.index())
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let start = self.offset(span.start);
        start..self.offset(span.end).max(start)
    }

    fn place(&self, span: &Span) -> Place {
        Place::new(self.source, self.range(span))
    }
}

fn style_of(style: ScalarStyle, string_tag: bool) -> Style {
    match style {
        ScalarStyle::Plain if string_tag => Style::Quoted,
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}
