//! A percentage with digits cut off that should be rounded: `7/12 hộ, đạt 58,33%` is right, `8/12 hộ, đạt 66,66%` is cut.

use super::ratio;
use super::reckon::Verdict;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL002",
        level: Severity::Warning,
        about: "Tỷ lệ phần trăm bị cắt bớt chữ số chứ không làm tròn",
        clause: None,
    },
    name: "ti-le-cat",
    explanation: "Tỷ lệ phần trăm tính từ tỷ số đi kèm phải được làm tròn: từ nửa đơn vị trở lên thì thêm một vào chữ số \
                  cuối. Cắt bỏ phần sau làm các tỷ lệ cộng lại không đủ 100%.",
    bad: "Đã cấp 8/12 thẻ, đạt 66,66%.",
    good: "Đã cấp 8/12 thẻ, đạt 66,67%.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for ratio in ratio::all(passage) {
            let Ok(Verdict::Cut(right, closer)) = &ratio.verdict else {
                continue;
            };
            let told = ratio::told(passage, &ratio);
            let written = passage.slice(&ratio.share.range);
            let message =
                format!("{told} là {closer}…%, làm tròn thành {right}%; ở đây cắt thành {written}");
            let mut finding = RULE.finding(message).at(passage.place(&ratio.share.range));
            if let Some(place) = passage.place(&ratio::range(&ratio)) {
                finding = finding.related(place, "tỷ số");
            }
            found.add(finding);
        }
    }
}
