//! A figure in a column in per cent that does not come out as the others of the column do.

use super::table_fault;
use crate::check::reading::Law;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL114",
        level: Severity::Error,
        about: "Số trong cột tỷ lệ của bảng tính lại không đúng",
        clause: None,
    },
    name: "cot-ty-le-sai",
    explanation: "Cột tỷ lệ, tỷ trọng là phần trong tổng, là cột này chia cột kia, hoặc là mức tăng giữa hai cột. Cách nào đúng với ít nhất ba hàng và với phần lớn các hàng thì các hàng còn lại cũng phải đúng. Không có cách nào như thế thì không xét.",
    bad: "| Nguồn | Vốn | Tỷ trọng (%) |\n|---|---|---|\n| Tỉnh | 500 | 50,0 |\n| Phường | 300 | 30,0 |\n| Nhân dân | 200 | 25,0 |\n| Cộng | 1.000 | 100,0 |",
    good: "| Nguồn | Vốn | Tỷ trọng (%) |\n|---|---|---|\n| Tỉnh | 500 | 50,0 |\n| Phường | 300 | 30,0 |\n| Nhân dân | 200 | 20,0 |\n| Cộng | 1.000 | 100,0 |",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    table_fault::tell(&RULE, reading, found, |law| {
        matches!(law, Law::Share | Law::ShareOf(_) | Law::Ratio | Law::Growth)
    });
}
