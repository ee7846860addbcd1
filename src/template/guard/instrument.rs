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
    operands, rules,
    scan::{Piece, Tag, Token, TokenKind, Unclosed, scan},
};
use crate::{
    diagnostic::Diagnostic,
    template::places::{Codes, Insertion, Prepared},
};
use std::{collections::HashMap, ops::Range};

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

/// Checks `source` and puts the counters in.
pub(in crate::template) fn prepare(source: &str, dialect: Dialect) -> Result<Prepared, Vec<Fault>> {
    let pieces = scan(source).map_err(|Unclosed(range)| vec![unclosed(source, range)])?;
    let tags = || {
        pieces.iter().filter_map(|piece| match piece {
            Piece::Tag(tag) => Some(tag),
            _ => None,
        })
    };
    let faults: Vec<Fault> = tags()
        .flat_map(|tag| rules::check(source, tag, dialect))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let sizes = loop_sizes(source, &pieces);
    let mut work = Work {
        source,
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
    Ok(Prepared::new(source, work.insertions, marks, ranges))
}

/// The figures that a text names and nowhere asks about: `so_lieu.a.b`, or of another of the `roots`.
pub(in crate::template) fn figure_paths(source: &str, roots: &[&str]) -> Vec<Range<usize>> {
    let (mut wanted, mut asked) = (Vec::new(), Vec::new());
    for piece in scan(source).unwrap_or_default() {
        if let Piece::Tag(tag) = piece {
            let (w, a) = rules::figure_paths(source, &tag, roots);
            wanted.extend(w);
            asked.extend(a);
        }
    }
    let guarded = |path: &str| {
        asked.iter().any(|range| {
            path.strip_prefix(&source[range.clone()])
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    wanted.retain(|range| !guarded(&source[range.clone()]));
    wanted
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
fn loop_sizes(source: &str, pieces: &[Piece]) -> HashMap<usize, usize> {
    let mut sizes = HashMap::new();
    let mut open: Vec<usize> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(range) => {
                if let Some(innermost) = open.last() {
                    *sizes.entry(*innermost).or_default() += range.len();
                }
            }
            Piece::Tag(tag) => match tag.keyword(source) {
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
fn line_starts(source: &str, pieces: &[Piece]) -> Vec<usize> {
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
fn lines_of_tags(source: &str, pieces: &[Piece]) -> Vec<usize> {
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
        let rest = source[end..].split('\n').next().unwrap_or("");
        let last = match pieces.get(i + 1) {
            None => true,
            Some(Piece::Text(range)) => range.len() > rest.len() || range.end == source.len(),
            Some(_) => rest.is_empty(),
        };
        if only_tags && last && blank(rest) {
            ends.push(end);
        }
    }
    ends
}

struct Work<'a> {
    source: &'a str,
    dialect: Dialect,
    insertions: Vec<Insertion>,
}

impl Work<'_> {
    fn insert(&mut self, at: usize, text: impl Into<String>, blame: Range<usize>) {
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

    fn tag(&mut self, tag: &Tag, body: usize) {
        let calls_component = tag
            .tokens
            .iter()
            .enumerate()
            .any(|(i, _)| rules::starts_component(self.source, &tag.tokens, i));
        if !calls_component {
            self.comparisons(&tag.tokens);
            for (range, filter) in operands::of(self.source, tag) {
                self.wrap(range, filter);
            }
        }
        if !tag.block {
            if let (Some(first), Some(last), false) =
                (tag.tokens.first(), tag.tokens.last(), calls_component)
            {
                let whole = first.range.start..last.range.end;
                if self.dialect == Dialect::File {
                    return self.wrap(whole, "__in");
                }
                for literal in operands::literals(self.source, &tag.tokens) {
                    self.wrap(literal, "__tho");
                }
                let grouped = operands::is_sum(self.source, &tag.tokens);
                let at = tag.range.start;
                self.wrap(whole, &format!("__ra(tai={at}, nhom={grouped})"));
            }
            return;
        }
        match tag.keyword(self.source) {
            "for" | "include" => self.call(tag, &format!("__buoc(chu={body})")),
            "component" => {
                self.call(tag, &format!("__buoc(chu={body})"));
                for name in component_arguments(self.source, &tag.tokens) {
                    self.call(tag, &format!("__giu(gia_tri={name})"));
                }
            }
            "set" | "set_global" if is_assignment(self.source, tag) => {
                if let Some(name) = tag.tokens.get(1) {
                    let name = self.source[name.range.clone()].to_owned();
                    self.call(tag, &format!("__giu(gia_tri={name})"));
                }
            }
            _ => {}
        }
    }

    /// Calls a function of ours right after a tag, and trims as the tag did.
    fn call(&mut self, tag: &Tag, call: &str) {
        let trim = if tag.trims_after { "-" } else { "" };
        self.insert(
            tag.range.end,
            format!("{{{{ {call} {trim}}}}}"),
            tag.range.clone(),
        );
    }

    fn comparisons(&mut self, tokens: &[Token]) {
        for (i, token) in tokens.iter().enumerate() {
            let filter = match &self.source[token.range.clone()] {
                "<" | ">" | "<=" | ">=" if token.kind == TokenKind::Sign => "__so",
                "==" | "!=" => "__bang",
                _ => continue,
            };
            let left = operand(self.source, tokens[..i].iter().rev(), CLOSE, OPEN);
            let right = operand(self.source, tokens[i + 1..].iter(), OPEN, CLOSE);
            for side in [left, right].into_iter().flatten() {
                self.wrap(side, filter);
            }
        }
    }
}

const OPEN: &[&str] = &["(", "[", "{", "?["];
const CLOSE: &[&str] = &[")", "]", "}"];

/// The operand beside a comparison, reading away from it (`opening` and `closing` brackets as met
/// on the way): up to an operator that binds less, or the bracket around both.
fn operand<'t>(
    source: &str,
    tokens: impl Iterator<Item = &'t Token>,
    opening: &[&str],
    closing: &[&str],
) -> Option<Range<usize>> {
    const WEAKER: [&str; 19] = [
        "and",
        "or",
        "not",
        "if",
        "elif",
        "else",
        "in",
        "is",
        "for",
        "set",
        "set_global",
        "<",
        ">",
        "<=",
        ">=",
        "==",
        "!=",
        ",",
        "=",
    ];
    let mut depth = 0u32;
    let mut range: Option<Range<usize>> = None;
    for token in tokens {
        let word = match token.kind {
            TokenKind::Text => "",
            _ => &source[token.range.clone()],
        };
        if opening.contains(&word) {
            depth += 1;
        } else if closing.contains(&word) {
            let Some(outer) = depth.checked_sub(1) else {
                break;
            };
            depth = outer;
        } else if depth == 0 && (WEAKER.contains(&word) || word == ":") {
            break;
        }
        range = Some(match range {
            Some(r) => r.start.min(token.range.start)..r.end.max(token.range.end),
            None => token.range.clone(),
        });
    }
    range
}

/// `{% set x = … %}`, not `{% set x %}…{% endset %}` (whose value was counted as it was printed).
fn is_assignment(source: &str, tag: &Tag) -> bool {
    tag.tokens
        .get(2)
        .is_some_and(|token| &source[token.range.clone()] == "=")
}

/// The names in `component name(a, b: string, ...rest)`.
fn component_arguments<'a>(source: &'a str, tokens: &[Token]) -> Vec<&'a str> {
    let word = |i: usize| {
        tokens
            .get(i)
            .map_or("", |t: &Token| &source[t.range.clone()])
    };
    let mut depth = 0;
    let mut names = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match word(i) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            name if depth == 1
                && token.kind == TokenKind::Name
                && matches!(word(i.wrapping_sub(1)), "(" | "," | "@" | "...") =>
            {
                names.push(name);
            }
            _ => {}
        }
    }
    names
}
