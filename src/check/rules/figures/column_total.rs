//! The sum in a row of a table (`Tổng cộng`) that differs from the sum of the rows.

use super::table_fault;
use crate::check::reading::Law;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL111",
        level: Severity::Error,
        about: "Hàng tổng của bảng khác với tổng các hàng",
        clause: None,
    },
    name: "tong-hang-sai",
    explanation: "Số ở hàng “Tổng”, “Cộng”, “Tổng cộng”, “Tổng số” phải bằng tổng các hàng mà nó cộng: các hàng của bậc cao nhất, hoặc các hàng cộng nhóm. Dấu gạch và ô trống là 0; cột thứ tự, năm, tỷ lệ, đơn giá, năng suất không đem cộng. Số đã làm tròn được lệch nửa đơn vị của chữ số cuối cho mỗi số hạng.",
    bad: "| Khóm | Số hộ |\n|---|---|\n| Khóm 1 | 120 |\n| Khóm 2 | 135 |\n| Tổng cộng | 265 |",
    good: "| Khóm | Số hộ |\n|---|---|\n| Khóm 1 | 120 |\n| Khóm 2 | 135 |\n| Tổng cộng | 255 |",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    table_fault::tell(&RULE, reading, found, |law| law == Law::Rows);
}
