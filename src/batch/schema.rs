//! The entries of batch files, declared once: what they are called, what they hold, and what an
//! editor says of them.

use crate::{
    rows::schema::{Choices, ColumnKind, InlineRows},
    yaml::typed::{Choice, Map, ScalarOr, Words, entries},
};

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
        ..choices: Choices,
        #[schemars(
            required,
            description = "Đường dẫn tới tệp bảng, tính từ thư mục chứa tệp này."
        )]
        file: Choice = "tep",
        /// The kinds of values of columns, by the names of their headers.
        #[schemars(description = "Kiểu của các cột: chu (giữ nguyên chữ, ví dụ mã 04), so, ngay.")]
        columns: Map<ColumnKind> = "cot",
    }
}
