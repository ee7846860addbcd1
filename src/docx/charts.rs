//! Charts as Word has them: a chart part with the figures in it, and the workbook that it was made of, so
//! that who chooses "Edit Data" in Word finds the figures in a table.
//!
//! The workbook is written here, too: a sheet of some cells in the plainest form that the format has
//! (ECMA-376, part 1, 18.3), without the clock and counters of a library's.

use super::OFFICE;
use super::package::{self, Part};
use super::parts::Relations;
use super::xml::{DECLARATION, Element};
use crate::chart::{self, Axis};
use crate::diagnostic::Result;
use crate::sheet::{Chart, ChartKind, ChartLook, Series, Tint};
use rust_decimal::{Decimal, prelude::ToPrimitive};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
const CHART_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const WORKBOOK_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const SHEET_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const SHEET_SPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The name of the workbook's only sheet, by which the chart names its cells.
const SHEET: &str = "Sheet1";
/// Ids of the two axes.
const AXES: [&str; 2] = ["111111111", "222222222"];
/// Columns on a page wide enough for their figures.
const MOST_LABELS: usize = 24;
/// How the shares of a pie are written.
const PERCENT: &str = "0.0%";
/// The share of the axis that a piece of a stacked column needs for its figure.
const LEAST_PIECE: f64 = 0.08;
const EMU_PER_POINT: f64 = 12_700.0;

/// The element in a drawing that names the chart of a number.
pub(super) fn reference(number: usize) -> Element {
    Element::new("c:chart")
        .with("xmlns:c", format!("{DRAWING}/chart"))
        .with("r:id", format!("rIdChart{number}"))
}

/// The parts of a chart, related to the document.
pub(super) fn parts(
    number: usize,
    (chart, look): (&Chart, &ChartLook),
    family: &str,
    relations: &mut Relations,
) -> Result<Vec<Part>> {
    let target = format!("charts/chart{number}.xml");
    relations.add(
        &format!("rIdChart{number}"),
        &format!("{OFFICE}/chart"),
        &target,
    );
    let workbook = format!("embeddings/Microsoft_Excel_Worksheet{number}.xlsx");
    let mut own = Relations::default();
    own.add(
        "rId1",
        &format!("{OFFICE}/package"),
        &format!("../{workbook}"),
    );
    let writer = Writer {
        chart,
        look,
        family,
    };
    Ok(vec![
        Part::new(
            &format!("word/{target}"),
            CHART_TYPE,
            writer.space().to_part(),
        ),
        own.into_part(&format!("word/charts/_rels/chart{number}.xml.rels")),
        Part::bare(&format!("word/{workbook}"), &self::workbook(chart)?),
    ])
}

struct Writer<'a> {
    chart: &'a Chart,
    look: &'a ChartLook,
    family: &'a str,
}

