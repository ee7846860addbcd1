//! How one paragraph would fall into lines, for whoever chooses its measures before it is laid out.
//!
//! The lines are those of [`super::lay_out`], which are Word's: the same code fills them.

use super::{
    pages::{Mark, Part},
    ruler::Ruler,
    strip::{Lead, Strip},
    word::Habits,
};
use crate::font::FontSet;
use crate::sheet::{NoteId, Paragraph, Role, RunFormat, Twips};

/// What the measuring of a paragraph must know beside the paragraph.
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
    let part = Part {
        role: Role::Body,
        paragraph: 0,
        cell: None,
        note: None,
        item: None,
    };
    let mut strip = Strip::default();
    let ruler = Ruler {
        fonts,
        habits: Habits::word(),
        sources: &[],
    };
    strip.push(paragraph, part, (lead, style), column.points(), ruler);
    let letters = |line: &super::strip::StripLine| {
        let spans = line.line.spans.iter();
        spans
            .map(|span| match span.mark {
                None => span.text.chars().count(),
                Some(Mark::Reference(_)) => 1,
                Some(Mark::Item | Mark::Note) => 0,
            })
            .sum()
    };
    strip.lines.iter().map(letters).collect()
}
