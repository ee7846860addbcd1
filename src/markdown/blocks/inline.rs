//! Pieces of lines: made alike, and written as Markdown.

use super::Inline;

/// How careful letters are written that may mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// As they are.
    Little,
    /// Those at the start of a line behind a backslash.
    Starts,
    /// Those, too, that may mean something where they stand.
    Some,
    /// All that may mean something behind a backslash.
    All,
}

/// Pieces of one style each that differ from their neighbours; blanks at the edges of styled pieces have no style.
pub(super) fn normal(line: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    // Text that was read in parts (an escape ends one) is one piece first: a blank between them is inside of it.
    let mut whole: Vec<Inline> = Vec::with_capacity(line.len());
    for piece in line {
        match piece.note.is_some() || piece.breaks {
            true => whole.push(piece.clone()),
            false => push(&mut whole, piece.clone()),
        }
    }
    for piece in &whole {
        if piece.note.is_some() || piece.breaks {
            let Inline { note, breaks, .. } = piece.clone();
            out.push(Inline {
                note,
                breaks,
                ..Inline::default()
            });
            continue;
        }
        let text = piece.text.as_str();
        let plain = |text: &str| Inline {
            text: text.to_owned(),
            ..Inline::default()
        };
        let inner = text.trim();
        let start = text.len() - text.trim_start().len();
        push(&mut out, plain(&text[..start]));
        if !inner.is_empty() {
            push(
                &mut out,
                Inline {
                    text: inner.to_owned(),
                    ..piece.clone()
                },
            );
            push(&mut out, plain(&text[start + inner.len()..]));
        }
    }
    // Blanks at the ends of a line are none.
    if let Some(first) = out.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = out.last_mut() {
        last.text = last.text.trim_end().to_owned();
    }
    out.retain(|piece| !piece.text.is_empty() || piece.note.is_some() || piece.breaks);
    out
}

fn push(out: &mut Vec<Inline>, piece: Inline) {
    if piece.text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last)
            if last.note.is_none()
                && !last.breaks
                && (last.bold, last.italic, last.underline)
                    == (piece.bold, piece.italic, piece.underline) =>
        {
            last.text.push_str(&piece.text);
        }
        _ => out.push(piece),
    }
}

/// A line as Markdown; its lines of the source begin with `indent`.
pub(super) fn write(line: &[Inline], indent: &str, is_cell: bool, care: Care) -> String {
    let mut out = String::new();
    // The marks that are open, the outermost first.
    let mut open: Vec<&str> = Vec::new();
    for piece in normal(line) {
        let wanted: Vec<&str> = [
            (piece.bold, "**"),
            (piece.underline, "__"),
            (piece.italic, "*"),
        ]
        .into_iter()
        .filter_map(|(has, mark)| has.then_some(mark))
        .collect();
        let keeps = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        while open.len() > keeps {
            out.push_str(open.pop().unwrap_or_default());
        }
        if let Some(label) = &piece.note {
            out.push_str(&format!("[^{label}]"));
            continue;
        }
        if piece.breaks {
            match is_cell {
                true => out.push_str("<br>"),
                false => out.push_str(&format!("\\\n{indent}")),
            }
            continue;
        }
        for mark in &wanted[keeps..] {
            out.push_str(mark);
            open.push(mark);
        }
        escape(&piece.text, indent, is_cell, care, &mut out);
    }
    while let Some(mark) = open.pop() {
        out.push_str(mark);
    }
    out
}

fn escape(text: &str, indent: &str, is_cell: bool, care: Care, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // What is worked out later is no Markdown.
        let worked_out = [("{{", "}}"), ("{%", "%}")]
            .into_iter()
            .find_map(|(opens, closes)| {
                let inner = rest.strip_prefix(opens)?;
                Some(opens.len() + inner.find(closes)? + closes.len())
            });
        if let Some(length) = worked_out {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let begins = out.is_empty() || out.ends_with('\n') || out.ends_with(&format!("\n{indent}"));
        let number = || {
            let digits = out.len() - out.trim_end_matches(|d: char| d.is_ascii_digit()).len();
            let before = &out[..out.len() - digits];
            digits > 0
                && (before.is_empty()
                    || before.ends_with('\n')
                    || before.ends_with(&format!("\n{indent}")))
        };
        let start = match c {
            '#' | '-' | '+' | '*' | '>' | '|' | '=' | '~' | '`' | ':' => begins,
            '.' | ')' => number(),
            _ => false,
        };
        let means = match care {
            Care::Little => false,
            Care::Starts => start,
            Care::Some => start || may_mean(c, out, &rest[c.len_utf8()..]),
            Care::All => {
                start
                    || matches!(
                        c,
                        '*' | '_' | '`' | '[' | ']' | '<' | '\\' | '!' | '&' | '~'
                    )
            }
        };
        match c {
            '\n' if is_cell => out.push(' '),
            '\n' => {
                out.push('\n');
                out.push_str(indent);
            }
            '|' if is_cell => out.push_str("\\|"),
            c => {
                if means {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// Tells whether a sign may mean something between the letters before and behind it.
fn may_mean(c: char, before: &str, behind: &str) -> bool {
    let next = behind.chars().next();
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        '*' | '_' => !(is_blank(before.chars().next_back()) && is_blank(next)),
        '`' | '[' => true,
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
        '\\' => next.is_some_and(|next| next.is_ascii_punctuation()),
        _ => false,
    }
}
