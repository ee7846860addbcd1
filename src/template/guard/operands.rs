//! The names and literals in a tag that are wrapped for what stands beside them, and the names that
//! a tag uses.

use super::{
    scan::{Piece, Tag, TokenKind, is_closing, is_opening, scan},
    vocabulary::Vocabulary,
};
use std::ops::Range;

/// The words of tera's language, which are no names.
const WORDS: [&str; 13] = [
    "and", "or", "not", "in", "is", "if", "elif", "else", "for", "true", "false", "none", "set",
];

/// Words and signs that bind less than a comparison does.
const WEAKER: [&str; 20] = [
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
    ":",
];

/// A name that a tag uses, with the fields behind its dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::template) struct Path {
    /// The name itself: `so_lieu`.
    pub(in crate::template) root: Range<usize>,
    /// The name behind its first dot.
    pub(in crate::template) first: Option<Range<usize>>,
    /// The range of the whole path `so_lieu.a.b`.
    pub(in crate::template) whole: Range<usize>,
    /// The tag asks whether it is there (`is defined`, `default`, `?.`), so that it need not be.
    pub(in crate::template) asked: bool,
}

/// Finds the paths that a tag names, in the order in which they stand.
pub(super) fn paths(tag: &Tag<'_>) -> Vec<Path> {
    let mut found = Vec::new();
    let is_name = |i: usize| tag.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Name);
    let mut i = 0;
    while i < tag.tokens.len() {
        let start = i;
        i += 1;
        let inner = matches!(tag.word(start.wrapping_sub(1)), "." | "?.");
        if !is_name(start) || inner || tag.word(i) == "=" {
            continue;
        }
        let dotted = matches!(tag.word(i), "." | "?.") && is_name(i + 1);
        let first = dotted.then(|| tag.tokens[i + 1].range());
        while tag.word(i) == "." && is_name(i + 1) {
            i += 2;
        }
        let asked = match (tag.word(i), tag.word(i + 1)) {
            ("|", "default") | ("?.", _) => true,
            ("is", "not") => matches!(tag.word(i + 2), "defined" | "undefined"),
            ("is", test) => matches!(test, "defined" | "undefined"),
            _ => false,
        };
        found.push(Path {
            root: tag.tokens[start].range(),
            first,
            whole: tag.span(start, i),
            asked,
        });
    }
    found
}

/// Finds the fields of `row` that a template uses, or names in a comment; none if a tag uses the row
/// as a whole, or never closes.
pub(in crate::template) fn fields_of<'s>(source: &'s str, row: &str) -> Option<Vec<&'s str>> {
    let mut fields = Vec::new();
    for piece in scan(source).ok()? {
        match piece {
            Piece::Text(_) => {}
            Piece::Comment(range) => fields.extend(fields_in_words(&source[range], row)),
            Piece::Tag(tag) => {
                for path in paths(&tag)
                    .into_iter()
                    .filter(|p| source[p.root.clone()] == *row)
                {
                    fields.push(&source[path.first?]);
                }
            }
        }
    }
    Some(fields)
}

/// Finds what tags name, with the field of it that they use.
#[cfg(feature = "serve")]
pub(in crate::template) fn named_fields(source: &str) -> Vec<(&str, &str)> {
    let pieces = scan(source).unwrap_or_default();
    let tags = pieces.iter().filter_map(|piece| match piece {
        Piece::Tag(tag) => Some(paths(tag)),
        Piece::Text(_) | Piece::Comment(_) => None,
    });
    let paths = tags.flatten();
    paths
        .filter_map(|path| Some((&source[path.root], &source[path.first?])))
        .collect()
}

/// Finds `row.field` in a comment: so a writer says that a column is known and not wanted.
fn fields_in_words<'s>(words: &'s str, row: &str) -> impl Iterator<Item = &'s str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    words.match_indices(row).filter_map(move |(at, _)| {
        let before = words[..at].chars().next_back();
        let field = words[at + row.len()..].strip_prefix('.')?;
        let end = field.find(|c| !is_name(c)).unwrap_or(field.len());
        let begins = !before.is_some_and(|c| is_name(c) || c == '.');
        (begins && end > 0).then_some(&field[..end])
    })
}

/// Finds the names that a filter must go around, with the name of the filter.
pub(super) fn of(tag: &Tag<'_>, vocabulary: &Vocabulary) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut i = usize::from(tag.block);
    while i < tag.tokens.len() {
        let start = i;
        i += 1;
        let before = tag.word(start.wrapping_sub(1));
        let token = &tag.tokens[start];
        let is_name = token.kind == TokenKind::Name && !WORDS.contains(&token.word);
        if !is_name
            || matches!(
                before,
                "." | "?." | "|" | "is" | "for" | "set" | "set_global"
            )
        {
            continue;
        }
        i = end_of_path(tag, i);
        let after = tag.word(i);
        if matches!(after, "(" | "=" | ":")
            || before == "not" && tag.word(start.wrapping_sub(2)) == "is"
        {
            continue;
        }
        let reckons = |sign: &str| matches!(sign, "+" | "-" | "*" | "//" | "%");
        let asks = |word: &str| matches!(word, "if" | "elif" | "and" | "or" | "not" | "else" | "");
        let filter = match after {
            "|" if vocabulary.takes_texts(tag.word(i + 1)) => "__text",
            "|" => continue,
            "is" | "in" => "__reckoned",
            "not" if tag.word(i + 1) == "in" => "__reckoned",
            _ if reckons(before) || reckons(after) => "__reckoned",
            _ if matches!(before, "if" | "elif" | "and" | "or" | "not") && asks(after) => {
                "__reckoned"
            }
            _ => continue,
        };
        found.push((tag.span(start, i), filter));
    }
    found
}

