//! Names of places (`[#tham-quyen]`) and signs in the text: rows of dots that fill the line (`.....`), boxes to be ticked (`[ ]`, `[x]`, ☐, ☑),
//! superscripts and subscripts (`m^2^`, `CO~2~`).
//!
//! Markdown's own superscripts stand between blanks only, which is not where units have theirs. Signs are looked for in the finished pieces of a line, so that a value which is put into the text, and
//! what stands behind `\`, stay what they are.

use super::report::Report;
use super::tree::{Line, Piece, Style, part};
use crate::document::Script;

/// So many dots are a row; `…` counts as three.
const LEAST_DOTS: usize = 5;

/// The longest superscript, in letters.
const LONGEST_SCRIPT: usize = 12;

/// The longest name of a place: with what stands before it, Word takes forty letters.
const LONGEST_NAME: usize = 32;

/// Whether rows of dots may be told from words: a cell has no room for one to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dots {
    Fill,
    Stay,
}

/// A line with its signs apart from its words.
pub(super) fn apart(line: Line, dots: Dots, report: &Report<'_>) -> Line {
    let has_signs = |piece: &Piece| match piece {
        Piece::Text { text, .. } => {
            text.contains(['☐', '☑', '☒', '[', '…', '^', '~']) || text.contains(".....")
        }
        _ => false,
    };
    if !line.iter().any(has_signs) {
        return line;
    }
    let mut out = Line::with_capacity(line.len() + 4);
    for piece in line {
        match &piece {
            Piece::Text { .. } => cut(&piece, dots, report, &mut out),
            _ => out.push(piece),
        }
    }
    out
}

/// A sign in a text: how long it is, and what it is.
enum Sign {
    Dots,
    Check(bool),
    Script(Script),
    /// The name of the place.
    Anchor,
}

fn cut(whole: &Piece, dots: Dots, report: &Report<'_>, out: &mut Line) {
    let Piece::Text { text, at, .. } = whole else {
        return;
    };
    let escaped = report
        .text
        .get(..at.start)
        .is_some_and(|before| before.ends_with('\\'));
    let (mut from, mut next) = (0, 0);
    while next < text.len() {
        // The dots of v.v.... are no row to be filled; of `~~`, neither begins a subscript.
        let before = &text[..next];
        let is_doubled = text[next..]
            .chars()
            .next()
            .is_some_and(|c| before.ends_with(c) && matches!(c, '^' | '~'));
        let is_text = (next == 0 && escaped) || before.ends_with("v.v") || is_doubled;
        let Some((length, sign)) = sign(&text[next..], dots).filter(|_| !is_text) else {
            next += text[next..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        out.extend(part(whole, from..next));
        match sign {
            Sign::Dots => out.extend(part(whole, next..next + length).map(leader)),
            Sign::Check(ticked) => {
                let at = at.start + next..at.start + next + length;
                out.push(Piece::Check { ticked, at });
            }
            Sign::Anchor => {
                if let Some(Piece::Text {
                    text, at, origin, ..
                }) = part(whole, next..next + length)
                {
                    let name = text[2..text.len() - 1].to_owned();
                    out.push(Piece::Anchor { name, at, origin });
                }
            }
            Sign::Script(script) => {
                let inside = part(whole, next + 1..next + length - 1);
                out.extend(inside.map(|inside| set(inside, script)));
            }
        }
        next += length;
        from = next;
    }
    out.extend(part(whole, from..text.len()));
}

/// Tells whether a text may be the name of a place: a bookmark of Word's is made of it.
fn is_name(text: &str) -> bool {
    (1..=LONGEST_NAME).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Tells whether so many letters may be a superscript or subscript: a few, without a blank.
fn is_script(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= LONGEST_SCRIPT
        && !text.contains(char::is_whitespace)
}

fn leader(piece: Piece) -> Piece {
    match piece {
        Piece::Text {
            text,
            style: _,
            at,
            origin,
        } => Piece::Leader { text, at, origin },
        other => other,
    }
}

fn set(piece: Piece, script: Script) -> Piece {
    match piece {
        Piece::Text {
            text,
            style,
            at,
            origin,
        } => Piece::Text {
            text,
            style: Style { script, ..style },
            at,
            origin,
        },
        other => other,
    }
}

/// The sign that a text begins with, and its bytes.
fn sign(text: &str, dots: Dots) -> Option<(usize, Sign)> {
    for (written, ticked) in [
        ("☐", false),
        ("☑", true),
        ("☒", true),
        ("[ ]", false),
        ("[x]", true),
        ("[X]", true),
    ] {
        if text.starts_with(written) {
            return Some((written.len(), Sign::Check(ticked)));
        }
    }
    if let Some(inside) = text.strip_prefix("[#")
        && let Some(end) = inside.find(']')
        && is_name(&inside[..end])
    {
        return Some((end + 3, Sign::Anchor));
    }
    for (sign, script) in [('^', Script::Superscript), ('~', Script::Subscript)] {
        if let Some(inside) = text.strip_prefix(sign)
            && let Some(end) = inside.find(sign)
            && is_script(&inside[..end])
            && !inside[end + 1..].starts_with(sign)
        {
            return Some((end + 2, Sign::Script(script)));
        }
    }
    if dots == Dots::Stay || !text.starts_with(['.', '…']) {
        return None;
    }
    let end = text.find(|c| !matches!(c, '.' | '…')).unwrap_or(text.len());
    let row = &text[..end];
    let count: usize = row.chars().map(|c| if c == '…' { 3 } else { 1 }).sum();
    (count >= LEAST_DOTS).then_some((end, Sign::Dots))
}
