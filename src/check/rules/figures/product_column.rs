//! An amount in a table that is not quantity times price, as the other rows have it.

use super::table_fault;
use crate::check::reading::Law;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL115",
        level: Severity::Error,
        about: "Thành tiền trong bảng khác với số lượng nhân đơn giá",
        clause: None,
    },
    name: "thanh-tien-sai",
    explanation: "Khi bảng có cột đơn giá, mức chi, định mức hoặc năng suất và ít nhất ba hàng có tích của các cột bằng cột thành tiền, các hàng còn lại cũng phải như thế.",
    bad: "| Nội dung | Số lượng | Đơn giá | Thành tiền |\n|---|---|---|---|\n| Bàn | 4 | 500.000 | 2.000.000 |\n| Ghế | 20 | 150.000 | 3.000.000 |\n| Tủ | 2 | 3.000.000 | 6.000.000 |\n| Loa | 3 | 700.000 | 2.400.000 |",
    good: "| Nội dung | Số lượng | Đơn giá | Thành tiền |\n|---|---|---|---|\n| Bàn | 4 | 500.000 | 2.000.000 |\n| Ghế | 20 | 150.000 | 3.000.000 |\n| Tủ | 2 | 3.000.000 | 6.000.000 |\n| Loa | 3 | 700.000 | 2.100.000 |",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    table_fault::tell(&RULE, reading, found, |law| {
        matches!(law, Law::Product(_) | Law::Quotient(_))
    });
}
