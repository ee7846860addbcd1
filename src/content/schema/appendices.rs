//! The entries of appendices and of texts that are issued with a document.

use super::super::HeadOfForm;
use crate::tables::schema::TableEntry;
use crate::yaml::{
    tree::{Entry, Node},
    typed::{
        Choice, Field, Form, FromNode, Lines, Markdown, OneOrMany, Reader, ScalarOr, Words, YesNo,
        entries,
    },
};
use schemars::JsonSchema;
use std::sync::Arc;

/// How the pages are turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(inline, description = "Hướng giấy.")]
pub(crate) enum Turned {
    /// Theo chiều dài của khổ giấy.
    #[schemars(rename = "dung", description = "Giấy đứng.")]
    Upright,
    /// Theo chiều rộng.
    #[schemars(rename = "ngang", description = "Giấy ngang.")]
    Landscape,
}

impl FromNode for Turned {
    const FORM: Form = Form::Choice;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let Choice(choice) = Choice::from_node(node, reader)?;
        match choice.text.as_str() {
            "dung" => Some(Self::Upright),
            "ngang" => Some(Self::Landscape),
            _ => reader.unfit(node),
        }
    }
}

impl FromNode for HeadOfForm {
    const FORM: Form = Form::Choice;
    fn from_node(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let Choice(choice) = Choice::from_node(node, reader)?;
        match choice.text.as_str() {
            "quoc-hieu" => Some(Self::NationalTitle),
            "co-quan" => Some(Self::Agency),
            _ => reader.unfit(node),
        }
    }
}

entries! {
    /// An appendix (phụ lục).
    #[schemars(description = "Một phụ lục, hoặc một biểu mẫu kèm theo.")]
    pub(crate) struct AppendixEntry {
        #[schemars(description = "Tên phụ lục, không ghi chữ “Phụ lục” và số; dài thì ghi nhiều dòng.")]
        title: Lines = "ten",
        /// The words in place of `Phụ lục I`.
        #[schemars(
            description = "Chữ thay cho “Phụ lục” và số, ví dụ Mẫu số 01; bỏ trống thì tự đánh số."
        )]
        label: Words = "nhan",
        #[schemars(description = "Hướng giấy: dung (mặc định) hoặc ngang.")]
        turned: Turned = "huong",
        /// The head of the form that the appendix is.
        #[schemars(
            description = "Biểu mẫu có đầu trang riêng: quoc-hieu (chỉ Quốc hiệu, Tiêu ngữ) hoặc co-quan (thêm tên cơ quan)."
        )]
        head: HeadOfForm = "dau_mau",
        #[schemars(description = "Tên biểu mẫu, in dưới đầu trang của mẫu, ví dụ ĐƠN ĐỀ NGHỊ.")]
        form_title: Lines = "ten_mau",
        #[schemars(description = "Lời đứng trước nội dung (Markdown).")]
        opening: Markdown = "mo_dau",
        #[schemars(description = "Nội dung phụ lục (Markdown).")]
        body: Markdown = "noi_dung",
        /// The table behind its text: its own, or the name of one in `bang`.
        #[schemars(
            description = "Bảng của phụ lục, đứng sau nội dung: các mục như một bảng của bang, hoặc tên một bảng đã khai ở bang."
        )]
        table: ScalarOr<TableEntry> = "bang",
        #[schemars(description = "Lời đứng sau nội dung (Markdown).")]
        closing: Markdown = "ket_thuc",
    }
}

/// Tells whether the entries of an appendix are those of a blank form.
pub(crate) fn is_form(entries: &[Entry]) -> bool {
    let marks = ["nhan", "dau_mau", "ten_mau"];
    entries
        .iter()
        .any(|entry| marks.contains(&entry.key.as_str()))
}

impl AppendixEntry {
    /// The texts in Markdown.
    pub(crate) fn texts(&self) -> [&Field<Markdown>; 3] {
        [&self.opening, &self.body, &self.closing]
    }
}

entries! {
    /// A text that is issued or approved with the document (Phụ lục III, Mẫu 1.3).
    #[schemars(description = "Một văn bản ban hành hoặc phê duyệt kèm theo.")]
    pub(crate) struct AttachedEntry {
        /// The kind: a slug, or any name.
        #[schemars(
            required,
            description = "Loại văn bản kèm theo, ví dụ quy-che; loại khác thì ghi tên, ví dụ Nội quy."
        )]
        kind: Words = "loai",
        #[schemars(required, description = "Trích yếu của văn bản kèm theo.")]
        subject: Lines = "trich_yeu",
        #[schemars(description = "Hướng giấy: dung (mặc định) hoặc ngang.")]
        turned: Turned = "huong",
        /// The words that begin the line `(Kèm theo …)`.
        #[schemars(
            description = "Chữ mở đầu dòng (Kèm theo Quyết định số …); bỏ trống thì ghi “Kèm theo” như Mẫu 1.3."
        )]
        words: Words = "dong_kem_theo",
        #[schemars(description = "Đoạn mở đầu (Markdown).")]
        opening: Markdown = "mo_dau",
        #[schemars(required, description = "Nội dung văn bản kèm theo (Markdown).")]
        body: Markdown = "noi_dung",
        #[schemars(description = "Đoạn kết thúc (Markdown).")]
        closing: Markdown = "ket_thuc",
        /// Whether who signs the document signs this text, too.
        #[schemars(
            description = "true: người ký văn bản cũng ký ở cuối văn bản kèm theo; Mẫu 1.3 không có chữ ký ở đây."
        )]
        signed: YesNo = "co_chu_ky",
        /// Its own appendices.
        #[schemars(description = "Phụ lục của riêng văn bản kèm theo.")]
        appendices: OneOrMany<AppendixEntry> = "phu_luc",
    }
}
