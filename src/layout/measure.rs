//! How one paragraph would fall into lines, for whoever chooses its measures before it is laid out.
//!
//! The lines are those of [`super::lay_out`], which are Word's: the same code fills them.

use super::{
    inline::{Fragment, Kind},
    pages::{Mark, Part},
    ruler::Ruler,
    strip::{Filled, Lead, Strip},
    word::{self, Habits},
};
use crate::font::FontSet;
use crate::sheet::{NoteId, Paragraph, Role, RunFormat, Twips};

/// The surroundings of a paragraph that decide how it falls into lines.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'f> {
    /// The fonts.
    pub(crate) fonts: &'f FontSet,
    /// The run format of its style, which a list mark is set in.
    pub(crate) style: RunFormat,
    /// The note whose first paragraph it is, with the format of the mark before its text.
    pub(crate) note: Option<(NoteId, RunFormat)>,
    /// Width of its column.
    pub(crate) column: Twips,
}

/// How many letters stand on each line of a paragraph. A note's mark in the text counts as one
/// letter, the mark before a list item or a note as none.
pub(crate) fn lines(paragraph: &Paragraph, setting: Setting<'_>) -> Vec<usize> {
    let Setting {
        fonts,
        style,
        note,
        column,
    } = setting;
    let lead = match note {
        Some((note, mark)) => Lead::Note(note, mark),
        None => Lead::Item(style),
    };
    let ruler = Ruler {
        fonts,
        habits: Habits::word(),
        sources: &[],
    };
    let filled = Filled::of(paragraph, lead, column.points(), ruler);
    let lines = filled.lines.iter();
    lines
        .map(|line| letters(&filled.fragments[line.range.clone()]))
        .collect()
}

/// Height in pt of the text of a cell `column` wide, with the space above and below it: its paragraphs, each
/// with the run format of its style.
pub(crate) fn cell_height<'p>(
    paragraphs: impl IntoIterator<Item = (&'p Paragraph, RunFormat)>,
    column: Twips,
    fonts: &FontSet,
) -> f64 {
    let ruler = Ruler {
        fonts,
        habits: Habits::word(),
        sources: &[],
    };
    // Which paragraph it is does not change its height.
    let part = Part {
        role: Role::TableCell,
        paragraph: 0,
        cell: None,
        note: None,
        item: None,
        outline: None,
    };
    let mut strip = Strip::default();
    for (paragraph, style) in paragraphs {
        let lead = (Lead::Item(style), style);
        strip.push(paragraph, part, lead, column.points(), ruler);
    }
    strip.full_height()
}

/// The part of their width that the blanks of a justified line lose for one more piece of text, where
/// they would gain `stretch` without it.
pub(crate) fn shrunk_by(stretch: f64) -> f64 {
    word::shrunk_by(stretch)
}

/// Size of superscripts and subscripts over the text's.
pub(crate) const SCRIPT_SIZE: f64 = word::SUPERSCRIPT_SIZE;
/// Width of a box to be ticked over the text's size.
pub(crate) const CHECK_WIDTH: f64 = word::CHECK_WIDTH;
/// The shortest row of dots.
pub(crate) const LEAST_LEADER: &str = word::LEAST_LEADER;

/// How many letters stand on a line, a break behind text among them.
fn letters(line: &[Fragment<'_>]) -> usize {
    let mut behind_text = false;
    let count = |fragment: &Fragment<'_>| match (fragment.kind, fragment.mark) {
        (Kind::Break, _) => usize::from(behind_text),
        (Kind::Leader | Kind::Check { .. }, _) | (_, Some(Mark::Reference(_))) => {
            behind_text = false;
            1
        }
        (_, Some(Mark::Item | Mark::Note)) => {
            behind_text = false;
            0
        }
        (_, None) => {
            behind_text = fragment.blank.is_none();
            fragment.text.chars().count()
        }
    };
    line.iter().map(count).sum()
}
