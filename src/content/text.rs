//! Scalars of the marked tree to [`Text`]: NFC, and where each line stands in the source.

use super::{
    Text,
    tree::{Node, Style, Value},
};
use crate::diagnostic::{Place, Source};
use std::{ops::Range, sync::Arc};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text of a scalar; empty for lists and maps.
pub(crate) fn text(source: &Arc<Source>, node: &Node) -> Text {
    let Value::Scalar(value, style) = &node.value else {
        return Text {
            text: String::new(),
            place: Place::new(source, node.range.clone()),
            indent: 0,
        };
    };
    let value = value.trim_end();
    let (range, indent) = match style {
        Style::Block => block(&source.text, &node.range, value),
        Style::Plain | Style::Quoted | Style::Number => {
            (inside_quotes(&source.text, &node.range), 0)
        }
    };
    Text {
        text: normal(value),
        place: Place::new(source, range),
        indent,
    }
}

/// The lines of a node: the items of a list, else the lines of a text; blank ones left out.
pub(super) fn lines(source: &Arc<Source>, node: &Node) -> Vec<Text> {
    let mut all = Vec::new();
    match &node.value {
        Value::Seq(items) => all.extend(items.iter().map(|item| text(source, item))),
        _ => {
            let whole = text(source, node);
            if whole.text.contains('\n') {
                split(&whole, &mut all);
            } else {
                all.push(whole);
            }
        }
    }
    all.retain(|line| !line.text.trim().is_empty());
    all
}

/// Each line of a block as a text of its own, at its own line of the source.
fn split(whole: &Text, into: &mut Vec<Text>) {
    let covered = whole.place.source.text.get(whole.place.range.clone());
    let mut start = whole.place.range.start;
    let mut source_lines = covered.unwrap_or("").split('\n');
    for line in whole.text.split('\n') {
        let (range, indent) = match source_lines.next() {
            Some(covered) if whole.indent > 0 => {
                let end = start + covered.trim_end().len();
                let range = start..end;
                start += covered.len() + 1;
                (range, whole.indent)
            }
            _ => (whole.place.range.clone(), whole.indent),
        };
        into.push(Text {
            text: line.trim_end().to_owned(),
            place: Place::new(&whole.place.source, range),
            indent,
        });
    }
}

/// NFC, a tab as a space.
pub(crate) fn normal(value: &str) -> String {
    // Most cells of a table are: no need to look at each character.
    let text = if value.is_ascii() || is_nfc(value) {
        value.to_owned()
    } else {
        value.nfc().collect()
    };
    if text.contains('\t') {
        text.replace('\t', " ")
    } else {
        text
    }
}

fn inside_quotes(text: &str, range: &Range<usize>) -> Range<usize> {
    let covered = text.get(range.clone()).unwrap_or("");
    let quoted = covered.len() >= 2
        && ((covered.starts_with('"') && covered.ends_with('"'))
            || (covered.starts_with('\'') && covered.ends_with('\'')));
    if quoted {
        range.start + 1..range.end - 1
    } else {
        range.clone()
    }
}

/// The lines of a block scalar without blank ones at the end, and how far they are indented.
fn block(text: &str, range: &Range<usize>, value: &str) -> (Range<usize>, usize) {
    let covered = text.get(range.clone()).unwrap_or("");
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = |text: &str| {
        let line = text.split('\n').find(|line| !line.trim().is_empty());
        line.map_or(0, spaces)
    };
    // What YAML took off the first line it took off all of them.
    let indent = first(covered).saturating_sub(first(value));
    (range.start..range.start + covered.trim_end().len(), indent)
}
