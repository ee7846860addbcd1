//! A marked tree to the types that its schema is derived from: each entry once, with its place.
//!
//! [`entries!`](crate::yaml::typed::entries) declares the entries of a map once, and makes of that
//! the struct that holds them, its JSON Schema (for editors and for [`super::shape`]), and its
//! reading from a tree. [`read`] comes after the shape check, which tells the writer of the file
//! all that differs; what it still cannot read is a fault of the program, and told as one.

use super::{
    Text, meant, text,
    tree::{Entry, Node, Value},
};
use crate::diagnostic::{Diagnostic, Place, Source};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// What the scalars of an entry are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text that is printed to the letter.
    Text,
    /// Text in Markdown, in which lines mean something.
    Markdown,
    /// Figures, which Markdown texts print.
    Figures,
    /// A name, a path or a choice: nothing that is printed.
    Choice,
}

/// A type that a node of a marked tree can be read as.
pub(crate) trait FromNode: Sized {
    /// What its scalars are.
    const FORM: Form = Form::Text;
    /// The entries of a map by their names, with what their scalars are.
    const ENTRIES: &'static [(&'static str, Form)] = &[];

    /// Reads a node that holds something. Nothing where it is of another kind, which the reader
    /// was then told.
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self>;
}

/// Reads the tree of a file as far as it is what it should be, and tells where it is not. After
/// a shape check that found nothing, nothing is told.
pub(crate) fn read<T: FromNode>(
    source: &Arc<Source>,
    root: &Arc<Node>,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut reader = Reader {
        source,
        faults: Vec::new(),
    };
    let value = T::from_node(root, &mut reader);
    (value, reader.faults)
}

/// The file that is read, and what could not be.
pub(crate) struct Reader<'s> {
    pub(crate) source: &'s Arc<Source>,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    pub(crate) fn place(&self, node: &Node) -> Place {
        Place::new(self.source, node.range.clone())
    }

    /// Notes a node that is not what its schema says, and gives nothing for it.
    pub(crate) fn unfit<T>(&mut self, node: &Node) -> Option<T> {
        if self.faults.len() < super::MAX_REPORTED {
            let place = self.place(node);
            self.faults.push(
                Diagnostic::error("muc-khong-doc", "chương trình không đọc được mục này")
                    .at(place)
                    .help("đây là lỗi của chương trình, không phải của văn bản; xin báo lại cho người phát triển"),
            );
        }
        None
    }

    /// Reads a node that may hold nothing.
    fn marked<T: FromNode>(&mut self, node: &Arc<Node>) -> Option<Marked<T>> {
        if node.is_null() {
            return None;
        }
        let value = T::from_node(node, self)?;
        let place = self.place(node);
        Some(Marked { value, place })
    }
}

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Marked<T> {
    pub(crate) value: T,
    /// The whole node, quotation marks included.
    pub(crate) place: Place,
}

/// An entry that a map may have.
#[derive(Debug)]
pub(crate) struct Field<T> {
    pub(crate) mark: Mark,
    value: Option<Marked<T>>,
}

impl<T> Field<T> {
    /// The value, even if it says nothing (an empty text, an empty list).
    pub(crate) fn given(&self) -> Option<&Marked<T>> {
        self.value.as_ref()
    }

    /// The value, if it says something.
    pub(crate) fn filled(&self) -> Option<&Marked<T>> {
        let filled = self.mark.stands == Stands::Filled;
        self.value.as_ref().filter(|_| filled)
    }
}

impl<T: FromNode> Field<T> {
    /// The entry of this name in a map.
    pub(crate) fn read(name: &'static str, entries: &[Entry], reader: &mut Reader<'_>) -> Self {
        let Some(entry) = entries.iter().find(|entry| entry.key == name) else {
            let (key, stands) = (None, Stands::Not);
            let mark = Mark { name, key, stands };
            return Self { mark, value: None };
        };
        let stands = match (entry.value.is_null(), entry.value.is_blank()) {
            (true, _) => Stands::Empty,
            (false, true) => Stands::Blank,
            (false, false) => Stands::Filled,
        };
        let key = Some(Place::new(reader.source, entry.key_range.clone()));
        Self {
            mark: Mark { name, key, stands },
            value: reader.marked(&entry.value),
        }
    }
}

