//! The style file as serde reads it, and its conversion into the sheet's units.

mod chart;
mod look;
mod measure;
mod parts;

pub(super) use look::LookFile;

use super::components::Declared;
use super::{Looks, Style};
use crate::data;
use crate::diagnostic::{Result, Source};
use chart::ChartFile;
use parts::{
    BlanksFile, BoxFile, BreaksFile, ClosingFile, CornerFile, LetterheadFile, ListMarksFile,
    Margins, Paper, SealFile, SeparatorFile, TableFile, TableParts,
};
use serde::Deserialize;
use std::sync::Arc;

/// The whole file; field names are its keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StyleFile {
    #[serde(rename = "phong_chu")]
    family: String,
    #[serde(rename = "kho_giay")]
    paper: Paper,
    #[serde(rename = "le")]
    margins: Margins,
    #[serde(rename = "le_ngang")]
    turned_margins: Margins,
    #[serde(rename = "bo_le_ngang")]
    _readings: serde_yaml::Value,
    #[serde(rename = "bo_co_chu")]
    _sizes_together: serde_yaml::Value,
    #[serde(rename = "so_trang")]
    page_number: LookFile,
    #[serde(rename = "dau_trang")]
    letterhead: LetterheadFile,
    #[serde(rename = "cho_trong")]
    blanks: BlanksFile,
    #[serde(rename = "ngat_dong")]
    breaks: BreaksFile,
    #[serde(rename = "noi_dung")]
    body: LookFile,
    #[serde(rename = "phan")]
    part: LookFile,
    #[serde(rename = "chuong")]
    chapter: LookFile,
    #[serde(rename = "muc")]
    section: LookFile,
    #[serde(rename = "tieu_muc")]
    subsection: LookFile,
    #[serde(rename = "muc_la_ma")]
    roman: LookFile,
    #[serde(rename = "dieu")]
    article: LookFile,
    #[serde(rename = "khoan")]
    clause: LookFile,
    #[serde(rename = "diem")]
    point: LookFile,
    #[serde(rename = "de_muc_khac")]
    plain: LookFile,
    #[serde(rename = "dieu_lien")]
    run_in: LookFile,
    #[serde(rename = "canh_phai")]
    right: LookFile,
    #[serde(rename = "canh_giua")]
    centred: LookFile,
    #[serde(rename = "trich_dan")]
    quote: LookFile,
    #[serde(rename = "danh_sach")]
    list_item: LookFile,
    #[serde(rename = "danh_sach_tiep")]
    list_continuation: LookFile,
    #[serde(rename = "dau_danh_sach")]
    list_marks: ListMarksFile,
    #[serde(rename = "dong_dau_bang")]
    table_head: LookFile,
    #[serde(rename = "o_bang")]
    table_cell: LookFile,
    #[serde(rename = "ten_bang")]
    table_caption: LookFile,
    #[serde(rename = "don_vi_tinh")]
    table_unit: LookFile,
    #[serde(rename = "dong_nhom")]
    table_group: LookFile,
    #[serde(rename = "dong_cong_nhom")]
    table_subtotal: LookFile,
    #[serde(rename = "dong_tong_cong")]
    table_total: LookFile,
    #[serde(rename = "bang")]
    table: TableFile,
    #[serde(rename = "cuoi_trang")]
    closing: ClosingFile,
    #[serde(rename = "o_chu_ky")]
    signature_box: BoxFile,
    #[serde(rename = "o_dau")]
    seal_box: SealFile,
    #[serde(rename = "o_ky_phu_luc")]
    corner_signature: CornerFile,
    #[serde(rename = "noi_nhan")]
    recipients_label: LookFile,
    #[serde(rename = "ds_noi_nhan")]
    recipient: LookFile,
    #[serde(rename = "chuc_vu")]
    signature_title: LookFile,
    #[serde(rename = "chuc_vu_khac")]
    signature_office: LookFile,
    #[serde(rename = "ho_ten")]
    signature_name: LookFile,
    #[serde(rename = "xac_nhan")]
    confirmation: LookFile,
    #[serde(rename = "nhan_phu_luc")]
    appendix_label: LookFile,
    #[serde(rename = "ten_phu_luc")]
    appendix_title: LookFile,
    #[serde(rename = "kem_theo")]
    appendix_reference: LookFile,
    #[serde(rename = "bieu_do")]
    chart: ChartFile,
    #[serde(rename = "hinh")]
    illustration: LookFile,
    #[serde(rename = "ten_hinh")]
    caption: LookFile,
    #[serde(rename = "duong_ke")]
    rule: LookFile,
    #[serde(rename = "chu_thich")]
    footnote: LookFile,
    #[serde(rename = "ngan_chu_thich")]
    note_separator: SeparatorFile,
    #[serde(rename = "vua_trang")]
    _least: serde_yaml::Value,
    #[serde(rename = "nhuong_truoc", default)]
    _gives: serde_yaml::Value,
}

