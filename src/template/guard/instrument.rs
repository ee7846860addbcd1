//! Prepares a template for running: refuses what is not allowed, and puts in the counters.
//!
//! What goes in, all of it with names that start with `__`, which no template may use:
//!
//! | where | what | why |
//! |---|---|---|
//! | after `{% for %}`, `{% component %}`, `{% include %}` | `{{ __buoc(…) }}` | counts steps |
//! | around each printed value | `(…) \| __in`, in a text `(…) \| __ra` | counts output; refuses what does not print; marks values of texts as data |
//! | around a literal that a text prints | `(…) \| __tho` | it is the writer's own, no data |
//! | around a name beside `+`, `-`, …, `if`, `and`, `is` | `(…) \| __tinh` | a number of a cell reckons as a number |
//! | around a name before a filter of texts | `(…) \| __chu` | it gets a number as it is printed |
//! | around both sides of `<`, `>=`, … | `(…) \| __so` | compares decimals exactly |
//! | around both sides of `==`, `!=` | `(…) \| __bang` | `5` and `5.0` are the same number |
//! | after `{% set %}`, for each argument of a component | `{{ __giu(…) }}` | bounds a kept value |
//! | before the first character of a text's line | a mark | says where the line came from |
//! | after the tags of a line that holds nothing else | a mark | takes the line out |

use super::{
    operands::{self, Path},
    rules,
    scan::{Piece, Tag, Unclosed, scan},
    vocabulary::Vocabulary,
};
use crate::{
    diagnostic::Diagnostic,
    template::places::{Codes, Insertion, Prepared},
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Who wrote the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template) enum Dialect {
    /// A text of the YAML: values, conditions and loops only. Its lines get marks.
    Text,
    /// A template file.
    File,
}

/// A fault in a template: byte range, and a message still without a place.
pub(in crate::template) type Fault = (Range<usize>, Diagnostic);

/// Starts a line's mark; then its index, then [`MARK_END`].
pub(in crate::template) const MARK: char = '\u{1}';
/// Ends a line's mark.
pub(in crate::template) const MARK_END: char = '\u{2}';
/// Stands on a line of block tags alone. Such a line prints nothing, not even its line break:
/// a loop around the rows of a Markdown table must not tear them apart.
pub(in crate::template) const DROP: char = '\u{3}';

/// A template that may run.
#[derive(Debug)]
pub(in crate::template) struct Checked {
    /// With the counters in it.
    pub(in crate::template) prepared: Prepared,
    /// The names that it uses, in their order.
    paths: Vec<Path>,
}

impl Checked {
    /// The paths `so_lieu.a.b`, or of another of the `roots`, that must be there: the template names
    /// them and nowhere asks about them. `source` is what was checked.
    pub(in crate::template) fn wanted(&self, source: &str, roots: &[&str]) -> Vec<Range<usize>> {
        let of_roots = || {
            let paths = self.paths.iter();
            paths.filter(|path| roots.contains(&&source[path.root.clone()]))
        };
        let asked = of_roots().filter(|path| path.asked);
        let asked: HashSet<&str> = asked.map(|path| &source[path.whole.clone()]).collect();
        let is_asked = |path: &str| {
            let parents = path.match_indices('.').map(|(end, _)| &path[..end]);
            parents.chain([path]).any(|path| asked.contains(path))
        };
        of_roots()
            .filter(|path| !path.asked && !is_asked(&source[path.whole.clone()]))
            .map(|path| path.whole.clone())
            .collect()
    }
}

/// Checks `source` and puts the counters in.
pub(in crate::template) fn prepare(
    source: &str,
    dialect: Dialect,
    vocabulary: &Vocabulary,
) -> Result<Checked, Vec<Fault>> {
    let pieces = scan(source).map_err(|Unclosed(range)| vec![unclosed(source, range)])?;
    let tags = || {
        pieces.iter().filter_map(|piece| match piece {
            Piece::Tag(tag) => Some(tag),
            _ => None,
        })
    };
    let faults: Vec<Fault> = tags()
        .flat_map(|tag| rules::check(tag, dialect, vocabulary))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let sizes = loop_sizes(&pieces);
    let mut work = Work {
        vocabulary,
        dialect,
        insertions: Vec::new(),
    };
    for tag in tags() {
        work.tag(tag, sizes.get(&tag.range.start).copied().unwrap_or(0));
    }
    let mut marks = Vec::new();
    if dialect == Dialect::Text {
        marks = line_starts(source, &pieces);
        for (i, at) in marks.iter().enumerate() {
            work.insert(*at, format!("{MARK}{i}{MARK_END}"), *at..*at);
        }
        for at in lines_of_tags(source, &pieces) {
            work.insert(at, DROP.to_string(), at..at);
        }
    }
    let ranges = tags().map(|tag| tag.range.clone()).collect();
    Ok(Checked {
        prepared: Prepared::new(source, work.insertions, marks, ranges),
        paths: tags().flat_map(operands::paths).collect(),
    })
}

fn unclosed(source: &str, range: Range<usize>) -> Fault {
    let (what, close) = match &source[range.clone()] {
        "{{" => ("thẻ `{{` chưa đóng", "thêm `}}` vào cuối thẻ"),
        "{#" => ("ghi chú `{#` chưa đóng", "thêm `#}` vào cuối ghi chú"),
        _ => (
            "thẻ `{%` chưa đóng",
            "thêm `%}` vào cuối thẻ (với `{% raw %}`: thêm `{% endraw %}`)",
        ),
    };
    let diagnostic = Diagnostic::error(Codes::SYNTAX, what)
        .help(format!("{close}, và xem dấu nháy trong thẻ đã đủ đôi chưa"));
    (range, diagnostic)
}

