//! Paragraphs set one under another: the text of a cell, of a note, or one paragraph of the body.
//!
//! A strip knows where it may be cut (widows, orphans, keep together) and how high a stretch of
//! its lines is; it does not know the page.

use super::{
    breaks::{Broken, Filling, break_lines},
    inline::{Collector, Fragment, Metrics},
    leader::{self, Tabs},
    line::{self, LineBox, Setting},
    pages::{Graphic, Part},
    ruler::Ruler,
    trace::Trace,
    word,
};
use crate::chart;
use crate::sheet::{
    self, Align, BoxSize, Colour, Drawing, FloatingPicture, Frame, Illustration, Inline, NoteId,
    Paragraph, ParagraphFormat, Rule, RunFormat,
};
use std::ops::Range;

/// A line of a strip.
#[derive(Debug, Clone)]
pub(super) struct StripLine {
    /// The line.
    pub(super) line: LineBox,
    /// The paragraph that it is a line of.
    pub(super) part: Part,
    /// From the line before to this one; on the strip's first line nothing.
    pub(super) gap: f64,
    /// Whether a page may end before it.
    pub(super) may_break: bool,
    /// The rule under it.
    pub(super) rule: Option<StripRule>,
    /// The frame around its paragraph.
    pub(super) frame: Option<StripFrame>,
    /// The first line of its paragraph.
    pub(super) first: bool,
    /// Pictures over the text that hang on its paragraph; none but on the first line.
    pub(super) pictures: Vec<FloatingPicture>,
    /// The space, in pt, that the paragraph has above its first line.
    pub(super) space_above: f64,
    /// The illustration that is the line.
    pub(super) standing: Option<Standing>,
}

/// An illustration, and its distance, in pt, from the column's left edge.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) x: f64,
    pub(super) graphic: Graphic,
    pub(super) description: String,
    pub(super) size: BoxSize,
}

/// A rule under a line: offsets from the line's bottom and the column's left.
#[derive(Debug, Clone, Copy)]
pub(super) struct StripRule {
    /// From.
    pub(super) x0: f64,
    /// To.
    pub(super) x1: f64,
    /// From the text to the rule's upper edge.
    pub(super) space: f64,
    /// Thickness.
    pub(super) width: f64,
}

/// A frame around a paragraph: offsets from the column's left. The room that it takes above the text is part
/// of the first line.
#[derive(Debug, Clone, Copy)]
pub(super) struct StripFrame {
    /// The inner edge on the left.
    pub(super) x0: f64,
    /// The inner edge on the right.
    pub(super) x1: f64,
    /// From the frame to the first line.
    above: f64,
    /// From the last line to the frame.
    below: f64,
    /// Thickness of each of its lines.
    pub(super) width: f64,
    /// It has two lines.
    pub(super) double: bool,
    /// The ink of its lines.
    pub(super) colour: Colour,
    /// The paragraph's last line: the frame ends below it.
    pub(super) ends: bool,
}

impl StripFrame {
    fn new(frame: Frame, (x0, x1): (f64, f64), ends: bool) -> Self {
        let Frame {
            eighths,
            double,
            above,
            below,
            colour,
        } = frame;
        Self {
            x0,
            x1,
            above: f64::from(above),
            below: f64::from(below),
            width: f64::from(eighths) / 8.0,
            double,
            colour,
            ends,
        }
    }

    /// The thickness of one side of the frame, in points.
    pub(super) fn thickness(&self) -> f64 {
        self.width * if self.double { 3.0 } else { 1.0 }
    }
}

impl StripLine {
    /// Height with the rule, and with the end of the frame.
    pub(super) fn height(&self) -> f64 {
        let frame = self.frame.filter(|frame| frame.ends);
        self.line.height
            + self.rule.map_or(0.0, |r| r.space + r.width)
            + frame.map_or(0.0, |frame| frame.below + frame.thickness())
    }
}

/// Paragraphs one under another.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// All lines.
    pub(super) lines: Vec<StripLine>,
    /// Space above the first paragraph.
    pub(super) before: f64,
    /// Space below the last.
    pub(super) after: f64,
    /// The space, in pt, that proportional spacing adds below the last line.
    pub(super) extra: f64,
    /// The last paragraph stays with what follows.
    pub(super) keep_next: bool,
    /// The first starts a page.
    pub(super) page_break_before: bool,
}

/// The mark that stands before a paragraph's text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lead {
    /// The mark of the list item, if it is one, in the style's format.
    Item(RunFormat),
    /// The mark of a note, in its format.
    Note(NoteId, RunFormat),
}

