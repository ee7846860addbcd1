//! Lines: told apart by their dashes and points too, for who prints in black.

use super::labels::{Area, Labels, Pen};
use super::legend::{Entry, Sample};
use super::plot::{Frame, colour};
use super::scene::{Shape, Stroke, Tint};
use super::{Chart, ChartLook};

/// Thickness of a line in points.
const THICK: f64 = 1.6;
/// From the middle of a point to its edge, in points.
const POINT: f64 = 2.6;
/// Dashes of the lines in turn.
const DASHES: [&[f64]; 6] = [
    &[],
    &[6.0, 2.5],
    &[1.6, 2.0],
    &[8.0, 2.0, 1.6, 2.0],
    &[3.5, 2.0],
    &[10.0, 3.0],
];

/// How a line of that number is drawn.
pub(crate) fn stroke(look: &ChartLook, number: usize) -> Stroke {
    Stroke {
        // A pale line does not show.
        colour: dark(colour(look, number)),
        width: THICK,
        dashes: DASHES[number % DASHES.len()].to_vec(),
    }
}

/// The colour, no paler than a line on paper may be.
pub(crate) fn dark(colour: Tint) -> Tint {
    match colour.light() > 0.6 {
        true => Tint(colour.0.map(|channel| (f64::from(channel) * 0.62) as u8)),
        false => colour,
    }
}

/// The legend's entries.
pub(super) fn entries(chart: &Chart, look: &ChartLook) -> Vec<Entry> {
    let names = chart.series.iter().map(|series| series.name.clone());
    let entry = |(number, name): (usize, String)| {
        let stroke = stroke(look, number);
        let fill = stroke.colour;
        Entry {
            name,
            sample: Sample::Line(stroke, Box::new(move |at| point(number, at, fill))),
        }
    };
    names.enumerate().map(entry).collect()
}

pub(super) fn shapes(
    chart: &Chart,
    look: &ChartLook,
    frame: &Frame,
    (pen, labels): (Pen<'_>, &mut Labels),
) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut points = Vec::new();
    for (number, series) in chart.series.iter().enumerate() {
        let stroke = stroke(look, number);
        let places = series.values.iter().enumerate();
        let places: Vec<Option<(f64, f64)>> = places
            .map(|(at, value)| Some((frame.x(at), frame.y((*value)?))))
            .collect();
        // What is not known leaves a gap.
        for run in places.split(Option::is_none).filter(|run| run.len() > 1) {
            shapes.push(Shape::Path {
                points: run.iter().copied().flatten().collect(),
                stroke: stroke.clone(),
            });
        }
        let known = places.iter().zip(&series.values);
        for (place, value) in known.filter_map(|(place, value)| Some(((*place)?, (*value)?))) {
            points.push((place, value, number, stroke.colour));
        }
    }
    for ((x, y), _, number, colour) in &points {
        shapes.push(point(*number, (*x, *y), *colour));
        labels.take(Area {
            left: x - POINT,
            right: x + POINT,
            top: y - POINT,
            bottom: y + POINT,
        });
    }
    let small = pen.sized(pen.size - 1.0);
    for ((x, y), value, _, _) in points {
        let text = Chart::shown(value);
        let label = labels
            .above(small, &text, (x, y - POINT - 1.0))
            .or_else(|| labels.above(small, &text, (x, y + POINT + 1.0 + small.height())));
        shapes.extend(label);
    }
    shapes
}

/// A point of the line of that number.
fn point(number: usize, (x, y): (f64, f64), fill: Tint) -> Shape {
    let corners: &[(f64, f64)] = match number % 4 {
        0 => &ROUND,
        1 => &[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
        2 => &[(0.0, -1.3), (1.2, 0.9), (-1.2, 0.9)],
        _ => &[(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)],
    };
    let size = if number % 4 == 1 { POINT * 0.85 } else { POINT };
    Shape::Area {
        points: corners
            .iter()
            .map(|(a, b)| (x + a * size, y + b * size))
            .collect(),
        fill,
        outline: None,
    }
}

/// Twelve corners are round enough for so small a thing.
const ROUND: [(f64, f64); 12] = [
    (1.0, 0.0),
    (0.866, 0.5),
    (0.5, 0.866),
    (0.0, 1.0),
    (-0.5, 0.866),
    (-0.866, 0.5),
    (-1.0, 0.0),
    (-0.866, -0.5),
    (-0.5, -0.866),
    (0.0, -1.0),
    (0.5, -0.866),
    (0.866, -0.5),
];
