//! Appendices in files of their own: their names, and what is said of them.

use super::{folder::Folder, job::Job};
use crate::{compile::Format, diagnostic::Diagnostic};

/// Stands before the number of an appendix in the names of its files.
pub(crate) const APPENDIX: &str = "phu-luc-";

impl Job<'_> {
    /// The warning about files of appendices that the document has no more: nobody may take them for
    /// its own. `split_off` counts the appendices that are files of their own now; none where
    /// appendices stay in the document.
    pub(super) fn left_over(
        &self,
        folder: &Folder,
        split_off: Option<usize>,
    ) -> Option<Diagnostic> {
        let count = split_off.unwrap_or(0);
        let begin = format!("{}.{APPENDIX}", self.name);
        let is_left = |name: &String| {
            let rest = name.strip_prefix(&begin);
            let number = rest.and_then(|rest| {
                let mut formats = Format::ALL.iter();
                formats.find_map(|f| rest.strip_suffix(f.extension())?.strip_suffix('.'))
            });
            number.is_some_and(|n| n.parse::<usize>().is_ok_and(|n| n > count))
        };
        let left: Vec<String> = folder
            .beginning(&begin)
            .into_iter()
            .filter(is_left)
            .collect();
        if left.is_empty() {
            return None;
        }
        let message = format!(
            "“{}” nay {}, mà còn tệp của phụ lục làm lần trước: {}",
            self.name,
            match split_off {
                None => "không tách phụ lục".to_owned(),
                Some(0) => "không có phụ lục".to_owned(),
                Some(count) => format!("chỉ có {count} phụ lục"),
            },
            left.join(", ")
        );
        let warning = Diagnostic::warning("phu-luc-thua", message);
        Some(warning.help("không gửi kèm các tệp ấy; xem lại rồi tự xóa, vanban không xóa tệp nào"))
    }

    /// The warning that appendices were to be split off a document that has none.
    pub(super) fn nothing_to_split(&self) -> Diagnostic {
        let message = format!(
            "“{}” không có phụ lục nào để tách thành tệp riêng",
            self.name
        );
        Diagnostic::warning("khong-co-phu-luc", message).help(
            "bỏ --split-appendices; hoặc kiểm tra lại phụ lục trong nội dung hay trong mẫu trình bày",
        )
    }
}
