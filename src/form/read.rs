//! What a field shows of a node, and what is typed into it.

use super::Widget;
use crate::{
    diagnostic::Source,
    yaml::{
        text,
        tree::{Node, Style, Value},
    },
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// The characters of a scalar as YAML decodes them, without ends of lines behind them; empty for no value.
pub(super) fn raw(node: &Node) -> &str {
    match &node.value {
        Value::Scalar(text, _) if !node.is_null() => text.trim_end_matches('\n'),
        _ => "",
    }
}

/// The Markdown of a scalar as its reader takes it: YAML joins lines that Markdown has apart, unless they stand
/// under `|`.
pub(super) fn markdown(source: &Arc<Source>, node: &Node) -> String {
    match is_as_written(source, node) {
        true => raw(node).to_owned(),
        false => {
            let read = text::markdown(source, node);
            read.map(|text| text.text).unwrap_or_default()
        }
    }
}

/// Tells whether the Markdown of a scalar is what YAML decodes.
pub(super) fn is_as_written(source: &Source, node: &Node) -> bool {
    let written = || {
        source
            .text
            .get(node.range.clone())
            .unwrap_or_default()
            .trim_end()
    };
    match &node.value {
        Value::Scalar(_, Style::Literal | Style::Number) => true,
        Value::Scalar(_, Style::Folded) => false,
        Value::Scalar(text, Style::Plain | Style::Quoted) => {
            let escaped = written().starts_with('"') && written().contains("\\n");
            node.is_null() || !written().contains('\n') && (escaped || !text.contains('\n'))
        }
        Value::Seq(_) | Value::Map(_) => true,
    }
}

/// The lines of a list, of a text of lines, or of a line.
pub(super) fn lines(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Seq(items) => items.iter().map(|item| raw(item).to_owned()).collect(),
        Value::Scalar(..) => match raw(node) {
            "" => Vec::new(),
            text => text.split('\n').map(str::to_owned).collect(),
        },
        Value::Map(_) => Vec::new(),
    }
}

/// The value as JSON, every scalar a text.
pub(super) fn whole(node: &Node) -> Json {
    match &node.value {
        Value::Scalar(..) if node.is_null() => Json::Null,
        Value::Scalar(..) => json!(raw(node)),
        Value::Seq(items) => items.iter().map(|item| whole(item)).collect(),
        Value::Map(all) => {
            let all = all
                .iter()
                .map(|entry| (entry.key.clone(), whole(&entry.value)));
            Json::Object(all.collect())
        }
    }
}

/// The value of a field.
pub(super) fn value(widget: Widget, source: &Arc<Source>, node: &Node) -> Json {
    if node.is_null() {
        return Json::Null;
    }
    match widget {
        Widget::Line | Widget::Choice | Widget::File => match &node.value {
            Value::Scalar(..) => json!(raw(node)),
            _ => whole(node),
        },
        Widget::Text => json!(lines(node).join("\n")),
        Widget::Markdown => json!(markdown(source, node)),
        Widget::Date => match &node.value {
            Value::Map(_) => {
                let part =
                    |name| super::profile::entry(node, name).map_or("", |entry| raw(&entry.value));
                json!(["ngay", "thang", "nam"].map(part).join("/"))
            }
            _ => json!(raw(node)),
        },
        Widget::YesNo => match raw(node) {
            "true" => json!(true),
            "false" => json!(false),
            other => json!(other),
        },
        Widget::List | Widget::Recipients => json!(lines(node)),
        Widget::Signatories => match &node.value {
            Value::Seq(_) => whole(node),
            _ => json!([whole(node)]),
        },
        Widget::Group => match &node.value {
            Value::Scalar(..) => json!(raw(node)),
            _ => Json::Null,
        },
        Widget::Table | Widget::Figures => Json::Null,
    }
}
