//! The sum in a column of a table (`Cộng`) that differs from the sum of the columns.

use super::table_fault;
use crate::check::reading::Law;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL112",
        level: Severity::Error,
        about: "Cột tổng của bảng khác với tổng các cột",
        clause: None,
    },
    name: "tong-cot-sai",
    explanation: "Cột “Cộng”, “Tổng số”, “Tổng cộng” phải bằng tổng các cột mà nó cộng; cột “Còn lại”, “Tăng, giảm” phải bằng hiệu của hai cột, nếu phần lớn các hàng của bảng đều như thế.",
    bad: "| Khóm | Nam | Nữ | Cộng |\n|---|---|---|---|\n| Khóm 1 | 12 | 13 | 25 |\n| Khóm 2 | 14 | 11 | 27 |",
    good: "| Khóm | Nam | Nữ | Cộng |\n|---|---|---|---|\n| Khóm 1 | 12 | 13 | 25 |\n| Khóm 2 | 14 | 11 | 25 |",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    table_fault::tell(&RULE, reading, found, |law| {
        matches!(law, Law::Columns | Law::Less)
    });
}
