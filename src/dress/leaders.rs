//! Rows of dots: which of them fill their line, and where they end.
//!
//! The last of a line ends at the right margin, or where the words behind it begin if these end there.
//! In a paragraph of one line each of several gets an equal share of the room that the words leave. A row
//! within running text stays so many dots.

use super::Dresser;
use super::text::{char_width, check_width, mark_width, twips_up};
use crate::layout::measure::LEAST_LEADER;
use crate::sheet::{Align, Block, Inline, Paragraph, Sheet, TabAlign, TabStop, Twips};

impl Dresser<'_> {
    /// Settles the rows of dots of a paragraph in a column of so much width.
    pub(super) fn leaders(&self, paragraph: &mut Paragraph, column: Twips) {
        let is_leader = |inline: &Inline| matches!(inline, Inline::Leader(_));
        if !paragraph.inlines.iter().any(is_leader) {
            return;
        }
        let fills = matches!(paragraph.format.align, Align::Left | Align::Justify);
        let inlines = std::mem::take(&mut paragraph.inlines);
        let is_break = |inline: &Inline| matches!(inline, Inline::Break);
        let lines: Vec<&[Inline]> = inlines.split(is_break).collect();
        let is_only = lines.len() == 1;
        let mut tabs = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                paragraph.inlines.push(Inline::Break);
            }
            let start = match index {
                0 => self.start(paragraph),
                _ => paragraph.format.left.points(),
            };
            let room = (column - paragraph.format.right).points() - start;
            let set = match fills {
                true => self.line(line, (start, room), is_only, &mut tabs),
                false => line.iter().map(|inline| dotted(inline, false)).collect(),
            };
            paragraph.inlines.extend(set);
        }
        if paragraph.inlines.iter().any(is_leader) {
            tabs.push(TabStop {
                position: column - paragraph.format.right,
                align: TabAlign::Right,
            });
            paragraph.format.tabs = tabs;
            // The words beside dots are not spaced out.
            paragraph.format.align = Align::Left;
        }
    }

    /// Where the text of the first line begins, behind the mark of a list item.
    fn start(&self, paragraph: &Paragraph) -> f64 {
        let format = &paragraph.format;
        let indent = (format.left + format.first_line).points();
        let run = self.styles.run(paragraph.style);
        let mark = paragraph.item.as_ref().map_or(0.0, |item| {
            let mark = item.mark.chars().chain([' ']);
            mark.map(|c| char_width(c, run, self.fonts)).sum()
        });
        indent + mark
    }

    /// The rows of one line that fill it; tells where those before the last end.
    fn line(
        &self,
        line: &[Inline],
        (start, room): (f64, f64),
        is_only: bool,
        tabs: &mut Vec<TabStop>,
    ) -> Vec<Inline> {
        let mut parts = vec![0.0];
        let mut least = 0.0;
        for inline in line {
            match inline {
                Inline::Leader(run) => {
                    parts.push(0.0);
                    least += LEAST_LEADER.len() as f64 * char_width('.', run.format, self.fonts);
                }
                other => {
                    if let Some(last) = parts.last_mut() {
                        *last += self.inline_width(other);
                    }
                }
            }
        }
        let count = parts.len() - 1;
        let words: f64 = parts.iter().sum();
        let written: f64 = line.iter().map(|inline| self.row_width(inline)).sum();
        // Rows that were written longer than a line are not drawn together on one.
        let fits = words + least <= room && (count == 1 || words + written <= room);
        let ends = parts.last().is_some_and(|behind| *behind < room / 3.0);
        let filling = match (fits, is_only) {
            (true, true) => count,
            (true, false) => count.min(1),
            // Only the last line of a longer text.
            (false, _) => usize::from(ends && is_only).min(count),
        };
        if fits && is_only {
            let share = (room - words) / count as f64;
            let mut x = start;
            for part in &parts[..count.saturating_sub(1)] {
                x += part + share;
                tabs.push(TabStop {
                    position: twips_up(x),
                    align: TabAlign::Left,
                });
            }
        }
        let mut left = count;
        let fill = |inline: &Inline| {
            let is_leader = matches!(inline, Inline::Leader(_));
            let fills = is_leader && left <= filling;
            left -= usize::from(is_leader);
            dotted(inline, fills)
        };
        line.iter().map(fill).collect()
    }

    /// Width of a row of dots as it was written.
    fn row_width(&self, inline: &Inline) -> f64 {
        match inline {
            Inline::Leader(run) => {
                let dots = run.text.chars();
                dots.map(|c| char_width(c, run.format, self.fonts)).sum()
            }
            _ => 0.0,
        }
    }

    fn inline_width(&self, inline: &Inline) -> f64 {
        match inline {
            Inline::Run(run) => run
                .text
                .chars()
                .map(|c| char_width(c, run.format, self.fonts))
                .sum(),
            Inline::Note { note, format } => mark_width(*note, *format, self.fonts),
            Inline::Check { ticked: _, format } => check_width(*format),
            Inline::Break | Inline::Picture(_) | Inline::Leader(_) => 0.0,
        }
    }
}

/// A row of dots, or the dots as they were written.
fn dotted(inline: &Inline, fills: bool) -> Inline {
    match inline {
        Inline::Leader(run) if !fills => Inline::Run(run.clone()),
        other => other.clone(),
    }
}

/// Rows of dots in paragraphs without a tab stop are the dots as they were written.
pub(super) fn settle(sheet: &mut Sheet) {
    let blocks = sheet
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.blocks);
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => settle_one(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells
                    .flat_map(|cell| &mut cell.paragraphs)
                    .for_each(settle_one);
            }
        }
    }
    let notes = sheet.notes.iter_mut().flat_map(|note| &mut note.paragraphs);
    notes.for_each(settle_one);
}

fn settle_one(paragraph: &mut Paragraph) {
    if paragraph.format.tabs.is_empty() {
        for inline in &mut paragraph.inlines {
            if matches!(inline, Inline::Leader(_)) {
                *inline = dotted(inline, false);
            }
        }
    }
}
