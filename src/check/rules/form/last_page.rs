//! A last page with the signature alone, or with hardly a line above it.

use crate::check::reading::Role;
use crate::check::{Findings, Reading, Rule};
use crate::compile::last_page;
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT062",
        level: Severity::Hint,
        about: "Trang cuối chỉ có chữ ký, hoặc một dòng cùng chữ ký",
        clause: None,
    },
    name: "trang-cuoi",
    explanation: "Trang chỉ có chữ ký không gắn với lời văn nào nên dễ bị thay (lưu ý); trang chỉ có một dòng cùng chữ ký thì nên \
        kéo về trang trước (gợi ý). Ghi the_thuc: { vua_trang: true } để vanban co các khoảng cách trong phạm vi quy định.",
    bad: "(trang 2 chỉ có chữ ký)",
    good: "(trang 2 có vài dòng lời văn cùng chữ ký)",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let over = reading
        .pages
        .and_then(|pages| last_page::over(pages, last_page::FEW));
    let Some(over) = over.filter(|over| over.lines < 2) else {
        return;
    };
    let page = over.page + 1;
    let (level, message) = match over.lines {
        0 => (
            Severity::Warning,
            format!("trang {page} chỉ có chữ ký, không có dòng lời văn nào"),
        ),
        lines => (
            Severity::Hint,
            format!("trang {page} chỉ có {lines} dòng lời văn cùng chữ ký"),
        ),
    };
    let is_last = |role: Role| role.is_prose() && !matches!(role, Role::Note(_));
    let own = reading
        .passages
        .iter()
        .filter(|passage| passage.part == 0 && is_last(passage.role));
    let place = own.last().and_then(|passage| {
        let start = passage.text.trim_end().rfind(' ').map_or(0, |at| at + 1);
        passage.place(&(start..passage.text.len()))
    });
    let help = "ghi the_thuc: { vua_trang: true } để kéo về trang trước trong phạm vi quy định, hoặc rút gọn lời văn";
    found.add(RULE.finding_as(level, message).at(place).help(help));
}
