//! The last line of Nơi nhận: `Lưu: VT, …`

use crate::check::{Findings, Reading, Rule};
use crate::content::Text;
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT040",
        level: Severity::Error,
        about: "Dòng Lưu của Nơi nhận thiếu, sai chỗ hoặc thiếu VT",
        clause: Some("Phụ lục I, Phần I, II.9.d"),
    },
    name: "luu-vt",
    explanation: "Dòng cuối của Nơi nhận là “Lưu: VT”, rồi dấu phẩy, chữ viết tắt đơn vị soạn thảo và số bản lưu; VT đứng đầu. \
        Trong tệp, ghi phần sau chữ “Lưu:” ở mục luu.",
    bad: "luu: VPTK",
    good: "luu: VT, VPTK",
    check,
};

/// Kinds whose forms have no Nơi nhận, or fill it in otherwise.
const WITHOUT: [&str; 8] = [
    "hop-dong",
    "ban-ghi-nho",
    "ban-thoa-thuan",
    "thu-cong",
    "giay-nghi-phep",
    "giay-gioi-thieu",
    "bien-ban",
    "giay-uy-quyen",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let content = reading.content;
    let line = |(index, text)| archived(text).map(|rest: String| (index, text, rest));
    let typed = content.recipients.iter().enumerate().find_map(line);
    if let Some((index, text, rest)) = &typed {
        let later = content.recipients.get(index + 1..).unwrap_or_default();
        if later.iter().any(|text| !text.text.trim().is_empty()) {
            let message = "dòng “Lưu” phải là dòng cuối của Nơi nhận";
            found.add(RULE.finding(message).at(text.place.clone()));
        }
        office(text, rest, found);
        return;
    }
    if let Some(text) = &content.archive {
        let rest = archived(text).unwrap_or_else(|| text.text.trim().to_owned());
        office(text, &rest, found);
        return;
    }
    let Some(last) = content.recipients.last() else {
        return;
    };
    if !WITHOUT.contains(&content.kind.slug.as_str()) {
        let message = "Nơi nhận thiếu dòng cuối “Lưu: VT”";
        let finding = RULE.finding(message).at(last.place.clone());
        found.add(finding.help("ghi mục luu, ví dụ luu: VT, VP"));
    }
}

/// The part behind `Lưu:` in a line that begins so.
fn archived(text: &Text) -> Option<String> {
    let line = text.text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (word, rest) = line.split_once(':')?;
    (word.trim_end().to_lowercase() == "lưu").then(|| rest.trim().to_owned())
}

/// Tells of a line that does not begin with the office that keeps the document.
fn office(text: &Text, rest: &str, found: &mut Findings) {
    if rest.contains(['{', '…']) {
        return;
    }
    let first = rest
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    let first = first.unwrap_or_default();
    if first == "VT" {
        return;
    }
    let mut words = rest.split(|c: char| !c.is_alphanumeric());
    let message = match first.to_uppercase().as_str() {
        "VT" => format!("“{first}” sau chữ “Lưu:” phải viết hoa: “VT”"),
        _ if words.any(|word| word == "VT") => {
            format!("sau chữ “Lưu:” phải là “VT” trước, rồi mới đến “{first}”")
        }
        _ => format!("sau chữ “Lưu:” phải là “VT” (văn thư), mà đang ghi “{rest}”"),
    };
    found.add(RULE.finding(message).at(text.place.clone()));
}