/// The text of a paragraph in pieces, and which of them stand on which of its lines.
pub(super) struct Filled<'a> {
    /// All pieces in their order.
    pub(super) fragments: Vec<Fragment<'a>>,
    /// Ranges of them, which follow one another without gaps.
    pub(super) lines: Vec<Broken>,
    /// Width of the first line in points.
    first: f64,
    /// Width of the others.
    rest: f64,
}

impl<'a> Filled<'a> {
    /// Fills the lines of a paragraph in a column `width` wide.
    pub(super) fn of(paragraph: &'a Paragraph, lead: Lead, width: f64, ruler: Ruler<'_>) -> Self {
        let format = &paragraph.format;
        let (left, right) = (format.left.points(), format.right.points());
        let indent = left + format.first_line.points();
        let rest = (width - left - right).max(0.0);
        let first = (width - indent - right).max(0.0);
        let mut text = Collector::new(ruler);
        match (lead, &paragraph.item) {
            (Lead::Note(note, format), _) => {
                text.note_lead(note, format);
                text.note_space(format);
            }
            (Lead::Item(format), Some(item)) => text.item(item, format),
            (Lead::Item(_), None) => {}
        }
        text.inlines(&paragraph.inlines);
        let mut fragments = text.finish(rest.min(first));
        let filling = Filling {
            first,
            rest,
            squeezes: format.align == Align::Justify,
        };
        let lines = break_lines(&fragments, filling, ruler.habits);
        if !format.tabs.is_empty() {
            for (index, line) in lines.iter().enumerate() {
                let start = if index == 0 { indent } else { left };
                let tabs = Tabs {
                    stops: &format.tabs,
                    end: width - right,
                };
                leader::fill(&mut fragments[line.range.clone()], start, tabs, ruler);
            }
        }
        Self {
            lines,
            fragments,
            first,
            rest,
        }
    }
}

/// The pictures among inlines.
fn floating(inlines: &[Inline]) -> Vec<FloatingPicture> {
    let picture = |inline: &Inline| match inline {
        Inline::Picture(Drawing::Floating(picture)) => Some(picture.clone()),
        Inline::Picture(Drawing::Standing(_))
        | Inline::Run(_)
        | Inline::Break
        | Inline::Note { .. }
        | Inline::Leader(_)
        | Inline::Check { .. } => None,
    };
    inlines.iter().filter_map(picture).collect()
}

/// The illustration that is all of a paragraph.
fn illustration(inlines: &[Inline]) -> Option<&Illustration> {
    match inlines {
        [Inline::Picture(Drawing::Standing(illustration))] => Some(illustration),
        _ => None,
    }
}

impl StripLine {
    /// Makes the line as high as an illustration, which stands in the room of so much from so far.
    fn stand(
        &mut self,
        illustration: &Illustration,
        (left, room): (f64, f64),
        align: Align,
        ruler: Ruler<'_>,
    ) {
        let Illustration {
            graphic,
            description,
            size,
        } = illustration;
        let (width, height) = (size.width.points(), size.height.points());
        let spare = room - width;
        let shift = match align {
            Align::Left | Align::Justify => 0.0,
            Align::Centre => spare / 2.0,
            Align::Right => spare,
        };
        // The mark of the paragraph beside it is too small to count.
        self.line.height = height;
        self.line.ascent = height;
        self.line.extra = 0.0;
        self.standing = Some(Standing {
            x: left + shift,
            graphic: match graphic {
                sheet::Graphic::Image(image) => Graphic::Image(image.clone()),
                sheet::Graphic::Chart(chart, look) => {
                    Graphic::Plot(chart::plot(chart, look, (width, height), ruler.fonts))
                }
            },
            description: description.clone(),
            size: *size,
        });
    }
}

