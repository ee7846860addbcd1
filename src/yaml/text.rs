//! Scalars of the marked tree to [`Text`]: NFC, without what no one sees, and where each line stands
//! in the source.

use super::{
    Text,
    tree::{Node, Style, Value},
    unseen::{LINE_BREAK, clean},
};
use crate::diagnostic::{Place, Source};
use std::{ops::Range, sync::Arc};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text of a scalar, a break inside it as a space; none for lists and maps.
pub(crate) fn text(source: &Arc<Source>, node: &Node) -> Option<Text> {
    let mut text = broken(source, node)?;
    if text.text.contains(['\t', LINE_BREAK]) {
        text.text = text.text.replace(['\t', LINE_BREAK], " ");
    }
    Some(text)
}

/// The text of a scalar with its tabs and with [`LINE_BREAK`] where its lines are broken.
fn broken(source: &Arc<Source>, node: &Node) -> Option<Text> {
    let Value::Scalar(value, style) = &node.value else {
        return None;
    };
    let value = value.trim_end();
    let (range, indent) = match style {
        Style::Literal | Style::Folded => block(&source.text, &node.range, value),
        Style::Plain | Style::Quoted | Style::Number => {
            (inside_quotes(&source.text, &node.range), 0)
        }
    };
    Some(Text {
        text: composed(value),
        place: Place::new(source, range),
        indent,
    })
}

/// The Markdown of a scalar, with its tabs and breaks. YAML joins the lines of a folded block (`>`)
/// and of a text without any sign, and with them paragraphs and lists: here they are read line by
/// line, as their writer sees them.
pub(crate) fn markdown(source: &Arc<Source>, node: &Node) -> Option<Text> {
    let whole = broken(source, node)?;
    let covered = source.text.get(whole.place.range.clone()).unwrap_or("");
    let (first, rest) = match &node.value {
        Value::Scalar(_, Style::Folded) => ("", covered),
        Value::Scalar(_, Style::Plain) => match covered.split_once('\n') {
            Some((first, rest)) => (first.trim_end(), rest),
            None => return Some(whole),
        },
        // Between quotes only an empty line is an end of a line.
        Value::Scalar(_, Style::Quoted) if !covered.contains("\\n") => {
            let text = whole.text.replace('\n', "\n\n");
            return Some(Text { text, ..whole });
        }
        _ => return Some(whole),
    };
    let indent = match whole.indent {
        0 => rest
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(spaces)
            .min(),
        indent => Some(indent),
    };
    let indent = indent.unwrap_or(0);
    let lines = rest
        .lines()
        .map(|line| line.get(indent.min(spaces(line))..).unwrap_or(""));
    let plain = matches!(node.value, Value::Scalar(_, Style::Plain));
    let lines: Vec<&str> = plain.then_some(first).into_iter().chain(lines).collect();
    Some(Text {
        text: composed(lines.join("\n").trim_end()),
        indent,
        ..whole
    })
}

/// The lines of a node: the items of a list, else the lines of a text; blank ones left out. None
/// where an item is no text.
pub(crate) fn lines(source: &Arc<Source>, node: &Node) -> Option<Vec<Text>> {
    let mut all = match &node.value {
        Value::Seq(items) => {
            let texts = items.iter().map(|item| text(source, item));
            texts.collect::<Option<_>>()?
        }
        Value::Scalar(..) | Value::Map(_) => {
            let whole = broken(source, node)?;
            match whole.text.contains(['\n', LINE_BREAK]) {
                true => split(&whole),
                false => vec![text(source, node)?],
            }
        }
    };
    all.retain(|line| !line.text.trim().is_empty());
    Some(all)
}

/// Each line of a block as a text of its own, at its own line of the source.
fn split(whole: &Text) -> Vec<Text> {
    let mut all = Vec::new();
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
        all.extend(line.split(LINE_BREAK).map(|part| Text {
            text: part.trim_end().replace('\t', " "),
            place: Place::new(&whole.place.source, range.clone()),
            indent,
        }));
    }
    all
}

/// NFC without what no one sees, a tab as a space, a break as the end of a line.
pub(crate) fn normal(value: &str) -> String {
    let text = composed(value);
    if text.contains(['\t', LINE_BREAK]) {
        text.replace('\t', " ").replace(LINE_BREAK, "\n")
    } else {
        text
    }
}

/// NFC without what no one sees.
fn composed(value: &str) -> String {
    let value = clean(value);
    // Most cells of a table are: no need to look at each character.
    if value.is_ascii() || is_nfc(&value) {
        value.into_owned()
    } else {
        value.nfc().collect()
    }
}

fn spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
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
    let first = |text: &str| {
        let line = text.split('\n').find(|line| !line.trim().is_empty());
        line.map_or(0, spaces)
    };
    // What YAML took off the first line it took off all of them.
    let indent = first(covered).saturating_sub(first(value));
    (range.start..range.start + covered.trim_end().len(), indent)
}
