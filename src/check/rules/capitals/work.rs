//! Books, newspapers and journals.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH026",
        level: Severity::Warning,
        about: "Chữ thường trong tên sách, báo, tạp chí",
        clause: Some("Phụ lục II, V.10"),
    },
    name: "sach-bao",
    explanation: "Tên sách, báo, tạp chí viết hoa chữ cái đầu của âm tiết thứ nhất. Chỉ xét những tên trong danh sách của vanban.",
    bad: "Bài đăng trên tạp chí cộng sản",
    good: "Bài đăng trên tạp chí Cộng sản",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Work,
    small: Severity::Warning,
    capital: None,
    proof: &[],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