/// For each `{% for %}` and `{% component %}` (by its offset): bytes of text in its own body.
fn loop_sizes(pieces: &[Piece<'_>]) -> HashMap<usize, usize> {
    let mut sizes = HashMap::new();
    let mut open: Vec<usize> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(range) => {
                if let Some(innermost) = open.last() {
                    *sizes.entry(*innermost).or_default() += range.len();
                }
            }
            Piece::Tag(tag) => match tag.keyword() {
                "for" | "component" => open.push(tag.range.start),
                "endfor" | "endcomponent" => {
                    open.pop();
                }
                _ => {}
            },
            Piece::Comment(_) => {}
        }
    }
    sizes
}

/// Where the marks go: the first character of each line, and of each text that follows a block
/// tag; never inside a tag, and never where a `{{-` would take the mark for text.
fn line_starts(source: &str, pieces: &[Piece<'_>]) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut pending = true;
    for piece in pieces {
        match piece {
            Piece::Text(range) => {
                for (i, c) in source[range.clone()].char_indices() {
                    match c {
                        '\n' => pending = true,
                        c if pending && !c.is_whitespace() => {
                            marks.push(range.start + i);
                            pending = false;
                        }
                        _ => {}
                    }
                }
            }
            Piece::Tag(tag) if !tag.block => {
                if pending && !tag.trims_before {
                    marks.push(tag.range.start);
                }
                pending = false;
            }
            Piece::Tag(_) | Piece::Comment(_) => pending = true,
        }
    }
    marks
}

/// Where the lines end that hold block tags and comments alone.
fn lines_of_tags(source: &str, pieces: &[Piece<'_>]) -> Vec<usize> {
    let blank = |text: &str| text.chars().all(char::is_whitespace);
    let mut ends = Vec::new();
    let mut only_tags = true;
    for (i, piece) in pieces.iter().enumerate() {
        let end = match piece {
            Piece::Text(range) => {
                let text = &source[range.clone()];
                only_tags = match text.rfind('\n') {
                    Some(line) => blank(&text[line..]),
                    None => only_tags && blank(text),
                };
                continue;
            }
            Piece::Tag(tag) if !tag.block || tag.trims_after => {
                only_tags = false;
                continue;
            }
            Piece::Tag(tag) => tag.range.end,
            Piece::Comment(range) => range.end,
        };
        let last = match pieces.get(i + 1) {
            _ if !only_tags => false,
            None => true,
            Some(Piece::Text(range)) => {
                let rest = source[end..].split('\n').next().unwrap_or("");
                blank(rest) && (range.len() > rest.len() || range.end == source.len())
            }
            Some(_) => false,
        };
        if last {
            ends.push(end);
        }
    }
    ends
}

struct Work<'a> {
    vocabulary: &'a Vocabulary,
    dialect: Dialect,
    insertions: Vec<Insertion>,
}

impl Work<'_> {
    fn insert(&mut self, at: usize, text: impl Into<Cow<'static, str>>, blame: Range<usize>) {
        self.insertions.push(Insertion {
            at,
            text: text.into(),
            blame,
        });
    }

    fn wrap(&mut self, range: Range<usize>, filter: &str) {
        self.insert(range.start, "(", range.clone());
        self.insert(range.end, format!(") | {filter}"), range);
    }

    /// Puts in what a tag needs; `body` is the size of what it encloses.
    fn tag(&mut self, tag: &Tag<'_>, body: usize) {
        let calls_component = (0..tag.tokens.len()).any(|i| rules::starts_component(tag, i));
        if !calls_component {
            let compared = operands::compared(tag);
            let others = operands::of(tag, self.vocabulary);
            for (range, filter) in compared.into_iter().chain(others) {
                self.wrap(range, filter);
            }
        }
        if !tag.block && !calls_component && !tag.tokens.is_empty() {
            self.printed(tag);
        }
        match tag.keyword() {
            "for" | "include" => self.call(tag, &format!("__buoc(chu={body})")),
            "component" => {
                self.call(tag, &format!("__buoc(chu={body})"));
                for name in operands::component_arguments(tag) {
                    self.call(tag, &format!("__giu(gia_tri={name})"));
                }
            }
            // Not `{% set x %}…{% endset %}`, whose value is counted as it is printed.
            "set" | "set_global" if tag.word(2) == "=" => {
                self.call(tag, &format!("__giu(gia_tri={})", tag.word(1)));
            }
            _ => {}
        }
    }

    /// Wraps the whole of a `{{ … }}`.
    fn printed(&mut self, tag: &Tag<'_>) {
        let whole = tag.span(0, tag.tokens.len());
        if self.dialect == Dialect::File {
            return self.wrap(whole, "__in");
        }
        for literal in operands::literals(tag) {
            self.wrap(literal, "__tho");
        }
        let (at, grouped) = (tag.range.start, operands::is_sum(tag));
        self.wrap(whole, &format!("__ra(tai={at}, nhom={grouped})"));
    }

    /// Calls a function of ours right after a tag, and trims as the tag did.
    fn call(&mut self, tag: &Tag<'_>, call: &str) {
        let trim = if tag.trims_after { "-" } else { "" };
        self.insert(
            tag.range.end,
            format!("{{{{ {call} {trim}}}}}"),
            tag.range.clone(),
        );
    }
}
