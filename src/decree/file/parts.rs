//! The parts of the style file that are no looks: paper, letterhead, closing, boxes, lists, tables.

use super::measure::Measure;
use crate::decree::{
    self, Blanks, Closing, CornerSignature, Letterhead, ListMarks, NoteSeparator, Page,
    PictureWords, Table, TableNames, Tears,
};
use crate::sheet::{BoxSize, Signing};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paper {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "cao")]
    height: Measure,
}

impl Paper {
    /// The page with its margins and those of a turned one, and the distance of the page number from the edge.
    pub(super) fn into_page(self, upright: Margins, turned: Margins, number: Measure) -> Page {
        let Self { width, height } = self;
        let decree::Margins {
            top,
            right,
            bottom,
            left,
        } = upright.into_margins();
        Page {
            width: width.mm(),
            height: height.mm(),
            top,
            bottom,
            left,
            right,
            turned: turned.into_margins(),
            number_distance: number.mm(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Margins {
    #[serde(rename = "tren")]
    top: Measure,
    #[serde(rename = "duoi")]
    bottom: Measure,
    #[serde(rename = "trai")]
    left: Measure,
    #[serde(rename = "phai")]
    right: Measure,
}

impl Margins {
    pub(super) fn into_margins(self) -> decree::Margins {
        let Self {
            top,
            bottom,
            left,
            right,
        } = self;
        decree::Margins {
            top: top.mm(),
            right: right.mm(),
            bottom: bottom.mm(),
            left: left.mm(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LetterheadFile {
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

impl LetterheadFile {
    /// The measures, and the words for those who do not see it.
    pub(super) fn into_parts(self) -> (Letterhead, String) {
        let Self {
            left_share,
            least_left_share,
            slack,
            gutter,
            joint_gap,
            description,
        } = self;
        let measures = Letterhead {
            left_share: left_share.thousandths(),
            least_left_share: least_left_share.thousandths(),
            slack: slack.mm(),
            gutter: gutter.mm(),
            joint_gap: joint_gap.points(),
        };
        (measures, description)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosingFile {
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

impl ClosingFile {
    /// The measures, and the words for those who do not see it.
    pub(super) fn into_parts(self) -> (Closing, String) {
        let Self {
            left_share,
            least_left_share,
            most_left_share,
            gutter,
            before,
            signature_gap,
            description,
        } = self;
        let measures = Closing {
            left_share: left_share.thousandths(),
            least_left_share: least_left_share.thousandths(),
            most_left_share: most_left_share.thousandths(),
            gutter: gutter.mm(),
            before: before.points(),
            signature_gap: signature_gap.points(),
        };
        (measures, description)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoxFile {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "cao")]
    height: Measure,
    #[serde(rename = "mo_ta")]
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SealFile {
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

/// The boxes of both signatures, the seal's true size, and the words of their pictures.
pub(super) fn signing(leader: BoxFile, agency: SealFile) -> (Signing, [f64; 2], PictureWords) {
    let area = |width: Measure, height: Measure| BoxSize {
        width: width.mm(),
        height: height.mm(),
    };
    let signing = Signing {
        leader: area(leader.width, leader.height),
        agency: area(agency.width, agency.height),
        overlap: agency.overlap.thousandths(),
    };
    let words = PictureWords {
        signature: leader.description,
        seal: agency.description,
    };
    (signing, agency.true_size, words)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CornerFile {
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

impl CornerFile {
    pub(super) fn into_signature(self) -> CornerSignature {
        let Self {
            width,
            height,
            top,
            right,
            text,
        } = self;
        CornerSignature {
            area: BoxSize {
                width: width.mm(),
                height: height.mm(),
            },
            top: top.mm(),
            right: right.mm(),
            text: text.half_points(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListMarksFile {
    #[serde(rename = "gach")]
    bullets: Vec<String>,
    #[serde(rename = "sau_so")]
    after_number: String,
    #[serde(rename = "sau_chu")]
    after_letter: String,
    #[serde(rename = "bang_chu_cai")]
    alphabet: Vec<String>,
}

impl ListMarksFile {
    /// A list without a word where every item takes one of them as its mark, by its key.
    pub(super) fn empty(&self) -> Option<&'static str> {
        let lists = [("gach", &self.bullets), ("bang_chu_cai", &self.alphabet)];
        let empty = lists.into_iter().find(|(_, list)| list.is_empty());
        empty.map(|(key, _)| key)
    }

    pub(super) fn into_marks(self) -> ListMarks {
        let Self {
            bullets,
            after_number,
            after_letter,
            alphabet,
        } = self;
        ListMarks {
            bullets,
            after_number,
            after_letter,
            alphabet,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    id: String,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "day")]
    border: Measure,
    #[serde(rename = "le_ngang")]
    padding_x: Measure,
    #[serde(rename = "le_ngang_it_nhat")]
    least_padding_x: Measure,
    #[serde(rename = "co_chu_it_nhat")]
    least_size: Measure,
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

/// The look of tables and the words that they are read by.
pub(super) struct TableParts {
    pub(super) table: Table,
    pub(super) names: TableNames,
    pub(super) units: Vec<String>,
    pub(super) sum_words: Vec<String>,
}

impl TableFile {
    pub(super) fn into_parts(self) -> TableParts {
        let Self {
            id,
            name,
            border,
            padding_x,
            least_padding_x,
            least_size,
            padding_y,
            after,
            whole_word,
            least_digits,
            short_cell,
            kept_merge,
            sum_words,
            units,
        } = self;
        TableParts {
            table: Table {
                border: border.eighths(),
                padding_x: padding_x.mm(),
                least_padding_x: least_padding_x.mm(),
                least_size: least_size.half_points(),
                padding_y: padding_y.mm(),
                after: after.points(),
                whole_word: whole_word.count(),
                least_digits: least_digits.count(),
                short_cell: short_cell.count(),
                kept_merge: kept_merge.thousandths(),
            },
            names: TableNames { id, name },
            units,
            sum_words,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlanksFile {
    #[serde(rename = "so")]
    number: Measure,
    #[serde(rename = "ngay")]
    day: Measure,
    #[serde(rename = "thang")]
    month: Measure,
    #[serde(rename = "it_nhat")]
    least: Measure,
}

impl BlanksFile {
    pub(super) fn into_blanks(self) -> Blanks {
        let Self {
            number,
            day,
            month,
            least,
        } = self;
        Blanks {
            number: number.count(),
            day: day.count(),
            month: month.count(),
            least: least.count(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreaksFile {
    #[serde(rename = "giu_lien")]
    keep_together: Measure,
    #[serde(rename = "gian_nhat")]
    stretch: Measure,
    #[serde(rename = "thoi_deu")]
    give_up: Measure,
    #[serde(rename = "tu_dai")]
    long_word: Measure,
}

impl BreaksFile {
    /// Up to how many letters stay together, and how lines may tear.
    pub(super) fn into_parts(self) -> (usize, Tears) {
        let Self {
            keep_together,
            stretch,
            give_up,
            long_word,
        } = self;
        let tears = Tears {
            stretch: stretch.times(),
            give_up: give_up.times(),
            long_word: long_word.count(),
        };
        (keep_together.count(), tears)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeparatorFile {
    #[serde(rename = "rong")]
    width: Measure,
    #[serde(rename = "co_chu")]
    size: Measure,
}

impl SeparatorFile {
    pub(super) fn into_separator(self) -> NoteSeparator {
        let Self { width, size } = self;
        NoteSeparator {
            width: width.mm(),
            size: size.half_points(),
        }
    }
}
