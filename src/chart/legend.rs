//! The legend: what each colour stands for, in rows below the chart.

use super::labels::Pen;
use super::scene::{Shape, Stroke, Tint};

/// From a sample to its words, in ems.
const GAP: f64 = 0.4;
/// From the words to the next sample, in ems.
const APART: f64 = 1.6;

/// An entry of the legend.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) sample: Sample,
}

/// How an entry is drawn.
pub(super) enum Sample {
    /// A patch of a colour.
    Patch(Tint),
    /// A stretch of a line, with the shapes of a point around its middle.
    Line(Stroke, Box<dyn Fn((f64, f64)) -> Shape>),
}

/// An entry, its name as it is shown, and the width that it takes.
type Named<'e> = (&'e Entry, String, f64);

/// Rows of entries in a width, each row in the middle: the shapes from `top` on, and their height.
pub(super) fn rows(entries: &[Entry], pen: Pen<'_>, width: f64, top: f64) -> (Vec<Shape>, f64) {
    let em = pen.size;
    let sample = |entry: &Entry| match entry.sample {
        Sample::Patch(_) => 0.8 * em,
        Sample::Line(..) => 2.4 * em,
    };
    let most = width - 3.0 * em;
    let named: Vec<Named<'_>> = entries
        .iter()
        .map(|entry| {
            let name = pen.cut(&entry.name, most);
            let wide = sample(entry) + GAP * em + pen.width(&name);
            (entry, name, wide)
        })
        .collect();
    // Each with the width that is taken of it.
    let mut lines: Vec<(Vec<&Named<'_>>, f64)> = Vec::new();
    for one in &named {
        match lines.last_mut() {
            Some((line, taken)) if *taken + APART * em + one.2 <= width => {
                *taken += APART * em + one.2;
                line.push(one);
            }
            _ => lines.push((vec![one], one.2)),
        }
    }
    let mut shapes = Vec::new();
    let line_height = 1.15 * pen.height();
    for (row, (line, taken)) in lines.iter().enumerate() {
        let baseline = top + line_height * row as f64 + pen.ascent();
        let middle = baseline - 0.32 * em;
        let mut x = (width - taken) / 2.0;
        for (entry, name, wide) in line {
            let end = x + sample(entry);
            match &entry.sample {
                Sample::Patch(colour) => shapes.push(patch((x, end), middle, *colour)),
                Sample::Line(stroke, point) => {
                    shapes.push(Shape::Path {
                        points: vec![(x, middle), (end, middle)],
                        stroke: stroke.clone(),
                    });
                    shapes.push(point(((x + end) / 2.0, middle)));
                }
            }
            shapes.push(pen.words((end + GAP * em, baseline), name, Tint::BLACK));
            x += wide + APART * em;
        }
    }
    (shapes, line_height * lines.len() as f64)
}

fn patch((left, right): (f64, f64), middle: f64, fill: Tint) -> Shape {
    let half = (right - left) / 2.0;
    Shape::Area {
        points: vec![
            (left, middle - half),
            (right, middle - half),
            (right, middle + half),
            (left, middle + half),
        ],
        fill,
        outline: Some(Stroke::plain(Tint::GREY, 0.4)),
    }
}
