//! Free trees of a file, whose keys are the writer's: to [`Figures`].

use super::{
    text,
    tree::{Entry, Node, Style, Value},
    typed::{Form, FromNode, Reader},
};
use crate::{
    diagnostic::{Diagnostic, Place, Source},
    figures::{self, Figure, Figures, Reading, Writing},
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
        figures(&self.source, &self.root, errors)
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

/// The figures in a tree; numbers that are too long are told in `errors`.
pub(crate) fn figures(source: &Arc<Source>, node: &Node, errors: &mut Vec<Diagnostic>) -> Figures {
    Figures(figure(source, node, errors))
}

fn figure(source: &Arc<Source>, node: &Node, errors: &mut Vec<Diagnostic>) -> Figure {
    match &node.value {
        Value::Scalar(value, Style::Plain) => plain(source, node, value, errors),
        Value::Scalar(value, Style::Number) => match of_json(value) {
            Some(value) => Figure::Number {
                value,
                shown: figures::bare(value),
            },
            None => too_long(source, node, errors),
        },
        Value::Scalar(value, _) => Figure::Text(text::normal(value.trim_end())),
        Value::Seq(items) => Figure::List(
            items
                .iter()
                .map(|item| (figure(source, item, errors), place(source, item)))
                .collect(),
        ),
        Value::Map(entries) => Figure::Map(
            entries
                .iter()
                .map(|entry| {
                    if let Some(error) = cut_number(source, entry) {
                        errors.push(error);
                    }
                    let value = figure(source, &entry.value, errors);
                    (entry.key.clone(), value, place(source, &entry.value))
                })
                .collect(),
        ),
    }
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
    match figures::read_in_document(value) {
        Reading::Number {
            value: number,
            told,
            percent: _,
        } => Figure::Number {
            value: number,
            shown: shown(value, number, told),
        },
        Reading::No if is_decimal(value) => too_long(source, node, errors),
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
    if errors.len() < super::MAX_REPORTED {
        errors.push(
            Diagnostic::error("so-qua-dai", "số này dài quá 28 chữ số")
                .at(place(source, node))
                .help("nếu là mã số chứ không phải số để tính, đặt trong dấu ngoặc kép \"…\""),
        );
    }
    Figure::Blank
}

/// A number of JSON: `412.0` is 412, `1.2e3` is 1200. What is below a decimal's last digit is
/// rounding that a program left over.
fn of_json(written: &str) -> Option<Decimal> {
    let (digits, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let number = Decimal::from_str_exact(digits).ok()?.normalize();
    let scale = i64::from(number.scale()).checked_sub(exponent)?;
    let mantissa = number.mantissa();
    let value = if mantissa == 0 {
        Decimal::ZERO
    } else if scale > 28 {
        let lost = u32::try_from(scale - 28).ok()?;
        let kept = 10_i128.checked_pow(lost).map_or(0, |unit| mantissa / unit);
        Decimal::try_from_i128_with_scale(kept, 28).ok()?
    } else if scale >= 0 {
        Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()?
    } else {
        let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
        Decimal::try_from_i128_with_scale(mantissa.checked_mul(factor)?, 0).ok()?
    };
    Some(value.normalize())
}

/// How a number of a YAML file is printed bare: one in a machine's digits as offices write it, any
/// other as it stands.
fn shown(written: &str, value: Decimal, told: Option<Writing>) -> String {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_coded = digits.starts_with('0') && digits != "0" && !digits.starts_with("0.");
    if is_decimal(digits) && !digits.starts_with('+') && !is_coded {
        return figures::bare(value);
    }
    match told {
        Some(Writing::Point) => written.replace(',', "").replace('.', ","),
        Some(Writing::Comma) | None => written.to_owned(),
    }
}

/// An optional sign, digits, and perhaps a point with more digits.
pub(crate) fn is_decimal(value: &str) -> bool {
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

pub(crate) fn place(source: &Arc<Source>, node: &Node) -> Place {
    Place::new(source, node.range.clone())
}

#[cfg(test)]
mod tests {
    use super::of_json;

    #[test]
    fn numbers_of_json() {
        for (written, expected) in [
            ("412.0", Some("412")),
            ("1.2e3", Some("1200")),
            ("1.674", Some("1.674")),
            ("-0.0", Some("0")),
            ("94.50", Some("94.5")),
            ("1E-2", Some("0.01")),
            ("12.5e+1", Some("125")),
            (
                "5.551115123125783e-17",
                Some("0.0000000000000000555111512312"),
            ),
            ("1e-400", Some("0")),
            ("1e27", Some("1000000000000000000000000000")),
            ("1e30", None),
            ("1e99999999999999999999", None),
            ("12345678901234567890123456789012", None),
        ] {
            let value = of_json(written).map(|value| value.to_string());
            assert_eq!(value.as_deref(), expected, "{written}");
        }
    }
}
