//! A pie: slices from noon on, their shares in them.

use super::labels::{Area, Pen};
use super::plot::colour;
use super::scene::{Shape, Stroke, Tint};
use super::{Chart, ChartLook};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use std::f64::consts::TAU;

/// Degrees between the corners of an arc.
const FINE: f64 = 3.0;

/// The slices: name, figure, share of the whole.
fn slices(chart: &Chart) -> Vec<(String, Decimal, f64)> {
    let values = chart
        .series
        .first()
        .map_or(&[][..], |series| &series.values[..]);
    let whole: Decimal = values.iter().flatten().sum();
    let share = |value: Decimal| match whole.is_zero() {
        true => 0.0,
        false => (value / whole).to_f64().unwrap_or(0.0),
    };
    let named = chart.categories.iter().zip(values);
    named
        .map(|(name, value)| {
            let value = value.unwrap_or_default();
            (name.clone(), value, share(value))
        })
        .collect()
}

/// The share of a slice as it is written: `12,5%`.
fn percent(share: f64) -> String {
    // Tenths of a per cent.
    let tenths = Decimal::new((share * 1000.0).round() as i64, 1);
    format!("{}%", Chart::shown(tenths))
}

/// The words of the legend for each slice: its name, figure and share.
pub(super) fn names(chart: &Chart) -> Vec<String> {
    let told = |(name, value, share): (String, Decimal, f64)| {
        format!("{name}: {} ({})", Chart::shown(value), percent(share))
    };
    slices(chart).into_iter().map(told).collect()
}

pub(super) fn shapes(chart: &Chart, look: &ChartLook, area: Area, pen: Pen<'_>) -> Vec<Shape> {
    let centre = (
        (area.left + area.right) / 2.0,
        (area.top + area.bottom) / 2.0,
    );
    let radius = (area.width().min(area.height()) / 2.0 - 2.0).max(1.0);
    let on = |turn: f64, radius: f64| {
        let (sine, cosine) = (turn * TAU).sin_cos();
        (centre.0 + radius * sine, centre.1 - radius * cosine)
    };
    let (mut areas, mut words) = (Vec::new(), Vec::new());
    let mut from = 0.0;
    for (number, (_, _, share)) in slices(chart).into_iter().enumerate() {
        if share <= 0.0 {
            continue;
        }
        let steps = (share * 360.0 / FINE).ceil().max(1.0);
        let arc = (0..=steps as usize).map(|step| on(from + share * step as f64 / steps, radius));
        let is_whole = share > 0.999_999;
        let points = (!is_whole)
            .then_some(centre)
            .into_iter()
            .chain(arc)
            .collect();
        let fill = colour(look, number);
        areas.push(Shape::Area {
            points,
            fill,
            outline: Some(Stroke::plain(Tint::WHITE, 1.0)),
        });
        let text = percent(share);
        let (x, y) = on(
            from + share / 2.0,
            if is_whole { 0.0 } else { radius * 0.66 },
        );
        // The words have room across the slice.
        if pen.width(&text) < share * TAU * radius * 0.66 {
            let at = (x - pen.width(&text) / 2.0, y + 0.33 * pen.size);
            words.push(pen.words(at, &text, fill.ink()));
        }
        from += share;
    }
    areas.extend(words);
    areas
}
