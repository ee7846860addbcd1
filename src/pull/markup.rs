//! Signs that a person typed, as text and as Markdown.

use super::{notes::Notes, seen::Seen};
use crate::{
    markdown::blocks::{self, Block, Inline},
    sheet::reading::{Sign, What},
};

/// Signs as pieces of Markdown, the marks of notes by their names.
pub(super) fn inlines(signs: &[Sign<Seen>], notes: &Notes) -> Vec<Inline> {
    let mut all: Vec<Inline> = Vec::new();
    for sign in signs {
        let c = match &sign.what {
            What::Letter(c) => *c,
            What::Break => {
                all.push(Inline {
                    breaks: true,
                    ..Inline::default()
                });
                continue;
            }
            What::Note(note) => {
                all.push(Inline {
                    note: notes.name(*note),
                    ..Inline::default()
                });
                continue;
            }
            What::Blank(_) | What::Illustration(..) => continue,
        };
        let style = (sign.bold, sign.italic, sign.form.underline);
        match all.last_mut() {
            Some(last)
                if !last.breaks
                    && last.note.is_none()
                    && (last.bold, last.italic, last.underline) == style =>
            {
                last.text.push(c)
            }
            _ => all.push(Inline {
                text: c.to_string(),
                bold: sign.bold,
                italic: sign.italic,
                underline: sign.form.underline,
                ..Inline::default()
            }),
        }
    }
    all
}

/// What may be written for signs: letter for letter, and as Markdown.
pub(super) fn inserts(signs: &[Sign<Seen>], notes: &Notes) -> Vec<String> {
    let plain = text(signs);
    let inner = plain.trim();
    let has_note = signs.iter().any(|sign| matches!(sign.what, What::Note(_)));
    if inner.is_empty() && !has_note {
        return vec![plain];
    }
    let start = plain.len() - plain.trim_start().len();
    let block = Block {
        inlines: inlines(signs, notes),
        ..Block::default()
    };
    let made = blocks::changes("", &[block])
        .map(|all| all.into_iter().map(|(_, text)| text).collect::<String>());
    let marked =
        made.map(|made| format!("{}{made}{}", &plain[..start], &plain[start + inner.len()..]));
    // What means something as Markdown is seen where it is printed, and written otherwise then.
    let mut all = Vec::new();
    if !has_note {
        all.push(plain.clone());
    }
    all.extend(marked.filter(|marked| *marked != plain));
    all
}

/// Signs as text; marks of notes have none.
pub(super) fn text(signs: &[Sign<Seen>]) -> String {
    let letter = |sign: &Sign<Seen>| match sign.what {
        What::Letter(c) => Some(c),
        What::Break => Some('\n'),
        What::Note(_) | What::Blank(_) | What::Illustration(..) => None,
    };
    signs.iter().filter_map(letter).collect()
}
