//! The subject (trích yếu): no sentence with a stop, and `V/v` in công văn alone.

use crate::check::{Findings, Reading, Rule};
use crate::content::{SymbolForm, Text};
use crate::diagnostic::{Code, Place, Severity};
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT051",
        level: Severity::Warning,
        about: "Trích yếu kết thúc bằng dấu câu, hoặc bắt đầu bằng “V/v” ở văn bản có tên loại",
        clause: Some("Phụ lục I, Phần I, II.5.b"),
    },
    name: "trich-yeu",
    explanation: "Trích yếu là một cụm từ đặt dưới tên loại, không có dấu chấm ở cuối. Chữ “V/v” chỉ dùng ở công văn (vanban tự \
        in); văn bản có tên loại viết “Về việc …” hoặc vào thẳng nội dung.",
    bad: "loai: quyet-dinh\ntrich_yeu: V/v thành lập Tổ công nghệ số.",
    good: "loai: quyet-dinh\ntrich_yeu: Về việc thành lập Tổ công nghệ số",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let content = reading.content;
    let is_letter = content.kind.symbol == SymbolForm::Unit || content.kind.name.is_empty();
    if let Some(first) = content.subject.first().filter(|_| !is_letter) {
        let text = first.text.trim_start();
        let lower: String = text.chars().take(4).collect::<String>().to_lowercase();
        if lower.starts_with("v/v") {
            let typed = "v/v".len();
            let kind = content.kind.title();
            let message = format!("trích yếu của {kind} không bắt đầu bằng “V/v”; viết “Về việc”");
            found.add(RULE.finding(message).at(part(first, 0..typed)));
        }
    }
    if let Some(last) = content.subject.last() {
        let text = last.text.trim_end();
        let is_short = [" v.v.", "..", ".…"].iter().any(|end| text.ends_with(end));
        let sign = text
            .chars()
            .next_back()
            .filter(|sign| matches!(sign, '.' | ';' | ',' | ':'));
        if let Some(sign) = sign.filter(|_| !is_short) {
            let message = format!("trích yếu không kết thúc bằng dấu “{sign}”");
            found.add(
                RULE.finding(message)
                    .at(part(last, text.len() - 1..text.len())),
            );
        }
    }
}

/// The place of a part of a text, where it stands letter for letter.
fn part(text: &Text, range: Range<usize>) -> Place {
    let place = &text.place;
    let there = place
        .source
        .text
        .get(place.range.clone())
        .unwrap_or_default();
    let same = there.trim_end() == text.text.trim_end();
    let start = place.range.start;
    match same && there.get(range.clone()).is_some() {
        true => Place::new(&place.source, start + range.start..start + range.end),
        false => place.clone(),
    }
}
