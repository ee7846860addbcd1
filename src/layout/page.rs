//! The page around the text: its geometry, its number, and putting lines on it.

use super::{
    line::LineBox,
    notes::{SEPARATOR_THICKNESS, Separator},
    pages::{Graphic, Item, Line, Page, Part, PlacedPicture, RuleLine},
    prepare::Preparer,
    ruler::Ruler,
    strip::{Lead, Standing, Strip, StripFrame},
};
use crate::document::Origins;
use crate::sheet::{
    BoxSize, Colour, FloatingPicture, Inline, PageNumber, PageSetup, Paragraph, Run,
};
use std::ops::Range;

/// Where the text of a section's pages stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Geometry<'a> {
    /// Width of the paper.
    pub(super) paper_width: f64,
    /// Height of the paper.
    pub(super) paper_height: f64,
    /// Left margin.
    pub(super) left: f64,
    /// Width between the margins.
    pub(super) width: f64,
    /// Top of the text on a page without a number.
    pub(super) first_top: f64,
    /// Top of the other pages' text, pushed down by a header that needs more than the margin.
    pub(super) other_top: f64,
    /// End of the text of the page that is being filled.
    pub(super) bottom: f64,
    /// End of the text on the section's first page, pushed up by what stands at its foot.
    first_bottom: f64,
    /// End of the other pages' text.
    other_bottom: f64,
    /// Top of the page number.
    header: f64,
    /// Top of what stands at the foot of the first page.
    foot: f64,
    number: &'a PageNumber,
    first_header: &'a [Paragraph],
    first_footer: &'a [Paragraph],
}

impl<'a> Geometry<'a> {
    /// From the section's setup.
    pub(super) fn new(setup: &'a PageSetup, prepare: &Preparer<'_>) -> Self {
        let PageSetup {
            width,
            height,
            top,
            right,
            bottom,
            left,
            header,
            footer,
            first_header,
            first_footer,
            page_number,
        } = setup;
        let text_width = (*width - *left - *right).points().max(0.0);
        let header = header.points();
        let probe = Part {
            role: crate::sheet::Role::PageNumber,
            paragraph: 0,
            cell: None,
            note: None,
            item: None,
            outline: None,
        };
        let number = number_strip(page_number, 1, probe, text_width, prepare.ruler);
        let top = top.points();
        let above = margin_strip(first_header, text_width, prepare, probe);
        let below = margin_strip(first_footer, text_width, prepare, probe);
        let end = (*height - *bottom).points();
        let foot = (*height - *footer).points() - below.full_height();
        Self {
            paper_width: width.points(),
            paper_height: height.points(),
            left: left.points(),
            width: text_width,
            first_top: match first_header.as_slice() {
                [] => top,
                _ => top.max(header + above.full_height()),
            },
            other_top: top.max(header + number.full_height()),
            bottom: end,
            first_bottom: match first_footer.as_slice() {
                [] => end,
                _ => end.min(foot),
            },
            other_bottom: end,
            header,
            foot,
            number: page_number,
            first_header,
            first_footer,
        }
    }

    /// Top of the text on a page, counted from 0 in its section.
    pub(super) fn top(&self, page: u32) -> f64 {
        if page == 0 && !self.shows_first() {
            self.first_top
        } else {
            self.other_top
        }
    }

    /// Turns to a page, counted from 0 in its section.
    pub(super) fn turn_to(&mut self, page: u32) {
        self.bottom = match page {
            0 => self.first_bottom,
            _ => self.other_bottom,
        };
    }

    /// The items in the margins of the section's first page, to stand around its `items`.
    pub(super) fn put_margins(&self, items: &mut Vec<Item>, prepare: &mut Preparer<'_>) {
        if !self.first_header.is_empty() {
            let mut above = Vec::new();
            self.put_margin(&mut above, self.first_header, self.header, prepare);
            items.splice(0..0, above);
        }
        if !self.first_footer.is_empty() {
            self.put_margin(items, self.first_footer, self.foot, prepare);
        }
    }

