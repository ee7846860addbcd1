//! Changes as text for the terminal.

use crate::diff::{Change, ChangeKind, Changes, Span, SpanKind, Text, told};
use crate::document::Components;
use std::fmt::Write;

/// So many words of what stayed are shown on either side of a change.
const AROUND: usize = 8;

/// How changed words stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Marks {
    /// Red, green and yellow.
    Colour,
    /// `[-gone-]`, `{+new+}`, `{~bold or not~}`, as other programs do it.
    Plain,
}

impl Marks {
    fn put(self, kind: SpanKind, text: &str) -> String {
        let (code, before, after) = match kind {
            SpanKind::Kept => return text.to_owned(),
            SpanKind::Removed => ("\u{1b}[31;9m", "[-", "-]"),
            SpanKind::Added => ("\u{1b}[32m", "{+", "+}"),
            SpanKind::Restyled => ("\u{1b}[33m", "{~", "~}"),
        };
        match self {
            Self::Colour => format!("{code}{text}\u{1b}[0m"),
            Self::Plain => format!("{before}{text}{after}"),
        }
    }

    fn strong(self, text: &str) -> String {
        match self {
            Self::Colour => format!("\u{1b}[1m{text}\u{1b}[0m"),
            Self::Plain => text.to_owned(),
        }
    }
}

/// The whole report.
pub(in crate::cli) fn report(changes: &Changes, marks: Marks) -> String {
    let mut out = String::new();
    for change in &changes.all {
        tell(&mut out, change, &changes.components, marks);
    }
    out.push_str(&told::summary(changes));
    out.push('\n');
    out
}

fn tell(out: &mut String, change: &Change, components: &Components, marks: Marks) {
    let line = change.place.line.map(|line| format!(" (dòng {line})"));
    let place = marks.strong(&told::place(&change.place, components));
    let _ = write!(out, "{place}{}", line.unwrap_or_default());
    match &change.kind {
        ChangeKind::Added(text) => {
            out.push_str(", thêm:\n");
            whole(out, text, SpanKind::Added, marks);
        }
        ChangeKind::Removed(text) => {
            out.push_str(", bỏ:\n");
            whole(out, text, SpanKind::Removed, marks);
        }
        ChangeKind::Edited { spans, figures } => {
            let _ = writeln!(out, ":\n    {}", edited(spans, marks));
            for figure in figures {
                let _ = writeln!(out, "    {}", told::figure(figure));
            }
        }
        ChangeKind::Recast { from, text } => {
            let _ = writeln!(
                out,
                ", trước là {}:\n    {}",
                told::role(*from, components),
                marks.put(SpanKind::Restyled, &flat(text))
            );
        }
        ChangeKind::Renumbered(all) => {
            let all: Vec<_> = all
                .iter()
                .map(|(old, new)| format!("{old} → {new}"))
                .collect();
            let _ = writeln!(out, ", đổi số thứ tự:\n    {}", all.join("  "));
        }
    }
    out.push('\n');
}

fn whole(out: &mut String, text: &Text, kind: SpanKind, marks: Marks) {
    for row in &text.rows {
        let cells: Vec<_> = row.iter().map(|cell| flat(cell)).collect();
        let mark = text.mark.as_ref().map(|mark| format!("{mark} "));
        let line = format!("{}{}", mark.unwrap_or_default(), cells.join(" | "));
        let _ = writeln!(out, "    {}", marks.put(kind, &line));
    }
}

fn edited(spans: &[Span], marks: Marks) -> String {
    let last = spans.len().saturating_sub(1);
    let pieces = spans.iter().enumerate().map(|(at, span)| match span.kind {
        SpanKind::Kept => around(&flat(&span.text), at > 0, at < last),
        kind => {
            // The space at its end is not what changed.
            let text = flat(&span.text);
            let words = text.trim_end_matches(' ');
            match words.is_empty() {
                true => marks.put(kind, &text),
                false => marks.put(kind, words) + &text[words.len()..],
            }
        }
    });
    pieces.collect()
}

/// A text that stayed, cut down to the words beside the changes.
fn around(text: &str, after_change: bool, before_change: bool) -> String {
    let starts: Vec<usize> = text
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .filter(|at| *at < text.len())
        .collect();
    let head = match after_change {
        true => starts.get(AROUND).copied().unwrap_or(text.len()),
        false => 0,
    };
    let tail = match before_change {
        true => starts.iter().rev().nth(AROUND - 1).copied().unwrap_or(0),
        false => text.len(),
    };
    if head >= tail || (head == 0 && tail == 0) {
        return text.to_owned();
    }
    let gap = match (head, tail == text.len()) {
        (0, false) => "… ",
        (_, true) => "…",
        _ => "… ",
    };
    format!("{}{gap}{}", &text[..head], &text[tail..])
}

/// In one line.
fn flat(text: &str) -> String {
    text.replace('\n', " / ")
}
