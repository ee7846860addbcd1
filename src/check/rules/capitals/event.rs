//! Events and dynasties of history.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH025",
        level: Severity::Warning,
        about: "Chữ hoa, chữ thường trong tên sự kiện lịch sử, triều đại",
        clause: Some("Phụ lục II, V.9"),
    },
    name: "su-kien",
    explanation: "Tên sự kiện lịch sử và triều đại viết hoa chữ cái đầu của các âm tiết tạo thành tên. Chỉ xét những sự kiện trong danh sách của vanban.",
    bad: "Kỷ niệm chiến thắng Điện biên Phủ",
    good: "Kỷ niệm chiến thắng Điện Biên Phủ",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Event,
    small: Severity::Warning,
    capital: None,
    proof: &[],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