/// How an entry stands in its file, whatever its type.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) name: &'static str,
    /// Where its key stands, if it has the entry.
    pub(crate) key: Option<Place>,
    pub(crate) stands: Stands,
}

/// Whether a map has an entry, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// It has none.
    Not,
    /// It has no value: `key:`, `~`, `null`.
    Empty,
    /// Its value says nothing: an empty text, an empty list.
    Blank,
    /// Its value says something, fit or not.
    Filled,
}

impl Mark {
    /// Whether the entry has a value, even one that says nothing.
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.stands, Stands::Blank | Stands::Filled)
    }

    /// Whether the entry has a value that says nothing.
    pub(crate) fn is_blank(&self) -> bool {
        self.stands == Stands::Blank
    }

    /// The remark that stands in place of the value: `trich_yeu: # Họp`.
    pub(crate) fn remark(&self) -> Option<Diagnostic> {
        let key = self.key.as_ref().filter(|_| self.stands == Stands::Empty)?;
        meant::remark(&key.source, self.name, key.range.end)
    }
}

/// Declares the entries of a map: see the module. `..shared: Shared` takes in the entries of
/// another declaration.
macro_rules! entries {
    (
        $(#[doc = $doc:literal])*
        $(#[schemars($($about:tt)*)])*
        $vis:vis struct $name:ident {
            $(..$base:ident: $base_type:ty,)?
            $(
                $(#[doc = $field_doc:literal])*
                $(#[schemars($($field_about:tt)*)])*
                $field:ident: $type:ty = $key:literal,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug)]
        $vis struct $name {
            $(pub(crate) $base: $base_type,)?
            $($(#[doc = $field_doc])* pub(crate) $field: $crate::yaml::typed::Field<$type>,)*
        }

        impl $crate::yaml::typed::FromNode for $name {
            const ENTRIES: &'static [(&'static str, $crate::yaml::typed::Form)] =
                &[$(($key, <$type as $crate::yaml::typed::FromNode>::FORM),)*];

            fn from_node(
                node: &std::sync::Arc<$crate::yaml::tree::Node>,
                reader: &mut $crate::yaml::typed::Reader<'_>,
            ) -> Option<Self> {
                let $crate::yaml::tree::Value::Map(entries) = &node.value else {
                    return reader.unfit(node);
                };
                Some(Self {
                    $($base: <$base_type as $crate::yaml::typed::FromNode>::from_node(node, reader)?,)?
                    $($field: $crate::yaml::typed::Field::read($key, entries, reader),)*
                })
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[derive(schemars::JsonSchema)]
                #[schemars(deny_unknown_fields)]
                $(#[schemars($($about)*)])*
                #[expect(dead_code, reason = "only its schema is asked for")]
                struct $name {
                    $(#[schemars(flatten)] $base: $base_type,)?
                    $(
                        #[schemars(rename = $key)]
                        $(#[schemars($($field_about)*)])*
                        $field: Option<$type>,
                    )*
                }
                <$name as schemars::JsonSchema>::json_schema(generator)
            }
        }
    };
}
pub(crate) use entries;

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

/// A map whose keys the writer chooses, in the order of the file.
#[derive(Debug)]
pub(crate) struct Map<T>(pub(crate) Vec<Member<T>>);

/// A member of a [`Map`].
#[derive(Debug)]
pub(crate) struct Member<T> {
    pub(crate) name: String,
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;
    use crate::yaml::{names::Names, tree};

    entries! {
        /// What is inside.
        struct Inner {
            name: Words = "ten",
        }
    }

    entries! {
        /// What several files have alike.
        struct Common {
            lines: Lines = "dong",
        }
    }

    entries! {
        /// A whole file.
        struct Whole {
            ..common: Common,
            #[schemars(required, description = "Một đoạn.")]
            text: Markdown = "doan",
            people: Map<Inner> = "nguoi",
            either: ScalarOr<Inner> = "hoac",
        }
    }

    fn of(text: &str) -> (Option<Whole>, Vec<Diagnostic>) {
        let source = Source::new("a.yaml", text);
        let root = tree::parse(&source, &Names::default()).unwrap();
        read(&source, &root)
    }

    fn covered(place: &Place) -> &str {
        &place.source.text[place.range.clone()]
    }

    #[test]
    fn entries_come_with_their_places() {
        let text = "doan: 'Một  '\ndong: [a, '', b]\nnguoi: {x: {ten: X}, y: }\nhoac: {ten: ~}\n";
        let (whole, faults) = of(text);
        let whole = whole.unwrap();
        assert_eq!(faults, []);
        let text = whole.text.given().unwrap();
        assert_eq!(
            (text.value.0.text.as_str(), covered(&text.place)),
            ("Một", "'Một  '")
        );
        assert_eq!(covered(whole.text.mark.key.as_ref().unwrap()), "doan");
        assert_eq!(whole.common.lines.given().unwrap().value.0.len(), 2);
        let people = &whole.people.given().unwrap().value.0;
        assert_eq!(
            (people[0].name.as_str(), people[1].name.as_str()),
            ("x", "y")
        );
        assert!(people[0].value.is_some() && people[1].value.is_none());
        let ScalarOr::Map(inner) = &whole.either.given().unwrap().value else {
            panic!("a map is no text");
        };
        assert_eq!(inner.name.mark.stands, Stands::Empty);
        assert!(inner.name.given().is_none());
    }

    #[test]
    fn what_an_entry_says_is_told_apart() {
        let stands = |text: &str| of(text).0.unwrap().text.mark.stands;
        for (text, expected) in [
            ("hoac: a", Stands::Not),
            ("doan:", Stands::Empty),
            ("doan: ''", Stands::Blank),
            ("doan: a", Stands::Filled),
            ("doan: [a]", Stands::Filled),
        ] {
            assert_eq!(stands(text), expected, "{text}");
        }
        assert!(of("doan: ''").0.unwrap().text.filled().is_none());
        let remark = of("doan: # a").0.unwrap().text.mark.remark();
        assert_eq!(remark.unwrap().code, "loi-dan");
    }

    #[test]
    fn what_does_not_fit_is_a_fault_and_no_default() {
        for (text, at) in [
            ("doan: [a]", "[a]"),
            ("dong: {a: b}", "{a: b}"),
            ("dong: [a, [b]]", "[a, [b]]"),
            ("nguoi: a", "a"),
            ("nguoi: {x: a}", "a"),
            ("hoac: {ten: {a: b}}", "{a: b}"),
        ] {
            let (_, faults) = of(text);
            let places: Vec<_> = faults.iter().flat_map(|fault| &fault.place).collect();
            let places: Vec<_> = places.into_iter().map(covered).collect();
            assert_eq!(places, [at], "{text}");
        }
    }

    #[test]
    fn the_schema_is_of_the_same_declaration() {
        let schema = schemars::schema_for!(Whole).to_value();
        let mut properties: Vec<&String> =
            schema["properties"].as_object().unwrap().keys().collect();
        properties.sort();
        assert_eq!(properties, ["doan", "dong", "hoac", "nguoi"]);
        assert_eq!(schema["required"], serde_json::json!(["doan"]));
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["properties"]["doan"]["description"], "Một đoạn.");
        assert_eq!(Whole::ENTRIES[0], ("doan", Form::Markdown));
    }
}
