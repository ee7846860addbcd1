//! `the_thuc`: the choices of measures, as paths and texts.

use super::Text;
use crate::{
    diagnostic::{Diagnostic, Place, Source},
    yaml::{
        self, text,
        tree::{Node, Value},
        typed::{Form, FromNode, Reader},
    },
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// A tree whose leaves are texts or numbers.
#[derive(Debug)]
pub(crate) struct MeasureTree {
    source: Arc<Source>,
    root: Arc<Node>,
}

impl FromNode for MeasureTree {
    const FORM: Form = Form::Choice;
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

impl JsonSchema for MeasureTree {
    fn schema_name() -> Cow<'static, str> {
        "MeasureTree".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<Self>();
        json_schema!({
            "type": "object",
            "additionalProperties": {
                "anyOf": [{ "type": ["string", "number", "boolean", "null"] }, inner]
            }
        })
    }
}

impl MeasureTree {
    /// Puts the leaves, each with its path, over those that are already there. Deep trees are no
    /// choice of measures: what is below [`DEPTH`] is told in `errors`.
    pub(super) fn leaves(&self, into: &mut BTreeMap<String, Text>, errors: &mut Vec<Diagnostic>) {
        leaves(&self.source, &self.root, &mut Vec::new(), into, errors);
    }
}

/// No measure has more names than this in its path.
const DEPTH: usize = 6;

fn leaves<'n>(
    source: &Arc<Source>,
    node: &'n Node,
    path: &mut Vec<&'n str>,
    into: &mut BTreeMap<String, Text>,
    errors: &mut Vec<Diagnostic>,
) {
    let Value::Map(entries) = &node.value else {
        if !node.is_null() {
            into.extend(text::text(source, node).map(|text| (path.join("."), text)));
        }
        return;
    };
    if errors.len() >= yaml::MAX_REPORTED {
        return;
    }
    if path.len() >= DEPTH {
        let error = Diagnostic::error("qua-sau", "lựa chọn về thể thức không có nhiều cấp như vậy");
        let place = Place::new(source, node.range.clone());
        errors.push(error.at(place).help("bớt số cấp lồng nhau"));
        return;
    }
    for entry in entries {
        path.push(&entry.key);
        leaves(source, &entry.value, path, into, errors);
        path.pop();
    }
}
