//! Rivers, mountains, bays, islands.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH009",
        level: Severity::Warning,
        about: "Chữ hoa, chữ thường trong tên sông, núi, vịnh, đảo",
        clause: Some("Phụ lục II, III.1.d"),
    },
    name: "dia-danh",
    explanation: "Tên riêng của địa danh viết hoa mọi âm tiết; danh từ chung đứng trước nó (sông, núi, vịnh, chợ…) viết thường. Chỉ xét những địa danh trong danh sách của vanban.",
    bad: "Nạo vét sông Vàm cỏ.",
    good: "Nạo vét sông Vàm Cỏ.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Landscape,
    small: Severity::Warning,
    capital: Some(Severity::Warning),
    proof: &[
        "sông", "núi", "vịnh", "đảo", "biển", "hồ", "phố", "xã", "cửa",
    ],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