    fn put_margin(
        &self,
        items: &mut Vec<Item>,
        paragraphs: &[Paragraph],
        top: f64,
        prepare: &mut Preparer<'_>,
    ) {
        let mut strip = Strip::default();
        for paragraph in paragraphs {
            let part = prepare.part(paragraph, None, None);
            let style = prepare.style_run(paragraph.style);
            let lead = (Lead::Item(style), style);
            strip.push(paragraph, part, lead, self.width, prepare.ruler);
        }
        let top = top + strip.before;
        put(items, &strip, 0..strip.len(), self.left, top);
    }

    /// Tells whether the section's first page shows its number.
    pub(super) fn shows_first(&self) -> bool {
        self.number.start.is_none()
    }

    /// The number of a page.
    pub(super) fn put_number(
        &self,
        items: &mut Vec<Item>,
        number: u32,
        part: Part,
        ruler: Ruler<'_>,
    ) {
        let strip = number_strip(self.number, number, part, self.width, ruler);
        put(
            items,
            &strip,
            0..strip.len(),
            self.left,
            self.header + strip.before,
        );
    }

    /// A page of this geometry.
    pub(super) fn page(&self, items: Vec<Item>) -> Page {
        Page {
            width: self.paper_width,
            height: self.paper_height,
            items,
        }
    }
}

/// Paragraphs in a margin, to see how high they are.
fn margin_strip(paragraphs: &[Paragraph], width: f64, prepare: &Preparer<'_>, part: Part) -> Strip {
    let mut strip = Strip::default();
    for paragraph in paragraphs {
        let style = prepare.style_run(paragraph.style);
        let lead = (Lead::Item(style), style);
        strip.push(paragraph, part, lead, width, prepare.ruler);
    }
    strip
}

fn number_strip(
    setup: &PageNumber,
    number: u32,
    part: Part,
    width: f64,
    ruler: Ruler<'_>,
) -> Strip {
    let PageNumber {
        start: _,
        style,
        paragraph,
        run,
    } = setup;
    let paragraph = Paragraph {
        style: *style,
        format: paragraph.clone(),
        item: None,
        outline: None,
        inlines: vec![Inline::Run(Run {
            text: number.to_string(),
            format: *run,
            blank: None,
            title: false,
            cross: None,
            origins: Origins::of(None, number.to_string().len()),
        })],
        origin: None,
        block: None,
    };
    let mut strip = Strip::default();
    strip.push(&paragraph, part, (Lead::Item(*run), *run), width, ruler);
    strip
}

/// Puts some lines of a strip on a page, the first one's top at `top`, the column's left at `left`.
pub(super) fn put(items: &mut Vec<Item>, strip: &Strip, range: Range<usize>, left: f64, top: f64) {
    let mut y = top;
    let mut frame_top = top;
    for (i, line) in strip.lines[range].iter().enumerate() {
        if i > 0 {
            y += line.gap;
        }
        if line.first {
            frame_top = y;
        }
        let top = y - line.space_above;
        let pictures = line.pictures.iter();
        items.extend(pictures.map(|picture| floating(picture, line.part, left, top)));
        if let Some(standing) = &line.standing {
            items.push(self::standing(standing, line.part, left, y));
        }
        if !line.line.spans.is_empty() {
            items.push(Item::Line(shifted(&line.line, line.part, left, y)));
            let baseline = y + line.line.ascent;
            let strokes = line.line.strokes.iter();
            items.extend(strokes.map(|stroke| moved(*stroke, left, baseline)));
        }
        y += line.height();
        if let Some(frame) = line.frame.filter(|frame| frame.ends) {
            framed(items, frame, left, (frame_top, y));
        }
        if let Some(rule) = line.rule {
            items.push(horizontal(
                left + rule.x0,
                left + rule.x1,
                y - rule.width / 2.0,
                rule.width,
            ));
        }
    }
}

