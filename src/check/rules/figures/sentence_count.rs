//! A number that announces more or fewer things than its sentence lists: `05 hội gồm: Hội A, Hội B và Hội C`.

use super::announced::{self, Announced};
use super::series;
use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL011",
        level: Severity::Warning,
        about: "Số lượng nêu trước không bằng số thứ liệt kê trong câu",
        clause: None,
    },
    name: "so-luong-trong-cau",
    explanation: "Sau “gồm”, “bao gồm” hoặc dấu hai chấm, câu phải nêu đúng ngần ấy thứ. Danh sách ngăn bằng “;” hoặc đánh \
                  số (1), (2) thì đếm được; danh sách ngăn bằng dấu phẩy và “và” chỉ cho biết ít nhất và nhiều nhất bao \
                  nhiêu, vì tên gọi cũng có thể có dấu phẩy và chữ “và”: chỉ báo khi con số nằm ngoài khoảng đó.",
    bad: "Hoàn thành 03 công trình, gồm: nhà văn hóa Khóm 1; cầu Rạch Đình.",
    good: "Hoàn thành 02 công trình, gồm: nhà văn hóa Khóm 1; cầu Rạch Đình.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        for announced in announced::inside(passage) {
            hold(passage, &announced, found);
        }
    }
}

fn hold(passage: &Passage<'_>, announced: &Announced, found: &mut Findings) {
    let Some(series) = series::of(passage, announced) else {
        return;
    };
    if (series.least..=series.most).contains(&announced.count) {
        return;
    }
    let place = passage.place(&announced.range);
    if series.open {
        let reason = "danh sách kết thúc bằng “…” hoặc “khác”, có thể chưa đủ";
        found.unsure(RULE.unsure(reason).at(place));
        return;
    }
    let listed = match (series.least, series.most) {
        (least, most) if least == most => format!("{least}"),
        (least, _) if announced.count < least => format!("ít nhất {least}"),
        (_, most) => format!("nhiều nhất {most}"),
    };
    let message = format!(
        "nêu {}, sau đó liệt kê {listed}",
        passage.slice(&announced.range)
    );
    let mut finding = RULE.finding(message).at(place);
    if let Some(place) = passage.place(&series.range) {
        finding = finding.related(place, "danh sách");
    }
    found.add(finding);
}
