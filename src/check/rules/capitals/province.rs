//! Names of provinces and cities.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH004",
        level: Severity::Error,
        about: "Chữ thường trong tên tỉnh, thành phố",
        clause: Some("Phụ lục II, III.1.a"),
    },
    name: "ten-tinh",
    explanation: "Mọi âm tiết của tên riêng đơn vị hành chính đều viết hoa chữ cái đầu. Tên trùng với từ thường (hòa bình, lâm đồng…) chỉ bị coi là sai khi có chữ hoa khác hoặc từ “tỉnh”, “thành phố” làm chứng.",
    bad: "Sở Tư pháp tỉnh Đồng nai",
    good: "Sở Tư pháp tỉnh Đồng Nai",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Province,
    small: Severity::Error,
    capital: None,
    proof: &["tỉnh", "phố", "tp", "đảo"],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
