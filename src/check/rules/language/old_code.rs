//! Words in TCVN3 or VNI, and in UTF-8 that was read as another code.

use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::wording::{Writing, codes};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN055",
        level: Severity::Error,
        about: "Chữ ở mã cũ (TCVN3, VNI) hoặc bị đọc nhầm mã",
        clause: Some("Phụ lục I, Phần I, I.4"),
    },
    name: "ma-chu-cu",
    explanation: "Chữ gõ bằng phông .Vn… (TCVN3) hay VNI-… chép vào tệp Unicode thành chữ lạ: “tæ chøc”, \
                  “toå chöùc”. Cần ít nhất hai từ liền nhau đọc được theo mã ấy; một dấu lạ đứng một mình \
                  (m², °C, é trong tên nước ngoài) không bị coi là lỗi.",
    bad: "Tæ chøc ®¹i héi.",
    good: "Tổ chức đại hội.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if !codes::may_be_garbled(&passage.text) {
            continue;
        }
        let Some(writing) = Writing::shared() else {
            return;
        };
        for garbled in codes::garbled(&passage.text, writing) {
            let words = passage.slice(&garbled.range);
            let message = format!("chữ ở đây là mã {}: “{words}”", garbled.code.name());
            let help = match &garbled.meant {
                Some(meant) => format!("đọc theo mã ấy là “{meant}”; {}", garbled.code.help()),
                None => garbled.code.help().to_owned(),
            };
            let place = passage.place(&garbled.range);
            found.add(RULE.finding(message).at(place).help(help));
        }
    }
}
