//! The figure of a group in a table with tiers (A, I, 1, a) that differs from the sum of its parts.

use super::table_fault;
use crate::check::reading::Law;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL113",
        level: Severity::Error,
        about: "Số của một nhóm trong bảng khác với tổng các phần của nó",
        clause: None,
    },
    name: "tong-nhom-sai",
    explanation: "Trong bảng có nhiều bậc (A, I, 1, a), số của một bậc bằng tổng các số của bậc ngay dưới nó, nếu các nhóm khác của bảng đều như thế. Sau “Trong đó” chỉ kể một số phần nên không cộng.",
    bad: "| TT | Nội dung | Số tiền (đồng) |\n|---|---|---|\n| I | Chi thường xuyên | 500 |\n| 1 | Lương | 300 |\n| 2 | Công tác phí | 150 |\n| II | Chi khác | 90 |\n| 1 | Sửa chữa | 50 |\n| 2 | Khen thưởng | 40 |",
    good: "| TT | Nội dung | Số tiền (đồng) |\n|---|---|---|\n| I | Chi thường xuyên | 450 |\n| 1 | Lương | 300 |\n| 2 | Công tác phí | 150 |\n| II | Chi khác | 90 |\n| 1 | Sửa chữa | 50 |\n| 2 | Khen thưởng | 40 |",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    table_fault::tell(&RULE, reading, found, |law| law == Law::Group);
}
