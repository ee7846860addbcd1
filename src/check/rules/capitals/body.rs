//! Names of agencies and organisations.

use super::named::{self, Manner};
use crate::check::reading::names::NameKind;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH011",
        level: Severity::Warning,
        about: "Chữ hoa, chữ thường trong tên cơ quan, tổ chức",
        clause: Some("Phụ lục II, IV.1"),
    },
    name: "ten-co-quan",
    explanation: "Tên cơ quan, tổ chức viết hoa chữ cái đầu của từ chỉ loại hình và của từ, cụm từ chỉ chức năng, lĩnh vực. Chỉ xét các cơ quan trong danh sách của vanban; “các sở, các phòng” nói chung không bị xét.",
    bad: "Theo đề nghị của Sở tài chính.",
    good: "Theo đề nghị của Sở Tài chính.",
    check,
};

const MANNER: Manner = Manner {
    kind: NameKind::Body,
    small: Severity::Warning,
    capital: Some(Severity::Warning),
    proof: &[],
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
}
