//! The entries of batch files, declared once: what they are called, what they hold, and what an
//! editor says of them.

use crate::{
    content::values::FigureTree,
    figures::Writing,
    yaml::{
        tree::{Node, Value},
        typed::{Choice, Form, FromNode, Lines, Map, Reader, ScalarOr, Words, entries},
    },
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize,
    de::{IntoDeserializer, value::Error},
};
use std::{borrow::Cow, sync::Arc};

entries! {
    /// A batch file.
    #[schemars(
        title = "Tệp lô",
        description = "Làm nhiều văn bản từ một tệp nội dung, mỗi hàng của bảng một văn bản."
    )]
    pub(super) struct BatchFile {
        /// The path of the content file.
        #[schemars(
            required,
            description = "Đường dẫn tới tệp nội dung, tính từ thư mục chứa tệp này."
        )]
        content: Choice = "noi_dung",
        /// The row's name in expressions.
        #[schemars(
            description = "Tên gọi của hàng trong nội dung, ví dụ khom để viết {{ khom.ten }}; bỏ trống thì là hang."
        )]
        row_name: Choice = "ten_hang",
        /// The name of each output, a template.
        #[schemars(
            description = "Tên tệp kết quả, không ghi đuôi, ví dụ ke-hoach-{{ khom.ten }}; bỏ trống thì là tên tệp nội dung và số thứ tự của hàng."
        )]
        output: Words = "ten_tep",
        /// The table: a path, or a path with choices.
        #[schemars(
            description = "Bảng dữ liệu: đường dẫn tới tệp .csv, .xlsx, .yaml, .json…, hoặc đường dẫn và các lựa chọn."
        )]
        table: ScalarOr<TableParts> = "bang",
        /// Rows in the batch file itself.
        #[schemars(description = "Các hàng ghi ngay trong tệp này, thay cho bang.")]
        rows: InlineRows = "cac_hang",
    }
}

entries! {
    /// The file of a table, and how it is read.
    #[schemars(description = "Bảng dữ liệu và cách đọc.")]
    pub(super) struct TableParts {
        #[schemars(
            required,
            description = "Đường dẫn tới tệp bảng, tính từ thư mục chứa tệp này."
        )]
        file: Choice = "tep",
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
        /// The kinds of values of columns, by the names of their headers.
        #[schemars(description = "Kiểu của các cột: chu (giữ nguyên chữ, ví dụ mã 04), so, ngay.")]
        columns: Map<ColumnKind> = "cot",
    }
}

/// Rows that stand in the batch file itself, as the trees that [`super::list`] reads.
#[derive(Debug)]
pub(super) struct InlineRows(pub(super) Vec<Arc<Node>>);

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
pub(super) struct Delimiter(pub(super) u8);

/// Whether only rows that their program shows are read.
#[derive(Debug)]
pub(super) struct Visibility {
    pub(super) only_shown: bool,
}

/// Reads one of the words that a choice knows; what they are, the shape check told before.
fn chosen<T>(
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
pub(super) enum ColumnKind {
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

fn delimiter_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": [";", ",", "\t", "tab"] })
}

fn rows_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["hien", "tat_ca"] })
}

fn decimal_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": [",", "."] })
}
