//! Years of the lunar calendar.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH022",
        level: Severity::Warning,
        about: "Chữ thường trong tên năm âm lịch",
        clause: Some("Phụ lục II, V.8.a"),
    },
    name: "nam-am-lich",
    explanation: "Tên năm âm lịch viết hoa cả hai âm tiết: Giáp Thìn, Ất Tỵ.",
    bad: "Vui xuân Giáp thìn",
    good: "Vui xuân Giáp Thìn",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::LunarYear,
    small: Severity::Warning,
    capital: None,
    proof: &["năm", "xuân", "đán", "tết"],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