impl Writer<'_> {
    /// The root of the part.
    fn space(&self) -> Element {
        let title = self.chart.unit_line(&self.look.words);
        let mut chart = Element::new("c:chart");
        chart.extend(title.as_deref().map(|title| self.title(title)));
        chart.extend([
            value(
                "c:autoTitleDeleted",
                if title.is_some() { "0" } else { "1" },
            ),
            self.area(),
        ]);
        if self.chart.series.len() > 1 || self.chart.kind == ChartKind::Pie {
            chart.push(Element::new("c:legend").holding([
                value("c:legendPos", "b"),
                value("c:overlay", "0"),
                self.words(),
            ]));
        }
        chart.extend([value("c:plotVisOnly", "1"), value("c:dispBlanksAs", "gap")]);
        let bare = Element::new("c:spPr").holding([no_fill(), line(None)]);
        Element::new("c:chartSpace")
            .with("xmlns:c", format!("{DRAWING}/chart"))
            .with("xmlns:a", format!("{DRAWING}/main"))
            .with("xmlns:r", OFFICE)
            .holding([
                value("c:roundedCorners", "0"),
                chart,
                bare,
                self.words(),
                Element::new("c:externalData")
                    .with("r:id", "rId1")
                    .holding([value("c:autoUpdate", "0")]),
            ])
    }

    /// The unit of the figures, at the upper left.
    fn title(&self, text: &str) -> Element {
        let run = Element::new("a:r").holding([
            self.run("a:rPr").with("lang", "vi-VN"),
            Element::new("a:t").saying(text),
        ]);
        let rich = Element::new("c:rich").holding([
            Element::new("a:bodyPr"),
            Element::new("a:lstStyle"),
            Element::new("a:p").holding([run]),
        ]);
        let layout = Element::new("c:manualLayout").holding([
            value("c:xMode", "edge"),
            value("c:yMode", "edge"),
            value("c:x", "0"),
            value("c:y", "0"),
        ]);
        Element::new("c:title").holding([
            Element::new("c:tx").holding([rich]),
            Element::new("c:layout").holding([layout]),
            value("c:overlay", "0"),
        ])
    }

    /// The figures and their axes.
    fn area(&self) -> Element {
        let series = self.chart.series.iter().enumerate();
        let series: Vec<Element> = series.map(|(at, series)| self.series(at, series)).collect();
        let group = match self.chart.kind {
            ChartKind::Pie => Element::new("c:pieChart")
                .holding([value("c:varyColors", "1")])
                .holding(series)
                .holding([value("c:firstSliceAng", "0")]),
            ChartKind::Lines => Element::new("c:lineChart")
                .holding([value("c:grouping", "standard"), value("c:varyColors", "0")])
                .holding(series)
                .holding([value("c:marker", "1")])
                .holding(AXES.map(|axis| value("c:axId", axis))),
            ChartKind::Columns | ChartKind::Stacked => self.columns(series),
        };
        let mut area = Element::new("c:plotArea").holding([Element::new("c:layout"), group]);
        if self.chart.kind != ChartKind::Pie {
            area.extend([self.categories(), self.figures()]);
        }
        area
    }

    fn columns(&self, series: Vec<Element>) -> Element {
        let stacked = self.chart.kind == ChartKind::Stacked;
        let count = if stacked { 1 } else { series.len().max(1) };
        // The gap between categories in per cent of a column's width, at most 500.
        let gap = (1.0 - chart::COLUMNS_SHARE) / chart::COLUMNS_SHARE * 100.0 * count as f64;
        Element::new("c:barChart")
            .holding([
                value("c:barDir", "col"),
                value("c:grouping", if stacked { "stacked" } else { "clustered" }),
                value("c:varyColors", "0"),
            ])
            .holding(series)
            .holding([value(
                "c:gapWidth",
                &(gap.min(500.0).round() as i32).to_string(),
            )])
            .holding(stacked.then(|| value("c:overlap", "100")))
            .holding(AXES.map(|axis| value("c:axId", axis)))
    }

    fn series(&self, at: usize, series: &Series) -> Element {
        let Series { name, values } = series;
        let column = column(at);
        let last = self.chart.categories.len() + 1;
        let order = at.to_string();
        let mut out =
            Element::new("c:ser").holding([value("c:idx", &order), value("c:order", &order)]);
        if !name.is_empty() {
            let cell = format!("{SHEET}!${column}$1");
            out.push(Element::new("c:tx").holding([strings(&cell, [name.as_str()])]));
        }
        match self.chart.kind {
            ChartKind::Columns | ChartKind::Stacked => out.extend([
                shape(chart::colour(self.look, at)),
                value("c:invertIfNegative", "0"),
            ]),
            ChartKind::Lines => out.extend(self.stroke(at)),
            ChartKind::Pie => {
                let slices = (0..values.len()).map(|slice| {
                    Element::new("c:dPt").holding([
                        value("c:idx", &slice.to_string()),
                        shape(chart::colour(self.look, slice)),
                    ])
                });
                out.extend(slices);
            }
        }
        out.push(self.labels(at));
        let names = format!("{SHEET}!$A$2:$A${last}");
        let categories = self.chart.categories.iter().map(String::as_str);
        let cells = format!("{SHEET}!${column}$2:${column}${last}");
        out.extend([
            Element::new("c:cat").holding([strings(&names, categories)]),
            Element::new("c:val").holding([numbers(&cells, values)]),
        ]);
        if self.chart.kind == ChartKind::Lines {
            out.push(value("c:smooth", "0"));
        }
        out
    }

    /// A line and its points, as our own drawing has them.
    fn stroke(&self, at: usize) -> [Element; 2] {
        let stroke = chart::line_stroke(self.look, at);
        let dash = ["solid", "dash", "sysDot", "lgDashDot", "sysDash", "lgDash"];
        let line = Element::new("a:ln").with("w", emu(stroke.width)).holding([
            fill(stroke.colour),
            Element::new("a:prstDash").with("val", dash[at % dash.len()]),
            Element::new("a:round"),
        ]);
        let symbol = ["circle", "square", "triangle", "diamond"][at % 4];
        let point = Element::new("c:marker").holding([
            value("c:symbol", symbol),
            value("c:size", "6"),
            Element::new("c:spPr").holding([fill(stroke.colour), self::line(None)]),
        ]);
        [Element::new("c:spPr").holding([line]), point]
    }

    /// The figures beside what is drawn of them.
    fn labels(&self, at: usize) -> Element {
        let pie = self.chart.kind == ChartKind::Pie;
        let (place, ink) = match self.chart.kind {
            ChartKind::Columns => ("outEnd", Tint::BLACK),
            ChartKind::Stacked => ("ctr", chart::colour(self.look, at).ink()),
            ChartKind::Lines if self.is_highest(at) => ("t", Tint::BLACK),
            ChartKind::Lines => ("b", Tint::BLACK),
            ChartKind::Pie => ("outEnd", Tint::BLACK),
        };
        let mut labels = Element::new("c:dLbls").holding(self.too_small(at));
        labels.extend([
            format(if pie {
                PERCENT
            } else {
                code(self.chart.values())
            }),
            Element::new("c:spPr").holding([no_fill(), line(None)]),
            self.words_in(ink, self.look.half_points.saturating_sub(2)),
            value("c:dLblPos", place),
        ]);
        let shown = [
            ("c:showLegendKey", false),
            ("c:showVal", !pie && self.has_room(at)),
            ("c:showCatName", false),
            ("c:showSerName", false),
            ("c:showPercent", pie),
            ("c:showBubbleSize", false),
        ];
        labels.extend(shown.map(|(name, on)| value(name, if on { "1" } else { "0" })));
        labels
    }

    /// The pieces of stacked columns that have no room for their figures.
    fn too_small(&self, at: usize) -> Vec<Element> {
        if self.chart.kind != ChartKind::Stacked {
            return Vec::new();
        }
        let (least, most) = chart::bounds(self.chart);
        let Axis { least, most, .. } = Axis::of(least, most);
        let share = |value: Decimal| (value.abs() / (most - least)).to_f64().unwrap_or(0.0);
        let values = self
            .chart
            .series
            .get(at)
            .map_or(&[][..], |series| &series.values);
        let small = values
            .iter()
            .enumerate()
            .filter(|(_, value)| value.is_some_and(|value| share(value) < LEAST_PIECE));
        let gone = small.map(|(point, _)| {
            Element::new("c:dLbl")
                .holding([value("c:idx", &point.to_string()), value("c:delete", "1")])
        });
        gone.collect()
    }

    /// Tells whether the figures of a series have room: Word puts them there whether they cover one
    /// another or not.
    fn has_room(&self, at: usize) -> bool {
        let figures = self.chart.series.len() * self.chart.categories.len();
        match self.chart.kind {
            ChartKind::Pie | ChartKind::Stacked => true,
            ChartKind::Columns => figures <= MOST_LABELS,
            // Over the highest line and under the lowest; those between would cover others.
            ChartKind::Lines => {
                let outer = self.is_highest(at) || self.is_lowest(at);
                outer && self.chart.categories.len() <= MOST_LABELS / 2
            }
        }
    }

    fn sum(&self, at: usize) -> Decimal {
        let series = self.chart.series.get(at);
        series.map_or(Decimal::ZERO, |series| series.values.iter().flatten().sum())
    }

    fn is_highest(&self, at: usize) -> bool {
        (0..self.chart.series.len()).all(|other| self.sum(at) >= self.sum(other))
    }

    fn is_lowest(&self, at: usize) -> bool {
        (0..self.chart.series.len()).all(|other| self.sum(at) <= self.sum(other))
    }

    /// The axis of categories: its names below all figures, also below those under zero.
    fn categories(&self) -> Element {
        Element::new("c:catAx").holding([
            value("c:axId", AXES[0]),
            Element::new("c:scaling").holding([value("c:orientation", "minMax")]),
            value("c:delete", "0"),
            value("c:axPos", "b"),
            value("c:majorTickMark", "none"),
            value("c:minorTickMark", "none"),
            value("c:tickLblPos", "low"),
            Element::new("c:spPr").holding([line(Some((Tint::GREY, 0.8)))]),
            self.words(),
            value("c:crossAx", AXES[1]),
            value("c:crosses", "autoZero"),
            value("c:auto", "1"),
            value("c:lblAlgn", "ctr"),
            value("c:lblOffset", "100"),
            value("c:noMultiLvlLbl", "0"),
        ])
    }

    /// The axis of figures, in the steps of our own drawing.
    fn figures(&self) -> Element {
        let (least, most) = chart::bounds(self.chart);
        let Axis { least, most, step } = Axis::of(least, most);
        let grid = Element::new("c:spPr").holding([line(Some((Tint::PALE, 0.4)))]);
        Element::new("c:valAx").holding([
            value("c:axId", AXES[1]),
            Element::new("c:scaling").holding([
                value("c:orientation", "minMax"),
                value("c:max", &most.to_string()),
                value("c:min", &least.to_string()),
            ]),
            value("c:delete", "0"),
            value("c:axPos", "l"),
            Element::new("c:majorGridlines").holding([grid]),
            format(code([least, most, step])),
            value("c:majorTickMark", "none"),
            value("c:minorTickMark", "none"),
            value("c:tickLblPos", "low"),
            Element::new("c:spPr").holding([line(None)]),
            self.words(),
            value("c:crossAx", AXES[0]),
            value("c:crosses", "autoZero"),
            value("c:crossBetween", "between"),
            value("c:majorUnit", &step.to_string()),
        ])
    }

    fn words(&self) -> Element {
        self.words_in(Tint::BLACK, self.look.half_points)
    }

    /// How words look, in a colour and a size in half-points.
    fn words_in(&self, ink: Tint, half_points: u32) -> Element {
        let mut run = Element::new("a:defRPr")
            .with("sz", (half_points * 50).to_string())
            .with("b", "0");
        run.extend([fill(ink)]);
        run.extend(self.faces());
        let properties = Element::new("a:pPr").holding([run]);
        let end = Element::new("a:endParaRPr").with("lang", "vi-VN");
        Element::new("c:txPr").holding([
            Element::new("a:bodyPr"),
            Element::new("a:lstStyle"),
            Element::new("a:p").holding([properties, end]),
        ])
    }

    fn run(&self, name: &'static str) -> Element {
        Element::new(name)
            .with("sz", (self.look.half_points * 50).to_string())
            .with("b", "0")
            .holding([fill(Tint::BLACK)])
            .holding(self.faces())
    }

    fn faces(&self) -> [Element; 2] {
        ["a:latin", "a:cs"].map(|name| Element::new(name).with_text("typeface", self.family))
    }
}

