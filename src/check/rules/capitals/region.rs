//! Names of regions.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH010",
        level: Severity::Warning,
        about: "Chữ thường trong tên vùng, miền",
        clause: Some("Phụ lục II, III.1.đ"),
    },
    name: "vung-mien",
    explanation: "Tên vùng, miền, khu vực viết hoa mọi âm tiết: Tây Bắc, Nam Bộ, Tây Nguyên. Chữ chỉ phương hướng (phía tây bắc) viết thường và không bị xét.",
    bad: "Giao thông vùng Tây nguyên",
    good: "Giao thông vùng Tây Nguyên",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Region,
    small: Severity::Warning,
    capital: None,
    proof: &["vùng", "tỉnh", "khu"],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
