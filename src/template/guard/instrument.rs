//! Prepares a template for running: refuses what is not allowed, and puts in the counters.
//!
//! The table tells what goes in. All names start with `__`, which no template may use:
//!
//! | where | what | why |
//! |---|---|---|
//! | after `{% for %}`, `{% component %}`, `{% include %}` | `{{ __step(…) }}` | counts steps |
//! | around each printed value | `(…) \| __shown`, in a text `(…) \| __put` | counts output; refuses what does not print; marks values of texts as data |
//! | around a literal that a text prints | `(…) \| __literal` | it is the writer's own, no data |
//! | around a name beside `+`, `-`, …, `if`, `and`, `is` | `(…) \| __reckoned` | a number of a cell reckons as a number |
//! | around a name before a filter of texts | `(…) \| __text` | it gets a number as it is printed |
//! | around both sides of `<`, `>=`, … | `(…) \| __ordered` | compares decimals exactly |
//! | around both sides of `==`, `!=` | `(…) \| __equal` | `5` and `5.0` are the same number |
//! | after `{% set %}`, for each argument of a component | `{{ __keep(…) }}` | bounds a kept value |
//! | before the first character of a text's line | a mark | says where the line came from |
//! | after the tags of a line that holds nothing else | a mark | takes the line out |

use super::{
    operands::{self, Path},
    prepared::{Insertion, Prepared},
    rules,
    scan::{Piece, Tag, TokenKind, Unclosed, scan},
    vocabulary::Vocabulary,
};
use crate::{
    diagnostic::Diagnostic,
    template::{
        codes::Codes,
        references,
        signs::{self, DROP, LINE, LINE_END},
    },
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Tells who wrote the template, and so what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template) enum Dialect {
    /// A text of the YAML: values, conditions and loops only. Its lines get marks.
    Text,
    /// A template file.
    File,
}

/// A fault in a template: its byte range, and a message that has no place yet.
pub(in crate::template) type Fault = (Range<usize>, Diagnostic);

/// A template that was checked and may run.
#[derive(Debug)]
pub(in crate::template) struct Checked {
    /// The template with the counters in it.
    pub(in crate::template) prepared: Prepared,
    /// The names that it uses, in the order in which they stand.
    paths: Vec<Path>,
}

impl Checked {
    /// The paths `so_lieu.a.b`, or of another of the `roots`, that must be there: the template
    /// names them and nowhere asks about them. `source` is what was checked.
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
    if let Some(at) = signs::first_in(source) {
        return Err(vec![control(source, at)]);
    }
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
            work.insert(*at, format!("{LINE}{i}{LINE_END}"), *at..*at);
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

/// Makes the fault for a character that may be one of our signs.
fn control(source: &str, at: usize) -> Fault {
    let c = source[at..].chars().next().unwrap_or_default();
    let message = format!("ký tự ẩn U+{:04X} không dùng được trong mẫu", u32::from(c));
    let diagnostic = Diagnostic::error(Codes::FORBIDDEN, message)
        .help("xóa ký tự này rồi gõ lại chỗ đó; nó thường lẫn vào khi chép từ nơi khác");
    (at..at + c.len_utf8(), diagnostic)
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

/// Counts the bytes of text in the body of each `{% for %}` and `{% component %}`, by the offset of
/// the tag; what stands in a loop inside is counted there.
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

/// Finds where the marks go: before the first character of each line and of each text behind a
/// block tag; never inside a tag, and never where a `{{-` would take the mark for text.
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

/// Finds the ends of the lines that hold nothing but block tags and comments.
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

    /// Names the argument of each reference: `dieu("x")` is `dieu(ten="x")` for tera.
    fn references(&mut self, tag: &Tag<'_>) {
        for (index, token) in tag.tokens.iter().enumerate() {
            let argument = tag.tokens.get(index + 2);
            if references::KINDS.contains(&token.word)
                && tag.word(index + 1) == "("
                && tag.word(index.wrapping_sub(1)) != "|"
                && let Some(argument) = argument.filter(|token| token.kind == TokenKind::Text)
            {
                let named = format!("{}=", references::NAME);
                self.insert(argument.at, named, argument.range());
            }
        }
    }

    /// Puts in what a tag needs; `body` is the size of what it encloses.
    fn tag(&mut self, tag: &Tag<'_>, body: usize) {
        self.references(tag);
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
            "for" | "include" => self.call(tag, &format!("__step(bytes={body})")),
            "component" => {
                self.call(tag, &format!("__step(bytes={body})"));
                for name in operands::component_arguments(tag) {
                    self.call(tag, &format!("__keep(value={name})"));
                }
            }
            // Not `{% set x %}…{% endset %}`, whose value is counted as it is printed.
            "set" | "set_global" if tag.word(2) == "=" => {
                self.call(tag, &format!("__keep(value={})", tag.word(1)));
            }
            _ => {}
        }
    }

    /// Wraps the whole of a `{{ … }}`.
    fn printed(&mut self, tag: &Tag<'_>) {
        let whole = tag.span(0, tag.tokens.len());
        if self.dialect == Dialect::File {
            return self.wrap(whole, "__shown");
        }
        for literal in operands::literals(tag) {
            self.wrap(literal, "__literal");
        }
        let (at, grouped) = (tag.range.start, operands::is_sum(tag));
        self.wrap(whole, &format!("__put(at={at}, grouped={grouped})"));
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
