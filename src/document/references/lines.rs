//! Lines in which anchors and references are settled.

use super::Said;
use super::words::{Stand, Words};
use crate::document::{Cross, Inline, Inlines, Origin, Origins, Text};
use std::sync::Arc;

/// Makes the first letters of a line an anchor.
pub(super) fn mark(line: &mut Inlines, mut letters: usize, bookmark: &Arc<str>) {
    let mut out = Inlines::with_capacity(line.len() + 1);
    let mut is_first = true;
    for inline in std::mem::take(line) {
        let Inline::Text(mut text) = inline else {
            out.push(inline);
            continue;
        };
        let count = text.text.chars().count();
        if letters == 0 || text.marks.cross.is_some() {
            out.push(Inline::Text(text));
            continue;
        }
        let rest = (letters < count).then(|| split(&mut text, letters));
        text.marks.cross = Some(Cross::Anchor(Arc::clone(bookmark)));
        letters = match (letters, is_first) {
            // Of a place that is marked as a whole, the first piece will do.
            (usize::MAX, true) => 0,
            (letters, _) => letters - letters.min(count),
        };
        is_first = false;
        out.push(Inline::Text(text));
        out.extend(rest.map(Inline::Text));
    }
    *line = out;
}

/// Cuts a text after so many letters; gives what is behind.
fn split(text: &mut Text, letters: usize) -> Text {
    let at = text.text.char_indices().nth(letters);
    let at = at.map_or(text.text.len(), |(at, _)| at);
    let count = text.text.chars().count();
    let rest = Text {
        text: text.text.split_off(at),
        origins: text.origins.part(letters, count),
        ..text.clone()
    };
    text.origins = text.origins.part(0, letters);
    rest
}

/// The words of a reference, in the style of the mark that they stand for.
pub(super) fn spoken(mark: &Text, said: Said) -> Vec<Inline> {
    let Said {
        before,
        words,
        bookmark,
    } = said;
    let origin = mark.origin().map(Origin::rewritten);
    let said = |text: &str, cross: Option<Cross>| {
        let mut said = mark.clone();
        said.marks.cross = cross;
        said.origins = Origins::of(origin, text.chars().count());
        text.clone_into(&mut said.text);
        Inline::Text(said)
    };
    let Words {
        bare: _,
        text,
        stand,
    } = words;
    match stand {
        Stand::Nowhere => vec![said(
            &format!("{before}{text}"),
            Some(Cross::Link(bookmark)),
        )],
        Stand::InText(_) | Stand::InMark => {
            let cross = match stand {
                Stand::InMark => Cross::NumberReference(bookmark),
                _ => Cross::Reference(bookmark),
            };
            let before = (!before.is_empty()).then(|| said(&before, None));
            before
                .into_iter()
                .chain([said(&text, Some(cross))])
                .collect()
        }
    }
}

/// Takes one of two blanks away that an anchor stood between.
pub(super) fn join(line: &mut Inlines) {
    let [.., Inline::Text(before), Inline::Text(after)] = line.as_mut_slice() else {
        return;
    };
    if before.text.ends_with(' ') && after.text.starts_with(' ') {
        let count = after.text.chars().count();
        after.text.remove(0);
        after.origins = after.origins.part(1, count);
    }
}

/// No blank stands at the ends of a line.
pub(super) fn trim(line: &mut Inlines) {
    if let Some(Inline::Text(first)) = line.first_mut()
        && first.text.starts_with(' ')
    {
        let count = first.text.chars().count();
        first.text.remove(0);
        first.origins = first.origins.part(1, count);
    }
    if let Some(Inline::Text(last)) = line.last_mut()
        && last.text.ends_with(' ')
    {
        let count = last.text.chars().count();
        last.text.pop();
        last.origins = last.origins.part(0, count - 1);
    }
    line.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
}
