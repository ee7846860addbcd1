//! Frames around components (khung), and what stands between two of them.

use super::Dresser;
use crate::decree::{FrameLook, Look};
use crate::sheet::{Align, Frame, Inline, Paragraph, Role, Twips};

/// Twips of an eighth of a point.
const EIGHTH: f64 = 2.5;

impl Dresser<'_> {
    /// Puts the lines of a component into the frame of its look: one paragraph, whose frame stands in its column
    /// where the look aligns it, the text in the middle of the frame.
    pub(super) fn framed(
        &self,
        lines: &[Paragraph],
        look: &Look,
        column: Twips,
    ) -> Option<Paragraph> {
        let FrameLook {
            width,
            height,
            eighths,
            padding,
            double,
        } = look.frame?;
        let (first, rest) = lines.split_first()?;
        let mut paragraph = first.clone();
        for line in rest {
            paragraph.inlines.push(Inline::Break);
            paragraph.inlines.extend(line.inlines.iter().cloned());
            paragraph.format.after = line.format.after;
        }
        let mut frame = Frame {
            eighths,
            double,
            above: 0,
            below: 0,
            colour: look.colour,
        };
        let twips = |eighths: u32| Twips((f64::from(eighths) * EIGHTH).round() as i32);
        let (thickness, line) = (twips(frame.thickness()), twips(eighths));
        // The measures are told between the middles of the outer lines.
        let lines = thickness + thickness - line;
        let text = self.extent(&paragraph).1 + padding + padding;
        let inner = (width - lines)
            .max(text)
            .min(column - thickness - thickness);
        let spare = column - inner - thickness - thickness;
        let left = thickness
            + match look.align {
                Align::Left | Align::Justify => Twips(0),
                Align::Centre => Twips(spare.0 / 2),
                Align::Right => spare,
            };
        let format = &mut paragraph.format;
        format.left = left;
        format.right = column - inner - left;
        format.align = Align::Centre;
        format.first_line = Twips(0);
        format.keep_lines = true;
        let space = format.before + format.after;
        let text = self.text_height(&paragraph, inner.points()) - space.points();
        let spare = (height - lines).points() - text;
        // Capitals reach higher than they hang: the smaller half stands above them.
        let spare = spare.round().clamp(0.0, f64::from(2 * MOST_SPACE)) as u32;
        frame.above = spare / 2;
        frame.below = spare - frame.above;
        paragraph.format.frame = Some(frame);
        Some(paragraph)
    }

    /// A paragraph without text or room that parts two frames: Word draws one around paragraphs that are alike.
    pub(super) fn part_frames(&mut self, paragraphs: &mut Vec<Paragraph>) {
        let framed = |p: &Paragraph| p.format.frame.is_some();
        let mut at = 1;
        while at < paragraphs.len() {
            if framed(&paragraphs[at - 1]) && framed(&paragraphs[at]) {
                let look = &self.style.looks.rule;
                let between = self.paragraph(Role::Rule, look, &Vec::new(), None);
                paragraphs.insert(at, between);
                at += 1;
            }
            at += 1;
        }
    }
}

/// Word takes no more points between text and frame.
const MOST_SPACE: u32 = 31;
