//! A chart to its shapes: unit above, figures in the middle, legend below.

use super::axis::Axis;
use super::labels::{Area, Labels, Pen};
use super::legend::{self, Entry, Sample};
use super::scene::{Plot, Shape, Stroke, Tint};
use super::{Chart, ChartKind, ChartLook, bars, lines, pie};
use crate::font::FontSet;
use rust_decimal::Decimal;

/// Lines of a category's name below the axis.
const MOST_LINES: usize = 5;
/// The share of the height that turned names may take.
const TURNED_SHARE: f64 = 0.35;
/// Names that have no room lie so, in degrees.
const TURN: f64 = 45.0;
/// Thickness of lines behind the figures.
const THIN: f64 = 0.4;

/// Draws a chart in an area of that size, in points.
pub(crate) fn plot(
    chart: &Chart,
    look: &ChartLook,
    (width, height): (f64, f64),
    fonts: &FontSet,
) -> Plot {
    let pen = Pen::new(fonts, look.points());
    let mut shapes = Vec::new();
    let mut top = 0.3 * pen.size;
    if let Some(unit) = chart.unit_line(&look.words) {
        let unit = pen.cut(&unit, width);
        shapes.push(pen.words((0.0, top + pen.ascent()), &unit, Tint::BLACK));
        top += 1.3 * pen.height();
    }
    let entries = entries(chart, look);
    // Where the rows begin is known when their height is.
    let (_, legend_height) = legend::rows(&entries, pen, width, 0.0);
    let (legend, _) = legend::rows(&entries, pen, width, height - legend_height);
    shapes.extend(legend);
    let gap = if entries.is_empty() {
        0.0
    } else {
        0.5 * pen.size
    };
    let area = Area {
        left: 0.0,
        right: width,
        top,
        bottom: height - legend_height - gap,
    };
    match chart.kind {
        ChartKind::Pie => shapes.extend(pie::shapes(chart, look, area, pen)),
        _ => shapes.extend(framed(chart, look, area, pen)),
    }
    Plot {
        width,
        height,
        shapes,
    }
}

/// The legend; a single series needs none.
fn entries(chart: &Chart, look: &ChartLook) -> Vec<Entry> {
    let patch = |(at, name): (usize, &String)| Entry {
        name: name.clone(),
        sample: Sample::Patch(colour(look, at)),
    };
    match chart.kind {
        ChartKind::Pie => pie::names(chart).iter().enumerate().map(patch).collect(),
        _ if chart.series.len() < 2 => Vec::new(),
        ChartKind::Lines => lines::entries(chart, look),
        ChartKind::Columns | ChartKind::Stacked => {
            let names = chart.series.iter().map(|series| &series.name);
            names.enumerate().map(patch).collect()
        }
    }
}

/// The colour of a series or slice.
pub(crate) fn colour(look: &ChartLook, at: usize) -> Tint {
    let colours = look.colours.iter().cycle();
    colours.copied().nth(at).unwrap_or(Tint::GREY)
}

/// The place of figures between axes.
pub(super) struct Frame {
    /// Where figures are drawn.
    pub(super) area: Area,
    pub(super) axis: Axis,
    /// Width of a category.
    pub(super) slot: f64,
}

impl Frame {
    /// The height of a figure.
    pub(super) fn y(&self, value: Decimal) -> f64 {
        self.area.bottom - self.axis.share(value) * self.area.height()
    }

    /// The middle of a category.
    pub(super) fn x(&self, category: usize) -> f64 {
        self.area.left + self.slot * (category as f64 + 0.5)
    }
}

/// Columns or lines between axes.
fn framed(chart: &Chart, look: &ChartLook, whole: Area, pen: Pen<'_>) -> Vec<Shape> {
    let (least, most) = bounds(chart);
    let axis = Axis::of(least, most);
    let ticks: Vec<(Decimal, String)> = axis.ticks().map(|t| (t, Chart::shown(t))).collect();
    let widest = ticks
        .iter()
        .map(|(_, text)| pen.width(text))
        .fold(0.0, f64::max);
    let mut left = whole.left + widest + 0.5 * pen.size;
    let right = whole.right - 0.2 * pen.size;
    let count = chart.categories.len().max(1) as f64;
    let mut slot = (right - left) / count;
    let mut names = Names::of(chart, slot, (left, whole.height()), pen);
    if names.is_turned {
        // The first name begins left of its place: figures make room for it.
        let wanted = names.wanted(whole.height(), pen);
        left = left.max(wanted - slot / 2.0);
        slot = (right - left) / count;
        names = Names::of(chart, slot, (left, whole.height()), pen);
    }
    let frame = Frame {
        area: Area {
            left,
            right,
            // Room for the label of the highest figure.
            top: whole.top + 0.9 * pen.height(),
            bottom: whole.bottom - names.height,
        },
        axis,
        slot,
    };
    let mut shapes = Vec::new();
    for (tick, text) in &ticks {
        let y = frame.y(*tick);
        let (colour, width) = match tick.is_zero() {
            true => (Tint::GREY, 2.0 * THIN),
            false => (Tint::PALE, THIN),
        };
        shapes.push(Shape::Path {
            points: vec![(left, y), (right, y)],
            stroke: Stroke::plain(colour, width),
        });
        let x = left - 0.4 * pen.size - pen.width(text);
        shapes.push(pen.words((x, y + 0.33 * pen.size), text, Tint::BLACK));
    }
    shapes.extend(names.shapes(&frame, pen));
    let mut labels = Labels::new(Area {
        top: whole.top,
        ..frame.area
    });
    match chart.kind {
        ChartKind::Lines => shapes.extend(lines::shapes(chart, look, &frame, (pen, &mut labels))),
        _ => shapes.extend(bars::shapes(chart, look, &frame, (pen, &mut labels))),
    }
    shapes
}

