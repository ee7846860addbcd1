//! Orders, medals and titles of honour.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH015",
        level: Severity::Warning,
        about: "Chữ hoa, chữ thường trong tên huân chương, danh hiệu",
        clause: Some("Phụ lục II, V.2"),
    },
    name: "danh-hieu",
    explanation: "Tên huân chương, huy chương, danh hiệu vinh dự viết hoa chữ cái đầu của các âm tiết tạo thành tên riêng. Chỉ xét những tên trong danh sách của vanban.",
    bad: "Bà được phong tặng danh hiệu Nghệ sĩ ưu tú.",
    good: "Bà được phong tặng danh hiệu Nghệ sĩ Ưu tú.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Honour,
    small: Severity::Warning,
    capital: None,
    proof: &[],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
