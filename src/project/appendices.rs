//! Appendices in files of their own: their names, and what is said of them.

use super::{folder::Folder, job::Job};
use crate::{
    compile::{Files, Format},
    diagnostic::Diagnostic,
};

/// Stands before the number of an appendix in the names of its files.
pub(crate) const APPENDIX: &str = "phu-luc-";
/// Stands before the number of an attached text in the names of its files.
pub(crate) const ATTACHED: &str = "kem-theo-";

/// How many parts of a document are files of their own.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SplitOff {
    appendices: usize,
    attached: usize,
}

impl SplitOff {
    /// The name of each part behind that of the document, and how many there are of each sort.
    pub(super) fn names<'f>(parts: impl IntoIterator<Item = &'f Files>) -> (Vec<String>, Self) {
        let mut count = Self::default();
        let names = parts.into_iter().map(|part| {
            let (begin, number) = match part.compiled.document.is_attached() {
                true => (ATTACHED, &mut count.attached),
                false => (APPENDIX, &mut count.appendices),
            };
            *number += 1;
            format!("{begin}{number}")
        });
        (names.collect(), count)
    }
}

impl Job<'_> {
    /// The warning about files of appendices that the document has no more: nobody may take them for
    /// its own. `split_off` counts the parts that are files of their own now; none where they stay in
    /// the document.
    pub(super) fn left_over(
        &self,
        folder: &Folder,
        split_off: Option<SplitOff>,
    ) -> Option<Diagnostic> {
        let SplitOff {
            appendices,
            attached,
        } = split_off.unwrap_or_default();
        let sorts = [
            (ATTACHED, attached, "văn bản kèm theo"),
            (APPENDIX, appendices, "phụ lục"),
        ];
        let left =
            sorts.map(|(begin, count, what)| (self.beyond(folder, begin, count), count, what));
        let (_, count, what) = left.iter().find(|(files, ..)| !files.is_empty())?;
        let message = format!(
            "“{}” nay {}, mà còn tệp của {what} làm lần trước: {}",
            self.name,
            match (split_off, count) {
                (None, _) => format!("không tách {what}"),
                (Some(_), 0) => format!("không có {what}"),
                (Some(_), count) => format!("chỉ có {count} {what}"),
            },
            left.iter()
                .flat_map(|(files, ..)| files)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        );
        let warning = Diagnostic::warning("phu-luc-thua", message);
        Some(warning.help("không gửi kèm các tệp ấy; xem lại rồi tự xóa, vanban không xóa tệp nào"))
    }

    /// The files of a sort of parts whose number is higher than there are parts.
    fn beyond(&self, folder: &Folder, begin: &str, count: usize) -> Vec<String> {
        let begin = format!("{}.{begin}", self.name);
        let is_left = |name: &String| {
            let rest = name.strip_prefix(&begin);
            let number = rest.and_then(|rest| {
                let mut formats = Format::ALL.iter();
                formats.find_map(|f| rest.strip_suffix(f.extension())?.strip_suffix('.'))
            });
            number.is_some_and(|n| n.parse::<usize>().is_ok_and(|n| n > count))
        };
        let files = folder.beginning(&begin).into_iter();
        files.filter(is_left).collect()
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
