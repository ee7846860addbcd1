//! The sign at the end of a basis that its author typed: `;`, behind the last one `.`.

use crate::check::reading::BLANK;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT001",
        level: Severity::Error,
        about: "Dấu ở cuối một căn cứ ghi sai",
        clause: Some("Phụ lục I, Phần I, II.6.a"),
    },
    name: "dau-can-cu",
    explanation: "Cuối mỗi căn cứ có dấu chấm phẩy, cuối căn cứ sau cùng có dấu chấm. Chỗ chưa gõ dấu vanban tự thêm; \
        quy tắc này chỉ nói về dấu đã gõ sai.",
    bad: "Căn cứ Luật Thanh niên ngày 16 tháng 6 năm 2020.\nCăn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;",
    good: "Căn cứ Luật Thanh niên ngày 16 tháng 6 năm 2020;\nCăn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let bases = super::all(reading);
    let count = bases.len();
    for (index, passage) in bases.iter().enumerate() {
        let text = passage.text.trim_end();
        let is_last = index + 1 == count;
        let due = if is_last { '.' } else { ';' };
        let Some(sign) = text.chars().next_back() else {
            continue;
        };
        if sign == due || !matches!(sign, '.' | ';' | ',' | ':') || text.ends_with("...") {
            continue;
        }
        let start = text.trim_end_matches(['.', ';', ',', ':', ' ']).len();
        if text[..start].ends_with(BLANK) {
            continue;
        }
        let (which, by) = if is_last {
            ("căn cứ sau cùng kết thúc", "bằng")
        } else {
            ("cuối căn cứ này", "là")
        };
        let message = format!("{which} {by} dấu “{}”, phải là dấu “{due}”", &text[start..]);
        found.add(
            RULE.finding(message)
                .at(passage.place(&(start..text.len()))),
        );
    }
}
