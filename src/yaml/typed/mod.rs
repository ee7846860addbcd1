//! A marked tree to the types that its schema is derived from: each entry once, with its place.
//!
//! [`entries!`](crate::yaml::typed::entries) declares the entries of a map once, and makes of that
//! the struct that holds them, its JSON Schema (for editors and for [`super::shape`]), and its
//! reading from a tree. [`read`] comes after the shape check, which tells the writer of the file
//! all that differs; what it still cannot read is a fault of the program, and told as one.

mod kinds;
#[cfg(test)]
mod tests;

pub(crate) use kinds::{Choice, Lines, Map, Markdown, Member, OneOrMany, ScalarOr, Words, YesNo};

use super::{
    meant,
    tree::{Entry, Node},
};
use crate::diagnostic::{Diagnostic, Place, Source};
use std::sync::Arc;

/// The sorts of scalars that an entry holds.
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
    /// The sort of its scalars.
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
    /// Tells whether the entry has a value, even one that says nothing.
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.stands, Stands::Blank | Stands::Filled)
    }

    /// Tells whether the entry has a value that says nothing.
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
