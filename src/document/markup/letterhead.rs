//! `<letterhead>`: its components in the order of reading.

use super::Reader;
use super::blocks::{needed, once};
use super::inline::text;
use super::node::{attributes, children, choice, name};
use crate::diagnostic::Result;
use crate::document::{Cell, ComponentName, InLetterhead, Inline, Inlines, Lines, names};
use roxmltree::Node as Xml;

/// Lines of one component that follow one another in their cell.
struct Run {
    /// Place of the component among those known.
    at: usize,
    cell: Cell,
    lines: Vec<Inlines>,
}

/// The lines of each part in the order of reading, whatever order the markup has. Where components of
/// one cell take turns, as superior and issuing agencies of a joint document do, the cell keeps the
/// order of the markup.
pub(super) fn letterhead(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Vec<Lines>> {
    attributes(reader, node, &["of"])?;
    // Of a copy, what every document has stands in the original.
    let is_copy = choice(reader, node, "of", names::LETTERHEADS, Some(false))?;
    let known = reader.components.letterhead();
    let mut runs: Vec<Run> = Vec::new();
    for child in children(reader, node)? {
        let found = known
            .iter()
            .position(|(part, _)| part.as_str() == name(child));
        let Some(at) = found else {
            let names: Vec<&str> = known.iter().map(|(part, _)| part.as_str()).collect();
            let help = format!("trong <letterhead> có: {}", names.join(", "));
            return Err(reader.unknown(child, &help));
        };
        let InLetterhead { cell, several, .. } = known[at].1;
        let line = text(reader, child)?;
        if cell.is_margin() && line.iter().any(|i| matches!(i, Inline::Note(_))) {
            let message = "chú thích không đặt được ở lề trang";
            return Err(reader.error(child, "markup-thua", message));
        }
        if !several && runs.iter().any(|run| run.at == at) {
            once(reader, &mut Some(()), child, ())?;
        }
        match runs.iter_mut().rev().find(|run| run.cell == cell) {
            Some(run) if run.at == at => run.lines.push(line),
            _ => runs.push(Run {
                at,
                cell,
                lines: vec![line],
            }),
        }
    }
    for (at, (component, part)) in known.iter().enumerate() {
        if part.needed && !is_copy && runs.iter().all(|run| run.at != at) {
            needed::<()>(reader, None, node, component.as_str())?;
        }
    }
    Ok(in_order(runs, &known))
}

/// The runs in the order of the data. A cell whose components take turns stands where its first would.
fn in_order(mut runs: Vec<Run>, known: &[(ComponentName, InLetterhead)]) -> Vec<Lines> {
    let mut times = vec![0_usize; known.len()];
    for run in &runs {
        times[run.at] += 1;
    }
    let takes_turns = |cell: Cell| {
        let mut parts = known.iter().zip(&times);
        parts.any(|((_, part), times)| part.cell == cell && *times > 1)
    };
    let first = |cell: Cell| known.iter().position(|(_, part)| part.cell == cell);
    runs.sort_by_key(|run| match takes_turns(run.cell) {
        true => first(run.cell).unwrap_or(run.at),
        false => run.at,
    });
    let lines = runs.into_iter().map(|run| Lines {
        component: known[run.at].0,
        lines: run.lines,
    });
    lines.collect()
}
