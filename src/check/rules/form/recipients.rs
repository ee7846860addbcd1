//! The signs at the ends of the lines of Nơi nhận and Kính gửi that their author typed.

use crate::check::{Findings, Reading, Rule};
use crate::content::Text;
use crate::diagnostic::{Code, Place, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT042",
        level: Severity::Warning,
        about: "Dấu ở cuối một dòng của Nơi nhận hoặc Kính gửi ghi sai",
        clause: Some("Phụ lục I, Phần I, II.9.d"),
    },
    name: "dau-noi-nhan",
    explanation: "Cuối mỗi dòng của Nơi nhận và của Kính gửi nhiều nơi có dấu chấm phẩy, cuối dòng cuối cùng có dấu chấm. Dấu chưa \
        gõ vanban tự thêm; quy tắc này chỉ nói về dấu đã gõ sai.",
    bad: "noi_nhan:\n  - Sở Nội vụ.\n  - Sở Tài chính",
    good: "noi_nhan:\n  - Sở Nội vụ;\n  - Sở Tài chính",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let content = reading.content;
    lines(&content.addressees, false, found);
    lines(&content.recipients, content.archive.is_some(), found);
}

/// Looks at the lines of a list; `goes_on` where another line comes behind the last.
fn lines(lines: &[Text], goes_on: bool, found: &mut Findings) {
    for (index, line) in lines.iter().enumerate() {
        let text = line.text.trim_end();
        let is_last = index + 1 == lines.len() && !goes_on;
        let Some(sign) = text.chars().next_back() else {
            continue;
        };
        let wrong = match sign {
            '.' => !is_last && !text.ends_with("..") && !text.ends_with("v.v."),
            ':' | '!' => true,
            _ => false,
        };
        if !wrong {
            continue;
        }
        let due = if is_last { '.' } else { ';' };
        let message = format!("dòng này kết thúc bằng dấu “{sign}”, phải là dấu “{due}”");
        let place = &line.place;
        let there = place
            .source
            .text
            .get(place.range.clone())
            .unwrap_or_default();
        let at = there
            .rfind(sign)
            .map_or(place.range.start, |at| place.range.start + at);
        let end = (at + sign.len_utf8()).min(place.range.end);
        found.add(
            RULE.finding(message)
                .at(Place::new(&place.source, at..end.max(at))),
        );
    }
}
