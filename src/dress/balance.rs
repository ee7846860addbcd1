//! Centred lines of even length: a title, V/v or an agency's name that takes several lines.
//!
//! The paragraph is made as narrow as it can be without a line more, by the same indent on both
//! sides. Word and LibreOffice then break the same lines by themselves; nothing is added to the
//! text, and who edits the title in Word need not take breaks out of it.

use super::Dresser;
use super::text::{char_width, twips_up};
use crate::layout::measure::{self, Setting};
use crate::sheet::{Align, Inline, Paragraph, Twips};
use crate::typography;

/// The widths by which a balanced paragraph is made wider, as long as its lines stay the same: so much may the
/// programs differ in measuring a line. The most is what LibreOffice wants for italic text with
/// some no-break spaces; gaps to be filled in have more of them.
pub(super) const LEEWAY: [i32; 5] = [240, 120, 60, 30, 12];

/// Between the widths that are tried above the most, for gaps.
const GAP_STEP: usize = 30;

/// The longest compounds, in letters, that are kept together: shorter ones where the longer would cost
/// the title a line.
const COMPOUNDS: [usize; 3] = [usize::MAX, 16, 12];
/// By how much LibreOffice finds a piece of text wider than the fonts say.
const ROUNDING: Twips = Twips(12);

impl Dresser<'_> {
    /// Evens the lines of a centred paragraph that takes more of them than it has breaks.
    pub(super) fn balance(&self, paragraph: &mut Paragraph, column: Twips) {
        let format = &paragraph.format;
        let room = column - format.left - format.right;
        if format.align != Align::Centre || room.0 <= 0 {
            return;
        }
        let count = self.line_lengths(paragraph, column).len();
        let breaks = |inline: &&Inline| matches!(inline, Inline::Break);
        let wanted = 1 + paragraph.inlines.iter().filter(breaks).count();
        if count > wanted {
            if let Some(set) = self.by_sense(paragraph, room) {
                *paragraph = set;
                return;
            }
            let fits = |kept: &Paragraph| self.line_lengths(kept, column).len() <= count;
            let longest = self.style.keep_together;
            let kept = COMPOUNDS.map(|most| self.with_compounds(paragraph, most.min(longest)));
            if let Some(kept) = kept.into_iter().find(fits) {
                *paragraph = kept;
            }
            let narrow = self.narrowest(paragraph, room, count);
            let side = Twips((room - narrow).0 / 2);
            paragraph.format.left += side;
            paragraph.format.right += side;
        }
    }

    /// The paragraph with its compounds kept together, in pieces of at most `longest` letters.
    fn with_compounds(&self, paragraph: &Paragraph, longest: usize) -> Paragraph {
        let mut kept = paragraph.clone();
        for inline in &mut kept.inlines {
            if let Inline::Run(run) = inline
                && run.blank.is_none()
            {
                run.text = typography::keep_title(&run.text, self.rules, longest);
            }
        }
        kept
    }

    /// The longest of the words of a paragraph with its compounds, but the longest of these, kept together.
    pub(super) fn longest_compound(&self, paragraph: &Paragraph) -> Twips {
        let longest = COMPOUNDS[1].min(self.style.keep_together);
        self.extent(&self.with_compounds(paragraph, longest)).0
    }

    /// How many letters stand on each line of a paragraph.
    pub(super) fn line_lengths(&self, paragraph: &Paragraph, column: Twips) -> Vec<usize> {
        let setting = Setting {
            fonts: self.fonts,
            style: self.styles.run(paragraph.style),
            note: None,
            column,
        };
        measure::lines(paragraph, setting)
    }

    /// The narrowest room in which a paragraph still takes so many lines and breaks no word, with
    /// some leeway.
    fn narrowest(&self, paragraph: &Paragraph, room: Twips, count: usize) -> Twips {
        let mut plain = paragraph.clone();
        (plain.format.left, plain.format.right) = (Twips(0), Twips(0));
        let fits = |width: i32| self.line_lengths(&plain, Twips(width)).len() <= count;
        let (mut low, mut high) = (self.longest_piece(paragraph).min(room).0, room.0);
        // No narrower than `high`, no wider than it must be: the widths in between are halved.
        while low < high {
            let middle = low + (high - low) / 2;
            if fits(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let lines = self.line_lengths(&plain, Twips(high));
        let same = |leeway: &i32| {
            high + *leeway <= room.0 && self.line_lengths(&plain, Twips(high + *leeway)) == lines
        };
        let gaps = self.surplus_of_gaps(paragraph).0;
        let most = LEEWAY[0] + gaps;
        let for_gaps = (LEEWAY[0]..most).rev().step_by(GAP_STEP);
        let mut all = for_gaps.chain(LEEWAY);
        Twips(high + all.find(same).unwrap_or(0))
    }

    /// The room that LibreOffice wants beyond their width for the no-break spaces and hyphens of a
    /// paragraph: gaps to be filled in are made of them.
    fn surplus_of_gaps(&self, paragraph: &Paragraph) -> Twips {
        let surplus = paragraph.inlines.iter().map(|inline| match inline {
            Inline::Run(run) => {
                let kept = |c: &char| matches!(c, '\u{a0}' | '\u{2011}');
                self.italic_surplus(run.format) * run.text.chars().filter(kept).count() as f64
            }
            _ => 0.0,
        });
        twips_up(surplus.sum())
    }

    /// The room that the longest piece of text wants which no line may part, rounded up.
    fn longest_piece(&self, paragraph: &Paragraph) -> Twips {
        let (mut piece, mut longest) = (0.0, 0.0_f64);
        for inline in &paragraph.inlines {
            let Inline::Run(run) = inline else {
                piece = 0.0;
                continue;
            };
            let surplus = self.italic_surplus(run.format);
            for c in run.text.chars() {
                piece += char_width(c, run.format, self.fonts);
                match c {
                    ' ' => piece = 0.0,
                    '-' | '–' | '—' => {
                        longest = longest.max(std::mem::take(&mut piece) + surplus);
                    }
                    '\u{a0}' | '\u{2011}' => piece += surplus,
                    _ => longest = longest.max(piece + surplus),
                }
            }
        }
        twips_up(longest) + ROUNDING
    }

    /// Width of a paragraph's widest line, rounded up.
    pub(super) fn widest_line(&self, paragraph: &Paragraph, column: Twips) -> Twips {
        let mut letters = Vec::new();
        for inline in &paragraph.inlines {
            match inline {
                Inline::Run(run) => {
                    letters.extend(
                        run.text
                            .chars()
                            .map(|c| (c, char_width(c, run.format, self.fonts))),
                    );
                }
                // As the layout counts them.
                Inline::Break => letters.push((' ', 0.0)),
                Inline::Note { .. } => letters.push(('\u{a0}', 0.0)),
                Inline::Leader(_) | Inline::Check { .. } => letters.push(('\u{a0}', 0.0)),
                Inline::Picture(_) => {}
            }
        }
        let mut rest = letters.as_slice();
        let mut widest: f64 = 0.0;
        for count in self.line_lengths(paragraph, column) {
            let (line, after) = rest.split_at(count.min(rest.len()));
            let end = line.iter().rposition(|(c, _)| *c != ' ');
            let width = line
                .iter()
                .take(end.map_or(0, |end| end + 1))
                .map(|(_, w)| w);
            widest = widest.max(width.sum());
            rest = after;
        }
        twips_up(widest)
    }
}
