//! References among the words of a text: a mark with the kind of place and its name goes through Markdown
//! and templates as letters of a private plane, and becomes `<ref>` in the markup.

use crate::document::Origin;

/// A mark begins and ends with these.
const BEGIN: char = '\u{100001}';
const END: char = '\u{100002}';

/// The mark of a reference to a place of this kind and name; `word` stands before a number that is alone.
pub(crate) fn mark(kind: &str, name: &str, word: &str) -> String {
    format!("{BEGIN}{kind}:{word}:{name}{END}")
}

/// A reference to a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference<'t> {
    kind: &'t str,
    word: &'t str,
    name: &'t str,
}

/// A piece of a text with marks in it.
pub(crate) enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// A reference.
    Reference(Reference<'t>),
}

/// The pieces of a text in their order.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(mark) = rest.strip_prefix(BEGIN)
            && let Some((inside, behind)) = mark.split_once(END)
        {
            rest = behind;
            let (kind, rest) = inside.split_once(':').unwrap_or((inside, ""));
            let (word, name) = rest.split_once(':').unwrap_or(("", rest));
            return Some(Piece::Reference(Reference { kind, word, name }));
        }
        let from = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[from..].find(BEGIN).map_or(rest.len(), |at| from + at);
        let (words, behind) = rest.split_at(end);
        rest = behind;
        Some(Piece::Words(words))
    })
}

/// A text without the marks in it, for where no reference can stand.
pub(crate) fn without(text: &str) -> String {
    let words = pieces(text).map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Reference(_) => "…",
    });
    words.collect()
}

/// The element of a reference; `escape` makes an attribute of a text.
pub(crate) fn element(
    reference: Reference<'_>,
    origin: Option<Origin>,
    escape: impl Fn(&str) -> String,
) -> String {
    let Reference { kind, word, name } = reference;
    let at = origin.map_or(String::new(), Origin::attributes);
    let word = match word {
        "" => String::new(),
        word => format!(" word=\"{}\"", escape(word)),
    };
    format!(
        "<ref kind=\"{}\" to=\"{}\"{word}{at}/>",
        escape(kind),
        escape(name)
    )
}