/// Moves items down by so many points.
pub(super) fn lower(items: &mut [Item], by: f64) {
    for item in items {
        match item {
            Item::Line(line) => line.baseline += by,
            Item::Rule(rule) => {
                rule.y0 += by;
                rule.y1 += by;
            }
            Item::Picture(picture) => {
                picture.top += by;
                picture.bottom += by;
            }
        }
    }
}

/// A stroke of a line of text whose baseline is at `y`, in a column from `x`.
fn moved(stroke: RuleLine, x: f64, y: f64) -> Item {
    Item::Rule(RuleLine {
        x0: x + stroke.x0,
        y0: y + stroke.y0,
        x1: x + stroke.x1,
        y1: y + stroke.y1,
        width: stroke.width,
        colour: stroke.colour,
    })
}

fn shifted(line: &LineBox, part: Part, left: f64, top: f64) -> Line {
    let mut spans = line.spans.clone();
    for span in &mut spans {
        span.x += left;
    }
    Line {
        part,
        baseline: top + line.ascent,
        spans,
        origins: line.origins.clone(),
    }
}

/// A picture of a paragraph whose top is `top`, in a column from `left`.
fn floating(picture: &FloatingPicture, part: Part, left: f64, top: f64) -> Item {
    let FloatingPicture {
        picture,
        description,
        across,
        down,
        size: BoxSize { width, height },
    } = picture;
    let (left, top) = (left + across.points(), top + down.points());
    Item::Picture(PlacedPicture {
        part,
        graphic: Graphic::Stamp(picture.clone()),
        description: description.clone(),
        left,
        top,
        right: left + width.points(),
        bottom: top + height.points(),
    })
}

/// An illustration that is a line of its paragraph, whose top is `top`, in a column from `left`.
fn standing(standing: &Standing, part: Part, left: f64, top: f64) -> Item {
    let Standing {
        x,
        graphic,
        description,
        size: BoxSize { width, height },
    } = standing;
    Item::Picture(PlacedPicture {
        part,
        graphic: graphic.clone(),
        description: description.clone(),
        left: left + x,
        top,
        right: left + x + width.points(),
        bottom: top + height.points(),
    })
}

/// A horizontal line, `y` its middle.
pub(super) fn horizontal(x0: f64, x1: f64, y: f64, width: f64) -> Item {
    Item::Rule(RuleLine {
        x0,
        y0: y,
        x1,
        y1: y,
        width,
        colour: Colour::BLACK,
    })
}

/// The lines of a frame from `top` to `bottom`, which are its outer edges, in a column from `left`.
fn framed(items: &mut Vec<Item>, frame: StripFrame, left: f64, (top, bottom): (f64, f64)) {
    let StripFrame {
        x0,
        x1,
        width,
        double,
        colour,
        ..
    } = frame;
    let thickness = frame.thickness();
    let outer = width / 2.0;
    let inner = double.then_some(thickness - width / 2.0);
    for inset in [outer].into_iter().chain(inner) {
        let (x0, x1) = (left + x0 - thickness + inset, left + x1 + thickness - inset);
        let (y0, y1) = (top + inset, bottom - inset);
        let half = width / 2.0;
        for (x0, y0, x1, y1) in [
            // They meet in the corners.
            (x0 - half, y0, x1 + half, y0),
            (x0 - half, y1, x1 + half, y1),
            (x0, y0, x0, y1),
            (x1, y0, x1, y1),
        ] {
            items.push(Item::Rule(RuleLine {
                x0,
                y0,
                x1,
                y1,
                width,
                colour,
            }));
        }
    }
}

/// The line above notes whose area starts at `top`.
pub(super) fn separator(separator: &Separator, left: f64, top: f64) -> Item {
    let x0 = left + separator.x;
    horizontal(
        x0,
        x0 + separator.width,
        top + separator.y,
        SEPARATOR_THICKNESS,
    )
}
