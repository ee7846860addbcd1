//! How charts look, and the words of their descriptions.

use super::look::ColourFile;
use super::measure::Measure;
use crate::chart::{ChartLook, ChartWords, Tint};
use crate::sheet::Colour;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChartFile {
    #[serde(rename = "co_chu")]
    size: Measure,
    #[serde(rename = "cao")]
    height: Measure,
    #[serde(rename = "mau")]
    colours: Vec<ColourFile>,
    #[serde(rename = "mo_ta")]
    words: ChartWordsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartWordsFile {
    #[serde(rename = "cot")]
    columns: String,
    #[serde(rename = "cot_chong")]
    stacked: String,
    #[serde(rename = "duong")]
    lines: String,
    #[serde(rename = "tron")]
    pie: String,
    #[serde(rename = "don_vi")]
    unit: String,
    #[serde(rename = "chua_co")]
    unknown: String,
}

/// A colour as charts have it.
fn tint(colour: Colour) -> Tint {
    let Colour { red, green, blue } = colour;
    Tint([red, green, blue])
}

impl ChartFile {
    pub(super) fn into_look(self) -> ChartLook {
        let ChartWordsFile {
            columns,
            stacked,
            lines,
            pie,
            unit,
            unknown,
        } = self.words;
        ChartLook {
            half_points: self.size.half_points().0,
            height: self.height.thousandths().max(1),
            colours: self
                .colours
                .into_iter()
                .map(|colour| tint(colour.0))
                .collect(),
            words: ChartWords {
                columns,
                stacked,
                lines,
                pie,
                unit,
                unknown,
            },
        }
    }
}
