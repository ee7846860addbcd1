//! Free trees of a file, whose keys are the writer's: to [`Figures`].

use crate::{
    diagnostic::{Diagnostic, Place, Source},
    figures::{self, Figure, Figures, Reading, Rule, Writing},
    yaml::{
        MAX_REPORTED, Text, text,
        tree::{Entry, Node, Style, Value},
        typed::{Form, FromNode, Reader},
    },
};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::{borrow::Cow, sync::Arc};

/// Any map of figures.
#[derive(Debug)]
pub(crate) struct FigureTree {
    source: Arc<Source>,
    root: Arc<Node>,
}

impl FigureTree {
    /// The figures; numbers that are too long are told in `errors`.
    pub(crate) fn figures(&self, errors: &mut Vec<Diagnostic>) -> Figures {
        Figures(figure(&self.source, &self.root, errors))
    }
}

impl FromNode for FigureTree {
    const FORM: Form = Form::Figures;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::Map(_) => Some(Self {
                source: Arc::clone(reader.source),
                root: Arc::clone(node),
            }),
            Value::Scalar(..) | Value::Seq(_) => reader.unfit(node),
        }
    }
}

impl JsonSchema for FigureTree {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "FigureTree".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object" })
    }
}

/// The rows of a chart: its own, or a path to those of the figures.
#[derive(Debug)]
pub(crate) struct ChartRows(pub(crate) Rows);

/// Rows of figures.
#[derive(Debug)]
pub(crate) enum Rows {
    /// `so_lieu.khom`
    Path(Text),
    /// A list.
    Own(FigureTree),
}

impl FigureTree {
    /// The tree as one figure; numbers that are too long are told in `errors`.
    pub(crate) fn figure(&self, errors: &mut Vec<Diagnostic>) -> Figure {
        figure(&self.source, &self.root, errors)
    }
}

impl FromNode for ChartRows {
    const FORM: Form = Form::Figures;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let rows = match node.value {
            Value::Scalar(..) => Rows::Path(text::text(reader.source, node)?),
            Value::Seq(_) => Rows::Own(FigureTree {
                source: Arc::clone(reader.source),
                root: Arc::clone(node),
            }),
            Value::Map(_) => return reader.unfit(node),
        };
        Some(Self(rows))
    }
}

impl JsonSchema for ChartRows {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "ChartRows".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "array"], "items": { "type": "object" } })
    }
}

fn figure(source: &Arc<Source>, node: &Node, errors: &mut Vec<Diagnostic>) -> Figure {
    match &node.value {
        Value::Scalar(value, Style::Plain) => plain(source, node, value, errors),
        Value::Scalar(value, Style::Number) => match figures::read(value, Rule::Machine).number() {
            Some(value) => {
                let value = value.normalize();
                let shown = figures::bare(value);
                Figure::Number { value, shown }
            }
            None => too_long(source, node, errors),
        },
        Value::Scalar(value, _) => Figure::Text(text::normal(value.trim_end())),
        Value::Seq(items) => Figure::List(
            items
                .iter()
                .map(|item| (figure(source, item, errors), place(source, item)))
                .collect(),
        ),
        Value::Map(entries) => Figure::Map(members(source, entries, errors)),
    }
}

/// The figures of a map; numbers that are too long are told in `errors`.
pub(crate) fn members(
    source: &Arc<Source>,
    entries: &[Entry],
    errors: &mut Vec<Diagnostic>,
) -> Vec<(String, Figure, Place)> {
    let read = |entry: &Entry| {
        errors.extend(cut_number(source, entry));
        let value = figure(source, &entry.value, errors);
        (entry.key.clone(), value, place(source, &entry.value))
    };
    entries.iter().map(read).collect()
}

fn plain(source: &Arc<Source>, node: &Node, value: &str, errors: &mut Vec<Diagnostic>) -> Figure {
    if node.is_null() {
        return Figure::Blank;
    }
    match value {
        "true" | "True" | "TRUE" => return Figure::Bool(true),
        "false" | "False" | "FALSE" => return Figure::Bool(false),
        _ => {}
    }
    number(source, node, value, errors)
}

/// A number without quotes. A comma before three digits is one before decimals here: a document is
/// written as Vietnamese offices write. A point there stays text, which is printed as it stands and
/// refused where a number is needed.
fn number(source: &Arc<Source>, node: &Node, value: &str, errors: &mut Vec<Diagnostic>) -> Figure {
    match figures::read(value, Rule::Document) {
        Reading::Number {
            value: number,
            told,
            percent: _,
        } => Figure::Number {
            value: number,
            shown: shown(value, number, told),
        },
        Reading::TooLong => too_long(source, node, errors),
        Reading::Either { .. } | Reading::No => Figure::Text(text::normal(value)),
    }
}

/// In `{tien: 12,5}` the comma ends the entry, and `5` becomes one of its own.
fn cut_number(source: &Arc<Source>, entry: &Entry) -> Option<Diagnostic> {
    let is_digits = entry.key.bytes().all(|b| b.is_ascii_digit()) && entry.value.is_null();
    let text = source.text.as_str();
    let behind = text.get(entry.key_range.end..).unwrap_or("").trim_start();
    let before = text.get(..entry.key_range.start).unwrap_or("");
    let cut = is_digits && behind.starts_with(['}', ',']) && before.ends_with(',');
    cut.then(|| {
        let message = "trong { } dấu phẩy ngăn các mục nên số bị cắt đôi ở đây";
        let error = Diagnostic::error("so-bi-cat", message)
            .at(Place::new(source, entry.key_range.clone()))
            .help("ghi 12.5 thay cho 12,5; hoặc ghi mỗi mục một dòng");
        // `12,500` may be twelve thousand.
        match entry.key.len() {
            3 => error,
            _ => {
                let comma = entry.key_range.start - 1..entry.key_range.start;
                error.fix(
                    "đổi dấu phẩy thành dấu chấm",
                    Place::new(source, comma),
                    ".",
                )
            }
        }
    })
}

fn too_long(source: &Arc<Source>, node: &Node, errors: &mut Vec<Diagnostic>) -> Figure {
    if errors.len() < MAX_REPORTED {
        errors.push(
            Diagnostic::error("so-qua-dai", "số này dài quá 28 chữ số")
                .at(place(source, node))
                .help("nếu là mã số chứ không phải số để tính, đặt trong dấu ngoặc kép \"…\""),
        );
    }
    Figure::Blank
}

/// How a number of a YAML file is printed bare: one in a machine's digits as offices write it, any
/// other as it stands.
fn shown(written: &str, value: Decimal, told: Option<Writing>) -> String {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_machine = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_machine && told != Some(Writing::Comma) && !figures::is_coded(digits) {
        return figures::bare(value);
    }
    match told {
        Some(Writing::Point) => written.replace(',', "").replace('.', ","),
        Some(Writing::Comma) | None => written.to_owned(),
    }
}

pub(crate) fn place(source: &Arc<Source>, node: &Node) -> Place {
    Place::new(source, node.range.clone())
}
