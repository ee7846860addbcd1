//! The style file as serde reads it, and its conversion into the sheet's units.

use super::components::{ComponentFile, Declared};
use super::{
    Blanks, Closing, CornerSignature, FrameLook, Letterhead, ListMarks, Look, Looks, NoteSeparator,
    Page, PictureWords, RuleLook, Style, Table, TableNames, Tears,
};
use crate::chart::{ChartLook, ChartWords, Tint};
use crate::data;
use crate::diagnostic::{Result, Source};
use crate::sheet::{Align, BoxSize, Colour, HalfPoints, Rule, Signing, Twips};
use serde::Deserialize;
use std::sync::Arc;

/// A measure: a bare number where the law is silent, else the law's range with the value in use.
///
/// `theo` and the choices of agency and document are resolved before ([`super::choose`]).
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Measure {
    House(f64),
    Lawful {
        #[serde(rename = "mac_dinh")]
        value: f64,
    },
}

impl Default for Measure {
    fn default() -> Self {
        Self::House(0.0)
    }
}

impl Measure {
    fn get(self) -> f64 {
        match self {
            Self::House(value) | Self::Lawful { value } => value,
        }
    }
    fn mm(self) -> Twips {
        Twips::from_micrometres((self.get() * 1000.0).round() as i32)
    }
    fn cm(self) -> Twips {
        Twips::from_micrometres((self.get() * 10_000.0).round() as i32)
    }
    fn points(self) -> Twips {
        Twips((self.get() * 20.0).round() as i32)
    }
    fn half_points(self) -> HalfPoints {
        HalfPoints((self.get() * 2.0).round() as u32)
    }
    fn eighths(self) -> u32 {
        (self.get() * 8.0).round() as u32
    }
    fn thousandths(self) -> i32 {
        (self.get() * 1000.0).round() as i32
    }
    fn times(self) -> f64 {
        self.get()
    }
    fn count(self) -> usize {
        self.get().round() as usize
    }
    fn line(self) -> u32 {
        (self.get() * 240.0).round() as u32
    }
}

#[derive(Deserialize, Clone, Copy)]
enum AlignFile {
    #[serde(rename = "trai")]
    Left,
    #[serde(rename = "giua")]
    Centre,
    #[serde(rename = "phai")]
    Right,
    #[serde(rename = "deu")]
    Justify,
}