fn value(name: &'static str, value: &str) -> Element {
    Element::new(name).with("val", value.to_owned())
}

/// How figures are written; Word writes them by the habits of its user's country.
fn format(code: &'static str) -> Element {
    Element::new("c:numFmt")
        .with("formatCode", code)
        .with("sourceLinked", "0")
}

/// The code for figures: with marks between thousands where there are any, else with as many digits behind
/// the comma as each has.
fn code(figures: impl IntoIterator<Item = Decimal>) -> &'static str {
    let figures: Vec<Decimal> = figures.into_iter().collect();
    let whole = figures.iter().all(|figure| figure.normalize().scale() == 0);
    let large = figures
        .iter()
        .any(|figure| figure.abs() >= Decimal::ONE_THOUSAND);
    match (whole, large) {
        (true, _) => "#,##0",
        (false, true) => "#,##0.00",
        (false, false) => "General",
    }
}

fn emu(points: f64) -> String {
    ((points * EMU_PER_POINT).round() as i64).to_string()
}

fn fill(colour: Tint) -> Element {
    let Tint(channels) = colour;
    let digits = channels.map(|channel| format!("{channel:02X}")).concat();
    Element::new("a:solidFill").holding([Element::new("a:srgbClr").with("val", digits)])
}

fn no_fill() -> Element {
    Element::new("a:noFill")
}

