//! The declaration of a table: the entries that batch files and content files have alike, and the
//! kinds of columns.

use super::values::FigureTree;
use crate::{
    figures::Writing,
    yaml::{
        tree::{Node, Value},
        typed::{Choice, Form, FromNode, Lines, Reader, entries},
    },
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize,
    de::{IntoDeserializer, value::Error},
};
use std::{borrow::Cow, sync::Arc};

entries! {
    /// How the file of a table is read.
    pub(crate) struct Choices {
        #[schemars(
            description = "Tên trang của tệp XLSX; bỏ trống thì là trang đầu tiên không bị ẩn."
        )]
        sheet: Choice = "trang",
        /// The row that names the columns.
        #[schemars(
            description = "Dòng chứa tên các cột, đếm từ 1; bỏ trống thì là dòng đầu tiên có chữ."
        )]
        header: Choice = "dong_dau",
        #[schemars(
            default,
            schema_with = "delimiter_schema",
            description = "Dấu ngăn cách các ô của tệp CSV: “;”, “,” hoặc tab; bỏ trống thì tự tìm ở dòng tên cột."
        )]
        delimiter: Delimiter = "ngan_cach",
        /// How numbers are written.
        #[schemars(
            default,
            schema_with = "decimal_schema",
            description = "Dấu thập phân của số ghi bằng chữ: “,” (1.674,5) hoặc “.” (1,674.5); bỏ trống thì xét theo cả cột."
        )]
        writing: Writing = "thap_phan",
        /// Whether rows that are hidden are left out.
        #[schemars(
            default,
            schema_with = "rows_schema",
            description = "Với tệp XLSX: hien chỉ làm các hàng đang hiện, tat_ca làm cả hàng ẩn; bỏ trống thì làm cả và báo."
        )]
        visibility: Visibility = "hang",
        /// Rows that are left out by number, by text or by kind.
        #[schemars(
            description = "Các hàng bỏ qua: số dòng trong bảng (5 hoặc 5-7), chữ của một ô (Tổng cộng), so_cot (hàng đánh số cột), tong (hàng tổng cộng), ky (hàng ký tên)."
        )]
        left_out: Lines = "bo_hang",
    }
}

/// Rows that stand in the file itself, as the trees that [`super::list`] reads.
#[derive(Debug)]
pub(crate) struct InlineRows(pub(crate) Vec<Arc<Node>>);

impl FromNode for InlineRows {
    const FORM: Form = Form::Figures;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Seq(rows) => Some(Self(rows.clone())),
            Value::Scalar(..) | Value::Map(_) => reader.unfit(node),
        }
    }
}

impl JsonSchema for InlineRows {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "InlineRows".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<FigureTree>::json_schema(generator)
    }
}

/// The byte between the cells of a CSV file.
#[derive(Debug)]
pub(crate) struct Delimiter(pub(crate) u8);

/// Whether only rows that their program shows are read.
#[derive(Debug)]
pub(crate) struct Visibility {
    pub(crate) only_shown: bool,
}

/// Reads one of the words that a choice knows; what they are, the shape check told before.
pub(crate) fn chosen<T>(
    node: &Arc<Node>,
    reader: &mut Reader<'_>,
    of: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let Choice(word) = Choice::from_node(node, reader)?;
    of(&word.text).or_else(|| reader.unfit(node))
}

impl FromNode for Delimiter {
    const FORM: Form = Form::Choice;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        chosen(node, reader, |word| match word {
            ";" => Some(Self(b';')),
            "," => Some(Self(b',')),
            // A tab became a blank in the text.
            "tab" | " " | "" => Some(Self(b'\t')),
            _ => None,
        })
    }
}

impl FromNode for Writing {
    const FORM: Form = Form::Choice;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        chosen(node, reader, |word| match word {
            "," => Some(Self::Comma),
            "." => Some(Self::Point),
            _ => None,
        })
    }
}

impl FromNode for Visibility {
    const FORM: Form = Form::Choice;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        chosen(node, reader, |word| match word {
            "hien" => Some(Self { only_shown: true }),
            "tat_ca" => Some(Self { only_shown: false }),
            _ => None,
        })
    }
}

impl FromNode for ColumnKind {
    const FORM: Form = Form::Choice;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        chosen(node, reader, |word| {
            let word: serde::de::value::StrDeserializer<'_, Error> = word.into_deserializer();
            Self::deserialize(word).ok()
        })
    }
}

/// The kind of value that a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline, description = "Kiểu của cột.")]
pub(crate) enum ColumnKind {
    /// Text as written.
    #[schemars(description = "Giữ nguyên chữ như đã ghi.")]
    #[serde(rename = "chu")]
    Text,
    /// A number; each row must have one.
    #[schemars(description = "Con số; hàng nào cũng phải có.")]
    #[serde(rename = "so")]
    Number,
    /// A date; each row must have one.
    #[schemars(description = "Ngày tháng; hàng nào cũng phải có.")]
    #[serde(rename = "ngay")]
    Date,
}

#[cfg(feature = "serve")]
impl ColumnKind {
    /// The word of a file for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Text => "chu",
            Self::Number => "so",
            Self::Date => "ngay",
        }
    }
}

fn delimiter_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": [";", ",", "\t", "tab"] })
}

fn rows_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["hien", "tat_ca"] })
}

fn decimal_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": [",", "."] })
}
