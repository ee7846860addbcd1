//! The format of batch files, declared once: serde refuses what differs from it, schemars prints
//! it for editors, the shape check explains to the writer what differs.

use crate::content::file::{FigureTree, Lines, ScalarOr, Words};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A batch file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "Tệp lô",
    description = "Làm nhiều văn bản từ một tệp nội dung, mỗi hàng của bảng một văn bản."
)]
pub struct BatchFile {
    /// Content file.
    #[schemars(
        required,
        description = "Đường dẫn tới tệp nội dung, tính từ thư mục chứa tệp này."
    )]
    pub noi_dung: Option<Words>,
    /// Name of the row in expressions.
    #[schemars(
        description = "Tên gọi của hàng trong nội dung, ví dụ khom để viết {{ khom.ten }}; bỏ trống thì là hang."
    )]
    pub ten_hang: Option<Words>,
    /// Name of each output.
    #[schemars(
        description = "Tên tệp kết quả, không ghi đuôi, ví dụ ke-hoach-{{ khom.ten }}; bỏ trống thì là tên tệp nội dung và số thứ tự của hàng."
    )]
    pub ten_tep: Option<Words>,
    /// The table: a path, or a path with choices.
    #[schemars(
        description = "Bảng dữ liệu: đường dẫn tới tệp .csv, .xlsx, .yaml, .json…, hoặc đường dẫn và các lựa chọn."
    )]
    pub bang: Option<ScalarOr<TableParts>>,
    /// Rows in the batch file itself.
    #[schemars(description = "Các hàng ghi ngay trong tệp này, thay cho bang.")]
    pub cac_hang: Option<Vec<FigureTree>>,
}

/// A table's file and how it is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Bảng dữ liệu và cách đọc.")]
pub struct TableParts {
    /// Path.
    #[schemars(
        required,
        description = "Đường dẫn tới tệp bảng, tính từ thư mục chứa tệp này."
    )]
    pub tep: Option<Words>,
    /// Sheet.
    #[schemars(
        description = "Tên trang của tệp XLSX; bỏ trống thì là trang đầu tiên không bị ẩn."
    )]
    pub trang: Option<Words>,
    /// Row of the header.
    #[schemars(
        description = "Dòng chứa tên các cột, đếm từ 1; bỏ trống thì là dòng đầu tiên có chữ."
    )]
    pub dong_dau: Option<Words>,
    /// Delimiter.
    #[serde(default)]
    #[schemars(
        schema_with = "delimiter_schema",
        description = "Dấu ngăn cách các ô của tệp CSV: “;”, “,” hoặc tab; bỏ trống thì tự tìm ở dòng tên cột."
    )]
    pub ngan_cach: Option<Words>,
    /// Decimal mark.
    #[serde(default)]
    #[schemars(
        schema_with = "decimal_schema",
        description = "Dấu thập phân của số ghi bằng chữ: “,” (1.674,5) hoặc “.” (1,674.5); bỏ trống thì xét theo cả cột."
    )]
    pub thap_phan: Option<Words>,
    /// Rows that are read.
    #[serde(default)]
    #[schemars(
        schema_with = "rows_schema",
        description = "Với tệp XLSX: hien chỉ làm các hàng đang hiện, tat_ca làm cả hàng ẩn; bỏ trống thì làm cả và báo."
    )]
    pub hang: Option<Words>,
    /// Rows that are left out.
    #[schemars(
        description = "Các hàng bỏ qua: số dòng trong bảng (5 hoặc 5-7), chữ của một ô (Tổng cộng), so_cot (hàng đánh số cột), tong (hàng tổng cộng), ky (hàng ký tên)."
    )]
    pub bo_hang: Option<Lines>,
    /// Types of columns.
    #[schemars(description = "Kiểu của các cột: chu (giữ nguyên chữ, ví dụ mã 04), so, ngay.")]
    pub cot: Option<BTreeMap<String, ColumnKind>>,
}

/// The kind of value that a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ColumnKind {
    /// Text as written.
    Chu,
    /// A number; each row must have one.
    So,
    /// A date; each row must have one.
    Ngay,
}

impl ColumnKind {
    /// The kind of a name in a batch file.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "chu" => Some(Self::Chu),
            "so" => Some(Self::So),
            "ngay" => Some(Self::Ngay),
            _ => None,
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
