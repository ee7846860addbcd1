//! Parts of a sentence that do not add up to their whole: `540 hồ sơ, gồm 315 … và 235 …`.

use super::parts::{self, Division, Manner};
use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL007",
        level: Severity::Warning,
        about: "Các phần nêu trong câu cộng lại không bằng tổng số",
        clause: None,
    },
    name: "tong-trong-cau",
    explanation: "Sau “gồm”, “bao gồm”, “chia ra”, các phần cùng đơn vị phải cộng lại bằng con số gần nhất đứng trước. Số \
                  trong ngoặc không được cộng; số đã làm tròn được lệch nửa đơn vị của chữ số cuối cho mỗi phần. Không xét \
                  khi các phần khác đơn vị, khi danh sách kết thúc bằng “khác”, “…”, hoặc có “khoảng”, “gần”.",
    bad: "Đã nhận 60 hồ sơ, gồm 35 hồ sơ đất đai và 20 hồ sơ xây dựng.",
    good: "Đã nhận 60 hồ sơ, gồm 35 hồ sơ đất đai và 25 hồ sơ xây dựng.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for division in parts::all(passage) {
            if division.manner == Manner::All && !division.fits() {
                tell(passage, &division, found);
            }
        }
    }
}

fn tell(passage: &Passage<'_>, division: &Division<'_>, found: &mut Findings) {
    let Division { whole, parts, .. } = division;
    let place = passage.place(&whole.range);
    if let Some(reason) = division.doubt {
        found.unsure(RULE.unsure(reason).at(place));
        return;
    }
    let Some(sum) = parts::told(parts, whole) else {
        return;
    };
    let message = format!(
        "các phần cộng lại là {sum}, tổng số ghi {}",
        passage.slice(&whole.range)
    );
    let mut finding = RULE
        .finding(message)
        .at(place)
        .help("xem lại tổng số và từng phần, rồi sửa số sai");
    for part in parts.iter().take(12) {
        if let Some(place) = passage.place(&part.range) {
            finding = finding.related(place, "phần");
        }
    }
    found.add(finding);
}