impl StyleFile {
    /// Refuses lists without a word where every item takes one of them as its mark.
    pub(super) fn check(&self, brought: &Arc<Source>) -> Result<()> {
        let Some(key) = self.list_marks.empty() else {
            return Ok(());
        };
        let message = format!("“{key}” trống: mục danh sách sẽ không có dấu");
        let help = "ghi ít nhất một dấu, hoặc bỏ khóa này để dùng dấu có sẵn";
        Err(data::fault(
            brought,
            &["dau_danh_sach", key],
            &message,
            help,
        ))
    }

    /// The whole style, with the components that were taken out of the file before.
    pub(super) fn into_style(self, components: Declared) -> Style {
        let (letterhead, letterhead_words) = self.letterhead.into_parts();
        let (closing, closing_words) = self.closing.into_parts();
        let (signing, seal_size, picture_words) = parts::signing(self.signature_box, self.seal_box);
        let (keep_together, tears) = self.breaks.into_parts();
        let TableParts {
            table,
            names: table_names,
            units,
            sum_words,
        } = self.table.into_parts();
        let number_distance = self.page_number.edge;
        Style {
            page: self
                .paper
                .into_page(self.margins, self.turned_margins, number_distance),
            family: self.family,
            letterhead,
            letterhead_words,
            closing,
            closing_words,
            signing,
            corner_signature: self.corner_signature.into_signature(),
            seal_size,
            picture_words,
            chart: self.chart.into_look(),
            list_marks: self.list_marks.into_marks(),
            table,
            table_names,
            units,
            fit_page: false,
            measures: super::Measures::default(),
            lowered: Vec::new(),
            sum_words,
            blanks: self.blanks.into_blanks(),
            keep_together,
            tears,
            note_separator: self.note_separator.into_separator(),
            components: components.table,
            looks: Looks {
                components: components.looks,
                page_number: self.page_number.into_look(),
                body: self.body.into_look(),
                part: self.part.into_look(),
                chapter: self.chapter.into_look(),
                section: self.section.into_look(),
                subsection: self.subsection.into_look(),
                roman: self.roman.into_look(),
                article: self.article.into_look(),
                clause: self.clause.into_look(),
                point: self.point.into_look(),
                plain: self.plain.into_look(),
                run_in: self.run_in.into_look(),
                right: self.right.into_look(),
                centred: self.centred.into_look(),
                quote: self.quote.into_look(),
                list_item: self.list_item.into_look(),
                list_continuation: self.list_continuation.into_look(),
                table_head: self.table_head.into_look(),
                table_cell: self.table_cell.into_look(),
                table_caption: self.table_caption.into_look(),
                table_unit: self.table_unit.into_look(),
                table_group: self.table_group.into_look(),
                table_subtotal: self.table_subtotal.into_look(),
                table_total: self.table_total.into_look(),
                recipients_label: self.recipients_label.into_look(),
                recipient: self.recipient.into_look(),
                signature_title: self.signature_title.into_look(),
                signature_office: self.signature_office.into_look(),
                signature_name: self.signature_name.into_look(),
                confirmation: self.confirmation.into_look(),
                appendix_label: self.appendix_label.into_look(),
                appendix_title: self.appendix_title.into_look(),
                appendix_reference: self.appendix_reference.into_look(),
                illustration: self.illustration.into_look(),
                caption: self.caption.into_look(),
                rule: self.rule.into_look(),
                footnote: self.footnote.into_look(),
            },
        }
    }
}
