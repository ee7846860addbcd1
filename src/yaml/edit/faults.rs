//! Why an edit cannot be made, in words for who made it.

use crate::diagnostic::{Diagnostic, Place, Source};
use std::{ops::Range, sync::Arc};

const CODE: &str = "khong-sua-duoc";

/// What an edit cannot be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The path leads to nothing.
    Nowhere,
    /// An alias stands there.
    Alias,
    /// Some alias stands for what is to be edited.
    Shared,
    /// It is written in a way that is not known here.
    Odd,
    /// What was written is read as something else, whatever way it was written in.
    Misread,
}

impl Fault {
    pub(super) fn told(self, source: &Arc<Source>, range: Range<usize>) -> Diagnostic {
        let (message, help) = match self {
            Self::Nowhere => (
                "mục cần sửa không còn ở chỗ cũ trong văn bản",
                "tải lại biểu mẫu rồi sửa lại",
            ),
            Self::Alias => (
                "chỗ này lấy lại nội dung của mục khác bằng dấu “*” nên không sửa riêng được ở biểu mẫu",
                "sửa ở mục có dấu “&” cùng tên, hoặc ghi thẳng nội dung thay cho dấu “*”",
            ),
            Self::Shared => (
                "mục này được dùng lại ở chỗ khác bằng dấu “*”: sửa ở biểu mẫu sẽ đổi cả chỗ ấy",
                "sửa ở phần mã nguồn, hoặc ghi thẳng nội dung ở chỗ có dấu “*”",
            ),
            Self::Odd => (
                "mục này viết theo một cách của YAML mà biểu mẫu không sửa được",
                "sửa ở phần mã nguồn",
            ),
            Self::Misread => (
                "không ghi được nội dung này vào chỗ ấy mà giữ nguyên phần còn lại",
                "sửa ở phần mã nguồn",
            ),
        };
        Diagnostic::error(CODE, message)
            .at(Place::new(source, range))
            .help(help)
    }
}
