//! Columns: side by side, or on top of one another.

use super::labels::{Area, Labels, Pen};
use super::plot::{Frame, colour};
use super::scene::{Shape, Stroke, Tint};
use super::{Chart, ChartKind, ChartLook};
use rust_decimal::Decimal;

/// The share of a category's width that its columns take.
pub(crate) const SHARE: f64 = 0.68;
/// A single column is no wider, in ems.
const WIDEST: f64 = 5.0;

pub(super) fn shapes(
    chart: &Chart,
    look: &ChartLook,
    frame: &Frame,
    (pen, labels): (Pen<'_>, &mut Labels),
) -> Vec<Shape> {
    match chart.kind {
        ChartKind::Stacked => stacked(chart, look, frame, pen),
        _ => side_by_side(chart, look, frame, (pen, labels)),
    }
}

fn side_by_side(
    chart: &Chart,
    look: &ChartLook,
    frame: &Frame,
    (pen, labels): (Pen<'_>, &mut Labels),
) -> Vec<Shape> {
    let count = chart.series.len();
    let bar = (frame.slot * SHARE / count as f64).min(WIDEST * pen.size);
    let mut columns = Vec::new();
    for (number, series) in chart.series.iter().enumerate() {
        for (at, value) in series.values.iter().enumerate() {
            let Some(value) = *value else { continue };
            let left = frame.x(at) + (number as f64 - count as f64 / 2.0) * bar;
            let area = column(frame, (left, left + bar), (Decimal::ZERO, value));
            labels.take(area);
            columns.push((area, colour(look, number), value));
        }
    }
    let small = pen.sized(pen.size - 1.0);
    let mut shapes: Vec<Shape> = columns
        .iter()
        .map(|(area, fill, _)| filled(area, *fill))
        .collect();
    for (area, _, value) in &columns {
        let x = (area.left + area.right) / 2.0;
        let foot = match value.is_sign_negative() {
            true => area.bottom + small.height() + 1.0,
            false => area.top - 1.0,
        };
        let text = Chart::shown(*value);
        if let Some(words) = labels.above(small, &text, (x, foot)) {
            shapes.push(ground(small.width(&text), (x, foot), small));
            shapes.push(words);
        }
    }
    shapes
}

/// Paper under a label, so that no line goes through it.
fn ground(width: f64, (x, bottom): (f64, f64), pen: Pen<'_>) -> Shape {
    let area = Area {
        left: x - width / 2.0,
        right: x + width / 2.0,
        top: bottom - 0.9 * pen.height(),
        bottom: bottom - 0.1 * pen.height(),
    };
    Shape::Area {
        points: area.corners(),
        fill: Tint::WHITE,
        outline: None,
    }
}

fn stacked(chart: &Chart, look: &ChartLook, frame: &Frame, pen: Pen<'_>) -> Vec<Shape> {
    let bar = (frame.slot * SHARE).min(WIDEST * pen.size);
    let small = pen.sized(pen.size - 1.0);
    let mut shapes = Vec::new();
    for at in 0..chart.categories.len() {
        let left = frame.x(at) - bar / 2.0;
        let (mut above, mut below) = (Decimal::ZERO, Decimal::ZERO);
        for (number, series) in chart.series.iter().enumerate() {
            let Some(value) = series.values.get(at).copied().flatten() else {
                continue;
            };
            let sum = if value.is_sign_negative() {
                &mut below
            } else {
                &mut above
            };
            let from = *sum;
            *sum += value;
            let area = column(frame, (left, left + bar), (from, *sum));
            let fill = colour(look, number);
            shapes.push(filled(&area, fill));
            let text = Chart::shown(value);
            let width = small.width(&text);
            if area.height() >= small.height() && width < area.width() && !value.is_zero() {
                let middle = (area.top + area.bottom) / 2.0 + 0.33 * small.size;
                let x = (area.left + area.right - width) / 2.0;
                shapes.push(small.words((x, middle), &text, fill.ink()));
            }
        }
    }
    shapes
}

fn column(frame: &Frame, (left, right): (f64, f64), (from, to): (Decimal, Decimal)) -> Area {
    let (one, other) = (frame.y(from), frame.y(to));
    Area {
        left,
        right,
        top: one.min(other),
        bottom: one.max(other),
    }
}

fn filled(area: &Area, fill: Tint) -> Shape {
    Shape::Area {
        points: area.corners(),
        fill,
        outline: Some(Stroke::plain(Tint::GREY, 0.4)),
    }
}
