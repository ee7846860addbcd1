//! Appendices that no text announces, and announced ones that the file has not: what is told when the
//! document is made.

use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Place, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT060",
        level: Severity::Hint,
        about: "Phụ lục được nhắc tới mà tệp không có, hoặc phụ lục không được nhắc tới",
        clause: Some("Phụ lục I, Phần I, III.1.a"),
    },
    name: "phu-luc",
    explanation: "Văn bản có phụ lục thì lời văn phải có chỉ dẫn về phụ lục đó (lưu ý). Phụ lục được nhắc tới mà tệp không có thì \
        chỉ là gợi ý: nó có thể là một tệp riêng (III.1.d).",
    bad: "Danh sách tại Phụ lục kèm theo. (tệp không có phu_luc)",
    good: "Danh sách tại Phụ lục kèm theo. (phu_luc có Danh sách)",
    check,
};

/// The code of appendices that no text announces.
const UNSAID: &str = "phu-luc-khong-nhac";

/// The codes of messages that this rule tells in their place.
pub(in crate::check) const TAKEN_OVER: [&str; 2] = [UNSAID, "phu-luc-thieu"];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let told = reading.warnings.iter();
    for told in told.filter(|told| TAKEN_OVER.contains(&told.code)) {
        let level = match told.code {
            UNSAID => Severity::Warning,
            _ => Severity::Hint,
        };
        let mut finding = RULE
            .finding_as(level, told.message.clone())
            .at(told.place.as_ref().map(words));
        finding.related.clone_from(&told.related);
        finding.help.clone_from(&told.help);
        found.add(finding);
    }
}

/// The words that begin at a place: `Phụ lục II`.
fn words(place: &Place) -> Place {
    let rest = place
        .source
        .text
        .get(place.range.start..)
        .unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let mut end = 0;
    for (index, word) in line.split(' ').take(3).enumerate() {
        let is_number = !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || "IVX".contains(c));
        if index == 2 && !is_number {
            break;
        }
        end += word.len() + usize::from(index > 0);
    }
    let words = line.get(..end).unwrap_or_default();
    let end = words.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    match end {
        0 => place.clone(),
        end => Place::new(&place.source, place.range.start..place.range.start + end),
    }
}
