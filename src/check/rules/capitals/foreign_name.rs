//! Foreign names written down by their sound.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH003",
        level: Severity::Warning,
        about: "Chữ hoa, chữ thường trong tên phiên âm",
        clause: Some("Phụ lục II, II.2, III.2"),
    },
    name: "ten-phien-am",
    explanation: "Tên nước ngoài phiên âm có gạch nối viết hoa chữ cái đầu của mỗi thành phần, các âm tiết sau gạch nối viết thường; tên phiên âm Hán - Việt viết như tên Việt Nam. Chỉ xét những tên trong danh sách của vanban.",
    bad: "Đoàn công tác đi Xin-Ga-Po.",
    good: "Đoàn công tác đi Xin-ga-po.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Foreign,
    small: Severity::Warning,
    capital: Some(Severity::Warning),
    proof: &[],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
