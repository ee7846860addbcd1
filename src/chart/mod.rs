//! Charts (biểu đồ) of a document's figures: columns, lines, a pie.
//!
//! In: [`Chart`], the figures with their names. Out: [`Plot`], areas, lines and words with their places
//! ([`plot()`]), and the chart told in words ([`Chart::told`]). Pure functions; nothing here knows a page, a
//! file, or what is said to the writer.

mod axis;
mod bars;
mod labels;
mod legend;
mod lines;
mod pie;
mod plot;
mod scene;
#[cfg(test)]
mod tests;

pub(crate) use axis::Axis;
pub(crate) use bars::SHARE as COLUMNS_SHARE;
pub(crate) use lines::stroke as line_stroke;

pub(crate) use plot::{bounds, colour, plot};
pub use scene::{Plot, Shape, Stroke, Tint};

use crate::figures;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

/// The most series of a chart: so many can be told apart.
pub(crate) const MOST_SERIES: usize = 6;
/// The most groups of columns or points of a line.
pub(crate) const MOST_CATEGORIES: usize = 60;
/// The most slices of a pie.
pub(crate) const MOST_SLICES: usize = 8;

/// A chart by its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How the figures are drawn.
    pub kind: ChartKind,
    /// The unit (đơn vị tính); may be empty.
    pub unit: String,
    /// The names of the categories, one for each figure of a series: years, wards.
    pub categories: Vec<String>,
    /// At least one; a pie has one.
    pub series: Vec<Series>,
}

/// The sorts of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Columns side by side (biểu đồ cột).
    Columns,
    /// Columns on top of one another (cột chồng).
    Stacked,
    /// Lines (đường).
    Lines,
    /// Slices of a whole (tròn).
    Pie,
}

/// The names of the sorts, as content files and records have them.
pub(crate) const KINDS: [(&str, ChartKind); 4] = [
    ("cot", ChartKind::Columns),
    ("cot-chong", ChartKind::Stacked),
    ("duong", ChartKind::Lines),
    ("tron", ChartKind::Pie),
];

/// Figures of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// A figure a category; none where it is not known.
    pub values: Vec<Option<Decimal>>,
}

/// How charts look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartLook {
    /// Size of its words, in half-points.
    pub half_points: u32,
    /// Height in thousandths of the width.
    pub height: i32,
    /// A colour for each series or slice in turn.
    pub colours: Vec<Tint>,
    /// The words that tell of charts.
    pub words: ChartWords,
}

/// The words that tell of charts to those who do not see them, and of what is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartWords {
    /// `Biểu đồ cột`
    pub columns: String,
    /// `Biểu đồ cột chồng`
    pub stacked: String,
    /// `Biểu đồ đường`
    pub lines: String,
    /// `Biểu đồ tròn`
    pub pie: String,
    /// `Đơn vị tính`
    pub unit: String,
    /// In place of a figure that is not known.
    pub unknown: String,
}

impl ChartLook {
    /// Size of its words, in points.
    pub fn points(&self) -> f64 {
        f64::from(self.half_points) / 2.0
    }
}

impl Chart {
    /// A digest of the chart: what is alike is the same chart.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(format!("{self:?}")).into()
    }

    /// All its figures that are known.
    pub fn values(&self) -> impl Iterator<Item = Decimal> + '_ {
        self.series
            .iter()
            .flat_map(|series| &series.values)
            .flatten()
            .copied()
    }

    /// `Đơn vị tính: hộ`; none where nothing is said of it.
    pub fn unit_line(&self, words: &ChartWords) -> Option<String> {
        (!self.unit.is_empty()).then(|| format!("{}: {}", words.unit, self.unit))
    }

    /// A figure as it is written in the chart.
    pub fn shown(value: Decimal) -> String {
        figures::number(value.normalize())
    }

    /// The chart in words: all its figures.
    pub fn told(&self, words: &ChartWords) -> String {
        let kind = match self.kind {
            ChartKind::Columns => &words.columns,
            ChartKind::Stacked => &words.stacked,
            ChartKind::Lines => &words.lines,
            ChartKind::Pie => &words.pie,
        };
        let figure = |value: Option<Decimal>| value.map_or(words.unknown.clone(), Self::shown);
        let categories = self.categories.iter().enumerate().map(|(at, category)| {
            let figures = self.series.iter().map(|series| {
                let figure = figure(series.values.get(at).copied().flatten());
                match self.series.len() {
                    1 => figure,
                    _ => format!("{} {figure}", series.name),
                }
            });
            format!("{category}: {}", figures.collect::<Vec<_>>().join(", "))
        });
        let categories: Vec<String> = categories.collect();
        let name = match &self.series[..] {
            [only] if !only.name.is_empty() => format!(" {}", only.name),
            _ => String::new(),
        };
        let unit = self
            .unit_line(words)
            .map_or(String::new(), |unit| format!(" ({unit})"));
        format!("{kind}{name}{unit}. {}.", categories.join("; "))
    }

    /// Every text that is drawn, but for figures.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let names = self.series.iter().map(|series| series.name.as_str());
        let categories = self.categories.iter().map(String::as_str);
        names.chain(categories).chain([self.unit.as_str()])
    }
}
