//! The kinds of values that an entry may have, whatever it is called.

use super::{Form, FromNode, Marked, Reader};
use crate::diagnostic::Place;
use crate::yaml::{
    Text, text,
    tree::{Node, Value},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// Declares a type that is a text in the file.
macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident: $form:ident, $read:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(pub(crate) Text);

        impl FromNode for $name {
            const FORM: Form = Form::$form;
            fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
                let text = text::$read(reader.source, node);
                text.map(Self).or_else(|| reader.unfit(node))
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                scalar_schema()
            }
        }
    )*};
}

texts! {
    /// A text; a bare number is the text of its digits as written.
    Words: Text, text;
    /// A text in Markdown.
    Markdown: Markdown, markdown;
    /// A name, a path or a choice.
    Choice: Choice, text;
}

fn scalar_schema() -> Schema {
    json_schema!({ "type": ["string", "number"] })
}

/// `true` or `false`.
#[derive(Debug)]
pub(crate) struct YesNo(pub(crate) bool);

impl FromNode for YesNo {
    const FORM: Form = Form::Choice;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let Choice(choice) = Choice::from_node(node, reader)?;
        Some(Self(choice.text == "true"))
    }
}

impl JsonSchema for YesNo {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "YesNo".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["boolean", "string"], "enum": [true, false, "true", "false"] })
    }
}

/// A text of one or more lines, or a list of them; blank ones are left out.
#[derive(Debug)]
pub(crate) struct Lines(pub(crate) Vec<Text>);

impl FromNode for Lines {
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let lines = text::lines(reader.source, node);
        lines.map(Self).or_else(|| reader.unfit(node))
    }
}

impl JsonSchema for Lines {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Lines".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "number", "array"],
            "items": { "type": ["string", "number", "null"] }
        })
    }
}

/// A text, or a map that says the same in parts.
#[derive(Debug)]
pub(crate) enum ScalarOr<T> {
    /// A text or number.
    Scalar(Text),
    /// The parts.
    Map(Box<T>),
}

impl<T: FromNode> FromNode for ScalarOr<T> {
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        match text::text(reader.source, node) {
            Some(text) => Some(Self::Scalar(text)),
            None => T::from_node(node, reader).map(|parts| Self::Map(Box::new(parts))),
        }
    }
}

impl<T: JsonSchema> JsonSchema for ScalarOr<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("ScalarOr{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [scalar_schema(), generator.subschema_for::<T>()] })
    }
}

/// A value, or a list of them; blank items are left out.
#[derive(Debug)]
pub(crate) struct OneOrMany<T>(pub(crate) Vec<Marked<T>>);

impl<T: FromNode> FromNode for OneOrMany<T> {
    const FORM: Form = T::FORM;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let items = match &node.value {
            Value::Seq(items) => items.as_slice(),
            Value::Scalar(..) | Value::Map(_) => std::slice::from_ref(node),
        };
        let items = items.iter().filter(|item| !item.is_blank());
        Some(Self(items.filter_map(|item| reader.marked(item)).collect()))
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// A map whose keys the writer chooses, in the order of the file.
#[derive(Debug)]
pub(crate) struct Map<T>(pub(crate) Vec<Member<T>>);

/// A member of a [`Map`].
#[derive(Debug)]
pub(crate) struct Member<T> {
    pub(crate) name: String,
    /// Where its key stands.
    pub(crate) key: Place,
    /// None where the file gives it no value.
    pub(crate) value: Option<Marked<T>>,
}

impl<T: FromNode> FromNode for Map<T> {
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return reader.unfit(node);
        };
        let members = entries.iter().map(|entry| Member {
            name: entry.key.clone(),
            key: Place::new(reader.source, entry.key_range.clone()),
            value: reader.marked(&entry.value),
        });
        Some(Self(members.collect()))
    }
}

impl<T: JsonSchema> JsonSchema for Map<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Map{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}