impl From<AlignFile> for Align {
    fn from(align: AlignFile) -> Self {
        match align {
            AlignFile::Left => Self::Left,
            AlignFile::Centre => Self::Centre,
            AlignFile::Right => Self::Right,
            AlignFile::Justify => Self::Justify,
        }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
enum Lettering {
    #[serde(rename = "hoa")]
    Upper,
    #[serde(rename = "dam")]
    Bold,
    #[serde(rename = "nghieng")]
    Italic,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(rename = "phan")]
    share: Measure,
    #[serde(rename = "day")]
    weight: Measure,
    #[serde(rename = "cach")]
    space: Measure,
}

/// `RRGGBB`, as Word and the web write it.
#[derive(Clone, Copy, Default)]
struct ColourFile(Colour);

impl<'de> Deserialize<'de> for ColourFile {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let digits = text.trim_start_matches('#');
        let number = (digits.len() == 6)
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
            .ok_or_else(|| {
                serde::de::Error::custom(format!("“{text}” không phải là màu RRGGBB"))
            })?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self(Colour { red, green, blue }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    #[serde(rename = "rong", default)]
    width: Measure,
    #[serde(rename = "cao", default)]
    height: Measure,
    #[serde(rename = "day")]
    weight: Measure,
    #[serde(rename = "le")]
    padding: Measure,
    #[serde(rename = "kep", default)]
    double: bool,
}

impl FrameFile {
    fn look(self) -> FrameLook {
        let Self {
            width,
            height,
            weight,
            padding,
            double,
        } = self;
        FrameLook {
            width: width.mm(),
            height: height.mm(),
            eighths: weight.eighths(),
            padding: padding.mm(),
            double,
        }
    }
}

impl RuleFile {
    fn look(self) -> RuleLook {
        let Self {
            share,
            weight,
            space,
        } = self;
        RuleLook {
            share: share.thousandths(),
            rule: Rule {
                eighths: weight.eighths(),
                space: space.get().round() as u32,
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookFile {
    #[serde(default)]
    id: String,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "chu", default)]
    lettering: Vec<Lettering>,
    #[serde(rename = "tieu_de_hoa", default)]
    upper_title: bool,
    #[serde(rename = "canh")]
    align: AlignFile,
    #[serde(rename = "co_chu")]
    size: Measure,
    #[serde(rename = "thut_dau_dong", default)]
    first_line: Measure,
    /// The indent of all lines, in mm.
    #[serde(rename = "thut_trai", default)]
    left: Measure,
    #[serde(rename = "truoc", default)]
    before: Measure,
    #[serde(rename = "sau", default)]
    after: Measure,
    #[serde(rename = "gian_dong", default = "single")]
    line: Measure,
    #[serde(rename = "giu_sau", default)]
    keep_next: bool,
    #[serde(rename = "ke_duoi")]
    rule: Option<RuleFile>,
    #[serde(rename = "ke_tren")]
    rule_above: Option<RuleFile>,
    #[serde(rename = "khung")]
    frame: Option<FrameFile>,
    #[serde(rename = "mau", default)]
    colour: ColourFile,
    /// The indent of a component with a label: from the margin to the label where several lines stand under it.
    #[serde(rename = "thut_nhan", default)]
    label_indent: Measure,
    /// The declaration that makes the entry a component; read apart ([`super::components`]).
    #[serde(rename = "thanh_phan")]
    pub(super) component: Option<ComponentFile>,
    /// The page number's distance from the edge; read apart, and given for no other entry.
    #[serde(rename = "cach_mep", default)]
    edge: Measure,
}

fn single() -> Measure {
    Measure::House(1.0)
}

impl LookFile {
    pub(super) fn into_look(self) -> Look {
        let Self {
            id,
            name,
            lettering,
            upper_title,
            align,
            size,
            first_line,
            left,
            before,
            after,
            line,
            keep_next,
            rule,
            rule_above,
            frame,
            colour,
            label_indent,
            component: _,
            edge: _,
        } = self;
        Look {
            id,
            name,
            upper: lettering.contains(&Lettering::Upper),
            upper_title,
            bold: lettering.contains(&Lettering::Bold),
            italic: lettering.contains(&Lettering::Italic),
            align: align.into(),
            size: size.half_points(),
            first_line: first_line.cm(),
            left: left.mm(),
            before: before.points(),
            after: after.points(),
            line: line.line(),
            keep_next,
            label_indent: label_indent.mm(),
            rule: rule.map(RuleFile::look),
            rule_above: rule_above.map(RuleFile::look),
            frame: frame.map(FrameFile::look),
            colour: colour.0,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paper {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "cao")]
    height: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Margins {
    #[serde(rename = "tren")]
    top: Measure,
    #[serde(rename = "duoi")]
    bottom: Measure,
    #[serde(rename = "trai")]
    left: Measure,
    #[serde(rename = "phai")]
    right: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LetterheadFile {
    #[serde(rename = "cot_trai")]
    left_share: Measure,
    #[serde(rename = "cot_trai_it_nhat")]
    least_left_share: Measure,
    #[serde(rename = "du")]
    slack: Measure,
    #[serde(rename = "cach_cot")]
    gutter: Measure,
    #[serde(rename = "cach_khoi")]
    joint_gap: Measure,
    #[serde(rename = "mo_ta")]
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosingFile {
    #[serde(rename = "cot_trai")]
    left_share: Measure,
    #[serde(rename = "cot_trai_it_nhat")]
    least_left_share: Measure,
    #[serde(rename = "cot_trai_nhieu_nhat")]
    most_left_share: Measure,
    #[serde(rename = "cach_cot")]
    gutter: Measure,
    #[serde(rename = "truoc")]
    before: Measure,
    #[serde(rename = "cho_ky")]
    signature_gap: Measure,
    #[serde(rename = "mo_ta")]
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxFile {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "cao")]
    height: Measure,
    #[serde(rename = "mo_ta")]
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealFile {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "cao")]
    height: Measure,
    #[serde(rename = "trum")]
    overlap: Measure,
    #[serde(rename = "co_thuc")]
    true_size: [f64; 2],
    #[serde(rename = "mo_ta")]
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CornerFile {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "cao")]
    height: Measure,
    #[serde(rename = "tren")]
    top: Measure,
    #[serde(rename = "phai")]
    right: Measure,
    #[serde(rename = "co_chu")]
    text: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartFile {
    #[serde(rename = "co_chu")]
    size: Measure,
    #[serde(rename = "cao")]
    height: Measure,
    #[serde(rename = "mau")]
    colours: Vec<ColourFile>,
    #[serde(rename = "mo_ta")]
    words: ChartWordsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartWordsFile {
    #[serde(rename = "cot")]
    columns: String,
    #[serde(rename = "cot_chong")]
    stacked: String,
    #[serde(rename = "duong")]
    lines: String,
    #[serde(rename = "tron")]
    pie: String,
    #[serde(rename = "don_vi")]
    unit: String,
    #[serde(rename = "chua_co")]
    unknown: String,
}

/// A colour as charts have it.
fn tint(colour: Colour) -> Tint {
    let Colour { red, green, blue } = colour;
    Tint([red, green, blue])
}

impl ChartFile {
    fn into_look(self) -> ChartLook {
        let ChartWordsFile {
            columns,
            stacked,
            lines,
            pie,
            unit,
            unknown,
        } = self.words;
        ChartLook {
            half_points: self.size.half_points().0,
            height: self.height.thousandths().max(1),
            colours: self
                .colours
                .into_iter()
                .map(|colour| tint(colour.0))
                .collect(),
            words: ChartWords {
                columns,
                stacked,
                lines,
                pie,
                unit,
                unknown,
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListMarksFile {
    #[serde(rename = "gach")]
    bullets: Vec<String>,
    #[serde(rename = "sau_so")]
    after_number: String,
    #[serde(rename = "sau_chu")]
    after_letter: String,
    #[serde(rename = "bang_chu_cai")]
    alphabet: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    id: String,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "day")]
    border: Measure,
    #[serde(rename = "le_ngang")]
    padding_x: Measure,
    #[serde(rename = "le_doc")]
    padding_y: Measure,
    #[serde(rename = "sau")]
    after: Measure,
    #[serde(rename = "tu_lien")]
    whole_word: Measure,
    #[serde(rename = "cot_hep")]
    least_digits: Measure,
    #[serde(rename = "o_ngan")]
    short_cell: Measure,
    #[serde(rename = "gop_lien")]
    kept_merge: Measure,
    #[serde(rename = "dong_cong")]
    sum_words: Vec<String>,
    #[serde(rename = "don_vi")]
    units: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlanksFile {
    #[serde(rename = "so")]
    number: Measure,
    #[serde(rename = "ngay")]
    day: Measure,
    #[serde(rename = "thang")]
    month: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BreaksFile {
    #[serde(rename = "giu_lien")]
    keep_together: Measure,
    #[serde(rename = "gian_nhat")]
    stretch: Measure,
    #[serde(rename = "thoi_deu")]
    give_up: Measure,
    #[serde(rename = "tu_dai")]
    long_word: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeparatorFile {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "co_chu")]
    size: Measure,
}

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
        let marks = &self.list_marks;
        for (key, list) in [("gach", &marks.bullets), ("bang_chu_cai", &marks.alphabet)] {
            if list.is_empty() {
                let message = format!("“{key}” trống: mục danh sách sẽ không có dấu");
                let help = "ghi ít nhất một dấu, hoặc bỏ khóa này để dùng dấu có sẵn";
                return Err(data::fault(
                    brought,
                    &["dau_danh_sach", key],
                    &message,
                    help,
                ));
            }
        }
        Ok(())
    }

    /// The whole style, with the components that were taken out of the file before.
    pub(super) fn into_style(self, components: Declared) -> Style {
        Style {
            page: Page {
                width: self.paper.width.mm(),
                height: self.paper.height.mm(),
                top: self.margins.top.mm(),
                bottom: self.margins.bottom.mm(),
                left: self.margins.left.mm(),
                right: self.margins.right.mm(),
                turned: super::Margins {
                    top: self.turned_margins.top.mm(),
                    right: self.turned_margins.right.mm(),
                    bottom: self.turned_margins.bottom.mm(),
                    left: self.turned_margins.left.mm(),
                },
                number_distance: self.page_number.edge.mm(),
            },
            family: self.family,
            letterhead: Letterhead {
                left_share: self.letterhead.left_share.thousandths(),
                least_left_share: self.letterhead.least_left_share.thousandths(),
                slack: self.letterhead.slack.mm(),
                gutter: self.letterhead.gutter.mm(),
                joint_gap: self.letterhead.joint_gap.points(),
            },
            letterhead_words: self.letterhead.description,
            closing: Closing {
                left_share: self.closing.left_share.thousandths(),
                least_left_share: self.closing.least_left_share.thousandths(),
                most_left_share: self.closing.most_left_share.thousandths(),
                gutter: self.closing.gutter.mm(),
                before: self.closing.before.points(),
                signature_gap: self.closing.signature_gap.points(),
            },
            closing_words: self.closing.description,
            signing: Signing {
                leader: BoxSize {
                    width: self.signature_box.width.mm(),
                    height: self.signature_box.height.mm(),
                },
                agency: BoxSize {
                    width: self.seal_box.width.mm(),
                    height: self.seal_box.height.mm(),
                },
                overlap: self.seal_box.overlap.thousandths(),
            },
            corner_signature: CornerSignature {
                area: BoxSize {
                    width: self.corner_signature.width.mm(),
                    height: self.corner_signature.height.mm(),
                },
                top: self.corner_signature.top.mm(),
                right: self.corner_signature.right.mm(),
                text: self.corner_signature.text.half_points(),
            },
            seal_size: self.seal_box.true_size,
            picture_words: PictureWords {
                signature: self.signature_box.description,
                seal: self.seal_box.description,
            },
            chart: self.chart.into_look(),
            list_marks: ListMarks {
                bullets: self.list_marks.bullets,
                after_number: self.list_marks.after_number,
                after_letter: self.list_marks.after_letter,
                alphabet: self.list_marks.alphabet,
            },
            table: Table {
                border: self.table.border.eighths(),
                padding_x: self.table.padding_x.mm(),
                padding_y: self.table.padding_y.mm(),
                after: self.table.after.points(),
                whole_word: self.table.whole_word.count(),
                least_digits: self.table.least_digits.count(),
                short_cell: self.table.short_cell.count(),
                kept_merge: self.table.kept_merge.thousandths(),
            },
            table_names: TableNames {
                id: self.table.id,
                name: self.table.name,
            },
            units: self.table.units,
            fit_page: false,
            measures: super::Measures::default(),
            lowered: Vec::new(),
            sum_words: self.table.sum_words,
            blanks: Blanks {
                number: self.blanks.number.count(),
                day: self.blanks.day.count(),
                month: self.blanks.month.count(),
            },
            keep_together: self.breaks.keep_together.count(),
            tears: Tears {
                stretch: self.breaks.stretch.times(),
                give_up: self.breaks.give_up.times(),
                long_word: self.breaks.long_word.count(),
            },
            note_separator: NoteSeparator {
                width: self.note_separator.width.mm(),
                size: self.note_separator.size.half_points(),
            },
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
