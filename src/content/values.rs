//! Free trees of the YAML: `so_lieu` to [`Figures`], `the_thuc` to paths and texts.

use super::{
    Text, text,
    tree::{Node, Style, Value},
};
use crate::{
    diagnostic::{Diagnostic, Place, Source},
    figures::{Figure, Figures},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// The tree under `so_lieu`; numbers that are too long are told in `errors`.
pub(crate) fn figures(source: &Arc<Source>, node: &Node, errors: &mut Vec<Diagnostic>) -> Figures {
    Figures(figure(source, node, errors))
}

fn figure(source: &Arc<Source>, node: &Node, errors: &mut Vec<Diagnostic>) -> Figure {
    match &node.value {
        Value::Scalar(value, Style::Plain) => plain(source, node, value, errors),
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
    if !is_decimal(value) {
        return Figure::Text(text::normal(value));
    }
    let unsigned = value.strip_prefix('+').unwrap_or(value);
    match Decimal::from_str_exact(unsigned) {
        Ok(number) => Figure::Number {
            value: number,
            digits: value.to_owned(),
        },
        Err(_) if errors.len() >= super::MAX_REPORTED => Figure::Blank,
        Err(_) => {
            errors.push(
                Diagnostic::error("so-qua-dai", "số này dài quá 28 chữ số")
                    .at(place(source, node))
                    .help("nếu là mã số chứ không phải số để tính, đặt trong dấu ngoặc kép \"…\""),
            );
            Figure::Blank
        }
    }
}

/// An optional sign, digits, and perhaps a point with more digits.
pub(crate) fn is_decimal(value: &str) -> bool {
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// The leaves under `the_thuc`, each with its path, over those that are already there.
/// Deep trees are no choice of measures: what is below [`MEASURE_DEPTH`] is told in `errors`.
pub(super) fn measures(
    source: &Arc<Source>,
    node: &Node,
    into: &mut BTreeMap<String, Text>,
    errors: &mut Vec<Diagnostic>,
) {
    leaves(source, node, &mut Vec::new(), into, errors);
}

/// No measure has more names than this in its path.
const MEASURE_DEPTH: usize = 6;

fn leaves<'n>(
    source: &Arc<Source>,
    node: &'n Node,
    path: &mut Vec<&'n str>,
    into: &mut BTreeMap<String, Text>,
    errors: &mut Vec<Diagnostic>,
) {
    let Value::Map(entries) = &node.value else {
        if !node.is_null() {
            into.insert(path.join("."), text::text(source, node));
        }
        return;
    };
    if errors.len() >= super::MAX_REPORTED {
        return;
    }
    if path.len() >= MEASURE_DEPTH {
        let error = Diagnostic::error("qua-sau", "lựa chọn về thể thức không có nhiều cấp như vậy");
        errors.push(error.at(place(source, node)).help("bớt số cấp lồng nhau"));
        return;
    }
    for entry in entries {
        path.push(&entry.key);
        leaves(source, &entry.value, path, into, errors);
        path.pop();
    }
}

pub(crate) fn place(source: &Arc<Source>, node: &Node) -> Place {
    Place::new(source, node.range.clone())
}
