//! A number that announces more or fewer items than stand below: `05 nhiệm vụ sau:` with four items.

use super::announced::{self, Announced};
use crate::check::reading::{Items, Likeness, Passage, likeness};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "SL010",
        level: Severity::Warning,
        about: "Số lượng nêu trước không bằng số mục liệt kê bên dưới",
        clause: None,
    },
    name: "so-luong-danh-sach",
    explanation: "Câu dẫn “05 nhiệm vụ sau:”, “gồm 03 nội dung:” phải có đúng ngần ấy mục ngay bên dưới: gạch đầu dòng, số \
                  hoặc chữ cái; chỉ đếm các mục cùng cấp. Không xét tỷ số (17/19 chỉ tiêu), câu dẫn nêu một danh sách khác \
                  (“các nội dung sau”), và danh sách mà mỗi mục là một con số được cộng lại.",
    bad: "Tập trung 03 nhiệm vụ sau:\n\n- Rà soát hộ nghèo.\n- Cấp thẻ bảo hiểm.",
    good: "Tập trung 02 nhiệm vụ sau:\n\n- Rà soát hộ nghèo.\n- Cấp thẻ bảo hiểm.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for (index, passage) in reading.passages.iter().enumerate() {
        let speaks = passage.role.is_prose() || passage.role.is_heading();
        if !speaks || !passage.text.ends_with([':', '.']) {
            continue;
        }
        let Some(announced) = announced::below(passage) else {
            continue;
        };
        if let Some(items) = reading.below(index) {
            hold(reading, passage, &announced, &items, found);
        }
    }
}

fn hold(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    announced: &Announced,
    items: &Items,
    found: &mut Findings,
) {
    let count = items.items.len();
    let by_number = items
        .last
        .is_some_and(|last| last as usize == announced.count);
    if count == announced.count || by_number || is_sum(reading, passage, announced, items) {
        return;
    }
    let place = passage.place(&announced.range);
    if !items.complete {
        found.unsure(
            RULE.unsure("danh sách bên dưới bị ngắt quãng, chưa đếm được")
                .at(place),
        );
        return;
    }
    let message = format!(
        "nêu {}, bên dưới có {count} mục",
        passage.slice(&announced.range)
    );
    let mut finding = RULE.finding(message).at(place);
    let ends = [
        (items.items.first(), "mục đầu"),
        (items.items.last(), "mục cuối"),
    ];
    for (item, words) in ends {
        let item = item.and_then(|item| reading.passages.get(*item)?.whole());
        if let Some(place) = item {
            finding = finding.related(place, words);
        }
    }
    found.add(finding);
}

/// Tells whether the items below tell figures that are added: most begin with one that counts the same.
fn is_sum(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    announced: &Announced,
    items: &Items,
) -> bool {
    let figure = announced
        .figure
        .and_then(|index| passage.quantities().get(index));
    let Some(figure) = figure else { return false };
    let counts = items.items.iter().filter(|item| {
        let item = reading.passages.get(**item);
        let all = item.map_or(&[][..], |item| item.quantities());
        let mut alike = all.iter().filter(|q| !q.name && !q.is_percent());
        item.is_some_and(|item| {
            alike.any(|q| likeness((passage, figure), (item, q)) == Likeness::Same)
        })
    });
    2 * counts.count() > items.items.len()
}
