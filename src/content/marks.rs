//! Marks beside the components that every document has (Phụ lục I, III.2 to III.4): urgency, secrecy, circulation,
//! draft, the drafter's sign, the agency's address.

use super::{
    Text,
    assemble::{Assembly, said},
};
use crate::diagnostic::Diagnostic;

/// The marks of a document; most have none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// `do_mat`: the degree of secrecy (độ mật) by its name in the YAML.
    pub secrecy: Option<String>,
    /// `do_khan`: the degree of urgency (mức độ khẩn) by its name in the YAML.
    pub urgency: Option<String>,
    /// `hen_gio`: until when a document of the highest urgency must arrive.
    pub deadline: Option<Text>,
    /// `pham_vi_luu_hanh`: among whom the document may go around.
    pub circulation: Option<Text>,
    /// `du_thao`: the document is a draft.
    pub draft: Option<DraftMark>,
    /// `nguoi_soan_thao`: the sign of who drafted it.
    pub drafter: Option<Text>,
    /// `so_ban`: how many copies are issued.
    pub copies: Option<Text>,
}

/// A draft (dự thảo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftMark {
    /// Which one, from 1; none where it is not told.
    pub number: Option<Text>,
}

/// Where the agency is reached (ô số 13).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// `dia_chi`
    pub street: Option<Text>,
    /// `dien_thoai`
    pub telephone: Option<Text>,
    /// `fax`
    pub fax: Option<Text>,
    /// `thu_dien_tu`
    pub mail: Option<Text>,
    /// `trang_thong_tin`
    pub website: Option<Text>,
}

/// The highest urgency, which alone may have a deadline.
const HIGHEST: &str = "hoa-toc";

impl Assembly<'_> {
    /// The marks; `number` is the document's.
    pub(super) fn marks(&mut self, number: Option<&Text>) -> Marks {
        let document = self.document;
        let chosen = |field: &crate::yaml::typed::Field<crate::yaml::typed::Choice>| {
            let given = field.filled()?;
            Some(said(&given.value.0)?.text.clone())
        };
        let marks = Marks {
            secrecy: chosen(&document.secrecy),
            urgency: chosen(&document.urgency),
            deadline: self.plain(&document.deadline),
            circulation: self.plain(&document.circulation),
            draft: self.draft(number),
            drafter: self.plain(&document.drafter),
            copies: self.copies(),
        };
        if let Some(deadline) = &marks.deadline
            && marks.urgency.as_deref() != Some(HIGHEST)
        {
            let message = "“hen_gio” chỉ đi với văn bản hỏa tốc";
            self.errors.push(
                Diagnostic::error("hen-gio-thua", message)
                    .at(deadline.place.clone())
                    .help("thêm “do_khan: hoa-toc”, hoặc bỏ mục “hen_gio”"),
            );
        }
        marks
    }

    /// A number that stands beside the mark of a draft is asked about: a document has one or the other.
    fn draft(&mut self, number: Option<&Text>) -> Option<DraftMark> {
        let told = self.plain(&self.document.draft)?;
        let place = told.place.clone();
        let draft = match told.text.trim() {
            "false" => return None,
            "true" => DraftMark { number: None },
            digits if is_count(digits) && digits.len() <= 3 => DraftMark { number: Some(told) },
            other => {
                let message = format!("“{other}” không phải là lần dự thảo");
                self.errors.push(
                    Diagnostic::error("du-thao-sai", message)
                        .at(place)
                        .help("ghi true để in DỰ THẢO, ghi 2 để in DỰ THẢO LẦN 2; không phải dự thảo thì bỏ mục này"),
                );
                return None;
            }
        };
        if let Some(number) = number {
            let message = format!("văn bản ghi là dự thảo mà đã có số {}", number.text);
            self.warnings.push(
                Diagnostic::warning("du-thao-co-so", message)
                    .at(place)
                    .related(number.place.clone(), "số ở đây")
                    .help("đã ban hành thì bỏ mục “du_thao”; còn dự thảo thì để trống mục “so”"),
            );
        }
        Some(draft)
    }

    fn copies(&mut self) -> Option<Text> {
        let copies = self.plain(&self.document.copies)?;
        let digits = copies.text.trim();
        if is_count(digits) {
            return Some(copies);
        }
        let message = format!("“{digits}” không phải là số lượng bản");
        self.errors.push(
            Diagnostic::error("so-ban-sai", message)
                .at(copies.place.clone())
                .help("chỉ ghi chữ số, ví dụ 300; ký hiệu người soạn thảo ghi ở mục “nguoi_soan_thao”"),
        );
        None
    }

    pub(super) fn address(&self) -> Address {
        Address {
            street: self.text(|all| &all.address),
            telephone: self.text(|all| &all.telephone),
            fax: self.text(|all| &all.fax),
            mail: self.text(|all| &all.mail),
            website: self.text(|all| &all.website),
        }
    }
}

/// Tells whether a text is a whole number from 1 on, without zeros in front.
fn is_count(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0')
}
