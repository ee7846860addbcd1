//! Pages as text, for `--emit layout`, tests and bug reports.

use super::pages::{
    Field, Graphic, Item, Line, OutlineEntry, Page, Pages, PlacedPicture, RuleLine, Span,
};
use crate::font::FontSet;
use crate::sheet::Colour;
use std::fmt::Write;

impl Pages {
    /// One line of text a line: number on the page, baseline, left and right edge of the ink in
    /// points, role, text. A `|` parts spans; `+` shows what justification adds to each space.
    pub fn dump(&self, fonts: &FontSet) -> String {
        let Self {
            properties: _,
            pages,
            outline,
            fields,
        } = self;
        let mut out = String::new();
        for (i, page) in pages.iter().enumerate() {
            dump_page(&mut out, i + 1, page, fonts);
        }
        for entry in outline {
            let OutlineEntry {
                level,
                title,
                page,
                y,
            } = entry;
            // Writing to a String does not fail.
            let _ = writeln!(out, "outline {level} p{} {y:.2} {title}", page + 1);
        }
        for field in fields {
            let Field {
                page,
                left,
                top,
                right,
                bottom,
                kind,
                anchor: _,  // a place in the order of reading, which lines show
                closing: _, // the same
            } = field;
            let place = format!("{left:.2},{top:.2} to {right:.2},{bottom:.2}");
            let _ = writeln!(out, "field p{} {place} {kind:?}", page + 1);
        }
        out
    }
}

fn dump_page(out: &mut String, number: usize, page: &Page, fonts: &FontSet) {
    let Page {
        width,
        height,
        items,
    } = page;
    let _ = writeln!(out, "page {number} {width:.2} x {height:.2}");
    let mut count = 0;
    for item in items {
        match item {
            Item::Line(line) => {
                count += 1;
                dump_line(out, count, line, fonts);
            }
            Item::Rule(rule) => {
                let RuleLine {
                    x0,
                    y0,
                    x1,
                    y1,
                    width,
                    colour,
                } = rule;
                let _ = writeln!(
                    out,
                    "     rule {x0:.2},{y0:.2} to {x1:.2},{y1:.2} width {width:.3}{}",
                    ink(*colour)
                );
            }
            Item::Picture(picture) => {
                let PlacedPicture {
                    part: _,
                    graphic,
                    description,
                    left,
                    top,
                    right,
                    bottom,
                } = picture;
                let place = format!("{left:.2},{top:.2} to {right:.2},{bottom:.2}");
                let (across, down) = match graphic {
                    Graphic::Stamp(picture) => picture.pixels(),
                    Graphic::Image(image) => image.pixels(),
                    Graphic::Plot(plot) => (plot.shapes.len() as u32, 1),
                };
                let _ = writeln!(
                    out,
                    "     picture {place} of {across} x {down}: {description}"
                );
            }
        }
    }
}

/// The colour of what is not black.
fn ink(colour: Colour) -> String {
    let Colour { red, green, blue } = colour;
    if colour == Colour::BLACK {
        return String::new();
    }
    format!(" ink {red:02X}{green:02X}{blue:02X}")
}

fn dump_line(out: &mut String, count: usize, line: &Line, fonts: &FontSet) {
    let x0 = line.spans.first().map_or(0.0, |span| span.x);
    let x1 = line
        .spans
        .iter()
        .rev()
        .find_map(|s| end(s, fonts))
        .unwrap_or(x0);
    let extra = line
        .spans
        .iter()
        .map(|s| s.space_extra)
        .fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
    let text: Vec<&str> = line.spans.iter().map(|span| span.text.as_str()).collect();
    let _ = writeln!(
        out,
        "{count:4} {:7.2} {x0:7.2} {x1:7.2} {extra:+.2} {:?}{}: {}",
        line.baseline,
        line.part.role,
        line.spans
            .first()
            .map_or(String::new(), |span| ink(span.colour)),
        text.join("|")
    );
}

/// Right edge of a span's text; none if it is spaces only.
fn end(span: &Span, fonts: &FontSet) -> Option<f64> {
    let text = span.text.trim_end_matches(' ');
    if text.is_empty() {
        return None;
    }
    let spaces = text.matches(' ').count() as f64;
    Some(span.x + fonts.face(span.face).width(text, span.size) + spaces * span.space_extra)
}
