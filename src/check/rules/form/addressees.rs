//! Kính gửi, and `Như trên` in Nơi nhận.

use crate::check::{Findings, Reading, Rule};
use crate::content::Text;
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT041",
        level: Severity::Warning,
        about: "Kính gửi và “Như trên” của Nơi nhận không đi với nhau",
        clause: Some("Phụ lục I, Phần I, II.9.b"),
    },
    name: "nhu-tren",
    explanation: "Công văn, tờ trình (và báo cáo gửi cấp trên) có Kính gửi; dòng đầu của Nơi nhận là “Như trên”. Văn bản không có \
        Kính gửi thì “Như trên” không chỉ vào đâu.",
    bad: "loai: cong-van\nkinh_gui: Sở Nội vụ\nnoi_nhan:\n  - Sở Nội vụ",
    good: "loai: cong-van\nkinh_gui: Sở Nội vụ\nnoi_nhan:\n  - Như trên",
    check,
};

/// Kinds without addressees above the text.
const WITHOUT: [&str; 14] = [
    "nghi-quyet",
    "quyet-dinh",
    "chi-thi",
    "quy-che",
    "quy-dinh",
    "thong-cao",
    "thong-bao",
    "huong-dan",
    "chuong-trinh",
    "ke-hoach",
    "phuong-an",
    "de-an",
    "du-an",
    "bao-cao",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let content = reading.content;
    let bare = |text: &Text| {
        let words = text.text.trim_matches(|c: char| !c.is_alphanumeric());
        words.to_lowercase()
    };
    let is_above = |text: &Text| bare(text).starts_with("như trên") || bare(text) == "như kính gửi";
    let above = content.recipients.iter().position(is_above);
    let is_without = WITHOUT.contains(&content.kind.slug.as_str());
    // A report has addressees where it goes to those above.
    let is_letter = matches!(
        content.kind.slug.as_str(),
        "cong-van" | "to-trinh" | "bao-cao"
    );
    match above {
        Some(index) if content.addressees.is_empty() && is_without => {
            let text = &content.recipients[index];
            let message = "Nơi nhận ghi “Như trên” mà văn bản không có Kính gửi";
            found.add(RULE.finding(message).at(text.place.clone()));
        }
        Some(index) if index > 0 => {
            let text = &content.recipients[index];
            let message = "“Như trên” phải là dòng đầu của Nơi nhận";
            found.add(RULE.finding(message).at(text.place.clone()));
        }
        None if is_letter && !content.addressees.is_empty() => {
            let first = content.recipients.first().or(content.archive.as_ref());
            let kind = content.kind.title();
            let message = format!("dòng đầu Nơi nhận của {kind} phải là “Như trên”");
            found.add(
                RULE.finding(message)
                    .at(first.map(|first| first.place.clone())),
            );
        }
        _ => {}
    }
}
