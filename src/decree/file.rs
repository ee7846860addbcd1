//! The style file as serde reads it, and its conversion into the sheet's units.

use super::components::{ComponentFile, Declared};
use super::{
    Blanks, Closing, CornerSignature, Letterhead, ListMarks, Look, Looks, NoteSeparator, Page,
    PictureWords, RuleLook, Style, Table, Tears,
};
use crate::sheet::{Align, BoxSize, HalfPoints, Rule, Signing, Twips};
use serde::Deserialize;

/// A measure: a bare number where the law is silent, else the law's range with the value in use.
///
/// `theo` and the choices of agency and document are resolved before ([`super::choose`]).
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Measure {
    House(f64),
    Lawful { mac_dinh: f64 },
}

impl Default for Measure {
    fn default() -> Self {
        Self::House(0.0)
    }
}

impl Measure {
    fn get(self) -> f64 {
        match self {
            Self::House(value) | Self::Lawful { mac_dinh: value } => value,
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
#[serde(rename_all = "snake_case")]
enum AlignFile {
    Trai,
    Giua,
    Phai,
    Deu,
}

impl From<AlignFile> for Align {
    fn from(align: AlignFile) -> Self {
        match align {
            AlignFile::Trai => Self::Left,
            AlignFile::Giua => Self::Centre,
            AlignFile::Phai => Self::Right,
            AlignFile::Deu => Self::Justify,
        }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Lettering {
    Hoa,
    Dam,
    Nghieng,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    phan: Measure,
    day: Measure,
    cach: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookFile {
    #[serde(default)]
    id: String,
    ten: String,
    #[serde(default)]
    chu: Vec<Lettering>,
    #[serde(default)]
    tieu_de_hoa: bool,
    canh: AlignFile,
    co_chu: Measure,
    #[serde(default)]
    thut_dau_dong: Measure,
    #[serde(default)]
    truoc: Measure,
    #[serde(default)]
    sau: Measure,
    #[serde(default = "single")]
    gian_dong: Measure,
    #[serde(default)]
    giu_sau: bool,
    ke_duoi: Option<RuleFile>,
    /// The indent of a component with a label: from the margin to the label where several lines stand under it.
    #[serde(default)]
    thut_nhan: Measure,
    /// The declaration that makes the entry a component; read apart ([`super::components`]).
    pub(super) thanh_phan: Option<ComponentFile>,
    /// The page number's distance from the edge; read apart, and given for no other entry.
    #[serde(default)]
    cach_mep: Measure,
}

fn single() -> Measure {
    Measure::House(1.0)
}

impl LookFile {
    pub(super) fn into_look(self) -> Look {
        let Self {
            id,
            ten,
            chu,
            tieu_de_hoa,
            canh,
            co_chu,
            thut_dau_dong,
            truoc,
            sau,
            gian_dong,
            giu_sau,
            ke_duoi,
            thut_nhan,
            thanh_phan: _,
            cach_mep: _,
        } = self;
        Look {
            id,
            name: ten,
            upper: chu.contains(&Lettering::Hoa),
            upper_title: tieu_de_hoa,
            bold: chu.contains(&Lettering::Dam),
            italic: chu.contains(&Lettering::Nghieng),
            align: canh.into(),
            size: co_chu.half_points(),
            first_line: thut_dau_dong.cm(),
            before: truoc.points(),
            after: sau.points(),
            line: gian_dong.line(),
            keep_next: giu_sau,
            label_indent: thut_nhan.mm(),
            rule: ke_duoi.map(|RuleFile { phan, day, cach }| RuleLook {
                share: phan.thousandths(),
                rule: Rule {
                    eighths: day.eighths(),
                    space: cach.get().round() as u32,
                },
            }),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paper {
    rong: Measure,
    cao: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Margins {
    tren: Measure,
    duoi: Measure,
    trai: Measure,
    phai: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LetterheadFile {
    cot_trai: Measure,
    cot_trai_it_nhat: Measure,
    du: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosingFile {
    cot_trai: Measure,
    truoc: Measure,
    cho_ky: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxFile {
    rong: Measure,
    cao: Measure,
    mo_ta: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealFile {
    rong: Measure,
    cao: Measure,
    trum: Measure,
    co_thuc: [f64; 2],
    mo_ta: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CornerFile {
    rong: Measure,
    cao: Measure,
    tren: Measure,
    phai: Measure,
    co_chu: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListMarksFile {
    gach: Vec<String>,
    sau_so: String,
    sau_chu: String,
    bang_chu_cai: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    day: Measure,
    le_ngang: Measure,
    le_doc: Measure,
    sau: Measure,
    tu_lien: Measure,
    cot_hep: Measure,
    o_ngan: Measure,
    dong_cong: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlanksFile {
    so: Measure,
    ngay: Measure,
    thang: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BreaksFile {
    giu_lien: Measure,
    gian_nhat: Measure,
    thoi_deu: Measure,
    tu_dai: Measure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeparatorFile {
    rong: Measure,
    co_chu: Measure,
}

/// The whole file; field names are its keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StyleFile {
    phong_chu: String,
    kho_giay: Paper,
    le: Margins,
    #[serde(rename = "bo_co_chu")]
    _sizes_together: serde_yaml::Value,
    so_trang: LookFile,
    dau_trang: LetterheadFile,
    cho_trong: BlanksFile,
    ngat_dong: BreaksFile,
    noi_dung: LookFile,
    phan: LookFile,
    chuong: LookFile,
    muc: LookFile,
    tieu_muc: LookFile,
    muc_la_ma: LookFile,
    dieu: LookFile,
    khoan: LookFile,
    diem: LookFile,
    de_muc_khac: LookFile,
    danh_sach: LookFile,
    danh_sach_tiep: LookFile,
    dau_danh_sach: ListMarksFile,
    dong_dau_bang: LookFile,
    o_bang: LookFile,
    bang: TableFile,
    cuoi_trang: ClosingFile,
    o_chu_ky: BoxFile,
    o_dau: SealFile,
    o_ky_phu_luc: CornerFile,
    noi_nhan: LookFile,
    ds_noi_nhan: LookFile,
    chuc_vu: LookFile,
    ho_ten: LookFile,
    nhan_phu_luc: LookFile,
    ten_phu_luc: LookFile,
    kem_theo: LookFile,
    duong_ke: LookFile,
    chu_thich: LookFile,
    ngan_chu_thich: SeparatorFile,
    #[serde(rename = "vua_trang")]
    _least: serde_yaml::Value,
}

impl StyleFile {
    /// The whole style, with the components that were taken out of the file before.
    pub(super) fn into_style(self, components: Declared) -> Style {
        Style {
            page: Page {
                width: self.kho_giay.rong.mm(),
                height: self.kho_giay.cao.mm(),
                top: self.le.tren.mm(),
                bottom: self.le.duoi.mm(),
                left: self.le.trai.mm(),
                right: self.le.phai.mm(),
                number_distance: self.so_trang.cach_mep.mm(),
            },
            family: self.phong_chu,
            letterhead: Letterhead {
                left_share: self.dau_trang.cot_trai.thousandths(),
                least_left_share: self.dau_trang.cot_trai_it_nhat.thousandths(),
                slack: self.dau_trang.du.mm(),
            },
            closing: Closing {
                left_share: self.cuoi_trang.cot_trai.thousandths(),
                before: self.cuoi_trang.truoc.points(),
                signature_gap: self.cuoi_trang.cho_ky.points(),
            },
            signing: Signing {
                leader: BoxSize {
                    width: self.o_chu_ky.rong.mm(),
                    height: self.o_chu_ky.cao.mm(),
                },
                agency: BoxSize {
                    width: self.o_dau.rong.mm(),
                    height: self.o_dau.cao.mm(),
                },
                overlap: self.o_dau.trum.thousandths(),
            },
            corner_signature: CornerSignature {
                area: BoxSize {
                    width: self.o_ky_phu_luc.rong.mm(),
                    height: self.o_ky_phu_luc.cao.mm(),
                },
                top: self.o_ky_phu_luc.tren.mm(),
                right: self.o_ky_phu_luc.phai.mm(),
                text: self.o_ky_phu_luc.co_chu.half_points(),
            },
            seal_size: self.o_dau.co_thuc,
            picture_words: PictureWords {
                signature: self.o_chu_ky.mo_ta,
                seal: self.o_dau.mo_ta,
            },
            list_marks: ListMarks {
                bullets: self.dau_danh_sach.gach,
                after_number: self.dau_danh_sach.sau_so,
                after_letter: self.dau_danh_sach.sau_chu,
                alphabet: self.dau_danh_sach.bang_chu_cai,
            },
            table: Table {
                border: self.bang.day.eighths(),
                padding_x: self.bang.le_ngang.mm(),
                padding_y: self.bang.le_doc.mm(),
                after: self.bang.sau.points(),
                whole_word: self.bang.tu_lien.count(),
                least_digits: self.bang.cot_hep.count(),
                short_cell: self.bang.o_ngan.count(),
            },
            fit_page: false,
            measures: super::Measures::default(),
            lowered: Vec::new(),
            sum_words: self.bang.dong_cong,
            blanks: Blanks {
                number: self.cho_trong.so.count(),
                day: self.cho_trong.ngay.count(),
                month: self.cho_trong.thang.count(),
            },
            keep_together: self.ngat_dong.giu_lien.count(),
            tears: Tears {
                stretch: self.ngat_dong.gian_nhat.times(),
                give_up: self.ngat_dong.thoi_deu.times(),
                long_word: self.ngat_dong.tu_dai.count(),
            },
            note_separator: NoteSeparator {
                width: self.ngan_chu_thich.rong.mm(),
                size: self.ngan_chu_thich.co_chu.half_points(),
            },
            components: components.table,
            looks: Looks {
                components: components.looks,
                page_number: self.so_trang.into_look(),
                body: self.noi_dung.into_look(),
                part: self.phan.into_look(),
                chapter: self.chuong.into_look(),
                section: self.muc.into_look(),
                subsection: self.tieu_muc.into_look(),
                roman: self.muc_la_ma.into_look(),
                article: self.dieu.into_look(),
                clause: self.khoan.into_look(),
                point: self.diem.into_look(),
                plain: self.de_muc_khac.into_look(),
                list_item: self.danh_sach.into_look(),
                list_continuation: self.danh_sach_tiep.into_look(),
                table_head: self.dong_dau_bang.into_look(),
                table_cell: self.o_bang.into_look(),
                recipients_label: self.noi_nhan.into_look(),
                recipient: self.ds_noi_nhan.into_look(),
                signature_title: self.chuc_vu.into_look(),
                signature_name: self.ho_ten.into_look(),
                appendix_label: self.nhan_phu_luc.into_look(),
                appendix_title: self.ten_phu_luc.into_look(),
                appendix_reference: self.kem_theo.into_look(),
                rule: self.duong_ke.into_look(),
                footnote: self.chu_thich.into_look(),
            },
        }
    }
}