/// The least and the most that is drawn: of stacked columns their sums.
pub(crate) fn bounds(chart: &Chart) -> (Decimal, Decimal) {
    let figures: Vec<Decimal> = match chart.kind {
        ChartKind::Stacked => {
            let sums = (0..chart.categories.len()).flat_map(|at| {
                let values = chart
                    .series
                    .iter()
                    .filter_map(move |s| s.values.get(at).copied()?);
                let (below, above): (Vec<_>, Vec<_>) = values.partition(|v| v.is_sign_negative());
                [below.into_iter().sum::<Decimal>(), above.into_iter().sum()]
            });
            sums.collect()
        }
        _ => chart.values().collect(),
    };
    let least = figures.iter().copied().min().unwrap_or_default();
    (least, figures.into_iter().max().unwrap_or_default())
}

/// Names of the categories below the figures.
struct Names {
    height: f64,
    /// For each that is shown, its lines; one where it is turned.
    lines: Vec<Option<Vec<String>>>,
    is_turned: bool,
    /// The widest name in points, uncut.
    widest: f64,
}

impl Names {
    /// Names in lines where each has room in its slot; else turned, and only so many as have room.
    fn of(chart: &Chart, slot: f64, (left, height): (f64, f64), pen: Pen<'_>) -> Self {
        let names = chart.categories.iter();
        let wrapped: Option<Vec<_>> = names
            .clone()
            .map(|name| pen.wrapped(name, slot - 0.4 * pen.size, MOST_LINES))
            .collect();
        let pad = 0.5 * pen.size;
        if let Some(lines) = wrapped {
            let most = lines.iter().map(Vec::len).max().unwrap_or(0);
            return Self {
                height: pad + most as f64 * pen.height(),
                lines: lines.into_iter().map(Some).collect(),
                is_turned: false,
                widest: 0.0,
            };
        }
        let every = (1.1 * pen.height() / (TURN.to_radians().sin() * slot))
            .ceil()
            .max(1.0) as usize;
        // The first begins left of its place: not beyond the edge.
        let room = (height * TURNED_SHARE / TURN.to_radians().sin())
            .min((left + slot / 2.0) / TURN.to_radians().cos());
        let widths = chart.categories.iter().map(|name| pen.width(name));
        let longest = widths.fold(0.0, f64::max);
        let lines: Vec<_> = names
            .enumerate()
            .map(|(at, name)| (at % every == 0).then(|| vec![pen.cut(name, room)]))
            .collect();
        let widths = lines.iter().flatten().flatten().map(|name| pen.width(name));
        let widest = widths.fold(0.0, f64::max);
        Self {
            height: pad + widest * TURN.to_radians().sin() + pen.height(),
            lines,
            is_turned: true,
            widest: longest,
        }
    }

    /// How far the widest name reaches to the left of its end.
    fn wanted(&self, height: f64, pen: Pen<'_>) -> f64 {
        let room = height * TURNED_SHARE / TURN.to_radians().sin();
        self.widest.min(room) * TURN.to_radians().cos() + 0.5 * pen.size
    }

    fn shapes(&self, frame: &Frame, pen: Pen<'_>) -> Vec<Shape> {
        let top = frame.area.bottom + 0.3 * pen.size;
        let mut shapes = Vec::new();
        for (at, lines) in self.lines.iter().enumerate() {
            for (row, line) in lines.iter().flatten().enumerate() {
                let (x, width) = (frame.x(at), pen.width(line));
                if self.is_turned {
                    let (sine, cosine) = TURN.to_radians().sin_cos();
                    shapes.push(Shape::Words {
                        at: (
                            x - width * cosine + 0.3 * pen.size,
                            top + width * sine + 0.5 * pen.size,
                        ),
                        size: pen.size,
                        turned: TURN,
                        colour: Tint::BLACK,
                        text: line.clone(),
                    });
                } else {
                    let baseline = top + row as f64 * pen.height() + pen.ascent();
                    shapes.push(pen.words((x - width / 2.0, baseline), line, Tint::BLACK));
                }
            }
        }
        shapes
    }
}
