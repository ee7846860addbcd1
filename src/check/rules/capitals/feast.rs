//! Feasts and days of remembrance.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH018",
        level: Severity::Warning,
        about: "Chữ thường trong tên ngày lễ, ngày kỷ niệm",
        clause: Some("Phụ lục II, V.5"),
    },
    name: "ngay-le",
    explanation: "Tên ngày lễ, ngày kỷ niệm viết hoa chữ cái đầu của âm tiết tạo thành tên gọi; chữ “ngày” viết thường. Chỉ xét những ngày trong danh sách của vanban.",
    bad: "Treo cờ nhân ngày quốc khánh 02/9.",
    good: "Treo cờ nhân ngày Quốc khánh 02/9.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Feast,
    small: Severity::Warning,
    capital: None,
    proof: &[],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