impl Strip {
    /// Sets one more paragraph below, in a column `width` wide. `style` is the style's run format.
    pub(super) fn push(
        &mut self,
        paragraph: &Paragraph,
        part: Part,
        (lead, style): (Lead, RunFormat),
        width: f64,
        ruler: Ruler<'_>,
    ) {
        let Paragraph {
            style: _,
            format,
            item: _,    // `Filled::of`
            outline: _, // its part has it
            inlines,
            origin: _, // its runs have theirs
            // Word alone marks it: only a DOCX is edited.
            block: _,
        } = paragraph;
        let ParagraphFormat {
            align,
            left,
            right: _, // `Filled::of`
            first_line,
            before,
            after,
            line,
            keep_next,
            keep_lines,
            widow_control,
            page_break_before,
            rule_below,
            frame,
            tabs: _, // `Filled::of`
        } = format;
        let filled = Filled::of(paragraph, lead, width, ruler);
        let (left, indent) = (left.points(), left.points() + first_line.points());
        let Filled {
            fragments,
            lines: broken,
            first,
            rest,
        } = filled;

        let mut trace = Trace::new(inlines, ruler.sources);
        let count = broken.len();
        let opening = self.opening_gap(before.points());
        let own = if self.lines.is_empty() {
            before.points()
        } else {
            opening - self.extra - self.after
        };
        let may_open = !self.lines.is_empty() && !self.keep_next;
        if self.lines.is_empty() {
            self.before = before.points();
            self.page_break_before = *page_break_before;
        }
        let mut extra = 0.0;
        for (i, one) in broken.into_iter().enumerate() {
            let setting = Setting {
                x: if i == 0 { indent } else { left },
                width: if i == 0 { first } else { rest },
                align: *align,
                line: *line,
                empty: Metrics::of(style, ruler),
            };
            let line = &fragments[one.range];
            let mut set = line::set(line, setting, one.end, ruler.habits, &mut trace);
            let frame =
                frame.map(|frame| StripFrame::new(frame, (left, left + rest), i + 1 == count));
            if let Some(frame) = frame.filter(|_| i == 0) {
                let above = frame.above + frame.thickness();
                set.ascent += above;
                set.height += above;
            }
            let gap = if i == 0 { opening } else { extra };
            extra = set.extra;
            self.lines.push(StripLine {
                line: set,
                part,
                gap,
                may_break: if i == 0 {
                    may_open
                } else {
                    !keep_lines && (!widow_control || ruler.habits.parts(part, i, count - i))
                },
                rule: rule_below
                    .filter(|_| i + 1 == count)
                    .map(|rule| rule_of(rule, left, left + rest)),
                frame,
                first: i == 0,
                pictures: if i == 0 {
                    floating(inlines)
                } else {
                    Vec::new()
                },
                space_above: own,
                standing: None,
            });
        }
        if let Some(illustration) = illustration(inlines)
            && let Some(line) = self.lines.last_mut()
        {
            extra = 0.0;
            line.stand(illustration, (indent, first), *align, ruler);
        }
        self.extra = extra;
        self.after = after.points();
        self.keep_next = *keep_next;
    }

    fn opening_gap(&self, before: f64) -> f64 {
        if self.lines.is_empty() {
            0.0
        } else {
            self.extra + word::between(self.after, before)
        }
    }

    /// Number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Height of some lines, without what stands above the first and below the last.
    pub(super) fn height(&self, range: Range<usize>) -> f64 {
        self.lines[range]
            .iter()
            .enumerate()
            .map(|(i, line)| line.height() + if i == 0 { 0.0 } else { line.gap })
            .sum()
    }

    /// Height of all with the space above and below, as in a cell.
    pub(super) fn full_height(&self) -> f64 {
        self.before + self.height(0..self.len()) + self.extra + self.after
    }

    /// Tells whether a page may end before line `at`.
    pub(super) fn may_break(&self, at: usize) -> bool {
        self.lines.get(at).is_none_or(|line| line.may_break)
    }

    /// The fewest lines from `from` that may stand alone: their end.
    pub(super) fn least(&self, from: usize) -> usize {
        (from + 1..self.len())
            .find(|&at| self.may_break(at))
            .unwrap_or(self.len())
    }

    /// The end of the lines from `from` that fit into `room`; `from` where none may.
    pub(super) fn fit(&self, from: usize, room: f64) -> usize {
        let mut best = from;
        let mut height = 0.0;
        for (i, line) in self.lines.iter().enumerate().skip(from) {
            height += line.height() + if i == from { 0.0 } else { line.gap };
            if height > room + word::HEIGHT_SLACK {
                break;
            }
            if self.may_break(i + 1) {
                best = i + 1;
            }
        }
        best
    }

    /// As [`Self::fit`], but without regard to where a cut is allowed, and never nothing: for the
    /// top of a page, where waiting would not help.
    pub(super) fn force(&self, from: usize, room: f64) -> usize {
        let mut height = 0.0;
        for (i, line) in self.lines.iter().enumerate().skip(from) {
            height += line.height() + if i == from { 0.0 } else { line.gap };
            if height > room + word::HEIGHT_SLACK {
                return i.max(from + 1);
            }
        }
        self.len()
    }

    /// Notes marked in some lines.
    pub(super) fn notes(&self, range: Range<usize>) -> impl Iterator<Item = NoteId> + '_ {
        self.lines[range]
            .iter()
            .flat_map(|line| line.line.notes.iter().copied())
    }
}

fn rule_of(rule: Rule, x0: f64, x1: f64) -> StripRule {
    let Rule { eighths, space } = rule;
    StripRule {
        x0,
        x1,
        space: f64::from(space),
        width: f64::from(eighths) / 8.0,
    }
}