/// A line of a colour and a thickness in points, or none.
fn line(of: Option<(Tint, f64)>) -> Element {
    match of {
        None => Element::new("a:ln").holding([no_fill()]),
        Some((colour, width)) => Element::new("a:ln")
            .with("w", emu(width))
            .holding([fill(colour)]),
    }
}

/// A filled shape with a thin outline.
fn shape(colour: Tint) -> Element {
    Element::new("c:spPr").holding([fill(colour), line(Some((Tint::GREY, 0.4)))])
}

fn strings<'t>(cells: &str, texts: impl IntoIterator<Item = &'t str>) -> Element {
    let texts: Vec<&str> = texts.into_iter().collect();
    let count = value("c:ptCount", &texts.len().to_string());
    let points = texts.iter().enumerate().map(|(at, text)| point(at, text));
    Element::new("c:strRef").holding([
        Element::new("c:f").saying(cells),
        Element::new("c:strCache").holding([count]).holding(points),
    ])
}

fn numbers(cells: &str, values: &[Option<Decimal>]) -> Element {
    let known = values.iter().enumerate();
    let known = known.filter_map(|(at, value)| Some(point(at, &(*value)?.to_string())));
    let cache = Element::new("c:numCache").holding([
        Element::new("c:formatCode").saying("General"),
        value("c:ptCount", &values.len().to_string()),
    ]);
    Element::new("c:numRef").holding([Element::new("c:f").saying(cells), cache.holding(known)])
}

