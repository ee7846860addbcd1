//! A list of maps, which may be one of them alone.

use super::{FromNode, Marked, Reader};
use crate::yaml::tree::{Node, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::{borrow::Cow, sync::Arc};

/// A list; one that is written without a dash is a list of it alone. Items without a value are left out.
#[derive(Debug)]
pub(crate) struct Many<T>(pub(crate) Vec<Marked<T>>);

impl<T: FromNode> FromNode for Many<T> {
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let items = match &node.value {
            Value::Seq(items) => items.iter().collect(),
            Value::Map(_) | Value::Scalar(..) => vec![node],
        };
        let items = items.into_iter().filter(|item| !item.is_blank());
        Some(Self(items.filter_map(|item| reader.marked(item)).collect()))
    }
}

impl<T: JsonSchema> JsonSchema for Many<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Many{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "type": "array", "items": one }, one] })
    }
}
