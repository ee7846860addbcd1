//! Common words that have become names.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH017",
        level: Severity::Warning,
        about: "Chữ thường ở danh từ chung đã riêng hóa",
        clause: Some("Phụ lục II, V.4"),
    },
    name: "danh-tu-rieng-hoa",
    explanation: "Đảng (Đảng Cộng sản Việt Nam), Bác Hồ, Vua Hùng… viết hoa khi đứng độc lập và thể hiện sự trân trọng. Chỉ xét những cụm từ trong danh sách của vanban.",
    bad: "Thực hiện chủ trương của đảng và Nhà nước.",
    good: "Thực hiện chủ trương của Đảng và Nhà nước.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Own,
    small: Severity::Warning,
    capital: None,
    proof: &[],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