fn point(at: usize, text: &str) -> Element {
    Element::new("c:pt")
        .with("idx", at.to_string())
        .holding([Element::new("c:v").saying(text)])
}

/// The column of a series in the workbook: B to G.
fn column(series: usize) -> char {
    let index = u8::try_from(series).unwrap_or(u8::MAX).min(24);
    char::from(b'B' + index)
}

/// The workbook: names of series in the first row, categories in the first column.
fn workbook(chart: &Chart) -> Result<Vec<u8>> {
    let text = |cell: String, text: &str| {
        let text = Element::new("t").with("xml:space", "preserve").saying(text);
        Element::new("c")
            .with("r", cell)
            .with("t", "inlineStr")
            .holding([Element::new("is").holding([text])])
    };
    let row = |number: usize| Element::new("row").with("r", number.to_string());
    let names = chart.series.iter().enumerate();
    let names = names.map(|(at, series)| text(format!("{}1", column(at)), &series.name));
    let mut data = Element::new("sheetData").holding([row(1).holding(names)]);
    for (at, category) in chart.categories.iter().enumerate() {
        let number = at + 2;
        let figures = chart
            .series
            .iter()
            .enumerate()
            .filter_map(|(column, series)| {
                let value = series.values.get(at).copied().flatten()?;
                let figure = Element::new("v").saying(&value.to_string());
                let cell = format!("{}{number}", self::column(column));
                Some(Element::new("c").with("r", cell).holding([figure]))
            });
        data.push(
            row(number)
                .holding([text(format!("A{number}"), category)])
                .holding(figures),
        );
    }
    let sheet = Element::new("worksheet")
        .with("xmlns", SHEET_SPACE)
        .holding([data]);
    let only = Element::new("sheet")
        .with("name", SHEET)
        .with("sheetId", "1")
        .with("r:id", "rId1");
    let book = Element::new("workbook")
        .with("xmlns", SHEET_SPACE)
        .with("xmlns:r", OFFICE)
        .holding([Element::new("sheets").holding([only])]);
    let relations = |target: &str, kind: &str, name: &str| {
        let mut relations = Relations::default();
        relations.add("rId1", &format!("{OFFICE}/{kind}"), target);
        relations.into_part(name)
    };
    let types = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{WORKBOOK_TYPE}\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{SHEET_TYPE}\"/></Types>"
    );
    package::pack(&[
        Part::xml("[Content_Types].xml", types),
        relations("xl/workbook.xml", "officeDocument", "_rels/.rels"),
        Part::xml("xl/workbook.xml", book.to_part()),
        relations(
            "worksheets/sheet1.xml",
            "worksheet",
            "xl/_rels/workbook.xml.rels",
        ),
        Part::xml("xl/worksheets/sheet1.xml", sheet.to_part()),
    ])
}
