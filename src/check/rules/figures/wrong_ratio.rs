//! A percentage that its ratio does not give: `220/439 hộ, đạt 51,11%`.

use super::ratio::{self, Ratio};
use super::reckon::Verdict;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL001",
        level: Severity::Error,
        about: "Tỷ lệ phần trăm không đúng với tỷ số đi kèm",
        clause: None,
    },
    name: "ti-le-sai",
    explanation: "Khi một câu ghi cả tỷ số (a/b, a trên tổng số b) và tỷ lệ phần trăm của nó thì hai bên phải khớp, \
                  làm tròn đến chữ số cuối được ghi. Số tiền ghi theo triệu, tỷ được hiểu là đã làm tròn. Không xét khi \
                  hai vế của dấu “/” là phần trăm, là ngày tháng, hoặc khi số có từ “khoảng”, “gần”, “trên”.",
    bad: "Đã cấp 165/220 thẻ, đạt 77%.",
    good: "Đã cấp 165/220 thẻ, đạt 75%.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for ratio in ratio::all(passage) {
            let Ratio { share, verdict, .. } = &ratio;
            let place = passage.place(&share.range);
            match verdict {
                Ok(Verdict::Wrong(right)) => {
                    let told = ratio::told(passage, &ratio);
                    let message = format!(
                        "{told} là {right}%, ở đây ghi {}",
                        passage.slice(&share.range)
                    );
                    let mut finding = RULE
                        .finding(message)
                        .at(place)
                        .help("xem lại tỷ lệ phần trăm, số thực hiện và tổng số, rồi sửa số sai");
                    if let Some(place) = passage.place(&ratio::range(&ratio)) {
                        finding = finding.related(place, "tỷ số");
                    }
                    found.add(finding);
                }
                Err(reason) => found.unsure(RULE.unsure(*reason).at(place)),
                Ok(_) => {}
            }
        }
    }
}