/// Finds the index behind a path whose first name stands before `i`.
fn end_of_path(tag: &Tag<'_>, mut i: usize) -> usize {
    let is_name = |i: usize| tag.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Name);
    loop {
        match tag.word(i) {
            "." | "?." if is_name(i + 1) => i += 2,
            "[" | "?[" => {
                let mut depth = 0_usize;
                loop {
                    match tag.word(i) {
                        "[" | "?[" => depth += 1,
                        "]" => depth -= 1,
                        _ if i >= tag.tokens.len() => return i,
                        _ => {}
                    }
                    i += 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
            _ => return i,
        }
    }
}

/// Finds the literals that are printed as they stand: alone, joined by `~`, or chosen by `if`.
pub(super) fn literals(tag: &Tag<'_>) -> impl Iterator<Item = Range<usize>> {
    tag.nested().filter_map(|(i, depth, token)| {
        let begins = matches!(tag.word(i.wrapping_sub(1)), "" | "~" | "else");
        let ends = matches!(tag.word(i + 1), "" | "~" | "if" | "else");
        let printed = depth == 0 && token.kind == TokenKind::Text && begins && ends;
        printed.then(|| token.range())
    })
}

/// Tells whether a tag prints a sum or a difference to which nothing more is done.
pub(super) fn is_sum(tag: &Tag<'_>) -> bool {
    let mut last = "";
    for (i, depth, token) in tag.nested() {
        match token.word {
            "|" if depth == 0 => last = tag.word(i + 1),
            "+" | "-" | "*" | "//" | "%" | "~" | "if" | "else" if depth == 0 => return false,
            _ => {}
        }
    }
    matches!(last, "tong" | "hieu")
}

/// Finds both sides of each comparison, with the name of the filter that makes them comparable.
pub(super) fn compared(tag: &Tag<'_>) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for (i, token) in tag.tokens.iter().enumerate() {
        let filter = match token.word {
            "<" | ">" | "<=" | ">=" => "__ordered",
            "==" | "!=" => "__equal",
            _ => continue,
        };
        let left = operand(tag, (0..i).rev(), is_closing, is_opening);
        let right = operand(tag, i + 1..tag.tokens.len(), is_opening, is_closing);
        found.extend(
            [left, right]
                .into_iter()
                .flatten()
                .map(|side| (side, filter)),
        );
    }
    found
}

/// Finds the operand on one side of a comparison. It reads token by token away from the comparison,
/// up to an operator that binds less or to the bracket around both sides; `opens` and `closes` tell
/// the brackets as they are met on the way.
fn operand(
    tag: &Tag<'_>,
    tokens: impl Iterator<Item = usize>,
    opens: fn(&str) -> bool,
    closes: fn(&str) -> bool,
) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    let mut range: Option<(usize, usize)> = None;
    for i in tokens {
        let word = tag.word(i);
        if opens(word) {
            depth += 1;
        } else if closes(word) {
            let Some(outer) = depth.checked_sub(1) else {
                break;
            };
            depth = outer;
        } else if depth == 0 && WEAKER.contains(&word) {
            break;
        }
        let (first, last) = range.unwrap_or((i, i));
        range = Some((first.min(i), last.max(i)));
    }
    range.map(|(first, last)| tag.span(first, last + 1))
}

/// Finds the arguments that `component name(a, b: string, ...rest)` declares.
pub(super) fn component_arguments<'s>(tag: &Tag<'s>) -> Vec<&'s str> {
    tag.nested()
        .filter(|(i, depth, token)| {
            let begins = matches!(tag.word(i.wrapping_sub(1)), "(" | "," | "@" | "...");
            *depth == 1 && token.kind == TokenKind::Name && begins
        })
        .map(|(_, _, token)| token.word)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::fields_of;

    #[test]
    fn fields_of_a_row() {
        let text = "Khóm: {{ khom.ten }}, khom khác, khom.la; {{ khom?.so_ho | default(value=\"khom\") }} \
                    {{ a.khom.x }} {{ khomx.y }} {# khom, khom.dien_tich, a.khom.b #} {{ x(khom=1) }}";
        assert_eq!(
            fields_of(text, "khom"),
            Some(vec!["ten", "so_ho", "dien_tich"])
        );
        for whole in [
            "{% for k, v in khom %}",
            "{{ khom[\"ten\"] }}",
            "{{ khom",
            "{{ khom }}",
        ] {
            assert_eq!(fields_of(whole, "khom"), None, "{whole}");
        }
    }
}
