//! The entries of a table of `bang`, declared once.

use crate::{
    rows::schema::{Choices, chosen},
    yaml::{
        tree::{Node, Value},
        typed::{Choice, Form, FromNode, Lines, Map, Reader, ScalarOr, Words, YesNo, entries},
    },
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::{borrow::Cow, sync::Arc};

entries! {
    /// A table that the text places by its name.
    #[schemars(
        description = "Một bảng, đặt vào nội dung bằng dòng “::: bang tên-bảng”."
    )]
    pub(crate) struct TableEntry {
        ..choices: Choices,
        #[schemars(
            description = "Tên bảng, in ở trên bảng sau chữ “Bảng 1. ”; bỏ trống thì bảng không có tên và số."
        )]
        caption: Words = "tieu_de",
        #[schemars(description = "Đơn vị tính chung, in bên phải trên bảng, ví dụ triệu đồng.")]
        unit: Words = "don_vi_tinh",
        /// The columns, from the left.
        #[schemars(
            description = "Các cột từ trái sang: tên cột và kiểu (tt, tt_nhom, chu, so, tien, phan_tram, ngay), hoặc các mục ten, nhom, kieu, can, rong, tong, ti_le, le. Bỏ trống thì in mọi cột của tệp."
        )]
        columns: Map<ScalarOr<ColumnEntry>> = "cot",
        #[schemars(
            description = "Các hàng: mỗi hàng một danh sách ô từ trái sang, hoặc các mục “tên cột: giá trị”; một dòng chữ là hàng nhóm trên mọi cột. Ô “<” gộp với ô bên trái, ô “^” gộp với ô bên trên."
        )]
        rows: TableRows = "cac_hang",
        #[schemars(
            description = "Tệp chứa các hàng (.csv, .xlsx, .yaml, .json), thay cho cac_hang; đường dẫn tính từ thư mục chứa tệp này."
        )]
        file: Choice = "tep",
        /// The column by whose values the rows are grouped.
        #[schemars(description = "Cột mà các hàng liền nhau cùng giá trị thành một nhóm; giá trị ấy in thành hàng nhóm.")]
        group: Choice = "nhom_hang",
        #[schemars(description = "Đánh số các nhóm: la_ma (I, II), chu_cai (A, B).")]
        group_mark: GroupMark = "so_nhom",
        #[schemars(description = "Cộng từng nhóm: tren (ghi ở hàng nhóm), duoi (thêm hàng Cộng dưới nhóm).")]
        group_sum: GroupSum = "cong_nhom",
        #[schemars(description = "Chữ của hàng tổng cộng; bỏ trống thì là “Tổng cộng”.")]
        total_label: Words = "nhan_tong",
    }
}

entries! {
    /// A column of a table.
    #[schemars(description = "Một cột của bảng.")]
    pub(crate) struct ColumnEntry {
        #[schemars(description = "Chữ in ở đầu cột; bỏ trống thì là tên cột.")]
        title: Words = "ten",
        /// Titles above that of the column, over all neighbours that have them.
        #[schemars(description = "Chữ in trên đầu cột, chung cho các cột liền nhau cùng nhóm; nhiều tầng thì ghi danh sách từ trên xuống.")]
        above: Lines = "nhom",
        #[schemars(
            description = "Kiểu: tt (số thứ tự), tt_nhom (số thứ tự trong nhóm), chu, so, tien, phan_tram, ngay; bỏ trống thì in như ghi."
        )]
        kind: Choice = "kieu",
        #[schemars(description = "Căn ô: trai, giua, phai; bỏ trống thì cột số căn phải.")]
        align: AlignEntry = "can",
        #[schemars(description = "Bề rộng so với các cột khác, ví dụ 3; bỏ trống thì chia theo nội dung.")]
        width: Choice = "rong",
        #[schemars(description = "true: cộng cột này ở hàng tổng cộng và ở các nhóm.")]
        sum: YesNo = "tong",
        #[schemars(description = "Tỷ lệ phần trăm của hai cột, ví dụ thuc_hien / ke_hoach.")]
        ratio: Choice = "ti_le",
        #[schemars(description = "Số chữ số sau dấu phẩy; bỏ trống thì như ghi (tỷ lệ: nhiều nhất hai).")]
        digits: Choice = "le",
    }
}

/// The rows of a table that stand in its file, as trees.
#[derive(Debug)]
pub(crate) struct TableRows(pub(crate) Vec<Arc<Node>>);

impl FromNode for TableRows {
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Seq(rows) => Some(Self(rows.clone())),
            Value::Scalar(..) | Value::Map(_) => reader.unfit(node),
        }
    }
}

impl JsonSchema for TableRows {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "TableRows".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": { "type": ["array", "object", "string", "number"] }
        })
    }
}

/// Declares a choice among words.
macro_rules! choices {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $word_doc:literal])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[doc = $word_doc])* $variant,)*
        }

        impl FromNode for $name {
            const FORM: Form = Form::Choice;
            fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
                chosen(node, reader, |word| match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                })
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
                json_schema!({ "type": "string", "enum": [$($word),*] })
            }
        }
    )*};
}

choices! {
    /// How groups are numbered.
    GroupMark {
        /// I, II, III.
        Roman = "la_ma",
        /// A, B, C: as the letters of the Vietnamese alphabet without Đ go, up to Z.
        Letter = "chu_cai",
    }
    /// Where the sums of a group stand.
    GroupSum {
        /// In the row that begins the group.
        Above = "tren",
        /// In a row of their own behind the group.
        Below = "duoi",
    }
    /// Where the words of a column stand in their cells.
    AlignEntry {
        /// At the left.
        Left = "trai",
        /// In the middle.
        Centre = "giua",
        /// At the right.
        Right = "phai",
    }
}

/// A row that is no plain row of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowWord {
    /// Begins a group.
    Group,
    /// Sums the rows since the group began.
    Subtotal,
    /// Sums all rows.
    Total,
}

impl RowWord {
    /// The entry of a row that says what sort of row it is.
    pub(crate) const ENTRY: &'static str = "kieu_hang";
    /// All of them, as they are written.
    pub(crate) const ALL: [(&'static str, Self); 3] = [
        ("nhom", Self::Group),
        ("cong", Self::Subtotal),
        ("tong", Self::Total),
    ];
}

/// The kinds of values that a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The number of the row in the table.
    Index,
    /// The number of the row in its group.
    GroupIndex,
    /// Text as written.
    Text,
    /// A number, printed with marks between thousands.
    Number,
    /// A sum of money, printed likewise; its unit stands above the table or in the title.
    Money,
    /// A part of a hundred, printed without its sign.
    Percent,
    /// A date.
    Date,
    /// Whatever it looks like, printed as it is written.
    Looks,
}

impl Kind {
    /// All that a file may name.
    pub(crate) const ALL: [(&'static str, Self); 7] = [
        ("tt", Self::Index),
        ("tt_nhom", Self::GroupIndex),
        ("chu", Self::Text),
        ("so", Self::Number),
        ("tien", Self::Money),
        ("phan_tram", Self::Percent),
        ("ngay", Self::Date),
    ];

    /// Tells whether its cells are numbers.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Money | Self::Percent)
    }

    /// Tells whether its cells are worked out and stand in no file.
    pub(crate) fn is_index(self) -> bool {
        matches!(self, Self::Index | Self::GroupIndex)
    }
}
